"""What a plan promises: targets, their wording, and what they imply against last year."""

from lib.targets.reading import absent_targets, implied_targets, target_against_actual, targets

__all__ = ["absent_targets", "implied_targets", "target_against_actual", "targets"]
