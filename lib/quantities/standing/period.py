"""The time a quantity holds for: the time its section covers, unless words before it name another."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.metadata import dates, year_parts
from lib.quantities.standing import spans
from lib.quantities.standing.time_cues import NEAR_HEAD, Reaching, find_period_cues, reaching_cues
from lib.quantities.standing.words import form, say, says
from lib.rules import MASK, Clauses, Rules, numerals

__all__ = ["Years", "find_period_cues", "read_periods"]

RATES = ("%", "个百分点")
LOOK_AHEAD = 8  # characters
_MONTHS_NAMED = re.compile("(1[0-2]|[1-9]|十[一二]?|元|[一二三四五六七八九])(?=个?月|月?份?[-－—–~～至到])")
_NUMBER = re.compile("[2-9]|1[0-2]|十[一二]?|[两二三四五六七八九]")
_PLAN = re.compile("十?[一二三四五九]?五(?=”?(?:[时期末收以五的]|$))")
_DATED_BEHIND = re.compile(f"{MASK}+[（(]((?:19|20)[0-9]{{2}})年?[底末]?[）)]")
JOINED = "[、和及与]"  # what joins times, or values, of a row
SHIFTS = {"this": 0, "last": -1, "next": 1, "before_last": -2}  # a base in 前年 is two years back


class Years(NamedTuple):
    """The years a report speaks of: own is what the section covers, now the year of speaking, term the years of a part
    that covers several; each may be missing."""

    own: str
    review: int | None
    plan: int | None
    now: int | None
    term: str = ""


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
    found, heads = [], _heads_of_rows(sentence, places)
    for place, unit in zip(places, units):
        stated = (
            dealt.get(place)
            or dated_behind(sentence, place)
            or _nearest(rules, sentence, place, reaching, years)
        )
        found.append(_over_years(rules, sentence, heads[place], unit, clauses, stated, years))
    return found


def _heads_of_rows(sentence: str, places: Sequence[int]) -> dict[int, int]:
    """Return for each quantity the first of those it is joined to: what stands before that one is said of all (年均分别增长17%、|18%)."""
    return {place: row[0] for row in _rows_of_values(sentence, places) for place in row}


def dated_behind(sentence: str, place: int) -> str:
    """Return the year that a bracket right behind a quantity gives it: 常住人口263323人（2010年）."""
    dated = _DATED_BEHIND.match(sentence, place)
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
    year = named[0] if named else _year_counted(words, years)
    if cue.effect == "part":
        seen = sentence[cue.start : cue.end + LOOK_AHEAD]  # 半年 is known by what follows it
        return spans.of_months(year, *year_parts.find_year_parts(rules, seen)[0][1:])
    if cue.effect in ("upto", "months", "month_end", "since_month"):
        return _months(rules, sentence, cue, place, year, years)
    if cue.effect == "plan" or cue.effect == "base" and _PLAN.search(words):
        last = _last_of_plan(_PLAN.search(words).group())
        return str(last) if "末" in words else spans.of_years(last - 4, last)
    return _years_named(cue.effect, named, words, years)


def _year_counted(words: str, years: Years) -> int | None:
    """Return the year of 去年6月 or 今年上半年, else the last of the section's."""
    if years.now and words.lstrip("截至止到").startswith("去年"):
        return years.now - 1
    return spans.last_year(years.own)


def _months(rules: Rules, sentence: str, cue, place: int, year: int | None, years: Years) -> str:
    months = [numerals.count(month) for month in _MONTHS_NAMED.findall(sentence[cue.start : cue.end])]
    if cue.effect == "since_month" and months:
        return spans.of_months(year, months[0], spans.last_month(years.own))
    if not months or cue.effect == "month_end" and not is_stock(rules, sentence, cue.end, place):
        return ""
    first = months[0]
    if cue.effect == "upto":
        at_date = sentence[cue.start] == "截" and is_stock(rules, sentence, cue.end, place)
        first = months[-1] if at_date else 1
    return spans.of_months(year, first, months[-1])


def _last_of_plan(words: str) -> int:
    """Return the last year of the five-year plan that is named 九五 or 十一五: 2000, 2010."""
    return 2005 + 5 * (numerals.count(words.removesuffix("五")) - 10)


