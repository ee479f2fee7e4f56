"""Tables of words as they are read: a report's own counts are on the disk once, and what hangs on all others is worked out here."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from lib.tables.frames import COLUMNS, frame
from lib.words import dispersion, keywords, word_parts

VIEWS = ("words", "part_words")
DOCUMENTS = "documents"  # the file that keeps what documents() counts
_COUNTS = ["table", "role", "word", "documents"]
# What follows from the other columns, or from other reports: not kept on the disk.
_WORKED_OUT = ("per_1000", "per_1000_merged", "tf_idf", "documents", "counted")
Chunks = Callable[..., Iterable[pd.DataFrame]]


class Documents(NamedTuple):
    """How many reports have words at all, how many have each word, and how many have it in a part, by role."""

    reports: int
    words: pd.Series
    parts: dict[str, pd.Series]


def counted(name: str) -> dict[str, str]:
    """Return the columns of words or part_words that a report tells by itself, with their types."""
    return {column: kind for column, kind in COLUMNS[name].items() if column not in _WORKED_OUT}


def documents(chunks: Chunks) -> Documents:
    """Return in how many reports of a corpus each word stands; parts are in the order in which roles first occur.

    chunks: gives the rows that reports have in the tables words and part_words, some reports at a time.
    """
    words, parts = dispersion.Tally(), {}
    reports = 0
    for chunk in chunks("words", columns=["doc_id", "word"]):
        words.add(chunk["word"])
        reports += chunk["doc_id"].nunique()
    for chunk in chunks("part_words", columns=["role", "word"]):
        for role, own in chunk.groupby("role", sort=False, observed=True)["word"]:
            parts.setdefault(str(role), dispersion.Tally()).add(own)
    return Documents(reports, words.counts(), {role: own.counts() for role, own in parts.items()})


def as_table(found: Documents) -> pd.DataFrame:
    """Return what documents() counted as one table; the row of words without a word counts the reports."""
    rows = [pd.DataFrame([("words", "", "", found.reports)], columns=_COUNTS)]
    counts = [("words", "", found.words), *(("part_words", role, own) for role, own in found.parts.items())]
    for table, role, own in counts:
        told = {"table": table, "role": role, "word": own.index, "documents": own.to_numpy()}
        rows.append(pd.DataFrame(told, columns=_COUNTS))
    return pd.concat(rows, ignore_index=True)


def of_table(table: pd.DataFrame) -> Documents:
    """Return what as_table() was made of."""
    words, parts = (table[table["table"] == name] for name in VIEWS)
    by_role = parts.groupby("role", sort=False)
    return Documents(
        int(words["documents"].iloc[0]),
        words.iloc[1:].set_index("word")["documents"],
        {str(role): own.set_index("word")["documents"] for role, own in by_role},
    )


def composed(name: str, chunks: Iterable[pd.DataFrame], found: Documents) -> Iterator[pd.DataFrame]:
    """Yield the rows of words or part_words some reports at a time: with tf-idf, or with documents and in their order.

    chunks: rows of whole reports, as these have them. found: documents() of the corpus.
    """
    for chunk in chunks:
        told = chunk.assign(per_1000=1000 * chunk["count"] / chunk["han_words"])
        if name == "words":
            yield frame(name, keywords.weighted(told, found.words, found.reports))
        else:
            merged = 1000 * chunk["count_merged"] / chunk["han_words"]
            told = told.assign(per_1000_merged=merged, counted=word_parts.COUNTED)
            yield frame(name, word_parts.with_documents(told, found.parts))
