"""Names a part of what the clause before it counts (牲畜存栏38万头，其中羊|34万只): by the part and the end of the whole's name."""

import re

from lib.quantities.naming.items import COUNTED, Item
from lib.quantities.naming.naming import MONEY, Context, Named
from lib.quantities.naming.phrases import trimmed, what_is_said
from lib.quantities.naming.words import OF, Vocabulary

LONGEST_PART = 10  # characters; a longer phrase names itself

_LIMIT_IN = re.compile("[0-9]")  # 超10亿元的县: those left are not within the limit


def of_whole(item: Item, context: Context) -> Named | None:
    """Return the name of a part that its own words leave incomplete; None where they are a name."""
    words = context.words
    part = trimmed(item.before.core, words)
    if left := _left_over(item, context):
        return left
    whole = _whole_of(item, context)
    reaches = words.pattern("reaches_a_numeral").match(item.raw_behind)
    if whole and whole.unit == item.quantity.unit and not part and reaches:
        return Named(whole.name, "of_whole")  # 159个行政村集体收入超过11万元，其中|40个|达到50万元
    if whole and (limit := _limit_before(item, words)):
        amount, exceeds = context.last_amount, words.pattern("exceeds_first").match(limit)
        limited = amount if exceeds and amount is not None and amount.unit in MONEY else whole
        return Named(_within(limited, limit, words), "of_whole")
    last, added, sector = context.last, words.pattern("added"), words.pattern("numbered_sector")
    added_last = last is not None and last.rule == "of_whole" and added.fullmatch(last.verb)
    if item.listed and not part and added_last:  # 其中新增127户、|9家
        whole = next((past for past in reversed(context.found[:-1]) if past.unit == item.quantity.unit), None)
        part = last.verb if whole else part
    if not whole and sector.fullmatch(part) and last and sector.match(last.name):
        whole = last._replace(name=sector.sub("", last.name, count=1))
    if whole and whole.unit == item.quantity.unit and added.fullmatch(part) and not item.behind.noun:
        return Named(part + whole.name[len(words.verb.at_start(whole.name)) :], "of_whole", part, whole.noun)
    people = words.pattern("people_of_both_sexes_last")
    if whole and words.pattern("sex_alone").fullmatch(part) and (of_them := people.search(whole.name)):
        return Named(part + of_them[1], "of_whole", "", part + of_them[1])  # 党员503名，其中女|87名
    if not whole and item.listed and last and words.herd.at_end(last.name):
        whole = last  # 奶牛存栏260头、奶山羊|3100只
    complete = words.attribute.at_end(part) or words.verb.at_start(part)
    complete = complete or words.pattern("incomplete_last").search(part)
    if not whole or not part or item.behind.noun or len(part) > LONGEST_PART or complete:
        return None
    name = _joined(part, whole, item.quantity.unit, context)
    return Named(name, "of_whole", "", part) if name else None


def _left_over(item: Item, context: Context) -> Named | None:
    """Name what is left of things counted (排查纠纷21件，调处20件，剩余|1件; 剩余|8户贫困户)."""
    words = context.words
    left = words.part.at_end(item.setting.before.strip(" " + OF))
    same = [past.noun for past in reversed(context.found[-4:]) if past.unit == item.quantity.unit]
    counted = [noun[len(words.verb.at_start(noun)) :] for noun in same]
    noun = "" if item.behind.noun in words.generic else item.behind.noun
    if not noun and item.quantity.unit in COUNTED:
        noun = words.pattern("also_first").sub("", what_is_said(item.behind.said, words))
    noun = (
        noun
        or item.behind.noun
        or next((noun for noun in counted if len(noun) > 1 and not _LIMIT_IN.search(noun)), "")
    )
    lifted = words.pattern("lifted_first").search(item.behind.said)
    if left and lifted and not noun.endswith(lifted[1]):  # 剩余24户贫困人口|全部脱贫
        noun += lifted[1]
    return Named(left + noun, "left_over", "", noun) if left and noun else None


def _limit_before(item: Item, words: Vocabulary) -> str:
    """Return the limit within which a part of things counted keeps (其中|过50万元|的4个), or an empty string."""
    before = words.pattern("at_least_last").sub("", item.setting.before)
    limit = words.pattern("limit_of_part_last").search(before)
    return limit[1] if limit else ""


def _within(whole: Named, limit: str, words: Vocabulary) -> str:
    """Return the name of those of a whole that keep within a limit."""
    if whole.unit in MONEY:
        return whole.name + limit
    kept = whole.name[len(words.verb.at_start(whole.name)) :]
    return limit + words.pattern("sum_at_least_first").sub("", kept)  # 1000万元以上项目5个，其中亿元以上|1个


def _whole_of(item: Item, context: Context) -> Named | None:
    """Return the amount of which the clause, opened by 其中 or a bracket, gives parts."""
    clause = re.split("[，,；;。（(：:]", context.before(item))[-1].lstrip()
    if not (item.setting.bracket or context.words.pattern("of_which_first").match(clause)):
        return None
    wholes = [past for past in reversed(context.found) if 0 <= past.clause < item.setting.clause]
    alike = [past for past in wholes[:3] if past.unit == item.quantity.unit]
    return next(iter(alike + wholes), None)


def _joined(part: str, whole: Named, unit: str, context: Context) -> str:
    """Put a part and what the whole's name says of it together, as far as both have one unit or an amount is named."""
    words = context.words
    verb, ending = words.verb.at_start(whole.name), words.attribute.at_end(whole.name)
    if words.pattern("numbered_sector").fullmatch(part) and whole.unit == unit:
        of_place = whole.name[len(words.region.at_start(whole.name)) :]  # 生产总值2亿元，其中一产|0.5亿元
        return part + words.pattern("regional_first").sub("", of_place)
    if whole.unit != unit and not words.herd.at_end(ending):
        return ""
    level = words.pattern("level_of_government").fullmatch(part)
    if whole.unit in MONEY and level:  # 扶贫资金500万元，其中省级|260万元
        return part + whole.name[len(verb) :]
    if words.pattern("other_or_grade").fullmatch(part):
        return part + words.pattern("rural_first").sub("", whole.name[len(verb) :])
    kind = words.thing.at_end(whole.name)
    if kind and context.found[-1].unit == unit and len(part) <= 4 and not part.endswith(kind):
        noun = whole.name[len(verb) :]
        return part + (noun if len(noun) <= 6 else kind)  # 扶贫项目27个（道路|11个）
    if ending:
        return "" if part.endswith(ending[-2:]) else part + words.pattern("total_first").sub("", ending)
    return verb + part if words.pattern("new_first").match(verb) else ""
