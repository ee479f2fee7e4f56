"""Circumstances: every case as a reader reads it, the five annotated reports above their marks, and laws for any text."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import paths
from lib.corpus import Report
from lib.quantities import find_quantities
from lib.quantities.standing import Circumstance, read_circumstances
from lib.quantities.standing.words import names
from lib.rules import compile_cues, dictionaries, find_cues, in_force
from lib.structure import Section, find_sections, split_sentences
from lib.tables.one_report import report_rows
from tests.growth import grows_with_the_input

GIVEN = ("sentence", "role", "review_year", "plan_year")
CASES = [
    (given_by, list(rows))
    for given_by, rows in itertools.groupby(
        dictionaries.read_table(paths.CASES / "circumstances.csv"),
        key=lambda row: tuple(row[name] for name in GIVEN),
    )
]
TABLES = ("status_cues", "period_cues", "standing_words", "period_openers", "year_parts", "scope_cues")
PERIOD = re.compile(r"|\d{4}(?:-\d\d)?(?:/\d{4}(?:-\d\d)?)?")

# Pieces that reports are made of, in any order: what random characters would hardly ever join.
PIECES = st.sampled_from(
    re.findall(
        r"\S+|\n",
        """2020年 12月 1-10月 截至 10月底 上半年 “十四五” 时期 未来五年 五年来 去年 今年 由 到 比 预计 可实现 投产后 计划 即将
