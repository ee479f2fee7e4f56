"""What a scholar knows better than the texts: reports.csv for metadata, corrections.csv for single cells of a table."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from lib.corpus import closed_lists, reader_remarks, sheets
from lib.corpus.files import Report, SetAside
from lib.rules import in_force, read_table

OVERRIDES = "reports.csv"
CORRECTIONS = "corrections.csv"
OF_SHEET = "of_sheet"  # which of a report's cells its sheet tells, and not reports.csv
REMARKS = reader_remarks.REMARKS
YEARS = ("review_year", "plan_year")
DATES = ("delivered_on", "published_on")
SIZES = ("population", "villages", "area_km2")
NAMED = (
    "town",
    "county",
    "city",
    "province",
    "place_id",
    "level",
    "review_year",
    "plan_year",
    "delivered_on",
)
LEVELS = ("town", "county", "city", "province", "nation")
remarked = reader_remarks.remarked
settled = closed_lists.settled
names_shown = closed_lists.shown
COLUMNS = ("doc_id", "table", "start", "field", "expected", "corrected", "reason")
MISSED = (
    "`expected` is what the cell of the table holds, not what a page shows for it: copy it from there. "
    "If it fitted before, the text or a rule has changed: check whether the correction is still needed"
)
# 年, 月 and 日 are the grammar of a date, which the code takes apart.
DATE = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?|年)?")


def read_overrides(folder: Path, reports: Iterable[Report]) -> tuple[dict[str, dict], list[SetAside]]:
    """Return what the user knows better of each report, by doc_id, and what is wrong with the tables, in words.

    That is the filled cells of the corpus's reports.csv, and as `remarks` a list of those of its remarks.csv.

    folder: the corpus folder. reports: the reports that were read from it.
    """
    reports = list(reports)
    overrides, notes = filled_cells(folder, reports)
    remarks, wrong = reader_remarks.read_remarks(folder, reports)
    for doc_id, own in overrides.items():
        if damage := own.pop("known_damage", ""):
            remarks.setdefault(doc_id, []).append(reader_remarks.whole_report(damage))
    for doc_id, own in remarks.items():
        overrides.setdefault(doc_id, {})["remarks"] = own
    return overrides, notes + wrong


def filled_cells(folder: Path, reports: list[Report]) -> tuple[dict[str, dict], list[SetAside]]:
    """Return the filled cells of the corpus's reports.csv by doc_id, and what is wrong with it, in words.

    A row finds its report by `doc_id`, or by `file` where that cell is empty. Years come back as int, sizes
    (population, villages, area_km2) as float, dates as YYYY-MM-DD, YYYY-MM or YYYY however Excel wrote them, all else as
    text. A cell or row that is wrong is left out and named in a message, and stops nothing. A file whose sha256 is not the one in its row is named too. No table
    gives ({}, []).

    What a sheet says of its reports (Report.known) stands behind reports.csv; OF_SHEET names these cells.
    """
    reports = list(reports)
    overrides, notes = _from_table(Path(folder) / OVERRIDES, reports)
    for report in reports:
        if report.known:
            own, sheet = overrides.get(report.doc_id, {}), _filled(dict(report.known))[0]
            overrides[report.doc_id] = sheet | own | {OF_SHEET: tuple(sorted(set(sheet) - set(own)))}
    return overrides, notes


def _from_table(path: Path, reports: list[Report]) -> tuple[dict[str, dict], list[SetAside]]:
    if not path.exists():
        return {}, []
    try:
        rows = read_table(path)
    except (OSError, ValueError) as error:
        return {}, [_note(f"the table cannot be read, so none of it is used ({error})")]
    by_file = {report.file: report.doc_id for report in reports}
    hashes = {report.doc_id: report.sha256 for report in reports}
    overrides: dict[str, dict] = {}
    notes = _other_heads(rows)
    for number, row in enumerate(rows, 1):
        named = unicodedata.normalize("NFC", row.get("doc_id") or row.get("file") or "")
        doc_id = named if row.get("doc_id") else by_file.get(named) or by_file.get(f"raw/{named}")
        if doc_id not in hashes:
            notes.append(
                _note(
                    f"row {number} names {named or 'no report'}, but no such report was read; correct or remove it"
                )
            )
        elif doc_id in overrides:
            notes.append(
                _note(f"row {number} is a second row for {doc_id}; the first one is used, remove one")
            )
        else:
            overrides[doc_id], wrong = _filled(row)
            if row.get("sha256", hashes[doc_id]).lower() not in ("", hashes[doc_id]):
                wrong.append(
                    "the file is no longer the one described here (its sha256 differs); check the row"
                )
            notes += [_note(f"row {number} ({doc_id}): {message}") for message in wrong]
    return overrides, notes


def _other_heads(rows: list[dict[str, str]]) -> list[SetAside]:
    """The columns that hold what a column of the workbook would, under another name: 县 for county."""
    heads = list(rows[0]) if rows else []
    holds = {head: sheets.column_of(in_force(), head) for head in heads}
    meant = {head: "review_year" if name == "year" else name for head, name in holds.items()}
    told = [f"{head} → {name}" for head, name in meant.items() if name in NAMED and name not in heads]
    said = f"{OVERRIDES}: kept as columns of your own and not used for places and years; rename {', '.join(told)}"
    return [SetAside(OVERRIDES, "reports_column", said, kept=True)] if told else []


def read_corrections(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the corpus's corrections.csv, or none where it has no such table.

    Where a column has a closed list, the words that the pages show for an id count as the id. folder: the corpus folder.
    Raises ValueError for a table that lacks a column, a row without its reason, and a value that its column cannot hold.
    """
    path = Path(folder) / CORRECTIONS
    rows = read_table(path) if path.exists() else []
    faults = [_fault(number, row) for number, row in enumerate(rows, 1)]
    if told := [fault for fault in faults if fault]:
        raise ValueError("\n".join(told))
    return [closed_lists.settled(in_force(), row) for row in rows]


