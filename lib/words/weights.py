"""Weighs words by how often a report uses them and how few reports do (tf-idf)."""

import numpy as np


def tf_idf(
    reports: np.ndarray, words: np.ndarray, count: np.ndarray, n: int, documents: np.ndarray | None = None
) -> np.ndarray:
    """Return the weight of each pair of report and word, so that every report's weights have Euclidean length 1.

    A word weighs count * (ln((1 + N) / (1 + df)) + 1), with N the reports and df those that have the word:
    scikit-learn's TfidfTransformer as it comes (smoothed, so that a word of all reports, and a corpus of one, do not
    vanish).

    reports, words: numbers from 0 on; count: occurrences, above 0; all of one length, one entry a pair. n: how many
    reports there are, those without a word included. documents: how many of the n reports have each word, where those
    given are only some of the n.
    """
    if documents is None:
        documents = np.bincount(words, minlength=words.max(initial=-1) + 1)
    weight = count * (np.log((1 + n) / (1 + documents)) + 1)[words]
    return weight / np.sqrt(np.bincount(reports, weight**2, minlength=n))[reports]
