"""Turns the bytes of a text into the text they hold, or says in words why they hold none."""

import codecs
import re
from collections import Counter
from functools import cache

from lib.corpus.byte_slips import realigned
from lib.corpus.extracted import Loss, NotReadable

# The most frequent characters of 345 government work reports that traditional script and Big5 share. They make up
# 26% or more of every such report, in either script, and 2% or less of text decoded with the wrong encoding.
FREQUENT = set(
    "的和建工展大一加全力市化新民政人中生作年增改制要城成地重推行在高有保社以等提不持理合是企上主面目能家我好平基施各入度水公"
)
USUAL = re.compile(r"[\u4e00-\u9fff -~\s\u2000-\u206f\u3000-\u303f\uff00-\uffef]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f]")  # \x1a ends files of old systems
MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
REMEDY = "open it in the program that made it and save it as .docx, or as .txt in UTF-8"
SAVE_AS_UTF8 = "open it in an editor that shows it correctly and save it as .txt in UTF-8"


def decode(content: bytes) -> str:
    """Return the text of a plain text file, without byte-order mark, newlines as found.

    A byte that is no text becomes U+FFFD, and 0x80 in GBK the euro sign that Windows keeps there.

    content: the file's bytes. Raises NotReadable for an empty or binary file, for a text most of which cannot be decoded or
    is garbled, and for one without Chinese characters.
    """
    if not content:
        raise NotReadable("empty", "it is empty (0 bytes); put the report's text into it, or remove it")
    encoding = detect_encoding(content)
    if encoding == "big5":
        raise NotReadable("garbled", f"it is written in Big5 (traditional Chinese); {SAVE_AS_UTF8}")
    return checked(decoded(content, encoding))


def decoded(content: bytes, encoding: str) -> str:
    """Return bytes as text in an encoding whatever they are, as decode() does; gb2312 and gbk are read as gb18030, stretches off by one byte set right."""
    if codecs.lookup(encoding).name in ("gb2312", "gbk", "gb18030"):
        encoding = "gb18030"
    text = content.decode(encoding, LENIENT).removeprefix("\ufeff")
    return realigned(text) if encoding == "gb18030" else text


def _euro_or_lost(error: UnicodeError) -> tuple[str, int]:
    """What stands for a byte that cannot be decoded; the next byte is tried anew, so that no more is lost than need be."""
    if error.encoding == "gb18030" and error.object[error.start] == 0x80:
        return "€", error.start + 1
    return LOST, error.start + (1 if error.encoding in ("gb18030", "utf-8") else error.end - error.start)


LOST, LENIENT = "\ufffd", "workbook_euro_or_lost"
codecs.register_error(LENIENT, _euro_or_lost)


def damage(text: str) -> tuple[Loss, ...]:
    """Return the places in a text where bytes were lost: U+FFFD, put there now or by whoever saved it, and zero bytes."""
    return tuple(
        Loss(*match.span(), "damaged_bytes", (("count", len(match.group())),))
        for match in re.finditer("[\ufffd\0]+", text)
    )


def checked(text: str) -> str:
    """Return the text itself; raises NotReadable where it is blank, garbled, damaged throughout or not Chinese."""
    if not text.strip():
        raise NotReadable("empty", "it holds only white space; put the report's text into it, or remove it")
    if text.count("\0") > 0.005 * len(text) or len(CONTROL.findall(text)) > 0.01 * len(text):
        raise NotReadable(
            "binary", f"it holds zero bytes or control characters, so it is not plain text; {REMEDY}"
        )
    han, frequent, rare = _han_counts(text)
    lost = text.count(LOST)
    if lost > 0.02 * len(text):
        raise NotReadable(
            "undecodable", f"{lost} of its {len(text)} characters cannot be decoded; {SAVE_AS_UTF8}"
        )
    if not han:
        raise NotReadable(
            "no_chinese",
            "it holds no Chinese characters; if it should, they were lost or garbled: get it again",
        )
    if han >= 20 and frequent < 0.1 * han and rare > 0.3 * han:
        raise NotReadable(
            "garbled", f"its Chinese is garbled, as after a wrong conversion (乱码); {SAVE_AS_UTF8}"
        )
    return text


def detect_encoding(content: bytes) -> str:
    """Return the encoding of a text: utf-8, utf-16-le, utf-16-be, utf-32-le, utf-32-be, gb18030 or big5.

    A byte-order mark decides; then valid UTF-8; then UTF-16 without a mark where nearly every character it gives
    is one that Chinese texts use; then GB18030, which GBK and GB2312 are part of, unless that gives a garbled text
    and Big5, or UTF-8 with a few damaged bytes, a sensible one. The answer is a best guess.

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
    as_gb18030 = _frequent_share(content, "gb18030")
    if as_gb18030 < 0.1 and _frequent_share(content, "big5hkscs") > 0.15:
        return "big5"
    damaged = (
        _frequent_share(content, "utf-8") > 0.15
        and content.decode("utf-8", "replace").count(LOST) < len(content) / 60
    )
    return "utf-8" if damaged and as_gb18030 < 0.15 else "gb18030"


def _han_counts(text: str) -> tuple[int, int, int]:
    """Return how many Chinese characters a text has, how many are frequent, and how many are not in GB2312."""
    han = {c: n for c, n in Counter(text).items() if _is_han(c)}
    frequent = sum(n for c, n in han.items() if c in FREQUENT)
    return sum(han.values()), frequent, sum(n for c, n in han.items() if _is_rare(c))


@cache
def _is_han(char: str) -> bool:
    return bool(HAN.match(char))


@cache
def _is_rare(char: str) -> bool:
    return not char.encode("gb2312", "ignore")


def _is_utf8(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if text.count("\0") > 0.005 * len(text):
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
