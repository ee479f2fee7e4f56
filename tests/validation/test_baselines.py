"""The simple methods find what a simple script would: read off short texts by hand."""

import pytest

from lib import tables
from lib.validation import baselines

TEXT = "改厕120户，投资4720\n万元，\n增长8. 6%以上，新建三个项目。"


def found(way, text=TEXT):
    return [(text[start:end], value, unit) for start, end, value, unit in way(text)]


def test_the_plain_pattern_stops_at_a_line_break():
    assert found(baselines.plain_regex) == [("120户", 120, "户"), ("6%以上", 6, "%")]


def test_closed_up_it_reads_across_and_its_places_are_raw():
    assert found(baselines.closed_up_regex) == [
        ("120户", 120, "户"),
        ("4720\n万元", 47200000, "元"),
        ("8. 6%以上", 8.6, "%"),
    ]


def test_the_tagger_also_takes_chinese_numerals():
    rows = found(baselines.posseg, "新建三个项目，改厕120户。")
    assert ("三个", 3, "个") in rows and ("120户", 120, "户") in rows


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("5.68万㎡", ("5.68万㎡", 56800, "平方米")),
        ("60余万羽", ("60余万羽", 600000, "羽")),
        ("2个百分点", ("2个百分点", 2, "个百分点")),
        ("近200人次", ("200人次", 200, "人次")),
        ("12.5千米", ("12.5千米", 12.5, "公里")),
    ],
)
def test_units_and_magnitudes_of_the_guide(text, row):
    assert found(baselines.plain_regex, text) == [row]


def test_nothing_is_found_where_nothing_stands():
    assert [found(way, "") for way in (baselines.plain_regex, baselines.posseg)] == [[], []]
    assert found(baselines.closed_up_regex, "各位代表：\n") == []


def test_tables_name_kind_by_the_word_before(monkeypatch):
    texts = {"a": "税收增长\n8%，合格率98%。"}
    monkeypatch.setattr(tables, "raw_text", texts.get)
    table = baselines.readings(["a"])["closed_up_regex"]
    assert table[["surface", "kind", "status"]].values.tolist() == [
        ["8%", "growth", "actual"],
        ["98%", "share", "actual"],
    ]
    assert all(rows.empty for rows in baselines.readings([]).values())
