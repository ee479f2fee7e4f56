"""What a run says at its end: corrections in force, growth they left behind, reports of one town kept apart."""

import pandas as pd

from lib.tables import kept_apart, notices

REPORTS = pd.DataFrame(
    {
        "doc_id": ["a", "b", "c", "d"],
        "town": ["柳湾镇", "柳湾镇", "青石镇", "青石镇"],
        "county": ["", "", "云雾县", ""],
        "place_id": ["a", "b", "云雾县/青石镇", "d"],
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
