"""Reads an Arabic numeral, or a range of two, with or without a unit."""

import re
from decimal import Decimal

from lib.quantities.numeral_classes import class_of, is_ordinal, is_torn, names_a_class
from lib.quantities.patterns import Patterns
from lib.quantities.readings import Reading, Result, refused
from lib.quantities.units import Measure, measure_of, written_as
from lib.rules import numerals

_DASHES = ("-", "－", "−")


def read_arabic(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """An Arabic numeral, or a range of two, with or without a unit."""
    start = token.start()
    if token["low"] and not _is_range(text, token, tables):
        token = tables.single.match(text, start)
    value = numerals.amount(token["number"])
    if is_torn(text, start, token.end("number")):
        return refused(token, "unread", "unit" if token["unit"] else "number")
    measure = (
        None if value is None or is_ordinal(text, start, tables) else measure_of(text, token, value, tables)
    )
    if measure is None:
        return refused(token, class_of(text, start, token.end("number"), tables), "number")
    return _measured(text, token, measure, tables)


def _measured(text: str, token: re.Match[str], measure: Measure, tables: Patterns) -> Result:
    """Read an Arabic numeral whose measure is known, unless it names a class of things (5000万元以上项目)."""
    start, low = token.start(), token.groupdict().get("low")
    after = (token["after"] or "") if measure.takes_after else ""
    end = token.end("after") if after else measure.end
    if names_a_class(text, start, end, after, measure.family, bool(low), False, tables):
        return [], [(start, end, "name")], end
    unit, family, factor = written_as(text, start, token["unit"], measure.unit, measure.family, tables)
    value, high = (v and v * factor for v in _with_magnitude(token, low, measure.magnitude))
    if _is_minus(text, start, family, tables):
        start, value = start - 1, -value
    inside = tables.pattern("hedge_in_magnitude").search(token["magnitude"] or "")
    hedge = token["hedge"] or token["hedge2"] or (inside[0] if inside else "")
    rule = "range" if low and measure.rule == "numeral_unit" else measure.rule
    return [Reading(start, end, value, high, unit, family, hedge, after, rule)], [], end


def _is_minus(text: str, start: int, family: str, tables: Patterns) -> bool:
    """Whether a dash before a numeral is its sign: 增长-3%, 气温-1.8℃, and in a list of rates (8.5%、-1.2%)."""
    if text[start - 1 : start] not in _DASHES:
        return False
    uses = ("minus_before", "minus_in_list") if family in ("percent", "points") else ("minus_before",)
    return any(tables.pattern(use).search(text, max(0, start - 2), start) for use in uses)


def _with_magnitude(token: re.Match[str], low: str | None, upper: str) -> tuple[Decimal, Decimal | None]:
    """Multiply out 万 and 亿; the lower end of a range shares the magnitude of the upper where it has none."""
    value = numerals.amount(token["number"], upper)
    if not low:
        return value, None
    magnitude = token["low_magnitude"] or ("" if token["low_unit"] else upper)
    return numerals.amount(low, magnitude), value


def _is_range(text: str, token: re.Match[str], tables: Patterns) -> bool:
    """3至5家 is a range; 从3%到5% are two values, and so is anything that does not rise or changes its unit."""
    if text.endswith(tables.words["range_start"], 0, token.start()):
        return False
    low, high = numerals.amount(token["low"]), numerals.amount(token["number"])
    if low is None or high is None or not (token["unit"] or token["magnitude"]):
        return False
    if token["low_unit"] and tables.units[token["low_unit"]] is not tables.units.get(token["unit"] or ""):
        return False
    low, high = _with_magnitude(token, token["low"], token["magnitude"] or "")
    return low < high
