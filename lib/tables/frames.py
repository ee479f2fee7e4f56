"""Rows as tables: the columns of the codebook, in order, each of its type."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from lib import paths
from lib.rules import dictionaries

DTYPES = {"whole": "Int64", "number": "float64", "truth": "bool", "text": "str"}


def _codebook() -> dict[str, dict[str, str]]:
    """The type of each column of each table, in order, as the codebook data/dictionaries/columns.csv says."""
    types: dict[str, dict[str, str]] = {}
    for row in dictionaries.read_table(paths.DICTIONARIES / "columns.csv"):
        types.setdefault(row["table"], {})[row["column"]] = row["type"]
    return types


COLUMNS = _codebook()


def frame(name: str, rows: Iterable[dict] | pd.DataFrame) -> pd.DataFrame:
    """Return rows as the table `name`, its columns in order and of fixed types: no text is missing, numbers may be."""
    return typed(COLUMNS[name], rows)


def commonest(values: pd.Series) -> pd.Series:
    """Return how often each value occurs, the commonest first, ties by code point."""
    return values.value_counts().sort_index().sort_values(ascending=False, kind="stable")


def typed(types: dict[str, str], rows: Iterable[dict] | pd.DataFrame) -> pd.DataFrame:
    """Return rows as a table of these columns, each of the type that its name stands for in DTYPES."""
    if not isinstance(
        rows, pd.DataFrame
    ):  # column by column: rows of their own names take three times as long
        told = list(rows)
        rows = {column: [row.get(column, np.nan) for row in told] for column in types} if told else None
    table = pd.DataFrame(rows, columns=list(types))
    for column, kind in types.items():
        if table[column].dtype == DTYPES[kind] and not (kind == "text" and table[column].hasnans):
            continue
        if kind == "text":
            table[column] = table[column].astype("str").where(table[column].notna(), "")
        else:
            table[column] = pd.array(table[column].to_list(), dtype=DTYPES[kind])
    return table
