"""Ranks the cells of one indicator that can be compared, and says which towns are left out and why."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from lib.comparison.reasons import vocabulary
from lib.comparison.table import rejudged
from lib.labels import label


class Ranking(NamedTuple):
    """A ranking: the cells in it, those left out with their reasons, and the sentence that belongs below it."""

    ranked: pd.DataFrame
    left_out: pd.DataFrame
    sentence: str


def ranking(
    comparison: pd.DataFrame,
    canonical: str,
    year: int | None = None,
    kind: str = "level",
    aim: str = "done",
    reference: Mapping | None = None,
    any_year: bool = False,
    language: str = "zh",
) -> Ranking:
    """Return the comparable cells of one indicator by size, and a sentence on who is left out and why.

    rank: 1 for the largest; equal values share the better rank. A cell with a caution is ranked, and its caution stands
    beside it. A town that states the same thing in two reports is ranked once, by its report on that year.

    comparison: the table. canonical: id of indicators.csv. year: of the data; None takes the year with most comparable
    cells, the later of equals. kind, aim: as in the table. reference: what the cells must say, such as {"definition":
    "total_fiscal_revenue"}. any_year: whether years are mixed. language: of the sentence. Raises ValueError where no
    report states the indicator.
    """
    wanted = (
        (comparison["canonical"] == canonical) & (comparison["kind"] == kind) & (comparison["aim"] == aim)
    )
    cells = comparison[wanted & comparison["chosen"]]
    if cells.empty:
        raise ValueError(
            f"no report states {canonical} as {kind} ({aim}); see the column canonical of the comparison"
        )
    cells = rejudged(cells, {canonical: reference} if reference else None, any_year)
    if not any_year:
        year = year or _fullest_year(cells)
        cells = cells[(cells["year"] == year).fillna(False)]
    in_it = _once_per_place(cells[cells["comparable"]])
    ranked = in_it.assign(rank=in_it["value"].rank(method="min", ascending=False).astype("Int64"))
    ranked = ranked.sort_values(["rank", "doc_id"], kind="stable").reset_index(drop=True)
    left_out = cells[~cells["doc_id"].isin(ranked["doc_id"])].reset_index(drop=True)
    return Ranking(ranked, left_out, _sentence(ranked, left_out, canonical, year, language))


def _fullest_year(cells: pd.DataFrame) -> int:
    counts = cells.groupby("year")["comparable"].sum()
    return int(counts[counts == counts.max()].index.max())


def _once_per_place(cells: pd.DataFrame) -> pd.DataFrame:
    """One cell per place: that of the report on the year itself before a later report's mention of it."""
    late = (cells["year"] != cells["review_year"]).fillna(True)
    order = cells.assign(late=late).sort_values(["late", "doc_id", "start"], kind="stable")
    return cells.loc[order.drop_duplicates("place_id").index]


def _sentence(
    ranked: pd.DataFrame, left_out: pd.DataFrame, canonical: str, year: int | None, language: str
) -> str:
    """Who is ranked, and who is not with each reason."""
    words = vocabulary(language)
    tail = "" if language == "zh" else "_en"
    indicator = words.values.get(f"canonical.{canonical}", canonical)
    between = "；" if language == "zh" else "; "
    reasons = [
        label("comparison.left_out_one", language).format(
            report=row[f"label_{language}"], reason=row[f"reason{tail}"]
        )
        for row in left_out.drop_duplicates("doc_id").to_dict("records")
    ]
    key = "comparison.ranked_any_year" if year is None else "comparison.ranked"
    said = label(key, language).format(indicator=indicator, year=year, n=len(ranked))
    if reasons:
        said += ("" if language == "zh" else " ") + label("comparison.left_out", language).format(
            n=len(reasons), reasons=between.join(reasons)
        )
    return said
