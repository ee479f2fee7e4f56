"""Goes through a report's sentences and says what each quantity in them measures."""

import re
from typing import NamedTuple

from lib.quantities import Quantity
from lib.quantities.naming.bearers import bearer_in
from lib.quantities.naming.canonical import canonical_of
from lib.quantities.naming.naming import MONEY, Passage
from lib.quantities.naming.sentence_names import names_of
from lib.quantities.naming.words import Vocabulary, vocabulary
from lib.rules import Rules
from lib.structure import Section, Sentence

# Names of a class of projects (工业项目, 重点建设项目), which introduce none.
_CLASS = re.compile(
    "(?:重点|重大|工业|农业|产业|民生|基础设施|扶贫|招商|招商引资|新建|在建|续建|各类|交通|水利|文化|旅游|园区|大)*"
    "(?:建设)?(?:项目|工程|企业|园区|基地)"
)
_PLACE = re.compile(
    "(?!..?[城集]镇)[\u4e00-\u9fff]{2,4}?(?<![城乡集村])(?:镇|乡(?!镇)|街道)(?=[\u4e00-\u9fffA-Z])"
)
# 锦尚|实现公共财政总收入, in a text that has 锦尚镇
_SHORT_PLACE = re.compile("([\u4e00-\u9fff]{2,3})(?:全年|共|累计)?(?:实现|完成|达到)了?")
_PLACE_AND_YEAR = re.compile(
    "([\u4e00-\u9fff]{2,3})(?:镇|乡|街道)(?:19|20)[0-9]{2}年度?(?=[\u4e00-\u9fff]{2})"
)
_TOWN = re.compile("(?=([\u4e00-\u9fff]{2,3})(?:镇|乡|街道))")
# 经济实力稳步增强|全年|地区生产总值, but not 非公经济占|全市|经济总量
_HEADED = re.compile("[\u4e00-\u9fff]{4,10}?(?:全年|今年|当年|(?<![占到于居列比为与])全[镇乡县市区])")
_ALL_OF_THEM = (
    "辖"  # stands before the villages of a whole place in indicators.csv, whatever verb the text has
)
NEAR = 10  # characters before an amount
_EACH = re.compile("(?:全部|(?<![人户村亩年月日平])均|都)已?(?:实现|达到?|超过?|突破|在|不低于|不少于)?了?$")
LONGEST_INTRODUCTION = 30  # characters of a sentence that introduces a project


class Measured(NamedTuple):
    """What one quantity measures: a name, ids of indicators.csv where one fits, and the rule that named it."""

    indicator: str
    canonical: str
    definition: str
    rule: str


def name_indicators(
    rules: Rules, text: str, sections: list[Section], sentences: list[Sentence], quantities: list[Quantity]
) -> list[Measured]:
    """Return what each quantity measures, in the order of the quantities.

    text: clean text; sections, sentences, quantities: as found in it. canonical and definition are filled where the
    words are those of an indicator as a whole; whether it is the whole place's is another question (scope).
    """
    words = vocabulary(rules)
    measured: list[Measured] = []
    places = {found[1] for found in _TOWN.finditer(text)}
    topic, earlier, paragraph_end, at = "", "", -1, 0
    for sentence in _unbroken(sentences, quantities):
        if sentence.start > paragraph_end:
            topic, paragraph_end = "", text.find("\n", sentence.start)
            paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
        first = at
        while at < len(quantities) and quantities[at].start < sentence.end:
            at += 1
        own = quantities[first:at]
        if not own:
            topic = _introduced(text[sentence.start : sentence.end], words) or topic
            continue
        named = names_of(Passage(text, sentence.start, sentence.end, topic, earlier), own, words)
        for one, quantity in zip(named, own, strict=True):
            name = _without_place(rules, _without_short_place(one.name, places), quantity, words)
            left_out = words.governs.at_start(name)
            whole = _ALL_OF_THEM + name[len(left_out) :] if left_out else name
            canonical = ("", "") if _of_each(text, quantity) else canonical_of(rules, whole, quantity)
            if name.endswith("行政村"):
                left_out = left_out or words.region.at_start(name)
            measured.append(Measured(name[len(left_out) :] or name, *canonical, one.rule))
            earlier = one.name if quantity.kind == "level" and one.name else earlier
    return measured


def _unbroken(sentences: list[Sentence], quantities: list[Quantity]) -> list[Sentence]:
    """Return the sentences, those joined between which a quantity runs on (种植3.|2万亩, where a line ends inside it)."""
    joined: list[Sentence] = []
    at = 0
    for sentence in sentences:
        while at < len(quantities) and quantities[at].end <= sentence.start:
            at += 1
        if joined and at < len(quantities) and quantities[at].start < sentence.start:
            joined[-1] = joined[-1]._replace(end=sentence.end)
        else:
            joined.append(sentence)
    return joined


def _without_place(rules: Rules, name: str, quantity: Quantity, words: Vocabulary) -> str:
    """Return a name without the place's own name before a known indicator (柳河镇|GDP)."""
    known = canonical_of(rules, name, quantity)[1] or words.verb.at_start(name)
    own = None if known else _PLACE.match(name) or _HEADED.match(name)
    return name[own.end() :] if own and canonical_of(rules, name[own.end() :], quantity)[0] else name


def _without_short_place(name: str, places: set[str]) -> str:
    """Return a name without the town's own name in short and the verb behind it (锦尚实现|公共财政总收入)."""
    short = _SHORT_PLACE.match(name) or _PLACE_AND_YEAR.match(name)
    return name[short.end() :] if short and short[1] in places else name


def _of_each(text: str, quantity: Quantity) -> bool:
    """Say whether an amount of money is one that each of several reaches: no sum of them (各村集体收入均达到|5万元以上)."""
    before = text[max(0, quantity.start - NEAR) : quantity.start]
    return quantity.kind == "level" and quantity.unit in MONEY and bool(_EACH.search(before))


def _introduced(sentence: str, words: Vocabulary) -> str:
    """Return the project that a short sentence without figures introduces (CFL信息安全项目进展顺利。)."""
    if len(sentence) > LONGEST_INTRODUCTION or "，" in sentence:
        return ""
    project = bearer_in(sentence.rstrip("。"), words)
    return "" if _CLASS.fullmatch(project) else project
