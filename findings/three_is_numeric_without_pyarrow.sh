#!/usr/bin/env bash
# Whether 三 is numeric depends on whether a library that the code never names is installed.
#
# From version 3 on, pandas keeps text in pyarrow if it is there and in Python objects if not, under the one dtype "str". Series.str.isnumeric()
# then asks pyarrow, for which 三 and 亿 are not numeric though 〇 is; without pyarrow it asks Python, for which all three
# are. So the same notebook finds the Chinese numerals of a report on one computer and misses them on another.
#
# It matters because pyarrow comes and goes with other packages (Parquet, polars), and 〇 alone being right hides it.
# Packages: pandas 3.1.1, without and with pyarrow 26.0.1. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
cat >try.py <<'PYTHON'
import importlib.util
import sys

import pandas as pd

before = {False: [True, True, True, True, False], True: [False, False, True, True, False]}
with_pyarrow = importlib.util.find_spec("pyarrow") is not None
column = pd.Series(["三", "亿", "〇", "５", "亩"])
seen = [bool(answer) for answer in column.str.isnumeric()]
print("pandas", pd.__version__, "with pyarrow" if with_pyarrow else "without pyarrow", "dtype", column.dtype)
print("  in: ", *column)
print("  out:", *seen)
if seen != before[with_pyarrow]:
    sys.exit(f"  CHANGED, was: {before[with_pyarrow]}")
PYTHON
env/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1
PYTHONUTF8=1 env/bin/python try.py
env/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1
PYTHONUTF8=1 env/bin/python try.py
