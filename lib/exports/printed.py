"""A table as a paper prints it: heads in words, numbers with the decimals of their column, columns that fit the page."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple
from unicodedata import east_asian_width

import pandas as pd

from lib.rules import label_or

NONE = "—"  # what stands where there is no number
MINUS = "−"
# In Latin characters: texts that are never broken into lines, words that a line has room for, lines worth having.
SHORT, LONG, WIDEST = 12, 24, 80
_UNBROKEN = re.compile(r"[!-~]+")


class Printed(NamedTuple):
    """Heads and cells as text; for each column whether it holds numbers.

    widths, least: how wide a column is with every text on one line, and with every text broken where it can be, in Latin
    characters.
    """

    heads: list[str]
    rows: list[list[str]]
    numeric: list[bool]
    widths: list[int]
    least: list[int]


def printed(table: pd.DataFrame, language: str) -> Printed:
    """Return the table as text in "zh" or "en": heads in the words of labels.csv, numbers with the decimals that their
    column needs, at most 2.
    """
    shown, numeric = [], []
    for name in table:
        values = table[name]
        numeric.append(pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values))
        shown.append(_numbers(values) if numeric[-1] else [_text(value) for value in values])
    words = [head(name, language) for name in table]
    whole = [[*head_lines(word), *cells] for word, cells in zip(words, shown)]
    widths = [max(map(breadth, cells)) for cells in whole]
    least = [max(len(part) for cell in cells for part in ["", *_UNBROKEN.findall(cell)]) for cells in whole]
    return Printed(words, [list(row) for row in zip(*shown)], numeric, widths, least)


def head_lines(head: str) -> list[str]:
    """Return a head as the lines it may take: its words, and its unit in brackets."""
    words, bracket, unit = head.rpartition("（") if "（" in head else head.rpartition(" (")
    return [words, bracket.strip() + unit] if words else [head]


def fitted(table: Printed, room: float, air: float, force: bool = False) -> list[int] | None:
    """Return a width for each column so that the table is at most `room` wide, or None where it cannot be.

    Numbers and short texts keep their line; the other texts share what is left, the longer ones more of it. room, air: the
    width of the page and the space between two columns, in Latin characters. force: where it cannot be, return the
    narrowest widths that can be read.
    """
    left = room - air * len(table.heads)
    if sum(table.widths) <= left:
        return list(table.widths)
    broken = [not number and width > SHORT for number, width in zip(table.numeric, table.widths)]
    needed = [
        max(SHORT, min(least, LONG)) if long else width
        for long, least, width in zip(broken, table.least, table.widths)
    ]
    spare = left - sum(needed)
    if spare < 0:
        return needed if force else None
    wishes = [
        min(width, WIDEST) - least if long else 0 for long, width, least in zip(broken, table.widths, needed)
    ]
    wishes = [max(wish, 0) for wish in wishes]
    part = min(1, spare / max(1, sum(wishes)))
    return [least + int(wish * part) for least, wish in zip(needed, wishes)]


def head(name: str, language: str) -> str:
    """Return the words of labels.csv for a column, under column.NAME or measure.NAME, else its name."""
    return label_or(f"column.{name}", language, label_or(f"measure.{name}", language, str(name)))


def places_needed(values: pd.Series, most: int = 2) -> int:
    """Return how many decimals a column of numbers is printed with: those its numbers have, at most `most`."""
    exponents = [-Decimal(repr(float(value))).normalize().as_tuple().exponent for value in values.dropna()]
    return min(most, max([0, *exponents]))


def breadth(text: str) -> int:
    """Return how wide a text is, in Latin characters; a Chinese one counts as two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def chosen(table: pd.DataFrame, wanted: Sequence[str] | None, name: str) -> pd.DataFrame:
    """Return the columns that go to print; raises ValueError, naming them, for columns the table has not."""
    if wanted is None:
        return table
    if missing := [column for column in wanted if column not in table]:
        raise ValueError(f"table {name} has no column {', '.join(missing)}; it has {', '.join(table)}")
    return table[list(wanted)]


def _numbers(values: pd.Series) -> list[str]:
    places = places_needed(values)
    return [NONE if pd.isna(value) else _rounded(value, places) for value in values]


def _rounded(value: float, places: int) -> str:
    """Half away from zero, as a reader rounds by hand: 0.125 with two decimals is 0.13."""
    number = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    number = abs(number) if number == 0 else number
    return f"{number:f}".replace("-", MINUS)


def _text(value: object) -> str:
    """One line of text without characters that no file format can hold."""
    if not isinstance(value, str):
        return NONE if pd.isna(value) else str(value)
    line = " ".join(value.split())
    return "".join(c for c in line if c.isprintable() or c == "\u3000")
