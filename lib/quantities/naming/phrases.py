"""Reads the words before a numeral and behind its unit: which noun is measured, and with which verb."""

import re
from typing import NamedTuple

from lib.quantities.naming.words import AND_SO_ON, DONE, OF, Vocabulary, remembered

SHORT_LIST = 12  # characters; a longer list of nouns is named by its first
LONGEST = 16  # characters of a name; a longer one is cut back to its last verb or its last noun


class Before(NamedTuple):
    """What stands before a numeral: the words that name (core), and the verb they end or begin with.

    final: the verb that ends the core, if its object is yet to come. first: the verb that opens it.
    """

    core: str
    final: str
    first: str


class Behind(NamedTuple):
    """What stands behind a unit: the noun that is counted, and what is said about it."""

    noun: str
    said: str


def read_before(phrase: str, words: Vocabulary) -> Before:
    """Return the naming words before a numeral.

    phrase: the words between the clause's start (or the quantity before) and the numeral.
    """
    phrase = without_from(phrase.rstrip(" 　"), words)
    core = without_links(without_leads(_last_object(phrase, words), words), words)
    core = _after_deed(core, words)
    core = without_links(words.pattern("until_year").sub("", core), words)
    core = words.pattern("under_what").sub("", words.pattern("done_mark").sub("", core))
    if words.pattern("list_sign_last").search(phrase) and core:  # the noun before 、 or 和 is another item's
        core = words.verb.at_start(core)
    final = core[len(without_final_verbs(core, words)) :]
    return Before(core, final, words.verb.at_start(core))


def _after_deed(core: str, words: Vocabulary) -> str:
    """Return a core without the deed that ends it as a time (低保|动态调整后)."""
    past = words.pattern("deed_is_past").search(core)
    left = without_final_verbs(core[:-1], words) if past else ""
    return left if 2 <= len(left) < len(core) - 2 else core


def without_from(phrase: str, words: Vocabulary) -> str:
    """Return a phrase without the earlier time that ends it, with which a value is compared (粮食产量|由去年的)."""
    return words.pattern("from_earlier_time").sub("", phrase)


def _last_object(phrase: str, words: Vocabulary) -> str:
    """Return what stands behind the last 对, 为, 给, 将, 把 of a phrase, where that is a preposition."""
    for found in reversed(list(words.pattern("preposition").finditer(phrase))):
        if found.end() < len(phrase) and words.lead.at_start(phrase, found.start()):
            return phrase[found.end() :]
    return phrase


@remembered
def without_leads(phrase: str, words: Vocabulary) -> str:
    """Return a phrase without the times, adverbs, conjunctions and names of the whole place that open it."""
    while phrase:
        phrase = words.pattern("signs_or_de_first").sub("", phrase)
        lead = words.region.at_start(phrase) or words.lead.at_start(phrase)
        time = None if lead else words.pattern("time_first").match(phrase)
        length = time.end() if time else len(lead)
        if not length:
            break
        phrase = phrase[length:]
    return phrase


@remembered
def without_links(phrase: str, words: Vocabulary) -> str:
    """Return a phrase without the linking words and light verbs that end it (财政收入|达到)."""
    while phrase:
        if not words.verb.at_end(phrase):
            phrase = words.pattern("signs_last").sub("", phrase)
        aim = words.aim.at_end(phrase)
        ends = (
            words.link.at_end(phrase),
            words.light.at_end(phrase),
            words.region.at_end(phrase),
            moved_to(phrase, words),
            aim if aim and words.attribute.at_end(phrase[:-1]) else "",
        )
        link = max(ends, key=len)
        if not link:
            break
        whole = max(len(words.verb.at_end(phrase)), len(words.nominal.at_end(phrase)))
        if whole > len(link) and not words.region.at_end(phrase[: -len(link)]):  # 我国有, no 国有
            break
        phrase = phrase[: -len(link)]
    return phrase


def moved_to(phrase: str, words: Vocabulary) -> str:
    """Return the verb of rise or fall that ends a phrase and says where it leads (奶价|跌至, 面积|扩到)."""
    said = phrase.removesuffix(DONE)
    verb = words.moves.at_end(said[:-1]) if words.leads_to.at_end(said) else ""
    return phrase[len(said) - len(verb) - 1 :] if verb else ""


