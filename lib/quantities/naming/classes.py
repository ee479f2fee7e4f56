"""Names what a class of firms or a sector earns, after the one that an earlier clause of the sentence speaks of."""

import re

from lib.quantities.naming.items import Item
from lib.quantities.naming.naming import Context, Named
from lib.quantities.naming.phrases import without_leads

# 服务业|占GDP比重提高, 第三产业|蓬勃发展: a sector that is what its clause is about.
_SECTOR = re.compile(
    "((?!出台|加快|推|促|支持|培育|加强)[\u4e00-\u9fff]{1,6}?(?:产业|(?<![企就创作行事商失毕结])业))"
    "(?=占|比重|健康|持续|稳步|稳定|快速|平稳|蓬勃|加快|不断|发展[迅快良稳势较]|增长|壮大|提[升质]|逐步|取得|扩量)"
)
_EARNED = re.compile(
    "(?:实现|完成|上[缴交])*"
    "((?:税收|税金|利税|利润|产值|总产值|增加值|总收入|营业收入|主营业务收入|固定资产投资)(?:收入|总额)?)"
)
# 利润 behind 规模以上企业完成产值 is theirs
_OF_FIRMS = frozenset(
    {"利润", "利税", "利润总额", "利税总额", "主营业务收入", "营业收入", "营业利润", "总利润"}
)
_CLASS_OF_FIRMS = re.compile(
    "((?:规模以上|规上|规模|限额以上|限上)(?:工业)?企业)(?:累计|共|全年|合计)*(?:完成|实现)"
)


def of_sector(item: Item, context: Context) -> Named | None:
    """服务业占比提高2个百分点，实现税收|98亿元."""
    words = context.words
    earned = _EARNED.fullmatch(item.before.core)
    if item.setting.place or not earned:
        return None
    for clause in reversed(re.split("[，,]", re.split("[；;。]", context.before(item))[-1])[:-1]):
        if words.region.at_start(clause):
            return None
        if sector := _SECTOR.match(without_leads(clause, words)):
            name = sector[1] + earned[1]
            return Named(name, "of_sector", "", name)
    return None


def of_class(item: Item, context: Context) -> Named | None:
    """全镇规模以上企业完成产值30亿元，实现利润|1.6亿元."""
    if item.setting.place or item.before.core.removeprefix("实现") not in _OF_FIRMS:
        return None
    clauses = re.split("[，,；;]", re.split("[。：:]", context.before(item))[-1])[:-1]
    owners = (_CLASS_OF_FIRMS.match(without_leads(clause, context.words)) for clause in clauses)
    owner = next((found[1] for found in owners if found), "")
    name = owner + item.before.core.removeprefix("实现")
    return Named(name, "of_class", "", name) if owner else None
