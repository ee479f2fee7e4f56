"""Reads the reports inside a ZIP archive, one member at a time and never onto the disk."""

import struct
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lib.corpus import readers
from lib.corpus.extracted import NotReadable
from lib.corpus.items import Loaded, SetAside, set_aside
from lib.corpus.names import is_corpus
from lib.corpus.packages import member, opened
from lib.rules import Rules

MOST_DEPTH = 1  # archives inside an archive
MOST_BYTES_OF_A_MEMBER = 100_000_000
MOST_BYTES = 3_000_000_000  # that all members of one archive may come to
IN_UTF8, UNICODE_PATH = 0x800, 0x7075
Load = Callable[[Rules, bytes, str, int], Iterator[Loaded | SetAside]]


def members(
    rules: Rules, content: bytes | Path, name: str, load: Load, depth: int = 1
) -> Iterator[Loaded | SetAside]:
    """Yield the reports of an archive's members as those of files in a folder called like the archive.

    content: the archive. name: its path as shown. load: reads the bytes of one member. depth: in how many archives its members
    lie, this one counted.
    """
    with opened(content, "zip") as archive:
        if not archive.infolist():
            raise NotReadable("empty", "it holds no file; pack the reports again")
        total = 0
        for shown, info in sorted(
            ((stored_name(info), info) for info in archive.infolist()), key=lambda pair: pair[0]
        ):
            inside = f"{name}/{shown}"
            if info.is_dir() or not _leads_out(shown) and not all(map(is_corpus, shown.split("/"))):
                continue
            try:
                data = _content(archive, info, shown)
            except Exception as error:  # noqa: BLE001  one member never stops the rest
                yield set_aside(inside, error)
                continue
            total += len(data)
            if total > MOST_BYTES:
                raise NotReadable("too_large", f"it unpacks to more than {MOST_BYTES // 10**9} GB; divide it")
            yield from load(rules, data, inside, depth)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str) -> bytes:
    ending = f".{shown.rpartition('.')[2].lower()}" if "." in shown else ""
    if _leads_out(shown):
        raise NotReadable(
            "wrong_format", "its name leads out of the archive's folder; pack the archive again"
        )
    if not readers.is_read(ending):
        raise readers.not_read(ending)
    data = member(archive, info, "zip", MOST_BYTES_OF_A_MEMBER)
    if not data:
        raise NotReadable("empty", "it is empty (0 bytes)")
    return data


def _leads_out(shown: str) -> bool:
    return shown.startswith("/") or ".." in shown.split("/") or shown[1:2] == ":"


def stored_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: in UTF-8 where the archive says so, else what a Chinese Windows meant by its bytes."""
    if not info.flag_bits & IN_UTF8:
        stored = info.orig_filename.encode("cp437", "replace")
        name = _unicode_path(info.extra) or _decoded(stored)
    else:
        name = info.filename
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _decoded(stored: bytes) -> str:
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        return stored.decode("gb18030", "replace")


def _unicode_path(extra: bytes) -> str:
    """The name that Info-ZIP keeps in UTF-8 beside the old one, or ""."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "ignore")
        extra = extra[4 + size :]
    return ""
