"""How firmly the words by a number set it as a target (hard, soft), and whether as floor, ceiling or about."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from lib.rules import CLAUSE_ENDS, Rules, compiled, cues, pattern
from lib.targets.lists import Opener
from lib.targets.placing import Placed

_REACH = 30  # characters between a verb and the number it governs: what is measured, and a list of one or two
_BOUNDS = {"about": "around", "above": "at_least", "below": "at_most"}


class Wording(NamedTuple):
    """What the words by a number say: hard, soft or none, all of them in order, which one decided, and the modifier."""

    wording: str
    words: str
    decided_by: str
    modifier: str
    verb: tuple[str, str] | None  # wording and word of the verb, for the clause behind


def read_wording(
    rules: Rules, placed: Placed, openers: Sequence[Opener] = (), carried: tuple[str, str] | None = None
) -> Wording:
    """Return how firmly the words right by a number set it, and whether as floor, ceiling or about.

    Source of the classes: studies of growth targets count 确保, 必须, 以上, 不低于 as hard, 左右, 约 as soft; the table
    target_wording.csv holds them. A floor under a decrease (下降10%以上, value −10) is at_most: −10 or less.

    placed: a number in its sentence. openers: what opens lists in this sentence. carried: wording and word of the verb
    that the number before leaves to this one.
    """
    found = sorted(_words_by(rules, placed), key=lambda item: item[0])
    verbs = [(row["wording"], word) for _, word, row in found if row["place"] == "clause"]
    listed = [(opener.wording, opener.word) for opener in openers if opener.at <= placed.at]
    hedges = [(row["wording"], word) for _, word, row in found]
    verb = verbs[-1] if verbs else carried
    wording, decided_by = verb or next(iter(listed[::-1] or hedges[::-1]), ("none", ""))
    words = [*([decided_by] if not verbs and (carried or listed) else []), *(word for _, word, _ in found)]
    return Wording(
        wording, "|".join(words), decided_by, _modifier(placed.row, [row for *_, row in found]), verb
    )


def carries_on(rules: Rules, before: Placed, placed: Placed) -> bool:
    """Whether a clause goes on with another indicator and leaves the verb to the clause before: 力争利税3亿元，税收1亿元."""
    between = placed.row.sentence[before.stop : placed.at]
    head = pattern(rules, "next_clause").match(between)
    if not head or re.search(f"[{CLAUSE_ENDS}]", between[head.end() :]):
        return False
    return not re.match(_own_verb(rules), between[head.end() :])


def names_a_class(rules: Rules, placed: Placed) -> bool:
    """Whether a hedged number says which things are counted behind it, and promises nothing itself."""
    hedged = placed.row.bound in ("above", "below") and placed.row.kind == "level"
    return hedged and bool(pattern(rules, "class_behind").match(placed.behind))


def _words_by(rules: Rules, placed: Placed) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The words that stand by a number, with their place against it and their row of the table."""
    words = _table(rules)
    tail = placed.before[-_REACH:]
    surface = placed.row.sentence[placed.at : placed.stop]
    deed = any(cue.search(placed.behind) for cue, _ in words["deed"])
    for cue, row in [] if deed else words["clause"]:
        for match in list(cue.finditer(tail))[-1:]:
            yield match.start() - len(tail), match[0], row
    for cue, row in words["before"]:
        if match := cue.search(tail):
            yield match.start() - len(tail), match[1], row
    for cue, row in words["behind"]:
        if match := cue.search(surface) or cue.match(placed.behind):
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
    reaches = pattern(rules, "target_reaches").pattern
    frames = {"clause": ("", ""), "before": ("(", f"){reaches}"), "behind": ("", ""), "deed": ("", "$")}
    words: dict[str, list] = {place: [] for place in frames}
    for row in rules.table("target_wording"):
        if row["place"] in frames:
            words[row["place"]].append((re.compile(cues.expression(row).join(frames[row["place"]])), row))
    return words


@compiled
def _own_verb(rules: Rules) -> str:
    rows = [row for row in rules.table("target_wording") if row["place"] == "own_verb"]
    return "|".join(cues.expression(row) for row in rows) or "(?!)"
