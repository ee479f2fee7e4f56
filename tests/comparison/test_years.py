"""One town over several years: lines that break, nominal change, last year's target, new and vanished words."""

import pandas as pd
import pytest

from lib import tables
from lib.comparison import (
    comparison,
    targets_beside_results,
    words_new_and_gone,
    years,
)
from lib.rules import in_force
from tests.placed import placed

TOWN = "某县/某镇"


def figures(*rows: dict) -> pd.DataFrame:
    """A quantities table of one town's reports, named by the year they review; by default its public budget revenue."""
    told = []
    for number, row in enumerate(rows):
        cells = {
            "value": 1e7,
            "unit": "元",
            "bound": "exact",
            "kind": "level",
            "status": "actual",
            "scope": "town",
        }
        cells |= {
            "canonical": "fiscal_revenue",
            "definition": "general_public_budget_revenue",
            "role": "review",
        }
        cells |= {
            "indicator": "一般公共预算收入",
            "surface": "1000万元",
            "period": row["doc_id"],
            "start": 100 * number,
        }
        cells |= row
        cells |= {"end": cells["start"] + 6, "sentence_start": cells["start"]}
        sentence = cells.get("sentence") or f"一般公共预算收入{cells['surface']}。"
        told.append({"sentence": sentence} | placed(sentence, cells["surface"]) | cells)
    return tables.frame("quantities", told)


def reports(*review_years: int, place_id: str = TOWN) -> pd.DataFrame:
    rows = [
        {"doc_id": str(year), "place_id": place_id, "review_year": year, "plan_year": year + 1}
        | {"delivered_on": f"{year + 1}-01-15", "document_type": "government_work_report", "level": "town"}
        for year in review_years
    ]
    return tables.frame("reports", rows)


def compare(*rows: dict) -> pd.DataFrame:
    return comparison(in_force(), figures(*rows), reports(*sorted({int(row["doc_id"]) for row in rows})))


def lines(*rows: dict) -> list[tuple]:
    found = years(in_force(), compare(*rows), TOWN)
    return [(row.year, None if pd.isna(row.segment) else row.segment) for row in found.itertuples()]


def test_neighbouring_years_of_one_definition_are_one_line():
    assert lines({"doc_id": "2019"}, {"doc_id": "2020"}, {"doc_id": "2021"}) == [
        (2019, 1),
        (2020, 1),
        (2021, 1),
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"definition": "total_fiscal_revenue"}, "口径不同：此为财政总收入，彼为一般公共预算收入"),
        ({"period": "2020-01/2020-10"}, "时期不同：此为1至10月，彼为全年"),
        ({"unit": "美元"}, "计量单位不同：此为美元，彼为元"),
    ],
)
def test_a_line_breaks_where_the_figure_is_another(change, reason):
    rows = [{"doc_id": "2019"}, {"doc_id": "2020"} | change]
    assert lines(*rows) == [(2019, 1), (2020, 2)]
    assert list(years(in_force(), compare(*rows), TOWN)["break_reason"]) == ["", reason]


def test_a_missing_year_breaks_the_line():
    rows = [{"doc_id": "2018"}, {"doc_id": "2020"}]
    assert lines(*rows) == [(2018, 1), (2020, 2)]
    assert list(years(in_force(), compare(*rows), TOWN)["break_reason"]) == ["", "中间年份缺：前一数为2018年"]


def test_two_definitions_stated_every_year_are_two_unbroken_lines():
    total = {"definition": "total_fiscal_revenue", "value": 2e7}
    rows = [{"doc_id": year} | kind for year in ("2019", "2020") for kind in ({}, total)]
    found = years(in_force(), compare(*rows), TOWN)
    assert found.groupby("definition")["segment"].nunique().tolist() == [1, 1]
    assert set(found["break_reason"]) == {""}


def test_a_sum_of_several_years_is_on_no_line():
    rows = [{"doc_id": "2019"}, {"doc_id": "2020", "period": "2016/2020"}]
    assert lines(*rows) == [(2019, 1), (2020, None)]


def test_a_bare_name_is_followed_within_one_town_though_not_between_towns():
    bare = {"definition": "fiscal_revenue_unspecified"}
    assert lines({"doc_id": "2019"} | bare, {"doc_id": "2020"} | bare) == [(2019, 1), (2020, 1)]


def test_a_name_of_several_meanings_is_on_no_line():
    projects = {"canonical": "key_projects", "definition": "key_projects", "unit": "个"}
    assert lines({"doc_id": "2019"} | projects, {"doc_id": "2020"} | projects) == [(2019, None), (2020, None)]


