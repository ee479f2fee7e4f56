"""Words around a quantity that settle its circumstances, by kind, as standing_words.csv lists them."""

import re
import sys

from lib.metadata import dates
from lib.rules import Rules, compiled, cues, pattern

YEAR = (
    f"(?:(?:{dates.YEAR})[ ]?年)"  # no row of a table: the years are built of the digits that numerals knows
)


@compiled
def names(rules: Rules) -> dict[str, str]:
    """Return the regular expressions of the capital letters that the tables explain: Y a year, M a month, N a number, P a part of a year."""
    parts = "|".join(cues.expression(row) for row in rules.table("year_parts"))
    month, number = (pattern(rules, use, "quantity_patterns").pattern for use in ("month", "small_number"))
    return {"Y": YEAR, "M": f"(?:{month})", "N": f"(?:{number})", "P": f"(?:{parts})"}


@compiled
def form(rules: Rules, kind: str, table: str = "standing_words") -> re.Pattern:
    """Return the regular expression of the words of one kind of a table."""
    rows = [row for row in rules.table(table) if row["kind"] == kind]
    return re.compile(f"(?:{'|'.join(cues.expression(row, names(rules)) for row in rows)})")


@compiled
def members(rules: Rules, kind: str) -> frozenset[str]:
    """Return the plain words of one kind, to compare a unit with."""
    rows = [row for row in rules.table("standing_words") if row["kind"] == kind]
    return frozenset(word for row in rows for word in row["cue"].split("|"))


def say(rules: Rules, kind: str, sentence: str, start: int = 0, end: int = sys.maxsize) -> list[re.Match]:
    """Return the matches in sentence[start:end] of the words of one kind."""
    return list(form(rules, kind).finditer(sentence, start, end))


def says(rules: Rules, kind: str, sentence: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Return whether words of one kind stand in sentence[start:end]."""
    return bool(form(rules, kind).search(sentence, start, end))
