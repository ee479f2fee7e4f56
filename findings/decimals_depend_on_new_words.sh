#!/usr/bin/env bash
# Told not to guess new words, jieba cuts 2.5亿元 into 2, ., 5 and 亿元; and its counterpart keeps 2019-2021 as one word where jieba cuts it.
#
# HMM=False is described as a switch for the discovery of words that are not in the dictionary. It also takes away the rule that keeps decimals and
# per cents together: 8.5% is 8, ., 5, %. rjieba does the same, and by itself joins years with a hyphen and the parts of 3.14.15, which
# jieba separates, so the two, meant to be equal, count different tokens exactly where figures stand.
#
# It matters because HMM=False is advised for repeatable counts: a report of many decimals then has more, shorter "words" than another.
# Packages: jieba 0.42.1, rjieba 0.2.2. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jieba==0.42.1 rjieba==0.2.2 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import logging
import sys
from importlib.metadata import version

import jieba
import rjieba

jieba.setLogLevel(logging.ERROR)
rust = rjieba.Jieba()
seen = {}
for text in ("投资2.5亿元", "增长8.5%", "2019-2021年"):
    cuts = (jieba.lcut(text), jieba.lcut(text, HMM=False), rust.cut(text, True), rust.cut(text, False))
    seen[text] = tuple(" ".join(cut) for cut in cuts)
print("jieba", version("jieba"), "rjieba", version("rjieba"))
for text, found in seen.items():
    print(f"  in:  {text}")
    for name, cut in zip(("jieba", "jieba HMM=False", "rjieba", "rjieba hmm=False"), found, strict=True):
        print(f"  out: {name}: {cut}")
before = {
    "投资2.5亿元": ("投资 2.5 亿元", "投资 2 . 5 亿元", "投资 2.5 亿元", "投资 2 . 5 亿元"),
    "增长8.5%": ("增长 8.5%", "增长 8 . 5 %", "增长 8.5%", "增长 8 . 5 %"),
    "2019-2021年": ("2019 - 2021 年", "2019 - 2021 年", "2019-2021 年", "2019 - 2021 年"),
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
