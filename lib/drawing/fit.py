"""How many find room on a page, what is left out, and what the figure then says: decided here for every chart."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib.drawing.sheets import sheet
from lib.drawing.style import width_mm
from lib.rules import label


class Panels(NamedTuple):
    """The panels that find room: what they show, the note on what is left out, how many stand side by side and below
    each other, and the millimetres that each has from left to right."""

    shown: Sequence
    note: str
    across: int
    down: int
    room: float


class Place(NamedTuple):
    """Where one of several panels of unlike height stands: its column, and from where to where, in millimetres."""

    item: object
    column: int
    top: float
    high: float


def fit(items: Sequence, most: int, language: str, key: str = "note.shown", **words: object) -> tuple:
    """Return the first `most` of the items (a list or the rows of a table), and the note on the others or "".

    key: of labels.csv, with {shown} and {all}. words: what else the note asks for.
    """
    if len(items) <= most:
        return items, ""
    return items[:most], label(key, language).format(shown=most, all=len(items), **words)


def rows_within(heights: Sequence[float], page: float) -> int:
    """Return how many rows of these heights stand one below the other on a page, in millimetres."""
    return sum(end <= page for end in accumulate(heights))


def on_shelves(items: Sequence, heights: Sequence[float], across: int, page: float) -> list[Place]:
    """Return where each item's panel stands on a page, row by row, as high as the highest of its row; the rest finds no room.

    heights: millimetres that each item needs. across: panels side by side. page: millimetres from top to bottom.
    """
    rows = range(0, len(items), across)
    tall = [max(heights[start : start + across]) for start in rows]
    kept = rows_within(tall, page)
    return [
        Place(item, column, sum(tall[:row]), tall[row])
        for row, start in enumerate(rows[:kept])
        for column, item in enumerate(items[start : start + across])
    ]


def in_panels(
    items: Sequence,
    width: str,
    page: float,
    least: tuple[float, float],
    language: str,
    key: str = "note.shown",
) -> Panels:
    """Return which items get a panel, side by side as evenly as can be.

    page: millimetres from top to bottom. least: millimetres of the narrowest and of the lowest panel. key: as for fit().
    """
    across = max(1, min(len(items), int(width_mm(width) // least[0])))
    shown, note = fit(items, across * max(1, int(page // least[1])), language, key)
    down = max(1, -(-len(shown) // across))
    across = max(1, -(-len(shown) // down))
    return Panels(shown, note, across, down, width_mm(width) / across)


def sheet_of(
    width: str, placed: Panels, high: float, around: float, **shared: bool
) -> tuple[Figure, list[Axes]]:
    """Return a figure with these panels, each `high` millimetres with its title and scale, and `around` for the rest."""
    figure = sheet(width, placed.down * high + around)
    panels = figure.subplots(placed.down, placed.across, squeeze=False, **shared).ravel()
    for spare in panels[len(placed.shown) :]:
        spare.remove()
    return figure, list(panels[: len(placed.shown)])
