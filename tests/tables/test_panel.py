"""The panel: one row per fact, the choice among reports said, empty cells told apart, and files that other programs read."""

import io

import pandas as pd
import pytest
from matplotlib.text import Text

from lib import exports, tables
from lib.corpus import Report
from lib.rules import in_force
from lib.tables import panel

HEAD = (
    "云雾县青石镇{year}年政府工作报告\n各位代表：\n现在，我代表镇人民政府作工作报告。\n一、{year}年工作回顾\n"
)
PLAN = "\n二、{next}年工作安排\n{next}年主要目标是：{plan}"


def report(doc_id, year, review, plan=""):
    """A short report on a year, as it is read from a file."""
    text = HEAD.format(year=year) + review + (PLAN.format(next=year + 1, plan=plan) if plan else "")
    return Report(doc_id, f"{doc_id}.txt", "0", text)


def made(*reports, words=(), places=None):
    """The panel of some reports, all of one place unless `places` names another one."""
    own = {one.doc_id: {"place_id": (places or {}).get(one.doc_id, "qingshi")} for one in reports}
    built = tables.corpus_tables(list(reports), own)
    return panel.of_tables(in_force(), built.__getitem__, words)


@pytest.fixture(scope="module")
def shipped_panel(shipped):
    return panel.of_tables(in_force(), shipped.__getitem__, ["产业", "乡村振兴"])


def cell(wide, name, year, place="qingshi"):
    """The value of a variable, or the note where there is none."""
    row = wide[(wide["place_id"] == place) & (wide["year"] == year)].iloc[0]
    return row[f"{name}_note"] if pd.isna(row[name]) else row[name]


def test_a_report_that_names_its_plan_year_only_is_on_the_year_before():
    """A report that plans 2021 is the one on 2020, and the one that plans it, also where no year of review is known."""
    built = tables.corpus_tables(
        [report("a", 2020, "完成财政收入3200万元。", "财政收入3500万元。")], {"a": {"place_id": "q"}}
    )
    unknown = {name: built[name].assign(review_year=pd.NA) for name in ("comparison", "reports")}
    unknown = {name: table.astype({"review_year": "Int64"}) for name, table in unknown.items()}
    for told in (built, unknown):
        long = panel.facts(in_force(), told["comparison"], told["reports"])
        assert list(zip(long["year"], long["choice"])) == [(2020, "own_report"), (2021, "own_report")]


def test_names_are_what_stata_takes_and_each_is_there_once():
    stems = panel.stems(in_force())
    longest = [f"t_{stem}_g_e" for stem in stems.values()]
    assert (
        len(set(longest))
        == len(longest)
        == len({row["definition"] for row in in_force().table("indicators")})
    )
    assert all(panel.STATA_NAME.fullmatch(name) for name in longest)


def test_a_name_of_a_corpus_s_own_definition_changes_no_other():
    stems = panel.stems(in_force())
    assert stems["industrial_fixed_asset_investment"] == "indu_fixed_asset_inve"
    assert stems["retail_sales"] == "retail_sales"


def test_one_row_per_fact_of_the_five_and_the_surface_stands_where_it_says(shipped_panel):
    long = shipped_panel["long"]
    keys = ["place_id", "year", "definition", "kind", "measure", "nature", "several_years", "aim"]
    assert len(long) > 60 and not long.duplicated(keys).any()
    for row in long.itertuples():
        assert tables.raw_text(row.doc_id)[row.start : row.end] == row.surface


def test_the_wide_panel_of_the_five_holds_what_a_reader_finds(shipped_panel):
    wide = shipped_panel["wide"].set_index("doc_id")
    litai = wide.loc["litai-2020"]
    assert litai["gene_public_budget_reve"] == 8405400  # 840.54万元
    assert litai["gene_public_budget_reve_e"] == 50  # half of the last printed digit, 0.01万
    sungang = wide.loc["sungang-2020"]
    assert (
        pd.isna(sungang["fixed_asset_inve_unsp"]) and sungang["fixed_asset_inve_unsp_note"] == "part_of_year"
    )
    assert sungang["gene_public_budget_reve_note"] == "other_definition"  # it states 财政收入
    assert wide.loc["jiyang-2022", "gene_public_budget_reve_note"] == "not_stated"


