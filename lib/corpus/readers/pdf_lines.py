"""Sets the characters of a page into lines again: base lines, raised figures, rows of tables."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from lib.corpus.extracted import Line, Piece, plain, raised, stripped
from lib.corpus.readers.pdf_characters import Character
from lib.corpus.readers.tables import NUMBER, Cell, head_size, table_lines
from lib.rules import Rules

SMALL = 0.8  # of a line's size: what is smaller and stands higher is raised
RAISED_BY = (0.12, 0.9)  # of a line's size above its base line
SAME_LINE = 0.35  # of a size, by which base lines of one line may differ: text put behind a scan jumps
ROWS_ABOVE, ROWS_BELOW = 2, 2  # heads and feet of a page, between the two parts of a table
COLUMN_SHIFT = 3  # sizes, by which a column's middle may differ: numbers are shorter than heads
WORD_GAP, LATIN_GAP, CELL_GAP = (
    0.8,
    0.45,
    1.5,
)  # widths of a gap, in sizes: a blank in Chinese, in Latin, between cells


class Row(NamedTuple):
    """The characters on one base line, from left to right, blanks between them included."""

    characters: tuple[Character, ...]
    y: float
    size: float
    left: float
    right: float


class Printed(NamedTuple):
    """One line of a page as text, and the row it was printed in; None for a row of a table, which is a line by itself."""

    line: Line
    row: Row | None


class Open(NamedTuple):
    """A table at the end of a page: where the middles of its columns are, the rows of its head, the line above it."""

    middles: list[float]
    head: list[list[Cell]]
    above: str


def page_lines(
    rules: Rules, rows: list[Row], before: Open | None = None
) -> tuple[list[Printed], Open | None]:
    """Return the lines of a page, its tables with a tab between cells, and the table that it ends with.

    rows: those of the page in reading order. before: the table with which the page before ended; where this page begins with more
    of its rows, its head says their units.
    """
    lines: list[Printed] = []
    last: Open | None = None
    for is_table, members in _blocks(rows):
        goes_on = before if len(lines) <= ROWS_ABOVE and before and _same_columns(members, before) else None
        if is_table or goes_on:
            last = _opened(lines, members, goes_on)
            head = last.head if goes_on else []
            told = table_lines(rules, [*head, *_as_table(members, last.middles)], last.above)[len(head) :]
            lines += [Printed(line, None) for line in told]
            before, below = None, 0
        else:
            lines += [Printed(_line(row), row) for row in members]
            below = below + len(members) if last else 0
    return lines, last if last and below <= ROWS_BELOW else None


def _opened(lines: list[Printed], members: list[Row], goes_on: Open | None) -> Open:
    """A table's columns and head: those of the page before where it goes on and has no head of its own."""
    middles = _middles(members)
    table = _as_table(members, middles)
    own = table[: head_size(table)]
    if goes_on and not own:
        return goes_on
    return Open(middles, own, plain(lines[-1].line) if lines else "")


def _same_columns(rows: list[Row], before: Open) -> bool:
    """Whether rows stand under the columns of the table before and hold numbers as it does."""
    if len(_cells(max(rows, key=lambda row: len(_cells(row))))) != len(before.middles) or not _has_numbers(
        rows
    ):
        return False
    near = zip(_middles(rows), before.middles, strict=True)
    return all(abs(one - other) < COLUMN_SHIFT * rows[0].size for one, other in near)


def _blocks(rows: list[Row]) -> Iterator[tuple[bool, list[Row]]]:
    """Rows as tables and as other lines; a line behind a row that goes on with its first cell belongs to the table."""
    block: list[Row] = []
    for row in rows:
        if len(_cells(row)) > 1 or block and _goes_on_in_cell(row, block[-1]):
            block.append(row)
            continue
        if block:
            yield _is_table(block), block
        block = []
        yield False, [row]
    if block:
        yield _is_table(block), block


def _is_table(block: list[Row]) -> bool:
    return len(block) > 1 and _has_numbers(block)


def _goes_on_in_cell(row: Row, above: Row) -> bool:
    """Whether a line is the rest of the first cell of the row above it: the bracket of a unit, close below."""
    first = _cells(above)[0]
    close = above.y - row.y < 1.6 * row.size and abs(row.left - first.left) < row.size / 2
    return close and row.right < above.right and plain(_line(row)).startswith(("（", "("))


