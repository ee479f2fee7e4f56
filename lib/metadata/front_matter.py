"""What stands above the first paragraph: title, date, meeting, speaker; and what kind of document it is."""

import re
from typing import NamedTuple

from lib.metadata.dates import NUMERAL, DateFound, find_dates
from lib.metadata.places import MASK
from lib.rules import Rules, compiled

MOST_FRONT_LINES = 14
ACCOUNT = 500  # characters in which an account of the meeting names who reported
LONGEST_FRONT_LINE = 70  # a longer line with a full stop is prose
OPENING = re.compile(
    r"(?:尊敬的)?(?:各位(?:代表|同志|领导|委员|来宾|父老|乡亲|干部|村)|同志们|代表们|主席团|女士们)|现在[，,]|我(?:受|代表)|受.{0,20}委托|[一1][、．.]|第一部分|[（(]一[）)]|目\s*录\s*$"
)
SALUTATION = re.compile(r"(?:尊敬的)?各位(?:代表|同志|领导)[^。\n]{0,8}[:：,，!！]")


PRESS = re.compile(r"第\s*[A-Z]?[0-9]+\s*版|记者|通讯员")


class Found(NamedTuple):
    """A value with the span it was read from and the rule that read it."""

    value: str
    start: int
    end: int
    rule: str


def front_matter_end(text: str) -> int:
    """Return where the report's first paragraph begins: behind title, date, meeting and speaker."""
    at = 0
    for line in text.split("\n")[:MOST_FRONT_LINES]:
        if OPENING.match(line):
            break
        if glued := re.search(
            r"会议上.{0,20}?(?=各位)", line
        ):  # …在某乡第八届人民代表大会第五次会议上 各位代表:
            return at + glued.end()
        if len(line) > LONGEST_FRONT_LINE or (len(line) > 25 and line.endswith("。")):
            salutation = SALUTATION.search(
                line[:200]
            )  # no line breaks at all: 政府工作报告——…会议上县长张三各位代表：
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
        head = re.split(r"[—（(]|20[0-9][0-9]年[0-9]", bare, maxsplit=1)[0] if len(bare) > 24 else bare
        if (
            kinds.search(head or bare)
            and not re.search(r"[。；;]|会议上(?!的)|^[（(]", head or bare)
            and len(bare) <= LONGEST_FRONT_LINE
        ):
            shown = line.strip(" 　《》—-－─")
            cut = re.match(
                r".*?(?:报告|总结|计划|打算|安排|要点)(?=\s*(?:[—（(]|20[0-9][0-9]年[0-9]))", shown
            )
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


def read_delivery_date(text: str, front_end: int) -> DateFound | None:
    """Return the date of the meeting: in the front matter, or signed below the text."""
    best: tuple[int, DateFound] | None = None
    for start, line in front_lines(text, front_end):
        if re.match(r".{0,4}(?:发布|时间|日期|来源)", line) or PRESS.search(line):
            continue
        bonus = 2 if re.search(r"会议上|届|^[—\-－─]|在.{2,20}上", line) else 0
        for date in find_dates(line):
            bare = re.sub(r"[\s（()）—\-－─]", "", line)
            score = (
                bonus + (1 if len(bare) <= date.end - date.start + 4 else 0) + (1 if not date.damaged else 0)
            )
            if best is None or score > best[0]:
                best = score, date._replace(start=start + date.start, end=start + date.end)
    return best[1] if best else _signed_date(text)


def read_press_date(text: str, front_end: int) -> Found | None:
    """Return the date of the newspaper that gives an account of the report: 江汉晨报 2020年01月08日 第06版."""
    for start, line in front_lines(text, front_end):
        dates = find_dates(line) if PRESS.search(line) else []
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


