"""Collocations count what they say they count, and their measures are those of the literature."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from lib import cleaning, paths
from lib.rules import in_force
from lib.structure import find_sections, split_sentences
from lib.words import segmentation
from lib.words.collocation import COLUMNS, collocations, content_words, g2, log_dice, with_words

VOCABULARY = ["问题", "解决", "群众", "整改", "的", "3"]
tables = st.lists(
    st.tuples(st.sampled_from("ab"), st.lists(st.sampled_from(VOCABULARY), max_size=12)),
    min_size=1,
    max_size=8,
).map(lambda rows: pd.DataFrame(rows, columns=["doc_id", "words"]))
windows = st.sampled_from([1, 2, 5])
cells = st.lists(st.integers(0, 500), min_size=4, max_size=4)


def cut(*sentences: str) -> pd.DataFrame:
    """Sentences of one report, their words parted by spaces."""
    return pd.DataFrame({"doc_id": "a", "words": [text.split() for text in sentences]})


def by_hand(node: str, other: str, table: pd.DataFrame, window: int) -> dict:
    """The counts around a word, place by place, as the docstring defines them."""
    near = together = units = count = node_count = node_together = 0
    reports = set()
    for doc, words in table[["doc_id", "words"]].itertuples(index=False):
        for i, word in enumerate(words):
            around = words[max(0, i - window) : i] + words[i + 1 : i + 1 + window]
            units += word != node
            near += word != node and node in around
            count += word == other
            node_count += word == node
            node_together += word == node and other in around
            if word == other and node in around:
                together += 1
                reports.add(doc)
    counts = (together, near, count, units, node_count, node_together, len(reports))
    names = ["together", "near", "count", "units", "node_count", "node_together", "documents"]
    return dict(zip(names, counts))


# --- counting -------------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(tables, windows)
def test_every_count_is_what_counting_place_by_place_gives(table, window):
    found = collocations(in_force(), "问题", table, window=window, min_count=1)
    for other in ("解决", "群众", "整改"):
        hand = by_hand("问题", other, table, window)
        rows = found[found["collocate"] == other].to_dict("records")
        wanted = hand["together"] and hand["together"] * hand["units"] > hand["near"] * hand["count"]
        assert len(rows) == bool(wanted)
        for row in rows:
            assert {name: row[name] for name in hand} == hand
            assert row["expected"] == pytest.approx(hand["near"] * hand["count"] / hand["units"])


@settings(max_examples=60)
@given(tables, windows)
def test_log_dice_is_the_same_from_either_word_and_14_at_most(table, window):
    one = collocations(in_force(), "问题", table, window=window, min_count=1).set_index("collocate")
    other = collocations(in_force(), "群众", table, window=window, min_count=1).set_index("collocate")
    assert (one["log_dice"] <= 14).all()
    if "群众" in one.index and "问题" in other.index:
        assert one.loc["群众", "log_dice"] == pytest.approx(other.loc["问题", "log_dice"], abs=1e-12)


def test_a_window_counts_words_and_does_not_leave_the_sentence():
    table = cut("解决 3 的 问题", "解决", "问题 的 群众 问题", "项目 " * 9)
    near = collocations(in_force(), "问题", table, window=2, min_count=1)
    # of 解决 only the first is in a sentence with 问题, three words away: beyond a window of 2, within one of 3
    assert near["collocate"].to_list() == ["群众"]
    assert near[["together", "count", "node_count", "node_together"]].to_numpy().tolist() == [[1, 1, 3, 2]]
    assert set(collocations(in_force(), "问题", table, window=3, min_count=1)["collocate"]) == {
        "群众",
        "解决",
    }


def test_stop_words_numerals_and_rare_words_are_no_collocates():
    table = cut("问题 的 3 解决 整改", "问题 的 3 解决", "群众")
    assert collocations(in_force(), "问题", table, min_count=2)["collocate"].to_list() == ["解决"]
    assert set(
        collocations(in_force(), "问题", table, min_count=2, shortest=1, drop_stop=False)["collocate"]
    ) == {
        "解决",
        "的",
    }


def test_genre_formulae_are_left_out_on_request():
    table = cut("问题 推进 整改", "群众")
    assert set(collocations(in_force(), "问题", table, min_count=1)["collocate"]) == {"推进", "整改"}
    assert collocations(in_force(), "问题", table, min_count=1, drop_formula=True)["collocate"].to_list() == [
        "整改"
    ]
    assert content_words(in_force(), ["推进", "整改", "的", "3", "村"]) == ["整改"]


def test_a_word_that_does_not_occur_has_no_rows():
    found = collocations(in_force(), "乡村振兴", cut("问题 解决"))
    assert found.empty and list(found) == COLUMNS
    assert collocations(in_force(), "问题", cut("问题", "问题")).empty
    assert collocations(in_force(), "问题", cut()).empty


def test_the_strongest_come_first_and_ties_by_code_point():
    table = cut("问题 解决 整改", "问题 解决 整改", "群众 群众", "问题 群众")
    for by in ("log_dice", "g2"):
        found = collocations(in_force(), "问题", table, min_count=1, by=by)
        assert found["collocate"].to_list() == ["整改", "解决"]
        assert found[by].is_monotonic_decreasing


def test_wrong_questions_are_refused():
    with pytest.raises(ValueError, match="by is 'mi'"):
        collocations(in_force(), "问题", cut("问题"), by="mi")
    with pytest.raises(ValueError, match="window is 0"):
        collocations(in_force(), "问题", cut("问题"), window=0)


def test_words_cut_sentence_by_sentence_are_the_words_of_the_whole_text():
    for path in (paths.SHIPPED_DATA / "raw").glob("*.txt"):
        text = cleaning.clean(in_force(), path.read_bytes().decode("utf-8-sig")).text
        sentences = [
            text[found.start : found.end] for found in split_sentences(text, find_sections(in_force(), text))
        ]
        table = with_words(in_force(), pd.DataFrame({"doc_id": "a", "sentence": sentences}))
        assert [word for words in table["words"] for word in words] == segmentation.words(in_force(), text)
        assert with_words(in_force(), table) is table


def test_every_sentence_gets_its_own_words():
    texts = ["问题。", "整改20.5亩，", "", "整改。", "问题"]
    table = pd.DataFrame({"doc_id": list("aabaa"), "sentence": texts}, index=[7, 7, 3, 1, 0])
    cut_up = with_words(in_force(), table)
    assert cut_up["words"].to_list() == [["问题"], ["整改", "20.5", "亩"], [], ["整改"], ["问题"]]
    assert cut_up.index.to_list() == table.index.to_list()


# --- measures -------------------------------------------------------------------------------------------------------


@given(cells)
def test_g2_agrees_with_scipy(cells):
    a, b, c, d = cells
    table = np.array([[a, b], [c, d]])
    if (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
        return  # scipy has no expected counts there
    other = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert g2(a, a + b, a + c, a + b + c + d) == pytest.approx(other, abs=1e-9, rel=1e-9)


@pytest.mark.parametrize(
    "value, both, first_only, second_only, neither",
    [(270.72, 110, 2442, 111, 29114), (263.90, 29, 13, 123, 31612)],
)
def test_g2_of_the_swiss_and_can_be_is_dunnings(value, both, first_only, second_only, neither):
    """Dunning, Accurate Methods for the Statistics of Surprise and Coincidence (1993), table of bigrams."""
    units = both + first_only + second_only + neither
    assert g2(both, both + first_only, both + second_only, units) == pytest.approx(value, abs=0.005)


def test_g2_is_nothing_where_words_stand_together_as_often_as_expected():
    assert g2(6, 20, 30, 100) == pytest.approx(0, abs=1e-12)
    assert list(g2(np.array([6, 5]), 20, 30, 100) > 1e-9) == [False, True]


@given(st.integers(1, 500), st.integers(0, 5000), st.integers(0, 5000))
def test_log_dice_is_its_formula_by_hand(together, first, second):
    first, second = first + together, second + together
    dice = 2 * together / (first + second)
    assert log_dice(together, first, second) == pytest.approx(14 + math.log(dice) / math.log(2), abs=1e-9)


def test_log_dice_has_the_properties_its_author_states():
    """Rychlý, A Lexicographer-Friendly Association Score (2008): what values of the score mean."""
    assert log_dice(300, 300, 300) == 14  # all X with Y and all Y with X
    assert log_dice(6, 3000, 3000) - log_dice(3, 3000, 3000) == pytest.approx(1)  # twice as often
    assert log_dice(300, 3000, 3000) - log_dice(3, 3000, 3000) == pytest.approx(math.log2(100))  # almost 7
    assert log_dice(1, 16384, 16384) == 0  # one co-occurrence in 16,000
