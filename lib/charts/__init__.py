"""One function per chart, from a table to a matplotlib figure; the numbers shown are left as `figure.data`."""

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
from lib.charts.words import ranked_words, word_cloud, words_with_cloud

__all__ = [
    "composition",
    "dot_plot",
    "numbers_along_text",
    "profile",
    "quantities_by_unit",
    "ranked_words",
    "removed",
    "report_map",
    "role_characters",
    "word_cloud",
    "words_with_cloud",
]
