"""Builds every table of one corpus: its texts, its reports' rows, the tables of all of them, and the note that names them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd
from filelock import FileLock

from lib import corpus, paths
from lib.cleaning import CleanText
from lib.corpus import Report, SetAside, corrections
from lib.rules import Rules, in_force, message, own_tables
from lib.tables import (
    kept,
    partitions,
    reading,
    shared_groups,
    shown,
    store,
    texts,
    views,
    whole_corpus,
    workers,
)
from lib.tables.frames import COLUMNS, frame

CORPUS, GROUPS = "corpus", "groups"


def build(say: Callable[[str], None] = print, jobs: int | None = 1, csv: bool = False) -> dict:
    """Build the tables of the corpus in force unless they are up to date; returns what was read, in numbers.

    The tables go to paths.cache() as Parquet and, of up to shown.MOST_AS_CSV reports or where asked for, to paths.tables() as
    CSV. They are up to date when files, reports.csv, corrections.csv, dictionaries and code are the ones they were made
    from; else only reports that have changed are read anew. A run that is stopped at any moment leaves the tables of the
    run before it, or none until the next.

    say: takes one line of progress. jobs: number of processes that read reports; None as workers.run() takes it. csv: CSV
    for any number of reports. The summary has `reports`, `set_aside`, `notes` (numbers) and `fresh` (whether the tables
    were built now).
    """
    paths.cache().mkdir(parents=True, exist_ok=True)
    with FileLock(paths.cache() / "tables.lock"):
        files, aside = corpus.find_files(paths.data())
        hashes = [corpus.content_hash(path) for _, path in files]
        inputs = _fingerprint([name for name, _ in files], hashes)
        summary = _current_summary(inputs, csv)
        if summary:
            say(message("told.tables_current"))
            return summary | {"fresh": False}
        run = partial(workers.run, jobs=jobs, say=say)
        planned, aside = _read(files, hashes, aside, run, say)
        return _written(planned, aside, inputs, csv, say)


def is_current() -> bool:
    """Return whether the tables are those that files, dictionaries, corrections and code as they are now would give."""
    files, _ = corpus.find_files(paths.data())
    hashes = [corpus.content_hash(path) for _, path in files]
    return _current_summary(_fingerprint([name for name, _ in files], hashes), csv=False) is not None


def _read(
    files: list[tuple[str, Path]], hashes: list[str], aside: list[SetAside], run: Callable, say: Callable
) -> tuple[list[reading.Partition], list[SetAside]]:
    """The partitions of the corpus, read as far as they are new, and what was set aside or is worth a word."""
    for unknown in own_tables.check_own():
        say(f"  {unknown}")
    items = texts.read_texts(in_force(), paths.cache() / "texts", files, hashes, run)
    found, notes = texts.reports_of(items, [name for name, _ in files])
    say(message("told.reading", n=len(found)))
    overrides, wrong = _overrides(found)
    aside = [*aside, *notes, *wrong]
    for note in aside:
        say(f"  {corpus.spoken_message(in_force(), note)}")
    wanted = reading.wanted(found, overrides, known_corrections())
    planned = reading.planned(paths.cache() / "partitions", wanted)
    told = reading.read_partitions(in_force(), planned, run)
    store.sweep(paths.cache() / "texts", {item.kept_in.name for item in items})
    if told["kept"]:
        say(message("told.read", **told))
    return planned, aside


def _written(
    planned: list[reading.Partition],
    aside: list[SetAside],
    inputs: str,
    csv: bool,
    say: Callable[[str], None],
) -> dict:
    """Make and write the corpus's tables and what people open, last the stamp that makes them valid; returns the summary."""
    told = _made(in_force(), planned, inputs)
    files = told["tables"]
    rules = in_force()
    said = (note._asdict() | {"message_zh": corpus.in_chinese(rules, note)} for note in aside)
    notes = frame("set_aside", said)
    files["set_aside"] = [f"{CORPUS}/set_aside.{inputs[:16]}.parquet"]
    store.write_chunks(paths.cache() / files["set_aside"][0], [notes])
    for name in (*reading.OF_REPORTS, *reading.MADE_OF_THEM):
        files[name] = _of_partitions(planned, name)
    reports = sum(len(part.reports) for part in planned)
    as_csv = shown.is_wanted(csv, reports)
    if not as_csv:
        say(message("told.parquet", most=f"{shown.MOST_AS_CSV:,}"))
    shown.show(told, inputs, as_csv, lambda: _raws(planned))
    numbers = {"reports": reports, "set_aside": sum(not note.kept for note in aside), "notes": len(aside)}
    kept.write_note(kept.STAMP, {"inputs": inputs} | numbers | told)
    _sweep(planned, told)
    return numbers | {"fresh": True}


def _raws(planned: Sequence[reading.Partition]) -> Iterable[tuple[str, str]]:
    wanted = [one for part in planned for one in part.reports]
    raws = texts.raws([one.place for one in wanted])
    return zip((one.report.doc_id for one in wanted), raws, strict=True)


def _sweep(planned: Sequence[reading.Partition], told: dict) -> None:
    """Take away what earlier runs have left and this one has no use for."""
    folder = paths.cache()
    store.sweep(folder / "partitions", {part.folder.name for part in planned})
    store.sweep(folder / CORPUS, {Path(file).name for file in _files(told)})


def _files(told: dict) -> Iterator[str]:
    """Every file that a stamp names."""
    for own in told["tables"].values():
        yield from own
    yield from told["views"].values()


