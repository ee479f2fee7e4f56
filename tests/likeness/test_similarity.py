"""Similarity: the stated weights and nothing else, with and without formulae, ordered by likeness, words against themes."""

import itertools
import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import cleaning, paths
from lib.likeness.passages import shared_passages
from lib.likeness.similarity import clustered, rank_correlation, similarity, words_and_themes
from lib.rules import in_force
from tests.words.made import word_table

VOCABULARY = ["乡村", "振兴", "项目", "群众", "落实", "我们", "干部"]
counts = st.lists(
    st.dictionaries(st.sampled_from(VOCABULARY), st.integers(1, 5), min_size=1), min_size=2, max_size=7
)


def words(reports: list[dict[str, int]]) -> pd.DataFrame:
    """A words table: 落实 is a formula, 我们 a stop word, and of 群众 one occurrence stands in a set phrase."""
    rows = [
        (
            f"r{i}",
            word,
            count,
            count if word == "落实" else int(word == "群众"),
            word == "我们",
            word == "落实",
        )
        for i, report in enumerate(reports)
        for word, count in report.items()
    ]
    return pd.DataFrame(rows, columns=["doc_id", "word", "count", "in_formula", "stop", "formula"])


def cosines_by_hand(reports: dict[str, Counter]) -> dict[tuple[str, str], float]:
    """The cosine of every pair by dictionaries and the formula alone."""
    n = len(reports)
    df = Counter(word for report in reports.values() for word, count in report.items() if count > 0)
    weight = {
        name: {
            word: count * (math.log((1 + n) / (1 + df[word])) + 1)
            for word, count in report.items()
            if count > 0
        }
        for name, report in reports.items()
    }
    found = {}
    for a, b in itertools.combinations(reports, 2):
        lengths = [math.sqrt(sum(value**2 for value in weight[name].values())) for name in (a, b)]
        product = sum(value * weight[b].get(word, 0) for word, value in weight[a].items())
        found[a, b] = product / (lengths[0] * lengths[1]) if all(lengths) else 0.0
    return found


def as_pairs(table: pd.DataFrame, column: str) -> dict[tuple[str, str], float]:
    return dict(zip(zip(table["doc_id_a"], table["doc_id_b"]), table[column]))


@given(counts)
def test_cosines_are_those_of_the_stated_weights(reports):
    table = similarity(words(reports))
    full = {f"r{i}": Counter({w: c for w, c in r.items() if w != "我们"}) for i, r in enumerate(reports)}
    bare = {
        name: Counter({w: c - (w == "群众") for w, c in r.items() if w != "落实"}) for name, r in full.items()
    }
    assert as_pairs(table, "cosine") == pytest.approx(cosines_by_hand(full), abs=1e-12)
    assert as_pairs(table, "cosine_without_formulae") == pytest.approx(cosines_by_hand(bare), abs=1e-12)


def test_two_reports_reckoned_on_paper():
    # N = 2; 项目 in both (idf 1), 乡村 and 振兴 in one each (idf ln 1.5 + 1)
    table = similarity(words([{"项目": 1, "乡村": 1}, {"项目": 1, "振兴": 1}]))
    assert table["cosine"].tolist() == [pytest.approx(1 / (1 + (math.log(1.5) + 1) ** 2))]


def test_the_same_words_in_the_same_proportion_are_alike_altogether():
    table = similarity(words([{"项目": 2, "乡村": 4}, {"项目": 1, "乡村": 2}, {"振兴": 1}]))
    assert table["cosine"].tolist() == pytest.approx([1, 0, 0])


@pytest.fixture(scope="module")
def five() -> dict[str, cleaning.CleanText]:
    files = sorted((paths.SHIPPED_DATA / "raw").glob("*.txt"))
    return {path.stem: cleaning.clean(in_force(), path.read_bytes().decode("utf-8-sig")) for path in files}


@pytest.fixture(scope="module")
def five_words(five) -> pd.DataFrame:
    return word_table(in_force(), {doc_id: found.text for doc_id, found in five.items()})


def test_the_shipped_reports_agree_with_scikit_learn(five_words):
    text = pytest.importorskip("sklearn.feature_extraction.text")
    kept = five_words[~five_words["stop"]]
    for column, table, count in (
        ("cosine", kept, kept["count"]),
        (
            "cosine_without_formulae",
            kept[~kept["formula"]],
            kept["count"] - kept["in_formula"],
        ),
    ):
        matrix = table.assign(left=count).pivot(index="doc_id", columns="word", values="left").fillna(0)
        matrix = matrix.loc[list(dict.fromkeys(five_words["doc_id"])), (matrix > 0).any()]
        weighted = text.TfidfTransformer().fit_transform(matrix.to_numpy())
        expected = (weighted @ weighted.T).toarray()[np.triu_indices(5, 1)]
        assert similarity(five_words)[column].to_numpy() == pytest.approx(expected, abs=1e-9)


def test_formulae_make_reports_look_more_alike(five_words):
    table = similarity(five_words)
    assert len(table) == 10
    assert (table["cosine_without_formulae"] < table["cosine"]).all()


def test_the_order_of_the_reports_does_not_matter(five_words):
    order = list(dict.fromkeys(five_words["doc_id"]))[::-1]
    turned = pd.concat([five_words[five_words["doc_id"] == doc_id] for doc_id in order])
    found, other = (as_pairs(similarity(table), "cosine") for table in (five_words, turned))
    assert {(b, a): value for (a, b), value in other.items()} == pytest.approx(found, abs=1e-14)


def test_shared_passages_are_joined(five, five_words):
    pairs = shared_passages(in_force(), five, shortest=12).pairs
    table = similarity(five_words, pairs)
    assert table["passages"].sum() == pairs["passages"].sum() > 0
    assert (table["passages"] == 0).any()
    assert ((table["passages"] > 0) == (table["shared_share_a"] > 0)).all()
    assert table["duplicate"].dtype == bool
    assert (similarity(five_words, pairs.iloc[:0])["passages"] == 0).all()


