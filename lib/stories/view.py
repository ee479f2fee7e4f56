"""Lays a table out for reading in a notebook: whole sentences with their numbers marked, readable numbers, the same bytes every time."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from html import escape
from itertools import groupby

import pandas as pd
from IPython.display import HTML

from lib import drawing
from lib.drawing import fit, marks
from lib.rules import in_force, label_or, word_or
from lib.themes import theme_name, themes

SPREAD = (
    "status",
    "scope",
    "kind",
    "bound",
    "role",
    "modifier",
    "wording",
)  # columns of codes that become heads too
# Columns whose cells are codes, and the groups of labels.csv and interface.csv that tell these; several codes stand in a cell with | between.
CODED = {
    column: (column,)
    for column in (*SPREAD, "rule", "family", "method", "draw", "choice", "class", "problem", "table")
}
CODED |= {
    "families": ("family",),
    "measure": ("score", "measure"),
    "field": ("score", "column"),
    "language": ("language",),
}
CODED |= {
    "document_type": ("document_type",),
    "theme": ("theme",),
    "reached": ("truth",),
    "found": CODED["scope"],
    "gold": CODED["scope"],
}
TRUTH = {True: "truth.yes", False: "truth.no"}
OF_YEAR = re.compile("(.+) ((?:19|20)[0-9]{2})")  # median 2021: a measure of one year
WIDE = 16  # characters; a column with longer texts is set wide
MOST = 200  # rows of a table in a notebook; the tables' files hold all
# Styles stand in each cell: a notebook that is not trusted yet loses every style sheet, and these it keeps.
BOX = "overflow:auto;max-height:44em"  # a long or wide table scrolls, its heads and first column stay
TABLE = "border-collapse:separate;border-spacing:0;margin:0"
KEPT = "position:sticky;background-color:var(--jp-layout-color0, #fff)"
HEAD = f"{KEPT};top:0;z-index:1;vertical-align:bottom;padding:.3em .6em;border-bottom:1px solid #999"
FIRST, CORNER = f"{KEPT};left:0", "left:0;z-index:2"
CELL = "vertical-align:top;padding:.3em .6em"
TEXT, NUMBER = "text-align:left", "text-align:right"
LONG = f"{TEXT};white-space:pre-wrap;min-width:12em;max-width:40em"
SENTENCE = f"{TEXT};white-space:pre-wrap;min-width:24em;max-width:44em"
BESIDE_SENTENCE = "surface"  # the column whose words are marked in the column sentence


def show(table: pd.DataFrame, most: int = MOST) -> HTML:
    """Return a table as a notebook shows it: no index, texts whole and to the left, large numbers with separators.

    In a Chinese notebook a head that labels.csv knows stands in Chinese before its own name, which is that of the codebook,
    and codes such as actual or part stand in words. A sentence stands once beside all rows that follow each other with it,
    their numbers marked in it.

    table: any table; its values are not changed. An empty table shows its header only. most: rows shown; of more, the first, and so said.
    """
    language = drawing.language()
    _, fewer = fit(range(len(table)), most, language, "note.table_rows")
    table = table.head(most)
    shown = _in_chinese(table) if language == "zh" else table
    columns = [_column(shown.iloc[:, at], name) for at, name in enumerate(shown)]
    sentences = {}
    if "sentence" in table:
        at = list(table).index("sentence")
        sentences, columns[at] = {at: _sentences(table)}, (columns[at][0], SENTENCE, [])
    heads = "".join(_head_cell(at, name, style) for at, (name, style, _) in enumerate(columns))
    rows = "".join(_row(number, columns, sentences) for number in range(len(table)))
    note = f"<p><small>{escape(fewer)}</small></p>" if fewer else ""
    made = f'<table style="{TABLE}"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return HTML(in_box(made) + note)


def in_box(table: str) -> str:
    """Return a table, as HTML, in a box that scrolls, also by the keyboard, instead of squeezing it."""
    return f'<div style="{BOX}" tabindex="0">{table}</div>'


def _head_cell(at: int, name: str, style: str) -> str:
    styles = ";".join([HEAD, *([] if at else [CORNER]), style.split(";")[0]])
    return f'<th scope="col" style="{styles}">{escape(str(name))}</th>'


def _row(number: int, columns: Sequence[tuple], sentences: dict[int, list]) -> str:
    cells = []
    for at, (_, style, texts) in enumerate(columns):
        text, rows = sentences[at][number] if at in sentences else (texts[number], 1)
        if rows:
            span = f' rowspan="{rows}"' if rows > 1 else ""
            styles = ";".join([CELL, *([] if at else [FIRST]), style])
            cells.append(f'<td{span} style="{styles}">{text}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _column(cells: pd.Series, name: str) -> tuple[str, str, list[str]]:
    """Head, style and printed texts of a column."""
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        print_ = _number if pd.api.types.is_float_dtype(cells) else str
        return name, NUMBER, ["" if pd.isna(value) else print_(value) for value in cells]
    texts = ["" if is_missing else str(value) for value, is_missing in zip(cells, cells.isna())]
    wide = max(map(len, texts), default=0) > WIDE
    return name, LONG if wide else TEXT, [escape(text) for text in texts]


def _sentences(table: pd.DataFrame) -> list[tuple[str, int]]:
    """For each row its sentence with the numbers marked and how many rows it stands for: 0 where the one above stands for it too."""
    texts = table["sentence"].fillna("").astype(str).tolist()
    surfaces = (
        table[BESIDE_SENTENCE].fillna("").astype(str) if BESIDE_SENTENCE in table else [""] * len(texts)
    )
    whose = table["report"] if "report" in table else [""] * len(texts)
    found = []
    for (text, _), rows in groupby(zip(texts, whose, surfaces), key=lambda row: row[:2]):
        own = list(rows)
        n = len(own) if text else 1
        first = [(_marked(text, [surface for *_, surface in own]), n)]
        found += first + [("", 0 if text else 1)] * (len(own) - 1)
    return found


def _marked(text: str, surfaces: Iterable[str]) -> str:
    """A sentence as HTML in which the numbers as printed are marked, wherever they stand by themselves."""
    wanted = sorted({surface for surface in surfaces if surface}, key=len, reverse=True)
    if not wanted:
        return escape(text)
    pieces = re.split(rf"(?<![0-9.])({'|'.join(map(re.escape, wanted))})", text)
    return "".join(
        f"<mark>{escape(piece)}</mark>" if at % 2 else escape(piece) for at, piece in enumerate(pieces)
    )


def _in_chinese(table: pd.DataFrame) -> pd.DataFrame:
    told = {
        name: table[name].map(partial(_code, name), na_action="ignore") for name in CODED if name in table
    }
    truths = [name for name in table if pd.api.types.is_bool_dtype(table[name])]
    told |= {
        name: table[name].map(TRUTH, na_action="ignore").map(_word, na_action="ignore") for name in truths
    }
    # where several codes of one column are heads, such as town and part, they are read as codes: 全镇, not 乡镇
    spread = [column for column in SPREAD if sum(bool(_word(f"{column}.{name}")) for name in table) > 1]
    return table.assign(**told).rename(columns=partial(_head, spread))


def _code(column: str, value: object) -> object:
    """A cell's codes in words; what is none stays."""
    if not isinstance(value, str):
        return value
    return "、".join(
        _first(f"{group}.{code}" for group in CODED[column]) or code for code in value.split("|")
    )


def _head(spread: list[str], name: object) -> object:
    """范围 scope for scope; a code that became a head of its own, such as actual, is read like one."""
    if of_year := OF_YEAR.fullmatch(str(name)):
        told = _word(f"of_year.{of_year[1]}")
    else:
        told = _first([f"{column}.{name}" for column in spread] + [f"column.{name}"])
    return f"{told} {name}" if told and told != name else name


def _first(keys: Iterable[str]) -> str:
    return next(filter(None, map(_word, keys)), "")


def _word(key: str) -> str:
    """What the dictionaries call a key in Chinese, or ""."""
    group, _, code = key.partition(".")
    if group == "theme":
        return theme_name(in_force(), code, "zh") if code in themes(in_force()) else ""
    if group == "document_type":
        return _document_types().get(code, "")
    return label_or(key, "zh", "") or word_or(key, "zh", "")


def _document_types() -> dict[str, str]:
    return {row["id"]: row["label_zh"] for row in in_force().table("document_types")}


def _number(value: float) -> str:
    """2300000000.0 as 2,300,000,000, 4.6541 as 4.65, and of what was computed five figures: 321750321.75 as 321,750,000."""
    return f"{value:,.2f}" if abs(value) < 1000 and not float(value).is_integer() else marks.number(value)
