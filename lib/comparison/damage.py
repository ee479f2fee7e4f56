"""Finds the cells that stand where a text is damaged, or where a reader has something to say of it."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from lib.rules import sentence_cues

_PLACE = ["doc_id", "start", "end", "sentence_start", "sentence_at", "sentence_stop"]
_OF_CELLS = [*_PLACE, "sentence_end", "sentence"]
_OF_REMARKS = [*_PLACE, "kind", "passage", "text_zh", "text_en"]
LOSSES = ("gap", "damage")  # kinds of remarks that cast doubt on the figures around them


def damaged(cells: pd.DataFrame, remarks: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with flag_damage and passage, what the flag quotes.

    A gap or damage casts doubt on the figures of its clause (damage_near) and its sentence (damage_in_sentence); a
    reader's note, and damage that goes beyond one sentence, on every figure inside of it (reader_note). What contradicts
    itself is no loss: hedges are a bound, years a dispute.

    cells: with the other flags. remarks: the table.
    """
    told: dict[str, list] = {}
    for remark in _rows(remarks[remarks["start"].notna()], _OF_REMARKS):
        told.setdefault(remark.doc_id, []).append(remark)
    found = pd.DataFrame(
        [_damage(row, told.get(row.doc_id, ())) for row in _rows(cells, _OF_CELLS)],
        index=cells.index,
        columns=["flag_damage", "passage"],
        dtype="str",
    )
    flagged = cells.join(found)
    spoken = (flagged["passage"] == "") & (flagged["flag_period"] == "so_far")
    return flagged.assign(passage=flagged["passage"].where(~spoken, flagged["so_far"]))


def _rows(table: pd.DataFrame, columns: list[str]) -> Iterator[Any]:
    """The rows of a table as plain objects, of these columns."""
    return table.reindex(columns=columns).astype(object).itertuples(index=False)


def _damage(row: Any, remarks: Iterable[Any]) -> tuple[str, str]:
    """The flag of one cell, and what it is raised for: a loss in the figure's own clause before all others."""
    losses = [remark for remark in remarks if remark.kind in LOSSES and _in_sentence(row, remark)]
    near = [f"“{remark.passage}”" for remark in losses if _in_clause(row, remark)]
    notes = [remark.text_zh or remark.text_en for remark in remarks if _noted(row, remark)]
    farther = [f"“{remark.passage}”" for remark in losses]
    for key, told in (("damage_near", near), ("reader_note", notes), ("damage_in_sentence", farther)):
        if told:
            return key, told[0]
    return "", ""


def _noted(row: Any, remark: Any) -> bool:
    """Whether a figure stands in a passage that a reader has a note on, or in damage that goes beyond its sentence."""
    on_passage = remark.kind == "note" or (remark.kind in LOSSES and not _in_sentence(row, remark))
    return on_passage and remark.start <= row.start and row.end <= remark.end


def _in_sentence(row: Any, remark: Any) -> bool:
    return (
        not pd.isna(remark.sentence_start)
        and remark.sentence_start == row.sentence_start
        and remark.end <= row.sentence_end
    )


def _in_clause(row: Any, remark: Any) -> bool:
    clauses = sentence_cues.cut(row.sentence)
    first, last = sorted([(row.sentence_at, row.sentence_stop), (remark.sentence_at, remark.sentence_stop)])
    return clauses.at(max(first[1] - 1, first[0])) == clauses.at(last[0])