def test_words_are_counted_wherever_they_stand(shipped_panel):
    words = shipped_panel["words"].set_index("doc_id")
    raw = "".join(tables.raw_text("litai-2020").split())
    assert words.loc["litai-2020", "w_chan_ye"] == raw.count("产业") > 0
    assert (words["characters"] > words["han_words"]).all() and (
        words["han_words"] > words["sentences"]
    ).all()


def test_the_report_on_the_year_stands_before_a_later_one_and_the_other_is_told():
    found = made(
        report("a", 2020, "全年完成固定资产投资3.2亿元。"),
        report("b", 2021, "全年完成固定资产投资4.1亿元，上年完成固定资产投资3.05亿元。"),
    )
    long = found["long"].set_index(["year", "aim"]).sort_index()
    row = long.loc[(2020, "result")]
    assert (row["value"], row["doc_id"], row["choice"]) == (320_000_000, "a", "own_report_of_several")
    assert row["stated_by"] == 2 and row["other_values"] == "b 3.05亿元" and not row["others_agree"]
    assert long.loc[(2021, "result"), "choice"] == "own_report"


def not_stated_though_told(found) -> list:
    """The cells of the wide panel that say "not stated" where a row of the long one is of the same variable and year."""
    wide = found["wide"].set_index(["place_id", "year"])
    wrong = []
    for one in panel.variables(in_force(), found["long"]):
        told = found["long"].query("canonical == @one.canonical and kind == @one.kind and aim == @one.aim")
        for key in set(zip(told["place_id"], told["year"], strict=True)) & set(wide.index):
            wrong += [(one.name, key)] * (wide.loc[key, one.name + "_note"] == "not_stated")
    return wrong


def test_a_figure_of_the_year_stands_before_one_of_several_years():
    text = "2020年，全镇一般公共预算收入预计完成3415万元。2016年至2020年，一般公共预算收入达到1.2亿元。"
    found = made(report("a", 2020, text))
    assert cell(found["wide"], "gene_public_budget_reve", 2020) == 34_150_000


def test_what_is_told_for_several_years_only_is_no_cell_that_is_not_stated(shipped_panel):
    text = "2016年至2020年，累计完成一般公共预算收入1.2亿元。"
    found = made(
        report("a", 2020, text),
        report("b", 2020, "全年完成一般公共预算收入3000万元。"),
        places={"b": "baishi"},
    )
    assert cell(found["wide"], "gene_public_budget_reve", 2020) == "several_years"
    assert not_stated_though_told(found) == [] == not_stated_though_told(shipped_panel)


def test_a_yearly_mean_and_growth_over_years_are_no_growth_of_the_year():
    text = "“十三五”期间，地区生产总值年均增长8.1%，税收比2015年增长45%，固定资产投资五年增长60%。"
    found = made(report("a", 2020, text))
    assert len(found["long"]) == 3
    assert not [name for name in found["wide"] if name.endswith("_g")]
    both = made(report("a", 2020, text), report("b", 2020, "地区生产总值增长6%。"), places={"b": "baishi"})
    assert cell(both["wide"], "gross_regional_product_g", 2020) == "several_years"
    assert cell(both["wide"], "gross_regional_product_g", 2020, "baishi") == 6


def test_a_gap_to_another_place_is_no_change():
    text = "地区生产总值增长6.2%，高于全市1.1个百分点。固定资产投资增长5%，比全县平均水平高0.5个百分点。"
    found = made(report("a", 2020, text + "城镇化率提高2.1个百分点，优良天数比例比上年提高1个百分点。"))
    wide = found["wide"]
    assert {name for name in wide if name.endswith("_c")} >= {"urba_rate_unspecified_c"}
    assert not {"gross_regional_product_c", "fixed_asset_inve_unsp_c"} & set(wide)
    assert cell(wide, "urba_rate_unspecified_c", 2020) == 2.1


