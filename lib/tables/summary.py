"""What came in, in a few lines: by which reader, with what losses, what folders and file names told, and why files were set aside."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from lib.rules import message


def summary_lines(reports: pd.DataFrame, set_aside: pd.DataFrame) -> list[str]:
    """Return lines for the console on how a corpus was read, the most frequent first.

    reports, set_aside: the tables of these names, the one with reading, place_source and year_source.
    """
    readers = Counter(reading.split("; ")[0] for reading in reports["reading"])
    told = [message("told.readers", counts=_counted(readers)) if readers else ""]
    losses = Counter(part.split("=")[0] for reading in reports["reading"] for part in reading.split("; ")[1:])
    del losses["pages"]
    told += [" " * 11 + message("told.losses", counts=_counted(losses))] if losses else []
    places = sum(_from_names(reports["place_source"]))
    years = sum(_from_names(reports["year_source"]))
    if places or years:
        told.append(message("told.names", places=places, years=years))
    reasons = Counter(set_aside.loc[~set_aside["kept"].astype(bool), "problem"])
    told += [message("told.aside", counts=_counted(reasons))] if reasons else []
    return [line for line in told if line]


def _from_names(sources: Iterable[str]) -> list[bool]:
    """Which reports have something from their path: "file_name" alone, or "town:file_name county:table"."""
    return ["file_name" in {pair.split(":")[-1] for pair in source.split()} for source in sources]


def _counted(counts: Counter) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda p: (-p[1], p[0])))
