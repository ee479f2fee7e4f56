"""Sets a target beside a result, and decides whether the two can be held against each other."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from lib.rules import Rules, compiled, differences, verdicts

YEAR_BEFORE, SAME_YEAR, IMPLIED = "year_before", "same_year", "implied"
UNFINISHED = (
    "year_not_over",
    "year_seems_open",
    "so_far",
)  # of flag_period: a year that may not have been over
# By what a result is found for a target.
IN_REPORT = ("doc_id", "canonical")
ON_YEAR = ("place_id", "canonical", "kind", "year")
SOURCE = ("doc_id", "start", "end", "canonical", "definition", "unit")
_COUNTED = "个"  # the base unit of things that are counted by name only


class Beside(NamedTuple):
    """A target and the result it is set beside, both as rows of the comparison table; result is None where there is none.

    relation: year_before (what the same report gives as reached in the year it reviews), same_year (what the report on
    the target's year gives) or implied (the amount that the target was worked out from). keys: what keeps the two
    apart, of comparison_flags.csv. barred, cautions: keys of what their own flags bar or caution, of each side.
    """

    relation: str
    target: Mapping[str, Any]
    result: Mapping[str, Any] | None
    keys: list[str]
    barred: list[list[str]]
    cautions: list[list[str]]

    @property
    def comparable(self) -> bool:
        """Whether nothing keeps the two apart."""
        return not self.keys and not any(self.barred)


def beside(rules: Rules, comparison: pd.DataFrame) -> Iterator[Beside]:
    """Yield every target of a level or growth beside each result that it is held against, in the order of the table.

    comparison: the table. A target for a year on which the place has no report is set beside the year before only.
    """
    kinds = comparison["kind"].isin(["level", "growth"])
    cells = comparison[comparison["chosen"] & kinds]
    done = comparison[(comparison["aim"] == "done") & kinds]
    reviewed = cells[(cells["aim"] == "done") & (cells["year"] == cells["review_year"]).fillna(False)]
    in_report, on_year = _by(reviewed, IN_REPORT), _by(reviewed, ON_YEAR)
    sources = _by(done, SOURCE)
    reported = set(zip(comparison["place_id"], comparison["review_year"], strict=True))
    aimed = cells[(cells["aim"] == "aimed") & cells["year"].notna()]
    for target in aimed.to_dict("records"):
        if target["status"] == "implied":
            yield _pair(rules, IMPLIED, target, sources.get(_key(target, SOURCE), []))
        elif _ahead(target):
            yield _pair(rules, YEAR_BEFORE, target, in_report.get(_key(target, IN_REPORT), []))
            if (target["place_id"], target["year"]) in reported:
                yield _pair(rules, SAME_YEAR, target, on_year.get(_key(target, ON_YEAR), []))


def _by(rows: pd.DataFrame, names: Iterable[str]) -> dict[tuple, list[dict]]:
    """The rows by their values in some columns."""
    found: dict[tuple, list[dict]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(_key(row, names), []).append(row)
    return found


def _key(row: Mapping, names: Iterable[str]) -> tuple:
    return tuple(row[name] for name in names)


def _ahead(target: Mapping) -> bool:
    return not pd.isna(target["review_year"]) and target["year"] > target["review_year"]


def _pair(rules: Rules, relation: str, target: Mapping, results: list[Mapping]) -> Beside:
    """A target with the result most like it: one of its own kind first, a growth beside a growth."""

    def unlike(result: Mapping) -> tuple[bool, int]:
        """Whether a result is of another kind, and how much keeps it apart."""
        return result["kind"] != target["kind"], len(_apart(rules, relation, target, result))

    best = min(results, key=unlike, default=None)
    none = "no_result_before" if relation == YEAR_BEFORE else "no_result"
    keys = [none] if best is None else _apart(rules, relation, target, best)
    sides = [target] if best is None else [target, best]
    barred = [_holding(rules, side, "bars") for side in sides]
    cautions = [_holding(rules, side, "caution") for side in sides]
    if best is not None and best["basis"] != target["basis"]:
        cautions[0].append("basis_differs")
    return Beside(relation, target, best, keys, barred, cautions)


def _apart(rules: Rules, relation: str, target: Mapping, result: Mapping) -> list[str]:
    """The keys of what keeps a target and a result apart; a plan seldom names the basis of growth, so that is none."""
    if target["kind"] != result["kind"]:
        return ["growth_against_level"]
    shared = {c: key for c, key in differences(rules, within=True).items() if c not in ("aim", "basis")}
    keys = [key for column, key in shared.items() if target[column] != result[column]]
    if relation == YEAR_BEFORE and target["year"] != target["review_year"] + 1:
        keys.append("year_further")
    if relation == YEAR_BEFORE and _list_of_its_own(rules, target):
        keys.append("list_of_its_own")
    return keys


def _list_of_its_own(rules: Rules, target: Mapping) -> bool:
    """Whether a target counts what each place names anew each year.

    32 民生实事 done and 30 for the next year are two lists of different things: fewer of them promise no less.
    """
    counted = target["kind"] == "level" and target["unit"] == _COUNTED
    return counted and target["definition"] in _set_locally(rules)


@compiled
def _set_locally(rules: Rules) -> set[str]:
    return {row["definition"] for row in rules.table("comparison_definitions") if row["standing"] == "local"}


def _holding(rules: Rules, cell: Mapping, verdict: str) -> list[str]:
    """The keys of one verdict, for two years of one town, that a cell's flags hold."""
    told = verdicts(rules, within=True)
    return [cell[name] for name in cell if name.startswith("flag_") and told.get(cell[name]) == verdict]
