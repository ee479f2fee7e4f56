"""The pieces that charts are put together from: rows of reports, strips of parts, panels of dots, tables of numbers."""

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, PowerNorm
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation

from lib.drawing import lettering
from lib.drawing.lettering import HANZI, TEXT
from lib.drawing.placement import label_size
from lib.drawing.sheets import sheet
from lib.drawing.style import BLACK, BLUE, MILLIMETRES, ORANGE, YELLOW, max_height_mm, width_mm
from lib.rules import label

ROLES = ("front", "preamble", "review", "problems", "plan", "government", "closing")
# Face, hatch, and colour of the numbers on it: told apart in colour, in grey, and on a photocopy.
ROLE_STYLE = {
    "preamble": ("white", "\\\\\\\\", BLACK),
    "review": (BLUE, "", "white"),
    "problems": (BLACK, "", "white"),
    "plan": (ORANGE, "////", BLACK),
    "government": (YELLOW, "....", BLACK),
    "closing": ("white", "", BLACK),
    "front": ("white", "xxxx", BLACK),
}
GREY, PALE = "#8C8C8C", "#DDDDDD"
SHADES = LinearSegmentedColormap.from_list(
    "shades", ["#FFFFFF", "#9CC4DE"]
)  # black numbers stay readable on it
WORD_SHADES = LinearSegmentedColormap.from_list(
    "words", ["#3F7FA8", "#00314F"]
)  # both ends read well on white
NAMES = 24  # millimetres kept for the names of the rows
LEAST_ROW, FULL_ROW = 3.2, 6.0  # millimetres from row to row
NARROWEST = 30  # millimetres of a panel


def finished(figure: Figure, data: pd.DataFrame, reports: pd.DataFrame, note: str = "") -> Figure:
    """Return the figure with its note, and with its data, each row naming its report, left as `figure.data`."""
    if note:
        figure.supxlabel("\n".join(filter(None, [figure.get_supxlabel(), note])))
    if figure.get_supxlabel():
        figure.supxlabel(lettering.folded(figure.get_supxlabel(), figure), fontsize=TEXT)
    figure.data = with_names(data, reports)
    return figure


def with_names(data: pd.DataFrame, reports: pd.DataFrame, by: str = "doc_id") -> pd.DataFrame:
    """Return the data, each row with the names of its report. by: the column of data that tells the report."""
    named = [column for column in ("doc_id", "label_zh", "label_en") if column in reports]
    names = reports[named].drop_duplicates("doc_id").rename(columns={"doc_id": by})
    return data.merge(names, on=by, how="left").reset_index(drop=True)


def word_row(language: str) -> float:
    """Return the least millimetres from row to row of words: in English a word's gloss stands below it."""
    return 7.0 if language == "en" else LEAST_ROW


def word_rows(axes: Axes, names: Sequence[str]) -> None:
    """Print the labels of the rows 0, 1, 2 … of a panel, those of two lines with the lines close together."""
    axes.set_yticks(range(len(names)), names, fontsize=TEXT, linespacing=1.0)


def ranks(axes: Axes, rows: int, ticks: int = 3) -> None:
    """Give a panel `rows` rows from its top down, and a scale below with few numbers."""
    axes.set_ylim(rows - 0.4, -0.6)
    axes.locator_params(axis="x", nbins=ticks)
    axes.tick_params(axis="x", labelsize=TEXT, labelbottom=True)
    axes.spines["left"].set_visible(False)


def dot_key(faces: Mapping[str, str], edge: str, language: str) -> list[Line2D]:
    """Return the entries of a key to dots. faces: the colour of each, by its label in labels.csv. edge: colour of all rims."""
    style = {"linestyle": "", "marker": "o", "markersize": 4, "markeredgecolor": edge}
    return [
        Line2D([], [], markerfacecolor=face, label=label(key, language), **style)
        for key, face in faces.items()
    ]


