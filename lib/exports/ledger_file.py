"""The ledger figures.csv: which notebook and cell made each figure and table, from which data, texts and rules."""

import csv
import hashlib
import io
import os
from pathlib import Path

from filelock import FileLock

from lib import paths
from lib.drawing import settings
from lib.rules import dictionaries
from lib.tables import exact_cell, inert_cell
from lib.words import segmentation

LEDGER = "figures.csv"
COLUMNS = [
    "figure",
    "kind",
    "notebook",
    "cell",
    "data",
    "caption_zh",
    "caption_en",
    "language",
    "width",
    "width_mm",
    "height_mm",
    "formats",
    "engine",
    "sha256",
    "inputs",
    "dictionaries",
]


def ledger(folder: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of figures.csv, one per exported figure or table, sorted by name; empty when there is none yet.

    folder: where the ledger is; None takes the folder of this run's exports.
    """
    file = (folder or settings.folder()) / LEDGER
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [{name: exact_cell(cell) for name, cell in row.items()} for row in csv.DictReader(lines)]


def inputs_fingerprint() -> str:
    """Return a SHA-256 over the reports' texts and the corpus's own reports.csv and corrections.csv.

    The texts are taken from the hashes in tables/reports.csv; "" when the tables have not been built.
    """
    reports = paths.tables() / "reports.csv"
    if not reports.exists():
        return ""
    with reports.open(encoding="utf-8-sig", newline="") as lines:
        texts = sorted((row.get("doc_id", ""), row.get("sha256", "")) for row in csv.DictReader(lines))
    digest = hashlib.sha256(repr(texts).encode())
    for file in (paths.data() / "reports.csv", paths.data() / "corrections.csv"):
        digest.update(b"\0" + (file.read_bytes() if file.exists() else b""))
    return digest.hexdigest()


def new_row(name: str, kind: str, data: bytes, caption: dict[str, str], **more: str) -> dict[str, str]:
    """Return the row of a figure or table: what is told, and the fingerprints of data, texts, rules and segmenter.

    kind: "figure" or "table". data: the bytes of its CSV. caption: {"zh": ..., "en": ...}. more: further columns.
    """
    row = {
        "figure": name,
        "kind": kind,
        "data": f"{name}.csv",
        "caption_zh": caption["zh"].strip(),
        "caption_en": caption["en"].strip(),
        "engine": segmentation.engine(),
        "sha256": hashlib.sha256(data).hexdigest(),
        "inputs": inputs_fingerprint(),
        "dictionaries": dictionaries.fingerprint(),
    }
    return {column: (row | more).get(column, "") for column in COLUMNS}


def put(folder: Path, files: dict[str, bytes], row: dict[str, str]) -> None:
    """Write an export's files to the folder and enter its row; raises ValueError where a figure and a table share a name."""
    name, kind = row["figure"], row["kind"]
    if any(old["figure"] == name and (old.get("kind") or kind) != kind for old in ledger(folder)):
        raise ValueError(
            f'"{name}" is already the name of another kind of export; give the {kind} a name of its own'
        )
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        _write(folder / file, content)
    _enter(folder, row)


def _enter(folder: Path, row: dict[str, str]) -> None:
    """Put the row into the ledger, one process at a time: notebooks may run in parallel."""
    lock = paths.locks() / "figures.lock"  # in the cache, which git ignores; the figures folder is committed
    lock.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(lock):
        rows = {old["figure"]: old for old in ledger(folder) if _complete(folder, old)}
        rows |= {row["figure"]: row}
        lines = io.StringIO(newline="")
        writer = csv.DictWriter(lines, COLUMNS, extrasaction="ignore", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {column: inert_cell(cell) for column, cell in rows[name].items()} for name in sorted(rows)
        )
        _write(folder / LEDGER, lines.getvalue().encode("utf-8-sig"))


def _complete(folder: Path, row: dict[str, str]) -> bool:
    """Whether data, caption and one of its files are there; a fresh clone holds no SVG, which git ignores."""
    name = row["figure"]
    made = [folder / f"{name}.{ending}" for ending in row["formats"].split()]
    return all((folder / file).exists() for file in (row["data"], f"{name}.caption.md")) and any(
        file.exists() for file in made
    )


def _write(path: Path, content: bytes) -> None:
    """Write by way of a file beside it, so that no reader ever sees half of it."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    os.replace(part, path)
