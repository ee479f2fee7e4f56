#!/usr/bin/env bash
# 3.5亿元 and 2.5亿元 are one word 5亿元 in a word cloud, 1,200亩 is 200亩, and 1.08万吨 08万吨.
#
# wordcloud finds words by a pattern of two or more letters, digits or apostrophes, so an amount is cut at its point or comma, and a part of one
# sign is dropped. Numbers are left out by default, but 5亿元 is none, since the unit stands with it without a space as Chinese
# is written. So the cloud shows amounts that the text does not have, larger the more amounts end alike.
#
# It matters because the cloud of a report is made of its most frequent words, and 5亿元 counts every figure with ".5亿元".
# Package: wordcloud 1.9.6. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check wordcloud==1.9.6
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

from wordcloud import WordCloud

text = "工业 投资 3.5亿元 ， 农业 投资 2.5亿元 ， 粮食 产量 1.08万吨 ， 改造 农田 1,200亩 。"
seen = {word: count for word, count in WordCloud(collocations=False).process_text(text).items() if word[0].isdigit()}
print("wordcloud", version("wordcloud"))
print("  in: ", text)
print("  out: amounts and how often:", *(f"{word} {count}" for word, count in seen.items()))
before = {"5亿元": 2, "08万吨": 1, "200亩": 1}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
