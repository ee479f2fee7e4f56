"""Charts of comparison and likeness: marks say what the tables say, and every label can be read at both journal widths."""

from functools import cache
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from lib import charts, drawing, tables
from lib.charts.coverage import GROUND, MARK
from lib.charts.similarity import RAMP
from lib.comparison import (
    comparison,
    coverage,
    held_against,
    leading,
    ranking,
    review_and_plan,
    words_new_and_gone,
)
from lib.comparison.coverage import STATES
from lib.drawing import callouts, fonts, marks
from lib.likeness import similarity
from lib.rules import in_force
from tests.charts.looks import faults
from tests.placed import placed

LONG_ZH = "双江拉祜族佤族布朗族傣族自治县沙河乡"
INDICATORS = {
    "fiscal_revenue": ("general_public_budget_revenue", "元"),
    "tax_revenue": ("tax_revenue_unspecified", "元"),
    "industrial_fixed_asset_investment": ("industrial_fixed_asset_investment", "元"),
    "households_lifted": ("households_lifted", "户"),
    "good_air_days": ("good_air_days", "天"),
    "medical_insured": ("medical_insured", "人"),
}
# One report on a wide page, few in the longer language on a narrow one, many on both.
SHEETS = [(1, "zh", "elsevier-double"), (5, "en", "elsevier-single")]
SHEETS += [(30, "zh", "elsevier-single"), (30, "en", "elsevier-double")]


def quantities(*rows: dict) -> pd.DataFrame:
    """A quantities table: by default report a's public budget revenue of 2020, 1000万元, each in a sentence of its own."""
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
            "scope": "town",
            "canonical": "fiscal_revenue",
            "definition": "general_public_budget_revenue",
        }
        cells |= {"role": "review", "indicator": "一般公共预算收入", "surface": "1000万元", "period": "2020"}
        cells |= {"start": 100 * number} | row
        cells |= {"end": cells["start"] + 6, "sentence_start": cells["start"]}
        sentence = f"{cells['indicator']}{cells['surface']}。"
        told.append({"sentence": sentence} | placed(sentence, cells["surface"]) | cells)
    return tables.frame("quantities", told)


def reports(*ids: str, year: int = 2020, **labels: str) -> pd.DataFrame:
    rows = [
        {"doc_id": doc_id, "place_id": f"place {doc_id}", "review_year": year, "plan_year": year + 1}
        | {"delivered_on": f"{year + 1}-01-15", "document_type": "government_work_report", "level": "town"}
        | {"label_zh": f"{doc_id}镇 {year}", "label_en": f"Town {doc_id} {year}"}
        for doc_id in ids
    ]
    return tables.frame("reports", rows)


@cache
def made(count: int) -> dict:
    """Tables of `count` reports drawn with a fixed seed: full years, parts of years, targets, gaps, long names."""
    rng = np.random.default_rng(11)
    ids = [f"r{number:02}" for number in range(count)]
    told = reports(*ids)
    told["label_zh"] = [f"{LONG_ZH} 2020" if n % 4 == 3 else f"甲{n}镇 2020" for n in range(count)]
    told["label_en"] = [
        f"Shuangjiang {n} (town unnamed) 2020" if n % 4 == 3 else f"Jia{n} 2020" for n in range(count)
    ]
    rows = []
    for doc_id in ids:
        for canonical, (definition, unit) in INDICATORS.items():
            own = {"doc_id": doc_id, "canonical": canonical, "definition": definition, "unit": unit}
            value = float(round(10 ** rng.uniform(2, 8 if unit == "元" else 4)))
            period = ["2020", "2020", "2020-01/2020-10", "2016/2020"][rng.integers(0, 4)]
            bound = ["exact", "above", "about"][rng.integers(0, 3)]
            if rng.random() < 0.8:
                rows.append(own | {"value": value, "period": period, "bound": bound})
            if rng.random() < 0.6:
                aim = {"value": value * 1.1, "period": "2021", "status": "target", "role": "plan"}
                rows.append(own | aim | {"bound": "above"})
    found = quantities(*rows)
    words = [f"词{chr(0x4E00 + 7 * n)}" for n in range(40)]
    counts = [
        (d, w, int(rng.integers(1, 9)), 900, False, False) for d in ids for w in words if rng.random() < 0.5
    ]
    words = pd.DataFrame(counts, columns=["doc_id", "word", "count", "han_words", "stop", "formula"])
    words["in_formula"] = words["count"] % 2
    hits = [(d, "all", f"theme{n}", int(rng.integers(1, 30))) for d in ids for n in range(6)]
    alike = similarity.similarity(words)
    themed = similarity.words_and_themes(
        alike, pd.DataFrame(hits, columns=["doc_id", "role", "theme", "hits"])
    )
    return {
        "reports": told,
        "comparison": comparison(in_force(), found, told),
        "targets": found[found["status"] == "target"].assign(modifier="at_least", wording="以上"),
        "similarity": alike,
        "words_and_themes": themed,
        **town(),
        **aligned(count, ids, told),
    }


