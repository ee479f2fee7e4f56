"""Makes text from reports harmless in a spreadsheet, where a cell that begins with = runs as a formula."""

import re

import pandas as pd


def inert(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before text that a spreadsheet would run as a formula; numbers stay.

    A cell of text counts when it begins with = + - @ (also full-width), a tab or a carriage return, unless it is
    a plain number such as "-5" or "-5%".
    """
    safe = table.map(inert_cell)
    safe.columns = [inert_cell(column) for column in table.columns]
    return safe


def inert_cell(cell: object) -> object:
    """Return one cell, with an apostrophe before text that a spreadsheet would run as a formula."""
    if not isinstance(cell, str) or re.fullmatch(r"[+-]?\d+(\.\d+)?%?", cell):
        return cell
    return "'" + cell if cell.startswith(tuple("=+-@＝＋－＠\t\r")) else cell