def rows_of(characters: Sequence[Character]) -> list[Row]:
    """Return the base lines of a page from top to bottom; raised characters are on the line below them.

    characters: those of the page, in any order.
    """
    groups: list[list[Character]] = []
    for character in sorted(characters, key=lambda c: (-c.y, c.x)):
        last = groups[-1][-1] if groups else None
        if last is None or last.y - character.y > SAME_LINE * min(last.size, character.size):
            groups.append([])
        groups[-1].append(character)
    rows: list[Row] = []
    for row in (row for group in groups if (row := row_of(group))):
        if rows and (_is_set_off(rows[-1], row) or _is_set_off(row, rows[-1])):
            base = max(rows[-1], row, key=lambda each: each.size)
            row = row_of([*rows.pop().characters, *row.characters], base)
        rows.append(row)
    return rows


def row_of(characters: Sequence[Character], base: Row | None = None) -> Row | None:
    """Return characters as one line, None where all are blank; base: a line whose base line and size it keeps."""
    visible = [character for character in characters if character.text.strip()]
    if not visible:
        return None
    inside = tuple(sorted(characters, key=lambda c: (c.x, -c.size)))
    y, size = (base.y, base.size) if base else (median(c.y for c in visible), median(c.size for c in visible))
    return Row(inside, y, size, min(c.left for c in visible), max(c.right for c in visible))


def _is_set_off(small: Row, base: Row) -> bool:
    """Whether a line is no line but raised or lowered figures in another one."""
    low, high = (part * base.size for part in RAISED_BY)
    within = base.left - base.size <= small.left and small.right <= base.right + base.size
    rise = small.y - base.y
    return small.size < SMALL * base.size and within and (low <= rise <= high or low / 2 <= -rise <= high / 2)


def _cells(row: Row, edges: Sequence[float] = ()) -> list[Row]:
    """The pieces of a row that wide gaps part; edges: where columns begin, before which a narrow gap will do."""
    groups: list[list[Character]] = [[]]
    right = None
    for character in row.characters:
        if character.text.strip():
            gap = 0 if right is None else character.left - right
            at_edge = any(abs(character.left - edge) < row.size for edge in edges)
            if gap > (CELL_GAP / 3 if at_edge else CELL_GAP) * row.size:
                groups.append([])
            right = character.right if right is None else max(right, character.right)
        groups[-1].append(character)
    return [piece for group in groups if (piece := row_of(group, row))]


def _has_numbers(rows: list[Row]) -> bool:
    return any(NUMBER.fullmatch(plain(_line(cell)).strip()) for row in rows for cell in _cells(row)[1:])


def _widest(rows: list[Row]) -> list[Row]:
    return max((_cells(row) for row in rows), key=len)


def _middles(rows: list[Row]) -> list[float]:
    """The middles of the columns of the row that has most cells."""
    return [(cell.left + cell.right) / 2 for cell in _widest(rows)]


def _as_table(rows: list[Row], middles: list[float]) -> list[list[Cell]]:
    """Rows as cells under columns, given by their middles; a column without one in a row gets an empty cell."""
    edges = [cell.left for cell in _widest(rows)[1:]]
    table = []
    for row in rows:
        cells = [Cell([]) for _ in middles]
        least = 0
        for cell in _cells(row, edges):
            middle = (cell.left + cell.right) / 2
            column = min(range(least, len(middles)), key=lambda at: abs(middles[at] - middle), default=None)
            if column is None:
                cells.append(Cell(_line(cell)))
                continue
            cells[column] = Cell(_line(cell))
            least = column + 1
        alone = len(_cells(row)) == 1
        if alone and table:
            cells = [
                Cell([*above.pieces, *cell.pieces]) for above, cell in zip(table.pop(), cells, strict=False)
            ]
        table.append(cells)
    return table


def _line(row: Row) -> Line:
    """The text of a row: a blank where a gap is as wide as one, raised figures raised."""
    pieces: Line = []
    last = None
    for is_raised, group in groupby(row.characters, key=lambda c: _is_raised(c, row)):
        text = ""
        for character in group:
            if last is not None and _is_blank_between(last, character, row.size):
                text += " "
            text += character.text if character.text.strip() else " "
            last = character
        pieces.append(raised(text) if is_raised else Piece(text))
    return stripped(pieces)


def _is_raised(character: Character, row: Row) -> bool:
    low, high = (part * row.size for part in RAISED_BY)
    return (
        character.size < SMALL * row.size
        and low <= character.y - row.y <= high
        and bool(character.text.strip())
    )


def _is_blank_between(left: Character, right: Character, size: float) -> bool:
    if not left.text.strip() or not right.text.strip():
        return False
    latin = left.text.isascii() and right.text.isascii()
    return right.left - left.right > (LATIN_GAP if latin else WORD_GAP) * size
