"""What a report promises: its targets, how firmly they are worded, and what they imply against the year reviewed."""

import re
from typing import Any

import pandas as pd

from lib.rules import Rules
from lib.targets import placing
from lib.targets.completion import completions
from lib.targets.rounding import spread
from lib.targets.wording import read_wording

PLANNED = ("plan", "government", "closing")
# fmt: off
TARGET_COLUMNS = [
    "doc_id", "start", "end", "indicator", "canonical", "definition", "scope", "value", "value_high", "unit", "kind",
    "modifier", "wording", "wording_word", "year", "period", "role", "implied_last_target", "sentence",
]
IMPLIED_COLUMNS = [
    "doc_id", "indicator", "canonical", "definition", "unit", "period", "implied_target", "low", "high", "actual",
    "rate", "start", "end", "rate_start", "rate_end", "sentence",
]
AGAINST_COLUMNS = [
    "doc_id", "canonical", "indicator", "definition", "kind", "unit", "year", "target", "actual", "actual_definition",
    "actual_period", "change_percent", "comparable", "reason", "start", "end", "actual_start", "actual_end",
]
ABSENT_COLUMNS = ["doc_id", "canonical", "label_zh", "label_en", "actual_stated", "targets_stated"]
REASONS = ("growth_against_level", "definition_differs", "unit_differs", "part_of_year", "other_year")
# fmt: on


