"""Files that are there whole or not at all: written under another name, made safe on the disk, then renamed."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

UNFINISHED = ".part"
# A seventh less room than as it comes, for a millisecond a report.
PACKED = {"compression": "zstd", "compression_level": 9}
# Columns of which hardly two rows are alike, as are those of measures: a dictionary of their values takes more than they do.
UNLIKE = ("start", "end", "sentence_start", "sentence_end")
ROWS = 50_000  # rows of a Parquet row group: what a reader holds at least


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file, and give it its name when it is complete and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        write(unfinished)
        _to_disk(unfinished)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    _to_disk(path.parent)


def write_content(path: Path, content: bytes) -> None:
    """Write these bytes, whole or not at all."""
    write_whole(path, lambda unfinished: unfinished.write_bytes(content))


def write_tables(folder: Path, tables: Iterable[tuple[str, pd.DataFrame]]) -> None:
    """Write tables, by name, as Parquet into an empty folder that no one reads yet; commit() gives it its name."""
    for name, table in tables:
        path = folder / f"{name}.parquet"
        write_parquet(path, table)
        _to_disk(path)


def write_parquet(path: Path, table: pd.DataFrame) -> None:
    """Write one table as Parquet, the same bytes for the same table, of however many pieces it was put together."""
    columns = pa.Table.from_pandas(table, preserve_index=False).combine_chunks()
    pq.write_table(columns, path, row_group_size=ROWS, **_packed(columns.schema))


def _packed(schema: pa.Schema) -> dict:
    """How columns are written: with a dictionary of their values where these come again."""
    alike = [one.name for one in schema if not pa.types.is_floating(one.type) and one.name not in UNLIKE]
    return PACKED | {"use_dictionary": alike}


def write_chunks(path: Path, chunks: Iterable[pd.DataFrame]) -> None:
    """Write one table as Parquet, whole or not at all, from its rows some at a time; read_chunks() gives these again.

    chunks: at least one, all with the same columns.
    """

    def write(unfinished: Path) -> None:
        """Write the chunks to a file that is not yet named as the table."""
        writer = None
        for chunk in chunks:
            columns = pa.Table.from_pandas(chunk, preserve_index=False)
            writer = writer or pq.ParquetWriter(unfinished, columns.schema, **_packed(columns.schema))
            writer.write_table(columns, row_group_size=max(1, len(chunk)))
        writer.close()

    write_whole(path, write)


def read_chunks(path: Path, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
    """Yield the rows of one Parquet file as they were written, some at a time, only these columns if any are named."""
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            found = file.read_row_group(number, columns=columns).to_pandas()
            yield found if columns is None else found[list(columns)]


def read_tables(
    files: Sequence[Path], columns: Sequence[str] | None = None, filters: object = None
) -> pd.DataFrame:
    """Return the rows of some Parquet files of one table, one file after the other.

    columns: only these. filters: as pyarrow.parquet.read_table takes them; the rest is not read.
    """
    wanted = None if columns is None else list(columns)
    found = [pq.read_table(file, columns=wanted, filters=filters) for file in files]
    table = pa.concat_tables(found, promote_options="permissive").to_pandas()
    return table if wanted is None else table[wanted]


def commit(unfinished: Path, folder: Path) -> None:
    """Give a finished folder its name; one that is there already holds the same and stays."""
    if folder.exists():
        shutil.rmtree(unfinished)
        return
    _to_disk(unfinished)
    os.rename(unfinished, folder)
    _to_disk(folder.parent)


def sweep(folder: Path, keep: Iterable[str]) -> None:
    """Take away all in a folder that is not named, as what an earlier or interrupted run left."""
    kept = set(keep)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in kept:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):  # open in a notebook on Windows: the next run takes it away
                path.unlink()


def sweep_unfinished(folder: Path) -> None:
    """Take away what a run that was killed had begun to write into a folder of finished files."""
    for path in sorted(folder.glob(f".*{UNFINISHED}")):
        path.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Wait until a file or folder is on the disk; Windows has no such thing for folders."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
