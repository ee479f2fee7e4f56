"""Charts of keyness: how much more often one text uses a word than another, with intervals, on both sides of zero."""

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib import drawing
from lib.drawing import BLACK, BLUE, GREY, HANZI, TEXT, in_panels, lettering, panels, sheet_of
from lib.rules import label, label_or
from lib.words import note, note_parts

KEY = {"note.conditions_met": BLUE, "note.conditions_not_met": "white"}
PANEL = 43  # millimetres: the narrowest panel with words, intervals and counts


def keyness(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    n: int = 8,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return one panel per report: the `n` words most typical of it and the `n` least, by Log Ratio with interval.

    Filled dots meet the conditions (E at least 1, |G²| at least 15.13), hollow ones do not; at the right the counts
    on both sides. Words are chosen by G² and stand in order of Log Ratio. An interval that leaves the scale ends in an arrow.

    table: one contrast, from keyness.keyness() or the table keyness_parts; its rows of doc_id "" (all reports
    together) get the first panel. Of keyness.keyness() it is to be made with absent=True: without, words that a report
    never says, the least typical of all, have no row and are not drawn. Where many share a page, `n` falls to what is read.
    """
    page = drawing.max_height_mm(width) - 26
    head, row = 11, panels.word_row(language)
    together = "" in set(table["doc_id"])
    doc_ids = [""] * together + list(reports["doc_id"])
    placed = in_panels(doc_ids, width, page, (PANEL, head + 4 * row), language)
    n = max(2, min(n, int((page / placed.down - head) // row // 2)))
    data = pd.concat([_both_sides(table[table["doc_id"] == doc_id], n) for doc_id in placed.shown])
    rows = max(1, data.groupby("doc_id").size().max() if len(data) else 1)
    figure, all_axes = sheet_of(width, placed, rows * row + head, 26, sharex=True)
    compared = int(table["reports"].max()) if "reports" in table and len(table) else len(reports)
    titles = [label("note.all_reports", language).format(n=compared)] * together
    titles += lettering.names(reports, language, 1, 99)
    scale = _scale(all_axes, data)
    words = [
        _panel(axes, data[data["doc_id"] == doc_id], rows, placed.room, scale, language)
        for axes, doc_id in zip(all_axes, placed.shown)
    ]
    panels.heads(all_axes, titles, words, placed.across, placed.room)
    figure.supxlabel(_sides(table, language))
    figure.legend(
        handles=panels.dot_key(KEY, BLUE, language), loc="outside upper left", ncols=2, fontsize=TEXT
    )
    sentence = note_parts(compared, language) if together else note(len(reports), language=language)
    return panels.finished(figure, data, reports, "\n".join(filter(None, [placed.note, sentence])))


def _both_sides(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """The n rows of highest and the n of lowest G², by falling Log Ratio; ties by the word's code points."""
    table = table.sort_values(["g2", "word"], ascending=[False, True], kind="stable")
    more, less = table[table["g2"] > 0].head(n), table[table["g2"] < 0].tail(n)
    return pd.concat([more, less]).sort_values(["log_ratio", "word"], ascending=[False, True], kind="stable")


def _panel(
    axes: Axes, table: pd.DataFrame, rows: int, room: float, furthest: float, language: str
) -> list[str]:
    """Draw the rows of one report and return the labels they got."""
    places = np.arange(len(table))
    ratios, met = table["log_ratio"].to_numpy(), table["conditions_met"].to_numpy(dtype=bool)
    axes.axvline(0, color=GREY, linewidth=0.6, zorder=0)
    axes.hlines(places, table["low"], table["high"], color=BLACK, linewidth=0.6, zorder=1)
    for end, off, marker in (
        (-furthest, table["low"] < -furthest, "<"),
        (furthest, table["high"] > furthest, ">"),
    ):
        where = places[off.to_numpy(dtype=bool)]  # intervals that leave the axis end in an arrow
        axes.scatter(
            np.full(len(where), end), where, s=9, marker=marker, color=BLACK, clip_on=False, zorder=2
        )
    axes.scatter(
        ratios, places, s=13, zorder=2, linewidths=0.8, edgecolors=BLUE, c=np.where(met, BLUE, "white")
    )
    for place, here, there in zip(places, table["count"], table["other_count"]):
        at = axes.get_yaxis_transform()
        axes.text(1.09, place, f"{here}:{there}", transform=at, va="center", fontsize=TEXT)
    words = lettering.word_labels(table["word"], language, int(room / HANZI))
    panels.word_rows(axes, words)
    axes.tick_params(axis="x", labelsize=TEXT, labelbottom=True)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.spines["left"].set_visible(False)
    if table.empty:
        axes.text(0, 0, label("note.no_rows", language), va="center", ha="center", fontsize=TEXT, color=GREY)
    return words


def _scale(all_axes: list[Axes], data: pd.DataFrame) -> float:
    """Give all panels one scale, as wide on both sides of zero as the furthest dot asks for, and return its end."""
    furthest = math.ceil(data["log_ratio"].abs().max() + 0.6) if len(data) else 1
    step = max(1, furthest * 2 // 3)
    for axes in all_axes:
        axes.set_xticks([-step, 0, step])
        axes.set_xlim(-furthest, furthest)
    return furthest


def _sides(table: pd.DataFrame, language: str) -> str:
    one, other = (table["contrast"].iloc[0] if len(table) else "report/others").split("/")
    names = {side: label_or(f"role.{side}", language, side) for side in (one, other)}
    if one == "report":
        names = {side: label(f"note.side_{side}", language) for side in (one, other)}
    return label("axis.log_ratio", language).format(one=names[one], other=names[other])
