"""What a reader remarks on the texts: remarks.csv of the corpus, each row found in its report."""

import re
from collections.abc import Iterable
from pathlib import Path

from lib.corpus.files import Report, SetAside
from lib.rules import read_table

REMARKS = "remarks.csv"
KINDS = ("damage", "note", "contradiction", "gap")
RULE = "reader"


def read_remarks(folder: Path, reports: Iterable[Report]) -> tuple[dict[str, list[dict]], list[SetAside]]:
    """Return what a reader remarks on each report, by doc_id, and what is wrong with the table, in words.

    A remark has rule ("reader"), kind, start, end (raw offsets, None where it is on the whole report), passage, text_zh,
    text_en and decided. A row says its place by start and end, or by `passage`: words as they stand in the text, spaces
    aside, 甲…乙 for all from 甲 to 乙. A row that names no report is left out, one whose passage is not there is on the
    whole report; both are named. No table gives ({}, []).

    folder: the corpus folder. reports: the reports that were read from it.
    """
    path = Path(folder) / REMARKS
    try:
        rows = read_table(path) if path.exists() else []
    except (OSError, ValueError) as error:
        return {}, [_note(f"the table cannot be read, so none of it is used ({error})")]
    texts = {report.doc_id: report for report in reports}
    found: dict[str, list[dict]] = {}
    notes = []
    for number, row in enumerate(rows, 1):
        doc_id = row.get("doc_id", "")
        if doc_id not in texts:
            notes.append(_note(f"row {number} names {doc_id or 'no report'}, but no such report was read"))
            continue
        told, wrong = _remark(row, texts[doc_id].raw)
        found.setdefault(doc_id, []).append(told)
        notes += [_note(f"row {number} ({doc_id}): {message}") for message in wrong]
    return found, notes


def remarked(folder: Path) -> set[str]:
    """Return the ids of the reports that remarks.csv speaks of: those whose texts read_remarks() looks at."""
    try:
        return {row.get("doc_id", "") for row in read_table(Path(folder) / REMARKS)}
    except (OSError, ValueError):  # read_remarks() says what is wrong with it
        return set()


def whole_report(text: str) -> dict:
    """Return a reader's words on a whole report as a remark on damage: the cell known_damage of reports.csv."""
    return _row({"text_zh": text}, None, None)


def _remark(row: dict[str, str], text: str) -> tuple[dict, list[str]]:
    wrong = []
    if row.get("kind", "") not in ("", *KINDS):
        wrong.append(f"kind is {row['kind']!r}; the kinds are {', '.join(KINDS)}. It is read as damage")
        row = row | {"kind": ""}
    if row.get("start") and row.get("end"):
        if re.fullmatch(r"[0-9]+", row["start"] + row["end"]) and int(row["end"]) <= len(text):
            return _row(row, int(row["start"]), int(row["end"])), wrong
        return _row(row, None, None), [
            *wrong,
            f"start and end are no offsets of a text of {len(text)} characters",
        ]
    span = _find(row.get("passage", ""), text)
    if row.get("passage") and not span:
        wrong.append(f"the text has no passage {row['passage']!r}; copy it from the text")
    return _row(row, *(span or (None, None))), wrong


def _find(passage: str, text: str) -> tuple[int, int] | None:
    ends = [r"\s*".join(map(re.escape, "".join(end.split()))) for end in re.split("…+", passage)]
    found = re.search("(?s:.*?)".join(ends), text) if passage else None
    return found.span() if found else None


def _row(row: dict[str, str], start: int | None, end: int | None) -> dict:
    told = {name: row.get(name, "") for name in ("passage", "text_zh", "text_en", "decided")}
    return {"rule": RULE, "kind": row.get("kind") or KINDS[0], "start": start, "end": end} | told


def _note(message: str) -> SetAside:
    return SetAside(REMARKS, "remarks_table", f"{REMARKS}: {message}", kept=True)
