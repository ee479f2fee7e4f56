"""Turns the bytes of one file into the text they hold, or says in words why they hold none."""

import io
import re
import zipfile
from collections import Counter
from functools import cache

# The most frequent characters of 345 government work reports that traditional script and Big5 share. They make up
# 26% or more of every such report, in either script, and 2% or less of text decoded with the wrong encoding.
FREQUENT = set(
    "的和建工展大一加全力市化新民政人中生作年增改制要城成地重推行在高有保社以等提不持理合是企上主面目能家我好平基施各入度水公"
)
MOST_BYTES = 10_000_000  # two hundred times the longest report seen; a yearbook or an archive is larger
MOST_BYTES_DOCX = 100_000_000  # pictures make a Word file large, not its text

USUAL = re.compile(r"[\u4e00-\u9fff -~\s\u2000-\u206f\u3000-\u303f\uff00-\uffef]")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f]")  # \x1a ends files of old systems
MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word .docx, Excel .xlsx, WPS or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word .doc, Excel .xls or WPS file"),
    (b"{\\rtf", "a Rich Text (.rtf) file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
REMEDY = "open it in the program that made it and save it as .docx, or as .txt in UTF-8"
SAVE_AS_UTF8 = "open it in an editor that shows it correctly and save it as .txt in UTF-8"


class NotReadable(ValueError):
    """Why a file gives no report: `problem` is a short name, the message says what is wrong and what to do."""

    def __init__(self, problem: str, message: str):
        super().__init__(message)
        self.problem = problem


def decode(content: bytes) -> str:
    """Return the text of a plain text file, without byte-order mark, newlines as found.

    content: the file's bytes. Raises NotReadable for an empty or binary file, for bytes that are no text in a known
    encoding or give a garbled text, for a web page's source, and for a text without Chinese characters.
    """
    _refuse_other_kinds(content)
    encoding = detect_encoding(content)
    if encoding == "big5":
        raise NotReadable("garbled", f"it is written in Big5 (traditional Chinese); {SAVE_AS_UTF8}")
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _undecodable(content, encoding, error) from error
    return checked(text)


def checked(text: str) -> str:
    """Return the text itself; raises NotReadable where it is blank, garbled, a page's source or not Chinese."""
    if not text.strip():
        raise NotReadable("empty", "it holds only white space; put the report's text into it, or remove it")
    if "\0" in text or len(CONTROL.findall(text)) > 0.01 * len(text):
        raise NotReadable(
            "binary", f"it holds zero bytes or control characters, so it is not plain text; {REMEDY}"
        )
    if text.lstrip()[:14].lower().startswith(("<!doctype html", "<html", "<?xml")):
        raise NotReadable(
            "wrong_format",
            "it is a web page's source; open the page in a browser and save the report's text as .txt",
        )
    han, frequent, rare = _han_counts(text)
    if not han:
        raise NotReadable(
            "no_chinese",
            "it holds no Chinese characters; if it should, they were lost or garbled: get it again",
        )
    lost = text.count("\ufffd")
    if (han >= 20 and frequent < 0.1 * han and rare > 0.3 * han) or lost > 0.1 * han:
        raise NotReadable(
            "garbled", f"its Chinese is garbled, as after a wrong conversion (乱码); {SAVE_AS_UTF8}"
        )
    return text


def detect_encoding(content: bytes) -> str:
    """Return the encoding of a text: utf-8, utf-16-le, utf-16-be, utf-32-le, utf-32-be, gb18030 or big5.

    A byte-order mark decides; then valid UTF-8; then UTF-16 without a mark where nearly every character it gives
    is one that Chinese texts use; then GB18030, which GBK and GB2312 are part of, unless that gives a garbled text
    and Big5 a sensible one. The answer is a best guess: decoding may still fail, in UTF-8 if in nothing else.

    content: the file's bytes, with or without byte-order mark.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    if _is_utf8(content):
        return "utf-8"
    for encoding in ("utf-16-le", "utf-16-be"):
        if _is_utf16(content, encoding):
            return encoding
    if _frequent_share(content, "gb18030") < 0.1 and _frequent_share(content, "big5hkscs") > 0.15:
        return "big5"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError as error:
        utf8_is_further = _first_bad_byte(content, "utf-8") > error.start
        return "utf-8" if utf8_is_further else "gb18030"
    return "gb18030"


def read_docx(content: bytes) -> str:
    """Return the text of a Word .docx file: a line per paragraph and table row, cells set apart by tabs.

    Content controls and accepted insertions are read, deletions and text boxes are not. Numbers that Word makes
    itself (automatic numbering) are not in the file's text and so not in ours.

    content: the file's bytes. Raises NotReadable for a file that Word could not open either.
    """
    from docx import Document  # takes half a second, and most corpora hold no Word file

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if (
                sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml"))
                > MOST_BYTES_DOCX
            ):
                raise NotReadable(
                    "too_large", "its text is far larger than a report's; save the report alone"
                )
        body = Document(io.BytesIO(content)).element.body
    except NotReadable:
        raise
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own through
        raise NotReadable(
            "broken_docx",
            f"it is not a Word file, or a damaged one ({type(error).__name__}); open it in Word or WPS and save it again",
        ) from error
    text = "\n".join(_lines(body))
    if not text.strip():
        raise NotReadable(
            "empty", "it holds no text (perhaps pictures of pages); type or recognise the text first"
        )
    return text


def _refuse_other_kinds(content: bytes) -> None:
    if not content:
        raise NotReadable("empty", "it is empty (0 bytes); put the report's text into it, or remove it")
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            raise NotReadable("binary", f"it is {kind} with the ending of a text file; {REMEDY}")


def _han_counts(text: str) -> tuple[int, int, int]:
    """Return how many Chinese characters a text has, how many are frequent, and how many are not in GB2312."""
    han = {c: n for c, n in Counter(text).items() if HAN.match(c)}
    frequent = sum(n for c, n in han.items() if c in FREQUENT)
    return sum(han.values()), frequent, sum(n for c, n in han.items() if _is_rare(c))


@cache
def _is_rare(char: str) -> bool:
    return not char.encode("gb2312", "ignore")


def _is_utf8(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if "\0" in text:
        return False
    if content.isascii() or HAN.search(text):
        return True
    # A few GBK characters, such as 隆, are valid UTF-8 for a Latin or Greek letter; é in a French text is GBK for 茅.
    as_gbk = content.decode("gb18030", "ignore")
    return len(HAN.findall(as_gbk)) < 0.3 * len(as_gbk)


def _is_utf16(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    usual = sum(n for c, n in Counter(text).items() if USUAL.match(c))
    return usual >= 0.95 * len(text) and _han_counts(text)[0] >= 0.3 * len(text)


def _frequent_share(content: bytes, encoding: str) -> float:
    han, frequent, _ = _han_counts(content.decode(encoding, "ignore"))
    return frequent / han if han >= 20 else 0.0


def _first_bad_byte(content: bytes, encoding: str) -> int:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return len(content)


def _undecodable(content: bytes, encoding: str, error: UnicodeDecodeError) -> NotReadable:
    if b"\0" in content and not encoding.startswith(("utf-16", "utf-32")):
        return NotReadable("binary", f"it holds zero bytes, so it is not plain text; {REMEDY}")
    line = content[: error.start].decode(encoding, "ignore").count("\n") + 1
    return NotReadable(
        "undecodable",
        f"it is no text in UTF-8, UTF-16 or GB18030 (read as {encoding.upper()}, it breaks off in line {line}, "
        f"byte {error.start + 1}); {SAVE_AS_UTF8}",
    )


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
UNSEEN = {
    W + name
    for name in ("pPr", "rPr", "sdtPr", "del", "moveFrom", "drawing", "pict", "object", "instrText", "rt")
}
UNSEEN.add(MC + "AlternateContent")  # drawings and text boxes, stored twice
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def _lines(block) -> list[str]:
    """Return the lines of a document body, table cell or content control, in reading order."""
    lines = []
    for child in block:
        if child.tag == W + "p":
            lines.append(_inline(child))
        elif child.tag == W + "tbl":
            rows = [row for row in child.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is child]
            lines.extend("\t".join(_cells(row)) for row in rows)
        elif child.tag not in UNSEEN and child.tag != W + "sectPr":
            lines.extend(_lines(child))
    return lines


def _cells(row) -> list[str]:
    cells = [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row]
    return [" ".join(_lines(cell)).strip() for cell in cells]


def _inline(element) -> str:
    """Return the visible text inside a paragraph."""
    pieces = []
    for child in element:
        if child.tag == W + "t":
            pieces.append(child.text or "")
        elif child.tag in SIGNS:
            pieces.append(SIGNS[child.tag])
        elif child.tag not in UNSEEN:
            pieces.append(_inline(child))
    return "".join(pieces)
