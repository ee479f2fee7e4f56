"""Cleaning: what a reader would want, every character accounted for, nothing done twice."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib import paths
from lib.cleaning import RULES, clean, clean_offset, raw_span
from lib.rules import in_force
from lib.rules.dictionaries import read_table
from tests.growth import grows_with_the_input

CASES = read_table(paths.CASES / "cleaning.csv")
FRAGMENTS = [
    "各位代表：", "全镇", "23", "亿元", "增长", "4.65%", "，", "。", "；", "、", "\n", "\n\n", "\r\n", "\r", " ", "　", "\u00a0",
    "&nbsp;", "&amp;nbsp;", "\\r\\n", "<U+00A0>", "<p>", "<!--", "-->", "[bookmark: _GoBack]", "[book", "mark: x]", "[1]", "[2]",
    "\ue010", "\ufffd", "??", "???", "９", "％", "Ａ", "㎡", "一、", "（一）", "一是", "- 3 -", "—1 —", "12", "第1页共9页", "_第2页",
    "政 府 工 作 报 告", "薛  奇", "发布日期：2023-04-18", "责任编辑：张三", "上一篇", "相关文章", "分享到：", "来源：某某数据网",
    "目录\n", "一、回顾", "……3", "会议文件（一）\n", "\n2\n", "\n3\n", "\n4\n", "（来源：某网）", "www.abc.com", "镇 长 李 明", "人民\n",
    "政府工作报告", "\n）", "（责任编辑：张三", "二是\n", "。?", "打印 关闭", "全镇生产总值增长，完成固定资产投资，社会消费品零售总额持续增加",
    "\u200b", "\ufeff", "\x00", "\x85", "\u2028", "CFL", "km",
]  # fmt: skip
texts = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))


def unwritten(text: str) -> str:
    """The text that a case writes with \\n, \\t and \\uXXXX; a doubled backslash stays one."""
    return text.encode("raw_unicode_escape").decode("unicode_escape") if text.isascii() else _unescape(text)


def _unescape(text: str) -> str:
    parts = text.split("\\\\")
    done = []
    for part in parts:
        part = part.replace("\\n", "\n").replace("\\t", "\t")
        while "\\u" in part:
            at = part.index("\\u")
            part = part[:at] + chr(int(part[at + 2 : at + 6], 16)) + part[at + 6 :]
        done.append(part)
    return "\\".join(done)


@pytest.mark.parametrize("case", CASES, ids=[case["raw"][:30] for case in CASES])
def test_case(case, request):
    if case["known_miss"]:
        request.applymarker(pytest.mark.xfail(reason=case["known_miss"], strict=True))
    result = clean(in_force(), unwritten(case["raw"]))
    assert result.text == unwritten(case["clean"])
    rules = {edit.rule for edit in result.edits}
    assert case["rule"] in rules if case["rule"] else not rules


@settings(max_examples=400, deadline=None)
@given(texts)
def test_every_raw_character_is_kept_or_named_by_exactly_one_edit(raw):
    result = clean(in_force(), raw)
    pieces, at = [], 0
    for edit in result.edits:
        assert at <= edit.start < edit.end and edit.rule in RULES
        pieces += (raw[at : edit.start], edit.replacement)
        at = edit.end
    assert "".join(pieces) + raw[at:] == result.text


@settings(max_examples=400, deadline=None)
@given(texts)
@example("&amp;nbsp;x")
@example("[book[bookmark: a]mark: b]")
@example("①\n1\n.\n2\n亿")
@example("政 府 工 作 报 告\n - 3 -\n　12 -")
def test_cleaning_a_clean_text_changes_nothing(raw):
    once = clean(in_force(), raw).text
    assert clean(in_force(), once).text == once


@settings(max_examples=300, deadline=None)
@given(texts)
def test_offsets_round_trip(raw):
    result = clean(in_force(), raw)
    for at in range(len(result.text)):
        start, end = raw_span(result, at, at + 1)
        assert 0 <= start < end <= len(raw)
        if raw[start:end] == result.text[at]:
            assert clean_offset(result, start) == at


@given(texts, st.sets(st.sampled_from(RULES)))
@settings(max_examples=200, deadline=None)
def test_only_the_rules_asked_for_are_used(raw, rules):
    assert {edit.rule for edit in clean(in_force(), raw, only=rules).edits} <= rules


def test_no_rule_means_no_change():
    assert clean(in_force(), "１\n 2 &nbsp;", only=()).text == "１\n 2 &nbsp;"


def test_an_unknown_rule_is_named():
    with pytest.raises(ValueError, match="hard_wraps"):
        clean(in_force(), "", only=["hard_wraps"])


@pytest.mark.parametrize(
    "unit",
    [
        "全镇",
        "[bookmark: ",
        "<!--",
        "[1]",
        "？?",
        "\n- 1 -",
        "\n1",
        "a b ",
        "分享\n",
        "&amp;",
        "（",
        "\ue010",
        "，\n",
        "各位代表：\n",
        "镇 长 李 明 ",
        "打印 ",
        "目录\n",
        "会议文件\n- 1 -\n",
        "。www.a",
        "（来源",
        " ",
        "\u3000",
        "[ ",
        "2 0 ",
        "。 ",
        "⼯",
        "們國",
        "12 \ue010",
    ],
)
def test_no_rule_goes_quadratic(unit):
    def work(size):
        text = unit * (size // len(unit))
        return lambda: clean(in_force(), text)

    assert grows_with_the_input(work, 20_000, 160_000)


def test_radicals_are_those_of_unicode_and_stand_for_other_characters():
    rows = in_force().table("radicals")
    assert {row["radical"] for row in rows} >= set("⺠⻓⻅⻛⼯")
    assert all("\u2e80" <= row["radical"] <= "\u2fdf" and row["ideograph"] >= "\u3000" for row in rows)
    nfkc = {row["radical"]: unicodedata.normalize("NFKC", row["radical"]) for row in rows}
    assert all(row["ideograph"] == nfkc[row["radical"]] for row in rows if row["radical"] >= "\u2f00")


def test_traditional_letters_are_converted_as_opencc_does_and_what_simplified_script_uses_stays():
    opencc = pytest.importorskip("opencc")
    rows = in_force().table("traditional")
    written = opencc.OpenCC("t2s").convert("\n".join(row["traditional"] for row in rows)).split("\n")
    assert written == [row["simplified"] for row in rows]
    assert not {row["traditional"] for row in rows} & set("乾著摺了于后台里呼猛佘溜埠")


def test_what_an_inline_pattern_needs_stands_in_its_own_example():
    for row in in_force().table("noise"):
        needed = [word for word in row["needs"].split("|") if word]
        assert not needed or row["where"] == "inline" and any(word in row["example"] for word in needed), row


def test_every_row_of_the_noise_table_finds_its_own_example():
    for row in in_force().table("noise"):
        if row["example"]:
            bare = row["example"] if row["where"] == "inline" else re.sub(r"\s", "", row["example"])
            if row["where"] == "inline":
                bare += "\n"
            assert re.search(row["pattern"], bare, re.IGNORECASE), row


COPIED = [
    "2022年，全镇实现地区生产总值12.6亿元，同比增长6.5%，新修农村公路9.7公里。",
    "（一）产业发展提质增效",
    "大力发展特色种植，新增茶园1200亩，培育市级龙头企业2家，带动农户356户增收。",
    "各位代表！让我们携手并肩，为建设美丽新青山、谱写发展新篇章而努力奋斗，共创美好明天！",
]


def test_a_text_that_its_page_holds_twice_is_kept_once():
    assert clean(in_force(), "\n".join([*COPIED, "上一页 1 2 下一页", *COPIED])).text == "\n".join(COPIED)


def test_a_paragraph_said_again_is_no_copy():
    text = "\n".join([*COPIED, COPIED[0], "以上报告，请各位代表审议，并请列席人员提出宝贵意见和建议。"])
    assert clean(in_force(), text).text == text


def test_a_running_title_goes_and_the_title_stays():
    title = "青山镇政府工作报告"
    pages = [f"{title}\n- {i} -\n{paragraph}" for i, paragraph in enumerate(COPIED, 1)]
    assert clean(in_force(), "\n".join(pages)).text == "\n".join([title, *COPIED])


def test_short_paragraphs_of_like_length_are_no_wrapped_page():
    """Their headings are no cut lines: the paragraphs are longer than the headings."""
    text = "\n".join(
        f"（{n}）推进某某工作取得新进展\n大力发展特色种植，新增茶园1200亩，培育市级龙头企业2家。"
        for n in "一二三四五六七八九十"
    )
    assert clean(in_force(), text).text == text


def test_a_number_out_of_the_count_is_no_page_number():
    """It may be the first digit of a figure: 完成总产值1 / 4.4亿元."""
    text = (
        "\n".join(f"第{n}段文字到此为止，内容完整。\n{n}" for n in range(1, 6))
        + "\n完成总产值很高。\n77\n以上。"
    )
    assert "77" in clean(in_force(), text).text.split("\n")
    assert "3" not in clean(in_force(), text).text.split("\n")


@pytest.mark.parametrize(
    "path", sorted((paths.SHIPPED_DATA / "reviews").glob("*.csv")), ids=lambda path: path.stem
)
def test_reviews_hold_no_text_of_the_reports_they_judge(path):
    rows = read_table(path)
    assert rows
    assert max(len(cell) for row in rows for cell in row.values()) <= 80


@pytest.mark.parametrize("doc_id", sorted(path.stem for path in (paths.SHIPPED_DATA / "raw").glob("*.txt")))
def test_shipped_report_loses_its_noise_and_nothing_else(doc_id):
    raw = (paths.SHIPPED_DATA / "raw" / f"{doc_id}.txt").open(encoding="utf-8", newline="").read()
    noise = {
        i
        for row in read_table(paths.GOLD / doc_id / "noise.csv")
        for i in range(int(row["start"]), int(row["end"]))
        if not raw[i].isspace()
    }
    removed = {
        i
        for edit in clean(in_force(), raw).edits
        if not edit.replacement
        for i in range(edit.start, edit.end)
        if not raw[i].isspace()
    }
    assert removed == noise
