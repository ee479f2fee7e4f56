"""Says what a numeral is measured in: the unit behind it, one lent by its list, or none that is written."""

import re
from decimal import Decimal
from typing import NamedTuple

from lib.quantities.chinese_counts import lists
from lib.quantities.context import clause_before, is_rate_told
from lib.quantities.numeral_classes import ends_no_rank, is_year, joined_to_latin
from lib.quantities.patterns import Patterns, Unit
from lib.quantities.signs import CLAUSE_END, HANZI, PER, PIECES, POINTS

# 甲、乙、丙三大基地: 大 is no unit but says that the clause lists what is counted.
LISTED_TOTAL = "大"
# Whole numbers below ten without a unit are list numbers and damage more often than counts.
SMALLEST_WITHOUT_UNIT = Decimal(10)

_OMITTED_AFTER = re.compile("[ \u3000]{0,3}(?:[，。；,;！!\\n]|$)")
_BRACKET = re.compile("[（(）)]")


class Measure(NamedTuple):
    """What an Arabic numeral is measured in, and how that was found."""

    unit: str
    family: str
    magnitude: str
    end: int
    rule: str
    takes_after: bool


def measure_of(text: str, token: re.Match[str], value: Decimal, tables: Patterns) -> Measure | None:
    """Return unit, family and magnitude of an Arabic numeral; None where it is no quantity.

    text: the text; token: a match of an Arabic numeral; value: of the numeral alone; tables: the rules in force.
    """
    start = token.start()
    unit, family, end = unit_at(text, token, "unit", start, tables)
    magnitude = tables.pattern("hedge_in_magnitude").sub("", token["magnitude"] or "")  # 1千余万元
    if unit == LISTED_TOTAL:
        return (
            Measure("", family, "", end, "listed_total", False) if lists(text, start, value, tables) else None
        )
    if unit:
        named = joined_to_latin(text, start, end, token["unit"])
        return None if named else Measure(unit, family, magnitude, end, "numeral_unit", True)
    if lent := _lent_unit(text, token, tables):
        return Measure(*lent, token.end("number"), "shared_unit", False)
    unit, end, rule = _without_unit(text, token, start, value, tables)
    family = tables.units[unit].family if unit in tables.units else ""
    return Measure(unit, family, magnitude, end, rule, not token["unit"]) if rule else None


def unit_at(
    text: str, token: re.Match[str], group: str, start: int, tables: Patterns
) -> tuple[str, str, int]:
    """Return the unit's name, its family and where it ends; an empty name where the word means something else.

    group: of the token, holds the unit; start: where the numeral begins; tables: the rules in force.
    """
    spelling, end = token[group], token.end(group)
    if not spelling:
        return "", "", start
    parts = [spelling] if spelling in tables.units else PER.split(spelling)
    first = tables.units[parts[0]]
    alone = end == token.end() and len(spelling) == 1
    if _is_another_word(text, start, first, end if alone else None, tables):
        return "", "", start
    if spelling == PIECES and tables.pattern("points_behind").match(text, end):
        return POINTS, "points", end
    names = [tables.units[part].name if part in tables.units else part for part in parts]
    return "/".join(names), first.family, end


def _is_another_word(text: str, start: int, unit: Unit, end: int | None, tables: Patterns) -> bool:
    """Whether what stands around a numeral and its unit makes them another word; end: None where nothing behind can."""
    if end is not None and text.startswith(unit.not_before, end):
        return True
    return text.endswith(unit.not_after, 0, start) and not ends_no_rank(text, start, tables)


def written_as(
    text: str, start: int, spelling: str | None, unit: str, family: str, tables: Patterns
) -> tuple[str, str, Decimal]:
    """Return unit, family and factor as the tables write them: 三成 is 30 %, and 9块 of a price 9 元.

    text, start: where the numeral stands; spelling: of the unit in the text; unit, family: as read so far.
    """
    row = tables.units.get(spelling or "")
    if not row or not row.read_as or row.name != unit or not is_read_as(row, text, start):
        return unit, family, Decimal(1)
    return row.read_as, tables.units[row.read_as].family, row.factor


def is_read_as(unit: Unit, text: str, start: int) -> bool:
    """Say whether the clause before an offset lets a unit be read as the one that the table names (a price before 9块)."""
    return not unit.read_after or unit.read_after.search(clause_before(text, start)) is not None


def _lent_unit(text: str, token: re.Match[str], tables: Patterns) -> tuple[str, str, str] | None:
    """Return unit, family and magnitude that a numeral of a list takes from the last (0.7、1.4和2.2个百分点)."""
    if token["magnitude"] or token["hedge"] or token["unit"]:
        return None
    listed = tables.pattern("members_behind").match(text, token.end("number"))
    last = tables.single.match(text, listed.end()) if listed else None
    if last is None or not last["unit"]:
        return None
    unit, family, _ = unit_at(text, last, "unit", listed.end(), tables)
    return (unit, family, last["magnitude"] or "") if unit else None


def _without_unit(
    text: str, token: re.Match[str], start: int, value: Decimal, tables: Patterns
) -> tuple[str, int, str]:
    """Return unit, end and rule of a numeral without a known unit; an empty rule where it is no quantity.

    4.8万 counts whatever follows. 160余棚 counts by its hedge, so the word behind it is a unit.
    """
    counted = max(token.end("magnitude"), token.end("hedge"), token.end("hedge2"), token.end("number"))
    if token["hedge"] and token["unit"] and not token["magnitude"]:
        return "", counted, ""
    if not token["magnitude"] and not token["hedge"]:
        omitted = _leaves_unit_out(text, token, start, counted, value, tables)
        return "", counted, "unit_omitted" if omitted and not _is_name(text, start, token, tables) else ""
    following = text[counted : counted + 1]
    if HANZI.match(following) and CLAUSE_END.match(text, counted + 1):
        return following, counted + 1, "unknown_unit"
    return "", counted, "magnitude_only"


def _leaves_unit_out(
    text: str, token: re.Match[str], start: int, end: int, value: Decimal, tables: Patterns
) -> bool:
    """信息采集1750，counts: a Chinese word stands before, the clause ends behind, and it is no year."""
    ended = _OMITTED_AFTER.match(text, end) or is_rate_told(text, start, tables) and _BRACKET.match(text, end)
    if not token["after"] and not ended:
        return False
    if not value and tables.pattern("none_left").search(text, max(0, start - 32), start):  # 贫困发生率降为0
        return not token["unit"]
    counts_something = value >= SMALLEST_WITHOUT_UNIT or ("." in token["number"] and value % 1)
    behind_word = tables.pattern("named_by_number").search(text, max(0, start - 5), start)
    return bool(behind_word and counts_something) and not is_year(token["number"])


def _is_name(text: str, start: int, token: re.Match[str], tables: Patterns) -> bool:
    """Say whether the numeral is a name of the table (12345, 110)."""
    return any(phrase == token["number"] for phrase, _, _ in tables.phrases.get(text[start], ()))