def heads(
    all_axes: Sequence[Axes],
    titles: Sequence[str],
    labels: Sequence[Sequence[str]],
    across: int,
    room: float,
) -> None:
    """Print each panel's title from where the longest label of its column of panels begins: it has the whole width.

    labels: those of the rows of each panel. across: how many panels stand side by side. room: millimetres of a panel.
    """
    longest = [max((label_size(text, TEXT)[0] for text in own), default=0) for own in labels]
    columns = [max(longest[number::across], default=0) for number in range(across)]
    plot = room - sum(columns) / across  # all plots are equally wide, whatever the labels of their column
    for number, (axes, title) in enumerate(zip(all_axes, titles)):
        wide = columns[number % across]
        shift = ScaledTranslation(
            -wide / MILLIMETRES - (3 / 72 if wide else 0), 0, axes.figure.dpi_scale_trans
        )
        heading = axes.set_title(lettering.fitted(title, wide + plot - 4), loc="left", fontsize=TEXT)
        heading.set_transform(heading.get_transform() + shift)


def row_height(count: int, width: str, bands: int = 1) -> float:
    """Return the millimetres from row to row so that `bands` panels of `count` rows stand on one page."""
    room = (max_height_mm(width) - 22) / bands - 9
    return min(FULL_ROW, max(LEAST_ROW, room / max(count, 1)))


