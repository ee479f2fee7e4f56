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
from lib.validation.relevance_sheet import coding_sheet, precision, wilson, write_sheet
from lib.words import segmentation
from lib.words.concordance import (
    COLUMNS,
    aligned,
    concordance,
    of_hits,
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


@settings(max_examples=40)
@given(corpora, patterns)
def test_hits_with_raw_offsets_come_back_as_the_same_lines(raw, pattern):
    texts, sentences = made(*raw)
    lines = concordance(in_force(), pattern, texts, sentences)
    again = of_hits(lines[["doc_id", "start", "end"]].assign(theme="甲"), texts, sentences)
    pd.testing.assert_frame_equal(again[COLUMNS], lines)
    assert list(again) == [*COLUMNS, "theme"]


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


# --- coding ---------------------------------------------------------------------------------------------------------


def lines_of_two_themes() -> pd.DataFrame:
    texts, sentences = made("问题，教育。" * 30)
    both = [
        concordance(in_force(), word, texts, sentences).assign(theme=theme)
        for word, theme in (("问题", "x"), ("教育", "y"))
    ]
    return pd.concat(both, ignore_index=True)


def test_a_coding_sheet_is_a_sample_with_empty_columns_that_no_order_of_lines_changes():
    lines = lines_of_two_themes()
    sheet = coding_sheet(lines, n=10)
    assert len(sheet) == 10 and sheet["number"].to_list() == list(range(1, 11))
    assert sheet["start"].is_monotonic_increasing
    assert (sheet[["relevant_yes_no", "remark"]] == "").all().all()
    assert sheet["context"].str.contains("【(?:问题|教育)】").all()
    pd.testing.assert_frame_equal(coding_sheet(lines.sample(frac=1, random_state=1), n=10), sheet)
    assert coding_sheet(lines, n=10, seed=21)["start"].to_list() != sheet["start"].to_list()


def test_a_coding_sheet_takes_as_many_lines_of_every_theme():
    sheet = coding_sheet(lines_of_two_themes(), n=12, by="theme")
    assert sheet["theme"].value_counts().to_dict() == {"x": 12, "y": 12}
    assert len(coding_sheet(lines_of_two_themes(), n=99, by="theme")) == 60
    assert coding_sheet(lines_of_two_themes().head(0), by="theme").empty


def test_a_sheet_goes_through_a_spreadsheet_and_a_coders_work_is_kept(tmp_path):
    texts, sentences = made("=1+1问题，解决。")
    sheet = coding_sheet(concordance(in_force(), "问题", texts, sentences))
    path = tmp_path / "coding" / "甲.csv"
    assert write_sheet(sheet, path) and write_sheet(sheet, path)
    assert path.read_bytes().startswith("\ufeffnumber,doc_id".encode())
    assert "'=1+1" in path.read_text("utf-8-sig")
    answered = path.read_text("utf-8-sig").replace(",,", ",是,")
    path.write_bytes(answered.encode("gb18030"))  # as a Chinese Excel saves it
    assert not write_sheet(sheet, path)
    assert path.read_bytes() == answered.encode("gb18030")
    assert precision(path)[["n", "yes"]].to_numpy().tolist() == [[1, 1]]


def test_precision_counts_answers_and_leaves_out_what_is_not_answered():
    answers = ["yes", "Y", " 是 ", "1", "no", "否", "", None]
    sheet = pd.DataFrame({"relevant_yes_no": answers, "theme": list("xxxxyyyx")})
    (row,) = precision(sheet).to_dict("records")
    assert (row["n"], row["yes"], row["unanswered"]) == (6, 4, 2)
    assert row["precision"] == pytest.approx(4 / 6)
    by_theme = precision(sheet, by="theme").set_index("theme")
    assert by_theme[["n", "yes", "unanswered"]].to_numpy().tolist() == [[4, 4, 1], [2, 0, 1]]
    assert by_theme["precision"].to_list() == [1, 0]
    assert precision(sheet.assign(relevant_yes_no=""))["low"].isna().all()


def test_precision_refuses_what_it_does_not_understand():
    sheet = pd.DataFrame({"relevant_yes_no": ["yes", "maybe"]})
    with pytest.raises(ValueError, match="'maybe' in row 2"):
        precision(sheet)
    with pytest.raises(ValueError, match="no column theme"):
        precision(sheet, by="theme")
    with pytest.raises(ValueError, match="no column relevant_yes_no"):
        precision(sheet[[]])


@pytest.mark.parametrize(
    "yes, n, low, high",
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_are_those_newcombe_published(yes, n, low, high):
    """Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3."""
    assert wilson(yes, n) == pytest.approx((low, high), abs=5e-5)
