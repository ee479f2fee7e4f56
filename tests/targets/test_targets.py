"""Targets: what the five reports promise, worked out by hand, and sentences made up for each rule."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import tables
from lib.quantities import find_quantities
from lib.quantities.standing import read_circumstances
from lib.rules import in_force
from lib.structure import Section, split_sentences
from lib.targets import absent_targets, implied_targets, placing, rounding, targets

REPORTS = pd.DataFrame([{"doc_id": "a", "review_year": 2020, "plan_year": 2021}])


def table(text: str, role: str = "plan", named: dict[str, tuple] | None = None, **cells) -> pd.DataFrame:
    """The quantities table of one invented text; named: surface -> (canonical, definition)."""
    quantities = find_quantities(in_force(), text)
    sections = [Section(0, len(text), 1, "", role)]
    sentences = split_sentences(text, sections)
    rows = []
    for q, how in zip(
        quantities, read_circumstances(in_force(), text, sections, sentences, quantities, 2020, 2021)
    ):
        at = next(s for s in sentences if s.start <= q.start < s.end)
        surface = text[q.start : q.end]
        canonical, definition = (named or {}).get(surface, ("", ""))
        rows.append(
            q._asdict()
            | {"doc_id": "a", "surface": surface, "indicator": definition, "canonical": canonical}
            | {"definition": definition, "scope": "town", "status": how.status, "period": how.period}
            | {"role": role, "sentence": text[at.start : at.end], "sentence_start": at.start}
            | {"sentence_end": at.end, "sentence_at": q.start - at.start, "sentence_stop": q.end - at.start}
            | cells
        )
    return tables.frame("quantities", rows)


def read(text: str) -> list[tuple]:
    found = targets(in_force(), table(text, status="target", scope="town"), REPORTS)
    return list(found[["modifier", "wording", "wording_word"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("确保城镇新增就业500人。", [("point", "hard", "确保")]),
        ("确保安全生产形势稳定，新增就业500人。", [("point", "none", "")]),  # 确保 stands in another clause
        ("财政收入增长20%以上。", [("at_least", "hard", "以上")]),
        ("力争财政收入增长20%以上。", [("at_least", "soft", "力争|以上")]),
        ("确保财政收入增长8%左右。", [("around", "hard", "确保|左右")]),
        ("全力争创国家级园区，新增企业5家。", [("point", "none", "")]),
        ("力争创成生态村3个。", [("point", "soft", "力争")]),
        ("努力争创文明村3个。", [("point", "none", "")]),
        ("全力争取项目资金300万元。", [("point", "none", "")]),
        ("争取年内新增企业5家。", [("point", "soft", "争取")]),
        ("力争年产3万吨水泥项目建成投产。", [("point", "none", "")]),  # what is promised is that it opens
        ("力争培育3-5家企业。", [("range", "soft", "力争")]),
        ("城镇登记失业率控制在4%以内。", [("at_most", "hard", "控制在|以内")]),
        ("城镇登记失业率控制在4%。", [("at_most", "hard", "控制在")]),
        ("化肥用量下降10%以上。", [("at_most", "hard", "以上")]),  # −10 or less
        ("流转土地约3000亩。", [("around", "soft", "约")]),
        ("签约500万元。", [("point", "none", "")]),
        (
            "优良天数不低于300天，企业不少于20家。",
            [("at_least", "hard", "不低于"), ("at_least", "hard", "不少于")],
        ),
        ("力争到位资金突破2亿元。", [("at_least", "soft", "力争|突破")]),
        ("引进规模以上企业5家。", [("point", "none", "")]),
    ],
)
def test_wording_counts_only_by_its_number(sentence, wanted):
    assert read(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "主要预期目标是：财政收入增长20%以上，税收增长9%。",
            [("soft", "预期目标是"), ("soft", "预期目标是")],
        ),
        ("约束性指标是：单位能耗下降3%。", [("hard", "约束性指标是")]),
        ("主要预期目标是：财政收入增长20%，确保新增就业500人。", [("soft", "预期目标是"), ("hard", "确保")]),
        ("财政收入增长5%，主要预期目标是：税收增长9%。", [("none", ""), ("soft", "预期目标是")]),
        ("力争利税达到3亿元以上，税收达到1亿元。", [("soft", "力争"), ("soft", "力争")]),
        ("力争利税达到3亿元，新建学校2所。", [("soft", "力争"), ("none", "")]),
        ("力争利税达到3亿元；税收达到1亿元。", [("soft", "力争"), ("none", "")]),
        ("确保粮食面积87万亩以上、总产66亿斤左右。", [("hard", "确保"), ("hard", "确保")]),
        ("财政收入增长20%以上。", [("hard", "以上")]),
    ],
)
def test_a_verb_outranks_the_opener_of_a_list_and_this_a_hedge(sentence, wanted):
    found = targets(in_force(), table(sentence, status="target", scope="town"), REPORTS)
    assert list(found[["wording", "decided_by"]].itertuples(index=False, name=None)) == wanted


def test_a_list_goes_on_in_sentences_that_begin_with_a_target_of_a_known_indicator():
    text = "主要预期目标是：财政收入增长20%。税收增长9%。新建学校2所。固定资产投资增长7%。围绕上述目标，投资增长8%。"
    named = {surface: ("x", "x") for surface in ("20%", "9%", "7%", "8%")}
    found = targets(in_force(), table(text, named=named, status="target"), REPORTS)
    assert list(found["decided_by"]) == ["预期目标是", "预期目标是", "", "预期目标是", ""]


def test_a_threshold_that_names_what_is_counted_promises_nothing():
    found = targets(in_force(), table("新培育收入超3000万元的龙头企业6家。", status="target"), REPORTS)
    assert list(found["value"]) == [6]


def test_the_five_reports_word_their_targets_as_a_reader_reads_them(shipped):
    found = targets(in_force(), shipped["quantities"], shipped["reports"])
    floor = found[found["modifier"] == "at_least"]
    growth = floor[(floor["doc_id"] == "xintai-2019") & (floor["kind"] == "growth")]
    assert list(growth["value"]) == [20, 19, 20, 20]
    assert set(growth["wording"]) == {"soft"} and set(growth["decided_by"]) == {"预期目标是"}
    fewer = found[(found["value"] == -10) & (found["doc_id"] == "longquan-2022")].iloc[0]
    # 力争年内矛盾化解率达98%以上,矛盾数量较上年下降10%以上
    assert (fewer["modifier"], fewer["wording"], fewer["decided_by"]) == ("at_most", "soft", "力争")
    assert not found["wording_word"].str.contains("确保").any()  # 14 times in the five, never by a number


def test_implied_targets_of_the_year_reviewed(shipped):
    """By hand: 4720万/1.745 = 2704.9万, 2.5亿/0.777 = 3.2175亿, 8194万/0.683 = 1.1997亿, 5亿/0.714 = 7.0028亿."""
    found = implied_targets(in_force(), shipped["quantities"])
    assert set(found["doc_id"]) == {"sungang-2020"}
    assert list((found["implied_target"] / 1e4).round(1)) == [2704.9, 32175.0, 11997.1, 70028.0, 22000.0]
    assert ((found["low"] <= found["implied_target"]) & (found["implied_target"] <= found["high"])).all()


def test_next_targets_stand_beside_the_implied_last_ones(shipped):
    found = targets(in_force(), shipped["quantities"], shipped["reports"])
    own = found[(found["doc_id"] == "sungang-2020") & found["implied_last_target"].notna()]
    pairs = [(row.value / 1e8, round(row.implied_last_target / 1e8, 2)) for row in own.itertuples()]
    assert pairs == [(0.55, 0.27), (3.5, 3.22), (1.3, 1.2), (7.7, 7.0), (2.4, 2.2)]
    assert set(own["year"]) == {2021}


def test_a_share_of_spending_is_no_completion_rate():
    assert implied_targets(in_force(), table("民生支出450万元，占一般公共预算支出的81.5%。", "review")).empty


def test_exceeding_the_plan_adds_to_it():
    one = implied_targets(in_force(), table("完成投资130万元，超年度计划30%。", "review"))
    assert list(one["implied_target"]) == [pytest.approx(1_000_000)]
    other = implied_targets(in_force(), table("完成投资140万元，超额完成目标任务的140%。", "review"))
    assert list(other["implied_target"]) == [pytest.approx(1_000_000)]


def test_absent_targets_are_told(shipped):
    found = absent_targets(in_force(), shipped["quantities"], shipped["reports"])
    absent = found.groupby("doc_id")["canonical"].agg(set)
    assert "gdp" in absent["sungang-2020"] and "fiscal_revenue" not in absent["sungang-2020"]
    assert {"fiscal_revenue", "fixed_asset_investment", "industrial_output"} <= absent["jiyang-2022"]
    told = found.set_index(["doc_id", "canonical"])["actual_stated"]
    assert told["litai-2020", "fiscal_revenue"] and not told["jiyang-2022", "fiscal_revenue"]


def test_no_quantities_give_empty_tables_with_their_columns():
    empty = tables.frame("quantities", [])
    assert (
        list(targets(in_force(), empty, REPORTS).columns)[:2] == ["doc_id", "start"]
        and targets(in_force(), empty, REPORTS).empty
    )
    assert implied_targets(in_force(), empty).empty
    assert (
        len(absent_targets(in_force(), empty, REPORTS))
        and not absent_targets(in_force(), empty, REPORTS)["targets_stated"].any()
    )


def test_the_table_fits_the_codebook(shipped):
    found = targets(in_force(), shipped["quantities"], shipped["reports"])
    assert list(found.columns) == list(tables.COLUMNS["targets"])
    assert len(tables.frame("targets", found)) == len(found)


def test_every_quantity_of_the_five_is_found_in_its_sentence(shipped):
    quantities = shipped["quantities"]
    places = [p for _, found in placing.sentences(quantities) for p in found]
    assert len(places) == len(quantities)
    for place in places:
        shown = place.row.sentence[place.at : place.stop]
        assert "".join(place.row.surface.split()) == "".join(shown.split())


@pytest.mark.parametrize(
    ("value", "surface", "unit", "bound", "wanted"),
    [
        (47_200_000, "4720万元", "元", "exact", (47_195_000, 47_205_000)),
        (47.5, "47.5%", "%", "exact", (47.45, 47.55)),
        (171, "171人", "人", "exact", (171, 171)),
        (3, "三个", "个", "exact", (3, 3)),
        (280_000, "二十八万人", "人", "exact", (275_000, 285_000)),
        (42.2, "百分之四十二点二", "%", "exact", (42.15, 42.25)),
        (10, "10余人", "人", "above", (10, 20)),
        (2000, "2000余亩", "亩", "above", (2000, 2200)),
        (600_000, "60余万羽", "羽", "above", (600_000, 700_000)),
        (1000, "近1000人", "人", "about", (900, 1100)),
        (-10, "10%以上", "%", "above", (-math.inf, -10)),
        (4, "4%以内", "%", "below", (-math.inf, 4)),
        (400_000_000, "超过4亿元", "元", "above", (400_000_000, 500_000_000)),
    ],
)
def test_what_a_printed_number_may_stand_for(value, surface, unit, bound, wanted):
    assert rounding.interval(in_force(), value, surface, unit, bound) == pytest.approx(wanted)


@given(st.integers(1, 999_999), st.integers(0, 3))
def test_a_rounded_number_may_stand_for_what_was_rounded(digits, decimals):
    true = digits / 7
    surface = f"{true:.{decimals}f}"
    low, high = rounding.interval(in_force(), float(surface), surface + "元", "元")
    assert low - 1e-9 <= true <= high + 1e-9
