"""What notebook 06 shows and says of the panel, held against counts made another way."""

import pandas as pd
import pytest

from lib import charts, corpus, paths, tables
from lib.corpus import corrections
from lib.rules import in_force
from lib.stories import panel_findings, panel_summaries
from lib.tables import panel

COUNTY = paths.SHIPPED_DATA / "made_up_county"


@pytest.fixture(scope="module")
def county():
    """The tables of the made-up county, and its panel."""
    reports, _ = corpus.read_corpus(COUNTY)
    overrides, _ = corrections.read_overrides(COUNTY, reports)
    built = tables.corpus_tables(reports, overrides)
    return built, panel.of_tables(in_force(), built.__getitem__, ["产业"])


def test_findings_count_what_is_there(county):
    built, made = county
    told = panel_findings.findings(made, built["comparison"], built["targets"], built["reports"], "en").data
    long, wide = made["long"], made["wide"]
    assert f"**8 places, 2021 to 2023**, 24 reports; {len(long)} facts" in told
    output = long.query("definition == 'above_scale_industrial_output' and kind == 'level' and missing == ''")
    ends = (
        output[output["year"].isin([2021, 2023])]
        .pivot(index="place_id", columns="year", values="value")
        .dropna()
    )
    # the medians are of the same places: 960 million in 2021, where the median of all eight would be 860
    assert f"Over the {len(ends)} places with both years" in told and ends[2021].median() == 960_000_000
    assert (
        f"from 960 million yuan in 2021 to 1,180 million yuan in 2023, and **{(ends[2023] > ends[2021]).sum()} rose**"
        in told
    )
    kept = panel_summaries.kept(built["comparison"], built["targets"], built["reports"], "en")
    judged = kept["reached"].isin(["yes", "no"]).sum()
    assert f"Of **{len(kept)} targets** of the year before, **{judged}** can be judged" in told
    assert f"the other {len(kept) - judged} have no comparable result" in told
    heads = wide[wide["year"] == 2023].set_index("place_en")
    rate = (heads["above_scale_indu_output"] / heads["population"]).dropna()
    assert f"is that of Songyun; per head it is {rate.idxmax()}" in told
    assert f"({len(rate)} places with the figure; without the figure or the population: Yunzhan)" in told


def test_facts_are_told_of_several_reports_only_where_several_state_them(county):
    """Of 12 facts from another year's report none is stated twice; of two stated by two reports, one pair disagrees."""
    built, made = county

    def told(**columns) -> str:
        long = made["long"].assign(stated_by=1, choice="own_report", others_agree=True).assign(**columns)
        own = made | {"long": long}
        return panel_findings.findings(
            own, built["comparison"], built["targets"], built["reports"], "en"
        ).data

    rest = len(made["long"]) - 2
    assert "stand in several reports" not in told(choice=["other_year"] * 12 + ["own_report"] * (rest - 10))
    agree = pd.array([True, False] + [False] * rest, dtype="boolean")
    twice = told(stated_by=[2, 2] + [1] * rest, others_agree=agree)
    assert "2 facts stand in several reports; of 1 the reports disagree" in twice


def test_the_year_ranked_is_that_of_most_comparable_figures_and_of_equals_the_later():
    """2020 has two figures that can be compared, 2021 and 2022 one each of two; with one more, 2022 draws level and is taken."""
    years = [2020, 2020, 2021, 2021, 2022, 2022]
    table = pd.DataFrame(
        {"year": years, "review_year": years, "comparable": [True, True, True, False, True, False]}
    )
    table = table.assign(chosen=True, aim="done", kind="level", doc_id=list("abcdef"))
    assert panel_summaries.ranked_year(table) == 2020
    assert panel_summaries.ranked_year(table.assign(comparable=True)) == 2022
    level = table.assign(comparable=[True, True, True, False, True, True])
    assert panel_summaries.ranked_year(level) == 2022
    assert panel_summaries.ranked_year(level.assign(aim="aimed")) is None


def test_ranking_and_shares_by_head_are_of_the_year_ranked(county):
    built, made = county
    cells = built["comparison"].copy()
    cells.loc[cells["year"] != 2022, "comparable"] = False
    assert panel_summaries.ranked_year(cells) == 2022
    told = panel_findings.findings(made, cells, built["targets"], built["reports"], "en").data
    assert "In 2022 the largest total of" in told


