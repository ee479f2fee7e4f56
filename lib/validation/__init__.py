"""How well the tables agree with annotations by hand: scores, intervals, baselines, coding sheets."""

from lib.validation.scores import misses, pairs, score

__all__ = ["misses", "pairs", "score"]
