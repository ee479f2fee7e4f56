"""Reads numerals that say a part of a whole: ratios, 百分之五, 三分之二, 一半, 1/3."""

import re
from decimal import Decimal

from lib.quantities.chinese_counts import in_phrase
from lib.quantities.context import is_changed_by
from lib.quantities.patterns import Patterns
from lib.quantities.readings import Reading, Result, refused
from lib.quantities.signs import HANZI
from lib.rules import numerals

_TERM = re.compile("[0-9０-９.．]+")


def read_ratio(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """A ratio whose terms add up to 100 or 10 (三次产业结构12.5:45.3:42.2) is that many shares; any other stays unread."""
    found = list(_TERM.finditer(text, token.start(), token.end()))
    terms = [numerals.arabic_value(m[0]) for m in found]
    total = sum(value or 0 for value in terms)
    whole = abs(total - 100) <= 1 and len(terms) > 2 or total in (10, 100)
    if not whole or None in terms:
        return refused(token, "unread")
    shares = [Reading(*m.span(), value, None, "", "ratio", "", "", "ratio") for m, value in zip(found, terms)]
    return shares, [], token.end()


def read_fraction(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """百分之五, 千分之三点二, 三分之二: in per cent, but ‰ where the whole is a thousand."""
    parts, of = token["parts"], numerals.chinese_value(token["of"])
    value = numerals.arabic_value(parts) if parts[0].isdecimal() else numerals.chinese_value(parts)
    if value is None or not of:
        return refused(token, "unread")
    unit = "‰" if token["of"] == numerals.THOUSAND else "%"
    if token["of"] not in (numerals.HUNDRED, numerals.THOUSAND):
        value = _per_cent(value, of)
    return _part(token, value, unit, "part_after")


def read_half(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """半数 and 一半 are 50 per cent; 另一半 is no measure, 压缩一半 a manner of speaking, 一半导体 another word."""
    start = token.start()
    counted = text[start] == numerals.ONE  # 一半, not 半数
    if counted and in_phrase(text, start, tables):
        return [], [(start, start + 1, "set_phrase")], token.end()
    other = text.endswith(tables.words["other_half"], 0, start)
    if other or counted and is_changed_by(text, start, tables):
        return refused(token, "set_phrase")
    return _part(token, Decimal(50), "%", "half_after")


def read_slash(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """1/3, where it is less than one and a Chinese word stands around it."""
    upper, lower = (numerals.arabic_value(token[group]) for group in ("upper", "lower"))
    if upper >= lower or not HANZI.match(text[token.start() - 1 : token.start()] or ""):
        return refused(token, "unread")
    return _part(token, _per_cent(upper, lower), "%", "slash_after")


def _per_cent(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(Decimal("0.000001")).normalize()


def _part(token: re.Match[str], value: Decimal, unit: str, after: str) -> Result:
    part = Reading(*token.span(), value, None, unit, "percent", "", token[after] or "", "percent_words")
    return [part], [], token.end()
