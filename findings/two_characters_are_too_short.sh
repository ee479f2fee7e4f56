#!/usr/bin/env bash
# 乡村, 振兴 and 粮食 are dropped as too short: gensim's preprocessing and YAKE keep words of three characters or more.
#
# gensim's preprocess_string ends with strip_short, which wants three letters; YAKE treats every word of fewer than three as a stop word, in
# any language. Both are right for English and take most Chinese words away, without a word: what is left of a segmented report are
# 基础设施 and 高标准. gensim's simple_preprocess keeps words of two characters, so its sister shows nothing odd.
#
# It matters because topics and keywords then come from the long words alone, and the result still looks like Chinese keywords.
# Packages: gensim 4.4.0, yake 0.7.3. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check gensim==4.4.0 yake==0.7.3
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import yake
from gensim.parsing.preprocessing import preprocess_string
from gensim.utils import simple_preprocess

text = "乡村 振兴 取得 成效 ， 粮食 丰收 ， 高标准 农田 扩大 ， 基础设施 改善 ， 乡村 道路 拓宽 。"
keywords = yake.KeywordExtractor(lan="zh", n=1, top=20).extract_keywords(text)
seen = [preprocess_string(text), sorted(word for word, _ in keywords), simple_preprocess(text)]
print("gensim", version("gensim"), "yake", version("yake"))
print("  in: ", text)
for name, words in zip(("preprocess_string", "yake", "simple_preprocess"), seen):
    print(f"  out of {name}:", *words)
before = [["高标准", "基础设施"], ["基础设施", "高标准"], [word for word in text.split() if word not in "，。"]]
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
