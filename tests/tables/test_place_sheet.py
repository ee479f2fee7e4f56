"""The reports.csv that is filled in as far as known: what stands in it, and that nothing of the user's is lost."""

import csv

import pytest

from lib.tables import write_place_sheet

BODY = (
    "各位代表：\n现在，我代表镇人民政府向大会报告工作。\n一、2020年工作回顾\n2020年，全镇完成税收{}万元。\n"
)


@pytest.fixture
def folder(tmp_path):
    texts = {
        "阳谷县_阿城镇_2021": "",
        "阳谷县_七级镇_2021": "",
        "李台镇2021": "",
        "城关镇2021": "",
        "元阳县_黄茅岭乡_2021": "没有年份，只有一句话：全乡完成税收三百万元。\n",
    }
    for number, (name, text) in enumerate(texts.items()):
        (tmp_path / f"{name}.txt").write_text(text or BODY.format(number + 100), encoding="utf-8")
    return tmp_path


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as opened:
        return {row["doc_id"]: row for row in csv.DictReader(opened)}


def test_names_codes_and_sources_are_filled_in_as_far_as_known(folder):
    path, _ = write_place_sheet(folder)
    rows = read(path)
    assert path.name == "reports.csv" and len(rows) == 5
    town = rows["元阳县_黄茅岭乡_2021"]
    assert (town["town"], town["city"], town["place_code"]) == (
        "黄茅岭乡",
        "红河哈尼族彝族自治州",
        "532528210",
    )
    assert (town["plan_year"], town["year_source"]) == ("2021", "file_name")
    assert rows["李台镇2021"]["county"] == "" and rows["李台镇2021"]["place_candidates"].startswith(
        "371521108 "
    )
    assert rows["城关镇2021"]["review_year"] == "2020" and len(rows["城关镇2021"]["place_candidates"]) > 88


def test_years_stay_whole_where_one_is_not_told(tmp_path):
    (tmp_path / "李台镇2019.txt").write_text(
        "李台镇政府2018年工作总结\n2018年完成税收3万元。\n", encoding="utf-8"
    )
    (tmp_path / "青石镇.txt").write_text(BODY.format(9), encoding="utf-8")
    rows = read(write_place_sheet(tmp_path)[0])
    assert {row[name] for row in rows.values() for name in ("review_year", "plan_year")} <= {
        "",
        *map(str, range(2018, 2022)),
    }
    assert "" in {row["plan_year"] for row in rows.values()}


def test_what_a_sheet_tells_has_the_sheet_for_its_source(tmp_path):
    rows = "编号,县,乡镇,年份,正文\na,阳谷,李台镇,2020," + BODY.format(9).replace("\n", "") * 4 + "\n"
    (tmp_path / "报告.csv").write_text(rows, encoding="utf-8")
    (row,) = read(write_place_sheet(tmp_path)[0]).values()
    assert "county:sheet" in row["place_source"] and "reports.csv" not in row["place_source"]


def test_a_reports_csv_is_never_overwritten_and_its_cells_are_taken_over(folder):
    own = "file,county\n李台镇2021.txt,阳谷县\n"
    (folder / "reports.csv").write_text(own, encoding="utf-8")
    path, _ = write_place_sheet(folder)
    assert path.name == "reports.to_check.csv" and (folder / "reports.csv").read_text(encoding="utf-8") == own
    row = read(path)["李台镇2021"]
    assert row["place_code"] == "371521108"
    assert row["place_source"] == "town:file_name county:reports.csv city:table province:table"


def test_a_sheet_that_was_filled_in_and_kept_gives_the_same_sheet_again(folder):
    first, _ = write_place_sheet(folder)
    second, _ = write_place_sheet(folder, jobs=2)
    assert first.read_bytes() == second.read_bytes()
