#!/usr/bin/env bash
# A library's pattern for a Chinese sentence finds the sentences of a report, without their figures and what stands before.
#
# zhon.hanzi.sentence is a ready-made pattern: Han characters and Chinese punctuation up to 。！？. Digits, %, Latin letters and spaces are in
# neither class, so each match begins behind the last of them: 财政收入4.2亿元，增长8%。 is the sentence 。, and
# 新修道路12公里。 is 公里。. Every sentence without a digit is right, so that a glance at the result shows whole sentences.
#
# It matters because in township reports the sentences with figures are the ones looked for, and mean length comes out short.
# Package: zhon 2.1.1. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check zhon==2.1.1
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import re
import sys
from importlib.metadata import version

from zhon import hanzi

report = "财政收入4.2亿元，增长8%。新修道路12公里。群众满意度提高！A级景区达到三家。"
seen = re.findall(hanzi.sentence, report)
print("zhon", version("zhon"))
print("  in: ", report)
print("  out:", " | ".join(seen))
before = ["。", "公里。", "群众满意度提高！", "级景区达到三家。"]
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
