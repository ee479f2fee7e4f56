"""The coding sheet hides the workbook's reading, keeps a coder's work, and its agreement is Krippendorff's."""

import math

import pandas as pd
import pytest

from lib import paths
from lib.validation import coding_sheet
from lib.validation.coding_sheet import CODER_COLUMNS, agreement, read_sheet, verdicts, write_sheet

TEXT = "去年不好。今年改厕1 20\n户，修路9公里；明年2022年再修。"
#       0         5         10              ...
QUANTITIES = pd.DataFrame(
    [("a", 9, 15, "1 20\n户", 120.0, "户"), ("a", 18, 21, "9公里", 9.0, "公里")],
    columns=["doc_id", "start", "end", "surface", "value", "unit"],
).assign(indicator="", status="actual", scope="town", period="2021")
UNREAD = pd.DataFrame([("a", 24, 29, "2022年")], columns=["doc_id", "start", "end", "surface"])
REPORTS = pd.DataFrame({"doc_id": ["a"], "label_zh": ["甲镇"], "label_en": ["Jia"]})


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path / "out"))
    (tmp_path / "in").mkdir()
    paths.remember_data(tmp_path / "in")
    paths.texts().mkdir()
    (paths.texts() / "a.txt").write_bytes(TEXT.encode())
    return tmp_path / "in"


def filled(**columns) -> pd.DataFrame:
    """A coder's sheet with one case per answer."""
    count = len(next(iter(columns.values())))
    cells = {column: [""] * count for column in CODER_COLUMNS} | columns
    return pd.DataFrame({"doc_id": "a", "start": range(count), "end": range(1, count + 1)} | cells)


def coders(column: str, *answers: str) -> list[pd.DataFrame]:
    """Sheets of several coders from their answers, one character per case; * is no answer."""
    return [filled(**{column: [answer.replace("*", "") for answer in own]}) for own in answers]


# --- the sheet --------------------------------------------------------------------------------------------------


def test_the_sheet_shows_the_numeral_in_its_sentence_and_nothing_that_was_read(own):
    assert all(TEXT[row.start : row.end] == row.surface for row in QUANTITIES.itertuples())
    sheet = coding_sheet.coding_sheet(QUANTITIES, REPORTS, n=9, unread=UNREAD)
    assert sheet["context"].to_list() == [
        "今年改厕【120户】，修路9公里；",
        "今年改厕120户，修路【9公里】；",
        "明年【2022年】再修。",
    ]
    assert sheet[["number", "report", "doc_id", "start"]].values.tolist() == [
        [1, "甲镇", "a", 9],
        [2, "甲镇", "a", 18],
        [3, "甲镇", "a", 24],
    ]
    assert (sheet[CODER_COLUMNS] == "").all().all() and "120.0" not in sheet.to_csv()


def test_the_sample_is_random_seeded_and_in_the_order_of_the_text(own):
    (paths.texts() / "a.txt").write_text("一" * 500, encoding="utf-8")
    many = pd.DataFrame([("a", place, place + 1, "一") for place in range(400)], columns=list(UNREAD.columns))
    first, again, other = (coding_sheet.coding_sheet(many, REPORTS, 50, seed) for seed in (1, 1, 2))
    assert first.equals(again) and not first.equals(other)
    assert len(first) == 50 and first["start"].is_monotonic_increasing and first["start"].max() > 300
    assert len(coding_sheet.coding_sheet(many, REPORTS, 50, unread=many)) == 75


def test_a_long_sentence_is_cut_and_says_so(own):
    (paths.texts() / "a.txt").write_text("一" * 200 + "5户" + "二" * 200, encoding="utf-8")
    place = pd.DataFrame([("a", 200, 202, "5户")], columns=list(UNREAD.columns))
    (context,) = coding_sheet.coding_sheet(place, REPORTS)["context"]
    assert context == "…" + "一" * 120 + "【5户】" + "二" * 120 + "…"


def test_an_empty_table_gives_an_empty_sheet(own):
    sheet = coding_sheet.coding_sheet(QUANTITIES.head(0), REPORTS, unread=UNREAD.head(0))
    assert sheet.empty and list(sheet.columns) == coding_sheet.COLUMNS


def test_a_sheet_is_read_back_as_written_and_kept_once_filled(own, tmp_path):
    sheet, file = coding_sheet.coding_sheet(QUANTITIES, REPORTS), tmp_path / "05_coding_sheet.csv"
    assert "数字 2 处" in write_sheet(sheet, file) and "数字 2 处" in write_sheet(sheet, file)
    assert file.read_bytes().startswith("\ufeffnumber,".encode())
    assert read_sheet(file)["context"].to_list() == sheet["context"].to_list()
    sheet.loc[0, "quantity_yes_no"] = "是"
    sheet.to_csv(file, index=False, encoding="gb18030")  # as Excel in Chinese may save it
    before = file.read_bytes()
    assert "予以保留" in write_sheet(sheet, file) and file.read_bytes() == before
    assert read_sheet(file)["quantity_yes_no"].to_list() == ["是", ""]


