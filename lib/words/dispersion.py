"""Dispersion: how evenly paragraphs share a report's word and reports a corpus's word, as DP and DPnorm."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from lib.words import word_counts
from lib.words.word_counts import ReportWords

FLOOR = 5  # occurrences; a rarer word has a high DP whatever it is, since n occurrences reach at most n parts
SHORTEST = 2  # characters of a word that is counted
PARAGRAPH_COLUMNS = ["doc_id", "word", "paragraphs", "dp_paragraphs", "dp_norm_paragraphs"]
REPORT_COLUMNS = ["word", "count", "documents", "dp_reports", "dp_norm_reports"]


def deviations(
    words: np.ndarray, parts: np.ndarray, counts: np.ndarray, sizes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return DP and DPnorm of each word over parts of any size.

    DP = ½ Σ |share of the word's occurrences that a part has − share of all words that it has|: 0 where every part has
    its due, near 1 where a small part has everything (Gries 2008). DPnorm = DP / (1 − least share of a part), which
    reaches 1 (Lijffijt & Gries 2012). NaN for a word that does not occur, and where fewer than two parts hold words.

    words, parts, counts: one row for each word and part that has it: the word's number from 0 on, the part's index in
    sizes, occurrences; rows of no occurrences may be left out. sizes: number of words of every part.
    Raises ValueError if a part without words holds one.
    """
    words, parts, counts, sizes = (
        np.asarray(given, dtype="int64") for given in (words, parts, counts, sizes)
    )
    if ((counts > 0) & (sizes[parts] <= 0)).any():
        raise ValueError(
            "a part holds a word although its size is 0; sizes are the number of words of each part"
        )
    occurrences = np.bincount(words, counts)
    size = sizes.sum()
    # Both kinds of shares add up to 1, so half the sum of all differences is the sum of the positive ones, and parts
    # without the word need no row. In whole numbers, so that a word that every part has its due of gets exactly 0.
    excess = np.maximum(counts * size - occurrences[words].astype("int64") * sizes[parts], 0)
    filled = sizes[sizes > 0]
    with np.errstate(invalid="ignore"):
        found = np.bincount(words, excess) / (occurrences * size)
    if len(filled) < 2:
        found[:] = np.nan
    return found, found / (1 - filled.min() / size) if len(filled) else found


def over_reports(words: pd.DataFrame, sizes: pd.Series | None = None) -> pd.DataFrame:
    """Return one row per word: count in all reports, documents that have it, dp_reports and dp_norm_reports.

    The parts are the reports; a report's size is its han_words.

    words: doc_id, word, count (of segmented words), han_words, one row per report and word, such as the words table.
    sizes: Han words by doc_id, of all reports that are parts, where some may have no row left in words.
    """
    if sizes is None:
        sizes = words.groupby("doc_id", sort=False)["han_words"].first()
    reports = sizes.index.get_indexer(words["doc_id"])
    codes, names = pd.factorize(words["word"])
    sizes = sizes.to_numpy(dtype="int64")
    counts = words["count"].to_numpy(dtype="int64")
    found, normed = deviations(codes, reports, counts, sizes)
    columns = (
        names,
        np.bincount(codes, counts).astype("int64"),
        np.bincount(codes, counts > 0).astype("int64"),
    )
    return pd.DataFrame(dict(zip(REPORT_COLUMNS, (*columns, found, normed))))


def over_chunks(chunks: Callable[[], Iterable[pd.DataFrame]]) -> tuple[pd.DataFrame, pd.Series]:
    """Return over_reports() of a corpus that is not held at once, by word, and the Han words of each report, by doc_id.

    chunks: gives the corpus's reports some at a time, anew at each call, with the columns that over_reports() takes; no
    report stands in two of them.
    """
    numbers: dict[str, int] = {}
    counts, documents, sizes = np.zeros(0, "int64"), np.zeros(0, "int64"), []
    for chunk in chunks():
        words = numbered(chunk["word"], numbers)
        own = chunk["count"].to_numpy(dtype="int64")
        counts = _added(counts, np.bincount(words, own, len(numbers)).astype("int64"))
        documents = _added(documents, np.bincount(words, own > 0, len(numbers)).astype("int64"))
        sizes.append(chunk.groupby("doc_id", sort=False)["han_words"].first().astype("int64"))
    size = pd.concat(sizes) if sizes else pd.Series(dtype="int64")
    total, filled = int(size.sum()), size[size > 0]
    excess = np.zeros(len(numbers))
    for chunk in chunks():
        words, own = numbered(chunk["word"], numbers), chunk["count"].to_numpy(dtype="int64")
        due = counts[words] * chunk["han_words"].to_numpy(dtype="int64")
        excess += np.bincount(words, np.maximum(own * total - due, 0), len(numbers))
    with np.errstate(invalid="ignore"):
        found = excess / (counts * total) if len(filled) > 1 else np.full(len(numbers), np.nan)
        normed = found / (1 - filled.min() / total) if len(filled) else found
    columns = dict(zip(REPORT_COLUMNS[1:], (counts, documents, found, normed), strict=True))
    return pd.DataFrame(columns, index=pd.Index(list(numbers), dtype="str", name="word")), size


def numbered(words: pd.Series, numbers: dict[str, int]) -> np.ndarray:
    """Return the number of each word, giving numbers to those that have none yet."""
    codes, names = pd.factorize(words)
    own = [numbers.setdefault(name, len(numbers)) for name in names.tolist()]
    return np.array(own, dtype="int64")[codes] if len(own) else codes


class Tally:
    """How often each word occurs in columns of words that are given one after the other."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.found = np.zeros(0, "int64")

    def add(self, words: pd.Series) -> None:
        """Count the words of one more column."""
        own = numbered(words, self.numbers)
        self.found = _added(self.found, np.bincount(own, minlength=len(self.numbers)).astype("int64"))

    def counts(self) -> pd.Series:
        """Return the counts by word, in the order in which words first occur."""
        return pd.Series(self.found, index=pd.Index(list(self.numbers), dtype="str"))


def _added(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The sum of two arrays, the shorter one first, which goes on with zeros."""
    other[: len(one)] += one
    return other


def paragraphs_from(counts: Iterable[ReportWords]) -> pd.DataFrame:
    """Return one row per report and word of two or more characters: paragraphs that have it, dp_paragraphs and dp_norm_paragraphs.

    The parts are the lines of the clean text that hold Han words; a line's size is its number of Han words.

    counts: from word_counts.of_report(), one of each report.
    """
    found = [_of_report(report) for report in counts]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=PARAGRAPH_COLUMNS)


def _of_report(report: ReportWords) -> pd.DataFrame:
    """The rows of one report, its words in the order in which they occur."""
    found = word_counts.sums(report, word_counts.PARAGRAPH)
    sizes = np.bincount(found.groups, found.counts).astype("int64")
    long = np.array([len(word) >= SHORTEST for word in report.words] or [], dtype=bool)
    kept = long[found.words]
    words, order = pd.factorize(found.words[kept])
    dp_found, normed = deviations(words, found.groups[kept], found.counts[kept], sizes)
    names = [report.words[word] for word in order]
    columns = (report.doc_id, names, np.bincount(words, minlength=len(order)), dp_found, normed)
    return pd.DataFrame(dict(zip(PARAGRAPH_COLUMNS, columns)))
