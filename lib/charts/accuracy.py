"""The chart of notebook 05: F1 with intervals, by column of the table and beside simple ways of finding quantities."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib import drawing
from lib.drawing import GREY, MARKERS, PALETTE, TEXT, lettering, panels
from lib.rules import label, label_or

ROW, WIDE_ROW = 4.2, 7.0  # millimetres from row to row, with one measure and with three
APART = 0.24  # rows between the measures of one method


def accuracy(
    by_measure: pd.DataFrame,
    by_method: pd.DataFrame,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return two panels of dots with interval lines: F1 of each measure, and F1 of each method beside the workbook's.

    by_measure, by_method: as accuracy.by_measure() and accuracy.by_method() give them. Without rows the figure says that
    nothing is annotated.
    """
    if by_measure.empty:
        return _nothing(by_measure, language, width)
    methods = list(dict.fromkeys(by_method["method"]))
    rows = len(by_measure), len(methods)
    heights = [rows[0] * ROW, rows[1] * WIDE_ROW]
    figure = drawing.sheet(width, sum(heights) + 28)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=heights)
    _panel(upper, by_measure, np.arange(len(by_measure)), 0)
    upper.set_yticks(range(len(by_measure)), _names(by_measure["measure"], "score", language))
    for number, (measure, own) in enumerate(by_method.groupby("measure", sort=False)):
        places = own["method"].map(methods.index).to_numpy() + APART * (number - 1)
        _panel(lower, own, places, number, label(f"score.{measure}", language))
    lower.set_yticks(range(len(methods)), _names(methods, "method", language))
    for axes, count in zip((upper, lower), rows, strict=True):
        axes.set_ylim(count - 0.4, -0.6)
        axes.grid(axis="x", color=panels.PALE, linewidth=0.4)
        axes.set_axisbelow(True)
        axes.spines["left"].set_visible(False)
    figure.supxlabel(lettering.folded(label("axis.f1", language), figure), fontsize=TEXT)
    lower.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.2)
    figure.data = pd.concat([by_measure.assign(method="workbook"), by_method], ignore_index=True)
    return figure


def _nothing(by_measure: pd.DataFrame, language: str, width: str) -> Figure:
    figure = drawing.sheet(width, 20)
    figure.text(0.5, 0.5, label("note.no_annotations", language), ha="center", va="center", color=GREY)
    figure.data = by_measure
    return figure


def _panel(axes: Axes, table: pd.DataFrame, rows: np.ndarray, number: int, name: str = "_nolegend_") -> None:
    """Draw one dot and its interval per row of the table, in the colour and with the marker of its number."""
    colour, marker = PALETTE[number], MARKERS[number]
    axes.hlines(rows, table["f1_low"], table["f1_high"], color=colour, linewidth=0.8)
    axes.plot(table["f1"], rows, marker, color=colour, markersize=3.5, clip_on=False, label=name)


def _names(keys, group: str, language: str) -> list[str]:
    return [label_or(f"{group}.{key}", language, key) for key in keys]
