"""Charts of keywords and themes: every label is readable, none runs into another or off the page, and numbers are true."""

import warnings
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

from lib import charts, drawing, themes
from lib.charts import cloud
from lib.drawing import lettering, placement, style
from lib.rules import glosses, in_force
from lib.words import keyness, networks

LONG_ZH = "双江拉祜族佤族布朗族傣族自治县沙河乡"
WORDS = [
    "乡村振兴",
    "一般公共预算收入",
    "党的二十大",
    "双招双引",
    "人居环境",
    "两不愁三保障",
    "增长",
    "GDP",
    "养殖场",
]
WORDS += [
    "规模以上工业增加值",
    "安全生产",
    "疫情防控",
    "平安",
    "电商",
    "高标准农田",
    "志愿服务",
    "环卫",
    "民生实事",
]
TERMS = {
    "party": ["党建", "党员"],
    "rural": ["乡村振兴", "人居环境"],
    "industry": ["固定资产投资", "招商引资"],
}
TERMS |= {
    theme: [f"词{n}甲", f"词{n}"] for n, theme in enumerate(themes.themes(in_force())) if theme not in TERMS
}


def made(count: int) -> dict[str, pd.DataFrame]:
    """Tables of `count` reports, drawn with a fixed seed; every third report has a long name and no plan."""
    rng = np.random.default_rng(7)
    ids = [f"r{number:02}-2021" for number in range(count)]
    zh = [f"{LONG_ZH}{number}" if number % 3 == 2 else f"甲{number}镇 2021" for number in range(count)]
    en = [
        f"Shuangjiang (town unnamed) 20{number:02}" if number % 3 == 2 else f"Jia{number} 2021"
        for number in range(count)
    ]
    roles = {doc_id: ["review", "problems"] + ["plan"] * (i % 3 != 2) for i, doc_id in enumerate(ids)}
    parts = [
        (doc_id, 400 * n, 400 * (n + 1), 1, role) for doc_id in ids for n, role in enumerate(roles[doc_id])
    ]
    counts = [
        (doc_id, word, int(rng.integers(1, 30)), 2000, False, False) for doc_id in ids for word in WORDS
    ]
    words = pd.DataFrame(counts, columns=["doc_id", "word", "count", "han_words", "stop", "formula"])
    words = words.assign(in_formula=0, variant_of="")
    hits = [
        (doc_id, 400 * n + int(rng.integers(0, 399)), term, theme, role)
        for doc_id in ids
        for n, role in enumerate(roles[doc_id])
        for theme, terms in TERMS.items()
        for term in terms
        for _ in range(int(rng.integers(0, 5)))
    ]
    hits = pd.DataFrame(hits, columns=["doc_id", "start", "term", "theme", "role"])
    return {
        "reports": pd.DataFrame({"doc_id": ids, "label_zh": zh, "label_en": en}),
        "sections": pd.DataFrame(parts, columns=["doc_id", "start", "end", "level", "role"]),
        "words": words,
        "keyness": keyness.keyness(in_force(), words),
        "hits": hits.assign(end=hits["start"] + 2),
        "themes": attention(hits, roles),
    }


def attention(hits: pd.DataFrame, roles: dict[str, list[str]]) -> pd.DataFrame:
    rows = []
    for doc_id, own in roles.items():
        for role in ["all", *own]:
            here = hits[(hits["doc_id"] == doc_id) & ((hits["role"] == role) | (role == "all"))]
            characters = 400 * (len(own) if role == "all" else 1)
            for theme in TERMS:
                n = int((here["theme"] == theme).sum())
                rows.append((doc_id, role, theme, n, 1000 * n / characters, characters))
    columns = ["doc_id", "role", "theme", "hits", "per_1000_characters", "characters"]
    return pd.DataFrame(rows, columns=columns)


