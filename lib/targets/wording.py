"""How firmly the words by a number set it as a target, and whether as floor, ceiling or about."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from lib.rules import Rules, compiled
from lib.targets.placing import Placed

_REACH = 30  # characters between a verb and the number it governs: what is measured, and a list of one or two
_BOUNDS = {"about": "around", "above": "at_least", "below": "at_most"}


class Wording(NamedTuple):
    """What the words by a number say: wording (hard, soft, none), the words in order, and the modifier they give."""

    wording: str
    words: str
    modifier: str


def read_wording(rules: Rules, placed: Placed) -> Wording:
    """Return how firmly the words right by a number set it, and whether as floor, ceiling or about.

    Source of the classes: studies of growth targets count 确保, 必须, 以上, 不低于 as hard, 左右, 约 as soft; the table
    target_wording.csv holds them. A floor under a decrease (下降10%以上, value −10) is at_most: −10 or less.

    placed: a number in its sentence.
    """
    found = sorted(_words_by(rules, placed), key=lambda item: item[0])
    verbs = [row for _, _, row in found if row["place"] == "clause"]
    deciding = verbs[-1] if verbs else found[-1][2] if found else {"wording": "none"}
    return Wording(
        deciding["wording"],
        "|".join(word for _, word, _ in found),
        _modifier(placed.row, [r for *_, r in found]),
    )


def _words_by(rules: Rules, placed: Placed) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The words that stand by a number, with their place against it and their row of the table."""
    words = _table(rules)
    tail = placed.before[-_REACH:]
    surface = placed.row.sentence[placed.at : placed.stop]
    deed = any(pattern.search(placed.behind) for pattern, _ in words["deed"])
    for pattern, row in [] if deed else words["clause"]:
        for match in list(pattern.finditer(tail))[-1:]:
            yield match.start() - len(tail), match[0], row
    for pattern, row in words["before"]:
        if match := pattern.search(tail):
            yield match.start() - len(tail), match[1], row
    for pattern, row in words["behind"]:
        if match := pattern.search(surface) or pattern.match(placed.behind):
            yield 1, match[0], row


def _modifier(row: Any, words: list[dict[str, str]]) -> str:
    """Range before hedge before word; a bound on the size of a decrease is the other one on its value."""
    if not pd.isna(row.value_high):
        return "range"
    told = _BOUNDS.get(row.bound) or next(
        (word["modifier"] for word in words[::-1] if word["modifier"]), "point"
    )
    turned = {"at_least": "at_most", "at_most": "at_least"}
    return turned.get(told, told) if row.value < 0 else told


@compiled
def _table(rules: Rules) -> dict[str, list[tuple[re.Pattern[str], dict[str, str]]]]:
    """The rows of target_wording.csv by place, compiled; a word before the number may have 到 or 在 behind it."""
    frames = {"clause": "{}", "before": "({})[到在达为]?$", "behind": "{}", "deed": "{}$"}
    words: dict[str, list] = {place: [] for place in frames}
    for row in rules.table("target_wording"):
        words[row["place"]].append((re.compile(frames[row["place"]].format(_guarded(row))), row))
    return words


def _guarded(row: dict[str, str]) -> str:
    after = "".join(f"(?<!{word})" for word in row["not_after"].split("|") if word)
    return after + f"(?:{row['word']})" + (f"(?!{row['not_before']})" if row["not_before"] else "")
