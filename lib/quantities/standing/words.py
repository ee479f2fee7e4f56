"""Words around a quantity that settle its circumstances, by kind, as standing_words.csv lists them."""

import re

from lib.metadata import dates
from lib.rules import Rules, compiled, cues

MONTH = "(?:(?<![0-9个])(?:1[0-2]|[1-9]|十[一二]?|元|[一二三四五六七八九])月)"
NUMBER = "(?:[2-9]|1[0-2]|十[一二]?|[两二三四五六七八九])"
YEAR = f"(?:(?:{dates.YEAR})[ ]?年)"


@compiled
def names(rules: Rules) -> dict[str, str]:
    """Return the regular expressions of the capital letters that the tables explain: Y a year, M a month, N a number, P a part of a year."""
    parts = "|".join(cues.expression(row) for row in rules.table("year_parts"))
    return {"Y": YEAR, "M": MONTH, "N": NUMBER, "P": f"(?:{parts})"}


@compiled
def form(rules: Rules, kind: str, table: str = "standing_words") -> re.Pattern:
    """Return the regular expression of the words of one kind of a table."""
    rows = [row for row in rules.table(table) if row["kind"] == kind]
    return re.compile(f"(?:{'|'.join(cues.expression(row, names(rules)) for row in rows)})")


def say(rules: Rules, kind: str, sentence: str, start: int, end: int) -> list[re.Match]:
    """Return the matches in sentence[start:end] of the words of one kind."""
    return list(form(rules, kind).finditer(sentence, start, end))


def says(rules: Rules, kind: str, sentence: str, start: int, end: int) -> bool:
    """Return whether words of one kind stand in sentence[start:end]."""
    return bool(form(rules, kind).search(sentence, start, end))
