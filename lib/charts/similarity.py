"""Charts of likeness: ordered heat maps with dendrograms, with and without formulae, and wording against themes."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from scipy.cluster import hierarchy

from lib import drawing
from lib.drawing import BLACK, BLUE, GREY, LINE, TEXT, callouts, fit, label_size, lettering, marks
from lib.likeness import similarity
from lib.rules import label

LEAST_CELL = 6.0  # millimetres of a cell in which ".43" can be read
LEAST_NAME = 2.85  # millimetres of a row that can be named
UNDER = 7.5  # millimetres below the lowest dot, room for its label
TREE = 13  # millimetres of a dendrogram
# From white to dark, evenly in lightness, so that it reads in grey; numbers stand on the light half only.
RAMP = LinearSegmentedColormap.from_list("likeness", ["#FFFFFF", "#9CC4DE", "#3F7FA8", "#00314F"])
MEASURES = {"cosine": "note.with_formulae", "cosine_without_formulae": "note.without_formulae"}


class Map(NamedTuple):
    """How a heat map lies: millimetres of names, of a cell and of the whole panel, whether values are printed, maps side by side,
    and rows. From them: the height of a map in millimetres, and of how many rows one is named."""

    named: float
    cell: float
    room: float
    printed: bool
    columns: int
    count: int

    @property
    def high(self) -> float:
        """Millimetres from the title of the map to its end."""
        return TREE + 8 + self.cell * self.count + (0 if self.printed else 8)

    @property
    def step(self) -> int:
        """Every how manieth row has room for its name."""
        return int(-(-LEAST_NAME // self.cell))


def similarity_map(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return two heat maps of the cosine of every two reports, with and without genre formulae, each in its own order.

    Like stands by like (average linkage); the dendrogram above tells at which cosine reports are joined. Where cells are
    too small for numbers, they are left out; where rows are too narrow for names, every second (third …) row is named; the
    figure says both. The maps stand side by side or one above the
    other, whichever has room for values, else for larger cells. figure.data: one row per pair and map.

    table: from similarity.similarity(), with every pair. reports: doc_id, label_zh, label_en. Pairs of other reports are
    left out. Raises ValueError as similarity.clustered() does.
    """
    ids = set(reports["doc_id"])
    table = table[table["doc_id_a"].isin(ids) & table["doc_id_b"].isin(ids)]
    if len(ids) < 2:
        figure, axes = marks.page(width, 8)
        marks.say(axes, 1, 3, label("note.one_report_only", language), colour=GREY)
        figure.data = table
        return figure
    found = {name: similarity.clustered(table, name) for name in MEASURES}
    plan = _best_plan(reports, len(next(iter(found.values())).order), width, language)
    figure, axes = marks.page(width, plan.high * 2 / plan.columns, _notes(plan, language))
    called = marks.names(reports, language, plan.named - 7)
    scale = _ends(table)
    for number, (measure, clustering) in enumerate(found.items()):
        x = 1 + (plan.room + 4) * (number if plan.columns == 2 else 0)
        y = plan.high * (0 if plan.columns == 2 else number)
        marks.say(axes, x, y + 1.8, label(MEASURES[measure], language))
        _tree(axes, clustering, (x + plan.named, y + 5, plan.cell))
        _cells(axes, clustering, (x, y + TREE + 6), plan, called, scale)
        if not plan.printed:
            _ramp(axes, x + plan.named, y + TREE + 6 + plan.cell * plan.count + 2, scale)
    figure.data = _long(table, reports)
    return figure


def _best_plan(reports: pd.DataFrame, count: int, width: str, language: str) -> Map:
    """The maps side by side or one above the other, whichever has room for values, else for larger cells."""
    across = (1, 2) if drawing.width_mm(width) >= 150 else (1,)
    arranged = [_planned(reports, count, columns, width, language) for columns in across]
    return max(arranged, key=lambda one: (one.printed and one.columns, one.cell))


