"""Reads a run of characters that is nothing but a place: its names by level, by the division table first, then by suffixes."""

import re
from typing import NamedTuple

from lib.metadata.patterns import HAN, pattern, with_ends
from lib.rules import Rules, compiled, divisions

LEVELS = divisions.LEVELS
CITY = "市"  # what a 市 is, a city's name or a county's, is told by the names beside it
SHORTEST = 2  # 市 and 区 alone are no names


class Named(NamedTuple):
    """The names of a place by level, the lowest level spoken of (我代表镇人民政府 is town), and whether signs stand for it."""

    names: dict[str, str]
    level: str
    masked: bool = False


def parse(rules: Rules, path: str) -> Named | None:
    """Return the names of 淄川区龙泉镇 by level, or None where it is no place.

    The table goes first, the longest names before others, each inside the one before it; then names by what they end
    in. path: nothing but the place, in Chinese; a bare 镇 gives no names and the level town.
    """
    path = pattern(rules, "office_last").sub("", re.sub(r"\s", "", path))
    path = _without_new_area(rules, pattern(rules, "street_office_last").sub("道", path))
    if not path:
        return None
    if bare_level := _level_of(rules, path):
        return Named({}, bare_level)
    return _by_table(rules, path) or _by_suffixes(rules, path)


def _without_new_area(rules: Rules, path: str) -> str:
    """The place without a new area above whole counties, which the division table has not: 雄安新区 in 雄安新区容城县容城镇."""
    area = pattern(rules, "new_area").search(path)
    below = path[area.end() :] if area else ""
    counties = (
        divisions.table(rules).named(below[:end], "county") for end in range(SHORTEST, len(below) + 1)
    )
    return path[: area.start()] + below if area and any(counties) else path


def is_name(rules: Rules, name: str) -> bool:
    """Return whether the words before the level's suffix can be a name: 新泰市, not 我市, 参加市 or 质量强市."""
    stem = name[: -_suffix_length(rules, name)]
    return bool(stem) and not _is_kind(rules, stem) and not _is_prose(rules, name)


def _is_kind(rules: Rules, stem: str) -> bool:
    """Whether a word before a suffix says what kind of place it is: 集镇, 工业区, 回族乡."""
    return stem in _kinds(rules)


@compiled
def _kinds(rules: Rules) -> frozenset[str]:
    people = {row["people"] for row in rules.table("peoples")}
    return frozenset(_words(rules, "stem")) | people


def _is_prose(rules: Rules, name: str) -> bool:
    """Whether a run has words that are in no name (not_places.csv): 完成区, 质量强市."""
    return bool(_prose(rules).search(name))


@compiled
def _prose(rules: Rules) -> re.Pattern:
    within, end = ("|".join(map(re.escape, _words(rules, where))) for where in ("within", "end"))
    return re.compile(f"{within}|(?:{end})$")


def _words(rules: Rules, where: str) -> list[str]:
    cells = (row["words"] for row in rules.table("not_places") if row["where"] == where)
    return [word for cell in cells for word in cell.split("|")]


def is_known(rules: Rules, name: str, level: str) -> bool:
    """Return whether the division table, former names included, has a place of this name and level."""
    return bool(divisions.table(rules).named(name, level))


def suffixes(rules: Rules, level: str) -> str:
    """Return the words that end names of a level, as alternatives of a pattern, longest first."""
    return "|".join(_suffixes(rules, level))


@compiled
def _suffixes(rules: Rules, level: str) -> list[str]:
    found = [row["suffix"] for row in rules.table("place_suffixes") if row["level"] == level]
    return sorted(found, key=len, reverse=True)


def _by_table(rules: Rules, path: str) -> Named | None:
    """The reading by names of the table, the longest first; below a county a town may be new to it."""
    chain = _chain(rules, path, 0, ())
    if not chain:
        return None
    names = {place.level: name for name, place in chain}
    if _is_generic(rules, path):
        return None
    if rest := path[sum(len(name) for name, _ in chain) :]:
        masked = bool(pattern(rules, "MASK").match(rest))
        return Named(names if masked else names | {"town": rest}, "town", masked)
    return Named(names, chain[-1][1].level)


def _is_generic(rules: Rules, path: str) -> bool:
    """Whether a name says no more than a kind of place: 城区 is one behind 晋城市, not by itself; 景县 always is."""
    return bool(pattern(rules, "generic_last").search(path)) and _is_kind(
        rules, path[: -_suffix_length(rules, path)]
    )


Step = tuple[str, divisions.Division]


