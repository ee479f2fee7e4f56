"""The way from a name that no indicator covers to a row of indicators.csv, for the notebook of indicators."""

import pandas as pd

SHOWN = ["name", "reports", "rows", "families", "sentence", "doc_id", "start", "end"]


def shown(candidates: pd.DataFrame, most: int = 20) -> pd.DataFrame:
    """Return the names that most reports use and no indicator covers, each with a sentence.

    candidates: the table. most: rows at most.
    """
    return candidates[SHOWN].head(most).reset_index(drop=True)
