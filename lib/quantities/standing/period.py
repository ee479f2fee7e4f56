"""The time a quantity holds for: the year its section covers, unless words before it name another."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.metadata import dates
from lib.rules import MASK, Clauses, Cue, CueTable, Rules, compile_cues, compiled, find_cues

_TIME = re.compile("[年月季前今截止迄至末]|目前|期间|时期|现在")  # what every time cue has one of
_MONTH = "(?<![0-9个])(?:1[0-2]|[1-9]|十[一二]?|元|[一二三四五六七八九])月"
_NUMBER = "(?:[2-9]|1[0-2]|十[一二]?|[两二三四五六七八九])"
_YEAR = f"(?:(?:{dates.YEAR})[ ]?年)"
_MONTHS_NAMED = re.compile("(1[0-2]|[1-9]|十[一二]?|元|[一二三四五六七八九])(?=个?月|月?份?[-－—–~～至到])")
_FRONT = re.compile(
    "[0-9一二三四五六七八九十]{0,3}(?:是|要|、|\\.)?[(（]?(?:(?:与|同|比|较)[^，。；：#]{2,10}[，,])?[^，。；：]{0,4}?(?:年来|全[镇乡县市区街旗盟州][道]?|我[镇乡县市区街们][道]?)?"
)
_HALVES = {
    "half1": (1, 6),
    "half2": (7, 12),
    "quarter1": (1, 3),
    "quarter2": (4, 6),
    "quarter3": (7, 9),
    "quarter4": (10, 12),
    "quarters3": (1, 9),
}
_STOCK = re.compile(
    "共有|现有|拥有|仍有|尚有|存栏|在册|在库|存续|户数|余额|常住|户籍|月均|每月|月发放|(?<![未所富没])有(?=[^效序力关限]{0,12}#)"
)
_FLOW = re.compile(
    "完成|实现|新[增登办签开设建]|累计|办理|(?<!月)发放|收入|产值|投资|公开|评价|认领|接待|出动|开展|整治|改造|拆除|新建|建成|受理"
)

_SUM = re.compile("累计(?:完成|实现|达到?|超过?|突破|投入|投资)*[^，。；、：#]{0,14}$")
_OVER_YEARS = re.compile("年均|年平均|年递增|平均每年|总和|之和")
_FLOW_OF_MONEY = re.compile("投资|收入|产值|总值|增加值|资金")
_PLAN_BEFORE = re.compile("[，,]?是“?(九五|十[一二三四]?五)”?(?:时期|期间)?的#")
_BASE_YEAR = re.compile(f"(?:由|从|是|比|较|与|同|相当于){_YEAR}[底末]?(?:的|相比|增长|分别|翻|#)")


class Years(NamedTuple):
    """The years a report speaks of: own is the section's year or range, now the year of speaking; both may be missing."""

    own: str
    review: int | None
    plan: int | None
    now: int | None


def find_period_cues(rules: Rules, sentence: str) -> list[Cue]:
    """Return the time cues of a masked sentence, in order."""
    return find_cues(_table(rules), sentence) if _TIME.search(sentence) else []


@compiled
def _table(rules: Rules) -> CueTable:
    return compile_cues(rules.table("period_cues"), {"Y": _YEAR, "M": _MONTH, "N": _NUMBER})


def read_periods(
    rules: Rules, sentence: str, places: Sequence[int], clauses: Clauses, years: Years
) -> list[str]:
    """Return the period of every quantity of a sentence: 2020, 2020-06, 2020-01/2020-10 or 2021/2025.

    sentence: the sentence with its quantities masked. places: offset of each quantity in it, ascending. clauses: its
    clauses. years: the years its section and report speak of. Empty where no year is known.
    """
    reaching = [
        (cue, _reach_end(sentence, cue, clauses))
        for cue in find_period_cues(rules, sentence)
        if cue.effect != "none"
    ]
    periods = [_period_at(sentence, place, reaching, years) for place in places]
    return [_summed(sentence, place, clauses, found, years) for place, found in zip(places, periods)]


