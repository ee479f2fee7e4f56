"""Builds every table of one corpus: its texts, its reports' rows, the tables of all of them, and the note that names them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd
from filelock import FileLock

from lib import corpus, paths
from lib.cleaning import CleanText
from lib.corpus import Report, SetAside, corrections
from lib.rules import Rules, dictionaries, in_force
from lib.tables import kept, partitions, reading, store, texts, whole_corpus, workers
from lib.tables.csv_files import as_csv
from lib.tables.frames import COLUMNS, frame

CORPUS = "corpus"


def build(say: Callable[[str], None] = print, jobs: int = 1) -> dict:
    """Build the tables of the corpus in force unless they are up to date; returns what was read, in numbers.

    The tables go to paths.tables() as CSV and to paths.cache() as Parquet. They are up to date when files,
    reports.csv, corrections.csv, dictionaries and code are the ones they were made from; else only reports that have
    changed are read anew. A run that is stopped at any moment leaves the tables of the run before it.

    say: takes one line of progress. jobs: number of processes that read reports. The summary has `reports`, `set_aside`,
    `notes` (numbers) and `fresh` (whether the tables were built now).
    """
    paths.cache().mkdir(parents=True, exist_ok=True)
    with FileLock(paths.cache() / "tables.lock"):
        files, aside = corpus.find_files(paths.data())
        hashes = [corpus.content_hash(path) for _, path in files]
        inputs = _fingerprint([name for name, _ in files], hashes)
        summary = _current_summary(inputs)
        if summary:
            say("Tables: up to date.")
            return summary | {"fresh": False}
        return _built(inputs, files, hashes, aside, say, jobs)


def is_current() -> bool:
    """Return whether the tables are those that files, dictionaries, corrections and code as they are now would give."""
    files, _ = corpus.find_files(paths.data())
    hashes = [corpus.content_hash(path) for _, path in files]
    return _current_summary(_fingerprint([name for name, _ in files], hashes)) is not None


def _built(
    inputs: str,
    files: list[tuple[str, Path]],
    hashes: list[str],
    aside: list[SetAside],
    say: Callable[[str], None],
    jobs: int,
) -> dict:
    for unknown in dictionaries.check_own():
        say(f"  {unknown}")
    run, rules, names = partial(workers.run, jobs=jobs, say=say), in_force(), [name for name, _ in files]
    items = texts.read_texts(rules, paths.cache() / "texts", files, hashes, run)
    found, notes = texts.reports_of(items, names)
    say(f"Tables: reading {len(found)} reports.")
    overrides, wrong = _overrides(found)
    aside = [*aside, *notes, *wrong]
    for note in aside:
        say(f"  {note.message}")
    wanted = reading.wanted(found, overrides, known_corrections())
    planned = reading.planned(paths.cache() / "partitions", wanted)
    told = reading.read_partitions(rules, planned, run)
    if told["kept"]:
        say("Tables: {read} reports read, {kept} as they were; {written} partitions written.".format(**told))
    files = _made(rules, planned, inputs)
    notes = pd.DataFrame([note._asdict() for note in aside])
    files["set_aside"] = [f"{CORPUS}/set_aside.{inputs[:16]}.parquet"]
    store.write_chunks(paths.cache() / files["set_aside"][0], [frame("set_aside", notes)])
    summary = {"reports": len(found), "set_aside": sum(not note.kept for note in aside), "notes": len(aside)}
    _write(planned, files, [one.place for one in wanted], {"inputs": inputs} | summary)
    store.sweep(paths.cache() / "texts", {item.kept_in.name for item in items})
    return summary | {"fresh": True}


def _overrides(found: list[tuple[Report, texts.Item]]) -> tuple[dict[str, dict], list[SetAside]]:
    """What the user knows better; of the texts only those are looked at that remarks.csv speaks of."""
    named = corrections.remarked(paths.data())
    of_interest = [(report, (item.kept_in, item.row)) for report, item in found if report.doc_id in named]
    raws = texts.raws([place for _, place in of_interest])
    with_text = {report.doc_id: raw for (report, _), raw in zip(of_interest, raws, strict=True)}
    reports = [report._replace(raw=with_text.get(report.doc_id, "")) for report, _ in found]
    return corrections.read_overrides(paths.data(), reports)


def _made(rules: Rules, planned: Sequence[reading.Partition], inputs: str) -> dict[str, list[str]]:
    """Write the corpus's tables, made of the partitions on the disk; returns their files by name."""
    files: dict[str, list[str]] = {}

    def read(name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        return (store.read_tables([part.folder / f"{name}.parquet"], columns) for part in planned)

    def made(name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        return store.read_chunks(paths.cache() / files[name][0], columns)

    def cleaned() -> dict[str, CleanText]:
        ids = [one.report.doc_id for part in planned for one in part.reports]
        raws = texts.raws([one.place for part in planned for one in part.reports])
        return kept.cleaned(zip(ids, raws, strict=True), kept.of_chunks("cleaning", read("cleaning")))

    known = known_corrections()
    for name, chunks in whole_corpus.in_order(rules, read, made, cleaned):
        file = f"{CORPUS}/{name}.{inputs[:16]}.parquet"
        store.write_chunks(paths.cache() / file, _finished(name, chunks, known))
        files[name] = [file]
    return files


def _finished(
    name: str, chunks: Iterable[pd.DataFrame], known: list[dict[str, str]]
) -> Iterator[pd.DataFrame]:
    """A table's rows in their types, some at a time, corrections applied."""
    waiting, some = [row for row in known if row["table"] == name], False
    for chunk in chunks:
        table, some = frame(name, chunk), True
        ids = set(table["doc_id"]) if waiting else set()
        own = [row for row in waiting if row["doc_id"] in ids]
        waiting = [row for row in waiting if row["doc_id"] not in ids]
        yield corrections.apply(table, name, own)
    empty = corrections.apply(frame(name, ()), name, waiting)  # raises where a correction has found no row
    if not some:
        yield empty


def corpus_tables(reports: list[Report], overrides: dict[str, dict] | None = None) -> dict[str, pd.DataFrame]:
    """Return every table of a few reports by name, held in memory, corrections applied.

    reports: as read_corpus gives them. overrides: metadata that the user knows better, by doc_id.
    """
    rules, known = in_force(), known_corrections()
    own = reading.tables_of(rules, reports, overrides or {}, known)

    def cleaned() -> dict[str, CleanText]:
        return kept.cleaned(((report.doc_id, report.raw) for report in reports), own["cleaning"])

    made = of_rows(rules, own, cleaned, known)
    return {name: made[name] if name in made else own.get(name, frame(name, ())) for name in COLUMNS}


def of_rows(
    rules: Rules,
    own: dict[str, pd.DataFrame],
    texts: Callable[[], dict[str, CleanText]],
    known: list[dict[str, str]],
    made: dict[str, pd.DataFrame] | None = None,
) -> dict[str, pd.DataFrame]:
    """Return the tables that are made of the rows of a few reports, by name, held in memory.

    own: reading.tables_of() these reports. texts: gives their clean texts by doc_id. known: corrections of their rows. made:
    tables that are there already.
    """
    made = dict(made or {})

    def among(tables: dict[str, pd.DataFrame]) -> whole_corpus.Chunks:
        return lambda name, columns=None: [tables[name] if columns is None else tables[name][list(columns)]]

    for name, chunks in whole_corpus.in_order(rules, among(own), among(made), texts):
        if name not in made:
            made[name] = pd.concat(list(_finished(name, chunks, known)), ignore_index=True)
    return made


def known_corrections() -> list[dict[str, str]]:
    """Return the rows of the corpus's corrections.csv; raises ValueError where one names no table."""
    wanted = corrections.read_corrections(paths.data())
    for correction in wanted:
        if correction["table"] not in COLUMNS:
            raise ValueError(
                f"{corrections.CORRECTIONS}: there is no table {correction['table']!r}; "
                f"the tables are {', '.join(sorted(COLUMNS))}"
            )
    return wanted


def _write(
    planned: Sequence[reading.Partition],
    files: dict[str, list[str]],
    places: list[tuple[Path, int]],
    stamp: dict,
) -> None:
    for name in (*reading.OF_REPORTS, *reading.MADE_OF_THEM):
        files[name] = [f"partitions/{part.folder.name}/{name}.parquet" for part in planned]
    _write_shown(files, planned, places, stamp["inputs"])
    _note(kept.STAMP, stamp | {"tables": files})
    store.sweep(paths.cache() / "partitions", {part.folder.name for part in planned})
    store.sweep(paths.cache() / CORPUS, {Path(file).name for own in files.values() for file in own})


def _write_shown(
    files: dict[str, list[str]],
    planned: Sequence[reading.Partition],
    places: list[tuple[Path, int]],
    inputs: str,
) -> None:
    """Write every table as CSV, and the raw texts of a corpus of one's own, and what both were made from."""
    (paths.cache() / kept.SHOWN).unlink(missing_ok=True)
    for name in COLUMNS:
        table = kept.of_files(name, [paths.cache() / file for file in files[name]])
        store.write_content(paths.tables() / f"{name}.csv", as_csv(table))
    if paths.out():
        ids = [one.report.doc_id for part in planned for one in part.reports]
        _write_texts(paths.texts(), zip(ids, texts.raws(places), strict=True))
    _note(kept.SHOWN, {"inputs": inputs})


def _note(name: str, told: dict) -> None:
    store.write_content(paths.cache() / name, (json.dumps(told, indent=1) + "\n").encode())


def _write_texts(folder: Path, raws: Iterable[tuple[str, str]]) -> None:
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


def _current_summary(inputs: str) -> dict | None:
    """What the stamp of the last run says, if it was made from the same inputs and every table is still there."""
    told, names = kept.stamp(), ("reports", "set_aside", "notes")
    if told.get("inputs") != inputs or not all(name in told for name in names):
        return None
    files = [paths.cache() / file for own in told["tables"].values() for file in own]
    files += [paths.tables() / f"{name}.csv" for name in COLUMNS]
    return {name: told[name] for name in names} if all(path.exists() for path in files) else None


def _fingerprint(names: list[str], hashes: list[str]) -> str:
    """A SHA-256 over all that the tables are made from: files, the user's tables, dictionaries, code, packages."""
    data = paths.data()
    own = [
        (name, corpus.content_hash(data / name))
        for name in (corrections.OVERRIDES, corrections.CORRECTIONS, corrections.REMARKS)
    ]
    return partitions.key(
        list(zip(names, hashes, strict=True)),
        own,
        partitions.of_texts(),
        partitions.of_rows(),
        partitions.of_tables(),
    )
