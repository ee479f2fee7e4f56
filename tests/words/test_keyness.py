"""Keyness: G² and Log Ratio against other implementations and published figures, and the tables made of them."""

import math
from collections import Counter
from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lib import cleaning, paths
from lib.rules import in_force
from lib.structure import find_sections, split_sentences
from lib.words import dispersion, keyness
from lib.words.keyness import contrast, note, own_names, smallest_p
from tests.growth import grows_with_the_input
from tests.words.made import keyness_parts, over_paragraphs, part_words, word_table

REPORTS = sorted(path.stem for path in (paths.SHIPPED_DATA / "raw").glob("*.txt"))
SMALL = {
    "甲镇": "各位代表：双招双引成效明显，双招双引项目落户，招商引资到位。",
    "乙镇": "各位代表：招商引资签约，就业工作扎实推进，群众满意。",
    "丙镇": "乡村振兴全面推进，乡村振兴的乡村美，群众满意。",
}
law = settings(deadline=None)
sizes = st.integers(1, 10**5)
tables_2x2 = st.tuples(sizes, sizes).flatmap(
    lambda both: st.tuples(
        st.integers(0, both[0]), st.just(both[0]), st.integers(0, both[1]), st.just(both[1])
    )
)
used = tables_2x2.filter(lambda drawn: drawn[0] + drawn[2] > 0)


def one(*given) -> pd.Series:
    (row,) = contrast(*given).itertuples(index=False)
    return row


@pytest.fixture(scope="module")
def five() -> dict[str, str]:
    folder = paths.SHIPPED_DATA / "raw"
    return {
        doc_id: cleaning.clean(in_force(), (folder / f"{doc_id}.txt").read_bytes().decode("utf-8-sig")).text
        for doc_id in REPORTS
    }


@pytest.fixture(scope="module")
def words(five) -> pd.DataFrame:
    return word_table(in_force(), five)


@pytest.fixture(scope="module")
def parts(five) -> pd.DataFrame:
    rows = [
        (doc_id, sentence.role, text[sentence.start : sentence.end])
        for doc_id, text in five.items()
        for sentence in split_sentences(text, find_sections(in_force(), text))
    ]
    return part_words(in_force(), pd.DataFrame(rows, columns=["doc_id", "role", "sentence"]))


# the statistics


@pytest.mark.parametrize(
    ("count", "size", "other_count", "other_size", "published"),
    [
        # Rayson to Corpora-List, 18 January 2002 (listserv.linguistlist.org, 2002-January/002455), taking both corpora
        # for a million words: the lemma KEEP and its forms keep, keeps, keeping and kept
        (392, 10**6, 170, 10**6, 90),
        (348, 10**6, 99, 10**6, 147),
        (15, 10**6, 14, 10**6, 0),
        (9, 10**6, 32, 10**6, -14),
        (21, 10**6, 25, 10**6, -0.0),
    ],
)
def test_the_log_likelihoods_that_rayson_gave(count, size, other_count, other_size, published):
    found = one(count, size, other_count, other_size).g2
    assert round(found) == published
    assert np.sign(found) == np.sign(count - other_count)


def test_the_example_of_the_log_likelihood_wizard():
    """52 in 50,000 words against 57 in 75,000: the wizard shows + 2.65 (slides "Corpus 2", scribd.com, 807361921)."""
    assert round(one(52, 50_000, 57, 75_000).g2, 2) == 2.65


def test_the_example_of_hardie():
    """Log Ratio: an informal introduction (cass.lancs.ac.uk, 28 April 2014): 0.0006 is three times 0.0002; the same
    relative frequency gives 0, twice as common 1, four times as common 2."""
    assert one(6, 10_000, 2, 10_000).log_ratio == pytest.approx(math.log2(3), abs=1e-12)
    assert [one(5 * times, 10_000, 10, 20_000).log_ratio for times in (1, 2, 4)] == pytest.approx([0, 1, 2])


def g2_by_hand(a: int, c: int, b: int, d: int) -> float:
    expected = c * (a + b) / (c + d), d * (a + b) / (c + d)
    size = 2 * math.fsum(n * math.log(n / e) for n, e in zip((a, b), expected) if n)
    return math.copysign(size, a * d - b * c)


