"""Places labels beside their dots, so that no label lies on another, on a dot, or on the line from another to its dot."""

from collections.abc import Sequence

import numpy as np

GRID = 1.5  # millimetres from one place that is tried to the next
DOT = 2.4  # millimetres kept clear around a dot
TRIED = 40  # nearest places of a label that are all tried; of those further off only some
SPARSE = 6
POINTS = 30  # of a line, each looked at for what it runs through
DOUBT = 6.0  # millimetres that a label rather goes further than stand nearer to another dot than to its own
FAR = 22.0  # millimetres from a dot, beyond which a line may rather cross something
CLOSE = 2.0  # millimetres of a line, in the mean, below which no other order is tried


def beside(dots: np.ndarray, every: np.ndarray, sizes: np.ndarray, wide: float, high: float) -> np.ndarray:
    """Return the centre of each dot's label, in millimetres; missing where a label finds no place.

    Labels are placed one by one, each at the free place nearest to its dot whose line to the dot crosses nothing. The
    order matters: several are tried, and of their outcomes the one with most labels, few crossings and short lines is
    taken.

    dots: of the labels, one row each (x, y). every: all dots drawn. sizes: of the labels. wide, high: of the page.
    """
    x, y = dots[:, 0], dots[:, 1]
    orders = (np.argsort(by, kind="stable") for by in (np.arange(len(dots)), x, -x, y, -y))
    best = None
    for order in orders:
        centres, *cost = _placed(order, dots, every, sizes, wide, high)
        cost = [cost[0], FAR * cost[1] + cost[2]]
        if best is None or cost < best[0]:
            best = (cost, centres)
        if cost[0] == 0 and cost[1] < CLOSE * len(dots):
            break
    return best[1]


def line(dot: np.ndarray, centre: np.ndarray, size: np.ndarray, points: int = 2) -> np.ndarray:
    """Return points of the line from a dot to the nearest edge of its label."""
    edge = np.clip(dot, centre - size / 2, centre + size / 2)
    return dot + (edge - dot) * np.linspace(0, 1, points)[:, None]


def _placed(
    order: Sequence[int], dots, every, sizes, wide: float, high: float
) -> tuple[np.ndarray, int, int, float]:
    """The centres for one order, how many labels have none, how many lines cross something, and the lines' length with DOUBT for each label in doubt."""
    centres = np.full(dots.shape, np.nan)
    taken, spans = every, np.full(every.shape, DOT)  # dots, then labels and points of lines as they come
    crossings, length = 0, 0.0
    for number in order:
        dot, size = dots[number], sizes[number]
        near = _nearest(dot, size, every, taken, spans, wide, high)
        if not len(near):
            continue
        clear = (place for place in near if not _crosses(line(dot, place, size, POINTS), dot, taken, spans))
        chosen = next(clear, None)
        crossings += chosen is None
        centres[number] = near[0] if chosen is None else chosen
        points = line(dot, centres[number], size, POINTS)
        length += float(np.hypot(*(points[-1] - dot)))
        length += DOUBT * float(_in_doubt(centres[[number]], dot, every, size)[0])
        taken = np.vstack([taken, centres[number], points[::3]])
        spans = np.vstack([spans, size, np.full(points[::3].shape, 0.8)])
    return centres, int(np.isnan(centres[:, 0]).sum()), crossings, length


def _nearest(dot, size, every, taken, spans, wide: float, high: float) -> np.ndarray:
    """The free places of a label, from the one nearest to its dot; those nearer to another dot come later."""
    across = np.arange(size[0] / 2, wide - size[0] / 2, GRID)
    up = np.arange(size[1] / 2, high - size[1] / 2, GRID)
    grid = np.column_stack([part.ravel() for part in np.meshgrid(across, up)])
    grid = grid[np.argsort(_away(grid, dot, size) + DOUBT * _in_doubt(grid, dot, every, size), kind="stable")]
    free = np.ones(len(grid), bool)
    for centre, span in zip(taken, spans):
        free &= (np.abs(grid - centre) >= (span + size) / 2).any(axis=1)
    places = grid[free]
    places = places[_away(places, dot, size) <= FAR]
    return np.vstack([places[:TRIED], places[TRIED::SPARSE]])


def _away(places: np.ndarray, dot, size) -> np.ndarray:
    """Millimetres from the edge of a label at each place to a dot."""
    return np.hypot(*np.maximum(0, np.abs(places - dot) - size / 2).T)


def _in_doubt(places: np.ndarray, dot, every, size) -> np.ndarray:
    """Whether a label at each place would stand nearer to another dot than to its own."""
    others = every[np.abs(every - dot).max(axis=1) > 0.05]
    nearest = np.full(len(places), np.inf)
    for other in others:
        nearest = np.minimum(nearest, _away(places, other, size))
    return nearest < _away(places, dot, size)


def _crosses(points: np.ndarray, dot: np.ndarray, taken: np.ndarray, spans: np.ndarray) -> bool:
    """Whether a line runs through a label, a dot or a line other than its own dot."""
    others = np.abs(taken - dot).max(axis=1) > 0.05
    inside = np.abs(points[:, None] - taken[others][None]) < spans[others][None] / 2
    return bool(inside.all(axis=2).any())
