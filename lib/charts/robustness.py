"""The chart of how much a theme's rate hangs on a single term: with all terms, and without the weightiest of them."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib import drawing, themes
from lib.drawing import BLACK, BLUE, TEXT, fit, in_panels, lettering, marks, panels, sheet_of
from lib.rules import in_force, label

KEY = {"note.all_terms": BLUE, "note.without_term": "white"}
HEAD, PLOT = 11, 16  # millimetres: title and scale of a panel; the least width of its scale


def theme_robustness(
    theme_hits: pd.DataFrame,
    table: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
    width: str = "elsevier-double",
) -> Figure:
    """Return a panel per theme: a dot for each report's rate with all terms, a hollow one without the weightiest, named at right.

    Each report is without the term that weighs most in that report, the others are not: where the line of one row
    reaches below the dot of another, their order may hang on that term; themes.without_each_term() takes the same term
    from all of them and tells.

    theme_hits, table: as for themes.without_weightiest().
    """
    data = themes.without_weightiest(theme_hits, table)
    data = data[data["doc_id"].isin(reports["doc_id"])]
    page = drawing.max_height_mm(width) - 20
    shown, note = fit(reports, int(page // panels.LEAST_ROW) - 4, language)
    named = themes.names(in_force(), data["theme"], language)
    aside = marks.wide_of(_texts(data))
    limit = drawing.width_mm(width) - aside - PLOT - 6
    rows = [lettering.fitted(name, limit) for name in lettering.names(shown, language, 1, 26)]
    least = marks.wide_of(rows) + aside + PLOT, HEAD + len(rows) * panels.LEAST_ROW
    placed = in_panels(list(named), width, page, least, language, "note.themes_shown")
    figure, all_axes = sheet_of(width, placed, least[1], 20, sharex=True)
    data = data[data["theme"].isin(placed.shown) & data["doc_id"].isin(shown["doc_id"])]
    for axes, theme in zip(all_axes, placed.shown):
        _panel(axes, data[data["theme"] == theme].set_index("doc_id").reindex(shown["doc_id"]), rows)
        axes.set_xlim(0, 1.06 * max([0.1, *data["per_1000_characters"]]))
    titles = [named[theme] for theme in placed.shown]
    panels.heads(all_axes, titles, [rows] * len(titles), placed.across, placed.room)
    figure.supxlabel(label("axis.leave_one_out", language))
    figure.legend(
        handles=panels.dot_key(KEY, BLUE, language), loc="outside upper left", ncols=2, fontsize=TEXT
    )
    return panels.finished(figure, data, reports, placed.note or note)


def _texts(data: pd.DataFrame) -> list[str]:
    """What stands at the right of a row: both rates and the term."""
    columns = (data[name] for name in ("per_1000_characters", "without", "term"))
    return ["0" if not term else f"{rate:.1f} → {left:.1f} {term}" for rate, left, term in zip(*columns)]


def _panel(axes: Axes, own: pd.DataFrame, names: list[str]) -> None:
    own = own.assign(row=np.arange(len(own))).dropna(subset="per_1000_characters")
    axes.hlines(own["row"], own["without"], own["per_1000_characters"], color=BLACK, linewidth=0.8, zorder=1)
    hit = own[own["hits"] > 0]
    axes.scatter(
        hit["without"], hit["row"], s=12, c="white", edgecolors=BLUE, linewidths=0.8, zorder=2, clip_on=False
    )
    axes.scatter(own["per_1000_characters"], own["row"], s=12, color=BLUE, zorder=3, clip_on=False)
    for row, text in zip(own["row"], _texts(own)):
        axes.text(1.03, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=TEXT)
    panels.word_rows(axes, names)
    panels.ranks(axes, len(names))
