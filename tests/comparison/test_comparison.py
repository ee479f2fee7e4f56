"""The comparison: the five reports' pairs as read by hand, and made-up figures for every flag and verdict."""

import re
import string

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import corpus, paths, tables
from lib.comparison import (
    COLUMNS,
    comparable_pairs,
    comparison,
    coverage,
    cues,
    in_units,
    normalised,
    per_month,
    ranking,
    rejudged,
    some_at_a_time,
)
from lib.comparison.cells import KEY
from lib.comparison.cues import BASES
from lib.comparison.flags import FLAGS, LEVELS
from lib.comparison.judging import GROUP
from lib.rules import SHARED, dictionaries, in_force
from tests.growth import grows_with_the_input
from tests.placed import placed

CASES = dictionaries.read_table(paths.SHIPPED_DATA / "cases" / "comparison.csv")
STATED = [case for case in CASES if case["verdict"] != "missing"]
PAIR = ("canonical", "kind", "status", "doc_id_a", "doc_id_b")
APART = {
    "definition_open": "definition",
    "definition_mixed": "definition",
    "definition_differs": "definition",
}
APART |= {"period_differs": "period", "year_differs": "year"}


@pytest.fixture(scope="module")
def five(shipped) -> pd.DataFrame:
    called = {"label_zh": lambda table: table["doc_id"], "label_en": lambda table: table["doc_id"]}
    return comparison(in_force(), shipped["quantities"], shipped["reports"].assign(**called))


@pytest.mark.parametrize("most", [1, 40])
def test_a_comparison_made_of_some_reports_and_indicators_at_a_time_is_that_of_all(shipped, most):
    """Levels of places differ between the reports, so that what is commonest must be counted over all of them."""
    reports, remarks = shipped["reports"].copy(), shipped["remarks"]
    reports["level"] = ["county", "town", "county", "town", "county"]
    rows = shipped["quantities"]
    chunks = [own for _, own in rows.groupby("doc_id", sort=False)]
    made = some_at_a_time(in_force(), chunks, reports, remarks, most)
    whole = comparison(in_force(), rows, reports, remarks=remarks)
    pd.testing.assert_frame_equal(
        tables.frame("comparison", pd.concat(made)).reset_index(drop=True), tables.frame("comparison", whole)
    )


@pytest.fixture(scope="module")
def pairs(five) -> dict[tuple, tuple]:
    """The table's pairs by indicator, kind, status and reports: the verdict across years, and what keeps them apart."""
    found = {}
    for aim, status in (("done", "actual"), ("aimed", "target")):
        for any_year in (False, True):
            for row in comparable_pairs(
                in_force(), five, ("level", "growth"), aim, any_year=any_year
            ).itertuples():
                key = (row.canonical, row.kind, status, row.doc_id_a, row.doc_id_b)
                found.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


@pytest.mark.parametrize("case", STATED, ids=lambda case: "-".join(case[name] for name in PAIR))
def test_pairs_agree_with_the_reading_by_hand(case, pairs):
    found = pairs.get(tuple(case[name] for name in PAIR))
    if case["known_miss"]:
        assert found is None  # when this fails the miss is mended: take the note out of the case
        return
    strict, across_years = found
    apart = {APART.get(key, key) for key in strict.reasons.split("; ")}
    assert apart == set(case["differs"].split("|"))
    assert not strict.comparable
    verdict = "no" if not across_years.comparable else "caution" if across_years.cautions else "yes"
    assert verdict == case["verdict"]


def test_the_table_pairs_nothing_that_the_reading_by_hand_misses(pairs):
    by_hand = {tuple(case[name] for name in PAIR) for case in STATED}
    asked = {case["canonical"] for case in CASES}
    assert {key for key in pairs if key[0] in asked} <= by_hand


def test_every_cell_walks_back_to_the_raw_text(five):
    raw = {report.doc_id: report.raw for report in corpus.read_corpus(paths.SHIPPED_DATA)[0]}
    assert len(five) > 60
    assert all(raw[row.doc_id][row.start : row.end] == row.surface for row in five.itertuples())


def test_no_figure_of_an_indicator_is_dropped_in_silence(five, shipped):
    named = shipped["quantities"][shipped["quantities"]["canonical"] != ""]
    assert set(zip(named["doc_id"], named["start"])) <= set(zip(five["doc_id"], five["start"]))
    assert (five[~five["comparable"]]["reason"] != "").all()
    assert (five[~five["comparable"]]["reason_en"] != "").all()


# Made-up figures


def figures(*rows: dict, **common) -> pd.DataFrame:
    """A quantities table: by default town a's public budget revenue of 2020, 1000万元, each figure with its own sentence."""
    told = []
    for number, row in enumerate(rows):
        cells = {
            "doc_id": "a",
            "value": 1e7,
            "unit": "元",
            "bound": "exact",
            "kind": "level",
            "status": "actual",
        }
        cells |= {
            "canonical": "fiscal_revenue",
            "definition": "general_public_budget_revenue",
            "scope": "town",
        }
        cells |= (
            {"indicator": "一般公共预算收入", "period": "2020", "role": "review", "surface": "1000万元"}
            | common
            | row
        )
        sentence = (cells.get("sentence") or cells["indicator"] + "{}。").format(cells["surface"])
        told.append(cells | {"sentence": sentence, "start": 100 * number, "end": 100 * number + 6})
        told[-1] |= {"sentence_start": cells.get("sentence_start", 100 * number)}
        told[-1] |= placed(sentence, cells["surface"])
    return tables.frame("quantities", told)


