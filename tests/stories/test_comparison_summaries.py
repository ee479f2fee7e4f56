"""What the notebook on comparison shows: the matrix, pairs, rankings, shared wording, sizes, and marks walked back."""

import csv
import re
from collections import Counter

import pandas as pd
import pytest

from lib import charts, corpus, paths, tables
from lib.comparison import comparison, in_units, leading, rejudged
from lib.drawing import settings
from lib.exports import exhibits
from lib.likeness import similarity
from lib.rules import dictionaries, in_force
from lib.stories import (
    comparison_findings,
    comparison_matrix,
    comparison_summaries,
    comparison_wording,
    extent,
    traces,
)

CASES = dictionaries.read_table(paths.SHIPPED_DATA / "cases" / "comparison.csv")
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture(scope="module")
def five(shipped) -> dict[str, pd.DataFrame]:
    return shipped


@pytest.fixture(scope="module")
def empty() -> dict[str, pd.DataFrame]:
    """The tables of one report that says nothing that could be compared."""
    return tables.corpus_tables([corpus.Report("a", "a.txt", "0" * 64, "各位代表：\n我们努力工作。")])


@pytest.fixture(scope="module")
def towns(five) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The comparison and reports of three made-up towns: a and b state public budget revenue of 2020, c of 2021."""
    model = five["quantities"][
        (five["quantities"]["doc_id"] == "litai-2020")
        & (five["quantities"]["definition"] == "general_public_budget_revenue")
        & (five["quantities"]["period"] == "2020")
        & (five["quantities"]["kind"] == "level")
    ].head(1)
    report = five["reports"][five["reports"]["doc_id"] == "litai-2020"]
    told = (("a", 2020, 1e7), ("b", 2020, 3e7), ("c", 2021, 9e7))
    quantities = [model.assign(doc_id=name, value=value, period=str(year)) for name, year, value in told]
    names = [
        report.assign(
            doc_id=name,
            place_id=name,
            review_year=year,
            delivered_on=f"{year + 1}-01-10",
            label_zh=f"{name}<镇>",
            label_en=f"{name}<town>",
        )
        for name, year, _ in told
    ]
    reports = pd.concat(names, ignore_index=True)
    return comparison(in_force(), pd.concat(quantities, ignore_index=True), reports), reports


def divs(html: str) -> list[tuple[str, str, str, str]]:
    """Style, tooltip, mark with figure, and reason of every figure in a matrix."""
    found = re.findall(r'<div style="([^"]*)" title="([^"]*)">(.*?)</div>', html)
    return [(style, title, *(text.split("<br>") + [""])[:2]) for style, title, text in found]


# The matrix


@LANGUAGES
def test_every_figure_of_the_matrix_has_its_mark_and_every_grey_one_its_reason(five, language):
    table, reports = five["comparison"], five["reports"]
    led = leading(table)
    shown = divs(comparison_matrix.matrix(table, reports, language, indicators=led).data)
    cells = table[table["chosen"] & (table["aim"] == "done") & table["kind"].isin(["level", "growth"])]
    cells = cells[cells["year"] == cells["review_year"]]
    wanted = cells.groupby("canonical").filter(lambda own: own["doc_id"].nunique() >= 2)
    marks = wanted["mark"].map({"solid": "●", "hollow": "◐", "grey": "○"})
    assert Counter(text[0] for _, _, text, _ in shown) == Counter(marks)
    for style, title, text, reason in shown:
        assert (text[0] == "○") == ("background" in style)
        assert text[0] == "●" or (title and reason)


def test_figures_name_their_definition_where_the_towns_have_several(five):
    labels = {row["definition"]: row["label_zh"] for row in in_force().table("indicators")}
    html = comparison_matrix.matrix(
        five["comparison"], five["reports"], "zh", ["fiscal_revenue", "tax_revenue"]
    ).data
    fiscal, tax = html.split("<tr>")[2:]
    assert (
        fiscal.count("<small>" + labels["general_public_budget_revenue"]) == 4
    )  # two towns, amount and growth each
    assert fiscal.count("<small>" + labels["fiscal_revenue_unspecified"]) == 3
    assert "<small>" in tax and "；" not in tax


def test_a_made_up_pair_is_comparable_and_the_other_year_grey(towns):
    table, reports = towns
    html = comparison_matrix.matrix(table, reports, "en", kinds=("level",)).data
    a, b, c = divs(html)
    assert (a[2], b[2]) == ("● 10 million yuan", "● 30 million yuan")
    assert c[2] == "○ 90 million yuan"
    assert "no comparable figure" in c[3]
    assert "a&lt;town&gt;" in html and "a<town>" not in html
    assert (
        divs(
            comparison_matrix.matrix(
                in_units(in_force(), table, "亿元"), reports, "zh", kinds=("level",)
            ).data
        )[0][2]
        == "● 0.1亿元"
    )
    mixed = divs(
        comparison_matrix.matrix(
            rejudged(in_force(), table, any_year=True), reports, "en", kinds=("level",)
        ).data
    )
    assert [text[0] for _, _, text, _ in mixed].count("○") == 0


def test_a_matrix_of_many_towns_says_how_many_it_shows(towns):
    table, reports = towns
    html = comparison_matrix.matrix(table, reports, "zh", most=2).data
    assert "c&lt;镇&gt;" not in html
    assert "2" in html.rsplit("<p>", 1)[1] and "3" in html.rsplit("<p>", 1)[1]


# Pairs and rankings


@pytest.mark.parametrize("any_year", [False, True])
def test_pairs_are_counted_as_read_by_hand(five, any_year):
    by_hand: dict[str, Counter] = {}
    for case in CASES:
        if (
            case["kind"] == "level"
            and case["status"] == "actual"
            and case["verdict"] != "missing"
            and not case["known_miss"]
        ):
            verdict = "with_caution" if any_year and case["verdict"] == "caution" else "not_comparable"
            by_hand.setdefault(case["canonical"], Counter())[verdict] += 1
    found = comparison_summaries.pair_counts(five["comparison"], five["reports"], "en", any_year)
    names = {row["key"]: row["en"] for row in in_force().table("labels")}
    checked = 0
    for canonical, counts in by_hand.items():
        row = found[found["indicator"] == names[f"canonical.{canonical}"]]
        if len(row):
            told = row.iloc[0]
            assert (told["comparable"], told["with_caution"], told["not_comparable"]) == (
                0, counts["with_caution"], counts["not_comparable"],
            )  # fmt: skip
            checked += 1
    assert checked >= 3


def test_two_years_of_one_town_are_no_pair_of_towns(towns):
    table, reports = towns
    assert comparison_summaries.pair_counts(table, reports)["pairs"].to_list() == [3]
    one_town = reports.assign(place_id="a")
    assert comparison_summaries.pair_counts(table, one_town)["pairs"].sum() == 0


def test_a_ranking_names_the_order_and_counts_who_is_not_in_it(towns):
    table, reports = towns
    silent = pd.concat([reports, reports.tail(1).assign(doc_id="d", place_id="d")], ignore_index=True)
    said = comparison_findings.rankings(table, silent, language="en").data
    assert r"**b\<town\> > a\<town\>**" in said
    assert "Given for other years only: 1; not given: 1." in said
    mixed = comparison_findings.rankings(table, silent, any_year=True, language="en").data
    assert r"**c\<town\> > b\<town\> > a\<town\>**" in mixed


# Tables for print


@LANGUAGES
def test_every_row_for_print_stands_where_it_says(five, language):
    raw = {report.doc_id: report.raw for report in corpus.read_corpus(paths.SHIPPED_DATA)[0]}
    rows = comparison_summaries.side_by_side(five["comparison"], five["reports"], language)
    digits = [
        re.sub(r"\D", "", raw[row.doc_id][row.start : row.end]) != "" and row.figure != ""
        for row in rows.itertuples()
    ]
    assert len(rows) > 30 and all(digits)
    assert (rows.loc[rows["mark"] != "●", "reason"] != "").all()
    assert rows.duplicated(["doc_id", "start", "definition", "indicator"]).sum() == 0


def test_amounts_per_size_need_a_size_and_keep_their_verdict(towns):
    table, reports = towns
    assert comparison_summaries.per_size(table, reports).empty
    sized = reports.assign(population=[5000.0, float("nan"), 30000.0])
    found = comparison_summaries.per_size(table, sized, "population", "en").set_index("report")
    assert found["value_per"].to_dict() == {"a<town>": 2000.0, "c<town>": 3000.0}
    assert found["mark"].to_dict() == {"a<town>": "●", "c<town>": "○"}
    assert "1 of 3" not in comparison_findings.sizes(sized, "en").data
    assert "2 of 3 reports" in comparison_findings.sizes(sized, "en").data


# Years, wording, themes


def test_towns_are_followed_that_have_reports_on_two_years(towns):
    _, reports = towns
    assert comparison_summaries.followed(reports) == []
    assert comparison_summaries.followed(reports.assign(place_id=["x", "y", "y"])) == ["y"]
    assert comparison_summaries.followed(reports.assign(place_id=["x", "x", "y"])) == []  # both on 2020
    assert "y" in comparison_findings.years(reports.assign(place_id=["x", "y", "y"])).data


def test_the_pair_that_shares_most_is_that_of_most_characters():
    passages = pd.DataFrame(
        {"doc_id_a": ["a", "a", "b"], "doc_id_b": ["b", "b", "c"], "characters": [30, 30, 50]}
    )
    assert comparison_wording.sharing_most(passages, 2) == [("a", "b"), ("b", "c")]
    assert comparison_wording.sharing_most(passages.head(0)) == []


def test_a_heat_map_gets_every_pair_also_where_the_table_has_the_nearest_only(five):
    alike, words, reports = five["similarity"], five["words"], five["reports"]
    same = comparison_wording.every_pair(alike, words, reports)
    pd.testing.assert_frame_equal(same, alike)
    three = reports.head(3)
    found = comparison_wording.every_pair(alike.iloc[1:], words, three)
    assert len(found) == 3
    assert similarity.clustered(found).order


def test_shared_passages_and_shares_name_their_reports(five):
    raw = {report.doc_id: report.raw for report in corpus.read_corpus(paths.SHIPPED_DATA)[0]}
    ids = five["reports"].set_index("label_zh")["doc_id"]
    rows = comparison_wording.shared_passages(five["passages"], five["reports"])
    for row in rows.itertuples():
        first, second = (
            raw[ids[row.report_a]][row.start_a : row.end_a],
            raw[ids[row.report_b]][row.start_b : row.end_b],
        )
        assert first[:3] == row.text[:3]
        assert len(set(first) & set(second)) > 0.7 * len(set(first))
    shares = comparison_wording.standing_elsewhere(five["shared"], five["reports"])
    assert shares["share"].between(0, 100).all()
    assert (shares["share_without_formulae"] <= shares["share"]).all()


def test_a_town_dwells_on_what_it_speaks_of_more_than_all_together():
    reports = pd.DataFrame({"doc_id": ["a", "b"], "label_zh": ["甲", "乙"], "label_en": ["A", "B"]})
    themes = pd.DataFrame(
        [("a", "rural", 30, 1.5), ("a", "party", 10, 0.5), ("b", "rural", 10, 0.5), ("b", "party", 30, 1.5)],
        columns=["doc_id", "theme", "hits", "rca"],
    ).assign(role="all")
    found = comparison_wording.dwelt_on(themes, reports, language="en").set_index("report")
    assert found.at["A", "dwells_on"] == "Rural revitalisation 1.5 (30)"
    assert found.at["A", "says_little_of"] == "Party building 0.5 (10)"
    rare = comparison_wording.dwelt_on(themes.assign(hits=themes["hits"] // 10), reports)
    assert (rare["dwells_on"] == "").all()  # two hits expected carry no RCA


def test_key_words_leave_out_the_towns_own_name(five):
    found = comparison_wording.key_words_listed(five["keyness"], five["reports"], 20).set_index("report")[
        "words"
    ]
    for row in five["reports"].itertuples():
        assert row.town == "" or row.town.rstrip("镇") not in found[row.label_zh].replace(row.county, "")


# Nothing to show


@LANGUAGES
def test_a_corpus_with_nothing_to_compare_is_said_to_have_nothing(empty, language):
    table, reports = empty["comparison"], empty["reports"]
    assert divs(comparison_matrix.matrix(table, reports, language).data) == []
    assert comparison_summaries.reasons(table, reports, language).empty
    assert comparison_summaries.pair_counts(table, reports, language).empty
    assert comparison_summaries.side_by_side(table, reports, language).empty
    assert comparison_summaries.per_size(table, reports, "villages", language).empty
    assert comparison_wording.shared_passages(empty["passages"], reports, language=language).empty
    assert len(comparison_wording.standing_elsewhere(empty["shared"], reports, language)) == 1
    assert len(comparison_wording.dwelt_on(empty["themes"], reports, language=language)) == 1
    assert len(comparison_wording.key_words_listed(empty["keyness"], reports, language=language)) == 1
    assert comparison_findings.rankings(table, reports, language=language).data
    said = comparison_findings.comparison(
        table, reports, empty["passages"], empty["similarity"], empty["themes"], "en"
    )
    assert "no figure to set beside another" in said.data
    assert "no second report" in said.data


def test_the_findings_count_what_the_tables_hold(five):
    said = comparison_findings.comparison(
        five["comparison"], five["reports"], five["passages"], five["similarity"], five["themes"], "en"
    ).data
    assert 3 <= said.count("\n") + 1 <= 5
    assert f"**{len(five['passages'])} passages**" in said
    rows = five["comparison"]
    done = rows[(rows["aim"] == "done") & rows["chosen"]]
    stating = done[done["kind"].isin(["level", "growth"]) | (done["nature"] == "rate")]
    assert f"A result of {stating['canonical'].nunique()} indicators is stated" in said
    assert "nearly (相同段落), between" in said  # two of the three are nearly the same only
    assert "over 10 pairs" in said and "not independent" in said


def test_no_two_towns_of_the_five_state_one_thing_alike_for_the_same_year(five):
    """Firms that are led to invest more, and two that are named, are no count of a town's firms above scale."""
    assert "firms_above_scale" not in set(five["quantities"]["canonical"])
    same, mixed = (
        comparison_summaries.pair_counts(five["comparison"], five["reports"], any_year=any_year)
        for any_year in (False, True)
    )
    assert same[["comparable", "with_caution"]].to_numpy().sum() == 0
    assert (
        mixed[["comparable", "with_caution"]].to_numpy().sum() == 5
    )  # three of 固定资产投资 or 财政收入, 税收, 集中供养
    nothing = (five[name].head(0) for name in ("passages", "similarity", "themes"))
    told = comparison_findings.comparison(five["comparison"], five["reports"], *nothing, "en").data
    assert "**none** can be set side by side; where unlike years are accepted, 5" in told


