"""Brings the words of shares and changes to one name where they mean one thing: 优良率 and 优良天数占比."""

import re

import pandas as pd

from lib.rules import Rules, compiled, pattern


def measures(rules: Rules, rows: pd.DataFrame) -> pd.Series:
    """Return what each share or change is of: the name in comparison_measures.csv that its words fit, else its words.

    A change whose words are its indicator's and no ratio is the change of the indicator itself: empty.

    rows: with kind, definition and indicator (the report's words).
    """
    told = rows[["kind", "definition", "indicator"]].drop_duplicates()
    names = [_measure(rules, *row) for row in told.itertuples(index=False)]
    known = dict(zip(told.itertuples(index=False, name=None), names, strict=True))
    keys = rows[["kind", "definition", "indicator"]].itertuples(index=False, name=None)
    return pd.Series([known[key] for key in keys], rows.index, dtype="str")


def _measure(rules: Rules, kind: str, definition: str, words: str) -> str:
    ratio = kind == "share" or pattern(rules, "ratio").search(words)
    for told, of, name in _synonyms(rules):
        if of in ("", definition) and told.search(words) and ratio:
            return name
    return "" if kind == "change" and not ratio else words


@compiled
def _synonyms(rules: Rules) -> list[tuple[re.Pattern[str], str, str]]:
    """The patterns of comparison_measures.csv with the definition they are for and the name they give."""
    rows = rules.table("comparison_measures")
    return [(re.compile(row["pattern"]), row["definition"], row["measure"]) for row in rows]