@law
@given(used)
def test_g2_agrees_with_scipy_and_with_the_formula_written_out(drawn):
    a, c, b, d = drawn
    expected = [c * (a + b) / (c + d), d * (a + b) / (c + d)]
    found = one(a, c, b, d)
    assert abs(found.g2) == pytest.approx(
        stats.power_divergence([a, b], expected, lambda_="log-likelihood").statistic,
        abs=1e-9,
        rel=1e-9,
    )
    assert found.g2 == pytest.approx(g2_by_hand(a, c, b, d), abs=1e-9, rel=1e-9)
    assert found.expected == pytest.approx(min(expected), rel=1e-12)


@law
@given(used.filter(lambda drawn: drawn[0] + drawn[2] < drawn[1] + drawn[3]))
def test_two_cells_give_no_more_than_four(drawn):
    a, c, b, d = drawn
    four = stats.chi2_contingency([[a, b], [c - a, d - b]], correction=False, lambda_="log-likelihood")
    assert abs(one(a, c, b, d).g2) <= four.statistic + 1e-9 * max(1, c + d)


@law
@given(tables_2x2.filter(lambda drawn: drawn[0] and drawn[2]))
def test_the_interval_agrees_with_scipys_relative_risk(drawn):
    risk = stats.contingency.relative_risk(*drawn)
    interval = risk.confidence_interval(0.95)
    found = one(*drawn)
    assert found.log_ratio == pytest.approx(math.log2(risk.relative_risk), abs=1e-9)
    assert (found.low, found.high) == pytest.approx(
        (math.log2(interval.low), math.log2(interval.high)), abs=1e-9
    )


def test_the_interval_of_sahai_and_khurshid():
    """Sahai & Khurshid 1996, Statistics in Epidemiology, Example 3.1, as quoted in the manual of scipy's relative_risk:
    27 of 122 against 44 of 487 is 2.4495, 95 % 1.5837 to 3.7887."""
    found = one(27, 122, 44, 487)
    assert [round(2**value, 4) for value in (found.log_ratio, found.low, found.high)] == [
        2.4495,
        1.5837,
        3.7887,
    ]


def test_a_count_of_0_is_taken_for_one_half():
    found = one(8, 1000, 0, 2000)
    assert found.log_ratio == pytest.approx(math.log2((8 / 1000) / (0.5 / 2000)), abs=1e-12)
    # E1 = 8/3, E2 = 16/3; the empty cell adds nothing: 2 · 8 · ln(8 / (8/3)) = 16 ln 3
    assert found.g2 == pytest.approx(16 * math.log(3), abs=1e-12)
    half = 1.959963984540054 * math.sqrt(1 / 8 - 1 / 1000 + 1 / 0.5 - 1 / 2000) / math.log(2)
    assert (found.low, found.high) == pytest.approx(
        (found.log_ratio - half, found.log_ratio + half), abs=1e-9
    )


@law
@given(used)
def test_swapping_the_sides_changes_the_sign_and_nothing_else(drawn):
    found, swapped = one(*drawn), one(*drawn[2:], *drawn[:2])
    for value, other in (
        (found.g2, swapped.g2),
        (found.log_ratio, swapped.log_ratio),
        (found.low, swapped.high),
        (found.high, swapped.low),
    ):
        assert value == pytest.approx(-other, abs=1e-9, rel=1e-9)
    assert found.expected == pytest.approx(swapped.expected)
    assert found.conditions_met == swapped.conditions_met


@law
@given(used)
def test_g2_has_the_sign_of_the_difference_of_rates(drawn):
    a, c, b, d = drawn
    found = one(*drawn)
    assert np.sign(found.g2) in (np.sign(a * d - b * c), 0)
    assert found.low <= found.log_ratio <= found.high


@law
@given(st.integers(1, 500), st.integers(500, 5000), st.integers(1, 20))
def test_equal_rates_have_no_keyness(count, size, times):
    found = one(count, size, count * times, size * times)
    assert found.g2 == 0 and found.log_ratio == pytest.approx(0, abs=1e-12) and not found.conditions_met


@pytest.mark.parametrize(
    ("given", "met"),
    [
        ((16, 1000, 0, 1000), True),  # E 8, G² 22.2
        ((10, 1000, 0, 1000), False),  # E 5, G² 13.9
        ((11, 1000, 0, 1000), True),  # E 5.5, G² 15.2
        ((4, 100, 0, 9900), False),  # E 0.04, G² 36.8
        ((0, 1000, 11, 1000), True),  # negative keyness counts as much
    ],
)
def test_the_conditions_are_both_expected_counts_and_the_critical_value(given, met):
    found = one(*given)
    assert found.conditions_met == met == (found.expected >= 1 and abs(found.g2) >= 15.13)


