"""The reference annotations of the corpus in force: which there are, and which can be used."""

from pathlib import Path

import pandas as pd

from lib import paths, tables

NEEDED = ("start", "end", "surface", "value", "unit", "bound", "kind", "indicator", "canonical")
NEEDED += ("scope", "status", "period")


def folder() -> Path:
    """Return the folder of the corpus's annotations: gold/<doc_id>/quantities.csv, beside its reports."""
    return paths.data() / "gold"


def annotated(reports: pd.DataFrame) -> pd.DataFrame:
    """Return one row per annotated report: doc_id, quantities, used, problem (in words, empty for a report that is used).

    An annotation is used when its report was read, and each row has every column and a surface that is the report's raw
    text at its place. reports: the reports table.
    """
    rows = []
    for path in sorted(folder().glob("*/quantities.csv")):
        count, problem = _examined(path, set(reports["doc_id"]))
        rows.append((path.parent.name, count, not problem, problem))
    return pd.DataFrame(rows, columns=["doc_id", "quantities", "used", "problem"]).astype({"used": bool})


def _examined(path: Path, doc_ids: set[str]) -> tuple[int, str]:
    """How many rows an annotation has, and what is wrong with it."""
    try:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, ValueError) as problem:
        return 0, f"quantities.csv cannot be read; save it as CSV UTF-8 ({problem})"
    if path.parent.name not in doc_ids:
        return len(rows), "no report of this name was read; name the folder like the report's doc_id"
    if lacking := [column for column in NEEDED if column not in rows]:
        return len(rows), f"quantities.csv has no column {', '.join(lacking)}"
    raw = tables.raw_text(path.parent.name)
    places = rows[["start", "end"]].apply(pd.to_numeric, errors="coerce")
    for line, (start, end, surface) in enumerate(
        zip(places["start"], places["end"], rows["surface"], strict=True), 2
    ):
        if not (start < end and raw[int(start) : int(end)] == surface):
            return len(rows), f"line {line}: the raw text from start to end is not {surface!r}"
    return len(rows), ""


def used(found: pd.DataFrame) -> list[str]:
    """Return the doc_ids of the annotated reports that are used. found: as annotated() gives it."""
    return found.loc[found["used"], "doc_id"].to_list()
