#!/usr/bin/env bash
# A sentence with 以至于 holds 至 minus two times, 于 and 以 minus once; and 任务 counts as the function words 任 and 务.
#
# functionwords looks for each of 819 words in the running text and then takes away what longer words of its list account for. Where these lie
# inside each other (以至, 至于 and 以至于) the same characters are taken away two or three times, so counts fall below zero. What no
# longer word of the list covers is counted as it stands: 和 in 和平镇, 的 and 地 in 目的地, 底 in 底线.
#
# It matters for the study of style, where such counts are divided by length and compared: a negative frequency is lost in the mean.
# Package: functionwords 0.8. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check functionwords==0.8
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

from functionwords import FunctionWords

counter = FunctionWords("chinese_simplified_modern")
before = {
    "个别工程进度缓慢，以至于影响验收。": {"以": -1, "以至于": 1, "别": 1, "于": -1, "至": -2},
    "群众不由得点赞。": {"不": -1, "不由得": 1, "由": -1},
    "和平镇改善目的地服务，守住底线，完成任务。": {"任": 1, "和": 1, "地": 1, "底": 1, "的": 1, "务": 2},
}
changed = False
print("functionwords", version("functionwords"))
for text, counts in before.items():
    seen = {word: count for word, count in zip(counter.get_feature_names(), counter.transform(text)) if count}
    print(f"  in:  {text}   out:", *(f"{word} {count}" for word, count in seen.items()))
    if seen != counts:
        print(f"  CHANGED, was: {counts}")
        changed = True
sys.exit(changed)
PYTHON