def test_two_unequal_rates_of_growth_are_in_doubt_even_in_a_list_of_main_figures():
    text = (
        "全年完成地区生产总值12亿元，增长6.2%，一般公共预算收入3000万元，增长5%，固定资产投资2亿元，增长3%，"
    )
    both = {"b": "baishi"}
    alone = report("b", 2020, "一般公共预算收入增长4%。")
    found = made(report("a", 2020, text + "一般公共预算收入增长9.5%。"), alone, places=both)
    assert cell(found["wide"], "gene_public_budget_reve_g", 2020) == "in_doubt"
    assert cell(found["wide"], "gene_public_budget_reve_g", 2020, "baishi") == 4
    same = made(report("a", 2020, text + "一般公共预算收入增长5%。"), alone, places=both)
    assert cell(same["wide"], "gene_public_budget_reve_g", 2020) == 5


def test_a_whole_year_told_later_stands_before_a_part_of_it():
    found = made(
        report("a", 2020, "1至10月，完成固定资产投资2.5亿元。"),
        report("b", 2021, "全年完成固定资产投资4.1亿元，上年完成固定资产投资3.1亿元。"),
    )
    row = found["long"].set_index("year").loc[2020]
    assert (row["value"], row["choice"]) == (310_000_000, "nearest_of_several")
    assert cell(found["wide"], "fixed_asset_inve_unsp", 2020) == 310_000_000


def test_empty_cells_are_told_apart():
    found = made(
        report("a", 2019, "全年完成固定资产投资3.2亿元，一般公共预算收入2000万元，新修道路12公里。"),
        report(
            "b",
            2020,
            "1至10月，完成固定资产投资2.5亿元。全年完成一般公共预算收入万元。",
            "固定资产投资4亿元。",
        ),
        report("c", 2021, "全年完成财政收入3000万元，固定资产投资4.1亿元、固定资产投资5.2亿元。"),
    )
    wide = found["wide"]
    assert cell(wide, "fixed_asset_inve_unsp", 2019) == 320_000_000
    assert cell(wide, "fixed_asset_inve_unsp", 2020) == "part_of_year"
    assert cell(wide, "fixed_asset_inve_unsp", 2021) == "in_doubt"
    assert cell(wide, "gene_public_budget_reve", 2020) == "damaged"
    assert cell(wide, "gene_public_budget_reve", 2021) == "other_definition"
    assert cell(wide, "road_built", 2020) == "not_stated"
    assert cell(wide, "t_fixed_asset_inve_unsp", 2021) == 400_000_000
    assert cell(wide, "t_fixed_asset_inve_unsp", 2019) == "no_report"


def test_two_documents_of_one_year_are_one_row_and_the_other_is_named():
    first = report("a", 2020, "全年完成固定资产投资3.2亿元。全镇大力发展产业。")
    found = made(first, report("b", 2020, "全年完成固定资产投资3.2亿元。"), words=["产业"])
    row = found["wide"].set_index("year").loc[2020]
    assert (row["doc_id"], row["also_of_year"]) == ("a", "b")
    assert found["words"]["w_chan_ye"].to_list() == [1]
    assert found["long"]["others_agree"].to_list() == [True]


def test_the_user_s_own_columns_stand_in_the_wide_panel(shipped):
    own = pd.DataFrame(
        {
            "doc_id": ["litai-2020", "sungang-2020"],
            "terrain": ["平原", ""],
            "villages": ["3", "x"],
            "score": ["1,200", "3"],
        }
    )
    wide = panel.of_tables(in_force(), shipped.__getitem__, (), own)["wide"].set_index("doc_id")
    assert wide.loc["litai-2020", ["terrain", "villages_own", "score"]].to_list() == ["平原", "3", 1200]
    assert wide.loc["jiyang-2022", "terrain"] == "" and pd.isna(wide.loc["jiyang-2022", "score"])


def test_every_column_is_told_in_both_languages(shipped_panel):
    fields = panel.fields(in_force(), shipped_panel, panel.words_of(["产业", "乡村振兴"]))
    assert len(fields) == sum(len(table.columns) for table in shipped_panel.values())
    assert (fields["zh"] != "").all() and (fields["en"] != "").all()


