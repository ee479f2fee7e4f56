"""The audit: agreements and disagreements worked out by hand, in the five reports and in sentences made up."""

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib import tables
from lib.audit import audit
from lib.quantities import find_quantities
from lib.rules import in_force
from tests.growth import grows_with_the_input


@pytest.fixture(scope="module")
def checked(shipped):
    return shipped["audit"]


def rows(text: str, cells: list[dict], start: int = 0, **common) -> pd.DataFrame:
    """The quantities of one invented sentence, each with the cells given for it: what it measures, when."""
    found = find_quantities(in_force(), text)
    assert len(found) == len(cells), [text[q.start : q.end] for q in found]
    made = []
    for q, own in zip(found, cells):
        base = {"doc_id": "a", "surface": text[q.start : q.end], "scope": "town", "status": "actual"}
        base |= {"period": "2020", "role": "review", "indicator": "", "canonical": "", "definition": ""}
        base |= {"sentence": text, "sentence_start": start, "sentence_end": start + len(text)}
        base |= {"sentence_at": q.start, "sentence_stop": q.end}
        made.append(q._asdict() | base | own | common | {"start": q.start + start, "end": q.end + start})
    return tables.frame("quantities", made)


SHORT = {"agrees": True, "disagrees": False, "cannot_be_told": None}


def verdicts(table: pd.DataFrame) -> list[tuple]:
    return [
        (row.check, round(row.computed, 2), SHORT[row.verdict])
        for row in audit(in_force(), table).itertuples()
    ]


def revenue(**cells) -> dict:
    return {"indicator": "财政收入", "canonical": "fiscal_revenue", "definition": "x"} | cells


def one(found: pd.DataFrame, doc_id: str, check: str) -> pd.Series:
    own = found[(found["doc_id"] == doc_id) & (found["check"] == check)]
    assert len(own) == 1
    return own.iloc[0]


def test_revenue_grew_as_stated(checked):
    row = one(checked, "litai-2020", "growth")  # 840.54 / 570 = 1.47463
    assert row["verdict"] == "agrees" and row["stated"] == 47.5 and round(row["computed"], 2) == 47.46


def test_parts_and_share_of_supported_people(checked):
    total = one(checked, "xintai-2019", "parts_sum")  # 31 + 140
    assert total["verdict"] == "agrees" and total["computed"] == 171
    share = one(checked, "xintai-2019", "share")  # 31 / 171 = 18.13%
    assert share["verdict"] == "agrees" and round(share["computed"], 1) == 18.1


@pytest.mark.parametrize(
    ("doc_id", "check", "stated", "computed", "verdict", "reason"),
    [
        ("sungang-2020", "amounts_sum", 354, 354, "agrees", ""),  # 155 + 199
        ("litai-2020", "items_sum", 150_000_000, 150_000_000, "agrees", ""),  # 3 · 5000万
        ("litai-2020", "parts_elsewhere", 90_210_000, 94_000_000, "cannot_be_told", "definition_differs"),
        (
            "litai-2020",
            "parts_elsewhere",
            143_180_000,
            320_000_000,
            "cannot_be_told",
            "over_years",
        ),  # 1.5 + 1.7
        ("xintai-2019", "ratio_range", 120_000_000, 230_000_000, "cannot_be_told", "unusual_ratio"),
    ],
)
def test_what_a_referee_found_in_the_five_reports(checked, doc_id, check, stated, computed, verdict, reason):
    own = checked[(checked["doc_id"] == doc_id) & (checked["check"] == check) & (checked["stated"] == stated)]
    assert [(round(row.computed, 6), row.verdict, row.reason) for row in own.itertuples()] == [
        (computed, verdict, reason)
    ]


def test_nine_farms_are_said_and_eight_listed(checked):
    lists = checked[(checked["doc_id"] == "xintai-2019") & (checked["check"] == "listed_count")]
    told = [(row.stated, row.computed, SHORT[row.verdict]) for row in lists.itertuples()]
    assert (9, 8, False) in told and (4, 4, True) in told


