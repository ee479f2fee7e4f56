"""A network's edges are the sentences that two words share, and its drawing depends on nothing else."""

import math
from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from lib.rules import in_force
from lib.words.networks import EDGES, NODES, cooccurrence, with_layout

VOCABULARY = ["问题", "整改", "群众", "企业", "项目", "推进", "的", "3"]
sentence_lists = st.lists(
    st.tuples(st.sampled_from("ab"), st.lists(st.sampled_from(VOCABULARY), max_size=6)), max_size=14
)


def table(rows: list[tuple[str, list[str]]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["doc_id", "words"])


def cut(*sentences: str) -> pd.DataFrame:
    return table([("a", text.split()) for text in sentences])


def by_hand(rows: list[tuple[str, list[str]]], names: list[str], min_together: int) -> dict:
    """together and documents of every pair that shares enough sentences, counted one sentence at a time."""
    together: Counter = Counter()
    reports: dict = {}
    for doc_id, words in rows:
        for pair in combinations([name for name in names if name in words], 2):
            together[pair] += 1
            reports.setdefault(pair, set()).add(doc_id)
    count = {name: sum(name in words for _, words in rows) for name in names}
    return {
        pair: (n, len(reports[pair]))
        for pair, n in together.items()
        if n >= min_together and n * len(rows) > count[pair[0]] * count[pair[1]]
    }


# --- counting -------------------------------------------------------------------------------------------------------


@settings(max_examples=15)
@given(sentence_lists, st.integers(1, 3))
def test_edges_are_what_counting_pair_by_pair_gives(rows, min_together):
    names = VOCABULARY[:5]
    nodes, edges = cooccurrence(in_force(), table(rows), names, min_together=min_together, most=None)
    assert list(nodes) == NODES and list(edges) == EDGES
    found = {(e.source, e.target): (e.together, e.documents) for e in edges.itertuples()}
    assert found == by_hand(rows, names, min_together)
    assert nodes["sentences"].to_list() == [sum(name in words for _, words in rows) for name in names]
    assert nodes["documents"].to_list() == [len({d for d, words in rows if name in words}) for name in names]
    ends = Counter([*edges["source"], *edges["target"]])
    assert nodes["degree"].to_list() == [ends[name] for name in names]


@settings(max_examples=15)
@given(sentence_lists)
def test_measures_of_edges_agree_with_scipy_and_the_formula(rows):
    _, edges = cooccurrence(in_force(), table(rows), VOCABULARY[:5], min_together=1)
    for edge in edges.itertuples():
        a, b, n, both = edge.count_source, edge.count_target, edge.units, edge.together
        assert n == len(rows)
        cells = np.array([[both, a - both], [b - both, n - a - b + both]])
        if cells.sum(axis=0).all() and cells.sum(axis=1).all():
            other = chi2_contingency(cells, correction=False, lambda_="log-likelihood")
            assert edge.g2 == pytest.approx(other.statistic, abs=1e-9)
            assert edge.expected == pytest.approx(other.expected_freq[0, 0])
        assert edge.log_dice == pytest.approx(14 + math.log2(2 * both / (a + b)), abs=1e-9)


def test_without_words_the_content_words_of_most_sentences_are_drawn():
    sentences = cut("企业 企业 企业 推进 的", "项目 推进 的 3", "群众 项目 推进 的", "群众 推进 的")
    nodes, _ = cooccurrence(in_force(), sentences, n=2)
    # 推进 is a genre formula and 的 a stop word; 企业 is in one sentence only, however often
    assert nodes["word"].to_list() == ["群众", "项目"]  # tie by code point
    assert nodes["sentences"].to_list() == [2, 2]
    assert cooccurrence(in_force(), sentences, n=9)[0]["word"].to_list() == ["群众", "项目", "企业"]


def test_of_many_edges_the_strongest_are_kept():
    sentences = cut(*["问题 整改"] * 4, *["群众 企业"] * 3, "群众", "项目", "项目")
    nodes, edges = cooccurrence(in_force(), sentences, VOCABULARY[:5], most=1)
    assert edges[["source", "target"]].to_numpy().tolist() == [["问题", "整改"]]
    assert nodes["degree"].to_list() == [1, 1, 0, 0, 0]
    assert len(cooccurrence(in_force(), sentences, VOCABULARY[:5], most=None)[1]) == 2


# --- drawing --------------------------------------------------------------------------------------------------------


@settings(max_examples=20)
@given(sentence_lists, st.randoms(use_true_random=False))
def test_the_order_of_the_sentences_changes_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    for one, other in zip(
        cooccurrence(in_force(), table(rows), min_together=1),
        cooccurrence(in_force(), table(shuffled), min_together=1),
    ):
        pd.testing.assert_frame_equal(one, other)


@settings(max_examples=20)
@given(sentence_lists)
def test_words_with_edges_have_a_place_of_their_own_within_the_drawing(rows):
    nodes, edges = cooccurrence(in_force(), table(rows), min_together=1)
    joined = nodes["degree"] > 0
    assert nodes.loc[~joined, ["x", "y", "community"]].isna().all().all()
    drawn = nodes.loc[joined, ["x", "y"]]
    assert drawn.stack().between(0, 1).all()
    assert not drawn.duplicated().any()
    assert nodes.loc[joined, "community"].notna().all()
    assert set(edges["source"]) | set(edges["target"]) == set(nodes.loc[joined, "word"])


def test_two_groups_with_one_edge_between_them_are_two_communities():
    left, right = ["甲甲", "乙乙", "丙丙"], ["丁丁", "戊戊", "己己"]
    rows = [*[" ".join(left)] * 5, *[" ".join(right)] * 5, *["丙丙 丁丁"] * 3, *["它它"] * 20]
    nodes, edges = cooccurrence(in_force(), cut(*rows), [*left, *right])
    assert len(edges) == 7
    groups = nodes.groupby("community")["word"].agg(set).to_list()
    assert groups == [set(left), set(right)]
    place = nodes.set_index("word")[["x", "y"]]

    def far(one: str, other: str) -> float:
        return math.dist(place.loc[one], place.loc[other])

    assert far("甲甲", "乙乙") < far("丙丙", "丁丁") < far("甲甲", "己己")


def test_parts_that_no_edge_joins_stay_in_the_drawing():
    rows = [*["问题 整改 群众"] * 5, *["企业 项目"] * 5, *["它"] * 9]
    nodes, edges = cooccurrence(in_force(), cut(*rows), VOCABULARY[:5])
    assert nodes["community"].nunique() == 2
    place = nodes.set_index("word")[["x", "y"]]
    one, other = place.loc[["问题", "整改", "群众"]], place.loc[["企业", "项目"]]
    below = other["y"].max() < one["y"].min()
    assert below or one["x"].max() < other["x"].min()  # side by side, not one over the other
    within = [math.dist(place.loc[e.source], place.loc[e.target]) for e in edges.itertuples()]
    assert min(within) > 0.1  # and neither is pressed into a point
    again = with_layout(nodes[["word", "sentences"]], edges[edges["source"] == "企业"])
    assert again["degree"].to_list() == [0, 0, 0, 1, 1]


def test_many_parts_are_set_in_rows():
    pairs = ["问题 整改", "企业 项目", "群众 干部", "道路 桥梁"]
    nodes, edges = cooccurrence(in_force(), cut(*pairs * 4), " ".join(pairs).split())
    assert len(edges) == 4
    # four parts of two words each: two rows of two, and each pair on one line
    assert nodes["y"].to_list() == [1, 1, 1, 1, 0, 0, 0, 0]
    assert nodes["x"].to_list() == [*nodes["x"][:4]] * 2 and nodes["x"].nunique() == 4


def test_without_edges_there_is_nothing_to_draw():
    for sentences in (cut("问题", "整改"), cut()):
        nodes, edges = cooccurrence(in_force(), sentences)
        assert edges.empty and list(edges) == EDGES and list(nodes) == NODES
        assert nodes["x"].isna().all()