_COUNT = rf"[{NUMERAL}\s]*[xX×＊*]*"
MEETING = re.compile(
    rf"(?P<term>第?{_COUNT}\s*届)\s*(?P<body>(?:全国)?(?:(?:人\s*民|居\s*民)\s*)?代\s*表\s*大\s*会|人\s*大)\s*"
    rf"(?P<sitting>第{_COUNT}\s*次\s*(?:全\s*体\s*)?会\s*议|[{NUMERAL}]+次\s*(?:全体)?会议)?"
)


def read_congress(text: str, front_end: int) -> tuple[Found | None, tuple[int, int] | None]:
    """Return the meeting as far as it stands in the front matter, and the span of a number lost from it."""
    meetings = list(MEETING.finditer(text[:front_end]))
    if not meetings:
        return None, None
    # Above the title may stand the file's own header, 市二届人大四次会议文件（十）: the full name wins.
    m = max(meetings, key=lambda m: ("表" in m["body"], bool(m["sitting"]), -m.start()))
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
    return "(?:" + "|".join(r"\s?".join(office) for office in offices) + ")(?:候选人)?"


@compiled
def _surnames(rules: Rules) -> tuple[str, ...]:
    return tuple(r["surname"] for r in rules.table("surnames"))


NAME = r"[\u4e00-\u9fff](?:[ \t]{0,4}[\u4e00-\u9fff]){1,3}?|[\u4e00-\u9fff]{1,6}(?:[·•・．][\u4e00-\u9fff]{1,8}){1,3}"
BEHIND = r"(?=[ \t]*(?:同志)?[ \t]*(?:\n|$|[）)（(]|(?:19|20)[0-9]{2}|二[〇○零]|[在作做向]))"
NO_PERSON = re.compile(
    r"^[在向作做受]|会上|[镇乡村县]$|街道|候选|报告|会议|政府|代表|同志|人大|大会|工作|目录|打印|办公|届|各位|摘|全文|委员|党委|书记|[镇乡市县区]长|字号|下载"
)


def read_speaker(rules: Rules, text: str, front_end: int) -> tuple[Found | None, tuple[int, int] | None]:
    """Return who delivered the report (speaker_cues.csv), and the span of a name hidden by signs (李某某, ×××, **)."""
    hidden = _hidden_speaker(rules).search(text, 0, front_end)
    if hidden:
        return None, hidden.span("name")
    for rule, pattern, within, by_surname in _speaker_cues(rules):
        reach = front_end if within == "front" else ACCOUNT
        for m in pattern.finditer(text[:reach]):
            bare = re.sub(r"\s", "", m["name"])
            if _is_person(rules, bare) if by_surname else not NO_PERSON.search(bare):
                return Found(bare, m.start("name"), m.end("name"), rule), None
    return None, None


@compiled
def _hidden_speaker(rules: Rules) -> re.Pattern:
    return re.compile(rf"{_offices(rules)}[ \t]*[:：]?\s*(?P<name>[\u4e00-\u9fff]?{MASK}){BEHIND}")


@compiled
def _speaker_cues(rules: Rules) -> list[tuple[str, re.Pattern, str, bool]]:
    """(rule, pattern, reach, whether a surname must begin the name) of speaker_cues.csv."""
    heads = "|".join(row["office"] for row in rules.table("offices") if row["level"])
    signs = {"NAME": f"(?P<name>{NAME})", "OFFICE": _offices(rules), "HEAD": f"(?:{heads})", "BEHIND": BEHIND}
    cues = []
    for row in rules.table("speaker_cues"):
        pattern = re.sub("|".join(signs), lambda sign: signs[sign.group()], row["pattern"])
        cues.append((row["rule"], re.compile(pattern), row["reach"], row["surname"] == "yes"))
    return cues


def _is_person(rules: Rules, bare: str) -> bool:
    """Whether a word by itself is a person's name: it begins with a surname, or is parted by a dot."""
    parted = re.search("[·•・．]", bare) is not None
    return not NO_PERSON.search(bare) and (parted or (len(bare) <= 4 and bare.startswith(_surnames(rules))))
