"""What scholars edit, read once: dictionaries, the division of China, labels and glosses, numerals, cues in sentences, the codebook.

in_force gives the Rules of a corpus; dictionaries reads their tables, cues and patterns compile them, labels and interface
print their words.
"""

from lib.rules import cues, dictionaries, divisions, glosses, numerals, own_tables, patterns, sentence_cues
from lib.rules.comparability import SHARED, differences, verdicts
from lib.rules.counted import Counted
from lib.rules.cues import Cue, CueTable, compile_cues, find_cues
from lib.rules.dictionaries import read_table
from lib.rules.in_force import Rules, compiled, in_force
from lib.rules.interface import LANGUAGE_VARIABLE, answered, meant, message, nearest, spoken, word, word_or
from lib.rules.labels import (
    BETWEEN,
    definition_name,
    document_type_name,
    indicator_name,
    label,
    label_or,
    series,
)
from lib.rules.openings import led
from lib.rules.patterns import pattern
from lib.rules.sentence_cues import CLAUSE_ENDS, MASK, STATEMENT_ENDS, Clauses