def _overrides(found: list[tuple[Report, texts.Item]]) -> tuple[dict[str, dict], list[SetAside]]:
    """What the user knows better; of the texts only those are looked at that remarks.csv speaks of."""
    named = corrections.remarked(paths.data())
    of_interest = [(report, (item.kept_in, item.row)) for report, item in found if report.doc_id in named]
    raws = texts.raws([place for _, place in of_interest])
    with_text = {report.doc_id: raw for (report, _), raw in zip(of_interest, raws, strict=True)}
    reports = [report._replace(raw=with_text.get(report.doc_id, "")) for report, _ in found]
    return corrections.read_overrides(paths.data(), reports)


def _made(rules: Rules, planned: Sequence[reading.Partition], inputs: str) -> dict[str, dict]:
    """Write the corpus's tables, made of the partitions on the disk; returns their files by name, and what views are of.

    A table of views.MADE_OF is a view: no file of its own, unless a correction changes it, but the partitions' and one of counts.
    """
    known, files = known_corrections(), {}
    seen = _views({row["table"] for row in known}, inputs) if planned else {}
    read = partial(_rows, rules, planned)

    def made(name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield a table made earlier in this build, some rows at a time; of a view its counts."""
        if name in seen:
            return read(name, columns)
        return store.read_chunks(paths.cache() / files[name][0], columns)

    documents, used = views.documents(read), set()
    keys = {one.report.doc_id: one.key for part in planned for one in part.reports}
    keep = shared_groups.keeping(paths.cache() / GROUPS, keys, used)
    cleaned = partial(_cleaned, rules, planned)
    for name, chunks in whole_corpus.in_order(rules, read, made, cleaned, documents, keep):
        if name in seen:
            own, _ = views.MADE_OF[name]
            if seen[name] not in {seen[other] for other in files if other in seen}:
                counted = views.counts_table(name, made, documents)
                store.write_chunks(paths.cache() / seen[name], [counted])
            files[name] = _of_partitions(planned, own)
        else:
            files[name] = [f"{CORPUS}/{name}.{inputs[:16]}.parquet"]
            store.write_chunks(paths.cache() / files[name][0], _finished(name, chunks, known))
    store.sweep(paths.cache() / GROUPS, used)
    return {"tables": files, "views": seen}


def _of_partitions(planned: Sequence[reading.Partition], name: str) -> list[str]:
    """The files of a table that is as the partitions have it."""
    return [f"partitions/{part.folder.name}/{name}.parquet" for part in planned]


def _rows(
    rules: Rules, planned: Sequence[reading.Partition], name: str, columns: Sequence[str] | None = None
) -> Iterator[pd.DataFrame]:
    """A table of the partitions, some rows at a time."""
    if not planned:
        table = reading.tables_of(rules, (), {}, ())[name]
        return iter([table if columns is None else table[list(columns)]])
    return (store.read_tables([part.folder / f"{name}.parquet"], columns) for part in planned)


def _cleaned(
    rules: Rules, planned: Sequence[reading.Partition], ids: Sequence[str]
) -> Iterator[tuple[str, CleanText]]:
    """The clean texts of some reports."""
    asked = set(ids)
    for part, edits in zip(planned, _rows(rules, planned, "cleaning"), strict=bool(planned)):
        own = tuple(one for one in part.reports if one.report.doc_id in asked)
        if own:
            yield from kept.cleaned(_raws([part._replace(reports=own)]), edits).items()


def _views(corrected: set[str], inputs: str) -> dict[str, str]:
    """Which tables are views, with the file of counts that each takes; `corrected`: tables of which rows are corrected."""
    return {
        name: f"{CORPUS}/{counts}.{inputs[:16]}.parquet"
        for name, (of, counts) in views.MADE_OF.items()
        if not {name, of} & corrected
    }


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
    """Return every table of a few reports by name, held in memory, the corrections of these reports applied.

    reports: as read_corpus gives them. overrides: metadata that the user knows better, by doc_id.
    """
    ids, rules = {report.doc_id for report in reports}, in_force()
    known = [row for row in known_corrections() if row["doc_id"] in ids]
    own = reading.tables_of(rules, reports, overrides or {}, known)

    clean = kept.cleaned(((report.doc_id, report.raw) for report in reports), own["cleaning"])
    made = of_rows(rules, own, clean, known)
    return {name: made[name] if name in made else own.get(name, frame(name, ())) for name in COLUMNS}


def of_rows(
    rules: Rules,
    own: dict[str, pd.DataFrame],
    texts: dict[str, CleanText],
    known: list[dict[str, str]],
    made: dict[str, pd.DataFrame] | None = None,
) -> dict[str, pd.DataFrame]:
    """Return the tables that are made of the rows of a few reports, by name, held in memory.

    own: reading.tables_of() these reports. texts: their clean texts by doc_id, in order. known: corrections of their rows. made:
    tables that are there already.
    """
    made = dict(made or {})

    def among(tables: dict[str, pd.DataFrame]) -> whole_corpus.Chunks:
        """Return how the tables in memory are read like those on disk."""
        return lambda name, columns=None: [tables[name] if columns is None else tables[name][list(columns)]]

    for name, chunks in whole_corpus.in_order(
        rules,
        among(own),
        among(made),
        lambda ids: [(doc_id, texts[doc_id]) for doc_id in ids],
        views.documents(among(own)),
    ):
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


def _current_summary(inputs: str, csv: bool) -> dict | None:
    """What the stamp of the last run says, if it was made from the same inputs and every table is still there."""
    told, names = kept.stamp(), ("reports", "set_aside", "notes")
    if told.get("inputs") != inputs or not all(name in told for name in names):
        return None
    if not shown.is_whole(shown.is_wanted(csv, told["reports"])):
        return None
    files = [paths.cache() / file for file in _files(told)]
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
