"""One function per chart, from a table to a matplotlib figure; the numbers shown are left as `figure.data`."""

from lib.charts.accuracy import accuracy
from lib.charts.comparison import indicator_dots
from lib.charts.coverage import coverage_map
from lib.charts.dispersion import dispersion
from lib.charts.keyness import keyness
from lib.charts.networks import network
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
from lib.charts.robustness import theme_robustness, without_weightiest
from lib.charts.similarity import similarity_map, words_against_themes
from lib.charts.slopes import held_against, review_and_plan, review_to_plan, targets_and_results
from lib.charts.themes import attention_slopes, theme_heat_map
from lib.charts.words import ranked_words, words_with_cloud
from lib.charts.years import new_and_gone_words, year_panels

__all__ = [
    "accuracy",
    "attention_slopes",
    "composition",
    "coverage_map",
    "dispersion",
    "dot_plot",
    "held_against",
    "indicator_dots",
    "keyness",
    "network",
    "new_and_gone_words",
    "numbers_along_text",
    "passage_alignment",
    "profile",
    "quantities_by_unit",
    "ranked_words",
    "removed",
    "report_map",
    "review_and_plan",
    "review_to_plan",
    "similarity_map",
    "targets_and_results",
    "theme_heat_map",
    "theme_robustness",
    "without_weightiest",
    "words_against_themes",
    "words_with_cloud",
    "year_panels",
]