def test_no_indicator_is_left_out_of_the_counts_however_many_there_are(towns):
    """Fourteen indicators of towns a, b and c: 42 figures, and three pairs of each; none drops out by its name."""
    table, reports = towns
    many = pd.concat([table.assign(canonical=f"indicator_{n:02}") for n in range(14)], ignore_index=True)
    counts = comparison_summaries.pair_counts(many, reports)
    assert len(counts) == 14 and counts["pairs"].sum() == 42
    assert comparison_summaries.reasons(many, reports)["indicator"].nunique() == 14
    nothing = (pd.DataFrame(columns=["doc_id_a", "doc_id_b"]) for _ in range(3))
    told = comparison_findings.comparison(many, reports, *nothing, "en").data
    assert "Of **42 figures** of the 14 indicators" in told and "Of **42 pairs**" in told
    assert comparison_matrix.matrix(many, reports).data.count("<tr>") == 15


def test_a_matrix_of_very_many_indicators_says_how_many_it_shows(towns):
    table, reports = towns
    many = pd.concat([table.assign(canonical=f"indicator_{n:02}") for n in range(41)], ignore_index=True)
    html = comparison_matrix.matrix(many, reports).data
    assert html.count("<tr>") == 41 and "仅显示前 40 个指标，共 41 个" in html


