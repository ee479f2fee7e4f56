"""Figures for papers: one style, named widths, and one save function that keeps the ledger of what was exported."""

import csv
import hashlib
import io
import os
import re
import sys
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import pandas as pd
from filelock import FileLock
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.layout_engine import LayoutEngine
from PIL import Image

from lib import dictionaries, paths
from lib.labels import label
from lib.spreadsheets import inert, inert_cell

FONT_FILE = paths.FONTS / "NotoSansSC-Regular.ttf"
BOLD_FONT_FILE = paths.FONTS / "NotoSansSC-Bold.ttf"
DEFAULT_WIDTH = "elsevier-single"
EXPORT_DPI = 300
SCREEN_DPI = 192
MILLIMETRES = 25.4  # in an inch

# Four of the Okabe-Ito colours, whose lightness differs by at least 19 of 100: orange and sky blue, or blue and
# green, are told apart by colour-blind readers but not on a black-and-white page.
BLACK, BLUE, ORANGE, YELLOW = "#000000", "#0072B2", "#E69F00", "#F0E442"
PALETTE = (BLUE, ORANGE, BLACK, YELLOW)
MARKERS = ("o", "s", "^", "D")

STYLE = {
    "font.family": ["Noto Sans SC", "DejaVu Sans"],
    "font.size": 8,
    "axes.labelsize": 8,
    "axes.titlesize": 8,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "legend.fontsize": 7,
    "legend.frameon": False,
    "legend.handlelength": 1.6,
    "legend.columnspacing": 1.2,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.prop_cycle": mpl.cycler(color=PALETTE, marker=MARKERS),
    "axes.unicode_minus": True,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 0,
    "lines.linewidth": 0.8,
    "lines.markersize": 4,
    "hatch.linewidth": 0.4,
    "patch.linewidth": 0.5,
    "figure.constrained_layout.h_pad": 0.03,
    "figure.constrained_layout.w_pad": 0.03,
    "figure.dpi": EXPORT_DPI,
    "savefig.bbox": None,
    "savefig.facecolor": "white",
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "township-report-workbook",
    "text.hinting": "none",
}

# What a file would say about when and by which version it was made is left out: a rerun gives the same bytes.
_METADATA = {"pdf": {"CreationDate": None}, "svg": {"Date": None}, "png": {"Software": None}}
LEDGER = "figures.csv"
_LEDGER_COLUMNS = [
    "figure",
    "notebook",
    "cell",
    "data",
    "caption_zh",
    "caption_en",
    "width_mm",
    "height_mm",
    "formats",
    "sha256",
    "inputs",
    "dictionaries",
]


class Saved(NamedTuple):
    """A figure that was saved, with its row of the ledger; a notebook shows the figure itself."""

    figure: Figure
    row: dict[str, str]

    def __repr__(self) -> str:
        row = self.row
        return f"{row['figure']}: {row['formats']}; {row['data']}; {row['width_mm']} × {row['height_mm']} mm"

    def _repr_mimebundle_(self, include=None, exclude=None):
        png, size = screen_png(self.figure)
        return {"image/png": png, "text/plain": repr(self)}, {"image/png": size}


def use_style(width: str = DEFAULT_WIDTH) -> None:
    """Set the workbook's style for every figure drawn from here on, and show figures inline as they will print.

    width: a name in data/dictionaries/figure_widths.csv; it becomes the default width of a matplotlib figure.
    """
    _add_fonts()
    wide = width_mm(width)
    mpl.rcParams.update(STYLE | {"figure.figsize": (_inches(wide), _inches(wide * 0.62))})
    _show_inline()


def sheet(width: str, height_mm: float) -> Figure:
    """Return an empty figure in the workbook's style, `height_mm` high, and as wide as `width` names."""
    use_style(width)
    return Figure(figsize=(_inches(width_mm(width)), _inches(height_mm)), layout="constrained")


def width_mm(name: str) -> float:
    """Return the millimetres of a named width. Raises ValueError, listing the names, for one that is not there."""
    return float(_width(name)["width_mm"])


def max_height_mm(name: str) -> float:
    """Return the greatest height in millimetres that goes with a named width."""
    return float(_width(name)["max_height_mm"])


def require_glyphs(text: str, where: str) -> None:
    """Raise ValueError, naming them, when the bundled Chinese font lacks characters of `text`."""
    missing = sorted(set(text) - _characters() - set("\n"))
    if missing:
        raise ValueError(_no_glyph(missing, where))


