"""The rules in force for one corpus: its dictionaries, read once, and all that is compiled from them."""

import os
from collections import defaultdict
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import TypeVar

from lib import paths
from lib.rules import dictionaries

Given = TypeVar("Given")
MOST_KEPT = 1 << 14  # results of one function that are kept; then they are worked out anew


class Rules:
    """The dictionaries of one corpus, handed down to all that reads a report; what is compiled from them is kept here.

    Two corpora have two Rules, and nothing that is compiled for one is seen by the other.
    """

    def __init__(self, data: Path, state: tuple = ()) -> None:
        self.data, self.state = data, state
        self.tables: dict[str, list[dict[str, str]]] = {}
        self.kept: dict[Callable, dict] = defaultdict(dict)

    def table(self, name: str) -> list[dict[str, str]]:
        """Return the rows of one dictionary, the corpus's own after the shipped ones.

        name: file name without `.csv`, such as "units". Raises ValueError, naming file and line, for a row with more
        cells than the header.
        """
        if name not in self.tables:
            self.tables[name] = dictionaries.read(name, self.data)
        return self.tables[name]

    def __reduce__(self) -> tuple:
        return _rules, (
            self.data,
            self.state,
        )  # another process reads the tables itself, once: patterns do not travel


def compiled(function: Callable[..., Given]) -> Callable[..., Given]:
    """Return a function of rules and further arguments whose results are kept in the rules.

    function: its first parameter is a Rules, the others can be keys of a dict.
    """

    @wraps(function)
    def kept(rules: Rules, *arguments) -> Given:
        """Return what is kept for these arguments, or work it out and keep it."""
        results = rules.kept[function]
        try:  # asked a thousand times a report: one look
            return results[arguments]
        except KeyError:
            pass
        found = function(rules, *arguments)
        if len(results) >= MOST_KEPT:
            results.clear()
        results[arguments] = found
        return found

    return kept


def in_force() -> Rules:
    """Return the rules of the corpus that is open: what notebooks, charts and commands hand down.

    They are read again where a dictionary has changed since.
    """
    data = paths.data()
    return _rules(data, _state(data / "dictionaries"))


def _state(folder: Path) -> tuple:
    """Name, time and size of each table of a folder; a chart asks hundreds of times, so it is one look at the folder."""
    try:
        with os.scandir(folder) as entries:
            tables = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".csv")]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(sorted((name, told.st_mtime_ns, told.st_size) for name, told in tables))


@cache
def _rules(data: Path, state: tuple) -> Rules:
    return Rules(data, state)
