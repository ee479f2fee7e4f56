"""PDF: lines, columns, tables and pages as printed; what is no text is said to be none."""

import io
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from lib import paths
from lib.corpus import Report
from lib.corpus.extracted import NotReadable, described
from lib.corpus.readers import pdf
from lib.corpus.readers.pdf_characters import Character, undoubled, upright
from lib.rules import Rules
from lib.tables.one_report import report_rows

RULES = Rules(paths.SHIPPED_DATA)
PROSE = "全镇上下团结一心，各项事业健康发展，人民生活水平不断提高，"
WIDTH, HEIGHT = 595, 842


@cache
def font() -> str:
    pdfmetrics.registerFont(TTFont("Noto", str(next(Path(paths.FONTS).glob("*Regular*")))))
    return "Noto"


def made(*pages: list[tuple], rotate: int = 0, **how) -> bytes:
    """Return a PDF; each page is a list of (x, y from the top, size, text)."""
    stored = io.BytesIO()
    page = canvas.Canvas(stored, pagesize=(WIDTH, HEIGHT), **how)
    for texts in pages:
        for x, y, size, text in texts:
            page.setFont(font(), size)
            page.drawString(x, HEIGHT - y, text)
        page.setPageRotation(rotate)
        page.showPage()
    page.save()
    return stored.getvalue()


def lines(texts: list[tuple], **how) -> list[str]:
    """Return the lines that are read from one page."""
    return pdf.read(RULES, made(texts, **how)).text.splitlines()


def test_lines_come_from_top_to_bottom_whatever_the_order_of_drawing():
    texts = [(72, 100 + 20 * at, 12, f"第{at}行，{PROSE[:-1]}。") for at in range(8)]
    assert lines(texts[::-1]) == [text for *_, text in texts]


def test_a_line_drawn_in_pieces_is_one_line():
    assert lines(
        [(72, 100, 12, "完成投资"), (72 + 48, 100, 12, "2.5"), (72 + 66.7, 100.3, 12, "亿元。")]
    ) == ["完成投资2.5亿元。"]


@pytest.mark.parametrize("top", [[], [(72, 60, 12, PROSE + PROSE[:7] + "。")]])
def test_two_columns_are_read_one_behind_the_other(top):
    left = [(72, 100 + 20 * at, 10, f"左{at}{PROSE[:17]}。") for at in range(9)]
    right = [(310, 103 + 20 * at, 10, f"右{at}{PROSE[:17]}。") for at in range(9)]
    mixed = [text for pair in zip(left, right, strict=True) for text in pair]
    assert lines(top + mixed) == [text for *_, text in top + left + right]


@pytest.mark.parametrize(
    ("size", "rise", "seen"),
    [(7, 4, "财政收入¹41.3亿元"), (12, 0, "财政收入141.3亿元"), (7, -3, "财政收入141.3亿元")],
)
def test_figures_that_are_small_and_raised_are_note_marks(size, rise, seen):
    mark = (72 + 48, 100 - rise, size, "1")
    after = 72 + 48 + pdfmetrics.stringWidth("1", font(), size)
    assert "".join(lines([(72, 100, 12, "财政收入"), mark, (after, 100, 12, "41.3亿元")])) == seen


def test_bold_that_is_drawn_twice_is_read_once():
    found = pdf.read(RULES, made([(72, 100, 12, "增长11%，22亿元"), (72.4, 100, 12, "增长11%，22亿元")]))
    assert found.text == "增长11%，22亿元"


def test_paragraphs_that_are_set_in_are_joined_also_over_the_page():
    rows = [
        "　　" + PROSE[:18],
        PROSE[:20],
        PROSE[:7] + "。",
        "　　" + PROSE[:18],
        PROSE[:20],
        "　　一、打算",
        "　　" + PROSE[:18],
    ]
    after = [PROSE[:20], PROSE[:20]]

    def at(texts: list[str]) -> list[tuple]:
        return [
            (72 + 24 * (text[0] == "　"), 100 + 20 * number, 12, text.strip())
            for number, text in enumerate(texts)
        ]

    found = pdf.read(RULES, made(at(rows), at(after)))
    wanted = [
        PROSE[:18] + PROSE[:20] + PROSE[:7] + "。",
        PROSE[:18] + PROSE[:20],
        "一、打算",
        PROSE[:18] + PROSE[:20] * 2,
    ]
    assert found.text.splitlines() == wanted
    assert found.text[found.pages[1] :] == PROSE[:20] * 2


