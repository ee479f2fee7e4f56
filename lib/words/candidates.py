"""Candidates for the township dictionary: neighbouring words of a user's own reports that keep together, to accept or reject."""

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib.rules import Rules, answered
from lib.words import keywords, segmentation
from lib.words.word_names import verbs

COLUMNS = [
    "candidate",
    "count",
    "documents",
    "association",
    "left_entropy",
    "right_entropy",
    "example",
    "accept",
]
_AROUND = 4  # words shown on either side of an example
_NONE = -1


class _Corpus(NamedTuple):
    """All words of all reports in one row: their numbers, reports, and which may be inside, or at the ends of, a term."""

    vocabulary: list[str]
    words: np.ndarray
    reports: np.ndarray
    inside: np.ndarray
    outer: np.ndarray


class _Grams(NamedTuple):
    """The sequences of n words that are frequent: the number of the one that starts at each word, and their counts."""

    n: int
    at: np.ndarray
    counts: np.ndarray
    parts: list[tuple[np.ndarray, np.ndarray]]  # the counts of the two parts, for each place to split


def candidates(
    rules: Rules,
    texts: Mapping[str, str] | pd.DataFrame,
    least: int = 5,
    association: float = 8.0,
    entropy: float = 1.0,
    longest: int = 4,
) -> pd.DataFrame:
    """Return one row per sequence of words that may be a term, the most frequent first, ties by code point.

    - candidate: two to `longest` words that stand side by side, none of them a sign, a numeral or a stop word of one
      character; at its ends stands no stop word and no verb of clause_words.csv (加快, 推进)
    - count, documents: occurrences (those inside longer ones too), and the reports that have it
    - association: logDice of its two parts, 14 + log2(2 f(ab) / (f(a) + f(b))), the least over all places to split it
      (Rychlý 2008, "A lexicographer-friendly association score"); f counts sequences of words. At most 14
    - left_entropy, right_entropy: of the words or signs right before and behind it, in bits: 0 where the same word
      always follows, so that the candidate is part of something longer
    - example: its first occurrence; accept: empty, for "yes"

    texts: clean text by doc_id, or a table with the columns doc_id and text.
    least, association, entropy: what a candidate has at least, on both sides. Terms of user_words.csv and names found
    in the texts are words already and are no candidates.
    """
    corpus = _read(rules, texts)
    rows: list[pd.DataFrame] = []
    levels = [_single(corpus)]
    for n in range(2, longest + 1):
        levels.append(_longer(corpus, levels, least))
        rows.append(_measured(corpus, levels[-1]))
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=COLUMNS)
    free = (table["left_entropy"] >= entropy) & (table["right_entropy"] >= entropy)
    table = table[free & (table["association"] >= association)]
    table = table[~table["candidate"].isin(segmentation.user_words(rules))].drop_duplicates("candidate")
    order = sorted(range(len(table)), key=lambda i: (-table["count"].iloc[i], table["candidate"].iloc[i]))
    return table.iloc[order].reset_index(drop=True)[COLUMNS]


def accepted(sheet: pd.DataFrame) -> str:
    """Return the text of a user_words.csv with the accepted candidates, for DIR/dictionaries/ of one's own reports.

    sheet: from candidates(), with "yes" or 是 in the column accept of those that are terms. A column kind or note, if
    there is one, is taken along. Raises ValueError if candidate or accept is missing, or accept holds another word.
    """
    for column in ("candidate", "accept"):
        if column not in sheet:
            raise ValueError(f"the sheet has no column {column!r}; keep the columns that candidates() gives")
    answers = sheet["accept"].fillna("").astype(str).str.strip().str.lower()
    yes = answered("answer.yes")
    for answer in answers[~answers.isin({"", *yes, *answered("answer.no")})]:
        raise ValueError(f"accept is {answer!r}; write yes (是) or no (否), or leave it empty")
    rows = sheet[answers.isin(yes)].drop_duplicates("candidate").sort_values("candidate")
    table = pd.DataFrame(
        {
            "term": rows["candidate"],
            "kind": rows.get("kind", pd.Series("", rows.index)).replace("", "own"),
            "note": rows.get("note", pd.Series("", rows.index)),
            "source": "own reports",
        }
    )
    return table.to_csv(index=False, lineterminator="\n")


def _read(rules: Rules, texts: Mapping[str, str] | pd.DataFrame) -> _Corpus:
    """Return the words of the texts, each report followed by an empty word."""
    if not isinstance(texts, Mapping):
        texts = dict(zip(texts["doc_id"], texts["text"]))
    cut = [[*segmentation.tokens(rules, text), ""] for text in texts.values()]
    words, vocabulary = pd.factorize(np.array([*chain.from_iterable(cut)], dtype=object))
    han = [segmentation.is_han_word(word) for word in vocabulary]
    bare = [is_han and not keywords.is_stop_word(rules, word) for word, is_han in zip(vocabulary, han)]
    inside = [is_han and (len(word) > 1 or good) for word, is_han, good in zip(vocabulary, han, bare)]
    outer = [good and word not in verbs(rules) for word, good in zip(vocabulary, bare)]
    reports = np.repeat(np.arange(len(cut)), [len(tokens) for tokens in cut])
    flags = (np.array(flag or [], dtype=bool)[words] for flag in (inside, outer))
    return _Corpus(list(vocabulary), words, reports, *flags)


