"""Whether a quantity is done (actual), planned (target) or what something done or under way will bring (expected)."""

from collections.abc import Sequence
from typing import NamedTuple

from lib.quantities.standing import projects
from lib.quantities.standing.projects import Reading
from lib.quantities.standing.words import form, members, say, says
from lib.rules import MASK, Clauses, Cue, CueTable, Rules, compile_cues, compiled, find_cues, pattern

PLANNED = ("plan", "government", "closing")


class Mode(NamedTuple):
    """A status in force from `start` up to `end` of a sentence, for the reason named by `rule`."""

    start: int
    end: int
    status: str
    rule: str


def base_status(role: str) -> str:
    """Return the status of a quantity that no cue reaches, by the role of its section."""
    return "target" if role in ("plan", "government") else "actual"


def read_statuses(
    rules: Rules,
    sentence: str,
    places: Sequence[int],
    units: Sequence[str],
    clauses: Clauses,
    role: str,
    past: Sequence[bool],
    coming: Sequence[bool],
    carried: str = "",
) -> list[tuple[str, str]]:
    """Return status and rule of every quantity of a sentence.

    sentence: the sentence with its quantities masked. places, units: offset and unit of each quantity, in order.
    clauses: its clauses. role: what its section does. past, coming: whether the quantity's period lies before the
    time planned for, or behind all that a review can report. carried: status that an unfinished project of the sentence before hands on, or empty.
    """
    planned = role in ("plan", "government")
    cues = find_cues(_table(rules, "plan" if planned else "review"), sentence)
    modes = _modes(rules, sentence, cues, clauses, planned)
    base = base_status(role)
    found = []
    for place, unit, is_past, ahead in zip(places, units, past, coming):
        status, rule = _governing(place, modes) or ((carried, "carried") if carried else (base, "section"))
        if rule == "task" and unit in members(rules, "unit_of_rate"):
            wider = [mode for mode in modes if mode.rule != "task"]
            status, rule = _governing(place, wider) or (base, "section")
        if rule in ("section", "carried") and is_past:
            status, rule = "actual", "past"
        elif says(rules, "known", sentence, clauses.starts[clauses.at(place)], place):
            status, rule = "actual", "base"
        elif rule == "section" and (told := _from_its_place(rules, sentence, place, clauses, planned, ahead)):
            status, rule = told
        if rule == "aim" and not planned:
            status, rule = projects.count_of_projects(rules, sentence, place, unit) or (status, rule)
        found.append((status, rule))
    described = projects.Description(rules, sentence, cues, clauses, planned)
    return projects.settle(described, places, units, found)


def _from_its_place(
    rules: Rules, sentence: str, place: int, clauses: Clauses, planned: bool, coming: bool
) -> Reading | None:
    """Return what the words around a quantity say where no cue does: in a plan, the level that a change starts from is a fact."""
    if planned:
        behind = says(rules, "arrives", sentence, place, clauses.end(clauses.at(place)))
        return ("actual", "base") if behind and says(rules, "base", sentence, 0, place) else None
    return ("target", "coming") if coming else None


@compiled
def _table(rules: Rules, part: str) -> CueTable:
    return compile_cues([row for row in rules.table("status_cues") if row["part"] in ("", part)])


def _modes(rules: Rules, sentence: str, cues: list[Cue], clauses: Clauses, planned: bool) -> list[Mode]:
    """Return the statuses that cues before a quantity give, with their reach."""
    modes = []
    for cue in cues:
        if cue.effect == "forecast":
            modes.append(
                Mode(cue.end, _forecast_end(rules, sentence, cue, cues, clauses), "expected", "forecast")
            )
        elif cue.effect == "yield" and not _forecast_before(cues, cue, clauses):
            end = clauses.statement_end(clauses.at(cue.start))
            rule = "yield" if projects.in_project(rules, sentence, cues, cue, clauses) else "forecast"
            modes.append(Mode(cue.end, end, "expected", rule))
        elif cue.effect in ("aim", "wish"):
            end = _aim_end(rules, sentence, cue, clauses)
            modes.append(Mode(cue.end, end, "target", cue.effect))
        elif cue.effect == "task":
            modes.append(Mode(cue.end, cue.end + 1, "target", "task"))
        elif cue.effect == "done" and _is_foreseen(rules, sentence, modes, cues, cue):
            continue  # 预计投资5亿元，累计20亿元
        elif (
            cue.effect == "done" or cue.effect == "share" and not planned and not _wished(cues, cue, clauses)
        ):
            modes.append(Mode(cue.end, clauses.end(clauses.at(cue.start)), "actual", "done"))
        elif cue.effect == "goal":
            modes.append(Mode(cue.end, len(sentence), "target", "wish"))  # counts of projects, too
        elif cue.effect == "future":
            index = clauses.at(cue.start)
            modes.append(Mode(clauses.starts[index], clauses.end(index), "target", "future"))
        elif cue.effect == "fact":
            modes.append(Mode(cue.end, _fact_end(sentence, cue, clauses), "actual", "fact"))
    return modes