def test_lines_that_go_on_are_joined_where_no_paragraph_is_set_in():
    rows = [
        "青石镇2020年政府工作报告",
        "一、2020年工作回顾",
        "2020年，全镇上下团结一心，各项事业健康发展，全年一般公共预算收入",
        "完成1860万元，同比增长5.2%；固定资产投资完成3.2亿元；农民人均可",
        "支配收入15320元，人民生活水平不断提高。",
        "全镇上下团结一心，各项事业健康发展，人民生活水平不断提高，各项",
        "事业健康发展。",
        "（一）聚焦产业发展，坚持提质增效，经济实力稳步提升",
        "全镇上下团结一心，建成标准厂房。",
        "二、2021年工作安排",
        "全镇上下团结一心。",
    ]
    assert lines([(72, 100 + 20 * y, 12, row) for y, row in enumerate(rows)]) == [
        *rows[:2],
        "".join(rows[2:5]),
        "".join(rows[5:7]),
        *rows[7:],
    ]


def test_a_line_that_goes_on_is_joined_over_the_page():
    first = [PROSE + "一般公共预算收入", PROSE + PROSE[:6] + "农民人均可"]
    pages = [first, ["支配收入15320元。", PROSE[:9] + "。"]]
    found = pdf.read(
        RULES, made(*[[(72, 100 + 20 * y, 12, row) for y, row in enumerate(page)] for page in pages])
    )
    assert found.text.splitlines() == ["".join(first) + pages[1][0], pages[1][1]]


def test_a_line_short_of_the_margin_ends_its_paragraph_even_where_the_next_is_not_set_in():
    rows = ["　　" + PROSE[:18], PROSE[:5], PROSE[:20], "　　" + PROSE[:18], "　　" + PROSE[:18], PROSE[:20]]
    texts = [
        (72 + 24 * (text[0] == "　"), 100 + 20 * number, 12, text.strip()) for number, text in enumerate(rows)
    ]
    assert lines(texts) == [PROSE[:18] + PROSE[:5], PROSE[:20], PROSE[:18], PROSE[:18] + PROSE[:20]]


def test_a_table_gets_its_heads_unit_and_keeps_its_cells_apart():
    rows = [["指标", "2020年", "增长（%）"], ["财政收入（万元）", "4,720", "8.5"], ["企业（家）", "23", "15"]]
    texts = [
        (72 + 150 * x, 100 + 20 * y, 12, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)
    ]
    assert lines(texts) == [
        "指标\t2020年\t增长（%）",
        "财政收入（万元）\t2020年4,720万元，\t增长8.5%。",
        "企业（家）\t2020年23家，\t增长15%。",
    ]


def test_a_text_without_paragraphs_is_one_also_over_the_page():
    text = "".join(f"第{number}村完成产值{number}.5亿元，增长8.{number}%，" for number in range(100, 180))
    rows = [text[at : at + 28] for at in range(0, len(text), 28)]
    pages = [
        [(72, 100 + 20 * y, 12, row) for y, row in enumerate(rows[at : at + 30])]
        for at in range(0, len(rows), 30)
    ]
    assert pdf.read(RULES, made(*pages)).text == text


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("left", [1, 2])
def test_a_table_that_goes_on_over_a_page_keeps_its_heads_units(again, left):
    head = ["指标", "完成数（万元）", "增长（%）"]
    rows = [
        head,
        ["财政收入", "4,720", "8.5"],
        ["税收收入", "3,100", "7"],
        ["固定资产投资", "12,000", "10"],
        ["工业投资", "800", "5"],
    ]
    parts = [rows[: 5 - left], ([head] if again else []) + rows[5 - left :]]
    pages = []
    for number, part in enumerate(parts):
        texts = [
            (72 + 150 * x, 100 + 20 * y, 12, cell) for y, row in enumerate(part) for x, cell in enumerate(row)
        ]
        pages.append([(200, 60, 10, "某县李台镇人民政府"), *texts, (290, 800, 10, f"第 {number + 1} 页")])
    read = pdf.read(RULES, made(*pages)).text.splitlines()
    table = [line for line in read if "\t" in line and not line.startswith("指标")]
    assert table == [
        "财政收入\t4,720万元\t增长8.5%。",
        "税收收入\t3,100万元\t增长7%。",
        "固定资产投资\t12,000万元\t增长10%。",
        "工业投资\t800万元\t增长5%。",
    ]


