"""A reports.csv with the place and years of each report filled in as far as known, for a scholar to check."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pandas as pd

from lib.cleaning import clean
from lib.corpus import Report, corrections, read_corpus, spoken_message
from lib.metadata import own_place, read_metadata, siblings
from lib.rules import Rules
from lib.structure import find_sections
from lib.tables.spreadsheets import csv_bytes
from lib.tables.workers import end_with_parent

# What a scholar may fill in or correct, then what helps to check it; reports.csv passes over the latter.
FILLED = ("town", "county", "city", "province", "level", "review_year", "plan_year", "delivered_on")
SHOWN = ("place_code", "county_code", "place_source", "year_source", "place_candidates", "title", "speaker")
TO_CHECK = "reports.to_check.csv"


def write_place_sheet(
    folder: Path, say: Callable[[str], None] = lambda line: None, jobs: int = 1
) -> tuple[Path, pd.DataFrame]:
    """Write `folder`/reports.csv with a row per report, and return its path and its rows.

    Where there is a reports.csv already it stays as it is: its cells are taken over, and reports.to_check.csv is
    written beside it. Empty cells are what neither text, file name nor the folder's other reports tell. Nothing is
    written where no report could be read.

    folder: the corpus folder. say: takes one line for each file set aside. jobs: number of processes.
    """
    reports, aside = read_corpus(folder)
    overrides, notes = corrections.read_overrides(folder, reports)
    rules = Rules(folder)
    for note in [*aside, *notes]:
        say(f"  {spoken_message(rules, note)}")
    several = jobs > 1 and len(reports) > 1
    arguments = [rules] * len(reports), reports, [overrides.get(report.doc_id, {}) for report in reports]
    with (
        ProcessPoolExecutor(min(jobs, len(reports)), initializer=end_with_parent)
        if several
        else nullcontext() as pool
    ):
        rows = list(pool.map(place_row, *arguments, chunksize=20) if pool else map(place_row, *arguments))
    columns = ("doc_id", "file", *FILLED, *SHOWN)
    sheet = (
        pd.DataFrame(
            siblings.settle_years(rules, siblings.settle(rules, rows)), columns=list(columns), dtype=object
        )
        .fillna("")
        .astype(str)
    )
    taken = (folder / corrections.OVERRIDES).exists()
    path = folder / (TO_CHECK if taken else corrections.OVERRIDES)
    if reports:
        path.write_bytes(csv_bytes(sheet))
    return path, sheet


def place_row(rules: Rules, report: Report, override: dict) -> dict:
    """Return what is known of one report's place and years, what the user knows better before what was read."""
    text = clean(rules, report.raw)
    read = read_metadata(rules, text, find_sections(rules, text.text), report.file)
    known = {name: value for name, value in override.items() if name in read}
    of_sheet = {corrections.OF_SHEET: override.get(corrections.OF_SHEET, ())}
    row = read | known | own_place.overridden(rules, read, known | of_sheet)
    return {"doc_id": report.doc_id, "file": report.file} | {name: row[name] for name in (*FILLED, *SHOWN)}
