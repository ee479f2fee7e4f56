"""Tables of shared passages, of pairs of reports, and of how much of each report stands elsewhere."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib.cleaning import CleanText, raw_span
from lib.likeness.matching_blocks import Grown, grown, strung, without_contained
from lib.likeness.runs import (
    Joined,
    Runs,
    distinct,
    documents_of,
    join,
    maximal_runs,
    places,
    standing_elsewhere,
)
from lib.rules import Rules
from lib.words import keywords

SHORTEST = 20  # Han characters of a passage: clauses of indicators and addresses are shorter
MANY = (
    20  # places in the corpus above which a run is a set phrase of the genre, not a passage two reports share
)
ANCHOR = 12  # Han characters of the longest run that a passage of nearly the same wording must have
DUPLICATE = 0.8  # share of a report that stands in another, from which on the two are called duplicates

PASSAGES = (
    "doc_id_a",
    "start_a",
    "end_a",
    "doc_id_b",
    "start_b",
    "end_b",
    "characters",
    "kind",
    "similarity",
)
PASSAGES += ("documents", "formula", "text")
REPORTS = ("doc_id", "characters", "shared", "share", "own_wording_shared", "share_without_formulae")
REPORTS += ("nearest", "share_in_nearest", "duplicate_of")
PAIRS = ("doc_id_a", "doc_id_b", "passages", "shared_share_a", "shared_share_b", "duplicate")


class Shared(NamedTuple):
    """The three tables that shared_passages() makes."""

    passages: pd.DataFrame
    reports: pd.DataFrame
    pairs: pd.DataFrame


class _Corpus(NamedTuple):
    doc_ids: list[str]
    texts: list[CleanText]
    joined: Joined
    in_formula: np.ndarray  # for each character of joined, whether it stands in a set phrase of formulae.csv


def shared_passages(
    rules: Rules, texts: Mapping[str, CleanText], shortest: int = SHORTEST, many: int = MANY
) -> Shared:
    """Return the passages of the same or nearly the same wording that reports share, as three tables.

    Compared are Han characters only: passages may differ in punctuation, white space, digits and Latin letters. A
    passage is a run of at least `shortest` characters, or a run of at least 12 that goes on to `shortest` or more across
    small differences (see growth.py).

    - passages: one row per pair of places, a before b in the order of the corpus. Offsets are raw. characters: Han
      characters that are the same. kind: same (to the last digit), numbers (only digits or Latin letters differ) or
      nearly. similarity: 2 * characters / (Han characters of a's span + those of b's). documents: in how many reports
      its longest unbroken run stands. formula: share of a's Han characters inside set phrases of formulae.csv.
      text: a's span, cleaned. A run that stands in more than `many` places has one row, with the first two reports.
    - reports: of each report's Han characters, how many stand in another report; with own_wording_shared those in set
      phrases and in runs of more than `many` places are left out. nearest: the report with which it shares most.
    - pairs: reports that share a passage, how many, and what share of each stands in the other (Han characters; runs of
      more than `many` places are left out). duplicate: whether at least 0.8 of one of them stands in the other.

    texts: clean texts by doc_id, in the order of the corpus. shortest: at least 12. many: at least 1. Raises ValueError
    for less.
    """
    if shortest < ANCHOR or many < 1:
        raise ValueError(
            f"shortest is {shortest} and many {many}; shared passages need at least {ANCHOR} characters and 1 place"
        )
    corpus = _joined(rules, texts)
    runs = maximal_runs(corpus.joined, ANCHOR, many)
    rare = Runs(*(part[~runs.wide] for part in runs))
    found = grown(corpus.joined, strung(corpus.joined, rare))
    found = Grown(*(part[found.matched >= shortest] for part in found))
    found = without_contained(corpus.joined, found)
    rows = [*_rows(corpus, found, rare, many), *_set_phrases(corpus, runs, shortest)]
    passages = pd.DataFrame(rows, columns=["a", "b", *PASSAGES])
    passages = passages.sort_values(["a", "b", "start_a", "start_b"], kind="stable", ignore_index=True)
    pairs = _pairs(corpus, found)
    return Shared(passages[list(PASSAGES)], _reports(corpus, found, pairs, shortest, many), pairs)


def _joined(rules: Rules, texts: Mapping[str, CleanText]) -> _Corpus:
    joined = join([found.text for found in texts.values()])
    in_formula = np.zeros(len(joined.codes), bool)
    for number, found in enumerate(texts.values()):
        inside = np.zeros(len(found.text) + 1, bool)
        for start, end in keywords.formula_spans(rules, found.text):
            inside[start:end] = True
        own = _own(joined, number)
        in_formula[own] = inside[joined.offset[own]]
    return _Corpus(list(texts), list(texts.values()), joined, in_formula)


def _own(joined: Joined, number: int) -> slice:
    return slice(joined.starts[number], joined.ends[number])


def _rows(corpus: _Corpus, found: Grown, runs: Runs, many: int) -> Iterator[tuple]:
    documents = documents_of(corpus.joined, runs.rank[found.core], runs.length[found.core], many)
    return _described(corpus, *found[:6], documents)


def _set_phrases(corpus: _Corpus, runs: Runs, shortest: int) -> Iterator[tuple]:
    """One row for each wording that stands in more places than asked for, with the first two reports that have it."""
    wide = Runs(*(part[runs.wide & (runs.length >= shortest)] for part in runs))
    found = []
    for index in distinct(corpus.joined, wide):
        where = places(corpus.joined, wide.rank[index], int(wide.length[index]))
        reports = corpus.joined.report[where]
        found.append((where[0], where[np.argmax(reports != reports[0])], len(set(reports.tolist())), index))
    a, b, documents, at = np.array(found, dtype=np.int64).reshape(-1, 4).T
    length = wide.length[at].astype(np.int64)
    return _described(corpus, a, a + length, b, b + length, length, np.ones_like(length), documents)


def _described(
    corpus: _Corpus, start_a, end_a, start_b, end_b, matched, pieces, documents
) -> Iterator[tuple]:
    """The rows of passages at positions of Joined.codes; documents: in how many reports each stands."""
    similarity = 2 * matched / (end_a - start_a + end_b - start_b)
    inside = np.concatenate([np.zeros(1, np.int32), np.cumsum(corpus.in_formula, dtype=np.int32)])
    formula = (inside[end_a] - inside[start_a]) / (end_a - start_a)
    sides = _spans(corpus, start_a, end_a), _spans(corpus, start_b, end_b)
    told = (part.tolist() for part in (matched, pieces, similarity, documents, formula))
    ids = corpus.doc_ids
    for (a, raw_a, text_a), (b, raw_b, text_b), size, number, alike, reports, share in zip(
        *sides, *told, strict=True
    ):
        same = text_a == text_b or (number == 1 and _bare(text_a) == _bare(text_b))
        kind = "nearly" if number > 1 else "same" if same else "numbers"
        yield a, b, ids[a], *raw_a, ids[b], *raw_b, size, kind, alike, reports, share, text_a


def _spans(corpus: _Corpus, starts: np.ndarray, ends: np.ndarray) -> Iterator[tuple[int, tuple, str]]:
    """The report, the raw offsets and the clean text of each span of Joined.codes."""
    joined = corpus.joined
    places = (joined.report[starts], joined.offset[starts], joined.offset[ends - 1] + 1)
    for report, first, last in zip(*(part.tolist() for part in places), strict=True):
        text = corpus.texts[report]
        yield report, raw_span(text, first, last), text.text[first:last]


def _bare(text: str) -> str:
    """A text without punctuation and white space, letters and digits of one width."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _pairs(corpus: _Corpus, found: Grown) -> pd.DataFrame:
    joined, ids = corpus.joined, np.array(corpus.doc_ids, dtype=object)
    sizes = joined.ends - joined.starts
    both = np.stack([joined.report[found.start_a], joined.report[found.start_b]]).astype(np.int64)
    number = both[0] * len(ids) + both[1]
    pairs, group, count = np.unique(number, return_inverse=True, return_counts=True)
    a, b = pairs // max(1, len(ids)), pairs % max(1, len(ids))
    share_a = _unions(group, found.start_a, found.end_a, len(pairs)) / sizes[a]
    share_b = _unions(group, found.start_b, found.end_b, len(pairs)) / sizes[b]
    duplicate = np.maximum(share_a, share_b) >= DUPLICATE
    return pd.DataFrame(dict(zip(PAIRS, (ids[a], ids[b], count, share_a, share_b, duplicate))))


