"""The coverage map: which indicators each report states at all, comparably, with a reserve, as a target only, or not."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lib import comparison as compared
from lib import drawing
from lib.drawing import BLACK, GREY, HANZI, LINE, fit, lettering, marks, panels
from lib.rules import indicator_name, label

CELL = 3.7  # millimetres: the least width and the height of a cell
FEWEST = 10  # indicators shown at least, where fewer of them make room for more reports
UPRIGHT = 14  # millimetres of a column from which on its name stands upright
# Ground and mark of each state, from full to nothing: told apart by lightness, and by form on any ground.
GROUND = {
    "comparable": "#7FB2D3",
    "caution": "#A9CCE2",
    "alone": "#D2E4F0",
    "not_comparable": "#EBEBEB",
    "target": "#FFFFFF",
    "none": "#FFFFFF",
}
_INK = {"markeredgecolor": BLACK, "markeredgewidth": 0.8, "markersize": 4.6, "marker": "o", "linestyle": ""}
MARK = {
    "comparable": _INK | {"markerfacecolor": BLACK},
    "caution": _INK | {"markerfacecolor": BLACK, "fillstyle": "left", "markerfacecoloralt": "white"},
    "alone": _INK | {"markerfacecolor": "white"},
    "not_comparable": _INK | {"marker": "x", "markersize": 3.8},
    "target": _INK | {"marker": "D", "markerfacecolor": "white", "markersize": 3.4},
    "none": _INK | {"marker": "_", "markeredgecolor": GREY, "markersize": 3.0},
}


def coverage_map(
    comparison: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return indicators by reports: a mark and a ground for each state, and how many reports state an indicator at the right.

    States are those of comparison.coverage(). Indicators that most reports state stand first. Reports stand side by side,
    in as many bands as the page holds; what does not fit is left out, and the figure says so. figure.data: one row per
    cell, with start and end of the figure that gives the state, missing where there is none.

    comparison: the table. reports: all reports, also those without a figure.
    """
    own = comparison[comparison["doc_id"].isin(reports["doc_id"])]
    table = compared.coverage(own, reports)
    order = compared.times_stated(table)
    names = {name: indicator_name(name, language) for name in order.index}
    called = marks.names(reports, language, 34)
    wide = drawing.width_mm(width)
    states = [state for state in MARK if state in set(table["state"])]
    entries = [(MARK[state], label(f"state.{state}", language)) for state in states]
    top = marks.key_height([text for _, text in entries], wide)
    head = min(marks.wide_of(names.values()), 0.5 * wide) + 2
    space = wide - head - marks.wide_of([label("note.stating", language)]) - 4
    upright = len(reports) * UPRIGHT <= space
    above = 2 * LINE + 1 if upright else marks.wide_of(called.values()) + 2
    page = drawing.max_height_mm(width) - top - 12
    most = max(1, int(space // CELL))
    bands, rows = _divided(len(reports), most, len(order), above, page)
    shown, note = fit(reports, bands * most, language)
    blocks = _blocks(list(shown["doc_id"]), most)
    keys, fewer = fit(list(order.index), rows, language, "note.indicators_shown")
    high = above + rows * CELL + 3
    figure, axes = marks.page(width, top + len(blocks) * high, [note, fewer])
    marks.key(axes, entries, wide)
    table = table[table["doc_id"].isin(shown["doc_id"]) & table["canonical"].isin(keys)]
    cell = min(26.0 if upright else 6.0, space / max(1, len(blocks[0])))
    for band, block in enumerate(blocks):
        box = (head, top + band * high + above, cell, upright)
        _band(axes, table[table["doc_id"].isin(block)], block, keys, names, called, box)
    _counts(axes, order[keys], head + cell * len(block) + 1.5, box[1], len(reports), language)
    if not keys:
        marks.say(axes, 1, top + 1, label("note.no_rows", language), colour=GREY)
    return panels.finished(figure, table, reports)


def _blocks(doc_ids: list[str], most: int) -> list[list[str]]:
    """The reports of each band: as few bands as can be, as even as can be."""
    bands = max(1, -(-len(doc_ids) // most))
    across = max(1, -(-len(doc_ids) // bands))
    return [doc_ids[start : start + across] for start in range(0, len(doc_ids), across)] or [[]]


def _divided(reports: int, per_band: int, indicators: int, above: float, page: float) -> tuple[int, int]:
    """How many bands of reports stand on a page, and how many indicators each shows: all of them, or at least FEWEST."""
    rows = min(indicators, int((page - above) // CELL))
    bands = max(1, int(page // (above + rows * CELL + 3)))
    for wanted in range(-(-reports // per_band), bands, -1):
        fewer = int((page / wanted - above - 3) // CELL)
        if fewer >= min(FEWEST, indicators):
            return wanted, min(fewer, indicators)
    return bands, rows


def _band(
    axes: Axes, table: pd.DataFrame, block: list[str], keys: list[str], names: dict, called: dict, box: tuple
) -> None:
    """Draw one band of reports with the names of indicators at the left and those of the reports above."""
    left, top, cell, upright = box
    for row, key in enumerate(keys):
        marks.say(axes, left - 1.2, top + (row + 0.5) * CELL, lettering.fitted(names[key], left - 2), "right")
    for column, doc_id in enumerate(block):
        x = left + (column + 0.5) * cell
        if upright:
            text = lettering.wrapped(called[doc_id], int(cell / HANZI * 2), 2)
            marks.say(axes, x, top - 0.8, text, "center", va="bottom")
        else:
            marks.say(axes, x, top - 0.8, called[doc_id], "center", va="bottom", rotation=90)
    across = {doc_id: column for column, doc_id in enumerate(block)}
    down = {key: row for row, key in enumerate(keys)}
    for doc_id, canonical, state in table[["doc_id", "canonical", "state"]].itertuples(index=False):
        x, y = left + across[doc_id] * cell, top + down[canonical] * CELL
        ground = Rectangle((x, y), cell, CELL, facecolor=GROUND[state], edgecolor="white", linewidth=0.8)
        axes.add_patch(ground)
        axes.plot([x + cell / 2], [y + CELL / 2], zorder=3, **MARK[state])


def _counts(axes: Axes, order: pd.Series, x: float, y: float, reports: int, language: str) -> None:
    """How many of all reports state each indicator."""
    marks.say(axes, x, y - 0.8, label("note.stating", language), va="bottom")
    for row, count in enumerate(order):
        marks.say(axes, x, y + (row + 0.5) * CELL, f"{count}/{reports}")
