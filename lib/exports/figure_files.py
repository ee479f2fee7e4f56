"""Saves a figure with its data and captions: once in a notebook, or redrawn for a paper in its width and languages."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from lib.drawing import (
    DEFAULT_WIDTH,
    FIGURE_FORMATS,
    FORMATS,
    LANGUAGES,
    MILLIMETRES,
    SCREEN,
    Paper,
    inches,
    rendered,
    screen_size,
    settings,
    width_mm,
)
from lib.exports import notes
from lib.exports.ledger_file import new_row, put
from lib.tables import csv_bytes


class Saved(NamedTuple):
    """A figure that was saved, with its row of the ledger; a notebook shows the figure itself."""

    figure: Figure
    row: dict[str, str]
    screen: bytes  # the PNG that a notebook page shows, laid out once with the files

    def __repr__(self) -> str:
        row = self.row
        return f"{row['figure']}: {row['formats']}; {row['data']}; {row['width_mm']} × {row['height_mm']} mm"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/png": self.screen, "text/plain": repr(self)}, {"image/png": screen_size(self.figure)}


def save(
    figure: Figure,
    name: str,
    data: pd.DataFrame | None = None,
    *,
    caption: dict[str, str],
    notebook: str,
    cell: str,
    width: str | None = None,
    formats: tuple[str, ...] = ("pdf", "svg", "png"),
) -> Saved:
    """Write the figure, its data and its caption to the figures folder, enter it in the ledger, and return both.

    Writes <name>.pdf, .svg, .png (300 dpi) and where asked for .600.png and .tiff (both 600 dpi), <name>.csv and
    <name>.caption.md. A rerun gives the same bytes. The ledger figures.csv keeps one row per figure whose files are all
    there. While everything is exported for a paper, folder and formats are the paper's.

    name: file name without ending. data: the numbers shown; None takes the table that the chart function left as
    `figure.data`. caption: {"zh": ..., "en": ...}, without number and full stop, and if there are caveats "note_zh" and
    "note_en". notebook, cell: where the figure is made. width: export at another named width than it was drawn for.
    formats: of pdf, svg, png, png600, tiff.
    Raises ValueError for a bad name, a missing caption, unknown formats, no data, or a character without a glyph.
    """
    if width is not None:
        figure.set_size_inches(inches(width_mm(width)), figure.get_size_inches()[1])
        figure.width_name = settings.width(width)["name"]
    paper = settings.paper()
    if paper:
        formats = tuple(kind for kind in FIGURE_FORMATS if kind in paper.formats)
        if not formats or not settings.is_wanted(name):  # the paper wants tables only, or another figure
            row = _row(figure, name, b"", caption, notebook, cell, settings.language(), formats)
            return Saved(figure, row, *rendered(figure, [SCREEN], f"figure {name}"))
    return _save(figure, name, data, caption, notebook, cell, settings.language(), formats, settings.folder())


def export(
    draw: Callable[..., Figure],
    name: str,
    *,
    caption: dict[str, str],
    notebook: str,
    cell: str,
    width: str = DEFAULT_WIDTH,
    languages: tuple[str, ...] = LANGUAGES,
    formats: tuple[str, ...] = FIGURE_FORMATS,
) -> pd.DataFrame:
    """Draw a figure anew for a paper, once per language, write all its formats, and return what was written where.

    The files go to figures/<width>-<language>/, each folder with a ledger of its own, so that a paper in the other
    language takes the same file names from the other folder. One cell of a notebook:

        figures.export(
            lambda language, width: charts.composition(parts, reports, language, width),
            "01_composition", caption=captions.caption("01_composition", reports),
            notebook=NOTEBOOK, cell="composition", width="nature-double",
        )

    draw: takes language= and width= and returns the figure, with `figure.data`, as every chart function does. width: a
    name of figure_widths.csv. languages: of "zh", "en". formats, the rest, and errors: as for save().
    """
    papers = [Paper(width, language, formats) for language in languages]
    if running := settings.paper():
        papers = [running] if settings.is_wanted(name) else []
    rows = []
    for paper in papers:
        settings.variables(paper)  # raises for unknown names before anything is drawn
        figure = draw(language=paper.language, width=paper.width)
        kinds = tuple(kind for kind in FIGURE_FORMATS if kind in paper.formats)
        folder = settings.folder(paper)
        rows.append(_save(figure, name, None, caption, notebook, cell, paper.language, kinds, folder).row)
        rows[-1] = rows[-1] | {"folder": folder.name}
    shown = ["folder", "figure", "language", "width", "width_mm", "height_mm", "formats", "data"]
    return pd.DataFrame(rows, columns=shown).rename(columns={"figure": "exhibit"})


def _save(
    figure: Figure,
    name: str,
    data: pd.DataFrame | None,
    caption: dict[str, str],
    notebook: str,
    cell: str,
    language: str,
    formats: tuple[str, ...],
    folder: Path,
) -> Saved:
    data = getattr(figure, "data", None) if data is None else data
    _check(name, data, caption, formats)
    *drawn, screen = rendered(figure, (*formats, SCREEN), f"figure {name}")
    files = {f"{name}.{FORMATS[kind][0]}": content for kind, content in zip(formats, drawn, strict=True)}
    table = csv_bytes(data)
    row = _row(figure, name, table, caption, notebook, cell, language, formats)
    files |= {row["data"]: table, f"{name}.caption.md": notes.page(row, caption)}
    put(folder, files, row)
    return Saved(figure, row, screen)


def _check(name: str, data: pd.DataFrame | None, caption: dict[str, str], formats: tuple[str, ...]) -> None:
    notes.check("figure", name, caption)
    if data is None:
        raise ValueError(
            f"figure {name}: pass the table it shows as data=, so that its numbers are saved with it"
        )
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise ValueError(
            f"figure {name}: unknown format {', '.join(unknown)}; there are {', '.join(FORMATS)}"
        )


def _row(
    figure: Figure, name: str, table: bytes, caption, notebook, cell, language, formats
) -> dict[str, str]:
    wide, high = (f"{inch * MILLIMETRES:.1f}" for inch in figure.get_size_inches())
    return new_row(
        name,
        "figure",
        table,
        caption,
        notebook=notebook,
        cell=cell,
        language=language,
        width=getattr(figure, "width_name", ""),
        width_mm=wide,
        height_mm=high,
        formats=" ".join(FORMATS[kind][0] for kind in formats),
    )