def reports(*doc_ids: str, **cells) -> pd.DataFrame:
    """A reports table: government work reports delivered in January 2021 on 2020, each of a place of its own."""
    rows = [
        {"doc_id": doc_id, "place_id": doc_id, "label_zh": doc_id, "label_en": doc_id, "review_year": 2020}
        | {"plan_year": 2021, "delivered_on": "2021-01-20", "document_type": "government_work_report"}
        | {"level": "town"}
        | cells
        for doc_id in doc_ids
    ]
    return tables.frame("reports", rows)


def compare(*rows: dict, **options) -> pd.DataFrame:
    docs = sorted({row.get("doc_id", "a") for row in rows})
    about = options.pop("about", {})
    return comparison(in_force(), figures(*rows), reports(*docs, **about), **options)


def only(table: pd.DataFrame, doc_id: str = "a") -> pd.Series:
    rows = table[(table["doc_id"] == doc_id) & table["chosen"]]
    assert len(rows) == 1
    return rows.iloc[0]


OTHER = {"doc_id": "b", "value": 2e7, "surface": "2000万元"}


def test_two_towns_that_state_the_same_thing_are_comparable():
    found = compare({}, OTHER)
    assert found["comparable"].all()
    assert set(found["mark"]) == {"solid"}
    assert set(found["peers"]) == {1}


def test_a_figure_that_nobody_else_states_is_compared_with_nothing():
    cell = only(compare({}))
    assert (cell.comparable, cell.mark, cell.alone) == (False, "grey", "alone")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"definition": "total_fiscal_revenue"}, "definition_differs"),
        ({"period": "2020-01/2020-10"}, "period_differs"),
        ({"unit": "美元"}, "unit_differs"),
    ],
)
def test_what_two_figures_differ_in_keeps_them_apart(change, key):
    rows = [{}, OTHER, {"doc_id": "c"} | change]
    cell = only(compare(*rows), "c")
    assert key in cell.differs.split("; ")
    assert not cell.comparable
    assert only(compare(*rows)).comparable  # the two that agree stay comparable


def test_targets_are_compared_with_targets_alone():
    found = compare({}, OTHER | {"status": "target"}, {"doc_id": "c", "status": "target"})
    assert list(found[found["comparable"]]["doc_id"]) == ["b", "c"]
    across = comparable_pairs(in_force(), found, aim=None, own_year=False)
    assert set(across[across["doc_id_a"] == "a"]["reasons"]) == {"status_differs"}


@pytest.mark.parametrize(
    ("figure", "about", "column", "key", "mark"),
    [
        ({"definition": "fiscal_revenue_unspecified"}, {}, "flag_definition", "definition_open", "grey"),
        ({"definition": "local_fiscal_revenue"}, {}, "flag_definition", "definition_usual", "hollow"),
        ({"status": "expected"}, {}, "flag_status", "expected", "hollow"),
        ({}, {"delivered_on": "2020-12-18"}, "flag_period", "year_not_over", "grey"),
        ({"sentence": "今年以来，一般公共预算收入{}。"}, {}, "flag_period", "so_far", "grey"),
        ({"period": ""}, {}, "flag_period", "period_unknown", "grey"),
        ({"period": "2019"}, {}, "flag_year", "other_year", "hollow"),
        ({}, {"title": "2022年工作总结"}, "flag_dispute", "year_disputed", "hollow"),
        ({"bound": "about"}, {}, "flag_bound", "about", "hollow"),
        ({"value_high": 3e7}, {}, "flag_bound", "range", "hollow"),
        ({"unit": ""}, {}, "flag_unit", "unit_missing", "grey"),
        ({}, {"document_type": "template"}, "flag_document", "template", "grey"),
        ({}, {"document_type": "work_summary"}, "flag_document", "other_document", "hollow"),
    ],
)
def test_each_flag_bars_or_cautions(figure, about, column, key, mark):
    found = compare(figure, OTHER | figure, about=about)
    cell = only(found)
    assert cell[column] == key
    assert cell["mark"] == mark
    told = cell["reason"] if mark == "grey" else cell["caution"]
    assert told
    assert "{" not in told + cell["reason_en"] + cell["caution_en"]


def remark(**cells) -> pd.DataFrame:
    """A remarks table of report a: by default damage to the whole of the first figure, in its sentence from 8 to 14."""
    row = {
        "doc_id": "a",
        "rule": "reader",
        "kind": "damage",
        "passage": "1000万元",
        "text_zh": "与下文不合。",
    }
    row |= {"start": 0, "end": 6, "sentence_start": 0, "sentence_at": 8, "sentence_stop": 14}
    return tables.frame("remarks", [row | cells])


@pytest.mark.parametrize(
    ("cells", "flag", "mark"),
    [
        ({}, "damage_near", "grey"),
        ({"kind": "gap", "sentence_at": 0, "sentence_stop": 4}, "damage_near", "grey"),
        ({"kind": "gap", "sentence_at": 19, "sentence_stop": 20}, "damage_in_sentence", "hollow"),
        ({"kind": "note"}, "reader_note", "hollow"),
        ({"kind": "note", "start": 7, "end": 9}, "", "solid"),
        ({"end": 900}, "reader_note", "hollow"),  # the passage runs over several sentences
        ({"kind": "contradiction"}, "", "solid"),
        ({"sentence_start": 50, "start": 50, "end": 60}, "", "solid"),
        ({"doc_id": "b"}, "", "solid"),
    ],
)
def test_what_is_remarked_on_a_passage_is_said_of_the_figures_in_it(cells, flag, mark):
    sentence = {"sentence": "一般公共预算收入{}，统筹资金多万元用于防控。", "sentence_end": 40}
    cell = only(compare(sentence, OTHER, remarks=remark(**cells)))
    assert (cell.flag_damage, cell["mark"]) == (flag, mark)


