#!/usr/bin/env bash
# The date of a page that says 发布时间：2021年3月5日 is found as 1 January 2021, and its "original date" as the year the town was founded.
#
# htmldate reads 2021-03-05 and 2021/3/5, but not 年, 月 and 日. It does not say so: it goes on to any year in the text, gives that year's first of
# January, and takes the latest one (到2025年12月31日前 makes it 2025), or the earliest if asked for the original date
# (本镇于1998年7月1日设立).
# A page without any month or day written in figures and strokes therefore has a full date all the same.
#
# It matters because reports are dated and put into years by their pages, and a plan's last year or a founding year passes for the date.
# Package: htmldate 1.11.0. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check htmldate==1.11.0
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

from htmldate import find_date

before = {
    "<p>发布时间：2021-03-05</p><p>到2025年12月31日前完成。</p>": ("2021-03-05", "2021-03-05"),
    "<p>发布时间：2021年3月5日</p>": ("2021-01-01", "2021-01-01"),
    "<p>发布时间：2021年3月5日</p><p>到2025年12月31日前完成。</p>": ("2025-01-01", "2021-01-01"),
    "<p>发布时间：2021年3月5日</p><p>本镇于1998年7月1日设立。</p>": ("2021-01-01", "1998-01-01"),
}
changed = False
print("htmldate", version("htmldate"))
for body, dates in before.items():
    page = f"<html><head><title>镇政府工作报告</title></head><body>{body}</body></html>"
    seen = (find_date(page), find_date(page, original_date=True))
    print(f"  in:  {body}   out:", seen[0], "original:", seen[1])
    if seen != dates:
        print(f"  CHANGED, was: {dates}")
        changed = True
sys.exit(changed)
PYTHON
