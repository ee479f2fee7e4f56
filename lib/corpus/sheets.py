"""Reads sheets that hold one report a row: which column is the text, which name the place and year, what else is known."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from statistics import median
from typing import NamedTuple

from lib.corpus.decoding import damage
from lib.corpus.extracted import Extracted, Loss, NotReadable
from lib.corpus.items import Loaded, SetAside, loaded, set_aside
from lib.corpus.readers import web
from lib.corpus.sheet_files import READERS, Sheet
from lib.rules import Rules, compiled, nearest

KINDS = frozenset(READERS)
HAN = re.compile(r"[\u3400-\u9fff]")
ESCAPED = re.compile("_x(000[9AaDd]|005[Ff])_")  # Excel writes a line break of Windows so
MARKUP = re.compile(r"</(?:p|div|td|span|li)>|<br\s*/?>", re.IGNORECASE)
LONGEST_CELL_OF_EXCEL, LONGEST_STRING_OF_STATA = 32_767, 2_045  # characters; bytes
LEAST_MEDIAN = 150  # characters of a text column that no name gives away
LOOKED_AT = 200  # rows by which columns are judged
PLACES = ("province", "city", "county", "town", "place")
UNNAMED = {"text", "id", "other", "place", "year"}
YEAR = re.compile("(?:19|20)[0-9]{2}")


class Columns(NamedTuple):
    """Which column of a sheet is which: by what it holds, its number."""

    text: int
    named: dict[str, int]


OWN_TABLES = ("reports.csv", "corrections.csv", "remarks.csv")  # of the user, beside the reports


def reports(rules: Rules, content: bytes, kind: str, name: str) -> Iterator[Loaded | SetAside]:
    """Yield a report for each row of a file's sheets, and last which columns were taken for what.

    Each has the path `FILE/ROW PLACE YEAR`, from which place and year are read as from a file's name, and its other cells as
    `known`. Raises NotReadable where no sheet has a column of texts.

    content: the file's bytes. kind: a key of READERS. name: its path as shown.
    """
    heads, taken = [], []
    for sheet in READERS[kind](content):
        first, rest = _some(sheet.rows)
        columns = _columns(rules, sheet.head, first)
        if columns is None:
            heads.append(", ".join(filter(None, sheet.head))[:200])
            continue
        taken.append(columns)
        yield from _rows(rules, sheet, chain(first, rest), columns, kind, name)
        yield _said(sheet, columns, name)
    if not taken:
        raise NotReadable(
            "no_text_column",
            f"no column of it holds reports (its columns: {'; '.join(heads) or 'none'}); put each report's text into one cell of a "
            f"column 正文, or name the column in dictionaries/sheet_columns.csv{_nearly(name)}",
        )


def _nearly(name: str) -> str:
    """A question for the user's own table whose name a file nearly has, as report.csv."""
    near = nearest(name.rpartition("/")[2], OWN_TABLES)
    return f"; or is {near} meant?" if near else ""


def column_of(rules: Rules, head: str) -> str:
    """Return what a column called so holds, by sheet_columns.csv: text, id, title, year or a column of reports.csv; "" where not known."""
    return _names(rules).get(_bare(head), "")


def _some(rows: Iterable[list[str]]) -> tuple[list[list[str]], Iterator[list[str]]]:
    """The first rows, by which the columns are judged, and the others."""
    rest = iter(rows)
    return list(islice(rest, LOOKED_AT)), rest


@compiled
def _names(rules: Rules) -> dict[str, str]:
    return {_bare(row["name"]): row["column"] for row in rules.table("sheet_columns")}


def _bare(head: str) -> str:
    return re.sub(r"[\s\ufeff]", "", head).lower()


def _columns(rules: Rules, head: list[str], rows: list[list[str]]) -> Columns | None:
    """Which column is which: by its name, the text also by the length of its cells; None where there is no text."""
    named: dict[str, int] = {}
    for number, column in enumerate(head):
        named.setdefault(_names(rules).get(_bare(column), ""), number)
    lengths = [_usual_length(rows, number) for number in range(len(head))]
    said = [n for n, column in enumerate(head) if _names(rules).get(_bare(column)) == "text" and lengths[n]]
    text = max(said or range(len(head)), key=lambda number: (lengths[number], -number), default=None)
    if text is None or not said and lengths[text] < LEAST_MEDIAN:
        return None
    if "year" not in named and "review_year" not in named:
        years = [n for n in range(len(head)) if n not in named.values() and _all_years(rows, n)]
        named |= {"year": years[0]} if years else {}
    return Columns(text, {column: number for column, number in named.items() if column and number != text})


