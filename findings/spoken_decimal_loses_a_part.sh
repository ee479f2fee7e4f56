#!/usr/bin/env bash
# 一点五亿 is 150 million: one converter keeps the 1.5 and loses the hundred million, another keeps 五亿 and loses the one.
#
# A decimal in Chinese numerals in front of 万 or 亿 is ordinary Chinese. pycnnum reads it as 1.5, cn2num as 500000000.0; neither
# says that it left something out. Without the decimal, 十五亿, or without the magnitude, 一点五, pycnnum is right.
#
# It matters in speeches typed as they were spoken, and for whoever turns all Chinese numerals into digits before counting.
# Packages: pycnnum 2.1.1, cn2num 0.1.1. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pycnnum==2.1.1 cn2num==0.1.1
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import cn2num
import pycnnum

seen = {numeral: (pycnnum.cn2num(numeral), cn2num.transform(numeral)) for numeral in ("一点五亿", "一点五", "十五亿")}
print("pycnnum", version("pycnnum"), "cn2num", version("cn2num"))
for numeral, values in seen.items():
    print(f"  in:  {numeral}   out:", *values)
before = {"一点五亿": (1.5, 500000000.0), "一点五": (1.5, 5.0), "十五亿": (1500000000, 1500000000.0)}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
