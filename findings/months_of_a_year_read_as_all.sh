#!/usr/bin/env bash
# "January to October 2021" is read as all of 2021, as January alone, or as the 11th of January.
#
# JioNLP's parse_time reads Chinese time expressions. It takes 2021年前10个月 rightly, but of 2021年1至10月 it sees the
# year alone, of 2021年1月至10月 the first month alone, and 今年1-11月 is one day, 11 January: each with the label "accurate".
#
# It matters because township reports are given before the year is out: a figure for ten months set beside one for twelve.
# Package: jionlp 1.5.31. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jionlp==1.5.31
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import contextlib
import io
import sys
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):  # a greeting
    import jionlp

seen = {}
for period in ("2021年前10个月", "2021年1至10月", "2021年1月至10月", "今年1-11月"):
    read = jionlp.parse_time(period, time_base={"year": 2021, "month": 12, "day": 20})
    first, last = (moment[:10] for moment in read["time"])
    seen[period] = (read["definition"], first, last)
print("jionlp", version("jionlp"), "on 20 December 2021")
for period, reading in seen.items():
    print(f"  in:  {period}   out:", *reading)
before = {
    "2021年前10个月": ("accurate", "2021-01-01", "2021-10-31"),
    "2021年1至10月": ("accurate", "2021-01-01", "2021-12-31"),
    "2021年1月至10月": ("accurate", "2021-01-01", "2021-01-31"),
    "今年1-11月": ("accurate", "2021-01-11", "2021-01-11"),
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
