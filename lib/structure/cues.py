"""Phrases that tell what a passage does: turns the rows of section_roles.csv into patterns and looks for them."""

import re

from lib.rules import Rules, compiled

# What a numeral and a year are made of; OＯ, x and * stand for digits typed as letters or masked.
NUMERAL = r"[0-9〇○零一二三四五六七八九十两几OＯxX×*]{1,5}"
YEAR = r"(?:[0-9]{2,4}|[一二][〇○零一二三四五六七八九OＯ]{3}|[xX]{2,4})"
GAP = r"[^。！？；!?;\n]{0,14}?"
TITLE_GAP = r"[^。！？；!?;，,\n]{0,14}?"


def found(rules: Rules, place: str, words: str, role: str = "") -> re.Match | None:
    """Return the first match in `words` of the cues of one place (and role), or None."""
    pattern = _any(rules, place, role)
    return pattern.search(words) if pattern else None


def opening(rules: Rules, place: str, words: str, latest: int = 0) -> re.Match | None:
    """Return the first match in `words` of the cues of one place, if it begins at most `latest` characters in, or None."""
    pattern = _any(rules, place, "")
    return next(filter(None, (pattern.match(words, at) for at in range(latest + 1))), None)


def matches(rules: Rules, place: str, words: str, role: str = "") -> list[re.Match]:
    """Return the matches in `words` of the cues of one place (and role), from left to right, not overlapping."""
    pattern = _any(rules, place, role)
    return list(pattern.finditer(words)) if pattern else []


def count(rules: Rules, place: str, words: str) -> int:
    """Return how many cues of one place stand in `words`, those of role none left out (主要 is no 要)."""
    never = _never(rules, place)
    return sum(match[0] not in never for match in matches(rules, place, words))


@compiled
def _never(rules: Rules, place: str) -> frozenset[str]:
    return frozenset(row["cue"] for row in _rows(rules, place) if row["role"] == "none")


def last_role(rules: Rules, place: str, words: str) -> tuple[str, int]:
    """Return the role of the cue that ends last in `words`, and that end; ("", 0) where none is found."""
    return _last_role(rules, place, words)


@compiled
def _last_role(rules: Rules, place: str, words: str) -> tuple[str, int]:
    best, best_end = "", 0
    if not found(rules, place, words):
        return best, best_end
    for pattern, role in _single(rules, place):
        for match in pattern.finditer(words):
            if match.end() > best_end:
                best, best_end = role, match.end()
    return best, best_end


@compiled
def _any(rules: Rules, place: str, role: str) -> re.Pattern | None:
    forms = [
        expression(rules, row["cue"], place) for row in _rows(rules, place) if not role or row["role"] == role
    ]
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None


@compiled
def _single(rules: Rules, place: str) -> list[tuple[re.Pattern, str]]:
    return [(re.compile(expression(rules, row["cue"], place)), row["role"]) for row in _rows(rules, place)]


def _rows(rules: Rules, place: str) -> list[dict[str, str]]:
    return [row for row in rules.table("section_roles") if row["place"] == place]


def expression(rules: Rules, cue: str, place: str = "") -> str:
    """Return the regular expression for a cue: T time, Y year, N numeral, D digits, … gap, ^ beginning, $ end.

    place: in a title the gap ends at a comma, in a sentence it does not.
    """
    pieces = {
        "Y": YEAR,
        "N": NUMERAL,
        "D": r"[0-9]+",
        "…": TITLE_GAP if place == "title" else GAP,
        "^": "^",
        "$": "$",
    }
    pieces["T"] = f"(?:{_times(rules)})" if "T" in cue else ""
    return "".join(pieces.get(letter) or re.escape(letter) for letter in cue)


def _times(rules: Rules) -> str:
    return "|".join(expression(rules, row["cue"]) for row in _rows(rules, "time"))
