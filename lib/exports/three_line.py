"""A table as a Word document: the three-line table (三线表) that Chinese journals ask for."""

import io
from collections.abc import Sequence

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from lib.exports.archives import timeless
from lib.exports.printed import Printed, fitted

LATIN, HAN = "Times New Roman", "宋体"
OUTER, INNER = 12, 6  # rules of 1.5 and 0.75 points, in eighths of a point
TEXT, NOTE = 10.5, 9  # points: 五号 and 小五
PAGE, MARGIN = (210, 297), 25  # A4, in millimetres
LETTER = TEXT / 2 * 25.4 / 72  # width of a Latin character, in millimetres
AIR = 3  # characters between two columns


def three_line(table: Printed, title: str, notes: Sequence[str]) -> bytes:
    """Return a .docx with one three-line table, its title (表题) above and its notes (资料来源) below.

    Rules of 1.5 points at top and bottom and of 0.75 below the heads, none upright; 宋体 with Times New Roman; the head
    is repeated on every page; the page lies on its side where the columns ask for it. Same input, same bytes.
    """
    document = Document()
    _set_fonts(document)
    widths = _set_page(document, table)
    above = document.add_paragraph()
    _say(above, title, TEXT, bold=True)
    above.alignment, above.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    _add_table(document, table, [Mm(width) for width in widths])
    for note in notes:
        _say(document.add_paragraph(), note, NOTE)
    saved = io.BytesIO()
    document.save(saved)
    return timeless(saved.getvalue())


def _set_fonts(document) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(TEXT)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), HAN)
    style.paragraph_format.space_after = Pt(3)
    document.core_properties.author = document.core_properties.comments = ""


def _set_page(document, table: Printed) -> list[float]:
    """Set the paper, on its side for a wide table; returns the width of each column in millimetres."""
    section = document.sections[0]
    upright = fitted(table, int((PAGE[0] - 2 * MARGIN) / LETTER), AIR)
    across, down = PAGE if upright else PAGE[::-1]
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    room = across - 2 * MARGIN
    widths = [width + AIR for width in upright or fitted(table, int(room / LETTER), AIR, force=True)]
    return [room * width / sum(widths) for width in widths]


def _add_table(document, table: Printed, widths: Sequence[int]) -> None:
    grid = document.add_table(rows=0, cols=len(table.heads))
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(grid.columns, widths):
        column.width = width
    last = len(table.rows)
    for number, cells in enumerate([table.heads, *table.rows]):
        row = grid.add_row()
        _keep_whole(row, head=number == 0)
        rules = {"top": OUTER, "bottom": INNER} if number == 0 else {}
        rules |= {"bottom": OUTER} if number == last else {}
        for place, (cell, text) in enumerate(zip(row.cells, cells)):
            cell.width = widths[place]
            _rule(cell, rules)
            paragraph = cell.paragraphs[0]
            _say(paragraph, text, TEXT)
            paragraph.paragraph_format.space_after = Pt(0)
            sides = (WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT)
            paragraph.alignment = sides[table.numeric[place]]


def _say(paragraph: Paragraph, text: str, points: float, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(points), bold or None


def _keep_whole(row, head: bool) -> None:
    """No row is cut by the end of a page, and the head stands again on the next one."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _rule(cell, rules: dict[str, int]) -> None:
    """Draw the cell's rules; each side: its thickness in eighths of a point."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "bottom"):  # the order that the format wants
        if side in rules:
            rule = OxmlElement(f"w:{side}")
            for key, value in (
                ("val", "single"),
                ("sz", str(rules[side])),
                ("space", "0"),
                ("color", "000000"),
            ):
                rule.set(qn(f"w:{key}"), value)
            borders.append(rule)
    cell._tc.get_or_add_tcPr().append(borders)
