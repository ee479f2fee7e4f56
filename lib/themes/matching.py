"""Finds the terms of the policy themes in a text: substrings, the longest first over all themes, each place once."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from operator import add
from typing import NamedTuple

from lib.rules import Rules, compiled
from lib.themes.dictionary import Term, terms

# “三务”公开 is 三务公开 to a reader: marks of quotation are skipped, and nothing else
_QUOTE = re.compile("[“”‘’「」『』\"'＂＇]")
_NO_NAME = "的和与及等"
# how far before a term its unless_near is looked for, and where that ends: 非洲猪瘟防控有力，疫情零发生
NEAR = 12
_STOP = re.compile("[。；！？\n]")


class Hit(NamedTuple):
    """One place where a text speaks of a theme: offsets of the clean text, quotation marks around it left out."""

    start: int
    end: int
    term: str
    theme: str
    variant_of: str


class Finder(NamedTuple):
    """What find_hits() searches for: terms by their first two characters, the longest first, and the rest of names."""

    heads: dict[str, list[Term]]
    name: re.Pattern[str]


def find_hits(rules: Rules, text: str, finder: Finder | None = None) -> list[Hit]:
    """Return every hit of the theme dictionary in the order of the text; hits never overlap.

    Of the terms that begin at one place the longest counts whose context does not exclude it; the search goes on
    behind it, so that a nested term is counted once, and one that overlaps an earlier hit not at all.

    text: clean text. finder: another dictionary, from make_finder(); by default the one in force.
    """
    finder = finder or _finder(rules)
    quotes = [match.start() for match in _QUOTE.finditer(text)]
    bare = _QUOTE.sub("", text) if quotes else text
    before = [place - number for number, place in enumerate(quotes)]
    found, free = [], 0
    # looking up pairs of characters is several times as fast as an alternation of all terms
    for start in [place for place, pair in enumerate(map(add, bare, bare[1:])) if pair in finder.heads]:
        term = _counted(bare, start, finder) if start >= free else None
        if term:
            free = start + len(term.term)
            first = start + bisect_right(before, start)
            last = free - 1 + bisect_right(before, free - 1)
            found.append(Hit(first, last + 1, term.term, term.theme, term.variant_of))
    return found


def make_finder(rules: Rules, known: Mapping[str, Term]) -> Finder:
    """Return a finder of some terms, as terms() or read_terms() give them."""
    heads: dict[str, list[Term]] = {}
    for term in sorted(known.values(), key=lambda term: (-len(term.term), term.term)):
        heads.setdefault(term.term[:2], []).append(term)
    return Finder(heads, _names(rules))


def _counted(text: str, start: int, finder: Finder) -> Term | None:
    """The longest term at a place that its context leaves standing."""
    for term in finder.heads[text[start : start + 2]]:
        if not text.startswith(term.term, start) or _is_excluded(text, start, term):
            continue
        if not finder.name.match(text, start + len(term.term)):
            return term
    return None


def _is_excluded(text: str, start: int, term: Term) -> bool:
    for place, phrase in term.excluded:
        if start >= place and text.startswith(phrase, start - place):
            return True
    if not term.unless_near:
        return False
    before = _STOP.split(text[max(0, start - NEAR) : start])[-1]
    return any(word in before for word in term.unless_near)


@compiled
def _finder(rules: Rules) -> Finder:
    return make_finder(rules, terms(rules))


@compiled
def _names(rules: Rules) -> re.Pattern[str]:
    """What follows a term that is part of a proper name."""
    endings = []
    for row in rules.table("theme_masks"):
        try:
            endings.append(f"[^\\W\\d_a-zA-Z{_NO_NAME}]{{0,{int(row['reach'])}}}?(?:{row['ending']})")
            re.compile(endings[-1])
        except (ValueError, re.error) as error:
            raise ValueError(
                f"theme_masks.csv: {row['ending']!r} is no regular expression or {row['reach']!r} no whole number ({error})"
            ) from None
    # firms of a class are no part of the name of one: 2家规上企业安泰单采血浆有限公司
    return re.compile(f"(?<!企业)(?:{'|'.join(endings)})" if endings else "(?!)")
