"""Whether a quantity is done (actual), planned (target) or what something done or under way will bring (expected)."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lib import dictionaries, paths
from lib.circumstances import projects
from lib.circumstances.masked_sentences import Clauses, Cue, CueTable, compile_cues, find_cues

PLANNED = ("plan", "government", "closing")
_FRONT = re.compile(
    "[0-9一二三四五六七八九十]{0,3}(?:是|要|、|\\.|[)）])?[^，,。；：#]{0,4}?"
    "(?:(?:(?:19|20)[0-9]{2}年|全年|今年|年初|年底|到年底|全[镇乡县市区街旗盟州道]{1,2}|我[镇乡县市区街们]|主要指标|经初步核算|初步|经|这些|上述)[，,]?)*"
)
_QUALIFIER = re.compile(
    "[^，。；#]{0,4}?(?:同比|增长|下降|增幅|增速|比|较|分别|占|年均|环比|完成年|其中|超|高于|提高|减少|降低)"
)


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
    sentence: str,
    places: Sequence[int],
    units: Sequence[str],
    clauses: Clauses,
    role: str,
    past: Sequence[bool],
    carried: str = "",
) -> list[tuple[str, str]]:
    """Return status and rule of every quantity of a sentence.

    sentence: the sentence with its quantities masked. places, units: offset and unit of each quantity, in order.
    clauses: its clauses. role: what its section does. past: whether the quantity's period lies before the time planned
    for. carried: status that an unfinished project of the sentence before hands on, or empty.
    """
    planned = role in ("plan", "government")
    cues = find_cues(_table("plan" if planned else "review", paths.data()), sentence)
    modes = _modes(sentence, cues, clauses, planned)
    base = base_status(role)
    found = []
    for place, unit, is_past in zip(places, units, past):
        status, rule = _governing(place, modes) or ((carried, "carried") if carried else (base, "section"))
        if rule in ("section", "carried") and is_past:
            status, rule = "actual", "past"
        if rule == "aim" and not planned:
            status, rule = projects.count_of_projects(sentence, place, unit) or (status, rule)
        found.append((status, rule))
    return projects.settle(projects.Description(sentence, cues, clauses, planned), places, units, found)


@cache
def _table(part: str, corpus: Path) -> CueTable:
    return compile_cues([row for row in dictionaries.read("status_cues") if row["part"] in ("", part)])


def _modes(sentence: str, cues: list[Cue], clauses: Clauses, planned: bool) -> list[Mode]:
    """Return the statuses that cues before a quantity give, with their reach."""
    modes = []
    for cue in cues:
        if cue.effect == "forecast":
            modes.append(Mode(cue.end, _forecast_end(sentence, cue, clauses), "expected", "forecast"))
        elif cue.effect == "yield" and not _forecast_before(cues, cue, clauses):
            end = clauses.statement_end(clauses.at(cue.start))
            rule = "yield" if projects.in_project(sentence, cues, cue, clauses) else "forecast"
            modes.append(Mode(cue.end, end, "expected", rule))
        elif cue.effect == "aim":
            end = clauses.statement_end(clauses.at(cue.start))
            modes.append(Mode(cue.end, end, "target", "aim"))
        elif (
            cue.effect == "done" or cue.effect == "share" and not planned and not _wished(cues, cue, clauses)
        ):
            modes.append(Mode(cue.end, clauses.end(clauses.at(cue.start)), "actual", "done"))
        elif cue.effect == "goal":
            modes.append(Mode(cue.end, len(sentence), "target", "aim"))
        elif cue.effect == "future":
            index = clauses.at(cue.start)
            modes.append(Mode(clauses.starts[index], clauses.end(index), "target", "future"))
        elif cue.effect == "fact":
            index = clauses.at(cue.start)
            end = clauses.end(index)
            modes.append(Mode(cue.end, end, "actual", "fact"))
    return modes


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


def _forecast_end(sentence: str, cue: Cue, clauses: Clauses) -> int:
    """Return how far 预计 reaches: the sentence or statement that it opens, else its item and what qualifies the item."""
    if _FRONT.fullmatch(sentence, 0, cue.start):
        return len(sentence)
    index = clauses.at(cue.start)
    if cue.start - clauses.starts[index] <= 2:
        return clauses.statement_end(index)
    index += 1
    while index < len(clauses.starts) and _QUALIFIER.match(sentence, clauses.starts[index]):
        index += 1
    return clauses.starts[index] if index < len(clauses.starts) else len(sentence)


def _governing(place: int, modes: list[Mode]) -> tuple[str, str] | None:
    for mode in reversed(modes):
        if mode.start <= place < mode.end:
            return mode.status, mode.rule
    return None
