"""A reader for each kind of file, and which one a file needs: by its content, where that tells, else by its ending."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import partial

from lib.corpus.extracted import Extracted, NotReadable
from lib.corpus.readers import office, pdf, plain, web, word
from lib.rules import Rules

Reader = Callable[[Rules, bytes], Extracted]
READERS: dict[str, Reader] = {
    "txt": plain.read,
    "docx": word.read,
    "pdf": pdf.read,
    "html": web.read,
    "mht": web.read_archive,
    **{kind: partial(office.read, kind=kind) for kind in ("doc", "wps", "rtf", "odt")},
}
ENDINGS = {  # what a file holds by its ending
    **dict.fromkeys((".txt", ".text"), "txt"),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    **dict.fromkeys((".doc", ".dot"), "doc"),
    **dict.fromkeys((".wps", ".wpt"), "wps"),
    **dict.fromkeys((".odt", ".ott", ".fodt"), "odt"),
    ".rtf": "rtf",
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), "html"),
    **dict.fromkeys((".mht", ".mhtml"), "mht"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".ods"), "xlsx"),
    **dict.fromkeys((".xls", ".et", ".xlt", ".ett"), "xls"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    ".dta": "dta",
    ".parquet": "parquet",
    ".zip": "zip",
    ".pdf": "pdf",
    ".ofd": "ofd",
    **dict.fromkeys((".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"), "archive"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"), "picture"),
    **dict.fromkeys((".ppt", ".pptx", ".dps"), "slides"),
}
SIGNATURES = (
    (rb"%PDF", "pdf"),
    (rb"\{\\rtf", "rtf"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*", "picture"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "archive"),
    (rb"PAR1", "parquet"),
    (rb"<stata_dta>|[\x71-\x73][\x01\x02]\x01\0", "dta"),
)
PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("OFD.xml", "ofd"), ("ppt/", "slides"))
OPEN_DOCUMENT = {
    "opendocument.text": "odt",
    "opendocument.spreadsheet": "xlsx",
    "opendocument.presentation": "slides",
}
PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,900}?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|title)\b",
    re.DOTALL | re.IGNORECASE,
)
PAGE_ARCHIVE = re.compile(
    rb"(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "slides"))
STREAMS += (("EncryptedPackage", "encrypted"), ("WpsDocument", "wps"))
BY_HAND = "open it in the program that made it and save the report as .docx or .txt"
NOT_READ = {  # kinds that are told apart, and what to do with them
    "picture": ("wrong_format", "it is a picture; recognise its text (OCR) and save that as .txt or .docx"),
    "archive": (
        "wrong_format",
        "it is an archive of a kind that is not opened; unpack it and put the reports into the folder",
    ),
    "ofd": (
        "wrong_format",
        "it is an OFD (版式文档), which is not read; open it in an OFD reader and save it as PDF",
    ),
    "broken_ofd": (
        "broken_ofd",
        "its name says OFD (版式文档), but it is none, or a damaged one; get it again, if possible as PDF",
    ),
    "slides": ("wrong_format", f"it holds slides; {BY_HAND}"),
    "encrypted": ("encrypted", "it has a password; open it and save it without one"),
}


def reader_for(kind: str, ending: str = "") -> Reader:
    """Return the reader of a kind of file.

    kind: as kind_of() gives it. ending: the file's, such as ".docx", in small letters. Raises NotReadable, saying what to do, for a kind of file
    that none reads.
    """
    if kind in NOT_READ:
        raise NotReadable(*NOT_READ[kind])
    if kind not in READERS:
        raise not_read(ending)
    return READERS[kind]


def not_read(ending: str) -> NotReadable:
    """Return the reason for setting aside a file whose ending no reader knows."""
    to_do = "save the report's text as .txt or .docx, or move the file elsewhere"
    return NotReadable("wrong_format", f"{ending or 'a file without ending'} is not read; {to_do}")


def is_read(ending: str) -> bool:
    """Return whether some reader takes files with this ending, or says in its own words why not."""
    return ending in ENDINGS


def kind_of(content: bytes, ending: str) -> str:
    """Return what a file holds: a key of READERS, one of NOT_READ, or "" where neither content nor ending tells."""
    head = content[:1024]
    for signature, kind in SIGNATURES:
        if re.match(signature, head, re.DOTALL):
            return kind
    if head.startswith(b"PK\x03\x04"):
        kind = _by_ending(ending) or "txt"
        return _kind_of_zip(content) or ("zip" if kind == "txt" else kind)
    if head.startswith(OLE):
        return _kind_of_ole(content, ending)
    if PAGE.match(head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")):
        return "html"
    if PAGE_ARCHIVE.match(content[:4096].replace(b"\r", b"")):
        return "mht"
    kind = _by_ending(ending)
    is_plain = kind in ("doc", "wps", "rtf") and b"\0" not in content
    return "txt" if is_plain else kind  # some offices put plain text into a .doc


def _by_ending(ending: str) -> str:
    kind = ENDINGS.get(ending, "")
    return "broken_ofd" if kind == "ofd" else kind  # an OFD is known by what is in it


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            written_by = (
                archive.open("mimetype").read(80).decode("ascii", "replace") if "mimetype" in names else ""
            )
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError):
        return ""
    if written_by:
        return next((kind for sign, kind in OPEN_DOCUMENT.items() if sign in written_by), "")
    return next((kind for start, kind in PARTS if any(name.startswith(start) for name in names)), "")


def _kind_of_ole(content: bytes, ending: str) -> str:
    """Tell the old files of Word, Excel, WPS and PowerPoint apart by the streams that their directory names."""
    named = [kind for name, kind in STREAMS if name.encode("utf-16-le") in content]
    return (
        ENDINGS.get(ending, "")
        if ENDINGS.get(ending) in named
        else next(iter(named), ENDINGS.get(ending, ""))
    )
