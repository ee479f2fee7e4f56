"""What a period of several years becomes for a figure: all of them for a sum or a mean rate, the last for a level."""

import re
from typing import NamedTuple

from lib.metadata import dates
from lib.quantities.standing import spans
from lib.quantities.standing.time_cues import NEAR_HEAD
from lib.quantities.standing.words import form, members, say, says
from lib.rules import MASK, Clauses, Rules, numerals, pattern

__all__ = ["Years", "end_of_row", "last_of_plan", "over_years"]


class Years(NamedTuple):
    """The years a report speaks of: own is what the section covers, now the year of speaking, term the years of a part
    that covers several; each may be missing."""

    own: str
    review: int | None
    plan: int | None
    now: int | None
    term: str = ""


def over_years(
    rules: Rules, sentence: str, place: int, unit: str, clauses: Clauses, stated: str, years: Years
) -> str:
    """Return the period given, or what a sum, a mean rate or a level against an earlier year makes of it.

    固定资产投资27亿元，比2006年增长15亿元，年均递增18% in a review of 2007 to 2011: the levels are of 2011, the rate is of
    all years. 产值5亿元，年均增长9%，累计20亿元: so is the sum.
    """
    last = spans.last_year(stated)
    if not last or spans.within_year(stated):
        return stated
    start = clauses.starts[clauses.at(place)]
    base = _base_year(rules, sentence, place, clauses)
    if unit in members(rules, "unit_of_rate") and says(rules, "mean", sentence, start, place):
        printed = _printed_years(rules, sentence, place, clauses, years)
        clause = clauses.at(place)
        plan = says(
            rules, "base_plan", sentence, clauses.statement_start(clause), clauses.statement_end(clause)
        )
        return (
            printed
            or (not plan and _since_base(sentence, stated, base, years))
            or _all_years(stated, base, years)
        )
    if says(rules, "sum", sentence, start, place):
        return _summed(rules, sentence, place, clauses, stated, base, years)
    ends = spans.several_years(stated) and (
        _at_their_end(rules, sentence, place, clauses, stated)
        or _reached_from(rules, sentence, place, clauses, stated)
        or _of_the_last_year(rules, sentence, place, clauses)
    )
    if ends:
        return str(last)
    return stated


def _base_year(rules: Rules, sentence: str, place: int, clauses: Clauses) -> int | None:
    """Return the year that the statement of a quantity compares with or starts from: 2006 in 比2006年增长, 2000 in 是“九五”的2倍."""
    clause = clauses.at(place)
    statement = clauses.statement_start(clause), clauses.statement_end(clause)
    if found := say(rules, "base_year", sentence, *statement):
        return dates.find_years(found[0].group())[0][2]
    if plans := say(rules, "base_plan", sentence, *statement):
        return last_of_plan(pattern(rules, "five_year_plan", "quantity_patterns").search(plans[0].group()))
    # 由2016年的6.8亿元增加到2021年的11.3亿元；五年累计完成2.36亿元，年均增长8%: the years are its own again
    own = says(rules, "years_counted", sentence, *statement)
    before = [] if own else say(rules, "base_year", sentence, 0, statement[0])
    return dates.find_years(before[-1].group())[0][2] if before else None


def _printed_years(rules: Rules, sentence: str, place: int, clauses: Clauses, years: Years) -> str:
    """Return the years printed as beginning and end of a change (由2016年的8亿元增加到2020年的13亿元), unless they frame the part's own."""
    clause = clauses.at(place)
    found = say(rules, "from_to", sentence, clauses.statement_start(clause), place)
    if not found:
        return ""
    first, last = (year for _, _, year in dates.find_years(found[-1].group()))
    return "" if spans.of_years(first + 1, last) in (years.own, years.term) else spans.of_years(first, last)


def _since_base(sentence: str, stated: str, base: int | None, years: Years) -> str:
    """Return the years between a base and the year of a mean rate, both printed (2016年…，是2012年的1.4倍，年均增长7%), or the part's."""
    last = spans.last_year(stated)
    if not base or base >= last:
        return ""
    term = spans.of_years(base + 1, last)
    own = term in (stated, years.own, years.term) and str(last) not in sentence
    return term if own else spans.of_years(base, last)


