#!/usr/bin/env bash
# A rent of 12345 yuan per mu is read from an Excel sheet as the 18th of October 1933.
#
# The number format General"元"/"亩" (General is G/通用格式 in a Chinese Excel) shows 12345元/亩. calamine takes the a of General for the start
# of AM/PM and the slash behind it for its middle: the cell is a date, and the reader hands over 1933-10-18 in place of the number. With 0 or #,##0
# for General, or with the slash inside the quotes, it is right; openpyxl reads all of them as numbers.
#
# It matters for sheets of rents and yields per mu or per head; polars and fastexcel read through calamine, pandas if asked to.
# Packages: python-calamine 0.9.1, openpyxl 3.1.5; the file is written by xlsxwriter 3.3.1. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5 xlsxwriter==3.3.1
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import openpyxl
import python_calamine
import xlsxwriter

FORMATS = ('General"元"/"亩"', 'General"元/亩"', '0"元"/"亩"', 'General"元"')
with xlsxwriter.Workbook("rents.xlsx") as book:
    sheet = book.add_worksheet()
    for row, form in enumerate(FORMATS):
        sheet.write_number(row, 0, 12345, book.add_format({"num_format": form}))
by_calamine = python_calamine.load_workbook("rents.xlsx").get_sheet_by_index(0).to_python()
by_openpyxl = openpyxl.load_workbook("rents.xlsx").active
seen = {
    form: (str(by_calamine[row][0]), str(by_openpyxl.cell(row + 1, 1).value)) for row, form in enumerate(FORMATS)
}
print("python-calamine", version("python-calamine"), "openpyxl", version("openpyxl"))
for form, (calamine, other) in seen.items():
    print(f"  in:  12345 in the format {form}   out: calamine {calamine}, openpyxl {other}")
before = dict.fromkeys(FORMATS, ("12345.0", "12345")) | {FORMATS[0]: ("1933-10-18", "12345")}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
