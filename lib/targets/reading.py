"""What a report promises: its targets, how firmly they are worded, and what they imply against the year reviewed."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from lib.rules import Rules
from lib.targets import placing
from lib.targets.completion import completions
from lib.targets.lists import Opener, list_wordings
from lib.targets.rounding import significant, spread
from lib.targets.wording import Wording, carries_on, names_a_class, read_wording

AT_THE_HEAD = 30  # characters: a sentence of a list begins with what is aimed at, not with works
PLANNED = ("plan", "government", "closing")
# fmt: off
TARGET_COLUMNS = [
    "doc_id", "start", "end", "indicator", "canonical", "definition", "scope", "value", "value_high", "unit", "kind",
    "modifier", "wording", "wording_word", "decided_by", "year", "period", "role", "implied_last_target", "sentence",
]
IMPLIED_COLUMNS = [
    "doc_id", "indicator", "canonical", "definition", "unit", "period", "implied_target", "low", "high", "actual",
    "rate", "surface", "start", "end", "rate_start", "rate_end", "sentence",
]
ABSENT_COLUMNS = ["doc_id", "canonical", "label_zh", "label_en", "actual_stated", "targets_stated"]
# fmt: on


def targets(
    rules: Rules, quantities: pd.DataFrame, reports: pd.DataFrame, sentences: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row per target, in the order of the reports' texts.

    A target is a quantity of status target that stands in a part that plans, or that is said of the whole place; what a
    project under review will still cost is none. year: the last one of its period, else the report's plan year.

    quantities, reports, sentences: the tables of these names; without the last, lists of targets are found in the
    sentences that hold quantities.
    """
    placed_by_sentence = [found for _, found in placing.sentences(quantities)]
    implied = _implied(rules, placed_by_sentence)
    last = {
        (row.doc_id, row.canonical, row.definition, row.unit, _last_year(row.period)): significant(
            row.implied_target, row.surface
        )
        for row in implied[implied["canonical"] != ""].itertuples()
    }
    plan = dict(zip(reports["doc_id"], reports["plan_year"], strict=True))
    rows = []
    aimed = quantities[_is_target(quantities)]
    wanted = set(zip(aimed["doc_id"], aimed["start"], strict=True))
    lists = _lists(rules, quantities, sentences, aimed)
    for found in placed_by_sentence:
        if wanted.isdisjoint((placed.row.doc_id, placed.row.start) for placed in found):
            continue
        for placed, wording in _worded(rules, found, lists):
            row = placed.row
            if (row.doc_id, row.start) not in wanted or names_a_class(rules, placed):
                continue
            year = _last_year(row.period) or _whole(plan.get(row.doc_id))
            key = (row.doc_id, row.canonical, row.definition, row.unit, (year or 0) - 1)
            rows.append(
                row._asdict()
                | {"modifier": wording.modifier, "wording": wording.wording, "wording_word": wording.words}
                | {"decided_by": wording.decided_by}
                | {"year": year, "implied_last_target": last.get(key) if row.kind == "level" else None}
            )
    return pd.DataFrame(rows, columns=TARGET_COLUMNS)


def _worded(
    rules: Rules, found: list[placing.Placed], lists: dict[tuple[str, int], list[Opener]]
) -> Iterator[tuple[placing.Placed, Wording]]:
    """The quantities of one sentence with their wording; a verb is handed on from clause to clause."""
    before, verb = None, None
    for placed in found:
        carried = verb if before and carries_on(rules, before, placed) else None
        openers = lists.get((placed.row.doc_id, placed.row.sentence_start), ())
        wording = read_wording(rules, placed, openers, carried)
        yield placed, wording
        before, verb = placed, wording.verb


def _lists(
    rules: Rules, quantities: pd.DataFrame, sentences: pd.DataFrame | None, aimed: pd.DataFrame
) -> dict[tuple[str, int], list[Opener]]:
    """The openers of lists by sentence; a list goes on in sentences that begin with a target of a known indicator."""
    if sentences is None:
        named = {"sentence_start": "start", "sentence_end": "end"}
        sentences = quantities.drop(columns=["start", "end"]).rename(columns=named)
        sentences = sentences[sentences["sentence"] != ""].drop_duplicates(["doc_id", "start"])
    planned = sentences[sentences["role"].isin(PLANNED)].sort_values(["doc_id", "start"], kind="stable")
    known = aimed[(aimed["canonical"] != "") & (aimed["sentence_at"] <= AT_THE_HEAD)]
    setting = set(zip(known["doc_id"], known["sentence_start"], strict=True))
    return list_wordings(rules, planned, setting)


def _is_target(quantities: pd.DataFrame) -> pd.Series:
    own = quantities["role"].isin(PLANNED) | (quantities["scope"] == "town")
    return (quantities["status"] == "target") & own


def implied_targets(rules: Rules, quantities: pd.DataFrame) -> pd.DataFrame:
    """Return the targets of the year reviewed that follow from what was reached: actual ÷ completion rate.

    2.5亿元, 77.7% of the task, implies 3.22亿元; low and high are what rounding of both numbers leaves open. start, end
    and rate_start, rate_end are the two source rows.

    quantities: the table of this name.
    """
    return _implied(rules, (found for _, found in placing.sentences(quantities)))


def _implied(rules: Rules, placed_by_sentence: Iterable[list[placing.Placed]]) -> pd.DataFrame:
    rows = []
    for found in placed_by_sentence:
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
    years = re.findall(r"[0-9]{4}", period)
    return int(years[-1]) if years else None


def _whole(number: Any) -> int | None:
    return None if number is None or pd.isna(number) or number == "" else int(number)
