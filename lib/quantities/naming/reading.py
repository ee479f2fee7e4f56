"""Goes through a report's sentences and says what each quantity in them measures."""

from typing import NamedTuple

from lib.quantities import Quantity
from lib.quantities.naming.bearers import bearer_in
from lib.quantities.naming.canonical import canonical_of
from lib.quantities.naming.naming import MONEY, Passage
from lib.quantities.naming.pairs import told_apart
from lib.quantities.naming.sentence_names import names_of
from lib.quantities.naming.words import Vocabulary, vocabulary
from lib.rules import Rules
from lib.structure import Section, Sentence

# stands before the villages of a whole place in indicators.csv, whatever verb the text has
_ALL_OF_THEM = "辖"
NEAR = 10  # characters before an amount
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
    places = {found[1] for found in words.pattern("town").finditer(text)}
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
        apart = told_apart(text, own, [one.name for one in named], words)
        for one, quantity, own_name in zip(named, own, apart, strict=True):
            name = _without_place(rules, _without_short_place(own_name, places, words), quantity, words)
            left_out = words.governs.at_start(name)
            whole = _ALL_OF_THEM + name[len(left_out) :] if left_out else name
            canonical = ("", "") if _of_each(text, quantity, words) else canonical_of(rules, whole, quantity)
            if words.pattern("administrative_village_last").search(name):
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
    if canonical_of(rules, name, quantity)[1] or words.verb.at_start(name):
        return name
    own = words.pattern("own_place_first").match(name) or words.pattern("achieved_first").match(name)
    return name[own.end() :] if own and canonical_of(rules, name[own.end() :], quantity)[0] else name


def _without_short_place(name: str, places: set[str], words: Vocabulary) -> str:
    """Return a name without the town's own name in short and the verb behind it (锦尚实现|公共财政总收入)."""
    short = words.pattern("town_in_short_first").match(name)
    return name[short.end() :] if short and short[1] in places else name


def _of_each(text: str, quantity: Quantity, words: Vocabulary) -> bool:
    """Say whether an amount of money is one that each of several reaches: no sum of them (各村集体收入均达到|5万元以上)."""
    before = text[max(0, quantity.start - NEAR) : quantity.start]
    money = quantity.kind == "level" and quantity.unit in MONEY
    return money and bool(words.pattern("each_reaches_last").search(before))


def _introduced(sentence: str, words: Vocabulary) -> str:
    """Return the project that a short sentence without figures introduces (CFL信息安全项目进展顺利。)."""
    if len(sentence) > LONGEST_INTRODUCTION or "，" in sentence:
        return ""
    project = bearer_in(sentence.rstrip("。"), words)
    return "" if words.pattern("project_class").fullmatch(project) else project