def _chain(rules: Rules, path: str, start: int, above: tuple[Step, ...]) -> tuple[Step, ...]:
    """Names of the table that follow one another down the levels from `start` to the end, () where there are none."""
    if start == len(path) or (above and _new_town(rules, path[start:], above[-1][1])):
        return above
    upper = above[-1][1] if above else None
    for end in range(min(len(path), start + divisions.table(rules).longest), start + SHORTEST - 1, -1):
        name = path[start:end]
        for place in _likeliest(rules, name, upper):
            if found := _chain(rules, path, end, (*above, (name, place))):
                return found
    return ()


def _likeliest(rules: Rules, name: str, upper: divisions.Division | None) -> list[divisions.Division]:
    """Places of this name below `upper`, upper levels first, and of one level those that still bear the name."""
    found = [
        place
        for place in divisions.table(rules).named(name)
        if upper is None or divisions.table(rules).inside(place, upper)
    ]
    return sorted(found, key=lambda p: (-LEVELS.index(p.level), p.today != p.name))


def _new_town(rules: Rules, rest: str, upper: divisions.Division) -> bool:
    """Whether what follows a county (or a city without counties) is a town by its suffix: towns are founded and renamed."""
    if upper.level not in ("county", "city"):
        return False
    match = with_ends(rules, "new_town", suffixes(rules, "town")).fullmatch(rest)
    return (
        bool(match)
        and (bool(pattern(rules, "MASK").match(rest)) or is_name(rules, rest))
        and not _names_county(rules, rest, upper)
    )


def _names_county(rules: Rules, rest: str, upper: divisions.Division) -> bool:
    """Whether the run goes on with a county of the table: below 聊城市, 阳谷县李台镇 is no town."""
    if upper.level != "city":
        return False
    starts = (rest[:end] for end in range(SHORTEST, len(rest)))
    return any(divisions.table(rules).named(name, "county") for name in starts) or bool(
        pattern(rules, "county_sign").search(rest[1:-1])
    )


@compiled
def _path(rules: Rules) -> re.Pattern:
    provinces = "|".join(row["name"] for row in rules.table("provinces"))
    mask = pattern(rules, "MASK").pattern
    return re.compile(
        rf"(?P<province>{provinces})?(?P<city>{HAN}{{1,8}}?(?:{suffixes(rules, 'city')}))?"
        rf"(?P<county>(?:{HAN}{{1,9}}?(?:{suffixes(rules, 'county')}|{CITY})))?"
        rf"(?P<town>(?:{HAN}{{1,9}}?|{mask})(?:{suffixes(rules, 'town')}))?"
    )


def _by_suffixes(rules: Rules, path: str) -> Named | None:
    """Names the table does not have: of before 2000 and after 2023, and of townships that were merged."""
    match = _path(rules).fullmatch(path)
    if not match:
        return None
    names = {level: match[level] for level in LEVELS if match[level]}
    if any(_is_prose(rules, name) for name in names.values()):
        return None
    highest = next((names[level] for level in reversed(LEVELS) if level in names), "")
    if highest and not pattern(rules, "MASK").match(highest) and not is_name(rules, highest):
        return None
    if any(_holds_county(rules, name) for name in names.values()):
        return None
    names = _settle(names)
    if any(
        len(name) <= SHORTEST and not is_known(rules, name, key)
        for key, name in names.items()
        if key != "town"
    ):
        return None  # 自市: a county with a name of one character is in the table
    level = next((level for level in LEVELS if level in names), "")
    shown = {key: name for key, name in names.items() if not pattern(rules, "MASK").match(name)}
    return Named(shown, level, level not in shown) if level else None


def _holds_county(rules: Rules, name: str) -> bool:
    """Whether a name begins with a county of the table: 经开区莲花镇 is two places of which one is not known."""
    return any(divisions.table(rules).named(name[:end], "county") for end in range(SHORTEST + 1, len(name)))


def _settle(names: dict[str, str]) -> dict[str, str]:
    """新泰市谷里镇: the 市 above a town with nothing between is county-level; 北京市 is a province."""
    if names.get("county", "").endswith(CITY) and "city" not in names:
        names["city"] = names.pop("county")
    if names.get("city", "").endswith(CITY) and "town" in names and "county" not in names:
        names["county"] = names.pop("city")
    return names


def _suffix_length(rules: Rules, name: str) -> int:
    return next((len(end) for end in divisions.name_ends(rules) if name.endswith(end)), 0)


def _level_of(rules: Rules, suffix: str) -> str:
    for level in LEVELS[:3]:
        if suffix in _suffixes(rules, level):
            return level
    bare = (level for level in ("city", "province") if pattern(rules, f"bare_{level}").fullmatch(suffix))
    return next(bare, "")
