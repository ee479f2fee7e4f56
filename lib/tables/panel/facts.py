"""The long panel: one row per fact, that is a place, year, definition, kind and aim, with the choice among several said."""

import math

import numpy as np
import pandas as pd

from lib.rules import Rules, compiled
from lib.tables.panel.places import place_columns
from lib.targets import rounding

FACT = ["place_id", "year", "definition", "kind", "measure", "nature", "several_years", "aim"]
AIMS = {"actual": "result", "expected": "result", "target": "target", "implied": "implied"}
# fmt: off
TOLD = [
    "canonical", "definition", "kind", "measure", "nature", "aim", "several_years", "year", "value", "value_high", "unit",
    "bound", "bound_word", "low", "high", "error", "status", "span", "months", "period", "basis", "missing", "comparable",
    "mark", "peers", "barred", "cautions", "reason", "reason_en", "caution", "caution_en", "choice", "stated_by",
    "others_agree", "other_values", "doc_id", "review_year", "document_type", "start", "end", "surface", "indicator",
    "sentence", "sentence_start", "sentence_end",
]
# fmt: on


def facts(rules: Rules, comparison: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the long panel: one row per place, year, definition, kind, measure, nature and aim (result, target, implied).

    Several reports may state one fact: the whole year stands before a part of it, then the report on that year (of a
    target: the report that plans it) before the one nearest to it, then a government work report before other documents.
    choice says which it was; stated_by, other_values and others_agree what the others say. low and high are what the
    printed digits and the hedge leave open, error half of that. missing: why the value stands for no whole year of its
    place (a key of panel_missing.csv), empty where it does.

    comparison, reports: the tables.
    """
    cells = comparison[comparison["chosen"] & comparison["year"].notna()].copy()
    cells["aim"] = cells["status"].map(AIMS)
    cells["several_years"] = (cells["months"] > 12).fillna(False)
    cells["missing"] = why_missing(rules, cells)
    cells = cells.join(_open(rules, cells))
    plan_year = cells["doc_id"].map(reports.set_index("doc_id")["plan_year"]).astype("Int64")
    chosen = _chosen(cells.assign(reviewed=cells["review_year"].fillna(plan_year - 1)))
    found = place_columns(rules, reports).merge(chosen[["place_id", *TOLD]], on="place_id", how="right")
    return found.sort_values([*FACT, "doc_id", "start"], kind="stable").reset_index(drop=True)


def why_missing(rules: Rules, cells: pd.DataFrame) -> pd.Series:
    """Return for each cell the first key of panel_missing.csv one of whose flags it has, else empty.

    cells: of the comparison.
    """
    flags = [column for column in cells.columns if column.startswith("flag_")]
    stock = cells["nature"] == "stock"
    held = [
        (row["key"], cells[flags].isin(row["flags"].split("|")).any(axis=1) & ~(stock & (row["code"] == "c")))
        for row in sorted(missing_codes(rules), key=lambda row: row["first"])
        if row["flags"]
    ]
    told = np.select([mask.to_numpy() for _, mask in held], [key for key, _ in held], default="")
    return pd.Series(told, cells.index, dtype="str")


@compiled
def missing_codes(rules: Rules) -> list[dict[str, str]]:
    """Return the rows of panel_missing.csv: code in Stata, key, words and flags."""
    return rules.table("panel_missing")


def _open(rules: Rules, cells: pd.DataFrame) -> pd.DataFrame:
    """low and high, the ends of what a printed number may stand for (empty where a side is open), and half of the width."""
    columns = ["value", "surface", "unit", "bound", "value_high"]
    ends = [rounding.interval(rules, *row) for row in cells[columns].itertuples(index=False)]
    found = pd.DataFrame(ends, cells.index, columns=["low", "high"], dtype="float64")
    found = found.replace([math.inf, -math.inf], np.nan)
    # a bound (超过, 不足) is no middle with an error to both sides
    sided = cells["bound"].isin(["above", "below"])
    return found.assign(error=((found["high"] - found["low"]) / 2).mask(sided).round(10))


def _chosen(cells: pd.DataFrame) -> pd.DataFrame:
    """One row per fact, with what the other reports say of it. cells: with `reviewed`, the year that a report must be on."""
    told_for = cells["reviewed"] + (cells["aim"] == "target")
    rank = cells.assign(
        part=cells["missing"] != "",
        far=(cells["year"] - told_for).abs().fillna(99),
        other_document=cells["document_type"] != "government_work_report",
    )
    rank = rank.sort_values(
        [*FACT, "part", "far", "other_document", "review_year", "doc_id", "start"], kind="stable"
    )
    first = rank.drop_duplicates(FACT).copy()
    groups = rank[rank.duplicated(FACT, keep=False)].groupby(FACT, sort=False, dropna=False)
    said = pd.DataFrame([_others(own) for _, own in groups], columns=["at", *OTHERS]).set_index("at")
    first = first.join(said)
    own = first["far"] == 0
    several = first["stated_by"].notna()
    first["choice"] = np.select(
        [several & own, several, own],
        ["own_report_of_several", "nearest_of_several", "own_report"],
        "other_year",
    )
    first["stated_by"] = first["stated_by"].fillna(1).astype("Int64")
    first["others_agree"] = first["others_agree"].astype("boolean")
    return first.assign(other_values=first["other_values"].fillna(""))


OTHERS = ["stated_by", "others_agree", "other_values"]


def _others(own: pd.DataFrame) -> tuple:
    """Of the rows of one fact, the chosen one first: its index, and what the others say."""
    chosen, rest = own.iloc[0], own.iloc[1:]
    told = "; ".join(f"{row.doc_id} {' '.join(row.surface.split())}" for row in rest.itertuples())
    agree = all(_agree(chosen, row) for row in rest.itertuples())
    return own.index[0], own["doc_id"].nunique(), agree, told


def _agree(one, other) -> bool:
    """Whether two printed numbers may be the same one."""
    if one.unit != other.unit:
        return False
    ends = [(row.value, row.value) if pd.isna(row.error) else (row.low, row.high) for row in (one, other)]
    return rounding.overlap(*ends)
