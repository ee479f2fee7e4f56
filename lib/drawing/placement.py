"""Where labels stand so that none runs into another: spread along a line, or pushed apart on a page."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from PIL import ImageFont
from scipy.optimize import isotonic_regression

from lib.drawing.fonts import main_file

POINT = 0.3528  # millimetres
LINE = 1.2  # line spacing of labels, in times the size of the letters


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> np.ndarray:
    """Return places at least `gap` apart, between `low` and `high`, as near as can be to those wanted.

    The order of the places is that of `wanted`, ties in the order given. Nearness is the sum of squared shifts
    (isotonic regression). Where there is no room for the gaps, the places share the room evenly.
    """
    wanted = np.asarray(wanted, dtype=float)
    if len(wanted) > 1:
        gap = min(gap, (high - low) / (len(wanted) - 1))
    order = np.argsort(wanted, kind="stable")
    steps = np.arange(len(wanted)) * gap
    pooled = np.clip(
        isotonic_regression(wanted[order] - steps).x, low, max(low, high - gap * (len(wanted) - 1))
    )
    places = np.empty(len(wanted))
    places[order] = pooled + steps
    return places


def label_size(text: str, points: float) -> tuple[float, float]:
    """Return the millimetres a label takes from left to right and from top to bottom in the main font."""
    lines = text.split("\n")
    wide = max(_hundred(main_file()).getlength(line) for line in lines) / 100
    return wide * points * POINT, (1 + LINE * (len(lines) - 1)) * points * POINT


def pushed_apart(
    centres: np.ndarray, sizes: np.ndarray, wide: float, high: float, rounds: int = 600
) -> np.ndarray:
    """Return the centres of boxes after those that overlap were pushed apart, on a page from (0, 0) to (wide, high).

    centres, sizes: one row per box, x and y, in one unit. Two boxes part along the axis on which they overlap less,
    half the way each. Where the page is too full, some overlap stays: see overlapping().
    """
    centres = np.array(centres, dtype=float)
    half = np.asarray(sizes, dtype=float) / 2
    order = np.arange(len(centres))
    before = np.sign(order[:, None] - order[None, :]).astype(float)  # parts boxes of the same centre
    for _ in range(rounds):
        centres = np.clip(centres, half, np.maximum(half, [wide, high] - half))
        apart = centres[:, None] - centres[None, :]
        lack = half[:, None] + half[None, :] - np.abs(apart)
        touching = (lack > 1e-6).all(axis=2) & (before != 0)
        if not touching.any():
            break
        sign = np.where(np.abs(apart) > 1e-9, np.sign(apart), before[:, :, None])
        less = lack.argmin(axis=2)[:, :, None] == np.arange(2)
        step = np.where(touching[:, :, None] & less, sign * lack / 2 * 1.02, 0)
        centres = centres + step.sum(axis=1) / np.maximum(1, touching.sum(axis=1))[:, None] ** 0.5
    return np.clip(centres, half, np.maximum(half, [wide, high] - half))


def settled(centres: np.ndarray, sizes: np.ndarray, wide: float, high: float) -> np.ndarray:
    """Return the centres after each box that still overlaps an earlier one went to the nearest free place, if any.

    As for pushed_apart(); places are looked for on a grid of one unit.
    """
    centres = np.array(centres, dtype=float)
    across, up = np.meshgrid(np.arange(0, wide, 1.0), np.arange(0, high, 1.0))
    grid = np.column_stack([across.ravel(), up.ravel()])
    for box in overlapping(centres, sizes)[::-1]:
        half = sizes[box] / 2
        inside = grid[((grid >= half) & (grid <= [wide, high] - half)).all(axis=1)]
        others = np.arange(len(centres)) != box
        lack = (sizes[others] + sizes[box]) / 2 - np.abs(inside[:, None] - centres[others][None])
        free = inside[~(lack > 0).all(axis=2).any(axis=1)]
        if len(free):
            centres[box] = free[((free - centres[box]) ** 2).sum(axis=1).argmin()]
    return centres


def overlapping(centres: np.ndarray, sizes: np.ndarray) -> list[int]:
    """Return the boxes to leave out, latest first in rank, so that no two of the others overlap."""
    kept: list[int] = []
    for box in range(len(centres)):
        lack = (sizes[kept] + sizes[box]) / 2 - np.abs(centres[kept] - centres[box])
        if not (lack > 1e-3).all(axis=1).any():
            kept.append(box)
    return sorted(set(range(len(centres))) - set(kept), reverse=True)


@cache
def _hundred(font: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font), 100)