@pytest.mark.parametrize("doc_id", ["litai-2020", "longquan-2022"])
def test_taxes_above_budget_revenue_are_noted_not_accused(checked, doc_id):
    row = one(checked, doc_id, "tax_within_revenue")
    assert row["stated"] > row["computed"]
    assert row["verdict"] == "cannot_be_told" and row["reason"] == "centre_share"


@pytest.mark.parametrize(
    ("rate", "agrees"), [("20%", True), ("20.2%", True), ("20.4%", False), ("19.4%", False), ("25%", False)]
)
def test_growth_against_two_levels(rate, agrees):
    """600 (599.5 to 600.5) from 500 (499.5 to 500.5) is +19.78% to +20.22%; 20.4% may be 20.35 to 20.45."""
    text = f"财政收入由500万元增加到600万元，增长{rate}。"
    cells = [revenue(indicator="财政收入（提高前）", period="2019"), revenue(), revenue()]
    assert verdicts(rows(text, cells)) == [("growth", 20.0, agrees)]


def test_a_floor_is_kept_by_anything_above_it():
    text = "财政收入由500万元增加到600万元，增长15%以上。"
    cells = [revenue(indicator="财政收入（提高前）", period="2019"), revenue(), revenue()]
    assert verdicts(rows(text, cells)) == [("growth", 20.0, True)]
    assert verdicts(rows(text.replace("15%", "25%"), cells)) == [("growth", 20.0, False)]


def test_growth_from_the_change_told():
    text = "财政收入600万元，比上年增加120万元，增长20%。"  # from 480: 25%
    assert verdicts(rows(text, [revenue(), revenue(), revenue()])) == [("growth", 25.0, False)]


def test_growth_from_last_year_in_another_sentence():
    first = rows("2020年财政收入500万元。", [revenue()])
    second = rows("财政收入达到550万元，增长10%。", [revenue(period="2021", status="target")] * 2, 100)
    second["role"] = "plan"
    found = audit(in_force(), pd.concat([first, second]))
    assert list(found["check"]) == ["growth"] and set(found["verdict"]) == {"agrees"}
    assert list(found["note"]) == ["base_elsewhere"] and list(found["other_start"]) == [9]


def test_growth_of_another_definition_is_not_compared():
    first = rows("2020年财政收入500万元。", [revenue(definition="y")])
    second = rows("财政收入达到550万元，增长10%。", [revenue(period="2021")] * 2, 100)
    assert audit(in_force(), pd.concat([first, second])).empty


def test_mean_growth_of_several_years():
    text = "财政收入由400万元增加到500万元，年均增长11.8%。"  # sqrt(1.25) = 1.118
    cells = [revenue(indicator="财政收入（提高前）", period="2018"), revenue(), revenue()]
    assert verdicts(rows(text, cells)) == [("growth", 11.8, True)]
    text = text.replace("11.8", "25.0")
    assert verdicts(rows(text, cells)) == [("growth", 11.8, False)]


@pytest.mark.parametrize(("rate", "agrees"), [("80%", True), ("85%", False)])
def test_completion_rate_against_a_goal_told(rate, agrees):
    text = f"完成投资800万元，占年度计划1000万元的{rate}。"
    assert verdicts(rows(text, [{}, {}, {}])) == [("completion", 80.0, agrees)]


def test_a_part_larger_than_its_total():
    text = "实现出口200万元，其中自营出口1800万元。"
    assert verdicts(rows(text, [{}, {}])) == [("part_within_total", 2_000_000, False)]


def test_parts_of_another_unit_or_of_a_mean_are_not_compared():
    assert audit(in_force(), rows("改造农房200户，其中投资1800万元。", [{}, {}])).empty
    assert audit(in_force(), rows("居民收入3万元，其中城镇居民人均收入4万元。", [{}, {}])).empty


def test_a_list_of_parts_above_its_total():
    text = "新建大棚30个，其中东村20个、西村15个。"
    assert verdicts(rows(text, [{}, {}, {}])) == [("parts_sum", 35, False), ("part_within_total", 30, True)]


def test_parts_that_leave_something_over_say_nothing_about_the_sum():
    text = "新建大棚30个，其中东村10个、西村15个。"
    assert verdicts(rows(text, [{}, {}, {}])) == [("part_within_total", 30, True)]


