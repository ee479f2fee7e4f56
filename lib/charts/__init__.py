"""One function per chart, from a table to a matplotlib figure; the numbers shown are left as `figure.data`."""

from lib.charts.dispersion import dispersion
from lib.charts.keyness import keyness
from lib.charts.networks import network
from lib.charts.reports import (
    composition,
    dot_plot,
    numbers_along_text,
    profile,
    quantities_by_unit,
    removed,
    report_map,
    role_characters,
)
from lib.charts.robustness import theme_robustness, without_weightiest
from lib.charts.themes import attention_slopes, theme_heat_map
from lib.charts.words import ranked_words, word_cloud, words_with_cloud

__all__ = [
    "attention_slopes",
    "composition",
    "dispersion",
    "dot_plot",
    "keyness",
    "network",
    "numbers_along_text",
    "profile",
    "quantities_by_unit",
    "ranked_words",
    "removed",
    "report_map",
    "role_characters",
    "theme_heat_map",
    "theme_robustness",
    "without_weightiest",
    "word_cloud",
    "words_with_cloud",
]
