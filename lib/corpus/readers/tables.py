"""Writes a table of a document as lines: a line a row, a tab between cells, the header's unit behind a bare number."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.corpus.extracted import Line, Piece, plain, stripped
from lib.rules import Rules, compiled

NUMBER = re.compile(r"[-－—]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
IN_BRACKETS = re.compile(r"[（(]\s*(?:单\s*位\s*[:：])?\s*([^（）()]{1,10}?)\s*[）)]\s*$")
UNIT_LINE = re.compile(r"(?:^|[\s（(：:])(?:计量)?单\s*位\s*[:：]\s*([^\s（）()，,、；;]{1,8})\s*[）)]?\s*$")
UNIT_COLUMN = re.compile(r"(?:计量)?单\s*位")
RATE = re.compile(r"增|±|同比|比重|占|率|幅|[%％]|序号|年份|年度|编号|排名|位次")
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
    return re.compile(f"(?:[十百千万亿]{{0,3}}(?:{either})|[万亿]+)(?:/(?:{either}))?|[%％]")


def unit_said(rules: Rules, text: str) -> str:
    """Return the unit that a line above a table names (单位：万元), or ""."""
    found = UNIT_LINE.search(text[-LONGEST_HEADER:])
    return found[1] if found and _unit(rules).fullmatch(found[1]) else ""


def table_lines(rules: Rules, rows: Sequence[Sequence[Cell]], above: str = "") -> list[Line]:
    """Return the rows of a table as lines.

    A cell that is a bare number gets the unit that its row's or its column's head names in brackets, that a column 单位
    gives its row, or that the line above the table says of all of it, in this order; a column of rates, or one without any
    of these, gets none.

    rows: cells in order. above: the line above the table.
    """
    texts = [[plain(stripped(cell.pieces)) for cell in row] for row in rows]
    overall = unit_said(rules, above)
    for row in texts[:2]:
        overall = next(filter(None, (unit_said(rules, text) for text in row)), overall)
    heads = _heads(rows, texts)
    lines = []
    for row, cells in zip(rows, texts, strict=True):
        line: Line = []
        for index, (cell, column) in enumerate(zip(row, _columns(row), strict=True)):
            line += [Piece("\t")] if index else []
            line += stripped(cell.pieces)
            if index and NUMBER.fullmatch(cells[index]):
                unit = _unit_for(rules, cells, column, heads, overall)
                line += [Piece(unit, "table_unit")] if unit else []
        lines.append(line)
    return lines


def _columns(row: Sequence[Cell]) -> list[int]:
    """The number of the first column that each cell of a row stands in."""
    at, found = 0, []
    for cell in row:
        found.append(at)
        at += cell.span
    return found


def head_size(rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows a table's head has: those before the first one that holds a bare number; all where none does."""
    for number, row in enumerate(rows):
        texts = [plain(stripped(cell.pieces)) for cell in row[1:]]
        if any(NUMBER.fullmatch(text) and not _is_year(text) for text in texts):
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
    if RATE.search(head) or RATE.match(cells[0]):
        return of_column
    columns = [
        at
        for at, text in heads.items()
        if UNIT_COLUMN.fullmatch(text.strip()) and at < len(cells) and at != column
    ]
    in_column = next((cells[at] for at in columns if _unit(rules).fullmatch(cells[at])), "")
    return (
        _in_brackets(rules, row_head) or of_column or in_column or ("" if RATE.search(row_head) else overall)
    )


def _in_brackets(rules: Rules, text: str) -> str:
    found = IN_BRACKETS.search(text[-LONGEST_HEADER:])
    return found[1] if found and _unit(rules).fullmatch(found[1]) else ""
