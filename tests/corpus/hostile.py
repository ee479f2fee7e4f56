"""Makes the broken and hostile files of data/cases/hostile_files.csv: small, harmless, each by the name of its recipe."""

import io
import os
import zipfile
from pathlib import Path

from lib.corpus.readers import OLE
from tests.corpus.made import paragraph, part, run, table, word_file, zipped

REPORT = "各位代表：现在，我代表镇人民政府，向大会报告工作，请予审议。全镇完成财政收入4720万元，增长8.5%。"
UTF8, GBK = REPORT.encode(), REPORT.encode("gbk")
TRADITIONAL = (
    "各位代表：現在，我代表鎮人民政府，向大會報告工作，請予審議。全鎮發展經濟，建設農村，服務群眾。" * 3
)


def flagged(content: bytes, at: int, flag: int) -> bytes:
    """Return a ZIP archive with a bit of every member's flags, or the method of packing (at 8 and 10), set."""
    changed = bytearray(content)
    for sign, first in ((b"PK\x03\x04", at - 2), (b"PK\x01\x02", at)):
        place = changed.find(sign)
        while place >= 0:
            changed[place + first] |= flag
            place = changed.find(sign, place + 4)
    return bytes(changed)


def repeated(name: str) -> bytes:
    """Return an archive with two members of one name."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for number in (1, 2):
            archive.writestr(zipfile.ZipInfo(name), f"{REPORT}第{number}份。")
    return stored.getvalue()


def lying() -> bytes:
    content = zipped({"甲.txt": REPORT * 99})
    size = len(UTF8) * 99
    return content.replace(size.to_bytes(4, "little"), (50).to_bytes(4, "little"))


def related(target: str) -> bytes:
    """Return a .docx with a relation to a file elsewhere."""
    content = word_file(paragraph(REPORT))
    relation = f'<Relationship Id="r9" TargetMode="External" Type="x/attachedTemplate" Target="{target}"/>'
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = "word/_rels/document.xml.rels"
    return zipped(files | {name: files[name].replace(b"</R", relation.encode() + b"</R")})


def pdf(text: str = "", cut: int = 0, **how) -> bytes:
    from tests.corpus.test_pdf import made

    content = made([(72, 100, 12, text)] if text else [], **how)
    return content[: len(content) - cut]


def locked() -> bytes:
    from reportlab.lib import pdfencrypt

    return pdf(REPORT, encrypt=pdfencrypt.StandardEncryption("x", "y"))


def sheet(form: str) -> bytes:
    from tests.corpus import test_sheets

    return test_sheets.FILES[form]


RAR = b"Rar!\x1a\x07\x01\x00" + b"\0" * 60
ENTITY = '<!DOCTYPE x [<!ENTITY a "政府">]>'
HEAD = b"From: x\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
MADE = {
    "nothing": lambda: b"",
    "blanks": lambda: " \n\u3000\n".encode() * 50,
    "mark_only": lambda: b"\xef\xbb\xbf",
    "zeros": lambda: b"".join(bytes((byte, 0)) for byte in UTF8),
    "one_zero": lambda: UTF8 * 5 + b"\0" + UTF8 * 5,
    "controls": lambda: "".join(f"{sign}\x01" for sign in REPORT).encode(),
    "bad_utf8": lambda: UTF8 + b"\xff" + UTF8,
    "bad_gbk": lambda: GBK * 3 + b"\xff\n" + GBK * 3,
    "lost_gbk": lambda: (GBK * 3)[:21] + (GBK * 3)[22:],
    "every_third": lambda: bytes(0xFF if at % 3 == 0 else byte for at, byte in enumerate(UTF8 * 9)),
    "surrogate": lambda: UTF8 * 5 + b"\xed\xa0\x80" + UTF8 * 5,
    "big5": lambda: TRADITIONAL.encode("big5"),
    "mojibake": lambda: (UTF8 * 5).decode("gb18030", "ignore").encode(),
    "english": lambda: b"Report on the work of the government of Litai town, 2020.\n" * 20,
    "long_line": lambda: UTF8 * 3000,
    "line_feeds": lambda: UTF8 + b"\n" * 200_000 + UTF8,
    "letters_as_lines": lambda: "\n".join(REPORT).encode(),
    "old_mac": lambda: REPORT.replace("。", "。\r").encode(),
    "utf16": lambda: (REPORT * 2).encode("utf-16-le"),
    "utf16_cut": lambda: b"\xff\xfe" + REPORT.encode("utf-16-le")[:-1],
    "large": lambda: UTF8 * 30,
    "program": lambda: b"MZ\x90\0\3\0\0\0" + bytes(range(256)) * 8,
    "markup": lambda: f"<script>alert(1)</script>{REPORT}<img src=x onerror=alert(2)>".encode(),
    "formulas": lambda: f"=1+1\n{REPORT}\n@SUM(A1)\n+1\n-1\n".encode(),
    "turned": lambda: f"\u202e{REPORT}\u202c\u200b\ufeff{REPORT}".encode(),
    "twice_decoded": lambda: UTF8.decode("latin-1").encode(),
    "word_cut": lambda: word_file(paragraph(REPORT) * 60)[:500],
    "word_entity": lambda: word_file(paragraph(REPORT), styles=ENTITY + part("styles", "&a;")),
    "word_comment": lambda: word_file(
        paragraph(run(REPORT).replace("财政", "<!-- x -->财政").replace("增长", "<?x y?>增长"))
    ),
    "word_no_text": lambda: word_file("").replace(b"word/document.xml", b"word/documents.xm"),
    "word_empty": lambda: word_file(paragraph(" ") * 9),
    "word_deleted": lambda: word_file(f"<w:p><w:del>{run(REPORT).replace('w:t', 'w:delText')}</w:del></w:p>"),
    "word_paragraphs": lambda: word_file("<w:p/>" * 200 + paragraph(REPORT)),
    "word_large": lambda: word_file(paragraph(REPORT) * 40),
    "word_nested": lambda: word_file(
        "<w:tbl><w:tr><w:tc>" * 60 + paragraph(REPORT) + "</w:tc></w:tr></w:tbl>" * 60
    ),
    "word_table": lambda: word_file(paragraph(REPORT) + table(["项目", "数值"], ["收入", "3"])),
    "word_template": lambda: related("file:///etc/hostname"),
    "word_none": lambda: zipped({"a.txt": REPORT}),
    "word_locked": lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 60,
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
    "old_word": lambda: OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 60,
    "zip_cut": lambda: zipped({"甲.txt": REPORT})[:-30],
    "zip_empty": lambda: zipped({}),
    "zip_above": lambda: zipped({"../甲.txt": REPORT}),
    "zip_root": lambda: zipped({"/甲.txt": REPORT}),
    "zip_drive": lambda: zipped({"C:\\甲.txt": REPORT}),
    "zip_lying": lying,
    "zip_large": lambda: zipped({"甲.txt": REPORT * 90}),
    "zip_sum": lambda: zipped({f"{at}.txt": f"{REPORT}{at}" for at in range(9)}),
    "zip_many": lambda: zipped({f"{at}.txt": f"{REPORT}{at}" for at in range(9)}),
    "zip_deep": lambda: zipped({"a.zip": zipped({"b.zip": zipped({"甲.txt": REPORT})})}),
    "zip_locked": lambda: flagged(zipped({"甲.txt": REPORT}), 8, 1),
    "zip_method": lambda: flagged(zipped({"甲.txt": REPORT}), 10, 0x40),
    "zip_case": lambda: zipped({"A.txt": f"{REPORT}一。", "a.txt": f"{REPORT}二。"}),
    "zip_twice": lambda: repeated("甲.txt"),
    "zip_programs": lambda: zipped({"甲.exe": "MZ"}),
    "rar": lambda: RAR,
    "pdf_head": lambda: b"%PDF-1.7\n\x00\xe2",
    "pdf_cut": lambda: pdf(REPORT, cut=200),
    "pdf_locked": locked,
    "pdf_blank": pdf,
    "html_open": lambda: f"<html><body>{'<p>' * 300}{REPORT}".encode(),
    "html_deep": lambda: f"<html><body>{'<div>' * 5000}{REPORT}".encode(),
    "html_script": lambda: (
        f"<html><head><title>报告</title><style>p{{}}</style></head><body><script>alert('乱')</script>"
        f"<p onclick=alert(1)>{REPORT}</p></body></html>".encode()
    ),
    "html_wrong": lambda: b"<html><meta charset=utf-8><body><p>" + GBK + b"</p></body></html>",
    "html_empty": lambda: b"<html><body></body></html>",
    "mht_empty": lambda: HEAD + b"Content-Type: image/png\r\n\r\nx\r\n--b--\r\n",
    "csv_numbers": lambda: "年份,收入\n2020,3\n".encode(),
    "csv_quote": lambda: f'年份,正文\n2020,"{REPORT * 5}\n'.encode(),
    "csv_zero": lambda: f"年份,正文\n2020,{REPORT * 5}\0\n".replace("，", "、").encode(),
    "xlsx_cut": lambda: sheet("xlsx")[:900],
    "xlsx": lambda: sheet("xlsx"),
    "parquet_cut": lambda: sheet("parquet")[:-9],
    "dta_cut": lambda: sheet("dta")[:300],
    "ofd_cut": lambda: zipped({"OFD.xml": "<x/>"})[:-30],
    "ofd": lambda: zipped({"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"}),
}


def link(path: Path) -> None:
    path.symlink_to(path)


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere.txt"))


PLACED = {"pipe": lambda path: os.mkfifo(path), "link": link, "dangling": dangling, "folder": Path.mkdir}
