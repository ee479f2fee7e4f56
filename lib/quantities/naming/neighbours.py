"""Completes a name by the clauses around it: whose it is, whom it reached, and what is carried on where no words name it."""

import re

from lib.quantities.naming.amounts import owner_of
from lib.quantities.naming.items import COUNTED, Item
from lib.quantities.naming.naming import Context, Named
from lib.quantities.naming.owners import owner_at, subject_of_clause
from lib.quantities.naming.phrases import LONGEST, trimmed, without_leads
from lib.quantities.naming.wording import without_making

WHOLE_PLACE = {"户": "总户数", "人": "总人口"}
PER_HEAD = re.compile("[、，, ]*([人户村亩]均)")
TOTAL = re.compile(
    "[、，, ]*(?:(?:总数|总量)$|(?:总数|总量|总户数|总面积|累计|总规模)(?:已|达|为|到|至|共|超|突破|近))"
)
_EXISTS = re.compile("(?:[共现总]?有|共计|总计)[约近]?$")
_HAS_RISEN = re.compile(
    "([\u4e00-\u9fff]{2,16}?)(?:持续|稳步|逐年|快速|平稳|不断|明显|大幅|稳定|较快|首次|成功|连续|总体)*"
    "(?:递增|增长|提高|上升|增加|攀升|扩大|提升|下降|减少|向好|迈[过上入]|[跃登站]上|越过|突破|跨越|翻番|实现翻番)[^0-9，,]{0,8}$"
)
_SPENT_MORE = re.compile(
    "(?:不断|持续|逐年|进一步|大幅|切实|继续)*(?:加大|增加|扩大)了?对?([^，,；;。]{2,60}?)的?(投入|投资|支出)$"
)  # 不断加大对教育、卫生等民生工程的投入，2010年达|131亿元
_WITHOUT_OWNER = frozenset({"before", "object"})  # rules that do not look for the owner themselves


def with_neighbours(named: Named, item: Item, context: Context) -> Named:
    """Return a name with the owner or the deed that the clauses before give it."""
    return _reached(_owned(named, item, context), item, context)


def carried_over(item: Item, context: Context) -> Named:
    """Name a quantity without words of its own: by what the clause before says, else by the last subject."""
    bracket = item.setting.bracket
    if total := WHOLE_PLACE.get(item.quantity.unit, "") if _of_whole_place(item, context) else "":
        return Named(total, "whole_place")
    head = "" if item.setting.place or bracket else _head_of_clause_before(item, context)
    if head:
        return Named(head, "clause_before", "", head)
    carried = context.subjects[-1] if context.subjects else context.passage.earlier
    if context.last and context.last.rule == "of_whole":  # 蔬菜1100亩，其中…，累计达到|7300亩
        carried = next((past.name for past in reversed(context.found) if past.rule != "of_whole"), carried)
    if TOTAL.match(item.setting.before):  # 新登记市场主体96户，总数达到|1308户
        carried = without_making(carried.removeprefix("新登记").removeprefix("新注册"), context.words)
        carried = carried.removeprefix("新增").removesuffix("新增") or carried
    per = PER_HEAD.match(item.setting.before)
    if carried and per and per[1] not in carried:  # GDP总量达1690亿元、人均突破|1万美元
        carried = per[1] + carried.removeprefix("新增").removeprefix("总")
    if item.quantity.unit not in COUNTED:
        carried = carried.removesuffix("户数").removesuffix("人数").removesuffix("人次") or carried
    return Named(carried, "bracket" if bracket else "carried")


def _of_whole_place(item: Item, context: Context) -> bool:
    """Say whether nothing but the whole place's name stands before a count (全镇|2903户9186人)."""
    words = context.words
    said = item.setting.before.strip(" ，、")
    bare = said.strip(" 共有约近")
    before = (
        bare if words.region.at_start(bare) == bare else without_leads(said, words).strip(" 共有约近、总计")
    )
    before = "" if before in words.division else before  # 146个|村民组|8154户
    if not before and context.last and context.last.name in WHOLE_PLACE.values():  # 有28115户，|6.5万人
        return context.last.unit != item.quantity.unit
    if (
        not before and _EXISTS.search(said) and not context.last
    ):  # 截至目前全镇共有|3964户; …村民小组。有|6435户
        return True
    if not before and context.last:  # 全镇辖92个村民小组，|8214户3.47万人
        opening = context.before(item)
        divided = context.last.name.removeprefix(words.region.at_start(context.last.name))
        divided = divided[len(words.governs.at_start(divided)) :]
        told = any(words.region.places(opening)) or any(words.governs.places(opening)) or _EXISTS.search(said)
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
    goes_on = (
        building or same_clause or item.before.first or words.attribute.at_start(core) or core[:1] == "年"
    )
    bearers = [kind for _, kind in words.bearer.places(named.name) if len(named.name) > len(kind) + 4]
    known = named.name[:4] in owner or owner[:4] in named.name or bearers
    described = named.rule == "object" and named.name.startswith("年产")  # a project by what it is to make
    if not owner or not goes_on or known or described:
        return named
    name = without_making(named.name, words)
    if sown := words.sowing.at_start(name):
        name = name[len(sown) :] + "种植"
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
    done = owner_of(done.removesuffix("数").removesuffix("户"), words)
    fits = 2 <= len(done) <= LONGEST and done not in words.attribute and done not in named.name
    reached_noun = named.name[len(reached) :]
    same = len(reached_noun) > 1 and done.find(reached_noun[:2]) > 0
    if same and named.name.startswith(reached):  # 农村低保金…，惠及|低保对象
        return named._replace(name=reached_noun)
    fits = fits and not done.endswith("村")
    return named._replace(name=done + named.name) if fits and not words.benefit.at_start(last.name) else named


def _head_of_clause_before(item: Item, context: Context) -> str:
    """Return what the clause before says has risen or passed a mark (零售总额逐年递增，2015年达到|661亿元)."""
    words = context.words
    clauses = re.split("[，,；;。：:]", context.before(item))
    if len(clauses) < 2:
        return ""
    if spent := _SPENT_MORE.match(clauses[-2]):
        purpose = re.split("等|、", spent[1])[-1]
        return purpose + spent[2] if 2 <= len(purpose) <= LONGEST else ""
    risen = _HAS_RISEN.match(without_leads(clauses[-2], words))
    return trimmed(risen[1], words) if risen else subject_of_clause(clauses[-2], words)