def test_an_undated_report_whose_results_end_in_october_is_not_taken_for_a_whole_year():
    rows = [{}, {"definition": "total_fiscal_revenue", "period": "2020-01/2020-10"}, OTHER]
    found = compare(*rows, about={"delivered_on": ""})
    assert set(found[found["doc_id"] == "a"]["flag_period"]) == {"year_seems_open", "part_of_year"}
    assert only(found, "b").flag_period == ""


def test_a_figure_of_one_firm_is_shown_and_never_chosen():
    part = {"scope": "part", "canonical": "", "definition": ""}
    found = compare({}, part, OTHER)
    own = found[found["scope"] == "part"].iloc[0]
    assert (own.canonical, own.flag_scope, own.chosen, own.comparable) == (
        "fiscal_revenue",
        "part_scope",
        False,
        False,
    )


def test_the_list_of_main_figures_stands_for_the_report_and_the_other_value_is_named():
    together = {"sentence_start": 7, "sentence": "一般公共预算收入1000万元，总产值、投资。"}
    rows = [{"value": 5e6, "surface": "500万元"}, together]
    rows += [
        together | {"canonical": name, "definition": name}
        for name in ("retail_sales", "gross_regional_product")
    ]
    found = compare(*rows, OTHER)
    cell = only(found[found["canonical"] == "fiscal_revenue"])
    assert (cell.value, cell.others, cell.flag_values) == (1e7, "500万元", "several_values_listed")
    passed = found[found["passed_over"] == "not_chosen"]
    assert list(passed["taken"]) == ["1000万元"]


def test_two_values_without_a_list_of_main_figures_are_compared_with_nothing():
    found = compare({}, {"value": 5e6, "surface": "500万元"}, OTHER)
    assert only(found).flag_values == "several_values"
    assert not only(found).comparable


def test_one_number_printed_twice_is_one_value():
    found = compare({}, {"value": 1.0004e7, "surface": "1000.4万元"}, OTHER)
    assert only(found).flag_values == ""
    assert only(found).comparable


def test_the_whole_year_stands_before_part_of_it():
    found = compare({"period": "2020-01/2020-10"}, {"value": 9e6, "surface": "900万元"}, OTHER)
    assert only(found).period == "2020"


def test_the_level_before_a_rise_is_no_cell():
    found = compare({"indicator": "一般公共预算收入（提高前）", "value": 5e6}, {}, OTHER)
    assert only(found).value == 1e7
    assert "level_before" in set(found["passed_over"])


GROWTH = [
    ("一般公共预算收入同比增长5%。", "", ""),
    ("一般公共预算收入1000万元，比2015年增长5%。", "2015", ""),
    ("一般公共预算收入比2019年增长5%。", "", ""),
    ("与2015年相比，一般公共预算收入增长5%。", "2015", ""),
    ("与2015年相比，收入翻番，同比增长5%。", "", ""),
    ("一般公共预算收入年均增长5%。", "mean", ""),
    ("一般公共预算收入同口径增长5%。", "", "comparable_basis"),
    ("生产总值增长5%（按可比价计算）。", "", "constant_prices"),
    ("按可比价计算，生产总值增长5%。", "", "constant_prices"),
]


def test_growth_says_its_base_and_basis():
    row = {"kind": "growth", "unit": "%", "value": 5.0, "surface": "5%"}
    found = compare(*(row | {"doc_id": f"d{i}", "sentence": told[0]} for i, told in enumerate(GROWTH)))
    for i, (sentence, measure, basis) in enumerate(GROWTH):
        cell = only(found, f"d{i}")
        assert (cell.sentence, cell.measure, cell.basis) == (sentence, measure, basis)
        assert cell.flag_basis == ("basis_stated" if basis else "basis_unknown")


@pytest.mark.parametrize(
    ("figure", "base"),
    [
        ({}, "2019"),
        ({"period": "2020-01/2020-10"}, "2019-01/2019-10"),
        ({"sentence": "一般公共预算收入比2015年增长5%。"}, "2015"),
        ({"sentence": "一般公共预算收入比“十二五”末增长5%。"}, "2015"),
        ({"sentence": "一般公共预算收入较十一五期末增长5%。"}, "2010"),
        ({"sentence": "一般公共预算收入比十五末增长5%。"}, "2005"),
        ({"sentence": "一般公共预算收入与“九五”末相比增长5%。"}, "2000"),
        ({"sentence": "一般公共预算收入年均增长5%。"}, ""),
        ({"period": "2016/2020"}, ""),
        ({"kind": "level"}, ""),
    ],
)
def test_growth_says_what_it_is_counted_from(figure, base):
    row = {
        "kind": "growth",
        "unit": "%",
        "value": 5.0,
        "surface": "5%",
        "sentence": "一般公共预算收入增长5%。",
    }
    assert only(compare(row | figure)).base_period == base


def test_growth_over_one_year_and_a_yearly_mean_are_apart():
    growth = {"kind": "growth", "unit": "%", "surface": "5%", "value": 5.0}
    rows = [growth | {"doc_id": doc} for doc in "ab"]
    rows += [growth | {"doc_id": "c", "sentence": "一般公共预算收入年均增长5%。"}]
    assert only(compare(*rows), "c").differs == "measure_differs"


def test_growth_on_two_bases_is_apart():
    growth = {"kind": "growth", "unit": "%", "surface": "5%", "value": 5.0}
    rows = [growth | {"doc_id": doc} for doc in "ab"]
    rows += [growth | {"doc_id": "c", "sentence": "一般公共预算收入同口径增长5%。"}]
    assert only(compare(*rows), "c").differs == "basis_differs"