def test_findings_on_one_report_or_on_unknown_years_say_nothing_untrue(five):
    def said(table, reports):
        nothing = (five[name].head(0) for name in ("passages", "similarity", "themes"))
        return comparison_findings.comparison(table, reports, *nothing, "en").data

    table, reports = five["comparison"], five["reports"]
    assert "on 3 known years" in said(table, reports) and "of 5 places" in said(table, reports)
    one = said(table[table["doc_id"] == "litai-2020"], reports[reports["doc_id"] == "litai-2020"])
    assert not any(wrong in one for wrong in ("several reports", "by every one", "describe themselves"))
    no_year = {name: table[name].where(table[name].isna()) for name in ("year", "review_year")}
    undated = reports.assign(review_year=reports["review_year"].where(reports["review_year"].isna()))
    unknown = said(table.assign(**no_year), undated)
    assert "for the year that each reviews" in unknown and "0 known years" in unknown


def test_cosines_of_the_nearest_pairs_alone_are_not_told_as_those_of_all(five):
    names = ("comparison", "reports", "passages", "similarity", "themes")
    table, reports, passages, alike, themes = (five[name] for name in names)
    assert "nearest" not in comparison_findings.comparison(table, reports, passages, alike, themes, "en").data
    assert (
        "nearest"
        in comparison_findings.comparison(table, reports, passages, alike.head(6), themes, "en").data
    )


