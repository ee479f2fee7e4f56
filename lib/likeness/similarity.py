"""Similarity of reports by their words, with and without genre formulae, their order by likeness, and words against themes."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from lib.words import dispersion, tf_idf

ALL_PAIRS = 300  # reports up to which every pair is compared; above, each report with those nearest to it
NEAREST = 20
NAMED = 12  # pairs up to which each can be told by name
_CELLS = 1_000_000  # cosines held at a time
COLUMNS = ["doc_id_a", "doc_id_b", "cosine", "cosine_without_formulae"]
SHARED = {"passages": 0, "shared_share_a": 0.0, "shared_share_b": 0.0, "duplicate": False}


class Clustering(NamedTuple):
    """Reports ordered by likeness: their ids, scipy's linkage matrix over matrix.index, the cosines in that order."""

    order: list[str]
    linkage: np.ndarray  # leaf number i is doc_ids[i]
    doc_ids: list[str]
    matrix: pd.DataFrame


class Counts(NamedTuple):
    """The words of reports as numbers: report and word of each count, what stands in formulae, what is left out."""

    doc_ids: list[str]
    words: int  # how many different ones
    reports: np.ndarray
    columns: np.ndarray
    count: np.ndarray
    in_formula: np.ndarray
    formula: np.ndarray


def _counts(chunks: Iterable[pd.DataFrame]) -> Counts:
    """The counts of a words table that comes some reports at a time, without stop words."""
    numbers: dict[str, int] = {}
    doc_ids: list[str] = []
    found = []
    for chunk in chunks:
        reports, ids = pd.factorize(chunk["doc_id"])
        kept = ~chunk["stop"].to_numpy(dtype=bool)
        own = [reports + len(doc_ids), dispersion.numbered(chunk["word"], numbers)]
        own += [chunk[name].to_numpy() for name in ("count", "in_formula", "formula")]
        found.append([part[kept].astype("int32") for part in own])
        doc_ids += list(ids)
    arrays = (
        (np.concatenate(parts) for parts in zip(*found, strict=True)) if found else [np.zeros(0, "int32")] * 5
    )
    return Counts(doc_ids, len(numbers), *arrays)


def _weights(found: Counts, with_formulae: bool) -> tuple[list[str], sparse.csr_array]:
    count = found.count.astype(float)
    if not with_formulae:
        count -= found.in_formula
        count[found.formula > 0] = 0
    kept = count > 0
    rows, columns, count = found.reports[kept], found.columns[kept], count[kept]
    weight = tf_idf(rows, columns, count, len(found.doc_ids))
    return found.doc_ids, sparse.csr_array((weight, (rows, columns)), shape=(len(found.doc_ids), found.words))


def similarity(
    words: pd.DataFrame | Iterable[pd.DataFrame],
    pairs: pd.DataFrame | None = None,
    all_pairs: int = ALL_PAIRS,
    nearest: int = NEAREST,
) -> pd.DataFrame:
    """Return the cosine of pairs of reports by their words, with and without genre formulae.

    Of each report the tf-idf weights of words.tf_idf(), of Euclidean length 1, over Han words of two or more characters
    without stop words. Without formulae the occurrences inside set phrases are taken off the count, and words that are
    formulae themselves are left out, before N, df and lengths are computed.

    Up to `all_pairs` reports every pair has a row, a before b in the order of the table. Above, each report is paired
    with the `nearest` that have the highest cosine with it (ties: the earlier report); cosines are never held all at once.

    words: the words table, or its rows some reports at a time. pairs: shared_passages().pairs of the same reports, which
    adds their columns (0, 0, 0, False for a pair that shares no passage). Raises ValueError where the order is another.
    """
    counts = _counts([words] if isinstance(words, pd.DataFrame) else words)
    (doc_ids, with_all), (_, without) = _weights(counts, True), _weights(counts, False)
    del counts
    a, b = np.triu_indices(len(doc_ids), 1) if len(doc_ids) <= all_pairs else _nearest(with_all, nearest)
    ids = np.array(doc_ids, dtype=object)
    table = pd.DataFrame(
        dict(zip(COLUMNS, (ids[a], ids[b], _cosines(with_all, a, b), _cosines(without, a, b))))
    )
    if pairs is None:
        return table
    place = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    if any(
        place.get(a, -1) > place.get(b, len(doc_ids)) for a, b in zip(pairs["doc_id_a"], pairs["doc_id_b"])
    ):
        raise ValueError(
            "the reports of the passages stand in another order than those of the words; give both in one order"
        )
    table = table.merge(pairs, on=COLUMNS[:2], how="left")
    return table.assign(
        **{name: table[name].fillna(value).astype(type(value)) for name, value in SHARED.items()}
    )


