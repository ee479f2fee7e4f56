#!/usr/bin/env bash
# Turned into simplified characters, 呼和浩特 is 唿和浩特, 郭猛镇 is 郭勐镇, and marked growth (显著) is spelt 显着.
#
# hanziconv's toSimplified changes letters that both scripts share: 呼 to 唿, 猛 to 勐, 佘 to 畲, 溜 to 熘, 著 to 着. So a text in simplified characters,
# which should come back as it was, is changed too. OpenCC (t2s) leaves each of these as it is.
#
# It matters to whoever sends every report through a converter, to be safe: places and 迅猛, 显著增长 are no longer found.
# Packages: hanziconv 0.3.2, OpenCC 1.4.2 (PyPI), china-division 2.7.0 (npm). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact china-division@2.7.0
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check hanziconv==0.3.2 opencc==1.4.2 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import json
import sys
from importlib.metadata import version

import opencc
from hanziconv import HanziConv

t2s = opencc.OpenCC("t2s").convert
seen = {}
for text in ("呼和浩特", "佘山镇", "郭猛镇", "河溜镇", "显著增长", "发展迅猛", "顯著增長"):
    seen[text] = (HanziConv.toSimplified(text), t2s(text))
with open("node_modules/china-division/dist/streets.json", encoding="utf-8") as file:
    towns = [row["name"] for row in json.load(file)]
renamed = sum(HanziConv.toSimplified(name) != name for name in towns)
print("hanziconv", version("hanziconv"), "OpenCC", version("opencc"))
for text, (by_hanziconv, by_opencc) in seen.items():
    print(f"  in:  {text}   out: hanziconv {by_hanziconv}, OpenCC {by_opencc}")
print(f"  names of the simplified list of towns that hanziconv changes: {renamed}")
before = {
    "呼和浩特": ("唿和浩特", "呼和浩特"),
    "佘山镇": ("畲山镇", "佘山镇"),
    "郭猛镇": ("郭勐镇", "郭猛镇"),
    "河溜镇": ("河熘镇", "河溜镇"),
    "显著增长": ("显着增长", "显著增长"),
    "发展迅猛": ("发展迅勐", "发展迅猛"),
    "顯著增長": ("显着增长", "显著增长"),
}
if seen != before or renamed != 100:
    sys.exit(f"  CHANGED, was: {before} and 100 names")
PYTHON
