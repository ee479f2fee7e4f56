"""Names the quantities of one sentence, each in the light of those before it."""

from lib.quantities import Quantity
from lib.quantities.naming.clauses import clauses_of, settings
from lib.quantities.naming.items import COUNTED, Item, items_of
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
from lib.quantities.naming.words import DONE, Vocabulary

RATE_UNITS = frozenset({"番", "倍"})  # rates even where they are no growth (是上年的1.8倍)


def names_of(passage: Passage, quantities: list[Quantity], words: Vocabulary) -> list[Named]:
    """Return the name of each quantity of a sentence.

    passage: the sentence and what it is about; quantities: those in it, in order.
    """
    clauses = clauses_of(passage.text, passage.start, passage.end, quantities, words)
    items = items_of(quantities, settings(passage.text, clauses, quantities, words), words)
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
            told = _headed(item, passage, words) if not found else _label(item, passage, words, False)
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
    label = words.pattern("label_last").search(passage.text[passage.start : item.quantity.start])
    head = label[1] if label else _headed(item, passage, words) if unnamed else ""
    return "" if words.pattern("introduces_last").search(head) else without_leads(head, words)


def _headed(item: Item, passage: Passage, words: Vocabulary) -> str:
    """Return what stands before a colon at the head of a sentence (——农民人均纯收入：年均增长|14%), or an empty string."""
    if item.setting.opener not in ("：", ":"):
        return ""
    head = words.pattern("headed").fullmatch(passage.text, passage.start, item.quantity.start)
    return head[1] if head else ""


def is_rate(item: Item, last: Named | None, words: Vocabulary) -> bool:
    """Say whether a quantity qualifies an indicator and is none itself: growth, a share, a change (比上年|少37万吨)."""
    quantity, before = item.quantity, item.setting.before
    if quantity.kind == "change" and words.pattern("own_gain_last").search(before):
        return False
    if quantity.kind != "level" or quantity.unit in RATE_UNITS:
        return True
    said = before.removesuffix(DONE)
    alike = last is not None and last.unit == quantity.unit
    return alike and bool(words.change.at_end(said)) and not without_rate(without_leads(before, words), words)


def _sharing(items: list[Item], first: int, words: Vocabulary) -> int:
    """Return how many quantities from the first one on share one name (2651户7457人脱贫, 分别增长15.1%、6.5%)."""
    head = items[first]
    if words.pattern("of_which_added").fullmatch(head.setting.before.strip()):
        return 1
    # 15支共767人的救援队伍 as well
    shared = words.pattern("nothing_or_in_all").fullmatch(head.setting.behind.strip())
    shared = shared or head.before.core == head.before.final
    dealt = bool(words.pattern("dealt_out").search(head.setting.before)) or _listed_alike(items, first, words)
    if head.quantity.kind == "level" and not shared and not dealt:
        return 1
    end = first + 1
    while end < len(items) and items[end].joined and _alike(head.quantity, items[end].quantity, dealt):
        if not dealt and items[end].listed and _others(head.quantity, items[end].quantity):
            break
        end += 1
    return end - first


def _others(first: Quantity, other: Quantity) -> bool:
    """Say whether a list goes on from people to places or things (脱贫260户1020人、|2个贫困村摘帽)."""
    return first.unit in COUNTED and other.unit == "个"


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
