"""Which level of government reports: township, county, city, province or nation."""

import re
from collections import Counter
from collections.abc import Sequence

from lib.metadata import place_names
from lib.metadata.front_matter import Found
from lib.metadata.patterns import NATION, pattern, units
from lib.metadata.places import Place
from lib.rules import Rules

LEVELS = (*place_names.LEVELS, NATION)
OPENING = 1500  # characters within which a government is spoken for
LEAST = 3  # times that a text calls its own place 全县 or 我县


def read_level(rules: Rules, text: str, places: Sequence[Place]) -> Found | None:
    """Return the level of the government that reports, or None where the text does not tell.

    The salutation goes first (我代表镇人民政府), then the places that the meeting, the speaker's office and the title name,
    then the lowest of 全镇, 全县, 全市, 全省, 全国 that the text says LEAST times: a report speaks of higher levels too, seldom
    of lower ones as its own. A county-level city calls itself 市 and is read as a city; reports.csv corrects it.

    text: clean text. places: as find_places gives them.
    """
    said = pattern(rules, "government").search(text[:OPENING])
    if said:
        level = units(rules)[said[1] or said[2]]
        # 重庆市 speaks of 市人民政府 too; its name is a province's
        municipality = level == "city" and any(
            place.names.get("province", "").endswith(place_names.CITY) and place.level == "province"
            for place in places
        )
        return Found("province" if municipality else level, said.start(), said.end(), "salutation")
    if places:
        level = _commonest(places)
        first = next(place for place in places if place.level == level)
        return Found(level, first.start, first.end, first.rule)
    return _spoken_of(rules, text)


def own_level(rules: Rules, text: str, places: Sequence[Place]) -> str:
    """Return the level of which the report's place is: of the places named (富阳市 is a county), else as read_level() tells."""
    if places:
        return _commonest(places)
    told = read_level(rules, text, ())
    return told.value if told and told.value != NATION else ""


def _commonest(places: Sequence[Place]) -> str:
    """The level that most of the places named have, the lowest of equals."""
    votes = Counter(place.level for place in places)
    return max(votes, key=lambda level: (votes[level], -LEVELS.index(level)))


def _spoken_of(rules: Rules, text: str) -> Found | None:
    """The lowest level that the text calls its own; 区 is a county unless the text keeps speaking of an 自治区."""
    found = {level: list(pattern(rules, f"own_{level}").finditer(text)) for level in LEVELS}
    district = list(pattern(rules, "own_district").finditer(text))
    # a district speaks of itself more often than of its city; 全区 in a city's report of an 自治区 is the province
    above = "province" if len(pattern(rules, "region").findall(text)) >= LEAST else "county"
    if above == "province" or len(district) > len(found["city"]):
        found[above] = sorted(found[above] + district, key=re.Match.start)
    for level in LEVELS:
        if len(found[level]) >= LEAST:
            first = found[level][0]
            return Found(level, first.start(), first.end(), "own_words")
    return None
