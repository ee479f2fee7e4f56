"""Which level of government reports: township, county, city, province or nation."""

import re
from collections import Counter
from collections.abc import Sequence

from lib.metadata.front_matter import Found
from lib.metadata.places import Place

LEVELS = ("town", "county", "city", "province", "nation")
OPENING = 1500  # characters within which a government is spoken for
LEAST = 3  # times that a text calls its own place 全县 or 我县
_UNIT = {
    "镇": "town",
    "乡": "town",
    "街道": "town",
    "苏木": "town",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_UNIT |= {"市": "city", "州": "city", "盟": "city", "地区": "city", "省": "province", "自治区": "province"}
_UNIT |= {"国务院": "nation"}
# 自治区 before 区, 地区 before 区: the longest word that ends a name tells its level.
_UNITS = "|".join(sorted(set(_UNIT) - {"国务院"}, key=len, reverse=True))
_SALUTATION = re.compile(
    rf"(?:代表|受)[^，,。；\n]{{0,14}}?(?:(国务院)|({_UNITS})(?:党委|党工委|委)?[、和及]?"
    r"(?:第?[一二三四五六七八九十0-9]{1,3}届)?(?:(?:人民)?政府|办事处|行政?公署|行署))"
)
# 全国各级, 我国际 and the like speak of no place of one's own.
_OWN = {
    "town": r"[全我本](?:镇|乡(?!村|镇)|街道|办事处|苏木)",
    "county": r"[全我](?:县(?!级)|旗)",
    "district": r"[全我]区(?!级)",
    "city": r"[全我](?:市(?!级|场|民)|州|盟)",
    "province": r"[全我]省(?!级)",
    "nation": r"[全我]国(?!际|家|有|级|民|人大|政协)",
}


def read_level(text: str, places: Sequence[Place]) -> Found | None:
    """Return the level of the government that reports, or None where the text does not tell.

    The salutation goes first (我代表镇人民政府), then the places that the meeting, the speaker's office and the title name,
    then the lowest of 全镇, 全县, 全市, 全省, 全国 that the text says LEAST times: a report speaks of higher levels too, seldom
    of lower ones as its own. A county-level city calls itself 市 and is read as a city; reports.csv corrects it.

    text: clean text. places: as find_places gives them.
    """
    said = _SALUTATION.search(text[:OPENING])
    votes = Counter(place.level for place in places)
    if said:
        level = _UNIT[said[1] or said[2]]
        # 重庆市 speaks of 市人民政府 too; its name is a province's
        municipality = level == "city" and any(
            place.names.get("province", "").endswith("市") and place.level == "province" for place in places
        )
        return Found("province" if municipality else level, said.start(), said.end(), "salutation")
    if votes:
        level = max(votes, key=lambda level: (votes[level], -LEVELS.index(level)))
        first = next(place for place in places if place.level == level)
        return Found(level, first.start, first.end, first.rule)
    return _spoken_of(text)


def _spoken_of(text: str) -> Found | None:
    """The lowest level that the text calls its own; 区 is a county unless the text keeps speaking of an 自治区."""
    found = {level: list(re.finditer(pattern, text)) for level, pattern in _OWN.items()}
    district = found.pop("district")
    # a district speaks of itself more often than of its city; 全区 in a city's report of an 自治区 is the province
    above = "province" if text.count("自治区") >= LEAST else "county"
    if above == "province" or len(district) > len(found["city"]):
        found[above] = sorted(found[above] + district, key=re.Match.start)
    for level in LEVELS:
        if len(found[level]) >= LEAST:
            first = found[level][0]
            return Found(level, first.start(), first.end(), "own_words")
    return None