def test_the_critical_value_is_that_of_one_in_ten_thousand():
    assert stats.chi2.sf(keyness.CRITICAL_G2, df=1) == pytest.approx(0.0001, rel=0.01)


@pytest.mark.parametrize("given", [(3, 10, 0, 0), (0, 10, 0, 10), (0, 0, 3, 10)])
def test_what_cannot_be_compared_has_no_keyness(given):
    found = one(*given)
    assert all(math.isnan(v) for v in (found.g2, found.log_ratio, found.low, found.high, found.expected))
    assert not found.conditions_met


# one report against the others


def test_one_report_against_all_others(words):
    table = keyness.keyness(in_force(), words)
    assert list(table.columns) == keyness.COLUMNS
    assert not table.duplicated(["doc_id", "word"]).any() and len(table) == len(words)
    totals, own_size = words.groupby("word")["count"].sum(), words.groupby("doc_id")["han_words"].first()
    for row in table.itertuples():
        others, rest = int(totals[row.word]) - row.count, int(own_size.sum()) - row.han_words
        assert (row.other_count, row.other_han_words) == (others, rest)
        assert row.g2 == pytest.approx(g2_by_hand(row.count, row.han_words, others, rest), abs=1e-9)
        assert row.per_1000 == pytest.approx(1000 * row.count / row.han_words)
        assert row.other_per_1000 == pytest.approx(1000 * others / rest)
        assert row.floor_met == (row.count >= 5)
    assert set(table["contrast"]) == {"report/others"}


def test_dispersion_and_document_frequency_stand_beside(five, words):
    table = keyness.keyness(in_force(), words)
    over = table.merge(dispersion.over_reports(words), on="word", suffixes=("", "_expected"))
    for column in ("documents", "dp_reports", "dp_norm_reports"):
        assert (over[column] == over[f"{column}_expected"]).all()
    assert table[["dp_paragraphs", "dp_norm_paragraphs"]].isna().all(axis=None)
    reports, sizes = dispersion.over_chunks(lambda: [words])
    with_over = words.merge(over_paragraphs(in_force(), five), on=["doc_id", "word"])
    over = keyness.of_some(with_over, reports, sizes).merge(
        with_over, on=["doc_id", "word"], suffixes=("", "_expected")
    )
    assert len(over) == len(words) and (over["dp_paragraphs"] == over["dp_paragraphs_expected"]).all()


def test_rows_are_ranked_by_keyness_within_each_report(words):
    table = keyness.keyness(in_force(), words)
    order = list(dict.fromkeys(words["doc_id"]))
    ranks = [(order.index(row.doc_id), -row.g2, row.word) for row in table.itertuples()]
    assert ranks == sorted(ranks)


def test_what_is_left_out_leaves_the_denominators(words):
    table = keyness.keyness(in_force(), words, drop_stop=True, drop_formula=True)
    assert not table["stop"].any() and not table["formula"].any()
    raw = table.merge(words, on=["doc_id", "word"], suffixes=("", "_raw"))
    assert len(raw) == len(table) and (raw["count"] > 0).all()
    assert (raw["count"] == raw["count_raw"] - raw["in_formula"]).all()
    assert (raw["han_words"] == raw["han_words_raw"]).all()
    # 人民政府 in 我代表镇人民政府 is no use of the word
    small = word_table(in_force(), {"a": "现在，我代表镇人民政府报告。人民政府投资。", "b": "人民政府投资。"})
    kept = keyness.keyness(in_force(), small, drop_formula=True).set_index(["doc_id", "word"])
    assert kept.loc[("a", "人民政府"), ["count", "other_count"]].to_list() == [1, 1]
    assert (
        keyness.keyness(in_force(), small).set_index(["doc_id", "word"]).loc[("a", "人民政府"), "count"] == 2
    )


def test_variants_are_merged_on_both_sides_and_their_raw_counts_shown():
    table = keyness.keyness(in_force(), word_table(in_force(), SMALL), merged=True).set_index(
        ["doc_id", "word"]
    )
    row = table.loc[("甲镇", "招商引资")]
    assert (row["count"], row["other_count"], row["documents"]) == (3, 1, 2)
    assert row["merged_from"] == "双招双引 2; 招商引资 1"
    assert ("甲镇", "双招双引") not in table.index
    assert row["g2"] == pytest.approx(g2_by_hand(3, row["han_words"], 1, row["other_han_words"]), abs=1e-9)
    assert not np.isnan(row["dp_reports"])


