"""The concordance shows every match once, in its place in the raw text, and its coding sheet leads no coder."""

import re
import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import paths
from lib.cleaning import CleanText, clean, raw_span
from lib.rules import in_force
from lib.structure import find_sections, split_sentences
from lib.words import segmentation
from lib.words.concordance import (
    COLUMNS,
    aligned,
    concordance,
    sentence_of,
)

PIECES = [
    "问题",
    "解决",
    "力争",
    "全力争创",
    "问",
    "题",
    "３．５％",
    "120户",
    " ",
    "　",
    "，",
    "。",
    "\n",
    "\r\n\r\n",
]
raws = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
corpora = st.lists(raws, min_size=1, max_size=3)
patterns = st.sampled_from(["问题", "力争", "问", "。", "问题问题"])


def made(*raw: str, names: str = "abc") -> tuple[dict[str, CleanText], pd.DataFrame]:
    """Clean texts and their sentences table, as the tables module makes them."""
    texts = {name: clean(in_force(), text) for name, text in zip(names, raw)}
    rows = []
    for name, text in texts.items():
        sections = find_sections(in_force(), text.text)
        for found in split_sentences(text.text, sections):
            heading = sections[found.section].heading if found.section >= 0 else ""
            sentence = text.text[found.start : found.end]
            rows.append((name, *raw_span(text, found.start, found.end), heading, found.role, sentence))
    columns = ["doc_id", "start", "end", "section", "role", "sentence"]
    return texts, pd.DataFrame(rows, columns=columns)