def _summed(sentence: str, place: int, clauses: Clauses, period: str, years: Years) -> str:
    """Return the years that a sum over several of them covers (产值5亿元，年均增长9%，累计20亿元), else the period given.

    They are those the sentence is about, or end in the period given: they begin behind the year that the sentence
    compares with (是2012年的1.4倍), or this year where the period lies ahead (到2025年，投资累计完成80亿元).
    """
    clause = clauses.at(place)
    if not period.isdigit() or not _SUM.search(sentence[clauses.starts[clause] : place]):
        return period
    statement = sentence[clauses.statement_start(clause) : clauses.statement_end(clause)]
    if (
        years.plan
        and int(period) > years.plan
        and _FLOW_OF_MONEY.search(sentence, clauses.starts[clause], place)
    ):
        return f"{years.plan}/{period}"
    before = _PLAN_BEFORE.match(sentence, _end_of(sentence, place))
    if before and int(period) == (last := _first_year(_plan_number(before[1])) + 9):
        return f"{last - 4}/{last}"  # 累计完成投资90亿元，是“十一五”时期的2倍
    if not _OVER_YEARS.search(statement):
        return period
    if years.own.endswith("/" + period):
        return years.own
    base = _BASE_YEAR.search(sentence)
    first = dates.find_years(base.group())[0][2] + 1 if base else int(period)
    return f"{first}/{period}" if first < int(period) else period


def _period_at(sentence: str, place: int, reaching: list[tuple[Cue, int]], years: Years) -> str:
    start_of_change = sentence.endswith(("由", "从", "自"), 0, place)
    for cue, end in reversed(reaching):
        if cue.end <= place < end and (cue.effect != "against" or start_of_change):
            period = _read(sentence, cue, place, years)
            if period:
                return period
    return years.own


def _reach_end(sentence: str, cue: Cue, clauses: Clauses) -> int:
    """Return where the reach of a cue ends."""
    index = clauses.at(cue.start)
    bracket = _closing(clauses, index, len(sentence))
    clause_end = clauses.end(index)
    if cue.effect == "base":
        turn = re.compile("到|至|增|提|[降升减扩缩]|调整|优化为|变为|转变").search(
            sentence, cue.end, clause_end
        )
        return turn.start() if turn else clause_end
    reach = cue.row["reach"]
    if reach == "sentence":
        return bracket
    if reach == "head" and bracket == len(sentence):
        if _FRONT.fullmatch(sentence, 0, cue.start):
            return len(sentence)
        if cue.start - clauses.starts[index] <= 3:
            return clauses.statement_end(index)
    alone = clause_end - 1 <= cue.end
    return clauses.end(index + 1) if alone and bracket == len(sentence) else clause_end


def _closing(clauses: Clauses, index: int, length: int) -> int:
    """Return where the bracket that holds a clause closes, or the sentence's end if none holds it."""
    for earlier in range(index, -1, -1):
        if clauses.marks[earlier] in "）)" and clauses.marks[earlier]:
            return length
        if clauses.marks[earlier] in "（(" and clauses.marks[earlier]:
            for later in range(index + 1, len(clauses.starts)):
                if clauses.marks[later] in "）)":
                    return clauses.starts[later]
            return length
    return length


def _read(sentence: str, cue: Cue, place: int, years: Years) -> str:
    """Return the period that a cue names for the quantity at `place`."""
    words = sentence[cue.start : cue.end]
    named = [year for _, _, year in dates.find_years(words)] or [
        int(digits) for digits in re.findall("(?:19|20)[0-9]{2}", words)
    ]
    base = named[0] if named else _single(years.own)
    if cue.effect in _HALVES:
        first, last = _HALVES[cue.effect]
        return _months(base, first, last)
    if cue.effect in ("upto", "months"):
        months = [dates.number(month) for month in _MONTHS_NAMED.findall(words)]
        if cue.effect == "upto":
            stock = words[0] == "截" and is_stock(sentence, cue.end, place)
            return _months(base, months[-1] if stock else 1, months[-1]) if months else ""
        return _months(base, months[0], months[-1]) if months else ""
    plan = _plan_named(cue.effect, words)
    if plan:
        first = _first_year(plan)
        return str(first + 4) if words.rstrip("的").endswith("末") else f"{first}/{first + 4}"
    return _by_year(cue.effect, named, words, years)


