"""Every chart says what its table says, for one report and for thirty, and fits its page."""

import io
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from PIL import Image

from lib import charts, drawing
from lib.charts import cloud
from lib.drawing import lettering, panels
from lib.rules import in_force
from lib.words import keywords
from tests.charts.looks import faults, lightness
from tests.words.made import word_table

REPORTS = pd.DataFrame(
    {
        "doc_id": ["a-2020", "b-2021", "c-2022"],
        "label_zh": ["甲镇2020", "乙乡2021", "双江拉祜族佤族布朗族傣族自治县沙河乡2022"],
        "label_en": ["Jia 2020", "Yi 2021", "Shahe Township of a County with a Long Name 2022"],
    }
)
# Report a: 100 characters of text, of which the part "review" holds a problems section; report c has no sections.
SECTIONS = pd.DataFrame(
    [
        ("a-2020", 20, 30, 1, "preamble"),
        ("a-2020", 30, 80, 1, "review"),
        ("a-2020", 40, 60, 2, "review"),
        ("a-2020", 60, 80, 2, "problems"),
        ("a-2020", 80, 120, 1, "plan"),
        ("b-2021", 0, 50, 1, "review"),
        ("b-2021", 50, 200, 1, "plan"),
    ],
    columns=["doc_id", "start", "end", "level", "role"],
)
PARTS = pd.DataFrame(
    [
        ("a-2020", "preamble", 10),
        ("a-2020", "review", 30),
        ("a-2020", "problems", 20),
        ("a-2020", "plan", 40),
        ("b-2021", "review", 50),
        ("b-2021", "plan", 150),
    ],
    columns=["doc_id", "role", "characters"],
)
QUANTITIES = pd.DataFrame(
    [
        ("a-2020", 5, "元", "level", "front"),  # in the title: before all sections
        ("a-2020", 45, "元", "level", "review"),
        ("a-2020", 95, "亩", "level", "plan"),
        ("b-2021", 100, "", "growth", "plan"),
    ],
    columns=["doc_id", "start", "unit", "kind", "role"],
)
CLEANING = pd.DataFrame(
    [
        ("a-2020", 0, 10, "page_chrome", ""),
        ("a-2020", 12, 13, "width", "5"),
        ("b-2021", 3, 5, "page_chrome", np.nan),
    ],
    columns=["doc_id", "start", "end", "rule", "replacement"],
)
WORDS = pd.DataFrame(
    [
        ("a-2020", "发展", 9, 30.0),
        ("a-2020", "养殖", 5, 17.0),
        ("a-2020", "道路", 5, 17.0),
        ("b-2021", "电商", 3, 12.5),
    ],
    columns=["doc_id", "word", "kept", "kept_per_1000"],
)
PROFILE = pd.DataFrame(
    {
        "doc_id": ["a-2020", "b-2021"],
        "characters": [5509, 0],
        "problems_share": [20.0, np.nan],
        "empty": [np.nan] * 2,
    }
)


def tables(count: int) -> dict[str, pd.DataFrame]:
    """The tables above for `count` reports, made of copies of the three."""
    names = [(f"{doc_id}-{i}", doc_id) for i in range(count) for doc_id in [REPORTS["doc_id"][i % 3]]]

    def copied(table):
        copies = [table[table["doc_id"] == doc_id].assign(doc_id=name) for name, doc_id in names]
        return pd.concat(copies, ignore_index=True)

    return {
        name: copied(table)
        for name, table in {
            "reports": REPORTS,
            "sections": SECTIONS,
            "parts": PARTS,
            "quantities": QUANTITIES,
            "cleaning": CLEANING,
            "words": WORDS,
            "profile": PROFILE,
        }.items()
    }


CHARTS = {
    "composition": lambda t, **to: charts.composition(t["parts"], t["reports"], **to),
    "report_map": lambda t, **to: charts.report_map(t["sections"], t["reports"], **to),
    "numbers_along_text": lambda t, **to: charts.numbers_along_text(
        t["quantities"], t["sections"], t["reports"], **to
    ),
    "removed": lambda t, **to: charts.removed(t["cleaning"], t["reports"], **to),
    "dot_plot": lambda t, **to: charts.dot_plot(t["profile"], "problems_share", t["reports"], **to),
    "profile": lambda t, **to: charts.profile(t["profile"], t["reports"], **to),
    "quantities_by_unit": lambda t, **to: charts.quantities_by_unit(t["quantities"], **to),
    "ranked_words": lambda t, **to: charts.ranked_words(t["words"], t["reports"], **to),
    "words_with_cloud": lambda t, **to: charts.words_with_cloud(t["words"], t["reports"], **to),
}


