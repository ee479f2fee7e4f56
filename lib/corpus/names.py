"""Names of files: which of them belong to the corpus, how they are shown, and what id a report gets from one."""

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath

NOT_CORPUS = re.compile(
    r"\.|~\$|__MACOSX$|(readme|licen[cs]e|copying)(?![a-z])|(thumbs\.db|desktop\.ini)$", re.IGNORECASE
)


def is_corpus(name: str) -> bool:
    """Return whether a file or folder of this name may hold reports: it is not hidden, a README or a licence."""
    return not NOT_CORPUS.match(name)


def shown(path: Path) -> str:
    """Return a path as a reader sees it: names that a ZIP from a Chinese Windows left in GBK are decoded."""
    stored = os.fsencode(path.as_posix())
    try:
        name = stored.decode("utf-8")
    except UnicodeDecodeError:
        name = stored.decode("gb18030", "replace")
    return unicodedata.normalize("NFC", name)


def doc_id(name: str) -> str:
    """Return the file name without its ending, with _ for characters that some system forbids in file names."""
    stem = PurePosixPath(name).stem
    return re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]', "_", stem).strip(" .\u3000") or "_"


def free_id(wanted: str, taken: dict[str, str], stems: set[str]) -> str:
    """Return the wanted id, or the first of wanted-2, wanted-3 ... that no other file has or could have.

    Capital and small letters count as the same, since Windows and macOS keep one file for both.
    """
    if wanted.casefold() not in taken:
        return wanted
    number = 2
    while (candidate := f"{wanted}-{number}".casefold()) in taken or candidate in stems:
        number += 1
    return f"{wanted}-{number}"
