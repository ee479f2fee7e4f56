"""Tells which words a town's report has that the one before has not, and which it has no more."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

COLUMNS = [
    "place_id",
    "year_before",
    "year",
    "change",
    "word",
    "count",
    "per_1000",
    "stop",
    "formula",
    "doc_id",
]


def words_new_and_gone(words: pd.DataFrame, reports: pd.DataFrame, place_id: str) -> pd.DataFrame:
    """Return the words that a report has and the town's report before has not, and those that it has no more.

    change: new or gone. count, per_1000: in the report that has the word (per 1,000 Han words before stop words). year:
    the later report's review year; year_before: the earlier one's, not always the year before.

    words, reports: the tables. place_id: the town. Raises ValueError where the town has fewer than two dated reports.
    """
    own = reports[(reports["place_id"] == place_id) & reports["review_year"].notna()]
    own = own.sort_values(["review_year", "doc_id"], kind="stable").drop_duplicates("review_year")
    if len(own) < 2:
        raise ValueError(f"{place_id} has {len(own)} reports with a year; new words need at least two")
    told = pd.concat(_between(words, own), ignore_index=True)
    told = told.sort_values(
        ["year", "change", "count", "word"], ascending=[True, False, False, True], kind="stable"
    )
    return told[COLUMNS].reset_index(drop=True)


def commonest_changes(
    table: pd.DataFrame, year: int | None = None, n: int = 15, with_formulae: bool = False
) -> tuple[int, dict[str, pd.DataFrame]]:
    """Return a year, and the n commonest words that are new in it and gone from it, ties by code point.

    Stop words are left out, and set phrases of the genre unless with_formulae.

    table: from words_new_and_gone(). year: the later year; None takes the last, 0 where there is none.
    """
    kept = table[~table["stop"].astype(bool) & (with_formulae | ~table["formula"].astype(bool))]
    year = year if year is not None else (kept["year"].max() if len(kept) else 0)
    ranked = kept[kept["year"] == year].sort_values(["count", "word"], ascending=[False, True], kind="stable")
    return year, {change: ranked[ranked["change"] == change].head(n) for change in ("new", "gone")}


def _between(words: pd.DataFrame, own: pd.DataFrame) -> Iterator[pd.DataFrame]:
    rows = list(own[["doc_id", "review_year", "place_id"]].itertuples(index=False))
    by_report = dict(tuple(words[words["doc_id"].isin(own["doc_id"])].groupby("doc_id")))
    empty = words.head(0)
    for before, after in pairwise(rows):
        first, second = by_report.get(before.doc_id, empty), by_report.get(after.doc_id, empty)
        named = {"place_id": after.place_id, "year_before": before.review_year, "year": after.review_year}
        yield second[~second["word"].isin(first["word"])].assign(change="new", **named)
        yield first[~first["word"].isin(second["word"])].assign(change="gone", **named)
