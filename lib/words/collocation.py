"""Collocations (搭配): which words stand near a word more often than chance would have it, by G² and logDice.

What is counted are segmented words, without punctuation; numerals and Latin words hold a place but are no
collocates. No window reaches beyond its sentence.

units          words, without those that are the node
near           of these, those within the window of a node
count          occurrences of the collocate
together       of these, those within the window of a node
node_count     occurrences of the node
node_together  of these, those with the collocate in reach

expected = near * count / units; words no more often together than that are left out. g2: log-likelihood of the
2 × 2 table that these make (Dunning 1993), of four cells; chi-squared with one degree of freedom only where expected
is not small. log_dice = 14 + log2(2 f / (node_count + count)) (Rychlý 2008), with f the lesser of together and
node_together: so it is the same from either word, and 14 at most. It does not depend on the size of the corpus.
documents: in how many reports they stand together.
"""

from collections.abc import Iterable
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib.rules import Rules
from lib.words import keywords, segmentation

# fmt: off
COLUMNS = [
    "node", "collocate", "together", "near", "count", "units", "expected", "g2", "node_count", "node_together",
    "log_dice", "documents",
]
# fmt: on


class Words(NamedTuple):
    """All words of some sentences in order, as numbers: names[codes[i]] is the i-th word, in sentence sentence[i]."""

    codes: np.ndarray
    names: np.ndarray
    sentence: np.ndarray
    report: np.ndarray  # a number for each sentence, the same within a report


class Near(NamedTuple):
    """What was counted around a word, by the number of the other word: see above for each column."""

    together: np.ndarray
    near: int
    count: np.ndarray
    units: int
    node_count: int
    node_together: np.ndarray
    documents: np.ndarray


def collocations(
    rules: Rules,
    node: str,
    sentences: pd.DataFrame,
    *,
    window: int = 5,
    min_count: int = 3,
    shortest: int = 2,
    drop_stop: bool = True,
    drop_formula: bool = False,
    by: str = "log_dice",
) -> pd.DataFrame:
    """Return one row per collocate of a word, the strongest first, ties by code point.

    What each column counts, and the sources of the formulae, stand at the head of this module.

    node: a word as the segmenter cuts it; one that does not occur has no rows. sentences: the table; with a column words
    from with_words() nothing is cut anew. window: words to either side. min_count: the
    least `together`. shortest: the least length of a collocate. drop_stop, drop_formula: without stop words, without
    genre formulae. by: "log_dice" or "g2". Raises ValueError for a window below 1 or another measure.
    """
    if by not in ("log_dice", "g2"):
        raise ValueError(f'by is {by!r}; it must be "log_dice" or "g2"')
    if window < 1:
        raise ValueError(f"window is {window}; it must be 1 or more words")
    words = numbered(with_words(rules, sentences))
    found = np.flatnonzero(words.names == node)
    if not len(found):
        return pd.DataFrame(columns=COLUMNS)
    near = _in_windows(words, found[0], window)
    frequent = np.flatnonzero(near.together >= min_count)
    wanted = content_words(rules, words.names[frequent], drop_stop, drop_formula, shortest)
    kept = frequent[np.isin(words.names[frequent], [word for word in wanted if word != node])]
    table = _measured(node, words.names[kept], near, kept)
    return _ranked(table[table["together"] > table["expected"]], by)


def _ranked(table: pd.DataFrame, by: str) -> pd.DataFrame:
    table = table.assign(rank=table[by].round(9))  # what differs less is a tie that rounding has parted
    ranked = table.sort_values(["rank", "collocate"], ascending=[False, True])
    return ranked.drop(columns="rank").reset_index(drop=True)


