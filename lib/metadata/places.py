"""Whose report it is: township, county, city and province, as far as the text itself says."""

import re
from collections import Counter
from typing import NamedTuple

from lib.metadata.dates import NUMERAL
from lib.rules import Rules, compiled

HAN = r"[\u4e00-\u9fff]"
LEVELS = ("town", "county", "city", "province")
MASK = r"(?:[xX×✕＊*○◯]{1,4}|某{1,2})"
# Prefecture-level cities that have townships and streets without counties or districts between them.
CITIES_WITHOUT_COUNTIES = ("东莞市", "中山市", "嘉峪关市", "儋州市")
# 全镇, 我县, 集镇, 社区 ... end in a level's suffix and name no place.
NO_NAME = re.compile(
    r"(?:[全我本各该两多外]|[县市省区镇村乡城集大小新老强名社园景片库山灾牧林郊矿]|[全我各][省市县区镇乡]|省市|市县|县区|乡|小城|中心集|特色小?"
    r"|建制|中心|重点|示范|兄弟|周边|相邻|邻近|先进|所在|驻|驻地|美丽|文明|卫生|工业|农业|旅游|经济|人民|行政|辖|产业|开发|居住|中心城|主城|城乡|城市|乡村|农村|山城|特色集|重点集|各地|大部|全国)"
)
# Words of running text that are in no name; single characters such as 和, 来, 本, 强, 让 are (和县, 来安县, 本溪市, 武强县).
NEVER_IN_NAME = re.compile(
    "[的第届我您该们]|参加|列席|走进|大会|会议|质量|代表|党的|当好|工作|建设|发展|推进|加快|打造|创建|争创|进一步|[两几多一]个|若干"
    "|国家|中央|上级|有关|部门|实施|实现|推动|谱写|开创|开展|加强|常务|[全各][省市县区镇乡国]|政府|委员会|中共|关于|做好|省市|上届|本届"
)


class Place(NamedTuple):
    """One naming of the report's own place: the levels it names, its span, its rule; masked where signs stand for it."""

    names: dict[str, str]
    start: int
    end: int
    rule: str
    masked: bool
    level: str  # lowest level spoken of, named or not: 我代表镇人民政府 is town


@compiled
def _suffixes(rules: Rules, level: str) -> str:
    found = [row["suffix"] for row in rules.table("place_suffixes") if row["level"] == level]
    return "|".join(sorted(found, key=len, reverse=True))


@compiled
def _path(rules: Rules) -> re.Pattern:
    provinces = "|".join(row["name"] for row in rules.table("provinces"))
    return re.compile(
        rf"(?P<province>{provinces})?(?P<city>{HAN}{{1,8}}?(?:{_suffixes(rules, 'city')}))?"
        rf"(?P<county>(?:{HAN}{{1,9}}?(?:{_suffixes(rules, 'county')}|市)))?"
        rf"(?P<town>(?:{HAN}{{1,9}}?|{MASK})(?:{_suffixes(rules, 'town')}))?"
    )


def parse(rules: Rules, path: str) -> tuple[dict[str, str], str, bool] | None:
    """Return the names of 淄川区龙泉镇 by level, the lowest level spoken of, and whether signs stand for the name.

    path: nothing but the place, in Chinese; a bare 镇 gives no names and the level town. None where it is no place.
    """
    path = re.sub(r"\s", "", path).removesuffix("办事处").removesuffix("街办")
    if bare_level := _level_of(rules, path):
        return {}, bare_level, False
    match = _path(rules).fullmatch(path)
    if not match or not path:
        return None
    names = {level: match[level] for level in LEVELS if match[level]}
    highest = next((names[level] for level in reversed(LEVELS) if level in names), "")
    if any(NEVER_IN_NAME.search(name) for name in names.values()):
        return None
    if highest and not re.match(MASK, highest) and not is_name(rules, highest):
        return None  # 城区 is a name behind 晋城市, not by itself
    masked = bool(names.get("town") and re.match(MASK, names["town"]))
    names = _settle(names)
    level = next((level for level in LEVELS if level in names), "")
    if masked:
        names.pop("town")
    return (names, level, masked) if level else None


def is_name(rules: Rules, name: str) -> bool:
    """Whether the words before the level's suffix can be a name: 新泰市, not 我市, 参加市 or 质量强市."""
    stem = name[: -_suffix_length(rules, name)]
    return bool(stem) and not NO_NAME.fullmatch(stem) and not NEVER_IN_NAME.search(name)


def _suffix_length(rules: Rules, name: str) -> int:
    suffixes = [row["suffix"] for row in rules.table("place_suffixes")] + ["自治区", "特别行政区", "省"]
    return max((len(s) for s in suffixes if name.endswith(s)), default=0)


def _level_of(rules: Rules, suffix: str) -> str:
    for level in LEVELS[:3]:
        if suffix in _suffixes(rules, level).split("|"):
            return level
    return {"州": "city", "省": "province"}.get(suffix, "")


