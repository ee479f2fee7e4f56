"""Rules as tables: reads data/dictionaries/*.csv, extended or replaced by the tables a corpus brings along."""

import csv
import hashlib
import io
import re
from pathlib import Path

from lib import paths

EXPLAIN = ("note", "example", "counter_example", "source")  # columns that no rule reads
MOST_BYTES = 50_000_000  # a table of reports.csv for 100,000 reports is 20 MB


def read(name: str, corpus: Path) -> list[dict[str, str]]:
    """Return the rows of one dictionary, the corpus's own rows after the shipped ones.

    A corpus may hold `dictionaries/<name>.csv`, whose rows are added (a row with the first column of a shipped
    row takes its place), or `dictionaries/<name>.only.csv`, which replaces the shipped table.

    Rows that cannot be used are left out; own_tables.check_own() names them. name: file name without `.csv`, such as "units".
    corpus: its folder.
    """
    own = corpus / "dictionaries"
    only = own / f"{name}.only.csv"
    shipped = paths.DICTIONARIES / f"{name}.csv"
    empty = dict.fromkeys(header(shipped), "")
    if only.exists():
        return [empty | row for row in usable(only)[0]]
    rows = read_table(shipped)
    extra = own / f"{name}.csv"
    if own != paths.DICTIONARIES and extra.exists():
        added = [empty | row for row in usable(extra)[0]]
        key = next(iter(empty), "")
        replaced = {row.get(key) for row in added}
        rows = [row for row in rows if row[key] not in replaced] + added
    return rows


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as dicts of stripped text; lines that begin with # are its explanation.

    Excel in Chinese saves CSV as GBK, and a scholar's own table may come back that way: read UTF-8 first, then
    GB18030. Raises ValueError, naming file and lines, for rows with more cells than the header.
    """
    rows, faults = _rows(path)
    if faults:
        raise ValueError(f"{path.name}, {'; '.join(faults)}; put cells that contain a comma in double quotes")
    return [row for _, row in rows]


def _rows(path: Path) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """The rows of a table with their lines, and what is wrong with the lines that are none."""
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    header: list[str] = []
    rows, faults = [], []
    for cells in reader:
        if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
            continue
        if not header:
            header = [cell.strip() for cell in cells if cell.strip()]
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            faults.append(f"line {reader.line_num}: {len(cells)} cells, but the header has {len(header)}")
            continue
        padded = cells + [""] * (len(header) - len(cells))
        row = {column: cell.strip() for column, cell in zip(header, padded)}
        rows.append((reader.line_num, row))
    return rows, faults


def usable(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    """The rows of a scholar's table that can be used, and what is wrong with the others."""
    rows, faults = _rows(path)
    good = []
    for line, row in rows:
        wrong = [(column, why) for column, cell in row.items() if (why := _no_pattern(column, cell))]
        faults += [f"line {line}, column {column}: no regular expression ({why})" for column, why in wrong]
        good += [] if wrong else [row]
    return good, faults


def _no_pattern(column: str, cell: str) -> str:
    """Why a cell of a column of patterns is none, else ""."""
    if not column.endswith("pattern"):
        return ""
    try:
        re.compile(cell)
    except re.error as error:
        return str(error)
    return ""


def fingerprint() -> str:
    """Return a SHA-256 over every dictionary in force, so that a result can name the rules it was made with."""
    digest = hashlib.sha256()
    folders = {"shipped": paths.DICTIONARIES, "own": paths.data() / "dictionaries"}
    if folders["own"] == paths.DICTIONARIES:
        del folders["own"]
    for owner, folder in folders.items():
        for path in sorted(folder.glob("*.csv"), key=lambda path: path.name):
            digest.update(f"{owner}/{path.name}".encode() + b"\0" + _bytes(path) + b"\0")
    return digest.hexdigest()


def header(path: Path) -> list[str]:
    """The columns of a table, of which the first line that is no explanation tells."""
    for cells in csv.reader(io.StringIO(_text(path), newline="")):
        if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
            return [cell.strip() for cell in cells if cell.strip()]
    return []


def _bytes(path: Path) -> bytes:
    """The bytes of a table; raises ValueError for a pipe, which would be waited for, and for what no table is as large as."""
    if path.exists() and not path.is_file():
        raise ValueError(f"{path.name}: it is not an ordinary file; remove it")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except PermissionError as error:
        raise ValueError(
            f"{path.name}: it cannot be opened ({error.strerror}); check that you may read it"
        ) from error
    if len(content) > MOST_BYTES:
        raise ValueError(
            f"{path.name}: it is larger than {MOST_BYTES // 10**6} MB, so it is no table of the workbook"
        )
    return content


def _text(path: Path) -> str:
    content = _bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")
