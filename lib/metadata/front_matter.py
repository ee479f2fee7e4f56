"""What stands above the first paragraph: title, date, meeting, speaker; and what kind of document it is."""

import re
from typing import NamedTuple

from lib.metadata.dates import NUMERAL, DateFound, find_dates
from lib.metadata.patterns import pattern
from lib.rules import Rules, compiled, patterns

MOST_FRONT_LINES = 14
ACCOUNT = 500  # characters in which an account of the meeting names who reported
LONGEST_FRONT_LINE = 70  # a longer line with a full stop is prose


class Found(NamedTuple):
    """A value with the span it was read from and the rule that read it."""

    value: str
    start: int
    end: int
    rule: str


def front_matter_end(rules: Rules, text: str) -> int:
    """Return where the report's first paragraph begins: behind title, date, meeting and speaker."""
    at = 0
    for line in text.split("\n")[:MOST_FRONT_LINES]:
        if pattern(rules, "first_paragraph").match(line):
            break
        if glued := pattern(rules, "before_salutation").search(line):
            return at + glued.end()
        if len(line) > LONGEST_FRONT_LINE or (len(line) > 25 and line.endswith("。")):
            # no line breaks at all: 政府工作报告——…会议上县长张三各位代表：
            salutation = pattern(rules, "salutation").search(line[:200])
            return at + salutation.start() if salutation else at
        at += len(line) + 1
    return min(at, len(text))


def front_lines(text: str, front_end: int) -> list[tuple[int, str]]:
    """Return (offset, line) of the lines of the front matter."""
    lines, at = [], 0
    for line in text[:front_end].split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return [(start, line) for start, line in lines if line]


@compiled
def title_kinds(rules: Rules) -> re.Pattern:
    """Return the pattern of words that name a kind of document in a title (document_types.csv)."""
    return re.compile(
        "|".join(r["title_pattern"] for r in rules.table("document_types") if r["title_pattern"])
    )


def read_title(rules: Rules, text: str, front_end: int) -> Found | None:
    """Return the report's own title: the last line of the front matter that names a kind of document."""
    kinds = title_kinds(rules)
    titles = []
    for start, line in front_lines(text, front_end):
        bare = re.sub(r"\s", "", line)
        head = pattern(rules, "behind_title").split(bare, maxsplit=1)[0] if len(bare) > 24 else bare
        told = head or bare
        if (
            kinds.search(told)
            and not pattern(rules, "no_title").search(told)
            and len(bare) <= LONGEST_FRONT_LINE
        ):
            shown = line.strip(" 　《》—-－─")
            cut = pattern(rules, "title_alone").match(shown)
            value = cut.group() if cut else shown
            at = start + line.index(value)
            titles.append(Found(value, at, at + len(value), "title_line"))
    return titles[-1] if titles else None


def read_document_type(rules: Rules, title: str, text: str) -> str:
    """Return the id of the kind of document (document_types.csv) that the title, or else the opening, tells."""
    rows = rules.table("document_types")
    bare = re.sub(r"\s", "", title)
    by_title = next(
        (r["id"] for r in rows if r["title_pattern"] and re.search(r["title_pattern"], bare)), None
    )
    by_opening = next(
        (r["id"] for r in rows if r["opening_pattern"] and re.search(r["opening_pattern"], text[:400])), None
    )
    if by_title in (None, "work_report"):
        return by_opening or by_title or "other"
    return by_title


def read_delivery_date(rules: Rules, text: str, front_end: int) -> DateFound | None:
    """Return the date of the meeting: in the front matter, or signed below the text."""
    best: tuple[int, DateFound] | None = None
    for start, line in front_lines(text, front_end):
        if pattern(rules, "other_date").match(line) or pattern(rules, "press").search(line):
            continue
        bonus = 2 if pattern(rules, "meeting_line").search(line) else 0
        for date in find_dates(line):
            bare = re.sub(r"[\s（()）—\-－─]", "", line)
            score = (
                bonus + (1 if len(bare) <= date.end - date.start + 4 else 0) + (1 if not date.damaged else 0)
            )
            if best is None or score > best[0]:
                best = score, date._replace(start=start + date.start, end=start + date.end)
    return best[1] if best else _signed_date(text)


def read_press_date(rules: Rules, text: str, front_end: int) -> Found | None:
    """Return the date of the newspaper that gives an account of the report: 江汉晨报 2020年01月08日 第06版."""
    for start, line in front_lines(text, front_end):
        dates = find_dates(line) if pattern(rules, "press").search(line) else []
        if dates and dates[0].iso and not dates[0].damaged:
            return Found(dates[0].iso, start + dates[0].start, start + dates[0].end, "press_line")
    return None