def _fault(number: int, row: dict[str, str]) -> str:
    """What is wrong with a row of corrections.csv, whatever the tables hold, or ""."""
    lacking = [column for column in COLUMNS if column not in row]
    if lacking:
        return f"{CORRECTIONS}: the table has no column {', '.join(lacking)}; add it to the header"
    if not row["reason"]:
        return f"{CORRECTIONS}, row {number}: it gives no reason; say why the cell is corrected"
    try:
        closed_lists.settled(in_force(), row)
    except ValueError as problem:
        return f"{CORRECTIONS}, row {number} ({row['doc_id']}, {row['table']}, start {row['start'] or '(empty)'}): {problem}"
    return ""


def apply(table: pd.DataFrame, name: str, corrections: Iterable[dict[str, str]]) -> pd.DataFrame:
    """Return the table with its corrections made; the table itself stays as it was.

    A correction finds its row by `doc_id` and `start` (empty for a table without that column), and is made only
    where the cell still holds `expected`: so it cannot outlive the rule or text that it corrects. An empty
    `expected` or `corrected` stands for an empty cell; numbers are compared as numbers.

    table: one of the workbook's tables. name: its name, such as "quantities". corrections: rows of read_corrections;
    those of other tables are passed over. Raises ValueError, in words, where row, field or expected value is gone.
    """
    corrected = table.copy()
    for correction in corrections:
        if correction["table"] == name:
            _correct(corrected, correction)
    return corrected


def taken_back(table: pd.DataFrame, name: str, corrections: Iterable[dict[str, str]]) -> pd.DataFrame:
    """Return a corrected table as it was read, before its corrections: what scores are of.

    A correction that was made after looking at an annotation would otherwise score itself. Tables that are made of a
    corrected one keep what follows from it.

    table, name, corrections: as for `apply`; corrections of reports that are not in the table are passed over. Raises
    ValueError, in words, where a cell does not hold what its correction has made of it.
    """
    own = [row for row in corrections if row["table"] == name]
    there = set(table["doc_id"].astype(str)) if own else set()
    made = [row for row in own if row["doc_id"] in there]
    turned = [row | {"expected": row["corrected"], "corrected": row["expected"]} for row in made[::-1]]
    return apply(table, name, turned)