def test_described_counts_every_cell_once(shipped_panel):
    wide = shipped_panel["wide"]
    told = panel.described(in_force(), wide, shipped_panel["long"])
    keys = [row["key"] for row in panel.missing_codes(in_force())]
    assert (told[["values", *keys]].sum(axis=1) == len(wide)).all()
    roads = told.set_index("column").loc["gene_public_budget_reve"]
    assert roads["values"] == wide["gene_public_budget_reve"].notna().sum() and roads["not_stated"] >= 1


def test_stata_file_reads_back_in_two_programs(shipped_panel, tmp_path):
    wide = shipped_panel["wide"]
    content = panel.dta(in_force(), wide, {"place_id": "地点标识 key of the place"}, "面板")
    assert content == panel.dta(in_force(), wide, {"place_id": "地点标识 key of the place"}, "面板")
    assert content.startswith(b"<stata_dta><header><release>118</release>")
    codes = {row["key"]: f".{row['code']}" for row in panel.missing_codes(in_force())}
    reader = pd.io.stata.StataReader(io.BytesIO(content), convert_missing=True, convert_categoricals=False)
    read = reader.read()
    assert reader.variable_labels()["place_id"] == "地点标识 key of the place"
    names = [name for name in wide if f"{name}_note" in wide]
    assert names and len(read) == len(wide)
    for name in names:
        for value, back, note in zip(wide[name], read[name], wide[f"{name}_note"], strict=True):
            assert str(back) == codes[note] if pd.isna(value) else back == value
    assert read["place_id"].to_list() == wide["place_id"].to_list()

    pyreadstat = pytest.importorskip("pyreadstat")
    (tmp_path / "wide.dta").write_bytes(content)
    read, told = pyreadstat.read_dta(str(tmp_path / "wide.dta"), user_missing=True)
    for name in names:
        for value, back, note in zip(wide[name], read[name], wide[f"{name}_note"], strict=True):
            assert f".{back}" == codes[note] if pd.isna(value) else back == value
    assert told.variable_value_labels[names[0]]["a"].startswith("报告未提及")


def test_no_cell_of_the_files_holds_a_line_break():
    table = pd.DataFrame({"a": pd.array(["甲\r\n乙", "丙 \n 丁"], dtype="str"), "n": [1, 2]})
    flat = exports.flat(table)
    assert flat["a"].to_list() == ["甲 乙", "丙 丁"]
    assert tables.as_csv(flat).count(b"\n") == 3 and b"\r" not in tables.as_csv(flat)


def test_the_bar_of_cells_draws_every_kind_of_empty_cell():
    from lib.charts.panel import WHY

    assert set(WHY) == {row["key"] for row in panel.missing_codes(in_force())}


def test_documents_of_other_kinds_are_counted_whether_or_not_they_state_what_is_drawn():
    from lib import charts

    summary = "青石镇{}年工作总结\n全年完成固定资产投资5亿元。"
    found = made(
        report("a", 2020, "全年完成税收3000万元。"),
        report("b", 2021, "全年完成税收4000万元。"),
        Report("c", "c.txt", "0", summary.format(2019)),
        report("d", 2022, "全年完成固定资产投资4亿元。"),
    )
    kinds = found["long"].drop_duplicates("doc_id").set_index("doc_id")["document_type"]
    assert kinds["c"] == "work_summary" and kinds["a"] == "government_work_report"
    described = panel.described(in_force(), found["wide"], found["long"])
    taxes = [name for name in described["column"] if name.startswith("tax")]
    figure = charts.panel_trends(found["long"], described, taxes, "en")
    texts = " ".join(text.get_text() for text in figure.findobj(Text))
    assert "documents of other kinds not counted: 1" in texts


def test_the_change_of_an_amount_per_head_is_in_yuan_as_the_amount_is():
    from lib.stories import panel_summaries

    texts = [f"农民人均可支配收入达到{n}元，比上年增加{n // 10}元。" for n in (15000, 16000, 17000)]
    found = made(*(report(str(n), 2019 + n, text) for n, text in enumerate(texts)))
    table = panel_summaries.descriptive(panel.described(in_force(), found["wide"], found["long"]), "en")
    assert len(table) >= 2 and set(table["unit"]) == {"yuan"}