@cache
def town() -> dict:
    """Six years of one town: two definitions of one indicator, a part of a year, targets, words."""
    years = range(2016, 2022)
    told = pd.concat([reports(f"t{year}", year=year) for year in years], ignore_index=True).assign(
        place_id="town"
    )
    rows = []
    for year in years:
        for canonical, (definition, unit) in INDICATORS.items():
            own = {"doc_id": f"t{year}", "canonical": canonical, "definition": definition, "unit": unit}
            rows.append(own | {"value": 1e6 + 7e5 * (year - 2015), "period": str(year)})
            rows.append(own | {"value": 2e6, "period": str(year + 1), "status": "target", "role": "plan"})
        other = {"definition": "total_fiscal_revenue", "period": f"{year}-01/{year}-10"}
        rows.append({"doc_id": f"t{year}", "value": 9e6} | other)
    found = quantities(*rows)
    words = [(f"t{year}", f"新词{year}号{n}", 20 - n) for year in years for n in range(30)]
    words = pd.DataFrame(words, columns=["doc_id", "word", "count"])
    words = words.assign(stop=False, formula=False, per_1000=1.0)
    return {
        "town_reports": told,
        "town": comparison(in_force(), found, told),
        "town_targets": found[found["status"] == "target"].assign(modifier="point", wording=""),
        "new_and_gone": words_new_and_gone(words, told, "town"),
    }


def aligned(count: int, ids: list[str], told: pd.DataFrame) -> dict:
    """Two reports with `count` shared passages of all kinds, some of them close together."""
    a, b = ids[0], ids[-1] if count > 1 else "other"
    roles = ["preamble", "review", "review", "problems", "plan", "government", "closing"]
    parts = [(d, 700 * n + 40, 700 * (n + 1) + 40, 1, role) for d in (a, b) for n, role in enumerate(roles)]
    kinds = ["same", "numbers", "nearly"]
    rows = [
        (
            a,
            160 * n,
            160 * n + 20 + n,
            b,
            (997 * n) % 4900 + 40,
            (997 * n) % 4900 + 70 + n,
            20 + n,
            kinds[n % 3],
        )
        for n in range(count)
    ]
    names = ["doc_id_a", "start_a", "end_a", "doc_id_b", "start_b", "end_b", "characters", "kind"]
    shared = pd.DataFrame(rows, columns=names).assign(text="坚持以习近平新时代中国特色社会主义思想为指导")
    sections = pd.DataFrame(parts, columns=["doc_id", "start", "end", "level", "role"])
    extra = told.iloc[:1].assign(doc_id="other") if count == 1 else told.head(0)
    return {"passages": shared, "sections": sections, "a": a, "b": b, "two": pd.concat([told, extra])}


