"""Builds every table of one corpus, report by report, and loads them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
from filelock import FileLock

from lib import corpus, paths
from lib.cleaning import CleanText, Edit, edited
from lib.corpus import Report, corrections
from lib.metadata import names as report_names
from lib.metadata import siblings
from lib.rules import dictionaries, divisions, in_force
from lib.tables.csv_files import as_csv
from lib.tables.one_report import Read, report_rows
from lib.tables.whole_corpus import derived
from lib.tables.workers import end_with_parent
from lib.words import keywords

STAMP = "tables.json"
# Tables made from corrected ones; corrections of their own come after.
DERIVED = (
    *("targets", "audit", "candidates", "part_words", "keyness", "keyness_parts", "themes", "terms"),
    *("comparison", "similarity", "passages", "shared"),
)
# Tables that no single report adds rows to: made from other tables, or from the corpus as a whole.
LATER = ("words", *DERIVED, "set_aside")
DTYPES = {"whole": "Int64", "number": "float64", "truth": "bool", "text": "str"}


def _codebook() -> dict[str, dict[str, str]]:
    """The type of each column of each table, in order, as the codebook data/dictionaries/columns.csv says."""
    types: dict[str, dict[str, str]] = {}
    for row in dictionaries.read_table(paths.DICTIONARIES / "columns.csv"):
        types.setdefault(row["table"], {})[row["column"]] = row["type"]
    return types


COLUMNS = _codebook()


def build(say: Callable[[str], None] = print, jobs: int = 1) -> dict:
    """Build the tables of the corpus in force unless they are up to date; returns what was read, in numbers.

    The tables go to paths.tables() as CSV and to paths.cache() as Parquet. They are up to date when files,
    reports.csv, corrections.csv, dictionaries and code are the ones they were made from.

    say: takes one line of progress. jobs: number of processes that read reports. The summary has `reports`, `set_aside`,
    `notes` (numbers) and `fresh` (whether the tables were built now).
    """
    paths.cache().mkdir(parents=True, exist_ok=True)
    with FileLock(paths.cache() / "tables.lock"):
        stamp = {"inputs": _fingerprint()}
        summary = _current_summary(stamp)
        if summary:
            say("Tables: up to date.")
            return summary | {"fresh": False}
        return _built(stamp, say, jobs)


def _built(stamp: dict, say: Callable[[str], None], jobs: int) -> dict:
    for unknown in dictionaries.check_own():
        say(f"  {unknown}")
    reports, aside = corpus.read_corpus(paths.data())
    say(f"Tables: reading {len(reports)} reports.")
    overrides, notes = corrections.read_overrides(paths.data(), reports)
    aside = aside + notes
    for note in aside:
        say(f"  {note.message}")
    tables = corpus_tables(reports, overrides, say, jobs)
    tables["set_aside"] = frame("set_aside", (note._asdict() for note in aside))
    summary = {
        "reports": len(reports),
        "set_aside": sum(not note.kept for note in aside),
        "notes": len(aside),
    }
    _write(tables, reports, stamp | summary)
    return summary | {"fresh": True}


def corpus_tables(
    reports: list[Report],
    overrides: dict[str, dict] | None = None,
    say: Callable[[str], None] = lambda line: None,
    jobs: int = 1,
) -> dict[str, pd.DataFrame]:
    """Return every table of some reports by name, corrections applied.

    reports: as read_corpus gives them. overrides: metadata that the user knows better, by doc_id. say: takes one line of
    progress every 100 reports. jobs: number of processes.
    """
    rows: dict[str, list[dict]] = {name: [] for name in COLUMNS}
    texts, counts = {}, []
    for number, (report, own) in enumerate(
        zip(reports, _read(reports, overrides or {}, jobs), strict=True), 1
    ):
        texts[report.doc_id] = own.text
        counts.append(own.words)
        for name, found in own.rows.items():
            rows[name] += found
        if number % 100 == 0:
            say(f"  {number} of {len(reports)} reports")
    rows["reports"] = siblings.settle(in_force(), rows["reports"])
    for row, names in zip(rows["reports"], _labels(rows["reports"]), strict=True):
        row["label_zh"], row["label_en"] = names
    tables = {name: frame(name, found) for name, found in rows.items() if name not in LATER}
    tables["words"] = frame("words", keywords.word_table_from(in_force(), counts))
    tables = corrected(tables, [*tables, *DERIVED])
    later = {name: frame(name, rows) for name, rows in derived(in_force(), tables, texts, counts).items()}
    return tables | corrected(later, [*tables, *DERIVED])


def _read(reports: list[Report], overrides: dict[str, dict], jobs: int) -> Iterator[Read]:
    """The rows of each report, in the order of the reports, read by one process or several."""
    own = [overrides.get(report.doc_id, {}) for report in reports]
    everyone = [in_force()] * len(reports)
    several = jobs > 1 and len(reports) > 1
    with _pool(min(jobs, len(reports))) if several else nullcontext() as pool:
        yield from (
            pool.map(report_rows, everyone, reports, own, chunksize=20)
            if pool
            else map(report_rows, everyone, reports, own)
        )


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=end_with_parent)


def _labels(rows: list[dict]) -> list[tuple[str, str]]:
    return report_names.labels(rows, [row["doc_id"] for row in rows])


def corrected(tables: dict[str, pd.DataFrame], known: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return the tables with the corpus's corrections.csv applied; raises ValueError where one no longer fits.

    known: the names that a correction may have; those of tables not given here are left for later.
    """
    wanted, known = corrections.read_corrections(paths.data()), sorted(known)
    for correction in wanted:
        if correction["table"] not in known:
            raise ValueError(
                f"{corrections.CORRECTIONS}: there is no table {correction['table']!r}; the tables are {', '.join(known)}"
            )
    return {name: corrections.apply(table, name, wanted) for name, table in tables.items()}


