"""The tables of notebook 01: which reports these are, what was removed from them, how they are built."""

import pandas as pd

from lib import drawing, paths
from lib.corpus import corrections
from lib.metadata import named
from lib.rules import dictionaries, label
from lib.stories.summaries import visible

NOISE_RULES = (
    "page_chrome",
    "page_metadata",
    "site_notice",
    "watermark",
    "conversion_artifact",
    "page_number",
)


def overview(reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: what it is, when it was delivered, how long it is."""
    columns = "document_type review_year plan_year delivered_on speaker characters clean_characters sentences"
    return named(reports[["doc_id", *columns.split()]], reports, language)


def places(reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: title and place as the text tells them, and where the text comes from."""
    columns = "title town county city province congress published_on source_url"
    return named(reports[["doc_id", *columns.split()]], reports, language)


def remarks(remarks: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the remarks of the reports in words, with passage and raw offsets; rule "reader": a reader's own."""
    told = remarks["text_zh" if language == "zh" else "text_en"]
    other = remarks["text_en" if language == "zh" else "text_zh"]
    columns = ["doc_id", "kind", "rule", "remark", "passage", "decided", "start", "end"]
    return named(remarks.assign(remark=told.where(told != "", other))[columns], reports, language)


def removed_by_rule(cleaning: pd.DataFrame) -> pd.DataFrame:
    """Return one row per cleaning rule: reports it touched, edits, raw characters taken out, and its first edit.

    taken_out counts raw characters less those put in their place; `example` shows removed → replacement.
    """
    rows = cleaning.assign(taken_out=cleaning["removed"].str.len() - cleaning["replacement"].str.len())
    rows["example"] = visible(rows["removed"]) + " → " + visible(rows["replacement"])
    found = rows.groupby("rule").agg(
        reports=("doc_id", "nunique"),
        edits=("rule", "size"),
        taken_out=("taken_out", "sum"),
        example=("example", "first"),
    )
    return found.sort_values(["taken_out", "edits"], ascending=False).reset_index()


def removed_passages(cleaning: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per passage taken out as no part of the report, with its raw offsets."""
    rows = cleaning[cleaning["rule"].isin(NOISE_RULES)]
    rows = rows.assign(removed=visible(rows["removed"]))[["doc_id", "rule", "start", "end", "removed"]]
    return named(rows, reports, language)


def joined_lines(
    cleaning: pd.DataFrame, quantities: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
):
    """Return the quantities that a line break had cut in two: as found in the raw text, and as read."""
    breaks = cleaning[cleaning["rule"] == "hard_wrap"]
    keys = {(row.doc_id, at) for row in breaks.itertuples() for at in range(row.start, row.end)}
    cut = [any((q.doc_id, at) in keys for at in range(q.start, q.end)) for q in quantities.itertuples()]
    rows = quantities[pd.Series(cut, index=quantities.index, dtype=bool)]
    rows = rows.assign(as_found=visible(rows["surface"]))
    return named(rows[["doc_id", "start", "end", "as_found", "value", "unit", "sentence"]], reports, language)


def outline(sections: pd.DataFrame, doc_id: str) -> pd.DataFrame:
    """Return one report's headings as a reader sees them, indented by level, with role, length and raw offset.

    clean_length: characters of the section in the clean text, as the table sections has them.
    """
    rows = sections[sections["doc_id"] == doc_id]
    heading = rows["heading"].where(rows["heading"] != "", label("note.no_heading", drawing.language()))
    shown = ["　" * (level - 1) + words for level, words in zip(rows["level"], heading, strict=True)]
    told = rows.assign(heading=shown, clean_length=rows["characters"])
    return told[["heading", "level", "role", "clean_length", "start"]].reset_index(drop=True)


def provenance(reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: its file, its hash, and what the corpus's reports.csv says of source and rights."""
    file = paths.data() / corrections.OVERRIDES
    try:
        found = dictionaries.read_table(file) if file.exists() else []
    except ValueError:  # named when the tables were built
        found = []
    told = {row.get("doc_id") or row.get("file", ""): row for row in found}
    rows = [
        {"doc_id": row.doc_id, "file": row.file, "sha256": row.sha256[:12]}
        | {
            name: told.get(row.doc_id, told.get(row.file, {})).get(name, "")
            for name in ("source_site", "rights")
        }
        for row in reports.itertuples()
    ]
    return named(pd.DataFrame(rows), reports, language)
