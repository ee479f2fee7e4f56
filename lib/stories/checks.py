"""Checks that a notebook asks for: each returns what was checked as a sentence, or stops, naming the report and place."""

from collections.abc import Iterable

import pandas as pd

from lib import drawing, tables
from lib.cleaning import clean
from lib.rules import in_force
from lib.stories.sentences import said


def characters_accounted_for(cleaning: pd.DataFrame, reports: pd.DataFrame) -> str:
    """Return a sentence saying that every raw character is kept or named by one edit.

    The clean text is put together again from the raw text and the rows of the cleaning table, and compared with what
    cleaning the raw text gives. Raises ValueError naming report and offset where they differ.
    """
    kept = removed = 0
    by_report = dict(iter(cleaning.groupby("doc_id")))
    for doc_id in reports["doc_id"]:
        raw, pieces, at = tables.raw_text(doc_id), [], 0
        for edit in by_report.get(doc_id, cleaning.head(0)).itertuples():
            if edit.start < at or raw[edit.start : edit.end] != edit.removed:
                raise ValueError(
                    f"{doc_id}, offset {edit.start}: the cleaning table does not fit the raw text"
                )
            pieces += (raw[at : edit.start], edit.replacement)
            kept, removed, at = kept + edit.start - at, removed + edit.end - edit.start, edit.end
        kept += len(raw) - at
        if "".join(pieces) + raw[at:] != clean(in_force(), raw).text:
            raise ValueError(
                f"{doc_id}: the cleaning table does not give the clean text; build the tables again"
            )
    numbers = {"raw": kept + removed, "kept": kept, "removed": removed, "edits": len(cleaning)}
    return said("check.characters", drawing.language(), **numbers)


def offsets_hold(table: pd.DataFrame, column: str, doc_ids: Iterable[str]) -> str:
    """Return a sentence saying that `column` is the raw text between start and end, in every row of the table.

    Raises ValueError naming report and offset of the first row in which it is not.
    """
    raw = {doc_id: tables.raw_text(doc_id) for doc_id in doc_ids}
    for row in table[["doc_id", "start", "end", column]].itertuples(index=False):
        if raw[row.doc_id][row.start : row.end] != row[3]:
            raise ValueError(f"{row.doc_id}, offset {row.start}: the raw text is not {row[3]!r}")
    return said("check.offsets", drawing.language(), rows=len(table), column=column)


def shares_sum_to_one(table: pd.DataFrame, share: str = "share") -> str:
    """Return a sentence saying that each report's shares sum to one; raises ValueError naming one whose do not."""
    sums = table.groupby("doc_id")[share].sum()
    wrong = sums[(sums - 1).abs() > 1e-9]
    if len(wrong):
        raise ValueError(f"{wrong.index[0]}: its shares sum to {wrong.iloc[0]:.4f}, not to 1")
    return said("check.shares", drawing.language(), reports=len(sums))
