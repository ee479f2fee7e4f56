"""Sets the characters of a page into lines again: base lines, raised figures, rows of tables."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from lib.corpus.extracted import Line, Piece, plain, raised, stripped
from lib.corpus.readers.pdf_characters import Character
from lib.corpus.readers.tables import NUMBER, Cell, table_lines
from lib.rules import Rules

SMALL = 0.8  # of a line's size: what is smaller and stands higher is raised
RAISED_BY = (0.12, 0.9)  # of a line's size above its base line
SAME_LINE = 0.35  # of a size, by which base lines of one line may differ: text put behind a scan jumps
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


def page_lines(rules: Rules, rows: list[Row]) -> list[Printed]:
    """Return the lines of a page, its tables with a tab between cells.

    rows: those of the page in reading order.
    """
    lines: list[Printed] = []
    for is_table, members in _blocks(rows):
        if is_table:
            above = plain(lines[-1].line) if lines else ""
            lines += [Printed(line, None) for line in table_lines(rules, _as_table(members), above)]
        else:
            lines += [Printed(_line(row), row) for row in members]
    return lines


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


def _as_table(rows: list[Row]) -> list[list[Cell]]:
    """Rows as cells under the columns of the row that has most; a column without one in a row gets an empty cell."""
    widest = max((_cells(row) for row in rows), key=len)
    middles = [(cell.left + cell.right) / 2 for cell in widest]
    edges = [cell.left for cell in widest[1:]]
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
