"""Charts of policy themes: town by theme, with every value printed."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib import drawing, themes
from lib.drawing import (
    BLACK,
    HANZI,
    TEXT,
    fit,
    label_size,
    lettering,
    panels,
)
from lib.rules import in_force, label, label_or

DARK_GREY = "#6E6E6E"  # the dash of a part that is missing: still seen with ease
LINE = 3.4  # millimetres from label to label
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
    names = themes.names(in_force(), here["theme"], language)
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
