"""Whether a quantity is of the whole area (town) or of one firm, project, village, park or site (part)."""

import re
from collections.abc import Sequence

from lib.quantities.signs import OF
from lib.quantities.standing.topics import (
    SUBJECTS,
    VILLAGE_TELLS,
    Topic,
    find_topics,
    is_named_plant,
    listed,
    of_subject,
)
from lib.quantities.standing.words import form, members, says
from lib.rules import MASK, Clauses, Rules, pattern

_NAME = re.compile(r"[\u4e00-\u9fff“”]{2,12}")
SHORT = 4  # characters of 投资, 总投资
NEAR = 10  # characters in front of a quantity
Reading = tuple[str, str]  # scope and the rule that gave it


def read_scopes(
    rules: Rules,
    sentence: str,
    places: Sequence[int],
    units: Sequence[str],
    clauses: Clauses,
    statuses: Sequence[tuple[str, str]],
    carried: bool = False,
) -> list[Reading]:
    """Return scope and rule of every quantity of a sentence.

    sentence: the sentence with its quantities masked. places, units: offset and unit of each quantity, in order.
    clauses: its clauses. statuses: status and rule of each, as read_statuses gives them. carried: whether the sentence
    goes on with the project of the sentence before.
    """
    topics = find_topics(rules, sentence, clauses, carried, dict(zip(places, units)))
    found: list[Reading] = []
    investment = "town"
    for place, unit, (_, rule) in zip(places, units, statuses):
        scope = _scope(rules, sentence, place, unit, rule, topics, clauses)
        if rule == "investment":
            scope = _of_site(sentence, place, places, clauses, found) or scope
            investment = scope[0]
        if rule in ("investment", "capacity") and scope[0] == "part":
            topics.append(Topic(place, "part", "project", True))
            topics.sort()
        if scope[1] == "project" and rule == "project":
            scope = (investment, rule)
        found.append(
            _of_whole(rules, sentence, place, clauses, found) if scope[1] == "area" and found else scope
        )
    return found


def _of_whole(rules: Rules, sentence: str, place: int, clauses: Clauses, found: list[Reading]) -> Reading:
    """Return the scope of the figure before for one that is a part of it: 恒达小区建房300套，其中安置房80套."""
    clause = clauses.at(place)
    opened = says(rules, "of_which", sentence, clauses.starts[clause], clauses.starts[clause] + 2)
    return (found[-1][0], "of_which") if opened and clauses.marks[clause] in "，,（(" else ("town", "area")


def _of_site(
    sentence: str, place: int, places: Sequence[int], clauses: Clauses, found: list[Reading]
) -> Reading | None:
    """Return part for money in a clause of its own behind the size of a named site: 新教学楼建筑面积1860平方米，投资108万元."""
    clause, before = clauses.at(place), places[len(found) - 1] if found else -1
    alone = place - clauses.starts[clause] <= SHORT and clauses.end(clause) - _end(sentence, place) <= 1
    beside = before >= 0 and clauses.at(before) == clause - 1 and clauses.marks[clause] in "，,"
    return (
        ("part", "site") if alone and beside and found[-1] in (("part", "site"), ("part", "part")) else None
    )


def _scope(
    rules: Rules, sentence: str, place: int, unit: str, rule: str, topics: list[Topic], clauses: Clauses
) -> Reading:
    topic = _topic_at(rules, sentence, place, unit, topics, clauses)
    if _counts_a_class(rules, sentence, place, unit):
        inside = topic and topic.rule == VILLAGE_TELLS and clauses.at(topic.start) == clauses.at(place)
        return ("part", topic.rule) if inside else ("town", "count")  # 产业园入驻企业7家
    if rule == "done" and says(rules, "total_of_class", sentence, 0, place):
        return "town", "class"
    if rule in ("yield", "capacity", "carried"):  # 全镇果库贮藏能力达到1.8万吨
        of_all = _told_of_all(topic, place, unit, clauses)
        return ("town", topic.rule) if of_all else ("part", rule)
    if rule == "project" and _told_of_all(topic, place, unit, clauses):
        return "town", topic.rule
    if unit in members(rules, "unit_of_size") and is_named_plant(rules, sentence, place):
        return "part", "plant"
    if topic and topic.scope == "part":
        return "part", topic.rule
    if rule == "project":
        return "part", rule
    if rule == "investment":
        return _project_scope(rules, sentence, place, clauses), rule
    return "town", topic.rule if topic else "area"


def _told_of_all(topic: Topic | None, place: int, unit: str, clauses: Clauses) -> bool:
    """Return whether a quantity's own clause speaks of the whole area, or the one before a rate does."""
    if not topic or topic.rule != "town":
        return False
    behind = clauses.at(place) - clauses.at(topic.start)
    return behind == 0 or behind == 1 and unit == "%"


def _counts_a_class(rules: Rules, sentence: str, place: int, unit: str) -> bool:
    """Return whether a quantity counts firms, villages or projects: such a count is of the whole area."""
    if unit in members(rules, "unit_of_village"):  # 在上滩、下滩3村顺利实施
        return True
    if unit not in members(rules, "unit_of_class"):
        return False
    behind = form(rules, "class_behind").match(sentence, _end(sentence, place))
    return bool(behind) or says(rules, "class_before", sentence, max(0, place - 6), place)


