"""The start page says how the corpus stands, in one language, with lines that can be typed and links that lead somewhere."""

import re

import pandas as pd
import pytest

import run
from lib import paths, tables
from lib.stories import finder, start

LINK = re.compile(r"\]\(([\w.]+)\)")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A corpus with a report without year and county, and two files that cannot be read."""
    top = tmp_path_factory.mktemp("start")
    (top / "data").mkdir()
    text = "各位代表：\n一、2020年工作回顾\n全年完成财政收入1000万元，增长5%。\n二、2021年工作安排\n完成财政收入1200万元。"
    (top / "data" / "甲镇.txt").write_text(text, encoding="utf-8")
    (top / "data" / "_乙_.txt").write_text("各位代表：\n我们努力工作。", encoding="utf-8")
    (top / "data" / "空.txt").write_bytes(b"")
    (top / "data" / "reports.csv").write_text("doc_id,town,county\n甲镇,甲镇,某县\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.OUT_VARIABLE, str(top / "out"))
        patch.delenv(start.COMMAND, raising=False)
        paths.remember_data(top / "data")
        tables.build(say=lambda line: None)
        yield top


def test_the_state_says_what_came_in_what_lacks_and_what_is_stale(corpus):
    told = start.state("en").data
    assert "**2** reports read" in told and "years reviewed: 2020–2020" in told
    assert "Without a known year: 1 (\\_乙\\_)" in told and "**1** files were set aside" in told
    assert "up to date" in told
    extra = corpus / "data" / "丙.txt"
    extra.write_text("各位代表：\n我们努力工作。", encoding="utf-8")
    assert "the tables are stale" in start.state("en").data
    assert f'`python run.py tables --out "{corpus / "out"}"`' in start.state("en").data
    extra.unlink()
    assert "空.txt" in start.set_aside().data


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_in_one_language_and_its_links_lead_to_notebooks(corpus, language):
    pages = [
        start.welcome(language),
        start.guide(language),
        start.first_things(language),
        start.own_reports(language),
    ]
    told = "\n".join(page.data for page in pages)
    links = set(LINK.findall(told))
    assert links and all((paths.NOTEBOOK_SOURCES / link).exists() for link in links - {"07_explore.ipynb"})
    han = re.findall("[\u4e00-\u9fff]", told.replace(finder.example(language), ""))
    assert len(han) > 100 if language == "zh" else not han


def test_the_lines_can_be_typed_and_are_this_machines_where_lab_was_opened(corpus, monkeypatch):
    for command in re.findall(r"python run\.py ([^\n`]*)", start.own_reports("en").data):
        assert run.read_options(command.split())[1] == []
    monkeypatch.setenv(start.COMMAND, "py run.py")
    told = start.own_reports("en").data
    assert f'cd "{paths.ROOT}"' in told and "py run.py --data REPORTS --out RESULTS" in told


# --- a figure found by describing it ------------------------------------------------------------------------------------


@pytest.fixture
def shipped_tables(shipped, monkeypatch):
    monkeypatch.setattr(tables, "load", shipped.__getitem__)
    monkeypatch.setattr(finder.tables, "load", shipped.__getitem__)


@pytest.mark.parametrize(
    ("description", "doc_id", "surface"),
    [
        ("李台镇 2020 固定资产投资", "litai-2020", "14318万元"),
        ("2020年李台镇公共财政预算收入是多少", "litai-2020", "840.54万元"),
        ("阳谷县 2019 公共财政预算收入", "litai-2020", "570万元"),
        ("李台 公共财政预算收入增长", "litai-2020", "47.5%"),
        ("孙岗镇 2021 财政收入目标", "sungang-2020", "5500万元"),
        ("孙岗 固定资产投资", "sungang-2020", "2.5亿元"),
        ("Litai 2020 fixed asset investment", "litai-2020", "14318万元"),
    ],
)
def test_a_description_finds_its_figure_first(shipped_tables, description, doc_id, surface):
    first = finder.found(description).iloc[0]
    assert (first["doc_id"], "".join(first["surface"].split())) == (doc_id, surface)


@pytest.mark.parametrize("place", ["刘湾镇", "虎头乡", "清河县", "和平街道"])
def test_a_place_without_a_report_is_said_and_no_other_place_is_given_for_it(shipped_tables, place):
    with pytest.raises(ValueError, match=f"没有{place}的报告.*李台镇"):
        finder.found(f"{place} 2020 财政收入")


@pytest.mark.parametrize(
    "words", ["李台镇 园区 产值", "全镇 财政收入", "2020 行政村 社区", "乡镇 财政收入", "财政收入"]
)
def test_words_that_only_end_like_a_place_are_none(shipped_tables, words):
    finder.found(words)  # raises where one is taken for a place


def test_what_no_report_speaks_of_is_not_found(shipped_tables):
    assert not len(finder.found("李台镇 航天器发射"))
    assert not len(finder.found("鲸"))


def test_the_example_finds_its_own_report(shipped_tables):
    assert len(finder.found(finder.example("zh"))) and len(finder.found(finder.example("en"), "en"))


def test_notices_stand_apart_from_the_files_set_aside(monkeypatch):
    rows = [("a.txt", "empty", "leer", False), ("b.xlsx", "read", "gelesen", True)]
    told = pd.DataFrame(rows, columns=["file", "message", "message_zh", "kept"])
    monkeypatch.setattr(start.tables, "load", lambda name: told)
    aside, notices = start.set_aside().data.split("<p>")
    assert "a.txt" in aside and "b.xlsx" not in aside and "b.xlsx" in notices and "a.txt" not in notices
    monkeypatch.setattr(start.tables, "load", lambda name: told[:1])
    assert "<p>" not in start.set_aside().data
    monkeypatch.setattr(start.tables, "load", lambda name: told[:0])
    assert start.set_aside() is None
