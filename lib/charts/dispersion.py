"""The dispersion plot: where in each report a word or theme occurs, how often, and how evenly."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib import drawing, tables, themes
from lib.drawing import (
    BLACK,
    BLUE,
    GREY,
    PALE,
    TEXT,
    Panels,
    fit,
    in_panels,
    in_percent,
    lettering,
    marks,
    panels,
    sheet_of,
    stretches,
)
from lib.rules import in_force, label

HEAD = 13  # millimetres: a panel's title, strip and scale
PLOT = 32  # millimetres: the least width of the text from 0 to 100 %
NUMBERS = 8  # millimetres for a column of numbers


def dispersion(
    hits: pd.DataFrame,
    sections: pd.DataFrame,
    reports: pd.DataFrame,
    by: str = "term",
    rows: Sequence[str] | None = None,
    n: int = 8,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return one panel per report: a tick where each word occurs, below a strip of the report's parts; counts at right.

    hits: doc_id, start (raw offset) and the column `by` ("term", "theme", "word", "match" …), such as theme_hits or
    the lines of a concordance. sections: doc_id, start, end, role. rows: the words to show, the `n` commonest by
    default. A hit outside all sections is left out. `n` falls to what can be read; themes that are left out are counted
    below.
    """
    found = in_percent(hits[hits["doc_id"].isin(reports["doc_id"])], sections)
    found = found[found["from_percent"].between(0, 100)]
    wanted = list(dict.fromkeys(rows)) if rows is not None else list(tables.commonest(found[by]).index[:n])
    names = _names(wanted, by, language)
    high = panels.LEAST_ROW if by == "theme" else panels.word_row(language)
    placed, kept = _placed(reports, names, high, width, language)
    notes = [placed.note]
    if by == "theme" and rows is None:
        notes.insert(0, fit(sorted(set(found[by])), kept, language, "note.themes_shown")[1])
    names, named = names[:kept], dict(zip(wanted, names[:kept]))
    ids = placed.shown["doc_id"]
    found = found[found["doc_id"].isin(ids) & found[by].isin(named)]
    figure, all_axes = sheet_of(width, placed, HEAD + kept * high, 20)
    parts = _parts(sections[sections["doc_id"].isin(ids)])
    data = _counted(found, ids, list(named), by)
    for axes, doc_id in zip(all_axes, ids):
        own = (table[table["doc_id"] == doc_id] for table in (parts, found, data))
        _panel(axes, *own, named, high)
        if not (found["doc_id"] == doc_id).any():
            panels.say_none(axes, {doc_id: 0}, (), language)
    titles = lettering.names(placed.shown, language, 1, 99)
    panels.heads(all_axes, titles, [names] * len(ids), placed.across, placed.room - NUMBERS)
    panels.role_legend(figure, set(parts["role"]), language)
    figure.supxlabel(label("axis.spread", language))
    found = found.merge(data, on=["doc_id", by])[["doc_id", by, "start", "from_percent", "count"]]
    return panels.finished(figure, found, reports, "\n".join(filter(None, notes)))


def _placed(
    reports: pd.DataFrame, names: list[str], high: float, width: str, language: str
) -> tuple[Panels, int]:
    """The panels that find room, and the rows in each; high: millimetres of a row."""
    page = drawing.max_height_mm(width) - 20
    least = marks.wide_of(names) + 2 + NUMBERS + PLOT, HEAD + 3 * high  # of a panel of three words
    placed = in_panels(reports, width, page, least, language)
    return placed, max(1, min(len(names), int((page / placed.down - HEAD) // high)))


def _names(wanted: list[str], by: str, language: str) -> list[str]:
    if by == "theme":
        return [lettering.wrapped(themes.theme_name(in_force(), theme, language), 28, 1) for theme in wanted]
    return lettering.word_labels(wanted, language, 20)


def _counted(found: pd.DataFrame, ids: pd.Series, names: list[str], by: str) -> pd.DataFrame:
    """One row per report and name: count, 0 where it does not occur."""
    grid = pd.MultiIndex.from_product([ids, names], names=["doc_id", by])
    return found.groupby(["doc_id", by]).size().reindex(grid, fill_value=0).rename("count").reset_index()


def _parts(sections: pd.DataFrame) -> pd.DataFrame:
    """The report's parts: stretches of one role that follow each other are one."""
    spans = in_percent(stretches(sections), sections)
    begins = (spans["role"] != spans["role"].shift()) | (spans["doc_id"] != spans["doc_id"].shift())
    ends = {"from_percent": "first", "to_percent": "last", "doc_id": "first", "role": "first"}
    return spans.groupby(begins.cumsum()).agg(ends)


def _strip(axes: Axes, parts: pd.DataFrame, rows: int, high: float) -> None:
    """The report's parts above the first row, and a thin line through all rows where a part begins."""
    top = -0.5 - 2.2 / high
    for start, end, role in parts[["from_percent", "to_percent", "role"]].itertuples(index=False):
        face, hatch, _ = panels.ROLE_STYLE[role]
        style = {"color": face, "hatch": hatch, "edgecolor": BLACK, "linewidth": 0.4}
        axes.barh(top, end - start, left=start, height=1.8 / high, **style)
    begins = parts["from_percent"]
    axes.vlines(begins[begins > 0], -0.5, rows - 0.5, color=GREY, linewidth=0.4, zorder=0)
    axes.set(xlim=(0, 100), ylim=(rows - 0.4, top - 1.2 / high))
    axes.tick_params(axis="x", labelsize=TEXT, pad=1)
    axes.spines["left"].set_visible(False)


def _panel(
    axes: Axes,
    parts: pd.DataFrame,
    found: pd.DataFrame,
    data: pd.DataFrame,
    names: dict[str, str],
    high: float,
) -> None:
    """One report: its parts, its hits and their numbers. names: what each row is called, in order."""
    by = data.columns[1]
    _strip(axes, parts, len(names), high)
    rows = found[by].map({name: row for row, name in enumerate(names)}).to_numpy(dtype=float)
    _ticks(axes, found["from_percent"], rows, len(names))
    _numbers(axes, data["count"])
    panels.word_rows(axes, list(names.values()))


def _ticks(axes: Axes, at: pd.Series, rows: np.ndarray, count: int) -> None:
    axes.hlines(range(count), 0, 100, color=PALE, linewidth=0.6, zorder=0)
    axes.vlines(at, rows - 0.34, rows + 0.34, color=BLUE, linewidth=0.7)


def _numbers(axes: Axes, counts: pd.Series) -> None:
    """Counts at the right of the rows, with n above."""
    right = NUMBERS / 0.3528 - 2  # in points
    for row, text in [(axes.get_ylim()[1], "n"), *enumerate(counts.astype(str))]:
        at = {"xy": (1, row), "xycoords": axes.get_yaxis_transform(), "textcoords": "offset points"}
        high_up = "bottom" if text == "n" else "center"
        axes.annotate(text, xytext=(right, 0), ha="right", va=high_up, fontsize=TEXT, **at)
