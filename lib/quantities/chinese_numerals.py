"""Reads a Chinese numeral with its unit where it counts something (三个项目, 十余户, 两万五)."""

import re
from decimal import Decimal

from lib.quantities.chinese_counts import counts, is_bare, value_and_high
from lib.quantities.context import vague_before
from lib.quantities.numeral_classes import is_ordinal, names_a_class
from lib.quantities.patterns import Patterns
from lib.quantities.readings import Reading, Result, refused
from lib.quantities.signs import HANZI
from lib.quantities.units import LISTED_TOTAL, is_read_as, unit_at, written_as
from lib.rules import numerals


def read_bare(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """两万五: a numeral of two ranks at the end of a clause counts though its unit is left out."""
    start, value = token.start(), numerals.chinese_value(token[0])
    if value is None or not HANZI.match(text[start - 1 : start] or ""):
        return refused(token, "set_phrase")
    return [Reading(*token.span(), value, None, "", "", "", "", "unit_omitted")], [], token.end()


def read_chinese(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """A Chinese numeral with a unit, where it counts something (三个项目, 十余户, 甲、乙、丙三大基地)."""
    start = token.start()
    value, high = value_and_high(token["cn"], token["cn_low"])
    unit, family, _ = unit_at(text, token, "cn_unit", start, tables) if value is not None else ("", "", 0)
    vague = vague_before(text, start, token["cn_low"] or token["cn"], tables)
    tenth = _tenth_behind(text, token, tables) if unit else ""
    if not unit or not counts(text, token, value, vague or tenth, tables):
        return refused(token, "ordinal" if is_ordinal(text, start, tables) else "set_phrase", "cn_unit")
    start -= len(vague) if vague not in token["cn"] else 0
    after, end = token["cn_after"] or "", token.end()
    if names_a_class(text, start, end, after, family, high is not None, True, tables):
        return [], [(start, end, "name")], end
    unit, family, factor = written_as(text, start, token["cn_unit"], unit, family, tables)
    factor *= numerals.magnitude_value(token["cn_magnitude"])
    value, high = (value + _tenth(tenth)) * factor, None if high is None else high * factor
    hedge = vague or token["cn_hedge"] or token["cn_hedge2"] or ""
    rule = (
        "listed_total"
        if unit == LISTED_TOTAL
        else "bare_magnitude"
        if is_bare(token["cn"])
        else "chinese_numeral"
    )
    unit = "" if unit == LISTED_TOTAL else unit
    end += len(tenth)
    return [Reading(start, end, value, high, unit, family, hedge, after, rule)], [], end


def _tenth(numeral: str) -> Decimal:
    """Return 0.5 for 五 and for 半, and 0 where nothing stands behind the unit."""
    return Decimal(numerals.DIGITS.get(numeral, 5 if numeral else 0)) / 10


def _tenth_behind(text: str, token: re.Match[str], tables: Patterns) -> str:
    """Return the numeral behind a unit that stands for a tenth of it: 八成五, 一块二, 两成半."""
    row = tables.units.get(token["cn_unit"])
    told = row and row.read_as and not token["cn_magnitude"] and not token["cn_after"]
    if not told or not is_read_as(row, text, token.start()):
        return ""
    tenth = tables.pattern("tenth_behind").match(text, token.end())
    return tenth[0] if tenth else ""
