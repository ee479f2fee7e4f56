"""Settles which places of the division table a report's names mean, and what the table tells of them that the report does not."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lib.metadata.place_names import LEVELS
from lib.rules import Rules, divisions

TABLE = "table"
MOST_CANDIDATES = 100


class Told(NamedTuple):
    """A name of one level and where it comes from: text, file_name, table, reports.csv or siblings."""

    name: str
    source: str


class Placed(NamedTuple):
    """A report's place: its names by level, the codes of the place and its county, and the places it may be instead."""

    told: dict[str, Told]
    place_code: str
    county_code: str
    candidates: tuple[divisions.Division, ...]


def place(rules: Rules, told: Mapping[str, Told]) -> Placed:
    """Return the place that names by level mean, the levels above them filled in from the table.

    A county above a town is never inferred from the town's name: that takes a county, or a city in which the name stands
    once. Where names fit several places all of them are candidates, and no code is given.
    """
    fitting = _fitting(rules, told)
    if len({found.code for found in fitting}) == 1 and _tells(told):
        own = fitting[0]
        filled = {
            level: Told(upper.name, TABLE) for level, upper in divisions.table(rules).above(own).items()
        }
        return Placed(_ordered(filled | dict(told)), own.code, _county_code(own), ())
    upper = {level: name for level, name in told.items() if level != "town"}
    if "town" not in told or not upper:
        return Placed(_ordered(told), "", "", _shown(fitting))
    above = place(rules, upper)
    candidates = _shown(fitting) or above.candidates
    return above._replace(told=_ordered(above.told | dict(told)), place_code="", candidates=candidates)


def agrees(rules: Rules, told: Mapping[str, Told]) -> bool:
    """Return whether names can be of one place, as far as the table knows them; of a town it may not know the latest."""
    return fits(rules, {level: name for level, name in told.items() if level != "town"})


def fits(rules: Rules, told: Mapping[str, Told]) -> bool:
    """Return whether each name of the table, the town's too, lies in the places with the names above it."""
    known = {level: name for level, name in told.items() if divisions.table(rules).named(name.name, level)}
    return len(known) < 2 or bool(_fitting(rules, known))


def added(rules: Rules, told: Mapping[str, Told], more: Mapping[str, Told]) -> dict[str, Told]:
    """Return the names with those of `more` for levels that have none, as far as they can be of the same place.

    Nothing is added where the two name different places of one level: then `more` speaks of another place.
    """
    known = dict(told)
    if contradictions(rules, told, more):
        return known
    for level in LEVELS:
        if level in more and level not in known and agrees(rules, known | {level: more[level]}):
            known[level] = more[level]
    return known


def contradictions(rules: Rules, told: Mapping[str, Told], more: Mapping[str, Told]) -> list[str]:
    """Return the levels at which two readings name different places; 红河州 and 红河哈尼族彝族自治州 are one."""
    return [
        level for level in LEVELS if level in told and level in more and not _same(rules, level, told, more)
    ]


def _same(rules: Rules, level: str, told: Mapping[str, Told], more: Mapping[str, Told]) -> bool:
    one, other = told[level].name, more[level].name
    codes = [{place.code for place in divisions.table(rules).named(name, level)} for name in (one, other)]
    return one == other or bool(codes[0] & codes[1])


def _fitting(rules: Rules, told: Mapping[str, Told]) -> list[divisions.Division]:
    """The places of the deepest name that lie in places with the other names."""
    levels = [level for level in LEVELS if level in told]
    if not levels:
        return []
    uppers = [divisions.table(rules).named(told[level].name, level) for level in levels[1:]]
    found = divisions.table(rules).named(told[levels[0]].name, levels[0])
    return [
        own
        for own in found
        if all(any(divisions.table(rules).inside(own, up) for up in ups) for ups in uppers)
    ]


def _tells(told: Mapping[str, Told]) -> bool:
    """Whether the names settle a place: a town needs its county or its city."""
    return "town" not in told or "county" in told or "city" in told


def _county_code(own: divisions.Division) -> str:
    return own.code[:6] if len(own.code) >= 6 else ""


def _shown(fitting: Iterable[divisions.Division]) -> tuple[divisions.Division, ...]:
    """One candidate per code, today's names before former ones."""
    by_code = {found.code: found for found in sorted(fitting, key=lambda p: (p.code, p.name == p.today))}
    return tuple(by_code.values())[:MOST_CANDIDATES]


def _ordered(told: Mapping[str, Told]) -> dict[str, Told]:
    return {level: told[level] for level in LEVELS if level in told}
