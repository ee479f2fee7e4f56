"""What the description of a project does to the status of its figures: money, sizes, and what the plant makes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.rules import Clauses, Cue

_OF_MANY = re.compile("完成|实现|吸引|利用|固定资产|带动|撬动|拉动|民间|直接|年度|增加|累计|社会")
_PROJECTS = ("个", "家", "项", "宗")
_COUNTED = ("个", "家", "户", "人", "名", "项", "%", "个百分点")
_MADE = re.compile("容纳|接纳|产(?!值)|加工|处理|出栏|存栏|屠宰|发电|吞吐|供|储|育")
_PROJECT = re.compile("项目|工程|生产线|基地|园区|产业园|厂房|公司")
_PREPARED = re.compile("完成(?:场地?平整?|平场|征地|土地|拆迁|征收)[^，。；#]{0,6}$")
# 年生产能力由15万吨提高到30万吨: what it has become
_RAISED = re.compile(
    "能力由#+[^，。；#]{0,4}(?:提高|提升|扩大|增加)[到至]|能力由#+|#[^，。；#]{0,4}(?:提高|提升|扩大|增加)[到至]#"
)
_SOLD = re.compile("年(?:出栏|存栏)")
_HOLDS = re.compile("容纳|接纳")
_UNSETTLED = ("section", "carried", "project", "aim", "wish")

Reading = tuple[str, str]  # status and the rule that gave it


class Description(NamedTuple):
    """A masked sentence with its status cues and clauses; planned: whether it stands where work is planned."""

    sentence: str
    cues: list[Cue]
    clauses: Clauses
    planned: bool


class Frame(NamedTuple):
    """The project described at a place: status of its money and sizes up to `end`, capacities up to `capacity_end`."""

    status: str = ""
    end: int = -1
    capacity_end: int = -1


def settle(
    description: Description, places: Sequence[int], units: Sequence[str], readings: Sequence[Reading]
) -> list[Reading]:
    """Return the readings with those of projects settled, which depend on whether the work is reported as done.

    description: the sentence. places, units: offset and unit of each quantity, in order. readings: status and rule of
    each, as cues before it give them.
    """
    frame, settled = Frame(), []
    for place, unit, reading in zip(places, units, readings):
        reading, frame = _settled(description, place, unit, reading, frame)
        settled.append(reading)
    return settled


def _settled(
    description: Description, place: int, unit: str, reading: Reading, frame: Frame
) -> tuple[Reading, Frame]:
    cue = _cue_of(description, place, unit)
    status, rule = _inherited(description, place, unit, reading, frame, cue)
    if cue and cue.effect == "capacity":
        if rule == "forecast":
            return (status, "yield"), frame
        return _capacity(description, place, (status, rule), frame, cue)
    spent = rule == "done" and _has_done(description.cues, cue, description.clauses) if cue else False
    if cue and cue.effect == "invest" and rule in (*_UNSETTLED, "done") and not spent:
        if description.planned:
            return (status, "investment"), frame
        stated = "target" if rule in ("aim", "wish") else _investment(description, cue, place)
        end = _next_invest(description.cues, place, _statement_end(description, place))
        return (stated, "investment"), frame._replace(status=stated, end=end)
    # 总投资3亿元，已开工61个，完工43个: from what is done on, the rest is told and no longer described
    return (status, rule), frame._replace(end=-1) if rule == "done" and not cue else frame


def _cue_of(description: Description, place: int, unit: str) -> Cue | None:
    """Return the capacity or investment cue that speaks of a quantity; counts and rates are no capacity."""
    cue = _right_before(description.sentence, description.cues, place, description.clauses)
    if cue and cue.effect == "capacity" and _of_the_place(description, cue):
        return None
    if cue and cue.effect == "capacity":
        made = _MADE.search(description.sentence, cue.start, cue.end)
        counted = unit in _COUNTED and not _HOLDS.search(description.sentence, cue.start, cue.end)
        return None if counted or (description.planned and not made) else cue
    return cue


def _of_the_place(description: Description, cue: Cue) -> bool:
    """Return whether 年出栏 opens its statement: then it is what the place sells in a year and no plant's capacity."""
    opens = description.clauses.statement_start(description.clauses.at(cue.start)) == cue.start
    return opens and bool(_SOLD.match(description.sentence, cue.start))


def _inherited(
    description: Description, place: int, unit: str, reading: Reading, frame: Frame, cue: Cue | None
) -> Reading:
    """Return what a quantity without cues of its own takes from the project described before it."""
    if reading[1] != "section":
        return reading
    if place < frame.capacity_end and not (cue and cue.effect == "invest"):
        return "expected", "capacity"
    if place < frame.end and not description.planned:
        done = count_of_projects(description.sentence, place, unit) or _reached(description, place, unit)
        return done or (frame.status, "project")
    return reading


def _reached(description: Description, place: int, unit: str) -> Reading | None:
    """Return a figure inside a project's description as actual where its clause says so: 3座车间封顶; 投资完成率40.9%."""
    clause = description.clauses.at(place)
    end = description.clauses.end(clause)
    done = any(place < cue.start < end and cue.effect == "reached" for cue in description.cues)
    words = description.sentence[description.clauses.starts[clause] : place]
    rate = unit == "%" and "率" in words or bool(_PREPARED.search(words))
    return ("actual", "reached") if done or rate else None


