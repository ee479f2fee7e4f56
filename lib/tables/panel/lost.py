"""Finds which indicators a report names beside a passage whose number is lost: damaged, not left out."""

import re

import pandas as pd

from lib.rules import Rules, compiled, sentence_cues

LOSSES = ("gap", "damage")
RATE_RULES = ("number_lost_before_percent", "percent_sign_lost")


def lost_figures(
    rules: Rules, remarks: pd.DataFrame, sentences: pd.DataFrame
) -> set[tuple[str, str, str, str]]:
    """Return (doc_id, definition, kind, aim) of each indicator named in a clause that has lost something.

    The longest wording that stands in the clause tells the definition. kind: growth where a rate was lost, else level.
    aim: target in the plan, else result. It is a hint for cells that hold no figure, and no reading of one.

    remarks, sentences: the tables.
    """
    placed = remarks[remarks["kind"].isin(LOSSES) & remarks["sentence_start"].notna()]
    known = sentences.rename(columns={"start": "sentence_start"})[
        ["doc_id", "sentence_start", "sentence", "role"]
    ]
    rows = placed.merge(known, on=["doc_id", "sentence_start"])
    found = set()
    for row in rows.itertuples():
        kind = "growth" if row.rule in RATE_RULES else "level"
        aim = "target" if row.role == "plan" else "result"
        for definition in _named(rules, _clauses(row)):
            found.add((row.doc_id, definition, kind, aim))
    return found


def _clauses(row) -> str:
    """The clause of a remark; a loss between two clauses touches both."""
    clauses = sentence_cues.cut(row.sentence)
    inside = len(row.sentence) - 1
    first, last = (
        clauses.at(max(0, min(int(at), inside))) for at in (row.sentence_at, row.sentence_stop - 1)
    )
    return row.sentence[clauses.starts[min(first, last)] : clauses.end(max(first, last))]


def _named(rules: Rules, clause: str) -> set[str]:
    spans = [
        (m.start(), m.end(), name) for pattern, name in _wordings(rules) for m in pattern.finditer(clause)
    ]
    return {
        name
        for start, end, name in spans
        if not any(a <= start and end <= b and (b - a) > (end - start) for a, b, _ in spans)
    }


@compiled
def _wordings(rules: Rules) -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(re.escape(wording).replace("…", ".{0,12}?")), row["definition"])
        for row in rules.table("indicators")
        for wording in row["wordings"].split("|")
        if wording
    ]
