#!/usr/bin/env bash
# Two sources of tax that differ in their last words are one category after a data set was saved for SPSS.
#
# A value label in an SPSS file holds 120 bytes, which are forty Chinese characters. pyreadstat cuts what is longer without a word, so labels that
# differ behind the fortieth character (2021年 and 2022年 here) are the same text when the file is read with its labels. A variable
# label is cut after 85 characters in the same way. For Stata the same label raises an error.
#
# It matters to surveys and codebooks of towns, whose official category names are long; groups are added up as one.
# Package: pyreadstat 1.3.7. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==3.1.1
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import pandas
import pyreadstat

SHARED = "中央和省属在镇单位（含国有林场、农场、监狱、水库管理局和高速公路管理处等）的税收，"
table = pandas.DataFrame({"来源": [1, 2], "税收": [120.0, 80.0]})
labels = {1: SHARED + "2021年", 2: SHARED + "2022年"}
question = "本镇" * 45
pyreadstat.write_sav(table, "towns.sav", variable_value_labels={"来源": labels}, column_labels=[question, "税收"])
read, about = pyreadstat.read_sav("towns.sav", apply_value_formats=True, formats_as_category=False)
try:
    pyreadstat.write_dta(table, "towns.dta", column_labels=[question, "税收"])
    stata = "written"
except pyreadstat.ReadstatError as error:
    stata = str(error)
seen = {
    "categories": read["来源"].nunique(),
    "label": read["来源"][1],
    "sums": read.groupby("来源")["税收"].sum().tolist(),
    "variable label": len(about.column_labels[0]),
    "Stata": stata,
}
print("pyreadstat", version("pyreadstat"))
print(f"  in:  two labels of {len(labels[1])} characters, with 120 and 80; a variable label of {len(question)}")
for name, found in seen.items():
    print(f"  out: {name}: {found}")
before = {
    "categories": 1,
    "label": SHARED[:40],
    "sums": [200.0],
    "variable label": 85,
    "Stata": "A provided label is too long for the file format",
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
