"""Keywords: counts of segmented words, one denominator, tf-idf by its formula, formulae and variants shown."""

import json
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfTransformer

from lib import cleaning, paths
from lib.rules import in_force
from lib.words import keywords, segmentation
from lib.words.keywords import formula_spans, is_stop_word, merge_variants, top_words
from tests.words.made import denominators, word_table

REPORTS = sorted(path.stem for path in (paths.SHIPPED_DATA / "raw").glob("*.txt"))
SMALL = {
    "甲镇": "各位代表：现在，我代表镇人民政府，向大会报告工作，请予审议。双招双引成效明显，双招双引项目落户，招商引资到位。",
    "乙镇": "各位代表：招商引资签约三个项目，再就业和就业工作扎实推进。",
    "丙镇": "乡村振兴全面推进，乡村振兴的乡村美。",
}
WORDS = ["乡村振兴", "招商引资", "双招双引", "的", "项目", "各位代表", "我们", "两个", "群众"]
corpora = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=15).map("，".join),
    min_size=1,
)


@pytest.fixture(scope="module")
def five() -> dict[str, str]:
    folder = paths.SHIPPED_DATA / "raw"
    return {
        doc_id: cleaning.clean(in_force(), (folder / f"{doc_id}.txt").read_bytes().decode("utf-8-sig")).text
        for doc_id in REPORTS
    }


def row(table: pd.DataFrame, doc_id: str, word: str) -> pd.Series:
    (found,) = table[(table["doc_id"] == doc_id) & (table["word"] == word)].itertuples(index=False)
    return found


def test_counts_are_of_words_and_not_of_substrings():
    table = word_table(in_force(), SMALL)
    assert SMALL["乙镇"].count("就业") == 2
    assert row(table, "乙镇", "就业").count == 1
    assert row(table, "乙镇", "再就业").count == 1
    assert SMALL["丙镇"].count("乡村") == 3
    assert row(table, "丙镇", "乡村").count == 1
    assert row(table, "丙镇", "乡村振兴").count == 2


def test_the_denominator_is_every_han_word_before_stop_words_are_removed():
    table = word_table(in_force(), SMALL)
    # 乡村振兴/全面/推进/乡村振兴/的/乡村/美: seven words, of which 的 and 美 have one character
    assert denominators(in_force(), SMALL)["丙镇"] == 7
    assert row(table, "丙镇", "乡村振兴").han_words == 7
    assert row(table, "丙镇", "乡村振兴").per_1000 == pytest.approx(1000 * 2 / 7)
    assert set(table["word"].str.len() >= 2) == {True}
    assert row(word_table(in_force(), SMALL, shortest=1), "丙镇", "的").count == 1


def test_the_rates_of_all_words_add_up_to_1000_with_single_characters(five):
    sums = word_table(in_force(), five, shortest=1).groupby("doc_id")["per_1000"].sum()
    assert sums.to_list() == pytest.approx([1000.0] * len(five))
    assert (word_table(in_force(), five).groupby("doc_id")["per_1000"].sum() < 1000).all()


def test_counts_add_up_to_the_denominator(five):
    table = word_table(in_force(), five, shortest=1)
    assert table.groupby("doc_id")["count"].sum().to_dict() == denominators(in_force(), five)


def tf_idf_by_hand(counts: dict[str, dict[str, int]]) -> dict[tuple[str, str], float]:
    """scikit-learn's default written out: smooth idf, natural logarithm, each row of length 1."""
    found = {}
    for doc_id, words in counts.items():
        weights = {}
        for word, count in words.items():
            df = sum(word in others for others in counts.values())
            weights[word] = count * (math.log((1 + len(counts)) / (1 + df)) + 1)
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
        found |= {(doc_id, word): weight / length for word, weight in weights.items()}
    return found


def test_tf_idf_follows_its_formula(five):
    counts: dict[str, dict[str, int]] = {}
    for doc_id, text in five.items():
        for word in segmentation.words(in_force(), text):
            if segmentation.is_han_word(word) and len(word) > 1:
                of_report = counts.setdefault(doc_id, {})
                of_report[word] = of_report.get(word, 0) + 1
    expected = tf_idf_by_hand(counts)
    table = word_table(in_force(), five)
    found = {(r.doc_id, r.word): r.tf_idf for r in table.itertuples()}
    assert found.keys() == expected.keys()
    assert max(abs(found[key] - expected[key]) for key in expected) < 1e-9


