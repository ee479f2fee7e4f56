"""Reads the quantities of a report sentence by sentence and gives each its scope, status and period."""

from itertools import groupby
from typing import NamedTuple

from lib.quantities import Quantity
from lib.quantities.standing import openers, period, scope, spans, status, topics
from lib.quantities.standing.speaking import year_of_speaking
from lib.quantities.standing.words import form
from lib.rules import Rules
from lib.rules import sentence_cues as masked_sentences
from lib.structure import Section, Sentence

RATIO_SIGNS = ":：∶︰﹕"
LONGEST = 1500  # characters; the longest sentences of real reports have about 1,000


class Circumstance(NamedTuple):
    """scope: town or part; status: actual, target or expected; period: 2020, 2020-06, 2020-01/2020-10, 2021/2025; rule: why."""

    scope: str
    status: str
    period: str
    rule: str


class _Carried(NamedTuple):
    """What a sentence hands on to the next: the end of its last character, the state of the project it describes, and the
    time it named."""

    end: int
    part: bool
    status: str
    period: str = ""
    aimed: str = ""


def read_circumstances(
    rules: Rules,
    text: str,
    sections: list[Section],
    sentences: list[Sentence],
    quantities: list[Quantity],
    review_year: int | None,
    plan_year: int | None,
) -> list[Circumstance]:
    """Return the circumstances of every quantity, in their order.

    text: clean text. sections, sentences, quantities: what was found in it; offsets in it. review_year, plan_year: the
    years it looks back on and plans for; where they are missing, periods that need them are empty.
    """
    now = year_of_speaking(
        rules, text, [(s.start, s.end, s.role) for s in sections if s.level == 1], review_year, plan_year
    )
    report_years = period.Years(str(review_year or ""), review_year, plan_year, now)
    about = openers.sentence_periods(rules, text, sections, sentences, report_years)
    found: list[Circumstance] = []
    carried = _Carried(-1, False, "")
    for index, group in groupby(_with_sentence(quantities, sentences), key=lambda pair: pair[0]):
        members = [quantity for _, quantity in group]
        sentence = (
            sentences[index] if index >= 0 else Sentence(members[0].start, members[-1].end, -1, "front")
        )
        before = carried if index > 0 and carried.end == sentences[index - 1].end else _Carried(-1, False, "")
        own, term = about[index] if index >= 0 else (report_years.own, "")
        years = report_years._replace(
            own=own or _told_before(text, before, sentence, report_years), term=term
        )
        for piece, inside in _pieces(sentence, members):
            rows, carried = _read_sentence(rules, text, piece, inside, years, before)
            found += rows
    return found


def _told_before(text: str, carried: _Carried, sentence: Sentence, years: period.Years) -> str:
    """Return the time that the sentence before named, in a text of which no year is known (2011年末总人口…。另有流动人口…)."""
    known = years.review or years.plan
    return "" if known or carried.end < 0 or "\n" in text[carried.end : sentence.start] else carried.period


