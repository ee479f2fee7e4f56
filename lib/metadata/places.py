"""Where a text names whose report it is: in its front matter, in its salutation, in its first sentences, in its body."""

import re
from collections import Counter
from typing import NamedTuple

from lib.metadata.dates import NUMERAL
from lib.metadata.patterns import HAN, pattern, with_ends
from lib.metadata.place_names import CITY, LEVELS, is_known, is_name, parse, suffixes
from lib.rules import Rules, compiled, patterns

_LEADERS = "县旗区"  # what leads a town, each surer than a 市, which may be the city above
_NO_PROVINCE = "特别行政区"  # in the column kind of provinces.csv
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


def find_places(rules: Rules, text: str, front_end: int, title, publisher) -> list[Place]:
    """Return where the text names whose report it is, the surest first.

    text: clean text; front_end: where its first paragraph begins; title and publisher: value, start,
    end and rule as read, or None.
    """
    reach = {"front": front_end, "heading": max(front_end, HEADING), "opening": front_end + OPENING}
    found = []
    for rule, cue, within, in_prose in _cues(rules):
        matches = list(cue.finditer(text, 0, reach.get(within, len(text))))
        in_place = pattern(rules, "in_place")
        for m in sorted(
            matches, key=lambda m: not in_place.search(text, max(0, m.start() - 1), m.end("path"))
        ):
            place = _place(rules, m["path"], m.start("path"), rule)
            if place and (not in_prose or _is_believed(rules, place, text)):
                found.append(place)
    for named in filter(None, (publisher, title)):
        m = pattern(rules, "first_name").match(named.value)
        rule = named.rule if named is title else "publisher"
        if m and (place := _place(rules, m["path"], m.start("path"), rule)):
            found.append(place._replace(start=named.start + place.start, end=named.start + place.end))
    return found


@compiled
def _cues(rules: Rules) -> list[tuple[str, re.Pattern, str, bool]]:
    """(rule, pattern, reach, whether any words may stand in the place's stead) of place_cues.csv."""
    office = "|".join(row["office"] for row in rules.table("offices") if row["level"])
    signs = {
        # One character a step: a run of signs (○○○○○○) read in fours, threes or ones has millions of readings.
        "PATH": rf"(?P<path>(?:{HAN}|{pattern(rules, 'HIDES').pattern}| )" + "{1,40}?)",
        "NUMERAL": NUMERAL,
        "OFFICE": f"(?:{office})",
    }
    cues = []
    for row in rules.table("place_cues"):
        cue = re.compile(patterns.filled(row["pattern"], signs))
        cues.append((row["rule"], cue, row["reach"], row["prose"] == "yes"))
    return cues


def _place(rules: Rules, path: str, start: int, rule: str) -> Place | None:
    lead = pattern(rules, "before_place").match(path)
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


def read_places(
    rules: Rules, places: list[Place], text: str, level: str
) -> dict[str, tuple[str, int, int, str]]:
    """Return, for each level the text tells, (name, start, end, rule).

    A name in front matter, in 我代表…政府, the speaker's office, the publisher or the title is taken as it stands.
    Higher levels are also read from honours (获评淄博市…) and, for the direct superior (在县委…领导下), from a place the
    text keeps returning to; a place visited or supplied (赴杭州市考察, 合肥市的产业政策) is none of them.

    level: that of the government that reports, as own_level() tells it, or "".
    """
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
    counts: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    first: dict[str, re.Match] = {}
    for m in with_ends(rules, "own_name", suffixes(rules, level)).finditer(text):
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


def _honours(rules: Rules, text: str) -> dict[str, tuple[str, int, int, str]]:
    found: dict[str, tuple[str, int, int, str]] = {}
    for m in pattern(rules, "honour").finditer(text):
        name = m["name"]
        if pattern(rules, "no_honour").match(name):
            continue
        level = next((level for level in ("province", "city", "county") if is_known(rules, name, level)), "")
        if level:
            found.setdefault(level, (name, m.start("name"), m.end("name"), "honour"))
    return found


def _county_from_body(rules: Rules, text: str, told: dict) -> dict[str, tuple[str, int, int, str]]:
    """The county that leads the town (县委, 区委, or 市委 of a county-level city), where the text keeps naming it."""
    if "county" in told:
        return {}
    led = pattern(rules, "led_by").search(text)
    if led and is_known(rules, led["name"], "county"):
        return {"county": (led["name"], led.start("name"), led.end("name"), "led_by")}
    leaders = Counter(pattern(rules, "leader").findall(text))
    if not leaders:
        return {}
    suffix = next((s for s in _LEADERS if leaders[s]), CITY)
    counts: Counter[str] = Counter()
    first: dict[str, re.Match] = {}
    for m in with_ends(rules, "county_name", suffix).finditer(text):
        stem = m["name"][:-1]
        before = text[max(0, m.start("name") - 14) : m.start("name")]
        if not is_known(rules, m["name"], "county") or pattern(rules, "travel").search(before):
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
    rows = [row for row in rules.table("provinces") if row["kind"] != _NO_PROVINCE]
    short, full = ("|".join(row[column] for row in rows) for column in ("short", "name"))
    names = {row["short"]: row["name"] for row in rows} | {row["name"]: row["name"] for row in rows}
    return re.compile(
        patterns.filled(pattern(rules, "province_led").pattern, {"SHORT": short, "FULL": full})
    ), names


def _province_from_body(rules: Rules, text: str) -> tuple[str, int, int, str] | None:
    """习近平总书记视察山东…讲话: a report quotes such a speech for its own province; so does 山东省委."""
    quoted, names = _province_pattern(rules)
    m = quoted.search(text)
    if not m:
        return None
    group = "a" if m["a"] else "b"
    return (
        names[m[group]],
        m.start(group),
        m.end(group),
        "leaders_speech" if m["a"] else "province_government",
    )
