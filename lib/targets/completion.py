"""Finds amounts that are told with the part of their goal that they reach: 2.5亿元,完成任务量的77.7%."""

from collections.abc import Iterator
from typing import NamedTuple

from lib.rules import Rules, pattern
from lib.targets.placing import NEAR, Placed
from lib.targets.rounding import spread

YUAN = "元"  # the unit of all money, as the quantities table writes it


class Completion(NamedTuple):
    """An amount reached and the part of its goal that it is: rate 0.777 for 77.7%; goal: the amount aimed at, if told."""

    actual: Placed
    rate: Placed
    ratio: float
    low: float
    high: float
    goal: Placed | None


def completions(rules: Rules, found: list[Placed]) -> Iterator[Completion]:
    """Yield every amount of a sentence whose part of its goal is told right behind it (2.5亿元,完成任务量的77.7%).

    The share must follow the amount of the same indicator, with at most growth between them; 超出预算74.5% is 1.745.

    found: the quantities of one sentence.
    """
    for i, rate in enumerate(found):
        match = (
            pattern(rules, "of_goal").search(rate.before)
            if rate.row.unit == "%" and rate.row.kind == "share"
            else None
        )
        if not match:
            continue
        goal = found[i - 1] if match["stated"] and i else None
        earlier = [p for p in found[max(0, i - NEAR) : i - bool(goal)] if p.row.kind == "level"]
        if earlier and rate.row.value > 0 and _one_measure(rules, earlier[-1], rate):
            low, high = spread(rules, rate.row)
            over = 100 if match["over"] and rate.row.value < 100 else 0
            ratio = (rate.row.value + over) / 100
            yield Completion(earlier[-1], rate, ratio, (low + over) / 100, (high + over) / 100, goal)


def _one_measure(rules: Rules, actual: Placed, rate: Placed) -> bool:
    """Whether a share of the goal is said of an amount: no stop between them, and one indicator if both have an id."""
    between = actual.row.sentence[actual.stop : rate.at]
    if actual.row.unit != YUAN and pattern(rules, "investment").search(between):
        return False
    named = actual.row.canonical and rate.row.canonical
    same = (actual.row.canonical, actual.row.definition) == (rate.row.canonical, rate.row.definition)
    return len(between) <= 40 and not pattern(rules, "share_apart").search(between) and (same or not named)
