"""Reads one file of any kind: the one report in it, the reports of a sheet's rows, or those of an archive's members."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lib.corpus import archives, readers, several, sheets
from lib.corpus.extracted import Extracted, NotReadable
from lib.corpus.items import Loaded, SetAside, loaded, set_aside
from lib.rules import Rules

MOST_BYTES = 100_000_000  # pictures make a file large, not its text
MOST_BYTES_TEXT = 10_000_000  # two hundred times the longest report seen; a yearbook is larger
MOST_BYTES_ARCHIVE = 20_000_000_000  # an archive is never unpacked as a whole


def load(rules: Rules, path: Path, name: str) -> Iterator[Loaded | SetAside]:
    """Yield the reports of one file, and why others in it give none; no fault of a file raises an error.

    path: the file. name: its path relative to the corpus folder, as shown to the reader.
    """
    try:
        if _ending(name) == ".zip":
            _ordinary_size(path, MOST_BYTES_ARCHIVE)
            yield from archives.members(rules, path, name, load_content, 1)
            return
        content = read_bytes(path, name)
    except Exception as error:  # noqa: BLE001  one file never stops the rest
        yield set_aside(name, error)
        return
    yield from load_content(rules, content, name)


def load_content(rules: Rules, content: bytes, name: str, depth: int = 0) -> Iterator[Loaded | SetAside]:
    """Yield what load() does for the bytes of a file; depth: in how many archives the file lies."""
    try:
        kind = readers.kind_of(content, _ending(name))
        if kind == "zip":
            if depth > archives.MOST_DEPTH:
                raise NotReadable("wrong_format", "it is an archive in an archive in an archive; unpack it")
            yield from archives.members(rules, content, name, load_content, depth + 1)
        elif kind in sheets.KINDS:
            yield from sheets.reports(rules, content, kind, name)
        else:
            found = readers.reader_for(kind, _ending(name))(rules, content)
            yield from _reports(several.divided(rules, found), name, content)
    except Exception as error:  # noqa: BLE001  one file never stops the rest
        yield set_aside(name, error, content)


def _reports(parts: list[tuple[str, Extracted]], name: str, content: bytes) -> Iterator[Loaded | SetAside]:
    """The one report of a file, or its several, with the paths that they would have in a folder called like the file."""
    if len(parts) == 1:
        yield loaded(parts[0][1], name, content)
        return
    for number, (title, part) in enumerate(parts, 1):
        label = re.sub(r"[\s/.]+", " ", f"{number} {title}").strip()
        yield loaded(part, f"{name}/{label}", content)
    titles = "; ".join(title or "…" for title, _ in parts)
    yield SetAside(
        name, "several_reports", f"{name}: it holds {len(parts)} reports, each read as one: {titles}", True
    )


def read_bytes(path: Path, name: str) -> bytes:
    """Return the bytes of an ordinary file of a kind that is read.

    Raises NotReadable for any other, for one that is too large, empty, or changing; OSError.
    """
    ending = _ending(name)
    if not readers.is_read(ending):
        raise readers.not_read(ending)
    most = MOST_BYTES_TEXT if readers.ENDINGS[ending] == "txt" else MOST_BYTES
    size = _ordinary_size(path, most)
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) != size:
        raise NotReadable("unreadable", "it changed while it was read; run again when it has been saved")
    if not content:
        raise NotReadable("empty", "it is empty (0 bytes); save the report into it again, or remove it")
    return content


def content_hash(path: Path) -> str:
    """Return a file's SHA-256, read piece by piece; "-" where there is none, and why not for one that cannot be read.

    A pipe is not opened, since opening one waits; so a file that becomes readable is a change.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return "not an ordinary file"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "-"
    except OSError as error:
        return f"unreadable {error.errno}"


def _ordinary_size(path: Path, most: int) -> int:
    """The size of a file; a pipe or a device, which would be waited for, is none, and is not opened."""
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode):
        raise NotReadable("unreadable", "it is not an ordinary file; remove it")
    if found.st_size > most:
        raise NotReadable(
            "too_large", f"it is larger than {most // 1_000_000} MB; save each report as a file of its own"
        )
    return found.st_size


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
