"""The time a quantity holds for: the time its section covers, unless words before it name another."""

import re
from collections.abc import Sequence

from lib.metadata import dates, year_parts
from lib.quantities.standing import spans
from lib.quantities.standing.terms import Years, end_of_row, last_of_plan, over_years
from lib.quantities.standing.time_cues import Reaching, find_period_cues, reaching_cues
from lib.quantities.standing.words import form, say, says
from lib.rules import Clauses, Rules, numerals, pattern

__all__ = ["Years", "find_period_cues", "read_periods"]

LOOK_AHEAD = 8  # characters
SHIFTS = {"this": 0, "last": -1, "next": 1, "before_last": -2}  # a base in 前年 is two years back


def read_periods(
    rules: Rules,
    sentence: str,
    places: Sequence[int],
    units: Sequence[str],
    clauses: Clauses,
    years: Years,
) -> list[str]:
    """Return the period of every quantity of a sentence: 2020, 2020-06, 2020-01/2020-10 or 2021/2025.

    sentence: the sentence with its quantities masked. places: offset of each quantity in it, ascending. units: of each.
    clauses: its clauses. years: the years its section and report speak of. Empty where no year is known.
    """
    reaching = reaching_cues(rules, sentence, clauses)
    dealt = _dealt(rules, sentence, places, clauses, reaching, years)
    found, heads = [], _heads_of_rows(rules, sentence, places)
    for place, unit in zip(places, units):
        stated = (
            dealt.get(place)
            or dated_behind(rules, sentence, place)
            or _nearest(rules, sentence, place, reaching, years)
        )
        found.append(over_years(rules, sentence, heads[place], unit, clauses, stated, years))
    return found


def _heads_of_rows(rules: Rules, sentence: str, places: Sequence[int]) -> dict[int, int]:
    """Return for each quantity the first of those it is joined to: what stands before that one is said of all (年均分别增长17%、|18%)."""
    return {place: row[0] for row in _rows_of_values(rules, sentence, places) for place in row}


def dated_behind(rules: Rules, sentence: str, place: int) -> str:
    """Return the year that a bracket right behind a quantity gives it: 常住人口263323人（2010年）."""
    dated = pattern(rules, "year_in_brackets", "quantity_patterns").match(sentence, place)
    return dated[1] if dated else ""


def _nearest(rules: Rules, sentence: str, place: int, reaching: list[Reaching], years: Years) -> str:
    """Return the period that the nearest cue before a quantity names for it, the section's where none reaches it."""
    behind = [(cue, end) for cue, end in reversed(reaching) if cue.end <= place]
    starts_change = says(rules, "base", sentence, 0, place)
    bases = [cue for cue, _ in behind if starts_change and cue.effect in ("base", "against")]
    near = [cue for cue, end in behind if place < end and cue.effect != "against"]
    if near and near[0].effect == "full":  # 今年的总体要求是…，全年实现: the year of 全年 is told before it
        near = [cue for cue in near if cue.effect in ("this", "last", "next", "year")] + near
    periods = (_named(rules, sentence, cue, place, years) for cue in [*bases[:1], *near])
    return next(filter(None, periods), years.own)


def _named(rules: Rules, sentence: str, cue, place: int, years: Years) -> str:
    """Return the period that a cue names for the quantity at `place`; empty where it names none."""
    words = sentence[cue.start : cue.end]
    digits = [int(year) for year in re.findall("(?:19|20)[0-9]{2}", words)]
    named = digits or [year for _, _, year in dates.find_years(words)]  # 2017—2021年 has one 年 for two years
    year = named[0] if named else _year_counted(rules, words, years)
    if cue.effect == "part":
        seen = sentence[cue.start : cue.end + LOOK_AHEAD]  # 半年 is known by what follows it
        return spans.of_months(year, *year_parts.find_year_parts(rules, seen)[0][1:])
    if cue.effect in ("upto", "months", "month_end", "since_month"):
        return _months(rules, sentence, cue, place, year, years)
    plan = pattern(rules, "five_year_plan", "quantity_patterns").search(words)
    if cue.effect == "plan" or cue.effect == "base" and plan:
        last = last_of_plan(plan)
        return str(last) if says(rules, "year_end", words) else spans.of_years(last - 4, last)
    return _years_named(rules, cue.effect, named, words, years)


def _year_counted(rules: Rules, words: str, years: Years) -> int | None:
    """Return the year of 去年6月 or 今年上半年, else the last of the section's."""
    if years.now and pattern(rules, "of_last_year", "quantity_patterns").match(words):
        return years.now - 1
    return spans.last_year(years.own)


def _months(rules: Rules, sentence: str, cue, place: int, year: int | None, years: Years) -> str:
    named = pattern(rules, "month_named", "quantity_patterns").findall(sentence[cue.start : cue.end])
    months = [numerals.count(month) for month in named]
    if cue.effect == "since_month" and months:
        return spans.of_months(year, months[0], spans.last_month(years.own))
    if not months or cue.effect == "month_end" and not is_stock(rules, sentence, cue.end, place):
        return ""
    first = months[0]
    if cue.effect == "upto":
        dated = form(rules, "as_of").match(sentence, cue.start)
        at_date = dated and is_stock(rules, sentence, cue.end, place)
        first = months[-1] if at_date else 1
    return spans.of_months(year, first, months[-1])