def test_tf_idf_is_that_of_scikit_learn(five):
    for table in (
        word_table(in_force(), five),
        merge_variants(in_force(), word_table(in_force(), five)),
        word_table(in_force(), SMALL, shortest=1),
    ):
        counts = table.pivot(index="doc_id", columns="word", values="count").fillna(0)
        theirs = TfidfTransformer().fit_transform(counts.to_numpy(dtype=float)).toarray()
        ours = table.pivot(index="doc_id", columns="word", values="tf_idf").fillna(0).to_numpy()
        assert abs(ours - theirs).max() < 1e-9


def test_tf_idf_of_a_small_corpus_done_by_hand():
    # two reports; 项目 in both (idf 1), 就业 in one (idf ln(3/2) + 1 = 1.405465)
    table = word_table(in_force(), {"a": "项目，就业", "b": "项目"})
    assert row(table, "a", "项目").tf_idf == pytest.approx(1 / math.hypot(1, 1.4054651081), abs=1e-9)
    assert row(table, "a", "就业").tf_idf == pytest.approx(
        1.4054651081 / math.hypot(1, 1.4054651081), abs=1e-9
    )
    assert row(table, "b", "项目").tf_idf == 1


@settings(deadline=None)
@given(corpora)
def test_laws_of_the_table(texts):
    table = word_table(in_force(), texts, shortest=1)
    totals = denominators(in_force(), texts)
    assert (table["count"] >= table["in_formula"]).all()
    assert not table.duplicated(["doc_id", "word"]).any()
    assert ((table["tf_idf"] > 0) & (table["tf_idf"] <= 1 + 1e-12)).all()
    assert table["per_1000"].to_list() == pytest.approx(
        [1000 * r.count / totals[r.doc_id] for r in table.itertuples()]
    )
    ranks = [(list(texts).index(r.doc_id), -r.count, r.word) for r in table.itertuples()]
    assert ranks == sorted(ranks)


@settings(deadline=None)
@given(corpora)
def test_merging_moves_counts_and_loses_none(texts):
    table = word_table(in_force(), texts)
    before = table.copy()
    merged = merge_variants(in_force(), table)
    pd.testing.assert_frame_equal(table, before)
    assert (
        merged.groupby("doc_id")["count"].sum().to_dict() == table.groupby("doc_id")["count"].sum().to_dict()
    )
    assert not merged.duplicated(["doc_id", "word"]).any()
    assert (merged["variant_of"] == "").all()
    by_hand: dict[tuple[str, str], int] = {}
    for r in table.itertuples():
        key = (r.doc_id, r.variant_of or r.word)
        by_hand[key] = by_hand.get(key, 0) + r.count
    assert {(r.doc_id, r.word): r.count for r in merged.itertuples()} == by_hand


def test_variants_are_shown_raw_and_merged():
    table = word_table(in_force(), SMALL)
    assert row(table, "甲镇", "双招双引").variant_of == "招商引资"
    assert (row(table, "甲镇", "双招双引").count, row(table, "甲镇", "招商引资").count) == (2, 1)
    merged = merge_variants(in_force(), table)
    both = row(merged, "甲镇", "招商引资")
    assert (both.count, both.merged_from) == (3, "双招双引 2; 招商引资 1")
    assert both.per_1000 == pytest.approx(1000 * 3 / both.han_words)
    assert row(merged, "乙镇", "招商引资").merged_from == ""
    assert merged["doc_id"].drop_duplicates().to_list() == list(SMALL)


def test_formulae_are_found_as_words_and_inside_phrases():
    table = word_table(in_force(), SMALL)
    assert row(table, "甲镇", "各位代表").formula and row(table, "甲镇", "请予审议").formula
    people = row(table, "甲镇", "人民政府")  # only inside 我代表镇人民政府
    assert (people.count, people.in_formula, people.formula) == (1, 1, False)
    assert row(table, "丙镇", "乡村振兴").in_formula == 0
    phrases = [SMALL["甲镇"][start:end] for start, end in formula_spans(in_force(), SMALL["甲镇"])]
    assert phrases == ["现在，我代表镇人民政府", "向大会报告工作"]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "下面，我代表孙岗镇人民政府向大会报告工作，请予审议。",
            ["下面，我代表孙岗镇人民政府向大会报告工作"],
        ),
        ("在县委、县政府和镇党委的坚强领导下，全镇上下团结一心", ["在县委、县政府和镇党委的坚强领导下"]),
        ("向全镇人民致以崇高的敬意和衷心的感谢！", ["致以崇高的敬意和衷心的感谢"]),
        ("在国债资金的支持下，新建水库一座", []),
        ("市人大代表参加了会议", []),
    ],
)
def test_phrases_with_open_places_are_found_whole(text, phrases):
    assert [text[start:end] for start, end in formula_spans(in_force(), text)] == phrases


