"""The tables of a selection of a corpus's reports: what one report says is taken over, what compares them is made anew."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
from filelock import FileLock

from lib import corpus, paths
from lib.corpus import corrections
from lib.rules import in_force, message
from lib.tables import build as building
from lib.tables import kept, reading, store
from lib.tables.csv_files import as_csv
from lib.tables.frames import COLUMNS


def build(say: Callable[[str], None] = print, jobs: int | None = 1, csv: bool = False) -> dict:
    """Build the tables of the corpus in force, and of the selection in force those of its reports; returns a summary.

    say, jobs, csv, summary: as for lib.tables.build.build; of a selection, reports counts those selected, and of is the number
    of all. Raises ValueError, in words, for a selection that cannot be read or leaves no report.
    """
    if not paths.selection():
        return building.build(say, jobs, csv)
    with paths.whole():
        summary = building.build(say, jobs, csv)
        reports = kept.load("reports")
        chosen = selected_ids(reports)
        inputs = f"{kept.stamp()['inputs']} {paths.selection_written()}"
    say(message("told.selection", selection=paths.selection(), n=len(chosen), of=len(reports)))
    told = summary | {"reports": len(chosen), "of": len(reports)}
    paths.cache().mkdir(parents=True, exist_ok=True)
    with FileLock(paths.cache() / "tables.lock"):
        fresh = kept.stamp().get("inputs") != inputs
        if fresh:
            _write(_tables(chosen), inputs)
    return told | {"fresh": fresh}


def is_current() -> bool:
    """Return whether the tables, of the selection in force or of all, are those that files and rules as they are would give."""
    with paths.whole():
        current, inputs = building.is_current(), kept.stamp().get("inputs")
        chosen = f"{inputs} {paths.selection_written()}"
    return current and (not paths.selection() or kept.stamp().get("inputs") == chosen)


def select(text: str = "") -> str:
    """Put a selection in force for this notebook and build its tables; returns it as written, "" for the whole corpus.

    text: as for lib.corpus.selected; "" keeps what the command line said. Every table, finding, caption and file name of
    an export is from then on that of the selection.
    """
    if text:
        paths.select(text)
    if paths.selection():
        build(say=lambda line: None)
    return paths.selection()


def selected_ids(reports: pd.DataFrame) -> list[str]:
    """Return the doc_ids of the selection in force, also where it is lifted. reports: the whole corpus's table."""
    own = corpus.own_columns(paths.data(), reports)
    return corpus.selected(reports, paths.selection_written(), own)


def _tables(chosen: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Every table of the selected reports."""
    with paths.whole():
        parts = _partitions()
        read = {
            name: _rows(store.read_tables([part / f"{name}.parquet" for part in parts]), chosen)
            for name in reading.TABLES
        }
        aside = kept.load("set_aside")
        # as the whole corpus has them: other reports may have told of a place's county
        reports = _rows(kept.load("reports"), chosen)
        texts = kept.cleaned(((doc_id, kept.raw_text(doc_id)) for doc_id in chosen), read["cleaning"])
    known = [row for row in corrections.read_corrections(paths.data()) if row["doc_id"] in set(chosen)]
    made = building.of_rows(in_force(), read, texts, known, {"reports": reports})
    return {name: (read | made | {"set_aside": aside})[name] for name in COLUMNS}


def _partitions() -> list[Path]:
    """The folders that hold the rows of the whole corpus's reports, in order."""
    files = [paths.cache() / file for file in kept.stamp()["tables"]["sentences"]]
    return [file.parent for file in files]


def _rows(table: pd.DataFrame, chosen: Sequence[str]) -> pd.DataFrame:
    return table[table["doc_id"].isin(set(chosen))].reset_index(drop=True)


def _write(tables: dict[str, pd.DataFrame], inputs: str) -> None:
    """Write every table twice, and last the notes that make them valid."""
    (paths.cache() / kept.STAMP).unlink(missing_ok=True)
    files = {name: [f"{name}.parquet"] for name in tables}
    for name, table in tables.items():
        table.to_parquet(paths.cache() / f"{name}.parquet", index=False)
        store.write_content(paths.tables() / f"{name}.csv", as_csv(table))
    for note, told in ((kept.SHOWN, {}), (kept.STAMP, {"tables": files})):
        store.write_content(paths.cache() / note, (json.dumps({"inputs": inputs} | told) + "\n").encode())