def _notes(plan: Map, language: str) -> list[str]:
    """What the figure says of numbers, names and values that it prints or leaves out."""
    named = plan.count > 1 and plan.cell >= LEAST_NAME
    notes = [label("note.numbers_of_rows", language)] if named else []
    if plan.step > 1:
        notes.append(label("note.every_nth", language).format(n=plan.step, all=plan.count))
    return notes if plan.printed else [*notes, label("note.values_in_data", language)]


def _planned(reports: pd.DataFrame, count: int, columns: int, width: str, language: str) -> Map:
    """How the maps lie in so many columns: cells as large as width and height of the page allow."""
    room = (drawing.width_mm(width) - 2 - 4 * (columns - 1)) / columns
    high = (drawing.max_height_mm(width) - 10) * columns / 2 - TREE - 8
    named = min(marks.wide_of(lettering.names(reports, language, 1, 60)) + 7, 0.42 * room)
    cell = min(14.0, (room - named - 1) / count, high / count)
    if cell < LEAST_CELL:
        cell = min((room - named - 1) / count, (high - 8) / count)
    return Map(named, cell, room, cell >= LEAST_CELL, columns, count)


def _ends(table: pd.DataFrame) -> tuple[float, float]:
    """The scale of both maps: from the least cosine to the greatest, rounded outwards to a tenth."""
    values = table[list(MEASURES)].to_numpy(dtype=float)
    low, high = np.floor(np.nanmin(values) * 10) / 10, np.ceil(np.nanmax(values) * 10) / 10
    return float(low), float(max(high, low + 0.1))


def _tree(axes: Axes, clustering: similarity.Clustering, box: tuple[float, float, float]) -> None:
    """The dendrogram above the columns, with the cosines of the first joint and the last."""
    x, y, cell = box
    tree = hierarchy.dendrogram(clustering.linkage, no_plot=True)
    heights = clustering.linkage[:, 2]
    first, last = heights.min(), heights.max()
    under = first - max(
        0.25 * (last - first), 0.02
    )  # leaves begin a little below the first joint, not at cosine 1
    tall = TREE - 4
    for across, up in zip(tree["icoord"], tree["dcoord"]):
        xs = [x + place / 10 * cell for place in across]  # scipy puts leaves at 5, 15, 25 …
        ys = [y + (1 - (max(height, under) - under) / (last - under)) * tall for height in up]
        axes.plot(xs, ys, color=BLACK, linewidth=0.7, marker="", solid_joinstyle="miter")
    near = y + (1 - (first - under) / (last - under)) * tall
    marks.say(axes, x - 1, y, f"{1 - last:.2f}", "right", marks.DARK_GREY)
    if near - y > LINE and len(heights) > 1:
        marks.say(axes, x - 1, near, f"{1 - first:.2f}", "right", marks.DARK_GREY)


def _cells(
    axes: Axes,
    clustering: similarity.Clustering,
    corner: tuple[float, float],
    plan: Map,
    called: dict,
    scale,
) -> None:
    """The cells with their grounds and numbers, the names of the rows, and the numbers of rows and columns."""
    x, y = corner
    left = x + plan.named
    matrix = clustering.matrix.to_numpy()
    count = len(matrix)
    _grounds(axes, matrix, (left, y, plan.cell), scale, plan.printed)
    for row, doc_id in enumerate(clustering.order):
        middle = y + (row + 0.5) * plan.cell
        if row % plan.step == 0:
            marks.say(axes, left - 6.4, middle, called[doc_id], "right")
        if plan.cell >= LEAST_NAME:
            marks.say(axes, left - 1, middle, str(row + 1), "right", marks.DARK_GREY)
        for column in range(count) if plan.printed else ():
            if row != column:
                text = f"{matrix[row, column]:.2f}".removeprefix("0")
                marks.say(axes, left + (column + 0.5) * plan.cell, middle, text, "center")
    if plan.cell >= marks.wide_of([str(count)]) + 0.6:
        for column in range(count):
            at = left + (column + 0.5) * plan.cell
            marks.say(axes, at, y - 2.0, str(column + 1), "center", marks.DARK_GREY)


