"""Names a part of what the clause before it counts (牲畜存栏38万头，其中羊|34万只): by the part and the end of the whole's name."""

import re

from lib.quantities.naming.items import COUNTED, Item
from lib.quantities.naming.naming import MONEY, Context, Named
from lib.quantities.naming.phrases import trimmed, what_is_said
from lib.quantities.naming.words import Vocabulary

LONGEST_PART = 10  # characters; a longer phrase names itself

# 其中过50万元的|4个, 35岁以下的|164名
_LIMIT = re.compile(
    "((?:投资|产值|税收|收入)?(?:过|超过?|达到?)?[0-9百千十万亿]+(?:元|岁|人|亩)(?:以[上下])?)的?$"
)
_AT_LEAST = re.compile(
    "(?:的?(?:不少于|不低于|不下|达到?|有|共|突破|超过?|增加到))+$"
)  # 其中10万元以上的不少于|4个
_REACHES = re.compile("(?:达到?|超过?|突破)[0-9]")
_LIMIT_IN = re.compile("[0-9]")  # 超10亿元的县: those left are not within the limit
_SEXES = frozenset({"男", "女"})
_OF_SEX = re.compile("((?:在校)?学生|党员|职工|教师|干部|代表|社员|儿童)$")
_ADDED = frozenset({"新增", "净增", "新登记", "新发展"})
_ADDED_PARTS = frozenset(("of_whole", verb) for verb in _ADDED)
_SECTOR = re.compile("第?[一二三]次?产业?")
_LIFTED = re.compile("^(?:全部|均|都|已|实现|如期|稳定)*脱贫")
_LEVEL = re.compile("(?:中央|省|市|州|县|区|镇|乡)级?(?:以上)?(?:财政)?")
_THRESHOLD = re.compile("^[0-9.]+[万亿]*元以[上下]的?")
_GRADE = re.compile("[A-DＡ-Ｄ一二三四][级类]")


def of_whole(item: Item, context: Context) -> Named | None:
    """Return the name of a part that its own words leave incomplete; None where they are a name."""
    words = context.words
    part = trimmed(item.before.core, words)
    if left := _left_over(item, context):
        return left
    whole = _whole_of(item, context)
    if whole and whole.unit == item.quantity.unit and not part and _REACHES.match(item.raw_behind):
        return Named(whole.name, "of_whole")  # 159个行政村集体收入超过11万元，其中|40个|达到50万元
    if whole and (limit := _LIMIT.search(_AT_LEAST.sub("", item.setting.before))):
        last = context.last_amount
        exceeds = limit[1][0] in "过超达" and last is not None and last.unit in MONEY
        return Named(_within(last if exceeds else whole, limit[1], words), "of_whole")
    if (
        item.listed and not part and context.last and (context.last.rule, context.last.verb) in _ADDED_PARTS
    ):  # 其中新增127户、|9家
        whole = next((past for past in reversed(context.found[:-1]) if past.unit == item.quantity.unit), None)
        part = context.last.verb if whole else part
    if not whole and _SECTOR.fullmatch(part) and context.last and _SECTOR.match(context.last.name):
        whole = context.last._replace(name=_SECTOR.sub("", context.last.name, count=1))
    if whole and whole.unit == item.quantity.unit and part in _ADDED and not item.behind.noun:
        return Named(part + whole.name[len(words.verb.at_start(whole.name)) :], "of_whole", part, whole.noun)
    if whole and part in _SEXES and (of_them := _OF_SEX.search(whole.name.removesuffix("人数"))):
        return Named(part + of_them[1], "of_whole", "", part + of_them[1])  # 党员503名，其中女|87名
    if not whole and item.listed and context.last and words.herd.at_end(context.last.name):
        whole = context.last  # 奶牛存栏260头、奶山羊|3100只
    complete = words.attribute.at_end(part) or words.verb.at_start(part) or part.endswith(("税", "的", "占"))
    if not whole or not part or item.behind.noun or len(part) > LONGEST_PART or complete:
        return None
    name = _joined(part, whole, item.quantity.unit, context)
    return Named(name, "of_whole", "", part) if name else None


def _left_over(item: Item, context: Context) -> Named | None:
    """Name what is left of things counted (排查纠纷21件，调处20件，剩余|1件; 剩余|8户贫困户)."""
    words = context.words
    left = words.part.at_end(item.setting.before.strip(" 的"))
    same = [past.noun for past in reversed(context.found[-4:]) if past.unit == item.quantity.unit]
    counted = [noun[len(words.verb.at_start(noun)) :] for noun in same]
    noun = "" if item.behind.noun in words.generic else item.behind.noun
    if not noun and item.quantity.unit in COUNTED:
        noun = what_is_said(item.behind.said, words).removeprefix("也")
    noun = (
        noun
        or item.behind.noun
        or next((noun for noun in counted if len(noun) > 1 and not _LIMIT_IN.search(noun)), "")
    )
    if left and _LIFTED.search(item.behind.said) and not noun.endswith("脱贫"):  # 剩余24户贫困人口|全部脱贫
        noun += "脱贫"
    return Named(left + noun, "left_over", "", noun) if left and noun else None


def _within(whole: Named, limit: str, words: Vocabulary) -> str:
    """Return the name of those of a whole that keep within a limit."""
    if whole.unit in MONEY:
        return whole.name + limit
    kept = whole.name[len(words.verb.at_start(whole.name)) :]
    return limit + _THRESHOLD.sub("", kept)  # 1000万元以上项目5个，其中亿元以上|1个


def _whole_of(item: Item, context: Context) -> Named | None:
    """Return the amount of which the clause, opened by 其中 or a bracket, gives parts."""
    clause = re.split("[，,；;。（(：:]", context.before(item))[-1].lstrip()
    if not (item.setting.bracket or clause.startswith("其中")):
        return None
    wholes = [past for past in reversed(context.found) if 0 <= past.clause < item.setting.clause]
    alike = [past for past in wholes[:3] if past.unit == item.quantity.unit]
    return next(iter(alike + wholes), None)


def _joined(part: str, whole: Named, unit: str, context: Context) -> str:
    """Put a part and what the whole's name says of it together, as far as both have one unit or an amount is named."""
    words = context.words
    verb, ending = words.verb.at_start(whole.name), words.attribute.at_end(whole.name)
    if _SECTOR.fullmatch(part) and whole.unit == unit:  # 生产总值2亿元，其中一产|0.5亿元
        return part + whole.name[len(words.region.at_start(whole.name)) :].removeprefix("地区")
    if whole.unit != unit and not words.herd.at_end(ending):
        return ""
    if whole.unit in MONEY and _LEVEL.fullmatch(part):  # 扶贫资金500万元，其中省级|260万元
        return part + whole.name[len(verb) :]
    if part in ("其他", "其它") or _GRADE.fullmatch(part):
        return part + whole.name[len(verb) :].removeprefix("农村")
    kind = words.thing.at_end(whole.name)
    if kind and context.found[-1].unit == unit and len(part) <= 4 and not part.endswith(kind):
        noun = whole.name[len(verb) :]
        return part + (noun if len(noun) <= 6 else kind)  # 扶贫项目27个（道路|11个）
    if ending:
        return "" if part.endswith(ending[-2:]) else part + ending.removeprefix("总")
    return verb + part if verb.startswith("新") else ""
