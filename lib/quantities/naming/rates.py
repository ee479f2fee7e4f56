"""Names growth, shares and changes: after the indicator that they qualify."""

import re
from itertools import pairwise

from lib.quantities.naming.amounts import owner_of
from lib.quantities.naming.items import Item
from lib.quantities.naming.naming import Named
from lib.quantities.naming.phrases import (
    LONGEST,
    is_no_name,
    trimmed,
    what_is_said,
    without_from,
    without_leads,
    without_links,
)
from lib.quantities.naming.words import Vocabulary

_TASK = re.compile(
    "(?:占|为|达|超|超出|超过|完成|提前完成|超额完成)?(?:了)?"
    "(?:全年|年度|年初|[上下]半年|[一二三四]季度|年|[省市县区镇上]级|区定|县定|市定|县|市|区|镇|目标|计划|序时|既定|下达|的)*"
    "(?:(?:任务|目标|计划|预算|(?<=序时)进度|(?<=时间)进度|时序)(?:量|数|进度|任务)?)+的?$"
)
_SET = re.compile("(?:下达|分配|核定|确定|既定|制定|签订)的?$")
_TASK_BEHIND = re.compile("的?((?:目标|年度|全年)?(?:任务|目标|计划)数?)")
_AGAINST_TASK = re.compile("^(?:较|比|与)")
_TO_TASK = re.compile("^(?:占|为|达|完成|提前完成|超额完成)+")
_OF_SUBJECT = re.compile(
    "(.+?)((?:全年|年度|年初|[上下]半年|[一二三四]季度|年|[县市区镇]|目标|计划)*(?:任务|目标|计划|预算))$"
)
_SECTORS = re.compile("^(?:第?一、?第?二、?第?三次?产业|一二三产|三次产业)(.*)$")
_TOWN_AND_COUNTRY = re.compile("^(?:城乡|城镇[、和与]农村|城镇居民[、和与]农村)(?:常住)?居民(.+)$")
_COMPARED = re.compile(
    "(?:相?当于|是|比|较|与|为)[^，,比较是]{1,14}?(?:年|月|期间|时期|末|底|初|期|以来|前)(?:的|相比|时)?$"
)
_WITHIN = re.compile(
    "(?<=[\u4e00-\u9fff]{2})[一二两三四五六七八九十]{1,2}年[内间来]?$"
)  # 经济总量|两年|翻一番
_AGAINST = re.compile(
    "(?:[比较]|[高低快慢]于|[高快低]出)(?=全[国省市县区州]|“?十[一二三四]?五”?时期|“?十[一二三四]?五”?期间|周边|平均|同类|原|计划|目标|预期|上|去|前|[12][0-9]{3}年)"
)
_FASTER = re.compile("^(?:增速|增幅|增长率)(?=[高低快]出|[高低快]于)")  # 增速高出全县平均水平|2个百分点
_RANK = re.compile("(?:国家|[省市州县区乡镇村])级|城镇|农村|城市|乡村|城区")
_SHARE = re.compile(
    "(?:城镇化|城市化|工业化|产业化|机械化|标准化|信息化|无害化|[^化的]{2}|[^的]化)率$|[^的]{2}(?:比例|比重)$"
)
_YEARLY = re.compile("年均(?:增长|递增|增幅|增速)")
_OWN_RATE = "自然增长率"
_MEASURED = ("人次", "数", "量", "额")  # end a name as an attribute does (旅游人次和旅游收入)
# 按当年价计算比上年|增长, 在原有重量的基础上|增长
_PRICES = re.compile("^按[^，,]{1,6}价格?(?:计算)?[，,]?|^在[^，,]{0,24}基础上再?")
_OF_OUTPUT = frozenset({"增加值", "利润", "利税", "销售收入", "主营业务收入", "营业收入"})
_OUTPUT = re.compile(
    "((?:规模以上|规上|规模|限额以上)(?:工业|企业|工业企业))(?:总产值|产值|增加值|主营业务收入)"
)
_STOPS = ("；", ";")
_MEASURES = ("率", "比例", "比重", "额", "量", "占")
_GOAL = re.compile("(?:全年|年度|年初|预期|计划)*(?:目标|计划|任务)值?(?:为|是)?")
_INCOME = re.compile("[^占比]{2,12}(?:收入|产值|增加值|总额|投资)")
_TO = ("到", "至", "为", "成")
_OF_ALL = re.compile("占([^占]{1,6})(?:比例|比重)$")
_NO_HAN = "(?:(?![A-Z]{2})[^\u4e00-\u9fff])*"  # GDP is a name
_NOTHING = re.compile(f"{_NO_HAN}[一二三四五六七八九十两]?个?{_NO_HAN}")
_BASE = re.compile("(?:由|从)[^，,]{0,14}$")
# 起征点|从月销售额3万元提高到15万元: what the change leads from is no part of what changes
_FROM_WHAT = re.compile("(?<=[\u4e00-\u9fff]{2})(?<![自理缘因经])(?:由|从)[^，,由从]{0,14}$")
_SECTORS_RATIO = re.compile("三次产业|一二三次?产|一、二、三|三产|三大产业|产业结构|经济结构")
_SECTOR_NAMES = ("三次产业中第一产业比重", "三次产业中第二产业比重", "三次产业中第三产业比重")
FARTHEST = 14  # characters between a base and the verb that leads from it