def targets(rules: Rules, quantities: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return one row per target, in the order of the reports' texts.

    A target is a quantity of status target that stands in a part that plans, or that is said of the whole place; what a
    project under review will still cost is none. year: the last one of its period, else the report's plan year.

    quantities, reports: the tables of these names.
    """
    implied = implied_targets(rules, quantities)
    last = {
        (row.doc_id, row.canonical, row.definition, row.unit, _last_year(row.period)): row.implied_target
        for row in implied[implied["canonical"] != ""].itertuples()
    }
    plan = dict(zip(reports["doc_id"], reports["plan_year"], strict=True))
    rows = []
    aimed = quantities[_is_target(quantities)]
    wanted = set(zip(aimed["doc_id"], aimed["start"], strict=True))
    for _, found in placing.sentences(quantities):
        for placed in found:
            row = placed.row
            if (row.doc_id, row.start) not in wanted:
                continue
            wording = read_wording(rules, placed)
            year = _last_year(row.period) or _whole(plan.get(row.doc_id))
            key = (row.doc_id, row.canonical, row.definition, row.unit, (year or 0) - 1)
            rows.append(
                row._asdict()
                | {"modifier": wording.modifier, "wording": wording.wording, "wording_word": wording.words}
                | {"year": year, "implied_last_target": last.get(key) if row.kind == "level" else None}
            )
    return pd.DataFrame(rows, columns=TARGET_COLUMNS)


def _is_target(quantities: pd.DataFrame) -> pd.Series:
    own = quantities["role"].isin(PLANNED) | (quantities["scope"] == "town")
    return (quantities["status"] == "target") & own


def implied_targets(rules: Rules, quantities: pd.DataFrame) -> pd.DataFrame:
    """Return the targets of the year reviewed that follow from what was reached: actual ÷ completion rate.

    2.5亿元, 77.7% of the task, implies 3.22亿元; low and high are what rounding of both numbers leaves open. start, end
    and rate_start, rate_end are the two source rows.

    quantities: the table of this name.
    """
    rows = []
    for _, found in placing.sentences(quantities):
        for done in completions(rules, found):
            if done.actual.row.status == "target":
                continue
            low, high = spread(rules, done.actual.row)
            rows.append(
                done.actual.row._asdict()
                | {"implied_target": done.actual.row.value / done.ratio, "actual": done.actual.row.value}
                | {"low": low / done.high, "high": high / max(done.low, 1e-9), "rate": done.ratio}
                | {"rate_start": done.rate.row.start, "rate_end": done.rate.row.end}
            )
    return pd.DataFrame(rows, columns=IMPLIED_COLUMNS)


def target_against_actual(quantities: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return each target of a known indicator beside what the same report gives as reached in the year before.

    change_percent is target ÷ actual − 1 in %, for levels that can be compared; two growth rates are compared as they
    stand, without it. reason, where they cannot: no_actual, growth_against_level, part_of_year (the actual ends in October), definition_differs,
    unit_differs, other_year (the target is for more than the year ahead), joined by ; .

    quantities, reports: the tables of these names.
    """
    review = {doc: _whole(year) for doc, year in zip(reports["doc_id"], reports["review_year"], strict=True)}
    known = quantities[(quantities["canonical"] != "") & (quantities["scope"] == "town")]
    done = known[known["status"] != "target"]
    actuals: dict[tuple, list] = {}
    for row in done.itertuples(index=False):
        if review.get(row.doc_id) and _last_year(row.period) == review[row.doc_id]:
            actuals.setdefault((row.doc_id, row.canonical), []).append(row)
    rows = []
    for row in known[_is_target(known)].itertuples(index=False):
        if row.role in PLANNED and row.kind in ("level", "growth"):
            rows.append(_beside(row, actuals.get((row.doc_id, row.canonical), []), review.get(row.doc_id)))
    return pd.DataFrame(rows, columns=AGAINST_COLUMNS)


def _beside(row: Any, actuals: list, review: int | None) -> dict:
    """A target with the most comparable actual: of its definition, kind and unit, for the whole year."""
    best = min(actuals, key=lambda actual: _differences(row, actual, review), default=None)
    marks = _differences(row, best, review) if best else [False] * len(REASONS)
    reason = (
        "; ".join(name for name, differs in zip(REASONS, marks, strict=True) if differs)
        if best
        else "no_actual"
    )
    told = row._asdict() | {
        "target": row.value,
        "year": _last_year(row.period),
        "reason": reason or ("counts_of_works" if row.kind == "level" and row.unit != "元" else ""),
        "comparable": not reason and (row.kind != "level" or row.unit == "元"),
    }
    if best:
        told |= {"actual": best.value, "actual_definition": best.definition, "actual_period": best.period}
        told |= {"actual_start": best.start, "actual_end": best.end}
        # a plan counts works to be begun (首批18个重点项目), a review works done: only amounts change by a rate
        if not reason and row.kind == "level" and best.value and row.unit == "元":
            told["change_percent"] = (row.value / best.value - 1) * 100
    return told


def _differences(row: Any, actual: Any, review: int | None) -> tuple[bool, ...]:
    return (
        row.kind != actual.kind,
        row.definition != actual.definition,
        row.unit != actual.unit,
        actual.period != str(review),
        row.period != str((review or 0) + 1),
    )


def absent_targets(rules: Rules, quantities: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return every usual target (usual_targets.csv) that a report does not set for the time ahead.

    actual_stated: whether the report says what was reached. targets_stated: how many targets of any kind it sets; with
    0, the text has no plan in numbers and the absence says little.

    quantities, reports: the tables of these names.
    """
    planned = quantities[_is_target(quantities) & quantities["role"].isin(PLANNED)]
    numbers = planned["doc_id"].value_counts()
    town = quantities[quantities["scope"] == "town"]
    done = set(zip(town["doc_id"], town["canonical"].where(town["status"] != "target", "")))
    stated = set(zip(planned["doc_id"], planned["canonical"]))
    rows = []
    for doc_id in reports["doc_id"]:
        for usual in rules.table("usual_targets"):
            key = (doc_id, usual["canonical"])
            if key not in stated:
                known = {"actual_stated": key in done, "targets_stated": int(numbers.get(doc_id, 0))}
                rows.append({"doc_id": doc_id} | usual | known)
    return pd.DataFrame(rows, columns=ABSENT_COLUMNS)


def _last_year(period: str) -> int | None:
    years = re.findall(r"\d{4}", period)
    return int(years[-1]) if years else None


def _whole(number: Any) -> int | None:
    return None if number is None or pd.isna(number) or number == "" else int(number)
