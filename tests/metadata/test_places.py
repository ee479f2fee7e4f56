"""Places: names read by the division table, from texts, file names and the other reports of a folder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import paths
from lib.cleaning import clean
from lib.metadata import own_place, read_metadata, siblings
from lib.metadata.file_names import read_place, read_years
from lib.metadata.place_names import LEVELS, parse
from lib.metadata.places import find_places
from lib.metadata.placing import Told, place
from lib.rules import dictionaries, divisions, in_force
from tests.growth import grows_with_the_input

RULES = in_force()
FILES = dictionaries.read_table(paths.CASES / "file_names.csv")
TOWNS = [
    divisions.table(RULES).get(row["code"])
    for row in dictionaries.read_table(divisions.PLACES)
    if row["kind"] == "town" and row["code"].startswith(("3715", "5325", "4419", "1101", "1525"))
]


@pytest.mark.parametrize("case", FILES, ids=lambda case: case["file"])
def test_file_names(case):
    told = {level: name.name for level, name in read_place(RULES, case["file"]).items()}
    assert told == {level: case[level] for level in LEVELS if case[level]}
    assert " ".join(f"{part}:{year}" for part, year in read_years(in_force(), case["file"])) == case["years"]


@pytest.mark.parametrize(
    "run",
    [
        "针对本乡",
        "新建立镇",
        "完成区",
        "质量强镇",
        "我镇",
        "家庭农场",
        "市辖区",
        "回族乡",
        "自市",
        "促进城乡",
        "认真落实市",
        "城区",
    ],
)
def test_running_words_are_no_place(run):
    assert parse(RULES, run) is None


def test_every_township_is_read_behind_its_county_and_finds_its_code():
    for town in TOWNS:
        above = divisions.table(RULES).above(town)
        read = parse(RULES, (above.get("county") or above["city"]).name + town.name)
        settled = place(RULES, {level: Told(name, "text") for level, name in read.names.items()})
        name = read.names["town"]
        namesakes = [p for p in divisions.table(RULES).named(name, "town") if p.code[:6] == town.code[:6]]
        assert settled.place_code == town.code or len(namesakes) > 1, town
        assert settled.told["province"].name == above["province"].name


def test_a_town_alone_is_never_taken_for_its_county():
    settled = place(RULES, {"town": Told("李台镇", "text")})
    assert set(settled.told) == {"town"} and not settled.place_code
    assert [candidate.code for candidate in settled.candidates] == ["371521108"]


def test_a_county_of_several_has_candidates_and_no_code():
    settled = place(RULES, {"county": Told("鼓楼区", "text")})
    assert not settled.county_code and len(settled.candidates) == 4


def row(file, **told):
    fields = {name: None for name in LEVELS} | told
    source = " ".join(f"{level}:text" for level in LEVELS if told.get(level))
    return {
        "doc_id": file,
        "file": file,
        "place_id": file,
        "place_source": source,
        "county_code": None,
    } | fields


def test_the_other_reports_of_a_folder_tell_the_county():
    rows = [row("a/1.txt", town="李台镇")]
    rows += [
        row(f"a/{n}.txt", town=name, county="阳谷县", county_code="371521")
        for n, name in ((2, "阿城镇"), (3, "七级镇"))
    ]
    rows += [row("b/4.txt", town="李台镇"), row("a/5.txt", town="城关镇")]
    settled = siblings.settle(RULES, rows)
    assert settled[0]["county"] == "阳谷县" and settled[0]["place_code"] == "371521108"
    assert settled[0]["place_source"] == "town:text county:siblings city:table province:table"
    assert settled[0]["place_id"] == "山东省/聊城市/阳谷县/李台镇"
    assert (
        settled[3]["county"] is None and settled[4]["county"] is None
    )  # another folder; a town the county has not


def test_the_other_files_tell_what_the_year_in_a_file_name_means():
    silent = row("a/云水镇2021.txt") | {"review_year": 2020, "plan_year": 2021, "year_source": "file_name"}
    for shift, expected in ((0, (2021, 2022)), (1, (2020, 2021))):
        told = [
            row(f"a/清河镇{year}.txt")
            | {"review_year": year - shift, "plan_year": year - shift + 1, "year_source": "text"}
            for year in (2017, 2018, 2019)
        ]
        settled = siblings.settle_years(in_force(), [silent, *told])[0]
        assert (settled["review_year"], settled["plan_year"]) == expected


def test_what_the_user_knows_better_settles_the_place_anew():
    read = own_place.columns(RULES, place(RULES, {"town": Told("城关镇", "text")}))
    assert len(read["place_candidates"].split("; ")) == 88
    changed = own_place.overridden(RULES, read | {"level": "town"}, {"county": "元氏县"})
    assert changed["city"] == "石家庄市" and changed["place_source"].startswith(
        "town:text county:reports.csv"
    )


@given(st.text(alphabet="山东省阳谷县李台镇城关区市乡街道办事处和2021年_-/.", max_size=24))
def test_any_file_name_is_read_without_error_and_gives_names_it_holds_or_the_table_has(file):
    for level, told in read_place(RULES, file).items():
        assert told.name.removesuffix("街道") in file or divisions.table(RULES).named(told.name, level)


def test_a_file_name_that_names_another_place_is_told_and_not_believed():
    text = clean(RULES, "高唐县政府工作报告\n县长 李国强\n各位代表：\n我代表县人民政府，向大会报告工作。\n")
    read = read_metadata(RULES, text, [], "保定市/唐县_2021.txt")
    assert (read["county"], read["city"]) == ("高唐县", "聊城市")
    assert "file_name_place" in [remark.rule for remark in read["remarks"]]


def test_a_name_of_the_text_and_one_of_the_file_settle_the_place_together():
    text = clean(RULES, "政府工作报告\n各位代表：\n我代表李台镇人民政府，向大会报告工作。\n")
    read = read_metadata(RULES, text, [], "阳谷县/2021.txt")
    assert read["place_source"] == "town:text county:file_name city:table province:table"
    assert (read["place_code"], read["review_year"], read["year_source"]) == ("371521108", 2020, "file_name")
    assert set(read["evidence"]) & {"county", "city", "province", "review_year"} == set()


@pytest.mark.parametrize("sign", "○×某 ")
def test_a_run_of_signs_that_mask_a_name_is_read_in_time_of_its_length(sign):
    # ○○○○ stands for one unnamed place; as many again used to take sixteen times as long, and thirty never ended
    def work(times):
        return lambda: find_places(RULES, "\n" + sign * times + "关于", 0, None, None)

    assert grows_with_the_input(work, 3, 24)
