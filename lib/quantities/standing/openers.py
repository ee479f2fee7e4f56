"""The time each sentence of a report is about: what its section covers, or the last words that opened a topic name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.metadata import dates, year_parts
from lib.quantities.standing import spans, status
from lib.quantities.standing.coverage import named_period, names_span, read_coverage
from lib.quantities.standing.period import Years
from lib.quantities.standing.words import YEAR, form, says
from lib.rules import Rules, compiled, pattern
from lib.structure import Section, Sentence

MONTHS_HEAD = 14  # characters in which the months of a sentence stand that open it
HEAD = 120  # characters of a sentence in which a time opens it
MOST_LEADS = 10


class Opener(NamedTuple):
    """A time that words at the head of a sentence name.

    lasting: for the paragraphs behind it too, until the next. deadline: only for sentences behind it that state a level.
    """

    period: str
    lasting: bool
    deadline: bool = False


class Open(NamedTuple):
    """What is open in front of a sentence: time of the part, of the paragraph, whether that is a deadline; section and part."""

    lasting: str = ""
    here: str = ""
    deadline: bool = False
    section: int = -2
    part: int = -2


def sentence_periods(
    rules: Rules,
    text: str,
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    years: Years,
) -> list[tuple[str, str]]:
    """Return for every sentence the time it is about where its own words name none, and the years of its part.

    Both as periods: 2020, 2016/2020 or 2020-01/2020-06; empty if unknown, the second also if the part is about no
    more than a year. text: clean text. sections, sentences: what was found in it. years: the years the report speaks of
    (own is not read).
    """
    parts, covered = read_coverage(rules, text, sections, years)
    found, state = [], Open()
    for sentence in sentences:
        own = covered[sentence.section]
        if sentence.section != state.section:
            state = _entered(state, sections, parts, covered, sentence)
        heading = sections[state.part].heading if state.part >= 0 else ""
        term = next((p for p in (own, covered[state.part]) if spans.several_years(p)), "")
        begins = sentence.start == 0 or text[sentence.start - 1] == "\n"
        spoken = years._replace(own=state.lasting or own)
        state = _after(rules, text, sentence, heading, spoken, begins, state)
        found.append((state.here or state.lasting or own, term))
    return found


def _entered(
    state: Open, sections: Sequence[Section], parts: list[int], covered: list[str], sentence: Sentence
) -> Open:
    """Return what is still open in a new section: nothing in a new part, or where its heading names a time of its own."""
    index = sentence.section
    part = parts[index] if index >= 0 else -1
    own_time = index >= 0 and sections[index].level > 1 and covered[index] != covered[part]
    closed = index < 0 or part != state.part or own_time or sentence.role == "problems"
    return Open("" if closed else state.lasting, "", state.deadline, index, part)


def _after(
    rules: Rules, text: str, sentence: Sentence, heading: str, years: Years, begins: bool, state: Open
) -> Open:
    """Return what is open once a sentence has begun; begins: whether it begins its paragraph."""
    state = state._replace(here="") if begins else state
    opener = _read_opener(rules, text, sentence, heading, years, begins)
    if opener and opener.lasting:
        return state._replace(lasting=opener.period, here="", deadline=opener.deadline)
    if opener:
        return state._replace(here=opener.period, deadline=opener.deadline)
    if months := _read_months(rules, text, sentence, years):
        return state._replace(here=months)
    if spans.within_year(state.here) and year_parts.find_year_parts(
        rules, text[sentence.start : sentence.end]
    ):
        return state._replace(
            here=""
        )  # 上半年新增企业14家, behind 1至5月, is of the half year again, and so is the rest
    if state.deadline and not _form(rules, "level").match(text, sentence.start, sentence.end):
        return state._replace(here="", deadline=False)
    return state


def _read_months(rules: Rules, text: str, sentence: Sentence, years: Years) -> str:
    """Return the months that open a sentence of a report on a part of a year (1至7月份实现开票销售…): its paragraph goes on with them."""
    if not spans.within_year(years.own) or sentence.role in status.PLANNED:
        return ""
    head = text[sentence.start : min(sentence.end, sentence.start + MONTHS_HEAD)]
    named = [part for part in year_parts.find_year_parts(rules, head) if part[1] == 1]
    other = pattern(rules, "no_frame_of_months", "quantity_patterns")
    opens = named and not other.search(head[: named[0][0]])
    return spans.of_months(spans.last_year(years.own), *named[0][1:]) if opens else ""


def _read_opener(
    rules: Rules, text: str, sentence: Sentence, heading: str, years: Years, begins: bool
) -> Opener | None:
    """Return the time that the head of a sentence opens, or None."""
    head = text[sentence.start : min(sentence.end, sentence.start + HEAD)]
    planned = sentence.role in status.PLANNED
    year = years.plan if planned else years.review
    if not year:
        return None
    if planned and (deadline := _forms(rules)["deadline"].match(head)):
        return _read_deadline(deadline.group(), years)
    for kind in ("span", "one", "year"):
        if match := _forms(rules)[kind].match(head):
            rest = text[sentence.start + match.end() : sentence.end]
            if kind == "span":
                return _read_span(rules, match["time"], rest, heading, years, planned, begins)
            return _read_year(rules, head, match, kind, heading, years, planned, begins)
    return None


def _read_deadline(words: str, years: Years) -> Opener | None:
    """Return the year of 到2025年，建成工业强市: it holds on for sentences that state a level."""
    last = dates.find_years(words)[-1][2]
    known = years.own.endswith(f"/{last}")  # a mean rate holds for all years of the span
    return Opener(str(last), False, True) if last > years.plan and not known else None


def _read_span(
    rules: Rules, words: str, rest: str, heading: str, years: Years, planned: bool, begins: bool
) -> Opener | None:
    """Return the years that 五年来 opens: for its part if it begins a paragraph, or holds no figure itself."""
    named = named_period(rules, words, years)
    year = years.plan if planned else years.review
    if not spans.several_years(named):
        return None
    if spans.first_year(named) < year if planned else spans.last_year(named) > year:
        return None
    of_one_year = not names_span(rules, heading) and bool(re.search(YEAR, heading))
    opens = begins or not re.search("[0-9]", rest)
    term = says(rules, "five_years", words)  # only such a term holds on for other paragraphs
    return Opener(named, opens and not of_one_year and term)


def _read_year(
    rules: Rules,
    head: str,
    match: re.Match,
    kind: str,
    heading: str,
    years: Years,
    planned: bool,
    begins: bool,
) -> Opener | None:
    """Return the year that opens a topic: 2020年是收官之年; not the one of a figure alone: 2020年，收入是2015年的2倍."""
    words, year = match["time"], str(years.plan if planned else years.review)
    if spans.within_year(years.own) and years.own.startswith(
        year
    ):  # 2013年是关键的一年, in a summary of half of it
        year = years.own
    coming = form(rules, "new").match(words) is not None
    if kind == "one" and coming and years.plan:  # at the end of a report without headings
        return Opener(str(years.plan), begins)
    fits = kind == "one" and planned == coming
    named = year if fits else named_period(rules, words, years)
    if named != year or _form(rules, "compared").search(head):
        return None
    topic = kind == "one" or bool(_form(rules, "topic").match(head, match.end()))
    topic = topic or bool(_form(rules, "year_is").match(head, match.end()))
    if not begins and not topic:
        return None
    several = names_span(rules, heading)
    both = several and bool(re.search(YEAR, heading))
    opens = begins or bool(_form(rules, "year_is").match(head, match.end()))
    return Opener(named, opens and (topic or both or not several))


def _form(rules: Rules, kind: str) -> re.Pattern:
    return form(rules, kind, "period_openers")


@compiled
def _forms(rules: Rules) -> dict[str, re.Pattern]:
    """Return the expressions of a sentence's head that opens with several years, one, or a deadline; group time: its words."""
    said = {
        kind: _form(rules, kind).pattern
        for kind in ("lead", "span", "one", "year", "about", "never", "deadline")
    }
    lead, never = f"{said['lead']}{{0,{MOST_LEADS}}}", f"(?!{said['never']})"
    forms = {kind: f"{lead}(?P<time>{said[kind]}){never}" for kind in ("span", "one")}
    forms["year"] = f"{lead}(?P<time>{said['year']})(?={said['about']}){never}"
    forms["deadline"] = f"{lead}{said['deadline']}"
    return {kind: re.compile(form) for kind, form in forms.items()}