def _years_named(effect: str, named: list[int], words: str, years: Years) -> str:
    if effect == "year" and named and f"{named[-1]}-01/" in years.own:
        return years.own  # the year's own name in a report on its first months
    if effect in ("year", "base", "against") and named:
        return spans.of_years(named[0], named[-1])
    if effect == "since" and named:
        return spans.of_years(named[0], years.review or named[0])
    if effect == "own":
        return years.own
    if effect == "reviewed" and years.review and years.plan and spans.first_year(years.own) == years.plan:
        return str(years.review)
    if effect in ("full", "reviewed"):
        return _whole_year(years)
    if effect == "this" and years.now == spans.last_year(years.own) and "-01/" in years.own:
        return years.own  # 今年 in a report on half a year
    if effect in ("span", "ahead", "back", "ago"):
        return _counted_years(effect, words, years)
    if effect == "last" and "同期" in words and spans.within_year(years.own):
        return spans.year_before(years.own)
    shift = -1 if effect == "base" and "前年" not in words else SHIFTS.get(effect, -2)
    # 上年 is the year before the one spoken of, 去年 the year before the one in which it is said.
    year = spans.last_year(years.own) if "上" in words else years.now
    return spans.of_year(year and year + shift)


def _whole_year(years: Years) -> str:
    """Return the year of 全年: the section's, the last of its years, or the first of those planned for."""
    first = spans.first_year(years.own)
    return str(first) if years.plan and first == years.plan else spans.of_year(spans.last_year(years.own))


def _counted_years(effect: str, words: str, years: Years) -> str:
    """Return the N years behind or before the year reported or planned for; of 五年前, the one year."""
    length = numerals.count(_NUMBER.search(words).group())
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


def _over_years(
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
    if unit in RATES and says(rules, "mean", sentence, start, place):
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
        return _last_of_plan(_PLAN.search(plans[0].group()).group())
    before = say(rules, "base_year", sentence, 0, statement[0])
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
    following = sentence.find(MASK, _end_of(sentence, place), end)
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
    led = (
        bases
        and MASK in sentence[bases[-1] : place]
        and sentence[max(0, place - 2) : place].endswith(("到", "至", "为"))
    )
    years = dates.find_years(sentence[bases[-1] : place]) if led else []
    return bool(years) and years[0][2] == spans.first_year(stated) - 1


def _of_the_last_year(rules: Rules, sentence: str, place: int, clauses: Clauses) -> bool:
    """Return whether a figure is a level that a mean rate has led to (财政收入达到8亿元，年均增长12%), or an income per head: neither is a sum."""
    clause = clauses.at(place)
    start = clauses.starts[clause]
    if says(rules, "sum", sentence, clauses.statement_start(clause), place):
        return False
    row = _end_of(sentence, place)
    led = bool(form(rules, "mean_behind").match(sentence, row))
    return led or says(rules, "per_head", sentence, start, place)


def _end_of(sentence: str, place: int) -> int:
    while sentence.startswith(MASK, place):
        place += 1
    return place


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
    for row in _rows_of_times(sentence, [cue for cue, _ in reaching]):
        words = say(rules, "dealt", sentence, row[-1].end, clauses.statement_end(clauses.at(row[-1].end)))
        end = clauses.statement_end(clauses.at(row[-1].end))
        behind = [place for place in places if words and words[0].end() <= place < end]
        for values in _rows_of_values(sentence, behind):
            if len(values) == len(row):
                named = [_named(rules, sentence, cue, place, years) for cue, place in zip(row, values)]
                dealt |= dict(zip(values, named))
    return dealt


def _rows_of_times(sentence: str, cues: list) -> list[list]:
    """Return the time cues that stand in a row, with only a 、 or 和 between them, two and more."""
    rows: list[list] = []
    for cue in cues:
        joined = rows and re.fullmatch(JOINED, sentence[rows[-1][-1].end : cue.start])
        if joined:
            rows[-1].append(cue)
        else:
            rows.append([cue])
    return [row for row in rows if len(row) > 1]


def _rows_of_values(sentence: str, places: Sequence[int]) -> list[list[int]]:
    """Return the quantities in rows of those with only a 、 or 和 between them."""
    rows: list[list[int]] = []
    for place in places:
        if rows and re.fullmatch(JOINED, sentence[_end_of(sentence, rows[-1][-1]) : place]):
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows


def is_stock(rules: Rules, sentence: str, start: int, place: int) -> bool:
    """Return whether the last word before a quantity that tells flows from stocks speaks of a stock (共有低保户405户)."""
    stocks = say(rules, "stock", sentence, start, place + 1)
    flows = say(rules, "flow", sentence, start, place + 1)
    return bool(stocks) and (not flows or stocks[-1].end() >= flows[-1].end())
