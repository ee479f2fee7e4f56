"""Which targets stand beside which results for a reader: this year's result and next year's target, or a target and its own year."""

import numpy as np
import pandas as pd

from lib.comparison.year_pairs import targets_beside_results
from lib.rules import Rules
from lib.targets import IMPLIED, SAME_YEAR, YEAR_BEFORE

KEYS = ["doc_id", "canonical", "definition", "kind", "unit"]
TARGET = ["target_year", "target", "target_high", "modifier", "target_start", "target_end"]
SEVERAL = " years"  # ends the span of a sum over several years


def review_and_plan(rules: Rules, comparison: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Return each result of the year under review that the same report sets a target beside for the next year.

    They are those that lib.targets holds against each other, and those of which the result covers a part of the year only.
    whole: whether both cover a whole year that is known to be over, or are stocks. modifier: the target's. start, end: raw
    offsets of the result; target_start, target_end: of the target.

    comparison, targets: the tables.
    """
    found = targets_beside_results(rules, comparison, targets)
    alike = found["comparable"] | (found["keys"] == "period_differs")
    found = found[(found["relation"] == YEAR_BEFORE) & alike & ~_of_several_years(found)]
    names = {"start": "target_start", "end": "target_end", "year": "target_year"}
    results = ("year", "period", "span", "value_high", "bound", "start", "end")
    names |= {f"result_{name}": name for name in results} | {"result": "value"}
    found = found.drop(columns=["period", "span"]).rename(columns=names).astype({"year": "Int64"})
    return found[
        [*KEYS, "value", "value_high", "bound", "year", "period", "span", "whole", "start", "end", *TARGET]
    ]


def _of_several_years(found: pd.DataFrame) -> pd.Series:
    """Whether a result is the sum of several years, which no target of one year is set beside."""
    return found["result_span"].fillna("").str.endswith(SEVERAL)


def held_against(
    rules: Rules, comparison: pd.DataFrame, targets: pd.DataFrame, place_id: str | None = None
) -> pd.DataFrame:
    """Return targets beside the results of the same year: from the report before, or implied by the report itself.

    source: "before" for the target that the report before set, "implied" for one worked out from the amount and the part
    of the task reached, which needs one report only. percent = result ÷ target × 100, for levels of the same unit and
    definition; it is of a part of the year where the result is. comparable is false, and reason says why, where target
    and result are of different periods. start, end: the target's raw offsets in doc_id; result_start, result_end in
    result_doc_id.

    comparison, targets: the tables. place_id: one place, or None for all.
    """
    found = targets_beside_results(rules, comparison, targets, place_id)
    of_its_year = found["relation"].isin([SAME_YEAR, IMPLIED]) & found["result"].notna()
    alike = (found["definition"] == found["result_definition"]) & ~found["keys"].str.contains("unit_differs")
    found = found[of_its_year & alike & ~_of_several_years(found)].copy()
    implied = found["relation"] == IMPLIED
    found["source"] = np.where(implied, "implied", "before")
    found["comparable"] = found["comparable"].where(~implied, found["result_span"].isin(["year", "stock"]))
    level = found["kind"] == "level"
    found["percent"] = (found["result"] / found["target"].replace(0, np.nan) * 100).where(level)
    keys = ["place_id", "canonical", "year", "kind", "source", "doc_id", "start"]
    return found.sort_values(keys, kind="stable").reset_index(drop=True)
