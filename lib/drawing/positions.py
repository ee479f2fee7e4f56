"""Offsets of a report as percentages of its text, and the stretches of text that belong to one part only."""

import pandas as pd


def stretches(sections: pd.DataFrame) -> pd.DataFrame:
    """Return stretches of text that each belong to one section only: from a heading to the next of any level.

    sections: doc_id, start, end (raw offsets), role, and level where known.
    """
    spans = sections.sort_values(["doc_id", "start", "level"] if "level" in sections else ["doc_id", "start"])
    following = spans.groupby("doc_id")["start"].shift(-1)
    return spans.assign(
        end=spans["end"].where(following.isna() | (following > spans["end"]), following).astype(int)
    )


def in_percent(rows: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with from_percent and to_percent: their offsets between the first and the last section's ends.

    rows: doc_id, start, and end where known (raw offsets). A report without sections gives missing values.
    """
    begins = rows["doc_id"].map(sections.groupby("doc_id")["start"].min()).astype(float)
    length = rows["doc_id"].map(sections.groupby("doc_id")["end"].max()).astype(float) - begins
    to = (rows["end"] if "end" in rows else rows["start"]).sub(begins) / length * 100
    return rows.assign(from_percent=(rows["start"] - begins) / length * 100, to_percent=to)
