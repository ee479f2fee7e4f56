"""Tells line breaks that end a paragraph from those that only end a line, and joins the latter."""

import re
import unicodedata

from lib.cleaning.edits import Edit
from lib.cleaning.page_lines import Line, reads_as_prose, text_lines
from lib.rules import Rules, pattern

ENDS_SENTENCE = tuple("。！？!?…")
# A stop, quotes behind it, and perhaps a remark in brackets: （鼓掌）, (见第4页). OCR and web pages write . for 。 too,
# and OCR reads 。 as o.
TERMINATED = re.compile(
    r"(?:[。！？!?…；;:：.]|(?<=[\u4e00-\u9fff])[oO])[”’」』）)】\]》〉\"']*(?:[（(][^（）()]{1,20}[）)])?$"
)
STARTS_INSIDE = re.compile(r"[，,、。；;：:！!？?）)】》〉”’%％‰]")
STOPS_INSIDE = re.compile(r"[，,、—（(《【“‘]$")
AROUND_BREAK = 60  # characters on either side of a line break; no pattern across one spans more


def line_break_edits(rules: Rules, text: str, joining: bool = True, tidying: bool = True) -> list[Edit]:
    """Return the edits that join hard-wrapped lines and leave one line break between paragraphs.

    joining: also join lines (rule `hard_wrap`); tidying: reduce blank lines, indents, trailing spaces and foreign
    line breaks to one newline (rule `line_break`).
    """
    lines = text_lines(text)
    if not lines:
        return [Edit(0, len(text), "line_break", "")] if text and tidying else []
    width = wrap_width(lines) if joining else None
    edits = [Edit(0, lines[0].start, "line_break", "")] if lines[0].start and tidying else []
    for i in range(len(lines) - 1):
        upper, lower = lines[i], lines[i + 1]
        if joining and is_wrapped(rules, lines, i, width):
            edits.append(Edit(upper.end, lower.start, "hard_wrap", joint(upper.bare, lower.bare)))
        elif tidying and text[upper.end : lower.start] != "\n":
            edits.append(Edit(upper.end, lower.start, "line_break", "\n"))
    if lines[-1].end < len(text) and tidying:
        edits.append(Edit(lines[-1].end, len(text), "line_break", ""))
    return edits


def joint(upper: str, lower: str) -> str:
    """Return what stands between two joined lines: a space between Latin words, otherwise nothing."""
    both_latin = upper[-1:].isascii() and upper[-1:].isalpha() and lower[:1].isascii() and lower[:1].isalpha()
    return " " if both_latin else ""


def cells(text: str) -> int:
    """Return the display width of `text`: 2 for a Chinese character, 1 for a Latin one."""
    widths = "".join(map(unicodedata.east_asian_width, text))  # W, F, A, N, H or Na of each character
    return len(text) + sum(widths.count(wide) for wide in "WFA")


def wrap_width(lines: list[Line]) -> int | None:
    """Return the width, in cells, at which the whole text was wrapped, or None where it was not.

    A wrapped text has many lines that stop inside a sentence, these are all about equally long, and none is longer.
    """
    unfinished = [line.bare for line in lines if len(line.bare) > 10 and not _terminated(line.bare)]
    if len(unfinished) < 8 or len(unfinished) < 0.4 * len(lines):
        return None
    widths, stopped = [cells(line.bare) for line in lines], sorted(map(cells, unfinished))
    width = stopped[int(0.9 * (len(stopped) - 1))]
    full = sum(width - 6 <= cells_ <= width + 6 for cells_ in stopped)
    longer = sum(cells_ > width + 8 for cells_ in widths)
    wrapped = full >= 0.6 * len(stopped) and longer <= 0.05 * len(lines)
    return width if wrapped and NARROWEST_PAGE <= width <= WIDEST_PAGE else None


NARROWEST_PAGE, WIDEST_PAGE = 36, 160  # cells


def _terminated(bare: str) -> bool:
    return bool(TERMINATED.search(bare[-40:]))


def is_wrapped(rules: Rules, lines: list[Line], i: int, width: int | None) -> bool:
    """Return whether the break behind line `i` only ends a line: the paragraph goes on in line `i + 1`.

    width: what wrap_width() found for the whole text.
    """
    upper, lower = lines[i].bare, lines[i + 1].bare
    if STARTS_INSIDE.match(lower) and not upper.endswith(ENDS_SENTENCE):
        return True
    across = f"{upper[-AROUND_BREAK:]}\n{lower[:AROUND_BREAK]}"
    opens = pattern(rules, "opens_line").match(lower)
    if pattern(rules, "quantity_across_lines").search(across) and not opens:
        return len(upper) > 4
    if len(upper) >= 4 and pattern(rules, "number_across_lines").search(across):
        return True
    if pattern(rules, "name_across_lines").search(across):
        return True
    if opens:
        return False
    if width is not None:
        return _is_full(upper, width)
    if _terminated(upper):
        return False
    if STOPS_INSIDE.search(upper):
        return len(upper) > 4
    return _stops_in_prose(rules, lines, i)


def _is_full(upper: str, width: int) -> bool:
    """In a wrapped text a line goes on in the next one if it reaches the margin.

    A full line that ends in 。 may or may not end its paragraph; one that touches the margin most often does not.
    """
    reach = cells(upper) - width
    if _terminated(upper) and not upper.endswith(("；", ";", "：", ":")):
        return -2 <= reach
    return -8 <= reach


def goes_on(rules: Rules, upper: str, lower: str) -> bool:
    """Return whether a sentence goes on behind a page number: no stop above it, no new paragraph below it.

    upper, lower: the lines above and below, without white space. A heading at the foot of a page does not go on.
    """
    if _terminated(upper) or len(upper) <= SHORT_LINE or lower.isdigit():
        return False
    if pattern(rules, "opens_line").match(lower):
        return False
    unfinished = UNFINISHED.split(upper)[-1]
    return reads_as_prose(upper) and not pattern(rules, "heading_line").match(unfinished)


UNFINISHED = re.compile("[。！？；：;:!?]")  # behind the last of these, a line's last sentence begins
SHORT_LINE, LONG_LINE = 20, 45


def _stops_in_prose(rules: Rules, lines: list[Line], i: int) -> bool:
    """Without a margin to go by: a line of prose that stops with no stop, above one that is no heading.

    A heading may hold commas too (致力科学发展，助推产业升级), so a short line counts as prose only under a numbered
    heading, where a text would not put a second heading.
    """
    upper, lower = lines[i].bare, lines[i + 1].bare
    unfinished = UNFINISHED.split(upper)[-1]
    if unfinished != upper and pattern(rules, "item_number").fullmatch(unfinished):
        return True
    if pattern(rules, "heading_line").match(unfinished):
        return False
    if not re.search("[，,。；;！、]", lower[:60]) and len(lower) < 30:
        return False
    if unfinished != upper or pattern(rules, "item_line").match(upper):
        return len(upper) > LONG_LINE
    if len(upper) > LONG_LINE and re.search("[，,]", upper):
        return True
    under_heading = (
        i > 0
        and pattern(rules, "opens_line").match(lines[i - 1].bare)
        and not re.search("[。；;]", lines[i - 1].bare)
    )
    return bool(under_heading and re.search("[，,、]", upper) and not upper.endswith(("”", "）", ")", "》")))