DRAWN = {
    "dots": lambda t, **to: charts.indicator_dots(
        t["comparison"], t["reports"], leading(t["comparison"], ("level",), least=1), **to
    ),
    "dots_of_one": lambda t, **to: charts.indicator_dots(
        t["comparison"], t["reports"], "fiscal_revenue", **to
    ),
    "slope": lambda t, **to: charts.review_to_plan(t["comparison"], t["targets"], t["reports"], **to),
    "targets": lambda t, **to: charts.targets_and_results(
        t["town"], t["town_targets"], t["town_reports"], **to
    ),
    "coverage": lambda t, **to: charts.coverage_map(t["comparison"], t["reports"], **to),
    "years": lambda t, **to: charts.year_panels(t["town"], t["town_reports"], "town", **to),
    "new_and_gone": lambda t, **to: charts.new_and_gone_words(t["new_and_gone"], t["town_reports"], **to),
    "similarity": lambda t, **to: charts.similarity_map(t["similarity"], t["reports"], **to),
    "passages": lambda t, **to: charts.passage_alignment(
        t["passages"], t["sections"], t["two"], t["a"], t["b"], **to
    ),
    "words_and_themes": lambda t, **to: charts.words_against_themes(
        t["words_and_themes"], t["reports"], **to
    ),
}


def labels_of(figure) -> list[tuple[Text, object]]:
    """Every text that is drawn, with its box."""
    figure.set_dpi(72)
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    hidden = {text for axes in figure.axes if not axes.axison for text in _of_axis(axes)}
    shown = [text for text in texts if text not in hidden]
    assert set("".join(text.get_text() for text in shown)) - {"\n"} <= fonts.characters()
    return [(text, text.get_window_extent(renderer)) for text in shown]


def _of_axis(axes) -> list[Text]:
    """Tick labels and the like, which are not drawn where an axis is off."""
    return [text for axis in (axes.xaxis, axes.yaxis) for text in axis.findobj(Text)]


def words_of(figure) -> set[str]:
    return {text.get_text() for text, _ in labels_of(figure)}


def lines_of(figure) -> list[tuple[str, str, object]]:
    """Marker, fill style and face of each mark that is drawn alone."""
    drawn = [line for axes in figure.axes for line in axes.lines if len(line.get_xdata()) == 1]
    return [(line.get_marker(), line.get_fillstyle(), line.get_markerfacecolor()) for line in drawn]


@pytest.mark.parametrize("count, language, width", SHEETS)
@pytest.mark.parametrize("name", DRAWN)
def test_no_label_is_cut_or_runs_into_another_and_all_are_of_8_points(name, count, language, width):
    if name in ("targets", "years", "new_and_gone") and count == 1:
        pytest.skip("one town: the number of reports does not matter")
    figure = DRAWN[name](made(count), language=language, width=width)
    found = labels_of(figure)
    assert found and all(text.get_fontsize() >= 8 for text, _ in found)
    point = figure.dpi / 72
    for text, box in found:
        inside = box.x0 >= -point / 2 and box.x1 <= figure.bbox.width + point / 2
        assert inside and box.y0 >= -point and box.y1 <= figure.bbox.height + point, (
            f"cut: {text.get_text()!r}"
        )
    for (one, a), (other, b) in combinations(found, 2):
        # boxes are higher than the letters by more than a point
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide < point or high < 1.6 * point, f"{one.get_text()!r} runs into {other.get_text()!r}"
    assert figure.get_figheight() * 25.4 <= drawing.max_height_mm(width) + 0.1
    assert not faults(figure)


@pytest.mark.parametrize("name", ["slope", "coverage", "similarity"])
def test_a_figure_is_the_same_however_often_it_was_drawn(name):
    figure = DRAWN[name](made(5))
    first = drawing.screen_png(figure)
    figure.draw_without_rendering()
    assert drawing.screen_png(figure) == first


@pytest.mark.parametrize("name", ["dots", "dots_of_one", "slope", "coverage", "years"])
def test_each_mark_leads_to_its_place_in_the_raw_text(name):
    table = made(5)
    figure = DRAWN[name](table)
    source = table["town" if name == "years" else "comparison"]
    known = set(zip(source["doc_id"], source["start"], source["end"]))
    data = figure.data.dropna(subset="start")
    assert len(data) and set(zip(data["doc_id"], data["start"], data["end"])) <= known
    if name == "slope":
        assert set(zip(data["doc_id"], data["target_start"], data["target_end"])) <= known


