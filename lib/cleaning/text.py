"""Applies the cleaning rules to a text, in the order in which one lays bare what the next one looks for."""

import html
import re
import unicodedata
from collections.abc import Callable, Collection
from functools import partial

from lib.cleaning.edits import CleanText, Edit, chained, edited
from lib.cleaning.line_breaks import line_break_edits
from lib.cleaning.page_noise import inline_noise_edits, noise_edits
from lib.rules import Rules

RULES = (
    "escape",  # &nbsp; \r\n <U+00A0> written out as text
    "invisible",  # zero-width and control characters
    "unreadable",  # U+FFFD, private-use characters, ??? where a character was lost
    "width",  # full-width digits, letters and per-cent signs; compatibility characters
    "conversion_artifact",  # marks of a converter, and a text that its crawler kept twice
    "watermark",
    "page_chrome",
    "page_metadata",
    "site_notice",
    "page_number",
    "note_mark",  # [1] behind a word that a note explains
    "line_break",  # blank lines, indents, trailing spaces, \r\n
    "hard_wrap",  # a line break inside a paragraph, a word or a number
    "stray_space",
)
# One pass mends what the pass before it laid bare; deeper nesting than this does not occur in texts people write.
MOST_PASSES = 8
LOST = "□"  # the sign for a character that cannot be read any more

ESCAPE = re.compile(
    r"(?:\\r\\n|\\n|\\r|\\t)|&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});|<U\+([0-9A-Fa-f]{4,5})>"
)
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+"
)
UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd]|\\?{2,}|(?<=[。；！])\\?(?=[ \t\u3000]*(?:[\n\r]|\\Z))")
WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋]+|(?<=[0-9０-９])[．](?=[0-9０-９])|[\u2f00-\u2fdf\uf900-\ufaff]+")
NOTE_MARK = re.compile(r"(?<![^\S\n\r])[^\S\n\r]*[\[〔［][^\S\n\r]?(\d{1,3})[^\S\n\r]?[\]〕］]")
# 财政收入¹41.3亿元, as readers of Word, PDF and web pages write raised figures; m² and 10⁸ are none.
RAISED_MARK = re.compile(r"(?<=[^\sA-Za-z0-9米里])[\[(（〔［]?[⁰¹²³⁴-⁹][⁰¹²³⁴-⁹,，]*[\])）〕］]?")
SPACES = re.compile(r"[^\S\n\r]+")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇○]")


def clean(rules: Rules, raw: str, only: Collection[str] | None = None) -> CleanText:
    """Return the clean text of a report with the edits that made it, each naming its rule.

    Every raw character is either kept or covered by exactly one edit, and cleaning a clean text changes nothing.

    raw: the text as found. only: the rules to apply, a subset of RULES; all by default. Raises ValueError for an
    unknown rule.
    """
    active = frozenset(RULES if only is None else only)
    if unknown := active - set(RULES):
        raise ValueError(f"no such cleaning rule: {', '.join(sorted(unknown))}; there are {', '.join(RULES)}")
    edits: list[Edit] = []
    text = raw
    for _ in range(MOST_PASSES):
        before = text
        for find in _steps(rules, active):
            if found := [edit for edit in find(text) if edit.rule in active]:
                edits = chained(edits, found)
                text = edited(text, found).text
        if text == before:
            break
    return edited(raw, [edit for edit in edits if raw[edit.start : edit.end] != edit.replacement])


def _steps(rules: Rules, active: frozenset[str]) -> list[Callable[[str], list[Edit]]]:
    """The finders of edits, in the order in which one lays bare what the next one looks for."""

    def breaks(text: str) -> list[Edit]:
        return line_break_edits(text, joining="hard_wrap" in active, tidying="line_break" in active)

    return [
        escape_edits,
        invisible_edits,
        unreadable_edits,
        width_edits,
        partial(inline_noise_edits, rules),
        partial(noise_edits, rules),
        note_mark_edits,
        breaks,
        space_edits,
    ]


def escape_edits(text: str) -> list[Edit]:
    """Return the edits that turn escapes written out as text into the characters they stand for."""
    return [
        Edit(*match.span(), "escape", readable)
        for match in ESCAPE.finditer(text)
        if (readable := _unescaped(match)) != match.group()
    ]


def _unescaped(match: re.Match) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if not 0xD800 <= code <= 0xDFFF else ""
    if match.group().startswith("\\"):
        return "\t" if match.group() == "\\t" else "\n"
    return html.unescape(match.group())


def invisible_edits(text: str) -> list[Edit]:
    """Return the edits that take out characters without ink or width."""
    return [Edit(*match.span(), "invisible", "") for match in INVISIBLE.finditer(text)]