def _usual_length(rows: list[list[str]], number: int) -> float:
    """The median number of Chinese characters in the filled cells of a column."""
    cells = (row[number] for row in rows if number < len(row) and row[number].strip())
    return median([len(HAN.findall(cell)) for cell in cells] or [0])


def _all_years(rows: list[list[str]], number: int) -> bool:
    cells = [row[number].strip() for row in rows if number < len(row) and row[number].strip()]
    return bool(cells) and all(YEAR.fullmatch(cell.removesuffix("年")) for cell in cells)


def _rows(
    rules: Rules, sheet: Sheet, rows: Iterable[list[str]], columns: Columns, kind: str, name: str
) -> Iterator[Loaded | SetAside]:
    empty = []
    for number, row in enumerate(rows, sheet.first):
        cells = row + [""] * (len(sheet.head) - len(row))
        if not cells[columns.text].strip():
            empty += [number] if any(map(str.strip, cells)) else []
            continue
        label = _label(sheet, columns, cells, number)
        try:
            found = _extracted(rules, cells[columns.text], kind)
            yield loaded(
                found, f"{name}/{label}", cells[columns.text].encode(), _known(sheet, columns, cells)
            )
        except Exception as error:  # noqa: BLE001  one row never stops the rest
            yield set_aside(f"{name}/{label}", error)
    if empty:
        some = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
        yield SetAside(
            name, "empty", f"{name}: {len(empty)} rows hold no text ({some}); fill them in, or remove them"
        )


def _label(sheet: Sheet, columns: Columns, cells: list[str], number: int) -> str:
    """The name of a row's report: its id or the row's number, and what the sheet says of place and year."""
    own = cells[columns.named["id"]].strip() if "id" in columns.named else ""
    places = "".join(cells[columns.named[column]].strip() for column in PLACES if column in columns.named)
    year = cells[columns.named["year"]].strip() if "year" in columns.named else ""
    parts = [own or f"{sheet.name} {number}".strip(), places, year]
    return re.sub(r"[\s/.]+", " ", " ".join(filter(None, parts)))[:120]


def _extracted(rules: Rules, cell: str, kind: str) -> Extracted:
    text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell).removeprefix("\ufeff")
    if len(MARKUP.findall(text)) > 2:
        return web.read_text(rules, text, f"{kind} html")
    cut = (
        len(cell) >= LONGEST_CELL_OF_EXCEL
        and kind in ("xlsx", "xls")
        or len(cell.encode()) == LONGEST_STRING_OF_STATA
    )
    cut = cut or len(cell) == LONGEST_CELL_OF_EXCEL
    losses = (Loss(len(text), len(text), "cut", (("count", len(cell)),)),) if cut else ()
    return Extracted(text, kind, (), damage(text) + losses)


def _known(sheet: Sheet, columns: Columns, cells: list[str]) -> tuple[tuple[str, str], ...]:
    """The other cells of a row: those of known columns under their names in reports.csv, the rest under their own."""
    by_number = {number: column for column, number in columns.named.items() if column not in UNNAMED}
    return tuple(
        (by_number.get(number, head.strip()), cells[number].strip())
        for number, head in enumerate(sheet.head)
        if number != columns.text and head.strip() and cells[number].strip()
    )


def _said(sheet: Sheet, columns: Columns, name: str) -> SetAside:
    taken = [("text", columns.text), *columns.named.items()]
    told = ", ".join(f"{column} = {sheet.head[number]}" for column, number in taken if column != "other")
    message = (
        f"{name}{' ' + sheet.name if sheet.name else ''}: a report in each row; read as {told}. A row in "
    )
    return SetAside(name, "sheet", message + "dictionaries/sheet_columns.csv says otherwise", kept=True)
