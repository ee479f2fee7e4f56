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


# （…前） and 年均 are written into names by lib/quantities/naming, in the forms of name_forms.csv.
def name(row: Any) -> str:
    """Return what a row measures, without the mark of a base (提高前) or of growth a year (年均增长)."""
    return re.sub(r"（.*?前）$|年均..$", "", row.indicator)


def is_base(row: Any) -> bool:
    """Return whether a row is the level that a change started from (提高前)."""
    return row.indicator.endswith("前）")


@compiled
def words(rules: Rules, role: str) -> str:
    """Return the regular expression of one role in audit_words.csv, its pattern or its words.

    role: a cell of its first column. Raises KeyError for one that is not there.
    """
    row = {row["role"]: row for row in rules.table("audit_words")}[role]
    return row["pattern"] or cues.words(row["words"])


@compiled
def pattern(rules: Rules, role: str, behind: str = "") -> re.Pattern[str]:
    """Return words() of a role with an expression behind it, compiled once."""
    return re.compile(words(rules, role) + behind)
