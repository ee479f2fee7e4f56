#!/usr/bin/env bash
# Under Python 3.11, 500㎡ is the bare number 500 and 8％ is 8, in the library that is there to keep units with their numbers.
#
# Pint reads text with Python's own tokenizer. Up to Python 3.11 the tokenizer marks ㎡, ℃ and the full-width ％ as errors, and Pint
# passes over what is so marked: the quantity has no dimension, and an area in ㎡ can be added to a share in ％ without a
# complaint. From Python 3.12 on the tokenizer is another one, and the same Pint raises UndefinedUnitError, as it does
# for an unknown unit in letters under every Python. So a newer Python turns silent errors into loud ones.
#
# It matters because reports write ㎡ and ％ as one character each; m² and % are read right.
# Package: pint 0.25.3, under Python 3.11, 3.12 and 3.13. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pint==0.25.3
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import sys

import pint

registry = pint.UnitRegistry()


def read(text):
    try:
        return str(registry(text))
    except pint.UndefinedUnitError as error:
        return type(error).__name__


seen = {text: read(text) for text in ("500 m²", "500㎡", "8%", "8％", "25℃", "500㎡ + 8％", "3斤")}
print("pint", pint.__version__, "Python", sys.version.split()[0])
for text, reading in seen.items():
    print(f"  in:  {text}   out: {reading}")
before = dict.fromkeys(seen, "UndefinedUnitError") | {"500 m²": "500 meter ** 2", "8%": "8 percent"}
if sys.version_info < (3, 12):
    before |= {
        "500㎡": "500 dimensionless",
        "8％": "8 dimensionless",
        "25℃": "25 dimensionless",
        "500㎡ + 8％": "508 dimensionless",
    }
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
