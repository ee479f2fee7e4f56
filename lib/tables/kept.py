"""The tables of the corpus in force as they were built: rows, raw texts, clean texts."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from lib import corpus, paths
from lib.cleaning import CleanText, Edit, edited
from lib.corpus import corrections
from lib.rules import in_force
from lib.tables import store, views
from lib.tables.frames import COLUMNS, frame

STAMP = "tables.json"
SHOWN = (
    "shown.json"  # what CSV tables and the folder of texts were made from; not there while they are written
)


def stamp() -> dict:
    """Return what the last finished build says of itself: its inputs, numbers, and the files of each table; {} for none."""
    told = note(STAMP)
    return told if told.get("inputs") == note(SHOWN).get("inputs") else {}


def note(name: str) -> dict:
    """Return one note of the cache; {} where there is none, or none to its end."""
    try:
        told = json.loads((paths.cache() / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def write_note(name: str, told: dict) -> None:
    """Write one note of the cache."""
    store.write_content(paths.cache() / name, (json.dumps(told, indent=1) + "\n").encode())


def of_files(name: str, files: Sequence[Path], counts: Path | None = None) -> pd.DataFrame:
    """Return the rows of one table kept in some Parquet files, one file after the other.

    counts: of a table of words that is put together when it is read, the file that counts the corpus's words.
    """
    if files and counts is None:
        return store.read_tables(files)
    found = list(chunks(name, files, counts))
    return pd.concat(found, ignore_index=True) if found else frame(name, ())


def chunks(name: str, files: Sequence[Path], counts: Path | None = None) -> Iterator[pd.DataFrame]:
    """Yield the rows of one table some at a time; parameters as for of_files()."""
    if counts is None:
        yield from (chunk for file in files for chunk in store.read_chunks(file))
        return
    found, wanted = views.counts_of(name, store.read_tables([counts])), views.KEPT_OF.get(name)
    yield from views.composed(in_force(), name, (store.read_tables([file], wanted) for file in files), found)


def load(name: str, doc_ids: Collection[str] | None = None) -> pd.DataFrame:
    """Return one table of the corpus in force.

    name: one of the tables in data/README.md, such as "reports" or "quantities". doc_ids: only the rows of these reports,
    of a large corpus never held with all others. Raises ValueError for another name, and FileNotFoundError, saying how to
    build the tables, where there are none.
    """
    if name not in COLUMNS:
        raise ValueError(f"there is no table {name!r}; the tables are {', '.join(COLUMNS)}")
    told = stamp()
    if name not in told.get("tables", {}):
        raise FileNotFoundError(
            f"{name}.csv has not been built yet, or not to its end; build the tables with: {paths.command('tables')}"
        )
    if doc_ids is None:
        return of_files(name, *placed(told, name))
    rows = (chunk[chunk["doc_id"].isin(doc_ids)] for chunk in chunks(name, *placed(told, name)))
    return pd.concat([frame(name, ()), *rows], ignore_index=True)


def placed(told: dict, name: str) -> tuple[list[Path], Path | None]:
    """Return the files of one table, and for one that is put together when it is read the file that counts words.

    told: the stamp of a build, or what is to become one.
    """
    counts = told.get("views", {}).get(name)
    files = [paths.cache() / file for file in told["tables"][name]]
    return files, paths.cache() / counts if counts else None


def before_corrections(name: str) -> pd.DataFrame:
    """Return one table as it was read, before the corpus's corrections.csv was applied: what scores are of.

    name: as for `load`; raises what that raises.
    """
    return corrections.taken_back(load(name), name, corrections.read_corrections(paths.data()))


def raw_text(doc_id: str) -> str:
    """Return a report's raw text: the one that every offset of every table counts in.

    Raises KeyError for a doc_id that is not in the reports table, and ValueError where its file cannot be read any more.
    """
    kept = paths.texts() / f"{doc_id}.txt"
    if paths.out() and kept.exists():
        return kept.read_bytes().decode("utf-8", "surrogatepass")
    file = f"raw/{doc_id}.txt"
    if not (paths.data() / file).exists():
        file = load("reports").set_index("doc_id")["file"][doc_id]
    found = next(corpus.load(in_force(), paths.data() / file, file))
    if isinstance(found, corpus.Loaded):
        return found.raw
    raise ValueError(found.message)


def clean_texts() -> dict[str, CleanText]:
    """Return every report's clean text by doc_id, with the way back to its raw offsets.

    Each is the raw text with the edits of cleaning.csv, so that it is what the other tables were made from.
    """
    return cleaned(((doc_id, raw_text(doc_id)) for doc_id in load("reports")["doc_id"]), load("cleaning"))


def cleaned(raws: Iterable[tuple[str, str]], cleaning: pd.DataFrame) -> dict[str, CleanText]:
    """Return clean texts by doc_id, in order.

    raws: doc_id and raw text of each report. cleaning: the table of their edits.
    """
    edits: dict[str, list[Edit]] = {}
    columns = (cleaning[name].to_list() for name in ("doc_id", *Edit._fields))
    for doc_id, *edit in zip(*columns, strict=True):
        edits.setdefault(doc_id, []).append(Edit._make(edit))
    return {doc_id: edited(raw, edits.get(doc_id, ())) for doc_id, raw in raws}