def rate_names(group: list[Item], subjects: list[str], last: Named | None, words: Vocabulary) -> list[Named]:
    """Return the names of the growth, shares or changes of one list (分别增长15.1%、6.5%).

    group: the quantities of the list; subjects: what the sentence has named so far; last: the name before these.
    """
    if last and last.rule == "task":  # 占年度任务1.2亿元的|50%
        subjects = [*subjects, last.name] if group[0].setting.before.strip() == "的" else subjects
    if last and last.rule == "share_of" and _goes_on(group[0], words):
        return [last] * len(group)
    return [_of_last(one, group[0], last, words) for one in _rate_names(group, subjects, words)]


def _goes_on(item: Item, words: Vocabulary) -> bool:
    """Say whether points are by how much the share just told has changed (占全市生产总值的33.3%，提高|1.2个百分点)."""
    changed = item.quantity.kind == "change" and item.quantity.unit == "个百分点"
    return changed and bool(words.pattern("only_changed").match(item.setting.before.strip("，, ")))


def _of_last(one: Named, item: Item, last: Named | None, words: Vocabulary) -> Named:
    """Name a bare rate after what was counted just before it (办理城管案件9734件，|结案率|99.8%)."""
    own = words.verb.at_start(one.name) or one.name[:2]
    bare = one.name == own + "率" and one.name not in words.own_rate or one.name in words.bare_rate
    near = last is not None and last.clause >= item.setting.clause - 1 and not last.name.endswith("总数")
    if not bare or not near or item.setting.opener in _STOPS:
        return one
    if last.rule == "rate_of_last":  # 办结率100%，满意率|97.2%
        return one._replace(
            name=last.noun + one.name, rule=last.rule, noun=last.noun, clause=item.setting.clause
        )
    head, done, rest = last.name.partition(own)
    head = "" if rest and words.verb.at_start(head) == head else head  # 排查|调处|矛盾纠纷
    owner = owner_of(head or rest if done else last.name[len(words.verb.at_start(last.name)) :], words)
    owner = owner.removesuffix("户数").removesuffix("人数")
    if not 2 <= len(owner) <= LONGEST:
        return one
    return one._replace(
        name=owner + one.name, rule="rate_of_last", noun=owner, clause=item.setting.clause, unit="%"
    )


def _rate_names(group: list[Item], subjects: list[str], words: Vocabulary) -> list[Named]:
    before = group[0].setting.before
    if len(group) > 1 and "分别" in before:
        dealt = dealt_out(before.split("分别")[0], subjects, len(group), words)
        if dealt and (task := _TASK.search(before)):  # 新建大棚40座、温室8座，分别完成任务的|106%和76%
            dealt = [f"{name}{task[0].removesuffix('的')}比例" for name in dealt]
            return [Named(name, "of_task") for name in dealt]
        amounts = group[0].quantity.kind == "change" and group[0].quantity.unit != "个百分点"
        if dealt and not (amounts and dealt != subjects[-len(group) :] and len({n[-2:] for n in dealt}) > 1):
            return [Named(name, "dealt_out") for name in dealt]
    if dealt := _listed_before(before, len(group), words):
        return [Named(name, "dealt_out") for name in dealt]
    one = _rate(group[0], subjects[-1] if subjects else "", words)
    if one.rule == "rate_of_level" and len(subjects) >= len(group) > 1:
        return [Named(name, "dealt_out") for name in subjects[-len(group) :]]
    return [one] * len(group)


