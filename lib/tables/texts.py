"""What the files of a corpus hold, read once and kept: a file is read again when it, or what reads it, has changed."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from lib import corpus
from lib.corpus import Loaded, Loss, Report, SetAside
from lib.rules import Rules
from lib.tables import partitions, store

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("file_key", "told", "digest", "identity")] + [("raw", pa.binary())]
)
TOLD = ["file_key", "told", "digest", "identity"]
TOGETHER = 64  # texts that are written, and read again, together


class Item(NamedTuple):
    """One thing that a file holds: a report without its text, or why there is none; where its text is kept.

    digest: corpus.text_digest() of the text. identity: a key over the text and all else that the file says of it.
    """

    found: Loaded | SetAside
    digest: str
    identity: str
    kept_in: Path
    row: int


class Task(NamedTuple):
    """One partition to be read: its file, the corpus's files with their keys, and partitions that hold some of them."""

    target: Path
    files: tuple[tuple[str, Path, str], ...]
    known: tuple[tuple[str, Path], ...]


def read_texts(
    rules: Rules,
    folder: Path,
    files: Sequence[tuple[str, Path]],
    hashes: Sequence[str],
    run: Callable[..., Iterable],
) -> list[Item]:
    """Return what the files hold, in their order, reading those that are not kept in the folder yet.

    folder: where texts are kept. files: as corpus.find_files() gives them. hashes: of their contents. run: calls a function
    for each of some arguments, such as workers.run().
    """
    code = partitions.of_texts()
    keyed = [
        (name, path, partitions.key(name, content, code))
        for (name, path), content in zip(files, hashes, strict=True)
    ]
    groups = [tuple(keyed[part.start : part.stop]) for part in partitions.cut([name for name, _ in files])]
    targets = [folder / f"{partitions.key([own for _, _, own in group])}.parquet" for group in groups]
    lacking = [number for number, target in enumerate(targets) if not target.exists()]
    known = _known(folder) if lacking else {}
    tasks = []
    for number in lacking:
        old = tuple((own, known[own]) for _, _, own in groups[number] if own in known)
        tasks.append((rules, Task(targets[number], groups[number], old)))
    for _ in run(read_files, tasks, [len(task.files) for _, task in tasks], "files"):
        pass
    return [item for target in targets for item in _items(target)]


def read_files(rules: Rules, task: Task) -> int:
    """Write the partition that a task asks for, and return how many files were read for it."""
    known = dict(task.known)
    store.write_whole(
        task.target,
        lambda path: _write(path, (row for file in task.files for row in _rows(rules, file, known))),
    )
    return sum(own not in known for _, _, own in task.files)


def raws(places: Sequence[tuple[Path, int]]) -> Iterator[str]:
    """Yield the texts kept at some places (a partition's file, and the number of the row in it), in their order."""
    opened: dict[tuple[Path, int], list[bytes]] = {}
    for path, row in places:
        at = path, row // TOGETHER
        if at not in opened:
            opened = {at: pq.ParquetFile(path).read_row_group(at[1], columns=["raw"])["raw"].to_pylist()}
        yield opened[at][row % TOGETHER].decode("utf-8", "surrogatepass")


def _known(folder: Path) -> dict[str, Path]:
    """Which partition holds what a file of this key holds, of all that are there."""
    found = {}
    for path in sorted(folder.glob("*.parquet")):
        found |= dict.fromkeys(pq.read_table(path, columns=["file_key"])["file_key"].to_pylist(), path)
    return found


def _rows(rules: Rules, file: tuple[str, Path, str], known: dict[str, Path]) -> Iterator[dict]:
    name, path, own = file
    if own in known:
        yield from pq.read_table(known[own], filters=[("file_key", "==", own)]).to_pylist()
        return
    for item in corpus.load(rules, path, name):
        yield {"file_key": own} | _row(item)


def _row(item: Loaded | SetAside) -> dict:
    if isinstance(item, SetAside):
        told = json.dumps({"aside": item._asdict()}, sort_keys=True)
        return {"told": told, "digest": "", "identity": partitions.key(told), "raw": b""}
    raw = item.raw.encode("utf-8", "surrogatepass")
    told = json.dumps(item._replace(raw="")._asdict(), sort_keys=True)
    digest = corpus.text_digest(item.raw)
    return {
        "told": told,
        "digest": digest,
        "identity": partitions.key(told, hashlib.sha256(raw).hexdigest()),
        "raw": raw,
    }


def _write(path: Path, rows: Iterator[dict]) -> None:
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        held = []
        for row in rows:
            held.append(row)
            if len(held) == TOGETHER:
                writer.write_table(pa.Table.from_pylist(held, SCHEMA))
                held = []
        writer.write_table(pa.Table.from_pylist(held, SCHEMA))


def _items(path: Path) -> Iterator[Item]:
    for number, row in enumerate(pq.read_table(path, columns=TOLD).to_pylist()):
        yield Item(_found(json.loads(row["told"])), row["digest"], row["identity"], path, number)


def _found(told: dict) -> Loaded | SetAside:
    if "aside" in told:
        return SetAside(**told["aside"])
    told["pages"] = tuple(told["pages"])
    told["losses"] = tuple(
        Loss(start, end, rule, tuple(map(tuple, values))) for start, end, rule, values in told["losses"]
    )
    told["known"] = tuple(map(tuple, told["known"]))
    return Loaded(**told)


def reports_of(
    items: Sequence[Item], names: Sequence[str]
) -> tuple[list[tuple[Report, Item]], list[SetAside]]:
    """Return the reports, each without its text and with where that is kept, and what was set aside or is worth a word.

    items: from read_texts(). names: the corpus's files.
    """
    reports, aside = [], []
    for told, number in corpus.settled(((item.found, item.digest) for item in items), names):
        if isinstance(told, SetAside):
            aside.append(told)
        else:
            reports.append((told, items[number]))
    return reports, aside
