"""The time that each section of a report covers: what its heading names, else the year or part of a year of its role."""

from collections.abc import Sequence
from typing import NamedTuple

from lib.metadata import dates, year_parts
from lib.quantities.standing import period, spans, status
from lib.quantities.standing.words import says
from lib.rules import Rules, sentence_cues
from lib.structure import Section


class Coverage(NamedTuple):
    """What the sections of a report cover.

    parts: for every section the index of the part that holds it, its own where none does. periods: the time of every
    section; the last entry is that of text outside all of them.
    """

    parts: list[int]
    periods: list[str]


def read_coverage(rules: Rules, text: str, sections: Sequence[Section], years: period.Years) -> Coverage:
    """Return what the sections of a report cover.

    text: clean text. sections: found in it, in order. years: the years the report speaks of (own is not read).
    """
    parts = _parts(sections)
    months = year_parts.part_reported(rules, text, sections)
    outside = spans.of_months(years.review, *months) if months else spans.of_year(years.review)
    periods = [_period(rules, sections, at, part, years, months) for at, part in enumerate(parts)]
    return Coverage(parts, [*periods, outside])


def _parts(sections: Sequence[Section]) -> list[int]:
    found, part = [], -1
    for index, section in enumerate(sections):
        if section.level == 1:
            part = index
        inside = part >= 0 and sections[part].start <= section.start < sections[part].end
        found.append(part if inside else index)
    return found


def _period(
    rules: Rules, sections: Sequence[Section], at: int, part: int, years: period.Years, months
) -> str:
    """Return the time of one section: its heading's, else that of its part, else that of its role."""
    section = sections[at]
    planned = section.role in status.PLANNED
    year = years.plan if planned else years.review or years.plan  # a plan's account of where things stand
    told = heading_period(rules, section.heading, year, years)
    # What is still wanting is so at the time of speaking, whatever span the part covers.
    if not told and section.role != "problems":
        told = heading_period(rules, sections[part].heading, year, years)
    if told or not months:
        return told or spans.of_year(year)
    if not planned:
        return spans.of_months(year, *months)
    return spans.of_months(year, months[1] + 1, 12) if year == years.review else spans.of_year(year)


def names_span(rules: Rules, heading: str) -> bool:
    """Return whether a heading names several years: 过去五年工作回顾."""
    cues = period.find_period_cues(rules, heading) if says(rules, "span_sign", heading) else []
    return any(cue.effect in ("plan", "back", "ahead") for cue in cues)


def heading_period(rules: Rules, heading: str, year: int | None, years: period.Years) -> str:
    """Return the time a heading names, as far as it is that of a section about `year`, else an empty string.

    Several years (过去五年工作回顾), a part of the year (上半年工作情况), or the year itself.
    """
    if names_span(rules, heading):
        return named_period(rules, heading, years._replace(own="", now=None))
    named = [found for _, _, found in dates.find_years(heading)]
    if parts := year_parts.find_year_parts(rules, heading) if year and named in ([], [year]) else []:
        return spans.of_months(year, *parts[0][1:])
    return spans.of_year(year) if named == [year] else ""


def named_period(rules: Rules, words: str, years: period.Years) -> str:
    """Return the time that words name, read as if a quantity stood behind them."""
    cut = sentence_cues.cut(words)
    return period.read_periods(rules, words + "#", [len(words)], ["%"], cut, years)[0]
