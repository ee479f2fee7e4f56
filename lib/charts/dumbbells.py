"""The chart of attention in two parts of a report: every theme by name, with its rate in the review and in the plan."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lib import drawing, themes
from lib.drawing import BLUE, GREY, ORANGE, TEXT, in_panels, lettering, marks, panels, sheet_of
from lib.rules import in_force, label

HEAD, PLOT = 10, 18  # millimetres: title and scale of a panel; the least width of its scale
WIDE = 140  # millimetres from which on the key stands on one line
PARTS = ("review", "plan")


def review_and_plan(
    table: pd.DataFrame, reports: pd.DataFrame, language: str = "zh", width: str = "elsevier-double"
) -> Figure:
    """Return a panel per report with a row for each theme: a hollow dot for the review and a filled one for the plan.

    Both values stand at the right, and all panels share one scale from zero. A rise is drawn through, a fall broken. A
    report that lacks one of the parts has an empty panel that says so.

    table: the table themes, of which review and plan are read. reports: doc_id, label_zh, label_en.
    """
    kept = table[table["role"].isin(PARTS) & table["doc_id"].isin(reports["doc_id"])]
    both = _both_parts(kept)
    named = themes.names(in_force(), kept["theme"], language)
    names = list(named.values())
    page = drawing.max_height_mm(width) - 22
    aside = marks.wide_of(_texts(both)) + 1
    least = marks.wide_of(names) + aside + PLOT, HEAD + max(1, len(names)) * panels.LEAST_ROW
    placed = in_panels(list(reports["doc_id"]), width, page, least, language)
    across = 4 if drawing.width_mm(width) >= WIDE else 2
    figure, all_axes = sheet_of(width, placed, least[1], 18 + 4 * (4 // across - 1), sharex=True)
    furthest = 1.06 * max([0.1, *both[list(PARTS)].to_numpy().ravel()])
    for axes, doc_id in zip(all_axes, placed.shown):
        own = both[both["doc_id"] == doc_id].set_index("theme").reindex(list(named))
        _panel(axes, own, names, language)
        axes.set_xlim(0, furthest)
    called = dict(zip(reports["doc_id"], lettering.names(reports, language, 1, 26)))
    titles = [called[doc_id] for doc_id in placed.shown]
    panels.heads(all_axes, titles, [names] * len(titles), placed.across, placed.room)
    figure.supxlabel(label("axis.review_and_plan", language))
    figure.legend(handles=_key(language), loc="outside upper left", ncols=across, fontsize=TEXT)
    drawn = kept[kept["doc_id"].isin(placed.shown)]
    columns = ["doc_id", "role", "theme", "hits", "per_1000_characters"]
    return panels.finished(figure, drawn[columns], reports, placed.note)


def _both_parts(kept: pd.DataFrame) -> pd.DataFrame:
    """doc_id, theme, review, plan of the reports that have both parts; a theme that one of them lacks is 0 there."""
    wide = kept.pivot_table(
        index=["doc_id", "theme"], columns="role", values="per_1000_characters", sort=False
    )
    wide = wide.reindex(columns=list(PARTS)).reset_index()
    has = kept.groupby("doc_id")["role"].nunique()
    return wide[wide["doc_id"].map(has) == len(PARTS)].fillna(0.0)


def _texts(own: pd.DataFrame) -> list[str]:
    return [f"{review:.1f} → {plan:.1f}" for review, plan in own[list(PARTS)].itertuples(index=False)]


def _panel(axes: Axes, own: pd.DataFrame, names: list[str], language: str) -> None:
    """Draw the rows of one report, the first theme on top. own: review and plan by theme, missing without both parts."""
    panels.word_rows(axes, names)
    panels.ranks(axes, len(names))
    own = own.assign(row=np.arange(len(own))).dropna(subset=list(PARTS))
    if own.empty:
        said = label("note.one_part_only", language)
        axes.text(0, 0, said, va="center", fontsize=TEXT, color=GREY, in_layout=False)
        return
    for row, review, plan in own[["row", *PARTS]].itertuples(index=False):
        colour, style = (BLUE, "-") if plan >= review else (ORANGE, (0, (3, 1.2)))
        axes.plot(
            [review, plan], [row, row], color=colour, linestyle=style, linewidth=1.0, marker="", zorder=1
        )
    dots = {"s": 12, "linewidths": 0.8, "edgecolors": "black", "clip_on": False}
    axes.scatter(own["plan"], own["row"], c="black", zorder=2, **dots)
    axes.scatter(own["review"], own["row"], c="white", zorder=3, **dots)
    for row, text in zip(own["row"], _texts(own)):
        axes.text(1.03, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=TEXT)


def _key(language: str) -> list[Line2D]:
    entries = panels.dot_key({"role.review": "white", "role.plan": "black"}, "black", language)
    up = Line2D([], [], color=BLUE, marker="", linewidth=1.0, label=label("note.rise", language))
    fall = {"color": ORANGE, "marker": "", "linewidth": 1.0, "linestyle": (0, (3, 1.2))}
    return [*entries, up, Line2D([], [], label=label("note.fall", language), **fall)]
