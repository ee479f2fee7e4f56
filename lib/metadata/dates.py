"""Dates and years as reports write them: in digits, in Chinese numerals, and with characters lost."""

import re
from typing import NamedTuple

from lib.rules import numerals

# How years and dates are written is a grammar of digits and 年, 月 and 日 that the code takes apart, and no list of wordings.
ZERO = f"{numerals.ZEROS}ＯOo0"
CHINESE = f"{numerals.COUNTING[:9]}{ZERO}"
NUMERAL = f"{numerals.COUNTING}百{ZERO}0-9"

YEAR = rf"(?<![0-9.])(?:19|20)[0-9][0-9]|二[{ZERO}][{CHINESE}]{{2}}|一九[{CHINESE}]{{2}}"
YEAR_WORD = re.compile(rf"(?P<year>{YEAR})\s*年(?!\s*代)")
_SMALL = rf"[0-9]{{1,2}}|[{numerals.COUNTING}]{{1,3}}|廿[{numerals.COUNTING[:9]}]?"
_DATE = re.compile(
    rf"(?P<year>{YEAR})\s*年\s*(?P<month>元|{_SMALL})\s*月(?:\s*(?P<day>{_SMALL})\s*[日号])?"
    r"|(?<![0-9.])(?P<y2>(?:19|20)[0-9][0-9])\s*[-/.．]\s*(?P<m2>[0-9]{1,2})\s*[-/.．]\s*(?P<d2>[0-9]{1,2})(?![0-9.])"
    r"|(?<![0-9])(?P<y3>(?:19|20)[0-9][0-9])(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12][0-9]|3[01])(?![0-9])"
)
_DAMAGED = re.compile(
    r"(?<![0-9.])(?P<year>(?:19|20)[0-9][0-9])(?P<rest>[ \t]*年?[ \t]*[0-9]{0,4}[ \t]*月?[ \t]*[0-9]{0,2}[ \t]*日?)"
)


class DateFound(NamedTuple):
    """A date in a text: [start, end), ISO text (2021-02-05 or 2020-12), and the readings left where characters are lost."""

    start: int
    end: int
    iso: str | None
    damaged: bool
    candidates: tuple[str, ...]


def find_years(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, int]]:
    """Return (start, end, year) of every year named in `text[start:end]`; 2016-2020年 names only its last year."""
    found = YEAR_WORD.finditer(text, start, len(text) if end is None else end)
    return [(m.start(), m.end(), numerals.count(m["year"])) for m in found]


def find_dates(text: str) -> list[DateFound]:
    """Return the dates in `text`, in order: whole ones, months, and those that have lost characters.

    `2022416` has lost 年, 月 and 日: every split of its last digits into a month and a day is a candidate, and `iso`
    is given only where one is left.
    """
    text = numerals.in_ascii(text)
    found = [date for m in _DATE.finditer(text) if (date := _whole(m))]
    taken = [(d.start, d.end) for d in found]
    for m in _DAMAGED.finditer(text):
        if not any(start < m.end() and m.start() < end for start, end in taken) and (date := _damaged(m)):
            found.append(date)
    return sorted(found)


def _whole(m: re.Match) -> DateFound | None:
    year, month, day = (
        m[a] or m[b] or m[c] for a, b, c in (("year", "y2", "y3"), ("month", "m2", "m3"), ("day", "d2", "d3"))
    )
    iso = _iso(numerals.count(year), numerals.count(month), numerals.count(day) if day else None)
    day_lost = day is None and re.match(r"\s*[日号]", m.string[m.end() :])
    return DateFound(m.start(), m.end(), iso, bool(day_lost), (iso,)) if iso else None


def _damaged(m: re.Match) -> DateFound | None:
    rest = re.sub(r"\s", "", m["rest"])
    if rest in ("", "年") or re.fullmatch(r"年[0-9]{1,2}", rest):
        return None  # a bare year, or 2020年3 that goes on as a number of something else
    if m.end() < len(m.string) and m.string[m.end()] in ".．-/%％万亿个":
        return None
    year, after = int(m["year"]), rest.removeprefix("年")
    if "月" in after:
        month, _, day = after.partition("月")
        splits = [(month, day.rstrip("日"))]
    else:
        digits = re.sub(r"\D", "", after)
        splits = [(digits[:i], digits[i:]) for i in range(1, len(digits))]
    read = {
        _iso(year, int(a), int(b) if b else None) for a, b in splits if a and not (b or "1").startswith("0")
    }
    candidates = tuple(sorted(iso for iso in read if iso))
    if "月" not in rest and "日" not in rest and len(re.sub(r"\D", "", rest)) < 2:
        return None
    end = m.start() + len(m.group().rstrip())
    return DateFound(m.start(), end, candidates[0] if len(candidates) == 1 else None, True, candidates)


def _iso(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12 or day is not None and not 1 <= day <= 31:
        return None
    return f"{year}-{month:02}" if day is None else f"{year}-{month:02}-{day:02}"
