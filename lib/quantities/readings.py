"""Reads one numeral with what surrounds it into values and units, or says why it is no quantity."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from lib.quantities.chinese_counts import counts, is_bare, lists, value_and_high
from lib.quantities.numeral_classes import (
    NOT_RANKED,
    class_of,
    is_ordinal,
    is_torn,
    is_year,
    joined_to_latin,
    names_a_class,
)
from lib.quantities.patterns import Patterns, Unit
from lib.rules import numerals

# Whole numbers below ten without a unit are list numbers and damage more often than counts.
SMALLEST_WITHOUT_UNIT = Decimal(10)

_DIGITS = re.compile("[0-9０-９][0-9０-９.,]*")
_TERM = re.compile("[0-9０-９.．]+")
_DOUBLED = re.compile("翻(?P<count>[一两二三四]番)")
_HAN = re.compile("[\u4e00-\u9fff]")
_CLAUSE_END = re.compile("[ \u3000]{0,3}(?:[，。；、,;）)！!\\n]|$)")
_OMITTED_AFTER = re.compile("[ \u3000]{0,3}(?:[，。；,;！!\\n]|$)")
_OMITTED_BEFORE = re.compile(
    "(?<![国省县乡]道)(?<!线路)(?<!热线)(?<!电话)[\u4e00-\u9fff](?<![道线路号厂第编])[ \u3000]{0,2}\\Z"
)
_LISTED = re.compile("(?:[、和](?=[0-9])(?:[0-9.]{1,9}(?=[、和]))?){1,12}")
_MINUS = re.compile("[比长速幅率为达降][-－−]$")
_POINTS_FOLLOW = re.compile("[、和][0-9.]+个百分点")


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


def read_token(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """Return the readings at a token, the numerals refused there with their class, and where to go on.

    text: the text; token: a match of the token pattern of the tables; tables: the rules in force.
    """
    return _READERS[token.lastgroup](text, token, tables)


def _refuse(kind: str):
    """Return a reader for tokens that are never quantities."""

    def reader(text: str, token: re.Match[str], tables: Patterns) -> Result:
        """Read no quantity, and tell the numeral with its class."""
        return [], [(token.start(), token.end(), kind)], token.end()

    return reader


def _read_title(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """Numerals in the name of a law, document or book (《2020年工作要点》)."""
    numerals_inside = _DIGITS.finditer(text, token.start(), token.end())
    return [], [(m.start(), m.end(), "name") for m in numerals_inside], token.end()


def _read_quoted(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """Numerals in short quotation marks are slogans and names (“3510”, “三提三争”); only 翻一番 keeps its meaning."""
    refused = [(m.start(), m.end(), "set_phrase") for m in _DIGITS.finditer(text, token.start(), token.end())]
    doubled = _DOUBLED.search(text, token.start(), token.end())
    if doubled is None:
        return [], refused, token.end()
    start, end = doubled.span("count")
    value = numerals.chinese_value(doubled["count"][:-1])
    return (
        [Reading(start, end, value, None, "番", "multiple", "", "", "chinese_numeral")],
        refused,
        token.end(),
    )


def _read_ratio(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """A ratio whose terms add up to 100 (三次产业结构12.5:45.3:42.2) is that many shares; any other stays unread."""
    terms = [
        (m.start(), m.end(), numerals.arabic_value(m[0]))
        for m in _TERM.finditer(text, token.start(), token.end())
    ]
    total = sum(value or 0 for _, _, value in terms)
    if len(terms) < 3 or abs(total - 100) > 1:
        return [], [(token.start(), token.end(), "unread")], token.end()
    readings = [
        Reading(s, e, value, None, "%", "percent", "", "", "ratio")
        for s, e, value in terms
        if value is not None
    ]
    return readings, [], token.end()


def _read_fraction(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """百分之五, 千分之三点二."""
    whole, _, decimals = token["parts"].partition("点")
    value = numerals.arabic_value(whole) if whole[0].isdecimal() else numerals.chinese_value(whole)
    if decimals:
        digits = "".join(str(numerals.DIGITS.get(c, "")) for c in decimals)
        value = value + Decimal(f"0.{digits}") if value is not None and digits else None
    unit = {"百": "%", "千": "‰"}[token["of"]]
    if value is None:
        return [], [(token.start(), token.end(), "unread")], token.end()
    after = token["fraction_after"] or ""
    return (
        [Reading(token.start(), token.end(), value, None, unit, "percent", "", after, "percent_words")],
        [],
        token.end(),
    )


def _read_arabic(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """An Arabic numeral, or a range of two, with or without a unit."""
    start = token.start()
    if token["low"] and not _is_range(text, token, tables):
        token = tables.single.match(text, start)
    low = token["low"] if "low" in token.re.groupindex else None
    value = numerals.arabic_value(token["number"])
    if is_torn(text, start, token.end("number")):
        end = token.end("unit") if token["unit"] else token.end("number")
        return [], [(start, end, "unread")], end
    measure = None if value is None or is_ordinal(text, start) else _measure(text, token, value, tables)
    if measure is None:
        return _refused(text, token, start)
    end = measure.end
    after = (token["after"] or "") if measure.takes_after else ""
    if after:
        end = token.end("after")
    if names_a_class(text, start, end, after, measure.family, False, tables):
        return [], [(start, end, "name")], end
    value, high = _with_magnitude(token, value, low, measure.magnitude)
    if _MINUS.search(text, max(0, start - 2), start):
        start, value = start - 1, -value
    hedge = token["hedge"] or token["hedge2"] or ""
    rule = "range" if low and measure.rule == "numeral_unit" else measure.rule
    return [Reading(start, end, value, high, measure.unit, measure.family, hedge, after, rule)], [], end


class _Measure(NamedTuple):
    """What an Arabic numeral is measured in, and how that was found."""

    unit: str
    family: str
    magnitude: str
    end: int
    rule: str
    takes_after: bool


def _measure(text: str, token: re.Match[str], value: Decimal, tables: Patterns) -> _Measure | None:
    """Return unit, family and magnitude of an Arabic numeral; None where it is no quantity."""
    start = token.start()
    unit, family, end = _unit(text, token, "unit", start, tables)
    magnitude = token["magnitude"] or ""
    if unit == "大":
        return _Measure("", family, "", end, "listed_total", False) if lists(text, start, value) else None
    if unit:
        named = joined_to_latin(text, start, end, token["unit"])
        return None if named else _Measure(unit, family, magnitude, end, "numeral_unit", True)
    if lent := _lent_unit(text, token, tables):
        return _Measure(*lent, token.end("number"), "shared_unit", False)
    unit, end, rule = _without_unit(text, token, start, value, tables)
    family = tables.units[unit].family if unit in tables.units else ""
    return _Measure(unit, family, magnitude, end, rule, not token["unit"]) if rule else None


def _refused(text: str, token: re.Match[str], start: int) -> Result:
    end = token.end("number")
    return [], [(start, end, class_of(text, start, end))], end


def _with_magnitude(
    token: re.Match[str], value: Decimal, low: str | None, upper: str
) -> tuple[Decimal, Decimal | None]:
    """Multiply out 万 and 亿; the lower end of a range shares the magnitude of the upper where it has none."""
    value *= numerals.magnitude_value(upper)
    if not low:
        return value, None
    magnitude = token["low_magnitude"] or ("" if token["low_unit"] else upper)
    return numerals.arabic_value(low) * numerals.magnitude_value(magnitude), value


def _is_range(text: str, token: re.Match[str], tables: Patterns) -> bool:
    """3至5家 is a range; 从3%到5% are two values, and so is anything that does not rise or changes its unit."""
    if text.endswith(("从", "由", "自"), 0, token.start()):
        return False
    low, high = numerals.arabic_value(token["low"]), numerals.arabic_value(token["number"])
    if low is None or high is None or not (token["unit"] or token["magnitude"]):
        return False
    if token["low_unit"] and tables.units[token["low_unit"]] is not tables.units.get(token["unit"] or ""):
        return False
    low, high = _with_magnitude(token, high, token["low"], token["magnitude"] or "")
    return low < high


def _unit(text: str, token: re.Match[str], group: str, start: int, tables: Patterns) -> tuple[str, str, int]:
    """Return the unit's name, its family and where it ends; an empty name where the word means something else."""
    spelling = token[group]
    if not spelling:
        return "", "", start
    parts = re.split("[/／]", spelling)
    first: Unit = tables.units[parts[0]]
    end = token.end(group)
    bounded = end != token.end() or len(spelling) > 1
    if not bounded and text.startswith(first.not_before, end):
        return "", "", start
    if text.endswith(first.not_after, 0, start) and not text.endswith(NOT_RANKED, 0, start):
        return "", "", start
    if spelling == "个" and _POINTS_FOLLOW.match(text, end):
        return "个百分点", "points", end
    names = [tables.units[part].name if part in tables.units else part for part in parts]
    return "/".join(names), first.family, end