def _listed_before(before: str, count: int, words: Vocabulary) -> list[str]:
    """Return as many incomes as there are values, which 分别 need not deal out (城镇…收入、农民…收入增长12%和16%)."""
    listed = words.pattern("list_sign").split(without_rate(without_leads(before, words), words))
    return listed if len(listed) == count > 1 and all(map(_INCOME.fullmatch, listed)) else []


def nouns_dealt(before: str, words: Vocabulary) -> list[str]:
    """Return the names that the words before a numeral list for the values to come (油菜、青稞|各占).

    Each must be whole: 各 says so, or all end alike (…收入和…收入), or the last has the end of all. 等 leaves a list open.
    """
    phrase = without_links(without_leads(before, words), words)
    listed = [] if "等" in phrase else [part for part in words.pattern("list_sign").split(phrase) if part]
    if len(listed) < 2:
        return []
    whole = "各" in before or len({part[-1] for part in listed}) == 1
    return listed if whole or _completed(listed, words) != listed else []


def dealt_out(before: str, subjects: list[str], count: int, words: Vocabulary) -> list[str]:
    """Return the names that 分别 deals out in order: those listed before it, or else the last ones named.

    before: the words before 分别; count: how many values follow. Empty where the numbers do not fit.
    """
    before = without_rate(without_links(without_leads(before.removeprefix("其中"), words), words), words)
    if (
        count == 2
        and (both := _TOWN_AND_COUNTRY.match(before))
        and not words.pattern("list_sign").search(both[1])
    ):
        return [f"城镇居民{both[1]}", f"农村居民{both[1]}"]
    if count == 3 and (sectors := _SECTORS.match(before)):
        return [f"第{number}产业{sectors[1]}" for number in "一二三"]
    listed = [part for part in words.pattern("list_sign").split(before) if part]
    if len(listed) == count:
        return [trimmed(without_rate(part, words), words) for part in _completed(listed, words)]
    return subjects[-count:] if not before and len(subjects) >= count else []


def _completed(listed: list[str], words: Vocabulary) -> list[str]:
    """Give each noun of a list the end that only the last one has: 电子信息、装备制造产业|营业收入."""
    place = words.division.at_end(listed[0])
    head, _, tail = listed[-1].partition(place or "\n")
    if place and tail and head and all(part.endswith(place) for part in listed[:-1]):
        return [part + tail for part in listed[:-1]] + listed[-1:]  # 甲村、乙村|污水处理能力
    if (
        all(len(part) == 1 for part in listed[:-1]) and len(listed[-1]) > 3 and "等" not in listed[-1]
    ):  # 早、|晚稻种植面积
        return [part + listed[-1][1:] for part in listed[:-1]] + listed[-1:]
    tail, head = words.attribute.at_end(listed[-1]), words.attribute.at_end(listed[0])
    if tail == listed[-1] and head and head != listed[0]:  # 规模以上工业总产值和增加值
        return [listed[0]] + [
            part if part not in words.attribute else listed[0].removesuffix(head) + part
            for part in listed[1:]
        ]
    if (share := _SHARE.search(listed[-1])) and share.start() and not any(map(_SHARE.search, listed[:-1])):
        return [part + share[0] for part in listed[:-1]] + listed[-1:]  # 红松、混交林|营造比例
    named = any(words.attribute.at_end(part) or part.endswith(_MEASURED) for part in listed[:-1])
    if not tail or named:
        return listed
    tail = "产业" + tail if listed[-1].endswith("产业" + tail) else tail
    return [part.removesuffix("产业") + tail for part in listed[:-1]] + listed[-1:]