def _signed_date(text: str) -> DateFound | None:
    tail = text.rstrip()[-80:]
    offset = len(text.rstrip()) - len(tail)
    for line in re.finditer(r"(?<=\n)[^\n]{6,40}$", tail):
        dates = [d for d in find_dates(line.group()) if not d.damaged]
        if dates and len(line.group()) - dates[-1].end <= 2:
            shift = offset + line.start()
            return dates[-1]._replace(start=shift + dates[-1].start, end=shift + dates[-1].end)
    return None


def read_congress(rules: Rules, text: str, front_end: int) -> tuple[Found | None, tuple[int, int] | None]:
    """Return the meeting as far as it stands in the front matter, and the span of a number lost from it."""
    meetings = list(pattern(rules, "meeting").finditer(text[:front_end]))
    if not meetings:
        return None, None
    m = max(
        meetings,
        key=lambda m: (
            bool(pattern(rules, "assembly_in_full").search(m["body"])),
            bool(m["sitting"]),
            -m.start(),
        ),
    )
    parts = {name: re.sub(r"\s", "", m[name] or "") for name in ("term", "body", "sitting")}
    lost = [
        name for name in ("term", "sitting") if parts[name] and not re.search(f"[{NUMERAL}]", parts[name])
    ]
    value = "".join(text for name, text in parts.items() if name not in lost)
    end = m.start("sitting") if "sitting" in lost else m.end()
    known = len(lost) < 2 and ("term" not in lost or parts["sitting"])
    return (Found(value, m.start(), end, "meeting") if known else None), (m.span(lost[0]) if lost else None)


@compiled
def _offices(rules: Rules) -> str:
    offices = sorted((r["office"] for r in rules.table("offices")), key=len, reverse=True)
    return (
        "(?:"
        + "|".join(r"\s?".join(office) for office in offices)
        + f")(?:{pattern(rules, 'candidate').pattern})?"
    )


@compiled
def _surnames(rules: Rules) -> tuple[str, ...]:
    return tuple(r["surname"] for r in rules.table("surnames"))


NAME = r"[\u4e00-\u9fff](?:[ \t]{0,4}[\u4e00-\u9fff]){1,3}?|[\u4e00-\u9fff]{1,6}(?:[·•・．][\u4e00-\u9fff]{1,8}){1,3}"


def read_speaker(rules: Rules, text: str, front_end: int) -> tuple[Found | None, tuple[int, int] | None]:
    """Return who delivered the report (speaker_cues.csv), and the span of a name hidden by signs (李某某, ×××, **)."""
    hidden = _hidden_speaker(rules).search(text, 0, front_end)
    if hidden:
        return None, hidden.span("name")
    for rule, cue, within, by_surname in _speaker_cues(rules):
        reach = front_end if within == "front" else ACCOUNT
        for m in cue.finditer(text[:reach]):
            bare = re.sub(r"\s", "", m["name"])
            if _is_person(rules, bare) if by_surname else not pattern(rules, "no_speaker").search(bare):
                return Found(bare, m.start("name"), m.end("name"), rule), None
    return None, None


def _behind(rules: Rules) -> str:
    return pattern(rules, "behind_speaker").pattern


@compiled
def _hidden_speaker(rules: Rules) -> re.Pattern:
    name = rf"[\u4e00-\u9fff]?(?:{pattern(rules, 'MASK').pattern})"
    return re.compile(rf"{_offices(rules)}[ \t]*[:：]?\s*(?P<name>{name}){_behind(rules)}")


@compiled
def _speaker_cues(rules: Rules) -> list[tuple[str, re.Pattern, str, bool]]:
    """(rule, pattern, reach, whether a surname must begin the name) of speaker_cues.csv."""
    heads = "|".join(row["office"] for row in rules.table("offices") if row["level"])
    signs = {
        "NAME": f"(?P<name>{NAME})",
        "OFFICE": _offices(rules),
        "HEAD": f"(?:{heads})",
        "BEHIND": _behind(rules),
    }
    cues = []
    for row in rules.table("speaker_cues"):
        cue = re.compile(patterns.filled(row["pattern"], signs))
        cues.append((row["rule"], cue, row["reach"], row["surname"] == "yes"))
    return cues


def _is_person(rules: Rules, bare: str) -> bool:
    """Whether a word by itself is a person's name: it begins with a surname, or is parted by a dot."""
    parted = re.search("[·•・．]", bare) is not None
    return not pattern(rules, "no_speaker").search(bare) and (
        parted or (len(bare) <= 4 and bare.startswith(_surnames(rules)))
    )
