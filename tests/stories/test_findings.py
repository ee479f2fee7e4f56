"""The sentences of notebooks 01, 02 and 05 on made-up tables, in both languages, with numbers worked out by hand."""

from string import Formatter

import pandas as pd
import pytest

from lib import tables
from lib.rules import in_force
from lib.stories import corpus_findings, indicator_findings, indicator_summaries, sentences
from lib.structure import role_shares

REPORTS = pd.DataFrame(
    {
        "doc_id": ["a", "b"],
        "label_zh": ["甲镇 2020", "乙镇 2021"],
        "label_en": ["Jia 2020", "Yi 2021"],
        "document_type": ["government_work_report"] * 2,
        "review_year": pd.array([2020, 2021], dtype="Int64"),
        "delivered_on": ["2021-01-20", "2022-02"],
        "published_on": ["2023-05-01", "2022-02-20"],
    }
)
REMARKS = pd.DataFrame(
    [
        ("a", "title_year", "contradiction", 0, 9),
        ("a", "town_hidden", "gap", 10, 14),
        ("a", "masked_characters", "gap", 10, 12),  # the same two characters
        ("a", "masked_characters", "gap", 20, 22),
        ("a", "reader", "damage", 21, 26),  # what the rule saw, as a reader tells it
        ("a", "reader", "damage", 26, 30),
        ("a", "no_speaker", "gap", None, None),
        ("a", "no_congress", "gap", None, None),
        ("a", "blank_document_number", "gap", 1, 4),  # of the page
        ("a", "uploaded_later", "note", None, None),
        ("b", "reader", "damage", 20, 30),  # at the same place of another report
        ("b", "reader", "damage", 160, 170),
        ("b", "ending_cut", "gap", 200, 250),  # the ending that the reader misses too
    ],
    columns=["doc_id", "rule", "kind", "start", "end"],
)
# Report a: 60 of 100 characters in the review, 40 in the plan. Report b: 45 review, 5 problems, 50 plan.
SENTENCES = pd.DataFrame(
    [
        ("a", "review", 60, "一", 0),
        ("a", "plan", 40, "二", 60),
        ("b", "review", 45, "一", 0),
        ("b", "problems", 5, "二", 45),
        ("b", "plan", 30, "三", 150),
        ("b", "plan", 20, "三", 180),
    ],
    columns=["doc_id", "role", "characters", "section", "start"],
)
CLEANING = pd.DataFrame(
    [
        ("a", "page_number", "第 1 页"),
        ("b", "conversion_artifact", "[x]"),
        ("a", "hard_wrap", "\n"),
        ("b", "hard_wrap", "\n"),
    ],
    columns=["doc_id", "rule", "removed"],
)
QUANTITIES = pd.DataFrame(
    [
        ("元", "level", "review", "fiscal_revenue", "fiscal_revenue_unspecified", "town"),
        ("元", "level", "plan", "fiscal_revenue", "general_public_budget_revenue", "town"),
        ("%", "growth", "review", "", "", "town"),
        ("", "level", "review", "", "", "part"),
    ],
    columns=["unit", "kind", "role", "canonical", "definition", "scope"],
)


def lines(markdown) -> list[str]:
    return [line.removeprefix("- ") for line in markdown.data.split("\n")]


def test_what_came_in_was_removed_and_stands_where():
    aside = pd.DataFrame({"kept": [False, True]})
    zh = lines(corpus_findings.corpus(REPORTS, aside, CLEANING, SENTENCES, REMARKS))
    en = lines(corpus_findings.corpus(REPORTS, aside, CLEANING, SENTENCES, REMARKS, "en"))
    assert zh[0].startswith("共收入 **2 篇报告**，所回顾年份为 2020 至 2021；**1 个文件**未能采用。")
    assert "**2 reports** came in, reviewing the years 2020 to 2021; **1 file** had" in en[0]
    assert "1 篇（共 2 篇）报告" in zh[1] and "**3 个可见字符**" in zh[1] and "**2 处**" in zh[1]
    assert "**3 visible characters**" in en[1] and "out of 1 of 2 reports" in en[1] and "**2 lines**" in en[1]
    assert "另删文件转换残留 3 个字符" in zh[1] and "and 3 characters that the conversion" in en[1]
    assert (
        zh[2] == "工作回顾占全文 45 至 60%（2 篇报告中 2 篇有此部分）；"
        "工作安排占全文 40 至 50%（2 篇报告中 2 篇有此部分）；1 篇（共 2 篇）设有谈困难和问题的段落。"
    )
    assert en[2].startswith(
        "The review (工作回顾) takes 45 to 60 % of the text (in 2 of 2 reports); the plan (工作安排) takes 40 to 50 %"
    )
    # rules: a 10-14, 20-26, no speaker, no congress; b the ending. Readers alone: a 26-30, b 20-30
    assert "**矛盾 1 处**；规则查出**缺损 5 处**" in zh[3] and "1 篇（共 2 篇）所在网页" in zh[3]
    assert "**1 contradiction** (矛盾); rules find **5 gaps**" in en[3] and "**2 more places**" in en[3]


