"""Phrases that tell what a passage does: turns the rows of section_roles.csv into patterns and looks for them."""

import os
import re
from functools import cache, lru_cache

from lib import paths
from lib.rules import dictionaries

NUMERAL = r"[\d〇○零一二三四五六七八九十两几OＯxX×*]{1,5}"
YEAR = r"(?:\d{2,4}|[一二][〇○零一二三四五六七八九OＯ]{3}|[xX]{2,4})"
GAP = r"[^。！？；!?;\n]{0,14}?"
TITLE_GAP = r"[^。！？；!?;，,\n]{0,14}?"


def found(place: str, words: str, role: str = "") -> re.Match | None:
    """Return the first match in `words` of the cues of one place (and role), or None."""
    pattern = _any(place, role, _corpus())
    return pattern.search(words) if pattern else None


def matches(place: str, words: str, role: str = "") -> list[re.Match]:
    """Return the matches in `words` of the cues of one place (and role), from left to right, not overlapping."""
    pattern = _any(place, role, _corpus())
    return list(pattern.finditer(words)) if pattern else []


def count(place: str, words: str) -> int:
    """Return how many cues of one place stand in `words`."""
    return len(matches(place, words))


def last_role(place: str, words: str) -> tuple[str, int]:
    """Return the role of the cue that ends last in `words`, and that end; ("", 0) where none is found."""
    return _last_role(place, words, _corpus())


@lru_cache(maxsize=4096)
def _last_role(place: str, words: str, corpus: str) -> tuple[str, int]:
    best, best_end = "", 0
    if not found(place, words):
        return best, best_end
    for pattern, role in _single(place, corpus):
        for match in pattern.finditer(words):
            if match.end() > best_end:
                best, best_end = role, match.end()
    return best, best_end


def _corpus() -> str:
    """Name the corpus in force: its own dictionaries may add cues, so patterns are kept per corpus."""
    return os.environ.get(paths.OUT_VARIABLE, "")


@cache
def _any(place: str, role: str, corpus: str) -> re.Pattern | None:
    forms = [expression(row["cue"], place) for row in _rows(place) if not role or row["role"] == role]
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None


@cache
def _single(place: str, corpus: str) -> list[tuple[re.Pattern, str]]:
    return [(re.compile(expression(row["cue"], place)), row["role"]) for row in _rows(place)]


def _rows(place: str) -> list[dict[str, str]]:
    return [row for row in dictionaries.read("section_roles") if row["place"] == place]


def expression(cue: str, place: str = "") -> str:
    """Return the regular expression for a cue: T time, Y year, N numeral, D digits, … gap, ^ beginning, $ end.

    place: in a title the gap ends at a comma, in a sentence it does not.
    """
    pieces = {
        "Y": YEAR,
        "N": NUMERAL,
        "D": r"\d+",
        "…": TITLE_GAP if place == "title" else GAP,
        "^": "^",
        "$": "$",
    }
    pieces["T"] = f"(?:{_times()})" if "T" in cue else ""
    return "".join(pieces.get(letter) or re.escape(letter) for letter in cue)


def _times() -> str:
    return "|".join(expression(row["cue"]) for row in _rows("time"))
