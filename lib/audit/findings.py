"""What one check of the audit finds, its verdict, and the words of audit_words.csv that the checks go by."""

import re
from typing import Any, NamedTuple

from lib.rules import Rules, compiled, cues

AGREES, DISAGREES, CANNOT_BE_TOLD = "agrees", "disagrees", "cannot_be_told"


class Finding(NamedTuple):
    """One comparison of a number with what a report's other numbers give.

    row, check, stated: the row that states, what is checked, the number stated. computed: the number that the other rows
    give; other: the first of these. agrees: whether the two fit. reason: of a pair that does not fit, an id of what may
    account for it without an error. note: how the numbers were found.
    """

    row: Any
    check: str
    stated: float
    computed: float
    agrees: bool
    other: Any = None
    reason: str = ""
    note: str = ""


def verdict(finding: Finding) -> str:
    """Return agrees, disagrees, or cannot_be_told where a known reason may account for numbers that do not fit."""
    if finding.agrees:
        return AGREES
    return CANNOT_BE_TOLD if finding.reason else DISAGREES


def name(row: Any) -> str:
    """Return what a row measures, without the mark of a base (提高前) or of growth a year (年均增长)."""
    return re.sub(r"（.*?前）$|年均..$", "", row.indicator)


@compiled
def words(rules: Rules, role: str) -> str:
    """Return the regular expression, without groups, of the words of one role in audit_words.csv.

    role: a cell of its first column. Raises KeyError for one that is not there.
    """
    return cues.words({row["role"]: row["words"] for row in rules.table("audit_words")}[role])


@compiled
def pattern(rules: Rules, role: str, behind: str = "") -> re.Pattern[str]:
    """Return words() of a role with an expression behind it, compiled once."""
    return re.compile(words(rules, role) + behind)
