"""Saves a table for a paper: CSV, Excel, three-line Word table and LaTeX, with captions and a row of the ledger."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd

from lib.drawing import LANGUAGES, TABLE_FORMATS, settings
from lib.exports import notes
from lib.exports.latex import latex
from lib.exports.ledger_file import new_row, put
from lib.exports.printed import chosen, head, printed
from lib.rules import label
from lib.tables import csv_bytes


class SavedTable(NamedTuple):
    """A table that was saved, with its row of the ledger; a notebook shows what was written."""

    table: pd.DataFrame
    row: dict[str, str]

    def __repr__(self) -> str:
        return f"{self.row['figure']}: {self.row['formats']}; {len(self.table)} rows"


def save_table(
    table: pd.DataFrame | Callable[[str], pd.DataFrame],
    name: str,
    *,
    caption: dict[str, str],
    notebook: str,
    cell: str,
    columns: Sequence[str] | None = None,
    formats: tuple[str, ...] = TABLE_FORMATS,
) -> SavedTable:
    """Write a table and its captions to the figures folder, enter it in the ledger, and return both.

    Writes <name>.csv (all columns under their own names), <name>.xlsx (all columns, one sheet per language), and for
    each language <name>.zh.docx, a three-line table, and <name>.zh.tex, for XeLaTeX; <name>.caption.md beside them. A
    rerun gives the same bytes.

    table: the table, or a function that returns it in "zh" or "en". name: file name without ending, of no figure.
    caption: {"zh", "en"}, without number and full stop, and if there are caveats "note_zh", "note_en". notebook, cell:
    where it is made. columns: those that Word and LaTeX get, such as all but the evidence; None: all.
    formats: of csv, xlsx, docx, tex; the CSV is always written.
    Raises ValueError for a bad name, a missing caption, an unknown format, or columns that the table has not.
    """
    notes.check("table", name, caption)
    _check_formats(name, formats)
    paper = settings.paper()
    languages = (paper.language,) if paper else LANGUAGES
    formats = [kind for kind in TABLE_FORMATS if kind in (paper.formats if paper else formats)]
    tables = {language: table(language) if callable(table) else table for language in languages}
    asked = _Asked(name, tables, caption, columns)
    data = csv_bytes(tables[languages[0]])
    made = {"language": " ".join(languages), "formats": " ".join(_endings(formats, languages))}
    row = new_row(name, "table", data, caption, notebook=notebook, cell=cell, **made)
    files = {row["data"]: data, f"{name}.caption.md": notes.page(row, caption)}
    for kind in (kind for kind in formats if kind in MAKERS):
        files |= MAKERS[kind](asked, row)
    if settings.is_wanted(name):
        put(settings.folder(), files, row)
    return SavedTable(tables[languages[0]], row)


def _check_formats(name: str, formats: Sequence[str]) -> None:
    if unknown := sorted(set(formats) - set(TABLE_FORMATS)):
        known = ", ".join(TABLE_FORMATS)
        raise ValueError(f"table {name}: unknown format {', '.join(unknown)}; there are {known}")


class _Asked(NamedTuple):
    """What one call of save_table asks for."""

    name: str
    tables: dict[str, pd.DataFrame]
    caption: dict[str, str]
    columns: Sequence[str] | None


def _endings(formats: Sequence[str], languages: Sequence[str]) -> list[str]:
    own = [f"{language}.{kind}" for kind in ("docx", "tex") if kind in formats for language in languages]
    return ["csv"] + ["xlsx"] * ("xlsx" in formats) + own


def _words(asked: _Asked, row: dict[str, str], language: str) -> tuple[str, list[str]]:
    """Title above and notes below the table, as plain text."""
    title = label("caption.table_title", language).format(caption=notes.title(row, language))
    below = [notes.caveats(asked.caption, language), notes.source(row, language)]
    return title, [note for note in below if note]


def _excel(asked: _Asked, row: dict[str, str]) -> dict[str, bytes]:
    from lib.exports.workbook import workbook  # openpyxl, and below python-docx, are slow to import

    sheets = {}
    for language, table in asked.tables.items():
        title, below = _words(asked, row, language)
        heads = [head(name, language) for name in table]
        sheets[language] = (table, heads, title, below)
    return {f"{asked.name}.xlsx": workbook(sheets)}


def _word(asked: _Asked, row: dict[str, str]) -> dict[str, bytes]:
    from lib.exports.three_line import three_line

    return {
        f"{asked.name}.{language}.docx": three_line(*_in_print(asked, row, language))
        for language in asked.tables
    }


def _latex(asked: _Asked, row: dict[str, str]) -> dict[str, bytes]:
    made = {}
    for language in asked.tables:
        table, _, below = _in_print(asked, row, language)
        title = notes.title(row, language)  # LaTeX itself writes "Table 1" before it
        made[f"{asked.name}.{language}.tex"] = latex(
            table, title, below, f"{asked.name}.{language}", language
        )
    return made


def _in_print(asked: _Asked, row: dict[str, str], language: str):
    shown = chosen(asked.tables[language], asked.columns, asked.name)
    table = printed(shown, language)
    return table, *_words(asked, row, language)


MAKERS = {"xlsx": _excel, "docx": _word, "tex": _latex}
