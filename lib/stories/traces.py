"""Walks marks of a notebook's figures, drawn at random, back to the sentences of the raw text that they come from."""

import re
from collections.abc import Mapping
from itertools import islice

import numpy as np
import pandas as pd

from lib import exports, tables
from lib.drawing import settings
from lib.exports import Span, evidence
from lib.tables import spreadsheets

SEED = 20
SHOWN = 40  # characters of a passage
# What names a mark, in the order in which it is told; other columns are its numbers.
NAMES = ("canonical", "role", "theme", "word", "kind", "status", "state", "year", "value", "count")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
COLUMNS = ["exhibit", "row", "drawn_mark", "doc_id", "start", "end", "passage", "sentence"]


def walked_back(notebook: str, n: int = 10, seed: int = SEED) -> pd.DataFrame:
    """Return n marks of a notebook's figures, drawn at random with a fixed seed, each with its way back to the text.

    One row per mark: exhibit and row tell its place in the data file; doc_id, start, end and passage the first place in
    the raw text that it comes from, and sentence the sentence there. Figures are drawn first, then a mark of each, so
    that every figure has one before any has two. Rows that say that nothing is stated (no start) are no marks.

    notebook: its name in the ledger. The files read are those that were exported, not what is in memory.
    """
    marks = pd.DataFrame(_marks(notebook), columns=["figure", "row", "data"])
    shuffled = marks.iloc[np.random.default_rng(seed).permutation(len(marks))]
    drawn = (
        shuffled.assign(turn=shuffled.groupby("figure").cumcount()).sort_values("turn", kind="stable").head(n)
    )
    found = [_told(row.figure, row.row, row.data) for row in drawn.itertuples()]
    return pd.DataFrame(found, columns=COLUMNS)


def _marks(notebook: str) -> list[tuple[str, int, dict]]:
    """Every mark of every figure: the figure, the row of its data file (1 is the first below the header), the row itself."""
    found = []
    for entry in exports.ledger():
        if entry["notebook"] == notebook and entry["kind"] == "figure":
            data = spreadsheets.read_exact(settings.folder() / entry["data"])
            rows = data.to_dict("records")
            found += [(entry["figure"], number, row) for number, row in enumerate(rows, 1) if _span(row)]
    return found


def _span(row: Mapping) -> Span | None:
    """The first place that a row leads to."""
    return next(iter(evidence.of_row(row)), None)


def _told(figure: str, number: int, row: Mapping) -> dict:
    doc_id, start, end = _span(row)
    passage = tables.raw_text(doc_id)[start:end]
    named = [_without_dust(row[name]) for name in NAMES if row.get(name)] or _first_number(row)
    return {
        "exhibit": figure,
        "row": number,
        "drawn_mark": " · ".join(named),
        "doc_id": doc_id,
        "start": start,
        "end": end,
        "passage": passage if len(passage) <= SHOWN else passage[:SHOWN] + "…",
        "sentence": _sentence(doc_id, start, end),
    }


def _first_number(row: Mapping) -> list[str]:
    """The first number of a row whose mark has no name, such as the length of a report, with the name of its column."""
    numbers = (f"{name} {_without_dust(cell)}" for name, cell in row.items() if NUMBER.fullmatch(cell))
    return list(islice(numbers, 1))


def _without_dust(cell: object) -> str:
    """0.38381 for 0.383812306420740 and 2,400 for 2400.0; words and whole numbers as they are."""
    text = str(cell)
    if not NUMBER.fullmatch(text) or "." not in text:
        return text
    return f"{float(text):,.0f}" if float(text).is_integer() else f"{float(text):,.5g}"


def _sentence(doc_id: str, start: int, end: int) -> str:
    """The sentence in which a passage begins; of a whole part or report the first."""
    said = tables.load("sentences")
    said = said[(said["doc_id"] == doc_id) & (said["end"] > start) & (said["start"] < end)]
    return said["sentence"].iloc[0] if len(said) else ""
