"""Reads one numeral with what surrounds it into values and units, or says why it is no quantity."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from lib.quantities.chinese_counts import counts, in_phrase, is_bare, lists, value_and_high
from lib.quantities.context import clause_before, is_changed_by, vague_before
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

_SLASH = re.compile("[/／]")
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
_DASHES = ("-", "－", "−")
_MINUS = re.compile("[比长速幅率为达降][-－−]$")
_MINUS_IN_LIST = re.compile("[、，,：:和及（(][-－−]$")
_TENTH = re.compile("[一二三四五六七八九半](?![一二三四五六七八九十百千万])")
_OTHER_HALF = ("前", "后", "另", "上", "下", "大", "小", "那")
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
    """A ratio whose terms add up to 100 or 10 (三次产业结构12.5:45.3:42.2) is that many shares; any other stays unread."""
    terms = [
        (m.start(), m.end(), numerals.arabic_value(m[0]))
        for m in _TERM.finditer(text, token.start(), token.end())
    ]
    total = sum(value or 0 for _, _, value in terms)
    whole = abs(total - 100) <= 1 and len(terms) > 2 or total in (10, 100)
    if not whole or any(value is None for _, _, value in terms):
        return [], [(token.start(), token.end(), "unread")], token.end()
    return (
        [Reading(s, e, value, None, "", "ratio", "", "", "ratio") for s, e, value in terms],
        [],
        token.end(),
    )


def _read_fraction(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """百分之五, 千分之三点二, 三分之二: in per cent, but ‰ where the whole is a thousand."""
    parts, of = token["parts"], numerals.chinese_value(token["of"])
    value = numerals.arabic_value(parts) if parts[0].isdecimal() else numerals.chinese_value(parts)
    if value is None or not of:
        return [], [(token.start(), token.end(), "unread")], token.end()
    unit = "‰" if token["of"] == "千" else "%"
    if token["of"] not in ("百", "千"):
        value = _per_cent(value, of)
    return _part(token, value, unit, "part_after", "percent_words")


def _read_half(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """半数 and 一半 are 50 per cent; 另一半 is no measure, 压缩一半 a manner of speaking, 一半导体 another word."""
    start = token.start()
    if text[start] == "一" and in_phrase(text, start, tables):
        return [], [(start, start + 1, "set_phrase")], token.end()
    if text.endswith(_OTHER_HALF, 0, start) or text[start] == "一" and is_changed_by(text, start, tables):
        return [], [(token.start(), token.end(), "set_phrase")], token.end()
    return _part(token, Decimal(50), "%", "half_after", "percent_words")


def _read_slash(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """1/3, where it is less than one and a Chinese word stands around it."""
    upper, lower = (numerals.arabic_value(token[group]) for group in ("upper", "lower"))
    if upper >= lower or not _HAN.match(text[token.start() - 1 : token.start()] or ""):
        return [], [(token.start(), token.end(), "unread")], token.end()
    return _part(token, _per_cent(upper, lower), "%", "slash_after", "percent_words")


def _per_cent(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(Decimal("0.000001")).normalize()


def _part(token: re.Match[str], value: Decimal, unit: str, after: str, rule: str) -> Result:
    start, end = token.span()
    return [Reading(start, end, value, None, unit, "percent", "", token[after] or "", rule)], [], end


def _read_bare(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """两万五: a numeral of two ranks at the end of a clause counts though its unit is left out."""
    (start, end), value = token.span(), numerals.chinese_value(token[0])
    if value is None or not _HAN.match(text[start - 1 : start] or ""):
        return [], [(start, end, "set_phrase")], end
    return [Reading(start, end, value, None, "", "", "", "", "unit_omitted")], [], end


def _read_arabic(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """An Arabic numeral, or a range of two, with or without a unit."""
    start = token.start()
    if token["low"] and not _is_range(text, token, tables):
        token = tables.single.match(text, start)
    low = token["low"] if "low" in token.re.groupindex else None
    value = numerals.amount(token["number"])
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
    if names_a_class(text, start, end, after, measure.family, bool(low), False, tables):
        return [], [(start, end, "name")], end
    value, high = _with_magnitude(token, low, measure.magnitude)
    unit, family = measure.unit, measure.family
    if (row := tables.units.get(token["unit"] or "")) and row.read_as:
        unit, family, factor = _written_as(text, start, row, unit, family, tables)
        value, high = value * factor, None if high is None else high * factor
    if _is_minus(text, start, family):
        start, value = start - 1, -value
    hedge = token["hedge"] or token["hedge2"] or ""
    rule = "range" if low and measure.rule == "numeral_unit" else measure.rule
    return [Reading(start, end, value, high, unit, family, hedge, after, rule)], [], end


def _is_minus(text: str, start: int, family: str) -> bool:
    """Whether a dash before a numeral is its sign: 增长-3%, and in a list of rates (8.5%、-1.2%)."""
    if text[start - 1 : start] not in _DASHES:
        return False
    return bool(_MINUS.search(text, max(0, start - 2), start)) or (
        family in ("percent", "points") and bool(_MINUS_IN_LIST.search(text, max(0, start - 2), start))
    )


def _written_as(
    text: str, start: int, row: Unit, unit: str, family: str, tables: Patterns
) -> tuple[str, str, Decimal]:
    """Return unit, family and factor as the tables write them: 三成 is 30 %, and 9块 of a price 9 元."""
    told = row.name == unit and (not row.read_after or row.read_after.search(clause_before(text, start)))
    return (row.read_as, tables.units[row.read_as].family, row.factor) if told else (unit, family, Decimal(1))


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


def _with_magnitude(token: re.Match[str], low: str | None, upper: str) -> tuple[Decimal, Decimal | None]:
    """Multiply out 万 and 亿; the lower end of a range shares the magnitude of the upper where it has none."""
    value = numerals.amount(token["number"], upper)
    if not low:
        return value, None
    magnitude = token["low_magnitude"] or ("" if token["low_unit"] else upper)
    return numerals.amount(low, magnitude), value


def _is_range(text: str, token: re.Match[str], tables: Patterns) -> bool:
    """3至5家 is a range; 从3%到5% are two values, and so is anything that does not rise or changes its unit."""
    if text.endswith(("从", "由", "自"), 0, token.start()):
        return False
    low, high = numerals.amount(token["low"]), numerals.amount(token["number"])
    if low is None or high is None or not (token["unit"] or token["magnitude"]):
        return False
    if token["low_unit"] and tables.units[token["low_unit"]] is not tables.units.get(token["unit"] or ""):
        return False
    low, high = _with_magnitude(token, token["low"], token["magnitude"] or "")
    return low < high


def _unit(text: str, token: re.Match[str], group: str, start: int, tables: Patterns) -> tuple[str, str, int]:
    """Return the unit's name, its family and where it ends; an empty name where the word means something else."""
    spelling = token[group]
    if not spelling:
        return "", "", start
    first = tables.units.get(spelling)
    parts = [spelling] if first else _SLASH.split(spelling)
    first = first or tables.units[parts[0]]
    end = token.end(group)
    bounded = end != token.end() or len(spelling) > 1
    if not bounded and text.startswith(first.not_before, end):
        return "", "", start
    if text.endswith(first.not_after, 0, start) and not text.endswith(NOT_RANKED, 0, start):
        return "", "", start
    if spelling == "个" and _POINTS_FOLLOW.match(text, end):
        return "个百分点", "points", end
    if len(parts) == 1:
        return first.name, first.family, end
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
    vague = vague_before(text, start, token["cn_low"] or token["cn"], tables)
    tenth = _tenth_behind(text, token, tables) if unit else ""
    if not unit or not counts(text, token, value, vague or tenth, tables):
        kind = "ordinal" if is_ordinal(text, start) else "set_phrase"
        return [], [(start, token.end("cn_unit"), kind)], token.end("cn_unit")
    start -= len(vague) if vague not in token["cn"] else 0
    after = token["cn_after"] or ""
    if names_a_class(text, start, end, after, family, high is not None, True, tables):
        return [], [(start, end, "name")], end
    rule = "bare_magnitude" if is_bare(token["cn"]) else "chinese_numeral"
    if unit == "大":
        unit, rule = "", "listed_total"
    factor, row = Decimal(1), tables.units.get(token["cn_unit"])
    if row and row.read_as:
        unit, family, factor = _written_as(text, start, row, unit, family, tables)
    factor *= numerals.magnitude_value(token["cn_magnitude"])
    value = (value + Decimal(numerals.DIGITS.get(tenth, 5 if tenth else 0)) / 10) * factor
    high, end = None if high is None else high * factor, end + len(tenth)
    hedge = vague or token["cn_hedge"] or token["cn_hedge2"] or ""
    return [Reading(start, end, value, high, unit, family, hedge, after, rule)], [], end


def _tenth_behind(text: str, token: re.Match[str], tables: Patterns) -> str:
    """Return the numeral behind a unit that stands for a tenth of it: 八成五, 一块二, 两成半."""
    row = tables.units.get(token["cn_unit"])
    told = row and row.read_as and not token["cn_magnitude"] and not token["cn_after"]
    if not told or row.read_after and not row.read_after.search(clause_before(text, token.start())):
        return ""
    tenth = _TENTH.match(text, token.end())
    return tenth[0] if tenth else ""


_READERS: dict[str, Callable[[str, re.Match[str], Patterns], Result]] = {
    "quoted": _read_quoted,
    "title": _read_title,
    "garbled": _refuse("damaged"),
    "masked": _refuse("masked"),
    "date": _refuse("date"),
    "year": _refuse("year"),
    "list": _refuse("list_number"),
    "sum": _refuse("set_phrase"),
    "ratio": _read_ratio,
    "arabic": _read_arabic,
    "fraction": _read_fraction,
    "half": _read_half,
    "slash": _read_slash,
    "chinese": _read_chinese,
    "bare": _read_bare,
}