def test_a_part_that_a_report_lacks_has_no_share_of_nothing_in_either_notebook():
    """Of 40, 0 and 50 % of the text the plan takes 40 to 50 % in 2 of 3 reports; of no plan at all, 0 % in 0 of 3."""
    shares = pd.Series([40.0, 0.0, 50.0])
    told = "40 to 50 % of the text (in 2 of 3 reports)"
    assert sentences.part_share(shares, "en") == sentences.part_share(shares.replace(0, None), "en") == told
    assert sentences.part_share(shares * 0, "en") == "0 % of the text (in 0 of 3 reports)"
    without = pd.concat([SENTENCES, SENTENCES.head(1).assign(doc_id="c")])
    reports = pd.concat([REPORTS, REPORTS.head(1).assign(doc_id="c")])
    opening = lines(
        corpus_findings.corpus(reports, pd.DataFrame({"kept": [True]}), CLEANING, without, REMARKS, "en")
    )
    assert f"the plan (工作安排) takes {told}" in opening[2]


def test_a_page_dated_two_days_later_is_dated_later_and_no_upload():
    """The date of b's report is a month: a page of the same month is not later."""
    reports = REPORTS.assign(
        delivered_on=["2023-04-16", "2022-02"], published_on=["2023-04-18", "2022-02-20"]
    )
    nothing = REMARKS.head(0)
    aside = pd.DataFrame({"kept": [True]})
    told = lines(corpus_findings.corpus(reports, aside, CLEANING, SENTENCES, nothing))[3]
    assert "1 篇（共 2 篇）所在网页的日期晚于报告，其中 0 篇" in told


def test_how_many_quantities_of_what_kind_and_where():
    profile = pd.DataFrame(
        {"quantities": [1, 3], "quantities_per_1000": [10.0, 30.0], "plan_share": [40.0, 50.0]}
    )
    unread = pd.DataFrame({"class": ["date", "unread"]})
    rows = [row | {"doc_id": "a", "start": 9 * n} for n, row in enumerate(QUANTITIES.to_dict("records"))]
    stated = tables.frame("quantities", rows)
    none = tables.frame("comparison", [])
    zh = lines(indicator_findings.quantities(stated, unread, none, profile, REPORTS))
    en = lines(indicator_findings.quantities(stated, unread, none, profile, REPORTS, "en"))
    assert zh[0] == "各报告共有**数量表述 4 处**，每篇 1 至 3 处；每千字 10.0 至 30.0 处。"
    assert en[0].startswith("The reports state **4 quantities** (数量表述), from 1 to 3 a report")
    assert "元（50%）" in zh[1] and "25% 为比率或增减" in zh[1] and "无单位（25%）" in zh[1]
    assert "元 (50%)" in en[1] and "25% of the quantities" in en[1]
    assert "**75%** 见于工作回顾，**25%** 见于占全文 40 至 50%（2 篇报告中 2 篇有此部分）的工作安排" in zh[2]
    assert "另有 2 处数字不是数量" in zh[3] and "**1 处**未能判定" in zh[3]
    assert en[4] == (
        "**2** of them state one of 1 indicator of the whole town (全镇指标); in 1 of these 2 rows the words do not say which "
        "definition is meant. 1 quantity speaks of one firm, project or village only."
    )


@pytest.mark.parametrize(
    ("check", "stated", "computed", "verdict", "relation"),
    [
        ("growth", 47.5, 47.46, "agrees", "="),
        ("parts_sum", 171.0, 171.0, "agrees", "= Σ"),
        ("part_within_total", 31.0, 171.0, "agrees", "≤"),
        ("parts_elsewhere", 1.32e7, 9e6, "agrees", "≥ Σ"),
        ("ratio_range", 1201.0, 3240.0, "agrees", "≤"),  # 540 households of six people
        (
            "ratio_range",
            1.2e8,
            2.3e8,
            "cannot_be_told",
            "≥",
        ),  # a tenth of 2.3 billion is a floor, and it is missed
        ("rate_range", 120.0, 100.0, "disagrees", "≤"),
        ("rate_range", -130.0, -100.0, "disagrees", "≥"),
    ],
)
def test_the_audit_says_how_two_numbers_must_stand_to_each_other(check, stated, computed, verdict, relation):
    row = {
        "doc_id": "a",
        "start": 0,
        "check": check,
        "stated": stated,
        "computed": computed,
        "verdict": verdict,
    }
    checks = pd.DataFrame([row | {"reason": "", "note": ""}])
    quantities = pd.DataFrame(
        [{"doc_id": "a", "start": 0, "indicator": "某数", "surface": "1", "sentence": "一句。"}]
    )
    told = indicator_summaries.audited(checks, quantities, REPORTS)
    assert told["relation"].to_list() == [relation]


def test_shares_of_parts_are_those_of_the_sentences():
    parts = role_shares(SENTENCES).set_index(["doc_id", "role"])["share"].to_dict()
    assert parts["b", "problems"] == pytest.approx(0.05) and parts["a", "review"] == pytest.approx(0.6)


def test_every_sentence_asks_for_the_same_in_both_languages():
    for row in in_force().table("findings"):
        asked = {
            language: {name for _, name, *_ in Formatter().parse(row[language]) if name}
            for language in ("zh", "en")
        }
        assert asked["zh"] == asked["en"], row["id"]
        assert row["zh"].count("**") % 2 == row["en"].count("**") % 2 == 0, row["id"]


def test_what_a_report_writes_is_printed_as_it_stands():
    told = sentences.said("keywords.key_word", "en", report="*甲* ~1~ $2$ <b>", word="a_b", here=1, there=2)
    assert told == r"\*甲\* \~1\~ \$2\$ \<b\>: a\_b (1:2)"
    assert sentences.joined([told, "*"], "; ") == told + r"; \*"
    with pytest.raises(ValueError, match='no row "keywords.nothing"'):
        sentences.said("keywords.nothing", "zh")