def rows_per_page(width: str, bands: int = 1) -> int:
    """Return how many rows of readable text stand on one page when `bands` panels are stacked."""
    return max(1, int(((max_height_mm(width) - 22) / bands - 9) // LEAST_ROW))


def bands(panels: int, width: str) -> tuple[int, int]:
    """Return how many rows and columns of panels stand side by side at a width."""
    panels = max(1, panels)
    columns = max(1, min(panels, int((width_mm(width) - NAMES) // NARROWEST)))
    down = math.ceil(panels / columns)
    return down, math.ceil(panels / down)


def grid(panels: int, rows: int, width: str) -> tuple[Figure, list[Axes]]:
    """Return a figure of `panels` panels with `rows` rows each, whose row names stand at the left edge only."""
    down, across = bands(panels, width)
    height = row_height(rows, width, down) * rows + 9
    figure = sheet(width, down * height + 8)
    figure.get_layout_engine().set(hspace=0.08 if down > 1 else 0)
    axes = figure.subplots(down, across, sharey=True, squeeze=False).ravel()
    for spare in axes[panels:]:
        spare.remove()
    for panel in axes[:panels]:
        panel.set_ylim(rows - 0.4, -0.6)
        panel.spines["left"].set_visible(False)
    return figure, list(axes[:panels])


def strips(reports: pd.DataFrame, language: str, width: str) -> tuple[Figure, Axes]:
    """Return a figure with one row per report and an axis from 0 to 100 %."""
    height = row_height(len(reports), width)
    figure = sheet(width, len(reports) * height + 22)
    axes = figure.add_subplot()
    axes.set_xlim(0, 100)
    axes.set_ylim(len(reports) - 0.4, -0.6)
    axes.set_yticks(range(len(reports)), lettering.names(reports, language, 2 if height > 5.4 else 1))
    axes.spines["left"].set_visible(False)
    return figure, axes


def strip(axes: Axes, row: int, left: float, length: float, role: str) -> None:
    """Draw one stretch of a report in the colour and hatch of its role."""
    face, hatch, _ = ROLE_STYLE[role]
    axes.barh(row, length, left=left, height=0.6, color=face, hatch=hatch, edgecolor=BLACK, linewidth=0.4)


def number_inside(axes: Axes, row: int, left: float, length: float, text: str, role: str) -> None:
    """Print a number in the middle of a stretch, on white where a hatch would cross it."""
    _, hatch, colour = ROLE_STYLE[role]
    back = {"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none"} if hatch else None
    axes.text(
        left + length / 2,
        row,
        text,
        ha="center",
        va="center_baseline",
        color=colour,
        fontsize=TEXT,
        bbox=back,
    )


def say_none(axes: Axes, rows: Mapping[str, int], present: Collection[str], language: str) -> None:
    """Print "none" in the rows of reports that have nothing to show, so that a gap is not taken for an error."""
    for doc_id, row in rows.items():
        if doc_id not in present:
            axes.text(1, row, label("note.no_rows", language), va="center", fontsize=TEXT, color=GREY)


def role_legend(figure: Figure, roles: Collection[str], language: str, *more) -> None:
    """Draw the key to the roles that occur, in the order of the text, three to a line."""
    keys = [role for role in ROLES if role in roles]
    handles = [
        Patch(
            facecolor=ROLE_STYLE[role][0],
            hatch=ROLE_STYLE[role][1],
            edgecolor=BLACK,
            linewidth=0.4,
            label=label(f"role.{role}", language),
        )
        for role in keys
    ]
    figure.legend(
        handles=[*handles, *more],
        loc="outside upper left",
        ncols=3 if figure.get_figwidth() < 5 else 6,
        fontsize=TEXT,
    )


def dots(axes: Axes, values: np.ndarray, language: str, decimals: int) -> None:
    """Draw one dot per row at its value, a line from zero, and the value printed; a missing value is named."""
    known = np.isfinite(values)
    rows = np.arange(len(values))
    axes.hlines(rows[known], 0, values[known], color=PALE, linewidth=0.8, zorder=1)
    axes.scatter(values[known], rows[known], s=14, c=BLUE, zorder=2, clip_on=False)
    for row in rows:
        at, text = (
            (values[row], f"{values[row]:,.{decimals}f}")
            if known[row]
            else (0, label("note.missing", language))
        )
        colour = BLACK if known[row] else GREY
        axes.annotate(
            text, (at, row), (4, 0), textcoords="offset points", va="center", fontsize=TEXT, color=colour
        )
    low, high = min([0.0, *values[known]]), max([0.0, *values[known]])
    span = (high - low) or 1.0
    axes.set_xlim(low - 0.03 * span, high + 0.42 * span)
    axes.locator_params(axis="x", nbins=3)


def word_dots(axes: Axes, top: pd.DataFrame, n: int, most: float, language: str, wide: float) -> list[str]:
    """Draw `n` words with dots at their frequency and the count printed, darker ones more frequent; return the labels.

    wide: millimetres of the panel, of which a word takes at most all but 14.
    """
    values = top["kept_per_1000"].to_numpy(dtype=float)
    axes.hlines(range(len(top)), 0, values, color=PALE, linewidth=0.8, zorder=1)
    axes.scatter(values, range(len(top)), s=12, color=WORD_SHADES(values / most), zorder=2)
    for row, (value, count) in enumerate(zip(values, top["kept"])):
        axes.annotate(
            f"{count}", (value, row), (4, 0), textcoords="offset points", va="center", fontsize=TEXT
        )
    names = lettering.word_labels(top["word"], language, max(12, int((wide - 14) / HANZI * 2)))
    word_rows(axes, names)
    axes.set_ylim(n - 0.4, -0.6)
    axes.set_xlim(0, most * 1.3)
    axes.locator_params(axis="x", nbins=3)
    axes.tick_params(axis="x", labelsize=TEXT)
    axes.spines["left"].set_visible(False)
    if top.empty:
        axes.text(0.05, 0, label("note.no_rows", language), va="center", fontsize=TEXT, color=GREY)
    return names


def stacked(axes: Axes, table: pd.DataFrame) -> None:
    """Draw stacked bars, one per row of the table and one stretch per role, with the row's sum behind."""
    for row, counts in enumerate(table.to_numpy()):
        left = 0
        for role, count in zip(table.columns, counts):
            if count:
                strip(axes, row, left, count, role)
            left += count
        axes.annotate(
            f"{left:,}", (left, row), (3, 0), textcoords="offset points", va="center", fontsize=TEXT
        )
    axes.set_ylim(len(table) - 0.4, -0.6)
    axes.set_xlim(0, max(table.sum(axis=1), default=1) * 1.12)
    axes.spines["left"].set_visible(False)


def number_table(axes: Axes, numbers: np.ndarray, rows: Sequence[str], columns: Sequence[str]) -> None:
    """Print a table of whole numbers on `axes`, shaded by size (by the square root, so that small ones show)."""
    most = max(1, numbers.max(initial=0))
    axes.pcolormesh(numbers, cmap=SHADES, norm=PowerNorm(0.5, 0, most), edgecolors="white", linewidth=0.8)
    for (row, column), number in np.ndenumerate(numbers):
        colour = BLACK if number else GREY
        axes.text(
            column + 0.5,
            row + 0.5,
            f"{number:,}",
            ha="center",
            va="center_baseline",
            fontsize=TEXT,
            color=colour,
        )
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns)
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
    axes.invert_yaxis()
    axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    axes.spines[:].set_visible(False)
