#!/usr/bin/env bash
# Telling jieba that 乡村振兴 is a word takes it out of the keywords: before, 乡村 and 振兴 led them, afterwards none of the three is there.
#
# jieba.analyse.textrank counts only words of four kinds (ns, n, vn, v). A word given to add_word or to a user dictionary without a kind gets the
# kind x, and so can never be a keyword, although extract_tags without kinds has it in front. With tag="n" it leads again. The
# words around it move up, so the list is as long as before.
#
# It matters because the terms somebody took the trouble to add are the very ones the paper is about.
# Package: jieba 0.42.1. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jieba==0.42.1 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import logging
import sys
from importlib.metadata import version

import jieba
import jieba.analyse

jieba.setLogLevel(logging.ERROR)
text = (
    "深入实施乡村振兴战略，乡村振兴示范村建成三个，乡村振兴项目投资两亿元，乡村振兴取得成效，"
    "群众收入增长，农田改造完成，农田灌溉改善。"
)


def places():
    ranked = jieba.analyse.textrank(text, topK=50)
    return [ranked.index(word) + 1 if word in ranked else 0 for word in ("乡村", "振兴", "乡村振兴")]


seen = [places()]
jieba.add_word("乡村振兴")
seen += [places(), jieba.analyse.extract_tags(text, topK=1)]
jieba.add_word("乡村振兴", tag="n")
seen.append(places())
print("jieba", version("jieba"))
print("  in: ", text)
print("  out: places of 乡村, 振兴, 乡村振兴 among the keywords (0: not one of them)")
print("       as installed:", *seen[0])
print("       after add_word:", *seen[1], "  extract_tags:", *seen[2])
print("       after add_word with tag n:", *seen[3])
before = [[1, 2, 0], [0, 0, 0], ["乡村振兴"], [0, 0, 1]]
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
