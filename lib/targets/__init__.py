"""What a plan promises: targets, their wording, what they imply against last year; a target beside its result.

wording calls a target hard or soft; beside decides which results it is held against.
"""

from lib.targets import placing, rounding
from lib.targets.beside import IMPLIED, SAME_YEAR, UNFINISHED, YEAR_BEFORE, Beside, beside
from lib.targets.completion import completions
from lib.targets.placing import NEAR, Placed
from lib.targets.reading import absent_targets, implied_targets, targets
from lib.targets.rounding import spread
