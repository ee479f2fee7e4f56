"""Candidates for the dictionary: what keeps together and stands among changing neighbours; nothing is added unasked."""

from math import log2

import pandas as pd
import pytest

from lib.rules import dictionaries, in_force
from lib.words import candidates as module
from lib.words.candidates import accepted, candidates


@pytest.fixture
def by_spaces(monkeypatch):
    """Words are what stands between spaces, so that the formulas can be worked out by hand."""

    def cut(rules, text):
        return text.split(" ")

    monkeypatch.setattr(module.segmentation, "tokens", cut)


A = "苹果 电商 ， 发展 苹果 电商 。 苹果 电商 车间 、 支持 苹果 电商 ； 苹果 树 。 电商 课"


def test_association_and_entropies_are_those_worked_out_by_hand(by_spaces):
    table = candidates(in_force(), {"a": A}, least=2, association=0, entropy=0).set_index("candidate")
    row = table.loc["苹果电商"]
    assert row["count"] == 4 and row["documents"] == 1
    # 苹果 occurs 5 times, 电商 5 times, together 4 times
    assert row["association"] == pytest.approx(14 + log2(2 * 4 / (5 + 5)))
    # before it: the beginning, 发展, 。, 支持; behind it: ，, 。, 车间, ； – four different neighbours once each
    assert row["left_entropy"] == pytest.approx(2)
    assert row["right_entropy"] == pytest.approx(2)


def test_the_association_is_the_least_over_all_places_to_split(by_spaces):
    text = " 。 ".join(["甲乙 丙丁 戊己"] * 3 + ["甲乙 丙丁"] * 2 + ["戊己"] * 4)
    table = candidates(in_force(), {"a": text}, least=3, association=0, entropy=0).set_index("candidate")
    # 甲乙|丙丁戊己: f = 3, 5 and 3; 甲乙丙丁|戊己: f = 3, 5 and 7
    assert table.loc["甲乙丙丁戊己", "association"] == pytest.approx(14 + log2(6 / (5 + 7)))


def test_what_is_always_part_of_something_longer_is_left_out(by_spaces):
    text = "甲乙 丙丁 戊己 ， 庚辛 甲乙 丙丁 戊己 。 壬癸 甲乙 丙丁 戊己 ； 甲乙 丙丁 戊己 、"
    found = list(candidates(in_force(), {"a": text}, least=3, association=0)["candidate"])
    assert found == ["甲乙丙丁戊己"]


def test_no_candidate_reaches_over_a_sign_or_from_one_report_to_the_next(by_spaces):
    texts = {str(i): "丙丁 ， 甲乙" for i in range(6)} | {str(i): "甲乙" for i in range(6, 12)}
    assert candidates(in_force(), texts, least=2, association=0, entropy=0).empty


def test_counts_are_over_all_reports_and_the_most_frequent_stands_first(by_spaces):
    texts = pd.DataFrame(
        {"doc_id": ["a", "b"], "text": ["甲乙 丙丁 。 甲乙 丙丁 ，", "甲乙 丙丁 。 戊己 庚辛 ， 戊己 庚辛"]}
    )
    table = candidates(in_force(), texts, least=2, association=0, entropy=0)
    assert table[["candidate", "count", "documents"]].values.tolist() == [
        ["甲乙丙丁", 3, 2],
        ["戊己庚辛", 2, 1],
    ]
    assert set(table["accept"]) == {""}
    assert "甲乙丙丁" in table["example"][0]


def test_a_term_of_the_township_is_found_and_no_verb_opens_it():
    text = "加快民宿集群建设，推进民宿集群发展。打造民宿集群；依托民宿集群，建成民宿集群。支持民宿集群改造。"
    table = candidates(in_force(), {"a": text}, least=5, association=5)
    assert list(table["candidate"]) == ["民宿集群"]


def test_no_texts_give_an_empty_table_with_its_columns():
    assert list(candidates(in_force(), {}).columns) == module.COLUMNS
    assert candidates(in_force(), {"a": ""}).empty


def test_only_accepted_candidates_become_rows_of_the_dictionary(tmp_path):
    sheet = pd.DataFrame({"candidate": ["茶旅融合", "加强政府", "白茶小镇"], "accept": ["yes", "", "是"]})
    path = tmp_path / "user_words.csv"
    path.write_text(accepted(sheet), encoding="utf-8", newline="\n")
    rows = dictionaries.read_table(path)
    assert [row["term"] for row in rows] == ["白茶小镇", "茶旅融合"]
    assert {row["kind"] for row in rows} == {"own"} and {row["source"] for row in rows} == {"own reports"}


def test_an_answer_that_is_neither_yes_nor_no_is_named():
    with pytest.raises(ValueError, match="maybe"):
        accepted(pd.DataFrame({"candidate": ["茶旅融合"], "accept": ["maybe"]}))
    with pytest.raises(ValueError, match="accept"):
        accepted(pd.DataFrame({"candidate": ["茶旅融合"]}))
