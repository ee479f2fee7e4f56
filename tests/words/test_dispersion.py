"""Dispersion: DP and DPnorm by their definition, by published examples, and over paragraphs and reports of real texts."""

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import cleaning, paths
from lib.rules import in_force
from lib.words import dispersion, segmentation
from lib.words.dispersion import deviations, over_reports
from tests.words.made import over_paragraphs, word_table

REPORTS = sorted(path.stem for path in (paths.SHIPPED_DATA / "raw").glob("*.txt"))
law = settings(deadline=None)
parts = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 500)), min_size=2, max_size=12).map(
    lambda drawn: [(count, count + more) for count, more in drawn]
)
spread = parts.filter(
    lambda drawn: sum(count for count, _ in drawn) and sum(size > 0 for _, size in drawn) > 1
)


@pytest.fixture(scope="module")
def five() -> dict[str, str]:
    folder = paths.SHIPPED_DATA / "raw"
    return {
        doc_id: cleaning.clean(in_force(), (folder / f"{doc_id}.txt").read_bytes().decode("utf-8-sig")).text
        for doc_id in REPORTS
    }


def dp(counts: list[int], sizes: list[int]) -> tuple[float, float]:
    """DP and DPnorm of one word: its occurrences in every part, and every part's number of words."""
    found = deviations(np.zeros(len(counts)), np.arange(len(counts)), counts, sizes)
    return tuple(float(values[0]) if len(values) else math.nan for values in found)


def by_hand(counts: list[int], sizes: list[int]) -> tuple[float, float]:
    """The definition written out: half the sum of the differences of shares; divided by 1 minus the least share."""
    filled = [(count, size) for count, size in zip(counts, sizes) if size]
    if len(filled) < 2 or not sum(counts):
        return math.nan, math.nan
    total, words = sum(counts), sum(sizes)
    found = math.fsum(abs(count / total - size / words) for count, size in filled) / 2
    return found, found / (1 - min(size for _, size in filled) / words)


def words_by_line(text: str) -> list[list[str]]:
    """The Han words of each line, told apart by the line ends between them: words never go on over a line's end."""
    lines: list[list[str]] = [[]]
    for token in segmentation.tokens(in_force(), text):
        lines += [[] for _ in range(token.count("\n"))]
        if segmentation.is_han_word(token):
            lines[-1].append(token)
    return lines


def test_the_example_of_lijffijt_and_gries():
    """Lijffijt & Gries 2012 (IJCL 17(1), 147-149, Table 1): three equally large parts that hold 2/3, 1/3 and none.

    Their abstract (concepedia.org, W2087806604) gives the parts; the test suite of Wordless, citing p. 148, gives 0.5.
    """
    found, normed = dp([2, 1, 0], [1000, 1000, 1000])
    assert found == pytest.approx(1 / 3, abs=1e-12)
    assert normed == pytest.approx(0.5, abs=1e-12)


def test_the_example_of_the_r_package_tlda():
    """ALLEMAND in the tenths of Lyne's corpus (1985), parts of unequal size: the README of the R package tlda prints
    DP = 0.4990705 for it (directionality "gries", without the frequency adjustment)."""
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    found, normed = dp([2, 0, 1, 1, 3, 0, 3, 0, 0, 0], sizes)
    assert round(found, 7) == 0.4990705
    assert normed == pytest.approx(found / (1 - 7930 / sum(sizes)), abs=1e-12)


@law
@given(spread)
def test_it_agrees_with_the_definition_written_out(drawn):
    counts, sizes = [count for count, _ in drawn], [size for _, size in drawn]
    assert dp(counts, sizes) == pytest.approx(by_hand(counts, sizes), abs=1e-9)


@law
@given(spread)
def test_both_lie_between_0_and_1(drawn):
    found, normed = dp(*map(list, zip(*drawn)))
    assert 0 <= found < 1
    assert found <= normed <= 1 + 1e-12


@law
@given(st.lists(st.integers(1, 500), min_size=2, max_size=12), st.integers(1, 50))
def test_it_is_0_where_every_part_has_its_due(sizes, times):
    assert dp([size * times for size in sizes], [size * times * 3 for size in sizes]) == (0, 0)


@law
@given(st.lists(st.integers(1, 500), min_size=2, max_size=12), st.integers(1, 50))
def test_normed_it_is_1_where_the_smallest_part_has_everything(sizes, count):
    smallest = sizes.index(min(sizes))
    counts = [count if part == smallest else 0 for part in range(len(sizes))]
    assert dp(counts, [size * 50 for size in sizes])[1] == pytest.approx(1, abs=1e-12)


@law
@given(spread, st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter(drawn, random):
    before = dp(*map(list, zip(*drawn)))
    random.shuffle(drawn)
    assert dp(*map(list, zip(*drawn))) == pytest.approx(before, abs=1e-12)


@law
@given(spread, st.integers(2, 4))
def test_cutting_every_part_into_like_pieces_changes_dp_not(drawn, pieces):
    before = dp(*map(list, zip(*drawn)))[0]
    cut = [part for part in drawn for _ in range(pieces)]
    assert dp(*map(list, zip(*cut)))[0] == pytest.approx(before, abs=1e-12)


@law
@given(spread)
def test_parts_without_words_do_not_count(drawn):
    before = dp(*map(list, zip(*drawn)))
    assert dp(*map(list, zip(*drawn, (0, 0)))) == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "sizes"), [([3], [10]), ([3, 0], [10, 0]), ([0, 0], [10, 10]), ([], []), ([0, 0], [0, 0])]
)
def test_one_part_or_an_absent_word_has_no_dispersion(counts, sizes):
    assert all(math.isnan(value) for value in dp(counts, sizes))


