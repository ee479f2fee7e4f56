"""Tables of words as they are read: a report's own counts are on the disk once, and what hangs on all others is worked out here."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from lib import themes
from lib.rules import Rules
from lib.tables.frames import COLUMNS, frame
from lib.words import dispersion, keyness, keywords, word_parts

VIEWS = ("words", "part_words")
ROLES = ("plan", "review")
# The files that keep what documents(), spread() and hits() count.
DOCUMENTS, SPREAD, HITS = "documents", "spread", "hits"
# Of each table that is put together here: the table of partitions it is made of, row by row, and the file of counts.
MADE_OF = {
    "words": ("words", DOCUMENTS),
    "part_words": ("part_words", DOCUMENTS),
    "keyness": ("words", SPREAD),
    "keyness_parts": ("part_words", SPREAD),
    "themes": ("themes", HITS),
}
COUNTED = ["doc_id", "word", "count", "han_words"]
OVER_PARAGRAPHS = {"dp_paragraphs": "number", "dp_norm_paragraphs": "number"}
KEPT_OF = {
    "keyness": [*COUNTED, "stop", "formula", "variant_of", *OVER_PARAGRAPHS],
    "keyness_parts": ["role", *COUNTED, "stop"],
}
_COUNTS = ["table", "role", "word", "documents"]
# What follows from the other columns, or from other reports: not kept on the disk.
_WORKED_OUT = ("per_1000", "per_1000_merged", "tf_idf", "documents", "counted")
Chunks = Callable[..., Iterable[pd.DataFrame]]


class Documents(NamedTuple):
    """How many reports have words at all, how many have each word, and how many have it in a part, by role."""

    reports: int
    words: pd.Series
    parts: dict[str, pd.Series]


class Spread(NamedTuple):
    """What dispersion.over_chunks() says of each word and of the Han words of each report: by part, "" for whole reports."""

    words: dict[str, pd.DataFrame]
    sizes: dict[str, pd.Series]


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


def documents_table(found: Documents) -> pd.DataFrame:
    """Return what documents() counted as one table; the row of words without a word counts the reports."""
    rows = [pd.DataFrame([("words", "", "", found.reports)], columns=_COUNTS)]
    counts = [("words", "", found.words), *(("part_words", role, own) for role, own in found.parts.items())]
    for table, role, own in counts:
        told = {"table": table, "role": role, "word": own.index, "documents": own.to_numpy()}
        rows.append(pd.DataFrame(told, columns=_COUNTS))
    return pd.concat(rows, ignore_index=True)


def documents_of(table: pd.DataFrame) -> Documents:
    """Return what documents_table() was made of."""
    words, parts = (table[table["table"] == name] for name in VIEWS)
    by_role = parts.groupby("role", sort=False)
    return Documents(
        int(words["documents"].iloc[0]),
        words.iloc[1:].set_index("word")["documents"],
        {str(role): own.set_index("word")["documents"] for role, own in by_role},
    )


def spread(chunks: Chunks) -> Spread:
    """Return how the words of reports, and of the parts of those that have both, are spread over a corpus.

    chunks: as for documents(), with the columns of COUNTED.
    """
    found = {"": dispersion.over_chunks(lambda: chunks("words", columns=COUNTED))}
    for role in ROLES:
        found[role] = dispersion.over_chunks(lambda role=role: _side(chunks, role))
    return Spread(*({role: own[place] for role, own in found.items()} for place in (0, 1)))


def _side(chunks: Chunks, role: str) -> Iterator[pd.DataFrame]:
    """One part of the reports that have both."""
    for chunk in chunks("part_words", columns=["role", *COUNTED]):
        both = keyness.with_both(chunk, ROLES)
        yield both[both["role"] == role]


def spread_table(found: Spread) -> pd.DataFrame:
    """Return what spread() counted as one table: words, then reports with their Han words, each with the part meant."""
    rows = [
        own.rename_axis("name").reset_index().assign(of="word", role=role)
        for role, own in found.words.items()
    ]
    for role, own in found.sizes.items():
        told = pd.DataFrame({"name": own.index, "count": own.to_numpy(), "documents": 0, "of": "report"})
        rows.append(told.assign(role=role, dp_reports=float("nan"), dp_norm_reports=float("nan")))
    return pd.concat(rows, ignore_index=True)


def spread_of(table: pd.DataFrame) -> Spread:
    """Return what spread_table() was made of."""
    words, sizes = {}, {}
    for role in ("", *ROLES):
        own = table[table["role"] == role].set_index("name")
        words[role] = own.loc[own["of"] == "word", dispersion.REPORT_COLUMNS[1:]].rename_axis("word")
        sizes[role] = own.loc[own["of"] == "report", "count"]
    return Spread(words, sizes)


def hits(chunks: Chunks) -> pd.Series:
    """Return the hits of each theme in all reports of a corpus, by role and theme; chunks: as for documents()."""
    found = [themes.hits_together(chunk) for chunk in chunks("themes", columns=["role", "theme", "hits"])]
    return pd.concat(found).groupby(level=["role", "theme"], sort=False).sum()


def counts_of(name: str, table: pd.DataFrame) -> Documents | Spread | pd.Series:
    """Return what was counted for a table of MADE_OF; table: what counts_table() made of it."""
    file = MADE_OF[name][1]
    if file == HITS:
        return table.set_index(["role", "theme"])["hits"]
    return spread_of(table) if file == SPREAD else documents_of(table)


def counts_table(name: str, chunks: Chunks, found: Documents) -> pd.DataFrame:
    """Return as one table what a table of MADE_OF takes; found: documents() of the corpus; chunks: as for them."""
    file = MADE_OF[name][1]
    if file == HITS:
        return hits(chunks).reset_index()
    return spread_table(spread(chunks)) if file == SPREAD else documents_table(found)


def composed(
    rules: Rules, name: str, chunks: Iterable[pd.DataFrame], found: Documents | Spread | pd.Series
) -> Iterator[pd.DataFrame]:
    """Yield the rows of a table of MADE_OF some reports at a time.

    chunks: rows of whole reports in the table it is made of, with the columns of KEPT_OF. found: documents() of the
    corpus; for keywords spread(), for themes hits().
    """
    if name == "keyness_parts" and len(found.sizes[ROLES[0]]):
        yield frame(name, keyness.parts_together(rules, *_of_parts(found)))
    for chunk in chunks:
        if name == "keyness":
            rows = keyness.of_some(chunk, found.words[""], found.sizes[""])
            yield frame(name, keyness.most_key(rows))
        elif name == "keyness_parts":
            if len(keyness.with_both(chunk, ROLES)):
                rows = keyness.parts_of_some(rules, chunk, *_of_parts(found))
                yield frame(name, keyness.most_key(rows, least=True))
        elif name == "themes":
            yield frame(name, themes.compared(chunk, found))
        else:
            yield _with_documents(name, chunk, found)


def _of_parts(found: Spread) -> tuple[dict[str, pd.DataFrame], dict[str, pd.Series]]:
    return tuple({role: own[role] for role in ROLES} for own in found)


def _with_documents(name: str, chunk: pd.DataFrame, found: Documents) -> pd.DataFrame:
    told = chunk.assign(per_1000=1000 * chunk["count"] / chunk["han_words"])
    if name == "words":
        return frame(name, keywords.weighted(told, found.words, found.reports))
    merged = 1000 * chunk["count_merged"] / chunk["han_words"]
    told = told.assign(per_1000_merged=merged, counted=word_parts.COUNTED)
    return frame(name, word_parts.with_documents(told, found.parts))