@pytest.mark.parametrize(
    ("end", "inside"), [(3, {}), (4, {"乡村振兴": 1}), (5, {"乡村振兴": 1}), (6, {"乡村振兴": 1, "项目": 1})]
)
def test_only_words_wholly_inside_a_phrase_are_inside_it(monkeypatch, end, inside):
    monkeypatch.setattr(keywords, "formula_spans", lambda rules, text: [(0, end)])
    assert keywords.count_words(in_force(), "乡村振兴项目").in_phrases == inside


def test_the_lists_leave_out_what_they_say():
    table = word_table(in_force(), SMALL)
    assert "人民政府" not in set(top_words(table)["word"])
    assert {"人民政府", "各位代表"} <= set(top_words(table, drop_formula=False)["word"])
    with_stop_words = word_table(in_force(), {"a": "我们两个和群众"})
    assert set(top_words(with_stop_words)["word"]) == {"群众"}
    assert set(top_words(with_stop_words, drop_stop=False)["word"]) == {"我们", "两个", "群众"}


def test_top_words_ranks_by_what_is_left_and_breaks_ties_by_code_point():
    # U+5B89 安, U+6C11 民, U+77DB 矛
    top = top_words(word_table(in_force(), {"b": "矛盾，民生，安全，民生", "a": "矛盾"}), n=2)
    assert top[["doc_id", "word", "kept"]].to_numpy().tolist() == [
        ["b", "民生", 2],
        ["b", "安全", 1],
        ["a", "矛盾", 1],
    ]
    assert (top["kept_per_1000"] == 1000 * top["kept"] / top["han_words"]).all()


@pytest.mark.parametrize("word", ["我们", "以及", "两个", "万亩", "第一次", "二十", "十五", "一是", "去年"])
def test_words_of_grammar_number_and_time_are_stop_words(word):
    assert is_stop_word(in_force(), word)


@pytest.mark.parametrize(
    "word", ["三农", "四风", "六保", "五保", "三资", "第三产业", "第一书记", "一村一品", "百姓", "乡村振兴"]
)
def test_terms_that_begin_with_a_numeral_are_not_stop_words(word):
    assert not is_stop_word(in_force(), word)


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "2022, xx%"}])
def test_nothing_to_count_gives_an_empty_table(texts):
    table = word_table(in_force(), texts)
    assert table.empty and list(table.columns) == keywords.COLUMNS
    assert merge_variants(in_force(), table).empty and top_words(table).empty


def test_the_dictionaries_agree_with_the_segmenter():
    """A word that the segmenter never gives could never be flagged or merged."""
    listed = {
        "stop_words": [r["word"] for r in in_force().table("stop_words") if r["match"] == "word"],
        "formulae": [r["formula"] for r in in_force().table("formulae") if r["form"] == "word"],
        "variants": [r[column] for r in in_force().table("variants") for column in ("variant", "canonical")],
    }
    for name, listed_words in listed.items():
        assert [word for word in listed_words if segmentation.words(in_force(), word) != [word]] == [], name
    assert {r["form"] for r in in_force().table("formulae")} == {"word", "phrase", "pattern"}
    assert {r["match"] for r in in_force().table("stop_words")} == {"word", "pattern"}
    assert all(r["caution"] for r in in_force().table("variants") if r["debatable"] == "yes")
    assert {r["debatable"] for r in in_force().table("variants")} == {"yes", "no"}


def own_table(tmp_path, monkeypatch, name: str, table: str) -> None:
    (tmp_path / "data" / "dictionaries").mkdir(parents=True)
    (tmp_path / "data" / "dictionaries" / f"{name}.csv").write_text(table, encoding="utf-8", newline="\n")
    (tmp_path / "cache").mkdir()
    note = json.dumps({"data": str(tmp_path / "data")})
    (tmp_path / "cache" / "corpus.json").write_text(note, encoding="utf-8", newline="\n")
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path))


def test_a_chain_of_variants_is_named(tmp_path, monkeypatch):
    own_table(
        tmp_path, monkeypatch, "variants", "variant,canonical,note,debatable,caution\n引资,双招双引,,no,\n"
    )
    with pytest.raises(
        ValueError, match="variants.csv: 引资 counts as 双招双引, which itself counts as 招商引资"
    ):
        word_table(in_force(), SMALL)


def test_a_broken_pattern_is_named(tmp_path, monkeypatch):
    own_table(tmp_path, monkeypatch, "stop_words", "word,match,reason\n第[,pattern,x\n")
    with pytest.raises(ValueError, match="stop_words.csv: '第\\['"):
        is_stop_word(in_force(), "第一")
