#!/usr/bin/env bash
# A cell of a web page that names two years, 2019,2020, is the number 20192020, and the groups 3,5 of a village are group 35.
#
# pandas.read_html takes the comma for a mark of thousands unless it is told otherwise, wherever it stands: 3,5 and 2019,2020 are grouped in no
# writing of numbers, and become one number each. A cell with 、 in the column keeps it text, and the comma of the others is gone all the same.
#
# It matters for tables on government pages, typed with a half-width comma: a list turns into one figure, and the dtype is int64.
# Package: pandas 3.1.1 with lxml 6.1.3. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 lxml==6.1.3
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import io
import sys

import pandas

ROWS = (("年度", "村民小组", "户数", "年份"), ("2019,2020", "3,5", "1,250", "2019,2020"), ("2018,2019", "1,2", "86", "2018、2019"))
page = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS) + "</table>"
(table,) = pandas.read_html(io.StringIO(page), header=0)
(told,) = pandas.read_html(io.StringIO(page), header=0, thousands=None)
seen = {column: (str(table[column].dtype), str(table[column][0]), str(told[column][0])) for column in table}
print("pandas", pandas.__version__)
for column, (dtype, cell, with_none) in seen.items():
    print(f"  in:  {column} {ROWS[1][ROWS[0].index(column)]}   out: {cell} ({dtype}), with thousands=None {with_none}")
before = {
    "年度": ("int64", "20192020", "2019,2020"),
    "村民小组": ("int64", "35", "3,5"),
    "户数": ("int64", "1250", "1,250"),
    "年份": ("str", "20192020", "2019,2020"),
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