def _capacity(
    description: Description, place: int, reading: Reading, frame: Frame, cue: Cue
) -> tuple[Reading, Frame]:
    """Return a capacity as actual where the plant is built, as expected where it is still a project."""
    if reading[1] not in _UNSETTLED:
        return reading, frame
    start = description.clauses.statement_start(description.clauses.at(place))
    end = _statement_end(description, place)
    later = any(cue.effect == "unbuilt" and start <= cue.start < end for cue in description.cues)
    built = not later and any(cue.effect == "built" for cue in description.cues)
    if built and not description.planned:
        return ("actual", "capacity"), frame
    if not later and not description.planned and _RAISED.search(description.sentence, cue.end, place + 24):
        return ("actual", "capacity"), frame
    if _HOLDS.search(description.sentence, cue.start, cue.end) and not description.planned:
        return ("expected", "capacity"), frame
    if in_project(description.sentence, description.cues, cue, description.clauses):
        return ("expected", "capacity"), frame._replace(capacity_end=end)
    return reading, frame


def _statement_end(description: Description, place: int) -> int:
    return description.clauses.statement_end(description.clauses.at(place))


def count_of_projects(sentence: str, place: int, unit: str) -> Reading | None:
    """Return a count of projects as actual, or None: a count of projects signed or negotiated is a fact, whatever they still have to become."""
    if unit not in _PROJECTS:
        return None
    after = sentence[place : place + 26].lstrip("#")
    before = sentence[max(0, place - 6) : place]
    return (
        ("actual", "count")
        if re.match("[^，。；#]{0,14}(?:项目|企业)", after)
        or before.endswith(("项目", "开工", "开工建设", "竣工", "投产"))
        else None
    )


def _right_before(sentence: str, cues: list[Cue], place: int, clauses: Clauses) -> Cue | None:
    """Return the capacity or investment cue of the quantity's clause with nothing but words between, if any."""
    start = clauses.starts[clauses.at(place)]
    for cue in reversed(cues):
        if start <= cue.start and cue.end <= place and cue.effect in ("capacity", "invest"):
            if cue.effect == "capacity":
                return cue
            of_one = "总" in sentence[cue.start : cue.end] or not _OF_MANY.search(sentence, start, cue.start)
            return cue if cue.end == place and of_one else None
    return None


def _has_done(cues: list[Cue], invest: Cue, clauses: Clauses) -> bool:
    """Return whether 已, 累计 … stand before an investment in its own clause: then it is spent."""
    start = clauses.starts[clauses.at(invest.start)]
    return any(cue.effect == "done" and start <= cue.start < invest.start for cue in cues)


def in_project(sentence: str, cues: list[Cue], cue: Cue, clauses: Clauses) -> bool:
    """Return whether a cue stands in the description of a project: one named up to the next clause, or its money."""
    clause = clauses.at(cue.start)
    start = clauses.statement_start(clause)
    if any(other.effect == "invest" and start <= other.start < cue.start for other in cues):
        return True
    if cue.effect == "yield":
        return (
            "后" in sentence[cue.start : cue.end]
            or "年可" in sentence[max(0, cue.start - 1) : cue.end]
            or bool(_PROJECT.search(sentence, start, cue.start))
        )
    return bool(_PROJECT.search(sentence, clauses.starts[clause], clauses.end(clause)))


def _investment(description: Description, invest: Cue, place: int) -> str:
    """Return actual if the first word behind an investment that tells says that the work is done, else target."""
    end = _statement_end(description, place)
    if any(cue.effect in ("built", "spent") and cue.end == invest.start for cue in description.cues):
        return "actual"  # 建成|总投资4000余万元的水库
    undone = any(place < cue.start < end and cue.effect == "undone" for cue in description.cues)
    for cue in description.cues:
        if cue.start <= place or cue.effect in ("spent", "works") and cue.start >= end:
            continue
        if cue.effect in ("built", "spent"):
            return "actual"
        if (
            cue.effect == "works"
            and _opens_clause(description.sentence, cue, description.clauses)
            and not undone
        ):
            return "actual"
        if cue.effect in ("begun", "undone", "aim", "share"):
            return "target"
    before = [cue for cue in description.cues if cue.end <= invest.start]
    if before and before[-1].effect in ("built", "spent"):
        return "actual"
    return "actual" if before and not undone and _done_beside(description, before[-1], invest) else "target"


def _done_beside(description: Description, works: Cue, invest: Cue) -> bool:
    """Return whether works done stand in the clause before an investment: 新建广场3个，|投资120万元."""
    sentence, clauses = description.sentence, description.clauses
    near = clauses.at(works.start) == clauses.at(invest.start) - 1
    planned = "项目" in sentence[works.start : invest.start] or "总" in sentence[invest.start : invest.end]
    return works.effect == "works" and near and not planned and _opens_clause(sentence, works, clauses)


def _opens_clause(sentence: str, cue: Cue, clauses: Clauses) -> bool:
    """Return whether a verb opens its clause or stands right behind a quantity: then it is what was done."""
    return sentence.endswith("#", 0, cue.start) or cue.start - clauses.starts[clauses.at(cue.start)] <= 2


def _next_invest(cues: list[Cue], place: int, end: int) -> int:
    for cue in cues:
        if cue.start > place and cue.effect == "invest":
            return min(end, cue.start)
    return end