@pytest.mark.parametrize(
    ("sentence", "surface", "word"),
    [
        ("收入近1000万元。", "1000万元", "近"),
        ("收入突破1000万元。", "1000万元", "突破"),
        ("收入1000余万元。", "1000余万元", "余"),
        ("收入近1000余万元。", "1000余万元", "近…余"),
        ("收入1000万元左右。", "1000万元", "左右"),
    ],
)
def test_the_hedge_is_quoted(sentence, surface, word):
    row = {"sentence": sentence, "surface": surface, "bound": "about"}
    cell = only(compare(row, OTHER))
    assert cell.bound_word == word
    assert word in cell.caution


def test_the_reference_is_what_most_towns_state_and_can_be_chosen():
    total = {"definition": "total_fiscal_revenue"}
    rows = [{}, OTHER, {"doc_id": "c"}, {"doc_id": "d"} | total, {"doc_id": "e"} | total]
    found = compare(*rows)
    assert list(found[found["comparable"]]["doc_id"]) == ["a", "b", "c"]
    chosen = compare(*rows, reference={"fiscal_revenue": total})
    assert list(chosen[chosen["comparable"]]["doc_id"]) == ["d", "e"]


def test_of_equally_many_the_whole_year_is_the_reference():
    part = {"period": "2020-01/2020-10"}
    found = compare(part, OTHER | part, {"doc_id": "c"}, {"doc_id": "d"})
    assert list(found[found["comparable"]]["doc_id"]) == ["c", "d"]


def test_a_reference_that_names_no_column_is_an_error():
    with pytest.raises(ValueError, match="names colour, which is no column"):
        compare({}, OTHER, reference={"fiscal_revenue": {"colour": "red"}})


def test_years_are_kept_apart_unless_asked_for():
    later = OTHER | {"period": "2019"}
    assert not compare({}, later)["comparable"].any()
    found = compare({}, later, any_year=True)
    assert found["comparable"].all()
    assert "year_differs" in "; ".join(found["cautions"])


def test_one_town_alone_is_no_comparison_however_many_reports_it_has():
    table = comparison(in_force(), figures({}, OTHER), reports("a", "b", place_id="one"))
    assert not table["comparable"].any()


def test_a_corpus_without_indicators_gives_an_empty_table():
    found = comparison(in_force(), figures({"canonical": "", "definition": ""}), reports("a"))
    assert found.empty
    assert list(found.columns) == COLUMNS
    assert coverage(found, reports("a")).empty


# Levels of place


def of_levels(*told: tuple[str, str], **common) -> pd.DataFrame:
    """A comparison of figures by report and level, such as ("a", "town")."""
    rows = [{"doc_id": doc} | common for doc, _ in told]
    about = pd.concat([reports(doc, level=level) for doc, level in told])
    return comparison(in_force(), figures(*rows), about.reset_index(drop=True))


def test_amounts_are_set_beside_those_of_one_level_only():
    found = of_levels(("a", "town"), ("b", "town"), ("c", "county"), ("d", "county"), ("e", "city"))
    assert list(found[found["comparable"]]["doc_id"]) == ["a", "b", "c", "d"]
    assert set(found[found["comparable"]]["peers"]) == {1}
    assert only(found, "e").alone == "alone"
    pairs = comparable_pairs(in_force(), found)
    assert {(p.doc_id_a, p.doc_id_b) for p in pairs.itertuples() if p.comparable} == {("a", "b"), ("c", "d")}
    other = pairs[(pairs["doc_id_a"] == "a") & (pairs["doc_id_b"] == "c")].iloc[0]
    assert other.reasons == "level_differs"
    assert other.reason.startswith("层级不同：此为")


def test_rates_of_several_levels_are_set_side_by_side_with_a_caution():
    growth = {"kind": "growth", "unit": "%", "value": 5.0, "surface": "5%"}
    found = of_levels(("a", "town"), ("b", "town"), ("c", "county"), **growth)
    assert found["comparable"].all()
    assert found["cautions"].str.contains("level_mixed").all()
    alike = of_levels(("a", "town"), ("b", "town"), **growth)
    assert not alike["cautions"].str.contains("level_mixed").any()
    pairs = comparable_pairs(in_force(), found, ("growth",)).set_index(["doc_id_a", "doc_id_b"])["cautions"]
    assert ["level_mixed" in pairs[pair] for pair in (("a", "b"), ("a", "c"))] == [False, True]


def test_a_report_of_unknown_level_is_judged_among_the_commonest_with_a_caution():
    found = of_levels(("a", "town"), ("b", "town"), ("c", "county"), ("x", ""))
    assert list(found[found["comparable"]]["doc_id"]) == ["a", "b", "x"]
    assert only(found, "x").flag_level == "level_unknown"
    assert only(found, "x").cautions == "level_unknown"
    assert only(found, "a").cautions == ""
    # a town whose only peer may be a county is no sure comparison
    lone = of_levels(("a", "town"), ("x", ""))
    assert only(lone, "a").cautions == "level_mixed"


def test_a_ranking_ranks_amounts_of_one_level():
    told = [("a", "town"), ("b", "town"), ("c", "county"), ("d", "county"), ("e", "county")]
    found = ranking(in_force(), of_levels(*told), "fiscal_revenue")
    assert list(found.ranked["doc_id"]) == ["c", "d", "e"]
    assert (found.left_out["reason"] != "").all()
    towns = ranking(in_force(), of_levels(*told), "fiscal_revenue", level="town")
    assert list(towns.ranked["doc_id"]) == ["a", "b"]
    assert set(towns.left_out["differs"]) == {"level_differs"}


