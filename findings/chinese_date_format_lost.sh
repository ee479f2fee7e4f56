#!/usr/bin/env bash
# A date in the default format of a Chinese Excel is read as the number 44260.
#
# Number formats 27 to 36 and 50 to 58 are built in: a file names them by number alone, without a format text, and in a
# Chinese Excel they are dates (31 is 2021年3月5日, 57 is 2021年3月). openpyxl knows the built-in formats of an English Excel only,
# takes the cell for General and gives 44260; pandas.read_excel gives on what it got. calamine reads the same cells as dates.
#
# It matters for a column of delivery dates (报告日期) typed in a Chinese Excel: the years of all reports become 44260.
# Packages: openpyxl 3.1.5, python-calamine 0.9.1; the file is written by xlsxwriter 3.3.1. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1 xlsxwriter==3.3.1
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import datetime
import sys
from importlib.metadata import version

import openpyxl
import python_calamine
import xlsxwriter

with xlsxwriter.Workbook("dates.xlsx") as book:
    sheet = book.add_worksheet()
    for row, number in enumerate((14, 31, 57)):
        sheet.write_datetime(row, 0, datetime.datetime(2021, 3, 5), book.add_format({"num_format": number}))

by_openpyxl = [row[0].value for row in openpyxl.load_workbook("dates.xlsx").active]
by_calamine = [row[0] for row in python_calamine.CalamineWorkbook.from_path("dates.xlsx").get_sheet_by_index(0).to_python()]
print("openpyxl", version("openpyxl"), "and python-calamine", version("python-calamine"))
print("  in:  5 March 2021 in the built-in formats 14, 31 and 57")
print("  openpyxl:", by_openpyxl)
print("  calamine:", by_calamine)
day = datetime.date(2021, 3, 5)
before = [datetime.datetime(2021, 3, 5), 44260, 44260], [day, day, day]
if (by_openpyxl, by_calamine) != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
