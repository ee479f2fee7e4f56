"""A selection in force: tables, verdicts, captions and names are those of the selected reports, the corpus stays as it is."""

import pandas as pd
import pytest

from lib import exports, paths, tables
from lib.stories import sentences

TEXT = "{town}2020年政府工作报告\n各位代表：\n一、2020年工作回顾\n全年完成一般公共预算收入{n}万元。发展产业。\n二、2021年工作安排\n一般公共预算收入增长8%。"
TOWNS = {"a": ("甲山镇", 1000, "山区"), "b": ("乙河镇", 2000, "平原"), "c": ("丙塘镇", 3000, "山区")}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A corpus of three towns, its tables built."""
    folder = tmp_path_factory.mktemp("选 择")
    data, out = folder / "报告", folder / "out"
    data.mkdir()
    for doc_id, (town, n, _) in TOWNS.items():
        (data / f"{doc_id}.txt").write_text(TEXT.format(town=town, n=n), encoding="utf-8")
    rows = [f"{doc_id},某县,{town},{terrain}" for doc_id, (town, _, terrain) in TOWNS.items()]
    (data / "reports.csv").write_text("\n".join(["doc_id,county,town,地形", *rows]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.OUT_VARIABLE, str(out))
        paths.remember_data(data)
        tables.build(say=lambda line: None)
    return out


@pytest.fixture
def opened(folders, monkeypatch):
    monkeypatch.setenv(paths.OUT_VARIABLE, str(folders))
    monkeypatch.setenv(paths.SELECT_VARIABLE, "")
    return folders


def test_every_table_is_of_the_selected_reports_and_the_corpus_stays(opened):
    before = (paths.tables() / "comparison.csv").read_bytes()
    assert tables.select("地形=山区") == "地形=山区"
    assert tables.load("reports")["doc_id"].to_list() == ["a", "c"]
    for name in tables.COLUMNS:
        table = tables.load(name)
        assert "doc_id" not in table or set(table["doc_id"]) <= {"a", "c", ""}, (
            name
        )  # "": a row on all of them
    cells = tables.load("comparison").query("chosen and aim == 'done' and kind == 'level'")
    assert cells["peers"].to_list() == [1, 1]  # of the whole corpus it would be two
    parts = tables.load("part_words").set_index(["doc_id", "word"])
    assert parts.loc[("a", "产业"), "documents"] == 2
    assert paths.tables() == opened / "selections" / "地形-山区" / "tables"
    assert set(tables.clean_texts()) == {"a", "c"}
    paths.select("")
    assert (paths.tables() / "comparison.csv").read_bytes() == before
    assert len(tables.load("reports")) == 3


def test_a_selection_of_all_gives_the_same_tables(opened):
    whole = {name: tables.load(name) for name in tables.COLUMNS}
    tables.select("year=2020")
    for name, table in whole.items():
        pd.testing.assert_frame_equal(tables.load(name), table)


def test_a_selection_is_said_in_findings_captions_and_names(opened):
    tables.select("doc_id=a")
    reports = tables.load("reports")
    assert "doc\\_id=a" in sentences.listed(["甲"]).data
    caption = exports.captions.caption("01_length", reports)
    assert "doc_id=a" in caption["note_zh"] and "doc_id=a" in caption["note_en"]
    assert exports.exhibits.of_selection("01_length") == "01_length.doc_id-a"


def test_a_selection_that_leaves_nothing_says_so_and_changes_nothing(opened):
    with pytest.raises(ValueError, match="no report is left"):
        tables.select("地形=沙漠")


def test_long_selections_have_short_names(monkeypatch):
    monkeypatch.setenv(paths.SELECT_VARIABLE, "doc_id=" + ",".join(f"r{n}" for n in range(100)))
    assert len(paths.selection_name()) < 75
    other = paths.selection_name()
    monkeypatch.setenv(paths.SELECT_VARIABLE, "doc_id=" + ",".join(f"r{n}" for n in range(101)))
    assert paths.selection_name() != other
