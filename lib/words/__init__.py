"""Words: cutting them, counting them, and what their counts say of a report.

segmentation, word_names/       words by jieba's dictionary with the township dictionary; names found in the text
formulae, word_counts           set phrases of the genre; the words of one report, counted once for all tables
keywords, word_parts            frequencies by report, and by part of it
dispersion, keyness             how evenly words are spread; what one report uses more than the others
candidates                      terms that the dictionary lacks, for a reader to accept
concordance, collocation, networks    words in their sentences, beside others, and joined with them
"""

from lib.words import (
    collocation,
    concordance,
    dispersion,
    keyness,
    keywords,
    networks,
    segmentation,
    word_counts,
    word_parts,
)
from lib.words.collocation import with_words
from lib.words.key_words import key_words
from lib.words.keyness import note, note_parts
from lib.words.weights import tf_idf
from lib.words.word_counts import ReportWords
