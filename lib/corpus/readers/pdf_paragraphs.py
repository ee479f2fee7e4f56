"""Joins the printed lines of a PDF to paragraphs: where their first lines are set in by that, else where a line is full."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from lib.corpus.extracted import Line, Piece, plain
from lib.corpus.readers.pdf_lines import Printed, Row
from lib.rules import Rules, pattern

INDENT = (1.2, 2.8)  # sizes by which the first line of a paragraph is set in
LEAST_INDENTED, LEAST_SHARE = 3, 0.08  # lines of a document, for its paragraphs to be told by that
LEAST_LINES, ALL_LINES = (
    20,
    0.93,
)  # lines, and the share of them that go on, in a document that is one paragraph
ENOUGH_ROWS = 5  # on a page, for its margins to be told from it alone
AT_MARGIN = 0.6  # sizes
REACHES, MOST_SHORT = 1.6, 0.3  # sizes; share of the width, where a long number was not to be cut
MOST_FURNITURE = 3  # lines in the head or foot of a page
PAGE = "page_begins"
NARROWEST = 8  # sizes
MOST_PITCH = 3.0  # sizes from base line to base line
STOPS = ("。", "！", "？", "：", "；", "!", "?", ":", ";", "”", "）", ")")
SAME_SIZE = 0.1
COMMA = re.compile("[，。；：、]")


class Placed(NamedTuple):
    """A printed line between the margins of its column."""

    printed: Printed
    left: float = 0
    right: float = 0

    @property
    def indent(self) -> float:
        """By how many sizes the line is set in; below 0 for a row of a table."""
        return (self.printed.row.left - self.left) / self.printed.row.size if self.printed.row else -1


def paragraphs(rules: Rules, pages: Sequence[Sequence[Printed]]) -> list[Line]:
    """Return the lines of a document, those of one paragraph joined; an empty piece PAGE stands where each page begins.

    A page's head and foot inside a paragraph are put in front of it. Where paragraphs are not set in, a line goes on in the
    next one if it nears the margin and ends with no stop (_runs_on); in a text without paragraphs, as some copies are, all do.

    pages: the printed lines of each page.
    """
    placed = _placed(pages)
    set_in = sum(INDENT[0] <= line.indent <= INDENT[1] for page in placed for line in page)
    one = _is_one(placed)
    by_indent = one or set_in >= max(LEAST_INDENTED, LEAST_SHARE * sum(map(len, placed)))
    goes_on = partial(_goes_on, one=one) if by_indent else partial(_runs_on, rules)
    usual = _usual_size(placed)
    lines: list[Line] = []
    feet: list[Placed] = []
    above: Placed | None = None
    begin: Line = []
    for page in placed:
        begin = [*begin, Piece("", PAGE)]
        head, body, foot = _parts(page, usual)
        joined = bool(body) and above is not None and goes_on(above, body[0], over_page=True)
        between = [line.printed.line for line in (*feet, *head)]
        lines[len(lines) - joined : len(lines) - joined] = between
        for number, line in enumerate(body):
            within = joined if number == 0 else goes_on(body[number - 1], line)
            _put(lines, [*begin, *line.printed.line], within)
            begin = []
        above, feet = (body[-1] if body else None), foot
    lines += [line.printed.line for line in feet]
    return [*lines[:-1], [*(lines[-1] if lines else []), *begin]]


def _is_one(placed: list[list[Placed]]) -> bool:
    """Whether next to every line of a document goes on in the next: then it has no paragraphs to be told."""
    pairs = [(above, below) for page in placed for above, below in pairwise(page)]
    going_on = sum(_goes_on(above, below) for above, below in pairs)
    return len(pairs) >= LEAST_LINES and going_on >= ALL_LINES * len(pairs)


def _put(lines: list[Line], line: Line, goes_on: bool) -> None:
    """Add a line to those before it, or to the last of them where it goes on in its paragraph."""
    if not goes_on:
        lines.append(line)
        return
    left, right = plain(lines[-1])[-1:], plain(line)[:1]
    latin = left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
    lines[-1] = [*lines[-1], *([Piece(" ")] if latin else []), *line]


def _usual_size(placed: list[list[Placed]]) -> float:
    """The size in which most characters of a document are set."""
    sizes: Counter[float] = Counter()
    for row in (line.printed.row for page in placed for line in page):
        sizes[round(row.size, 1) if row else 0.0] += len(row.characters) if row else 0
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _parts(page: list[Placed], usual: float) -> tuple[list[Placed], list[Placed], list[Placed]]:
    """The head, the body and the foot of a page: head and foot are a few lines in another size of type."""
    other = [
        line.printed.row is not None and abs(line.printed.row.size - usual) > SAME_SIZE * usual
        for line in page
    ]
    if all(other):
        return [], page, []
    first, last = other.index(False), len(other) - other[::-1].index(False)
    first = first if first <= MOST_FURNITURE else 0
    last = last if len(page) - last <= MOST_FURNITURE else len(page)
    return page[:first], page[first:last], page[last:]


def _goes_on(above: Placed, below: Placed, over_page: bool = False, one: bool = False) -> bool:
    """Whether a line goes on in the paragraph of the one above: it begins at the margin, and that one was full.

    one: in a document that is one paragraph, where a stop at a line's end ends nothing.
    """
    if above.printed.row is None or below.printed.row is None or abs(below.indent) > AT_MARGIN:
        return False
    upper, lower = above.printed.row, below.printed.row
    if not _same_size(upper, lower) or above.indent > INDENT[1]:
        return False
    beside = above.left < below.right and below.left < above.right
    in_column = beside and 0 < upper.y - lower.y < MOST_PITCH * lower.size
    short = above.right - upper.right
    ended = not one and plain(above.printed.line).endswith(STOPS)
    if above.right - above.left < NARROWEST * upper.size:
        return False  # a page number fills the column that it makes by itself
    full = short < REACHES * upper.size or not ended and short < MOST_SHORT * (above.right - above.left)
    return full and (in_column or over_page or lower.y > upper.y)


def _runs_on(rules: Rules, above: Placed, below: Placed, over_page: bool = False) -> bool:
    """Whether a line goes on in the next one where no paragraph is set in: 一般公共预算收入 / 完成1860万元.

    A numbered heading that falls short of the margin does not go on, nor does a line of a title, which has no comma.
    """
    opens = pattern(rules, "printed_line")
    if not _goes_on(above, below, over_page) or opens.match(plain(below.printed.line)):
        return False
    upper, text = above.printed.row, plain(above.printed.line)
    full = above.right - upper.right < REACHES * upper.size
    is_heading = opens.match(text) and not full
    return bool(COMMA.search(text)) and not text.endswith(STOPS) and not is_heading


def _placed(pages: Sequence[Sequence[Printed]]) -> list[list[Placed]]:
    """Each line between its margins: those of its page and size of type, or where there are few lines, of the document."""
    spans: dict[tuple[int, int], list[float]] = defaultdict(list)
    for row in (line.row for page in pages for line in page if line.row):
        spans[round(row.size), round(row.left)].append(row.right)
    usual = {key: max(rights) for key, rights in spans.items() if len(rights) >= ENOUGH_ROWS}
    placed = []
    for page in pages:
        rows = [line.row for line in page if line.row]
        placed.append(
            [Placed(line, *_margins(line.row, rows, usual)) if line.row else Placed(line) for line in page]
        )
    return placed


def _margins(row: Row, rows: Sequence[Row], usual: dict[tuple[int, int], float]) -> tuple[float, float]:
    near = [o for o in rows if o.left < row.right and row.left < o.right and _same_size(o, row)]
    if len(near) >= ENOUGH_ROWS:
        return min(o.left for o in near), max(o.right for o in near)
    size = round(row.size)
    lefts = [
        left for kind, left in usual if kind == size and left - 1 <= row.left <= left + INDENT[1] * row.size
    ]
    left = min(lefts, default=round(row.left))
    rights = [
        right
        for (kind, other), right in usual.items()
        if kind == size and left <= other <= left + INDENT[1] * row.size
    ]
    return min(float(left), row.left), max([row.right, *rights])


def _same_size(one: Row, other: Row) -> bool:
    return abs(one.size - other.size) < SAME_SIZE * other.size
