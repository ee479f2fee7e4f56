"""Saves what a notebook shows for print: a figure or table with its caption, its caveats and the way back to the text."""

from collections.abc import Callable, Mapping

import pandas as pd
from matplotlib.figure import Figure

from lib import paths, tables
from lib.exports import captions, evidence, figure_files, table_files
from lib.rules import in_force
from lib.words import collocation

OTHERS = "others"  # what charts call the units, kinds or rules that they sum up
PLACES = ({"start", "end"}, {"start_a", "end_a", "start_b", "end_b"})


def figure(
    drawn: Figure,
    name: str,
    reports: pd.DataFrame,
    notebook: str,
    left_out: Mapping[str, int] | None = None,
    **values: object,
) -> figure_files.Saved:
    """Save a chart of this corpus with its caption from captions.csv, each row of its data leading back to the text.

    drawn: from a function of lib.charts. name: the figure's name; what stands behind its number is also its cell's name.
    reports: the reports shown. notebook: where it is shown. left_out, values: as for captions.caption().
    """
    told = captions.caption(name, reports, left_out, **values)
    cell = name.split("_", 1)[-1]
    return figure_files.save(
        drawn, of_selection(name), with_evidence(drawn.data), caption=told, notebook=notebook, cell=cell
    )


def table(
    shown: pd.DataFrame | Callable[[str], pd.DataFrame],
    name: str,
    reports: pd.DataFrame,
    notebook: str,
    left_out: Mapping[str, int] | None = None,
    columns: list[str] | None = None,
    **values: object,
) -> table_files.SavedTable:
    """Save a table as CSV, Excel, three-line Word table and LaTeX with its caption from captions.csv.

    shown: the table, or a function of the language. columns: those that Word and LaTeX get. Otherwise as for figure().
    """
    told = captions.caption(name, reports, left_out, **values)
    cell = name.split("_", 1)[-1]
    return table_files.save_table(
        shown, of_selection(name), caption=told, notebook=notebook, cell=cell, columns=columns
    )


def of_selection(name: str) -> str:
    """Return the name under which an export is saved: with the selection in force behind it, where there is one."""
    return f"{name}.{paths.selection_name()}" if paths.selection() else name


def with_evidence(data: pd.DataFrame) -> pd.DataFrame:
    """Return a chart's data with the column evidence, unless its rows are places in the text themselves.

    What a row counts is told by its columns: a word, two words, a theme or term, quantities of a unit or kind, the edits of
    a rule, a part of the report, or the report as a whole.
    """
    if any(places <= set(data) for places in PLACES) or evidence.COLUMN in data:
        return data
    if "word" in data or {"source", "target"} <= set(data):
        sentences = _compared(data, collocation.with_words(in_force(), tables.load("sentences")))
        return evidence.of_words(data, sentences) if "word" in data else evidence.of_pairs(data, sentences)
    if {"theme", "term"} & set(data):
        return evidence.of_themes(data, tables.load("theme_hits"))
    for column, name in (("unit", "quantities"), ("kind", "quantities"), ("rule", "cleaning")):
        if column in data:
            rows = tables.load(name)
            kept = rows[column].where(rows[column].isin(data[column]), OTHERS)
            return evidence.of_rows(data, rows.assign(**{column: kept}), {column, "role"} & set(data))
    if "role" in data:
        return evidence.of_parts(data, tables.load("sentences"))
    if {"doc_id_a", "doc_id_b"} <= set(data):
        return _both(data)
    return _whole(data) if "doc_id" in data else data


def _compared(data: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The sentences of the parts that the data compares ("plan/review"), in reports with both; all where it compares none."""
    parts = str(data["contrast"].iloc[0]).split("/") if "contrast" in data and len(data) else []
    own = sentences[sentences["role"].isin(parts)]
    return own[own.groupby("doc_id")["role"].transform("nunique") == 2] if len(own) else sentences


def _whole(data: pd.DataFrame) -> pd.DataFrame:
    characters = tables.load("reports").set_index("doc_id")["characters"]
    return data.assign(**{evidence.COLUMN: [f"0-{characters[doc_id]}" for doc_id in data["doc_id"]]})


def _both(data: pd.DataFrame) -> pd.DataFrame:
    """The data with both whole reports as the evidence of a row on two reports."""
    characters = tables.load("reports").set_index("doc_id")["characters"]
    pairs = zip(data["doc_id_a"], data["doc_id_b"])
    cells = [" ".join(f"{doc_id}:0-{characters[doc_id]}" for doc_id in pair) for pair in pairs]
    return data.assign(**{evidence.COLUMN: cells})
