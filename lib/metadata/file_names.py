"""Which place and year a file's path names: 云南省/元阳县/黄茅岭镇_2021.txt, 阳谷李台2020年工作总结.docx."""

import re
from collections.abc import Iterable
from itertools import product
from pathlib import PurePosixPath

from lib.metadata.patterns import pattern
from lib.metadata.place_names import LEVELS, SHORTEST, is_known, parse
from lib.metadata.placing import Told, agrees, fits
from lib.metadata.years import title_years
from lib.rules import Rules, compiled, divisions

FILE_NAME = "file_name"
MOST_PIECES = 8
LONGEST_NEW_TOWN = 6  # characters of a town that the table does not know
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_YEAR = re.compile(
    r"(?<![0-9])(?:19|20)[0-9][0-9](?![0-9])|(?<![0-9])(?:19|20)[0-9][0-9](?=(?:0[1-9]|1[0-2])(?:[0-3][0-9])?(?![0-9]))"
)
Option = tuple[tuple[str, str], ...]  # (level, name), upper levels first


def read_place(rules: Rules, file: str) -> dict[str, Told]:
    """Return the names by level that a file's folders and name tell; none where they can be read in two ways.

    A name may stand without its last word (定兴 for 定兴县), a town's only behind its county's.

    file: the path within the corpus folder, with / between folders.
    """
    pieces = _pieces(rules, file)[:MOST_PIECES]
    options = [found for piece in pieces if (found := _options(rules, piece))]
    readings = [merged for choice in product(*options) if (merged := _merged(rules, choice)) is not None]
    of_the_table = [reading for reading in readings if fits(rules, reading)]
    return _with_town(rules, _fullest(of_the_table or readings), pieces)


def _fullest(readings: list[dict[str, Told]]) -> dict[str, Told]:
    """The reading that holds all others: 吉林-吉林-龙潭区 is a province, a city, a district; 吉林 alone is either."""
    most = max(readings, key=len, default={})
    return most if all(reading.items() <= most.items() for reading in readings) else {}


def _with_town(rules: Rules, told: dict[str, Told], pieces: list[str]) -> dict[str, Told]:
    """元阳_黄茅岭: a town may stand without its last word behind its county."""
    if "county" not in told or "town" in told:
        return told
    found = {
        town.name
        for piece in pieces
        if not _options(rules, piece)
        for town in divisions.table(rules).stemmed(piece, "town")
    }
    towns = [name for name in sorted(found) if fits(rules, told | {"town": Told(name, FILE_NAME)})]
    return told | {"town": Told(towns[0], FILE_NAME)} if len(towns) == 1 else told


def read_years(rules: Rules, file: str) -> list[tuple[str, int]]:
    """Return (part, year) as a title's years are read: review, plan or "" for each year the file's name tells.

    Where the name tells none its folders may; a span (2016-2020) and a collection's several years tell nothing, and neither
    does a number in a name without a Chinese word (lt-2016): a list may be numbered so.
    """
    path = PurePosixPath(file)
    if not _HAN.search("/".join((*path.parts[:-1], path.stem))):
        return []
    if typed := [(part, year) for part, year in title_years(rules, path.stem) if part]:
        return typed
    for words in (path.stem, "/".join(path.parts[:-1])):
        if years := sorted({int(m.group()) for m in _YEAR.finditer(words)}):
            return [("", years[0])] if len(years) == 1 else []
    return []


@compiled
def _words(rules: Rules) -> re.Pattern:
    words = sorted((row["word"] for row in rules.table("file_words")), key=len, reverse=True)
    return re.compile("|".join((pattern(rules, "meeting_number").pattern, *words)))


def _pieces(rules: Rules, file: str) -> list[str]:
    """Runs of characters that may be places, in order: each run as it stands, or what is left without file words."""
    path = PurePosixPath(file)
    runs = [run for part in (*path.parts[:-1], path.stem) for run in _HAN.findall(part)]
    pieces: list[str] = []
    for run in runs:
        split = [run] if _options(rules, run) else _words(rules).split(run)
        pieces += [_trimmed(rules, piece) for piece in split]
    return [piece for piece in pieces if len(piece) >= SHORTEST]


def _trimmed(rules: Rules, piece: str) -> str:
    """The piece without what stands around a place, as little as possible: 年和田县 is 和田县."""
    start, end = 0, len(piece)
    around = pattern(rules, "around_place")
    while start < end and around.match(piece[start]) and not _options(rules, piece[start:end]):
        start += 1
    while start < end and around.match(piece[end - 1]) and not _options(rules, piece[start:end]):
        end -= 1
    return piece[start:end]


@compiled
def _options(rules: Rules, piece: str) -> tuple[Option, ...]:
    """The ways to read one piece: by names in full, else by names without their last words."""
    named = parse(rules, piece)
    names = named.names if named else {}
    in_full = tuple((level, names[level]) for level in reversed(LEVELS) if level in names)
    unknown = [level for level, name in in_full if not is_known(rules, name, level)]
    new_town = unknown == ["town"] and len(names["town"]) <= LONGEST_NEW_TOWN
    if in_full and (not unknown or (new_town and _under_county_name(names))):
        return (in_full,)
    chains = [chain for chain in _stem_chains(rules, piece, ()) if chain]
    short = tuple(dict.fromkeys(tuple((place.level, place.today) for place in chain) for chain in chains))
    return short or ((in_full,) if new_town else ())


def _under_county_name(names: dict[str, str]) -> bool:
    return "county" in names or "city" in names


def _stem_chains(
    rules: Rules, piece: str, above: tuple[divisions.Division, ...]
) -> Iterable[tuple[divisions.Division, ...]]:
    """Chains of places whose names, full or without last words, make up the piece, each inside the one before."""
    if not piece:
        yield above
        return
    for end in range(min(len(piece), divisions.table(rules).longest), SHORTEST - 1, -1):
        for place in _short_named(rules, piece[:end]):
            if place.today and _may_follow(rules, place, above):
                yield from _stem_chains(rules, piece[end:], (*above, place))


def _may_follow(rules: Rules, place: divisions.Division, above: tuple[divisions.Division, ...]) -> bool:
    """Whether a place lies in the last of the chain; a town's name needs its county's or city's before it."""
    if not above:
        return place.level != "town"
    under = place.level != "town" or above[-1].level in ("county", "city")
    return under and divisions.table(rules).inside(place, above[-1])


def _short_named(rules: Rules, name: str) -> list[divisions.Division]:
    by_code: dict[str, divisions.Division] = {}
    for place in [
        *divisions.table(rules).named(name),
        *divisions.table(rules).stemmed(_province(rules, name)),
    ]:
        if place.kind != "unit":
            by_code.setdefault(place.code, place)
    return list(by_code.values())


@compiled
def _provinces(rules: Rules) -> dict[str, str]:
    return {row["short"]: row["name"] for row in rules.table("provinces")}


def _province(rules: Rules, name: str) -> str:
    """广西 stands for 广西壮族自治区, whose name without 自治区 is 广西壮族."""
    full = _provinces(rules).get(name, "")
    region = pattern(rules, "region_last").search(full)
    return full[: region.start()] if region else name


def _merged(rules: Rules, choice: Iterable[Option]) -> dict[str, Told] | None:
    """One place out of the pieces' readings; None where they contradict one another."""
    told: dict[str, Told] = {}
    for option in choice:
        for level, name in option:
            if told.setdefault(level, Told(name, FILE_NAME)).name != name:
                return None
    return told if agrees(rules, told) else None