def _topic_at(
    rules: Rules, sentence: str, place: int, unit: str, topics: list[Topic], clauses: Clauses
) -> Topic | None:
    """Return the topic in force at a quantity: the last one named before it in its statement, if it reaches so far.

    A site reaches no further than its clause and no other item of a list; a firm or village is the subject of what
    follows, but not of people counted in later clauses.
    """
    for topic in reversed(topics):
        if topic.start > place:
            continue
        clause = clauses.at(topic.start)
        if clauses.statement_end(clause) <= place:
            return None
        if topic.scope == "town":
            return topic
        if topic.rule in SUBJECTS:
            earned = unit in members(rules, "unit_of_earning")
            return topic if earned and of_subject(rules, sentence, place, topic, clauses) else None
        if clauses.at(place) == clause:
            if _of_name(rules, sentence[topic.start : place], topic.rule, unit):
                return topic
        elif topic.rule == VILLAGE_TELLS or _carried_on(rules, sentence, place, unit, topic):
            return topic
    return None


def _carried_on(rules: Rules, sentence: str, place: int, unit: str, topic: Topic) -> bool:
    """Return whether a later clause's quantity is still about a name that carries: not people or counts, unless they gain by it."""
    counts = unit in members(rules, "unit_of_people") or unit in members(rules, "unit_of_count")
    return topic.carries and (not counts or _gained(rules, sentence, place))


def _of_name(rules: Rules, between: str, rule: str, unit: str) -> bool:
    """Return whether a quantity belongs to the name before it in its clause: no list or class stands between."""
    if rule in ("site", "firm") and says(rules, "and_others", between):
        return False
    if rule == "road":
        return not between and unit in members(rules, "unit_of_road")
    if rule == "part" and unit == "%":
        return False
    return rule != "site" or ("、" not in between and unit not in members(rules, "unit_of_no_site"))


def _gained(rules: Rules, sentence: str, place: int) -> bool:
    """Return whether people counted here are those whom a firm or village employs or carries along (带动农户200户)."""
    return says(rules, "gained", sentence, max(0, place - NEAR), place)


def _project_scope(rules: Rules, sentence: str, place: int, clauses: Clauses) -> str:
    """Return part for the money of one project; town where it pays for works in several places or a class of projects."""
    clause = clauses.at(place)
    if form(rules, "of_list").match(sentence, place) or says(rules, "of_list", sentence, 0, place):
        return "part"
    of_one = form(rules, "of_one").match(sentence, place)
    if of_one and not says(rules, "several", of_one.group().lstrip(MASK), 0, len(of_one.group())):
        return "part"
    if says(rules, "money_of_class", sentence, 0, place) or says(rules, "class_told", sentence, 0, place):
        return "town"
    named = _named_before(rules, sentence[clauses.starts[clause] : place])
    if named is not None:
        return "part" if named else "town"  # 签约招商项目总投资 is that of a class
    if says(rules, "whole_sum", sentence, max(0, place - 8), place):
        described = sentence.startswith(OF, _end(sentence, place))
        return "town" if described and _several(rules, sentence, place, clauses) else "part"
    paid_for = _paid_for(rules, sentence, place, clauses)
    if _is_named_road(rules, paid_for):  # 投资1300万元扩建团河公路9公里
        return "part"
    if says(rules, "several", paid_for, 0, len(paid_for)):
        return "town"
    return "part" if says(rules, "single", paid_for, 0, len(paid_for)) else "town"


def _is_named_road(rules: Rules, words: str) -> bool:
    """Return whether words name one road or bridge, with nothing but its length behind it."""
    road = pattern(rules, "road_built", "quantity_patterns").fullmatch(words)
    return bool(road) and not road[1].endswith(listed(rules, "generic", "road"))


def _named_before(rules: Rules, words: str) -> bool | None:
    """Return whether one named project or plant opens the clause of an investment (鼎力数控刀具项目投资1.5亿元), or a class of them; None where neither does."""
    match = form(rules, "named_project").search(words)
    name = form(rules, "of_which").sub("", words[: match.start()], 1) if match else ""
    if not _NAME.fullmatch(name):
        return None
    of_class = name.endswith(listed(rules, "generic", "project"))
    return None if of_class and not form(rules, "project_named").match(match[0]) else not of_class


def _end(sentence: str, place: int) -> int:
    while sentence.startswith(MASK, place):
        place += 1
    return place


def _several(rules: Rules, sentence: str, place: int, clauses: Clauses) -> bool:
    """Return whether the money of (投资20亿元的 …) is that of a list or of a number of projects."""
    words = sentence[_end(sentence, place) : clauses.end(clauses.at(place))]
    words = form(rules, "makes").sub("", words)
    return says(rules, "several_projects", words, 0, len(words))


def _paid_for(rules: Rules, sentence: str, place: int, clauses: Clauses) -> str:
    """Return the words that say what an investment is for: the rest of its clause, or the next where it ends the clause."""
    clause = clauses.at(place)
    words = form(rules, "makes").sub("", sentence[_end(sentence, place) : clauses.end(clause)])
    if len(words) > 1 or clause + 1 >= len(clauses.starts):
        return words
    return sentence[clauses.starts[clause + 1] : clauses.end(clause + 1)]
