#!/usr/bin/env bash
# Turned into mainland characters, 苏埠镇 becomes "Su Port Town" of a computer, and 工作列入 (work is entered) a task bar.
#
# OpenCC's tw2sp is its way from Taiwan's characters to simplified ones "with mainland idiom". The idioms are a programmer's words, replaced
# wherever their letters meet, across the bounds of words: 埠 is 端口 (a computer's port), 工作列 is 任务栏 (task bar), 新增 is 添加 (to add),
# 指標 is 指针 (a pointer), 效能 is 性能. Of the national list of towns 136 with 埠 (a landing) get another name. t2s does none of it.
#
# It matters for reports saved from a page in traditional characters: new jobs (新增就业) and indicators (指标) are no longer found.
# Packages: OpenCC 1.4.2 (PyPI), china-division 2.7.0 (npm). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact china-division@2.7.0
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check opencc==1.4.2
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import json
import sys
from importlib.metadata import version

import opencc

idiom, plain = opencc.OpenCC("tw2sp").convert, opencc.OpenCC("t2s").convert
seen = {text: (idiom(text), plain(text)) for text in ("蘇埠鎮", "把防汛工作列入重點", "新增就業320人", "各項指標", "行政效能")}
with open("node_modules/china-division/dist/streets.json", encoding="utf-8") as file:
    towns = [row["name"] for row in json.load(file)]
renamed = [name for name in towns if "埠" in name and idiom(name) != name]
print("OpenCC", version("opencc"))
for text, (by_idiom, by_plain) in seen.items():
    print(f"  in:  {text}   out: tw2sp {by_idiom}, t2s {by_plain}")
print(f"  towns of the list with 埠 that tw2sp renames: {len(renamed)}, among them", "、".join(renamed[:4]))
before = {
    "蘇埠鎮": ("苏端口镇", "苏埠镇"),
    "把防汛工作列入重點": ("把防汛任务栏入重点", "把防汛工作列入重点"),
    "新增就業320人": ("添加就业320人", "新增就业320人"),
    "各項指標": ("各项指针", "各项指标"),
    "行政效能": ("行政性能", "行政效能"),
}
if seen != before or len(renamed) != 136:
    sys.exit(f"  CHANGED, was: {before} and 136 towns")
PYTHON