def without_rate(phrase: str, words: Vocabulary) -> str:
    """Return a phrase without the verbs of growth and the comparisons that end it (财政收入|比上年增长)."""
    if _OWN_RATE in phrase:  # an indicator of its own
        return phrase[: phrase.index(_OWN_RATE) + len(_OWN_RATE)]
    while phrase:
        phrase = without_from(_WITHIN.sub("", _COMPARED.sub("", phrase.rstrip("、，, ：:︰∶"))), words)
        verb = words.rate_lead.at_end(phrase)
        if not verb or phrase.endswith("占比"):
            break
        phrase = phrase[: -len(verb)]
    return phrase


def task_of(item: Item, subjects: list[str]) -> Named | None:
    """Name an amount that a task sets, or by which it is exceeded (占年度任务|1.2亿元的50%, 超年初任务|418万元)."""
    said = _TASK.fullmatch(_AGAINST_TASK.sub("", item.setting.before.strip()))
    if subjects and _SET.search(item.setting.before) and (task := _TASK_BEHIND.match(item.raw_behind)):
        return Named(subjects[-1] + task[1], "task")  # 超额完成县里下达的|2500万元|目标任务
    counted = item.quantity.unit or item.quantity.rule == "magnitude_only"  # 全年任务1550万
    if not said or not subjects or not counted:
        return None
    exceeds = said[0].startswith("超")
    task = said[0] if exceeds else _TO_TASK.sub("", said[0])
    return Named(subjects[-1] + task.removesuffix("的"), "task", "", "")


def _rate(item: Item, subject: str, words: Vocabulary) -> Named:
    """Name one rate: by the words before it, the words behind it, or what the sentence named last."""
    before = item.setting.before.strip(" 、，,和及与")
    if before == "的" and (task := _OF_SUBJECT.match(subject)):  # 占年度任务1.2亿元的|50%
        return Named(f"{task[1]}占{task[2]}比例", "of_task")
    task = _TASK.search(before)
    if task and item.setting.bracket and _GOAL.fullmatch(before):  # 增长6.4%（年度目标|6%左右）
        return Named(subject, "rate_of_level")
    if task:
        subject = trimmed(without_leads(before[: task.start()], words), words) or subject
        said = task[0].removesuffix("的")
        ratio = "" if item.quantity.kind == "change" and item.quantity.unit != "%" else "比例"
        return Named(f"{subject}{said}{ratio}", "of_task")
    before = _PRICES.sub("", before).removeprefix("同比").removeprefix("环比")
    core = without_leads(without_rate(without_leads(before, words), words), words)
    core = _FASTER.sub("", core)
    told_against = words.basis.at_start(core) and not core.endswith(_MEASURES)
    if (
        _NOTHING.fullmatch(core)
        or core.startswith(("是", "相当于"))
        or is_no_name(core, words)
        or _AGAINST.match(core)
        or told_against
    ):
        core = ""
    core = core.replace("占了", "占")
    if core == "占":  # 务工人员1026人，其中贫困劳动力617人，占|60.1%
        return Named(subject + "占比", "share_of")
    if core.startswith("占") and len(core) > 1:
        ends = core.endswith(("比重", "比例"))
        return Named(subject + core.rstrip("的") + ("" if ends else "比例"), "share_of")
    if (rank := _RANK.fullmatch(core)) and (whole := _RANK.match(subject)) and len(subject) > whole.end():
        return Named(rank[0] + subject[whole.end() :], "rate_of_level")  # 市级网上可办率达到96%、县级达到|95%
    if core.endswith("占") and (same := _OF_ALL.search(subject)):  # 粮食产量占全省的52%，油料占|41%
        return Named(f"{core}{same[1]}比例", "share_of")
    if core in _OF_OUTPUT and (owner := _OUTPUT.match(subject)):  # 规模以上工业总产值23亿元，增加值增长|23%
        return Named(owner[1] + core, "rate_before")
    if core:
        core = core + "比" if core.endswith("占") else core
        whole = re.search("占[^占比]{2,}$", core)  # 滴灌面积占耕地|60%
        core = core.rstrip("的") + "比例" if whole and not core.endswith("份额") else core
        return Named(core if "占" in core else trimmed(core, words), "rate_before")
    if item.quantity.kind == "share" and item.raw_behind:
        name = _behind_share(item, words) or subject
        return Named(f"{name}率" if name in words.verb else name, "rate_behind")
    return Named(subject, "rate_of_level")


