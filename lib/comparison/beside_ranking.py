"""One indicator as a reader wants it in one place: the ranked cells, those that are not ranked, and next year's targets."""

from typing import NamedTuple

import pandas as pd

from lib.comparison.ranking import ranked, stated
from lib.comparison.table import rejudged
from lib.rules import Rules

KEYS = ["doc_id", "start", "end", "year", "definition", "status"]


class Shown(NamedTuple):
    """The cells, ranked ones first (rank is missing for the others); the targets; the year that is ranked, if it is one."""

    cells: pd.DataFrame
    targets: pd.DataFrame
    year: int | None


def ranked_and_others(
    rules: Rules,
    comparison: pd.DataFrame,
    indicators: list[str],
    year: int | None,
    kind: str,
    any_year: bool,
) -> list[Shown]:
    """Return, for each indicator, its ranking with the cells that are not in it.

    Those are what a report says of the year it is on, and where it says nothing of that year its latest figure. A target
    is the report's for the next year, one for each definition and unit.

    comparison: the table, of the reports to be compared. indicators: canonical ids. year, kind, any_year: as for
    ranking(). Raises ValueError as ranking() does.
    """
    cells = {name: stated(comparison, name, kind, "done") for name in indicators}
    judged = rejudged(rules, pd.concat(cells.values()), any_year=any_year) if cells else comparison
    found = []
    for name, done in cells.items():
        first = ranked(rules, judged[judged["canonical"] == name], year, any_year).ranked
        others = _others(done, first).assign(rank=pd.NA)
        parts = [part for part in (first, others) if len(part)]
        told = int(first["year"].iloc[0]) if len(first) and not any_year else None
        own = comparison[(comparison["canonical"] == name) & (comparison["kind"] == kind)]
        shown = pd.concat(parts or [first], ignore_index=True)
        found.append(Shown(shown, _next_targets(own[own["chosen"]]), told))
    return found


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
