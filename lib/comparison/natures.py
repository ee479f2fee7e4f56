"""Says of each figure whether it adds up over a year, stands at a date, is a sum since earlier, or none of these."""

import pandas as pd

from lib.rules import Rules

_FINER = (
    "annual",
    "per_head",
    "rate",
)  # what an amount of the year is, for an indicator that is one of these


def natures(rules: Rules) -> dict[str, str]:
    """Return the usual nature of each definition of indicators.csv: flow, stock, annual, per_head, rate or mixed."""
    return {row["definition"]: row["nature"] for row in rules.table("indicators")}


def of_figures(rules: Rules, rows: pd.DataFrame) -> pd.Series:
    """Return the nature of each figure: what its words tell, else its indicator's usual one; empty where neither does.

    rows: figures with definition and nature, as quantities gives it.
    """
    usual = rows["definition"].map(natures(rules)).fillna("flow").replace("mixed", "")
    told = rows["nature"].mask(usual.isin(_FINER) & rows["nature"].isin(["flow", "stock"]), "")
    return told.where(told != "", usual)