def _correct(table: pd.DataFrame, correction: dict[str, str]) -> None:
    place = f"{CORRECTIONS}: {correction['table']}, {correction['doc_id']}, start {correction['start'] or '(empty)'}"
    field = correction["field"]
    if field not in table.columns:
        raise ValueError(f"{place}: the table has no column {field!r}; correct `field`, or remove the row")
    chosen = table["doc_id"].astype(str) == correction["doc_id"]
    if "start" in table.columns:
        chosen &= table["start"].map(_as_text) == _as_text(correction["start"])
    if not chosen.any():
        raise ValueError(f"{place}: {_no_such_row(table, correction)}")
    found = table.loc[chosen, field].map(_as_text)
    fitting = found.index[found == _as_text(correction["expected"])]
    if len(fitting) != 1:
        what = "several rows hold" if len(fitting) else "no row holds"
        there = ", ".join(repr(value) for value in found)
        raise ValueError(f"{place}: {what} {correction['expected']!r} in {field} (there: {there}). {MISSED}")
    _write(table, fitting[0], field, correction["corrected"], place)


def _no_such_row(table: pd.DataFrame, correction: dict[str, str]) -> str:
    """Why a correction finds no row, and what to do."""
    own = table[table["doc_id"].astype(str) == correction["doc_id"]]
    if "start" in table.columns and not correction["start"]:
        return "`start` is missing; copy it from the row to be corrected, from the column start of the table"
    if len(own) and "start" in table.columns:
        return "there is no such row: no row of this report has this `start`; copy it from the table, or remove the correction"
    return "there is no such row: no report of this doc_id has one; copy doc_id from the table, or remove the correction"


def _write(table: pd.DataFrame, row, field: str, value: str, place: str) -> None:
    """Write one cell in the type of its column."""
    column = table[field]
    try:
        if pd.api.types.is_bool_dtype(column):
            new = {"true": True, "false": False}[value.lower()]
        elif pd.api.types.is_integer_dtype(column):
            new = int(value) if value or column.dtype.kind in "iu" else pd.NA
        elif pd.api.types.is_numeric_dtype(column):
            new = float(value) if value else float("nan")
        else:
            new = value or ("" if column.notna().all() else None)  # the tables have no missing text
        table.loc[row, field] = new
    except (KeyError, TypeError, ValueError):
        raise ValueError(
            f"{place}: {value!r} does not fit the column {field}, which holds {_held(column)}; correct `corrected`"
        ) from None


def _held(column: pd.Series) -> str:
    """What a column holds, in words."""
    if pd.api.types.is_bool_dtype(column):
        return "True or False"
    if pd.api.types.is_integer_dtype(column):
        return "a whole number"
    return "a number" if pd.api.types.is_numeric_dtype(column) else "a text"


def _as_text(value) -> str:
    """Return a cell as it is compared: "" for an empty one, one spelling for each number."""
    if value is None or pd.isna(value):
        return ""
    text = str(value).strip()
    try:
        return repr(float(text))
    except ValueError:
        return text


def _filled(row: dict[str, str]) -> tuple[dict, list[str]]:
    """Return a row's filled cells in their types, and messages for those that cannot be read."""
    filled, wrong = {}, []
    for column, cell in row.items():
        if not cell or column == "doc_id":
            continue
        read, wanted = KINDS.get(column, (str, ""))
        value = read(cell)
        if value is None:
            wrong.append(f"{column} is {cell!r}, which is no {wanted}")
        else:
            filled[column] = value
    return filled, wrong


def _year(cell: str) -> int | None:
    found = re.fullmatch(r"((?:19|20)[0-9][0-9])(?:年|\.0)?", cell)
    return int(found[1]) if found else None


def _date(cell: str) -> str | None:
    """Return an ISO date of the precision given, or None; Excel turns 2021-02-05 into 2021/2/5."""
    found = DATE.fullmatch(cell)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        pd.Timestamp(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join([f"{year:04}"] + [f"{part:02}" for part in (month, day) if part])


def _size(cell: str) -> float | None:
    """Return a number above 0, or None; Excel may write 42,000."""
    found = re.fullmatch(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", cell)
    return float(cell.replace(",", "")) or None if found else None


def _level(cell: str) -> str | None:
    return cell if cell in LEVELS else None


KINDS = (
    dict.fromkeys(YEARS, (_year, "year"))
    | dict.fromkeys(DATES, (_date, "date such as 2021-02-05"))
    | dict.fromkeys(SIZES, (_size, "number above 0"))
    | {"level": (_level, f"level; the levels are {', '.join(LEVELS)}")}
)


def _note(message: str) -> SetAside:
    return SetAside(OVERRIDES, "reports_table", f"{OVERRIDES}: {message}", kept=True)
