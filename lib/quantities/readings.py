"""What is read at one numeral: a value with its unit, or the class of a numeral that is no quantity."""

import re
from decimal import Decimal
from typing import NamedTuple


class Reading(NamedTuple):
    """What stands at one numeral before its bound and kind are known; unit and family may be empty."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    family: str
    hedge: str
    after: str
    rule: str


Unread = tuple[int, int, str]
Result = tuple[list[Reading], list[Unread], int]


def refused(match: re.Match[str], kind: str, group: str | int = 0) -> Result:
    """Return no reading, the numeral at a group of a match with its class, and its end as the place to go on."""
    start, end = match.start(), match.end(group)
    return [], [(start, end, kind)], end
