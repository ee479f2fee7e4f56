"""Opens files that are ZIP archives inside, taking out of them only what is asked for, and never too much of it."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from lib.corpus.extracted import NotReadable

MOST_BYTES_OF_A_PART = (
    60_000_000  # the text of a book of a thousand pages, with Word's marks, is half of that
)
MOST_ELEMENTS = 1_500_000
MOST_MEMBERS = 20_000
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)
STRICT = (  # "Strict Open XML" differs from what Word usually writes in these addresses alone
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip


def opened(content: bytes | Path, kind: str) -> zipfile.ZipFile:
    """Return a file as a ZIP archive, none of it unpacked.

    kind: what it should be, for the message. Raises NotReadable where it is none, or has too many members.
    """
    try:
        archive = zipfile.ZipFile(content if isinstance(content, Path) else io.BytesIO(content))
    except DAMAGED as error:
        raise damaged(kind, error) from error
    if len(archive.infolist()) > MOST_MEMBERS:
        raise NotReadable("too_large", f"it holds more than {MOST_MEMBERS} files; divide it")
    return archive


def damaged(kind: str, error: Exception | str) -> NotReadable:
    """Return the reason for setting aside a file that its own program could not open either."""
    why = error if isinstance(error, str) else type(error).__name__
    return NotReadable(
        f"broken_{kind}",
        f"it is not a .{kind} file, or a damaged one ({why}); open it in the program that made it and save it again",
    )


def part(archive: zipfile.ZipFile, name: str, kind: str) -> bytes:
    """Return one member's bytes, however many the archive says they are; b"" where there is no such member.

    Raises NotReadable for more than MOST_BYTES_OF_A_PART bytes, for a password, and for damage.
    """
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    return member(archive, info, kind, MOST_BYTES_OF_A_PART)


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, kind: str, most: int) -> bytes:
    """Return the bytes of a member; raises NotReadable as part() does."""
    if info.flag_bits & 1:
        raise NotReadable("encrypted", "it has a password; save it without one")
    try:
        with archive.open(info) as stream:
            content = stream.read(most + 1)
    except DAMAGED as error:
        raise damaged(kind, error) from error
    if len(content) > most:
        raise NotReadable("too_large", "its text is far larger than a report's; save the report alone")
    return content


def tree(content: bytes, kind: str) -> etree._Element | None:
    """Return the root of an XML part, or None for an empty one; raises NotReadable for broken or hostile XML."""
    root = None
    for element in elements(content, kind):
        root = element
    return root


def elements(content: bytes, kind: str) -> Iterator[etree._Element]:
    """Yield the elements of an XML part as each one ends, so that a caller may clear those it is done with.

    Entities are not resolved, and comments are gone: text behind one would be lost without a word. Raises NotReadable for
    broken XML, a document type (no office program writes one), and more elements than a report has.
    """
    if not content:
        return
    for strict, usual in STRICT:
        content = content.replace(strict, usual)
    if b"<!DOCTYPE" in content[:4096].upper() or b"<\x00!\x00D\x00O\x00C" in content[:4096]:
        raise damaged(kind, "a document type with entities, which no office program writes")
    options = {"remove_comments": True, "remove_pis": True, "resolve_entities": False, "no_network": True}
    parser = etree.iterparse(io.BytesIO(content), events=("end",), huge_tree=False, **options)
    try:
        for number, (_, element) in enumerate(parser):
            if number > MOST_ELEMENTS:
                raise NotReadable(
                    "too_large", "its text is far larger than a report's; save the report alone"
                )
            yield element
    except etree.XMLSyntaxError as error:
        raise damaged(kind, f"XML: {error.msg}") from error


def relations(archive: zipfile.ZipFile, source: str, kind: str) -> Iterable[tuple[str, str]]:
    """Return (type, target part) for each relation of a part; source: its name, "" for the package itself."""
    folder, _, name = source.rpartition("/")
    root = tree(part(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), kind), kind)
    found = []
    for relation in root if root is not None else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            found.append((relation.get("Type", "").rpartition("/")[2], path))
    return found
