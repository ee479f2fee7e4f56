"""A table as an Excel workbook: one sheet per language, all columns, numbers as numbers and text as text."""

import io
from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from lib.exports.archives import timeless
from lib.exports.printed import breadth, places_needed
from lib.tables import inert_cell

LONGEST = 32_767  # characters that Excel holds in a cell
WIDEST = 60
SHEETS = {"zh": "中文", "en": "English"}


def workbook(sheets: Mapping[str, tuple[pd.DataFrame, Sequence[str], str, Sequence[str]]]) -> bytes:
    """Return an .xlsx; same input, same bytes.

    sheets: language to (table, head of each column, title, notes). Text is kept as it is and never run as a formula; of
    texts too long for Excel the beginning is kept. Title stands above the head, notes below the last row.
    """
    book = Workbook()
    book.remove(book.active)
    for language, (table, heads, title, notes) in sheets.items():
        _fill(book.create_sheet(SHEETS[language]), table, heads, title, notes)
    saved = io.BytesIO()
    book.save(saved)
    return timeless(saved.getvalue())


def _fill(sheet, table: pd.DataFrame, heads: Sequence[str], title: str, notes: Sequence[str]) -> None:
    _put(sheet.cell(1, 1), title, bold=True)
    thick, thin = Side("medium"), Side("thin")
    for place, head in enumerate(heads, 1):
        cell = _put(sheet.cell(2, place), head, bold=True)
        cell.border = Border(top=thick, bottom=thin)
    for place, name in enumerate(table, 1):
        _fill_column(sheet, place, table[name], heads[place - 1])
    last = len(table) + 2
    for place in range(1, len(heads) + 1):
        edge = sheet.cell(last, place).border
        sheet.cell(last, place).border = Border(top=edge.top, bottom=thick)
    for row, note in enumerate(notes, last + 1):
        _put(sheet.cell(row, 1), note)
        _spread(sheet, row, note, len(heads))
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A2:{get_column_letter(max(1, len(heads)))}{last}"


def _spread(sheet, row: int, note: str, across: int) -> None:
    """Let a note run over the width of the table, in as many lines as it needs."""
    letters = [get_column_letter(place) for place in range(1, max(1, across) + 1)]
    wide = sum(sheet.column_dimensions[letter].width for letter in letters)
    sheet.merge_cells(f"A{row}:{letters[-1]}{row}")
    sheet.cell(row, 1).alignment = Alignment(vertical="top", wrap_text=True)
    sheet.row_dimensions[row].height = 15 * -(-breadth(note) // max(1, int(wide * 0.9)))


def _fill_column(sheet, place: int, values: pd.Series, head: str) -> None:
    numbers = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    pattern = "0." + "0" * places_needed(values) if numbers and places_needed(values) else "0"
    widest = breadth(head)
    for row, value in enumerate(values.array, 3):
        cell = sheet.cell(row, place)
        if pd.isna(value):
            continue
        if numbers:
            cell.value, cell.number_format = value.item() if hasattr(value, "item") else value, pattern
            widest = max(widest, len(f"{value:.2f}"))
        else:
            _put(cell, str(value))
            widest = max(widest, breadth(str(value)[:WIDEST]))
    sheet.column_dimensions[get_column_letter(place)].width = min(widest, WIDEST) + 2


def _put(cell, text: str, bold: bool = False):
    """Write text as text, also where it begins with =; a mark makes Excel keep it so when the cell is edited."""
    kept = "".join(c for c in text if c.isprintable() or c in "\n\t\u3000\xa0")
    cell.value = kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"
    cell.data_type, cell.quotePrefix = "s", inert_cell(kept) != kept
    cell.font = Font(name="Calibri", size=11, bold=bold)
    return cell
