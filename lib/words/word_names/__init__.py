"""Names of villages, towns, roads, firms and sites found in a text, from its endings and the words before them."""

from lib.words.word_names.finding import Name, find_names, keep_names
from lib.words.word_names.rules import verbs

__all__ = ["Name", "find_names", "keep_names", "verbs"]
