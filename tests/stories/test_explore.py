"""The explorer's functions: what is found stands where it is said to stand, evidence is text, and what is written is applied."""

import re
import shutil

import pytest

from lib import corpus, paths, tables
from lib.rules import dictionaries
from lib.stories import amending, explore, explorer, finder

HOSTILE = "<script>alert(1)</script>"
TEXT = (
    "各位代表：\n一、2020年工作回顾\n全年完成财政收入1000\n万元，增长5%。镇库进账300万元。\n"
    f"乡村振兴{HOSTILE}成效明显，党建引领有力。\n二、2021年工作安排\n力争完成财政收入1200万元。乡村振兴再上台阶。"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A corpus of one's own with two reports, its tables built once."""
    top = tmp_path_factory.mktemp("explored")
    (top / "data").mkdir()
    (top / "data" / "甲镇2020.txt").write_text(TEXT, encoding="utf-8")
    other = TEXT.replace("1000", "800").replace("2020", "2019").replace("2021", "2020")
    (top / "data" / "乙镇2019.txt").write_text(other, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.OUT_VARIABLE, str(top / "out"))
        paths.remember_data(top / "data")
        build()
    return top


@pytest.fixture
def own(built, tmp_path, monkeypatch):
    """A copy of that corpus, in which files may be written."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path / "out"))
    paths.remember_data(tmp_path / "data")
    return tmp_path / "data"


def build():
    tables.build(say=lambda line: None)


# --- search -------------------------------------------------------------------------------------------------------------


def test_every_match_stands_in_the_raw_text_where_it_is_said_to(own):
    lines = explore.search("乡村振兴")
    assert len(lines) == 4
    for row in lines.itertuples():
        assert tables.raw_text(row.doc_id)[row.start : row.end] == row.match == "乡村振兴"
        assert row.sentence.count("乡村振兴") == 1


def test_a_search_is_narrowed_by_place_year_part_and_theme(own):
    assert set(explore.search("乡村振兴", place="甲镇")["doc_id"]) == {"甲镇2020"}
    assert set(explore.search("乡村振兴", year=2019)["doc_id"]) == {"乙镇2019"}
    assert set(explore.search("乡村振兴", role="plan")["right"].str[:2]) == {"再上"}
    assert len(explore.search("成效", theme="rural")) == 2 and not len(explore.search("成效", theme="health"))


def test_regular_expressions_are_asked_for_and_wrong_ones_told(own):
    assert len(explore.search(r"财政收入\d+万元", regex=True)) == 4
    assert not len(explore.search(r"财政收入\d+万元"))
    with pytest.raises(ValueError, match="“\\(”不是正则表达式"):
        explore.search("(", regex=True)
    for empty in (r"\b", "a*", "$"):
        with pytest.raises(ValueError, match="would be found everywhere"):
            explore.search(empty, regex=True, language="en")


# --- evidence -------------------------------------------------------------------------------------------------------------


def test_the_evidence_of_a_figure_shows_sentence_and_edits_and_texts_as_text(own):
    row = finder.found("甲镇 2020 财政收入").iloc[0]
    told = explore.evidence(row["doc_id"], row["start"])
    assert "完成财政收入<mark>1000万元</mark>，增长5%" in told
    assert "<mark>1000</mark><mark><del>⏎</del></mark><mark>万元</mark>" in told
    assert HOSTILE not in explore.raw_with_edits("甲镇2020", 0, len(TEXT)) and "<script" not in told


def test_the_cells_of_a_figure_stand_apart_and_its_value_is_printed_whole(own):
    row = finder.found("甲镇 2020 财政收入").iloc[0]
    told = explore.evidence(row["doc_id"], row["start"])
    assert "10,000,000</dd>" in told
    assert told.count("<d") and told.count("float: none; width: auto") == len(re.findall("<d[td]", told)) > 10
    assert [explore._whole(value) for value in (4.44e10, 100.0, 12.5, 0.0, float("nan"))] == [
        *("44,400,000,000", "100", "12.5", "0", "")
    ]


def test_the_raw_text_with_its_edits_is_the_raw_text(shipped, monkeypatch):
    monkeypatch.setattr(explore.tables, "load", shipped.__getitem__)
    for doc_id in ("sungang-2020", "xintai-2019"):
        raw = tables.raw_text(doc_id)
        shown = explore.raw_with_edits(doc_id, 0, len(raw))
        plain = re.sub("<ins>.*?</ins>|<[^>]*>", "", shown, flags=re.DOTALL).replace("⏎", "\n")
        assert (
            plain.replace("&quot;", '"').replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            == raw
        )


def test_no_quantity_has_no_evidence(own):
    with pytest.raises(KeyError, match="no quantity begins there"):
        explore.evidence("甲镇2020", 1)


# --- corrections ------------------------------------------------------------------------------------------------------------


def test_a_correction_says_what_stood_there_and_is_applied_when_the_tables_are_built(own):
    row = finder.found("甲镇 2020 财政收入").iloc[0]
    told = amending.correction("quantities", row["doc_id"], row["start"], "value", "9000000", "漏印，见年鉴")
    assert told["expected"] == "10000000"
    assert amending.write_correction(told) == own / "corrections.csv"
    build()
    after = tables.load("quantities")
    assert after[(after["doc_id"] == row["doc_id"]) & (after["start"] == row["start"])]["value"].item() == 9e6
    with pytest.raises(ValueError, match=r"corrections.csv"):
        amending.write_correction(told)


@pytest.mark.parametrize(
    ("field", "value", "reason", "message"),
    [
        ("value", "abc", "理由", "“abc”不是数字"),
        ("definition", "收入", "理由", "须填图表所印的指标名称"),
        ("value", "9", " ", "理由"),
        ("value", "10000000", "理由", "现在就是"),
        ("no", "9", "理由", "没有可更正的列"),
        ("unit", "元", "理由", "现在就是"),
    ],
)
def test_a_correction_that_cannot_be_right_is_refused_before_it_is_written(
    own, field, value, reason, message
):
    row = finder.found("甲镇 2020 财政收入").iloc[0]
    with pytest.raises(ValueError, match=message):
        amending.correction("quantities", row["doc_id"], row["start"], field, value, reason)
    assert not (own / "corrections.csv").exists()


def test_a_correction_takes_the_words_that_the_page_shows(own):
    row = finder.found("甲镇 2020 财政收入").iloc[0]
    assert (
        amending.correction("quantities", row["doc_id"], row["start"], "status", "目标", "计划")["corrected"]
        == "target"
    )
    with pytest.raises(ValueError, match="目标、.*没有“完成”"):
        amending.correction("quantities", row["doc_id"], row["start"], "status", "完成", "计划")


def test_a_table_saved_by_excel_keeps_its_rows_its_order_of_columns_and_its_encoding(own):
    kept = "# 说明\ntable,doc_id,start,field,expected,corrected,reason\nreports,甲镇2020,,town,甲镇,甲镇（新）,更名"
    (own / "corrections.csv").write_bytes(kept.encode("gb18030"))
    row = finder.found("甲镇 2020 财政收入").iloc[0]
    amending.write_correction(
        amending.correction("quantities", row["doc_id"], row["start"], "bound", "about", "原文有“约”")
    )
    written = (own / "corrections.csv").read_bytes().decode("gb18030")
    assert written.startswith(kept + "\nquantities,甲镇2020,")
    assert [row["field"] for row in corpus.corrections.read_corrections(own)] == ["town", "bound"]


# --- wordings -----------------------------------------------------------------------------------------------------------------


def test_a_wording_and_a_term_are_tried_before_they_are_written_and_then_do_what_was_shown(own):
    changes = amending.try_wording("fiscal_revenue_unspecified", "镇库进账")
    assert list(changes["surface"]) == ["300万元", "300万元"]
    assert set(changes["after"]) == {"fiscal_revenue_unspecified"}
    before, more = len(tables.load("theme_hits")), amending.try_term("party", "成效明显")
    assert len(more) == 2 and set(more["after"]) == {"party"} and not (own / "dictionaries").exists()
    file = amending.write_wording("fiscal_revenue_unspecified", "镇库进账")
    amending.write_term("party", "成效明显")
    build()
    rows = tables.load("quantities")
    assert set(rows[rows["surface"] == "300万元"]["definition"]) == {"fiscal_revenue_unspecified"}
    assert len(tables.load("theme_hits")) == before + 2
    with pytest.raises(ValueError, match="已是主题"):
        amending.try_term("rural", "成效明显")
    amending.write_wording("fiscal_revenue_unspecified", "镇库收到")
    (row,) = dictionaries.read_table(file)
    assert row["wordings"].endswith("|镇库进账|镇库收到")


@pytest.mark.parametrize(("language", "heads"), [("zh", ("原归", "改归")), ("en", ("was", "becomes"))])
def test_a_wording_tried_shows_names_and_no_ids(own, language, heads):
    trying = explorer.wording_tool(language)
    for home, words in (
        (("indicator", "fiscal_revenue_unspecified"), "镇库进账"),
        (("theme", "party"), "成效明显"),
    ):
        trying.children[0].value, trying.children[1].value = home, words
        trying.children[-2].children[0].click()
        told = trying.children[-1].value
        assert all(f">{head}</th>" in told for head in heads) and home[1] not in told


def test_the_shipped_dictionaries_are_not_changed_by_a_button(monkeypatch):
    monkeypatch.delenv(paths.OUT_VARIABLE, raising=False)
    with pytest.raises(ValueError, match="随附"):
        amending.write_wording("fiscal_revenue_unspecified", "镇库进账")


def test_the_shipped_cells_are_not_corrected_by_a_button(monkeypatch):
    monkeypatch.delenv(paths.OUT_VARIABLE, raising=False)
    before = (paths.SHIPPED_DATA / "corrections.csv").read_bytes()
    with pytest.raises(ValueError, match="随附"):
        amending.write_correction({})
    assert (paths.SHIPPED_DATA / "corrections.csv").read_bytes() == before


# --- figures and tools ------------------------------------------------------------------------------------------------------


def test_a_figure_is_drawn_for_chosen_places_and_saved_with_data_and_caption(own):
    assert "fiscal_revenue" in {id_ for _, id_ in explore.indicators()}
    assert set(explore.draw("fiscal_revenue", ["甲镇2020"]).data["doc_id"]) == {"甲镇2020"}
    explore.save("fiscal_revenue", ["甲镇2020", "乙镇2019"], width="elsevier-single")
    files = {file.name for file in (paths.figures() / "elsevier-single-zh").iterdir()}
    assert {
        "07_fiscal_revenue.pdf",
        "07_fiscal_revenue.png",
        "07_fiscal_revenue.csv",
        "07_fiscal_revenue.caption.md",
    } <= files


def test_the_caption_of_a_figure_of_ones_own_names_indicator_year_and_places(own):
    folder = paths.figures() / "elsevier-single-zh"
    explore.save("fiscal_revenue", ["甲镇2020"], 2020)
    told = (folder / "07_fiscal_revenue_2020.caption.md").read_text(encoding="utf-8")
    assert "财政收入" in told and "2020年，1篇报告（甲镇" in told and "乙镇" not in told
    explore.save("fiscal_revenue")
    told = (folder / "07_fiscal_revenue.caption.md").read_text(encoding="utf-8")
    assert "（全部）" in told and "Fiscal revenue" in told


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "没有财政收入 2019 年的数字"), ("en", "no figure of")]
)
def test_a_year_without_figures_says_so(own, language, words):
    with pytest.raises(ValueError, match=words):
        explore.draw("fiscal_revenue", ["甲镇2020"], 2019, language)
    assert len(explore.draw("fiscal_revenue", ["乙镇2019"], 2019, language).data)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tools_answer_to_enter_and_buttons_and_say_what_is_wrong(own, language):
    searching = explorer.search_tool(language)
    searching.children[0].value = "乡村振兴"
    assert searching.children[-1].value.count("<tr>") >= 4
    finding = explorer.find_tool(language)
    finding.children[0].value = "甲镇 2020 财政收入"
    assert "<mark>1000万元</mark>" in finding.children[3].value
    correcting = finding.children[-1]
    correcting.children[1].value = "9"
    correcting.children[-2].children[0].click()
    assert 'role="alert"' in correcting.children[-1].value
    correcting.children[2].value = "核对年鉴"
    correcting.children[-2].children[0].click()
    assert (own / "corrections.csv").exists() and "corrections.csv" in correcting.children[-1].value
    drawing = explorer.figure_tool(language)
    drawing.children[-2].children[0].click()
    assert 'alt="' in drawing.children[-1].value


def test_words_that_nothing_matches_are_told(own):
    for asked, lost in [
        ("甲镇 2020 财政收入", []),
        ("甲镇 2020 财政收入 粮食", ["粮食"]),
        ("2035 财政收入", ["2035"]),
        ("粮食", ["粮食"]),
    ]:
        assert finder.unmatched(asked, finder.found(asked)) == lost
    finding = explorer.find_tool("zh")
    finding.children[0].value = "财政收入 粮食"
    assert (
        "没有对上的：粮食" in finding.children[1].children[1].value and "<mark>" in finding.children[3].value
    )
    finding.children[0].value = "财政收入"
    assert finding.children[1].children[1].value == ""


@pytest.mark.parametrize(("language", "words"), [("zh", "请先填写"), ("en", "Type the words")])
def test_an_empty_field_asks_for_words(own, language, words):
    finding, trying, searching = (
        tool(language) for tool in (explorer.find_tool, explorer.wording_tool, explorer.search_tool)
    )
    finding.children[1].children[0].click()
    assert words in finding.children[3].value
    for button in trying.children[-2].children:
        button.click()
        assert words in trying.children[-1].value
    searching.children[-2].children[0].click()
    assert words in searching.children[-1].value


def test_every_field_of_the_tools_has_a_name(own):
    made = [tool("zh") for tool in (explorer.search_tool, explorer.wording_tool, explorer.figure_tool)]
    for tool in made:
        for field in tool.children[:-2]:
            assert field.description