def _grounds(axes: Axes, matrix: np.ndarray, box: tuple, scale: tuple[float, float], printed: bool) -> None:
    """Grounds by cosine; where numbers are printed, which are black, only the light part of the ramp is used."""
    x, y, cell = box
    low, high = scale
    edges = np.arange(len(matrix) + 1) * cell
    values = np.ma.masked_where(np.eye(len(matrix), dtype=bool), matrix)
    deepest = low + (high - low) / (0.42 if printed else 1.0)
    line = {"edgecolors": "white", "linewidth": 0.4} if cell > 2 else {}
    axes.pcolormesh(x + edges, y + edges, values, cmap=RAMP, vmin=low, vmax=deepest, **line)
    whole = edges[-1]
    axes.plot([x, x + whole], [y, y + whole], color=GREY, linewidth=0.4, marker="")


def _ramp(axes: Axes, x: float, y: float, scale: tuple[float, float]) -> None:
    """The key to the grounds, where values are not printed."""
    low, high = scale
    for part in range(20):
        axes.add_patch(
            Rectangle((x + 9 + part, y), 1, 2.6, facecolor=to_hex(RAMP((part + 0.5) / 20)), linewidth=0)
        )
    axes.add_patch(Rectangle((x + 9, y), 20, 2.6, facecolor="none", edgecolor=GREY, linewidth=0.4))
    marks.say(axes, x + 8, y + 1.3, f"{low:.1f}", "right")
    marks.say(axes, x + 30, y + 1.3, f"{high:.1f}")


