"""Precision of the themes from readers' verdicts: by hand, by another implementation, and of the shipped file."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import themes
from lib.rules import in_force
from lib.validation.theme_reviews import shipped, theme_precision


def sheet(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["draw", "theme", "term", "verdict"])


HAND = sheet(
    [("random", "welfare", "就业", "right")] * 7
    + [("random", "welfare", "养老", "doubtful")] * 2
    + [("random", "welfare", "低保", "wrong")]
    + [("term", "welfare", "五保", "wrong")] * 3
    + [("random", "party", "党建", "right")] * 4
    + [("term", "digital", "淘宝", "right")]
)


def row(table: pd.DataFrame, theme: str) -> pd.Series:
    (number,) = table.index[table["theme"] == theme]
    return table.loc[number]


def test_a_sheet_scored_by_hand():
    """Wilson's interval of 7 in 10, z = 1.959964: (7 + z²/2 ± z sqrt(7 * 3 / 10 + z²/4)) / (10 + z²)."""
    found = row(theme_precision(HAND), "welfare")
    assert (found["n"], found["right"], found["doubtful"], found["wrong"]) == (10, 7, 2, 1)
    assert (found["precision"], found["precision_lenient"]) == (0.7, 0.9)
    assert found["low"] == pytest.approx(0.3968, abs=5e-5) and found["high"] == pytest.approx(
        0.8922, abs=5e-5
    )
    assert (found["hits_read"], found["terms_read"], found["round"]) == (13, 4, 1)


def test_hits_read_on_top_do_not_move_the_estimate():
    random = HAND[HAND["draw"] == "random"]
    same = ["n", "precision", "low", "high", "precision_lenient"]
    for theme in ("welfare", "party"):
        assert row(theme_precision(HAND), theme)[same].equals(row(theme_precision(random), theme)[same])
    only = row(theme_precision(HAND), "digital")
    assert only["n"] == 0 and only["terms_read"] == 1 and math.isnan(only["precision"])


def test_themes_stand_in_their_order_with_their_names_and_rounds_apart():
    second = HAND.assign(round=2, verdict="right")
    table = theme_precision(pd.concat([second, HAND.assign(round=1)]), language="en")
    assert table["theme"].tolist() == ["party", "welfare", "digital"] * 2
    assert table["round"].tolist() == [1, 1, 1, 2, 2, 2]
    assert table["name"][0] == "Party building" and theme_precision(HAND)["name"][0] == "党建"
    assert row(table[table["round"] == 2], "welfare")["precision"] == 1


def test_verdicts_in_chinese_count_and_rows_not_read_yet_are_left_out():
    words = {"right": "对", "wrong": " 错 ", "doubtful": "存疑"}
    empty = sheet([("random", "welfare", "就业", ""), ("random", "welfare", "就业", None)])
    translated = pd.concat([HAND.assign(verdict=HAND["verdict"].map(words)), empty])
    pd.testing.assert_frame_equal(theme_precision(translated), theme_precision(HAND))


def test_another_word_and_a_missing_column_are_named():
    with pytest.raises(ValueError, match="verdict is maybe; write right"):
        theme_precision(sheet([("random", "welfare", "就业", "maybe")]))
    with pytest.raises(ValueError, match="no column draw"):
        theme_precision(HAND.drop(columns="draw"))


def test_a_sheet_of_the_workbook_can_be_filled_and_scored():
    hits = pd.DataFrame({"doc_id": "甲", "start": range(0, 60, 2), "theme": "welfare", "term": "就业"})
    filled = themes.validation_sheet(
        hits.assign(end=hits["start"] + 2, role="plan"), n=20, raw_text=lambda _: "就业" * 40
    )
    assert theme_precision(filled).empty  # nothing judged yet
    filled["verdict"] = ["right"] * 15 + ["wrong"] * 5
    assert row(theme_precision(filled), "welfare")["precision"] == 0.75


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["right", "wrong", "doubtful"]), min_size=1, max_size=80))
def test_the_interval_holds_the_share_and_lenient_is_no_lower(verdicts):
    found = row(
        theme_precision(sheet([("random", "party", "党建", verdict) for verdict in verdicts])), "party"
    )
    assert found["right"] + found["doubtful"] + found["wrong"] == found["n"] == len(verdicts)
    assert (
        0 <= found["low"] <= found["precision"] + 1e-12
        and found["precision"] <= found["high"] + 1e-12 <= 1 + 1e-9
    )
    for strict, lenient in (
        ("precision", "precision_lenient"),
        ("low", "low_lenient"),
        ("high", "high_lenient"),
    ):
        assert found[strict] <= found[lenient]


def test_the_shipped_verdicts_are_whole():
    """At least 40 hits of every theme drawn at random in each round, no hit judged twice, and no text of the reports."""
    verdicts = shipped()
    assert not verdicts.duplicated(["round", "doc_id", "start", "end"]).any()
    assert set(verdicts["verdict"]) <= {"right", "wrong", "doubtful"}
    assert (verdicts["start"] < verdicts["end"]).all() and verdicts["remark"].str.len().max() <= 80
    assert (verdicts.loc[verdicts["verdict"] != "right", "remark"] != "").all()
    table = theme_precision()
    assert set(table["theme"]) == set(themes.themes(in_force())) and (table["n"] >= 40).all()
    random = verdicts[verdicts["draw"] == "random"]
    for (number, theme), drawn in random.groupby(["round", "theme"]):
        found = row(table[table["round"] == number], theme)
        assert found["precision"] == (drawn["verdict"] == "right").mean()


def test_few_terms_were_never_read():
    """Those met in no text or so seldom that no draw reached them, and those that came in after the last round."""
    known = set(themes.terms(in_force()))
    assert len(known - set(shipped()["term"])) < 0.05 * len(known)


@pytest.mark.parametrize(
    "yes, n, low, high",
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_the_one_newcombe_published(yes, n, low, high):
    """Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3."""
    verdicts = pd.DataFrame({"verdict": ["right"] * yes + ["wrong"] * (n - yes)})
    (found,) = theme_precision(verdicts.assign(draw="random", theme="welfare", term="a")).to_dict("records")
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=5e-5)
