"""Completes a name by the clauses around it: whose it is, whom it reached, and what is carried on where no words name it."""

import re

from lib.quantities.naming.amounts import owner_of
from lib.quantities.naming.items import COUNTED, HOUSEHOLD, PERSON, Item
from lib.quantities.naming.naming import Context, Named
from lib.quantities.naming.owners import owner_at, subject_of_clause
from lib.quantities.naming.phrases import LONGEST, trimmed, without_leads
from lib.quantities.naming.wording import GROWING, without_making

# How many there are in the whole place, by the unit that counts them.
WHOLE_PLACE = {HOUSEHOLD: "总户数", PERSON: "总人口"}
_WITHOUT_OWNER = frozenset({"before", "object"})  # rules that do not look for the owner themselves


def with_neighbours(named: Named, item: Item, context: Context) -> Named:
    """Return a name with the owner or the deed that the clauses before give it."""
    return _reached(_owned(named, item, context), item, context)


def carried_over(item: Item, context: Context) -> Named:
    """Name a quantity without words of its own: by what the clause before says, else by the last subject."""
    words, bracket = context.words, item.setting.bracket
    if total := WHOLE_PLACE.get(item.quantity.unit, "") if _of_whole_place(item, context) else "":
        return Named(total, "whole_place")
    head = "" if item.setting.place or bracket else _head_of_clause_before(item, context)
    if head:
        return Named(head, "clause_before", "", head)
    carried = context.subjects[-1] if context.subjects else context.passage.earlier
    if context.last and context.last.rule == "of_whole":  # 蔬菜1100亩，其中…，累计达到|7300亩
        carried = next((past.name for past in reversed(context.found) if past.rule != "of_whole"), carried)
    if words.pattern("in_total_first").match(item.setting.before):  # 新登记市场主体96户，总数达到|1308户
        carried = without_making(words.pattern("newly_registered_first").sub("", carried), words)
        carried = words.pattern("newly_added_around").sub("", carried) or carried
    per = words.pattern("per_head_first").match(item.setting.before)
    if carried and per and per[1] not in carried:  # GDP总量达1690亿元、人均突破|1万美元
        carried = per[1] + words.pattern("added_or_total_first").sub("", carried)
    if item.quantity.unit not in COUNTED:
        carried = words.pattern("people_counted_last").sub("", carried) or carried
    return Named(carried, "bracket" if bracket else "carried")


def _of_whole_place(item: Item, context: Context) -> bool:
    """Say whether nothing but the whole place's name stands before a count (全镇|2903户9186人)."""
    words = context.words
    said = item.setting.before.strip(" ，、")
    bare = words.pattern("exists_around").sub("", said)
    in_all = words.pattern("exists_in_all_around")
    before = bare if words.region.at_start(bare) == bare else in_all.sub("", without_leads(said, words))
    before = "" if before in words.division else before  # 146个|村民组|8154户
    if not before and context.last and context.last.name in WHOLE_PLACE.values():  # 有28115户，|6.5万人
        return context.last.unit != item.quantity.unit
    exists = words.pattern("exists_last").search(said)
    if not before and exists and not context.last:  # 截至目前全镇共有|3964户; …村民小组。有|6435户
        return True
    if not before and context.last:  # 全镇辖92个村民小组，|8214户3.47万人
        opening = context.before(item)
        divided = context.last.name.removeprefix(words.region.at_start(context.last.name))
        divided = divided[len(words.governs.at_start(divided)) :]
        told = any(words.region.places(opening)) or any(words.governs.places(opening)) or exists
        return bool(told) and (divided in words.division or context.last.name in WHOLE_PLACE.values())
    return bool(before) and words.region.at_start(before) == before


def _owned(named: Named, item: Item, context: Context) -> Named:
    """Put the firm or project that the stretch is about before a name that leaves it out (湘沅牧业…，|年出栏商品猪)."""
    words = context.words
    building = (
        named.rule == "subject" and words.building.at_start(item.behind.noun) and not item.setting.place
    )
    if named.rule not in _WITHOUT_OWNER and not building or item.setting.bracket:
        return named
    owner, same_clause = owner_at(context.before(item), words)
    core = item.before.core
    goes_on = building or same_clause or item.before.first
    goes_on = goes_on or words.attribute.at_start(core) or words.pattern("per_year_first").match(core)
    bearers = [kind for _, kind in words.bearer.places(named.name) if len(named.name) > len(kind) + 4]
    known = named.name[:4] in owner or owner[:4] in named.name or bearers
    output = words.pattern("yearly_output_first").match(named.name)
    described = output and named.rule == "object"  # a project by what it is to make
    if not owner or not goes_on or known or described:
        return named
    name = without_making(named.name, words)
    if sown := words.sowing.at_start(name):
        name = name[len(sown) :] + GROWING
    return named._replace(name=owner + name)


def _reached(named: Named, item: Item, context: Context) -> Named:
    """Put what was done before those whom it reached (发放良种补贴…，|惠及农户|5200户)."""
    words, last = context.words, context.last
    near = last is not None and item.setting.clause - 1 <= last.clause <= item.setting.clause
    verb = words.benefit.at_end(item.setting.before.rstrip())
    verb = "" if any(words.benefit.places(named.name)) else verb
    reached = words.benefit.at_start(named.name) or verb
    if not near or named.rule not in (*_WITHOUT_OWNER, "said_behind", "subject") or not reached:
        return named
    if not words.benefit.at_start(named.name):
        named = named._replace(name=verb + named.name)
    done = last.name[len(words.verb.at_start(last.name)) :] or last.name
    done = done[: next((at for at, _ in words.benefit.places(done) if at), len(done))]
    done = owner_of(words.pattern("counted_last").sub("", done), words)
    fits = 2 <= len(done) <= LONGEST and done not in words.attribute and done not in named.name
    reached_noun = named.name[len(reached) :]
    same = len(reached_noun) > 1 and done.find(reached_noun[:2]) > 0
    if same and named.name.startswith(reached):  # 农村低保金…，惠及|低保对象
        return named._replace(name=reached_noun)
    fits = fits and not words.pattern("village_last").search(done)
    return named._replace(name=done + named.name) if fits and not words.benefit.at_start(last.name) else named


def _head_of_clause_before(item: Item, context: Context) -> str:
    """Return what the clause before says has risen or passed a mark (零售总额逐年递增，2015年达到|661亿元)."""
    words = context.words
    clauses = re.split("[，,；;。：:]", context.before(item))
    if len(clauses) < 2:
        return ""
    if spent := words.pattern("more_was_spent").match(clauses[-2]):
        purpose = words.pattern("list_sign_or_deng").split(spent[1])[-1]
        return purpose + spent[2] if 2 <= len(purpose) <= LONGEST else ""
    risen = words.pattern("has_risen").match(without_leads(clauses[-2], words))
    return trimmed(risen[1], words) if risen else subject_of_clause(clauses[-2], words)
