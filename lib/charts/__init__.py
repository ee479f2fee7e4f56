"""One function per chart, from a table to a matplotlib figure; the numbers shown are left as `figure.data`.

A new chart goes into the module of its subject, or a new one, and is named here; it lays out rows that other rooms choose.
"""

from lib.charts.accuracy import accuracy
from lib.charts.comparison import indicator_dots
from lib.charts.coverage import coverage_map
from lib.charts.dispersion import dispersion
from lib.charts.dumbbells import review_and_plan
from lib.charts.keyness import keyness
from lib.charts.networks import network
from lib.charts.panel import panel_cells, panel_trends, theme_trends, values_of
from lib.charts.passages import passage_alignment
from lib.charts.reports import (
    composition,
    dot_plot,
    numbers_along_text,
    profile,
    quantities_by_unit,
    removed,
    report_map,
)
from lib.charts.robustness import theme_robustness
from lib.charts.similarity import similarity_map, words_against_themes
from lib.charts.slopes import review_to_plan, targets_and_results
from lib.charts.themes import theme_heat_map
from lib.charts.words import ranked_words, words_with_cloud
from lib.charts.years import new_and_gone_words, year_panels
