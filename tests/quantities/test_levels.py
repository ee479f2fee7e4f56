"""The level of government that a report speaks for, and which reports are taken to be of one place."""

import pytest

from lib.metadata import levels
from lib.metadata.names import place_id
from lib.metadata.places import find_places
from lib.rules import in_force

SAID = [
    ("各位代表：现在，我代表镇人民政府向大会报告工作。", "town"),
    ("现在，我代表龙泉镇第十九届人民政府，向大会作工作报告。", "town"),
    ("我受街道党工委、办事处委托，向大会报告工作。", "town"),
    ("我代表县人民政府向大会作报告。", "county"),
    ("我代表区人民政府，向大会报告工作。", "county"),
    ("我代表市人民政府向大会报告工作。", "city"),
    ("我代表自治州人民政府向大会报告工作。", "city"),
    ("我受地区行政公署委托，向大会报告工作。", "city"),
    ("我代表省人民政府，向大会作政府工作报告。", "province"),
    ("我代表自治区人民政府，向大会报告工作。", "province"),
    ("现在，我代表国务院，向大会报告政府工作。", "nation"),
    # without a salutation the lowest place that the text calls its own
    ("全镇增收。我镇落实全省部署，全省先进，全省前列，全省第一。全镇齐心。", "town"),
    ("全县增收。我县落实省市部署，全市先进，全市前列，全市第一。全县齐心。", "county"),
    ("全区增收。我区落实市委部署，全市先进，全市前列，全市第一。全区齐心，全区一盘棋。", "county"),
    (
        "全市增收，全市先进，全市齐心。自治区下达任务，自治区补助，自治区表彰。全区第一，全区前列，全区领先。",
        "city",
    ),
    ("全国各族人民团结一致。我国经济发展，全国粮食增产，全国一盘棋。", "nation"),
    ("工作总结。全镇一次，县里两次，村民三次。", ""),
]


@pytest.mark.parametrize(("text", "level"), SAID)
def test_the_level_is_that_of_the_government_spoken_for(text, level):
    found = levels.read_level(in_force(), text, find_places(in_force(), text, 0, None, None))
    assert (found.value if found else "") == level
    assert not found or 0 <= found.start < found.end <= len(text)


def test_a_municipality_under_the_nation_is_a_province_though_it_speaks_of_a_city():
    front = "重庆市第六届人民代表大会第三次会议上\n"
    text = front + "现在，我代表市人民政府向大会报告工作。"
    assert (
        levels.read_level(in_force(), text, find_places(in_force(), text, len(front), None, None)).value
        == "province"
    )


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"level": "town", "town": "城关镇", "county": "甲县"}, "甲县/城关镇"),
        ({"level": "town", "town": "城关镇", "county": "甲县", "province": "某省"}, "某省/甲县/城关镇"),
        ({"level": "town", "town": "虎门镇", "city": "东莞市"}, "东莞市/虎门镇"),
        ({"town": "城关镇", "county": "甲县"}, "甲县/城关镇"),
        # every county has a 城关镇, every other city a 城区; a town whose name is hidden is not its county
        ({"level": "town", "town": "城关镇"}, "doc"),
        ({"level": "town", "town": "城关镇", "province": "某省"}, "doc"),
        ({"level": "town", "county": "甲县", "city": "乙市"}, "doc"),
        ({"level": "county", "county": "城区"}, "doc"),
        ({"level": "county", "city": "乙市"}, "doc"),
        ({"level": "county", "county": "甲县", "city": "乙市"}, "乙市/甲县"),
        ({"level": "city", "city": "乙市", "province": "某省"}, "乙市"),
        ({"level": "city", "city": "乙市"}, "乙市"),
        ({"level": "province", "province": "某省"}, "某省"),
        ({"level": "nation"}, "中国"),
        ({"county": "甲县", "city": "乙市"}, "doc"),
        ({}, "doc"),
        ({"place_id": "371522104", "level": "town", "town": "城关镇"}, "371522104"),
    ],
)
def test_reports_are_of_one_place_only_where_its_names_can_be_no_others(fields, key):
    assert place_id(fields, "doc") == key