def _pieces(sentence: Sentence, quantities: list[Quantity]) -> list[tuple[Sentence, list[Quantity]]]:
    """Return a sentence in pieces of LONGEST characters: a text without stops is read piece by piece."""
    if sentence.end - sentence.start <= LONGEST:
        return [(sentence, quantities)]
    pieces, start = [], sentence.start
    for _, group in groupby(quantities, key=lambda quantity: (quantity.start - sentence.start) // LONGEST):
        own = list(group)
        start = max(start, own[0].start - LONGEST)
        pieces.append((sentence._replace(start=start, end=own[-1].end), own))
        start = own[-1].end
    return pieces


def _with_sentence(quantities: list[Quantity], sentences: list[Sentence]) -> list[tuple[int, Quantity]]:
    """Return each quantity with the index of its sentence, -1 for one that crosses a sentence's edge."""
    pairs, i = [], 0
    for quantity in quantities:
        while i < len(sentences) and sentences[i].end <= quantity.start:
            i += 1
        inside = (
            i < len(sentences) and sentences[i].start <= quantity.start and quantity.end <= sentences[i].end
        )
        pairs.append((i if inside else -1, quantity))
    return pairs


def _read_sentence(
    rules: Rules,
    text: str,
    sentence: Sentence,
    quantities: list[Quantity],
    years: period.Years,
    before: _Carried,
) -> tuple[list[Circumstance], _Carried]:
    """Return the circumstances of a sentence's quantities, and what it hands on."""
    spans = [(quantity.start, quantity.end) for quantity in quantities]
    masked = masked_sentences.mask(text, sentence.start, sentence.end, spans)
    cut = masked_sentences.cut(masked)
    places = [start - sentence.start for start, _ in spans]
    units = [_unit_of(quantity) for quantity in quantities]
    goes_on = before.part and topics.continues(rules, masked)
    of_which = form(rules, "of_which").match(masked)
    of_aim = before.aimed and of_which  # 力争总产值达到50亿元。其中，工业总产值48亿元
    goes_on_of_it = of_which and before.period  # 到2020年底，企业达到42家。其中，规模以上11家
    years = years._replace(own=before.period) if of_aim or goes_on_of_it else years
    periods = period.read_periods(rules, masked, places, units, cut, years)
    past = [_is_past(stated, years, sentence.role) for stated in periods]
    coming = [_is_coming(stated, years, sentence.role) for stated in periods]
    handed = before.aimed if of_aim else before.status if goes_on else ""
    statuses = status.read_statuses(rules, masked, places, units, cut, sentence.role, past, coming, handed)
    statuses = [(stated, "aim" if of_aim and rule == "carried" else rule) for stated, rule in statuses]
    scopes = scope.read_scopes(rules, masked, places, units, cut, statuses, goes_on)
    rows = [
        Circumstance(where, stated, (year := _yearly(when, why, years)), _rule(place_rule, why, year))
        for (where, place_rule), (stated, why), when in zip(scopes, statuses, periods)
    ]
    rows = _as_ratios(masked, places, rows)
    last = rows[-1]
    told = "" if period.dated_behind(rules, masked, places[-1]) else last.period
    unfinished = "target" if any(row.status == "target" and row.scope == "part" for row in rows) else ""
    aimed = statuses[-1][0] == "target" and statuses[-1][1] != "task"
    return rows, _Carried(sentence.end, last.scope == "part", unfinished, told, aimed)


def _unit_of(quantity: Quantity) -> str:
    """Return the unit of a quantity, % for a rate that lost its sign (占年计划的58.2)."""
    lost = not quantity.unit and quantity.rule == "unit_omitted" and quantity.kind in ("growth", "share")
    return "%" if lost else quantity.unit


def _as_ratios(masked: str, places: list[int], rows: list[Circumstance]) -> list[Circumstance]:
    """Return the rows with the parts of a ratio alike: all of 由2019年的10:45:45 are of 2019."""
    for k in range(1, len(rows)):
        between = masked[places[k - 1] : places[k]].lstrip(masked_sentences.MASK)
        if between and between in RATIO_SIGNS:
            rows[k] = rows[k - 1]
    return rows


def _rule(place_rule: str, why: str, year: str) -> str:
    """Return what settled a row: the rules of scope and status, and no_year where the text lets no time be known."""
    return f"{place_rule}/{why}" if year else f"{place_rule}/{why}/no_year"


def _yearly(stated: str, rule: str, years: period.Years) -> str:
    """A yield or capacity is of a whole year, whatever months its sentence speaks of; so is a year's task."""
    if rule == "task" and spans.within_year(stated):
        return spans.of_year(spans.last_year(stated))
    return years.own if rule in ("yield", "capacity") and spans.within_year(stated) else stated


def _is_past(stated: str, years: period.Years, role: str) -> bool:
    """Return whether a time that a plan names lies before what the plan is for."""
    begins = years.own if spans.within_year(years.own) else spans.of_year(years.plan)
    return role in status.PLANNED and spans.ends_before(stated, begins)


def _is_coming(stated: str, years: period.Years, role: str) -> bool:
    """Return whether a time that a review names lies behind all years it can report: what is told of it is planned."""
    known = [year for year in (years.review, years.plan, years.now) if year]
    return role not in status.PLANNED and bool(known and stated) and spans.first_year(stated) > max(known)