def _behind_share(item: Item, words: Vocabulary) -> str:
    """Return what a share counts where it stands first: 100%|的服务事项网上办理."""
    if item.behind.noun:
        return item.behind.noun + what_is_said(item.behind.said, words)
    rest = without_leads(item.raw_behind.removeprefix("的").removeprefix("以上的"), words)
    return "" if words.rate_lead.at_start(rest) else rest[:12]


def with_sectors(items: list[Item], found: list[Named]) -> list[Named]:
    """Name the parts of a ratio of the three sectors after each of them (三次产业结构调整为|9.6:41.7:48.7)."""
    for i in range(len(items) - 2):
        ratio = [item.quantity for item in items[i : i + 3]]
        touch = all(b.start - a.end == 1 for a, b in pairwise(ratio))
        told = _SECTORS_RATIO.search(found[i].name) or i and found[i - 1].rule == "sector_of_ratio"
        if touch and {(q.kind, q.unit) for q in ratio} == {("share", "")} and told:
            was = bool(_BASE.search(items[i].setting.before))
            for k, name in enumerate(_SECTOR_NAMES, i):
                named = found[k]._replace(name=name, rule="sector_of_ratio")
                found[k] = _as_base(named, "调整") if was else named
    return found


def _as_base(named: Named, verb: str) -> Named:
    """Return the name of a value before the change that a verb tells of."""
    return named._replace(name=f"{named.name}（{verb}前）")


def _changed(said: str, words: Vocabulary) -> str:
    """Return the verb that leads from a base to the value behind it (由68元|提高|到72元), or an empty string."""
    for at, verb in words.moves.places(re.split("[，,、0-9]", said)[0][:FARTHEST]):
        if said[at + len(verb) :].removeprefix("了")[:1] in _TO:
            return verb
    return ""


def _bases_listed(items: list[Item], first: int, words: Vocabulary) -> int:
    """Return how many bases a list begins with from which as many values have come (从80%和60%提高到95%和70%), 0 for none."""
    if not _BASE.search(items[first].setting.before):
        return 0
    count = 1
    while first + count < len(items) and items[first + count].joined and items[first + count].listed:
        count += 1
    values = items[first + count : first + 2 * count]
    led = len(values) == count and _changed(values[0].setting.before, words)
    return count if led and all(value.joined and value.listed for value in values[1:]) else 0


def with_bases(items: list[Item], found: list[Named], words: Vocabulary) -> list[Named]:
    """Give 由68元提高到72元 one name for both values, the first marked as the value before the change."""
    for i in range(len(items)):
        if (count := _bases_listed(items, i, words)) > 1:  # 分别从80%和60%提高到|95%和70%
            for k in range(i, i + count):
                found[k + count] = found[k]._replace(rule="changed_to")
                found[k] = _as_base(
                    found[k],
                    _verb_of_change(_changed(items[i + count].setting.before, words), items[k].quantity.unit),
                )
    for i, (item, following) in enumerate(pairwise(items)):
        change = _changed(following.setting.before, words) if item.same_clause(following) else ""
        if change and _BASE.search(item.setting.before):
            found[i] = found[i]._replace(name=_FROM_WHAT.sub("", found[i].name))
            found[i + 1] = found[i]._replace(rule="changed_to")
            found[i] = _as_base(found[i], _verb_of_change(change, item.quantity.unit))
    return found


def with_yearly(item: Item, named: Named) -> Named:
    """Return the name of a growth with the words that make it one a year (固定资产投资|年均增长)."""
    yearly = _YEARLY.search(item.setting.before) if item.quantity.kind == "growth" else None
    said = yearly and named.name and yearly[0] not in named.name
    return named._replace(name=named.name + yearly[0]) if said else named


def _verb_of_change(said: str, unit: str) -> str:
    """Return the verb of a change in two characters, as its base is marked with it (提高前)."""
    if len(said) > 1:
        return said
    fallen = "降低" if unit in ("%", "元") else "减少"
    return {"降": fallen, "减": "减少", "增": "增加", "跌": "下降", "扩": "扩大"}.get(said, "提高")