# Marks walked back


def test_marks_drawn_at_random_lead_to_the_figures_they_show(five, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "load", five.__getitem__)
    monkeypatch.setattr(settings, "folder", lambda wanted=None: tmp_path)
    reports = five["reports"]
    dots = charts.indicator_dots(five["comparison"], reports, ["fiscal_revenue", "tax_revenue"])
    exhibits.figure(dots, "04_indicators", reports, "04_comparison")
    map_ = charts.coverage_map(five["comparison"], reports)
    values = extent.indicators(map_, five["comparison"], reports)
    exhibits.figure(map_, "04_coverage", reports, "04_comparison", **values)
    found = traces.walked_back("04_comparison", n=8)
    assert found["exhibit"].value_counts().to_dict() == {"04_indicators": 4, "04_coverage": 4}
    stated = {(row.doc_id, row.start): row.surface for row in five["quantities"].itertuples()}
    files = {
        name: list(csv.DictReader((tmp_path / f"{name}.csv").open(encoding="utf-8-sig")))
        for name in set(found["exhibit"])
    }
    for row in found.itertuples():
        assert row.passage == stated[row.doc_id, row.start]
        assert re.sub(r"\s", "", row.passage) in re.sub(r"\s", "", row.sentence)
        told = files[row.exhibit][row.row - 1]
        assert (told["doc_id"], int(float(told["start"]))) == (row.doc_id, row.start)
    pd.testing.assert_frame_equal(found, traces.walked_back("04_comparison", n=8))
    assert not found.equals(traces.walked_back("04_comparison", n=8, seed=1))
    assert traces.walked_back("03_keywords").empty


def test_reports_that_name_one_place_but_count_as_two_are_told():
    rows = pd.DataFrame(
        {
            "doc_id": ["a", "b", "c"],
            "county": ["高唐县", "高唐县", "涞源县"],
            "place_id": ["a", "山东省/高唐县", "河北省/涞源县"],
            "review_year": [2020, 2021, 2021],
        }
    )
    told = comparison_findings.years(rows, "en").data
    assert "高唐县 (a, b)" in told and "涞源县" not in told
    assert "One name" not in comparison_findings.years(rows.assign(place_id=rows["county"]), "en").data