@pytest.mark.parametrize(
    ("level", "caution"), [("town", True), ("", True), ("county", False), ("nation", False)]
)
def test_the_caution_on_gross_product_is_for_townships(level, caution):
    gdp = {"canonical": "gdp", "definition": "gross_regional_product", "value": 5e8}
    found = of_levels(("a", level), ("b", level), **gdp)
    assert ("乡镇地区生产总值由县级分摊" in only(found).caution) == caution


# What one report states of one thing


def test_an_estimate_beside_its_result_is_not_chosen():
    found = compare({"status": "expected", "value": 1.1e7, "surface": "1100万元"}, {}, OTHER)
    assert only(found).status == "actual"
    assert only(found).flag_values == ""
    assert found[found["doc_id"] == "a"].set_index("status")["passed_over"].to_dict() == {
        "actual": "",
        "expected": "not_chosen",
    }
    assert only(compare({"status": "expected"}, OTHER)).status == "expected"


IMPLAUSIBLE = [
    ("rural_income_per_capita", "rural_net_income", 1.315e10, "town", True),
    ("rural_income_per_capita", "rural_net_income", 13150.0, "town", False),
    ("gdp", "gross_regional_product", 6521.0, "city", True),
    ("gdp", "gross_regional_product", 6.5e11, "city", False),
    ("gdp", "gross_regional_product", 6.5e11, "town", True),
    ("gdp", "gross_regional_product", 6.5e8, "town", False),
]


@pytest.mark.parametrize(("canonical", "definition", "value", "level", "barred"), IMPLAUSIBLE)
def test_an_amount_that_cannot_be_is_compared_with_nothing(canonical, definition, value, level, barred):
    figure = {"canonical": canonical, "definition": definition, "value": value}
    found = of_levels(("a", level), ("b", level), **figure)
    assert (only(found).flag_plausible == "implausible") == barred
    assert only(found).comparable == (not barred)


@pytest.mark.parametrize(
    ("canonical", "first", "second", "comparable"),
    [
        ("good_air_days", "空气质量优良率", "优良天数占比", True),
        ("medical_insured", "新农合参合率", "新型农村合作医疗参保率", True),
        ("medical_insured", "新农合参合率", "城乡居民医疗保险参保率", False),
        ("retail_sales", "社会消费品零售总额完成年度计划的比例", "社会消费品零售总额占年度目标的比例", True),
        ("retail_sales", "社会消费品零售总额占年度目标的比例", "社会消费品零售总额超年度目标比例", False),
        ("retail_sales", "限额以上零售额占比", "网上零售额占比", False),
    ],
)
def test_shares_are_compared_by_what_they_are_of_not_by_their_words(canonical, first, second, comparable):
    share = {"canonical": canonical, "definition": canonical, "kind": "share", "unit": "%", "value": 80.0}
    rows = [share | {"doc_id": doc, "indicator": name} for doc, name in (("a", first), ("b", second))]
    assert compare(*rows)["comparable"].all() == comparable


def test_growth_of_gross_product_is_at_constant_prices_by_convention():
    row = {"canonical": "gdp", "definition": "gross_regional_product", "kind": "growth", "unit": "%"}
    row |= {"value": 5.0, "indicator": "生产总值", "surface": "5%"}
    said = row | {"doc_id": "b", "sentence": "生产总值按可比价增长5%。"}
    found = compare(row, said)
    assert list(found["flag_basis"]) == ["basis_usual", "basis_stated"]
    assert set(found["basis"]) == {"constant_prices"}
    assert found["comparable"].all()
    assert "basis_unknown" not in "; ".join(found["cautions"])


# Units


def test_amounts_come_in_the_unit_asked_for():
    found = compare({"value": 143180000.0}, OTHER, units=["万元"])
    assert only(found).value == 14318.0
    assert set(found["unit"]) == {"万元"}


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        (30.0, "亩", "公顷", 2.0),
        (2.0, "公顷", "亩", 30.0),
        (1.0, "平方公里", "公顷", 100.0),
        (1e8, "元", "亿元", 1.0),
    ]
    + [
        (2000.0, "米", "公里", 2.0),
        (500.0, "斤", "公斤", 250.0),
        (30.0, "平方米", "亩", 0.045),
        (7.0, "人次", "人", 7.0),
    ],
)
def test_factors_are_exact(value, unit, wanted, expected):
    found = compare({"value": value, "unit": unit, "value_high": 2 * value}, units=wanted)
    cell = only(found)
    assert (cell.value, cell.value_high) == (expected, 2 * expected)
    assert cell.unit == ("人次" if unit == "人次" else wanted)


def test_a_table_already_converted_is_converted_again_and_amounts_per_month_too():
    found = compare({"value": 2.4e8}, OTHER, units="万元")
    assert only(in_units(in_force(), found, "亿元")).value == 2.4
    assert set(in_units(in_force(), found, "亿元")["unit"]) == {"亿元"}
    assert only(in_units(in_force(), found, "元")).value == 2.4e8
    assert only(in_units(in_force(), per_month(in_force(), found), "亿元")).value == pytest.approx(0.2)
    assert set(in_units(in_force(), per_month(in_force(), found), "亿元")["unit"]) == {"亿元/月"}


def test_incomes_per_head_stay_in_yuan():
    income = {
        "canonical": "rural_income_per_capita",
        "definition": "rural_disposable_income",
        "value": 20000.0,
    }
    assert only(compare(income, units="亿元")).unit == "元"


def test_an_unknown_unit_is_an_error():
    with pytest.raises(ValueError, match="'千帕' is no unit of units.csv"):
        compare({}, units="千帕")


