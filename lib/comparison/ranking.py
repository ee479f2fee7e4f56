"""Ranks the cells of one indicator that can be compared, and says which towns are left out and why."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from lib.comparison.flags import LEVELS
from lib.comparison.judging import LEVEL_KEY, tiers
from lib.comparison.leading import fullest_year
from lib.comparison.reasons import in_words, vocabulary
from lib.comparison.table import rejudged
from lib.rules import Rules, indicator_name, label, series


class Ranking(NamedTuple):
    """A ranking: the cells in it, those left out with their reasons, and the sentence that belongs below it."""

    ranked: pd.DataFrame
    left_out: pd.DataFrame
    sentence: str


def ranking(
    rules: Rules,
    comparison: pd.DataFrame,
    canonical: str,
    year: int | None = None,
    kind: str = "level",
    aim: str = "done",
    reference: Mapping | None = None,
    any_year: bool = False,
    language: str = "zh",
    level: str | None = None,
) -> Ranking:
    """Return the comparable cells of one indicator by size, and a sentence on who is left out and why.

    rank: 1 for the largest; equal values share the better rank. A cell with a caution is ranked, and its caution stands
    beside it. A town that states the same thing in two reports is ranked once, by its report on that year, or where
    years are mixed by its latest. Amounts of different levels of place are never ranked together.

    comparison: the table. canonical: id of indicators.csv. year: of the data; None takes the year with most comparable
    cells, as fullest_year() picks it. kind, aim: as in the table. reference: what the cells must say, such as {"definition":
    "total_fiscal_revenue"}. any_year: whether years are mixed. language: of the sentence. level: town, county, city,
    province or nation, whose amounts are ranked; None takes the one with most comparable cells, the lowest of equals.
    Raises ValueError where no report states the indicator.
    """
    cells = stated(comparison, canonical, kind, aim)
    judged = rejudged(rules, cells, {canonical: reference} if reference else None, any_year)
    return ranked(rules, judged, year, any_year, language, level)


def ranked(
    rules: Rules,
    cells: pd.DataFrame,
    year: int | None = None,
    any_year: bool = False,
    language: str = "zh",
    level: str | None = None,
) -> Ranking:
    """Return the ranking of cells that are judged among themselves already.

    cells: the chosen ones of one indicator, kind and aim, at least one, from rejudged(). Others: as for ranking().
    """
    canonical, kind = cells[["canonical", "kind"]].iloc[0]
    if kind == "level":
        cells = _of_one_level(rules, cells, level)
    if not any_year:
        year = year or fullest_year(cells)
        # where no figure's year is known, all are left out, each with its reason
        cells = cells[(cells["year"] == year).fillna(False)] if year else cells
    in_it = _once_per_place(cells[cells["comparable"]], any_year)
    first = in_it.assign(rank=in_it["value"].rank(method="min", ascending=False).astype("Int64"))
    first = first.sort_values(["rank", "doc_id"], kind="stable").reset_index(drop=True)
    others = cells[~cells["doc_id"].isin(first["doc_id"])]
    left_out = _placed_already(rules, others, first).reset_index(drop=True)
    said = None if any_year else year or "?"
    return Ranking(first, left_out, _sentence(first, left_out, canonical, said, language))


def stated(comparison: pd.DataFrame, canonical: str, kind: str, aim: str) -> pd.DataFrame:
    """Return the chosen cells of an indicator. Raises ValueError where there is none."""
    wanted = (
        (comparison["canonical"] == canonical) & (comparison["kind"] == kind) & (comparison["aim"] == aim)
    )
    cells = comparison[wanted & comparison["chosen"]]
    if cells.empty:
        raise ValueError(
            f"no report states {canonical} as {kind} ({aim}); see the column canonical of the comparison"
        )
    return cells


def _of_one_level(rules: Rules, cells: pd.DataFrame, level: str | None) -> pd.DataFrame:
    """The cells, those of another level of place no longer comparable and with that for a reason."""
    tier = tiers(rules, cells)
    if not level:
        counts = cells.groupby(tier)["comparable"].sum()
        level = max(sorted(counts.index, key=LEVELS.index), key=counts.get) if tier.any() else ""
    return _barred(rules, cells, (tier != level) & (tier != ""), LEVEL_KEY, lambda row: {"level": level})


def _placed_already(rules: Rules, cells: pd.DataFrame, ranked: pd.DataFrame) -> pd.DataFrame:
    """The cells, those of a place that another of its reports is ranked for with that for a reason."""
    others = dict(zip(ranked["place_id"], ranked["doc_id"], strict=True))
    return _barred(
        rules,
        cells,
        cells["comparable"],
        "place_ranked",
        lambda row: {"taken": others.get(row["place_id"], "?")},
    )


def _barred(
    rules: Rules, cells: pd.DataFrame, which: pd.Series, key: str, other: Callable[[dict], dict]
) -> pd.DataFrame:
    """The cells, some of them no longer comparable for one more reason; other: what each is held against."""
    found, rows = cells.copy(), cells[which].to_dict("records")
    for name, words in (("reason", vocabulary(rules, "zh")), ("reason_en", vocabulary(rules, "en"))):
        end = "；" if words.language == "zh" else "; "
        told = [in_words([key], row, other(row), words) for row in rows]
        found.loc[which, name] = [end.join(filter(None, pair)) for pair in zip(told, cells.loc[which, name])]
    found.loc[which, "differs"] = [end.join(filter(None, (key, row["differs"]))) for row in rows]
    found.loc[which, "comparable"] = False
    found.loc[which, "mark"] = "grey"
    return found


def _once_per_place(cells: pd.DataFrame, any_year: bool) -> pd.DataFrame:
    """One cell per place: of the latest year where years are mixed, and of the report on it before a later one."""
    late = (cells["year"] != cells["review_year"]).fillna(True)
    newest = -cells["year"].astype("Float64") if any_year else pd.Series(0.0, cells.index)
    order = cells.assign(late=late, newest=newest)
    order = order.sort_values(["newest", "late", "doc_id", "start"], kind="stable")
    return cells.loc[order.drop_duplicates("place_id").index]


def told_ranked(ranked: pd.DataFrame, indicator: str, year: int | str | None, language: str) -> str:
    """Return how many reports are ranked, and how many of them with a caution; year: None where years are mixed."""
    key = "comparison.ranked_any_year" if year is None else "comparison.ranked"
    cautious = int((ranked["mark"] == "hollow").sum())
    caution = label("comparison.ranked_caution", language).format(m=cautious) if cautious else ""
    return label(key, language).format(indicator=indicator, year=year, n=len(ranked), caution=caution)


def _sentence(
    ranked: pd.DataFrame,
    left_out: pd.DataFrame,
    canonical: str,
    year: int | str | None,
    language: str,
) -> str:
    """Who is ranked, and who is not with each reason."""
    tail = "" if language == "zh" else "_en"
    indicator = indicator_name(canonical, language)
    reasons = [
        label("comparison.left_out_one", language).format(
            report=row[f"label_{language}"], reason=row[f"reason{tail}"]
        )
        for row in left_out.drop_duplicates("doc_id").to_dict("records")
    ]
    said = told_ranked(ranked, indicator, year, language)
    if reasons:
        said += ("" if language == "zh" else " ") + label("comparison.left_out", language).format(
            n=len(reasons), reasons=series(reasons, language, "clause")
        )
    return said
