"""Names of villages, towns, roads, firms and sites found in a text, from its endings and the words before them."""

from lib.words.word_names.finding import Name, find_names, keep_names
from lib.words.word_names.name_words import verbs