def test_passages_in_another_order_are_refused(five, five_words):
    pairs = shared_passages(in_force(), dict(reversed(five.items()))).pairs
    with pytest.raises(ValueError, match="order"):
        similarity(five_words, pairs)


@settings(max_examples=40)
@given(counts, st.integers(1, 4))
def test_in_a_large_corpus_each_report_keeps_its_nearest(reports, nearest):
    table = words(reports)
    every, kept = similarity(table), similarity(table, all_pairs=1, nearest=nearest)
    cosine = as_pairs(every, "cosine")
    names = [f"r{i}" for i in range(len(reports))]
    expected = set()
    for a in names:
        others = [b for b in names if b != a]
        others.sort(key=lambda b: (-round(cosine[min(a, b), max(a, b)], 12), b))
        expected |= {(min(a, b), max(a, b)) for b in others[:nearest]}
    found = as_pairs(kept, "cosine")
    assert set(found) == expected
    assert found == pytest.approx({pair: cosine[pair] for pair in expected}, abs=1e-12)


def pairs_table(cosines: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [(*pair, value) for pair, value in cosines.items()], columns=["doc_id_a", "doc_id_b", "cosine"]
    )


def test_clustering_reckoned_on_paper():
    # A-D are nearest (0.1), then B-C (0.2); between the groups the distances are 0.7, 0.6, 0.9, 0.8: mean 0.75
    table = pairs_table({"AB": 0.3, "AC": 0.4, "AD": 0.9, "BC": 0.8, "BD": 0.1, "CD": 0.2})
    found = clustered(table)
    assert found.linkage[:, 2].tolist() == pytest.approx([0.1, 0.2, 0.75])
    assert found.linkage[:, 3].tolist() == [2, 2, 4]
    # of the orders that the tree allows, the one whose neighbours differ least: D A C B
    assert found.order in (["D", "A", "C", "B"], ["B", "C", "A", "D"])
    assert found.matrix.loc["A", "C"] == found.matrix.loc["C", "A"] == 0.4
    assert np.diag(found.matrix).tolist() == [1, 1, 1, 1]
    assert list(found.matrix.index) == found.order


def test_clustering_gives_the_same_order_each_time(five_words):
    table = similarity(five_words)
    assert clustered(table).order == clustered(table.copy()).order
    assert sorted(clustered(table, "cosine_without_formulae").order) == sorted(set(five_words["doc_id"]))


@pytest.mark.parametrize("cosines", [{}, {"AB": 0.5, "BC": 0.5}])
def test_clustering_needs_every_pair(cosines):
    with pytest.raises(ValueError, match="every pair"):
        clustered(pairs_table(cosines))


def themes(profiles: dict[str, dict[str, int]]) -> pd.DataFrame:
    """A themes table; what it says of the plan alone must not count a second time."""
    rows = [(doc, "all", theme, hits) for doc, own in profiles.items() for theme, hits in own.items()]
    rows += [(doc, "plan", next(iter(own)), 50) for doc, own in profiles.items()]
    return pd.DataFrame(rows, columns=["doc_id", "role", "theme", "hits"])


def test_themes_beside_words():
    table = pairs_table({"AB": 0.9, "AC": 0.5, "BC": 0.1}).assign(cosine_without_formulae=[0.8, 0.4, 0.05])
    found = words_and_themes(
        table,
        themes({"A": {"party": 2, "farm": 2}, "B": {"party": 1, "farm": 1}, "C": {"party": 0, "roads": 5}}),
    )
    # A and B have the same profile; C shares no theme with either
    assert found["theme_similarity"].tolist() == pytest.approx([1, 0, 0])
    assert found["rank_words"].tolist() == [1, 2, 3]
    assert found["rank_themes"].tolist() == [1, 2.5, 2.5]
    assert found["difference"].tolist() == [0, -0.5, 0.5]
    assert rank_correlation(found) == pytest.approx(math.sqrt(3) / 2)


def test_a_report_without_themes_is_left_missing():
    table = pairs_table({"AB": 0.9, "AC": 0.5, "BC": 0.1}).assign(cosine_without_formulae=[0.8, 0.4, 0.05])
    found = words_and_themes(table, themes({"A": {"party": 2}, "B": {"party": 1}, "C": {"party": 0}}))
    assert found["theme_similarity"].isna().tolist() == [False, True, True]
    assert math.isnan(rank_correlation(found))


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any), min_size=3, max_size=6))
def test_themes_agree_with_scipy(profiles):
    from scipy.spatial.distance import jensenshannon
    from scipy.stats import spearmanr

    names = "ABCDEF"[: len(profiles)]
    cosine = {a + b: (7 * i) % 11 / 11 for i, (a, b) in enumerate(itertools.combinations(names, 2))}
    table = pairs_table(cosine).assign(cosine_without_formulae=list(cosine.values()))
    found = words_and_themes(table, themes({n: dict(zip("wxyz", p)) for n, p in zip(names, profiles)}))
    by_name = dict(zip(names, profiles))
    expected = [1 - jensenshannon(by_name[a], by_name[b], base=2) for a, b in cosine]
    assert found["theme_similarity"].to_numpy() == pytest.approx(np.nan_to_num(expected, nan=1), abs=1e-6)
    ranked = found["theme_similarity"].round(9)
    if ranked.nunique() > 1 and found["theme_similarity"].nunique() == ranked.nunique():
        expected = spearmanr(found["cosine_without_formulae"], found["theme_similarity"]).statistic
        assert rank_correlation(found) == pytest.approx(expected)
