"""Reads a folder of files in any format and encoding as reports, and sets aside, in words, what is none."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lib.corpus import readers
from lib.corpus.decoding import checked
from lib.corpus.extracted import Loss, NotReadable, described
from lib.rules import Rules

__all__ = ["Loaded", "Report", "SetAside", "find_files", "iterate_corpus", "load", "read_corpus"]

RAW = "raw"
TABLES_OF_THE_USER = {"reports.csv", "reports.to_check.csv", "corrections.csv"}
NOT_CORPUS = re.compile(
    r"\.|~\$|(readme|licen[cs]e|copying)(?![a-z])|(thumbs\.db|desktop\.ini)$", re.IGNORECASE
)
MOST_BYTES = 100_000_000  # pictures make a file large, not its text
MOST_BYTES_TEXT = 10_000_000  # two hundred times the longest report seen; a yearbook is larger


class Report(NamedTuple):
    """One report: its id, its file's path relative to the corpus folder, the file's SHA-256, its text as found.

    reading: by which reader and with what losses, in short. pages: the offset in the text at which each page begins.
    losses: what stands otherwise than in the file. known: what the file says of the report beside its text.
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
    """One thing to tell about a file: `kept` says that its report is in the corpus all the same."""

    file: str
    problem: str
    message: str
    kept: bool = False


class Loaded(NamedTuple):
    """What one file holds, before it is compared with the other files; fields as in Report."""

    file: str
    sha256: str
    raw: str
    reading: str = "txt"
    pages: tuple[int, ...] = ()
    losses: tuple[Loss, ...] = ()
    known: tuple[tuple[str, str], ...] = ()


def read_corpus(folder: Path, rules: Rules | None = None) -> tuple[list[Report], list[SetAside]]:
    """Return the reports of a folder, and what was set aside or is worth a word, both in the order of file names.

    Read are the files directly in the folder and those in `raw/` and its sub-folders. Left alone are hidden files,
    README and licence files, reports.csv, corrections.csv and every other sub-folder. `doc_id` is the file name
    without its ending; where two files would share it, the later one gets -2, -3 ... and a note (`kept` is True).
    Two texts that differ only in white space are duplicates.

    folder: the corpus folder. Raises FileNotFoundError where there is no such folder; nothing else stops it.
    """
    reports, aside = [], []
    for item in iterate_corpus(folder, rules):
        (reports if isinstance(item, Report) else aside).append(item)
    return reports, aside


def iterate_corpus(folder: Path, rules: Rules | None = None) -> Iterator[Report | SetAside]:
    """Yield what read_corpus returns, file by file, holding one text in memory at a time; a note follows its report."""
    rules = rules or Rules(Path(folder))
    files, aside = find_files(folder)
    yield from aside
    stems = {_doc_id(name).casefold() for name, _ in files}
    taken: dict[str, str] = {}
    first_with: dict[bytes, str] = {}
    for name, path in files:
        item = load(rules, path, name)
        if isinstance(item, SetAside):
            yield item
            continue
        content = hashlib.sha256("".join(item.raw.split()).encode("utf-8", "surrogatepass")).digest()
        if content in first_with:
            other = first_with[content]
            yield SetAside(
                name,
                "duplicate_content",
                f"{name}: holds the same text as {other}, which was read; remove one",
            )
            continue
        first_with[content] = name
        doc_id = _free_id(_doc_id(name), taken, stems)
        yield Report(doc_id, *item)
        if doc_id != _doc_id(name):
            earlier = taken[_doc_id(name).casefold()]
            message = f"{name}: {earlier} has the same name, so this report is called {doc_id}; rename it to choose yourself"
            yield SetAside(name, "duplicate_name", message, kept=True)
        taken[doc_id.casefold()] = name


