"""Ranks the names that no indicator of indicators.csv covers, by the number of reports that use them."""

import pandas as pd

from lib.rules import Rules

_BEFORE = "（[^（）]{2}前）$"
EXAMPLE = ["doc_id", "start", "end", "sentence", "sentence_start", "sentence_end"]


def candidates(rules: Rules, quantities: pd.DataFrame) -> pd.DataFrame:
    """Return one row per name of the whole place without an id: reports, rows, families of units and a sentence.

    The names of most reports come first, of equals those of most rows, then by code point. The sentence is that of the
    name's first row; start and end are the quantity's there.

    quantities: the table.
    """
    rows = quantities[
        (quantities["scope"] == "town") & (quantities["canonical"] == "") & (quantities["indicator"] != "")
    ]
    families = {row["unit"]: row["family"] or "other" for row in rules.table("units")}
    rows = rows.assign(
        name=rows["indicator"].str.replace(_BEFORE, "", regex=True),
        family=rows["unit"].str.split("/").str[0].map(families).fillna("none"),
    )
    rows = rows[rows["name"] != ""].sort_values(["name", "doc_id", "start"], kind="stable")
    groups = rows.groupby("name", sort=True)
    found = groups.agg(reports=("doc_id", "nunique"), rows=("doc_id", "size"))
    found = found.join(_families(rows)).join(groups[EXAMPLE].first()).reset_index()
    order = found.sort_values(["reports", "rows", "name"], ascending=[False, False, True], kind="stable")
    return order.reset_index(drop=True)


def _families(rows: pd.DataFrame) -> pd.Series:
    """The families of units of each name, that of most rows first, joined by | as in indicators.csv."""
    counts = rows.groupby(["name", "family"]).size().reset_index(name="rows")
    ordered = counts.sort_values(["name", "rows", "family"], ascending=[True, False, True], kind="stable")
    return ordered.groupby("name")["family"].agg("|".join).rename("families")
