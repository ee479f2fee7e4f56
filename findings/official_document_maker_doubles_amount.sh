#!/usr/bin/env bash
# A program that sets official documents by the national standard turns 2.5亿元 into 5亿元.
#
# gongwen md2docx lays out a text as a 公文 (GB/T 9704). A paragraph that opens with an amount is taken for item 2 of a numbered
# list, although no space follows the point (Markdown asks for one), and the "number" is taken off: 2.5亿元的项目已开工 is
# printed as 5亿元的项目已开工. Every document also gets a last line that says it was generated, the figures above included.
#
# It matters to readers of reports that passed through such a program: the amount is doubled and nothing shows it.
# Package: gongwen-skill 2.15.0. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check gongwen-skill==2.15.0 python-docx==1.2.0
cat >report.md <<'MARKDOWN'
# 河东镇政府工作报告

2.5亿元的光伏项目已开工。

财政收入4.2亿元。
MARKDOWN
HOME="$work" PYTHONUTF8=1 env/bin/gongwen md2docx report.md -o report.docx >log.txt 2>&1 || { cat log.txt; exit 1; }
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import docx

seen = [paragraph.text for paragraph in docx.Document("report.docx").paragraphs if paragraph.text]
print("gongwen-skill", version("gongwen-skill"))
print("  in:  河东镇政府工作报告 | 2.5亿元的光伏项目已开工。 | 财政收入4.2亿元。")
print("  out:", " | ".join(seen))
before = [
    "河东镇政府工作报告",
    "5亿元的光伏项目已开工。",
    "财政收入4.2亿元。",
    "（内容由GongWen-skill-AI生成，仅供参考）",
]
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
