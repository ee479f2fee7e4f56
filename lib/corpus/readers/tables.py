"""Writes a table of a document as lines: a line a row, a tab between cells, the head's unit and year with each number."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.corpus.extracted import Line, Piece, plain, stripped
from lib.rules import Rules, compiled, numerals, pattern

NUMBER = re.compile(r"[-－—]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
LONGEST_HEADER = 40


class Cell(NamedTuple):
    """One cell of a table: its text, and over how many columns it reaches."""

    pieces: Line
    span: int = 1


@compiled
def _unit(rules: Rules) -> re.Pattern:
    """A unit of units.csv with its magnitude, and nothing else."""
    names = {
        name for row in rules.table("units") for name in (row["unit"], *row["aliases"].split("|")) if name
    }
    either = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    return re.compile(
        f"(?:[{numerals.RANKS}]{{0,3}}(?:{either})|[{''.join(numerals.GROUPS)}]+)(?:/(?:{either}))?|[%％]"
    )


def unit_said(rules: Rules, text: str) -> str:
    """Return the unit that a line above a table names (单位：万元), or ""."""
    found = pattern(rules, "unit_above_table").search(text[-LONGEST_HEADER:])
    return found[1] if found and _unit(rules).fullmatch(found[1]) else ""


def table_lines(rules: Rules, rows: Sequence[Sequence[Cell]], above: str = "") -> list[Line]:
    """Return the rows of a table as lines.

    A cell that is a bare number gets the unit that its row's or its column's head names in brackets, that a column 单位
    gives its row, or that the line above the table says of all of it, in this order; a column of rates, or one without any
    of these, gets none. A number whose column's head is a year or a rate of growth (table_heads.csv) gets that before it:
    财政收入 2019年4530万元， 2020年4720万元， 增长4.2%。

    rows: cells in order. above: the line above the table.
    """
    texts = [[plain(stripped(cell.pieces)) for cell in row] for row in rows]
    overall = unit_said(rules, above)
    for row in texts[:2]:
        overall = next(filter(None, (unit_said(rules, text) for text in row)), overall)
    heads = _heads(rows, texts)
    lines = []
    below = head_size(rows)
    for number, (row, cells) in enumerate(zip(rows, texts, strict=True)):
        line: Line = []
        headed = False
        for index, (cell, column) in enumerate(zip(row, _columns(row), strict=True)):
            bare = bool(index and NUMBER.fullmatch(cells[index]))
            unit = _unit_for(rules, cells, column, heads, overall) if bare else ""
            head = _head_for(rules, cells, index, heads.get(column, ""), unit) if number >= below else ""
            line += [Piece("，", "table_head")] if head and headed else []
            line += [Piece("\t")] if index else []
            line += [Piece(head, "table_head")] if head else []
            line += stripped(cell.pieces)
            line += [Piece(unit, "table_unit")] if unit else []
            headed = bool(head)
        line += [Piece("。", "table_head")] if any(piece.rule == "table_head" for piece in line) else []
        lines.append(line)
    return lines


def _head_for(rules: Rules, cells: Sequence[str], index: int, head: str, unit: str) -> str:
    """What a column's head says before a number of it: 2019年, 增长; "" where it is none of table_heads.csv.

    unit: what is written behind a bare number.
    """
    number = NUMBER.match(cells[index])
    if not index or not number or all(NUMBER.fullmatch(cell) for cell in cells[:index]):
        return ""
    unit = unit or cells[index][number.end() :].strip()
    if not _unit(rules).fullmatch(unit):
        return ""
    brackets = pattern(rules, "unit_in_brackets")
    told = "".join(dict.fromkeys(brackets.sub("", "".join(row.split())) for row in head.split("\n")))
    told = told.rstrip("%％")
    is_rate = unit in ("%", "％")
    for head_form, written, of in _table_heads(rules):
        if (found := head_form.fullmatch(told)) and (is_rate or of == "level"):
            return found.expand(written)
    return ""


@compiled
def _table_heads(rules: Rules) -> list[tuple[re.Pattern, str, str]]:
    return [(re.compile(row["pattern"]), row["written"], row["of"]) for row in rules.table("table_heads")]


def _columns(row: Sequence[Cell]) -> list[int]:
    """The number of the first column that each cell of a row stands in."""
    at, found = 0, []
    for cell in row:
        found.append(at)
        at += cell.span
    return found


def head_size(rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows a table's head has: those before the first one that holds a bare number or a number of %; all where none does."""
    for number, row in enumerate(rows):
        texts = [plain(stripped(cell.pieces)) for cell in row[1:]]
        if any(NUMBER.fullmatch(text.rstrip("%％")) and not _is_year(text) for text in texts):
            return number
    return len(rows)


def _heads(rows: Sequence[Sequence[Cell]], texts: list[list[str]]) -> dict[int, str]:
    """The texts above each column, those of the head joined."""
    heads: dict[int, str] = {}
    size = head_size(rows)
    for row, cells in zip(rows[:size], texts[:size], strict=True):
        for cell, column, text in zip(row, _columns(row), cells, strict=True):
            for covered in range(column, min(column + cell.span, column + 60)):
                heads[covered] = heads.get(covered, "") + "\n" + text
    return heads


def _is_year(text: str) -> bool:
    return bool(re.fullmatch("(?:19|20)[0-9]{2}", text))


def _unit_for(rules: Rules, cells: list[str], column: int, heads: dict[int, str], overall: str) -> str:
    head = heads.get(column, "").strip()
    row_head = next((text for text in cells if not NUMBER.fullmatch(text)), "")
    of_column = next(filter(None, (_in_brackets(rules, text) for text in reversed(head.split("\n")))), "")
    of_column = of_column or ("%" if head.endswith(("%", "％")) else "")
    rate, unit = pattern(rules, "rate_column"), pattern(rules, "unit_column")
    if rate.search(pattern(rules, "year_of_column").sub("", head)) or rate.match(cells[0]):
        return of_column
    columns = [
        at for at, text in heads.items() if unit.fullmatch(text.strip()) and at < len(cells) and at != column
    ]
    in_column = next((cells[at] for at in columns if _unit(rules).fullmatch(cells[at])), "")
    return (
        _in_brackets(rules, row_head) or of_column or in_column or ("" if rate.search(row_head) else overall)
    )


def _in_brackets(rules: Rules, text: str) -> str:
    found = pattern(rules, "unit_in_brackets").search(text[-LONGEST_HEADER:])
    return found[1] if found and _unit(rules).fullmatch(found[1]) else ""
