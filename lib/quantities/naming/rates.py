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
from lib.quantities.naming.words import DONE, OF, Vocabulary

POINTS = "个百分点"  # this and the next as the column `unit` has them
LOWERED = ("%", "元")  # what is lowered; of all else there is less
_STOPS = ("；", ";")
FARTHEST = 14  # characters between a base and the verb that leads from it


def rate_names(group: list[Item], subjects: list[str], last: Named | None, words: Vocabulary) -> list[Named]:
    """Return the names of the growth, shares or changes of one list (分别增长15.1%、6.5%).

    group: the quantities of the list; subjects: what the sentence has named so far; last: the name before these.
    """
    if last and last.rule == "task":  # 占年度任务1.2亿元的|50%
        subjects = [*subjects, last.name] if group[0].setting.before.strip() == OF else subjects
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
    bare = one.name == words.form("rate_of", done=own) and one.name not in words.own_rate
    bare = bare or one.name in words.bare_rate
    near = last is not None and last.clause >= item.setting.clause - 1
    near = near and not words.pattern("ends_in_total").search(last.name)
    if not bare or not near or item.setting.opener in _STOPS:
        return one
    if last.rule == "rate_of_last":  # 办结率100%，满意率|97.2%
        return one._replace(
            name=last.noun + one.name, rule=last.rule, noun=last.noun, clause=item.setting.clause
        )
    head, done, rest = last.name.partition(own)
    head = "" if rest and words.verb.at_start(head) == head else head  # 排查|调处|矛盾纠纷
    owner = owner_of(head or rest if done else last.name[len(words.verb.at_start(last.name)) :], words)
    owner = words.pattern("ends_counting_people").sub("", owner)
    if not 2 <= len(owner) <= LONGEST:
        return one
    return one._replace(
        name=owner + one.name, rule="rate_of_last", noun=owner, clause=item.setting.clause, unit="%"
    )


def _rate_names(group: list[Item], subjects: list[str], words: Vocabulary) -> list[Named]:
    before = group[0].setting.before
    if len(group) > 1 and (deals := words.pattern("dealt_out").search(before)):
        dealt = dealt_out(before[: deals.start()], subjects, len(group), words)
        if dealt and (task := words.pattern("share_of_task").search(before)):
            task_told = task[0].removesuffix(OF)  # 新建大棚40座、温室8座，分别完成任务的|106%和76%
            return [Named(words.form("as_share", name=name + task_told), "of_task") for name in dealt]
        amounts = group[0].quantity.kind == "change" and group[0].quantity.unit != POINTS
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
    return (
        listed if len(listed) == count > 1 and all(map(words.pattern("an_income").fullmatch, listed)) else []
    )


def nouns_dealt(before: str, words: Vocabulary) -> list[str]:
    """Return the names that the words before a numeral list for the values to come (油菜、青稞|各占).

    Each must be whole: 各 says so, or all end alike (…收入和…收入), or the last has the end of all. 等 leaves a list open.
    """
    phrase = without_links(without_leads(before, words), words)
    listed = [part for part in words.pattern("list_sign").split(phrase) if part]
    if len(listed) < 2 or words.pattern("and_others").search(phrase):
        return []
    whole = words.pattern("each_of_them").search(before) or len({part[-1] for part in listed}) == 1
    return listed if whole or _completed(listed, words) != listed else []


def dealt_out(before: str, subjects: list[str], count: int, words: Vocabulary) -> list[str]:
    """Return the names that 分别 deals out in order: those listed before it, or else the last ones named.

    before: the words before 分别; count: how many values follow. Empty where the numbers do not fit.
    """
    before = without_leads(words.pattern("opens_among_them").sub("", before), words)
    before = without_rate(without_links(before, words), words)
    both = words.pattern("opens_with_town_and_country").match(before) if count == 2 else None
    if both and not words.pattern("list_sign").search(both[1]):
        return words.form_of_each("town_and_country", what=both[1])
    if count == 3 and (sectors := words.pattern("opens_with_three_sectors").match(before)):
        return words.form_of_each("three_sectors", what=sectors[1])
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
    short = all(len(part) == 1 for part in listed[:-1]) and len(listed[-1]) > 3
    if short and not words.pattern("and_others").search(listed[-1]):  # 早、|晚稻种植面积
        return [part + listed[-1][1:] for part in listed[:-1]] + listed[-1:]
    tail, head = words.attribute.at_end(listed[-1]), words.attribute.at_end(listed[0])
    if tail == listed[-1] and head and head != listed[0]:  # 规模以上工业总产值和增加值
        return [listed[0]] + [
            part if part not in words.attribute else listed[0].removesuffix(head) + part
            for part in listed[1:]
        ]
    rate = words.pattern("ends_in_rate")
    if (share := rate.search(listed[-1])) and share.start() and not any(map(rate.search, listed[:-1])):
        return [part + share[0] for part in listed[:-1]] + listed[-1:]  # 红松、混交林|营造比例
    measures = words.pattern("ends_measuring")
    if not tail or any(words.attribute.at_end(part) or measures.search(part) for part in listed[:-1]):
        return listed
    industry = words.pattern("ends_in_industry")
    shared = industry.search(listed[-1].removesuffix(tail))
    tail = shared[0] + tail if shared else tail
    return [industry.sub("", part) + tail for part in listed[:-1]] + listed[-1:]


