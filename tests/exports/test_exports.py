"""Tables for papers: four formats that say the same, inert in a spreadsheet, the same bytes on a rerun, papers of their own."""

import io
import json
import re
import zipfile

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from lib import exports, paths
from lib.drawing import marks, settings
from lib.exports import archives, latex, ledger, printed
from lib.runner import papers
from lib.stories import comparison_matrix
from lib.tables import spreadsheets
from tests.exports.test_figures import CAPTION, chart

TABLE = pd.DataFrame(
    {
        "report": ["李台镇 2020", "=cmd|'/C calc'!A1"],
        "value": [-12.5, 3.125],
        "count": [3, 40],
        "sentence": ["-12", "100% & [x] _y"],
    }
)


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """An output folder of its own, so that no test touches the shipped figures."""
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path / "out"))
    (tmp_path / "data").mkdir()
    paths.remember_data(tmp_path / "data")
    yield tmp_path / "out"
    settings.language("zh")


def save_table(table=TABLE, name="t1", **more):
    told = {"caption": CAPTION, "notebook": "04_comparison", "cell": "headline"} | more
    return exports.save_table(table, name, **told)


def contents(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


# --- spreadsheets -----------------------------------------------------------------------------------------------


@given(st.text(alphabet=st.sampled_from("'=+-@＝＋－＠\t\r\n \u3000甲1,\""), max_size=12))
def test_text_is_inert_and_comes_back_exactly(text):
    cell = spreadsheets.inert_cell(text)
    assert cell in (text, "'" + text)
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠") and cell[:1] not in {"\t", "\r"} or not cell.strip()
    assert spreadsheets.exact_cell(cell) == text


@given(
    st.lists(
        st.tuples(st.text(alphabet="=+-'\r\n\",甲 ", max_size=8), st.floats(allow_nan=False)), min_size=1
    )
)
def test_a_csv_has_one_line_of_cells_per_row_and_is_read_back_exactly(tmp_path_factory, rows):
    table = pd.DataFrame(rows, columns=["text", "number"])
    file = tmp_path_factory.mktemp("csv") / "x.csv"
    file.write_bytes(spreadsheets.csv_bytes(table))
    back = spreadsheets.read_exact(file)
    assert back["text"].to_list() == table["text"].to_list()
    assert [float(number) for number in back["number"]] == table["number"].to_list()


@given(
    st.lists(st.text(alphabet="'=－\t\r\n\xa0\u3000甲 ", max_size=4), min_size=1),
    st.sampled_from(["str", "object", "category"]),
)
def test_a_column_is_made_inert_cell_by_cell_whatever_its_type(texts, kind):
    safe = spreadsheets.inert(pd.DataFrame({"text": pd.Series(texts, dtype=kind)}))
    assert safe["text"].to_list() == [spreadsheets.inert_cell(text) for text in texts]
    assert spreadsheets.exact(safe)["text"].to_list() == texts


@pytest.mark.parametrize(
    ("text", "cell"), [("-1.2%", "-1.2%"), ("-1+1", "'-1+1"), ("-2.5‰", "-2.5‰"), ("=1%", "'=1%")]
)
def test_a_rate_with_its_sign_stays_as_the_report_has_it(text, cell):
    assert spreadsheets.inert_cell(text) == cell


def test_a_carriage_return_inside_a_cell_begins_no_row():
    """A spreadsheet ends a row at a bare carriage return, and would run what stands behind it."""
    written = spreadsheets.csv_bytes(pd.DataFrame({"a": ["甲\r=1+1"], "n": [1]})).decode("utf-8-sig")
    assert written == 'a,n\n"甲\r=1+1",1\n'


def test_numbers_stay_numbers_and_text_that_looks_like_one_stays_text():
    written = spreadsheets.csv_bytes(pd.DataFrame({"n": [-12.5, 2.0], "text": ["-12", "12"]})).decode(
        "utf-8-sig"
    )
    assert written == "n,text\n-12.5,'-12\n2.0,12\n"


def test_excel_holds_numbers_as_numbers_and_no_formula(corpus):
    save_table()
    book = load_workbook(corpus / "figures/t1.xlsx")
    assert book.sheetnames == ["中文", "English"]
    sheet = book["中文"]
    assert [cell.value for cell in sheet[2]] == ["报告", "数值", "频次", "原句"]
    assert [cell.value for cell in sheet[4]] == ["=cmd|'/C calc'!A1", 3.125, 40, "100% & [x] _y"]
    assert [cell.data_type for cell in sheet[4]] == ["s", "n", "n", "s"]
    assert sheet["A4"].quotePrefix and sheet["D3"].quotePrefix and not sheet["A3"].quotePrefix
    assert sheet["D3"].data_type == "s" and sheet["D3"].value == "-12"


# --- in print ---------------------------------------------------------------------------------------------------


def test_numbers_of_a_column_have_the_same_decimals_rounded_half_up():
    table = pd.DataFrame({"a": [1.0, 2.5, None], "b": [0.125, -0.001, 1e3], "n": [1, 2, 30000]})
    shown = printed.printed(table, "en")
    assert [row[0] for row in shown.rows] == ["1.0", "2.5", "—"]
    assert [row[1] for row in shown.rows] == ["0.13", "0.00", "1000.00"]
    assert [row[2] for row in shown.rows] == ["1", "2", "30000"]


@given(
    st.lists(st.integers(1, 200), min_size=1, max_size=8),
    st.integers(40, 140),
)
def test_columns_fit_the_page_or_say_that_they_cannot(widths, room):
    table = printed.Printed([""] * len(widths), [], [False] * len(widths), widths, [1] * len(widths))
    given_widths = printed.fitted(table, room, 2)
    if given_widths is None:
        assert sum(min(width, printed.SHORT) for width in widths) + 2 * len(widths) > room
    else:
        assert sum(given_widths) + 2 * len(widths) <= room
        assert all(found <= wide for found, wide in zip(given_widths, widths))


def test_a_word_table_has_three_rules_and_none_upright(corpus):
    save_table(columns=["report", "value"])
    document = Document(corpus / "figures/t1.zh.docx")
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["报告", "数值"],
        ["李台镇 2020", "−12.50"],
        ["=cmd|'/C calc'!A1", "3.13"],
    ]
    rules = [_rules(row.cells[0]) for row in table.rows]
    assert rules == [{"top": "12", "bottom": "6"}, {}, {"bottom": "12"}]  # eighths of a point: 1.5, 0.75, 1.5
    assert "insideV" not in table._tbl.xml and "w:left w:val" not in table._tbl.xml
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0].endswith(CAPTION["zh"]) and texts[-1].startswith("资料来源")
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) == ("Times New Roman", "宋体")


