"""Opens the files that hold sheets: Excel's and their like, CSV, Stata and Parquet, each as rows of text."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import NamedTuple

from lib.corpus.decoding import decoded, detect_encoding
from lib.corpus.extracted import NotReadable
from lib.corpus.packages import damaged, member, opened, part

MOST_BYTES = 600_000_000  # that a sheet may unpack to
LONGEST_FIELD = 10_000_000
DELIMITERS = (",", "\t", ";", "|")
AT_ONCE = 500  # rows
STYLES = "xl/styles.xml"
# calamine takes the a of General for am, and a slash behind it for a date's: 12345 shown as 12345元/亩 would be a day of 1933.
PER_UNIT = re.compile(rb'formatCode="[^"]*General[^"]*/[^"]*"')


class Sheet(NamedTuple):
    """One sheet: its name, its head, its rows as text, and the number of the first of them in the file."""

    name: str
    head: list[str]
    rows: Iterable[list[str]]
    first: int = 2


def _excel(content: bytes) -> Iterator[Sheet]:
    """The sheets of an .xlsx, .xls, .ods or .et file; dates in the formats of a Chinese Excel are dates."""
    from python_calamine import CalamineError, CalamineWorkbook

    if content.startswith(b"PK"):
        with opened(content, "xlsx") as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise NotReadable("too_large", "it unpacks to more than a sheet of reports holds; divide it")
            content = _with_numbers_per_unit(archive, content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            texts = [[_text(cell) for cell in row] for row in rows]
            first = next(
                (at for least in (2, 1) for at, row in enumerate(texts) if sum(map(bool, row)) >= least), None
            )
            if first is not None:
                yield Sheet(
                    name if len(book.sheet_names) > 1 else "", texts[first], texts[first + 1 :], first + 2
                )
    except CalamineError as error:
        why = "it has a password" if "assword" in str(error) else type(error).__name__
        raise damaged("xlsx", why) from error


def _with_numbers_per_unit(archive: zipfile.ZipFile, content: bytes) -> bytes:
    """An .xlsx file whose cells in formats such as General"元"/"亩" are numbers, as they are in Excel."""
    styles = part(archive, STYLES, "xlsx")
    mended = PER_UNIT.sub(lambda form: form[0].replace(b"General", b"0"), styles)
    if mended == styles:
        return content
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            copy.writestr(
                info, mended if info.filename == STYLES else member(archive, info, "xlsx", MOST_BYTES)
            )
    return stored.getvalue()


def _text(cell: object) -> str:
    """A cell as text: whole numbers without .0, days without a clock."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


def _csv(content: bytes) -> Iterator[Sheet]:
    """A .csv or .tsv file in UTF-8, UTF-16 or GBK."""
    text = decoded(content, detect_encoding(content))
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), delimiter=delimiter)
    try:
        head = next((row for row in reader if any(map(str.strip, row))), [])
        yield Sheet("", head, reader)
    except csv.Error as error:
        raise damaged("csv", str(error)) from error


def _stata(content: bytes) -> Iterator[Sheet]:
    import pandas as pd

    with ExitStack() as opened:
        try:
            reader = pd.read_stata(io.BytesIO(content), chunksize=AT_ONCE, convert_categoricals=True)
            labels = opened.enter_context(reader).variable_labels()
            frames = iter(reader)
            first = next(frames)
        except Exception as error:  # pandas lets errors of struct and of its own through
            raise damaged("dta", type(error).__name__) from error
        head = [_named(str(column), labels.get(column, "")) for column in first.columns]
        yield Sheet("", head, _frame_rows([first], frames))


def _named(column: str, label: str) -> str:
    """Stata's short name of a column, or where that tells nothing (v3) its label."""
    return label if label and column.rstrip("0123456789") in ("v", "var", "") else column


def _frame_rows(*groups: Iterable) -> Iterator[list[str]]:
    for frames in groups:
        for frame in frames:
            table = frame.astype(object).where(frame.notna(), None)
            yield from ([_text(cell) for cell in row] for row in table.to_numpy().tolist())


def _parquet(content: bytes) -> Iterator[Sheet]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(content))
        meta = file.metadata
        if sum(meta.row_group(at).total_byte_size for at in range(meta.num_row_groups)) > MOST_BYTES:
            raise NotReadable("too_large", "it unpacks to more than a sheet of reports holds; divide it")
        columns = file.schema_arrow.names
        batches = (
            list(zip(*(column.to_pylist() for column in batch.columns), strict=True))
            for batch in file.iter_batches(AT_ONCE)
        )
        yield Sheet("", columns, ([_text(cell) for cell in row] for rows in batches for row in rows), 1)
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, NotReadable):
            raise
        raise damaged("parquet", type(error).__name__) from error


READERS: dict[str, Callable[[bytes], Iterator[Sheet]]] = {
    "xlsx": _excel,
    "xls": _excel,
    "csv": _csv,
    "dta": _stata,
    "parquet": _parquet,
}