def with_words(rules: Rules, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences with a column words: the list of words of each, as segmentation.words() cuts them.

    The sentences of a report are cut together, since a name found in one of them is kept whole in all: so it is before
    some of them are chosen that they should be cut. A table that has the column already comes back as it is.

    sentences: doc_id and sentence (clean text).
    """
    if "words" in sentences:
        return sentences
    words = pd.Series(index=range(len(sentences)), dtype=object)
    texts = sentences["sentence"].to_list()
    for rows in sentences.reset_index(drop=True).groupby("doc_id", sort=False).indices.values():
        words[rows] = pd.Series(_dealt_out(rules, [texts[row] for row in rows]), index=rows, dtype=object)
    return sentences.assign(words=words.to_list())


def _dealt_out(rules: Rules, texts: list[str]) -> list[list[str]]:
    """The words of the texts cut together, each in the list of the text in which it stands."""
    whole = "\n".join(texts)
    ends = list(accumulate(len(text) + 1 for text in texts))
    found: list[list[str]] = [[] for _ in texts]
    at = number = 0
    for word in segmentation.words(rules, whole):
        at = whole.index(word, at)  # in front of it stand only characters of which no word is made
        while at >= ends[number]:
            number += 1
        found[number].append(word)
        at += len(word)
    return found


def numbered(sentences: pd.DataFrame) -> Words:
    """Return all words of the sentences as numbers. sentences: from with_words()."""
    lengths = [len(words) for words in sentences["words"]]
    flat = np.array(list(chain.from_iterable(sentences["words"])), dtype=object)
    codes, names = pd.factorize(flat)
    report, _ = pd.factorize(sentences["doc_id"])
    return Words(codes, names, np.repeat(np.arange(len(lengths)), lengths), report)


def g2(together, first, second, units):
    """Return the log-likelihood ratio of a 2 × 2 table, 2 Σ O ln(O / E) over its four cells (Dunning 1993).

    together: units with both; first, second: units with the one and with the other; units: all. Numbers or arrays.
    """
    together, first, second, units = np.broadcast_arrays(together, first, second, units)
    total = np.zeros(together.shape)
    for row, column, cell in (
        (first, second, together),
        (first, units - second, first - together),
        (units - first, second, second - together),
        (units - first, units - second, units - first - second + together),
    ):
        seen = cell > 0  # an empty cell adds nothing: x ln x goes to 0
        expected = row[seen].astype(float) * column[seen] / units[seen]
        total[seen] += cell[seen] * np.log(cell[seen] / expected)
    return np.maximum(2 * total, 0)[()]  # rounding may leave −1e-15 where both are equal


def log_dice(together, first, second):
    """Return 14 + log2(2 together / (first + second)) (Rychlý 2008). Numbers or arrays; together above 0."""
    return 14 + np.log2(2 * np.asarray(together) / (np.asarray(first) + second))


def content_words(
    rules: Rules, words: Iterable[str], drop_stop: bool = True, drop_formula: bool = True, shortest: int = 2
) -> list[str]:
    """Return those of the words that are of Han characters and long enough, without stop words and genre formulae."""
    formulae = keywords.formula_words(rules) if drop_formula else frozenset()
    return [
        word
        for word in words
        if len(word) >= shortest
        and segmentation.is_han_word(word)
        and word not in formulae
        and not (drop_stop and keywords.is_stop_word(rules, word))
    ]


def _in_windows(words: Words, node: int, window: int) -> Near:
    size, places = len(words.names), np.flatnonzero(words.codes == node)
    in_reach = np.zeros(len(words.codes), dtype=bool)
    node_together = np.zeros(size, dtype=np.int64)
    for place in places:
        first, last = max(0, place - window), min(len(words.codes), place + window + 1)
        same = np.arange(first, last)[words.sentence[first:last] == words.sentence[place]]
        in_reach[same] = True
        node_together[np.unique(words.codes[same])] += 1
    in_reach[places] = False
    found = words.codes[in_reach]
    return Near(
        together=np.bincount(found, minlength=size),
        near=int(in_reach.sum()),
        count=np.bincount(words.codes, minlength=size),
        units=len(words.codes) - len(places),
        node_count=len(places),
        node_together=node_together,
        documents=_documents(words, words.sentence[in_reach], found),
    )


def _documents(words: Words, sentence: np.ndarray, code: np.ndarray) -> np.ndarray:
    """In how many reports each word was found."""
    size = len(words.names)
    found = np.unique(words.report[sentence].astype(np.int64) * size + code)
    return np.bincount(found % size, minlength=size)


def _measured(node: str, names: np.ndarray, near: Near, kept: np.ndarray) -> pd.DataFrame:
    together, count = near.together[kept], near.count[kept]
    table = pd.DataFrame({"collocate": names, "together": together, "count": count})
    table = table.assign(node=node, near=near.near, units=near.units, node_count=near.node_count)
    table["expected"] = near.near * count / near.units if len(kept) else 0.0
    table["g2"] = g2(together, near.near, count, near.units)
    table["node_together"] = near.node_together[kept]
    table["log_dice"] = log_dice(np.minimum(together, table["node_together"]), near.node_count, count)
    table["documents"] = near.documents[kept]
    return table[COLUMNS]
