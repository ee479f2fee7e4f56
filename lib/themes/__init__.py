"""Policy themes: which terms speak of them, how much of a report they take, and how firm the finding is.

dictionary holds the terms, matching finds them, attention counts them, robustness tries the finding.
"""

from lib.themes.attention import (
    ALL,
    LEFT_OUT,
    RATES,
    attention,
    compared,
    extents,
    hits_together,
    rate,
    term_table,
)
from lib.themes.dictionary import Term, names, own_themes, read_terms, terms, theme_name, themes
from lib.themes.matching import Finder, Hit, find_hits, make_finder
from lib.themes.robustness import (
    other_denominators,
    rank_agreement,
    without_each_term,
    without_weightiest,
)
from lib.themes.rows import hit_rows
from lib.themes.sampling import validation_sheet
