"""Says what a numeral is when it is no quantity: ordinal, year, name, or the name of a class of things."""

import re

from lib.quantities.patterns import Patterns
from lib.quantities.signs import CLAUSE_END

AMOUNTS = ("money", "area", "length", "weight", "volume", "power", "energy")
SCALES = (*AMOUNTS, "people", "livestock", "households")

_YEAR = re.compile("(?:19|20)[0-9]{2}")
_WORD = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_LATIN_BEFORE = re.compile("[A-Za-z]+[-—]?$")
# □ is what cleaning puts for a character that cannot be read.
_TORN_BEFORE = re.compile("[0-9][ \u3000]{1,2}$|□$")
_TORN_BEHIND = re.compile("□|[ \u3000]{1,2}[0-9]")


def class_of(text: str, start: int, end: int, tables: Patterns) -> str:
    """Return the class of an Arabic numeral that is no quantity: ordinal, year, name or unread."""
    if is_ordinal(text, start, tables) or text.startswith(tables.words["rank_behind"], end):
        return "ordinal"
    if is_year(text[start:end]):
        return "year"
    if _LATIN_BEFORE.search(text, max(0, start - 12), start) or _WORD.match(text, end):
        return "name"
    return "unread"


def is_ordinal(text: str, start: int, tables: Patterns) -> bool:
    """Say whether 第 or 前 right before an offset makes its numeral a rank (第4名, 前三)."""
    return text.endswith(tables.words["rank"], 0, start) and not ends_no_rank(text, start, tables)


def ends_no_rank(text: str, start: int, tables: Patterns) -> bool:
    """Say whether 前 right before an offset belongs to a word that ranks nothing (目前3家)."""
    return text.endswith(tables.words["no_rank"], 0, start)


def is_torn(text: str, start: int, end: int) -> bool:
    """Say whether a numeral has lost its point or a digit: 5 9亿元 (was 5.9), 10□3亿美元. Its value cannot be known."""
    return bool(_TORN_BEFORE.search(text, max(0, start - 3), start) or _TORN_BEHIND.match(text, end))


def is_year(numeral: str) -> bool:
    """Say whether four digits without a unit are a year of the last or this century."""
    return _YEAR.fullmatch(numeral) is not None


def joined_to_latin(text: str, start: int, end: int, unit: str) -> bool:
    """Say whether Latin letters make the numeral a name (G107, 5GHz, COVID-19); in GDP 8亿元 they do not."""
    if _is_latin(unit[-1:]) and _is_latin(text[end : end + 1]):
        return True
    letters = _LATIN_BEFORE.search(text, max(0, start - 12), start)
    return bool(letters) and len(letters[0]) < 3


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def names_a_class(
    text: str, start: int, end: int, after: str, family: str, ranged: bool, in_words: bool, tables: Patterns
) -> bool:
    """Say whether an amount names a class of things and so states nothing.

    5000万元以上项目, 超亿元企业 and 50亿-100亿元企业 do, and so do 万吨级, 60岁以上老人 and 15分钟便民圈; a share
    (90%以上的村) does not.

    text, start, end: the quantity without a look at what follows; after: 以上 and the like; family: of its unit;
    ranged: whether it is a range; in_words: whether the numeral is written in Chinese; tables: the rules in force.
    """
    words, follows = tables.words, lambda use: bool(tables.pattern(use).match(text, end))
    if text.startswith(words["grade"], end) or (family == "time" and follows("circle_behind")):
        return True
    if family == "age":
        return bool(after) or not CLAUSE_END.match(text, end)
    above = text.endswith(words["class_above"], 0, start)
    if in_words and above and follows("class_counted_behind"):
        return True
    if family in AMOUNTS and after and follows("class_noun_behind"):
        return True
    if family in SCALES and after and follows("of_things_behind"):
        return True
    if family in SCALES and (after or above) and follows("counted_behind"):
        return True
    limits = bool(after or above or ranged and family == "money")
    counted = tables.threshold.match(text, end) or not family and text.startswith(words["class_behind"], end)
    return (family in SCALES or not family and bool(after)) and limits and bool(counted)
