"""Tables whose rows are patterns that the code asks for by name: their signs filled in, compiled once."""

import re
from collections.abc import Mapping, Sequence

from lib.rules.in_force import Rules, compiled


def pattern(rules: Rules, use: str) -> re.Pattern[str]:
    """Return the pattern of one use in text_patterns.csv; raises ValueError for a use that the table lacks."""
    return of_use(_text_patterns(rules), "text_patterns", use)


def of_use(found: Mapping[str, re.Pattern[str]], table: str, use: str) -> re.Pattern[str]:
    """Return the pattern of one use; raises ValueError, naming table and row, where it is not there."""
    if use not in found:
        raise ValueError(f'{table}.csv has no row "{use}"; copy the shipped one into your table')
    return found[use]


@compiled
def _text_patterns(rules: Rules) -> dict[str, re.Pattern[str]]:
    return compiled_rows(rules.table("text_patterns"), {})


def filled(pattern: str, signs: Mapping[str, str]) -> str:
    """Return a pattern with the words in capitals that its table explains, such as YEAR, replaced by what they stand for."""
    return re.sub("|".join(signs), lambda sign: signs[sign.group()], pattern) if signs else pattern


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
