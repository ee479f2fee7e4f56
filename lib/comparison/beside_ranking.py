"""One indicator as a reader wants it in one place: the ranked cells, those that are not ranked, and next year's targets."""

from typing import NamedTuple

import pandas as pd

from lib.comparison.ranking import ranking
from lib.rules import Rules

KEYS = ["doc_id", "start", "end", "year", "definition", "status"]


class Shown(NamedTuple):
    """The cells, ranked ones first (rank is missing for the others); the targets; the year that is ranked, if it is one."""

    cells: pd.DataFrame
    targets: pd.DataFrame
    year: int | None


def ranked_and_others(
    rules: Rules, comparison: pd.DataFrame, canonical: str, year: int | None, kind: str, any_year: bool
) -> Shown:
    """Return the ranking of an indicator with the cells that are not in it.

    Those are what a report says of the year it is on, and where it says nothing of that year its latest figure. A target
    is the report's for the next year, one for each definition and unit.

    comparison: the table. canonical, year, kind, any_year: as for ranking(). Raises ValueError as ranking() does.
    """
    ranked = ranking(rules, comparison, canonical, year, kind, any_year=any_year).ranked
    at = (comparison["canonical"] == canonical) & (comparison["kind"] == kind) & comparison["chosen"]
    others = _others(comparison[at & (comparison["aim"] == "done")], ranked)
    parts = [part for part in (ranked, others.assign(rank=pd.NA)) if len(part)]
    cells = pd.concat(parts or [ranked], ignore_index=True)
    told = int(ranked["year"].iloc[0]) if len(ranked) and not any_year else None
    return Shown(cells, _next_targets(comparison[at]), told)


def _others(cells: pd.DataFrame, ranked: pd.DataFrame) -> pd.DataFrame:
    """What is not ranked: of each report the figures of its own year, and else its latest."""
    rest = cells.merge(ranked[KEYS], on=KEYS, how="left", indicator=True)
    rest = rest[rest["_merge"] == "left_only"].drop(columns="_merge")
    own = rest[(rest["year"] == rest["review_year"]).fillna(False)]
    silent = ~rest["doc_id"].isin([*own["doc_id"], *ranked["doc_id"]])
    last = rest[silent].sort_values(["doc_id", "year"], ascending=[True, False], kind="stable")
    return pd.concat([own, last.drop_duplicates("doc_id")]).sort_values("doc_id", kind="stable")


def _next_targets(cells: pd.DataFrame) -> pd.DataFrame:
    plan = cells[cells["status"] == "target"]
    plan = plan[(plan["year"] == plan["review_year"] + 1).fillna(False)]
    return plan.drop_duplicates(["doc_id", "definition", "unit"])
