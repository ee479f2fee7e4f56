"""Names what a class of firms or a sector earns, after the one that an earlier clause of the sentence speaks of."""

import re

from lib.quantities.naming.items import Item
from lib.quantities.naming.naming import Context, Named
from lib.quantities.naming.phrases import without_leads


def of_sector(item: Item, context: Context) -> Named | None:
    """服务业占比提高2个百分点，实现税收|98亿元."""
    words = context.words
    earned = words.pattern("earned").fullmatch(item.before.core)
    if item.setting.place or not earned:
        return None
    for clause in reversed(re.split("[，,]", re.split("[；;。]", context.before(item))[-1])[:-1]):
        if words.region.at_start(clause):
            return None
        if sector := words.pattern("sector_told").match(without_leads(clause, words)):
            name = sector[1] + earned[1]
            return Named(name, "of_sector", "", name)
    return None


def of_class(item: Item, context: Context) -> Named | None:
    """全镇规模以上企业完成产值30亿元，实现利润|1.6亿元."""
    words = context.words
    earned = words.pattern("earned_by_firms").fullmatch(item.before.core)
    if item.setting.place or not earned:
        return None
    clauses = re.split("[，,；;]", re.split("[。：:]", context.before(item))[-1])[:-1]
    told = (words.pattern("class_of_firms").match(without_leads(clause, words)) for clause in clauses)
    owner = next((found[1] for found in told if found), "")
    name = owner + earned[1]
    return Named(name, "of_class", "", name) if owner else None