def dots(*rows: dict, ids: str = "abcd", **to):
    table, told = comparison(in_force(), quantities(*rows), reports(*ids)), reports(*ids)
    return charts.indicator_dots(table, told, "fiscal_revenue", **to)


def test_comparable_towns_are_in_order_and_the_others_below_with_their_reason():
    part = {"period": "2020-01/2020-10"}
    rows = [
        {"doc_id": "a", "value": 1e7},
        {"doc_id": "b", "value": 3e7},
        {"doc_id": "c", "value": 9e7} | part,
    ]
    figure = dots(*rows)
    assert figure.data["doc_id"].tolist() == ["b", "a", "c"]
    assert figure.data["drawn"].tolist() == ["solid", "solid", "open"]
    assert figure.data["rank"].tolist()[:2] == [1, 2] and pd.isna(figure.data["rank"].iloc[2])
    texts = words_of(figure)
    assert {"3,000", "1,000", "财政收入（万元，2020年）", "未报告：d镇 2020"} <= texts
    assert any(text.startswith("9,000（1–10月）") and "时期不同" in text for text in texts)


def test_a_barred_figure_far_off_the_scale_is_an_arrow_and_presses_no_other_together():
    rows = [{"doc_id": "a", "value": 1e7}, {"doc_id": "b", "value": 3e7}]
    rows.append({"doc_id": "c", "value": 9e9, "period": "2020-01/2020-10"})
    figure = dots(*rows)
    points = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 1 and line.get_ydata()[0] > 6]
    (b, a, c) = (line.get_xdata()[0] for line in points)
    assert b - a > 5  # millimetres; on a scale to 9e9 it would be a tenth of one
    assert c == b and [line.get_marker() for line in points] == ["o", "o", ">"]
    assert "不可比，且超出尺度" in words_of(figure)
    near = dots(*rows[:2], rows[2] | {"value": 5e7})  # of their size: it stands where it belongs
    assert "不可比，且超出尺度" not in words_of(near)


def test_figures_of_several_definitions_on_one_scale_each_say_their_own():
    rows = [{"doc_id": "a"}, {"doc_id": "b", "definition": "total_fiscal_revenue"}]
    rows.append({"doc_id": "c", "definition": "fiscal_revenue_unspecified"})
    said = {name: any(name in text for text in words_of(dots(*rows))) for name in ("财政总收入", "口径不明")}
    assert all(said.values())
    assert not any("财政总收入" in text for text in words_of(dots(rows[0], {"doc_id": "b"})))


def test_the_ranking_of_the_chart_is_that_of_the_comparison():
    table = made(30)
    told = ranking(in_force(), table["comparison"], "fiscal_revenue").ranked
    data = charts.indicator_dots(table["comparison"], table["reports"], "fiscal_revenue").data
    drawn = data[data["drawn"].isin(["solid", "caution"])]
    assert drawn["doc_id"].tolist() == told["doc_id"].tolist()[: len(drawn)] and len(drawn) > 3
    assert (told["mark"].map({"hollow": "caution", "solid": "solid"}).tolist())[: len(drawn)] == drawn[
        "drawn"
    ].tolist()


def test_comparable_caution_not_comparable_and_target_differ_in_form_not_only_in_colour():
    rows = [{"doc_id": "a"}, {"doc_id": "b", "bound": "about"}, {"doc_id": "c", "period": "2020-01/2020-10"}]
    rows.append({"doc_id": "a", "value": 2e7, "period": "2021", "status": "target", "bound": "above"})
    figure = dots(*rows)
    assert sorted(figure.data["drawn"]) == ["caution", "open", "solid", "target"]
    assert len(set(lines_of(figure))) == 4
    assert any(text.startswith("1,000  ◇≥2,000") for text in words_of(figure))
    assert any(text.startswith("≈1,000") and "约数" in text for text in words_of(figure))


