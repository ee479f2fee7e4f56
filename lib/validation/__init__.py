"""How well the tables agree with reference annotations: scores, intervals, baselines, coding sheets.

pairing says which found quantity is which annotated one, scores counts, accuracy makes tables of it.
"""

from lib.validation import accuracy
from lib.validation.annotations import used
from lib.validation.pairing import ATTRIBUTES
from lib.validation.scores import misses, pairs, score
from lib.validation.theme_reviews import theme_precision