def screen_png(figure: Figure) -> tuple[bytes, dict[str, int]]:
    """Return the figure as a PNG for a notebook page, and the width and height in pixels to show it at."""
    (png,) = _rendered(figure, ["png"], "the figure shown", SCREEN_DPI)
    wide, high = figure.get_size_inches()
    # One and a half times the printed size reads well on a page; wider than 860 pixels would be cut off.
    shown = min(wide * 96 * 1.5, 860)
    return png, {"width": round(shown), "height": round(shown * high / wide)}


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

    Writes <name>.pdf, .svg, .png (or "tiff", for PLOS), <name>.csv and <name>.caption.md. A rerun gives the same
    bytes. The ledger figures.csv keeps one row per figure whose files are all there.

    name: file name without ending. data: the numbers shown; None takes the table that the chart function left as
    `figure.data`. caption: {"zh": ..., "en": ...}, without number and full stop. notebook, cell: where the figure
    is made. width: export at another named width than it was drawn for.
    Raises ValueError for a bad name, a missing caption, unknown formats, no data, or a character without a glyph.
    """
    data = getattr(figure, "data", None) if data is None else data
    _check(name, data, caption, formats)
    if width is not None:
        figure.set_size_inches(_inches(width_mm(width)), figure.get_size_inches()[1])
    drawn = _rendered(figure, formats, f"figure {name}")
    files = {f"{name}.{kind}": content for kind, content in zip(formats, drawn)}
    table = inert(data).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
    row = _row(figure, name, table, caption, notebook, cell, formats)
    files |= {row["data"]: table, f"{name}.caption.md": _caption(row).encode("utf-8")}
    folder = paths.figures()
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        _write(folder / file, content)
    _enter(row)
    return Saved(figure, row)


def ledger() -> list[dict[str, str]]:
    """Return the rows of figures.csv, one per exported figure, sorted by name; empty when there is none yet."""
    file = paths.figures() / LEDGER
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def inputs_fingerprint() -> str:
    """Return a SHA-256 over the reports' texts and the corpus's own reports.csv and corrections.csv.

    The texts are taken from the hashes in tables/reports.csv; "" when the tables have not been built.
    """
    reports = paths.tables() / "reports.csv"
    if not reports.exists():
        return ""
    with reports.open(encoding="utf-8-sig", newline="") as lines:
        texts = sorted((row.get("doc_id", ""), row.get("sha256", "")) for row in csv.DictReader(lines))
    digest = hashlib.sha256(repr(texts).encode())
    for file in (paths.data() / "reports.csv", paths.data() / "corrections.csv"):
        digest.update(b"\0" + (file.read_bytes() if file.exists() else b""))
    return digest.hexdigest()


@cache
def _add_fonts() -> None:
    for file in (FONT_FILE, BOLD_FONT_FILE):
        if not file.exists():
            raise FileNotFoundError(
                f"the font {file.name} is missing from {file.parent}; restore the data/fonts folder"
            )
        font_manager.fontManager.addfont(file)


@cache
def _characters() -> frozenset[str]:
    return frozenset(map(chr, font_manager.get_font(str(FONT_FILE)).get_charmap()))


def _width(name: str) -> dict[str, str]:
    widths = {row["name"]: row for row in dictionaries.read("figure_widths")}
    if name not in widths:
        raise ValueError(f'no width is called "{name}"; figure_widths.csv has: {", ".join(widths)}')
    return widths[name]


def _inches(millimetres: float) -> float:
    """Inches of a whole number of pixels at 300 dpi, so that PDF, SVG and PNG agree on the width."""
    return round(millimetres / MILLIMETRES * EXPORT_DPI) / EXPORT_DPI


def _show_inline() -> None:
    """In a notebook, show figures by screen_png: matplotlib's own inline display crops them to another size."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.display_formatter.formatters["image/png"].for_type(Figure, screen_png)


def _rendered(figure: Figure, kinds: Sequence[str], where: str, dpi: int = EXPORT_DPI) -> list[bytes]:
    """The figure as the bytes of one file per kind; raises ValueError for missing glyphs and for lack of room."""
    with mpl.rc_context(STYLE), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        engine = _laid_out(figure)
        files = [_file(figure, kind, dpi) for kind in kinds]
        figure.set_layout_engine(engine)
    _judge([str(warning.message) for warning in caught], where)
    return files


def _file(figure: Figure, kind: str, dpi: int) -> bytes:
    drawn, written = io.BytesIO(), "png" if kind == "tiff" else kind
    figure.savefig(drawn, format=written, dpi=dpi, metadata=_METADATA[written])
    return (_tiff(drawn) if kind == "tiff" else drawn).getvalue()