def unreadable_edits(text: str) -> list[Edit]:
    """Return the edits that mark lost characters inside words and numbers as □ and drop them elsewhere.

    A private-use character between digits once was a point or a colon (14\\ue01062‰ was 14.62‰): dropping it would
    make a number of 1462, so it is marked. A run of ? is what is left of characters whose encoding was lost: three to
    a Chinese character, two to a space; one behind a stop at the end of a line is a lost blank.
    """
    edits = []
    for match in UNREADABLE.finditer(text):
        start, end = match.span()
        inside = start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()
        length = end - start
        if match.group() == "?":
            edits.append(Edit(start, end, "unreadable", ""))
        elif text[start] == "?":
            sign = LOST * (length // 3) if length % 3 == 0 else " "
            edits.append(Edit(start, end, "unreadable", sign if inside else " "))
        else:
            edits.append(Edit(start, end, "unreadable", LOST if inside else ""))
    return edits


def width_edits(text: str) -> list[Edit]:
    """Return the edits that make full-width digits, letters and % half-width, and compatibility forms ordinary."""
    edits = [(m.span(), unicodedata.normalize("NFKC", m.group())) for m in WIDE.finditer(text)]
    return [Edit(*span, "width", plain) for span, plain in edits if plain != text[slice(*span)]]


def note_mark_edits(text: str) -> list[Edit]:
    """Return the edits that take out the marks of notes: raised figures, and [1] where a text numbers two or more upwards.

    国发〔2022〕2号 is a document number and stays: marks are counted from 1.
    """
    raised = [Edit(*match.span(), "note_mark", "") for match in RAISED_MARK.finditer(text)]
    return sorted(raised + _marks_in_brackets(text))


def _marks_in_brackets(text: str) -> list[Edit]:
    marks = [match for match in NOTE_MARK.finditer(text) if match.start() and text[match.start() - 1] != "\n"]
    numbers = {int(match[1]) for match in marks}
    if not {1, 2} <= numbers or max(numbers) > 3 * len(numbers):
        return []
    return [Edit(*match.span(), "note_mark", "") for match in marks]


def space_edits(text: str) -> list[Edit]:
    """Return the edits that take stray spaces out of each line, leaving one where it parts words of a title."""
    edits = []
    for line in re.finditer(r"[^\n\r]+", text):
        if not line.group().isspace():
            edits += _line_space_edits(line.group(), line.start())
    return edits


def _line_space_edits(line: str, offset: int) -> list[Edit]:
    gaps = [match.span() for match in SPACES.finditer(line) if 0 < match.start() and match.end() < len(line)]
    is_prose = bool(re.search(r"[，,。；;！!？?]", line))
    edits = []
    for i, (start, end) in enumerate(gaps):
        token_before = line[gaps[i - 1][1] if i else 0 : start]
        token_after = line[end : gaps[i + 1][0] if i + 1 < len(gaps) else len(line)]
        replacement = " " if _space_stays(line, start, token_before, token_after, is_prose) else ""
        if line[start:end] != replacement:
            edits.append(Edit(offset + start, offset + end, "stray_space", replacement))
    return edits


def _space_stays(line: str, start: int, before: str, after: str, is_prose: bool) -> bool:
    """Whether a gap parts words: in a title, before a name, between Latin words or numbers; never inside prose."""
    left, right = before[-1], after[0]
    if start == len(before) and LIST_NUMBER.fullmatch(before) and right.isdigit():
        return True  # 1. 2.5亿元 must not become 1.2.5亿元
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return True  # 5 9亿元 has lost its point: it must not become 59
    if not (HAN.match(left) or left in CLOSING_QUOTES) or not HAN.match(right):
        return False
    if len(before) == 1 and len(after.rstrip("：:")) == 1:
        return _parts_office_and_name(line, start)  # 镇 长 李 明, but not 政 府 工 作 报 告 or 薛  奇
    heading_before = start <= 40 and not re.search(r"[，,。；;！!？?：:]", line[:start])
    return heading_before and (
        not is_prose or start >= 4 and len(line) > 60 and bool(HEADING_MARK.match(line))
    )


def _parts_office_and_name(line: str, start: int) -> bool:
    """Whether a line set wide throughout ends with an office in front of the gap and a name behind it."""
    if len(line) - start > LONGEST_NAME_SET_WIDE:
        return False
    office = line[max(0, start - LONGEST_NAME_SET_WIDE) : start]
    return bool(OFFICE_SET_WIDE.search(office) and NAME_SET_WIDE.fullmatch(line[start:]))


LIST_NUMBER = re.compile(r"[0-9]{1,2}[.．]")
LONGEST_NAME_SET_WIDE = 12
OFFICE_SET_WIDE = re.compile(r"(?:[省市县区州旗盟乡镇]\s*长|主\s*任|书\s*记)$")
NAME_SET_WIDE = re.compile(r"(?:\s+[\u4e00-\u9fff]){2,3}")
CLOSING_QUOTES = "”’》」』）)】"
HEADING_MARK = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]")
