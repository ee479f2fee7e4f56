"""Captions of the workbook's figures, filled in from the reports they show."""

import pandas as pd

from lib import dictionaries


def caption(figure: str, reports: pd.DataFrame) -> dict[str, str]:
    """Return a figure's caption in both languages, {"zh": ..., "en": ...}.

    figure: its name in data/dictionaries/captions.csv. reports: the reports it shows. Raises ValueError where the table
    has no such figure.
    """
    row = next((row for row in dictionaries.read("captions") if row["figure"] == figure), None)
    if row is None:
        raise ValueError(f'captions.csv has no row "{figure}"; add one with its Chinese and English caption')
    years = sorted(reports["review_year"].dropna().unique())
    told = {"zh": "未知", "en": "unknown"}
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        told = {"zh": span, "en": span}
    return {language: row[language].format(n=len(reports), years=told[language]) for language in ("zh", "en")}
