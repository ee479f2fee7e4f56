"""Tables as CSV that Excel opens, made column by column: a writer of cells takes ten times as long."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.tables.spreadsheets import OPENINGS, inert, inert_cell

TEXT = pa.large_string()
DECIMALS = 10
FINE = 1e5  # from here on a float has no ten decimals, and rounding to them would only add noise
POWERS = 1e10  # from here on Arrow prints powers of ten
WHOLE = 1e15  # below it a float holds every whole number, which is printed without .0
QUOTED = ',"\r\n'  # a cell that holds one of these stands in quotation marks


def as_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV bytes: UTF-8 with byte-order mark, numbers to ten decimals, whole ones without .0.

    Text that a spreadsheet would run as a formula has an apostrophe before it; spreadsheets.read_exact() takes it off. A
    cell is quoted where it holds a comma, a quotation mark or a line break of any kind.
    """
    plain = any(kind == object or isinstance(kind, pd.CategoricalDtype) for kind in table.dtypes)
    columns = pa.Table.from_pandas(inert(table) if plain else table, preserve_index=False)
    head = ",".join(map(inert_cell, columns.column_names))
    if not len(table):
        return f"\ufeff{head}\n".encode()
    cells = [_printed(column.combine_chunks()) for column in columns.columns]
    lines = pc.binary_join_element_wise(*cells, pa.scalar(",", TEXT)) if len(cells) > 1 else cells[0]
    ended = pc.binary_join_element_wise(lines, pa.scalar("", TEXT), pa.scalar("\n", TEXT))
    return f"\ufeff{head}\n".encode() + _content(ended)[1].tobytes()


def _printed(column: pa.Array) -> pa.Array:
    """A column's cells as they stand in the file; what is missing gives an empty one."""
    if pa.types.is_floating(column.type):
        cells = _plain(column)
    elif pa.types.is_boolean(column.type):
        cells = pc.if_else(column, pa.scalar("True", TEXT), pa.scalar("False", TEXT))
    else:
        cells = column.cast(TEXT)
        if not pa.types.is_integer(column.type):
            cells = _quoted(_inert(pc.fill_null(cells, pa.scalar("", TEXT))))
    return pc.fill_null(cells, pa.scalar("", TEXT)) if cells.null_count else cells


def _plain(column: pa.Array) -> pa.Array:
    """Numbers as people write them: 36660000000, not 3.666e+10."""
    numbers = column.to_numpy(zero_copy_only=False).astype("float64")
    size = np.abs(numbers)
    fine = size < FINE
    numbers[fine] = numbers[fine].round(DECIMALS)
    whole = (numbers.round() == numbers) & (size < WHOLE)
    cells = pa.array(np.where(whole, np.nan, numbers), from_pandas=True).cast(TEXT)
    as_whole = pa.array(np.where(whole, numbers, 0).astype("int64"), mask=~whole).cast(TEXT)
    large = ~whole & (size >= POWERS)
    cells = pc.replace_with_mask(cells, large, pa.array([repr(float(one)) for one in numbers[large]], TEXT))
    return pc.coalesce(as_whole, cells)


def _inert(cells: pa.Array) -> pa.Array:
    """The cells with an apostrophe where spreadsheets.inert_cell() sets one; looked at are those with a first byte like that."""
    offsets, content = _content(cells)
    begun = np.flatnonzero(np.diff(offsets))
    asked = begun[_marks(OPENINGS)[content[offsets[begun]]]]
    return _with(cells, asked, lambda some: pa.array(map(inert_cell, some.to_pylist()), TEXT))


def _quoted(cells: pa.Array) -> pa.Array:
    """The cells, those that hold a mark of QUOTED in quotation marks."""
    offsets, content = _content(cells)
    found = np.flatnonzero(_marks(QUOTED)[content])
    asked = np.unique(np.searchsorted(offsets, found, "right") - 1)
    mark, nothing = pa.scalar('"', TEXT), pa.scalar("", TEXT)
    return _with(
        cells,
        asked,
        lambda some: pc.binary_join_element_wise(mark, pc.replace_substring(some, '"', '""'), mark, nothing),
    )


def _with(cells: pa.Array, asked: np.ndarray, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """The cells, those at some places changed."""
    if not len(asked):
        return cells
    mask = np.zeros(len(cells), bool)
    mask[asked] = True
    return pc.replace_with_mask(cells, mask, change(cells.take(pa.array(asked))))


def _content(cells: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Where each cell begins and ends in the bytes of all, and these bytes."""
    _, places, content = cells.buffers()
    offsets = np.frombuffer(places, np.int64)[cells.offset : cells.offset + len(cells) + 1]
    found = np.frombuffer(content, np.uint8) if content else np.zeros(0, np.uint8)
    return offsets - offsets[0], found[offsets[0] : offsets[-1]]


def _marks(signs: str) -> np.ndarray:
    """For each byte whether it is the first of one of some characters."""
    marks = np.zeros(256, bool)
    marks[[sign.encode()[0] for sign in signs]] = True
    return marks