def _unions(group: np.ndarray, starts: np.ndarray, ends: np.ndarray, groups: int) -> np.ndarray:
    """How many positions lie in at least one of the spans of each group."""
    order = np.lexsort((starts, group))
    # groups laid out one behind the other, so that the furthest end so far is never that of another group
    shift = group[order].astype(np.int64) * (ends.max(initial=0) + 1)
    starts, ends = starts[order] + shift, ends[order] + shift
    reached = np.maximum.accumulate(np.concatenate([[0], ends]))[: len(ends)]
    return np.bincount(group[order], np.maximum(0, ends - np.maximum(starts, reached)), groups)


def _reports(corpus: _Corpus, found: Grown, pairs: pd.DataFrame, shortest: int, many: int) -> pd.DataFrame:
    shared, wide = standing_elsewhere(corpus.joined, shortest, many)
    shared |= _inside(found, len(shared))
    own_wording = shared & ~wide & ~corpus.in_formula
    spans = [_own(corpus.joined, number) for number in range(len(corpus.doc_ids))]
    counts = pd.DataFrame(
        [(own.stop - own.start, shared[own].sum(), own_wording[own].sum()) for own in spans],
        columns=["characters", "shared", "own_wording_shared"],
        dtype="int64",
    )
    size = counts["characters"].clip(lower=1)
    table = counts.assign(
        doc_id=corpus.doc_ids,
        share=counts["shared"] / size,
        share_without_formulae=counts["own_wording_shared"] / size,
    )
    partners = _partners(pairs)
    nearest = partners.sort_values("share", ascending=False, kind="stable").drop_duplicates("doc_id")
    near, share = (dict(zip(nearest["doc_id"], nearest[name])) for name in ("other", "share"))
    twins = partners[partners["duplicate"].astype(bool)].groupby("doc_id")["other"].agg("; ".join).to_dict()
    table["nearest"] = [near.get(doc_id, "") for doc_id in corpus.doc_ids]
    table["share_in_nearest"] = [float(share.get(doc_id, 0)) for doc_id in corpus.doc_ids]
    table["duplicate_of"] = [twins.get(doc_id, "") for doc_id in corpus.doc_ids]
    return table[list(REPORTS)]


def _inside(found: Grown, length: int) -> np.ndarray:
    """Whether each position lies in a passage, on either side."""
    change = np.zeros(length + 1, np.int32)
    for start, end in ((found.start_a, found.end_a), (found.start_b, found.end_b)):
        np.add.at(change, start, 1)
        np.add.at(change, end, -1)
    return np.cumsum(change, out=change)[:-1] > 0


def _partners(pairs: pd.DataFrame) -> pd.DataFrame:
    """Each pair twice, seen from either report: doc_id, other, share of doc_id's characters, duplicate."""
    sides = [
        pairs[[f"doc_id_{x}", f"doc_id_{y}", f"shared_share_{x}", "duplicate"]].set_axis(
            ["doc_id", "other", "share", "duplicate"], axis=1
        )
        for x, y in ("ba", "ab")
    ]
    return pd.concat(sides)
