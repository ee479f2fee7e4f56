"""Rules as tables: reads data/dictionaries/*.csv, extended or replaced by the tables a corpus brings along."""

import csv
import hashlib
import io
from pathlib import Path

from lib import paths

MOST_BYTES = 50_000_000  # a table of reports.csv for 100,000 reports is 20 MB


def read(name: str, corpus: Path) -> list[dict[str, str]]:
    """Return the rows of one dictionary, the corpus's own rows after the shipped ones.

    A corpus may hold `dictionaries/<name>.csv`, whose rows are added (a row with the first column of a shipped
    row takes its place), or `dictionaries/<name>.only.csv`, which replaces the shipped table.

    name: file name without `.csv`, such as "units". corpus: its folder. Raises ValueError, naming file and line, for a
    row with more cells than the header.
    """
    own = corpus / "dictionaries"
    only = own / f"{name}.only.csv"
    if only.exists():
        return read_table(only)
    rows = read_table(paths.DICTIONARIES / f"{name}.csv")
    extra = own / f"{name}.csv"
    if own != paths.DICTIONARIES and extra.exists():
        added = read_table(extra)
        key = next(iter(rows[0]), "") if rows else ""
        replaced = {row.get(key) for row in added}
        rows = [row for row in rows if row[key] not in replaced] + added
    return rows


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as dicts of stripped text; lines that begin with # are its explanation.

    Excel in Chinese saves CSV as GBK, and a scholar's own table may come back that way: read UTF-8 first, then
    GB18030. Raises ValueError, naming file and line, for a row with more cells than the header.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    header: list[str] = []
    rows = []
    for cells in reader:
        if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
            continue
        if not header:
            header = [cell.strip() for cell in cells if cell.strip()]
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            raise ValueError(
                f"{path.name}, line {reader.line_num}: {len(cells)} cells, but the header has {len(header)}; "
                "put cells that contain a comma in double quotes"
            )
        padded = cells + [""] * (len(header) - len(cells))
        rows.append({column: cell.strip() for column, cell in zip(header, padded)})
    return rows


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


def check_own() -> list[str]:
    """Return a sentence for each file in the corpus's dictionaries folder that is no dictionary of the workbook.

    Raises ValueError, naming file and column, for one that lacks a column of the shipped table.
    """
    own = paths.data() / "dictionaries"
    if own == paths.DICTIONARIES:
        return []
    unknown = []
    for path in sorted(own.glob("*.csv"), key=lambda path: path.name):
        name = path.name.removesuffix(".csv").removesuffix(".only")
        shipped = paths.DICTIONARIES / f"{name}.csv"
        if not shipped.exists():
            unknown.append(
                f"dictionaries/{path.name}: the workbook has no dictionary of this name; it is not used"
            )
            continue
        lacking = [column for column in _header(shipped) if column not in _header(path)]
        if lacking:
            raise ValueError(
                f"dictionaries/{path.name} has no column {', '.join(lacking)}; copy the header of data/dictionaries/{name}.csv"
            )
    return unknown


def _header(path: Path) -> list[str]:
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
