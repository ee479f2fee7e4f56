#!/usr/bin/env bash
# 三四百万元, three to four million yuan, is read as 30,000 to 4,000,000, as 34 million, or as four million; 七八个 is 78.
#
# Two digits side by side mean "from one to the other" in Chinese (概数). JioNLP gives a range for it, but its low end lacks a magnitude:
# 四五百亿元 starts at 四亿. cn2an's transform and chinese2digits set the digits together, 七八个村 is 78个村, and the latter makes 34000000元
# of 三四百万元; Recognizers-Text sees the second part alone. wetext has 300~400万元. 七八千元 is right in JioNLP: a short test passes.
#
# It matters because round figures of this kind stand in reports of all years, and each of these results looks like a figure somebody stated.
# Packages: jionlp 1.5.31, cn2an 0.5.24, chinese2digits 6.0.1, recognizers-text-suite 1.0.2a2 with emoji 1.7.0, wetext 0.1.8. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jionlp==1.5.31 cn2an==0.5.24 chinese2digits==6.0.1 \
  recognizers-text-suite==1.0.2a2 emoji==1.7.0 wetext==0.1.8 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import contextlib
import io
import sys
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):  # a greeting
    import jionlp
import chinese2digits
import cn2an
from recognizers_number import recognize_number
from recognizers_text import Culture
from wetext import Normalizer

normalizer = Normalizer(lang="zh", operator="itn")
ranges = {money: tuple(jionlp.parse_money(money)["num"]) for money in ("七八千元", "三四百万元", "四五百亿元")}
texts = {}
for text in ("七八个村", "五六十户", "三四百万元"):
    numbers = [one.resolution["value"] for one in recognize_number(text, Culture.Chinese)]
    texts[text] = (
        cn2an.transform(text),
        chinese2digits.takeNumberFromString(text)["replacedText"],
        " ".join(numbers) or "nothing",
        normalizer.normalize(text),
    )
print("jionlp", version("jionlp"))
for money, ends in ranges.items():
    print(f"  in:  {money}   out:", " to ".join(ends))
names = ("cn2an", "chinese2digits", "recognizers-text-number", "wetext")
print(*(f"{name} {version(name)}" for name in names), sep=", ")
for text, found in texts.items():
    print(f"  in:  {text}   out:", ", ".join(found))
before_ranges = {
    "七八千元": ("7000.00", "8000.00"),
    "三四百万元": ("30000.00", "4000000.00"),
    "四五百亿元": ("400000000.00", "50000000000.00"),
}
before_texts = {
    "七八个村": ("78个村", "78个村", "nothing", "7~8个村"),
    "五六十户": ("五六十户", "560户", "60", "50~60户"),
    "三四百万元": ("三四百万元", "34000000元", "4000000", "300~400万元"),
}
if ranges != before_ranges or texts != before_texts:
    sys.exit(f"  CHANGED, was: {before_ranges} {before_texts}")
PYTHON
