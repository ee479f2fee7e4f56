"""Reads PDF: each page's characters with their places, set into lines again; a page of pictures is said to be one."""

import ctypes
import math
from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lib.corpus.extracted import Extracted, Loss, NotReadable, assembled
from lib.corpus.readers.pdf_characters import Character, undoubled, upright
from lib.corpus.readers.pdf_columns import gutters, in_reading_order
from lib.corpus.readers.pdf_lines import Printed, Row, page_lines, rows_of
from lib.corpus.readers.pdf_paragraphs import PAGE, paragraphs
from lib.rules import Rules

MOST_PAGES, MOST_CHARACTERS = 3000, 3_000_000
LEAST_ON_A_PAGE = 20  # characters; a scan may have a stamp or a page number beside its picture
MOST_WITHOUT_MEANING = 0.2  # share of characters whose font does not say which character they are
RECOGNISE = "recognise its text first, for instance with: ocrmypdf -l chi_sim {}scan.pdf report.pdf"


def read(rules: Rules, content: bytes) -> Extracted:
    """Return the text of a PDF page by page, two columns one behind the other; lines are joined where the print shows paragraphs.

    Page numbers, heads and feet are left to cleaning; raised figures are written as ¹²³, a table's rows with tabs.

    content: the file's bytes. Raises NotReadable for a broken file, one with a password, a scan, and one whose fonts do not
    say which characters they show.
    """
    document = _opened(content)
    try:
        rows, counts = [], []
        for number in range(len(document)):
            characters, counted = _page(document, number)
            counts.append(counted)
            rows.append(rows_of(characters))
            if sum(page["characters"] for page in counts) > MOST_CHARACTERS:
                raise NotReadable(
                    "too_large", "its text is far larger than a report's; save the report alone"
                )
    finally:
        document.close()
    _check(counts)
    ordered = map(in_reading_order, rows, gutters(rows))
    lines = paragraphs(rules, list(_lines(rules, ordered)))
    found = assembled(lines, "pdf", _overall(counts))
    pages = tuple(loss.start for loss in found.losses if loss.rule == PAGE)
    return found._replace(pages=pages, losses=tuple(loss for loss in found.losses if loss.rule != PAGE))


def _lines(rules: Rules, pages: Iterable[list[Row]]) -> Iterator[list[Printed]]:
    """The lines of each page; a table that ends one may go on in the next."""
    table = None
    for page in pages:
        lines, table = page_lines(rules, page, table)
        yield lines


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
        if len(document) > MOST_PAGES:
            raise NotReadable("too_large", f"it has more than {MOST_PAGES} pages; save the report alone")
        return document
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise NotReadable("encrypted", "it has a password; open it and print it to a new PDF") from error
        raise NotReadable(
            "broken_pdf", "it is not a PDF, or a damaged one; open it and print it to a new PDF"
        ) from error


def _page(document: pdfium.PdfDocument, number: int) -> tuple[list[Character], dict[str, int]]:
    """The characters of a page as they stand upright, and counts: of them, of what was left out, and of pictures of pages."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return [], {"characters": 0, "broken_page": 1}
    found = list(_characters(text))
    straight, turned = upright(found, page.get_rotation())
    kept = undoubled(straight)
    without = sum(character.lost for character in kept)
    counts = {
        "characters": len(kept),
        "lost": without,
        "turned": turned,
        "doubled": len(straight) - len(kept),
    }
    visible = sum(not character.text.isspace() for character in kept)
    counts["scanned"] = int(visible < LEAST_ON_A_PAGE and _has_picture(page))
    text.close()
    page.close()
    return kept, counts


def _characters(text: pdfium.PdfTextPage) -> Iterator[Character]:
    """The characters of a page in the order in which they are drawn, without those that the library makes up."""
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
    high = 0
    for index in range(min(text.count_chars(), MOST_CHARACTERS)):
        if pdfium_c.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = pdfium_c.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        pdfium_c.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium_c.FPDFText_GetLooseCharBox(text, index, box)
        pdfium_c.FPDFText_GetMatrix(text, index, matrix)
        size = pdfium_c.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        angle = -pdfium_c.FPDFText_GetCharAngle(text, index)  # the library measures clockwise
        if not all(
            map(math.isfinite, (box.left, box.right, box.bottom, box.top, x.value, y.value, size, angle))
        ):
            continue
        lost = code in (0, 0xFFFD) or pdfium_c.FPDFText_HasUnicodeMapError(text, index) == 1
        shown = "-" if code in (2, 0xFFFE) else chr(code) if code else "\ufffd"
        yield Character(shown, box.left, box.right, box.bottom, box.top, x.value, y.value, size, angle, lost)


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _check(counts: list[dict[str, int]]) -> None:
    """Raise NotReadable for a scan and for text without meaning."""
    characters = sum(page["characters"] for page in counts)
    if sum(page.get("scanned", 0) for page in counts) > len(counts) / 2 or not characters:
        raise NotReadable("scan", f"its pages are pictures (a scan); {RECOGNISE.format('')}")
    if sum(page.get("lost", 0) for page in counts) > MOST_WITHOUT_MEANING * characters:
        raise NotReadable(
            "garbled",
            f"its fonts do not say which characters they show, as if nothing were written; {RECOGNISE.format('--force-ocr ')}",
        )


def _overall(counts: list[dict[str, int]]) -> Iterator[Loss]:
    for name, rule in (
        ("turned", "turned_text"),
        ("doubled", "doubled"),
        ("lost", "unmapped"),
        ("scanned", "scanned_page"),
        ("broken_page", "broken_page"),
    ):
        total = sum(page.get(name, 0) for page in counts)
        if total:
            yield Loss(0, 0, rule, (("count", total),))
