"""What the description of a project does to the status of its figures: money, sizes, and what the plant makes."""

from collections.abc import Sequence
from typing import NamedTuple

from lib.quantities.standing.words import form, members, says
from lib.rules import MASK, Clauses, Cue, Rules, pattern

_UNSETTLED = ("section", "carried", "project", "aim", "wish")

Reading = tuple[str, str]  # status and the rule that gave it


class Description(NamedTuple):
    """The rules, a masked sentence with its status cues and clauses; planned: whether it stands where work is planned."""

    rules: Rules
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
    rules, sentence = description.rules, description.sentence
    cue = _right_before(description, place)
    if cue and cue.effect == "capacity" and _of_the_place(description, cue):
        return None
    if cue and cue.effect == "capacity":
        made = pattern(rules, "made_by_plant", "quantity_patterns").search(sentence, cue.start, cue.end)
        counted = unit in members(rules, "unit_of_no_capacity") and not says(
            rules, "holds", sentence, cue.start, cue.end
        )
        return None if counted or (description.planned and not made) else cue
    return cue


def _of_the_place(description: Description, cue: Cue) -> bool:
    """Return whether 年出栏 opens its statement: then it is what the place sells in a year and no plant's capacity."""
    opens = description.clauses.statement_start(description.clauses.at(cue.start)) == cue.start
    return opens and bool(form(description.rules, "sold_yearly").match(description.sentence, cue.start))


def _inherited(
    description: Description, place: int, unit: str, reading: Reading, frame: Frame, cue: Cue | None
) -> Reading:
    """Return what a quantity without cues of its own takes from the project described before it."""
    if reading[1] != "section":
        return reading
    if place < frame.capacity_end and not (cue and cue.effect == "invest"):
        return "expected", "capacity"
    if place < frame.end and not description.planned:
        count = count_of_projects(description.rules, description.sentence, place, unit)
        done = count or _reached(description, place, unit)
        return done or (frame.status, "project")
    return reading


def _reached(description: Description, place: int, unit: str) -> Reading | None:
    """Return a figure inside a project's description as actual where its clause says so: 3座车间封顶; 投资完成率40.9%."""
    clause = description.clauses.at(place)
    end = description.clauses.end(clause)
    done = any(place < cue.start < end and cue.effect == "reached" for cue in description.cues)
    words = description.sentence[description.clauses.starts[clause] : place]
    rate = unit == "%" and says(description.rules, "rate", words)
    prepared = pattern(description.rules, "site_prepared", "quantity_patterns").search(words)
    return ("actual", "reached") if done or rate or prepared else None


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
    rules, sentence = description.rules, description.sentence
    raised = pattern(rules, "capacity_raised", "quantity_patterns")
    if not later and not description.planned and raised.search(sentence, cue.end, place + 24):
        return ("actual", "capacity"), frame
    if says(rules, "holds", sentence, cue.start, cue.end) and not description.planned:
        return ("expected", "capacity"), frame
    if in_project(rules, sentence, description.cues, cue, description.clauses):
        return ("expected", "capacity"), frame._replace(capacity_end=end)
    return reading, frame


def _statement_end(description: Description, place: int) -> int:
    return description.clauses.statement_end(description.clauses.at(place))


def count_of_projects(rules: Rules, sentence: str, place: int, unit: str) -> Reading | None:
    """Return a count of projects as actual, or None: a count of projects signed or negotiated is a fact, whatever they still have to become."""
    if unit not in members(rules, "unit_of_project"):
        return None
    after = sentence[place : place + 26].lstrip(MASK)
    named = pattern(rules, "projects_behind", "quantity_patterns").match(after)
    counts = named or says(rules, "projects_before", sentence, max(0, place - 6), place)
    return ("actual", "count") if counts else None


def _right_before(description: Description, place: int) -> Cue | None:
    """Return the capacity or investment cue of the quantity's clause with nothing but words between, if any."""
    rules, sentence, clauses = description.rules, description.sentence, description.clauses
    start = clauses.starts[clauses.at(place)]
    for cue in reversed(description.cues):
        if start <= cue.start and cue.end <= place and cue.effect in ("capacity", "invest"):
            if cue.effect == "capacity":
                return cue
            of_many = says(rules, "of_many", sentence, start, cue.start)
            of_one = not of_many or says(rules, "total", sentence, cue.start, cue.end)
            return cue if cue.end == place and of_one else None
    return None


def _has_done(cues: list[Cue], invest: Cue, clauses: Clauses) -> bool:
    """Return whether 已, 累计 … stand before an investment in its own clause: then it is spent."""
    start = clauses.starts[clauses.at(invest.start)]
    return any(cue.effect == "done" and start <= cue.start < invest.start for cue in cues)


def in_project(rules: Rules, sentence: str, cues: list[Cue], cue: Cue, clauses: Clauses) -> bool:
    """Return whether a cue stands in the description of a project: one named up to the next clause, or its money."""
    clause = clauses.at(cue.start)
    start = clauses.statement_start(clause)
    if any(other.effect == "invest" and start <= other.start < cue.start for other in cues):
        return True
    if cue.effect == "yield":
        return (
            says(rules, "once_done", sentence, cue.start, cue.end)
            or says(rules, "yearly_able", sentence, max(0, cue.start - 1), cue.end)
            or says(rules, "project", sentence, start, cue.start)
        )
    return says(rules, "project", sentence, clauses.starts[clause], clauses.end(clause))


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
    rules, sentence, clauses = description.rules, description.sentence, description.clauses
    near = clauses.at(works.start) == clauses.at(invest.start) - 1
    planned = says(rules, "project_named", sentence, works.start, invest.start)
    planned = planned or says(rules, "total", sentence, invest.start, invest.end)
    return works.effect == "works" and near and not planned and _opens_clause(sentence, works, clauses)


def _opens_clause(sentence: str, cue: Cue, clauses: Clauses) -> bool:
    """Return whether a verb opens its clause or stands right behind a quantity: then it is what was done."""
    return sentence.endswith(MASK, 0, cue.start) or cue.start - clauses.starts[clauses.at(cue.start)] <= 2


def _next_invest(cues: list[Cue], place: int, end: int) -> int:
    for cue in cues:
        if cue.start > place and cue.effect == "invest":
            return min(end, cue.start)
    return end
