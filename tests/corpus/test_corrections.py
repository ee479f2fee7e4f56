"""What a scholar knows better finds its place, and fails in words when the place is gone."""

import re

import pandas as pd
import pytest

from lib import paths
from lib.corpus import corrections
from lib.corpus.corrections import apply, read_corrections, read_overrides, taken_back
from lib.corpus.files import Report, read_corpus

HASH = "0" * 64
REPORTS = [
    Report("litai-2020", "raw/litai-2020.txt", HASH, "李台"),
    Report("孙岗镇", "raw/六安/孙岗镇.txt", HASH, "孙岗"),
]


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "doc_id": ["a", "a", "b"],
            "start": [10, 52, 10],
            "value": [4720.5, None, 3.0],
            "unit": ["元", "个", None],
            "level": [1, 2, 3],
        }
    )


def correction(**changed: str) -> dict[str, str]:
    row = {
        "doc_id": "a",
        "table": "quantities",
        "start": "52",
        "field": "unit",
        "expected": "个",
        "corrected": "家",
    }
    return row | {"reason": "原文作“家”"} | changed


def write(tmp_path, name: str, *lines: str):
    (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return tmp_path


def test_a_correction_changes_its_cell_alone():
    before = table()
    after = apply(before, "quantities", [correction()])
    assert after["unit"].tolist()[:2] == ["元", "家"]
    pd.testing.assert_frame_equal(before, table())
    pd.testing.assert_frame_equal(after.drop(columns="unit"), before.drop(columns="unit"))
    pd.testing.assert_frame_equal(after.drop(index=1), before.drop(index=1))


def test_numbers_stay_numbers_and_are_compared_as_numbers():
    after = apply(
        table(), "quantities", [correction(start="10", field="value", expected="4720.50", corrected="47.2")]
    )
    assert after["value"].tolist()[0] == 47.2
    after = apply(table(), "quantities", [correction(field="level", expected="2.0", corrected="1")])
    assert after["level"].tolist() == [1, 1, 3] and after["level"].dtype == table()["level"].dtype


def test_yes_and_no_stay_yes_and_no():
    words = pd.DataFrame({"doc_id": ["a", "b"], "stop": [True, False]})
    row = correction(table="words", start="", field="stop", expected="True", corrected="false")
    assert apply(words, "words", [row])["stop"].tolist() == [False, False]


def test_an_empty_cell_can_be_filled_and_a_filled_one_emptied():
    fill = correction(doc_id="b", start="10", expected="", corrected="亩")
    empty = correction(field="value", start="10", expected="4720.5", corrected="")
    after = apply(table(), "quantities", [fill, empty])
    assert after["unit"].tolist()[2] == "亩"
    assert after["value"].isna().tolist() == [True, True, False]


def test_an_emptied_text_is_no_missing_one_where_the_column_has_none():
    full = table().fillna({"unit": ""})
    assert apply(full, "quantities", [correction(corrected="")])["unit"].tolist() == ["元", "", ""]


def test_corrections_are_made_in_turn():
    rows = [correction(), correction(expected="家", corrected="户")]
    assert apply(table(), "quantities", rows)["unit"].tolist()[1] == "户"


def test_corrections_are_taken_back_in_turn_and_those_of_other_reports_passed_over():
    rows = [correction(), correction(expected="家", corrected="户")]
    rows += [correction(field="value", expected="", corrected="7")]
    corrected = apply(table(), "quantities", rows)
    other = correction(doc_id="z", start="1")
    pd.testing.assert_frame_equal(taken_back(corrected, "quantities", [*rows, other]), table())


def test_what_was_never_corrected_cannot_be_taken_back():
    with pytest.raises(ValueError, match="no row holds '家'"):
        taken_back(table(), "quantities", [correction()])


def test_a_table_without_offsets_is_corrected_by_report():
    reports = pd.DataFrame({"doc_id": ["a", "b"], "town": ["济阳镇", None]})
    row = correction(table="reports", doc_id="b", start="", field="town", expected="", corrected="李台镇")
    assert apply(reports, "reports", [row])["town"].tolist() == ["济阳镇", "李台镇"]


def test_corrections_of_other_tables_are_passed_over():
    pd.testing.assert_frame_equal(apply(table(), "sections", [correction(expected="gone")]), table())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"expected": "处"}, "no row holds '处' in unit .there: '个'."),
        ({"expected": ""}, "no row holds ''"),
        ({"start": "53"}, "no such row"),
        ({"doc_id": "c"}, "no such row"),
        ({"field": "einheit"}, "no column 'einheit'"),
        ({"field": "value", "expected": "", "corrected": "三"}, "'三' does not fit the column value"),
        ({"field": "level", "expected": "2", "corrected": "1.5"}, "does not fit the column level"),
        ({"field": "level", "expected": "2", "corrected": ""}, "does not fit the column level"),
    ],
)
def test_a_correction_that_no_longer_fits_fails_in_words(changed, words):
    with pytest.raises(ValueError, match=words) as caught:
        apply(table(), "quantities", [correction(**changed)])
    assert "corrections.csv" in str(caught.value) and "quantities" in str(caught.value)


