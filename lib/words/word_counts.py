"""The words of one report, segmented and counted once for all tables: by part and by paragraph, inside set phrases or not."""

import re
from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate, chain, compress
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib.rules import Rules
from lib.structure import Sentence
from lib.words import formulae, segmentation

ROLE, PARAGRAPH = 1, 2  # columns of cells
ROWS = ["doc_id", "role", "word", "count", "in_formula", "han_words"]


class ReportWords(NamedTuple):
    """The Han words of one report, of any length, in the order in which they first occur; small, for other processes.

    cells: one row for each word, part and paragraph that has it: the index of the word, of its role in roles, of its
    paragraph (line of the clean text), occurrences, and how many of these lie inside set phrases of formulae.csv.
    """

    doc_id: str
    words: list[str]
    roles: list[Hashable]
    cells: np.ndarray


class Sums(NamedTuple):
    """Arrays of one length: index of the word, of its group, occurrences, occurrences inside set phrases."""

    words: np.ndarray
    groups: np.ndarray
    counts: np.ndarray
    inside: np.ndarray


def of_report(
    rules: Rules,
    doc_id: str,
    text: str,
    sentences: Iterable[Sentence] = (),
) -> ReportWords:
    """Return the words of one report, dealt out to roles and paragraphs by where they begin.

    The text is segmented once, as a whole, since names found anywhere in it are kept whole everywhere.

    text: clean text. sentences: from structure.split_sentences(); without them all words have the role "". What stands
    before the first sentence counts with it.
    """
    found = [(sentence.start, sentence.role) for sentence in sentences] or [(0, "")]
    return of_parts(rules, doc_id, text, [start for start, _ in found], [role for _, role in found])


def of_parts(
    rules: Rules,
    doc_id: str,
    text: str,
    starts: Sequence[int],
    parts: Sequence[Hashable],
) -> ReportWords:
    """Return the words of a text, dealt out to parts of any kind and to paragraphs by where they begin.

    starts: where each stretch begins, ascending; the first reaches back to the start of the text. parts: the part that
    each stretch belongs to; several stretches may be of one part. The rest as for of_report().
    """
    tokens = segmentation.tokens(rules, text)
    begins = np.fromiter(accumulate(map(len, tokens), initial=0), dtype="int64", count=len(tokens) + 1)
    codes = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    of_token = np.array([codes[token] for token in tokens], dtype="int64")
    is_han = np.array([segmentation.is_han_word(word) for word in codes], dtype=bool)
    roles = {part: i for i, part in enumerate(dict.fromkeys(parts))}
    role_of = np.array([roles[part] for part in parts], dtype="int64")
    kept = is_han[of_token] if len(tokens) else np.zeros(0, dtype=bool)
    own = begins[:-1][kept]
    rows = (
        (np.cumsum(is_han) - 1)[of_token[kept]],
        role_of[np.maximum(np.searchsorted(starts, own, "right") - 1, 0)],
        np.searchsorted([found.end() for found in re.finditer("\n", text)], own, "right"),
        np.ones(len(own), dtype="int64"),
        _inside(rules, text, begins)[kept],
    )
    cells = _summed(np.stack(rows, axis=1).astype("int64"))
    return ReportWords(
        doc_id,
        list(compress(codes, is_han)),
        list(roles),
        cells.astype(np.min_scalar_type(cells.max(initial=0))),
    )


def _inside(rules: Rules, text: str, begins: np.ndarray) -> np.ndarray:
    """Return for each token whether it lies wholly inside a set phrase."""
    inside = np.zeros(len(begins) - 1, dtype=bool)
    for start, end in formulae.formula_spans(rules, text):
        inside[np.searchsorted(begins, start) : np.searchsorted(begins, end, "right") - 1] = True
    return inside


def _summed(rows: np.ndarray) -> np.ndarray:
    """Return one row for each distinct beginning of the rows, with the sums of their last two columns, in order."""
    shape = tuple(rows[:, :-2].max(axis=0, initial=0) + 1)
    keys, at = np.unique(np.ravel_multi_index(tuple(rows[:, :-2].T), shape), return_inverse=True)
    summed = [np.bincount(at, rows[:, column], len(keys)) for column in (-2, -1)]
    return np.column_stack([*np.unravel_index(keys, shape), *summed]).astype("int64")


def sums(report: ReportWords, by: int | None = None) -> Sums:
    """Return how often each word occurs in the report, or in each of its parts (by=ROLE) or paragraphs (by=PARAGRAPH).

    Ordered by group, then by the words' first occurrence in the report.
    """
    cells = report.cells.astype("int64")
    groups = cells[:, by] if by else np.zeros(len(cells), dtype="int64")
    rows = _summed(np.column_stack([groups, cells[:, 0], cells[:, 3:]]))
    return Sums(rows[:, 1], rows[:, 0], rows[:, 2], rows[:, 3])


def rows(
    rules: Rules, counts: Iterable[ReportWords], by: int | None = None, shortest: int = 2
) -> pd.DataFrame:
    """Return doc_id, role, word, count, in_formula and han_words of each report and word, or of its parts (by=ROLE).

    han_words: all Han words of the report, or of the part. Words come as in sums(); without by, role is missing. shortest:
    the least number of characters of a word.
    """
    found = []
    for report in counts:
        own = sums(report, by)
        kept = (np.fromiter(map(len, report.words), dtype="int64") >= shortest)[own.words]
        sizes = np.bincount(own.groups, own.counts).astype("int64")
        columns = (own.counts, in_formulae(rules, report, own), sizes[own.groups])
        words = np.array([*report.words, None], dtype=object)[own.words[kept]]
        roles = np.array([*report.roles, None], dtype=object)[own.groups[kept]] if by else [None] * len(words)
        if len(words):
            found.append(([report.doc_id] * len(words), roles, words, *(column[kept] for column in columns)))
    told = [list(chain.from_iterable(column)) for column in zip(*(own[:3] for own in found), strict=True)]
    told += [np.concatenate(column) for column in zip(*(own[3:] for own in found), strict=True)]
    table = pd.DataFrame(dict(zip(ROWS, told, strict=True)) if found else None, columns=ROWS)
    return table if by else table.drop(columns="role")


def in_formulae(rules: Rules, report: ReportWords, found: Sums) -> np.ndarray:
    """Return how many occurrences belong to a genre formula, as a listed word or inside a listed phrase."""
    listed = formulae.formula_words(rules)
    is_listed = np.array([word in listed for word in report.words], dtype=bool)
    return np.where(is_listed[found.words], found.counts, found.inside) if len(found.words) else found.counts
