#!/usr/bin/env bash
# The hyphen that Word keeps from breaking joins two years into one eight-digit number, and a range into another amount.
#
# Ctrl+Shift+_ in Word writes an element of its own, w:noBreakHyphen, not a character. docx2txt, docx2python and officeparser
# leave it out without a word: 2019-2021年投资3-5亿元 becomes 20192021年投资35亿元. python-docx and mammoth keep it.
#
# It matters because typists use this hyphen just where a range must not break at the line's end, and 35亿元 looks sound.
# Packages: docx2txt 0.9, docx2python 3.7.1, mammoth 1.13.0, python-docx 1.2.0 (PyPI), officeparser 7.8.0 (npm). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 python-docx==1.2.0 lxml==6.1.3
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact officeparser@7.8.0
cat >try.mjs <<'JAVASCRIPT'
import officeparser from "officeparser";
process.stdout.write((await officeparser.parseOffice("hyphen.docx")).toText().trim());
JAVASCRIPT
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import subprocess
import sys
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from docx2python import docx2python

document = docx.Document()
paragraph = document.add_paragraph()
for text in ("2019", "2021年投资3", "5亿元。"):
    paragraph.add_run(text)
for run in paragraph.runs[:2]:
    run._r.append(OxmlElement("w:noBreakHyphen"))
document.save("hyphen.docx")

with open("hyphen.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value.strip()
seen = {
    "docx2txt": docx2txt.process("hyphen.docx").strip(),
    "docx2python": docx2python("hyphen.docx").text.strip(),
    "officeparser": subprocess.run(["node", "try.mjs"], capture_output=True, check=True, encoding="utf-8").stdout,
    "mammoth": by_mammoth,
    "python-docx": docx.Document("hyphen.docx").paragraphs[0].text,
}
print("  in:  2019‑2021年投资3‑5亿元。 with Word's own hyphen, twice")
for name, text in seen.items():
    print(f"  {name} {'7.8.0' if name == 'officeparser' else version(name)}: {text}")
joined = "20192021年投资35亿元。"
before = dict.fromkeys(("docx2txt", "docx2python", "officeparser"), joined) | {
    "mammoth": "2019\u20112021年投资3\u20115亿元。",
    "python-docx": "2019-2021年投资3-5亿元。",
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
