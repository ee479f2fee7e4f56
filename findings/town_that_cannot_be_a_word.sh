#!/usr/bin/env bash
# Eight townships have names that jieba cuts apart even after it was told to keep them as one word.
#
# The national list has 湖㳇镇, 流波䃥镇, 麦㙦镇, 塘㙍镇, 㮾梨街道 and others whose second or third character lies outside the block U+4E00 to
# U+9FFF. jieba splits the text at such characters before it looks anything up: add_word("湖㳇镇") is taken without a word,
# and the town never appears. rjieba, its counterpart in Rust, keeps the word. A pattern [一-龥]+镇 misses these towns too.
#
# It matters to their researchers: counts of the town's own name are 0, and "镇政府" is cut off as a word instead.
# Packages: china-division 2.7.0 (npm), jieba 0.42.1, rjieba 0.2.2 (PyPI). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact china-division@2.7.0
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jieba==0.42.1 rjieba==0.2.2 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import json
import logging
import re
import sys
from importlib.metadata import version

import jieba
import rjieba

jieba.setLogLevel(logging.ERROR)
with open("node_modules/china-division/dist/streets.json", encoding="utf-8") as file:
    names = [street["name"] for street in json.load(file)]
outside = [name for name in names if re.search("[\u3400-\u4dbf]", name)]
jieba.add_word("湖㳇镇", 100, "ns")
rjieba.add_word("湖㳇镇", 100, "ns")
seen = [outside, list(jieba.cut("湖㳇镇政府")), list(rjieba.cut("湖㳇镇政府"))]
print("china-division 2.7.0 jieba", version("jieba"), "rjieba", version("rjieba"))
print(f"  townships with such a character: {len(outside)} of {len(names)}:", *outside)
print("  in:  湖㳇镇政府, with 湖㳇镇 added as a word")
print("  jieba: ", *seen[1])
print("  rjieba:", *seen[2])
before = [
    ["湖㳇镇", "流波䃥镇", "麦㙦镇", "㮾梨街道", "塘㙍镇", "䢺江镇", "桴㯊镇", "㵲水街道"],
    ["湖", "㳇", "镇政府"],
    ["湖㳇镇", "政府"],
]
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
