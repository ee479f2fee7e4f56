"""Whether a quantity is of the whole area (town) or of one firm, project, village, park or site (part)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.rules import MASK, Clauses, Cue, CueTable, Rules, compile_cues, compiled, find_cues

_HAN = re.compile("[\u4e00-\u9fff（()）·]{0,10}$")
_CLASS_AFTER = re.compile("#+[^，。；#]{0,8}?(?:村|社区|企业|项目|公司|合作社|乡镇|单位|学校|部门|基地|园区)")
_CLASS_BEFORE = re.compile(
    "(?:项目|企业|村|工程|合同|协议)(?:数量?|共|达|达到|近|超)?#|等#+[、，,]?(?:总|计划)?投资"
)
_COUNTED = re.compile("村|社区|企业|项目|公司|合作社|产业园|基地|户")
_SINGLE = re.compile(
    "项目|工程|产业园|基地|中心|综合体|广场|学校|小学|中学|幼儿园|院|公路|大桥|桥|厂|园区|市场|小区|公园|街|水库|站|馆|楼|路|景区|河"
)
_OF_ONE = re.compile(
    "#+的?[^，。；、#]{2,25}(?:项目|工程|园|基地|中心|综合体)(?!#|数)|#+的[^，。；、#]{4,25}(?:公司|集团|厂)"
)
_CAPACITY = re.compile("年产#+")
_SEVERAL = re.compile("等|#|、[^、]*、")
_CLASS_TOLD = re.compile("#[^，。；#]{0,10}(?:项目|企业)[，,]")
_TOTAL_OF_CLASS = re.compile("#[^，。；#]{0,12}(?:项目|企业).*(?:累计|合计|总共|共)(?:完成)?投资$")
SIZES = ("吨", "兆瓦", "千瓦", "平方米", "亩", "公顷", "立方米", "吨/天", "吨/日")
FIELDS = ("亩", "公顷")
_ADDED = re.compile("新增|新发展|新建|发展|推广|种植|建成|完成")  # of a class: 新增有机产业基地4.6万亩
_PLANT = re.compile("#+(?:级)?的?(?:光伏|光热|风电|风力|水电|火电|热电|燃煤|燃气|生物质|储能|太阳能)")
COUNTED = ("个", "家", "项", "%", "个百分点")
PEOPLE = ("人", "名", "户", "人次", "户次")
SUBJECTS = ("subject", "own_level")
EARNED = ("元", "美元", "%", "个百分点", "倍", "番")
_ALONE = re.compile("#+(?:[，,；;。、]|$)")
_RATES = ("增长", "同比", "分别", "下降", "占", "增幅", "增速", "较", "比")
_BEFORE_SUBJECT = re.compile(
    "(?:预计|力争|其中|全年|[0-9]{4}年|使|确保|到[0-9]{4}年)*[^，。；、#全各每市县镇乡向对从为由将把和]{0,8}"
)
_DONE_VERBS = re.compile(
    "^(?:共|累计|上交|预计|全年|合计|力争|可|将|其中|实现|完成|达到?|上缴|缴纳|创造|贡献|突破|预期)*"
)


class Topic(NamedTuple):
    """What a statement is about from an offset on: part (one named thing) or town."""

    start: int
    scope: str
    rule: str
    carries: bool = False


def read_scopes(
    rules: Rules,
    sentence: str,
    places: Sequence[int],
    units: Sequence[str],
    clauses: Clauses,
    statuses: Sequence[tuple[str, str]],
    carried: bool = False,
) -> list[tuple[str, str]]:
    """Return scope and rule of every quantity of a sentence.

    sentence: the sentence with its quantities masked. places, units: offset and unit of each quantity, in order.
    clauses: its clauses. statuses: status and rule of each, as read_statuses gives them. carried: whether the sentence
    goes on with the project of the sentence before.
    """
    topics = _topics(rules, sentence, clauses, carried, dict(zip(places, units)))
    found: list[tuple[str, str]] = []
    investment = "town"
    for place, unit, (_, rule) in zip(places, units, statuses):
        scope = _scope(rules, sentence, place, unit, rule, topics, clauses)
        if rule == "investment":
            investment = scope[0]
        if rule in ("investment", "capacity") and scope[0] == "part":
            topics.append(Topic(place, "part", "project", True))
            topics.sort()
        found.append((investment, rule) if scope[1] == "project" and rule == "project" else scope)
    return found


def continues(rules: Rules, sentence: str) -> bool:
    """Return whether a sentence goes on with the project of the sentence before (项目投产后 …)."""
    found = find_cues(_fronts(rules), sentence[:12])
    return bool(found) and found[0].start == 0


@compiled
def _fronts(rules: Rules) -> CueTable:
    return compile_cues(_rows(rules, "front"))


@compiled
def _rows(rules: Rules, kind: str) -> list[dict[str, str]]:
    return [row for row in rules.table("scope_cues") if row["kind"] == kind]


@compiled
def _table(rules: Rules) -> CueTable:
    return compile_cues(_rows(rules, "name") + _rows(rules, "word"))


@compiled
def _words(rules: Rules, kind: str, effect: str) -> tuple[str, ...]:
    rows = [row["cue"] for row in _rows(rules, kind) if row["effect"] in (effect, "any")]
    return tuple(word for cue in rows for word in cue.split("|"))


def _topics(
    rules: Rules, sentence: str, clauses: Clauses, carried: bool, units: dict[int, str]
) -> list[Topic]:
    topics = [Topic(0, "part", "carried", True)] if carried else []
    for cue in find_cues(_table(rules), sentence):
        end = cue.end
        if cue.row["kind"] == "name" and not _is_name(rules, sentence, cue, units):
            continue
        if cue.effect in SUBJECTS and not _is_subject(rules, sentence, cue, clauses):
            continue
        if cue.effect in ("town", "several"):
            topics.append(Topic(cue.start, "town", cue.effect))
        else:
            topics.append(Topic(end, "part", cue.effect, _carries(sentence, cue, clauses)))
    return topics


def _carries(sentence: str, cue: Cue, clauses: Clauses) -> bool:
    """Return whether what follows in later clauses is still about a name: it ends its clause, or is its subject.

    In 在李灵村、中灵村，建设养殖项目 and 把高杭村建设成为示范点 it is; in 治理赵家营村散煤，整治企业322家 it is not.
    """
    clause = clauses.at(cue.start)
    before, behind = sentence[clauses.starts[clause] : cue.start], sentence[cue.end : clauses.end(clause)]
    if cue.effect == "village":
        return len(behind) <= 1 or bool(re.search("[把将][^，。；]{1,5}$|^在[^，。；]{1,5}$", before))
    if cue.effect == "firm":
        return len(behind) <= 1 or (
            len(before) <= 16 and "、" not in behind and not re.search("等|项目", behind)
        )
    return False


def _is_subject(rules: Rules, sentence: str, cue: Cue, clauses: Clauses) -> bool:
    """Return whether a park or own level opens its clause and what it earns follows: 园区营收8亿元, not 推进园区建设."""
    before = sentence[clauses.starts[clauses.at(cue.start)] : cue.start]
    behind = _DONE_VERBS.sub("", sentence[cue.end : clauses.end(clauses.at(cue.start))])
    return (
        bool(_BEFORE_SUBJECT.fullmatch(before))
        and (behind.startswith(_words(rules, "clause", cue.effect)) or bool(_ALONE.match(behind)))
        and not any(word in before for word in _words(rules, "generic", "any"))
    )


def _of_subject(rules: Rules, sentence: str, place: int, topic: Topic, clauses: Clauses) -> bool:
    """Return whether every clause from a park up to a quantity speaks of what the park makes, earns or pays."""
    for clause in range(clauses.at(topic.start) + 1, clauses.at(place) + 1):
        words = _DONE_VERBS.sub("", sentence[clauses.starts[clause] : clauses.end(clause)])
        if not words.startswith((*_words(rules, "clause", topic.rule), *_RATES, MASK)):
            return False
    return True


def _is_name(rules: Rules, sentence: str, cue: Cue, units: dict[int, str]) -> bool:
    """Return whether the words before a 村, 公司, 路 … make it the name of one.

    Right before a count no firm or site is named (培育公司5家); right before a size one may be (鑫鑫公司1万吨番茄酱).
    """
    unit = units.get(cue.end)
    if cue.effect in ("site", "firm") and unit is not None:
        if unit not in SIZES:
            return False
        added = _ADDED.search(sentence, max(0, cue.start - 10), cue.start)
        if cue.effect == "site" and unit in FIELDS and added:
            return False
    before = _HAN.search(sentence, max(0, cue.start - 10), cue.start).group()
    if cue.effect == "firm":
        before = _without_types(rules, before)
    if len(before) < (1 if cue.effect == "village" else 2):
        return False
    return not before.endswith(_words(rules, "generic", cue.effect))


def _without_types(rules: Rules, before: str) -> str:
    """Return the words before 合作社 or 公司 without those that only tell its kind (农业, 专业)."""
    types = _words(rules, "type", "firm")
    while before.endswith(types):
        before = before[: -max(len(word) for word in types if before.endswith(word))]
    return before


def _scope(
    rules: Rules, sentence: str, place: int, unit: str, rule: str, topics: list[Topic], clauses: Clauses
) -> tuple[str, str]:
    if _counts_a_class(sentence, place, unit):
        return "town", "count"
    if rule == "done" and _TOTAL_OF_CLASS.search(sentence, 0, place):
        return "town", "class"
    if rule in ("yield", "capacity", "carried"):
        return "part", rule
    if unit in SIZES and _is_named_plant(rules, sentence, place):
        return "part", "plant"
    topic = _topic_at(rules, sentence, place, unit, topics, clauses)
    if topic and topic.scope == "part":
        return "part", topic.rule
    if rule == "project":
        return "part", rule
    if rule == "investment":
        return _project_scope(sentence, place, clauses), rule
    return "town", topic.rule if topic else "area"


def _counts_a_class(sentence: str, place: int, unit: str) -> bool:
    """Return whether a quantity counts firms, villages or projects: such a count is of the whole area."""
    if unit not in ("个", "家", "户", "项", "宗", "名"):
        return False
    after = sentence[place : place + 24].lstrip("#")
    if re.match("[^，。；、#]{0,8}?(?:村|社区|企业|项目|公司|合作社|乡镇|单位)", after):
        return True
    return bool(re.search("(?:项目|企业|合作社|公司)$", sentence[max(0, place - 6) : place]))


def _is_named_plant(rules: Rules, sentence: str, place: int) -> bool:
    """Return whether a name stands right before the size of a power plant (民乐30兆瓦光伏发电), no verb or class."""
    if not _PLANT.match(sentence, place):
        return False
    before = _HAN.search(sentence, max(0, place - 10), place).group()
    return len(before) >= 2 and not before.endswith(_words(rules, "generic", "plant"))


def _topic_at(
    rules: Rules, sentence: str, place: int, unit: str, topics: list[Topic], clauses: Clauses
) -> Topic | None:
    """Return the topic in force at a quantity: the last one named before it in its statement, if it reaches so far.

    A site reaches no further than its clause and no other item of a list; a firm or village is the subject of what
    follows, but not of people counted in later clauses.
    """
    for topic in reversed(topics):
        if topic.start <= place:
            clause = clauses.at(topic.start)
            if clauses.statement_end(clause) <= place:
                return None
            same = clauses.at(place) == clause
            if topic.scope == "town":
                return topic
            if topic.rule in SUBJECTS:
                return (
                    topic if unit in EARNED and _of_subject(rules, sentence, place, topic, clauses) else None
                )
            if same and _of_name(sentence[topic.start : place], topic.rule, unit):
                return topic
            if not same and topic.carries and (unit not in PEOPLE + COUNTED or _gained(sentence, place)):
                return topic
    return None


def _of_name(between: str, rule: str, unit: str) -> bool:
    """Return whether a quantity belongs to the name before it in its clause: no list or class stands between."""
    if rule in ("site", "firm") and "等" in between:
        return False
    if rule == "road":
        return not between and unit in ("公里", "米")
    if rule == "part" and unit == "%":
        return False
    return rule != "site" or ("、" not in between and unit not in ("%", "所"))


def _gained(sentence: str, place: int) -> bool:
    """Return whether people counted here are those whom a firm or village employs or carries along (带动农户200户)."""
    return bool(re.search("带动|就业|吸纳|辐射|安置", sentence[max(0, place - 10) : place]))


def _project_scope(sentence: str, place: int, clauses: Clauses) -> str:
    """Return part for the money of one project; town where it pays for works in several places or a class of projects."""
    if _OF_ONE.match(sentence, place) and not _SEVERAL.search(
        _OF_ONE.match(sentence, place).group().lstrip("#")
    ):
        return "part"
    if _CLASS_BEFORE.search(sentence, 0, place) or _CLASS_TOLD.search(sentence, 0, place):
        return "town"
    if re.search("总投资[^，。；#]{0,3}$|概算投资$|总造价$", sentence[max(0, place - 8) : place]):
        return (
            "town"
            if sentence.startswith("的", _end(sentence, place)) and _several(sentence, place, clauses)
            else "part"
        )
    paid_for = _paid_for(sentence, place, clauses)
    if _SEVERAL.search(paid_for):
        return "town"
    return "part" if _SINGLE.search(paid_for) else "town"


def _end(sentence: str, place: int) -> int:
    while sentence.startswith("#", place):
        place += 1
    return place


def _several(sentence: str, place: int, clauses: Clauses) -> bool:
    """Return whether the money of (投资20亿元的 …) is that of a list or of a number of projects."""
    words = _CAPACITY.sub("", sentence[_end(sentence, place) : clauses.end(clauses.at(place))])
    return bool(re.search("等|#(?=[^，。；]{0,12}(?:项目|工程|公路|企业))", words))


def _paid_for(sentence: str, place: int, clauses: Clauses) -> str:
    """Return the words that say what an investment is for: the rest of its clause, or the next where it ends the clause."""
    clause = clauses.at(place)
    words = _CAPACITY.sub("", sentence[place : clauses.end(clause)].lstrip("#"))
    if len(words) > 1 or clause + 1 >= len(clauses.starts):
        return words
    return sentence[clauses.starts[clause + 1] : clauses.end(clause + 1)]
