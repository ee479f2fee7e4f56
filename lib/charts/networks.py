"""The co-occurrence network: words as dots by frequency, lines by how many sentences two of them share."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from lib import drawing
from lib.drawing import BLUE, GREY, TEXT, lettering, placement
from lib.rules import label
from lib.words import networks

EDGE = "#B4B4B4"
THIN, THICK = 0.4, 3.2  # points: lines of the fewest and the most sentences together
LEAST, MOST = 0.7, 2.2  # millimetres: radius of a dot of no and of the most sentences
BELOW = 0.6  # millimetres between a dot and its word


def network(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return the network: dots as large as the word has sentences, lines as wide as two words share sentences.

    At 90 mm the 25 most frequent words find room, at 190 mm 60; of each word the four strongest lines (by logDice) are
    drawn, besides those that are among another word's four. Dots are moved apart until every word can be read, so that
    distances say little. Words without a line are left out.

    nodes, edges: as networks.cooccurrence() gives them. figure.data: the lines drawn, with the counts of both ends.
    """
    nodes, edges, left_out = networks.strongest(nodes, edges, int(25 + 0.35 * (drawing.width_mm(width) - 90)))
    wide = drawing.width_mm(width) - 4
    high = min(drawing.max_height_mm(width) - 34, wide * (1.0 if wide < 120 else 0.72))
    figure = drawing.sheet(width, high + (26 if len(nodes) else -high + 20))
    axes = figure.add_subplot()
    axes.set_axis_off()
    figure.data = edges
    if nodes.empty:
        axes.text(
            0.5, 0.5, label("note.no_rows", language), ha="center", va="center", fontsize=TEXT, color=GREY
        )
        return figure
    axes.set(xlim=(0, wide), ylim=(0, high), aspect="equal")
    names = lettering.word_labels(nodes["word"], language, 22)
    radii = LEAST + (MOST - LEAST) * np.sqrt(nodes["sentences"].to_numpy() / nodes["sentences"].max())
    dots, unlabelled = _places(nodes, names, radii, wide, high)
    _lines(axes, edges, dict(zip(nodes["word"], dots)))
    _dots(axes, dots, radii, names, unlabelled)
    figure.legend(
        handles=_key(nodes, edges, language),
        loc="outside upper left",
        ncols=2,
        fontsize=TEXT,
        labelspacing=0.9,
    )
    figure.supxlabel(_note(nodes, left_out, unlabelled, language))
    figure.supxlabel(lettering.folded(figure.get_supxlabel(), figure), fontsize=TEXT)
    return figure


def _places(
    nodes: pd.DataFrame, names: list[str], radii: np.ndarray, wide: float, high: float
) -> tuple[np.ndarray, list[int]]:
    """Where the dots stand, in millimetres, each with its word below it; and the words that find no room."""
    words = np.array([placement.label_size(name, TEXT) for name in names])
    sizes = np.column_stack([np.maximum(2 * radii, words[:, 0]) + 1, 2 * radii + BELOW + words[:, 1] + 1])
    wanted = nodes[["x", "y"]].fillna(0.5).to_numpy(dtype=float) * [wide, high]
    boxes = placement.settled(placement.pushed_apart(wanted, sizes, wide, high), sizes, wide, high)
    dots = np.column_stack([boxes[:, 0], boxes[:, 1] + sizes[:, 1] / 2 - radii - 0.5])
    return dots, placement.overlapping(boxes, sizes)


def _lines(axes: Axes, edges: pd.DataFrame, dots: dict[str, np.ndarray]) -> None:
    """The widest lines last, so that thin ones do not cut them."""
    for edge in edges.sort_values("together", kind="stable").itertuples():
        (x0, y0), (x1, y1) = dots[edge.source], dots[edge.target]
        axes.plot([x0, x1], [y0, y1], color=EDGE, marker="", linewidth=_thick(edge.together, edges), zorder=1)


def _thick(together: float, edges: pd.DataFrame) -> float:
    return THIN + (THICK - THIN) * together / edges["together"].max()


def _dots(axes: Axes, dots: np.ndarray, radii: np.ndarray, names: list[str], unlabelled: list[int]) -> None:
    sizes = (2 * radii / placement.POINT) ** 2
    axes.scatter(*dots.T, s=sizes, color=BLUE, edgecolors="white", linewidths=0.5, zorder=2)
    for number, (name, (x, y), radius) in enumerate(zip(names, dots, radii)):
        if number not in unlabelled:
            halo = [withStroke(linewidth=2, foreground="white")]
            style = {"ha": "center", "va": "top", "fontsize": TEXT, "linespacing": 1.1, "path_effects": halo}
            axes.text(x, y - radius - BELOW, name, zorder=3, **style)


def _key(nodes: pd.DataFrame, edges: pd.DataFrame, language: str) -> list[Line2D]:
    """Lines and dots of the least and the greatest number, as drawn."""
    handles = []
    for together in sorted({edges["together"].min(), edges["together"].max()}):
        text = label("note.together", language).format(n=together)
        handles.append(Line2D([], [], color=EDGE, linewidth=_thick(together, edges), label=text))
    for count in sorted({nodes["sentences"].min(), nodes["sentences"].max()}):
        radius = LEAST + (MOST - LEAST) * np.sqrt(count / nodes["sentences"].max())
        text = label("note.node", language).format(n=count)
        style = {"linestyle": "", "marker": "o", "color": BLUE, "markersize": 2 * radius / placement.POINT}
        handles.append(Line2D([], [], label=text, **style))
    return handles


def _note(nodes: pd.DataFrame, left_out: int, unlabelled: list[int], language: str) -> str:
    lines = []
    if left_out:
        text = label("note.nodes_shown", language)
        lines.append(text.format(shown=len(nodes), all=len(nodes) + left_out))
    if unlabelled:
        words = ", ".join(nodes["word"].iloc[number] for number in sorted(unlabelled))
        lines.append(label("note.unlabelled", language).format(n=len(unlabelled), words=words))
    return "\n".join(lines)
