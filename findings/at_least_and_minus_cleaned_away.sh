#!/usr/bin/env bash
# A text cleaned of "exceptional characters" says 90% for ≥90% and for ≤90%, 5℃ for −5℃, 1 3 for 1∶3, and 500 for 500㎡.
#
# JioNLP's remove_exception_char keeps a list of characters and puts a space for the rest. Among the rest are ≥ and ≤, the true minus sign
# (− ; a hyphen stays), the ratio sign ∶, arrows, ½, the units ㎡, ㎥, ㎏ and ㎞, and letters of place names: 湖㳇镇 is 湖 镇. clean_text does
# all this too, and takes a round sum of eleven digits in front of 元 for a mobile telephone: 总产值18612345678元 is 总产值元.
#
# It matters because cleaning comes first and is looked at by nobody: a target met and a limit kept read alike, and a frost is mild weather.
# Package: jionlp 1.5.31. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jionlp==1.5.31 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import contextlib
import io
import sys
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):  # a greeting
    import jionlp
before = {
    "合格率≥90%": ("合格率 90%", "合格率 90%"),
    "损耗率≤90%": ("损耗率 90%", "损耗率 90%"),
    "最低气温−5℃": ("最低气温 5℃", "最低气温 5℃"),
    "配比1∶3": ("配比1 3", "配比1 3"),
    "面积500㎡": ("面积500 ", "面积500 "),
    "湖㳇镇": ("湖 镇", "湖 镇"),
    "总产值18612345678元": ("总产值18612345678元", "总产值元"),
}
changed = False
print("jionlp", version("jionlp"))
for text, cleaned in before.items():
    seen = (jionlp.remove_exception_char(text), jionlp.clean_text(text))
    print(f"  in:  {text}   out:", " , clean_text: ".join(seen))
    if seen != cleaned:
        print(f"  CHANGED, was: {cleaned}")
        changed = True
sys.exit(changed)
PYTHON
