#!/usr/bin/env bash
# Asked to sort real numbers, natsort takes Baishan town for 100 and Wanshou town for 10,000; and a cell 亿 is a float.
#
# natsort's REAL (also its realsorted) counts every character to which Unicode gives a numeric value. 三合镇, 百善镇 and 万寿镇 then stand by
# 3, 100 and 10000, in front of all other towns, while 一, 十, 十一, 二十 of headings are read one character at a time and come
# out of order. fastnumbers goes by the same property: try_float("亿") is 100000000.0, so a column of units becomes numbers, and
# 兆 (of 兆瓦, megawatt) is 1e12 up to Python 3.12 and 1e6 from 3.13 on, because Unicode 15.1 changed its value.
#
# It matters for lists of towns and of headings (一、二、…), and for cleaning of columns in which value and unit stand apart.
# Packages: natsort 8.4.0, fastnumbers 5.2.0. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check natsort==8.4.0 fastnumbers==5.2.0
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import sys
import unicodedata
from importlib.metadata import version

import fastnumbers
import natsort

towns = ["万寿镇", "上塘镇", "三合镇", "王庄镇", "百善镇"]
headings = ["一、", "二、", "三、", "十、", "十一、", "二十、"]
units = ["元", "亿", "万", "亩", "百", "兆"]
seen = [natsort.realsorted(towns), natsort.realsorted(headings), [fastnumbers.try_float(unit) for unit in units]]
print("natsort", version("natsort"), "fastnumbers", version("fastnumbers"), "Unicode", unicodedata.unidata_version)
for given, got in zip((towns, headings, units), seen):
    print("  in: ", *given)
    print("  out:", *got)
before = [
    ["三合镇", "百善镇", "万寿镇", "上塘镇", "王庄镇"],
    ["一、", "二十、", "二、", "三、", "十一、", "十、"],
    ["元", 1e8, 1e4, "亩", 100.0, 1e12 if unicodedata.unidata_version < "15.1" else 1e6],
]
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
