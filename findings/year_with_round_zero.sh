#!/usr/bin/env bash
# 二〇二一年三月五日, the date as official documents write it, becomes 二〇21/03/05, in two alphabets at once.
#
# wetext (the runtime of WeTextProcessing) turns Chinese numerals into digits. It does not know 〇, the zero that the national standards for
# documents and for numerals prescribe in years: 二〇二一年 becomes 二〇21年, 二〇一〇年 stays, 三百〇六户 is 300〇六户. Written with 零, which
# speech recognition gives and documents do not, all are right. chinese2digits makes 2〇21年 of it. cn2an reads each.
#
# It matters because the year of a report is then found as 21, or not at all, and only in those of the right form.
# Packages: wetext 0.1.8, chinese2digits 6.0.1, cn2an 0.5.24. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check wetext==0.1.8 chinese2digits==6.0.1 cn2an==0.5.24 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import chinese2digits
import cn2an
from wetext import Normalizer

normalizer = Normalizer(lang="zh", operator="itn")
seen = {}
for text in ("二零二一年三月五日", "二〇二一年三月五日", "二〇一〇年", "三百零六户", "三百〇六户"):
    by_chinese2digits = chinese2digits.takeNumberFromString(text)["replacedText"]
    seen[text] = (normalizer.normalize(text), by_chinese2digits, cn2an.transform(text))
print(*(f"{name} {version(name)}" for name in ("wetext", "chinese2digits", "cn2an")), sep=", ")
for text, found in seen.items():
    print(f"  in:  {text}   out:", ", ".join(found))
before = {
    "二零二一年三月五日": ("2021/03/05", "2021年3月5日", "2021年3月5日"),
    "二〇二一年三月五日": ("二〇21/03/05", "2〇21年3月5日", "2021年3月5日"),
    "二〇一〇年": ("二〇一〇年", "2〇1〇年", "2010年"),
    "三百零六户": ("306户", "306户", "306户"),
    "三百〇六户": ("300〇六户", "300〇6户", "306户"),
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
