"""Sheets with one report a row: the columns are found and said, and no cell is lost on the way."""

import io

import openpyxl
import pandas as pd
import pytest

from lib import paths
from lib.corpus import corrections, loading, read_corpus
from lib.corpus.items import Loaded, SetAside
from lib.rules import Rules

RULES = Rules(paths.SHIPPED_DATA)
BODY = "各位代表：现在，我代表镇人民政府，向大会报告工作，请予审议。全镇实现财政收入4720万元，增长8.5%。" * 4


def text(town: str) -> str:
    return f"{town}人民政府工作报告\n{BODY}"


ROWS = {
    "省份": ["山东省", "安徽省"],
    "乡镇": ["李台镇", "孙岗镇"],
    "年份": [2020, 2021],
    "正文": [text("李台镇"), text("孙岗镇")],
}
ROWS |= {"主要领导": ["甲", "乙"]}


def xlsx(rows: dict, **more) -> bytes:
    stored = io.BytesIO()
    pd.DataFrame(rows).to_excel(stored, index=False, **more)
    return stored.getvalue()


def dta(rows: dict) -> bytes:
    stored = io.BytesIO()
    short = {f"v{at}": cells for at, cells in enumerate(rows.values())}
    labels = dict(zip(short, rows, strict=True))
    pd.DataFrame(short).to_stata(
        stored, version=118, write_index=False, variable_labels=labels, convert_strl=["v3"]
    )
    return stored.getvalue()


def parquet(rows: dict) -> bytes:
    stored = io.BytesIO()
    pd.DataFrame(rows).to_parquet(stored, index=False)
    return stored.getvalue()


FILES = {
    "xlsx": xlsx(ROWS),
    "csv": pd.DataFrame(ROWS).to_csv(index=False).encode(),
    "csv in GBK": pd.DataFrame(ROWS).to_csv(index=False).encode("gbk"),
    "csv of Excel": pd.DataFrame(ROWS).to_csv(index=False, encoding="utf-8-sig", sep=";").encode("utf-8-sig"),
    "tsv": pd.DataFrame(ROWS).to_csv(index=False, sep="\t").encode("utf-16"),
    "dta": dta(ROWS),
    "parquet": parquet(ROWS),
}


def load(content: bytes, name: str) -> tuple[list[Loaded], list[SetAside]]:
    items = list(loading.load_content(RULES, content, name))
    return [item for item in items if isinstance(item, Loaded)], [
        item for item in items if isinstance(item, SetAside)
    ]


@pytest.mark.parametrize("form", FILES)
def test_each_row_is_a_report_with_its_place_its_year_and_the_rest(form):
    found, notes = load(FILES[form], f"报告.{form.split()[0]}")
    assert [item.raw for item in found] == [text("李台镇"), text("孙岗镇")]
    first = 1 if form == "parquet" else 2
    assert [item.file.split("/")[1] for item in found] == [
        f"{first} 山东省李台镇 2020",
        f"{first + 1} 安徽省孙岗镇 2021",
    ]
    assert dict(found[1].known) == {"province": "安徽省", "town": "孙岗镇", "年份": "2021", "主要领导": "乙"}
    (note,) = notes
    assert note.kept and "text = 正文" in note.message and "town = 乡镇" in note.message


def test_the_text_is_found_by_its_length_where_no_name_tells_and_a_year_by_its_cells():
    found, (note,) = load(
        xlsx({"a": ["x", "y"], "b": [text("李台镇"), text("孙岗镇")], "c": ["2020年", "2021年"]}), "a.xlsx"
    )
    assert len(found) == 2 and "text = b" in note.message and "year = c" in note.message


def test_a_line_in_the_users_table_says_otherwise(tmp_path):
    (tmp_path / "dictionaries").mkdir()
    (tmp_path / "dictionaries" / "sheet_columns.csv").write_text(
        "name,column\n全文,other\n纪要,text\n", encoding="utf-8"
    )
    (tmp_path / "a.xlsx").write_bytes(xlsx({"全文": [text("李台镇") * 2], "纪要": [text("孙岗镇")]}))
    (report,), _ = read_corpus(tmp_path)
    assert report.raw == text("孙岗镇")