@given(st.integers(1, 10**9), st.sampled_from(["万元", "亿元", "千元", "百万元"]))
@settings(max_examples=60, deadline=None)
def test_a_whole_number_of_units_comes_back_whole(number, unit):
    sizes = {"万元": 10**4, "亿元": 10**8, "千元": 10**3, "百万元": 10**6}
    table = pd.DataFrame(
        {"value": [float(number * sizes[unit])], "value_high": [float("nan")], "unit": ["元"]}
    )
    assert in_units(in_force(), table, unit)["value"][0] == number


# Rankings, rates, sizes, coverage


def test_a_ranking_leaves_out_what_cannot_be_compared_and_says_so():
    rows = [{}, OTHER, {"doc_id": "c", "period": "2020-01/2020-10", "value": 9e9}]
    found = ranking(in_force(), compare(*rows), "fiscal_revenue")
    assert list(zip(found.ranked["doc_id"], found.ranked["rank"])) == [("b", 1), ("a", 2)]
    assert list(found.left_out["doc_id"]) == ["c"]
    assert "c（时期不同：此为1至10月，彼为全年）" in found.sentence
    assert (
        "other period: months 1 to 10"
        in ranking(in_force(), compare(*rows), "fiscal_revenue", language="en").sentence
    )


def test_equal_values_share_the_better_rank():
    found = ranking(in_force(), compare({}, {"doc_id": "b"}, OTHER | {"doc_id": "c"}), "fiscal_revenue")
    assert list(zip(found.ranked["doc_id"], found.ranked["rank"])) == [("c", 1), ("a", 2), ("b", 2)]


def test_a_town_is_ranked_once_by_its_report_on_the_year():
    about = pd.concat([reports("a", "b"), reports("late", place_id="a", review_year=2021, plan_year=2022)])
    rows = [{}, OTHER, {"doc_id": "late", "period": "2020", "value": 3e7, "surface": "3000万元"}]
    found = ranking(
        in_force(), comparison(in_force(), figures(*rows), about.reset_index(drop=True)), "fiscal_revenue"
    )
    assert list(zip(found.ranked["doc_id"], found.ranked["rank"])) == [("b", 1), ("a", 2)]


def test_a_second_report_of_a_place_is_left_out_with_its_reason():
    about = pd.concat([reports("a", "b"), reports("late", place_id="a", review_year=2021, plan_year=2022)])
    rows = [{}, OTHER, {"doc_id": "late", "period": "2020", "value": 3e7, "surface": "3000万元"}]
    found = ranking(
        in_force(), comparison(in_force(), figures(*rows), about.reset_index(drop=True)), "fiscal_revenue"
    )
    assert list(found.left_out["doc_id"]) == ["late"]
    assert list(found.left_out["reason"]) == ["同一地方已由报告 a 参与排序"]


def test_where_years_are_mixed_a_place_is_ranked_by_its_latest():
    late = {"place_id": "a", "review_year": 2021, "plan_year": 2022, "delivered_on": "2022-01-20"}
    about = pd.concat([reports("a", "b"), reports("late", **late)])
    rows = [{}, OTHER, {"doc_id": "late", "period": "2021", "value": 3e7, "surface": "3000万元"}]
    table = comparison(in_force(), figures(*rows), about.reset_index(drop=True))
    found = ranking(in_force(), table, "fiscal_revenue", any_year=True)
    assert list(found.ranked["doc_id"]) == ["late", "b"]


def test_a_ranking_of_figures_without_a_year_leaves_all_of_them_out():
    found = ranking(in_force(), compare({"period": ""}, OTHER | {"period": ""}), "fiscal_revenue")
    assert found.ranked.empty
    assert list(found.left_out["reason"]) == ["所属时期不明"] * 2


def test_a_ranking_of_what_nobody_states_is_an_error():
    with pytest.raises(ValueError, match="no report states population"):
        ranking(in_force(), compare({}), "population")


def test_a_ranking_names_the_year_it_takes():
    rows = [{"period": "2019"}, OTHER | {"period": "2019"}, {"doc_id": "c"}]
    assert set(ranking(in_force(), compare(*rows), "fiscal_revenue").ranked["year"]) == {2019}


def test_of_years_without_a_comparable_figure_the_one_most_reports_state_is_taken():
    rows = [
        {"period": "2019"},
        {"doc_id": "b", "period": "2019-01/2019-10"},
        {"doc_id": "c"},
    ]
    found = ranking(in_force(), compare(*rows), "fiscal_revenue")
    assert found.ranked.empty and set(found.left_out["year"]) == {2019}
    rows = [{"period": "2019"}, OTHER]
    assert set(ranking(in_force(), compare(*rows), "fiscal_revenue").left_out["year"]) == {2020}


def test_a_ranking_tells_how_many_figures_carry_a_caution():
    rows = [{}, OTHER | {"bound": "about", "surface": "近2000万元"}]
    found = ranking(in_force(), compare(*rows), "fiscal_revenue", language="en")
    assert "2 reports are ranked, 1 of them with a caution." in found.sentence
    assert (
        "2 篇报告可以排序（其中 1 篇有条件可比）。"
        in ranking(in_force(), compare(*rows), "fiscal_revenue").sentence
    )


def test_nothing_is_brought_to_a_rate_unless_asked_for():
    rows = [{"value": 1e7, "value_high": 2e7, "period": "2020-01/2020-10"}, OTHER | {"value": 2.4e7}]
    found = compare(*rows, units="万元")
    assert list(found["value"]) == [1000.0, 2400.0]
    assert not found["comparable"].any()
    rates = per_month(in_force(), found)
    assert list(rates["value"]) == [100.0, 200.0]
    assert only(rates).value_high == 200.0
    assert set(rates["unit"]) == {"万元/月"}
    assert set(rates["mark"]) == {"hollow"}
    assert "10个月" in only(rates).caution
    assert "12 months" in only(rates, "b").caution_en