def without_final_verbs(core: str, words: Vocabulary) -> str:
    """Return a core without the run of verbs at its end (集中|转移安置)."""
    while verb := words.verb.at_end(core):
        core = core[: -len(verb)]
    return core


@remembered
def read_behind(phrase: str, words: Vocabulary, any_verb: bool = False) -> Behind:
    """Return the noun behind a unit and what is said about it.

    phrase: the words between the unit and the next quantity or the clause's end. any_verb: let every verb end the noun,
    where what follows names the next quantity.
    """
    phrase = words.pattern("year_first").sub("", phrase.lstrip(" 　").removeprefix(OF))
    if words.pattern("list_goes_on").match(phrase) or words.pattern("milestone_first").match(phrase):
        return Behind("", "")
    if related := words.pattern("relative_first").match(phrase):
        phrase = phrase[related.end() :]
    if limited := words.pattern("limit_first").match(phrase):  # 完成2个|投资额在500万元以上的项目
        of_them = read_behind(phrase[limited.end() :], words, any_verb)
        return of_them._replace(noun=of_them.noun and limited[0] + of_them.noun)
    end = _noun_end(phrase, words, any_verb)
    noun, said = phrase[:end], phrase[end:]
    if villages := _villages_first(phrase, noun, words):
        return villages
    noun, said = _noun_of_list(noun, said, words)
    if named := words.pattern("firms_then_one_named").match(noun):
        noun = named[1]
    if (joined := words.pattern("joined_by_and").match(noun)) and len(noun) > 8:
        noun = joined[1]
    noun = words.pattern("signs_around_noun").sub("", noun)
    noun = words.pattern("work_last").sub("", without_links(noun, words) if any_verb else noun)
    return Behind(words.pattern("among_people").sub("", noun), said)


def _villages_first(phrase: str, noun: str, words: Vocabulary) -> Behind | None:
    """Return the word for villages that opens a phrase, and what is said of them; None where a longer noun is counted."""
    both = words.pattern("village_or_community").match(noun)
    both = both if words.verb.at_end(noun) else None
    if not both and (having := words.pattern("villages_that_have").match(phrase)):
        return Behind(having[0], phrase[having.end() :])
    villages = both or words.pattern("village_alone").match(noun)
    return Behind(villages[0], phrase[villages.end() :].removeprefix(OF)) if villages else None


def _noun_of_list(noun: str, said: str, words: Vocabulary) -> tuple[str, str]:
    """Return the noun that stands for a list or for what is owned, and what is said about it."""
    listed = noun.find("、")
    if listed > 0:
        rest = noun[listed:]
        whole = noun if len(noun) <= SHORT_LIST else noun[:listed]
        noun = noun[noun.rfind(OF) + 1 :] if OF in rest[:-1] else whole
    if OF in noun[1:-1]:
        owner, _, owned = noun.rpartition(OF)
        if words.generic.at_end(owner):
            return owner, owned + said
        if words.pattern("process_last").search(owned):
            return owner, ""
        noun = owned if len(owned) >= 2 else noun
    return noun, said


def _noun_end(phrase: str, words: Vocabulary, any_verb: bool) -> int:
    """Return where the noun at a phrase's start ends: at the first word that cannot stand inside a name."""
    key = words.pattern("key_first").match(phrase)
    rated = words.pattern("rating_first").match(phrase)
    at = rated.end() if rated else 2 if key and not words.verb.at_start(phrase, 2) else 0
    quoted = 0
    while at < len(phrase):
        if at >= 2 and phrase[at].isdecimal():
            ranked = words.pattern("ranked_among").match(phrase, at)
            if not ranked:
                return at
            at = ranked.end()
            continue
        if phrase[at] in "“《":
            quoted = phrase.find("”" if phrase[at] == "“" else "》", at)
        if at < quoted:
            at += 1
            continue
        verb = words.verb.at_start(phrase, at) if any_verb or not at else ""
        ender = max(words.ender.at_start(phrase, at), verb, key=len)
        nominal = words.nominal.at_start(phrase, at)
        if not at and len(verb) == 2 and words.pattern("households_done").match(phrase):
            nominal = phrase[:3]  # 926户|重建户|已开工
        if len(ender) > len(nominal) and not phrase.startswith(OF, at + len(ender)):
            return at
        at += max(len(nominal), 1)
    return len(phrase)