def _fact_end(sentence: str, cue: Cue, clauses: Clauses) -> int:
    """Return how far a fact in a plan reaches: the one figure behind 全镇 (全镇|14个|行政村收入全部达到5万元), else its clause."""
    end = clauses.end(clauses.at(cue.start))
    if not sentence.startswith(MASK, cue.end):
        index = clauses.at(cue.start)
        alone = end - cue.end <= 1 and index + 1 < len(clauses.starts)  # 目前，|各村收入已全部超过30万元
        return clauses.end(index + 1) if alone else end
    figure = len(sentence[cue.end : end]) - len(sentence[cue.end : end].lstrip(MASK))
    return cue.end + figure


def _aim_end(rules: Rules, sentence: str, cue: Cue, clauses: Clauses) -> int:
    """Return how far 计划 and 力争 reach: their statement, up to words that come back to what is done (计划脱贫30户，目前已落实资金5万元)."""
    end = clauses.statement_end(clauses.at(cue.start))
    back = say(rules, "back", sentence, cue.end, end)
    return clauses.starts[clauses.at(back[0].start())] if back else end


def _is_foreseen(rules: Rules, sentence: str, modes: list[Mode], cues: list[Cue], cue: Cue) -> bool:
    """Return whether a cue only names a figure (累计) and 预计 reaches it."""
    if not form(rules, "so_named").match(sentence, cue.start):
        return False
    starts = {other.end for other in cues if other.effect == "forecast"}
    return any(mode.start in starts and mode.start <= cue.start < mode.end for mode in modes)


def _wished(cues: list[Cue], share: Cue, clauses: Clauses) -> bool:
    """Return whether 计划 or 预计 stand before a cue in its clause."""
    start = clauses.starts[clauses.at(share.start)]
    return any(
        cue.effect in ("aim", "forecast", "yield") and start <= cue.start < share.start for cue in cues
    )


def _forecast_before(cues: list[Cue], cue: Cue, clauses: Clauses) -> bool:
    """Return whether 预计 stands before 可达 in its clause: then 可达 adds nothing (全年预计可达5亿元)."""
    start = clauses.starts[clauses.at(cue.start)]
    return any(other.effect == "forecast" and start <= other.start < cue.start for other in cues)


def _list_end(rules: Rules, sentence: str, end: int, cues: list[Cue], clauses: Clauses) -> int:
    """Return where the list that goes on behind a statement ends (预计产值5亿元；税收1亿元；收入9000元): at other words."""
    while end < len(sentence):
        index = clauses.at(end)
        listed = pattern(rules, "list_goes_on", "quantity_patterns").match(sentence, end)
        if not listed or any(end <= cue.start < listed.end() for cue in cues):
            return end
        end = clauses.statement_end(index)
    return end


def _forecast_end(rules: Rules, sentence: str, cue: Cue, cues: list[Cue], clauses: Clauses) -> int:
    """Return how far 预计 reaches: the sentence, list or statement that it opens, else its item and what qualifies it."""
    if pattern(rules, "in_front_of_forecast", "quantity_patterns").fullmatch(sentence, 0, cue.start):
        return len(sentence)
    index = clauses.at(cue.start)
    if MASK not in sentence[: cue.start] and say(rules, "whole_year", sentence, cue.start, cue.end + 4):
        return len(sentence)
    if cue.start - clauses.starts[index] <= 2:
        end = clauses.statement_end(index)
        return _list_end(rules, sentence, end, cues, clauses) if MASK not in sentence[: cue.start] else end
    index += 1
    qualifies = pattern(rules, "qualifies_item", "quantity_patterns")
    while index < len(clauses.starts) and qualifies.match(sentence, clauses.starts[index]):
        index += 1
    return clauses.starts[index] if index < len(clauses.starts) else len(sentence)


def _governing(place: int, modes: list[Mode]) -> tuple[str, str] | None:
    for mode in reversed(modes):
        if mode.start <= place < mode.end:
            return mode.status, mode.rule
    return None
