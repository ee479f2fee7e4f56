"""Settles the county of a town that does not name it, by the other reports of its folder."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from lib.metadata.names import place_id
from lib.metadata.own_place import columns, read_back
from lib.metadata.placing import TABLE, Told, agrees, place
from lib.rules import Rules, divisions

SIBLINGS = "siblings"
LEAST = 2  # reports of one county that make a folder that county's
MOST_NAMESAKES = (
    2  # towns of one name in the country, up to which a report of the same name in the folder tells
)


def settle(rules: Rules, rows: Sequence[Mapping[str, object]]) -> list[dict]:
    """Return the rows of the reports table with counties that siblings tell, in the same order.

    A folder all of whose settled reports (two or more) are of one county tells the county of a town that this county
    has; and a report of the same town tells it where hardly another town bears the name. place_source says siblings.

    rows: one per report, with file, the names of places, place_source and county_code.
    """
    folders: dict[str, list[Mapping[str, object]]] = {}
    for row in rows:
        folders.setdefault(_folder(row), []).append(row)
    return [_keyed(row, _settled(rules, row, folders[_folder(row)])) for row in rows]


def _keyed(row: Mapping[str, object], settled: dict) -> dict:
    """The row with what was settled; its place_id follows unless the user's reports.csv gave one."""
    told = {name: value for name, value in row.items() if name != "place_id"}
    doc_id = str(row.get("doc_id") or "")
    if settled and row.get("place_id") == place_id(told, doc_id):
        settled = settled | {"place_id": place_id(told | settled, doc_id)}
    return dict(row) | settled


def _settled(rules: Rules, row: Mapping[str, object], siblings: Iterable[Mapping[str, object]]) -> dict:
    known = read_back(row)
    if "town" not in known or "county" in known:
        return {}
    told = {level: name for level, name in known.items() if name.source != TABLE}
    code = _county(rules, told["town"].name, [other for other in siblings if other.get("county_code")])
    county = divisions.table(rules).get(code) if code else None
    if not county:
        return {}
    told |= {"county": Told(county.name, SIBLINGS)}
    return columns(rules, place(rules, told)) if agrees(rules, told) else {}


def _county(rules: Rules, town: str, settled: Sequence[Mapping[str, object]]) -> str:
    """The code of the county that the settled reports of the folder tell for this town, or ""."""
    codes = {str(other["county_code"]) for other in settled}
    namesakes = divisions.table(rules).named(town, "town")
    of_the_name = {str(other["county_code"]) for other in settled if other.get("town") == town}
    if len(codes) == 1 and len(settled) >= LEAST:
        code = next(iter(codes))
        has_it = any(place.code.startswith(code) for place in namesakes)
        return code if has_it or of_the_name else ""
    if len(of_the_name) == 1 and len({place.code for place in namesakes}) <= MOST_NAMESAKES:
        return next(iter(of_the_name))
    return ""


def _folder(row: Mapping[str, object]) -> str:
    return PurePosixPath(str(row.get("file") or "")).parent.as_posix()
