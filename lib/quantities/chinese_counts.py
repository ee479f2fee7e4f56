"""Decides whether a Chinese numeral with a unit counts something (三个项目) or is a phrase (三个方面, 一批)."""

import re
from decimal import Decimal

from lib.quantities.context import clause_before, cue_before
from lib.quantities.patterns import Patterns, Unit
from lib.quantities.signs import CLAUSE_END, DOUBLINGS, HANZI, PER
from lib.rules import numerals

LARGE = 100
LARGEST_RHETORICAL = 20


def counts(text: str, token: re.Match[str], value: Decimal, vague: str, tables: Patterns) -> bool:
    """Say whether a Chinese numeral before a unit counts something.

    text: the text; token: a match of the token pattern with the groups cn, cn_unit and their hedges; value: of the
    numeral; vague: 上, 数 or 几 before it, or the tenth behind its unit; tables: the rules in force (the column `chinese` of units.csv decides first).
    """
    start = token.start("chinese")
    spelling = PER.split(token["cn_unit"])[0]
    unit = tables.units[spelling]
    if unit.name == DOUBLINGS:
        return bool(tables.pattern("doubling_verb").search(text, max(0, start - 3), start))
    if not _may_count(text, token, spelling, unit, tables) or in_phrase(text, start, tables):
        return False
    bare = is_bare(token["cn"])
    if (
        vague
        or numerals.POINT in token["cn"]
        or token["cn_hedge"]
        or token["cn_hedge2"]
        or cue_before(text, start, tables)[0]
    ):
        return unit.chinese != "list"
    return not bare and _plainly_counts(text, token, spelling, unit, value, tables)


def is_bare(numeral: str) -> bool:
    """百, 千, 万 and 亿 alone count only with a hedge: 近亿元, 千余亩."""
    return numeral[0] in numerals.RANKS and numeral[0] != numerals.TEN


def lists(text: str, start: int, value: Decimal, tables: Patterns) -> bool:
    """Say whether the clause before 三大 lists what it counts (甲、乙、丙三大基地)."""
    clause = clause_before(text, start)
    if clause.endswith(tables.words["ranked_among"]):
        return False
    listed = bool(tables.pattern("list_before_total").search(clause))
    return value > 2 and listed and not tables.pattern("bare_total").search(clause)


def value_and_high(numeral: str, low: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Return value and upper end: 三到五 is 3 to 5, 三四百 is 300 to 400, 十二 is 12 without an upper end, 一百几十 110, 十几万 100000.

    numeral: the Chinese numeral before the unit; low: the one before 至 or 到, or None.
    """
    if low:
        return numerals.chinese_value(low), numerals.chinese_value(numeral)
    return numerals.chinese_range(numerals.without_several(numeral))


def _may_count(text: str, token: re.Match[str], spelling: str, unit: Unit, tables: Patterns) -> bool:
    """二 before a measure word is an ordinal (二次供水), and one-character aliases (平, 方) follow Arabic numerals only."""
    alias = len(spelling) == 1 and spelling != unit.name
    return not (token["cn"] == numerals.TWO or unit.chinese == "no" or alias) and not text.endswith(
        tables.words["no_count"], 0, token.start("chinese")
    )


def in_phrase(text: str, start: int, tables: Patterns) -> bool:
    """Say whether the numeral at an offset belongs to a set phrase (四个意识)."""
    for phrase, place, _ in tables.phrases.get(text[start], ()):
        if start >= place and text.startswith(phrase, start - place):
            return True
    return False


def _plainly_counts(
    text: str, token: re.Match[str], spelling: str, unit: Unit, value: Decimal, tables: Patterns
) -> bool:
    """Decide for a numeral without a hedge, by what follows and what the unit asks for."""
    start, end = token.start("chinese"), token.end("cn_unit")
    if value < LARGEST_RHETORICAL and text.startswith(tables.heads, end):
        return False
    if unit.chinese == "list":
        return lists(text, start, value, tables)
    if unit.chinese == "hedged":
        return value >= LARGE or (value > 1 and text.endswith(tables.words["dealt"], 0, start))
    if spelling in tables.words["place_unit"] and text.startswith(tables.words["place_end"], end):
        return False  # 三元区, 五台山
    if value == 1 and not token["cn_low"]:
        return unit.chinese == "one" and _one_counts(text, start, end, tables)
    return value >= 1


def _one_counts(text: str, start: int, end: int, tables: Patterns) -> bool:
    """新建园区一处 counts, and so does 新建一座桥; elsewhere 一 is an article."""
    behind_noun = start > 0 and HANZI.match(text, start - 1) is not None
    ends_clause = behind_noun and CLAUSE_END.match(text, end) is not None
    return ends_clause or text.endswith(tables.words["built"], 0, start)
