#!/usr/bin/env bash
# 1亿2千万元 is 120 million; readers of Chinese amounts make 220 million, ten million or ten quadrillion of it.
#
# JioNLP reads 1亿2千万元 as 220000000.00 and 1亿2000万元 as 220020000.00, both marked accurate. numcn passes over the digits and is
# left with 千万, or with 0. chinese2digits writes the two parts one behind the other. The same amount in Chinese numerals
# alone, 一亿二千万, is right in all three: a test with tidy input passes.
#
# It matters because townships write this mixture for their largest projects, where the error is largest too.
# Packages: jionlp 1.5.31, numcn 0.1.0, chinese2digits 6.0.1. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jionlp==1.5.31 numcn==0.1.0 chinese2digits==6.0.1
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import contextlib
import io
import sys
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):  # a greeting
    import jionlp
import chinese2digits
import numcn

seen = {}
for amount in ("1亿2千万", "1亿2000万", "一亿二千万"):
    seen[amount] = (
        jionlp.parse_money(amount + "元")["num"],
        numcn.ctn(amount),
        chinese2digits.takeNumberFromString(amount)["replacedText"],
    )
print("jionlp", version("jionlp"), "numcn", version("numcn"), "chinese2digits", version("chinese2digits"))
for amount, values in seen.items():
    print(f"  in:  {amount}   out:", *values)
before = {
    "1亿2千万": ("220000000.00", 10000000, "10000000020000000"),
    "1亿2000万": ("220020000.00", 0, "10000000020000000"),
    "一亿二千万": ("120000000.00", 120000000, "120000000"),
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