def test_coverage_gives_each_state_its_mark_and_ground_and_counts_who_states_an_indicator():
    assert set(MARK) == set(GROUND) == set(STATES)
    forms = {
        (style["marker"], style.get("fillstyle"), style.get("markerfacecolor")) for style in MARK.values()
    }
    assert len(forms) == len(STATES)
    rows = [{"doc_id": "a"}, {"doc_id": "b"}, {"doc_id": "c", "period": "2021", "status": "target"}]
    told = reports(*"abcd")
    figure = charts.coverage_map(comparison(in_force(), quantities(*rows), told), told)
    states = figure.data.set_index("doc_id")["state"].to_dict()
    assert states == {"a": "comparable", "b": "comparable", "c": "target", "d": "none"}
    assert "2/4" in words_of(figure)


def test_coverage_shows_every_cell_of_its_table_for_thirty_reports():
    table = made(30)
    figure = charts.coverage_map(table["comparison"], table["reports"], width="elsevier-double")
    assert len(figure.data) == len(coverage(table["comparison"], table["reports"])) == 30 * len(INDICATORS)


def test_a_slope_joins_a_result_to_the_target_of_the_next_year_by_the_same_definition_only():
    plan = {"period": "2021", "status": "target", "value": 1.2e7, "bound": "above"}
    rows = [{"doc_id": "a"}, {"doc_id": "a"} | plan, {"doc_id": "b"}]
    rows += [{"doc_id": "b"} | plan | {"definition": "total_fiscal_revenue"}]
    rows += [{"doc_id": "c", "period": "2020-01/2020-10"}, {"doc_id": "c"} | plan]
    found, told = quantities(*rows), reports(*"abc")
    targets = found[found["status"] == "target"].assign(modifier="at_least", wording="")
    table = review_and_plan(in_force(), comparison(in_force(), found, told), targets).set_index("doc_id")
    assert table["whole"].to_dict() == {"a": True, "c": False}
    assert (table["target"] / table["value"]).round(6).tolist() == [1.2, 1.2]
    texts = words_of(charts.review_to_plan(comparison(in_force(), found, told), targets, told))
    assert {"1,000", "1,000（1–10月）", "≥1,200  a镇 2020", "≥1,200  c镇 2020"} <= texts


def test_a_slope_joins_nothing_that_has_several_meanings_and_is_broken_where_the_year_was_not_over():
    projects = {"canonical": "key_projects", "definition": "key_projects", "unit": "个", "value": 23.0}
    plan = {"period": "2021", "status": "target"}
    rows = [
        {"doc_id": "a"} | projects,
        {"doc_id": "a"} | projects | plan,
        {"doc_id": "a"},
        {"doc_id": "a"} | plan,
    ]
    found, told = quantities(*rows), reports("a")
    targets = found[found["status"] == "target"].assign(modifier="point", wording="")

    def joined(delivered: str) -> dict:
        table = comparison(in_force(), found, told.assign(delivered_on=delivered))
        return review_and_plan(in_force(), table, targets).set_index("canonical")["whole"].to_dict()

    assert joined("2021-01-20") == {"fiscal_revenue": True}
    assert joined("2020-12-09") == {"fiscal_revenue": False}


def test_targets_are_held_against_the_result_of_their_year_and_the_part_reached_is_printed():
    table = held_against(in_force(), town()["town"], town()["town_targets"], "town")
    own = table[(table["canonical"] == "tax_revenue") & (table["year"] == 2018)].iloc[0]
    assert (own["target"], own["result"], own["comparable"]) == (2e6, 3.1e6, True)
    assert own["percent"] == pytest.approx(155) and (own["doc_id"], own["result_doc_id"]) == (
        "t2017",
        "t2018",
    )
    figure = charts.targets_and_results(town()["town"], town()["town_targets"], town()["town_reports"])
    assert any(text == "310 / 200万元" for text in words_of(figure)) and "155.0%" in words_of(figure)