def _years_named(rules: Rules, effect: str, named: list[int], words: str, years: Years) -> str:
    if effect == "year" and named and f"{named[-1]}-01/" in years.own:
        return years.own  # the year's own name in a report on its first months
    if effect in ("year", "base", "against") and named:
        return spans.of_years(named[0], named[-1])
    if effect == "since" and named:
        return spans.of_years(named[0], years.review or named[0])
    if effect == "own":  # 目前 in an account of five years is at their end
        return str(spans.last_year(years.own)) if spans.several_years(years.own) else years.own
    if effect == "reviewed" and years.review and years.plan and spans.first_year(years.own) == years.plan:
        return str(years.review)
    if effect in ("full", "reviewed"):
        return _whole_year(years)
    if effect == "this" and years.now == spans.last_year(years.own) and "-01/" in years.own:
        return years.own  # 今年 in a report on half a year
    if effect in ("span", "ahead", "back", "ago"):
        return _counted_years(rules, effect, words, years)
    if effect == "last" and says(rules, "same_months", words) and spans.within_year(years.own):
        return spans.year_before(years.own)
    near = effect == "base" and not says(rules, "year_before_last", words)
    shift = -1 if near else SHIFTS.get(effect, -2)
    # 上年 is the year before the one spoken of, 去年 the year before the one in which it is said.
    year = spans.last_year(years.own) if says(rules, "year_above", words) else years.now
    return spans.of_year(year and year + shift)


def _whole_year(years: Years) -> str:
    """Return the year of 全年: the section's, the last of its years, or the first of those planned for."""
    first = spans.first_year(years.own)
    return str(first) if years.plan and first == years.plan else spans.of_year(spans.last_year(years.own))


def _counted_years(rules: Rules, effect: str, words: str, years: Years) -> str:
    """Return the N years behind or before the year reported or planned for; of 五年前, the one year."""
    length = numerals.count(pattern(rules, "small_number", "quantity_patterns").search(words).group())
    if effect == "ago":
        last = spans.last_year(years.own)
        return str(last - length) if last else ""
    if effect == "span":
        effect = "ahead" if years.plan and spans.first_year(years.own) == years.plan else "back"
    anchor = years.plan if effect == "ahead" else years.review
    if not anchor:
        return ""
    first = anchor if effect == "ahead" else anchor - length + 1
    return spans.of_years(first, first + length - 1)


def _dealt(
    rules: Rules,
    sentence: str,
    places: Sequence[int],
    clauses: Clauses,
    reaching: list[Reaching],
    years: Years,
) -> dict[int, str]:
    """Return the periods of quantities that 分别 deals out over times named in a row: 2020年、2021年收入分别为3亿元、4亿元."""
    dealt: dict[int, str] = {}
    for row in _rows_of_times(rules, sentence, [cue for cue, _ in reaching]):
        words = say(rules, "dealt", sentence, row[-1].end, clauses.statement_end(clauses.at(row[-1].end)))
        end = clauses.statement_end(clauses.at(row[-1].end))
        behind = [place for place in places if words and words[0].end() <= place < end]
        for values in _rows_of_values(rules, sentence, behind):
            if len(values) == len(row):
                named = [_named(rules, sentence, cue, place, years) for cue, place in zip(row, values)]
                dealt |= dict(zip(values, named))
    return dealt


def _rows_of_times(rules: Rules, sentence: str, cues: list) -> list[list]:
    """Return the time cues that stand in a row, with only a 、 or 和 between them, two and more."""
    rows: list[list] = []
    joint = pattern(rules, "joint_of_row", "quantity_patterns")
    for cue in cues:
        if rows and joint.fullmatch(sentence[rows[-1][-1].end : cue.start]):
            rows[-1].append(cue)
        else:
            rows.append([cue])
    return [row for row in rows if len(row) > 1]


def _rows_of_values(rules: Rules, sentence: str, places: Sequence[int]) -> list[list[int]]:
    """Return the quantities in rows of those with only a 、 or 和 between them."""
    rows: list[list[int]] = []
    joint = pattern(rules, "joint_of_row", "quantity_patterns")
    for place in places:
        if rows and joint.fullmatch(sentence[end_of_row(sentence, rows[-1][-1]) : place]):
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows


def is_stock(rules: Rules, sentence: str, start: int, place: int) -> bool:
    """Return whether the last word before a quantity that tells flows from stocks speaks of a stock (共有低保户405户)."""
    stocks = say(rules, "stock", sentence, start, place + 1)
    flows = say(rules, "flow", sentence, start, place + 1)
    return bool(stocks) and (not flows or stocks[-1].end() >= flows[-1].end())
