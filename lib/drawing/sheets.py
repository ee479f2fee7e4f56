"""The sheet that a figure is drawn on: in the workbook's style, as wide as a named width, shown inline as it will print."""

import sys

import matplotlib as mpl
from matplotlib.figure import Figure

from lib.drawing import settings
from lib.drawing.formats import screen_png
from lib.drawing.style import DEFAULT_WIDTH, inches, style, width_mm


def use_style(width: str = DEFAULT_WIDTH) -> None:
    """Set the workbook's style for every figure drawn from here on, and show figures inline as they will print.

    width: a name in data/dictionaries/figure_widths.csv; it becomes the default width of a matplotlib figure.
    """
    wide = width_mm(width)
    mpl.rcParams.update(style() | {"figure.figsize": (inches(wide), inches(wide * 0.62))})
    _show_inline()


def sheet(width: str, height_mm: float) -> Figure:
    """Return an empty figure in the workbook's style, `height_mm` high, and as wide as `width` names."""
    use_style(width)
    figure = Figure(figsize=(inches(width_mm(width)), inches(height_mm)), layout="constrained")
    figure.width_name = settings.width(width)["name"]
    return figure


def _show_inline() -> None:
    """In a notebook, show figures by screen_png: matplotlib's own inline display crops them to another size."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.display_formatter.formatters["image/png"].for_type(Figure, screen_png)
