"""Cuts a web page into its blocks, as a browser sets them: paragraphs, lines behind <br>, list items, rows of tables."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from lib.corpus.extracted import Line, Piece, plain, raised, stripped
from lib.corpus.readers.numbering import in_form
from lib.corpus.readers.tables import Cell, table_lines
from lib.rules import Rules, numerals

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p "
        "pre section summary table tbody td tfoot th thead tr ul ",
    )
)
UNSEEN = frozenset(
    re.findall(
        r"\w+",
        "applet area audio base button canvas datalist embed head iframe img input link map meta nav noembed "
        "noframes noscript object param rp rt script select source style svg template textarea title track "
        "video ",
    )
)
HOLDERS = {
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "form",
    "main",
    "section",
    "td",
}  # of many paragraphs
HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
SPACE = re.compile("[ \t\r\n\f]+")
LIST_NUMBER = re.compile(
    rf"[\s(（]*(?:[0-9]{{1,2}}(?:[.．](?![0-9])|[、)）])|[{numerals.COUNTING}]{{1,3}}[、.．)）])"
)
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z-]+)", re.IGNORECASE)
LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
CHINESE_LISTS = {"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"}
LONGEST_CELL = 200  # a table with longer cells sets out a page, not figures
LARGEST_HIDDEN = 0.2  # a larger share of the text is shown by a script once the page is open


class Block(NamedTuple):
    """One line as a browser shows it: its text, how many of its characters are links, and its tag."""

    pieces: Line
    links: int
    tag: str


def blocks(rules: Rules, root: etree._Element) -> tuple[list[Block], list[range]]:
    """Return the blocks of a page that hold text, in order, and for each element that may hold
    a report the range of the blocks inside it.

    Scripts, forms, menus (nav) and phonetic guides are left out; so is hidden text, unless it is much of the page.
    """
    walk = _Walk(rules, root)
    walk.run(root)
    return walk.found, walk.extents


class _Walk:
    """The state of one walk over a page: the block that is being filled, and what it stands in."""

    def __init__(self, rules: Rules, root: etree._Element) -> None:
        self.rules, self.found = rules, []
        self.pieces: Line = []
        self.inside: list[tuple[str, int]] = []  # the tag of each element around, and where its blocks begin
        self.extents: list[range] = []
        self.items: dict = {}  # how many items of each numbered list have passed
        self.links = self.in_link = self.in_raised = self.in_pre = 0
        self.all_shown = False
        self.length = sum(len(text) for text in root.itertext() if not text.isspace())

    def run(self, root: etree._Element) -> None:
        """Walk the page once and leave its blocks in the order in which they are read."""
        steps = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in steps:
            if event == "start":
                if self._is_left_out(element) or self._is_table(element):
                    skipped = element
                    steps.skip_subtree()
                else:
                    self._enter(element)
            elif element is skipped:
                skipped = None
                self._put(element.tail)
            else:
                self._leave(element)
                self._put(element.tail if element is not root else "")
        self._flush()

    def _is_left_out(self, element) -> bool:
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            return True
        if self.all_shown or element.get("hidden") is None and not HIDDEN.search(element.get("style", "")):
            return False
        text = "".join(element.itertext())
        self.all_shown = len(text.strip()) > LARGEST_HIDDEN * self.length
        if self.all_shown:
            return False
        if text.strip():
            self.pieces.append(Piece("", "hidden", (("removed", " ".join(text.split())),)))
        return True

    def _is_table(self, element) -> bool:
        """Whether an element is a table of figures; then its rows have been put down."""
        if element.tag != "table" or not _holds_figures(element):
            return False
        self._flush()
        above = plain(self.found[-1].pieces) if self.found else ""
        for line in table_lines(self.rules, [_cells(row) for row in element.iter("tr")], above):
            if plain(line).strip():
                self.found.append(Block(line, 0, "tr"))
        return True

    def _enter(self, element) -> None:
        if element.tag in BLOCKS:
            self._flush()
            self.inside.append((element.tag, len(self.found)))
        self._count(element, 1)
        if element.tag == "br":
            self._flush()
        if element.tag == "li" and (number := self._list_number(element)):
            self.pieces.append(Piece(number, "number_restored"))
        self._put(element.text)

    def _list_number(self, item) -> str:
        """The number that a browser shows before an item of a numbered list, where the item does not begin with its own."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        text = "".join(islice(item.itertext(), 20)).lstrip()
        start = parent.get("start", "1")
        self.items[parent] = (
            self.items.get(parent, int(start) - 1 if re.fullmatch("[0-9]{1,4}", start) else 0) + 1
        )
        style = (LIST_STYLE.search(parent.get("style", "")) or ["", ""])[1].lower()
        if style == "none" or LIST_NUMBER.match(text):
            return ""
        if style in CHINESE_LISTS:
            return in_form(self.items[parent], "chineseCounting") + "、"
        number = in_form(self.items[parent], LIST_FORMS.get(parent.get("type", ""), "decimal"))
        return number + (".\t" if text[:1].isdigit() else ".")

    def _leave(self, element) -> None:
        self._count(element, -1)
        if element.tag in BLOCKS:
            self._flush()
            tag, first = self.inside.pop()
            if tag in HOLDERS:
                self.extents.append(range(first, len(self.found)))

    def _count(self, element, step: int) -> None:
        self.in_link += step * (element.tag == "a" and bool(element.get("href")))
        self.in_pre += step * (element.tag == "pre")
        self.in_raised += step * (element.tag == "sup" or bool(RAISED_STYLE.search(element.get("style", ""))))

    def _put(self, text: str | None) -> None:
        if not text:
            return
        lines = text.replace("\r\n", "\n").split("\n") if self.in_pre else [SPACE.sub(" ", text)]
        for number, line in enumerate(lines):
            if number:
                self._flush()
            self.pieces.append(raised(line) if self.in_raised else Piece(line))
            self.links += len(line.strip()) if self.in_link else 0

    def _flush(self) -> None:
        line = stripped(self.pieces)
        if plain(line):
            self.found.append(Block(line, self.links, self.inside[-1][0] if self.inside else ""))
            self.pieces, self.links = [], 0
        else:
            self.pieces, self.links = [piece for piece in line if piece.rule], 0


def _holds_figures(table) -> bool:
    """Whether a table holds figures rather than setting out the page: rows of two short cells or more."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [list(_own_cells(row)) for row in table.iter("tr")]
    wide = [row for row in rows if len(row) > 1]
    longest = max((len("".join(cell.itertext()).strip()) for row in rows for cell in row), default=0)
    return len(wide) > 1 and longest <= LONGEST_CELL


def _own_cells(row) -> Iterator:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _cells(row) -> list[Cell]:
    found = []
    for cell in _own_cells(row):
        span = cell.get("colspan", "1")
        pieces = [Piece(SPACE.sub(" ", text)) for text in _cell_text(cell)]
        found.append(Cell(stripped(pieces), int(span) if re.fullmatch("[1-9][0-9]?", span) else 1))
    return found


def _cell_text(element) -> Iterator[str]:
    """The text of a cell: raised figures raised, scripts and guides left out, a blank between its paragraphs."""
    text = element.text or ""
    yield raised(text).text if element.tag == "sup" else text
    for inner in element:
        if isinstance(inner.tag, str) and inner.tag not in UNSEEN:
            yield " " if inner.tag in BLOCKS or inner.tag == "br" else ""
            yield from _cell_text(inner)
        yield inner.tail or ""