def test_the_report_on_a_year_tells_it_and_a_later_one_stands_beside():
    rows = [
        {"doc_id": "2019", "value": 1e7},
        {"doc_id": "2020", "value": 1.1e7, "period": "2019", "surface": "1100万元"},
    ]
    found = years(in_force(), compare(*rows), TOWN)
    assert found[["year", "value", "later_value", "later_doc_id"]].values.tolist() == [
        [2019, 1e7, 1.1e7, "2020"]
    ]


def test_an_unknown_place_is_an_error():
    with pytest.raises(ValueError, match="no report of 别镇 states an indicator; places here: 某县/某镇"):
        years(in_force(), compare({"doc_id": "2019"}), "别镇")


def met(target: dict, *results: dict) -> pd.Series:
    target = {
        "doc_id": "2019",
        "status": "target",
        "period": "2020",
        "value": 1.2e7,
        "surface": "1200万元",
    } | target
    about = reports(2019, 2020)
    wording = tables.frame(
        "targets", [{"doc_id": "2019", "start": 0, "modifier": "at_least", "wording": "hard"}]
    )
    found = targets_beside_results(
        in_force(), comparison(in_force(), figures(target, *results), about), wording, TOWN
    )
    found = found[found["relation"] == "same_year"]
    assert len(found) == 1
    return found.iloc[0]


def test_last_years_target_stands_beside_this_years_result():
    row = met({}, {"doc_id": "2020", "value": 1.26e7})
    assert (row.comparable, row.target, row.result, row.modifier) == (True, 1.2e7, 1.26e7, "at_least")
    assert row.difference == pytest.approx(6e5)
    assert row.reached_percent == pytest.approx(105)


def test_a_growth_target_is_held_against_growth_in_points():
    rates = {"kind": "growth", "unit": "%", "surface": "8%"}
    row = met(rates | {"value": 8.0}, rates | {"doc_id": "2020", "value": 6.5}, {"doc_id": "2020"})
    assert row.difference == -1.5
    assert pd.isna(row.reached_percent)


def test_a_target_held_against_growth_on_another_basis_has_a_caution():
    rates = {"kind": "growth", "unit": "%", "surface": "8%"}
    like = rates | {"doc_id": "2020", "value": 15.7, "sentence": "一般公共预算收入增长8%。"}
    plain = met(rates | {"value": 12.0, "sentence": "一般公共预算收入增长8%。"}, like)
    other = met(rates | {"value": 12.0, "sentence": "一般公共预算收入可比增长8%。"}, like)
    assert "增速口径不同" not in plain.caution
    assert "增速口径不同：此为同口径，彼为未说明" in other.caution
    assert other.comparable


def test_differences_are_rounded_and_offsets_are_whole_numbers():
    rates = {"kind": "growth", "unit": "%", "surface": "8%"}
    row = met(rates | {"value": 6.5}, rates | {"doc_id": "2020", "value": 6.6})
    assert row.difference == 0.1
    assert (str(row.start), str(row.result_start)) == ("0", "100")


def test_a_target_worked_out_has_two_digits_more_than_its_amount():
    sentence = "一般公共预算收入2.5亿元，完成年任务的77.7%。"
    common = {"doc_id": "2020", "period": "2020-01/2020-10", "sentence": sentence, "sentence_start": 0}
    amount = common | {"value": 2.5e8, "surface": "2.5亿元", "start": 8}
    share = common | {"value": 77.7, "surface": "77.7%", "kind": "share", "unit": "%", "start": 20}
    share |= {"indicator": "一般公共预算收入完成年任务的比例"}
    found = comparison(in_force(), figures(amount, share).assign(sentence_start=0), reports(2020))
    assert list(found[found["status"] == "implied"]["value"]) == [3.218e8]  # 2.5 ÷ 0.777 = 3.21750


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ({"definition": "total_fiscal_revenue"}, "口径不同：此为一般公共预算收入，彼为财政总收入"),
        ({"period": "2020-01/2020-10"}, "时期不同：此为全年，彼为1至10月"),
        ({"canonical": "retail_sales", "definition": "retail_sales"}, "次年报告未给出此指标的完成数"),
    ],
)
def test_a_target_is_not_held_against_another_thing(result, reason):
    row = met({}, {"doc_id": "2020"} | result)
    assert not row.comparable
    assert row.reason == reason
    assert pd.isna(row.difference)


