"""Finds the two columns of a page and puts its lines into the order in which they are read."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from lib.corpus.readers.pdf_lines import Row, row_of

LEAST_LINES = 5  # beside each other, for two columns
FILLED, LEAST_FILLED = 0.8, 0.3  # of a column's width, reached by this share of its lines: else it is a table
GUTTER = 0.6  # sizes that the blank between two columns is wide at least
GUTTER_AT = (0.3, 0.7)  # of the width of the text
MOST_ACROSS = 0.35  # of the lines of a page go across both columns: titles, heads, feet
GAP = 0.5  # sizes between what stands left and right of a gutter, where a stop hangs into it
HANGING = 0.05  # of the lines of a page reach into the gutter: stops are hung there
STEP = 2.0  # points, by which a gutter is looked for
WIDEST_PAGE = 20_000.0  # points


class Gutter(NamedTuple):
    """The blank between two columns: from where to where."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2


def gutters(pages: Sequence[list[Row]]) -> list[Gutter | None]:
    """Return the gutter of each page; one with too few lines to tell has that of the others, where half of them have one.

    pages: the base lines of each page.
    """
    own = [_gutter(rows) for rows in pages]
    found = sorted(gutter for gutter in own if gutter)
    usual = found[len(found) // 2] if found and len(found) * 2 >= sum(map(bool, pages)) else None
    return [gutter or usual for gutter in own]


def in_reading_order(rows: list[Row], gutter: Gutter | None) -> list[Row]:
    """Return the rows of a page, or where it has two columns, of each column between the lines that go across both."""
    if gutter is None:
        return rows
    ordered: list[Row] = []
    columns: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        sides = _beside(row, gutter)
        if sides is None:
            ordered += [*columns[0], *columns[1], row]
            columns = ([], [])
            continue
        for column, part in zip(columns, sides, strict=True):
            column += [part] if part else []
    return [*ordered, *columns[0], *columns[1]]


def _beside(row: Row, gutter: Gutter) -> tuple[Row | None, Row | None] | None:
    """The parts of a row left and right of a gutter; None where the row goes across it.

    A stop that hangs into the gutter parts nothing: the row is cut at its gap there.
    """
    visible = [c for c in row.characters if c.text.strip()]
    if row.right <= gutter.right and row.left < gutter.left:
        return row, None
    if row.left >= gutter.middle:
        return None, row
    for before, behind in pairwise(visible):
        gap = behind.left - before.right
        near = before.right < gutter.right and behind.left > gutter.left
        if near and gap >= GAP * row.size:
            cut = behind.x
            return tuple(
                row_of([c for c in row.characters if (c.x >= cut) == side], row) for side in (False, True)
            )
    return None


def _gutter(rows: list[Row]) -> Gutter | None:
    """Where the blank between two columns of prose lies, or None: the widest place where fewest lines have a character."""
    if len(rows) < LEAST_LINES:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    if right - left > WIDEST_PAGE:
        return None
    first, last = (left + part * (right - left) for part in GUTTER_AT)
    across = _across(rows, first, last)
    if min(across) > MOST_ACROSS * len(rows):
        return None
    free = min(across) + HANGING * len(rows)
    runs = [
        [at for at, _ in run]
        for is_free, run in groupby(enumerate(across), key=lambda pair: pair[1] <= free)
        if is_free
    ]
    widest = max(runs, key=len)
    gutter = Gutter(first + STEP * widest[0], first + STEP * (widest[-1] + 1))
    wide = gutter.right - gutter.left >= GUTTER * median(row.size for row in rows)
    return gutter if wide and _parts_prose(rows, gutter) else None


def _across(rows: list[Row], first: float, last: float) -> list[int]:
    """How many rows have a character at each step from `first` to `last`."""
    across = [0] * (int((last - first) / STEP) + 1)
    for row in rows:
        covered: set[int] = set()
        for c in row.characters:
            if c.text.strip() and c.right > first and c.left < last:
                low, high = (int((at - first) // STEP) for at in (c.left, c.right))
                covered.update(range(max(0, low), min(len(across), high + 1)))
        for place in covered:
            across[place] += 1
    return across


def _parts_prose(rows: list[Row], gutter: Gutter) -> bool:
    """Whether what stands on each side of a gutter are columns of prose: many of their lines fill them."""
    parts = [sides for row in rows if (sides := _beside(row, gutter)) is not None]
    widths = []
    for side in zip(*parts, strict=True):
        members = [part for part in side if part]
        width = max((p.right for p in members), default=0) - min((p.left for p in members), default=0)
        filled = sum(part.right - part.left >= FILLED * width for part in members)
        if filled < LEAST_LINES or filled < LEAST_FILLED * len(members):
            return False
        widths.append(width)
    return len(widths) == 2 and min(widths) > 0.5 * max(widths)
