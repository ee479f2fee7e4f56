"""Names the quantities of one sentence, each in the light of those before it."""

import re

from lib.quantities import Quantity
from lib.quantities.naming.clauses import clauses_of, settings
from lib.quantities.naming.items import Item, items_of
from lib.quantities.naming.levels import level_names
from lib.quantities.naming.naming import Context, Named, Passage
from lib.quantities.naming.phrases import without_leads
from lib.quantities.naming.rates import (
    nouns_dealt,
    rate_names,
    with_bases,
    with_sectors,
    with_yearly,
    without_rate,
)
from lib.quantities.naming.wording import worded
from lib.quantities.naming.words import Vocabulary

# 带动农户户均增收3000元, 净增市场主体486户: what is gained is told here, and not what grew
OWN_GAIN = re.compile("[户人村亩]均[^，。；]{0,3}增收$|净增[^，。；]{2,8}$")
# 个体工商户864户、企业53家，其中当年新增127户、9家: each of its own
_ADDED = re.compile("其中(?:当年|今年|本年|全年)?(?:新增|净增|新登记|新发展)")
_HEADED = re.compile("[—\\-－●◆·•■▪\\s]*([\u4e00-\u9fff、（）()]{2,24})[：:][^：:0-9]*")
# （农业总产值：|4432.65万元，工业总产值：5432.65万元）
_LABEL = re.compile("(?:^|[，,；;。（(、\\s])([\u4e00-\u9fff（）()]{2,14})[：:][^：:0-9\u4e00-\u9fff]{0,3}$")
# 分别为：, 其中：, 主要指标如下： tell that figures follow and not of what they are
_INTRODUCES = re.compile(
    "(?:其中|分别|如下|情况|目标|包括|[为是有]|任务|工作|方面|计划|完成|合计|指出|表示|介绍|宣布|事业|说|记者|增长|达到?|比例?|占)$"
)
RATE_UNITS = frozenset({"番", "倍"})  # rates even where they are no growth (是上年的1.8倍)


def names_of(passage: Passage, quantities: list[Quantity], words: Vocabulary) -> list[Named]:
    """Return the name of each quantity of a sentence.

    passage: the sentence and what it is about; quantities: those in it, in order.
    """
    clauses = clauses_of(passage.text, passage.start, passage.end, quantities)
    items = items_of(quantities, settings(passage.text, clauses, quantities), words)
    found: list[Named] = []
    subjects: list[str] = []
    outside = 0
    while len(found) < len(items):
        first = len(found)
        item, last = items[first], found[-1] if found else None
        if item.setting.bracket:  # 财政总收入9.8亿元（其中地方收入5.5亿元），增长|5.2% is of the total
            outside = outside or len(subjects)
        elif outside and is_rate(item, last, words):
            del subjects[outside:]
        outside = outside if item.setting.bracket else 0
        group = items[first : first + _sharing(items, first, words)]
        following = items[first + len(group)] if first + len(group) < len(items) else None
        if is_rate(item, last, words):
            told = _headed(item, passage) if not found else _label(item, passage, words, False)
            named = rate_names(group, [told] if told else subjects or [passage.earlier], last, words)
            subjects += [n.name for n in named if n.rule in ("rate_before", "dealt_out", "rate_of_last")]
            named = [with_yearly(one, n, words) for one, n in zip(group, named, strict=True)]
        else:
            named = level_names(group, Context(passage, words, found, subjects, following))
            unnamed = not (found or named[0].name)
            if not item.before.core and (label := _label(item, passage, words, unnamed)):
                named = [one._replace(name=label, rule="headed") for one in named]
            named = [n._replace(name=worded(n.name, n.unit, words)) for n in named]
            subjects += [n.name for n in named if n.name and n.rule != "task"]
        found += named
    return with_sectors(items, with_bases(items, found, words), words)


def _label(item: Item, passage: Passage, words: Vocabulary, unnamed: bool) -> str:
    """Return the noun before a colon that a first figure behind it is of (总人口：|2.1万人), or an empty string.

    unnamed: whether nothing else names it; then words may stand between (总人口：约|2.1万人).
    """
    if item.setting.opener not in ("：", ":") or item.setting.place:
        return ""
    label = _LABEL.search(passage.text[passage.start : item.quantity.start])
    head = label[1] if label else _headed(item, passage) if unnamed else ""
    return "" if _INTRODUCES.search(head) else without_leads(head, words)


def _headed(item: Item, passage: Passage) -> str:
    """Return what stands before a colon at the head of a sentence (——农民人均纯收入：年均增长|14%), or an empty string."""
    head = (
        _HEADED.fullmatch(passage.text, passage.start, item.quantity.start)
        if item.setting.opener in ("：", ":")
        else None
    )
    return head[1] if head else ""


def is_rate(item: Item, last: Named | None, words: Vocabulary) -> bool:
    """Say whether a quantity qualifies an indicator and is none itself: growth, a share, a change (比上年|少37万吨)."""
    quantity, before = item.quantity, item.setting.before
    if quantity.kind == "change" and OWN_GAIN.search(before):
        return False
    if quantity.kind != "level" or quantity.unit in RATE_UNITS:
        return True
    said = before.removesuffix("了")
    alike = last is not None and last.unit == quantity.unit
    return alike and bool(words.change.at_end(said)) and not without_rate(without_leads(before, words), words)


def _sharing(items: list[Item], first: int, words: Vocabulary) -> int:
    """Return how many quantities from the first one on share one name (2651户7457人脱贫, 分别增长15.1%、6.5%)."""
    head = items[first]
    if _ADDED.fullmatch(head.setting.before.strip()):
        return 1
    # 15支共767人的救援队伍 as well
    shared = head.setting.behind.strip() in ("", "共") or head.before.core == head.before.final
    dealt = "分别" in head.setting.before or _listed_alike(items, first, words)
    if head.quantity.kind == "level" and not shared and not dealt:
        return 1
    end = first + 1
    while end < len(items) and items[end].joined and _alike(head.quantity, items[end].quantity, dealt):
        end += 1
    return end - first


def _listed_alike(items: list[Item], first: int, words: Vocabulary) -> bool:
    """Say whether as many amounts of one unit follow as nouns are listed before (油菜、青稞各占|4900亩、5300亩)."""
    listed = nouns_dealt(items[first].setting.before, words)
    run = first + 1
    while run < len(items) and items[run].listed and items[run].joined:
        run += 1
    alike = {item.quantity.unit for item in items[first:run]}
    return len(listed) == run - first > 1 and len(alike) == 1


def _alike(first: Quantity, other: Quantity, dealt: bool) -> bool:
    """Say whether two quantities side by side are of one kind: in 增加1303元和935元 both are changes."""
    return first.kind == other.kind or first.kind == "change" and (dealt or first.unit == other.unit)