def printed(figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def words_of(figure) -> set[str]:
    return {text.get_text() for text in printed(figure)}


@pytest.mark.parametrize("count", [1, 5, 30])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_fits_its_page_in_readable_text(name, count):
    language, width = ("zh", "zh-single") if count != 5 else ("en", "elsevier-double")
    figure = CHARTS[name](tables(count), language=language, width=width)
    assert all(text.get_fontsize() >= 6.5 for text in printed(figure))
    png, _ = drawing.screen_png(figure)  # raises for a missing glyph and for a layout that collapsed
    ink = np.asarray(Image.open(io.BytesIO(png)).convert("L")) < 250
    cut = ink[:2].any() or ink[-2:].any() or ink[:, :2].any() or ink[:, -2:].any()
    assert not cut, "cut off at the edge"
    for axes in filter(lambda axes: axes.axison, figure.axes):
        names = [text.get_window_extent() for text in axes.get_yticklabels() if text.get_text()]
        for upper, lower in pairwise(names):
            assert upper.y0 - lower.y1 > -0.15 * lower.height, "names of rows run into each other"
    assert figure.get_figheight() * 25.4 <= drawing.max_height_mm(width) + 0.1
    assert not faults(figure)


@pytest.mark.parametrize("name", CHARTS)
def test_empty_tables_give_a_chart_that_says_so(name):
    empty = {key: table.iloc[:0] for key, table in tables(1).items()} | {"reports": REPORTS}
    drawing.screen_png(CHARTS[name](empty))


@pytest.mark.parametrize("name", ["composition", "removed", "profile", "ranked_words"])
def test_more_reports_than_a_page_holds_are_cut_and_the_chart_says_so(name):
    figure = CHARTS[name](tables(100), width="zh-single")
    notes = [text for text in words_of(figure) if "共 100 篇" in text]
    assert len(notes) == 1
    assert figure.get_figheight() * 25.4 <= drawing.max_height_mm("zh-single") + 0.1


def test_composition_prints_the_shares_and_names_a_report_without_sections():
    figure = charts.composition(PARTS, REPORTS)
    assert {"10", "30", "20", "40", "25", "75", "无", "甲镇2020"} <= words_of(figure)
    shares = figure.data.groupby("doc_id")["share"].sum()
    assert shares.to_dict() == pytest.approx({"a-2020": 1, "b-2021": 1})
    assert set(figure.data["label_zh"]) == {"甲镇2020", "乙乡2021"}


def test_report_map_places_headings_between_the_first_and_the_last_section():
    data = charts.report_map(SECTIONS, REPORTS).data
    assert data.loc[data["doc_id"] == "a-2020", "from_percent"].tolist() == [0, 10, 20, 40, 60]


def test_numbers_along_text_leave_out_the_title_and_count_the_rest():
    figure = charts.numbers_along_text(QUANTITIES, SECTIONS, REPORTS)
    assert figure.data["from_percent"].tolist() == [25, 75, 50]
    assert {"n = 2", "n = 1", "无"} <= words_of(figure)


def test_removed_counts_characters_less_those_put_in_their_place():
    data = charts.removed(CLEANING, REPORTS).data.set_index(["doc_id", "rule"])
    assert data["characters"].to_dict() == {
        ("a-2020", "page_chrome"): 10,
        ("a-2020", "width"): 0,
        ("b-2021", "page_chrome"): 2,
    }


def test_rules_without_room_as_columns_are_summed_and_nothing_is_lost():
    reports = tables(30)["reports"]
    rules = [f"rule{i}" for i in range(20)]
    rows = [(doc_id, 0, i + 1, rule, "") for doc_id in reports["doc_id"] for i, rule in enumerate(rules)]
    figure = charts.removed(pd.DataFrame(rows, columns=CLEANING.columns), reports)
    shown = np.array([int(text.get_text()) for text in figure.axes[0].texts]).reshape(30, -1)
    assert shown.shape[1] < 20 and (shown.sum(axis=1) == sum(range(1, 21))).all()
    assert "其他规则" in words_of(figure)


def test_dots_rank_by_value_and_a_missing_value_is_last_and_named():
    table = pd.DataFrame({"doc_id": ["a-2020", "b-2021", "c-2022"], "x": [1.0, np.nan, 1200.5]})
    figure = charts.dot_plot(table, "x", REPORTS)
    names = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
    assert [name[:2] for name in names] == ["双江", "甲镇", "乙乡"]
    assert [text.get_text() for text in figure.axes[0].texts] == ["1,200.5", "1.0", "缺"]


def test_dots_in_groups_have_one_panel_each_in_the_same_order():
    table = PROFILE.fillna(0).melt("doc_id", ["characters", "problems_share"], var_name="measure")
    figure = charts.dot_plot(table, "value", REPORTS, group="measure", language="en")
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["Characters", "Problems share (%)"]
    assert [text.get_text() for text in figure.axes[1].texts] == ["20.0", "0.0", "n/a"]


def test_profile_prints_every_value_and_names_the_missing():
    figure = charts.profile(PROFILE, REPORTS, ["characters", "problems_share"])
    values = [[text.get_text() for text in axes.texts] for axes in figure.axes]
    assert values == [["5,509", "0", "缺"], ["20", "缺", "缺"]]


def test_rare_units_are_summed_and_a_quantity_without_unit_is_shown():
    figure = charts.quantities_by_unit(QUANTITIES, n=2)
    counts = figure.data.groupby("unit")["count"].sum().to_dict()
    assert counts == {"元": 2, "": 1, "others": 1}
    assert {"元", "（无单位）", "其他单位"} <= words_of(figure)
    assert charts.quantities_by_unit(QUANTITIES, by="kind").data["count"].sum() == len(QUANTITIES)


def test_ranked_words_keep_the_order_given_and_print_counts_on_one_scale():
    figure = charts.ranked_words(WORDS, REPORTS, n=4)
    first, second, third = figure.axes
    assert [tick.get_text() for tick in first.get_yticklabels()] == ["发展", "养殖", "道路"]
    assert [text.get_text() for axes in figure.axes for text in axes.texts] == ["9", "5", "5", "3", "无"]
    assert first.get_xlim() == second.get_xlim() == third.get_xlim()
    assert figure.data["rank"].tolist() == [1, 2, 3, 1]


def test_cloud_and_ranks_beside_it_show_the_same_words():
    figure = charts.words_with_cloud(WORDS, REPORTS.head(1), n=3)
    picture, ranks = figure.axes
    assert len(picture.patches) == len(ranks.get_yticklabels()) == 3


def test_words_of_the_frame_s_own_ranking_can_be_drawn():
    table = word_table(in_force(), {"a-2020": "发展养殖，发展道路，发展电商。"})
    figure = charts.ranked_words(keywords.top_words(table, drop_formula=False), REPORTS.head(1))
    assert figure.data["word"].tolist()[0] == "发展" and figure.data["kept"].tolist()[0] == 3


def test_cloud_words_do_not_touch_and_are_as_high_as_frequent():
    weights = {
        word: 30 / (i + 1) ** 0.4
        for i, word in enumerate(
            ["发展", "建设", "乡村振兴", "GDP", "道路", "养殖", "电商", "一户一策", "平安"]
        )
    }
    axes = drawing.sheet("elsevier-single", 50).add_subplot()
    drawn = cloud.draw(axes, weights, 86, 46, 30)
    boxes = [patch.get_path().get_extents() for patch in axes.patches]
    assert len(boxes) == len(drawn) >= 8
    for i, one in enumerate(boxes):
        assert 0 <= one.x0 and one.x1 <= axes.get_xlim()[1] and 0 <= one.y0 and one.y1 <= axes.get_ylim()[0]
        for other in boxes[:i]:
            apart = one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0
            assert apart, (drawn[i], one, other)
    wide = {word: box.width for word, box in zip(drawn, boxes)}
    # both words have two characters: their lengths are as their frequencies, but for a pixel of rounding
    assert wide["建设"] / wide["发展"] == pytest.approx(weights["建设"] / weights["发展"], abs=0.06)


def test_names_break_between_words_and_lose_their_middle():
    assert lettering.wrapped("Jia 2020", 18, 2) == "Jia 2020"
    assert lettering.wrapped("Xintai Town 2019", 8, 3) == "Xintai\nTown\n2019"
    long = lettering.wrapped("双江拉祜族佤族布朗族傣族自治县沙河乡2022", 18, 1)
    assert long.startswith("双江") and long.endswith("沙河乡2022") and "…" in long


def test_a_report_without_label_is_called_by_its_doc_id():
    reports = REPORTS.assign(label_zh=["", None, "丙镇"])
    assert lettering.names(reports, "zh") == ["a-2020", "b-2021", "丙镇"]
    assert lettering.names(REPORTS[["doc_id"]], "en") == ["a-2020", "b-2021", "c-2022"]


def test_neighbouring_roles_differ_in_hatch_or_clearly_in_grey():
    for one, other in pairwise(panels.ROLES):
        (face, hatch, _), (next_face, next_hatch, _) = panels.ROLE_STYLE[one], panels.ROLE_STYLE[other]
        assert hatch != next_hatch or abs(lightness(face) - lightness(next_face)) >= 18, (one, other)


@pytest.mark.parametrize("name", ["numbers_along_text", "profile", "words_with_cloud"])
def test_a_figure_is_the_same_however_often_it_was_drawn(name):
    figure = CHARTS[name](tables(2))
    first = drawing.screen_png(figure)
    figure.draw_without_rendering()
    assert drawing.screen_png(figure) == first
