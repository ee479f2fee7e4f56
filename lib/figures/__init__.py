"""Figures for papers: one style, named widths, every format, and one call that saves a figure and enters it in the ledger."""

from lib.exports.ledger import inputs_fingerprint, ledger
from lib.exports.settings import language
from lib.figures.formats import FORMATS, house_faults, in_grey, screen_png
from lib.figures.saving import Saved, export, save
from lib.figures.style import (
    BLACK,
    BLUE,
    BOLD_FONT_FILE,
    DEFAULT_WIDTH,
    EXPORT_DPI,
    FONT_FILE,
    MARKERS,
    MILLIMETRES,
    ORANGE,
    PALETTE,
    YELLOW,
    characters,
    max_height_mm,
    require_glyphs,
    sheet,
    use_style,
    width_mm,
)
from lib.spreadsheets import inert, inert_cell

__all__ = [
    "BLACK",
    "BLUE",
    "BOLD_FONT_FILE",
    "DEFAULT_WIDTH",
    "EXPORT_DPI",
    "FONT_FILE",
    "FORMATS",
    "MARKERS",
    "MILLIMETRES",
    "ORANGE",
    "PALETTE",
    "YELLOW",
    "Saved",
    "characters",
    "export",
    "house_faults",
    "in_grey",
    "inert",
    "inert_cell",
    "inputs_fingerprint",
    "language",
    "ledger",
    "max_height_mm",
    "require_glyphs",
    "save",
    "screen_png",
    "sheet",
    "use_style",
    "width_mm",
]
