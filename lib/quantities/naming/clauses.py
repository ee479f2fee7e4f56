"""Cuts a sentence around its quantities: what stands before and behind each of them in its clause."""

import re
from bisect import bisect_right
from typing import NamedTuple

from lib.quantities import Quantity
from lib.quantities.naming.words import Vocabulary

FARTHEST = 120  # characters; what stands farther from a numeral in its clause does not name it

_BREAK = re.compile("[，,；;。！？!?\n:：（）()]")
_ASIDE = re.compile(r"[（(][^（）()]{0,30}[）)]")
# A comma inside a numeral (1,234.5亩) is within the quantity; a colon in a ratio too.


class Setting(NamedTuple):
    """The words around one quantity.

    before: from the clause's start, or from the quantity before it there, up to the numeral. behind: from the unit up to
    the next quantity or the clause's end. clause: number of the clause in the sentence; place: number of the quantity in
    its clause. bracket: whether the clause stands in brackets. opener: the sign before the clause ("：", "（", "，" ...).
    """

    before: str
    behind: str
    clause: int
    place: int
    bracket: bool
    opener: str


def clauses_of(
    text: str, start: int, end: int, quantities: list[Quantity], words: Vocabulary
) -> list[tuple[int, int, str, bool]]:
    """Return start, end, the sign before, and whether in brackets, of each clause of a sentence.

    text: clean text; start, end: the sentence; quantities: those in the sentence, in order. Signs inside a quantity
    (1,234亩) end no clause, and neither do brackets that hold no quantity.
    """
    skipped = _skipped(text, start, end, quantities)
    heading = words.pattern("heading_first").match(text, start, end)
    clauses, begin, opener, depth = [], heading.end() if heading else start, "", 0
    at = 0
    for sign in _BREAK.finditer(text, begin, end):
        while at < len(skipped) and skipped[at][1] <= sign.start():
            at += 1
        if at < len(skipped) and skipped[at][0] <= sign.start():
            continue
        clauses.append((begin, sign.start(), opener, depth > 0))
        depth = 1 if sign[0] in "（(" else 0 if sign[0] in "）)" else depth
        begin, opener = sign.end(), sign[0]
    clauses.append((begin, end, opener, depth > 0))
    return clauses


def _skipped(text: str, start: int, end: int, quantities: list[Quantity]) -> list[tuple[int, int]]:
    """Return the spans whose punctuation divides nothing: quantities, and brackets without a quantity."""
    spans = [(q.start, q.end) for q in quantities]
    free = []
    for aside in _ASIDE.finditer(text, start, end):
        at = bisect_right(spans, aside.span())
        if not any(s < aside.end() and aside.start() < e for s, e in spans[max(at - 1, 0) : at + 1]):
            free.append(aside.span())
    return sorted(spans + free)


def settings(
    text: str, clauses: list[tuple[int, int, str, bool]], quantities: list[Quantity], words: Vocabulary
) -> list[Setting]:
    """Return the setting of each quantity of a sentence, in order.

    text: clean text; clauses: of the sentence, as clauses_of gives them; quantities: those in the sentence.
    """
    found: list[Setting] = []
    number, place, last = 0, 0, -1
    for i, quantity in enumerate(quantities):
        while number + 1 < len(clauses) and clauses[number][1] <= quantity.start:
            number, place = number + 1, 0
        begin, finish, opener, bracket = clauses[number]
        left = max(begin, last) if place else begin
        following = quantities[i + 1].start if i + 1 < len(quantities) else finish
        right = min(finish, following)
        before = without_asides(text[max(left, quantity.start - FARTHEST) : quantity.start], words)
        if opener in ("）", ")") and not place and before and number > 1:  # 养羊大户（100只以上）有|67户
            before = _after_last(text, clauses[number - 2], quantities[:i]) + before
        nearest = max(min(right, quantity.end + FARTHEST), quantity.end)
        behind = without_asides(text[quantity.end : nearest], words)
        found.append(Setting(before, behind, number, place, bracket, opener))
        last, place = quantity.end, place + 1
    return found


def _after_last(text: str, clause: tuple[int, int, str, bool], quantities: list[Quantity]) -> str:
    """Return the words of a clause behind its last quantity, or all of them."""
    inside = [q.end for q in quantities if clause[0] <= q.start < clause[1]]
    return text[max([clause[0], *inside]) : clause[1]]


def without_asides(phrase: str, words: Vocabulary) -> str:
    """Return a phrase without the brackets in it and what they hold."""
    if "（" in phrase or "(" in phrase:
        phrase = words.pattern("aside_left_out").sub("", phrase)
    return phrase.strip()
