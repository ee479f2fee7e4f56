"""Applies the cleaning rules to a text, in the order in which one lays bare what the next one looks for."""

import re
from collections.abc import Callable, Collection
from functools import partial

from lib.cleaning.characters import (
    escape_edits,
    invisible_edits,
    private_use_edits,
    radical_edits,
    script_edits,
    unreadable_edits,
    width_edits,
)
from lib.cleaning.edits import CleanText, Edit, chained, edited
from lib.cleaning.line_breaks import line_break_edits
from lib.cleaning.misprints import number_edits, overprint_edits, stop_edits
from lib.cleaning.page_noise import inline_noise_edits, noise_edits
from lib.rules import Rules, numerals, pattern

RULES = (
    "escape",  # &nbsp; \r\n <U+00A0> written out as text
    "invisible",  # zero-width and control characters
    "unreadable",  # U+FFFD, private-use characters, ??? where a character was lost
    "private_use",  # private-use characters between digits that the report shows to be points or ratio signs
    "width",  # digits of other scripts, full-width letters and per-cent signs; compatibility characters
    "radical",  # radicals that stand for the character they look like
    "script",  # traditional script
    "overprint",  # lines in which every letter is printed twice
    "point",  # a stop typed for a decimal point
    "stop",  # a point typed for a stop
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
# One pass mends what the pass before it laid bare: two or three do for a report; a list that is kept twenty times, each line short, takes a pass a line.
MOST_PASSES = 60
# [1] or 〔2〕 behind a word; ① there only where a figure or a mark follows, since it may open an item of a list
NOTE_MARK = re.compile(
    r"[\[〔［][^\S\n\r]?([0-9]{1,3})[^\S\n\r]?[\]〕］]|([①-⑳])(?<=[\u4e00-\u9fff”》].)(?=[0-9，。；、）)])"
)
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
    text, steps = raw, _steps(rules, active)
    idle = 0  # steps in a row that left the text as it is now
    for find in steps * MOST_PASSES:
        before = text
        if found := [edit for edit in find(text) if edit.rule in active]:
            edits = chained(edits, found)
            text = edited(text, found).text
        idle = idle + 1 if text == before else 0
        if idle == len(steps):
            break
    return edited(raw, [edit for edit in edits if raw[edit.start : edit.end] != edit.replacement])


def _steps(rules: Rules, active: frozenset[str]) -> list[Callable[[str], list[Edit]]]:
    """The finders of edits, in the order in which one lays bare what the next one looks for."""

    def breaks(text: str) -> list[Edit]:
        """Return the edits at line ends, of those rules that are asked for."""
        return line_break_edits(rules, text, joining="hard_wrap" in active, tidying="line_break" in active)

    return [
        escape_edits,
        invisible_edits,
        width_edits,
        private_use_edits,
        unreadable_edits,
        partial(radical_edits, rules),
        partial(script_edits, rules),
        overprint_edits,
        partial(inline_noise_edits, rules),
        partial(noise_edits, rules),
        note_mark_edits,
        breaks,
        partial(number_edits, rules),
        partial(space_edits, rules),
        partial(stop_edits, rules),
    ]


def note_mark_edits(text: str) -> list[Edit]:
    """Return the edits that take out the marks of notes, [1] or ①, where a text numbers at least two of them upwards.

    国发〔2022〕2号 is a document number and stays: marks are counted from 1.
    """
    marks = [match for match in NOTE_MARK.finditer(text) if match.start() and text[match.start() - 1] != "\n"]
    numbers = {int(match[1]) if match[1] else ord(match[2]) - ord("①") + 1 for match in marks}
    if not {1, 2} <= numbers or max(numbers) > 3 * len(numbers):
        return []
    return [Edit(_blanks_before(text, match.start()), match.end(), "note_mark", "") for match in marks]


def _blanks_before(text: str, at: int) -> int:
    """Return where the blanks begin that stand before an offset on its line."""
    while at and text[at - 1].isspace() and text[at - 1] not in "\n\r":
        at -= 1
    return at


def space_edits(rules: Rules, text: str) -> list[Edit]:
    """Return the edits that take stray spaces out of each line, leaving one where it parts words of a title."""
    edits = []
    for line in re.finditer(r"[^\n\r]+", text):
        if not line.group().isspace():
            edits += _line_space_edits(rules, line.group(), line.start())
    return edits


def _line_space_edits(rules: Rules, line: str, offset: int) -> list[Edit]:
    gaps = [match.span() for match in SPACES.finditer(line) if 0 < match.start() and match.end() < len(line)]
    is_prose = bool(re.search(r"[，,。；;！!？?]", line))
    edits = []
    for i, (start, end) in enumerate(gaps):
        token_before = line[gaps[i - 1][1] if i else 0 : start]
        token_after = line[end : gaps[i + 1][0] if i + 1 < len(gaps) else len(line)]
        replacement = " " if _space_stays(rules, line, start, token_before, token_after, is_prose) else ""
        if line[start:end] != replacement:
            edits.append(Edit(offset + start, offset + end, "stray_space", replacement))
    return edits


def _space_stays(rules: Rules, line: str, start: int, before: str, after: str, is_prose: bool) -> bool:
    """Whether a gap parts words: in a title, before a name, between Latin words or numbers; never inside prose."""
    left, right = before[-1], after[0]
    if start == len(before) and LIST_NUMBER.fullmatch(before) and right.isdigit():
        return True  # 1. 2.5亿元 must not become 1.2.5亿元
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return True  # 5 9亿元 has lost its point: it must not become 59
    if not (HAN.match(left) or left in CLOSING_QUOTES) or not HAN.match(right):
        return False
    if len(before) == 1 and len(after.rstrip("：:")) == 1:
        return _parts_office_and_name(rules, line, start)  # 镇 长 李 明, but not 政 府 工 作 报 告 or 薛  奇
    heading_before = start <= 40 and not re.search(r"[，,。；;！!？?：:]", line[:start])
    return heading_before and (
        not is_prose or start >= 4 and len(line) > 60 and bool(HEADING_MARK.match(line))
    )


def _parts_office_and_name(rules: Rules, line: str, start: int) -> bool:
    """Whether a line set wide throughout ends with an office in front of the gap and a name behind it."""
    if len(line) - start > LONGEST_NAME_SET_WIDE:
        return False
    office = line[max(0, start - LONGEST_NAME_SET_WIDE) : start]
    return bool(pattern(rules, "office_set_wide").search(office) and NAME_SET_WIDE.fullmatch(line[start:]))


LIST_NUMBER = re.compile(r"[0-9]{1,2}[.．]")
LONGEST_NAME_SET_WIDE = 12
NAME_SET_WIDE = re.compile(r"(?:\s+[\u4e00-\u9fff]){2,3}")
CLOSING_QUOTES = "”’》」』）)】"
HEADING_MARK = re.compile(rf"[（(]?[{numerals.COUNTING}0-9]{{1,3}}[）)、．.]")
