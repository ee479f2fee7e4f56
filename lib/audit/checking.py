"""Holds a report's numbers against each other: what it states beside what its own other numbers give."""

from collections.abc import Iterator
from itertools import chain, pairwise

import pandas as pd

from lib.audit import growth_checks, part_checks, report_checks, sum_checks
from lib.audit.findings import Finding, verdict, words
from lib.rules import Rules
from lib.targets import Placed, placing

COLUMNS = [
    "doc_id",
    "start",
    "end",
    "check",
    "stated",
    "computed",
    "verdict",
    "reason",
    "other_start",
    "other_end",
    "note",
]


def audit(rules: Rules, quantities: pd.DataFrame, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per comparison that a report's own numbers allow, with its verdict.

    The checks are those of columns.csv. Two numbers agree when the intervals that their printed digits leave open
    (lib.targets.rounding) have a value in common: the computed one runs from its lowest to its highest value over those
    of its sources. For growth from b to a: [(a_low / b_high − 1) · 100, (a_high / b_low − 1) · 100]. Numbers that do not
    fit disagree, unless a reason is known that may account for them without an error: then it cannot be told.

    quantities: the quantities table. sentences: the table of this name; with it, a list in the sentence after the count
    is found too (规划建设9个养殖场。即：…).
    """
    following, townships = _following(sentences), _townships(rules, sentences)
    rows = []
    for doc_id, own in placing.reports(quantities):
        levels = _levels(own)
        within = (_in_sentence(rules, masked, found, levels, following) for masked, found in own)
        across = report_checks.across(rules, own, levels, doc_id in townships)
        rows += [_as_row(finding) for finding in chain(chain.from_iterable(within), across)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = ["doc_id", "start", "check", "other_start", "computed"]
    return table.drop_duplicates().sort_values(order, kind="stable", ignore_index=True)


def _in_sentence(
    rules: Rules, masked: str, found: list[Placed], levels: dict, following: dict
) -> Iterator[Finding]:
    yield from growth_checks.growth(rules, found, levels)
    yield from growth_checks.changes(rules, found, levels)
    yield from growth_checks.completion(rules, found)
    summed = list(part_checks.parts(rules, masked, found))
    yield from summed
    yield from sum_checks.sums(rules, masked, found, {finding.row.start for finding in summed})
    yield from sum_checks.products(rules, found)
    yield from part_checks.shares(rules, found)
    yield from part_checks.ranges(rules, found)
    yield from part_checks.lists(rules, masked, found, following)


def _as_row(finding: Finding) -> dict:
    row, other, told = finding.row, finding.other, verdict(finding)
    return {"doc_id": row.doc_id, "start": row.start, "end": row.end} | {
        "check": finding.check,
        "stated": finding.stated,
        "computed": finding.computed,
        "verdict": told,
        "reason": finding.reason if told == "cannot_be_told" else "",
        "other_start": None if other is None else other.start,
        "other_end": None if other is None else other.end,
        "note": finding.note,
    }


def _levels(own: list[tuple[str, list[Placed]]]) -> dict[tuple, list]:
    """The levels of one report said of the whole place, by indicator, definition, unit and period."""
    levels: dict[tuple, list] = {}
    for _, found in own:
        for placed in found:
            row = placed.row
            if row.kind == "level" and row.canonical and row.scope == "town":
                key = (row.canonical, row.definition, row.unit, row.period)
                levels.setdefault(key, []).append(row)
    return levels


def _following(sentences: pd.DataFrame | None) -> dict[tuple, str]:
    """The sentence that follows each sentence of a report, by doc_id and where the first one ends."""
    if sentences is None:
        return {}
    told = sentences.sort_values(["doc_id", "start"], kind="stable")
    places = list(zip(told["doc_id"], told["end"], told["sentence"], strict=True))
    return {(doc_id, end): text for (doc_id, end, _), (later, _, text) in pairwise(places) if doc_id == later}


def _townships(rules: Rules, sentences: pd.DataFrame | None) -> set[str]:
    """The reports that say 全镇 or 我乡 in more sentences than 全县 or 我市."""
    if sentences is None:
        return set()
    own, larger = (
        sentences["sentence"].str.contains(words(rules, role)).groupby(sentences["doc_id"]).sum()
        for role in ("own_place", "county_place")
    )
    return set(own.index[own > larger])