def _lent_unit(text: str, token: re.Match[str], tables: Patterns) -> tuple[str, str, str] | None:
    """Return unit, family and magnitude that a numeral of a list takes from the last (0.7、1.4和2.2个百分点)."""
    if token["magnitude"] or token["hedge"] or token["unit"]:
        return None
    listed = _LISTED.match(text, token.end("number"))
    last = tables.single.match(text, listed.end()) if listed else None
    if last is None or not last["unit"]:
        return None
    unit, family, _ = _unit(text, last, "unit", listed.end(), tables)
    return (unit, family, last["magnitude"] or "") if unit else None


def _without_unit(
    text: str, token: re.Match[str], start: int, value: Decimal, tables: Patterns
) -> tuple[str, int, str]:
    """Return unit, end and rule of a numeral without a known unit; an empty rule where it is no quantity.

    4.8万 counts whatever follows. 160余棚 counts by its hedge, so the word behind it is a unit. 信息采集1750，counts
    because a Chinese word stands before and the clause ends behind, and it is no year.
    """
    counted = max(token.end("magnitude"), token.end("hedge"), token.end("hedge2"), token.end("number"))
    if token["hedge"] and token["unit"] and not token["magnitude"]:
        return "", counted, ""
    if token["magnitude"] or token["hedge"]:
        following = text[counted : counted + 1]
        if _HAN.match(following) and _CLAUSE_END.match(text, counted + 1):
            return following, counted + 1, "unknown_unit"
        return "", counted, "magnitude_only"
    ends = token["after"] or _OMITTED_AFTER.match(text, counted)
    behind_word = ends and _OMITTED_BEFORE.search(text, max(0, start - 5), start)
    counts_something = value >= SMALLEST_WITHOUT_UNIT or ("." in token["number"] and value % 1)
    if not behind_word or not counts_something or is_year(token["number"]):
        return "", counted, ""
    return "", counted, "" if _is_name(text, start, token, tables) else "unit_omitted"