def without_rate(phrase: str, words: Vocabulary) -> str:
    """Return a phrase without the verbs of growth and the comparisons that end it (财政收入|比上年增长)."""
    if own := words.pattern("natural_growth_rate").search(phrase):
        return phrase[: own.end()]
    compared, within = words.pattern("ends_with_comparison"), words.pattern("ends_within_years")
    while phrase:
        phrase = without_from(within.sub("", compared.sub("", phrase.rstrip("、，, ：:︰∶"))), words)
        verb = words.rate_lead.at_end(phrase)
        if not verb or words.pattern("ends_in_told_share").search(phrase):
            break
        phrase = phrase[: -len(verb)]
    return phrase


def task_of(item: Item, subjects: list[str], words: Vocabulary) -> Named | None:
    """Name an amount that a task sets, or by which it is exceeded (占年度任务|1.2亿元的50%, 超年初任务|418万元)."""
    before = words.pattern("opens_comparing").sub("", item.setting.before.strip())
    said = words.pattern("share_of_task").fullmatch(before)
    was_set = subjects and words.pattern("ends_being_set").search(item.setting.before)
    if was_set and (task := words.pattern("task_behind").match(item.raw_behind)):
        return Named(subjects[-1] + task[1], "task")  # 超额完成县里下达的|2500万元|目标任务
    counted = item.quantity.unit or item.quantity.rule == "magnitude_only"  # 全年任务1550万
    if not said or not subjects or not counted:
        return None
    exceeds = words.pattern("opens_exceeding").match(said[0])
    task = said[0] if exceeds else words.pattern("opens_doing_task").sub("", said[0])
    return Named(subjects[-1] + task.removesuffix(OF), "task", "", "")


def _rate(item: Item, subject: str, words: Vocabulary) -> Named:
    """Name one rate: by the words before it, the words behind it, or what the sentence named last."""
    before = words.pattern("signs_around_rate").sub("", item.setting.before)
    if of_task := _of_task(before, item, subject, words):
        return of_task
    core = _measured(before, words)
    if share := _share(core, subject, words):
        return share
    rank = words.pattern("rank_or_kind_of_place").fullmatch(core)
    whole = words.pattern("rank_or_kind_of_place").match(subject) if rank else None
    if whole and len(subject) > whole.end():  # 市级网上可办率达到96%、县级达到|95%
        return Named(core + subject[whole.end() :], "rate_of_level")
    if core in words.output and (owner := words.pattern("opens_with_output_of_firms").match(subject)):
        return Named(owner[1] + core, "rate_before")  # 规模以上工业总产值23亿元，增加值增长|23%
    if core:
        return Named(_as_ratio(core, words), "rate_before")
    if item.quantity.kind == "share" and item.raw_behind:
        name = _behind_share(item, words) or subject
        return Named(words.form("rate_of", done=name) if name in words.verb else name, "rate_behind")
    return Named(subject, "rate_of_level")


def _of_task(before: str, item: Item, subject: str, words: Vocabulary) -> Named | None:
    """Name a rate that says how much of a task is done, or by how much the task is exceeded."""
    if before == OF and (task := words.pattern("task_of_subject").match(subject)):  # 占年度任务1.2亿元的|50%
        return Named(words.form("share_of", name=task[1], whole=task[2]), "of_task")
    task = words.pattern("share_of_task").search(before)
    if not task:
        return None
    if item.setting.bracket and words.pattern("goal_alone").fullmatch(before):
        return Named(subject, "rate_of_level")  # 增长6.4%（年度目标|6%左右）
    subject = trimmed(without_leads(before[: task.start()], words), words) or subject
    name = subject + task[0].removesuffix(OF)
    exceeds = item.quantity.kind == "change" and item.quantity.unit != "%"
    return Named(name if exceeds else words.form("as_share", name=name), "of_task")


def _measured(before: str, words: Vocabulary) -> str:
    """Return what the words before a rate say that it is of; empty where they only tell against what or why."""
    before = words.pattern("opens_with_basis").sub("", before)
    before = words.pattern("opens_with_compared_period").sub("", before)
    core = without_leads(without_rate(without_leads(before, words), words), words)
    core = words.pattern("opens_with_pace").sub("", core)
    told_against = words.basis.at_start(core) and not words.pattern("ends_as_share").search(core)
    nothing = words.pattern("nothing_but_a_count").fullmatch(core) or is_no_name(core, words)
    against = words.pattern("opens_as_equal").match(core) or words.pattern("opens_against").match(core)
    return "" if nothing or against or told_against else words.pattern("done_taking_share").sub("", core)