def _rules(cell) -> dict[str, str]:
    borders = cell._tc.tcPr.find(qn("w:tcBorders"))
    return {rule.tag.rpartition("}")[2]: rule.get(qn("w:sz")) for rule in borders} if len(borders) else {}


def test_the_word_file_of_an_empty_table_has_its_rules(corpus):
    save_table(TABLE.head(0), columns=["report", "value"])
    table = Document(corpus / "figures/t1.en.docx").tables[0]
    assert [_rules(row.cells[0]) for row in table.rows] == [{"top": "12", "bottom": "12"}]


def test_latex_prints_every_sign_and_says_what_it_needs(corpus):
    save_table()
    text = (corpus / "figures/t1.zh.tex").read_text(encoding="utf-8")
    assert r"100\% \& {[}x] \_y \\" in text and "$-$12.50" in text
    assert r"\documentclass{ctexart}" in text and r"\usepackage{array,booktabs}" in text
    assert (
        text.index(r"\caption")
        < text.index(r"\toprule")
        < text.index(r"\midrule")
        < text.index(r"\bottomrule")
    )
    english = (corpus / "figures/t1.en.tex").read_text(encoding="utf-8")
    assert (
        r"\documentclass{article}" in english and "[scheme=plain]{ctex}" in english
    )  # a Chinese name stands in it


