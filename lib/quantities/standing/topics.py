"""What a statement is about: the firms, villages, parks and sites that a sentence names, and the whole area."""

import re
from typing import NamedTuple

from lib.quantities.signs import OF
from lib.quantities.standing.words import form, members, say, says
from lib.rules import MASK, Clauses, Cue, CueTable, Rules, compile_cues, compiled, find_cues

_HAN = re.compile(r"[\u4e00-\u9fff（()）·]{0,10}$")
_BRACKET = re.compile("[（(][^（()）]*[）)]")
SUBJECTS = ("subject", "own_level")
# a village that opens its statement and is the subject of all that follows there
VILLAGE_TELLS = "village_tells"
TELLING = ("village", "site", "firm", "trade", "phase")
FIRMS = ("firm", "trade", "phase")
NEAR, LONGEST_FRONT = (
    10,
    16,
)  # characters in front of a name's last word; in front of a firm that is a clause's subject


LONGEST_NAME = 8  # characters of the own name of a village or site that tells


class Topic(NamedTuple):
    """What a statement is about from an offset on: part (one named thing) or town."""

    start: int
    scope: str
    rule: str
    carries: bool = False


def find_topics(
    rules: Rules, sentence: str, clauses: Clauses, carried: bool, units: dict[int, str]
) -> list[Topic]:
    """Return what a masked sentence is about, in order.

    carried: whether it goes on with the project of the sentence before. units: unit of each quantity by its offset.
    """
    topics = [Topic(0, "part", "carried", True)] if carried else []
    for cue in find_cues(_table(rules), sentence):
        if cue.row["kind"] == "name" and not is_name(rules, sentence, cue, units, clauses):
            continue
        if cue.effect == "site" and units.get(cue.end) in members(rules, "unit_of_site"):
            continue
        if cue.effect in SUBJECTS and not _is_subject(rules, sentence, cue, clauses):
            continue
        if cue.effect in ("town", "several"):
            topics.append(Topic(cue.start, "town", cue.effect))
        else:
            topics.append(Topic(cue.end, "part", *_named(rules, sentence, cue, clauses)))
    return topics


def _named(rules: Rules, sentence: str, cue: Cue, clauses: Clauses) -> tuple[str, bool]:
    """Return the rule of a name, and whether later clauses are about it."""
    if cue.effect == "this_one" or cue.effect in TELLING and _tells(rules, sentence, cue, clauses):
        return VILLAGE_TELLS, True
    rule = "firm" if cue.effect in FIRMS else cue.effect
    return rule, _carries(rules, sentence, cue, clauses)


def _tells(rules: Rules, sentence: str, cue: Cue, clauses: Clauses) -> bool:
    """Return whether a village, site or firm opens its statement and does something there (康泉村投入580万元建成驿站，接待游客4万人次)."""
    clause = clauses.at(cue.start)
    name = sentence[clauses.starts[clause] : cue.start]
    part = says(rules, "of_which", name, 0, 2)
    opens = not clause or clauses.marks[clause] in "；;。" or part
    kind = "firm_acts" if cue.effect in FIRMS else f"{cue.effect}_acts"
    acts = say(rules, kind, sentence, cue.end, clauses.end(clause))
    listed = "、" in name and cue.effect == "village"  # 平原村、兴林村、靠山村整建制推进
    fits = opens and bool(acts) and (len(name) <= LONGEST_NAME + 2 * part or listed)
    return fits and _works_of_it(rules, sentence[cue.end : acts[0].start()])


def _works_of_it(rules: Rules, between: str) -> bool:
    """Return whether nothing but the works of a village stands between its name and what they do (卡龙村|菌菇加工基地|已投入使用)."""
    return not between or bool(form(rules, "works_of").fullmatch(between))


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
    return compile_cues([row for row in rules.table("scope_cues") if row["kind"] in ("name", "word")])


@compiled
def listed(rules: Rules, kind: str, effect: str) -> tuple[str, ...]:
    """Return the words of one kind and effect of scope_cues.csv, those of effect any included."""
    rows = [row["cue"] for row in _rows(rules, kind) if row["effect"] in (effect, "any")]
    return tuple(word for cue in rows for word in cue.split("|"))


