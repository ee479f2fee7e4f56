"""Makes PDFs of the shipped reports as offices make them, and sets readers of PDF side by side on the quantities they lead to.

python benchmarks/pdf_files.py [FOLDER]   (the workbook's Python; LibreOffice, Chromium, fpdf2, typst, pikepdf, pdfminer.six and
pdfplumber are used where they are there, and said to be missing where not)
"""

import html
import importlib
import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lib import paths
from lib.cleaning import clean
from lib.corpus import Report, readers
from lib.corpus.extracted import NotReadable
from lib.rules import Rules
from lib.tables.one_report import report_rows

RULES = Rules(paths.SHIPPED_DATA)
REPORTS = {
    p.stem: p.read_bytes().decode("utf-8-sig") for p in sorted((paths.SHIPPED_DATA / "raw").glob("*.txt"))
}
FONT = next(paths.FONTS.glob("*Regular*"))
A4, MARGIN, SIZE = (595.0, 842.0), 72.0, 16.0
TABLE = [
    ["指标", "2020年", "增长（%）"],
    ["财政收入（万元）", "4,720", "8.5"],
    ["规上工业企业（家）", "23", "15"],
]
TABLE_SAYS = "附表：\n财政收入（万元） 4,720万元 8.5%\n规上工业企业（家） 23家 15%"


def lines_of(text: str) -> list[str]:
    """The paragraphs of a report, without page noise and the line breaks that its .txt was saved with."""
    return [line.strip() for line in clean(RULES, text).text.splitlines() if line.strip()]


# --- reportlab: everything that a program can do to a page ------------------------------------------------------------


