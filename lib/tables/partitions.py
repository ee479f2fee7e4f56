"""Cuts a corpus into partitions, and says by a key what each was made from."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from lib import corpus, paths
from lib.rules import dictionaries, divisions

# Members of a partition. The cuts depend on the names around them alone, so that a new file changes one partition.
FEWEST, USUAL, MOST = 16, 32, 64
# Rooms and dictionaries that a file's text depends on, and rooms that a report's rows depend on.
OF_TEXTS = ("rules", "corpus")
TEXT_RULES = ("sheet_columns", "units", "word_symbols")
OF_ROWS = (
    *OF_TEXTS,
    *("cleaning", "structure", "metadata", "quantities", "targets", "audit", "words", "themes"),
)
OWN = (
    "frames",
    "one_report",
    "partitions",
    "reading",
    "store",
    "texts",
    "views",
)  # modules of this room that read


def cut(names: Sequence[str]) -> list[range]:
    """Return the partitions of some members as ranges of their numbers, in order.

    A partition ends behind a name whose hash says so: of two lists that differ in one name, all partitions but those
    around it are the same.

    names: unlike each other, in order.
    """
    ranges, start = [], 0
    for number, name in enumerate(names, 1):
        size = number - start
        if size >= MOST or (size >= FEWEST and _ends(name)) or number == len(names):
            ranges.append(range(start, number))
            start = number
    return ranges


def _ends(name: str) -> bool:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % (USUAL - FEWEST) == 0


def key(*parts: object) -> str:
    """Return one short name for all that something was made from."""
    told = json.dumps(parts, ensure_ascii=True, default=list, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def of_texts() -> str:
    """Return a key over all but the files that their texts depend on: code, dictionaries, packages."""
    rules = [
        (path.name, corpus.content_hash(path))
        for folder in dict.fromkeys((paths.DICTIONARIES, paths.data() / "dictionaries"))
        for name in TEXT_RULES
        for path in (folder / f"{name}.csv", folder / f"{name}.only.csv")
    ]
    return key(rules, *_code(OF_TEXTS))


def of_rows() -> str:
    """Return a key over all but the reports that their rows depend on: code, dictionaries, places, packages."""
    places = [corpus.content_hash(path) for path in (divisions.PLACES, divisions.CHANGES)]
    return key(dictionaries.fingerprint(), places, *_code(OF_ROWS))


def of_tables() -> str:
    """Return a key over the code that makes tables of a whole corpus of rows, and of the packages it uses."""
    return key(*_code((*OF_ROWS, "comparison", "likeness", "tables")))


def _code(rooms: Iterable[str]) -> list[tuple[str, str]]:
    lib = paths.ROOT / "lib"
    files = [path for room in rooms for path in sorted((lib / room).rglob("*.py"))]
    files += [lib / "paths.py", *(lib / "tables" / f"{name}.py" for name in OWN)]
    hashes = [(path.relative_to(lib).as_posix(), _hash(path)) for path in files]
    return [*hashes, ("lock", _hash(paths.ROOT / "requirements.txt"))]


def _hash(path: Path) -> str:
    """A file's hash whatever the ends of its lines are."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
