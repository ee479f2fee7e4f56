"""One report in every form a scholar has it in: the quantities read from it are the same, cell by cell."""

import html
import io
from collections.abc import Callable

import docx
import openpyxl
import pytest

from lib import corpus, paths
from lib.cleaning import clean
from lib.rules import Rules
from lib.tables.one_report import report_rows
from tests.corpus.made import numbered, numbering, paragraph, run, word_file, zipped
from tests.corpus.test_pdf import made

RULES = Rules(paths.SHIPPED_DATA)
REPORTS = {
    path.stem: path.read_bytes().decode("utf-8-sig")
    for path in sorted((paths.SHIPPED_DATA / "raw").glob("*.txt"))
}
PLACES = {"doc_id", "start", "end", "sentence_start", "sentence_end", "page"}


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def word_plain(text: str) -> bytes:
    document = docx.Document()
    for line in lines(text):
        document.add_paragraph(line)
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def word_numbered(text: str) -> bytes:
    """The headings 一、 二、 … by Word's automatic numbering, where they count from one without a gap."""
    body, expected = "", 1
    for line in lines(text):
        number = "零一二三四五六七八九十"[expected] if expected < 11 else ""
        if number and line.strip().startswith(f"{number}、"):
            body += paragraph(line.strip()[2:], properties=numbered())
            expected += 1
        else:
            body += paragraph(line)
    return word_file(body, numbering=numbering(("chineseCountingThousand", "%1、")))


def word_revised(text: str) -> bytes:
    """Every digit of the text inserted in place of another one, and every third line moved from where it was."""
    body = ""
    for at, line in enumerate(lines(text)):
        pieces = []
        for character in line:
            old = (
                f"<w:del><w:r><w:delText>{9 - int(character)}</w:delText></w:r></w:del>"
                if character in "0123456789"
                else ""
            )
            pieces.append(f"{old}<w:ins>{run(character)}</w:ins>" if old else run(character))
        body += paragraph(*pieces)
        if at % 3 == 0:
            body += paragraph(
                f"<w:moveFrom>{run('移走投资99亿元')}</w:moveFrom>", properties="<w:rPr><w:del/></w:rPr>"
            )
    return word_file(body)


def web_page(text: str, declared: str, encoding: str) -> bytes:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines(text))
    menu = '<div><a href="/">首页</a> <a href="/zw">政务公开</a></div>'
    head = f'<head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head>'
    return f"<html>{head}<body>{menu}<div>{body}</div></body></html>".encode(encoding)


def sheet_row(text: str) -> bytes:
    stored = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["正文", "备注"])
    book.active.append([text.replace("\r\n", "_x000D_\n"), "x"])
    book.save(stored)
    return stored.getvalue()


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "txt in GBK": (".txt", lambda text: text.encode("gb18030")),
    "docx": (".docx", word_plain),
    "docx numbered": (".docx", word_numbered),
    "docx revised": (".docx", word_revised),
    "html in UTF-8": (".html", lambda text: web_page(text, "utf-8", "utf-8")),
    "html said to be gb2312": (".html", lambda text: web_page(text, "gb2312", "gb18030")),
    "row of xlsx": (".xlsx", sheet_row),
    "zip": (".zip", lambda text: zipped({"report.txt": text})),
}


def quantities(tmp_path, name: str, content: bytes) -> list[dict]:
    """The quantities of the one report in a file, without their places."""
    (tmp_path / name).write_bytes(content)
    (report,), aside = corpus.read_corpus(tmp_path)
    assert [note for note in aside if not note.kept] == []
    rows = report_rows(RULES, report, {}).rows["quantities"]
    for row in rows:
        assert report.raw[row["start"] : row["end"]] == row["surface"]
    return [{column: value for column, value in row.items() if column not in PLACES} for row in rows]


def printed(text: str) -> bytes:
    """A PDF of 22 characters a line and 20 lines a page, paragraphs set in, with a running head and page numbers."""
    rows = []
    for paragraph_ in clean(RULES, text).text.splitlines():
        rest, indent = paragraph_, 2
        while rest:
            at = width = 0
            while at < len(rest) and width + (1 if ord(rest[at]) > 0x2E80 else 0.56) <= 22 - indent:
                width += 1 if ord(rest[at]) > 0x2E80 else 0.56
                at += 1
            rows.append((indent, rest[:at]))
            rest, indent = rest[at:], 0
    pages = [rows[at : at + 20] for at in range(0, len(rows), 20)]
    return made(
        *(
            [(72, 40, 9, "某县人民政府文件"), (290, 800, 9, f"- {number} -")]
            + [(72 + 20 * indent, 90 + 32 * at, 20, row) for at, (indent, row) in enumerate(page)]
            for number, page in enumerate(pages, 1)
        )
    )


@pytest.mark.parametrize("report", REPORTS)
def test_a_printed_report_gives_the_same_quantities(tmp_path, as_text, report):
    found = quantities(tmp_path, "report.pdf", printed(REPORTS[report]))
    assert list(map(without_context, found)) == list(map(without_context, as_text[report]))


def without_context(row: dict) -> dict:
    """A row without its surface and sentence: over a page's end, these hold its number and head, or end at a semicolon."""
    return {column: value for column, value in row.items() if not column.startswith(("surface", "sentence"))}


@pytest.fixture(scope="module")
def as_text(tmp_path_factory) -> dict[str, list[dict]]:
    """The quantities of each shipped report as its .txt gives them."""
    return {
        name: quantities(tmp_path_factory.mktemp("txt"), "report.txt", text.encode())
        for name, text in REPORTS.items()
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("report", REPORTS)
def test_a_report_in_another_form_gives_the_same_quantities(tmp_path, as_text, report, form):
    ending, make = FORMS[form]
    assert quantities(tmp_path, f"report{ending}", make(REPORTS[report])) == as_text[report]
