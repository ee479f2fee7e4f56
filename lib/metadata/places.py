"""Where a text names whose report it is: in its front matter, in its salutation, in its first sentences, in its body."""

import re
from collections import Counter
from typing import NamedTuple

from lib.metadata.dates import NUMERAL
from lib.metadata.place_names import HAN, LEVELS, MASK, is_known, is_name, parse, suffixes
from lib.rules import Rules, compiled

HEADING, OPENING = 300, 600  # characters within which a text without front matter names its place


@compiled
def says_its_own(rules: Rules) -> frozenset[str]:
    """Return the rules that read a name where a report says whose it is; all others read what the body mentions."""
    return frozenset(row["rule"] for row in rules.table("place_cues")) | {
        "title_line",
        "page_title",
        "publisher",
    }


class Place(NamedTuple):
    """One naming of the report's own place: the levels it names, its span, its rule; masked where signs stand for it."""

    names: dict[str, str]
    start: int
    end: int
    rule: str
    masked: bool
    level: str  # lowest level spoken of, named or not: 我代表镇人民政府 is town


NAMED_FIRST = re.compile(
    r"(?:20[0-9][0-9]年度?)?(?P<path>.+?)(?:“?十[一二三四]五|人民政府|政府|20[0-9][0-9]|办公室|党委|党工委|党政|党群|综合办|网|工作|基本|概况|简介|年|[0-9]|[：:]|$)"
)
# What stands before a place and is none of it: 县长张三在…, 中国共产党…, 我县平安镇.
LEAD = re.compile(r".*(?:在|共产党|聚居的|[我全本][省市县区旗])")


def find_places(rules: Rules, text: str, front_end: int, title, publisher) -> list[Place]:
    """Return where the text names whose report it is, the surest first.

    text: clean text; front_end: where its first paragraph begins; title and publisher: value, start,
    end and rule as read, or None.
    """
    reach = {"front": front_end, "heading": max(front_end, HEADING), "opening": front_end + OPENING}
    found = []
    for rule, pattern, within, in_prose in _cues(rules):
        matches = list(pattern.finditer(text, 0, reach.get(within, len(text))))
        for m in sorted(matches, key=lambda m: "在" not in text[max(0, m.start() - 1) : m.end("path")]):
            place = _place(rules, m["path"], m.start("path"), rule)
            if place and (not in_prose or _is_believed(rules, place, text)):
                found.append(place)
    for named in filter(None, (publisher, title)):
        m = NAMED_FIRST.match(named.value)
        rule = named.rule if named is title else "publisher"
        if m and (place := _place(rules, m["path"], m.start("path"), rule)):
            found.append(place._replace(start=named.start + place.start, end=named.start + place.end))
    return found


@compiled
def _cues(rules: Rules) -> list[tuple[str, re.Pattern, str, bool]]:
    """(rule, pattern, reach, whether any words may stand in the place's stead) of place_cues.csv."""
    office = "|".join(row["office"] for row in rules.table("offices") if row["level"])
    signs = {
        "PATH": rf"(?P<path>(?:{HAN}|{MASK}| )" + "{1,34}?)",
        "NUMERAL": NUMERAL,
        "OFFICE": f"(?:{office})",
    }
    cues = []
    for row in rules.table("place_cues"):
        pattern = re.sub("|".join(signs), lambda sign: signs[sign.group()], row["pattern"])
        cues.append((row["rule"], re.compile(pattern), row["reach"], row["prose"] == "yes"))
    return cues


def _place(rules: Rules, path: str, start: int, rule: str) -> Place | None:
    lead = LEAD.match(path)
    at = lead.end() if lead else 0
    at += len(path[at:]) - len(path[at:].lstrip())
    read = parse(rules, path[at:])
    if not read:
        return None
    return Place(
        read.names,
        start + at,
        start + len(path.rstrip()),
        rule,
        read.masked,
        "town" if rule == "located_in" else read.level,
    )


def _is_believed(rules: Rules, place: Place, text: str) -> bool:
    """Whether running prose names a place: the table has it, or the text says it again; 一年来认真镇 is none."""
    return all(is_known(rules, name, level) or text.count(name) > 1 for level, name in place.names.items())


def own_level(places: list[Place], text: str) -> str:
    """Return the level of the government that reports: town, county, city or province, or empty."""
    votes = Counter(place.level for place in places)
    if votes:
        return max(votes, key=lambda level: (votes[level], -LEVELS.index(level)))
    if "代表国务院" in text[:1000]:
        return ""
    words = {
        "town": "全镇|我镇|全乡|我乡|全街道|我街道|该镇|该乡|镇党委|乡党委",
        "county": "全县|我县|全区|我区|全旗|我旗",
        "city": "全市|我市|全州|我州|全盟",
    }
    counts = {level: len(re.findall(pattern, text)) for level, pattern in words.items()}
    best = max(counts, key=lambda level: counts[level])
    return best if counts[best] >= 3 or best == "town" and counts[best] else ""


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
    ends = suffixes(rules, level) if level != "city" else "市|自治州|盟|地区"
    counts: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    first: dict[str, re.Match] = {}
    verbs = "实现|推动|推进|建设|谱写|书写|开创|打造|繁荣|加快|促进"
    boundary = rf"(?:[为，]?(?:{verbs})|^|[^\u4e00-\u9fff]|[在是为于到对使把让评获向与和的县区市旗])"
    for m in re.finditer(rf"{boundary}(?P<name>{HAN}{{2,4}}?(?:{ends}))(?!长|委|场|民|容|政|级|域|区)", text):
        if is_name(rules, m["name"]) and is_known(rules, m["name"], level):
            counts[m["name"]] += 1
            first.setdefault(m["name"], m)
        elif is_name(rules, m["name"]):
            unknown[m["name"]] += 1
    if not counts:
        return None
    if (
        level == "town"
    ):  # also behind words that are no boundary; a town that the table does not have may be meant
        counts = Counter({name: text.count(name) for name in sorted(counts)})
        if max((text.count(name) for name in unknown), default=0) >= max(counts.values()):
            return None
    name, n = counts.most_common(1)[0]
    rest = sum(counts.values()) - n
    early = level == "town" and n >= 2 and name in text[:HEADING]  # a short account names its town at once
    if n > rest and (n >= 3 or early or name in text[-300:]):
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
        if name[0] in "全省国市县":
            continue
        level = next((level for level in ("province", "city", "county") if is_known(rules, name, level)), "")
        if level:
            found.setdefault(level, (name, m.start("name"), m.end("name"), "honour"))
    return found


def _county_from_body(rules: Rules, text: str, told: dict) -> dict[str, tuple[str, int, int, str]]:
    """The county that leads the town (县委, 区委, or 市委 of a county-level city), where the text keeps naming it."""
    if "county" in told:
        return {}
    led = _LED_BY.search(text)
    if led and is_known(rules, led["name"], "county"):
        return {"county": (led["name"], led.start("name"), led.end("name"), "led_by")}
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
        if not is_known(rules, m["name"], "county") or TRAVEL.search(
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


# 在台山市委、市政府的领导下 names who leads the town, if the table has it as a county.
_LED_BY = re.compile(
    rf"(?:在|按照)(?P<name>(?!我|全|本){HAN}{{1,3}}[县市区旗])(?:委|人民政府|政府)[^。；]{{0,24}}(?:领导|关心|支持|指导|部署|要求)"
)


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
