"""Charts of policy themes: town by theme with values, attention in review against plan, and how firm a theme is."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lib import drawing, themes
from lib.drawing import (
    BLACK,
    BLUE,
    GREY,
    HANZI,
    ORANGE,
    TEXT,
    fit,
    in_panels,
    label_size,
    lettering,
    marks,
    panels,
    sheet_of,
    spread,
)
from lib.rules import in_force, label, label_or

DARK_GREY = "#6E6E6E"  # text of small changes: still read with ease
LINE = 3.4  # millimetres from label to label
HAIR = 3.0  # millimetres between a dot and its label
NARROW = 12  # millimetres of a column below which its name is turned


def theme_heat_map(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    role: str = "all",
    measure: str = "per_1000_characters",
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return towns by themes with every value printed on white to blue; 0 is 0, and – stands for a part that is missing.

    table: doc_id, role, theme, hits and the column `measure`, such as the table themes. role: the part shown; "all" is
    the whole report. Themes run down the page and reports across, in as many bands as the page holds, or the other way
    round where that shows more reports. The axis is called axis.<measure> in labels.csv.
    """
    here = table[table["role"] == role]
    names = _named(here["theme"], language)
    values = here.pivot_table(index="theme", columns="doc_id", values=measure, sort=False).reindex(
        list(names)
    )
    cell = _widest(values.to_numpy()) + 2.2
    longest = max(
        [label_size(name, TEXT)[0] for name in lettering.names(reports, language, 1, 26)], default=0
    )
    bands, turned, most = _arranged(len(reports), list(names.values()), cell, longest + 4, width)
    shown, note = fit(reports, most, language)
    with_role = set(here["doc_id"])
    values = values.reindex(columns=shown["doc_id"])
    values = values.where(~values.columns.isin(with_role)[None, :] | values.notna(), 0.0)
    figure = _heat(values, shown, list(names.values()), (bands, turned, longest + 4), language, width)
    told = label_or(f"axis.{measure}", language, measure)
    if role != "all":
        part = label_or(f"role.{role}", language, role)
        told = label("note.in_role", language).format(measure=told, role=part)
    missing = label("note.no_role", language) if values.isna().to_numpy().any() else ""
    figure.supxlabel("\n".join(filter(None, [told, missing])))
    data = here[here["doc_id"].isin(shown["doc_id"])]
    return panels.finished(figure, data[["doc_id", "role", "theme", "hits", measure]], reports, note)


