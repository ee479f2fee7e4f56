"""A figure as the bytes of a file: PDF, SVG, PNG or TIFF, the same on every run, laid out once for all of them."""

import io
import re
import warnings
from collections.abc import Sequence

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.layout_engine import LayoutEngine
from PIL import Image

from lib.drawing import fonts
from lib.drawing.style import EXPORT_DPI, style

SCREEN_DPI = 192
PRINT_DPI = 600
WIDER = "take a wider width or shorter labels"
# Format: the ending of its file, what matplotlib writes for it, dots per inch of its pixels.
FORMATS = {
    "pdf": ("pdf", "pdf", EXPORT_DPI),
    "svg": ("svg", "svg", EXPORT_DPI),
    "png": ("png", "png", EXPORT_DPI),
    "png600": ("600.png", "png", PRINT_DPI),
    "tiff": ("tiff", "png", PRINT_DPI),
}
SCREEN = "screen"  # the picture that a notebook page shows; no file
_DRAWN = FORMATS | {SCREEN: ("", "png", SCREEN_DPI)}
# What a file would say about when and by which version it was made is left out: a rerun gives the same bytes.
_METADATA = {"pdf": {"CreationDate": None}, "svg": {"Date": None}, "png": {"Software": None}}


def rendered(figure: Figure, kinds: Sequence[str], where: str) -> list[bytes]:
    """Return the figure as the bytes of one file per kind; raises ValueError for lack of room.

    A character that no font of the machine has is named in a warning, and drawn as a box.

    kinds: of FORMATS, or SCREEN. where: how messages name the figure.
    """
    fonts.complete(figure, where)
    with mpl.rc_context(style()), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        engine = _laid_out(figure)
        cut = cut_off(figure)
        files = _files(figure, kinds)
        figure.set_layout_engine(engine)
    _judge([str(warning.message) for warning in caught], where)
    if cut:
        warnings.warn(f"{where}: cut off at the edge: {', '.join(cut)}; {WIDER}", stacklevel=3)
    return files


def screen_png(figure: Figure) -> tuple[bytes, dict[str, int]]:
    """Return the figure as a PNG for a notebook page, and the width and height in pixels to show it at."""
    (png,) = rendered(figure, [SCREEN], "the figure shown")
    return png, screen_size(figure)


def screen_size(figure: Figure) -> dict[str, int]:
    """Return the width and height in pixels to show a figure at on a notebook page."""
    wide, high = figure.get_size_inches()
    # One and a half times the printed size reads well on a page; wider than 860 pixels would be cut off.
    shown = min(wide * 96 * 1.5, 860)
    return {"width": round(shown), "height": round(shown * high / wide)}


def cut_off(figure: Figure) -> list[str]:
    """Return the words of legends, titles and axis labels that reach beyond the figure's edge, as they are laid out now."""
    legends = [*figure.legends, *filter(None, (axes.get_legend() for axes in figure.axes))]
    texts = [text for legend in legends for text in legend.get_texts()] + list(figure.texts)
    texts += [text for axes in figure.axes for text in (axes.title, axes.xaxis.label, axes.yaxis.label)]
    room = figure.bbox.padded(1)  # a pixel, for rounding
    shown = [
        (text.get_text(), text.get_window_extent())
        for text in texts
        if text.get_visible() and text.get_text()
    ]
    return [
        words for words, box in shown if not (room.contains(box.x0, box.y0) and room.contains(box.x1, box.y1))
    ]


def _files(figure: Figure, kinds: Sequence[str]) -> list[bytes]:
    """The bytes of each kind; what differs in its file only, as a TIFF from the PNG of 600 dpi, is drawn once."""
    wanted = [_DRAWN[kind][1:] for kind in kinds]
    drawn = {how: _drawn(figure, *how) for how in dict.fromkeys(wanted)}
    return [_tiff(drawn[how], how[1]) if kind == "tiff" else drawn[how] for kind, how in zip(kinds, wanted)]


def _drawn(figure: Figure, written: str, dpi: int) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format=written, dpi=dpi, metadata=_METADATA[written])
    return file.getvalue()


def _laid_out(figure: Figure) -> LayoutEngine | None:
    """Lay the figure out once for all formats, and return its layout engine, which then rests.

    Left alone, matplotlib lays out anew at every drawing, from where the last one ended: the second PDF of a
    figure differs from the first, and a PDF from the PNG. Two rounds from the start settle.
    """
    engine = figure.get_layout_engine()
    if engine is not None and figure.axes:
        for axes in figure.axes:
            if place := axes.get_subplotspec():
                axes._set_position(place.get_position(figure))
        engine.execute(figure)
        figure.draw_without_rendering()  # lays out once more, and sets titles and axis labels where they belong
        figure.set_layout_engine(None)  # "none" would have every file drawn twice
    return engine


def _judge(messages: list[str], where: str) -> None:
    glyphs = [re.match(r"Glyph ([0-9]+) .* missing", text) for text in messages]
    fonts.tell((chr(int(match[1])) for match in glyphs if match), where)
    for text, missing in zip(messages, glyphs, strict=True):
        if missing:
            continue
        if "layout not applied" in text:
            raise ValueError(f"{where}: labels leave no room for the chart; {WIDER}")
        warnings.warn(text, stacklevel=3)


def _tiff(png: bytes, dpi: int) -> bytes:
    """PLOS asks for RGB with LZW compression; matplotlib writes RGBA."""
    tiff = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(
        tiff, format="TIFF", compression="tiff_lzw", dpi=(dpi, dpi)
    )
    return tiff.getvalue()
