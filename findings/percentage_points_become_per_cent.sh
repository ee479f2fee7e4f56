#!/usr/bin/env bash
# 8.5个百分点, percentage points, is 8.5%; and 5万多亩 is an area of no size at all.
#
# Microsoft's Recognizers-Text answers 提高8.5个百分点 and 增长8.5% with one and the same value, "8.5%", of one type: a difference between
# two shares and a rate of growth can no longer be told apart but by the words. Its reader of units knows 多 and 余 ("more than")
# before 元 but not before other units: 3000多万元 has a value, 5万多亩 and 200余公里 are found as a unit whose value is None.
#
# It matters because reports use both measures in one sentence, and round nearly every large figure with 多 or 余.
# Packages: recognizers-text-suite 1.0.2a2 with emoji 1.7.0 (with 2.x it cannot be imported). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check recognizers-text-suite==1.0.2a2 emoji==1.7.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

from recognizers_number import recognize_percentage
from recognizers_number_with_unit import recognize_currency, recognize_dimension
from recognizers_text import Culture

READERS = {
    "增长8.5%": recognize_percentage,
    "提高8.5个百分点": recognize_percentage,
    "投资3000多万元": recognize_currency,
    "种植5万亩": recognize_dimension,
    "种植5万多亩": recognize_dimension,
    "修路200公里": recognize_dimension,
    "修路200余公里": recognize_dimension,
}
seen = {}
for text, read in READERS.items():
    (found,) = read(text, Culture.Chinese)
    seen[text] = (found.type_name, found.text, found.resolution["value"])
print("recognizers-text-number-with-unit", version("recognizers-text-number-with-unit"))
for text, found in seen.items():
    print(f"  in:  {text}   out:", *found)
before = {
    "增长8.5%": ("percentage", "8.5%", "8.5%"),
    "提高8.5个百分点": ("percentage", "8.5个百分点", "8.5%"),
    "投资3000多万元": ("currency", "3000多万元", "30000000"),
    "种植5万亩": ("dimension", "5万亩", "50000"),
    "种植5万多亩": ("dimension", "亩", None),
    "修路200公里": ("dimension", "200公里", "200"),
    "修路200余公里": ("dimension", "公里", None),
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