def wrapped(text: str, width: float, size: float, indent: bool = True) -> list[str]:
    """Paragraphs cut into printed lines; a line never begins with a stop."""
    per_line = int(width // size)
    out = []
    for paragraph in lines_of(text):
        rest = ("　　" if indent else "") + paragraph
        while rest:
            cut = per_line
            units = 0.0
            for at, character in enumerate(rest):
                units += 0.56 if ord(character) < 0x2E80 else 1
                if units > per_line:
                    cut = at
                    break
            else:
                cut = len(rest)
            while cut < len(rest) and rest[cut] in "，。、；：！？）”%" and cut > 1:
                cut -= 1
            out.append(rest[:cut])
            rest = rest[cut:]
    return out


def reportlab_pdf(text: str, columns: int = 1, **how) -> bytes:
    """A PDF by reportlab; how: header, footer, bold, cid, each, upside, rotate, raised, table, password, owner, slant."""
    from reportlab.lib import pdfencrypt
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    stored = io.BytesIO()
    secret = pdfencrypt.StandardEncryption(how.get("password", ""), "owner") if "password" in how else None
    page = canvas.Canvas(stored, pagesize=A4, encrypt=secret)
    name = "STSong-Light" if how.get("cid") else "Noto"
    pdfmetrics.registerFont(UnicodeCIDFont(name) if how.get("cid") else TTFont(name, str(FONT)))
    size = SIZE if columns == 1 else 10.5
    width = (A4[0] - 2 * MARGIN - (columns - 1) * 24) / columns
    rows = wrapped(text, width, size)
    per_column = int((A4[1] - 2 * MARGIN) // (size * 1.7))
    number = 0
    while rows:
        number += 1
        for column in range(columns):
            here, rows = rows[:per_column], rows[per_column:]
            placed = [
                (MARGIN + column * (width + 24), A4[1] - MARGIN - size - at * size * 1.7, row)
                for at, row in enumerate(here)
            ]
            for x, y, row in reversed(placed) if how.get("upside") else placed:
                draw(page, name, size, x, y, row, how)
        if how.get("table") and not rows:
            for at, cells in enumerate(TABLE):
                for column, cell in enumerate(cells):
                    page.setFont(name, 10.5)
                    page.drawString(MARGIN + column * 150, MARGIN - 20 - at * 16, cell)
        page.setFont(name, 9)
        if how.get("header"):
            page.drawString(MARGIN, A4[1] - 40, how["header"])
        if how.get("footer"):
            page.drawCentredString(A4[0] / 2, 30, how["footer"].format(number))
        if how.get("slant"):
            page.saveState()
            page.rotate(40)
            page.setFont(name, 60)
            page.drawString(250, 100, "内部资料")
            page.restoreState()
        if how.get("rotate"):
            page.setPageRotation(90)
        page.showPage()
    page.save()
    return stored.getvalue()


def draw(page, name: str, size: float, x: float, y: float, row: str, how: dict) -> None:
    """Draw one line: as a whole, a character at a time, twice, or with a raised note mark behind each 收入."""
    page.setFont(name, size)
    if how.get("each"):
        for character in row:
            page.drawString(x, y, character)
            x += size * (0.56 if ord(character) < 0x2E80 else 1.01)
        return
    if how.get("raised") and "收入" in row:
        head, tail = row.split("收入", 1)
        page.drawString(x, y, head + "收入")
        x += page.stringWidth(head + "收入", name, size)
        page.setFont(name, size * 0.6)
        page.drawString(x, y + size * 0.35, "1")
        x += page.stringWidth("1", name, size * 0.6)
        page.setFont(name, size)
        row = tail
    page.drawString(x, y, row)
    if how.get("bold"):
        page.drawString(x + 0.4, y, row)


def scan(text: str) -> bytes:
    """A PDF of pictures."""
    from PIL import Image

    stored = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(stored, "PDF")
    return stored.getvalue()


def without_meaning(text: str) -> bytes:
    """A PDF whose fonts do not say which characters they show."""
    import pikepdf

    with pikepdf.open(io.BytesIO(reportlab_pdf(text))) as document:
        for thing in document.objects:
            if (
                isinstance(thing, pikepdf.Dictionary)
                and thing.get("/Type") == "/Font"
                and "/ToUnicode" in thing
            ):
                del thing["/ToUnicode"]
        stored = io.BytesIO()
        document.save(stored)
    return stored.getvalue()


# --- other makers -----------------------------------------------------------------------------------------------------


def page_source(text: str, style: str = "", note: str = "", table: bool = False) -> str:
    """A web page to print."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines_of(text))
    body = body.replace("收入", f"收入{note}") if note else body
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    font = f"@font-face{{font-family:N;src:url('{FONT.as_uri()}')}}body{{font:16px/1.7 N;text-align:justify}}p{{text-indent:2em}}{style}"
    return f"<html><head><meta charset=utf-8><style>{font}</style></head><body>{body}{f'<p>附表：</p><table>{rows}</table>' if table else ''}</body></html>"


def chromium(source: str, *options: str) -> bytes:
    """A page printed by Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder, "a.html"), Path(folder, "a.pdf")
        page.write_text(source, encoding="utf-8")
        command = [
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/p",
            *options,
        ]
        subprocess.run(
            [*command, f"--print-to-pdf={made}", page.as_uri()], capture_output=True, timeout=120, check=False
        )
        return made.read_bytes()


def word_document(
    text: str,
    columns: int = 1,
    header: str = "",
    notes: bool = False,
    table: bool = False,
    bold: bool = False,
) -> bytes:
    """A .docx to be set by LibreOffice."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    document.styles["Normal"].font.name = "Noto Sans SC"
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans SC")
    document.styles["Normal"].font.size = Pt(16 if columns == 1 else 10.5)
    for line in lines_of(text):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(32)
        head, mark, tail = line.partition("收入") if notes else (line, "", "")
        paragraph.add_run(head + mark).bold = bold
        if mark:
            paragraph.add_run("1").font.superscript = True
            paragraph.add_run(tail)
    if table:
        document.add_paragraph("附表：")
        made = document.add_table(rows=len(TABLE), cols=3)
        for row, cells in zip(made.rows, TABLE, strict=True):
            for cell, content in zip(row.cells, cells, strict=True):
                cell.text = content
    section = document.sections[0]
    if columns == 2:
        cols = OxmlElement("w:cols")
        cols.set(qn("w:num"), "2")
        section._sectPr.append(cols)
    if header:
        section.header.paragraphs[0].text = header
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        section.footer.paragraphs[0].add_run("— ")
        section.footer.paragraphs[0]._p.append(field)
        section.footer.paragraphs[0].add_run(" —")
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def office(content: bytes, ending: str = "docx", to: str = "pdf") -> bytes:
    """A document set or saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"a.{ending}")
        source.write_bytes(content)
        settings = f"-env:UserInstallation={Path(folder, 'settings').as_uri()}"
        command = [
            "soffice",
            "--headless",
            settings,
            "--convert-to",
            to,
            "--outdir",
            f"{folder}/out",
            str(source),
        ]
        subprocess.run(command, capture_output=True, timeout=180, check=False)
        return Path(folder, "out", f"a.{to.partition(':')[0]}").read_bytes()


