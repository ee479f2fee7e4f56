"""The time each sentence of a report is about: what the heading above it or the last words that opened a topic name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.metadata import dates
from lib.quantities.standing import period, status
from lib.rules import Rules
from lib.rules import sentence_cues as masked_sentences
from lib.structure import Section, Sentence

_LEAD = (
    "(?:各位代表[！!，,：:]?|同志们[！!，,：:]?|[—－–●◆■★·-]|[（(]?[一二三四五六七八九十]{1,3}[)）、.]"
    "|回顾|回首|总结|刚刚|过去的(?=[0-9二去])|已经|在|和|的|我们|即将|展望|做好|完成|综合考虑各方面因素|，){0,10}"
)
_N = "(?:[3-9]|[三四五六七八九])"
_SPAN = f"(?:(?:过去|这|最近|未来|今后|接下来)的?{_N}年(?:来|间|里|中|时间)?|{_N}年来|“?十[一二三四五]五”?(?:时期|期间|以来))"
_ONE_YEAR = "(?:过去的?一年|这一年|一年来|新的一年)(?:来|里|中|间)?"
_YEAR = f"(?:(?:{dates.YEAR})[ ]?年|[去今]年)(?:以来)?"
_BEHIND = "(?!末|底|初|前|同期|相|比|规划|计划|度|[0-9一二三四五六七八九十]{1,2}月|[-－—–~～至到和])"
_OPENER = re.compile(
    f"{_LEAD}(?:(?P<span>{_SPAN})|(?P<one>{_ONE_YEAR})|(?P<year>{_YEAR})(?=[，,：:是我全各面对]|[^，。；0-9]{{0,14}}(?:政府|目标|要求|思路|工作))){_BEHIND}"
)
_FIVE_YEARS = re.compile("五|5")
# 到2025年，建成工业强市。生产总值达到90亿元。 Where a plan says so, it holds on for sentences that state a level.
_DEADLINE = re.compile(
    f"{_LEAD}(?:[^，。；：:0-9]{{0,14}}(?:目标|指标)(?:是|为)?[：:，]?)?到(?:{dates.YEAR})[ ]?年[底末]?(?:[，,]|(?=[我全]))"
)
# 2020年是收官之年, 2020年，我们 … opens a topic; 2020年，人均收入是2015年的2倍 gives one figure of it.
_YEAR_IS = re.compile("[，,]?是[^0-9，,。；]{0,40}年")
_TOPIC = re.compile(
    _YEAR_IS.pattern
    + "|[，,]?(?:我[们镇乡县市区]|面对|在|全[镇乡县市区]上下|县|市委)|[：:]|[^，,。；0-9]{0,14}(?:政府|目标|要求|思路|工作)"
)
_COMPARED = re.compile(
    "(?:比|较|相当于)“?(?:(?:19|20)[0-9]{2}年|十[一二三四]五)|是[^，。；]{2,9}[年期间末]的[0-9]|年均"
)
_LEVEL = re.compile(
    "[^，,；;。：:0-9]{2,30}?(?:达到?|增长|递增|控制在|保持在?|稳定在|提高到|突破|超过|累计完成|收入|总值|总额|率)[0-9]"
)


class Opener(NamedTuple):
    """A time that words at the head of a sentence name.

    lasting: for the paragraphs behind it too, until the next. deadline: only for sentences behind it that state a level.
    """

    period: str
    lasting: bool
    deadline: bool = False


def sentence_periods(
    rules: Rules,
    text: str,
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    years: period.Years,
) -> list[str]:
    """Return the time every sentence is about where its own words name none: 2020 or 2016/2020; empty if unknown.

    text: clean text. sections, sentences: what was found in it. years: the years the report speaks of (own is not read).
    """
    parts, owners = _parts(sections), _section_periods(rules, sections, years)
    found, held, here, section, part, deadline = [], "", "", -2, -2, False
    for sentence in sentences:
        index = sentence.section
        if index != section:
            if index < 0 or parts[index] != part:
                held = ""
                part = parts[index] if index >= 0 else -1
            if index >= 0 and sections[index].level > 1 and owners[index] != owners[parts[index]]:
                held = ""
            if sentence.role == "problems":
                held = ""
            section, here = index, ""
        begins = sentence.start == 0 or text[sentence.start - 1] == "\n"
        here = "" if begins else here
        own = owners[index]
        heading = sections[part].heading if part >= 0 else ""
        opener = _read_opener(rules, text, sentence, heading, years._replace(own=held or own), begins)
        if opener:
            held, here = (opener.period, "") if opener.lasting else (held, opener.period)
            deadline = opener.deadline
        elif deadline and not _LEVEL.match(text, sentence.start, sentence.end):
            here, deadline = "", False
        found.append(here or held or own)
    return found


def _read_opener(
    rules: Rules, text: str, sentence: Sentence, heading: str, years: period.Years, begins: bool
) -> Opener | None:
    """Return the time that the head of a sentence opens, or None; begins: whether it begins its paragraph."""
    head = text[sentence.start : min(sentence.end, sentence.start + 120)]
    match = _OPENER.match(head)
    planned = sentence.role in status.PLANNED
    if planned and years.plan and (deadline := _DEADLINE.match(head)):
        last = dates.find_years(deadline.group())[-1][2]
        known = years.own.endswith(f"/{last}")  # a mean rate holds for all years of the span
        return Opener(str(last), False, True) if last > years.plan and not known else None
    if not match:
        return None
    year = years.plan if planned else years.review
    words = match[match.lastgroup]
    named = (
        str(year or "")
        if match.lastgroup == "one" and planned == words.startswith("新")
        else named_period(rules, words, years)
    )
    if not named or not year:
        return None
    spans = _names_span(rules, heading)
    if match.lastgroup == "span":
        if "/" not in named or (int(named[:4]) < year if planned else int(named[-4:]) > year):
            return None
        alone = not spans and bool(re.search(_YEAR, heading))
        # 五年来，在市委领导下 … without a figure opens what follows, also from inside a paragraph.
        opens = begins or not re.search("[0-9]", text[sentence.start + match.end() : sentence.end])
        return Opener(named, opens and not alone and bool(_FIVE_YEARS.search(words)))
    if named != str(year) or _COMPARED.search(head):
        return None
    topic = match.lastgroup == "one" or bool(_TOPIC.match(head, match.end()))
    both = spans and bool(re.search(_YEAR, heading))
    if not begins and not topic:
        return None
    opens = begins or bool(_YEAR_IS.match(head, match.end()))
    return Opener(named, opens and (topic or both or not spans))


def named_period(rules: Rules, words: str, years: period.Years) -> str:
    """Return the time that words name, read as if a quantity stood behind them."""
    cut = masked_sentences.cut(words)
    return period.read_periods(rules, words + "#", [len(words)], cut, years)[0]


def _parts(sections: Sequence[Section]) -> list[int]:
    """Return for every section the index of the part that holds it, its own where none does."""
    found, part = [], -1
    for index, section in enumerate(sections):
        if section.level == 1:
            part = index
        inside = part >= 0 and sections[part].start <= section.start < sections[part].end
        found.append(part if inside else index)
    return found


def _section_periods(rules: Rules, sections: Sequence[Section], years: period.Years) -> list[str]:
    """Return the time each section covers, the last entry for text outside all of them."""
    owners: list[str] = []
    for section, part in zip(sections, _parts(sections)):
        year = years.plan if section.role in status.PLANNED else years.review
        # What is still wanting is so at the time of speaking, whatever span the part covers.
        above = (
            _heading_period(rules, sections[part].heading, year, years) if section.role != "problems" else ""
        )
        owners.append(
            _heading_period(rules, section.heading, year, years) or above or (str(year) if year else "")
        )
    return [*owners, str(years.review) if years.review else ""]


def _names_span(rules: Rules, heading: str) -> bool:
    cues = period.find_period_cues(rules, heading) if re.search("年|五", heading) else []
    return any(cue.effect.startswith(("plan", "back", "ahead")) for cue in cues)


def _heading_period(rules: Rules, heading: str, year: int | None, years: period.Years) -> str:
    """Return the span of years that a heading names (过去五年工作回顾), or the year it gives its section, or nothing."""
    if _names_span(rules, heading):
        return named_period(rules, heading, years._replace(own="", now=None))
    named = [found for _, _, found in dates.find_years(heading)]
    return str(year) if year and named == [year] else ""