def test_of_two_results_the_one_like_the_target_is_taken():
    row = met(
        {}, {"doc_id": "2020", "definition": "total_fiscal_revenue"}, {"doc_id": "2020", "value": 1.3e7}
    )
    assert (row.comparable, row.result) == (True, 1.3e7)


def test_a_target_for_a_year_without_a_report_is_not_listed():
    target = {"doc_id": "2019", "status": "target", "period": "2021"}
    made = compare(target, {"doc_id": "2020"})
    found = targets_beside_results(in_force(), made, tables.frame("targets", []), TOWN)
    assert "same_year" not in set(found["relation"])


def in_one_report(target: dict, *results: dict) -> pd.Series:
    """A target of 2020's report for 2021 beside what that report says was reached in 2020."""
    target = {"doc_id": "2020", "status": "target", "period": "2021", "surface": "1200万元"} | target
    made = compare(
        target | {"value": target.get("value", 1.2e7)}, *(row | {"doc_id": "2020"} for row in results)
    )
    found = targets_beside_results(in_force(), made, tables.frame("targets", []), TOWN)
    assert list(found["relation"]) == ["year_before"]
    return found.iloc[0]


def test_a_target_stands_beside_the_result_of_the_year_before_in_its_report():
    row = in_one_report({}, {})
    assert (row.comparable, row.target, row.result, row.whole) == (True, 1.2e7, 1e7, True)
    assert (row.year, row.result_year) == (2021, 2020)


@pytest.mark.parametrize(
    ("target", "result", "keys"),
    [
        ({}, {"period": "2020-01/2020-10"}, "period_differs"),
        ({}, {"definition": "total_fiscal_revenue"}, "definition_differs"),
        ({"kind": "growth", "unit": "%", "value": 20.0}, {}, "growth_against_level"),
        ({"period": "2025"}, {}, "year_further"),
        ({}, {"canonical": "retail_sales", "definition": "retail_sales"}, "no_result_before"),
    ],
)
def test_what_keeps_a_target_and_the_year_before_apart_is_named(target, result, keys):
    row = in_one_report(target, result)
    assert not row.comparable and row["keys"] == keys
    assert row.reason and row.reason_en and "{" not in row.reason + row.reason_en


def test_a_growth_aimed_at_stands_beside_the_growth_whatever_else_differs():
    """规模以上工业总产值增长20%以上 beside 工业总产值23亿元，增长4.65% to October: the growth, kept apart by scope and period."""
    october = {"definition": "total_fiscal_revenue", "period": "2020-01/2020-10"}
    level, growth = october | {"value": 2.3e9}, october | {"kind": "growth", "unit": "%", "value": 4.65}
    row = in_one_report({"kind": "growth", "unit": "%", "value": 20.0}, level, growth)
    assert row.result == 4.65 and not row.comparable
    assert set(row["keys"].split("; ")) == {"definition_differs", "period_differs"}


def test_lists_that_each_year_sets_anew_are_not_held_against_each_other():
    matters = {"canonical": "livelihood_projects", "definition": "livelihood_projects", "unit": "件"}
    row = in_one_report(
        matters | {"value": 30.0, "surface": "30件"}, matters | {"value": 32.0, "surface": "32件"}
    )
    assert not row.comparable and row["keys"] == "list_of_its_own"
    jobs = {"canonical": "new_jobs", "definition": "new_jobs", "unit": "人"}
    row = in_one_report(jobs | {"value": 30.0, "surface": "30人"}, jobs | {"value": 32.0, "surface": "32人"})
    assert row.comparable


def words(*told: tuple) -> pd.DataFrame:
    return tables.frame(
        "words",
        [{"doc_id": doc, "word": word, "count": count, "per_1000": count / 2} for doc, word, count in told],
    )


def test_words_new_and_gone_between_two_reports():
    told = words(
        ("2019", "脱贫", 9),
        ("2019", "产业", 4),
        ("2020", "产业", 5),
        ("2020", "振兴", 7),
        ("2020", "五水", 2),
    )
    found = words_new_and_gone(told, reports(2019, 2020), TOWN)
    shown = found[["year_before", "year", "change", "word", "count", "per_1000", "doc_id"]].values.tolist()
    assert shown == [
        [2019, 2020, "new", "振兴", 7, 3.5, "2020"],
        [2019, 2020, "new", "五水", 2, 1.0, "2020"],
        [2019, 2020, "gone", "脱贫", 9, 4.5, "2019"],
    ]


def test_words_need_two_dated_reports():
    with pytest.raises(ValueError, match="has 1 reports with a year; new words need at least two"):
        words_new_and_gone(words(("2019", "脱贫", 9)), reports(2019), TOWN)
