"""Finds the lists of targets that some words open (主要预期目标是：…), and how firmly these set what stands in them."""

from collections.abc import Container, Iterator
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from lib.rules import CueTable, Rules, compile_cues, compiled, find_cues

MOST_IDLE = (
    1  # sentences without a target that a list may hold between two that have one (完成省下达的减排任务)
)


class Opener(NamedTuple):
    """What sets the targets behind the character `at` of a sentence: hard or soft, by which words."""

    at: int
    wording: str
    word: str


def list_wordings(
    rules: Rules, sentences: pd.DataFrame, setting: Container[tuple[str, int]]
) -> dict[tuple[str, int], list[Opener]]:
    """Return, by doc_id and start, the openers of lists that hold in each sentence, in order.

    A list goes on in the sentences behind it that begin with a target of a known indicator, in its section.

    sentences: doc_id, start, section and sentence of the parts that plan, in the order of the texts. setting: doc_id and
    start of the sentences with such targets.
    """
    found = {}
    columns = ["doc_id", "section", "start", "sentence"]
    rows = sentences[columns].itertuples(index=False)
    for _, own in groupby(rows, key=lambda row: (row.doc_id, row.section)):
        for row, openers in _in_section(rules, list(own), setting):
            found[row.doc_id, row.start] = openers
    return found


def _in_section(rules: Rules, rows: list, setting: Container[tuple[str, int]]) -> Iterator[tuple]:
    opened, idle = None, 0
    for row in rows:
        openers = [
            Opener(cue.end, cue.row["wording"], row.sentence[cue.start : cue.end].rstrip("：:，,"))
            for cue in find_cues(_table(rules, "list"), row.sentence)
        ]
        if openers:
            opened, idle = openers[-1], 0
            yield row, openers
        elif opened and find_cues(_table(rules, "list_end"), row.sentence):
            opened = None
        elif opened and (row.doc_id, row.start) in setting:
            idle = 0
            yield row, [opened._replace(at=0)]
        elif opened:
            idle += 1
            opened = opened if idle <= MOST_IDLE else None


@compiled
def _table(rules: Rules, place: str) -> CueTable:
    return compile_cues([row for row in rules.table("target_wording") if row["place"] == place])