def _single(corpus: _Corpus) -> _Grams:
    counts = np.bincount(corpus.words, minlength=len(corpus.vocabulary))
    return _Grams(1, np.where(corpus.inside, corpus.words, _NONE), counts, [])


def _longer(corpus: _Corpus, levels: list[_Grams], least: int) -> _Grams:
    """Return the sequences of one word more than the last, those with at least `least` occurrences.

    A sequence is at least as rare as its parts, so only parts that are frequent themselves are looked at.
    """
    n = levels[-1].n + 1
    head, tail = levels[-1].at, _shift(levels[0].at, n - 1)
    both = (head != _NONE) & (tail != _NONE)
    key = np.where(both, head.astype(np.int64) * (len(corpus.vocabulary) + 1) + tail, _NONE)
    kinds, numbers, counts = np.unique(key, return_inverse=True, return_counts=True)
    keep = (counts >= least) & (kinds != _NONE)
    renumbered = np.where(keep, np.cumsum(keep) - 1, _NONE)
    at = renumbered[numbers.ravel()]
    first = _first(at, int(keep.sum()))
    parts = []
    for split in range(1, n):
        left, right = levels[split - 1], levels[n - split - 1]
        parts.append((left.counts[left.at[first]], right.counts[right.at[first + split]]))
    return _Grams(n, at, counts[keep], parts)


def _measured(corpus: _Corpus, grams: _Grams) -> pd.DataFrame:
    """Return one row per sequence that neither begins nor ends with a stop word or a verb."""
    first = _first(grams.at, len(grams.counts))
    words = [corpus.words[first + place] for place in range(grams.n)]
    spelled = ["".join(corpus.vocabulary[word] for word in row) for row in zip(*words)]
    table = pd.DataFrame(
        {
            "candidate": spelled,
            "count": grams.counts,
            "documents": _kinds(grams.at, corpus.reports, len(grams.counts)),
            "association": _association(grams),
            "left_entropy": _entropy(grams.at, _shift(corpus.words, -1), len(grams.counts)),
            "right_entropy": _entropy(grams.at, _shift(corpus.words, grams.n), len(grams.counts)),
            "example": [_example(corpus, start, grams.n) for start in first],
            "accept": "",
        }
    )
    return table[corpus.outer[first] & corpus.outer[first + grams.n - 1]]


def _association(grams: _Grams) -> np.ndarray:
    """Return the least logDice over all splits."""
    scores = [14 + np.log2(2 * grams.counts / (left + right)) for left, right in grams.parts]
    return np.min(scores, axis=0)


def _entropy(at: np.ndarray, neighbours: np.ndarray, kinds: int) -> np.ndarray:
    """Return the entropy in bits of the neighbours of each sequence; the end of a report is a neighbour too."""
    of, counts = _pairs(at, neighbours)
    share = counts / np.bincount(of, counts, minlength=kinds)[of]
    return np.bincount(of, -share * np.log2(share), minlength=kinds)


def _kinds(at: np.ndarray, values: np.ndarray, kinds: int) -> np.ndarray:
    """Return in how many different values each sequence occurs."""
    return np.bincount(_pairs(at, values)[0], minlength=kinds)


def _pairs(at: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the sequence of each pair of a sequence and a value that occurs, and how often it does."""
    held = at != _NONE
    size = int(values.max(initial=0)) + 2  # -1 is a value too
    pairs, counts = np.unique(at[held].astype(np.int64) * size + values[held] + 1, return_counts=True)
    return pairs // size, counts


def _first(at: np.ndarray, kinds: int) -> np.ndarray:
    """Return where each sequence occurs first."""
    first = np.zeros(kinds, dtype=np.int64)
    places = np.flatnonzero(at != _NONE)[::-1]
    first[at[places]] = places
    return first


def _shift(values: np.ndarray, by: int) -> np.ndarray:
    """Return the value `by` places on for every place, and -1 beyond the ends."""
    moved = np.full(len(values), _NONE, dtype=np.int64)
    if by > 0:
        moved[: len(values) - by] = values[by:]
    elif by < 0:
        moved[-by:] = values[: len(values) + by]
    else:
        moved[:] = values
    return moved


def _example(corpus: _Corpus, start: int, n: int) -> str:
    """Return the sequence with a few words on either side, within its report."""
    places = range(max(0, start - _AROUND), min(len(corpus.words), start + n + _AROUND))
    near = (i for i in places if corpus.reports[i] == corpus.reports[start])
    return "".join(corpus.vocabulary[corpus.words[i]] for i in near).replace("\n", " ").strip()