def by_fpdf(text: str) -> bytes:
    """A PDF by fpdf2."""
    import fpdf

    page = fpdf.FPDF()
    page.add_page()
    page.add_font("N", "", str(FONT))
    page.set_font("N", size=14)
    for line in lines_of(text):
        page.multi_cell(0, 9, "　　" + line, new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())


def by_typst(text: str, columns: int = 1) -> bytes:
    """A PDF by typst."""
    import typst

    head = f'#set page(columns: {columns}, numbering: "1")\n#set text(font: "Noto Sans SC", size: 11pt)\n#set par(justify: true, first-line-indent: 2em)\n'
    body = "\n\n".join("#" + repr_typst(line) for line in lines_of(text))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "a.typ")
        source.write_text(head + body, encoding="utf-8")
        return typst.compile(str(source), font_paths=[str(paths.FONTS)])


def repr_typst(line: str) -> str:
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def by_matplotlib(text: str) -> bytes:
    """A PDF by matplotlib."""
    from matplotlib import font_manager, pyplot

    pyplot.rcParams["pdf.fonttype"] = 42
    font_manager.fontManager.addfont(str(FONT))
    figure = pyplot.figure(figsize=(8.27, 11.69 * 4))
    figure.text(
        0.1,
        0.98,
        "\n".join(wrapped(text, 400, 12)),
        fontsize=12,
        va="top",
        family="Noto Sans SC",
        linespacing=1.6,
    )
    stored = io.BytesIO()
    figure.savefig(stored, format="pdf")
    return stored.getvalue()


HEAD, FOOT = "某县李台镇人民政府", "第 {} 页"
MADE: dict[str, tuple[str, Callable[[str], bytes], str]] = {  # name: report, maker, what stands below the report
    "LibreOffice": ("jiyang-2022", lambda t: office(word_document(t)), ""),
    "LibreOffice, head and page numbers": ("litai-2020", lambda t: office(word_document(t, header=HEAD)), ""),
    "LibreOffice, two columns": ("longquan-2022", lambda t: office(word_document(t, columns=2)), ""),
    "LibreOffice, two columns, page numbers": ("sungang-2020", lambda t: office(word_document(t, columns=2, header=HEAD)), ""),
    "LibreOffice, raised note marks": ("sungang-2020", lambda t: office(word_document(t, notes=True)), ""),
    "LibreOffice, table": ("xintai-2019", lambda t: office(word_document(t, table=True)), TABLE_SAYS),
    "LibreOffice, bold": ("jiyang-2022", lambda t: office(word_document(t, bold=True)), ""),
    "Chromium": ("jiyang-2022", lambda t: chromium(page_source(t), "--no-pdf-header-footer"), ""),
    "Chromium, date and address on each page": ("litai-2020", lambda t: chromium(page_source(t)), ""),
    "Chromium, two columns": ("longquan-2022", lambda t: chromium(page_source(t, "body{columns:2;font-size:12px}"), "--no-pdf-header-footer"), ""),
    "Chromium, raised note marks": ("sungang-2020", lambda t: chromium(page_source(t, note="<sup>1</sup>"), "--no-pdf-header-footer"), ""),
    "Chromium, table": ("xintai-2019", lambda t: chromium(page_source(t, "td{padding:0 2em}", table=True), "--no-pdf-header-footer"), TABLE_SAYS),
    "Chromium, letters set wide": ("litai-2020", lambda t: chromium(page_source(t, "p{letter-spacing:.12em}"), "--no-pdf-header-footer"), ""),
    "reportlab": ("xintai-2019", reportlab_pdf, ""),
    "reportlab, head and foot": ("litai-2020", lambda t: reportlab_pdf(t, header=HEAD, footer=FOOT), ""),
    "reportlab, foot drawn first, – 1 –": ("sungang-2020", lambda t: reportlab_pdf(t, footer="– {} –", upside=True), ""),
    "reportlab, two columns": ("longquan-2022", lambda t: reportlab_pdf(t, columns=2), ""),
    "reportlab, two columns, head and foot": ("jiyang-2022", lambda t: reportlab_pdf(t, columns=2, header=HEAD, footer=FOOT), ""),
    "reportlab, bold drawn twice": ("xintai-2019", lambda t: reportlab_pdf(t, bold=True), ""),
    "reportlab, font not in the file": ("litai-2020", lambda t: reportlab_pdf(t, cid=True), ""),
    "reportlab, raised note marks": ("longquan-2022", lambda t: reportlab_pdf(t, raised=True), ""),
    "reportlab, a character at a time": ("jiyang-2022", lambda t: reportlab_pdf(t, each=True), ""),
    "reportlab, table": ("xintai-2019", lambda t: reportlab_pdf(t, table=True), TABLE_SAYS),
    "reportlab, watermark across": ("sungang-2020", lambda t: reportlab_pdf(t, slant=True), ""),
    "reportlab, may be read but not changed": ("litai-2020", lambda t: reportlab_pdf(t, password=""), ""),
    "fpdf2": ("xintai-2019", by_fpdf, ""),
    "typst": ("longquan-2022", by_typst, ""),
    "typst, two columns": ("jiyang-2022", lambda t: by_typst(t, 2), ""),
    "matplotlib, one long page": ("litai-2020", by_matplotlib, ""),
    "reportlab, fonts without meaning": ("xintai-2019", without_meaning, "set aside: garbled"),
    "a scan": ("litai-2020", scan, "set aside: scan"),
    "reportlab, password": ("litai-2020", lambda t: reportlab_pdf(t, password="x"), "set aside: encrypted"),
}  # fmt: skip