def test_what_the_sheet_knows_goes_before_the_text_and_reports_csv_before_both(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(xlsx(ROWS))
    reports, _ = read_corpus(tmp_path)
    (tmp_path / "reports.csv").write_text(f"doc_id,town\n{reports[1].doc_id},龙泉镇\n", encoding="utf-8")
    overrides, notes = corrections.read_overrides(tmp_path, reports)
    assert notes == []
    assert [overrides[report.doc_id]["town"] for report in reports] == ["李台镇", "龙泉镇"]
    assert overrides[reports[1].doc_id]["province"] == "安徽省"


def test_cells_keep_their_line_breaks_and_lose_excels_own_marks():
    found, _ = load(xlsx({"正文": ["\ufeff" + text("李台镇").replace("\n", "_x000D_\n")]}), "a.xlsx")
    assert found[0].raw == text("李台镇").replace("\n", "\r\n")


def test_a_text_cut_at_the_length_of_a_cell_is_flagged():
    book = openpyxl.Workbook()
    book.active.append(["正文"])
    book.active.append([(text("李台镇") * 400)[:32767]])
    book.active.append([text("孙岗镇")])
    stored = io.BytesIO()
    book.save(stored)
    cut, whole = load(stored.getvalue(), "a.xlsx")[0]
    assert [loss.rule for loss in cut.losses] == ["cut"] and whole.losses == ()


def test_markup_in_a_cell_is_read_as_a_page():
    page = "".join(f"<p>{sentence}。</p>" for sentence in text("李台镇").split("。") if sentence)
    assert load(xlsx({"content": [page]}), "a.xlsx")[0][0].raw.count("。\n") > 5


def test_rows_without_text_are_counted_and_bad_ones_named():
    found, notes = load(
        xlsx({"正文": [text("李台镇"), None, "report in English " * 20], "乡镇": ["甲镇", "乙镇", "丙镇"]}),
        "a.xlsx",
    )
    assert len(found) == 1
    assert [(note.problem, note.kept) for note in notes] == [
        ("no_chinese", False),
        ("empty", False),
        ("sheet", True),
    ]
    assert "1 rows hold no text (3)" in notes[1].message


def test_dates_in_the_formats_of_a_chinese_excel_are_dates():
    import datetime

    book = openpyxl.Workbook()
    book.active.append(["正文", "报告日期"])
    book.active.append([text("李台镇"), datetime.date(2021, 3, 5)])
    book.active["B2"].number_format = "General"
    book.active["B2"]._style.numFmtId = 31
    stored = io.BytesIO()
    book.save(stored)
    (report,), _ = load(stored.getvalue(), "a.xlsx")
    assert dict(report.known)["delivered_on"] == "2021-03-05"


@pytest.mark.parametrize("form", ['General"元"/"亩"', '"约"General"元/亩"', '0"元"/"亩"'])
def test_a_rent_per_mu_is_a_number_although_calamine_0_9_1_reads_some_as_dates(form):
    """findings/price_per_mu_is_a_date.sh; Excel shows 12345元/亩."""
    book = openpyxl.Workbook()
    book.active.append(["正文", "亩均租金"])
    book.active.append([text("李台镇"), 12345])
    book.active["B2"].number_format = form
    stored = io.BytesIO()
    book.save(stored)
    (report,), _ = load(stored.getvalue(), "a.xlsx")
    assert dict(report.known)["亩均租金"] == "12345"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.xlsx", xlsx({"指标": ["收入"], "数值": [3]}), "no_text_column"),
        ("a.xlsx", FILES["xlsx"][:900], "broken_xlsx"),
        ("a.dta", FILES["dta"][:300], "broken_dta"),
        ("a.parquet", FILES["parquet"][:-9], "broken_parquet"),
        ("a.csv", b"", "no_text_column"),
        ("a.csv", b'"' * 3001, "no_text_column"),
    ],
)
def test_sheets_of_something_else_and_torn_ones_are_set_aside(name, content, problem):
    found, (note,) = load(content, name)
    assert found == [] and note.problem == problem and not note.kept


def test_a_table_of_the_user_under_nearly_its_name_is_told_with_the_right_one():
    content = "doc_id,town\na,甲镇\n".encode()
    _, (note,) = load(content, "report.csv")
    assert note.problem == "no_text_column" and "or is reports.csv meant?" in note.message
    _, (note,) = load(content, "gdp 2020.csv")
    assert "meant" not in note.message
