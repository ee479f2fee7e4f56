"""Offline HTML: a page for each report, each figure and each notebook, and one for the corpus, that need no network."""

from lib.runner.pages.writing import folder, write_pages