def test_targets_kept_are_judged_as_a_reader_would(county):
    built, _ = county
    kept = panel_summaries.kept(built["comparison"], built["targets"], built["reports"], "zh")
    own = kept.set_index(["place", "year", "indicator", "kind"])
    held = own.loc[("云栈镇", 2022, "固定资产投资", "level")]
    assert (held["target"], held["modifier"], held["result"], held["reached"]) == (
        260_000_000,
        "at_least",
        262_000_000,
        "yes",
    )
    part = own.loc[("青砚镇", 2022, "固定资产投资", "level")]
    assert part["reached"] == ""  # ten months against a year's target
    assert own.loc[("荻洲镇", 2022, "固定资产投资", "level"), "reason"]
    judged = kept[kept["reached"] != ""]
    assert len(judged) > 40 and set(kept["reached"]) == {"yes", "no", ""}


def test_places_by_years_tell_a_year_without_a_report(county):
    _, made = county
    table = panel_summaries.places_by_years(made["wide"]).set_index("place")
    assert list(table) == ["2021", "2022", "2023", "2024"] and set(table["2024"]) == {"–"}
    row = made["wide"].query("place_zh == '青砚镇' and year == 2021").iloc[0]
    names = [name for name in made["wide"] if f"{name}_note" in made["wide"]]
    assert table.loc["青砚镇", "2021"] == str(row[names].notna().sum())


def test_descriptive_statistics_are_those_of_the_values(county):
    _, made = county
    described = panel.described(in_force(), made["wide"], made["long"])
    table = panel_summaries.descriptive(described, "en").set_index("variable")
    values = made["wide"]["gene_public_budget_reve"].dropna()
    row = table.loc["General public budget revenue"]
    assert (row["unit"], row["observations"]) == ("thousand yuan", len(values))
    assert row["mean"] == round(values.sum() / len(values) / 1000, 2)
    assert row["median"] == round(sorted(values)[len(values) // 2] / 1000, 2)
    income = table.loc["Disposable income per head of rural residents"]
    assert income["minimum"] == made["wide"]["rural_disposable_income"].min()


def test_tables_for_a_paper_add_up(county):
    built, made = county
    told = panel_summaries.targets_table(built["comparison"], built["targets"], built["reports"], "en")
    kept = panel_summaries.kept(built["comparison"], built["targets"], built["reports"], "en")
    assert told["targets"].sum() == len(kept) and (told["reached"] + told["missed"] == told["judged"]).all()
    jobs = told.set_index(["indicator", "kind"]).loc[("New urban jobs", "Level")]
    own = kept.query("indicator == 'New urban jobs' and reached != ''")
    assert jobs["percent"] == round((own["result"] / own["target"] * 100).median(), 1)
    themes = panel_summaries.themes_table(made["attention"], "en").set_index("theme")
    assert themes.loc["Epidemic control", "2023"] == 0 < themes.loc["Epidemic control", "2021"]
    assert (themes["observations"] == 24).all()


def test_a_summary_enters_no_median_unless_it_is_chosen(county, monkeypatch):
    _, made = county
    own = made["attention"].copy()
    own["document_type"] = own["document_type"].mask(own["doc_id"] == "dizhou-2021", "work_summary")
    assert panel_summaries.themes_table(own)["observations"].to_list() == [23] * 13
    drawn = charts.theme_trends(own, width="elsevier-double")
    assert "dizhou-2021" not in set(drawn.data["doc_id"])
    monkeypatch.setenv(paths.SELECT_VARIABLE, "document_type=government_work_report,work_summary")
    assert panel_summaries.themes_table(own)["observations"].to_list() == [24] * 13


def test_figures_hold_every_value_and_lead_back_to_it(county):
    _, made = county
    described = panel.described(in_force(), made["wide"], made["long"])
    drawn = charts.panel_trends(made["long"], described, width="elsevier-double")
    counts = drawn.data.groupby("variable").size()
    for name, n in counts.items():
        assert n == made["wide"][name].notna().sum()
    row = drawn.data.query("variable == 'road_built'").iloc[0]
    text = (COUNTY / "raw" / f"{row['doc_id']}.txt").read_text(encoding="utf-8")
    assert text[row["start"] : row["end"]] == f"{row['value']:.1f}公里"
    cells = charts.panel_cells(described).data.set_index("column")
    assert cells.loc["road_built", "values"] == made["wide"]["road_built"].notna().sum()


def test_without_figures_the_charts_say_so():
    empty = pd.DataFrame()
    reports = [corpus.Report("a", "a.txt", "0", "各位代表：\n我们努力工作。")]
    made = panel.of_tables(in_force(), tables.corpus_tables(reports).__getitem__)
    described = panel.described(in_force(), made["wide"], made["long"])
    assert described.empty and empty.empty
    assert (
        charts.panel_cells(described).data.empty and charts.panel_trends(made["long"], described).data.empty
    )
