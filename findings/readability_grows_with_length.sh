#!/usr/bin/env bash
# A text repeated once is twice as hard to read: cntext's readability of Chinese takes every text to have one word.
#
# The words of a Chinese text are cut but never counted, so the total stays 0 and is replaced by 1. Fog index, Flesch-Kincaid, Coleman-Liau
# and ARI then all grow with the length of the text; the English branch counts. Its sentence splitter also eats the first character of every
# sentence but the first (粮食 becomes 食), and the full stop before it, before words are cut.
#
# It matters because these indices are put into regressions as the readability of reports, and what they hold is their length.
# Package: cntext 2.2.1, whose one module is loaded alone because the whole brings 800 MB; jieba 0.42.1, pandas 2.3.3, nltk 3.9.2. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jieba==0.42.1 pandas==2.3.3 numpy==2.4.6 nltk==3.9.2 setuptools==80.9.0
env/bin/pip install --quiet --disable-pip-version-check --no-deps --target alone cntext==2.2.1
PYTHONUTF8=1 PYTHONPATH=alone/cntext/stats env/bin/python -W ignore - <<'PYTHON'
import re
import sys
from pathlib import Path

import readability

release = re.search("cntext-(.+).dist-info", next(Path("alone").glob("cntext-*.dist-info")).name)[1]
text = "全镇完成固定资产投资两亿元。粮食生产再获丰收，基础设施不断完善。群众收入稳步增长。"
seen = {times: readability.readability(text * times)["fog_index"] for times in (1, 2, 4)}
sentences = readability.cn_seg_sent(text)
print("cntext", release)
print("  in: ", text)
for times, index in seen.items():
    print(f"  out: Fog index of the text written {times} times: {index}")
print("  out: sentences:", *sentences, sep=" | ")
before = {1: 160.13, 2: 320.07, 4: 640.03}
cut = ["全镇完成固定资产投资两亿元", "食生产再获丰收，基础设施不断完善", "众收入稳步增长。"]
if seen != before or sentences != cut:
    sys.exit(f"  CHANGED, was: {before} {cut}")
PYTHON
