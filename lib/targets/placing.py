"""Puts the rows of the quantities table back into their sentences, with the words around each number."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

_BREAK = re.compile("[，,；;：:。！？!?\n（）()]")
_WIDE = {0xFF0E: "."} | {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B)} | {0xFF05: "%"}


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

    quantities: the quantities table. A quantity that its sentence does not show (a page break runs through it) is left out.
    """
    within = quantities[quantities["sentence"] != ""]
    ordered = within.sort_values(["doc_id", "start"], kind="stable")
    for _, rows in groupby(ordered.itertuples(index=False), lambda row: (row.doc_id, row.sentence_start)):
        found = list(_located(list(rows)))
        if found:
            yield _masked(found)


def reports(quantities: pd.DataFrame) -> Iterator[tuple[str, list[tuple[str, list[Placed]]]]]:
    """Yield every report's doc_id with its sentences as `sentences` gives them."""
    for doc_id, own in groupby(sentences(quantities), lambda sentence: sentence[1][0].row.doc_id):
        yield doc_id, list(own)


def _located(rows: list) -> Iterator[tuple[Any, int, int]]:
    """Each row with its place: the first one behind its forerunner where the number begins as the surface does."""
    cursor = 0
    for row in rows:
        start, stop = _find("".join(row.surface.translate(_WIDE).split()), row.sentence, cursor)
        if start >= 0:
            cursor = stop
            yield row, start, stop


def _find(surface: str, sentence: str, cursor: int) -> tuple[int, int]:
    """The first place of a surface without spaces that is no tail of a longer numeral; (-1, -1) where there is none."""
    at = sentence.find(surface, cursor) if surface else -1
    while at > 0 and surface[0].isdigit() and (sentence[at - 1].isdigit() or sentence[at - 1] == "."):
        at = sentence.find(surface, at + 1)
    return (at, at + len(surface)) if at >= 0 else (-1, -1)


def _masked(found: list[tuple[Any, int, int]]) -> tuple[str, list[Placed]]:
    text, at = [], 0
    sentence = found[0][0].sentence
    for _, start, end in found:
        text += [sentence[at:start], "#" * (end - start)]
        at = end
    masked = "".join(text) + sentence[at:]
    breaks = [-1, *(match.start() for match in _BREAK.finditer(masked)), len(masked)]
    placed, i = [], 0
    for row, start, end in found:
        while breaks[i + 1] < start:
            i += 1
        placed.append(
            Placed(
                row,
                start,
                end,
                masked[max(breaks[i] + 1, start - _LONG) : start],
                masked[end : min(breaks[i + 1], end + _LONG)],
            )
        )
    return masked, placed