def plain(text: str) -> str:
    """The text as a reader compares it: half width, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


# --- laws -----------------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(corpora, patterns)
def test_there_are_as_many_rows_as_matches_that_do_not_overlap(raw, pattern):
    texts, sentences = made(*raw)
    lines = concordance(in_force(), pattern, texts, sentences)
    assert len(lines) == sum(text.text.count(pattern) for text in texts.values())
    assert list(lines) == COLUMNS


@settings(max_examples=40)
@given(corpora, patterns)
def test_the_raw_span_of_every_row_is_the_match_and_lies_in_its_sentence(raw, pattern):
    texts, sentences = made(*raw)
    for row in concordance(in_force(), pattern, texts, sentences).itertuples():
        assert plain(texts[row.doc_id].raw[row.start : row.end]) == plain(row.match) == pattern
        assert row.sentence_start <= row.start < row.sentence_end
        assert row.sentence in set(sentences["sentence"])


@settings(max_examples=40)
@given(corpora, patterns, st.sampled_from(["left", "right"]))
def test_sorting_is_a_permutation_in_the_order_of_the_context(raw, pattern, sort):
    texts, sentences = made(*raw)
    as_found = concordance(in_force(), pattern, texts, sentences)
    lines = concordance(in_force(), pattern, texts, sentences, sort=sort)
    assert sorted(map(tuple, as_found.to_numpy())) == sorted(map(tuple, lines.to_numpy()))
    shown = [text[::-1] if sort == "left" else text for text in lines[sort]]
    assert shown == sorted(shown)


# --- examples -------------------------------------------------------------------------------------------------------

RAW = "各位代表：\n力争年内完成。全力争创文明 镇，力争增长３％。\n力争"


def test_a_line_has_its_context_and_its_sentence():
    texts, sentences = made(RAW)
    lines = concordance(in_force(), "力争", texts, sentences, width=4)
    assert lines[["left", "match", "right"]].to_numpy().tolist() == [
        ["代表：¶", "力争", "年内完成"],
        ["完成。全", "力争", "创文明镇"],
        ["文明镇，", "力争", "增长3%"],
        ["3%。¶", "力争", ""],
    ]
    assert lines["sentence"].to_list() == ["力争年内完成。", *["全力争创文明镇，力争增长3%。"] * 2, "力争"]
    row = lines.iloc[2]
    assert RAW[row["sentence_start"] : row["sentence_end"]] == "全力争创文明 镇，力争增长３％。"


def test_left_is_read_from_the_match_outwards():
    texts, sentences = made("乙甲问题丁，甲乙问题丙，丙甲问题甲")
    by_left = concordance(in_force(), "问题", texts, sentences, width=2, sort="left")
    assert by_left["left"].to_list() == [
        "甲乙",
        "丙甲",
        "乙甲",
    ]  # 乙 stands in front of 甲 in Unicode, 丙 of 乙
    by_right = concordance(in_force(), "问题", texts, sentences, width=1, sort="right")
    assert by_right["right"].to_list() == ["丁", "丙", "甲"]


def test_whole_words_leave_out_what_the_segmenter_cuts_otherwise():
    texts, sentences = made(RAW)
    assert segmentation.words(in_force(), "全力争创文明镇")[:2] == ["全力", "争创"]
    lines = concordance(in_force(), "力争", texts, sentences, whole_words=True)
    assert lines["left"].str[-1].to_list() == ["¶", "，", "¶"]


def test_a_word_of_the_shipped_reports_has_as_many_rows_as_it_is_counted():
    raw = {
        path.stem: path.read_bytes().decode("utf-8-sig")
        for path in (paths.SHIPPED_DATA / "raw").glob("*.txt")
    }
    texts, sentences = made(*raw.values(), names=raw)
    for word in ("问题", "群众", "就业"):
        counted = sum(segmentation.words(in_force(), text.text).count(word) for text in texts.values())
        assert len(concordance(in_force(), word, texts, sentences, whole_words=True)) == counted > 3
        assert len(concordance(in_force(), word, texts, sentences)) >= counted


def test_a_regular_expression_stays_within_a_paragraph():
    texts, sentences = made("问题一\n\n问题二，问题三")
    assert concordance(in_force(), "问题.", texts, sentences, regex=True)["match"].to_list() == [
        "问题一",
        "问题二",
        "问题三",
    ]
    assert concordance(in_force(), "^问题.", texts, sentences, regex=True)["match"].to_list() == [
        "问题一",
        "问题二",
    ]
    assert concordance(in_force(), r"一\s*问题", texts, sentences, regex=True).empty
    assert concordance(in_force(), "一\n问题", texts, sentences).empty
    assert concordance(
        in_force(), "问题.", texts, sentences
    ).empty  # a point is a point where no expression is meant


def test_matches_do_not_overlap():
    texts, sentences = made("人人人人人")
    assert len(concordance(in_force(), "人人", texts, sentences)) == 2


@pytest.mark.parametrize("pattern", ["(", "[", "*", "(?P<a>x)(?P<a>y)"])
def test_a_wrong_expression_is_refused_in_words(pattern):
    texts, sentences = made("问题")
    with pytest.raises(ValueError, match="is no regular expression .*regex=False"):
        concordance(in_force(), pattern, texts, sentences, regex=True)
    assert concordance(in_force(), pattern, texts, sentences).empty


@pytest.mark.parametrize("pattern", ["", "x*", "^", "(?=问题)", "(?<=问)"])
def test_a_pattern_that_matches_nothing_at_all_is_refused(pattern):
    texts, sentences = made("问题")
    with pytest.raises(ValueError, match="empty text|without a character"):
        concordance(in_force(), pattern, texts, sentences, regex=True)


def test_other_wrong_questions_are_refused():
    texts, sentences = made("问题。", "问题。")
    with pytest.raises(ValueError, match="sort is 'middle'"):
        concordance(in_force(), "问题", texts, sentences, sort="middle")
    with pytest.raises(ValueError, match="no row of b"):
        concordance(in_force(), "问题", texts, sentences[sentences["doc_id"] == "a"])


def test_the_sentence_of_a_hit_is_found_whatever_the_order_of_the_tables():
    _, sentences = made("甲。乙。丙。", "丁。戊。")
    hits = pd.DataFrame({"doc_id": ["b", "a", "a"], "start": [2, 5, 0]})
    for order in ([0, 1, 2, 3, 4], [4, 2, 0, 3, 1]):
        shuffled = sentences.iloc[order]
        assert shuffled["sentence"].iloc[sentence_of(hits, shuffled)].to_list() == ["戊。", "丙。", "甲。"]


# --- display --------------------------------------------------------------------------------------------------------


def test_the_aligned_table_has_the_match_in_the_middle_and_no_markup_from_the_text():
    texts, sentences = made("投资<5亿元&问题，乙。问题二。")
    lines = concordance(in_force(), "问题", texts, sentences)
    reports = pd.DataFrame({"doc_id": ["a"], "label_zh": ["甲镇 2020"], "label_en": ["Jia 2020"]})
    chinese, english = (aligned(lines, reports, language).data for language in ("zh", "en"))
    assert "甲镇 2020" in chinese and "Jia 2020" in english
    assert "投资&lt;5亿元&amp;</td>" in chinese and "资<5" not in chinese
    cells = re.findall(r'text-align: (\w+); white-space: nowrap">(.*?)</td>', chinese)
    assert [side for side, _ in cells[:5]] == ["left", "right", "center", "left", "left"]
    assert cells[2][1] == "<b>问题</b>"
    assert "标题与署名" in chinese and "Front matter" in english
    assert aligned(lines, reports).data == chinese


def test_a_long_concordance_says_how_much_of_it_is_shown():
    texts, sentences = made("问题。" * 9)
    shown = aligned(concordance(in_force(), "问题", texts, sentences), most=4, language="en").data
    assert shown.count("<b>问题</b>") == 4
    assert "4" in shown[shown.index("</table>") :] and "9" in shown[shown.index("</table>") :]