def _carries(rules: Rules, sentence: str, cue: Cue, clauses: Clauses) -> bool:
    """Return whether what follows in later clauses is still about a name: it ends its clause, or is its subject.

    In 在李灵村、中灵村，建设养殖项目 and 把高杭村建设成为示范点 it is; in 治理赵家营村散煤，整治企业322家 it is not.
    """
    clause = clauses.at(cue.start)
    start, end = clauses.starts[clause], clauses.end(clause)
    before, behind = sentence[start : cue.start], sentence[cue.end : end]
    if len(behind) <= 1 and cue.effect in ("village", *FIRMS):
        return True
    if cue.effect == "village":
        again = form(rules, "village_again").match(sentence, end)
        return bool(again) or says(rules, "place_taken", sentence, start, cue.start)
    if cue.effect not in FIRMS:
        return False
    behind = form(rules, "firm_where").sub("", behind)
    return len(before) <= LONGEST_FRONT and not says(rules, "list", behind, 0, len(behind))


def _is_subject(rules: Rules, sentence: str, cue: Cue, clauses: Clauses) -> bool:
    """Return whether a park or own level opens its clause and what it earns follows: 园区营收8亿元, not 推进园区建设."""
    start, end = clauses.starts[clauses.at(cue.start)], clauses.end(clauses.at(cue.start))
    before, behind = sentence[start : cue.start], form(rules, "verbs").sub("", sentence[cue.end : end], 1)
    earns = behind.startswith((*listed(rules, "clause", cue.effect), MASK))
    opens = bool(form(rules, "before_subject").fullmatch(before))
    return opens and earns and not any(word in before for word in listed(rules, "generic", "any"))


def of_subject(rules: Rules, sentence: str, place: int, topic: Topic, clauses: Clauses) -> bool:
    """Return whether every clause from a park up to a quantity speaks of what the park makes, earns or pays."""
    for clause in range(clauses.at(topic.start) + 1, clauses.at(place) + 1):
        words = form(rules, "verbs").sub("", sentence[clauses.starts[clause] : clauses.end(clause)], 1)
        earns = words.startswith((*listed(rules, "clause", topic.rule), MASK))
        if not earns and not form(rules, "rates").match(words):
            return False
    return True


def is_name(rules: Rules, sentence: str, cue: Cue, units: dict[int, str], clauses: Clauses) -> bool:
    """Return whether the words before a 村, 公司, 路 … make it the name of one whose figures follow.

    Right before a count no firm or site is named (培育公司5家); right before a size one may be (鑫鑫公司1万吨番茄酱). A firm
    that lends a hand owns no figure (依托恒达公司培训500人).
    """
    unit = units.get(cue.end)
    if cue.effect in ("site", *FIRMS) and unit is not None and not _named_by_size(rules, sentence, cue, unit):
        return False
    before = _BRACKET.sub("", _HAN.search(sentence, max(0, cue.start - NEAR), cue.start).group())
    if cue.effect in FIRMS:
        clause = sentence[clauses.starts[clauses.at(cue.start)] : cue.start]
        if clause.startswith(listed(rules, "helper", "firm")):
            return False
        before = _without_types(rules, before)
    counts_sites = unit in members(rules, "unit_of_site")
    if before.endswith(("（", "(")) or cue.effect == "village" and counts_sites:  # 12个村（社区）; 万树村35个
        return False
    if form(rules, "distance").match(sentence, clauses.starts[clauses.at(cue.start)]):  # 距亚运村4公里
        return False
    counted = sentence[max(0, cue.start - len(before) - 1) : cue.start - len(before)] == MASK
    if counted and cue.effect != "village" and not before.startswith(OF):  # 3家|生猪养殖场
        return False
    generic = listed(rules, "generic", cue.effect)
    if cue.effect == "trade":
        generic += listed(rules, "generic", "firm")
    return len(before) >= (1 if cue.effect == "village" else 2) and not before.endswith(generic)


def _named_by_size(rules: Rules, sentence: str, cue: Cue, unit: str) -> bool:
    """Return whether a firm or site right before a quantity may be a named one: the quantity does not count such."""
    if cue.effect in FIRMS:
        return unit in members(rules, "unit_of_size")
    added = says(rules, "added", sentence, max(0, cue.start - NEAR), cue.start)
    return unit not in members(rules, "unit_of_field") or not added


def _without_types(rules: Rules, before: str) -> str:
    """Return the words before 合作社 or 公司 without those that only tell its kind (农业, 专业)."""
    types = listed(rules, "type", "firm")
    while before.endswith(types):
        before = before[: -max(len(word) for word in types if before.endswith(word))]
    return before


def is_named_plant(rules: Rules, sentence: str, place: int) -> bool:
    """Return whether a name stands right before the size of a power plant (民乐30兆瓦光伏发电), no verb or class."""
    if not form(rules, "plant").match(sentence, place):
        return False
    before = _HAN.search(sentence, max(0, place - NEAR), place).group()
    return len(before) >= 2 and not before.endswith(listed(rules, "generic", "plant"))
