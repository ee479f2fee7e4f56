"""Captions of figures and tables, with caveats, filled in from the reports and the data they show."""

from collections.abc import Mapping

import pandas as pd

from lib import paths, tables
from lib.rules import Counted, document_type_name, in_force, label, label_or, series

LANGUAGES = ("zh", "en")
NAMED = 6  # of more reports than these, a note tells the number and not the names


def caption(
    figure: str, reports: pd.DataFrame, left_out: Mapping[str, int] | None = None, **values: object
) -> dict[str, str]:
    """Return the caption of a figure or table in both languages, and the caveats that go with it.

    The keys are zh, en, note_zh, note_en. The notes say which reports are shown, where their kinds of document differ,
    how many have damage or contradictions, and what was left out and why.

    figure: its name in data/dictionaries/captions.csv, where {n} is the number of reports ({n:report|reports} with its noun), {years} the years they review
    and {name} the value passed as name=. reports: the reports table's rows of those it shows. left_out: how many cells,
    words or reports are not shown, by reason: a reason of labels.csv (reason.NAME), else in words. values: numbers or text,
    or {"zh", "en"}. Raises ValueError where the table has no such figure, or where it asks for a value that is not passed.
    """
    row = next((row for row in in_force().table("captions") if row["figure"] == figure), None)
    if row is None:
        raise ValueError(f'captions.csv has no row "{figure}"; add one with its Chinese and English caption')
    told = {}
    for language in LANGUAGES:
        filling = _values(reports, values, language)
        told[language] = _filled(row[language], filling, figure)
        own = _filled(row.get(f"note_{language}", ""), filling, figure)
        told[f"note_{language}"] = _joined([own, *caveats(reports, left_out or {}, language)], language)
    return told


def caveats(reports: pd.DataFrame, left_out: Mapping[str, int], language: str) -> list[str]:
    """Return what a reader must know of the data, in sentences: reports, kinds of document, damage, what was left out.

    reports: rows of the reports table; a column that is not there is not spoken of. left_out: number by reason.
    """
    return [
        *_selection(reports, language),
        *_which(reports, language),
        *_kinds(reports, language),
        *_count(reports, "damage", "caveat.damage", language),
        *_count(reports, "contradictions", "caveat.contradictions", language),
        *_left_out(left_out, language),
    ]


def _selection(reports: pd.DataFrame, language: str) -> list[str]:
    """That the figure is of selected reports, and which; a corpus that was made up is always said to be."""
    told = [label("caveat.made_up", language)] if paths.example() else []
    return told + (
        [label("caveat.selection", language).format(selection=paths.selection())] if paths.selection() else []
    )


def _values(reports: pd.DataFrame, values: Mapping[str, object], language: str) -> dict[str, object]:
    years = sorted(reports["review_year"].dropna().unique())
    span = {"zh": "未知", "en": "unknown"}[language]
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    own = {name: value[language] if isinstance(value, Mapping) else value for name, value in values.items()}
    told = {"n": len(reports), "years": span} | own
    return {name: Counted(value) if isinstance(value, int) else value for name, value in told.items()}


def _filled(text: str, values: Mapping[str, object], figure: str) -> str:
    try:
        return text.format(**values)
    except KeyError as missing:
        raise ValueError(
            f"captions.csv, {figure}: the caption asks for {{{missing.args[0]}}}; pass it as {missing.args[0]}=..."
        ) from None


def _which(reports: pd.DataFrame, language: str) -> list[str]:
    if f"label_{language}" not in reports or not 0 < len(reports) <= NAMED:
        return []
    names = series(reports[f"label_{language}"], language)
    return [label("caveat.reports", language).format(names=names)]


def _kinds(reports: pd.DataFrame, language: str) -> list[str]:
    """Towns' reports and other kinds of document are not one population; one kind needs no words."""
    if "document_type" not in reports or reports["document_type"].nunique() < 2:
        return []
    counts = tables.commonest(reports["document_type"])
    kinds = [(document_type_name(kind, language), n) for kind, n in counts.items()]
    return [label("caveat.kinds", language).format(kinds=series(_numbered(kinds, language), language))]


def _count(reports: pd.DataFrame, column: str, key: str, language: str) -> list[str]:
    n = int((reports[column] > 0).sum()) if column in reports else 0
    return [label(key, language).format(n=n, all=len(reports))] if n else []


def _left_out(left_out: Mapping[str, int], language: str) -> list[str]:
    reasons = [(label_or(f"reason.{reason}", language, reason), n) for reason, n in left_out.items() if n]
    if not reasons:
        return []
    told = series(_numbered(reasons, language), language)
    return [label("caveat.left_out", language).format(n=sum(n for _, n in reasons), reasons=told)]


def _numbered(counts: list[tuple[str, int]], language: str) -> list[str]:
    return [f"{words} {n}" if language == "zh" else f"{words} ({n})" for words, n in counts]


def _joined(sentences: list[str], language: str) -> str:
    ends = {"zh": "。", "en": "."}[language]
    told = [sentence.strip().rstrip(".。") + ends for sentence in sentences if sentence.strip()]
    return {"zh": "", "en": " "}[language].join(told)
