#!/usr/bin/env bash
# A reader of Word files leaves out just the measures and the dates: 新修道路12公里 becomes 新修道路.
#
# Chinese Word 2003 and 2007 looked for measures and dates while one typed, and put each into a tag of its own (w:smartTag, chmetcnv for
# a measure, chsdate for a date); a file saved as .docx keeps them. python-docx takes the paragraph's text from its runs and links
# and passes over a smart tag with all that stands in it. docx2txt, docx2python, mammoth and officeparser read the same file whole.
#
# It matters to reports of about 2004 to 2010: words are all there, while kilometres, mu and dates are missing, so a count is low, not empty.
# Packages: python-docx 1.2.0, docx2txt 0.9, docx2python 3.7.1, mammoth 1.13.0 (PyPI), officeparser 7.8.0 (npm). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 lxml==6.1.3
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact officeparser@7.8.0
cat >try.mjs <<'JAVASCRIPT'
import officeparser from "officeparser";
process.stdout.write((await officeparser.parseOffice("tags.docx")).toText().trim());
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
for text, kind in (("新修道路", None), ("12公里", "chmetcnv"), ("，", None), ("2009年3月5日", "chsdate"), ("通车。", None)):
    run = paragraph.add_run(text)._r
    if kind:
        tag = OxmlElement("w:smartTag")
        tag.set(qn("w:uri"), "urn:schemas-microsoft-com:office:smarttags")
        tag.set(qn("w:element"), kind)
        run.addprevious(tag)
        tag.append(run)
document.save("tags.docx")

with open("tags.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value.strip()
seen = {
    "python-docx": docx.Document("tags.docx").paragraphs[0].text,
    "docx2txt": docx2txt.process("tags.docx").strip(),
    "docx2python": docx2python("tags.docx").text.strip(),
    "mammoth": by_mammoth,
    "officeparser": subprocess.run(["node", "try.mjs"], capture_output=True, check=True, encoding="utf-8").stdout,
}
print("  in:  新修道路12公里，2009年3月5日通车。 with the measure and the date in smart tags")
for name, text in seen.items():
    print(f"  {name} {'7.8.0' if name == 'officeparser' else version(name)}: {text}")
whole = "新修道路12公里，2009年3月5日通车。"
before = dict.fromkeys(seen, whole) | {"python-docx": "新修道路，通车。"}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