def _all_years(stated: str, base: int | None, years: Years) -> str:
    """Return the years over which a mean rate or a sum runs: behind the base up to the period given, or those of the part."""
    last = spans.last_year(stated)
    if base and base < last:
        return spans.of_years(base + 1, last)
    if spans.several_years(stated):
        return stated
    if years.plan and last > years.plan:
        return spans.of_years(years.plan, last)
    terms = (term for term in (years.own, years.term) if spans.several_years(term))
    return next((term for term in terms if spans.last_year(term) == last), stated)


def _summed(
    rules: Rules, sentence: str, place: int, clauses: Clauses, stated: str, base: int | None, years: Years
) -> str:
    """Return the years that 累计 covers: up to a year ahead (到2025年，投资累计完成80亿元), or those of a mean rate beside it."""
    clause = clauses.at(place)
    ahead = years.plan and spans.last_year(stated) > years.plan
    if (
        spans.several_years(stated)
        or ahead
        and not says(rules, "money", sentence, clauses.starts[clause], place)
    ):
        return stated
    statement = clauses.statement_start(clause), clauses.statement_end(clause)
    counted = any(says(rules, kind, sentence, *statement) for kind in ("over_years", "base_plan"))
    return _all_years(stated, None if ahead else base, years) if ahead or counted else stated


def _at_their_end(rules: Rules, sentence: str, place: int, clauses: Clauses, stated: str) -> bool:
    """Return whether a figure of several years is the level at their end: compared with the year before them.

    财政收入3.2亿元，比2006年增长1.6亿元; 工业企业达到55家，增加值15亿元，比2006年增长8亿元.
    """
    clause = clauses.at(place)
    if says(rules, "sum", sentence, clauses.starts[clause], place):
        return False
    end = clauses.statement_end(clause)
    following = sentence.find(MASK, end_of_row(sentence, place), end)
    reached = says(rules, "level", sentence, max(0, place - 2), place + 1)
    until = following if following >= 0 and not reached else end
    for cue in say(rules, "compared", sentence, clauses.starts[clause], until):
        its_own = clauses.at(cue.start())
        near = its_own == clause or cue.start() - clauses.starts[its_own] <= NEAR_HEAD
        if near and dates.find_years(cue.group())[0][2] == spans.first_year(stated) - 1:
            return True
    return False


def _reached_from(rules: Rules, sentence: str, place: int, clauses: Clauses, stated: str) -> bool:
    """Return whether a figure is the level that a change from the year before the span led to (由2015年的2100万元增加到3415万元)."""
    start = clauses.starts[clauses.at(place)]
    if says(rules, "led_from", sentence, start, place):  # 预算收入从13.7亿元增加到|53.7亿元
        return True
    bases = [cue.start() for cue in say(rules, "base_year", sentence, start, place)]
    changed = bases and MASK in sentence[bases[-1] : place]
    led = changed and says(rules, "led_to", sentence, max(0, place - 5), place)
    years = dates.find_years(sentence[bases[-1] : place]) if led else []
    return bool(years) and years[0][2] == spans.first_year(stated) - 1


def _of_the_last_year(rules: Rules, sentence: str, place: int, clauses: Clauses) -> bool:
    """Return whether a figure is a level that a mean rate has led to (财政收入达到8亿元，年均增长12%), or an income per head: neither is a sum."""
    clause = clauses.at(place)
    start = clauses.starts[clause]
    if says(rules, "sum", sentence, clauses.statement_start(clause), place):
        return False
    row = end_of_row(sentence, place)
    led = bool(form(rules, "mean_behind").match(sentence, row))
    return led or says(rules, "per_head", sentence, start, place)


def last_of_plan(plan: re.Match[str]) -> int:
    """Return the last year of the five-year plan that is named 九五 or 十一五: 2000, 2010."""
    return 2005 + 5 * (numerals.count(plan["number"]) - 10)


def end_of_row(sentence: str, place: int) -> int:
    """Return where the masked quantity that begins at a place of a sentence ends."""
    while sentence.startswith(MASK, place):
        place += 1
    return place