def _laid_out(figure: Figure) -> LayoutEngine | None:
    """Lay the figure out once for all formats, and return its layout engine, which then rests.

    Left alone, matplotlib lays out anew at every drawing, from where the last one ended: the second PDF of a
    figure differs from the first, and a PDF from the PNG. Two rounds from the start settle.
    """
    engine = figure.get_layout_engine()
    if engine is not None:
        for axes in figure.axes:
            if place := axes.get_subplotspec():
                axes._set_position(place.get_position(figure))
        for _ in range(2):
            figure.draw_without_rendering()
        figure.set_layout_engine("none")
    return engine


def _judge(messages: list[str], where: str) -> None:
    missing = sorted(
        {chr(int(m[1])) for text in messages if (m := re.match(r"Glyph (\d+) .* missing", text))}
    )
    if missing:
        raise ValueError(_no_glyph(missing, where))
    for text in messages:
        if "layout not applied" in text:
            raise ValueError(
                f"{where}: labels leave no room for the chart; take a wider width or shorter labels"
            )
        warnings.warn(text, stacklevel=3)


def _no_glyph(characters: list[str], where: str) -> str:
    named = ", ".join(f"“{character}” (U+{ord(character):04X})" for character in characters)
    return f"{where}: the fonts have no glyph for {named}; correct the text, or add a font that has it"


def _tiff(png: io.BytesIO) -> io.BytesIO:
    """PLOS asks for RGB with LZW compression; matplotlib writes RGBA."""
    tiff = io.BytesIO()
    Image.open(png).convert("RGB").save(
        tiff, format="TIFF", compression="tiff_lzw", dpi=(EXPORT_DPI, EXPORT_DPI)
    )
    return tiff


def _check(name: str, data: pd.DataFrame | None, caption: dict[str, str], formats: tuple[str, ...]) -> None:
    if not re.fullmatch(r"\w[\w.-]*", name):
        raise ValueError(f'a figure cannot be called "{name}": use letters, digits, "-", "_" and "." only')
    if data is None:
        raise ValueError(
            f"figure {name}: pass the table it shows as data=, so that its numbers are saved with it"
        )
    for language in ("zh", "en"):
        if not caption.get(language, "").strip():
            raise ValueError(f'figure {name}: the caption has no "{language}" text')
    if unknown := sorted(set(formats) - {*_METADATA, "tiff"}):
        raise ValueError(
            f"figure {name}: unknown format {', '.join(unknown)}; there are pdf, svg, png and tiff"
        )


def _row(figure, name, table: bytes, caption, notebook: str, cell: str, formats) -> dict[str, str]:
    wide, high = (f"{inches * MILLIMETRES:.1f}" for inches in figure.get_size_inches())
    return {
        "figure": name,
        "notebook": notebook,
        "cell": cell,
        "data": f"{name}.csv",
        "caption_zh": caption["zh"].strip(),
        "caption_en": caption["en"].strip(),
        "width_mm": wide,
        "height_mm": high,
        "formats": " ".join(formats),
        "sha256": hashlib.sha256(table).hexdigest(),
        "inputs": inputs_fingerprint(),
        "dictionaries": dictionaries.fingerprint(),
    }


def _caption(row: dict[str, str]) -> str:
    """Caption in both languages, each with a source note: which texts and rules, by the start of their hashes."""
    parts = [f"# {row['figure']}"]
    for language in ("zh", "en"):
        note = label("caption.source", language).format(
            data=row["data"], inputs=row["inputs"][:12] or "–", dictionaries=row["dictionaries"][:12]
        )
        parts += [label("caption.figure", language).format(caption=row[f"caption_{language}"]), note]
    return "\n\n".join(parts) + "\n"


def _enter(row: dict[str, str]) -> None:
    """Put the row into the ledger, one process at a time: notebooks may run in parallel."""
    lock = paths.cache() / "figures.lock"  # in the cache, which git ignores; the figures folder is committed
    lock.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(lock):
        rows = {old["figure"]: old for old in ledger() if _complete(old)} | {row["figure"]: row}
        lines = io.StringIO(newline="")
        writer = csv.DictWriter(
            lines, _LEDGER_COLUMNS, extrasaction="ignore", restval="", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(
            {column: inert_cell(cell) for column, cell in rows[name].items()} for name in sorted(rows)
        )
        _write(paths.figures() / LEDGER, lines.getvalue().encode("utf-8-sig"))


def _complete(row: dict[str, str]) -> bool:
    """Whether data, caption and a picture are there; a fresh clone holds no SVG, which git ignores."""
    folder, name = paths.figures(), row["figure"]
    pictures = [folder / f"{name}.{kind}" for kind in row["formats"].split()]
    return all((folder / file).exists() for file in (row["data"], f"{name}.caption.md")) and any(
        picture.exists() for picture in pictures
    )


def _write(path: Path, content: bytes) -> None:
    """Write by way of a file beside it, so that no reader ever sees half of it."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    os.replace(part, path)