def _cosines(rows: sparse.csr_array, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The cosine of each pair of rows, a block of pairs at a time."""
    found = np.zeros(len(a))
    step = max(1, _CELLS // max(1, rows.nnz // max(1, rows.shape[0])))
    for start in range(0, len(a), step):
        block = slice(start, start + step)
        found[block] = rows[a[block]].multiply(rows[b[block]]).sum(axis=1)
    return np.clip(found, 0, 1)


def _nearest(rows: sparse.csr_array, nearest: int) -> tuple[np.ndarray, np.ndarray]:
    """The pairs in which one report is among the nearest of the other, each once, a before b."""
    n = rows.shape[0]
    step = max(1, _CELLS // n)
    number = []
    for start in range(0, n, step):
        cosines = (
            (rows[start : start + step] @ rows.T).toarray().round(12)
        )  # ties stay ties in any order of sums
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -1
        own, other = _highest(cosines, min(nearest, n - 1))
        own += start
        number.append(np.minimum(own, other) * n + np.maximum(own, other))
    return np.divmod(np.unique(np.concatenate(number)), n)


def _highest(cosines: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray]:
    """Row and column of the `number` highest cells of each row; of equals the earlier ones."""
    least = np.partition(cosines, cosines.shape[1] - number, axis=1)[:, cosines.shape[1] - number]
    rows, columns = np.nonzero(cosines >= least[:, None])
    order = np.lexsort((columns, -cosines[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return rows[place < number], columns[place < number]


def clustered(table: pd.DataFrame, column: str = "cosine") -> Clustering:
    """Return reports ordered so that like stands by like: average linkage on 1 - cosine, best order of leaves.

    It always gives a tree, also for reports that form no groups: with few reports, or cosines that lie close together,
    it is a way to order a heat map and nothing more.

    table: from similarity(), with every pair. column: cosine or cosine_without_formulae. Raises ValueError where pairs
    are missing or there are fewer than two reports.
    """
    from scipy.cluster import hierarchy  # slow to import, and wanted by heat maps alone
    from scipy.spatial.distance import squareform

    doc_ids = list(dict.fromkeys([*table["doc_id_a"], *table["doc_id_b"]]))
    n = len(doc_ids)
    if n < 2 or len(table) != n * (n - 1) // 2:
        raise ValueError(
            f"the table has {len(table)} pairs of {n} reports, and clustering needs at least two reports and every pair; "
            "choose fewer reports, or build the similarity table with a higher all_pairs"
        )
    place = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    a, b = (table[name].map(place).to_numpy() for name in COLUMNS[:2])
    matrix = np.eye(n)
    matrix[a, b] = matrix[b, a] = table[column]
    distance = squareform(1 - matrix, checks=False)
    linkage = hierarchy.linkage(distance, "average", optimal_ordering=n <= ALL_PAIRS)
    leaves = hierarchy.leaves_list(linkage)
    order = [doc_ids[leaf] for leaf in leaves]
    return Clustering(
        order, linkage, doc_ids, pd.DataFrame(matrix[np.ix_(leaves, leaves)], index=order, columns=order)
    )


def words_and_themes(table: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of reports with how alike they are in themes, beside how alike in words.

    - theme_similarity: 1 minus the Jensen-Shannon distance (Endres and Schindelin 2003: the square root of the
      divergence in bits, Lin 1991) of the two reports' hits by theme in the role "all"; missing for a report without hits
    - rank_words, rank_themes: rank of cosine_without_formulae and of theme_similarity, 1 for the most alike pair, ties
      their mean
    - difference: rank_words - rank_themes: high for the same themes in other words, low for like words on other themes

    table: from similarity(). themes: the themes table (doc_id, role, theme, hits).
    """
    whole = themes[themes["role"] == "all"]
    hits = whole.groupby(["doc_id", "theme"])["hits"].sum().unstack(fill_value=0).astype(float)
    profiles = hits.div(hits.sum(axis=1).where(lambda total: total > 0), axis=0)
    a, b = (profiles.reindex(table[name]).to_numpy() for name in COLUMNS[:2])
    divergence = _entropy((a + b) / 2) - (_entropy(a) + _entropy(b)) / 2
    alike = 1 - np.sqrt(np.clip(divergence.round(12), 0, 1))  # rounded, so that equal profiles are tied
    found = table[COLUMNS].assign(theme_similarity=alike)
    both = found.dropna()
    ranks = [both[name].rank(ascending=False) for name in ("cosine_without_formulae", "theme_similarity")]
    return found.assign(rank_words=ranks[0], rank_themes=ranks[1], difference=ranks[0] - ranks[1])


def furthest_apart(table: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs whose ranks by words and by themes differ most, both ways, or all where they are few.

    table: from words_and_themes().
    """
    ordered = table.sort_values("difference", kind="stable")
    return ordered if len(table) <= NAMED else pd.concat([ordered.head(4), ordered.tail(4)])


def _entropy(shares: np.ndarray) -> np.ndarray:
    """Entropy of each row in bits, missing where the row is."""
    return -(shares * np.log2(np.where(shares > 0, shares, 1))).sum(axis=1) + 0 * shares.sum(axis=1)


def rank_correlation(table: pd.DataFrame) -> float:
    """Return Spearman's rank correlation of likeness in words and in themes over the pairs; missing for fewer than three.

    It describes these pairs. Pairs that share a report are not independent, so no significance is given.

    table: from words_and_themes().
    """
    both = table[["rank_words", "rank_themes"]].dropna()
    if len(both) < 3 or (both.nunique() < 2).any():
        return float("nan")
    return float(np.corrcoef(both["rank_words"], both["rank_themes"])[0, 1])
