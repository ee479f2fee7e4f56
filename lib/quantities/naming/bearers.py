"""Finds what an amount belongs to: the project, firm, site or works that its clause or the ones around it name."""

import re

from lib.quantities.naming.clauses import without_asides
from lib.quantities.naming.phrases import what_is_said, without_leads, without_links
from lib.quantities.naming.words import OF, Vocabulary, remembered


def needs_bearer(core: str, words: Vocabulary) -> str:
    """Return the attribute that a core is nothing but (总投资, 一期用地); empty where the core names its bearer."""
    attribute = words.attribute.at_end(core)
    if not attribute:
        return ""
    rest = core[: -len(attribute)]
    while verb := words.verb.at_start(rest):
        rest = rest[len(verb) :]
    return attribute if words.pattern("phase").fullmatch(rest) else ""


def bearer_in(passage: str, words: Vocabulary) -> str:
    """Return the last project, firm or site that a passage names, or an empty string."""
    for clause in reversed(re.split("[，,；;。：:（）()]", passage)):
        if name := _bearer_of_clause(clause, words):
            return name
        if begun := words.pattern("opens_with_begun").match(without_leads(clause, words)):
            return begun[1]
    return ""


def named_bearer(clause: str, words: Vocabulary) -> str:
    """Return the project, firm or site that a clause names as the object of an amount, or an empty string.

    clause: the words behind an amount (建设山东能源新材料集团钙基新材料产业园).
    """
    clause = re.split("[，,；;。：:]", clause, maxsplit=1)[0]
    first, _, rest = clause.partition("、")
    listed = words.pattern("and_others").search(rest)
    return _bearer_of_clause((clause if listed else first).lstrip(OF), words)


def bearers_listed(passage: str, words: Vocabulary) -> bool:
    """Say whether the last clause of a passage that names projects or firms names two or more."""
    for clause in reversed(re.split("[，,；;。：:（）()]", passage)):
        parts = words.pattern("parts_bearers").split(clause)
        named = sum(bool(_bearer_of_clause(part, words)) for part in parts)
        if named:
            return named > 1
    return False


@remembered
def _bearer_of_clause(clause: str, words: Vocabulary) -> str:
    end = 0
    for at, word in words.bearer.places(clause):
        if at >= 2:
            end = at + len(word)
            if words.goes_on.at_start(clause, end):
                break
    if not end or words.pattern("says_what_place_is").match(clause):
        return ""
    name = words.pattern("opens_with_standard").sub("", clause[:end].rpartition("、")[2])
    if "”" in name and "“" not in name:
        name = clause[clause.rfind("“", 0, end) + 1 : end] if "“" in clause[:end] else name
    start = 0
    for at, verb in words.verb.places(name, 2):
        inside = len(words.nominal.at_start(name, at)) > len(verb)  # 包装|袋生产项目
        if verb not in words.nominal and not inside and at + len(verb) < len(name) - 2:
            start = at + len(verb)
    if words.pattern("stage_of_works").search(name):  # 年底前完成|主体工程
        return ""
    name = words.pattern("all_to_last_count").sub("", name[start:])
    name = without_leads(name, words)
    tail = name.rpartition(OF)[2]
    name = tail if len(tail) >= 4 else name
    name = words.pattern("opens_no_name").sub("", name)
    name = name.strip("“”") if name.count("“") != name.count("”") else name
    verb = words.verb.at_start(name)
    return name[-24:] if len(name) >= 4 and len(name) - len(verb) > 2 else ""


def works_of(rest: str, words: Vocabulary) -> str:
    """Return what an amount was spent on: the object of the words behind it, or of one of the next two clauses.

    rest: the sentence from the amount's unit on (，对集镇主街道进行了提质改造).
    """
    for clause in re.split("[，,]", re.split("[；;。]", rest, maxsplit=1)[0])[:3]:
        clause = _without_whose(without_asides(clause, words).strip(), words)
        if words.pattern("praised").match(clause):  # 投资11.8亿元，造林137万亩，|被评为全省第一名
            break
        if treated := words.pattern("treated").match(clause):
            return treated["object"].split(OF)[-1] + what_is_said(treated["act"], words)
        if name := named_bearer(clause, words):
            return name
        if several := words.pattern("several_works").search(clause):
            return several[1]
        if name := _object_of(clause, words):
            return name
    return ""


def _without_whose(clause: str, words: Vocabulary) -> str:
    """Return a clause without what a plant makes, for whom it was done and in which villages (完成|石门、柳树2个村的|改水)."""
    clause = words.pattern("opens_with_capacity").sub("", clause)
    clause = words.pattern("opens_with_for_whom").sub("", clause)
    return words.pattern("villages_of_works").sub(words.form("works_done"), clause)


def _object_of(clause: str, words: Vocabulary) -> str:
    """Return verb and noun of a clause that tells what was built, sizes left out: 修建|水闸."""
    opened = words.pattern("opens_works").match(clause).end()
    body = without_leads(clause[opened:], words)
    verb = words.verb.at_start(body)
    sized = words.pattern("size_of_works").sub("", body[len(verb) :])
    object_of_it = words.pattern("opens_with_count_in_words").sub("", sized)
    noun = without_links(re.split("[0-9、]", object_of_it, maxsplit=1)[0], words)
    amount = noun in words.attribute or verb + noun in words.attribute
    if amount or words.pattern("ends_no_works").search(noun):  # 完成投资19亿元，新增产值18亿元
        return ""
    return verb + noun if 2 <= len(noun) <= 14 and noun not in words.generic and (verb or opened) else ""