def _is_name(text: str, start: int, token: re.Match[str], tables: Patterns) -> bool:
    """Say whether the numeral is a name of the table (12345, 110)."""
    return any(phrase == token["number"] for phrase, _, _ in tables.phrases.get(text[start], ()))


def _read_chinese(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """A Chinese numeral with a unit, where it counts something (三个项目, 十余户, 甲、乙、丙三大基地)."""
    start, end = token.span()
    value, high = value_and_high(token["cn"], token["cn_low"])
    unit, family, _ = _unit(text, token, "cn_unit", start, tables) if value is not None else ("", "", 0)
    if not unit or not counts(text, token, value, tables):
        kind = "ordinal" if is_ordinal(text, start) else "set_phrase"
        return [], [(start, token.end("cn_unit"), kind)], token.end("cn_unit")
    bare = is_bare(token["cn"])
    after = token["cn_after"] or ""
    if names_a_class(text, start, end, after, family, True, tables):
        return [], [(start, end, "name")], end
    rule = "bare_magnitude" if bare else "chinese_numeral"
    if unit == "大":
        unit, rule = "", "listed_total"
    factor = numerals.magnitude_value(token["cn_magnitude"])
    high = None if high is None else high * factor
    hedge = token["cn_hedge"] or token["cn_hedge2"] or ""
    return [Reading(start, end, value * factor, high, unit, family, hedge, after, rule)], [], end


_READERS: dict[str, Callable[[str, re.Match[str], Patterns], Result]] = {
    "quoted": _read_quoted,
    "title": _read_title,
    "masked": _refuse("masked"),
    "date": _refuse("date"),
    "year": _refuse("year"),
    "list": _refuse("list_number"),
    "sum": _refuse("set_phrase"),
    "ratio": _read_ratio,
    "arabic": _read_arabic,
    "fraction": _read_fraction,
    "chinese": _read_chinese,
}
