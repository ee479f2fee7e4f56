#!/usr/bin/env bash
# A report turned into simplified characters says 2000馀亩 where every reader of amounts looks for 2000余亩.
#
# zhconv's zh-hans, its plain simplified variant, writes 馀 for 餘. zh-cn of the same library writes 余, and so do OpenCC and hanziconv.
# 馀 is a real simplified character and looks right; but in reports "more than" after a number is 余, so the bound is lost,
# and a pattern "digits, 余, unit" no longer finds the quantity at all.
#
# It matters for reports saved from pages in traditional characters, which have to be converted first.
# Packages: zhconv 1.4.1, OpenCC 1.4.2, hanziconv 0.3.2. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check zhconv==1.4.1 opencc==1.4.2 hanziconv==0.3.2
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import opencc
import zhconv
from hanziconv import HanziConv

traditional = "流轉土地2000餘畝"
seen = {
    "zhconv zh-hans": zhconv.convert(traditional, "zh-hans"),
    "zhconv zh-cn": zhconv.convert(traditional, "zh-cn"),
    "OpenCC t2s": opencc.OpenCC("t2s").convert(traditional),
    "hanziconv": HanziConv.toSimplified(traditional),
}
print("zhconv", version("zhconv"), "OpenCC", version("opencc"), "hanziconv", version("hanziconv"))
print("  in: ", traditional)
for name, text in seen.items():
    print(f"  {name}: {text}")
before = dict.fromkeys(seen, "流转土地2000余亩") | {"zhconv zh-hans": "流转土地2000馀亩"}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
