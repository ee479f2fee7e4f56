"""Relates levels to population, villages or area where the user supplies them: nothing is guessed from the texts."""

import pandas as pd

from lib.rules import label

# The units that stand behind the stroke, as the quantities table writes them.
SIZES = {"population": "人", "villages": "村", "area_km2": "平方公里"}


def normalised(comparison: pd.DataFrame, sizes: pd.DataFrame, by: str = "population") -> pd.DataFrame:
    """Return the cells that can be related to a size, with value_per and unit_per (元/人); empty without a size.

    They are the chosen levels of the place that are flows or stocks: what is per head already, a number of days, and a
    part's figure are not divided. per_reason, per_reason_en say why a cell has none, or that the figure is for another
    year than the size. Verdicts stay: two figures that cannot be compared cannot be per head.

    comparison: the table. sizes: doc_id and the columns population (persons), villages (number), area_km2, as the
    user's reports.csv gives them; text or numbers. by: one of these columns. Raises ValueError for another name, or a
    size that is no number above 0.
    """
    if by not in SIZES:
        raise ValueError(f"by is {by!r}; it must be one of {', '.join(SIZES)}")
    divisible = comparison["chosen"] & comparison["nature"].isin(["flow", "stock"])
    levels = comparison[divisible & (comparison["kind"] == "level")]
    given = _numbers(sizes, by)
    size = levels["doc_id"].map(given)
    other_year = levels["year"] != levels["review_year"]
    told = levels.assign(
        size=size,
        value_per=levels["value"] / size,
        unit_per=(levels["unit"] + "/" + SIZES[by]).where(size.notna(), ""),
        per_reason="",
        per_reason_en="",
    )
    late = size.notna() & other_year.fillna(True)
    for key, which in (("note.size_other_year", late), ("note.size_missing", size.isna())):
        for column, language in (("per_reason", "zh"), ("per_reason_en", "en")):
            told.loc[which, column] = label(key, language).format(column=by)
    return told.reset_index(drop=True)


def _numbers(sizes: pd.DataFrame, by: str) -> dict[str, float]:
    """The sizes by doc_id; an empty cell is none."""
    if by not in sizes.columns:
        return {}
    told = sizes.set_index("doc_id")[by]
    filled = told[told.notna() & (told.astype("str").str.strip() != "")]
    numbers = pd.to_numeric(filled, errors="coerce")
    wrong = [doc_id for doc_id, number in numbers.items() if not number > 0]
    if wrong:
        raise ValueError(f"{by} of {', '.join(wrong)} is no number above 0; correct it in reports.csv")
    return {doc_id: float(number) for doc_id, number in numbers.items()}
