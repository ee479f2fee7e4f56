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
from lib.rules import label_or, word_or

CODED = ("status", "scope", "kind", "bound", "role", "modifier", "wording")  # columns whose cells are codes
WIDE = 16  # characters; a column with longer texts is set wide
MOST = 200  # rows of a table in a notebook; the tables' files hold all
# Styles stand in each cell: a notebook that is not trusted yet loses every style sheet, and these it keeps.
BOX = "overflow:auto;max-height:44em"  # a long or wide table scrolls, its heads and first column stay
TABLE = "border-collapse:separate;border-spacing:0;margin:0"
KEPT = "position:sticky;background-color:var(--jp-layout-color0, #fff)"
HEAD = f"{KEPT};top:0;z-index:1;vertical-align:bottom;border-bottom:1px solid #999"
FIRST = f"{KEPT};left:0"
CELL = "vertical-align:top"
TEXT, NUMBER = "text-align:left", "text-align:right"
LONG = f"{TEXT};white-space:pre-wrap;min-width:12em;max-width:40em"
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
    sentences = {list(table).index("sentence"): _sentences(table)} if "sentence" in table else {}
    heads = "".join(
        f'<th scope="col" style="{_joined(HEAD, style.split(";")[0], at)}">{escape(str(name))}</th>'
        for at, (name, style, _) in enumerate(columns)
    )
    rows = "".join(_row(number, columns, sentences) for number in range(len(table)))
    note = f"<p><small>{escape(fewer)}</small></p>" if fewer else ""
    return HTML(
        f'<div style="{BOX}" tabindex="0"><table style="{TABLE}"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{note}"
    )


def _row(number: int, columns: Sequence[tuple], sentences: dict[int, list]) -> str:
    cells = []
    for at, (_, style, texts) in enumerate(columns):
        text, rows = sentences[at][number] if at in sentences else (texts[number], 1)
        if rows:
            span = f' rowspan="{rows}"' if rows > 1 else ""
            cells.append(f'<td{span} style="{_joined(CELL, style, at)}">{text}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _joined(*told: str | int) -> str:
    """Styles of a cell; those of the first column, 0, keep it in sight."""
    *styles, at = told
    return ";".join([*styles, *([] if at else [FIRST])])


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
    # where several codes of one column are heads, such as town and part, they are read as codes: 全镇, not 乡镇
    spread = [column for column in CODED if sum(bool(_word(f"{column}.{name}")) for name in table) > 1]
    return table.assign(**told).rename(columns=partial(_head, spread))


def _code(column: str, value: object) -> object:
    return _word(f"{column}.{value}") or value


def _head(spread: list[str], name: object) -> object:
    """范围 scope for scope; a code that became a head of its own, such as actual, is read like one."""
    keys = [f"{column}.{name}" for column in spread] + [f"column.{name}"]
    told = next(filter(None, map(_word, keys)), "")
    return f"{told} {name}" if told and told != name else name


def _word(key: str) -> str:
    """What labels.csv or interface.csv calls a key in Chinese, or ""."""
    return label_or(key, "zh", "") or word_or(key, "zh", "")


def _number(value: float) -> str:
    """2300000000.0 as 2,300,000,000, 4.6541 as 4.65, and of what was computed five figures: 321750321.75 as 321,750,000."""
    return f"{value:,.2f}" if abs(value) < 1000 and not float(value).is_integer() else marks.number(value)