def _settle(names: dict[str, str]) -> dict[str, str]:
    """新泰市谷里镇: the 市 above a town with nothing between is county-level; 北京市 is a province."""
    if names.get("county", "").endswith("市") and "city" not in names:
        names["city"] = names.pop("county")
    city = names.get("city", "")
    if (
        city.endswith("市")
        and "town" in names
        and "county" not in names
        and city not in CITIES_WITHOUT_COUNTIES
    ):
        names["county"] = names.pop("city")
    return names


NAMED_FIRST = re.compile(
    r"(?:20\d\d年度?)?(?P<path>.+?)(?:人民政府|政府|20\d\d|办公室|党委|党工委|网|工作|年|\d)"
)


def find_places(rules: Rules, text: str, front_end: int, title, publisher) -> list[Place]:
    """Return where the text names whose report it is, the surest first.

    text: clean text; front_end: where its first paragraph begins; title and publisher: value, start,
    end and rule as read, or None.
    """
    office = "|".join(row["office"] for row in rules.table("offices") if row["level"])
    body_end = front_end + 1500
    run = rf"(?P<path>(?:{HAN}|{MASK}| )" + "{1,34}?)"
    anchors = [
        (
            "congress",
            rf"(?:(?<=在)|(?<=[日—（(\n])|^){run}\s*(?:第\s*[{NUMERAL}]*[xX×＊*]*\s*届|[{NUMERAL}]+届)",
            front_end,
        ),
        (
            "on_behalf",
            rf"(?:代表|受(?=[^。，,]{{0,30}}委托))(?:中共)?{run}(?:第?[{NUMERAL}]+届)?(?:人民政府|政府|党委|党工委|办事处|委员会)",
            len(text),
        ),
        (
            "speaker",
            rf"(?:^|[\n\s）)日])(?:中共)?{run}(?<=[镇乡道木县区旗市州盟省])(?:人民政府|政府|党委|党工委|委|人大)?[^。\n]{{0,12}}?(?:代理|代)?(?:{office})",
            front_end,
        ),
        ("party_committee", rf"中共{run}(?:委员会|党委|委)", body_end),
    ]
    found = []
    for rule, pattern, end in anchors:
        matches = list(re.finditer(pattern, text[:end]))
        for m in sorted(matches, key=lambda m: "在" not in text[max(0, m.start() - 1) : m.end("path")]):
            if place := _place(rules, m["path"], m.start("path"), rule):
                found.append(place)
    for named in filter(None, (publisher, title)):
        m = NAMED_FIRST.match(named.value)
        rule = named.rule if named is title else "publisher"
        if m and (place := _place(rules, m["path"], m.start("path"), rule)):
            found.append(place._replace(start=named.start + place.start, end=named.start + place.end))
    return found


def _place(rules: Rules, path: str, start: int, rule: str) -> Place | None:
    lead = len(
        re.match(r"(?:.*(?:在|共产党))?", path).group()
    )  # 县长张三在某某县第十届…, 中国共产党某某镇第十届…
    lead += len(path[lead:]) - len(path[lead:].lstrip())
    read = parse(rules, path[lead:])
    return Place(read[0], start + lead, start + len(path.rstrip()), rule, read[2], read[1]) if read else None


def own_level(places: list[Place], text: str) -> str:
    """Return the level of the government that reports: town, county, city or province, or empty."""
    votes = Counter(place.level for place in places)
    if votes:
        return max(votes, key=lambda level: (votes[level], -LEVELS.index(level)))
    if "代表国务院" in text[:1000]:
        return ""
    words = {
        "town": "全镇|我镇|全乡|我乡|全街道|我街道",
        "county": "全县|我县|全区|我区|全旗|我旗",
        "city": "全市|我市|全州|我州|全盟",
    }
    counts = {level: len(re.findall(pattern, text)) for level, pattern in words.items()}
    best = max(counts, key=lambda level: counts[level])
    return best if counts[best] >= 3 else ""


def read_places(rules: Rules, places: list[Place], text: str) -> dict[str, tuple[str, int, int, str]]:
    """Return, for each level the text tells, (name, start, end, rule).

    A name in front matter, in 我代表…政府, the speaker's office, the publisher or the title is taken as it stands.
    Higher levels are also read from honours (获评淄博市…) and, for the direct superior (在县委…领导下), from a place the
    text keeps returning to; a place visited or supplied (赴杭州市考察, 合肥市的产业政策) is none of them.
    """
    level = own_level(places, text)
    told: dict[str, tuple[str, int, int, str]] = {}
    for place in places:
        for name_level, name in place.names.items():
            told.setdefault(name_level, (name, place.start, place.end, place.rule))
    unnamed = level in LEVELS[:3] and level not in told and not any(place.masked for place in places)
    if unnamed and (own := _own_from_body(rules, text, level)):
        told[level] = own
    least = LEVELS.index(level) if level else 0
    told = {k: v for k, v in told.items() if LEVELS.index(k) >= least}
    if level == "town":
        told = {**_county_from_body(rules, text, told), **told}
    own_names = {value[0] for value in told.values()}
    for name_level, found in _honours(rules, text).items():
        if level and LEVELS.index(name_level) > least and found[0] not in own_names:
            told.setdefault(name_level, found)
    if "province" not in told and (province := _province_from_body(rules, text)):
        told["province"] = province
    return told