def what_is_said(said: str, words: Vocabulary) -> str:
    """Return the verb phrase behind a counted noun, without adverbs and auxiliaries: 全部关停 -> 关停."""
    said = words.pattern("done_mark").sub("", re.split("[、，,0-9]", said, maxsplit=1)[0])
    if said.count("“") != said.count("”"):
        return ""
    while manner := words.manner.at_start(said):
        said = said[len(manner) :]
    if words.pattern("circumstance").search(said):  # 正在建设中
        return ""
    return said if len(said) <= 14 else said[:10]


@remembered
def trimmed(core: str, words: Vocabulary) -> str:
    """Return the words before a numeral as a name: without light verbs, titles in brackets and lists that end in 等."""
    name = words.pattern("document_title").sub("", core) or core.strip("《》")
    name = words.pattern("means_first").sub("", words.pattern("striving").sub("", name))
    name = _without_light(name, words)
    verb = words.verb.at_start(name)
    listed = name.split("、")
    if len(listed) > 1 and words.verb.at_start(listed[-1]) and not words.pattern("rate_last").search(name):
        name = listed[-1]
    name = _from_last_verb(_without_examples(name, core, verb, words), words)
    if len(name) > LONGEST and "、" in name:
        name = verb + name.rpartition("、")[2]
    head, _, owned = name.rpartition(OF)
    # 培育年产值超亿元的农业企业
    if head and len(name) <= LONGEST + 4 and words.pattern("threshold_last").search(head):
        owned = ""
    least = 2 if len(name) > LONGEST else 3 if re.search("[0-9]", head) else 4
    name = words.pattern("signs_first").sub("", owned if len(owned) >= least else name)
    if not words.pattern("word_like_a_sign_last").search(name):
        name = words.pattern("signs_last").sub("", name)
    return words.pattern("work_last").sub("", name)


def _without_examples(name: str, core: str, verb: str, words: Vocabulary) -> str:
    """Return a name without the things that 等 closes, of which the noun behind it says the kind (拖拉机等|农业机械).

    core: the words of which the name is a part; verb: the one that opens the name.
    """
    head, sign, tail = name.rpartition(AND_SO_ON)
    kind = words.pattern("kinds_first").sub("", tail)
    whole = kind in words.bare and len(name) <= LONGEST  # 良种、农资综合等各类补贴
    if not sign or whole or len(tail) < 2 or words.pattern("word_with_deng").match(tail):
        return name
    verb = verb or words.light.at_start(core) if tail in words.generic else verb  # 实施…、孔家大桥等|项目
    if tail in words.generic and not verb:
        tail = words.pattern("single_list_sign").split(head)[-1] + tail
    name = tail if words.verb.at_start(tail) or head in ("", verb) else verb + tail
    return name if len(tail) < len(name) or not verb else verb + tail


def is_no_name(name: str, words: Vocabulary) -> bool:
    """Say whether words only tell a time, a comparison or a ratio (比1998年, 第三季度, 平均)."""
    return bool(name) and bool(words.pattern("no_name").fullmatch(name))


def _without_light(name: str, words: Vocabulary) -> str:
    """Drop the verbs that add nothing, but leave 完成投资 whole."""
    while (light := words.light.at_start(name)) and len(name) - len(light) >= 2:
        acts = len(light) > 1 and light not in words.link
        kind = words.pattern("kinds_first").sub("", name[len(light) :])
        if words.pattern("investment_alone").match(name, len(light)) or acts and kind in words.generic:
            break  # 实施|项目
        name = without_leads(name[len(light) :], words)
    return name


def _from_last_verb(name: str, words: Vocabulary) -> str:
    """Cut off what stands before the last verb that has an object of two characters or more (农村低保|发放低保金)."""
    first = words.verb.at_start(name)
    cut = 0
    for at, verb in words.verb.places(name, 2):
        left, right = at >= 3, len(name) - at - len(verb) >= 2
        acts = verb not in words.nominal and not words.pattern("gain").fullmatch(verb) and name[at - 1] != OF
        acts = acts and not words.pattern("measure_before_verb").search(name, 0, at)
        if left and right and acts and not name.startswith(OF, at + len(verb)):
            cut = at
    # A verb with its own object in front (帮助企业|解决贷款) goes too; two verbs in a row (查处|整改) stay.
    return name[cut:] if first != name[:cut] else name
