"""Puts the rows of the quantities table back into their sentences, with the words around each number."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from lib.rules import sentence_cues

NEAR = 40  # quantities: how far back in a sentence what a number refers to is looked for
_LONG = 200  # characters of a clause on either side that are kept


class Placed(NamedTuple):
    """One quantity in its sentence.

    row: its row of the quantities table. at, stop: where it stands in the clean sentence. before, behind: the words of its
    clause before and behind it, with # for every character of another quantity.
    """

    row: Any
    at: int
    stop: int
    before: str
    behind: str


def sentences(quantities: pd.DataFrame) -> Iterator[tuple[str, list[Placed]]]:
    """Yield every sentence that holds a quantity, its quantities masked with #, and these in order.

    quantities: the quantities table. A quantity that stands in no sentence is left out.
    """
    within = quantities[quantities["sentence"] != ""]
    # as plain objects: rows are made of these several times as fast as of Arrow's texts
    ordered = within.sort_values(["doc_id", "start"], kind="stable").astype(object)
    for _, rows in groupby(ordered.itertuples(index=False), lambda row: (row.doc_id, row.sentence_start)):
        yield _masked(list(rows))


def reports(quantities: pd.DataFrame) -> Iterator[tuple[str, list[tuple[str, list[Placed]]]]]:
    """Yield every report's doc_id with its sentences as `sentences` gives them."""
    for doc_id, own in groupby(sentences(quantities), lambda sentence: sentence[1][0].row.doc_id):
        yield doc_id, list(own)


def _masked(rows: list) -> tuple[str, list[Placed]]:
    sentence = rows[0].sentence
    spans = [(row.sentence_at, row.sentence_stop) for row in rows]
    masked = sentence_cues.mask(sentence, 0, len(sentence), spans)
    clauses = sentence_cues.cut(masked)
    placed = []
    for row, (at, stop) in zip(rows, spans, strict=True):
        clause = clauses.at(at)
        begin, end = max(clauses.starts[clause], at - _LONG), clauses.words_end(clause)
        placed.append(Placed(row, at, stop, masked[begin:at], masked[stop : min(end, stop + _LONG)]))
    return masked, placed