def _own_from_body(rules: Rules, text: str, level: str) -> tuple[str, int, int, str] | None:
    """A name of the reporting level used more than all others together, three times or in the last words."""
    suffixes = _suffixes(rules, level) if level != "city" else "市|自治州|盟|地区"
    counts: Counter[str] = Counter()
    first: dict[str, re.Match] = {}
    verbs = "实现|推动|推进|建设|谱写|书写|开创|打造|繁荣|加快|促进"
    boundary = rf"(?:[为，]?(?:{verbs})|^|[^\u4e00-\u9fff]|[在是为于到对使把让评获向与和的])"
    for m in re.finditer(
        rf"{boundary}(?P<name>{HAN}{{2,4}}?(?:{suffixes}))(?!长|委|场|民|容|政|级|域|区)", text
    ):
        if is_name(rules, m["name"]):
            counts[m["name"]] += 1
            first.setdefault(m["name"], m)
    if not counts:
        return None
    name, n = counts.most_common(1)[0]
    rest = sum(counts.values()) - n
    if n > rest and (n >= 3 or name in text[-300:]):
        return name, first[name].start("name"), first[name].end("name"), "named_throughout"
    return None


TRAVEL = re.compile(
    r"(?:赴|前往|来自|先后到|引进|考察|学习|对接|毗邻|邻近|与|同|至|往|紧跟|融入|走进|远销)[^。；;]{0,10}$"
)
HONOUR = re.compile(
    rf"(?:获评|被评为|评为|荣获|获得|获|授予|入选|命名为|表彰为|列为|列入|纳入|被确定为)[“\"《]?(?P<name>{HAN}{{2,4}}?(?:自治县|市|县|区))"
    rf"(?=(?:市|县|区)?级|[^\u4e00-\u9fff]|{HAN}{{2,16}}(?:单位|村|镇|乡|街道|奖|称号|先进|示范|试点|集体|名录|基地))"
)


def _honours(rules: Rules, text: str) -> dict[str, tuple[str, int, int, str]]:
    found: dict[str, tuple[str, int, int, str]] = {}
    for m in HONOUR.finditer(text):
        name = m["name"]
        if not is_name(rules, name) or name[0] in "全省国市县":
            continue
        level = "county" if name[-1] in "县区" else "city"
        if name in (row["name"] for row in rules.table("provinces")):
            level = "province"  # 被评为北京市文明镇
        found.setdefault(level, (name, m.start("name"), m.end("name"), "honour"))
    return found


def _county_from_body(rules: Rules, text: str, told: dict) -> dict[str, tuple[str, int, int, str]]:
    """The county that leads the town (县委, 区委, or 市委 of a county-level city), where the text keeps naming it."""
    if "county" in told:
        return {}
    leaders = Counter(re.findall(r"(?<=[在、和,，按到向])(县|区|旗|市)委(?!员)", text))
    if not leaders:
        return {}
    suffix = next((s for s in "县旗区" if leaders[s]), "市")
    counts: Counter[str] = Counter()
    first: dict[str, re.Match] = {}
    for m in re.finditer(
        rf"(?:^|[^\u4e00-\u9fff]|[在于到为由评获])(?P<name>{HAN}{{2,3}}?{suffix})(?![场民容政面域])", text
    ):
        stem = m["name"][:-1]
        if not is_name(rules, m["name"]) or TRAVEL.search(
            text[max(0, m.start("name") - 14) : m.start("name")]
        ):
            continue
        counts[m["name"]] = text.count(stem)
        first.setdefault(m["name"], m)
    if not counts:
        return {}
    (name, n), second = counts.most_common(1)[0], (counts.most_common(2) + [("", 0)])[1][1]
    if n < 3 or n <= 2 * second:
        return {}
    return {"county": (name, first[name].start("name"), first[name].end("name"), "direct_superior")}


@compiled
def _province_pattern(rules: Rules) -> tuple[re.Pattern, dict[str, str]]:
    rows = [row for row in rules.table("provinces") if row["kind"] != "特别行政区"]
    short, full = ("|".join(row[column] for row in rows) for column in ("short", "name"))
    pattern = rf"(?:视察|考察|对)(?P<a>{short})[^。，,]{{0,6}}(?:讲话|指示)|(?P<b>{full})(?:委|政府)(?!办)"
    names = {row["short"]: row["name"] for row in rows} | {row["name"]: row["name"] for row in rows}
    return re.compile(pattern), names


def _province_from_body(rules: Rules, text: str) -> tuple[str, int, int, str] | None:
    """习近平总书记视察山东…讲话: a report quotes such a speech for its own province; so does 山东省委."""
    pattern, names = _province_pattern(rules)
    m = pattern.search(text)
    if not m:
        return None
    group = "a" if m["a"] else "b"
    return (
        names[m[group]],
        m.start(group),
        m.end(group),
        "leaders_speech" if m["a"] else "province_government",
    )