def test_words_that_a_report_lacks_can_be_asked_for(words):
    table = keyness.keyness(in_force(), words, absent=True)
    assert len(table) == words["word"].nunique() * words["doc_id"].nunique()
    assert (
        table.groupby("doc_id")["count"].sum().to_dict() == words.groupby("doc_id")["count"].sum().to_dict()
    )
    lacking = table[table["count"] == 0]
    assert len(lacking) and (lacking["g2"] < 0).all() and (lacking["other_count"] > 0).all()
    present = table[table["count"] > 0].reset_index(drop=True)
    pd.testing.assert_frame_equal(present, keyness.keyness(in_force(), words), check_dtype=False)


def test_time_grows_with_the_number_of_reports():
    numbers = np.random.default_rng(1)  # fixed seed; every report draws 200 of 5,000 words

    def work(reports: int):
        rows = [
            (f"r{at}", f"w{word}", 3, 0, 900)
            for at in range(reports)
            for word in numbers.integers(5000, size=200)
        ]
        table = pd.DataFrame(rows, columns=["doc_id", "word", "count", "in_formula", "han_words"])
        table = table.drop_duplicates(["doc_id", "word"]).assign(stop=False, formula=False, variant_of="")
        return lambda: keyness.keyness(in_force(), table)

    assert grows_with_the_input(work, 50, 400)


def test_one_report_alone_has_nothing_to_be_compared_with():
    table = keyness.keyness(in_force(), word_table(in_force(), {"a": "项目，就业"}))
    assert table["g2"].isna().all() and not table["conditions_met"].any() and len(table) == 2


def test_no_words_give_an_empty_table():
    table = keyness.keyness(in_force(), word_table(in_force(), {}))
    assert table.empty and list(table.columns) == keyness.COLUMNS


def test_own_names_are_recognised_with_and_without_their_level():
    table = pd.DataFrame(
        [("a", "龙泉"), ("a", "龙泉镇"), ("a", "淄川"), ("a", "龙泉村"), ("b", "龙泉"), ("b", "项目")],
        columns=["doc_id", "word"],
    )
    reports = pd.DataFrame(
        [("a", "龙泉镇", "淄川区", "", "山东省"), ("b", "", "单县", "", "")],
        columns=["doc_id", "town", "county", "city", "province"],
    )
    assert own_names(in_force(), table, reports).to_list() == [True, True, True, False, False, False]
    single = pd.DataFrame([("b", "单县"), ("b", "单")], columns=["doc_id", "word"])
    assert own_names(in_force(), single, reports).to_list() == [True, False]


# one part against another


def test_the_plan_against_the_review(parts):
    table = keyness_parts(in_force(), parts)
    assert list(table.columns) == keyness.PART_COLUMNS
    assert set(table["contrast"]) == {"plan/review"} and set(table["reports"]) == {5}
    counts = {
        (row.doc_id, row.role, row.word): (row.count, row.han_words)
        for row in parts[parts["role"].isin(["plan", "review"])].itertuples()
    }
    size = parts.groupby(["doc_id", "role"])["han_words"].first()
    for row in table[table["doc_id"] != ""].itertuples():
        plan, review = (counts.get((row.doc_id, role, row.word), (0,))[0] for role in ("plan", "review"))
        assert (row.count, row.other_count) == (plan, review) and plan + review > 0
        assert (row.han_words, row.other_han_words) == (size[row.doc_id, "plan"], size[row.doc_id, "review"])
        assert row.g2 == pytest.approx(g2_by_hand(plan, row.han_words, review, row.other_han_words), abs=1e-9)
    together = table[table["doc_id"] == ""].set_index("word")
    for word, row in together.iterrows():
        plan = [counts.get((doc_id, "plan", word), (0,))[0] for doc_id in REPORTS]
        review = [counts.get((doc_id, "review", word), (0,))[0] for doc_id in REPORTS]
        assert (row["count"], row["other_count"]) == (sum(plan), sum(review))
        assert (row["documents"], row["other_documents"]) == (sum(map(bool, plan)), sum(map(bool, review)))
        assert row["floor_met"] == (max(sum(plan), sum(review)) >= 5)
    word = "项目"
    plan = [counts.get((doc_id, "plan", word), (0,))[0] for doc_id in REPORTS]
    sizes = [int(size[doc_id, "plan"]) for doc_id in REPORTS]
    apart = [abs(count / sum(plan) - own / sum(sizes)) for count, own in zip(plan, sizes)]
    assert together.loc[word, "dp_reports"] == pytest.approx(sum(apart) / 2, abs=1e-12)


