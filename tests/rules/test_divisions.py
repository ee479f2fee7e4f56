"""The division of China: its tables are whole and sorted, and its lookups know what places were called before."""

import csv

import pytest

from lib.rules import divisions, in_force

TABLE = divisions.table(in_force())


def rows(path):
    with open(path, encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


PLACES, CHANGES = rows(divisions.PLACES), rows(divisions.CHANGES)


def test_places_are_sorted_and_each_code_stands_once():
    codes = [row["code"] for row in PLACES]
    assert codes == sorted(set(codes)) and {len(code) for code in codes} == {2, 4, 6, 9}


def test_every_township_lies_in_a_county_or_in_a_city_without_counties():
    alone = {row["code"][:4] for row in PLACES if row["kind"] == "town" and not TABLE.get(row["code"][:6])}
    assert {TABLE.get(code).name for code in alone} == {"东莞市", "中山市", "儋州市", "嘉峪关市"}


def test_every_change_leads_to_a_place_of_today_or_is_dissolved():
    later = {(row["old_code"], row["old_name"]): row for row in CHANGES if row["old_code"]}
    for row in CHANGES:
        end = row
        for _ in later:
            end = later.get((end["new_code"], end["new_name"]), end)
        code = end["new_code"].removesuffix("00") if end["new_code"].endswith("00") else end["new_code"]
        assert end["kind"] == "dissolved" or TABLE.get(code).name == end["new_name"], row


@pytest.mark.parametrize(
    ("name", "code", "today"),
    [
        ("阳谷县", "371521", "阳谷县"),
        ("沙县", "350405", "沙县区"),
        ("章丘市", "370114", "章丘区"),
        ("元江县", "530428", "元江哈尼族彝族傣族自治县"),
        ("红河州", "5325", "红河哈尼族彝族自治州"),
        ("承留镇", "419001103", "济源市承留镇"),
        ("通什市", "469001", "五指山市"),
    ],
)
def test_a_place_is_found_by_the_ways_its_name_is_written(name, code, today):
    assert [(place.code, place.today) for place in TABLE.named(name)] == [(code, today)]


def test_a_name_that_stands_often_gives_all_its_places():
    assert len(TABLE.named("城关镇", "town")) == 88


@pytest.mark.parametrize(
    ("place", "upper", "lies"),
    [
        ("无为县", "芜湖市", True),
        ("无为县", "巢湖市", True),
        ("无为县", "合肥市", False),
        ("阳谷县", "山东省", True),
    ],
)
def test_a_place_lies_in_those_it_belonged_to(place, upper, lies):
    own = TABLE.named(place)[0]
    assert any(TABLE.inside(own, above) for above in TABLE.named(upper)) == lies


def test_a_former_name_has_the_city_of_its_time():
    assert TABLE.above(TABLE.named("莱城区")[0])["city"].name == "莱芜市"
    assert TABLE.above(TABLE.named("莱芜区")[0])["city"].name == "济南市"
