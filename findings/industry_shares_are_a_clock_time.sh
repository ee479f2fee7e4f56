#!/usr/bin/env bash
# A town's industry structure 9:52:39 is read as the time of day 09:52:39, or as the number 35559.
#
# Reports give the shares of the three industries as one ratio, 三次产业结构 12:45:43. DuckDB's CSV reader makes the column a TIME, polars does so if
# it may look for dates, and even a ratio of two, 1:3, is then three past one. One town more, with 5:61:34, and both leave the whole
# column text: the type hangs on whether a share of industry or services reaches 60. PyYAML, which reads YAML 1.1, takes 12:45:43 for base 60.
#
# It matters because the shares can then neither be split at the colon nor set beside another county's file, and 9 has become 09.
# Packages: duckdb 2.0.1, polars 2.1.0, PyYAML 6.0.4. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0 pyyaml==6.0.4
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import duckdb
import polars
import yaml

THREE = ("12:45:43", "9:52:39", "11:48:41")
TOWNS = {"three.csv": THREE, "four.csv": (*THREE, "5:61:34"), "two.csv": ("1:3", "2:8")}
seen = {}
for name, shares in TOWNS.items():
    with open(name, "w", encoding="utf-8") as file:
        file.write("乡镇,结构\n" + "".join(f"第{row}镇,{share}\n" for row, share in enumerate(shares, 1)))
    by_duckdb = duckdb.sql(f"select 结构 from '{name}'")
    by_polars = polars.read_csv(name, try_parse_dates=True)["结构"]
    seen[name] = (str(by_duckdb.types[0]), str(by_duckdb.fetchall()[1][0]), str(by_polars.dtype), str(by_polars[1]))
seen["yaml"] = yaml.safe_load("[12:45:43, 9:52:39]")
print("duckdb", version("duckdb"), "polars", version("polars"), "PyYAML", version("pyyaml"))
for name, found in seen.items():
    print(f"  in:  {', '.join(TOWNS.get(name, ('12:45:43', '9:52:39')))}   out:", *found)
before = {
    "three.csv": ("TIME", "09:52:39", "Time", "09:52:39"),
    "four.csv": ("VARCHAR", "9:52:39", "String", "9:52:39"),
    "two.csv": ("VARCHAR", "2:8", "Time", "02:08:00"),
    "yaml": [45943, 35559],
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