def test_turning_the_contrast_round_changes_the_sign(parts):
    by = ["doc_id", "word"]
    one_way = keyness_parts(in_force(), parts).set_index(by).sort_index()
    other_way = keyness_parts(in_force(), parts, "review", "plan").set_index(by).sort_index()
    assert (one_way.index == other_way.index).all()
    for column in ("g2", "log_ratio"):
        assert np.allclose(one_way[column], -other_way[column], atol=1e-9)
    assert np.allclose(one_way["dp_reports"], other_way["other_dp_reports"], equal_nan=True)


def test_a_report_without_one_of_the_parts_is_not_compared():
    sentences = pd.DataFrame(
        [("a", "review", "项目落户。"), ("a", "plan", "就业增加。"), ("b", "review", "项目开工，项目落户。")],
        columns=["doc_id", "role", "sentence"],
    )
    table = keyness_parts(in_force(), part_words(in_force(), sentences))
    assert set(table["doc_id"]) == {"", "a"} and set(table["reports"]) == {1}
    assert table[(table["doc_id"] == "") & (table["word"] == "项目")]["other_count"].item() == 1


# what so many reports can show


@pytest.mark.parametrize(("reports", "group"), [(2, 1), (5, 1), (5, 2), (6, 3), (7, 2)])
def test_the_smallest_p_is_reached_by_the_most_extreme_grouping(reports, group):
    values = [2.0**n for n in range(reports)]  # one grouping sums to more than every other
    sums = Counter(sum(chosen) for chosen in combinations(values, group))
    most = max(sums)
    shuffled = [sum(order[:group]) for order in permutations(values)]
    assert smallest_p(reports, group) == pytest.approx(sum(s >= most for s in shuffled) / len(shuffled))


@pytest.mark.parametrize("reports", [1, 3, 5])
def test_the_smallest_p_of_pairs_is_that_of_the_sign_test(reports):
    least = keyness.smallest_paired_p(reports)
    assert least == pytest.approx(stats.binomtest(reports, reports, alternative="greater").pvalue)
    for language, word in (("zh", f"{reports} 篇"), ("en", f"{reports} reports")):
        sentence = keyness.note_parts(reports, language)
        assert word in sentence and f"{least:.2g}" in sentence
    with pytest.raises(ValueError, match="both parts"):
        keyness.smallest_paired_p(0)


def test_five_reports_cannot_reach_five_per_cent():
    assert smallest_p(5) == 0.2 and smallest_p(5, 2) == 0.1
    assert smallest_p(20) == 0.05


@pytest.mark.parametrize(("reports", "group"), [(0, 0), (1, 1), (5, 0), (5, 5), (3, 4)])
def test_an_empty_group_leaves_nothing_to_compare(reports, group):
    with pytest.raises(ValueError, match="nothing to compare"):
        smallest_p(reports, group)


@pytest.mark.parametrize(
    ("language", "words_of_it"), [("zh", ["5 篇", "0.2", "5%"]), ("en", ["5 reports", "0.2", "5%"])]
)
def test_the_note_says_what_so_many_reports_can_show(language, words_of_it):
    sentence = note(5, language=language)
    assert all(word in sentence for word in words_of_it) and "{" not in sentence
    many = note(400, language=language)
    assert many != sentence and "0.0025" in many and "5%" not in many
    assert note(1, language=language) not in (sentence, many)


@settings(deadline=None, max_examples=20)
@given(
    st.dictionaries(
        st.sampled_from("abcd"), st.lists(st.sampled_from(["项目", "就业", "道路", "全镇"]), min_size=1)
    )
)
def test_laws_of_the_table(drawn):
    table = keyness.keyness(
        in_force(), word_table(in_force(), {doc_id: "，".join(own) for doc_id, own in drawn.items()})
    )
    for doc_id, own in drawn.items():
        mine = table[table["doc_id"] == doc_id]
        assert dict(zip(mine["word"], mine["count"])) == Counter(own)
    everything = Counter(word for own in drawn.values() for word in own)
    assert (table["count"] + table["other_count"] == table["word"].map(everything)).all()
    assert table["documents"].to_list() == [sum(w in own for own in drawn.values()) for w in table["word"]]
