"""Reads reports partition by partition: each partition's rows are written once, and read anew only where a report is new."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib import audit, targets, themes
from lib.corpus import Report, corrections
from lib.rules import Rules
from lib.tables import partitions, store, texts, views
from lib.tables.frames import COLUMNS, frame, typed
from lib.tables.one_report import report_rows
from lib.words import dispersion, keywords, word_parts

NOTE = "reports.json"
AT_ONCE = 24  # reports whose rows are held as they are read: as tables they take a fifth of the room
# Tables whose rows each report has by itself.
OF_REPORTS = ("remarks", "cleaning", "sections", "sentences", "quantities", "unread", "theme_hits")
MADE_OF_THEM = ("targets", "audit", "terms")
# Rows that other reports have a part in, as far as one report tells them.
PARTIAL = {
    "report_rows": {"doc_id": "text", "row": "text"},
    "words": views.counted("words") | views.OVER_PARAGRAPHS,
    "part_words": views.counted("part_words"),
    "themes": {column: kind for column, kind in COLUMNS["themes"].items() if column != "rca"},
}
TABLES = (*OF_REPORTS, *MADE_OF_THEM, *PARTIAL)


class Wanted(NamedTuple):
    """One report to be read: what the user knows better of it, its corrections, where its text is, a key over all of it."""

    report: Report
    override: dict
    corrections: tuple[dict[str, str], ...]
    place: tuple[Path, int]
    key: str


class Partition(NamedTuple):
    """Some reports, in order, and the folder that holds, or is to hold, their rows."""

    folder: Path
    reports: tuple[Wanted, ...]


def wanted(
    reports: Sequence[tuple[Report, texts.Item]],
    overrides: dict[str, dict],
    known: Sequence[dict[str, str]],
) -> list[Wanted]:
    """Return the reports to be read, each with all that its rows depend on.

    reports: with where their texts are. overrides: by doc_id. known: the rows of corrections.csv.
    """
    code, found = partitions.of_rows(), []
    ids = {report.doc_id for report, _ in reports}
    for row in known:
        if row["doc_id"] not in ids and _is_of_reading(row):
            corrections.apply(frame(row["table"], ()), row["table"], [row])  # raises, in words
    for report, item in reports:
        own = tuple(row for row in known if row["doc_id"] == report.doc_id and _is_of_reading(row))
        override = overrides.get(report.doc_id, {})
        name = partitions.key(report.doc_id, item.identity, override, own, code)
        found.append(Wanted(report, override, own, (item.kept_in, item.row), name))
    return found


def _is_of_reading(row: dict[str, str]) -> bool:
    """Whether a correction is of rows that are read; plan_year is, since years of targets hang on it."""
    of_plan = row["table"] == "reports" and row["field"] == "plan_year"
    return of_plan or row["table"] in (*OF_REPORTS, *MADE_OF_THEM)


def planned(folder: Path, reports: Sequence[Wanted]) -> list[Partition]:
    """Return the partitions of some reports, in order, as folders in a folder."""
    parts = partitions.cut([one.report.doc_id for one in reports])
    groups = [tuple(reports[part.start : part.stop]) for part in parts]
    return [Partition(folder / partitions.key([one.key for one in group]), group) for group in groups]


def read_partitions(
    rules: Rules, planned: Sequence[Partition], run: Callable[..., Iterable]
) -> dict[str, int]:
    """Write the partitions that are not there yet; returns numbers: reports `read` and `kept`, partitions `written`.

    Those of an earlier run give the rows of reports that have not changed. run: as for texts.read_texts().
    """
    lacking = [part for part in planned if not part.folder.exists()]
    folders = sorted({part.folder.parent for part in lacking})
    known = {own: path for folder in folders for own, path in _known(folder).items()}
    tasks = []
    for part in lacking:
        old = {one.key: known[one.key] for one in part.reports if one.key in known}
        tasks.append((rules, part, old))
    read, sizes = 0, [len(part.reports) - len(old) for _, part, old in tasks]
    for part, (number, unfinished) in zip(
        lacking, run(write_partition, tasks, sizes, "reports"), strict=True
    ):
        store.commit(unfinished, part.folder)
        read += number
    total = sum(len(part.reports) for part in planned)
    return {"read": read, "kept": total - read, "written": len(lacking)}


def write_partition(rules: Rules, part: Partition, known: dict[str, Path]) -> tuple[int, Path]:
    """Write a partition's tables into a folder that still has to be committed; returns reports read, and the folder.

    known: folders of other partitions that hold some of the reports, by key.
    """
    unfinished = part.folder.with_name(f".{part.folder.name}{store.UNFINISHED}")
    store.sweep(unfinished, ())
    unfinished.mkdir(parents=True, exist_ok=True)
    new = [one for one in part.reports if one.key not in known]
    made = [_read(rules, new[start : start + AT_ONCE]) for start in range(0, max(1, len(new)), AT_ONCE)]
    order = [one.report.doc_id for one in part.reports]
    for folder in sorted(set(known.values())):
        ids = {one.report.doc_id for one in part.reports if known.get(one.key) == folder}
        made.append({name: _rows_of(folder, name, ids) for name in TABLES})
    store.write_tables(
        unfinished, ((name, _in_order([own.pop(name) for own in made], order)) for name in TABLES)
    )
    note = json.dumps([[one.report.doc_id, one.key] for one in part.reports])
    store.write_content(unfinished / NOTE, note.encode())
    return len(new), unfinished


def _read(rules: Rules, new: Sequence[Wanted]) -> dict[str, pd.DataFrame]:
    """The rows of some reports by table."""
    raws = texts.raws([one.place for one in new])
    given = [one.report._replace(raw=raw) for one, raw in zip(new, raws, strict=True)]
    overrides = {one.report.doc_id: one.override for one in new}
    return tables_of(rules, given, overrides, [row for one in new for row in one.corrections])


def tables_of(
    rules: Rules, reports: Iterable[Report], overrides: dict[str, dict], known: Sequence[dict[str, str]]
) -> dict[str, pd.DataFrame]:
    """Return the rows of some reports by table, those of TABLES, in the order of the reports.

    overrides: by doc_id. known: the corrections of these reports' rows.
    """
    rows: dict[str, list[dict]] = {name: [] for name in (*OF_REPORTS, "reports")}
    known = [row for row in known if _is_of_reading(row)]
    counts, order = [], []
    for report in reports:
        found = report_rows(rules, report, overrides.get(report.doc_id, {}))
        for name, own in found.rows.items():
            rows[name] += own
        counts.append(found.words)
        order.append(report.doc_id)
    tables = {name: corrections.apply(frame(name, rows[name]), name, known) for name in OF_REPORTS}
    told = pd.DataFrame(rows["reports"], columns=["doc_id", "plan_year"])
    told["plan_year"] = told["plan_year"].astype("Int64")
    told = corrections.apply(told, "reports", known)
    words = _of_words(rules, counts)
    extents = _extents(rules, tables["sentences"], words["part_words"])
    made = {
        "targets": targets.targets(rules, tables["quantities"], told, tables["sentences"]),
        "audit": audit.audit(rules, tables["quantities"], tables["sentences"]),
        "terms": themes.term_table(rules, tables["theme_hits"], extents),
    }
    for name, table in made.items():
        tables[name] = _in_order([corrections.apply(frame(name, table), name, known)], order)
    partial = words | {
        "report_rows": [
            {"doc_id": row["doc_id"], "row": json.dumps(row, ensure_ascii=False)} for row in rows["reports"]
        ],
        "themes": themes.attention(rules, tables["theme_hits"], extents),
    }
    return tables | {name: typed(types, partial[name]) for name, types in PARTIAL.items()}


def _of_words(rules: Rules, counts: list) -> dict[str, pd.DataFrame]:
    """What reports tell of the tables of words; what hangs on other reports is still to come."""
    over = dispersion.paragraphs_from(counts)
    parts = word_parts.part_words_from(rules, counts)
    known = ((own.doc_id, role) for own in counts for role in own.roles)
    order = {key: number for number, key in enumerate(known)}
    place = [order[key] for key in zip(parts["doc_id"].to_list(), parts["role"].to_list(), strict=True)]
    return {
        "words": keywords.word_table_from(rules, counts).merge(over, on=["doc_id", "word"], how="left"),
        # each report's roles in its own order, whatever other reports are read beside it
        "part_words": parts.iloc[np.argsort(place, kind="stable")],
    }


def _extents(rules: Rules, sentences: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    of_parts = parts.drop_duplicates(["doc_id", "role"]).set_index(["doc_id", "role"])
    return themes.extents(rules, sentences, of_parts["han_words"])


def _in_order(tables: Sequence[pd.DataFrame], order: Sequence[str]) -> pd.DataFrame:
    """The rows of some tables with their reports in this order."""
    table = pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]
    place = {doc_id: number for number, doc_id in enumerate(order)}
    sorted_rows = table["doc_id"].map(place).to_numpy(dtype="int64").argsort(kind="stable")
    return table.iloc[sorted_rows].reset_index(drop=True)


def _rows_of(folder: Path, name: str, ids: set[str]) -> pd.DataFrame:
    return store.read_tables([folder / f"{name}.parquet"], filters=[("doc_id", "in", sorted(ids))])


def _known(folder: Path) -> dict[str, Path]:
    """Which partition holds the rows of a report of this key, of all that are there."""
    found = {}
    for note in sorted(folder.glob(f"*/{NOTE}")):
        if not note.parent.name.startswith("."):
            found |= {own: note.parent for _, own in json.loads(note.read_text(encoding="utf-8"))}
    return found
