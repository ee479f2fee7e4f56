"""The lines that say how a corpus was read."""

import pandas as pd

from lib.tables import summary_lines


def test_readers_losses_names_of_folders_and_reasons_are_counted():
    reading = ["txt", "docx; inserted=2; deleted=1", "docx; deleted=3", "pdf; pages=7; tables=1"]
    place = ["town:text county:table", "town:file_name county:file_name", "", "county:file_name"]
    year = ["text", "file_name", "", "text"]
    reports = pd.DataFrame({"reading": reading, "place_source": place, "year_source": year})
    aside = pd.DataFrame(
        {"problem": ["empty", "scan", "empty", "duplicate_name"], "kept": [False, False, False, True]}
    )
    assert summary_lines(reports, aside) == [
        "Read as:   docx 2, pdf 1, txt 1",
        "           reports with deleted 2, inserted 1, tables 1 (column reading, remarks.csv)",
        "Names of folders and files told the place of 2 reports and the year of 1 (columns place_source, year_source).",
        "Set aside: empty 2, scan 1 (set_aside.csv)",
    ]
    assert summary_lines(reports.iloc[:1], aside.iloc[:0]) == ["Read as:   txt 1"]
