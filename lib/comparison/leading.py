"""Which indicators lead: those that most reports give a result of."""

from collections.abc import Iterable

import pandas as pd


def results(comparison: pd.DataFrame, kinds: Iterable[str] = ("level", "growth")) -> pd.DataFrame:
    """Return the cells that tell what was done in the year a report reviews, or in a year that is not known.

    comparison: the table. kinds: of level, growth, share, change.
    """
    done = comparison["chosen"] & (comparison["aim"] == "done") & comparison["kind"].isin(list(kinds))
    own = (comparison["year"] == comparison["review_year"]).fillna(True)
    return comparison[done & own]


def leading(
    comparison: pd.DataFrame,
    kinds: Iterable[str] = ("level", "growth"),
    least: int = 2,
    most: int | None = None,
) -> list[str]:
    """Return the indicators of which at least `least` reports give a result, those of most reports first, ties by id.

    Of a single report all its indicators.

    comparison: the table. kinds: as for results(). most: indicators at most; None for all.
    """
    reports = max(1, comparison["doc_id"].nunique())
    counts = results(comparison, kinds).groupby("canonical")["doc_id"].nunique().sort_index()
    kept = counts[counts >= min(least, reports)].sort_values(ascending=False, kind="stable")
    return list(kept.index[:most])


def fullest_year(cells: pd.DataFrame) -> int | None:
    """Return the year with most comparable cells, of equals the later; where none is comparable, that of most reports.

    cells: chosen ones of the comparison, such as results().
    """
    years = cells.groupby("year").agg(comparable=("comparable", "sum"), reports=("doc_id", "nunique"))
    order = years.sort_values(["comparable" if years["comparable"].any() else "reports", "year"])
    return int(order.index[-1]) if len(order) else None