def web(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A network of `count` words, each joined to the next three."""
    words = [f"{WORDS[n % len(WORDS)]}{n // len(WORDS) or ''}" for n in range(count)]
    pairs = [(n, (n + k) % count) for n in range(count) for k in (1, 2, 3) if count > 3]
    edges = pd.DataFrame([(words[a], words[b]) for a, b in pairs], columns=["source", "target"])
    edges = edges.assign(together=[3 + (7 * n) % 40 for n in range(len(edges))])
    edges = edges.assign(log_dice=edges["together"] / 4, count_source=50, count_target=50)
    nodes = pd.DataFrame({"word": words, "sentences": [90 - n for n in range(count)], "documents": 3})
    return networks.with_layout(nodes, edges), edges


DRAWN = {
    "keyness": lambda t, **to: charts.keyness(t["keyness"], t["reports"], **to),
    "dispersion": lambda t, **to: charts.dispersion(t["hits"], t["sections"], t["reports"], **to),
    "dispersion_of_themes": lambda t, **to: charts.dispersion(
        t["hits"],
        t["sections"],
        t["reports"],
        by="theme",
        **to,
    ),
    "theme_heat_map": lambda t, **to: charts.theme_heat_map(t["themes"], t["reports"], **to),
    "heat_map_of_plans": lambda t, **to: charts.theme_heat_map(t["themes"], t["reports"], role="plan", **to),
    "review_and_plan": lambda t, **to: charts.review_and_plan(t["themes"], t["reports"], **to),
    "theme_robustness": lambda t, **to: charts.theme_robustness(t["hits"], t["themes"], t["reports"], **to),
    "network": lambda t, **to: charts.network(*web({1: 10, 5: 40, 30: 70}[len(t["reports"])]), **to),
    "ranked_words": lambda t, **to: charts.ranked_words(
        t["words"].assign(kept=t["words"]["count"], kept_per_1000=t["words"]["count"] / 2), t["reports"], **to
    ),
}
MADE = {count: made(count) for count in (1, 5, 30)}


SIZES = [(1, "zh", "elsevier-single"), (5, "en", "elsevier-single"), (30, "zh", "elsevier-single")]


def labels_of(figure) -> list[Text]:
    """Every text that is drawn, after the layout has settled; a missing glyph or no room for the layout is an error."""
    found, draw = [], Text.draw

    def noting(text, renderer, *args, **named):
        if text.get_visible() and text.get_text().strip():
            found.append(text)
        return draw(text, renderer, *args, **named)

    with mpl.rc_context(style.STYLE), warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.draw_without_rendering()
        Text.draw = noting
        try:
            figure.draw_without_rendering()
        finally:
            Text.draw = draw
    return found


@pytest.mark.parametrize("count, language, width", SIZES)
@pytest.mark.parametrize("name", DRAWN)
def test_no_label_is_cut_or_runs_into_another_and_all_are_of_8_points(name, count, language, width):
    figure = DRAWN[name](MADE[count], language=language, width=width)
    found = labels_of(figure)
    small = {text.get_text() for text in found if text.get_fontsize() < 8}
    assert found and not small
    point = figure.dpi / 72
    boxes = np.array([text.get_window_extent().extents for text in found]) / point
    wide, high = np.array(figure.bbox.size) / point
    cut = (boxes[:, :2].min(axis=1) < -0.5) | (boxes[:, 2] > wide + 0.5) | (boxes[:, 3] > high + 0.5)
    assert not [text.get_text() for text, out in zip(found, cut) if out]
    lower = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    shared = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:]) - lower
    # a box is higher than its letters, by 1.6 points or more
    runs = np.triu((shared[..., 0] > 1) & (shared[..., 1] > 1.6), 1)
    assert not [(found[a].get_text(), found[b].get_text()) for a, b in np.argwhere(runs)]
    assert figure.get_figheight() * 25.4 <= drawing.max_height_mm(width) + 0.1


def test_ranks_in_english_leave_room_for_their_scale():
    reports, rows = MADE[30]["reports"], zip(["建设", "发展", "推进"], [152, 114, 96], [23.4, 17.1, 14.4])
    top = pd.DataFrame(rows, columns=["word", "kept", "kept_per_1000"]).merge(
        reports[["doc_id"]], how="cross"
    )
    figure = charts.ranked_words(top, reports, language="en")
    labels_of(figure)  # settles the layout
    scale = [text.get_window_extent() for text in figure.axes[0].get_xticklabels()]
    gaps = [two.x0 - one.x1 for one, two in pairwise(scale)]
    assert len(scale) > 2 and min(gaps) > 5 / 72 * figure.dpi  # points between one number and the next


def test_keyness_shows_both_sides_and_hollow_dots_for_what_misses_the_conditions():
    rows = [("a", f"词{n}", 10 - n, n, 9.0 * (5 - n), 5.0 - n, n < 3) for n in range(11)]
    columns = ["doc_id", "word", "count", "other_count", "g2", "log_ratio", "conditions_met"]
    table = pd.DataFrame(rows, columns=columns).assign(contrast="report/others")
    table = table.assign(low=table["log_ratio"] - 1, high=table["log_ratio"] + 1)
    reports = pd.DataFrame({"doc_id": ["a"], "label_zh": ["甲镇"], "label_en": ["Jia"]})
    figure = charts.keyness(table, reports, n=3)
    assert figure.data["word"].tolist() == ["词0", "词1", "词2", "词8", "词9", "词10"]
    faces = figure.axes[0].collections[-1].get_facecolors()
    assert [tuple(face) == (1, 1, 1, 1) for face in faces] == [False, False, False, True, True, True]
    printed = [text.get_text() for text in figure.axes[0].texts]
    assert printed == ["10:0", "9:1", "8:2", "2:8", "1:9", "0:10"]


def test_a_heat_map_prints_zero_as_0_and_a_missing_part_as_a_dash():
    table = pd.DataFrame(
        [("a", "plan", "party", 3, 1.26), ("a", "plan", "rural", 0, 0.0), ("b", "review", "party", 1, 2.0)],
        columns=["doc_id", "role", "theme", "hits", "per_1000_characters"],
    )
    figure = charts.theme_heat_map(table, pd.DataFrame({"doc_id": ["a", "b"]}), role="plan")
    assert [text.get_text() for text in figure.axes[0].texts] == ["1.3", "–", "0", "–"]
    assert figure.data["hits"].tolist() == [3, 0]


def test_review_and_plan_names_every_theme_with_both_values_and_a_report_that_lacks_a_part():
    table = pd.DataFrame(
        [("a", "review", "party", 2, 2.0), ("a", "plan", "party", 6, 6.0), ("a", "plan", "rural", 1, 1.0)]
        + [("b", "review", "party", 1, 1.0)],
        columns=["doc_id", "role", "theme", "hits", "per_1000_characters"],
    )
    figure = charts.review_and_plan(table, pd.DataFrame({"doc_id": ["a", "b"]}), language="en")
    assert [[text.get_text() for text in axes.texts] for axes in figure.axes] == [
        ["2.0 → 6.0", "0.0 → 1.0"],
        ["lacks review or plan"],
    ]
    names = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
    assert names == ["Party building", "Rural revitalisation"]
    plan, review = (dots.get_offsets()[:, 0].tolist() for dots in figure.axes[0].collections)
    assert (review, plan) == ([2.0, 0.0], [6.0, 1.0]) and len(figure.data) == 4


def test_ticks_of_the_dispersion_plot_stand_where_the_hits_are():
    sections = pd.DataFrame(
        {"doc_id": "a", "start": [100, 150], "end": [150, 300], "role": ["review", "plan"]}
    )
    hits = pd.DataFrame(
        {"doc_id": "a", "start": [50, 100, 200, 250], "term": ["平安", "平安", "平安", "电商"]}
    )
    figure = charts.dispersion(hits, sections, pd.DataFrame({"doc_id": ["a"]}))
    assert figure.data[["term", "from_percent"]].to_numpy().tolist() == [
        ["平安", 0],
        ["平安", 50],
        ["电商", 75],
    ]
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts == ["n", "2", "1"]


def test_the_network_keeps_the_most_frequent_words_and_says_how_many_there_were():
    nodes, edges = web(40)
    figure = charts.network(nodes, edges)
    drawn = set(figure.data["source"]) | set(figure.data["target"])
    assert 20 <= len(drawn) <= 25 and drawn <= set(nodes["word"].head(25))
    assert f"仅显示最常见的 {len(drawn)} 个词，共 40 个" in figure.get_supxlabel()
    assert "无" in [text.get_text() for text in charts.network(nodes, edges.head(0)).axes[0].texts]


def test_the_weightiest_term_is_taken_out_of_a_rate():
    terms = ["党建", "党建", "党员", "", "党风"]
    hits = pd.DataFrame({"doc_id": "a", "theme": "party", "term": terms, "role": ["review"] * 4 + ["front"]})
    hits = hits[hits["term"] != ""]
    table = pd.DataFrame({"doc_id": "a", "role": "all", "theme": ["party", "rural"], "hits": [3, 0]})
    table = table.assign(characters=1000, per_1000_characters=[3.0, 0.0])
    found = themes.without_weightiest(hits, table)
    assert found[["term", "term_hits", "without"]].to_numpy().tolist() == [["党建", 2, 1.0], ["", 0, 0.0]]


def test_a_term_goes_with_the_longer_terms_that_contain_it():
    """电商 3 and 跨境电商 2 are five hits of one word, more than 网络 with four."""
    terms = ["电商"] * 3 + ["跨境电商"] * 2 + ["网络"] * 4
    hits = pd.DataFrame({"doc_id": "a", "theme": "digital", "term": terms, "role": "review"})
    table = pd.DataFrame(
        {"doc_id": ["a"], "role": "all", "theme": "digital", "hits": [9], "characters": [1000]}
    )
    table = table.assign(per_1000_characters=9.0)
    found = themes.without_weightiest(hits, table)
    assert found[["term", "term_hits", "without"]].to_numpy().tolist() == [["电商", 5, 4.0]]
    told = themes.without_each_term(in_force(), hits, table).set_index("term")["hits"]
    assert told.to_dict() == {"电商": 5, "网络": 4, "跨境电商": 2}


@given(st.lists(st.floats(-5, 105), min_size=1, max_size=12))
def test_spread_places_keep_order_gap_and_bounds(wanted):
    places = placement.spread(wanted, 3, 0, 100)
    order = np.argsort(wanted, kind="stable")
    assert (np.diff(places[order]) >= 3 - 1e-6).all()
    assert places.min() >= -1e-6 and places.max() <= 100 + 1e-6


def test_spread_moves_two_labels_by_the_same_and_others_not_at_all():
    assert placement.spread([10, 11, 50], 3, 0, 100) == pytest.approx([9, 12, 50])
    assert placement.spread([0, 0, 0, 0], 5, 0, 9) == pytest.approx([0, 3, 6, 9])  # no room: shared evenly


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 60)), min_size=2, max_size=12))
def test_boxes_pushed_apart_stay_on_the_page_and_part(centres):
    sizes = np.array([[9.0, 5.0]] * len(centres))
    found = placement.settled(placement.pushed_apart(centres, sizes, 60, 60), sizes, 60, 60)
    assert not placement.overlapping(found, sizes)
    assert (found >= sizes / 2 - 1e-6).all() and (found <= 60 - sizes / 2 + 1e-6).all()


def test_labels_are_as_wide_as_matplotlib_draws_them():
    figure = drawing.sheet("elsevier-single", 40)
    for word in ["乡村振兴", "rural revitalisation", "GDP 5.2%"]:
        drawn = figure.text(0, 0, word, fontsize=8).get_window_extent().width / figure.dpi * 25.4
        assert placement.label_size(word, 8)[0] == pytest.approx(drawn, abs=0.4)


def test_a_gloss_comes_from_the_tables_and_only_english_prints_it():
    assert glosses.gloss("一般公共预算收入") == "general public budget revenue"
    assert glosses.gloss("党支部") == "Party branch"
    assert glosses.gloss("孙岗") == ""
    assert lettering.word_labels(["发展", "孙岗"], "en", 20) == ["发展\ndevelopment", "孙岗"]
    assert lettering.word_labels(["发展"], "zh", 20) == ["发展"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_of_a_cloud_beside_its_ranks_are_not_drawn_smaller_than_laid_out(language):
    top = MADE[5]["words"].assign(kept=MADE[5]["words"]["count"], kept_per_1000=MADE[5]["words"]["count"] / 2)
    figure = charts.words_with_cloud(top, MADE[5]["reports"], language=language)
    labels_of(figure)
    picture = figure.axes[0]
    pixels = picture.transData.transform([[0, 0], [cloud.PIXELS, 0]])[:, 0]
    assert (pixels[1] - pixels[0]) / figure.dpi * 25.4 >= 0.97  # a millimetre of the layout in print
    assert cloud.TEXTEST >= 8 * 0.3528
