"""The place of one report: what its text says, then its file's path, then what its body mentions, then the division table."""

from collections.abc import Mapping
from typing import NamedTuple

from lib.metadata import file_names
from lib.metadata.front_matter import Found
from lib.metadata.place_names import CITY, LEVELS, is_known
from lib.metadata.places import says_its_own
from lib.metadata.placing import TABLE, Placed, Told, added, contradictions, place
from lib.rules import Rules, divisions

TEXT = "text"
NATION = "nation"
OVERRIDE, SHEET = "reports.csv", "sheet"
OWN_WORDS = "own_words"  # the rule of a level that only 全镇, 全县 ... in the body tell
Read = tuple[str, int, int, str]  # name, start, end, rule


class OwnPlace(NamedTuple):
    """A report's place as settled, its level, and the levels at which its file's path names another place."""

    placed: Placed
    level: str
    contradicted: dict[str, str]

    def names(self) -> dict[str, Told]:
        """Return the names by level, from town up."""
        return self.placed.told

    def fields(self, rules: Rules) -> dict[str, str | None]:
        """Return the columns that a place fills: names, codes, sources, candidates."""
        return {"level": self.level or None} | columns(rules, self.placed)


def columns(rules: Rules, placed: Placed) -> dict[str, str | None]:
    """Return the columns of the reports table that a settled place fills; None where it tells nothing."""
    names = {level: placed.told[level].name if level in placed.told else None for level in LEVELS}
    shown = "; ".join(described(rules, candidate) for candidate in placed.candidates)
    codes = {"place_code": placed.place_code or None, "county_code": placed.county_code or None}
    return names | codes | {"place_source": sources(placed.told) or None, "place_candidates": shown or None}


def overridden(
    rules: Rules, fields: Mapping[str, object], override: Mapping[str, object]
) -> dict[str, str | None]:
    """Return the columns that change where a scholar knows a place's name, its level or a year better than the text.

    A cell that says what was read changes nothing: a reports.csv that was filled in and checked leaves the sources.

    fields: the columns as read. override: the cells of reports.csv, and those of a sheet that of_sheet names, by column.
    """
    of_sheet = set(override.get("of_sheet") or ())
    changed: dict[str, str | None] = {}
    known = {name: value for name, value in override.items() if value != fields.get(name)}
    years = {name for name in ("review_year", "plan_year") if name in known}
    if years:
        changed["year_source"] = SHEET if years <= of_sheet else OVERRIDE
    if any(name in known for name in (*LEVELS, "level")):
        told = {level: name for level, name in read_back(fields).items() if name.source != TABLE}
        told |= {
            level: Told(str(known[level]), SHEET if level in of_sheet else OVERRIDE)
            for level in LEVELS
            if level in known
        }
        own = str(override.get("level") or fields.get("level") or "")
        changed |= columns(rules, _of_level(place(rules, told), own))
    return changed


def read_back(fields: Mapping[str, object]) -> dict[str, Told]:
    """Return a place's names and their sources, as the columns of a row of the reports table show them."""
    pairs = dict(pair.split(":", 1) for pair in str(fields.get("place_source") or "").split())
    return {level: Told(str(fields[level]), pairs[level]) for level in LEVELS if level in pairs}


def described(rules: Rules, candidate: divisions.Division) -> str:
    """Return a candidate as the table shows it: 110105001 北京市朝阳区建外街道."""
    above = divisions.table(rules).above(candidate)
    names = [above[level].name for level in reversed(LEVELS) if level in above]
    return f"{candidate.code} {''.join(names)}{candidate.name}"


def read_own_place(rules: Rules, in_text: Mapping[str, Read], level: Found | None, file: str) -> OwnPlace:
    """Return the place of a report.

    in_text: what the text tells, by level, as read_places gives it. level: that of the government that reports, as
    read_level gives it. file: the path of its file within the corpus folder.
    """
    said = {name: Told(read[0], TEXT) for name, read in in_text.items() if read[3] in says_its_own(rules)}
    mentioned = {
        name: Told(read[0], TEXT) for name, read in in_text.items() if read[3] not in says_its_own(rules)
    }
    in_file = file_names.read_place(rules, file)
    own = _level(level, said, in_file)
    if own == NATION:
        return OwnPlace(place(rules, {}), own, {})
    in_file = {name: told for name, told in in_file.items() if not _below(name, own)}
    known = added(rules, said, in_file)
    for name in LEVELS:
        if name in mentioned and is_known(rules, mentioned[name].name, name):
            known = added(rules, known, {name: mentioned[name]})
    against = {name: in_file[name].name for name in contradictions(rules, said, in_file)}
    return OwnPlace(_of_level(place(rules, known), own), own, against)


def sources(told: Mapping[str, Told]) -> str:
    """Return where a place's names come from, level by level: town:text county:file_name city:table."""
    return " ".join(f"{level}:{told[level].source}" for level in LEVELS if level in told)


def _of_level(placed: Placed, own: str) -> Placed:
    """The place without a code where the deepest name is not of the level that reports: a town that hides its name."""
    deepest = next(iter(placed.told), "")
    return placed if own in ("", deepest) else placed._replace(place_code="", candidates=())


def _below(level: str, own: str) -> bool:
    return own in LEVELS and LEVELS.index(level) < LEVELS.index(own)


def _level(level: Found | None, said: Mapping[str, Told], in_file: Mapping[str, Told]) -> str:
    """The level the text tells, else that of the file's name, which also goes before 全国 and 全县 in the body.

    A 市 whose name, in the text or else in the file's, is a county's is a county.
    """
    told = level.value if level else ""
    deepest = next((name for name in LEVELS if name in in_file), "")
    county = said.get("county") or in_file.get("county")
    if told == "city" and not {"town", "city"} & set(said) and county and county.name.endswith(CITY):
        return "county"
    if not told or (level.rule == OWN_WORDS and deepest and not said):
        return deepest
    return told
