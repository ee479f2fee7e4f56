"""Reads a folder of files in any format and encoding as reports, and sets aside, in words, what is none."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from lib.corpus.items import Loaded, Report, SetAside
from lib.corpus.loading import load
from lib.corpus.names import doc_id, free_id, is_corpus, shown
from lib.rules import Rules

__all__ = ["Loaded", "Report", "SetAside", "find_files", "iterate_corpus", "load", "read_corpus"]
__all__ += ["settled", "text_digest"]

RAW = "raw"
TABLES_OF_THE_USER = {"reports.csv", "reports.to_check.csv", "corrections.csv", "remarks.csv"}
# Folders beside the reports that hold something else, in a corpus without a folder raw.
OTHER_FOLDERS = {"dictionaries", "gold", "coding", "cases", "places", "reviews", "fonts", "tables", "figures"}
OTHER_FOLDERS |= {"notebooks", "texts", "cache", "panel"}


def read_corpus(folder: Path, rules: Rules | None = None) -> tuple[list[Report], list[SetAside]]:
    """Return the reports of a folder, and what was set aside or is worth a word, both in the order of file names.

    Read are the files directly in the folder and those in `raw/` and its sub-folders; in a folder without `raw/`, those in
    sub-folders of any name but the workbook's own. Left alone are hidden files, README and licence files, reports.csv,
    corrections.csv, remarks.csv and the folders that browsers save beside a page (X_files). `doc_id` is the file name without its ending; where two files would share it, the later one gets -2, -3 ... and a note (`kept` is True).
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
    found = (item for name, path in files for item in load(rules, path, name))
    numbered = ((item, "" if isinstance(item, SetAside) else text_digest(item.raw)) for item in found)
    yield from (item for item, _ in settled(numbered, [name for name, _ in files]))


def text_digest(raw: str) -> str:
    """Return a SHA-256 of a text without its white space: two texts of one digest are duplicates."""
    return hashlib.sha256("".join(raw.split()).encode("utf-8", "surrogatepass")).hexdigest()


def settled(
    found: Iterable[tuple[Loaded | SetAside, str]], names: Iterable[str]
) -> Iterator[tuple[Report | SetAside, int]]:
    """Yield the reports with their ids, and what is set aside or worth a word, each with its number in `found`.

    found: what the files hold, in order, with its text_digest(); texts themselves are not looked at. names: the
    corpus's files, whose ids no other report may take.
    """
    stems = {doc_id(name).casefold() for name in names}
    taken: dict[str, str] = {}
    first_with: dict[str, str] = {}
    for number, (item, digest) in enumerate(found):
        if isinstance(item, SetAside):
            yield item, number
            continue
        if digest in first_with:
            other = first_with[digest]
            message = f"{item.file}: holds the same text as {other}, which was read; remove one"
            yield SetAside(item.file, "duplicate_content", message), number
            continue
        first_with[digest] = item.file
        wanted = doc_id(item.file)
        own = free_id(wanted, taken, stems)
        yield Report(own, *item), number
        if own != wanted:
            message = (
                f"{item.file}: {taken[wanted.casefold()]} has the same name, so this report is called {own}; "
                "rename it to choose yourself"
            )
            yield SetAside(item.file, "duplicate_name", message, kept=True), number
        taken[own.casefold()] = item.file


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
        name = shown(Path(error.filename).relative_to(folder))
        message = (
            f"{name}: this folder cannot be opened ({error.strerror or error}); check that you may read it"
        )
        aside.append(SetAside(name, "unreadable", message))

    paths = []
    tops = ((folder, not (folder / RAW).is_dir()), (folder / RAW, True))
    for top, goes_down in tops:
        for place, folders, names in os.walk(top, onerror=unreadable if top.exists() else None):
            folders[:] = [
                name for name in folders if goes_down and _is_searched(name, names, Path(place) == folder)
            ]
            paths += [Path(place, name) for name in names if is_corpus(name)]
    found = sorted((shown(path.relative_to(folder)), str(path)) for path in paths)
    return [(name, Path(path)) for name, path in found if name.lower() not in TABLES_OF_THE_USER], aside


def _is_searched(name: str, beside: list[str], at_the_top: bool) -> bool:
    """Whether a folder may hold reports; beside: the files it lies among."""
    page = next((name.removesuffix(end) for end in ("_files", ".files") if name.endswith(end)), None)
    saved = page is not None and {f"{page}.html", f"{page}.htm"} & set(beside)
    return is_corpus(name) and not saved and not (at_the_top and name in OTHER_FOLDERS)
