"""Which reports of a corpus are selected, by any column of its reports table or of the user's own reports.csv."""

import re
import shlex
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from lib.corpus import corrections

# Names that people write for columns of the reports table.
ALSO = {"year": "review_year", "type": "document_type", "id": "doc_id"}
NAMED = ("province", "city", "county", "town")  # a name may stand without its last word: 山东 for 山东省
_CONDITION = re.compile(r"(\w+)(!=|>=|<=|=)(.*)", re.DOTALL)
_SPAN = re.compile(r"(-?[0-9.]+)-(-?[0-9.]+)")


def selected(reports: pd.DataFrame, text: str, own: pd.DataFrame | None = None) -> list[str]:
    """Return the doc_ids of the reports that meet every condition of a selection, in the order of the table.

    A selection is conditions with blanks between them: column=value, column=value,value (any of them), column=2019-2021 (a
    span of numbers), column>=1000, column<=1000, column!=value; a value with a blank in it stands in quotes. year is
    review_year. Names of places may stand without their last word.

    reports: the table. text: the selection. own: doc_id and the user's own columns, as own_columns() gives them.
    Raises ValueError, in words, for a condition that is none, a column that is not there, and where no report is left.
    """
    table = reports if own is None else reports.merge(own, on="doc_id", how="left")
    kept = table
    for column, sign, value in _conditions(text):
        name = ALSO.get(column, column) if column not in table else column
        if name not in table:
            raise ValueError(
                f"--select: there is no column {column!r}; the columns are {', '.join(map(str, table.columns))}"
            )
        before, kept = kept, kept[kept[name].map(_test(name, sign, value)).astype(bool)]
        if kept.empty and len(before):
            found = (
                ", ".join(sorted({str(cell) for cell in before[name].dropna() if str(cell)})[:12]) or "empty"
            )
            raise ValueError(
                f"--select: no report is left after {column}{sign}{value}; in {column} stands: {found}"
            )
    return kept["doc_id"].to_list()


def own_columns(folder: Path, reports: pd.DataFrame) -> pd.DataFrame:
    """Return doc_id and the columns of the corpus's reports.csv that the reports table does not have; empty cells are "".

    folder: the corpus folder. reports: the table.
    """
    files = [
        SimpleNamespace(doc_id=row.doc_id, file=row.file, sha256=row.sha256, known=())
        for row in reports.itertuples()
    ]
    told, _ = corrections.filled_cells(folder, files)
    names = dict.fromkeys(name for row in told.values() for name in row if name not in reports)
    rows = [
        {"doc_id": one} | {name: told.get(one, {}).get(name, "") for name in names}
        for one in reports["doc_id"]
    ]
    return pd.DataFrame(rows, columns=["doc_id", *names])


def _conditions(text: str) -> Iterable[tuple[str, str, str]]:
    try:
        parts = shlex.split(text)
    except ValueError:
        raise ValueError(f"--select: a quotation mark is not closed in {text!r}") from None
    for part in parts:
        found = _CONDITION.fullmatch(part)
        if not found or not found[3]:
            raise ValueError(
                f"--select: {part!r} is no condition; write column=value, such as year=2019-2021"
            )
        yield found[1], found[2], found[3]


def _test(column: str, sign: str, value: str) -> Callable[[object], bool]:
    """Whether a cell meets one condition."""
    if sign in (">=", "<="):
        limit = _number(value)
        if limit is None:
            raise ValueError(f"--select: {column}{sign}{value} asks for a number")
        return lambda cell: (
            (at := _number(cell)) is not None and (at >= limit if sign == ">=" else at <= limit)
        )
    wanted = [one for one in re.split("[,，]", value) if one]
    return lambda cell: any(_equal(column, cell, one) for one in wanted) != (sign == "!=")


def _equal(column: str, cell: object, wanted: str) -> bool:
    if cell is None or pd.isna(cell):
        return False
    at, span = _number(cell), _SPAN.fullmatch(wanted)
    if at is not None and span:
        return float(span[1]) <= at <= float(span[2])
    if at is not None and _number(wanted) is not None:
        return at == _number(wanted)
    told = str(cell)
    return told == wanted or (column in NAMED and len(wanted) > 1 and told.startswith(wanted))


def _number(cell: object) -> float | None:
    try:
        return None if cell is None or pd.isna(cell) else float(str(cell).replace(",", ""))
    except ValueError:
        return None
