"""Every table of one corpus: one report's rows, the corpus's tables, and the files that keep them.

build leads: reading calls one_report for each report and keeps its rows, whole_corpus makes what compares reports, kept
loads what was built, shown writes CSV; panel/ is the dataset of places by years.
"""

from lib.tables import panel, spreadsheets
from lib.tables.build import corpus_tables, known_corrections
from lib.tables.csv_files import as_csv
from lib.tables.examples import open_example
from lib.tables.frames import COLUMNS, DTYPES, commonest, frame
from lib.tables.kept import STAMP, before_corrections, clean_texts, load, raw_text
from lib.tables.notices import kept_apart, notices, told_apart
from lib.tables.place_sheet import write_place_sheet
from lib.tables.selected import build, is_current, select
from lib.tables.spreadsheets import csv_bytes, exact_cell, inert, inert_cell
from lib.tables.summary import summary_lines