@given(st.text(max_size=30))
def test_latex_leaves_no_sign_that_is_an_order(text):
    orders = r"\\text[a-z]+\{\}|\\allowbreak\{\}|\\[{}$&#%_]|\{[\[*]\}|\$(?:-|\\[a-z]+)\$"
    assert not set(re.sub(orders, "", latex.escape(text))) & set("\\{}$&#%_~^[*")


def test_signs_of_verdicts_and_bounds_are_printed_by_the_fonts_that_latex_has():
    signs = {*comparison_matrix.SIGNS.values(), *marks.SIGNS.values()}
    told = {latex.escape(sign) for sign in signs}
    assert len(told) == len(signs) and all(sign.isascii() for sign in told)


@pytest.mark.parametrize(("rows", "found"), [(3, "{table}"), (60, "{longtable}")])
def test_a_table_longer_than_a_page_is_a_longtable(rows, found):
    table = printed.printed(pd.DataFrame({"n": range(rows)}), "en")
    assert found in latex.latex(table, "x", [], "t", "en").decode()


def test_a_table_too_wide_for_the_page_is_turned():
    table = printed.printed(pd.DataFrame({f"column_{n:02}": [123456] for n in range(9)}), "en")
    assert r"\begin{sidewaystable}" in latex.latex(table, "x", [], "t", "en").decode()


# --- files, ledger ----------------------------------------------------------------------------------------------


def test_every_file_of_a_table_is_written_beside_a_row_of_the_ledger(corpus):
    saved = save_table()
    names = ["figures.csv", "t1.caption.md", "t1.csv", "t1.en.docx", "t1.en.tex"]
    assert sorted(contents(corpus / "figures")) == [*names, "t1.xlsx", "t1.zh.docx", "t1.zh.tex"]
    assert ledger() == [saved.row]
    assert saved.row["kind"] == "table" and saved.row["language"] == "zh en"
    assert saved.row["engine"] in ("rjieba", "jieba")
    page = (corpus / "figures/t1.caption.md").read_text(encoding="utf-8")
    assert "**表** 各镇报告的篇幅" in page and "**Table.** Length of the reports." in page


def test_a_table_that_differs_by_language_is_made_by_a_function(corpus):
    names = {"zh": ["李台镇"], "en": ["Litai"]}
    save_table(lambda language: pd.DataFrame({"town": names[language]}))
    book = load_workbook(corpus / "figures/t1.xlsx")
    assert (book["中文"]["A3"].value, book["English"]["A3"].value) == ("李台镇", "Litai")
    assert "Litai" in (corpus / "figures/t1.en.tex").read_text(encoding="utf-8")


def test_saving_a_table_twice_gives_the_same_bytes(corpus, monkeypatch):
    save_table()
    before = contents(corpus / "figures")
    for module in (archives.zipfile.time,):  # what the next minute would write
        monkeypatch.setattr(module, "localtime", lambda *moment: (2031, 5, 6, 7, 8, 9, 0, 0, 0))
    save_table()
    assert contents(corpus / "figures") == before
    with zipfile.ZipFile(io.BytesIO(before["t1.xlsx"])) as archive:
        assert {member.date_time for member in archive.infolist()} == {archives.EPOCH}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_a_table_needs_a_known_format_its_columns_and_a_name_of_its_own(corpus):
    with pytest.raises(ValueError, match="unknown format pdf"):
        save_table(formats=("pdf",))
    with pytest.raises(ValueError, match="no column indicator"):
        save_table(columns=["indicator"])
    with pytest.raises(ValueError, match='no "en" text'):
        save_table(caption={"zh": "表"})
    exports.save(chart(), "t1", caption=CAPTION, notebook="01", cell="c", formats=("png",))
    with pytest.raises(ValueError, match="already the name"):
        save_table()


# --- for a paper ------------------------------------------------------------------------------------------------


def draw(language, width):
    return chart("李台镇" if language == "zh" else "Litai", width)


