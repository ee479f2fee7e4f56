"""Tells a user which of a corpus's own dictionaries are not used, and why."""

from lib import paths
from lib.rules import dictionaries
from lib.rules.interface import meant, message


def check_own() -> list[str]:
    """Return a sentence for each file in the corpus's dictionaries folder that is no dictionary of the workbook, and for
    each that has rows which cannot be used: all that is wrong with them in one message, the other rows being in force.

    Raises ValueError, naming files and columns, for tables that lack columns of the shipped ones.
    """
    own = paths.data() / "dictionaries"
    if own == paths.DICTIONARIES:
        return []
    said, lacking = [], []
    for path in sorted(own.glob("*.csv"), key=lambda path: path.name):
        name = path.name.removesuffix(".csv").removesuffix(".only")
        shipped = paths.DICTIONARIES / f"{name}.csv"
        if not shipped.exists():
            said.append(_not_ours(path.name, name))
            continue
        if columns := [
            c
            for c in dictionaries.header(shipped)
            if c not in (*dictionaries.header(path), *dictionaries.EXPLAIN)
        ]:
            lacking.append(
                f"dictionaries/{path.name} has no column {', '.join(columns)}; copy the header of data/dictionaries/{name}.csv"
            )
        elif faults := dictionaries.usable(path)[1]:
            said.append(f"dictionaries/{path.name}: not used are {'; '.join(faults)}")
    if lacking:
        raise ValueError("\n".join(lacking))
    return said


def _not_ours(file: str, name: str) -> str:
    """That a file is no dictionary of the workbook, and of which one its name is nearly that, in the language spoken."""
    near = meant(name, (path.stem for path in paths.DICTIONARIES.glob("*.csv")))
    return message("own.no_dictionary", file=file, near=near)