# --- readers ----------------------------------------------------------------------------------------------------------


def own(content: bytes) -> str:
    return readers.pdf.read(RULES, content).text


def plain_pdfium(content: bytes) -> str:
    import pypdfium2

    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def plain_pdfminer(content: bytes) -> str:
    return importlib.import_module("pdfminer.high_level").extract_text(io.BytesIO(content))


def plain_pdfplumber(content: bytes) -> str:
    with importlib.import_module("pdfplumber").open(io.BytesIO(content)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


READERS = {
    "own": own,
    "pypdfium2": plain_pdfium,
    "pdfminer.six": plain_pdfminer,
    "pdfplumber": plain_pdfplumber,
}


def quantities(text: str) -> Counter:
    """The quantities of a text: value, unit, bound, kind and period of each."""
    rows = report_rows(RULES, Report("x", "x.txt", "", text), {}).rows["quantities"]
    return Counter((row["value"], row["unit"], row["bound"], row["kind"], row["period"]) for row in rows)


def outcome(read: Callable[[bytes], str], content: bytes, wanted: Counter) -> str:
    """How many of the wanted quantities a reader leads to, and how many others, with its time."""
    started = time.perf_counter()
    try:
        text = read(content)
    except NotReadable as told:
        return f"set aside: {told.problem}"
    except Exception as error:  # noqa: BLE001
        return type(error).__name__
    taken = time.perf_counter() - started
    found = quantities(text)
    right = (found & wanted).total()
    return f"{right}/{wanted.total()} +{found.total() - right} ({taken:.1f} s)"


def main(folder: str = "") -> None:
    """Print the table."""
    usable = {
        name: read
        for name, read in READERS.items()
        if name == "own" or shutil.which("true") and _is_there(name)
    }
    print("| PDF |", " | ".join(usable), "|")
    print("| --- |" + " --- |" * len(usable))
    for name, (report, make, below) in MADE.items():
        try:
            content = make(REPORTS[report])
        except (ImportError, OSError) as error:
            print(f"| {name} | not made: {type(error).__name__} |")
            continue
        if folder:
            Path(folder, f"{name}.pdf").write_bytes(content)
        wanted = quantities(REPORTS[report] + ("\n" + below if not below.startswith("set aside") else ""))
        print(
            f"| {name} |",
            " | ".join(outcome(read, content, wanted) for read in usable.values()),
            "|",
            flush=True,
        )


def _is_there(name: str) -> bool:
    return importlib.util.find_spec({"pdfminer.six": "pdfminer"}.get(name, name)) is not None


if __name__ == "__main__":
    main(*sys.argv[1:2])
