"""What a plan promises: targets, their wording, and what they imply against last year."""

from lib.targets import placing, rounding
from lib.targets.completion import completions
from lib.targets.placing import NEAR, Placed
from lib.targets.reading import absent_targets, implied_targets, target_against_actual, targets
from lib.targets.rounding import spread
