"""What a run says at its end: corrections in force, growth they left behind, reports of one town kept apart."""

import pandas as pd

from lib import paths, tables
from lib.corpus import Report
from lib.rules import in_force
from lib.tables import kept_apart, notices, panel, told_apart

REPORTS = pd.DataFrame(
    {
        "doc_id": ["a", "b", "c", "d"],
        "town": ["柳湾镇", "柳湾镇", "青石镇", "青石镇"],
        "county": ["", "", "云雾县", ""],
        "place_id": ["a", "b", "云雾县/青石镇", "d"],
        "document_type": "government_work_report",
    }
)
QUANTITIES = pd.DataFrame(
    {
        "doc_id": ["a", "a", "a", "b"],
        "start": [101, 135, 300, 135],
        "surface": ["3亿元", "2.9%", "5%", "2.9%"],
        "kind": ["level", "growth", "growth", "growth"],
        "sentence_start": [90, 90, 280, 90],
        "indicator": ["工业产值", "生产总值", "生产总值", "生产总值"],
    }
)


def correction(start: str, corrected: str = "工业产值") -> dict[str, str]:
    row = {"doc_id": "a", "table": "quantities", "start": start, "field": "indicator"}
    return row | {"expected": "生产总值", "corrected": corrected, "reason": "原文"}


def test_reports_of_one_town_that_tell_no_county_are_named(monkeypatch):
    assert kept_apart(REPORTS) == {"柳湾镇": 2}
    assert kept_apart(REPORTS.assign(place_id="同一地")) == {}
    monkeypatch.setenv("WORKBOOK_SPEAKS", "en")
    told = notices(REPORTS, QUANTITIES, [])
    assert told == ["柳湾镇: 2 reports without a county are kept apart; fill in county in reports.csv"]
    monkeypatch.setenv("WORKBOOK_SPEAKS", "zh")
    assert "2 份报告未写明所属县" in notices(REPORTS, QUANTITIES, [])[0]


def test_growth_that_a_correction_left_behind_is_named():
    told = notices(REPORTS.tail(0), QUANTITIES, [correction("101")])
    assert told == []  # of no report that is there
    told = notices(REPORTS.iloc[2:].assign(doc_id="a"), QUANTITIES, [correction("101")])
    assert told[0] == "Corrections: 1 applied (corrections.csv)"
    assert "2.9%, start 135, still has 生产总值" in told[1] and len(told) == 2
    both = [correction("101"), correction("135")]
    assert len(notices(REPORTS.iloc[2:].assign(doc_id="a"), QUANTITIES, both)) == 1


NOTICE = (
    "关于召开青石镇第十八届人民代表大会第三次会议的通知\n各村、各单位：\n经研究，定于2021年2月5日上午9时在镇政府三楼会议室召开会议。"
    "现将有关事项通知如下：\n一、参会人员\n镇人大代表65名，各村书记，镇直各单位负责人。\n二、有关要求\n请参会人员提前10分钟入场，"
    "不得请假。\n青石镇人民政府办公室\n2021年1月28日"
)


def test_a_notice_of_a_meeting_looks_like_no_report_and_stands_for_no_year_unless_the_user_says_it_is_one(
    monkeypatch,
):
    monkeypatch.setenv("WORKBOOK_SPEAKS", "en")
    notice = Report("n", "n.txt", "0", NOTICE)
    built = tables.corpus_tables([notice])
    report = built["reports"].iloc[0]
    assert report["document_type"] == "no_report" and pd.isna(report["review_year"])
    assert "no_report" in set(built["remarks"]["rule"])
    assert notices(built["reports"], built["quantities"], [])[0].startswith("Looks like no report: 1 (n)")
    assert not len(panel.of_tables(in_force(), built.__getitem__)["wide"])
    told = tables.corpus_tables([notice], {"n": {"document_type": "speech"}})["reports"].iloc[0]
    assert told["document_type"] == "speech" and told["review_year"] == 2020


def test_the_shipped_reports_look_like_reports(shipped):
    assert "no_report" not in set(shipped["reports"]["document_type"])


def test_a_theme_that_is_none_of_the_known_ones_is_named(tmp_path, monkeypatch):
    (tmp_path / "dictionaries").mkdir()
    head = "term,theme,en,variant_of,exclude,unless_near,caution,source\n"
    rows = "稻虾共作,农业类,,,,,,\n稻鸭共作,农业,,,,,,\n"
    (tmp_path / "dictionaries" / "themes.csv").write_text(head + rows, encoding="utf-8")
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path / "结果"))
    paths.remember_data(tmp_path)
    monkeypatch.setenv("WORKBOOK_SPEAKS", "en")
    (told,) = notices(REPORTS.tail(1), QUANTITIES, [])
    assert told.startswith("Theme 农业类 is none of") and "agriculture 农业" in told


def test_many_towns_kept_apart_are_one_line():
    towns = [f"柳{sign}镇" for sign in "东西南北中上下"]
    reports = pd.DataFrame(
        [
            {"doc_id": f"{town}{n}", "place_id": f"{town}{n}", "town": town, "county": ""}
            for town in towns
            for n in (1, 2)
        ]
    )
    (line,) = told_apart(reports)
    assert "7" in line and sum(town in line for town in towns) == 5
    assert len(told_apart(reports[reports["town"].isin(towns[:3])])) == 3