def attention_slopes(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    by: str = "report",
    measure: str = "per_1000_characters",
    least: float = 1.0,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return slopes from review to plan, one panel per report (or theme), with the values at both ends.

    Rises are drawn through, falls broken; changes of less than `least` are grey. Where a panel has no room for all
    labels the largest changes keep theirs.

    table: doc_id, role, theme, hits and the column `measure`, such as the table themes; roles review and plan are read.
    by: "report" (lines are themes) or "theme" (lines are reports). A report that lacks one of the parts is named.
    """
    if by not in ("report", "theme"):
        raise ValueError(f'by is "{by}"; it must be "report" or "theme"')
    both = _both_ends(table, measure)
    named = _named(both["theme"], language)
    called = dict(zip(reports["doc_id"], lettering.names(reports, language, 1, 26)))
    lines = named if by == "report" else called
    keys = list(reports["doc_id"] if by == "report" else named)
    ends = 2 * _widest(both[["review", "plan"]].to_numpy()) + 2 * HAIR + 3
    page = drawing.max_height_mm(width) - 22
    least_room = marks.wide_of(lines.values()) + ends + 14, 9 + 2 * LINE
    kind = "note.shown" if by == "report" else "note.themes_shown"
    placed = in_panels(keys, width, page, least_room, language, kind)
    high, wide = max(2 * LINE, min(len(lines) * LINE, page / placed.down - 9)), placed.room - 3
    figure, all_axes = sheet_of(width, placed, high + 9, 22)
    column, inner = ("doc_id", "theme") if by == "report" else ("theme", "doc_id")
    both = both[both["doc_id"].isin(reports["doc_id"])]
    both = both.assign(name=both[inner].map(lines)).dropna(subset=["name"])
    for axes, key in zip(all_axes, placed.shown):
        _slopes(axes, both[both[column] == key], least, wide, high, ends / 2, language)
    titles = [(called | named)[key] for key in placed.shown]
    panels.heads(all_axes, titles, [[]] * len(titles), placed.across, wide)
    _slope_words(figure, least, language)
    drawn = table[table["role"].isin(["review", "plan"]) & table[column].isin(placed.shown)]
    drawn = drawn[drawn["doc_id"].isin(reports["doc_id"])][["doc_id", "role", "theme", "hits", measure]]
    return panels.finished(figure, drawn, reports, placed.note)


def _slope_words(figure: Figure, least: float, language: str) -> None:
    """The key above the panels, and below them what the ends are and which slopes are grey."""
    figure.legend(handles=_slope_key(language), loc="outside upper left", ncols=3, fontsize=TEXT)
    grey = label("note.small_change", language).format(least=f"{least:g}")
    figure.supxlabel(f"{label('axis.review_plan', language)}\n{grey}")


def _named(found: pd.Series, language: str) -> dict[str, str]:
    """The themes that occur, in the order of the dictionary, with their names."""
    present = set(found)
    known = [theme for theme in themes.themes(in_force()) if theme in present]
    other = sorted(present - set(known))
    return {theme: themes.theme_name(in_force(), theme, language) for theme in [*known, *other]}


def _shown(value: float) -> str:
    return "–" if np.isnan(value) else "0" if value == 0 else f"{value:.1f}"


def _widest(values: np.ndarray) -> float:
    """Millimetres of the widest number that will be printed."""
    return max([label_size(_shown(value), TEXT)[0] for value in values.ravel()], default=0)


def _arranged(count: int, names: list[str], cell: float, head: float, width: str) -> tuple[int, bool, int]:
    """How many bands of reports, whether reports run down the page instead, and how many reports find room."""
    wide, page = drawing.width_mm(width), drawing.max_height_mm(width) - 16
    longest = max([label_size(name, TEXT)[0] for name in names], default=0)
    per_band = max(1, int((wide - longest - 4) // cell))
    in_bands = per_band * max(1, int(page // _band(len(names), cell, head)))
    down = int((page - longest - 4) // (LINE + 0.4))
    fits_down = wide - panels.NAMES - 6 >= cell * len(names)
    if count > per_band and fits_down and (down >= count or down > in_bands):
        return 1, True, down
    return -(-min(count, in_bands) // per_band), False, in_bands


def _band(rows: int, cell: float, head: float) -> float:
    """Millimetres of a band: the names of its reports, upright or turned, and a row for each theme."""
    return rows * (LINE + 0.4) + (head if cell < NARROW else 13)


def _heat(
    values: pd.DataFrame,
    shown: pd.DataFrame,
    names: list[str],
    arrangement: tuple[int, bool, float],
    language: str,
    width: str,
) -> Figure:
    bands, turned, head = arrangement
    most = max(1e-9, np.nanmax([0.0, *values.to_numpy().ravel()]))
    if turned:
        longest = max([label_size(name, TEXT)[0] for name in names], default=0)
        figure = drawing.sheet(width, len(shown) * (LINE + 0.4) + longest + 18)
        axes = figure.add_subplot()
        _shaded(axes, values.to_numpy().T, lettering.names(shown, language, 1, 20), names, most, True)
        return figure
    per_band = max(1, -(-len(shown) // bands))
    longest = max([label_size(name, TEXT)[0] for name in names], default=0)
    cell = (drawing.width_mm(width) - longest - 4) / per_band
    upright = cell >= NARROW
    units = int(cell / HANZI * 2) if upright else 26
    figure = drawing.sheet(width, bands * _band(len(names), cell, head) + 16)
    all_axes = figure.subplots(bands, 1, squeeze=False).ravel()
    for number, axes in enumerate(all_axes):
        own = shown.iloc[number * per_band : (number + 1) * per_band]
        block = values[own["doc_id"]].to_numpy()
        called = lettering.names(own, language, 3 if upright else 1, units)
        _shaded(axes, block, names, called, most, not upright)
        axes.set_xlim(0, per_band)
    return figure


def _shaded(
    axes: Axes, values: np.ndarray, rows: list[str], columns: list[str], most: float, turned: bool
) -> None:
    """A table of numbers on white to blue; a missing value is a dash on white."""
    axes.pcolormesh(
        np.nan_to_num(values), cmap=panels.SHADES, vmin=0, vmax=most, edgecolors="white", linewidth=0.8
    )
    for (row, column), value in np.ndenumerate(values):
        style = {"ha": "center", "va": "center_baseline", "fontsize": TEXT}
        axes.text(
            column + 0.5, row + 0.5, _shown(value), color=DARK_GREY if np.isnan(value) else BLACK, **style
        )
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns, fontsize=TEXT, rotation=90 if turned else 0)
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows, fontsize=TEXT)
    axes.set_ylim(len(rows), 0)
    axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    axes.spines[:].set_visible(False)


def _both_ends(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """doc_id, theme, review, plan of the reports that have both parts; a theme that one of them lacks is 0 there."""
    kept = table[table["role"].isin(["review", "plan"])]
    wide = kept.pivot_table(index=["doc_id", "theme"], columns="role", values=measure, sort=False)
    wide = wide.reindex(columns=["review", "plan"]).reset_index()
    has = kept.groupby("doc_id")["role"].nunique()
    return wide[wide["doc_id"].map(has) == 2].fillna({"review": 0.0, "plan": 0.0})


def _slopes(
    axes: Axes, own: pd.DataFrame, least: float, wide: float, high: float, end: float, language: str
) -> None:
    """Draw one panel; both axes are in millimetres, so that labels can be measured."""
    axes.set(xlim=(0, wide), ylim=(0, high))
    axes.set_axis_off()
    if own.empty:
        axes.text(0, high / 2, label("note.one_part_only", language), va="center", fontsize=TEXT, color=GREY)
        return
    own = own.assign(change=own["plan"] - own["review"])
    ends = np.sqrt(own[["review", "plan"]])  # most themes lie low: their roots lie further apart
    low, top = ends.min(axis=None), max(ends.max(axis=None), ends.min(axis=None) + 0.1)
    own[["start", "to"]] = LINE / 2 + (ends - low) / (top - low) * (high - LINE)
    order = own["change"].abs().sort_values(ascending=False, kind="stable").index
    labelled = own.loc[order[: max(1, int(high // LINE))]]
    right = max(label_size(name, TEXT)[0] for name in labelled["name"]) + end
    left, right = end, wide - right
    for row in own.loc[order[::-1]].itertuples():
        _slope(axes, row, left, right, least)
    for column, height, x, side in (("review", "start", left, -1), ("plan", "to", right, 1)):
        places = spread(labelled[height], LINE, LINE / 2, high - LINE / 2)
        for value, at, change, name, place in zip(
            labelled[column], labelled[height], labelled["change"], labelled["name"], places
        ):
            text = _shown(value) if side < 0 else f"{_shown(value)} {name}"
            colour = BLACK if abs(change) >= least else DARK_GREY
            if abs(place - at) > 0.6:  # a hair from the dot to a label that had to move
                axes.plot([x, x + HAIR * side], [at, place], color=GREY, linewidth=0.4, marker="", zorder=0)
            style = {"ha": "right" if side < 0 else "left", "va": "center", "fontsize": TEXT, "color": colour}
            axes.text(x + (HAIR + 0.4) * side, place, text, **style)
    for x, role, side in ((left, "review", "left"), (right, "plan", "left")):
        at = {"xy": (0 if role == "review" else x, 0), "xycoords": ("data", "axes fraction")}
        text = label(f"role.{role}", language)
        axes.annotate(
            text, xytext=(0, -1), textcoords="offset points", ha=side, va="top", fontsize=TEXT, **at
        )


def _slope(axes: Axes, row, left: float, right: float, least: float) -> None:
    colour, style = (BLUE, "-") if row.change > 0 else (ORANGE, (0, (3, 1.2)))
    if abs(row.change) < least:
        colour, style = "#BEBEBE", "-"
    front = 2 if abs(row.change) >= least else 1
    ends = [row.start, row.to]
    axes.plot([left, right], ends, color=colour, linestyle=style, linewidth=1.1, marker="", zorder=front)
    axes.scatter(
        [left], ends[:1], s=11, facecolors="white", edgecolors=colour, linewidths=0.9, zorder=front + 0.5
    )
    axes.scatter([right], ends[1:], s=11, color=colour, marker="s", zorder=front + 0.5)


def _slope_key(language: str) -> list[Line2D]:
    up = Line2D([], [], color=BLUE, marker="", linewidth=1.1, label=label("note.rise", language))
    down = {"color": ORANGE, "marker": "", "linewidth": 1.1, "linestyle": (0, (3, 1.2))}
    return [up, Line2D([], [], label=label("note.fall", language), **down)]
