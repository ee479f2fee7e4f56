"""Finds the quantities a report states: numerals with their units, as spans and values."""

import re
from typing import NamedTuple

from lib.quantities.context import Earlier, Told, bound_of, change_before, cue_before, kind_of
from lib.quantities.patterns import Patterns, patterns
from lib.quantities.readers import read_token
from lib.quantities.readings import Reading, Unread
from lib.rules import Rules, numerals


class Quantity(NamedTuple):
    """One quantity; start and end are offsets in the text that was read, rule says what matched."""

    start: int
    end: int
    value: int | float
    value_high: int | float | None
    unit: str
    bound: str
    kind: str
    rule: str


def read_numerals(rules: Rules, text: str) -> tuple[list[Quantity], list[Unread]]:
    """Return the quantities stated in a text and (start, end, class) of every numeral that is none, each in its order.

    Classes: date, year, ordinal, list_number, set_phrase, name, masked, unread. Every run of Arabic digits is in one list
    or the other; Chinese numerals are in the second where a unit follows them and they still count nothing.

    text: the clean text of a report; offsets in the result count its characters.
    """
    quantities, refused = _scan(rules, text)
    covered = sorted((q.start, q.end, "") for q in quantities)
    named = _outside(sorted(refused), covered)
    runs = [(m.start(), m.end(), "unread") for m in re.finditer("[0-9０-９]+", text)]
    return quantities, sorted(named + _outside(runs, sorted(covered + named)))


def find_quantities(rules: Rules, text: str) -> list[Quantity]:
    """Return the quantities stated in a text, in its order; see read_numerals()."""
    return _scan(rules, text)[0]


def _outside(spans: list[Unread], covered: list[Unread]) -> list[Unread]:
    """Return the spans that overlap none of the covered ones; both lists are sorted."""
    free, i = [], 0
    for span in spans:
        while i < len(covered) and covered[i][1] <= span[0]:
            i += 1
        if i == len(covered) or covered[i][0] >= span[1]:
            free.append(span)
    return free


def _scan(rules: Rules, text: str) -> tuple[list[Quantity], list[Unread]]:
    """Read a text once from left to right: its quantities, and its numerals that are none."""
    tables = patterns(rules)
    quantities: list[Quantity] = []
    unread: list[Unread] = []
    earlier = Earlier()
    position = 0
    while found := tables.start.search(text, position):
        token = tables.tokens[found[0]].match(text, found.start())
        if token is None:
            position = found.end()
            continue
        readings, refused, position = read_token(text, token, tables)
        unread.extend(refused)
        for reading in readings:
            quantity = _decided(text, reading, tables, earlier)
            quantities.append(quantity)
            told = Told(quantity.end, quantity.kind, -1 if quantity.value < 0 else 1)
            earlier = Earlier(told if reading.family in ("percent", "points") else earlier.rate, told)
    return quantities, unread


def _decided(text: str, reading: Reading, tables: Patterns, earlier: Earlier) -> Quantity:
    """Give a reading its bound and kind; 高出, 超出 before a change are its verb and bound nothing."""
    cue, effect = cue_before(text, reading.start, tables)
    start = reading.start - len(cue)
    if cue and reading.family not in ("percent", "points") and _is_verb(text, reading.start, cue, tables):
        start, effect = reading.start, ""
    kind, sign = kind_of(text, start, reading.end, reading.unit, reading.family, tables, earlier)
    if reading.family == "ratio":
        kind = "share"
    elif kind == "share" and reading.value < 0:
        kind = "growth"
    bound = bound_of(effect, reading.hedge, reading.after, tables)
    value, high = (
        None if v is None else numerals.as_number(v if v < 0 else v * sign)
        for v in (reading.value, reading.high)
    )
    return Quantity(reading.start, reading.end, value, high, reading.unit, bound, kind, reading.rule)


def _is_verb(text: str, start: int, cue: str, tables: Patterns) -> bool:
    return change_before(text, start, tables)[0].endswith(cue)