@pytest.mark.parametrize(
    "figure",
    [
        {"sentence": "今年以来，一般公共预算收入1000万元。", "surface": "1000万元"},
        {"canonical": "population", "definition": "registered_population", "unit": "人"},
        {"canonical": "good_air_days", "definition": "good_air_days", "unit": "天"},
        {"canonical": "dilapidated_houses", "definition": "dilapidated_houses", "unit": "户", "value": 20},
        {"kind": "growth", "unit": "%"},
        {"period": "2016/2020"},
    ],
)
def test_what_is_no_sum_of_known_months_has_no_rate(figure):
    before = compare(figure, OTHER | figure)
    assert list(per_month(in_force(), before)["value"]) == list(before["value"])


def test_levels_are_related_to_sizes_that_the_user_supplies_and_to_no_others():
    found = compare({}, OTHER, {"doc_id": "c", "kind": "growth", "unit": "%"})
    sizes = pd.DataFrame({"doc_id": ["a", "b"], "population": ["40000", ""]})
    told = normalised(found, sizes).set_index("doc_id")
    assert told["value_per"]["a"] == 250.0
    assert told["unit_per"]["a"] == "元/人"
    assert pd.isna(told["value_per"]["b"])
    assert told["per_reason"]["b"] == "reports.csv 未填 population"
    assert "c" not in told.index
    assert normalised(found, sizes, "villages")["value_per"].isna().all()


def test_what_is_per_head_or_a_part_or_no_sum_is_not_divided():
    rows = [
        {},
        {"scope": "part", "canonical": "", "definition": ""},
        {"canonical": "rural_income_per_capita", "definition": "rural_net_income"},
        {"canonical": "good_air_days", "definition": "good_air_days", "unit": "天", "value": 300.0},
        {"canonical": "population", "definition": "registered_population", "unit": "人", "value": 4e4},
    ]
    told = normalised(compare(*rows), pd.DataFrame({"doc_id": ["a"], "population": [40000]}))
    assert sorted(told["canonical"]) == ["fiscal_revenue", "population"]


def test_a_size_that_is_no_number_is_an_error():
    with pytest.raises(ValueError, match="population of a is no number above 0"):
        normalised(compare({}), pd.DataFrame({"doc_id": ["a"], "population": ["四万"]}))
    with pytest.raises(ValueError, match="must be one of population, villages, area_km2"):
        normalised(compare({}), pd.DataFrame({"doc_id": ["a"]}), "income")


def test_coverage_tells_comparable_from_alone_target_and_silence():
    rows = [{}, OTHER, {"doc_id": "c", "status": "target", "period": "2021"}]
    rows += [{"doc_id": "d", "definition": "fiscal_revenue_unspecified"}]
    rows += [{"canonical": "retail_sales", "definition": "retail_sales"}]
    told = coverage(compare(*rows), reports("a", "b", "c", "d", "e")).set_index(["doc_id", "canonical"])[
        "state"
    ]
    revenue = [told[doc, "fiscal_revenue"] for doc in "abcde"]
    assert revenue == ["comparable", "comparable", "target", "not_comparable", "none"]
    assert [told[doc, "retail_sales"] for doc in "ab"] == ["alone", "none"]
    satisfied = {"canonical": "satisfaction_rate", "definition": "satisfaction_rate", "kind": "share"}
    completed = {"canonical": "tax_revenue", "definition": "tax_revenue", "kind": "share"}
    rates = [satisfied | {"value": 98.0, "unit": "%"}, completed | {"value": 77.7, "unit": "%"}]
    states = coverage(compare({}, OTHER, *rates), reports("a", "b")).set_index(["doc_id", "canonical"])[
        "state"
    ]
    # a satisfaction of 98 % is the indicator itself, 77.7 % of the year's tax are no amount of tax
    assert states["a", "satisfaction_rate"] != "none" and states["b", "satisfaction_rate"] == "none"
    assert "tax_revenue" not in states.index.get_level_values("canonical")
    hedged = coverage(compare({"bound": "above"}, OTHER), reports("a", "b"))
    assert list(hedged["state"]) == ["caution", "comparable"]


def test_official_values_are_used_only_where_supplied():
    values = pd.DataFrame([{"place_id": "a", "definition": "general_public_budget_revenue", "kind": "level"}])
    values = values.assign(year=2020, value=[2e7], unit="元")
    found = compare({}, OTHER, official_values=values)
    assert list(found["flag_source"]) == ["official_differs", "single_source"]
    assert found["mark"].tolist() == ["hollow", "solid"]


@pytest.mark.parametrize(
    "figure", [{"status": "target"}, {"period": "2020-01/2020-10"}, {"scope": "part", "canonical": ""}]
)
def test_official_values_are_held_against_whole_years_of_the_place_only(figure):
    values = pd.DataFrame([{"place_id": "a", "definition": "general_public_budget_revenue", "kind": "level"}])
    values = values.assign(year=2020, value=[2e7], unit="元")
    found = compare(figure, OTHER, official_values=values)
    assert set(found["flag_source"]) == {"single_source"}
    assert found["official_value"].isna().all()


