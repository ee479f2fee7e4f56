"""Writes the panel for Stata, R and spreadsheets, with its codebook, a sheet for yearbook values and two examples."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from lib import corpus, paths, tables
from lib.exports.archives import timeless
from lib.exports.workbook import LONGEST
from lib.rules import Rules, label
from lib.tables import as_csv, inert_cell, panel

MOST_ROWS = 100_000  # of a sheet: Excel opens more, slowly
TITLE = "panel.title"
THEME = "att_"
CODEBOOK = ["table", "column", "zh", "en", "unit", "definition", "kind", "aim", "measure", "nature"]
CODEBOOK += ["caution_zh", "caution_en"]


def write_panel(rules: Rules, folder: Path, words: Iterable[str] = (), language: str = "en") -> list[Path]:
    """Write the panel of the corpus in force to a folder, and return the files in the order in which they were written.

    For each of long, wide, attention and words (where words are named): .csv, .parquet, .dta; then panel.xlsx with a sheet
    of each, codebook.md and codebook.xlsx, yearbook.csv to be filled in, and panel.do and panel.R, which read them. No cell
    of a CSV holds a line break.

    words: any strings to be counted. language: of the data sets' titles.
    """
    words = list(words)
    own = corpus.own_columns(paths.data(), tables.load("reports"))
    made = panel.of_tables(rules, tables.load, words, own)
    fields = panel.fields(rules, made, panel.words_of(words))
    spread = panel.described(rules, made["wide"], made["long"])
    files: dict[str, bytes] = {}
    for name, table in made.items():
        plain = flat(table)
        own = fields[fields["table"] == name]
        labels = {row.column: f"{row.zh} {row.en}" for row in own.itertuples()}
        title = f"{label(TITLE, 'zh')} {label(TITLE, 'en')}: {name} {paths.selection()}".strip()
        files |= {
            f"{name}.csv": as_csv(plain),
            f"{name}.parquet": _parquet(plain),
            f"{name}.dta": panel.dta(rules, plain, labels, title),
        }
    files["panel.xlsx"] = sheets({name: flat(table) for name, table in made.items()})
    files["codebook.md"] = codebook_page(rules, made, fields, spread).encode("utf-8")
    files["codebook.xlsx"] = sheets(
        {"columns": fields[CODEBOOK], "values": spread, "missing": _missing(rules)}
    )
    files |= _examples(made["wide"], spread)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def flat(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in whose texts every line break, with the blanks around it, is one blank."""
    texts = [
        name for name in table if isinstance(table[name].dtype, pd.StringDtype) or table[name].dtype == object
    ]
    plain = table.copy()
    for name in texts:
        plain[name] = (
            table[name]
            .astype("str")
            .where(table[name].notna(), "")
            .str.replace(r"\s*[\r\n]+\s*", " ", regex=True)
        )
    return plain


def codebook_page(
    rules: Rules, made: Mapping[str, pd.DataFrame], fields: pd.DataFrame, spread: pd.DataFrame
) -> str:
    """Return the codebook as Markdown: the tables, why cells are empty, every column, and how the values are spread."""
    wide, long = made["wide"], made["long"]
    counts = {
        "rows": len(wide),
        "places": wide["place_id"].nunique(),
        "reports": int(wide["has_report"].sum()),
        "facts": len(long),
        "variables": len(spread),
    }
    parts = [f"# {label(TITLE, 'zh')} {label(TITLE, 'en')}"]
    parts += [label("panel.about", language).format(**counts) for language in ("zh", "en")]
    parts += ["## 缺失 Missing values", _markdown(_missing(rules))]
    companions = fields["column"].str.endswith((panel.ERROR, panel.NOTE)) & (fields["table"] == "wide")
    for name, own in fields[~companions].groupby("table", sort=False):
        parts += [f"## {name}", _markdown(own[CODEBOOK[1:]])]
    parts += ["## 数值 Values", _markdown(spread.round(4))]
    return "\n\n".join(parts) + "\n"


def sheets(named: Mapping[str, pd.DataFrame]) -> bytes:
    """Return an .xlsx with a sheet of each table, texts as texts and numbers as numbers; same input, same bytes.

    named: tables by the name of their sheet; of a table longer than MOST_ROWS its beginning is kept.
    """
    from openpyxl import Workbook  # slow to import

    book = Workbook(write_only=True)
    for name, table in named.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, column) for column in table])
        for row in table.head(MOST_ROWS).astype(object).itertuples(index=False, name=None):
            sheet.append([_cell(sheet, value) for value in row])
    saved = io.BytesIO()
    book.save(saved)
    return timeless(saved.getvalue())


def _cell(sheet, value: object):
    """A value as a sheet takes it; a text that a spreadsheet would run is marked as a text."""
    if pd.isna(value):
        return None
    if not isinstance(value, str):
        return value.item() if hasattr(value, "item") else value
    text = "".join(c for c in value if c.isprintable() or c in "\t\u3000\xa0")[:LONGEST]
    if inert_cell(text) == text:
        return text
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.quotePrefix = "s", True
    return cell


def _parquet(table: pd.DataFrame) -> bytes:
    saved = io.BytesIO()
    table.to_parquet(saved, index=False)
    return saved.getvalue()


def _missing(rules: Rules) -> pd.DataFrame:
    rows = [
        {"stata": f".{row['code']}", "note": row["key"], "zh": row["zh"], "en": row["en"]}
        for row in panel.missing_codes(rules)
    ]
    return pd.DataFrame(rows)


def _markdown(table: pd.DataFrame) -> str:
    """A table as Markdown; what is missing is an empty cell."""
    rows = [list(table), ["---"] * len(table.columns)]
    rows += table.astype(object).where(table.notna(), "").to_numpy().tolist()
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows)


def _examples(wide: pd.DataFrame, spread: pd.DataFrame) -> dict[str, bytes]:
    """The sheet for yearbook values, and the examples for the result that most places and years have."""
    results = spread[[f"{name}{panel.ERROR}" in wide for name in spread["column"]]]
    themes = [name for name in wide if name.startswith(THEME)]
    sheet = wide[["place_code", "year", "place_zh"]].assign(yearbook_value="")
    files = {"yearbook.csv": as_csv(sheet)}
    if results.empty or not themes:
        return files
    filling = {
        "outcome": results["column"].iloc[int(results["values"].to_numpy().argmax())],
        "theme": themes[0],
    }
    for name in ("panel.do", "panel.R"):
        text = (paths.SHIPPED_DATA / "examples" / name).read_text(encoding="utf-8")
        for key, value in filling.items():
            text = text.replace(f"@{key}@", value)
        files[name] = text.encode("utf-8")
    return files
