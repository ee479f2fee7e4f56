"""What scholars edit, read once: dictionaries, the division of China, the words of labels and glosses, numerals, the kit for cues in sentences, the codebook."""

from lib.rules import cues, dictionaries, divisions, glosses, numerals, sentence_cues
from lib.rules.comparability import SHARED, differences, verdicts
from lib.rules.counted import Counted
from lib.rules.cues import Cue, CueTable, compile_cues, find_cues
from lib.rules.dictionaries import read_table
from lib.rules.in_force import Rules, compiled, in_force
from lib.rules.interface import LANGUAGE_VARIABLE, meant, message, nearest, spoken, word, word_or
from lib.rules.labels import definition_name, label, label_or
from lib.rules.openings import led
from lib.rules.sentence_cues import CLAUSE_ENDS, MASK, STATEMENT_ENDS, Clauses
