#!/usr/bin/env bash
# Every town of 雄安新区 is put into 安新县, whatever county its address names, because 安新 stands in the middle of 雄安新区.
#
# JioNLP and addressparser cut an address at the names of counties they know, and find 安新 (a county) in 雄|安新|区. 雄安新区容城县容城镇 becomes
# 安新县 with the rest 区容城县容城镇, and so does 雄县. addressparser puts 贵安新区 of Guizhou into a county 安新县 as well, and a town
# of Beijing that is called 河北镇 into the province of Hebei. cpca reads all four rightly.
#
# It matters for joining reports with county figures: three counties fall into one, and no row looks empty or odd.
# Packages: jionlp 1.5.31, addressparser 0.2.4, cpca 0.5.5. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jionlp==1.5.31 addressparser==0.2.4 cpca==0.5.5 pandas==3.1.1 six==1.17.0 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import contextlib
import io
import sys
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):  # a greeting
    import jionlp
import addressparser
import cpca


def told(parts):
    return "/".join(part for part in parts if isinstance(part, str) and part)


seen = {}
for address in ("河北省雄安新区容城县容城镇", "河北省雄安新区雄县雄州镇", "贵州省贵安新区湖潮乡", "北京市房山区河北镇"):
    by_jionlp = jionlp.parse_location(address)
    seen[address] = (
        told(by_jionlp[part] for part in ("province", "city", "county", "detail")),
        told(addressparser.transform([address]).values[0]),
        told(cpca.transform([address]).values[0][:4]),
    )
print("jionlp", version("jionlp"), "addressparser", version("addressparser"), "cpca", version("cpca"))
for address, found in seen.items():
    print(f"  in:  {address}   out:", *found)
before = {
    "河北省雄安新区容城县容城镇": ("河北省/保定市/安新县/区容城县容城镇", "河北省/保定市/安新县/雄安新区容城县容城镇", "河北省/保定市/容城县/容城镇"),
    "河北省雄安新区雄县雄州镇": ("河北省/保定市/安新县/区雄县雄州镇", "河北省/保定市/安新县/雄安新区雄县雄州镇", "河北省/保定市/雄县/雄州镇"),
    "贵州省贵安新区湖潮乡": ("贵州省/贵安新区湖潮乡", "贵州省/安新县/贵安新区湖潮乡", "贵州省/贵安新区湖潮乡"),
    "北京市房山区河北镇": ("北京市/北京市/房山区/河北镇", "河北省/北京市/房山区/镇", "北京市/市辖区/房山区/河北镇"),
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