def test_an_implied_target_is_held_against_the_part_of_a_year_as_not_comparable():
    told = reports("a")
    done = comparison(in_force(), quantities({"period": "2020-01/2020-10"}), told)
    both = pd.concat(
        [done, done.assign(status="implied", aim="aimed", value=2e7, period="2020", span="year")]
    )
    table = held_against(in_force(), both, quantities().assign(modifier="", wording=""))
    assert table[["source", "comparable", "percent"]].to_numpy().tolist() == [["implied", False, 50.0]]
    texts = words_of(charts.targets_and_results(both, quantities().assign(modifier="", wording=""), told))
    assert {"1,000 / 2,000万元", "50.0%，1–10月，目标系推算"} <= texts


def test_lines_over_years_join_neighbouring_comparable_years_only():
    rows = [{"doc_id": f"t{year}", "period": str(year)} for year in (2016, 2017, 2019)]
    rows.append({"doc_id": "t2020", "period": "2020-01/2020-10"})
    told = pd.concat([reports(f"t{year}", year=year) for year in (2016, 2017, 2019, 2020)]).assign(
        place_id="town"
    )
    figure = charts.year_panels(comparison(in_force(), quantities(*rows), told), told, "town")
    joined = [
        line
        for line in figure.axes[0].lines
        if line.get_color() == drawing.BLUE and len(line.get_xdata()) > 1
    ]
    assert [len(line.get_xdata()) for line in joined] == [2]
    assert figure.data["year"].tolist() == [2016, 2017, 2019, 2020]


def test_words_new_and_gone_are_the_commonest_of_each_side_and_leave_formulae_out():
    told = pd.concat([reports(f"t{year}", year=year) for year in (2019, 2020)]).assign(place_id="town")
    rows = [("t2019", "老词", 4, False), ("t2019", "共有", 9, False), ("t2020", "共有", 9, False)]
    rows += [("t2020", "新甲", 3, False), ("t2020", "新乙", 7, False), ("t2020", "套话", 8, True)]
    words = pd.DataFrame(rows, columns=["doc_id", "word", "count", "formula"]).assign(
        stop=False, per_1000=1.0
    )
    data = charts.new_and_gone_words(words_new_and_gone(words, told, "town"), told).data
    assert list(zip(data["change"], data["word"])) == [("new", "新乙"), ("new", "新甲"), ("gone", "老词")]


def test_the_heat_map_prints_each_cosine_twice_and_leaves_out_what_it_cannot_print():
    table = made(5)
    texts = [
        text.get_text() for text, _ in labels_of(charts.similarity_map(table["similarity"], table["reports"]))
    ]
    for column in ("cosine", "cosine_without_formulae"):
        for value in table["similarity"][column]:
            assert texts.count(f"{value:.2f}".removeprefix("0")) >= 2
    many = made(30)
    figure = charts.similarity_map(many["similarity"], many["reports"])
    assert not any(text.startswith(".") for text in words_of(figure))
    assert any("见数据文件" in text and "30 篇" in text for text in words_of(figure))
    assert len(figure.data) == 30 * 29 // 2


def test_the_grounds_of_the_heat_map_grow_darker_with_the_cosine():
    lightness = [
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), RAMP(x)[:3])) for x in np.linspace(0, 1, 21)
    ]
    assert all(lower < upper for upper, lower in pairwise(lightness))


def test_passages_are_drawn_from_either_side_and_both_spans_are_kept():
    table = made(5)
    one = charts.passage_alignment(table["passages"], table["sections"], table["two"], table["a"], table["b"])
    assert (
        one.data[["start_a", "end_a"]].to_numpy().tolist()
        == table["passages"][["start_a", "end_a"]].to_numpy().tolist()
    )
    other = charts.passage_alignment(
        table["passages"], table["sections"], table["two"], table["b"], table["a"]
    )
    assert sorted(other.data["start_b"]) == sorted(table["passages"]["start_a"])
    assert set(other.data["doc_id_a"]) == {table["b"]}
    assert "“坚持以习近平新时代中国特…”24" in words_of(one)
    with pytest.raises(ValueError, match="nobody has no sections"):
        charts.passage_alignment(table["passages"], table["sections"], table["two"], "nobody", table["b"])


