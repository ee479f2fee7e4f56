"""Every table of one corpus: one report's rows, the corpus's tables, and the files that keep them."""

from lib.tables import panel, spreadsheets
from lib.tables.build import (
    COLUMNS,
    DTYPES,
    STAMP,
    as_csv,
    build,
    clean_texts,
    corpus_tables,
    corrected,
    frame,
    load,
    raw_text,
)
from lib.tables.place_sheet import write_place_sheet
from lib.tables.spreadsheets import csv_bytes, exact_cell, inert, inert_cell