def test_a_correction_that_fits_two_rows_fails():
    twice = pd.concat([table(), table()], ignore_index=True)
    with pytest.raises(ValueError, match="several rows hold '个'"):
        apply(twice, "quantities", [correction()])


def test_corrections_are_read_with_their_reason(tmp_path):
    header = ",".join(corrections.COLUMNS)
    folder = write(tmp_path, "corrections.csv", "# why", header, "a,quantities,52,unit,个,家,原文作“家”")
    assert read_corrections(folder) == [correction()]
    with pytest.raises(ValueError, match="row 1.*reason"):
        read_corrections(write(tmp_path, "corrections.csv", header, "a,quantities,52,unit,个,家,"))
    with pytest.raises(ValueError, match="no column expected"):
        read_corrections(
            write(tmp_path, "corrections.csv", header.replace("expected,", ""), "a,quantities,52,unit,家,x")
        )
    assert read_corrections(tmp_path / "none") == []


def test_overrides_are_found_by_id_or_file_and_typed(tmp_path):
    folder = write(
        tmp_path,
        "reports.csv",
        "# 来源",
        "doc_id,file,town,review_year,delivered_on,published_on,speaker",
        "litai-2020,,李台镇,2020,2021/2/5,2021年3月,",
        ",六安/孙岗镇.txt,,2020年,2020.12,2022,赵六",
    )
    overrides, notes = read_overrides(folder, REPORTS)
    assert notes == []
    assert overrides["litai-2020"] == {
        "town": "李台镇",
        "review_year": 2020,
        "delivered_on": "2021-02-05",
        "published_on": "2021-03",
    }
    assert overrides["孙岗镇"] == {
        "file": "六安/孙岗镇.txt",
        "review_year": 2020,
        "delivered_on": "2020-12",
        "published_on": "2022",
        "speaker": "赵六",
    }


def test_a_column_under_another_name_is_told_with_the_right_one(tmp_path):
    folder = write(tmp_path, "reports.csv", "doc_id,县,年度,地形", "litai-2020,阳谷县,2020,平原")
    overrides, (note,) = read_overrides(folder, REPORTS)
    assert overrides == {"litai-2020": {"县": "阳谷县", "年度": "2020", "地形": "平原"}}
    assert note.problem == "reports_column" and note.kept
    assert "县 → county, 年度 → review_year" in note.message and "地形" not in note.message
    named = write(tmp_path, "reports.csv", "doc_id,county,县", "litai-2020,阳谷县,阳谷")
    assert read_overrides(named, REPORTS)[1] == []