def test_two_years_of_one_town_are_paired_by_the_rules_within_a_town():
    bare = {"definition": "fiscal_revenue_unspecified"}
    about = pd.concat([reports("a", "b"), reports("late", place_id="a", review_year=2021, plan_year=2022)])
    rows = [bare, OTHER | bare, {"doc_id": "late", "period": "2021"} | bare]
    table = comparison(in_force(), figures(*rows), about.reset_index(drop=True))
    pairs = comparable_pairs(in_force(), table, any_year=True).set_index(["doc_id_a", "doc_id_b"])
    assert pairs["comparable"].to_dict() == {("a", "b"): False, ("a", "late"): True, ("b", "late"): False}
    assert pairs.loc[("a", "late"), ["place_id_a", "place_id_b"]].to_list() == ["a", "a"]


# Laws

FIGURES = st.fixed_dictionaries(
    {
        "doc_id": st.sampled_from("abcd"),
        "value": st.sampled_from([1e7, 2e7, 3.5e7]),
        "definition": st.sampled_from(
            ["general_public_budget_revenue", "total_fiscal_revenue", "fiscal_revenue_unspecified"]
        ),
        "period": st.sampled_from(["2020", "2019", "2020-01/2020-10", ""]),
        "status": st.sampled_from(["actual", "expected", "target"]),
        "kind": st.sampled_from(["level", "growth"]),
        "bound": st.sampled_from(["exact", "above"]),
    }
)


@given(st.lists(FIGURES, min_size=1, max_size=16))
@settings(max_examples=6, deadline=None)
def test_what_is_called_comparable_agrees_in_everything(rows):
    found = compare(*rows)
    assert len(found) == len(rows)
    assert not found[found["chosen"]].duplicated(KEY).any()
    together = found[found["comparable"]].groupby(GROUP)
    assert (together[list(SHARED)].nunique() == 1).all(axis=None)
    assert (together["place_id"].nunique() > 1).all()
    assert (found["mark"] == "grey").eq(~found["comparable"]).all()
    assert rejudged(in_force(), found).equals(found)
    good = set(zip(found[found["comparable"]]["doc_id"], found[found["comparable"]]["start"]))
    told = found.set_index(["doc_id", "start"])[GROUP]
    for pair in comparable_pairs(in_force(), found, ("level", "growth"), None, own_year=False).itertuples():
        first, second = (pair.doc_id_a, pair.start_a), (pair.doc_id_b, pair.start_b)
        if {first, second} <= good and tuple(told.loc[first]) == tuple(told.loc[second]):
            assert pair.comparable


@given(st.lists(FIGURES, min_size=2, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=4, deadline=None)
def test_verdicts_do_not_hang_on_the_order_of_the_rows(rows, chance):
    quantities = figures(*rows)
    shuffled = quantities.sample(frac=1, random_state=chance.randrange(1000))
    about = reports("d", "b", "a", "c")
    assert comparison(in_force(), quantities, about).equals(
        comparison(in_force(), shuffled, about.iloc[::-1])
    )


def test_the_time_grows_with_the_number_of_reports():
    def work(size: int):
        docs = [f"r{number}" for number in range(size)]
        rows = [
            {"doc_id": doc, "period": period}
            for doc in docs
            for period in ("2020", "2019", "2020-01/2020-10")
        ]
        quantities, about = figures(*rows), reports(*docs)
        return lambda: comparison(in_force(), quantities, about)

    assert grows_with_the_input(work, 100, 800)


# Dictionaries


def test_every_flag_of_the_code_is_in_the_table_with_a_verdict_and_both_languages():
    rows = in_force().table("comparison_flags")
    assert all(row["zh"] and row["en"] for row in rows)
    for row in rows:
        assert {row["across"], row["within"]} <= {"bars", "differs", "caution", "note"}
        assert row["column"] in (*FLAGS, "differs", "choice")
        for words in (row["zh"], row["en"]):
            named = {name for _, name, _, _ in string.Formatter().parse(words) if name}
            assert named <= {
                *("own", "other", "before", "indicator", "why", "months", "bound", "basis", "report_year"),
                *("document", "values", "passage", "period", "year", "level", "surface"),
            }
    assert set(SHARED.values()) <= {row["key"] for row in rows}


def test_definitions_and_units_of_the_tables_are_known():
    known = {row["definition"] for row in in_force().table("indicators")}
    for row in in_force().table("comparison_definitions"):
        assert row["definition"] in known
        assert row["standing"] in ("", "open", "mixed", "usual", "local")
        assert row["standing_at"] in ("", *LEVELS)
        assert row["usual_basis"] in ("", *BASES)
        bounds = [float(row[name]) for name in ("low", "high", "high_town") if row[name]]
        assert not bounds or row["in_unit"]
        if row["low"]:
            assert float(row["low"]) < float(row["high_town"] or row["high"]) <= float(row["high"])
        assert bool(row["standing"]) == bool(row["why_zh"]) == bool(row["why_en"])
    named = {row["unit"] for row in in_force().table("units")}
    for row in in_force().table("comparison_units"):
        assert {row["unit"], row["base"]} <= named


@pytest.mark.parametrize("row", in_force().table("comparison_measures"), ids=lambda row: row["example"])
def test_each_name_of_a_share_finds_its_example_and_not_its_counterexample(row):
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["counter_example"])
    assert row["definition"] in ("", *(known["definition"] for known in in_force().table("indicators")))


def test_a_cue_whose_group_is_optional_gives_its_passage():
    pattern = re.compile("比(20\\d\\d年)?上年")
    assert cues._first([(pattern, "near")], "比上年增长", "") == "比上年"


@pytest.mark.parametrize("row", in_force().table("comparison_cues"), ids=lambda row: row["example"])
def test_each_cue_finds_its_example_and_not_its_counterexample(row):
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["counter_example"])
