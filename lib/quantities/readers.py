"""Hands each numeral to the reader of its form; years, dates, names and slogans are no quantities."""

import re
from collections.abc import Callable

from lib.quantities.arabic_numerals import read_arabic
from lib.quantities.chinese_numerals import read_bare, read_chinese
from lib.quantities.parts_of_a_whole import read_fraction, read_half, read_ratio, read_slash
from lib.quantities.patterns import Patterns
from lib.quantities.readings import Reading, Result, Unread, refused
from lib.quantities.signs import DOUBLINGS
from lib.rules import numerals

_DIGITS = re.compile("[0-9０-９][0-9０-９.,]*")


def read_token(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """Return the readings at a token, the numerals refused there with their class, and where to go on.

    text: the text; token: a match of the token pattern of the tables; tables: the rules in force.
    """
    if never := _NEVER.get(token.lastgroup):
        return refused(token, never)
    return _READERS[token.lastgroup](text, token, tables)


def _read_title(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """Numerals in the name of a law, document or book (《2020年工作要点》)."""
    return [], _inside(text, token, "name"), token.end()


def _read_quoted(text: str, token: re.Match[str], tables: Patterns) -> Result:
    """Numerals in short quotation marks are slogans and names (“3510”, “三提三争”); only 翻一番 keeps its meaning."""
    doubled = tables.pattern("doubling_quoted").search(text, token.start(), token.end())
    readings = []
    if doubled:
        value = numerals.chinese_value(doubled["count"][:-1])
        readings = [
            Reading(*doubled.span("count"), value, None, DOUBLINGS, "multiple", "", "", "chinese_numeral")
        ]
    return readings, _inside(text, token, "set_phrase"), token.end()


def _inside(text: str, token: re.Match[str], kind: str) -> list[Unread]:
    return [(*m.span(), kind) for m in _DIGITS.finditer(text, token.start(), token.end())]


# Forms that are never quantities, with the class of their numerals.
_NEVER = {
    "garbled": "damaged",
    "masked": "masked",
    "date": "date",
    "year": "year",
    "list": "list_number",
    "sum": "set_phrase",
}
_READERS: dict[str, Callable[[str, re.Match[str], Patterns], Result]] = {
    "quoted": _read_quoted,
    "title": _read_title,
    "ratio": read_ratio,
    "arabic": read_arabic,
    "fraction": read_fraction,
    "half": read_half,
    "slash": read_slash,
    "chinese": read_chinese,
    "bare": read_bare,
}
