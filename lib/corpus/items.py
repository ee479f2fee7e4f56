"""What a folder of files is made of: reports, and what was set aside or is worth a word."""

import hashlib
import re
from typing import NamedTuple

from lib.corpus.decoding import checked
from lib.corpus.extracted import Extracted, Loss, NotReadable, described

HALF = re.compile("[\ud800-\udfff]")  # half of a character, which no file can be written with


class Report(NamedTuple):
    """One report: its id, its file's path relative to the corpus folder, the file's SHA-256, its text as found.

    A report inside an archive or a sheet has the path that it would have, were these folders. reading: by which reader and
    with what losses, in short. pages: the offset in the text at which each page begins. losses: what stands otherwise than in
    the file. known: what a sheet says of the report beside its text, as (column, cell).
    """

    doc_id: str
    file: str
    sha256: str
    raw: str
    reading: str = "txt"
    pages: tuple[int, ...] = ()
    losses: tuple[Loss, ...] = ()
    known: tuple[tuple[str, str], ...] = ()


class SetAside(NamedTuple):
    """One thing to tell about a file: `kept` says that its report is in the corpus all the same.

    sha256: of the bytes that were read, "" where they could not be.
    """

    file: str
    problem: str
    message: str
    kept: bool = False
    sha256: str = ""


class Loaded(NamedTuple):
    """What one file holds, before it is compared with the other files; fields as in Report."""

    file: str
    sha256: str
    raw: str
    reading: str = "txt"
    pages: tuple[int, ...] = ()
    losses: tuple[Loss, ...] = ()
    known: tuple[tuple[str, str], ...] = ()


def loaded(found: Extracted, name: str, content: bytes, known: tuple[tuple[str, str], ...] = ()) -> Loaded:
    """Return what a reader found in a file; raises NotReadable where its text is blank, garbled or not Chinese.

    name: its path as shown. content: the bytes it was found in. known: see Report.
    """
    text = checked(HALF.sub("\ufffd", found.text))
    digest = hashlib.sha256(content).hexdigest()
    return Loaded(name, digest, text, described(found), found.pages, found.losses, known)


def set_aside(name: str, error: Exception, content: bytes | None = None) -> SetAside:
    """Return why a file gives no report, in words; no fault of a file is an error of the run.

    name: its path as shown. error: what its reader raised. content: its bytes, where they were read.
    """
    digest = "" if content is None else hashlib.sha256(content).hexdigest()
    if isinstance(error, NotReadable):
        return SetAside(name, error.problem, f"{name}: {error}", sha256=digest)
    if isinstance(error, OSError):
        why = (
            f"cannot be opened ({error.strerror or error}); check that the file is there and you may read it"
        )
    elif isinstance(error, RecursionError):
        why = "is nested deeper than any report; open it and save its text as .txt in UTF-8"
    else:
        why = f"cannot be read ({type(error).__name__}: {str(error)[:200]}); save its text as .txt in UTF-8"
    return SetAside(name, "unreadable", f"{name}: {why}", sha256=digest)
