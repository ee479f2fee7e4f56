#!/usr/bin/env bash
# "At least 90 per cent" becomes "90 per cent": a sign from Word's symbol table is no character in the file.
#
# Insert > Symbol in the font Symbol writes w:sym with a font and a code (F0B3 is ≥). python-docx, docx2txt and officeparser leave
# it out. docx2python writes it in HTML, but with 0 for the first digit of the code, whatever the font: ≥ becomes &#x00B3;,
# so that 90% reads ³90%, and ㎡ (33A1 in a text font) becomes &#x03A1;, a Greek Ρ. mammoth knows the symbol fonts: it reads ≥,
# and leaves out ㎡.
#
# It matters because ≥ and ≤ are what makes a figure of a township's plan a target with a bound.
# Packages: python-docx 1.2.0, docx2txt 0.9, mammoth 1.13.0, docx2python 3.7.1 (PyPI), officeparser 7.8.0 (npm). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 docx2txt==0.9 mammoth==1.13.0 docx2python==3.7.1 lxml==6.1.3
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact officeparser@7.8.0
cat >try.mjs <<'JAVASCRIPT'
import officeparser from "officeparser";
process.stdout.write((await officeparser.parseOffice("symbol.docx")).toText().trim());
JAVASCRIPT
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import subprocess
import sys
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx2python import docx2python

document = docx.Document()
paragraph = document.add_paragraph()
for text, font, code in (("合格率", "Symbol", "F0B3"), ("90%，新建500", "宋体", "33A1"), ("。", "", "")):
    run = paragraph.add_run(text)
    if code:
        sign = OxmlElement("w:sym")
        sign.set(qn("w:font"), font)
        sign.set(qn("w:char"), code)
        run._r.append(sign)
document.save("symbol.docx")

with open("symbol.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value.strip()
seen = {
    "python-docx": docx.Document("symbol.docx").paragraphs[0].text,
    "docx2txt": docx2txt.process("symbol.docx").strip(),
    "mammoth": by_mammoth,
    "officeparser": subprocess.run(["node", "try.mjs"], capture_output=True, check=True, encoding="utf-8").stdout,
    "docx2python": docx2python("symbol.docx").text.strip(),
}
print("  in:  合格率≥90%，新建500㎡。 with ≥ (Symbol, F0B3) and ㎡ (宋体, 33A1) as w:sym")
for name, text in seen.items():
    print(f"  {name} {'7.8.0' if name == 'officeparser' else version(name)}: {text}")
before = dict.fromkeys(("python-docx", "docx2txt", "officeparser"), "合格率90%，新建500。") | {
    "mammoth": "合格率≥90%，新建500。",
    "docx2python": "合格率<span style=font-family:Symbol>&#x00B3;</span>90%，新建500<span style=font-family:宋体>&#x03A1;</span>。",
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
