"""Settles, by the other reports of a folder, the county of a town that does not name it and what years in file names mean."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from lib.metadata.file_names import FILE_NAME, read_years
from lib.metadata.names import place_id
from lib.metadata.own_place import TEXT, columns, read_back
from lib.metadata.placing import TABLE, Told, agrees, place
from lib.rules import Rules, divisions

SIBLINGS = "siblings"
# Reports whose texts tell their years, and the share of them, that show what years in file names mean.
LEAST_YEARS, MOST_OF_THEM = 3, 0.8
LEAST = 2  # reports of one county that make a folder that county's
MOST_NAMESAKES = (
    2  # towns of one name in the country up to which another report of that name tells the county
)


class Counties(NamedTuple):
    """Of the reports of one folder whose county is known: how many, the counties' codes, and these by name of town."""

    settled: int
    codes: set[str]
    of_town: dict[object, set[str]]


def settle(rules: Rules, rows: Sequence[Mapping[str, object]]) -> list[dict]:
    """Return the rows of the reports table with counties that siblings tell, in the same order.

    A folder all of whose settled reports (two or more) are of one county tells the county of a town that this county
    has; and a report of the same town tells it where hardly another town bears the name. place_source says siblings.

    rows: one per report, with file, the names of places, place_source, county_code.
    """
    folders: dict[str, list[Mapping[str, object]]] = {}
    for row in rows:
        folders.setdefault(_folder(row), []).append(row)
    told = {name: _counties(own) for name, own in folders.items()}
    return [_keyed(row, _settled(rules, row, told[_folder(row)])) for row in rows]


def settle_years(rules: Rules, rows: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Return the rows with the years that file names alone tell, as the other reports show what such years mean.

    A year alone in a file's name is read as the year planned for. It becomes the year reviewed where that is what it is
    in most files (three or more) whose texts tell their years. This is for a sheet to be checked: in the tables periods
    of quantities already hang on the years.

    rows: one per report, with file, the years and year_source.
    """
    bare = [_bare_year(rules, row) for row in rows]
    told = [
        year == row["review_year"]
        for row, year in zip(rows, bare, strict=True)
        if year and row.get("year_source") == TEXT and row.get("review_year")
    ]
    if len(told) < LEAST_YEARS or sum(told) < MOST_OF_THEM * len(told):
        return list(rows)
    return [
        dict(row) | {"review_year": year, "plan_year": year + 1}
        if year and row.get("year_source") == FILE_NAME and row.get("review_year") == year - 1
        else row
        for row, year in zip(rows, bare, strict=True)
    ]


def _bare_year(rules: Rules, row: Mapping[str, object]) -> int:
    """The one year in a file's name that no word such as 总结 or 计划 explains, or 0."""
    years = read_years(rules, str(row.get("file") or ""))
    return years[0][1] if len(years) == 1 and not years[0][0] else 0


def _keyed(row: Mapping[str, object], settled: dict) -> dict:
    """The row with what was settled; its place_id follows unless the user's reports.csv gave one."""
    told = {name: value for name, value in row.items() if name != "place_id"}
    doc_id = str(row.get("doc_id") or "")
    if settled and row.get("place_id") == place_id(told, doc_id):
        settled = settled | {"place_id": place_id(told | settled, doc_id)}
    return dict(row) | settled


def _counties(rows: Iterable[Mapping[str, object]]) -> Counties:
    """What the settled reports of a folder tell, worked out once for all its reports."""
    settled = [row for row in rows if row.get("county_code")]
    of_town: dict[object, set[str]] = {}
    for row in settled:
        of_town.setdefault(row.get("town"), set()).add(str(row["county_code"]))
    return Counties(len(settled), {str(row["county_code"]) for row in settled}, of_town)


def _settled(rules: Rules, row: Mapping[str, object], siblings: Counties) -> dict:
    known = read_back(row)
    if "town" not in known or "county" in known:
        return {}
    told = {level: name for level, name in known.items() if name.source != TABLE}
    code = _county(rules, told["town"].name, siblings)
    county = divisions.table(rules).get(code) if code else None
    if not county:
        return {}
    told |= {"county": Told(county.name, SIBLINGS)}
    return columns(rules, place(rules, told)) if agrees(rules, told) else {}


def _county(rules: Rules, town: str, siblings: Counties) -> str:
    """The code of the county that the settled reports of the folder tell for this town, or ""."""
    namesakes = divisions.table(rules).named(town, "town")
    of_the_name = siblings.of_town.get(town, set())
    if len(siblings.codes) == 1 and siblings.settled >= LEAST:
        code = next(iter(siblings.codes))
        has_it = any(place.code.startswith(code) for place in namesakes)
        return code if has_it or of_the_name else ""
    if len(of_the_name) == 1 and len({place.code for place in namesakes}) <= MOST_NAMESAKES:
        return next(iter(of_the_name))
    return ""


def _folder(row: Mapping[str, object]) -> str:
    return PurePosixPath(str(row.get("file") or "")).parent.as_posix()