def frame(name: str, rows: Iterable[dict] | pd.DataFrame) -> pd.DataFrame:
    """Return rows as the table `name`, its columns in order and of fixed types: no text is missing, numbers may be."""
    types = COLUMNS[name]
    table = pd.DataFrame(rows if isinstance(rows, pd.DataFrame) else list(rows), columns=list(types))
    for column, kind in types.items():
        if kind == "text":
            table[column] = table[column].astype("str").where(table[column].notna(), "")
        else:
            table[column] = pd.array(table[column].to_list(), dtype=DTYPES[kind])
    return table


def load(name: str) -> pd.DataFrame:
    """Return one table of the corpus in force.

    name: one of the tables in data/README.md, such as "reports" or "quantities". Raises ValueError for another name, and
    FileNotFoundError, saying how to build the tables, where there are none.
    """
    if name not in COLUMNS:
        raise ValueError(f"there is no table {name!r}; the tables are {', '.join(COLUMNS)}")
    file = paths.cache() / f"{name}.parquet"
    if not file.exists() or not (paths.cache() / STAMP).exists():  # no stamp: the last build was cut short
        raise FileNotFoundError(
            f"{name}.csv has not been built yet, or not to its end; build the tables with: python run.py tables"
        )
    return pd.read_parquet(file)


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
    edits = {doc_id: rows for doc_id, rows in load("cleaning").groupby("doc_id")}
    return {doc_id: _cleaned(raw_text(doc_id), edits.get(doc_id)) for doc_id in load("reports")["doc_id"]}


def _cleaned(raw: str, rows: pd.DataFrame | None) -> CleanText:
    columns = ["start", "end", "rule", "replacement"]
    return edited(raw, [] if rows is None else list(map(Edit._make, rows[columns].to_numpy().tolist())))


def _write(tables: dict[str, pd.DataFrame], reports: list[Report], stamp: dict) -> None:
    """Write every table twice, the raw texts of a corpus of one's own, and last the stamp that makes them valid."""
    for folder in (paths.tables(), paths.cache()):
        folder.mkdir(parents=True, exist_ok=True)
    (paths.cache() / STAMP).unlink(missing_ok=True)
    for name, table in tables.items():
        table.to_parquet(paths.cache() / f"{name}.parquet", index=False)
        (paths.tables() / f"{name}.csv").write_bytes(as_csv(table))
    if paths.out():
        _write_texts(paths.texts(), reports)
    note = json.dumps(stamp, indent=1) + "\n"
    (paths.cache() / STAMP).write_text(note, encoding="utf-8", newline="\n")


def _write_texts(folder: Path, reports: list[Report]) -> None:
    """Write each report's raw text into a folder of results, and take away those of reports that are no longer there."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {f"{report.doc_id}.txt" for report in reports}
    for old in sorted(folder.glob("*.txt")):
        if old.name not in names:
            old.unlink()
    for report in reports:
        (folder / f"{report.doc_id}.txt").write_bytes(report.raw.encode("utf-8", "surrogatepass"))


def _current_summary(stamp: dict) -> dict | None:
    """What the stamp of the last run says, if it was made from the same inputs and every table is still there."""
    file = paths.cache() / STAMP
    if not file.exists():
        return None
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        summary = {name: told[name] for name in ("reports", "set_aside", "notes")}
    except (ValueError, TypeError, KeyError):  # cut off by an interrupted run
        return None
    files = [folder / f"{name}{end}" for name in COLUMNS for folder, end in _both()]
    return summary if told.get("inputs") == stamp["inputs"] and all(path.exists() for path in files) else None


def _both() -> tuple[tuple[Path, str], ...]:
    return (paths.tables(), ".csv"), (paths.cache(), ".parquet")


def _fingerprint() -> str:
    """A SHA-256 over all that the tables are made from: files, the user's tables, dictionaries, code, packages."""
    data = paths.data()
    files, _ = corpus.find_files(data)
    inputs = [(f"corpus/{name}", path) for name, path in files]
    inputs += [
        (name, data / name) for name in (corrections.OVERRIDES, corrections.CORRECTIONS, corrections.REMARKS)
    ]
    inputs += [
        (path.relative_to(paths.ROOT).as_posix(), path) for path in sorted((paths.ROOT / "lib").rglob("*.py"))
    ]
    inputs += [(path.name, path) for path in (divisions.PLACES, divisions.CHANGES)]
    inputs += [("lock", paths.ROOT / "requirements.txt")]
    digest = hashlib.sha256(dictionaries.fingerprint().encode())
    for name, path in inputs:
        digest.update(f"{name}\0{corpus.content_hash(path)}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