def _share(core: str, subject: str, words: Vocabulary) -> Named | None:
    """Name the share that what a sentence named last, or one more like it, is of a whole (粮食产量占全省的52%，油料占|41%)."""
    takes = words.pattern("takes_share")
    if takes.fullmatch(core):  # 务工人员1026人，其中贫困劳动力617人，占|60.1%
        return Named(words.form("own_share", name=subject), "share_of")
    if takes.match(core):
        name = subject + core.rstrip(OF)
        named = words.pattern("ends_naming_share").search(core)
        return Named(name if named else words.form("as_share", name=name), "share_of")
    same = words.pattern("ends_taking_share").search(core)
    same = same and words.pattern("ends_as_share_of_all").search(subject)
    return Named(words.form("as_share", name=core + same[1]), "share_of") if same else None


def _as_ratio(core: str, words: Vocabulary) -> str:
    """Return the name of a rate, which says that it is a share where it is one (滴灌面积占耕地|60%)."""
    core = words.form("as_ratio", name=core) if words.pattern("ends_taking_share").search(core) else core
    whole = words.pattern("ends_taking_share_of").search(core)
    if whole and not words.pattern("ends_in_portion").search(core):
        core = words.form("as_share", name=core.rstrip(OF))
    return core if words.pattern("takes_share").search(core) else trimmed(core, words)


def _behind_share(item: Item, words: Vocabulary) -> str:
    """Return what a share counts where it stands first: 100%|的服务事项网上办理."""
    if item.behind.noun:
        return item.behind.noun + what_is_said(item.behind.said, words)
    rest = without_leads(words.pattern("opens_owned").sub("", item.raw_behind), words)
    return "" if words.rate_lead.at_start(rest) else rest[:12]


def with_sectors(items: list[Item], found: list[Named], words: Vocabulary) -> list[Named]:
    """Name the parts of a ratio of the three sectors after each of them (三次产业结构调整为|9.6:41.7:48.7)."""
    for i in range(len(items) - 2):
        ratio = [item.quantity for item in items[i : i + 3]]
        touch = all(b.start - a.end == 1 for a, b in pairwise(ratio))
        told = words.pattern("told_of_sectors").search(found[i].name)
        told = told or i and found[i - 1].rule == "sector_of_ratio"
        if touch and {(q.kind, q.unit) for q in ratio} == {("share", "")} and told:
            was = words.pattern("ends_with_base").search(items[i].setting.before)
            for k, name in enumerate(words.form_of_each("sectors_of_ratio"), i):
                named = found[k]._replace(name=name, rule="sector_of_ratio")
                found[k] = _as_base(named, words.form("adjusted"), words) if was else named
    return found


def _as_base(named: Named, verb: str, words: Vocabulary) -> Named:
    """Return the name of a value before the change that a verb tells of."""
    return named._replace(name=words.form("before_change", name=named.name, verb=verb))


def _changed(said: str, words: Vocabulary) -> str:
    """Return the verb that leads from a base to the value behind it (由68元|提高|到72元), or an empty string."""
    for at, verb in words.moves.places(re.split("[，,、0-9]", said)[0][:FARTHEST]):
        if said[at + len(verb) :].removeprefix(DONE)[:1] in words.leads_to:
            return verb
    return ""


def _bases_listed(items: list[Item], first: int, words: Vocabulary) -> int:
    """Return how many bases a list begins with from which as many values have come (从80%和60%提高到95%和70%), 0 for none."""
    if not words.pattern("ends_with_base").search(items[first].setting.before):
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
                change = _changed(items[i + count].setting.before, words)
                found[k] = _as_base(found[k], _verb_of_change(change, items[k].quantity.unit, words), words)
    for i, (item, following) in enumerate(pairwise(items)):
        change = _changed(following.setting.before, words) if item.same_clause(following) else ""
        if change and words.pattern("ends_with_base").search(item.setting.before):
            name = words.pattern("ends_with_base_of_change").sub("", found[i].name)
            found[i + 1] = found[i]._replace(name=name, rule="changed_to")
            verb = _verb_of_change(change, item.quantity.unit, words)
            found[i] = _as_base(found[i]._replace(name=name), verb, words)
    return found


def with_yearly(item: Item, named: Named, words: Vocabulary) -> Named:
    """Return the name of a growth with the words that make it one a year (固定资产投资|年均增长)."""
    growth = item.quantity.kind == "growth"
    yearly = words.pattern("average_growth").search(item.setting.before) if growth else None
    said = yearly and named.name and yearly[0] not in named.name
    return named._replace(name=named.name + yearly[0]) if said else named


def _verb_of_change(said: str, unit: str, words: Vocabulary) -> str:
    """Return the verb of a change in two characters, as its base is marked with it (提高前)."""
    if len(said) > 1:
        return said
    change = words.pattern("verb_of_change").fullmatch(said)
    form = change.lastgroup if change else "raised"
    return words.form("reduced" if form == "lowered" and unit not in LOWERED else form)
