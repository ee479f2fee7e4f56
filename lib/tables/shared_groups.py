"""What groups of reports share, kept from build to build: a changed report costs the work of its own group."""

from collections.abc import Callable, Sequence
from pathlib import Path

from lib.likeness import Keep, Shared
from lib.tables import partitions, store


def keeping(folder: Path, keys: dict[str, str], used: set[str]) -> Keep:
    """Return the function that likeness.shared_of() asks for what a group of reports shares.

    A group that is not in the folder yet is made and written; what is returned is always what was read from there, so
    that no build differs from another.

    folder: where groups are kept. keys: of each report, by doc_id, all that its clean text is made from. used: takes the
    names of the groups asked for.
    """
    code = partitions.of_tables()

    def keep(ids: Sequence[str], make: Callable[[], Shared]) -> Shared:
        """Return what these reports share."""
        name = partitions.key([(doc_id, keys[doc_id]) for doc_id in ids], code)
        used.add(name)
        if not (folder / name).exists():
            _write(folder / name, make())
        return Shared(*(store.read_tables([folder / name / f"{table}.parquet"]) for table in Shared._fields))

    return keep


def _write(place: Path, shared: Shared) -> None:
    unfinished = place.with_name(f".{place.name}{store.UNFINISHED}")
    store.sweep(unfinished, ())
    unfinished.mkdir(parents=True, exist_ok=True)
    store.write_tables(unfinished, shared._asdict().items())
    store.commit(unfinished, place)
