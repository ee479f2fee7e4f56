#!/usr/bin/env bash
# 一百二十万千瓦, 1.2 million kilowatts, is written as 120Wkw; a billion cubic metres as 1000Mm³, cubic megametres.
#
# wetext (the runtime of WeTextProcessing) turns numerals and units into digits and signs. Before km, m² and m³ it writes 万 out (20000km), before kw
# it puts a W, which is the sign of the watt, and for 百万 before m³ an M, which there is a prefix of the metre: 1000 Mm³ are
# 10 to the power of 21 cubic metres by the SI, not a thousand million. 五万吨 stays readable, 50000吨.
#
# It matters for power and water in reports, where a reader of quantities drops Wkw as unknown and takes Mm³ for another volume.
# Package: wetext 0.1.8. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check wetext==0.1.8
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

from wetext import Normalizer

normalizer = Normalizer(lang="zh", operator="itn")
texts = ("两万公里", "四万立方米", "五万吨", "一百二十万千瓦", "三十万千瓦时", "十亿立方米")
seen = {text: normalizer.normalize(text) for text in texts}
print("wetext", version("wetext"))
for text, found in seen.items():
    print(f"  in:  {text}   out: {found}")
before = {
    "两万公里": "20000km",
    "四万立方米": "40000m³",
    "五万吨": "50000吨",
    "一百二十万千瓦": "120Wkw",
    "三十万千瓦时": "30Wkwh",
    "十亿立方米": "1000Mm³",
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
