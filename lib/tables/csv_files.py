"""Tables as CSV that Excel opens, made column by column: a writer of cells takes ten times as long."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.tables.spreadsheets import inert

TEXT = pa.large_string()
DECIMALS = 10
FINE = 1e5  # from here on a float has no ten decimals, and rounding to them would only add noise
POWERS = 1e10  # from here on Arrow prints powers of ten
WHOLE = 1e15  # below it a float holds every whole number, which is printed without .0


def as_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV bytes: UTF-8 with byte-order mark, numbers to ten decimals, whole ones without .0.

    Text that a spreadsheet would run as a formula has an apostrophe before it; spreadsheets.read_exact() takes it off. A
    cell is quoted where it holds a comma, a quotation mark or a line break of any kind.
    """
    columns = pa.Table.from_pandas(inert(table), preserve_index=False).combine_chunks()
    head = ",".join(columns.column_names)
    if not len(table):
        return f"\ufeff{head}\n".encode()
    cells = [_printed(column) for column in columns.columns]
    lines = pc.binary_join_element_wise(*cells, pa.scalar(",", TEXT)) if len(cells) > 1 else cells[0]
    return "\n".join(["\ufeff" + head, *lines.to_pylist(), ""]).encode()


def _printed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column's cells as they stand in the file; what is missing gives an empty one."""
    if pa.types.is_floating(column.type):
        cells = _plain(column)
    elif pa.types.is_boolean(column.type):
        cells = pc.if_else(column, "True", "False").cast(TEXT)
    else:
        cells = column.cast(TEXT)
        if not pa.types.is_integer(column.type):
            cells = _quoted(cells)
    return pc.fill_null(cells, pa.scalar("", TEXT))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbers as people write them: 36660000000, not 3.666e+10."""
    numbers = column.to_numpy().astype("float64")
    size = np.abs(numbers)
    numbers = np.where(size < FINE, numbers.round(DECIMALS), numbers)
    whole = (numbers.round() == numbers) & (size < WHOLE)
    cells = pa.array(np.where(whole, np.nan, numbers), from_pandas=True).cast(TEXT)
    as_whole = pa.array(np.where(whole, numbers, 0).astype("int64"), mask=~whole).cast(TEXT)
    large = ~whole & (size >= POWERS)
    cells = pc.replace_with_mask(cells, large, pa.array([repr(float(one)) for one in numbers[large]], TEXT))
    return pa.chunked_array([pc.coalesce(as_whole, cells)])


def _quoted(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    doubled = pc.replace_substring(cells, '"', '""')
    mark, nothing = pa.scalar('"', TEXT), pa.scalar("", TEXT)
    within = pc.binary_join_element_wise(mark, doubled, mark, nothing)
    return pc.if_else(pc.match_substring_regex(cells, '[,"\\r\\n]'), within, cells)
