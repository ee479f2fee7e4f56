"""The division of China, read once: which places have a name, what is above and below them, and what they were called before."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lib import paths
from lib.rules.in_force import Rules, compiled

PLACES = paths.SHIPPED_DATA / "places" / "places.csv"
CHANGES = paths.SHIPPED_DATA / "places" / "changes.csv"
LONGEST_PLAIN = 4  # characters of a name that cannot hold its county's name too
LEVELS = ("town", "county", "city", "province")
LEVEL_OF_LENGTH = {2: "province", 4: "city", 6: "county", 9: "town"}
# The words that names of places.csv end with stand here, not in a table: that list is the state's own, and no corpus changes it.
# 街道办事处 runs a 街道, and often stands for it.
_BUREAU = "办事处"
OFFICE = re.compile(f"(?:街道|地区){_BUREAU}$")
SUFFIX = re.compile(
    r"(?<=.)(?:自治区|特别行政区|自治州|自治县|自治旗|地区|民族乡|苏木|街道|[省市州盟县区旗镇乡])$"
)


class Division(NamedTuple):
    """One place: its code (2, 4, 6 or 9 digits), a name it has or had, its kind (places.csv), its name today ("" where
    it was dissolved), and the code it had under that name."""

    code: str
    name: str
    kind: str
    today: str
    then: str

    @property
    def level(self) -> str:
        """Province, city, county or town, which the code's length tells."""
        return LEVEL_OF_LENGTH[len(self.code)]


class Divisions:
    """Lookups over the places of the table and the names and codes that cities and counties had since 2000."""

    def __init__(
        self,
        rows: Iterable[dict[str, str]],
        changes: Iterable[dict[str, str]] = (),
        peoples: Iterable[str] = (),
    ) -> None:
        """Take rows of places.csv and of changes.csv, and the peoples of autonomous places (peoples.csv)."""
        self._autonomous = _autonomous(peoples)
        self._by_code = {r["code"]: _today(r["code"], r["name"], r["kind"]) for r in rows}
        self._old_codes: dict[str, set[str]] = {}
        self._by_name: dict[str, list[Division]] = {}
        self._by_stem: dict[str, list[Division]] = {}
        changed = list(changes)
        self._establish(changed)
        former = self._former(changed)
        self._by_old_code = {place.then: place for place in former}
        latest = {(place.code, place.name): place for place in former}
        for place in [*self._by_code.values(), *latest.values()]:
            for name in self._written(place):
                self._by_name.setdefault(name, []).append(place)
                self._by_stem.setdefault(SUFFIX.sub("", name), []).append(place)
        self.longest = max(map(len, self._by_name), default=0)

    def _establish(self, changes: list[dict[str, str]]) -> None:
        for row in changes:
            if row["kind"] == "established":
                code, name = _short(row["new_code"]), row["new_name"]
                self._by_code.setdefault(code, _today(code, name, LEVEL_OF_LENGTH[len(code)]))

    def _former(self, changes: list[dict[str, str]]) -> list[Division]:
        """The names that are no more, under the code of what the place became, as far as that is known."""
        later = {(row["old_code"], row["old_name"]): row for row in changes if row["old_code"]}
        former = []
        for (old_code, old_name), row in later.items():
            end, met = row, set()
            while (key := (end["new_code"], end["new_name"])) in later and key not in met:
                met.add(key)
                end = later[key]
            code = _short(end["new_code"] or end["old_code"])
            self._old_codes.setdefault(code, set()).add(_short(old_code))
            now = self._by_code.get(code)
            if now is None or now.name != old_name:
                kind, then = LEVEL_OF_LENGTH[len(code)], _short(old_code)
                former.append(Division(code, old_name, kind, now.name if now else "", then))
        return former

    def _written(self, place: Division) -> set[str]:
        """The ways a place's name is written: 街道 for 街道办事处, 红河州 for 红河哈尼族彝族自治州, 承留镇 for 济源市承留镇."""
        own = place.name
        for upper in self.above(place).values() if len(own) > LONGEST_PLAIN else ():
            rest = own.removeprefix(upper.name)
            own = rest if SUFFIX.search(rest) else own
        names = {OFFICE.sub(_street, own)}
        if short := self._autonomous.match(own):
            names.add(short["stem"] + short["unit"])
        return names

    def get(self, code: str) -> Division | None:
        """Return the place with this code, or None."""
        return self._by_code.get(code)

    def named(self, name: str, level: str = "") -> list[Division]:
        """Return the places with this name, former names included, in the order of codes.

        name: as a text writes it: 街道 with or without 办事处, 红河州 for 红河哈尼族彝族自治州. level: only this level.
        """
        return _of_level(self._by_name.get(OFFICE.sub(_street, name), ()), level)

    def stemmed(self, stem: str, level: str = "") -> list[Division]:
        """Return the places whose name without its last word is `stem`, as file names write them: 定兴 for 定兴县."""
        return _of_level(self._by_stem.get(stem, ()), level)

    def above(self, place: Division) -> dict[str, Division]:
        """Return the places that a place lies in, by level, or lay in when it had this name: 莱城区 lay in 莱芜市."""
        codes = [place.then[:length] for length in (2, 4, 6) if length < len(place.then)]
        parents = (self._by_code.get(code) or self._by_old_code.get(code) for code in codes)
        return {parent.level: parent for parent in parents if parent}

    def inside(self, place: Division, upper: Division) -> bool:
        """Return whether a place lies or lay in another: 无为县 in 芜湖市, and before 2011 in 巢湖市."""
        codes = {place.code, *self._old_codes.get(place.code[:6], ())}
        uppers = {upper.code, *self._old_codes.get(upper.code, ())}
        return any(len(code) > len(over) and code.startswith(over) for code in codes for over in uppers)


@compiled
def table(rules: Rules) -> Divisions:
    """Return the shipped division of China, compiled once.

    rules: the rules in force, whose peoples.csv tells in which autonomous places' names a people may be left out.
    """
    return _compiled_table(tuple(row["people"] for row in rules.table("peoples")))


@cache
def _compiled_table(peoples: tuple[str, ...]) -> Divisions:
    return Divisions(_rows(PLACES), _rows(CHANGES), peoples)


@compiled
def name_ends(rules: Rules) -> tuple[str, ...]:
    """Return the words that end names of places of any level, longest first."""
    ends = {row["suffix"] for row in rules.table("place_suffixes")}
    return tuple(sorted(ends, key=lambda end: (-len(end), end)))


def _today(code: str, name: str, kind: str) -> Division:
    return Division(code, name, kind, name, code)


def _autonomous(peoples: Iterable[str]) -> re.Pattern:
    names = "|".join(sorted(peoples, key=len, reverse=True)) or "$."
    return re.compile(rf"(?P<stem>.{{2,}}?)(?:{names})+自治(?P<unit>[州县旗])$")


def _street(office: re.Match) -> str:
    return office.group().removesuffix(_BUREAU)


def _of_level(places: Iterable[Division], level: str) -> list[Division]:
    return sorted({place for place in places if level in ("", place.level)})


def _short(code: str) -> str:
    """370100 is the city 3701."""
    return code[:4] if len(code) == 6 and code.endswith("00") else code


def _rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