def _long(table: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    kept = [name for name in ("passages", "shared_share_a", "shared_share_b", "duplicate") if name in table]
    return pairs_named(table[["doc_id_a", "doc_id_b", *MEASURES, *kept]], reports)


def pairs_named(table: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with the labels of both reports."""
    for side in ("a", "b"):
        for name in ("label_zh", "label_en"):
            if name in reports:
                names = reports.drop_duplicates("doc_id").set_index("doc_id")[name]
                table = table.assign(**{f"{name}_{side}": table[f"doc_id_{side}"].map(names)})
    return table.reset_index(drop=True)


def words_against_themes(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return pairs of reports by likeness in themes (across) and in words without formulae (up).

    Pairs are named where there are few; of many, those whose ranks differ most, both ways: the same themes in other words
    (below the others), like words on other themes (above). The rank correlation over all pairs is printed below.

    table: from similarity.words_and_themes(). reports: doc_id, label_zh, label_en.
    """
    ids = set(reports["doc_id"])
    known = table[table["doc_id_a"].isin(ids) & table["doc_id_b"].isin(ids)].dropna(
        subset=["theme_similarity"]
    )
    ends = similarity.furthest_apart(known)
    high = min(0.95 * drawing.width_mm(width), 120) if len(known) else 8
    figure, axes = marks.page(width, high + (9 if len(known) else 0), _notes_on_pairs(known, ends, language))
    figure.data = pairs_named(known, reports)
    if known.empty:
        marks.say(axes, 1, 3, label("note.no_rows", language), colour=GREY)
        return figure
    left, bottom, wide = 11.0, high - 1.0, drawing.width_mm(width)
    xs = _spread_over(known["theme_similarity"], left + 3, wide - 4)
    ys = _spread_over(known["cosine_without_formulae"], bottom - UNDER, 8)
    dots = pd.DataFrame({"x": xs, "y": ys}, index=known.index)
    _scales(axes, known, (left, bottom, wide), language)
    style = {"linestyle": "", "marker": "o", "color": BLUE, "zorder": 3}
    axes.plot(dots["x"], dots["y"], markersize=3.6 if len(known) <= 200 else 1.8, **style)
    _name_pairs(axes, ends, dots, reports, (left + 1, 5.0, wide - 1, bottom - 1), language)
    return figure


def _notes_on_pairs(known: pd.DataFrame, ends: pd.DataFrame, language: str) -> list[str]:
    """The rank correlation where there is one, and how many of the pairs are named."""
    rho, told = similarity.rank_correlation(known), label("note.rank_correlation", language)
    notes = [told.format(rho=f"{rho:.2f}".replace("-", "−"), n=len(known))] if np.isfinite(rho) else []
    return [*notes, fit(known, len(ends), language, "note.pairs_named")[1]]


def _spread_over(values: pd.Series, first: float, last: float) -> pd.Series:
    low, high = values.min(), values.max()
    return first + (values - low) / ((high - low) or 1) * (last - first)


def _scales(axes: Axes, known: pd.DataFrame, box: tuple[float, float, float], language: str) -> None:
    """Both axes with their least and greatest value, and what they are."""
    left, bottom, wide = box
    marks.hair(axes, [left, wide - 1], [bottom, bottom], linewidth=0.5)
    marks.hair(axes, [left, left], [4.5, bottom], linewidth=0.5)
    across, up = known["theme_similarity"], known["cosine_without_formulae"]
    for value, x in {across.min(): left + 3, across.max(): wide - 4}.items():
        marks.say(axes, x, bottom + 2.2, f"{value:.2f}", "center")
    for value, y in {up.min(): bottom - UNDER, up.max(): 8}.items():
        marks.say(axes, left - 1, y, f"{value:.2f}", "right")
    marks.say(axes, (left + wide) / 2, bottom + 6, label("axis.theme_similarity", language), "center")
    marks.say(axes, 1, 1.8, label("axis.words_similarity", language))


def _name_pairs(
    axes: Axes, ends: pd.DataFrame, dots: pd.DataFrame, reports: pd.DataFrame, box: tuple, language: str
) -> None:
    """The names of pairs near their dots, none on another or on a dot, with a hair to a label that had to move."""
    left, top, right, bottom = box
    called = _short(reports, ids_of(ends), language)
    texts = [_pair(called[a], called[b]) for a, b in zip(ends["doc_id_a"], ends["doc_id_b"])]
    if not texts:
        return
    own = dots.loc[ends.index].to_numpy() - [left, top]
    every = dots.to_numpy() - [left, top] if len(dots) <= similarity.NAMED else own
    sizes = np.array([label_size(text, TEXT) for text in texts]) + [1.2, 1.0]
    places = callouts.beside(own, every, sizes, right - left, bottom - top)
    for text, dot, place, size in zip(texts, own, places, sizes):
        if np.isnan(place[0]):
            continue
        hair = callouts.line(dot, place, size) + [left, top]
        if np.hypot(*(hair[1] - hair[0])) > 1.6:
            marks.hair(axes, *hair.T)
        marks.say(axes, *(place + [left, top]), text, "center", va="center")


def ids_of(pairs: pd.DataFrame) -> list[str]:
    """Return the reports of pairs, each once, in the order in which they come."""
    return list(dict.fromkeys([*pairs["doc_id_a"], *pairs["doc_id_b"]]))


def _short(reports: pd.DataFrame, ids: list[str], language: str) -> dict[str, str]:
    """The reports' names without their years where they are still told apart."""
    called = marks.names(reports, language, 40)
    bare = {doc_id: re.sub(r"\s*(19|20)[0-9][0-9]$", "", called[doc_id]) for doc_id in ids}
    return bare if len(set(bare.values())) == len(ids) else called


def _pair(one: str, other: str) -> str:
    """The names of a pair, on two lines where one would be too long."""
    together = f"{one}–{other}"
    return together if label_size(together, TEXT)[0] <= 32 else f"{one} –\n{other}"