def test_rows_without_a_report_and_second_rows_are_named_and_left_out(tmp_path):
    folder = write(
        tmp_path,
        "reports.csv",
        "doc_id,town",
        "litai-2020,李台镇",
        "nowhere-1999,某镇",
        "litai-2020,别的镇",
        ",无名镇",
    )
    overrides, notes = read_overrides(folder, REPORTS)
    assert overrides == {"litai-2020": {"town": "李台镇"}}
    assert [note.problem for note in notes] == ["reports_table"] * 3
    assert "row 2 names nowhere-1999" in notes[0].message
    assert "row 3 is a second row for litai-2020" in notes[1].message
    assert "row 4 names no report" in notes[2].message


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("review_year", "二〇二〇"),
        ("plan_year", "21"),
        ("delivered_on", "2021-02-30"),
        ("published_on", "三月"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_left_out(tmp_path, column, cell):
    folder = write(tmp_path, "reports.csv", f"doc_id,town,{column}", f"litai-2020,李台镇,{cell}")
    overrides, notes = read_overrides(folder, REPORTS)
    assert overrides == {"litai-2020": {"town": "李台镇"}}
    assert len(notes) == 1 and column in notes[0].message and cell in notes[0].message


def test_a_file_that_changed_since_it_was_described_is_named(tmp_path):
    same = write(tmp_path, "reports.csv", "doc_id,sha256", f"litai-2020,{HASH}")
    assert read_overrides(same, REPORTS)[1] == []
    changed = write(tmp_path, "reports.csv", "doc_id,sha256", f"litai-2020,{'1' * 64}")
    assert "sha256 differs" in read_overrides(changed, REPORTS)[1][0].message


def test_a_table_that_cannot_be_read_is_said_and_stops_nothing(tmp_path):
    folder = write(tmp_path, "reports.csv", "doc_id,town", "litai-2020,李台镇,多,余")
    overrides, notes = read_overrides(folder, REPORTS)
    assert overrides == {} and "line 2" in notes[0].message
    assert read_overrides(tmp_path / "none", REPORTS) == ({}, [])


def test_the_shipped_reports_are_those_that_the_shipped_table_describes():
    reports, aside = read_corpus(paths.SHIPPED_DATA)
    overrides, notes = read_overrides(paths.SHIPPED_DATA, reports)
    assert (aside, notes) == ([], [])
    assert sorted(overrides) == [report.doc_id for report in reports]
    assert {report.doc_id: report.sha256 for report in reports} == {
        doc_id: row["sha256"] for doc_id, row in overrides.items()
    }
    assert all(row["rights"] and row["removal_contact"] for row in overrides.values())
    known = read_corrections(paths.SHIPPED_DATA)
    assert {row["doc_id"] for row in known} <= set(overrides)
    assert all(row["expected"] != row["corrected"] for row in known)
    assert all(re.search("[\u4e00-\u9fff].*[a-z]", row["reason"]) for row in known)  # in both languages


TEXT = "一、回顾\n完成投资 500\n万元。建成大棚。\n李家村流转土地30亩，王家村20亩。"


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ("5,8,,damage,x", "完成投"),
        (",,投资500万元,damage,x", "投资 500\n万元"),
        (",,李家村…王家村,note,x", "李家村流转土地30亩，王家村"),
        (",,,damage,x", None),
        (",,没有的话,damage,x", None),
        ("5,800,,damage,x", None),
    ],
)
def test_a_remark_finds_its_passage(tmp_path, cells, shown):
    (tmp_path / "remarks.csv").write_text(f"doc_id,start,end,passage,kind,text_zh\na,{cells}\n", "utf-8")
    known, notes = read_overrides(tmp_path, [Report("a", "a.txt", "", TEXT)])
    (remark,) = known["a"]["remarks"]
    assert (remark["start"] is None) == (shown is None)
    assert shown is None or TEXT[remark["start"] : remark["end"]] == shown
    assert bool(notes) == (shown is None and cells[:3] != ",,,")


