"""The one drawing engine: style, page, panels, marks and their placement.

sheets gives the page, fit says how many find room on it, panels and marks draw, lettering prints, formats makes files.
"""

from lib.drawing import callouts, lettering, marks, panels, placement, settings
from lib.drawing.fit import Panels, fit, in_panels, on_shelves, rows_within, sheet_of
from lib.drawing.fonts import characters, drawable, file_for, main_file
from lib.drawing.formats import FORMATS, SCREEN, rendered, screen_png, screen_size
from lib.drawing.lettering import HANZI, TEXT
from lib.drawing.marks import LINE
from lib.drawing.panels import GREY, PALE, ROLE_STYLE, ROLES
from lib.drawing.placement import label_size, spread
from lib.drawing.positions import in_percent, stretches
from lib.drawing.settings import FIGURE_FORMATS, LANGUAGES, TABLE_FORMATS, Paper, language, paper
from lib.drawing.sheets import sheet, use_style
from lib.drawing.style import (
    BLACK,
    BLUE,
    DEFAULT_WIDTH,
    EXPORT_DPI,
    MARKERS,
    MILLIMETRES,
    ORANGE,
    PALETTE,
    YELLOW,
    inches,
    max_height_mm,
    width_mm,
)
