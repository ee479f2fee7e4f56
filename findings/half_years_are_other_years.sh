#!/usr/bin/env bash
# "The first half of this year" is read as the whole of last year, "the second half of this year" as the whole of the next.
#
# Microsoft's Recognizers-Text has a Chinese reader of dates. It takes 今年第三季度 rightly, but 今年上半年, 去年上半年 and 明年上半年 all
# become last year from January to December, on whatever day they are read: 上 and 下 are taken as in 上月 and 下月, "last" and "next".
# 2020年上半年, with the year in figures, is not found at all.
#
# It matters because townships report on each half year, and such a figure lands in another year, as if it were of twelve months.
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

DAY = datetime(2021, 12, 20)
seen = {}
for words in ("今年第三季度", "今年上半年", "去年上半年", "明年上半年", "今年下半年", "2020年上半年"):
    found = recognize_datetime(words, Culture.Chinese, reference=DAY)
    seen[words] = [(span["start"], span["end"]) for one in found for span in one.resolution["values"]]
print("recognizers-text-date-time", version("recognizers-text-date-time"), "on 20 December 2021; the end is the first day outside")
for words, spans in seen.items():
    print(f"  in:  {words}   out:", *spans or ["nothing"])
last, following = [("2020-01-01", "2021-01-01")], [("2022-01-01", "2023-01-01")]
before = {
    "今年第三季度": [("2021-07-01", "2021-10-01")],
    "今年上半年": last,
    "去年上半年": last,
    "明年上半年": last,
    "今年下半年": following,
    "2020年上半年": [],
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