def test_what_cannot_be_is_named():
    with pytest.raises(ValueError, match="its size is 0"):
        dp([1, 2], [10, 0])


@law
@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=6))
def test_many_words_at_once_are_each_word_alone(counts):
    sizes = [12, 40, 9, 25]
    cells = [
        (word, part, n) for word, row in enumerate(counts) for part, n in enumerate(row) if n or not part
    ]
    found = deviations(*map(np.array, zip(*cells)), np.array(sizes))
    alone = [dp(row, sizes) for row in counts]
    for value, expected in zip(found, zip(*alone)):
        assert value.tolist() == pytest.approx(list(expected), abs=1e-12, nan_ok=True)


def test_large_counts_stay_exact():
    size = 10**9
    assert dp([10**6, 10**6], [size, size]) == (0, 0)
    assert dp([10**6 + 1, 10**6], [size, size])[0] == pytest.approx(0.5 / (2 * 10**6 + 1), rel=1e-9)


def test_over_reports_of_a_small_corpus_done_by_hand():
    # a: 项目 项目 就业 (3 words), b: 项目 (1 word). Shares of all words 3/4 and 1/4.
    # 项目: 2/3 and 1/3, DP = (1/12 + 1/12) / 2 = 1/12; 就业: all in a, DP = (1/4 + 1/4) / 2; least share 1/4.
    table = over_reports(word_table(in_force(), {"a": "项目，项目，就业", "b": "项目"})).set_index("word")
    assert table.loc["项目", ["count", "documents"]].to_list() == [3, 2]
    assert table.loc["项目", "dp_reports"] == pytest.approx(1 / 12, abs=1e-12)
    assert table.loc["项目", "dp_norm_reports"] == pytest.approx(1 / 9, abs=1e-12)
    assert table.loc["就业", ["dp_reports", "dp_norm_reports"]].to_list() == pytest.approx([1 / 4, 1 / 3])


def test_over_reports_of_the_five_agrees_with_the_definition(five):
    words = word_table(in_force(), five)
    sizes = words.groupby("doc_id", sort=False)["han_words"].first()
    wide = words.pivot(index="word", columns="doc_id", values="count").fillna(0)[sizes.index]
    table = over_reports(words).set_index("word")
    assert table.index.is_unique and set(table.index) == set(wide.index)
    for word, counts in wide.iterrows():
        expected = by_hand([int(n) for n in counts], sizes.to_list())
        assert table.loc[word, ["dp_reports", "dp_norm_reports"]].to_list() == pytest.approx(
            expected, abs=1e-9
        )
        assert table.loc[word, "documents"] == (counts > 0).sum()


def test_over_paragraphs_of_the_five_agrees_with_the_definition(five):
    table = over_paragraphs(in_force(), five)
    words = word_table(in_force(), five)
    assert not table.duplicated(["doc_id", "word"]).any()
    assert set(zip(table["doc_id"], table["word"])) == set(zip(words["doc_id"], words["word"]))
    for doc_id, own in table.groupby("doc_id"):
        lines = [Counter(line) for line in words_by_line(five[doc_id]) if line]
        sizes = [line.total() for line in lines]
        counts = [[line[word] for line in lines] for word in own["word"]]
        expected = np.array([by_hand(row, sizes) for row in counts])
        assert np.abs(own[["dp_paragraphs", "dp_norm_paragraphs"]].to_numpy() - expected).max() < 1e-9
        assert own["paragraphs"].to_list() == [sum(n > 0 for n in row) for row in counts]


def test_paragraphs_without_han_words_are_no_parts():
    text = "双招双引项目。\n\n2021\n招商引资到位，双招双引。\n全镇建设，道路畅通。"
    # sizes: 双招双引/项目 2, 招商引资/到位/双招双引 3, 全镇/建设/道路/畅通 4; 2021 is no Han word
    table = over_paragraphs(in_force(), {"a": text}).set_index("word")
    assert table.loc["双招双引", "paragraphs"] == 2 and table.loc["招商引资", "paragraphs"] == 1
    assert table.loc["双招双引", "dp_paragraphs"] == pytest.approx(by_hand([1, 1, 0], [2, 3, 4])[0])
    assert table.loc["到位", "dp_paragraphs"] == pytest.approx(by_hand([0, 1, 0], [2, 3, 4])[0])


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "2022\n%"}])
def test_nothing_to_count_gives_an_empty_table(texts):
    assert (
        list(over_paragraphs(in_force(), texts).columns) == dispersion.PARAGRAPH_COLUMNS
        and over_paragraphs(in_force(), texts).empty
    )
    empty = over_reports(word_table(in_force(), texts))
    assert list(empty.columns) == dispersion.REPORT_COLUMNS and empty.empty


def test_one_report_has_no_dispersion_over_reports():
    table = over_reports(word_table(in_force(), {"a": "项目，就业"}))
    assert table[["dp_reports", "dp_norm_reports"]].isna().all(axis=None)
    assert isinstance(table, pd.DataFrame) and table["documents"].to_list() == [1, 1]