总投资 投资 3亿元 5个 200人 8% 12公里 500亩 的 项目 公司 高峰村 在 等 企业 建成投产 完成 开工 年产 占地 全镇 ， 。 ； 、 （ ） ： 一是""",
    )
)


def read(text: str, role: str, review: int | None, plan: int | None) -> list[tuple[str, Circumstance]]:
    sections = [Section(0, len(text), 1, "", role)]
    quantities = find_quantities(in_force(), text)
    found = read_circumstances(
        in_force(), text, sections, split_sentences(text, sections), quantities, review, plan
    )
    return [(text[q.start : q.end], c) for q, c in zip(quantities, found, strict=True)]


@pytest.mark.parametrize(("given_by", "rows"), CASES, ids=[given_by[0][:20] for given_by, _ in CASES])
def test_case_is_read_as_a_reader_reads_it(given_by, rows):
    sentence, role, review, plan = given_by
    found = read(sentence, role, int(review), int(plan))
    assert [surface for surface, _ in found] == [row["surface"] for row in rows]
    for row, (_, read_as) in zip(rows, found):
        wanted = row["scope"], row["status"], row["period"]
        if row["known_miss"]:
            assert read_as[:3] != wanted, "this known miss is read now: empty its known_miss cell"
        else:
            assert read_as[:3] == wanted, (row["surface"], read_as.rule)


@pytest.mark.parametrize("table", TABLES)
def test_every_cue_stands_in_its_own_example(table):
    named = names(in_force()) if table.startswith(("period", "year", "standing")) else None
    for row in in_force().table(table):
        if row["example"] and row.get("kind") not in ("type", "generic"):
            example = re.sub(r"[\d.]+(?:万|亿)?(?:亩|元|吨|个|户|栋|公里|家|条|倍)", "##", row["example"])
            cues = compile_cues([row], named)
            assert any(find_cues(cues, text) for text in (example, row["example"])), row


def test_the_same_words_are_done_in_a_review_and_planned_in_a_plan():
    words = "新修农村公路12公里。"
    assert read(words, "review", 2020, 2021)[0][1][:3] == ("town", "actual", "2020")
    assert read(words, "plan", 2020, 2021)[0][1][:3] == ("town", "target", "2021")


def test_a_heading_that_names_five_years_covers_its_section():
    text = "一、过去五年工作回顾\n新修农村公路12公里。\n二、今后五年工作安排\n新修农村公路20公里。\n"
    half = text.index("二、")
    sections = [
        Section(0, half, 1, "过去五年工作回顾", "review"),
        Section(half, len(text), 1, "今后五年工作安排", "plan"),
    ]
    sentences = split_sentences(text, sections)
    found = read_circumstances(
        in_force(), text, sections, sentences, find_quantities(in_force(), text), 2020, 2021
    )
    assert [c.period for c in found] == ["2016/2020", "2021/2025"]


def periods_below(heading: str, body: str, role: str) -> list[str]:
    """The periods of the quantities of a part with a heading and sections (一), (二), reviewing 2020, planning 2021."""
    text = f"{heading}\n{body}"
    starts = [match.start() for match in re.finditer("^（[一二]）", text, re.MULTILINE)]
    sections = [Section(0, len(text), 1, heading, role)]
    for start, end in zip(starts, [*starts[1:], len(text)]):
        sections.append(Section(start, end, 2, "", role))
    sentences = split_sentences(text, sections)
    found = read_circumstances(
        in_force(), text, sections, sentences, find_quantities(in_force(), text), 2020, 2021
    )
    return [circumstance.period for circumstance in found]


def test_words_that_open_a_topic_hold_across_sections_until_the_next_opener():
    body = (
        "2020年是收官之年。\n（一）经济稳步增长。工业产值增长8%。\n（二）民生持续改善。新增就业300人。\n"
        "五年来，我们攻坚克难。\n——脱贫攻坚。脱贫5000人。\n刚刚过去的一年，我们再接再厉。\n新建公路5公里。\n"
    )
    wanted = ["2020", "2020", "2016/2020", "2020"]
    assert periods_below("一、2020年和“十三五”时期工作回顾", body, "review") == wanted


def test_a_plan_for_five_years_comes_to_this_year_where_a_paragraph_opens_it():
    body = (
        "今后五年，我们要加快发展。\n修路50公里。\n今年是新一届政府履职的第一年。\n（一）交通。修路8公里。\n"
    )
    wanted = ["2021/2025", "2021"]
    assert periods_below("二、今后五年目标和2021年任务", body, "plan") == wanted


def test_one_figure_of_the_last_year_does_not_end_a_review_of_five():
    body = "2020年，人均收入1.5万元，是2015年的2倍。\n新修公路80公里。\n"
    assert periods_below("一、过去五年工作回顾", body, "review")[-1] == "2016/2020"


def test_five_years_in_the_review_of_one_hold_for_their_paragraph_alone():
    body = "五年来，我们接续奋斗。累计修路50公里。\n新增就业300人。\n"
    assert periods_below("一、2020年工作回顾", body, "review") == ["2016/2020", "2020"]


def test_this_year_is_the_year_reviewed_where_the_review_says_this_year():
    review, plan = "今年以来，全镇新建公路5公里。去年为3公里。\n", "今后要修路8公里。明年修10公里。\n"
    text = review + plan
    sections = [
        Section(0, len(review), 1, "", "review"),
        Section(len(review), len(text), 1, "", "plan"),
    ]
    sentences = split_sentences(text, sections)
    found = read_circumstances(
        in_force(), text, sections, sentences, find_quantities(in_force(), text), 2020, 2021
    )
    assert [c.period for c in found] == ["2020", "2019", "2021", "2021"]


def test_without_years_the_period_is_empty_unless_the_text_names_it():
    found = read("完成投资3亿元，2019年完成2亿元。", "review", None, None)
    assert [c.period for _, c in found] == ["", "2019"]
    assert [c.rule.endswith("/no_year") for _, c in found] == [True, False]


def read_whole(text: str, review: int, plan: int) -> list[str]:
    sections = find_sections(in_force(), text)
    quantities = find_quantities(in_force(), text)
    sentences = split_sentences(text, sections)
    found = read_circumstances(in_force(), text, sections, sentences, quantities, review, plan)
    return [circumstance.period for circumstance in found]


def test_a_report_on_half_a_year_covers_its_months_and_plans_for_the_rest():
    text = (
        "柳沟镇2021年上半年工作总结和下半年工作打算\n今年以来，我镇真抓实干，经济社会平稳发展，各项工作有序推进，取得较好成效。\n"
        "一、上半年工作总结\n新修村道8公里。今年共实施项目6个。截至6月底，共有低保户205户。\n"
        "二、下半年工作打算\n力争再修村道10公里。\n"
    )
    half, rest = "2021-01/2021-06", "2021-07/2021-12"
    assert read_whole(text, 2021, 2021) == [half, half, "2021-06", rest]


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["review", "plan", "front", "closing"]))
def test_every_quantity_of_any_text_gets_circumstances_of_the_codebook(text, role):
    for _, found in read(text, role, 2020, 2021):
        assert found.scope in ("town", "part")
        assert found.status in ("actual", "target", "expected")
        assert PERIOD.fullmatch(found.period)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_paragraph_is_read_alike_whatever_paragraphs_stand_before_it(text):
    alone = [found for _, found in read(text, "review", 2020, 2021)]
    after = read("全镇齐心协力。\n" + text, "review", 2020, 2021)
    assert [found for _, found in after] == alone


@pytest.mark.parametrize(
    "piece", ["投资3亿元，", "2020年3亿元", "（3亿元", "高峰村3亿元、", "预计3个项目，总投资5亿元"]
)
def test_time_grows_with_length_alone(piece):
    def work(times: int):
        text = piece * times
        quantities = find_quantities(in_force(), text)
        sections = find_sections(in_force(), text)
        sentences = split_sentences(text, sections)
        return lambda: read_circumstances(in_force(), text, sections, sentences, quantities, 2020, 2021)

    assert grows_with_the_input(work, 500, 4000)


def test_years_on_end_before_their_sum_are_read_in_time_of_their_length():
    # 超过2011—2015年的一年的一年…: each 一年 used to double the time
    def work(times):
        text = "超过2011—2015年" + "的一年" * times + "，完成3个。"
        return lambda: report_rows(in_force(), Report("x", "x.txt", "", text), {})

    assert grows_with_the_input(work, 3, 24)
