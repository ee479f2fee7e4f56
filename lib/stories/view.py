"""Lays a table out for reading in a notebook: whole sentences, readable numbers, the same bytes every time."""

import hashlib
from functools import partial

import pandas as pd
from IPython.display import HTML

from lib import drawing
from lib.drawing import marks
from lib.rules import label_or, word_or

CODED = ("status", "scope", "kind", "bound", "role", "modifier", "wording")  # columns whose cells are codes
WIDE = 16  # characters; a column with longer texts is set wide


def show(table: pd.DataFrame) -> HTML:
    """Return a table as a notebook shows it: no index, texts whole and to the left, large numbers with separators.

    In a Chinese notebook a head that labels.csv knows stands in Chinese before its own name, which is that of the codebook,
    and codes such as actual or part stand in words.

    table: any table; its values are not changed. An empty table shows its header only.
    """
    table = _in_chinese(table) if drawing.language() == "zh" else table
    style = table.style.hide(axis="index").set_uuid(_mark(table))
    style.cell_ids = False
    texts = [column for column in table if not pd.api.types.is_numeric_dtype(table[column])]
    wide = [column for column in texts if len(table) and table[column].astype(str).str.len().max() > WIDE]
    numbers = [column for column in table if pd.api.types.is_float_dtype(table[column])]
    style = style.format(_number, subset=numbers, na_rep="").format(na_rep="", subset=_whole(table))
    style = style.format(na_rep="", escape="html", subset=texts).format_index(escape="html", axis=1)
    style = style.set_properties(**{"text-align": "left", "white-space": "pre-wrap"}, subset=texts)
    style = style.set_properties(**{"min-width": "12em", "max-width": "40em"}, subset=wide)
    style = style.set_table_styles([{"selector": "th", "props": "text-align: left; vertical-align: bottom"}])
    return HTML(style.to_html())  # a Styler itself would show its address in memory, another one in every run


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


def _whole(table: pd.DataFrame) -> list[str]:
    return [column for column in table if pd.api.types.is_integer_dtype(table[column])]


def _number(value: float) -> str:
    """2300000000.0 as 2,300,000,000, 4.6541 as 4.65, and of what was computed five figures: 321750321.75 as 321,750,000."""
    return f"{value:,.2f}" if abs(value) < 1000 and not float(value).is_integer() else marks.number(value)


def _mark(table: pd.DataFrame) -> str:
    """A name for the table's styles that depends on nothing but its content."""
    return hashlib.sha256(table.to_csv(index=False).encode()).hexdigest()[:8]