def test_pairs_in_the_scatter_are_named_and_of_many_only_the_extremes():
    few = words_of(charts.words_against_themes(made(5)["words_and_themes"], made(5)["reports"]))
    assert sum("–" in text and "Spearman" not in text for text in few) >= 10
    many = charts.words_against_themes(made(30)["words_and_themes"], made(30)["reports"])
    assert len(many.data) == 435
    assert any("8 对，共 435 对" in text for text in words_of(many))


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_to_show_gives_a_figure_that_says_so(name):
    table = {
        key: value.iloc[:0] if isinstance(value, pd.DataFrame) else value for key, value in made(5).items()
    }
    kept = {"reports", "town_reports", "two", "sections", "town"} | (
        {"comparison"} if "dots" in name else set()
    )
    table |= {key: made(5)[key] for key in kept}
    if name == "years":
        table["town"] = table["town"][table["town"]["kind"] == "level"].assign(aim="aimed")
    if name == "similarity":
        table["reports"] = table["reports"].head(1)
    assert words_of(DRAWN[name](table))


@given(st.floats(-1e9, 1e9, allow_subnormal=False))
def test_a_printed_number_reads_back_to_within_one_part_in_ten_thousand(value):
    text = marks.number(value)
    assert float(text.replace(",", "").replace("−", "-")) == pytest.approx(value, rel=1e-4, abs=1e-9)


def test_amounts_are_printed_in_the_unit_that_most_of_them_reach():
    assert marks.scale([8.4e6, 1.78e8], "元", "zh") == (1e4, "万元")
    assert marks.scale([1.2e8, 1.78e8], "元", "zh") == (1e8, "亿元")
    assert marks.scale([8.4e6, 1.78e8], "元", "en") == (1e6, "million yuan")
    assert marks.scale([12.0], "户", "en") == (1.0, "households")
    assert marks.scale([8.4e6], "元/月", "en") == (1e6, "million yuan a month")
    assert marks.scale([8.4e6], "元/月", "zh") == (1e4, "万元/月")
    assert marks.amount(5.4e6, "above", marks.Scale(1e4, "万元"), with_unit=True) == "≥540万元"
    assert marks.scale([300.0, 8.4e6, 1.78e8], "元", "zh") == (1e4, "万元")
    assert marks.amount(2.0, "exact", marks.Scale(1, "%"), 3.0) == "2–3"


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 80), st.floats(0, 60)), min_size=1, max_size=7))
def test_labels_beside_dots_lie_apart_and_inside_the_page(points):
    dots = np.array(points)
    sizes = np.tile([18.0, 4.0], (len(dots), 1))
    placed = callouts.beside(dots, dots, sizes, 80, 60)
    known = placed[~np.isnan(placed[:, 0])]
    assert len(known) == len(dots)  # there is room for seven on such a page
    assert (known >= sizes[: len(known)] / 2 - 1e-9).all() and (
        known <= [80, 60] - sizes[: len(known)] / 2 + 1e-9
    ).all()
    for one, other in combinations(known, 2):
        assert (np.abs(one - other) >= [18 - 1e-9, 4 - 1e-9]).any()


def test_a_label_stands_nearest_to_its_own_dot():
    dots = np.array(
        [[41, 34], [49, 20], [52, 35], [54, 6], [27, 23], [18, 16]], float
    )  # two close to the lower edge
    sizes = np.tile([16.0, 4.0], (len(dots), 1))
    places = callouts.beside(dots, dots, sizes, 60.0, 40.0)
    away = np.hypot(*np.maximum(0, np.abs(places[:, None] - dots) - sizes[:, None] / 2).T).T
    assert list(away.argmin(axis=1)) == [0, 1, 2, 3, 4, 5]
