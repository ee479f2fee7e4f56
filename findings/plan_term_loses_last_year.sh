#!/usr/bin/env bash
# A five-year plan's term, 2016年至2020年, is read as four years: it ends before 2020 begins.
#
# Microsoft's Recognizers-Text gives a span by its first day and the first day outside it: 2020年 is 2020-01-01 to 2021-01-01. Of a span of
# years in Chinese it takes the first day of the last year as the end, and says P4Y: the last year is lost, in each way of writing.
# The five years before (过去五年), told without figures, are five.
#
# It matters because sums and mean rates of a term are divided by its years: one of five is a quarter more where four are counted.
# Packages: recognizers-text-suite 1.0.2a2 with emoji 1.7.0 (with 2.x it cannot be imported). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check recognizers-text-suite==1.0.2a2 emoji==1.7.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version

from recognizers_date_time import recognize_datetime
from recognizers_text import Culture

seen = {}
for words in ("2020年", "过去五年", "2016—2020年", "2016年至2020年", "从2016年到2020年"):
    found = recognize_datetime(words, Culture.Chinese, reference=datetime(2021, 1, 18))
    spans = [(span["start"], span["end"], span["timex"]) for one in found for span in one.resolution["values"]]
    seen[words] = spans
print("recognizers-text-date-time", version("recognizers-text-date-time"), "on 18 January 2021; the end is the first day outside")
for words, spans in seen.items():
    print(f"  in:  {words}   out:", *spans or ["nothing"])
term = [("2016-01-01", "2020-01-01", "(2016-01-01,2020-01-01,P4Y)")]
before = {
    "2020年": [("2020-01-01", "2021-01-01", "2020")],
    "过去五年": [("2016-01-18", "2021-01-18", "(2016-01-18,2021-01-18,P5Y)")],
    "2016—2020年": term,
    "2016年至2020年": term,
    "从2016年到2020年": term,
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
