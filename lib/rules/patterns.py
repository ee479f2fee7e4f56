"""Tables whose rows are patterns that the code asks for by name: their signs filled in, compiled once."""

import re
from collections.abc import Mapping, Sequence

from lib.rules.in_force import Rules, compiled


def pattern(rules: Rules, use: str, table: str = "text_patterns") -> re.Pattern[str]:
    """Return the pattern of one use in a table of patterns; raises ValueError for a use that the table lacks."""
    return of_use(in_table(rules, table), table, use)


def of_use(found: Mapping[str, re.Pattern[str]], table: str, use: str) -> re.Pattern[str]:
    """Return the pattern of one use; raises ValueError, naming table and row, where it is not there."""
    if use not in found:
        raise ValueError(f'{table}.csv has no row "{use}"; copy the shipped one into your table')
    return found[use]


@compiled
def in_table(rules: Rules, table: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a table by their use.

    A row whose use is in capitals is a piece: the patterns below it name it where its words may stand.
    """
    rows = rules.table(table)
    return compiled_rows(rows, pieces(rows, {}))


def pieces(rows: Sequence[Mapping[str, str]], given: Mapping[str, str]) -> dict[str, str]:
    """Return the pieces of a table by their use; given: those that no row holds."""
    found = dict(given)
    for row in rows:
        if row["use"].isupper():
            found[row["use"]] = f"(?:{filled(row['pattern'], found)})"
    return found


def filled(pattern: str, signs: Mapping[str, str]) -> str:
    """Return a pattern with the words in capitals that its table explains, such as YEAR, replaced by what they stand for."""
    if not signs:
        return pattern
    longest_first = sorted(signs, key=lambda sign: (-len(sign), sign))
    return re.sub("|".join(longest_first), lambda sign: signs[sign.group()], pattern)


def compiled_rows(rows: Sequence[Mapping[str, str]], signs: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """Return the pattern of each row by its use.

    signs: what words in capitals stand for. Raises ValueError, naming the row, for one that cannot be read.
    """
    found = {}
    for row in rows:
        try:
            found[row["use"]] = re.compile(filled(row["pattern"], signs))
        except re.error as error:
            raise ValueError(f'the pattern of "{row["use"]}" cannot be read: {error}') from error
    return found