def find_files(folder: Path) -> tuple[list[tuple[str, Path]], list[SetAside]]:
    """Return the corpus's files as (posix path relative to the folder, path), sorted, and folders that cannot be read.

    Names are sorted character by character, so that no locale changes the order, and shown in Unicode's composed
    form (NFC), so that macOS and Windows give the same. Raises FileNotFoundError where there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: there is no such folder; name the folder that holds the reports")
    aside = []

    def unreadable(error: OSError) -> None:
        """Set aside a folder that cannot be opened, and go on with the others."""
        name = _shown(Path(error.filename).relative_to(folder))
        message = (
            f"{name}: this folder cannot be opened ({error.strerror or error}); check that you may read it"
        )
        aside.append(SetAside(name, "unreadable", message))

    paths = []
    for top, where in ((folder, False), (folder / RAW, True)):
        for place, folders, names in os.walk(top, onerror=unreadable if top.exists() else None):
            folders[:] = [name for name in folders if where and not name.startswith(".")]
            paths += [Path(place, name) for name in names if not NOT_CORPUS.match(name)]
    shown = sorted((_shown(path.relative_to(folder)), str(path)) for path in paths)
    return [(name, Path(path)) for name, path in shown if name.lower() not in TABLES_OF_THE_USER], aside


def load(rules: Rules, path: Path, name: str) -> Loaded | SetAside:
    """Return the text of one file, or why it has none; no fault of a file raises an error.

    path: the file. name: its path relative to the corpus folder, as shown to the reader.
    """
    try:
        content = read_bytes(path)
        return loaded(rules, content, name)
    except NotReadable as error:
        return SetAside(name, error.problem, f"{name}: {error}")
    except OSError as error:
        reason = (
            f"cannot be opened ({error.strerror or error}); check that the file is there and you may read it"
        )
        return SetAside(name, "unreadable", f"{name}: {reason}")
    except Exception as error:  # noqa: BLE001  one file never stops the rest
        reason = f"cannot be read ({type(error).__name__}: {error}); save its text as .txt in UTF-8"
        return SetAside(name, "unreadable", f"{name}: {reason}")


def loaded(rules: Rules, content: bytes, name: str) -> Loaded:
    """Return what the bytes of a file hold; raises NotReadable, or whatever a reader did not foresee."""
    ending = PurePosixPath(name).suffix.lower()
    found = readers.reader_for(content, ending)(rules, content)
    text = checked(found.text)
    return Loaded(
        name, hashlib.sha256(content).hexdigest(), text, described(found), found.pages, found.losses
    )


def read_bytes(path: Path) -> bytes:
    """Return the bytes of an ordinary file of a kind that is read; raises NotReadable for any other, OSError."""
    ending = path.suffix.lower()
    if not readers.is_read(ending):
        raise readers.not_read(ending)
    most = MOST_BYTES_TEXT if readers.ENDINGS[ending] == "txt" else MOST_BYTES
    if not path.is_file() and path.exists():
        raise NotReadable("unreadable", "it is not an ordinary file; remove it")
    if path.stat().st_size > most:
        raise NotReadable(
            "too_large", f"it is larger than {most // 1_000_000} MB; save each report as a file of its own"
        )
    content = path.read_bytes()
    if not content:
        raise NotReadable("empty", "it is empty (0 bytes); save the report into it again, or remove it")
    return content


def _shown(path: Path) -> str:
    """Return a path as a reader sees it: names that a ZIP from a Chinese Windows left in GBK are decoded."""
    stored = os.fsencode(path.as_posix())
    try:
        name = stored.decode("utf-8")
    except UnicodeDecodeError:
        name = stored.decode("gb18030", "replace")
    return unicodedata.normalize("NFC", name)


def _doc_id(name: str) -> str:
    """Return the file name without its ending, with _ for characters that some system forbids in file names."""
    stem = PurePosixPath(name).stem
    return re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]', "_", stem).strip(" .\u3000") or "_"


def _free_id(wanted: str, taken: dict[str, str], stems: set[str]) -> str:
    """Return the wanted id, or the first of wanted-2, wanted-3 ... that no other file has or could have.

    Capital and small letters count as the same, since Windows and macOS keep one file for both.
    """
    if wanted.casefold() not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}".casefold() in taken.keys() | stems:
        number += 1
    return f"{wanted}-{number}"
