"""What people open: the tables as CSV and the raw texts, written when the tables are made, with a note of what they are of."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pandas as pd

from lib import paths
from lib.tables import kept, store
from lib.tables.csv_files import as_csv
from lib.tables.frames import COLUMNS, frame

MOST_AS_CSV = 1_000  # reports up to which CSV is written unasked; of so many it takes about 0.3 GB


def is_wanted(csv: bool, reports: int) -> bool:
    """Return whether tables are written as CSV. csv: whether that was asked for. reports: how many there are."""
    return csv or reports <= MOST_AS_CSV


def is_whole(csv: bool) -> bool:
    """Return whether all that is shown is there; csv: whether it should be as CSV too."""
    told = kept.note(kept.SHOWN)
    return not csv or (bool(told.get("csv")) and all(_csv(name).exists() for name in COLUMNS))


def show(told: dict, inputs: str, csv: bool, raws: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """Write the tables as CSV, or take older ones away, and the raw texts of a corpus of one's own.

    told: where each table is in the cache, as the stamp says it. inputs: what they were made from. csv: whether they are wanted as CSV.
    raws: gives doc_id and raw text of each report.
    """
    (paths.cache() / kept.SHOWN).unlink(missing_ok=True)
    for folder in (paths.cache(), paths.tables()):
        store.sweep_unfinished(folder)
    for name in COLUMNS:
        if csv:
            lines = _lines(name, kept.chunks(name, *kept.placed(told, name)))
            store.write_whole(_csv(name), lambda path, lines=lines: _write(path, lines))
        else:
            _csv(name).unlink(missing_ok=True)
    if paths.out():
        write_texts(paths.texts(), raws())
    kept.write_note(kept.SHOWN, {"inputs": inputs, "csv": csv})


def _csv(name: str) -> Path:
    return paths.tables() / f"{name}.csv"


def _lines(name: str, chunks: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    """A table as CSV some rows at a time: a table of words as one would take more room than all else."""
    head = as_csv(frame(name, ()))
    yield head
    for chunk in chunks:
        if len(chunk):
            yield as_csv(chunk)[len(head) :]


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)


def write_texts(folder: Path, raws: Iterable[tuple[str, str]]) -> None:
    """Write each report's raw text into a folder of results, and take away those of reports that are no longer there.

    raws: doc_id and text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = set()
    for doc_id, raw in raws:
        content, path = raw.encode("utf-8", "surrogatepass"), folder / f"{doc_id}.txt"
        names.add(path.name)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    for old in sorted(folder.glob("*.txt")):
        if old.name not in names:
            old.unlink()