def test_a_table_of_other_columns_on_the_next_page_takes_no_unit_of_the_one_before():
    first = [["指标", "完成数（万元）"], ["财政收入", "4,720"], ["税收收入", "3,100"]]
    second = [["甲村", "120", "8"], ["乙村", "90", "7"]]
    pages = [
        [(72 + 150 * x, 100 + 20 * y, 12, cell) for y, row in enumerate(part) for x, cell in enumerate(row)]
        for part in (first, second)
    ]
    assert pdf.read(RULES, made(*pages)).text.splitlines()[-2:] == ["甲村\t120\t8", "乙村\t90\t7"]


def test_words_far_apart_without_figures_are_no_table():
    assert (
        lines(
            [
                (72 + 60 * at, 100 + 20 * line, 12, sign)
                for line in (0, 1)
                for at, sign in enumerate("政府报告")
            ]
        )
        == ["政 府 报 告"] * 2
    )


def test_a_page_stored_lying_is_read_as_shown():
    stored = io.BytesIO()
    page = canvas.Canvas(stored, pagesize=(WIDTH, HEIGHT))
    for at in range(3):
        page.saveState()
        page.translate(100 + 20 * at, 72)
        page.rotate(90)
        page.setFont(font(), 12)
        page.drawString(0, 0, f"第{at}行")
        page.restoreState()
    page.setPageRotation(90)
    page.showPage()
    page.save()
    assert pdf.read(RULES, stored.getvalue()).text.splitlines() == ["第0行", "第1行", "第2行"]


def test_each_quantity_is_on_its_page():
    content = made([(72, 100, 12, "全镇财政收入4720万元。")], [], [(72, 100, 12, "完成投资2.5亿元。")])
    found = pdf.read(RULES, content)
    report = Report("x", "x.pdf", "", found.text, described(found), found.pages, found.losses)
    rows = report_rows(RULES, report, {}).rows["quantities"]
    assert [(row["surface"], row["page"]) for row in rows] == [("4720万元", 1), ("2.5亿元", 3)]


def picture() -> bytes:
    from PIL import Image

    stored = io.BytesIO()
    Image.new("L", (300, 400), 255).save(stored, "PDF")
    return stored.getvalue()


@pytest.mark.parametrize(
    ("content", "problem", "words"),
    [
        (picture(), "scan", "ocrmypdf -l chi_sim"),
        (
            made([(72, 100, 12, PROSE)], encrypt=pdfencrypt.StandardEncryption("x", "y")),
            "encrypted",
            "password",
        ),
        (b"%PDF-1.7\n\x00\xe2", "broken_pdf", "damaged"),
        (made([]), "scan", "pictures"),
    ],
)
def test_what_holds_no_text_has_its_reason(content, problem, words):
    with pytest.raises(NotReadable, match=words) as told:
        pdf.read(RULES, content)
    assert told.value.problem == problem


def test_a_pdf_that_may_be_read_but_not_changed_is_read():
    content = made(
        [(72, 100, 12, PROSE)], encrypt=pdfencrypt.StandardEncryption("", "y", canPrint=0, canCopy=0)
    )
    assert pdf.read(RULES, content).text == PROSE


def test_a_torn_pdf_is_read_as_far_as_it_goes_or_set_aside():
    content = made([(72, 100, 12, PROSE)], [(72, 100, 12, PROSE)])
    for cut in range(0, len(content), len(content) // 40):
        try:
            assert set(pdf.read(RULES, content[:cut]).text.splitlines()) <= {PROSE}
        except NotReadable as told:
            assert told.problem in ("broken_pdf", "scan", "garbled")


CHARACTERS = st.builds(
    lambda sign, x, y, size: Character(sign, x, x + size, y, y + size, x, y, size),
    st.sampled_from("政府1 "),
    st.floats(0, 500),
    st.floats(0, 800),
    st.floats(1, 40),
)


@given(st.lists(CHARACTERS, max_size=30), st.sampled_from([0, 90, 180, 270]))
def test_taking_doubles_out_twice_takes_no_more_and_turning_loses_none(characters, quarters):
    once = undoubled(characters)
    assert undoubled(once) == once
    kept, turned = upright([c._replace(angle=quarters * 3.14159265 / 180) for c in characters], quarters)
    assert len(kept) == len(characters) and turned == 0