def _first_year(plan: int) -> int:
    """Return the first year of a five-year plan: 2001 of the tenth."""
    return 2001 + 5 * (plan - 10)


def _plan_number(words: str) -> int:
    """Return the number of the plan that is named 九五 or 十一五."""
    return dates.number(words.removesuffix("五"))


def _end_of(sentence: str, place: int) -> int:
    while sentence.startswith(MASK, place):
        place += 1
    return place


def _plan_named(effect: str, words: str) -> int | None:
    """Return the number of the five-year plan that a cue names (14 for 十四五时期), or None."""
    if effect.startswith("plan"):
        return int(effect[4:])
    ordinal = re.search("十[一二三四五]?(?=五”?[时期末])", words) if effect == "base" else None
    return dates.number(ordinal.group()) if ordinal else None


def _by_year(effect: str, named: list[int], words: str, years: Years) -> str:
    if effect in ("year", "base", "against") and named:
        return str(named[0]) if len(named) == 1 else f"{named[0]}/{named[-1]}"
    if effect == "since" and named:
        last = years.review or named[0]
        return str(named[0]) if named[0] >= last else f"{named[0]}/{last}"
    if effect == "own":
        return years.own
    if effect == "full":
        # 年内 in what is planned for five years is within the first of them.
        return str(years.plan) if years.plan and years.own[:4] == str(years.plan) else years.own[-4:]
    if effect == "span":
        effect = "ahead" if years.plan and years.own[:4] == str(years.plan) else "back"
    if effect in ("ahead", "back"):
        length = dates.number(re.search(_NUMBER, words).group().replace("两", "二"))
        anchor = years.plan if effect == "ahead" else years.review
        if not anchor:
            return ""
        return f"{anchor}/{anchor + length - 1}" if effect == "ahead" else f"{anchor - length + 1}/{anchor}"
    shift = {"this": 0, "last": -1, "next": 1, "before_last": -2}.get(effect)
    if effect == "base":
        shift = -2 if "前年" in words else -1
    return str(years.now + shift) if years.now and shift is not None else ""


def _months(year: int | None, first: int, last: int) -> str:
    if not year:
        return ""
    return f"{year}-{first:02}" if first == last else f"{year}-{first:02}/{year}-{last:02}"


def _single(period: str) -> int | None:
    return int(period[-4:]) if period[-4:].isdigit() else None


def is_stock(sentence: str, start: int, place: int) -> bool:
    """Return whether the last word before a quantity that tells flows from stocks speaks of a stock (共有低保户405户)."""
    last = ""
    for pattern in (_STOCK, _FLOW):
        found = [m.end() for m in pattern.finditer(sentence, start, place + 1)]
        if found and (not last or found[-1] > last[0]):
            last = (found[-1], pattern is _STOCK)
    return bool(last) and last[1]


def year_of_speaking(text: str, roles: Sequence[tuple[int, int, str]], review: int | None, plan: int | None):
    """Return the year in which 今年 is said: the year reviewed if it is held before that year ends, else the one planned.

    text: the clean text. roles: (start, end, role) of its parts. review, plan: the years they cover.
    """
    if not plan or not review:
        return plan or review
    reviewed = planned = 0
    for start, end, role in roles:
        if role in ("review", "preamble"):
            reviewed += text.count("今年", start, end)
        elif role == "plan":
            planned += text.count("今年", start, end) - 2 * text.count("明年", start, end)
    return review if reviewed > planned else plan
