"""One style for every figure: fonts that have the Chinese, colours that read in grey, named widths."""

import matplotlib as mpl

from lib.drawing import fonts, settings

DEFAULT_WIDTH = settings.DEFAULT_WIDTH
EXPORT_DPI = 300
MILLIMETRES = 25.4  # in an inch

# Four of the Okabe-Ito colours, whose lightness differs by at least 19 of 100: orange and sky blue, or blue and
# green, are told apart by colour-blind readers but not on a black-and-white page.
BLACK, BLUE, ORANGE, YELLOW = "#000000", "#0072B2", "#E69F00", "#F0E442"
PALETTE = (BLUE, ORANGE, BLACK, YELLOW)
MARKERS = ("o", "s", "^", "D")

STYLE = {
    "font.size": 8,
    "axes.labelsize": 8,
    "axes.titlesize": 8,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.fontsize": 8,
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
    "text.parse_math": False,  # two $ in a town's name are two $
}


def style() -> dict:
    """Return the settings of matplotlib that every figure is drawn with."""
    return STYLE | {"font.family": fonts.families()}


def width_mm(name: str) -> float:
    """Return the millimetres of a named width. Raises ValueError, listing the names, for one that is not there.

    While everything is exported for a paper, its width goes before the one named (settings.width).
    """
    return float(settings.width(name)["width_mm"])


def max_height_mm(name: str) -> float:
    """Return the greatest height in millimetres that goes with a named width."""
    return float(settings.width(name)["max_height_mm"])


def inches(millimetres: float) -> float:
    """Return inches of a whole number of pixels at 300 dpi, so that all formats agree on the width."""
    return round(millimetres / MILLIMETRES * EXPORT_DPI) / EXPORT_DPI
