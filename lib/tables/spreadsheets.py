"""Makes text from reports harmless in a spreadsheet, where a cell that begins with = runs as a formula, and undoes it."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

# Blanks before the sign do not make it safe everywhere; a tab or a carriage return may part cells when text is pasted.
OPENINGS = "' \t\r\n\xa0\u3000=+-@＝＋－＠"  # what such text begins with
_FORMULA = "(?:[ \t\r\n\xa0\u3000]*[=+\\-@＝＋－＠]|[\t\r])"
_RUNS = f"'*{_FORMULA}"
_RATE = re.compile("-[0-9]{1,9}(?:[.][0-9]{1,9})?[%‰]")
_MADE_INERT = f"'+{_FORMULA}"


def inert(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before text that a spreadsheet would run as a formula; numbers stay.

    Text is what Python holds as text: the number -12.5 stays a number, the text "-12" gets its apostrophe. exact() gives
    the table back.
    """
    return _changed(table, _RUNS, inert_cell)


def inert_cell(cell: object) -> object:
    """Return one cell, with an apostrophe before text that a spreadsheet would run as a formula.

    A rate with its sign (-1.2%) is a number to a spreadsheet, and stays the report's own words.
    Such text begins, after blanks if any, with = + - @ (also full-width), or with a tab or a carriage return. Text of
    this kind that has apostrophes before it gets one more, so that exact_cell() can tell it from the others.
    """
    runs = isinstance(cell, str) and re.match(_RUNS, cell) and not _RATE.fullmatch(cell)
    return f"'{cell}" if runs else cell


def exact(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table that inert() made harmless as it was before: text of a report is that of the report again."""
    return _changed(table, _MADE_INERT, exact_cell)


def exact_cell(cell: object) -> object:
    """Return one cell as it was before inert_cell()."""
    return cell[1:] if isinstance(cell, str) and re.match(_MADE_INERT, cell) else cell


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV that spreadsheets open: UTF-8 with byte-order mark, text made inert, numbers as they are."""
    return written(inert(table))


def written(table: pd.DataFrame) -> bytes:
    """Return a table as CSV as it is, with every cell quoted that holds a line break of any kind.

    The writer left alone would quote only the kind that it ends its own lines with: of the text "甲\\r=1+1" a
    spreadsheet would make two rows, and run the second.
    """
    lines = _Lines(newline="")
    table.to_csv(lines, index=False, lineterminator="\r\n")
    return lines.getvalue().encode("utf-8-sig")


def read_exact(path: Path) -> pd.DataFrame:
    """Return a CSV that the workbook wrote, every cell as text and exactly as it was before it was made harmless."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = csv.reader(lines)
    return exact(pd.DataFrame(rows, columns=header, dtype="str"))


class _Lines(io.StringIO):
    """Rows of CSV, each written at once, that end with \\n instead of \\r\\n."""

    def write(self, row: str) -> int:
        """Keep one row, its end shortened; returns the number of characters kept."""
        return super().write(row.removesuffix("\r\n") + "\n")


def _changed(table: pd.DataFrame, pattern: str, change: Callable[[object], object]) -> pd.DataFrame:
    """The table with its texts changed; of columns of text only those that match, since tables hold millions of cells."""
    changed = table.copy()
    for place, kind in enumerate(table.dtypes):
        values = table.iloc[:, place]
        if isinstance(kind, pd.StringDtype):
            found = values.str.match(pattern).fillna(False).to_numpy(dtype=bool)
            if found.any():
                changed.isetitem(place, values.mask(found, values[found].map(change)))
        elif kind == object or isinstance(kind, pd.CategoricalDtype):
            changed.isetitem(place, values.astype(object).map(change))
    changed.columns = [change(column) for column in table.columns]
    return changed
