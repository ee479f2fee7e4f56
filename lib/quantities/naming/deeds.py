"""Completes a bare verb before a numeral by what it was done to, for whom, or what reached those it counts."""

import re

from lib.quantities.naming.bearers import bearer_in
from lib.quantities.naming.items import COUNTED, Item
from lib.quantities.naming.naming import MONEY, Context, Named
from lib.quantities.naming.phrases import (
    LONGEST,
    read_before,
    trimmed,
    without_final_verbs,
    without_leads,
)
from lib.quantities.naming.words import OF, Vocabulary


def given_to(item: Item, words: Vocabulary) -> str:
    """Return for whom money is that a bare word names (为|高龄老人|发放补贴168万元)."""
    given = words.pattern("for_whom_money_last").search(item.setting.before)
    fits = given and words.giving.at_end(given[1]) and not re.search("[0-9、]", given[1])
    whom = given[1].removesuffix(words.giving.at_end(given[1])) if fits else ""
    return whom if 2 <= len(whom) <= LONGEST else ""


def reached_by(item: Item, context: Context) -> str:
    """Return what reached the people that a bare verb counts (实施安全饮水工程，惠及|2万人)."""
    words = context.words
    made = context.last and words.pattern("capacity_first").match(context.last.name)
    plant = bearer_in(context.before(item), words) if made else ""
    if plant:  # 茶叶车间建成投产，年加工干茶400吨，带动|210户
        return plant
    if context.last and context.last.noun:
        return context.last.noun
    clauses = re.split("[，,；;。：:]", context.before(item))
    before = trimmed(read_before(clauses[-2], words).core, words) if len(clauses) > 1 else ""
    return before if 2 <= len(before) <= LONGEST else ""


def fuller(name: str, item: Item, context: Context) -> str:
    """Return what the clause before puts in front of a bare verb (加快燃气入户步伐，全年入户|4.4万户)."""
    clauses = re.split("[，,；;。：:]", context.before(item))
    front, said, _ = clauses[-2].rpartition(name) if len(clauses) > 1 and len(name) == 2 else ("", "", "")
    front = without_leads(front, context.words)
    front = front[len(context.words.verb.at_start(front)) :]
    return front if said and 2 <= len(front) <= 8 and not re.search("[0-9、]", clauses[-2]) else ""


def treated_before(item: Item, context: Context) -> str:
    """Return the object of a bare verb from the clauses before it (对焚烧行为坚决查处，处罚|81户)."""
    pattern = context.words.pattern("treated")
    for clause in reversed(re.split("[，,；;]", context.before(item))[:-1][-2:]):
        preposition = context.words.pattern("object_sign").search(clause)
        treated = pattern.match(clause[preposition.start() :]) if preposition else None
        if treated:
            owned = treated["object"].rpartition(OF)[2]
            return owned if len(owned) > 2 else treated["object"].replace(OF, "")
    return ""


def done_to_last(item: Item, context: Context) -> str:
    """Return what a bare verb was done to: the last thing counted in its unit (排查隐患26处，整改|24处)."""
    unit, words = item.quantity.unit, context.words
    counted = [past for past in reversed(context.found[-5:]) if past.unit not in MONEY and past.noun]
    alike = [past for past in counted if _once(past.unit, words) == _once(unit, words)]
    if unit in MONEY or not counted:
        return ""
    if not alike:
        return _acted_on(counted[0], item, words)
    done = min((_thing(past.noun, words) for past in alike), key=lambda noun: noun in words.generic)
    return "" if done in item.before.core else done


def _once(unit: str, words: Vocabulary) -> str:
    """Return a unit of cases without the word for a time: 受理136件次，办结|132件."""
    return unit if unit in COUNTED else words.pattern("time_of_case_last").sub("", unit)


def _thing(noun: str, words: Vocabulary) -> str:
    """Return a counted noun without what was done to it before (开工|项目, 工程|竣工)."""
    noun = words.pattern("task_last").sub("", noun)  # 改厕任务200户，现已完工|136户
    act = words.verb.at_start(noun)
    thing = noun[len(act) :]
    if thing in words.generic and act in words.nominal and act not in words.milestone:  # 灾后重建|项目
        return noun
    thing = words.pattern("new_last").sub("", thing.removesuffix(words.milestone.at_end(thing)))
    return thing if len(thing) > 1 else noun  # 重建|户


def _acted_on(last: Named, item: Item, words: Vocabulary) -> str:
    """Return the object of the act counted just before (矛盾纠纷|排查42次，化解|11起)."""
    thing = without_final_verbs(last.noun, words)
    near = last.clause == item.setting.clause - 1 and not item.setting.place
    near = near and item.quantity.unit not in COUNTED
    act = last.noun[len(thing) :]
    return thing if near and act and 3 <= len(thing) <= 8 and not words.verb.at_start(thing) else ""