def test_damage_known_of_a_whole_report_is_a_remark_too(tmp_path):
    (tmp_path / "reports.csv").write_text("doc_id,known_damage\na,缺第三页\n", "utf-8")
    known, _ = read_overrides(tmp_path, [Report("a", "a.txt", "", TEXT)])
    assert [(told["kind"], told["text_zh"]) for told in known["a"]["remarks"]] == [("damage", "缺第三页")]


def test_a_remark_on_no_report_and_an_unknown_kind_are_named(tmp_path):
    (tmp_path / "remarks.csv").write_text("doc_id,kind,text_zh\nb,damage,x\na,odd,x\n", "utf-8")
    known, notes = read_overrides(tmp_path, [Report("a", "a.txt", "", TEXT)])
    assert [told["kind"] for told in known["a"]["remarks"]] == ["damage"]
    assert "row 1 names b" in notes[0].message and "kind is 'odd'" in notes[1].message


def corrected_to(tmp_path, field: str, value: str, expected: str = "") -> dict[str, str]:
    """Return the one correction of a folder whose corrections.csv asks for a value."""
    line = f"a,quantities,52,{field},{expected},{value},原文"
    return read_corrections(write(tmp_path, "corrections.csv", ",".join(corrections.COLUMNS), line))[0]


@pytest.mark.parametrize(
    ("field", "shown", "own"),
    [
        ("status", "已完成", "actual"),
        ("status", "目标", "target"),
        ("status", "done", "actual"),
        ("scope", "局部", "part"),
        ("kind", "增长率", "growth"),
        ("bound", "以上", "above"),
        ("nature", "存量", "stock"),
        ("canonical", "财政收入", "fiscal_revenue"),
        ("definition", "一般公共预算收入", "general_public_budget_revenue"),
        ("definition", "Gross regional product", "gross_regional_product"),
        ("definition", "total_fiscal_revenue", "total_fiscal_revenue"),
        ("role", "工作回顾", "review"),
        ("nature", "", ""),
        ("definition", "", ""),
    ],
)
def test_the_words_that_pages_show_are_taken_for_the_id(tmp_path, field, shown, own):
    assert corrected_to(tmp_path, field, shown)["corrected"] == own
    assert corrected_to(tmp_path, field, own, expected=shown)["expected"] == own


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("status", "完成", "actual 已完成, target 目标, expected 预期"),
        ("status", "", "actual"),
        ("scope", "全县", "town 全镇, part 局部"),
        ("kind", "rate", "level"),
        ("bound", "more", "exact"),
        ("nature", "flows", "capacity"),
        ("canonical", "fisc_rev", "an id of indicators.csv"),
        ("definition", "财政", "an id of indicators.csv"),
    ],
)
def test_a_value_outside_a_closed_list_stops_with_the_list(tmp_path, field, value, told):
    with pytest.raises(ValueError, match="corrections.csv, row 1") as caught:
        corrected_to(tmp_path, field, value)
    assert told in str(caught.value) and repr(value) in str(caught.value)


def test_all_rows_that_are_wrong_are_told_at_once(tmp_path):
    rows = [f"a,quantities,5{n},status,actual,完成,原文" for n in (2, 3)]
    with pytest.raises(ValueError, match="row 1 .*\n.*row 2 "):
        read_corrections(write(tmp_path, "corrections.csv", ",".join(corrections.COLUMNS), *rows))


def test_a_slip_is_told_as_one():
    with pytest.raises(ValueError, match="`start` is missing"):
        apply(table(), "quantities", [correction(start="")])
    with pytest.raises(ValueError, match="which holds a number"):
        apply(table(), "quantities", [correction(field="value", expected="", corrected="三")])
    with pytest.raises(ValueError, match="not what a page shows for it"):
        apply(table(), "quantities", [correction(expected="处")])
