"""Co-occurrence networks (共现网络): which words, or themes, share sentences, and where a drawing puts them."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse

from lib.rules import Rules
from lib.words import collocation

NODES = ["word", "sentences", "documents", "degree", "community", "x", "y"]
EDGES = ["source", "target", "together", "count_source", "count_target", "units"]
EDGES += ["expected", "g2", "log_dice", "documents"]
STRONGEST = 4  # edges of each word that a drawing shows


def cooccurrence(
    rules: Rules,
    sentences: pd.DataFrame,
    words: Iterable[str] | None = None,
    n: int = 40,
    min_together: int = 3,
    most: int | None = 80,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the network of words that share sentences: its nodes and its edges, the strongest first.

    nodes: word, sentences and documents (in how many sentences and reports it stands), degree (how many edges),
    community, and x, y as layout() has them. Words without an edge stay in the table, without community and place.

    edges: source, target; together (sentences with both), count_source, count_target (with either), units (sentences in
    all), expected = count_source * count_target / units, g2 and log_dice as in collocation.collocations() for whole
    sentences, documents. A pair is an edge when it shares at least min_together sentences, and more than expected; of
    more such pairs than most, those with the highest log_dice are kept, ties by code point (None for all of them).

    sentences: the table; with a column words from collocation.with_words() nothing is cut anew. words: the words to be
    drawn; without them, the n content words (no stop words, no genre formulae) that most sentences have, ties by code
    point. What is counted is whether a segmented word stands in a sentence, not how often.
    """
    numbered = collocation.numbered(collocation.with_words(rules, sentences))
    names = _frequent(rules, numbered, n) if words is None else list(dict.fromkeys(words))
    codes = pd.Index(names).get_indexer(numbered.names)[numbered.codes]
    kept = codes >= 0
    return _network(names, numbered.sentence[kept], codes[kept], numbered.report, min_together, most)


def _frequent(rules: Rules, words: collocation.Words, n: int) -> list[str]:
    """The n content words that most sentences have."""
    size = len(words.names)
    pairs = np.unique(words.sentence.astype(np.int64) * size + words.codes)
    count = np.bincount(pairs % size, minlength=size) if size else np.array([], dtype=int)
    content = set(collocation.content_words(rules, words.names))
    ranked = sorted((-number, word) for number, word in zip(count, words.names) if word in content)
    return [word for _, word in ranked[:n]]


def _network(
    names: list[str],
    sentence: np.ndarray,
    code: np.ndarray,
    reports: np.ndarray,
    min_together: int,
    most: int | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Nodes and edges from places: word code[i] stands in sentence[i]; reports: a number for each sentence."""
    ones = np.ones(len(code), dtype=np.int64)
    stands = sparse.csc_array((ones, (sentence, code)), shape=(len(reports), len(names)))
    stands.sum_duplicates()
    stands.data[:] = 1
    rows = [stands.indices[start:end] for start, end in zip(stands.indptr, stands.indptr[1:])]
    nodes = pd.DataFrame({"word": pd.array(names, dtype="str"), "sentences": [len(own) for own in rows]})
    nodes["documents"] = [len(np.unique(reports[own])) for own in rows]
    edges = _edges(nodes, (stands.T @ stands).toarray(), len(reports), min_together)[:most]
    edges["documents"] = [
        len(np.unique(reports[np.intersect1d(rows[a], rows[b])])) for a, b in edges[["a", "b"]].to_numpy()
    ]
    return with_layout(nodes, edges)[NODES], edges[EDGES]


def _edges(nodes: pd.DataFrame, shared: np.ndarray, units: int, min_together: int) -> pd.DataFrame:
    """The pairs that share enough sentences, the strongest first; a, b: their places among the nodes."""
    first, second = np.triu_indices(len(nodes), 1)
    named = nodes["word"].to_numpy()
    table = pd.DataFrame({"a": first, "b": second, "together": shared[first, second], "units": units})
    table["source"], table["target"] = named[first], named[second]
    table["count_source"], table["count_target"] = shared.diagonal()[first], shared.diagonal()[second]
    table["expected"] = table["count_source"] * table["count_target"] / max(units, 1)
    enough = (table["together"] >= max(min_together, 1)) & (table["together"] > table["expected"])
    table = table[enough].copy()
    counts = table["together"], table["count_source"], table["count_target"]
    table["g2"] = collocation.g2(*counts, units)
    table["log_dice"] = collocation.log_dice(*counts)
    order = ["log_dice", "source", "target"]
    return table.sort_values(order, ascending=[False, True, True]).reset_index(drop=True)


def with_layout(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return the nodes with degree, community and place.

    community: 1, 2, … from the largest, ties by the place in the table: groups that share more sentences among
    themselves than chance would have it (greedy modularity, Clauset, Newman and Moore 2004, weighted by together). x, y:
    between 0 and 1, by Kamada and Kawai (1989), which begins on a circle in the order of the table and draws no random
    number: words with a high logDice lie close. Parts that no edge joins are drawn one by one and set side by side, so
    that only distances within a part mean something. Words without an edge have no community and no place.

    nodes: with word; other columns stay. edges: with source, target, together, log_dice, such as those left of
    cooccurrence()'s after a choice of one's own.
    """
    from lib.words import layout  # networkx is slow to import

    place = {word: number for number, word in enumerate(nodes["word"])}
    graph = layout.graph_of(edges, place)
    table = nodes.assign(
        degree=[graph.degree(number) if number in graph else 0 for number in range(len(nodes))]
    )
    spots, groups = layout.spots(graph), layout.communities(graph)
    numbers = range(len(nodes))
    table["community"] = pd.array([groups.get(number) for number in numbers], dtype="Int64")
    for column, axis in (("x", 0), ("y", 1)):
        table[column] = [spots[number][axis] if number in spots else np.nan for number in numbers]
    return table


def strongest(nodes: pd.DataFrame, edges: pd.DataFrame, most: int) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Return what a drawing of at most so many words shows of a network, and how many words with an edge it leaves out.

    Nodes: the most frequent words with an edge among them, laid out anew. Edges: the STRONGEST of each of these words, and
    those that are among the strongest of another one. nodes, edges: as cooccurrence() gives them.
    """
    linked = nodes[nodes["word"].isin([*edges["source"], *edges["target"]])]
    ranked = linked.sort_values(["sentences", "word"], ascending=[False, True], kind="stable")
    place = {word: number for number, word in enumerate(ranked["word"])}
    later = edges[["source", "target"]].map(place.get).max(axis=1)  # a line needs the rarer of its words
    ends = [
        set(edges.loc[later < count, ["source", "target"]].to_numpy().ravel())
        for count in range(len(place) + 1)
    ]
    count = max(count for count, words in enumerate(ends) if len(words) <= most)
    own = edges[later < count].reset_index(drop=True)
    ends = pd.concat([own["source"], own["target"]]).sort_index(kind="stable")
    strong = ends[ends.groupby(ends).cumcount() < STRONGEST].index.unique()
    drawn = own.loc[sorted(strong)].reset_index(drop=True)
    here = ranked[ranked["word"].isin([*drawn["source"], *drawn["target"]])].reset_index(drop=True)
    return with_layout(here, drawn), drawn, len(ranked) - len(here)
