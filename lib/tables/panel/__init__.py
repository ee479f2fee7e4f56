"""The panel: a folder of reports as a dataset, long and wide, with attention to themes and to any words."""

from lib.tables.panel.attention import attention, count_words, words_of
from lib.tables.panel.codebook import described, fields
from lib.tables.panel.facts import facts, missing_codes
from lib.tables.panel.lost import lost_figures
from lib.tables.panel.making import of_tables
from lib.tables.panel.places import place_columns, pooled, reports_of_years
from lib.tables.panel.stata import dta
from lib.tables.panel.variables import (
    ERROR,
    NOTE,
    STATA_NAME,
    Variable,
    labels,
    stems,
    variables,
    without_unit,
)
from lib.tables.panel.wide import wide