def test_sheets_of_coders_are_found_beside_the_reports(own):
    assert coding_sheet.read_sheets() == {} and "尚无填好的编码表" in coding_sheet.sheets_said({})
    (own / "coding").mkdir()
    for coder in ("乙", "甲"):
        filled(unit=["户"]).to_csv(own / "coding" / f"{coder}.csv", index=False, encoding="utf-8-sig")
    sheets = coding_sheet.read_sheets()
    assert list(sheets) == ["乙", "甲"] and "甲（1 处）" in coding_sheet.sheets_said(sheets)
    filled(unit=["户"]).drop(columns="scope").to_csv(own / "coding" / "c.csv", index=False)
    with pytest.raises(ValueError, match=r"c\.csv has no column scope"):
        coding_sheet.read_sheets()
    pd.concat([filled(unit=["户"])] * 2).to_csv(own / "coding" / "c.csv", index=False)
    with pytest.raises(ValueError, match=r"c\.csv: a, 0 stands there twice"):
        coding_sheet.read_sheets()


# --- agreement --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "alpha", "n", "per_cent"),
    [
        (("0100000010", "1110010000"), 0.095, 10, 60),  # section A: binary, two observers
        (("aabbdcccedda", "babbbccceddd"), 0.692, 12, 75),  # section B: nominal, two observers
        # section C: nominal, four observers, missing data; 11 units with two answers or more
        (("123321412***", "1233224125*3", "*3332342251*", "12332441251*"), 0.743, 11, None),
    ],
)
def test_alpha_is_that_of_krippendorffs_own_examples(answers, alpha, n, per_cent):
    """Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011 (repository.upenn.edu/asc_papers/43)."""
    row = agreement(*coders("status", *answers)).set_index("column").loc["status"]
    assert round(row["alpha"], 3) == alpha and row["n"] == n
    assert per_cent is None or row["per_cent"] == per_cent


def test_answers_are_compared_as_meant_and_not_as_typed():
    one = filled(value=["47,200,000", "8.6"], unit=["％", "平方米 "], quantity_yes_no=["是", "N"])
    other = filled(value=["47200000.0", "8.6"], unit=["%", "平方米"], quantity_yes_no=["yes", "否"])
    table = agreement(one, other).set_index("column")
    assert table.loc[["value", "unit", "quantity_yes_no"], "per_cent"].to_list() == [100, 100, 100]
    assert table.loc["value", "alpha"] == 1


def test_two_wordings_of_one_indicator_agree():
    one, other = filled(indicator=["低保户数", "税收"]), filled(indicator=["低保户", "总部经济税收"])
    assert agreement(one, other).set_index("column").loc["indicator", "per_cent"] == 50


def test_an_empty_cell_is_no_answer_and_cases_are_matched_by_place():
    one = filled(status=["actual", "target", "", "actual"])
    other = filled(status=["actual", "actual", "target", ""]).iloc[::-1]
    row = agreement(one, other).set_index("column").loc["status"]
    assert (row["n"], row["alone"], row["per_cent"]) == (2, 2, 50)


def test_alpha_is_not_a_number_where_nothing_varies_or_nothing_is_shared():
    table = agreement(*coders("scope", "aaa", "aaa")).set_index("column")
    assert table.loc["scope", "per_cent"] == 100 and math.isnan(table.loc["scope", "alpha"])
    assert math.isnan(table.loc["unit", "alpha"]) and table.loc["unit", "n"] == 0
    assert agreement().empty and agreement(filled(unit=["户"])).empty


def test_verdicts_count_what_a_coder_says_of_the_reading(own):
    sheet = coding_sheet.coding_sheet(QUANTITIES, REPORTS, unread=UNREAD)
    sheet["quantity_yes_no"] = ["yes", "yes", "yes"]  # the last one was read as no quantity
    sheet["unit"], sheet["value"] = ["户", "米", "年"], ["120", "", "2022"]
    table = verdicts({"甲": sheet}, QUANTITIES).set_index("question")
    assert table.loc["true_quantity", ["yes", "n"]].to_list() == [2, 2]
    assert table.loc["missed", ["yes", "n"]].to_list() == [1, 1]
    assert table.loc["unit", ["yes", "n", "per_cent"]].to_list() == [1, 2, 50]
    assert table.loc["value", ["yes", "n"]].to_list() == [1, 1]
    assert math.isnan(verdicts({"甲": sheet}, QUANTITIES).set_index("question").loc["period", "per_cent"])
    assert verdicts({}, QUANTITIES).empty