def test_a_figure_is_drawn_anew_for_each_language_at_the_width_of_a_journal(corpus):
    made = exports.export(draw, "f1", caption=CAPTION, notebook="01", cell="c", width="nature-double")
    assert made["folder"].to_list() == ["nature-double-zh", "nature-double-en"]
    assert made["width_mm"].to_list() == ["183.0", "183.0"]
    for language in ("zh", "en"):
        folder = corpus / "figures" / f"nature-double-{language}"
        endings = ["600.png", "caption.md", "csv", "pdf", "png", "svg", "tiff"]
        assert sorted(contents(folder)) == [f"f1.{ending}" for ending in endings] + ["figures.csv"]
        (row,) = ledger(folder)
        assert (row["language"], row["width"], row["formats"]) == (
            language,
            "nature-double",
            "pdf svg png 600.png tiff",
        )
    assert "Litai" in (corpus / "figures/nature-double-en/f1.csv").read_text(encoding="utf-8-sig")
    assert ledger() == []  # the ledger of the ordinary run is another one


def test_in_a_run_for_a_paper_figures_and_tables_go_to_its_folder_in_its_width_and_language(
    corpus, monkeypatch
):
    wanted = settings.Paper("nature-single", "en", ("pdf", "tiff", "docx"))
    for name, value in settings.variables(wanted).items():
        monkeypatch.setenv(name, value)
    assert exports.language("zh") == "en" and exports.paper() == wanted
    exports.save(chart(), "f1", caption=CAPTION, notebook="01", cell="c")
    exports.save(chart(width="elsevier-double"), "f2", caption=CAPTION, notebook="01", cell="c")
    save_table()
    folder = corpus / "figures/nature-single-en"
    rows = {row["figure"]: row for row in ledger(folder)}
    assert [rows[name]["width"] for name in ("f1", "f2")] == ["nature-single", "nature-double"]
    assert rows["f1"]["formats"] == "pdf tiff" and rows["t1"]["formats"] == "csv en.docx"
    assert sorted(contents(corpus / "figures")) == sorted(
        contents(folder)
    )  # nothing beside the paper's folder


def test_a_paper_that_wants_tables_only_gets_no_figure_file_and_a_notebook_still_shows_the_figure(
    corpus, monkeypatch
):
    wanted = settings.Paper("nature-single", "en", ("csv", "xlsx", "tex"))
    for name, value in settings.variables(wanted).items():
        monkeypatch.setenv(name, value)
    saved = exports.save(chart(), "f1", caption=CAPTION, notebook="01", cell="c")
    save_table()
    shown, _ = saved._repr_mimebundle_()
    assert shown["image/png"].startswith(b"\x89PNG")
    assert [row["figure"] for row in ledger(corpus / "figures/nature-single-en")] == ["t1"]


def test_unknown_widths_languages_and_formats_are_named_before_a_notebook_runs(corpus):
    for wrong, said in (
        ({"width": "nowhere"}, "nowhere"),
        ({"languages": ("fr",)}, "fr"),
        ({"formats": ("jpg",)}, "jpg"),
    ):
        with pytest.raises(ValueError, match=said):
            papers.export(**wrong)


def test_notebooks_run_for_a_paper_are_not_changed(corpus, monkeypatch):
    """One small notebook, executed for a paper: its file keeps its bytes, and the paper's folder has its figure."""
    source = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {
                "cell_type": "code",
                "id": "a",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": f"import sys; sys.path.insert(0, {str(paths.ROOT)!r})\n"
                "from lib import exports\n"
                "from tests.exports.test_figures import CAPTION, chart\n"
                "LANGUAGE = exports.language('zh')\n"
                "exports.save(chart(LANGUAGE), 'f1', caption=CAPTION, notebook='01', cell='a')",
            }
        ],
    }
    paths.notebooks().mkdir(parents=True)
    file = paths.notebooks() / "01.ipynb"
    file.write_text(json.dumps(source), encoding="utf-8")
    before = file.read_bytes()
    said = []
    assert papers.export("zh-single", ("en",), ("pdf", "csv"), said.append) == []
    assert file.read_bytes() == before and len(said) == 1
    made = spreadsheets.read_exact(corpus / "figures/zh-single-en/f1.csv")
    assert made["town"].to_list()[0] == "en"