@pytest.mark.parametrize(("share", "agrees"), [("40%", True), ("45%", False)])
def test_share_of_a_whole(share, agrees):
    text = f"全镇共有农户500户，已改厕200户，占总数的{share}。"
    assert verdicts(rows(text, [{}, {}, {"kind": "share"}])) == [("share", 40.0, agrees)]


def test_share_of_another_places_total_is_not_compared():
    assert audit(
        in_force(), rows("全镇共有企业500家，新增200家，占全省的20%。", [{}, {}, {"kind": "share"}])
    ).empty


@pytest.mark.parametrize(
    ("listed", "computed", "agrees"),
    [("东村、西村、南村", 3, True), ("东村、西村和南村", 3, True), ("东村、西村", 2, False)],
)
def test_count_against_the_items_listed(listed, computed, agrees):
    assert verdicts(rows(f"建设3个示范村：{listed}。", [{}])) == [("listed_count", computed, agrees)]


def test_lists_that_do_not_close_are_not_counted():
    assert audit(in_force(), rows("建设3个示范村：东村、西村等。", [{}])).empty
    assert audit(in_force(), rows("建设3个示范村：改水、改厕，整治、绿化。", [{}])).empty


def test_taxes_above_total_revenue_disagree():
    text = "财政总收入500万元，税收600万元。"
    total = revenue(definition="total_fiscal_revenue")
    tax = {"indicator": "税收", "canonical": "tax_revenue", "definition": "tax_revenue_unspecified"}
    assert verdicts(rows(text, [total, tax])) == [("tax_within_revenue", 5_000_000, False)]


def test_no_quantities_no_checks():
    assert audit(in_force(), tables.frame("quantities", [])).empty


def test_the_table_fits_the_codebook(checked):
    assert list(checked.columns) == list(tables.COLUMNS["audit"])
    assert len(tables.frame("audit", checked)) == len(checked)


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 9999), st.integers(100, 9999), st.integers(0, 2))
def test_growth_worked_out_and_rounded_always_agrees(base, level, decimals):
    rate = (level / base - 1) * 100
    if rate < 0.01:
        return
    shown = f"{rate:.{decimals}f}"
    if not float(shown):
        return
    text = f"财政收入由{base}万元增加到{level}万元，增长{shown}%。"
    cells = [revenue(indicator="财政收入（提高前）", period="2019"), revenue(), revenue()]
    assert [row[2] for row in verdicts(rows(text, cells))] == [True]


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 9999), st.integers(100, 9999), st.integers(10, 400))
def test_agreement_never_reaches_further_than_rounding(base, level, tenths):
    """Stated and computed growth agree just where the errors of level, base and rate together can close the gap."""
    text = f"财政收入由{base}万元增加到{level}万元，增长{tenths / 10:.1f}%。"
    cells = [revenue(indicator="财政收入（提高前）", period="2019"), revenue(), revenue()]
    ((_, _, agrees),) = verdicts(rows(text, cells))
    top, bottom = (2 * level + 1) / (2 * base - 1), (2 * level - 1) / (2 * base + 1)
    above, below = tenths / 10 - 0.05 - (top - 1) * 100, (bottom - 1) * 100 - tenths / 10 - 0.05
    assume(min(abs(above), abs(below)) > 1e-4)  # on the edge itself floating point decides
    assert agrees == (above < 0 and below < 0)


def test_long_reports_take_linear_time():
    def work(times: int):
        text = "财政收入由500万元增加到600万元，增长20%。"
        cells = [revenue(indicator="财政收入（提高前）", period="2019"), revenue(), revenue()]
        one_sentence = rows(text, cells)
        many = [
            one_sentence.assign(
                start=one_sentence["start"] + 100 * i,
                end=one_sentence["end"] + 100 * i,
                sentence_start=100 * i,
            )
            for i in range(times)
        ]
        table = pd.concat(many)
        assert len(audit(in_force(), table)) == times
        return lambda: audit(in_force(), table)

    assert grows_with_the_input(work, 150, 1200)
