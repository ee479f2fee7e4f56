#!/usr/bin/env bash
# A village loses the very character that its writer took the trouble to explain.
#
# Word's phonetic guide (拼音指南, w:ruby) sets pinyin above a rare character of a place's name. python-docx, mammoth and officeparser
# leave out both the pinyin and the character: 莰村 becomes 村. docx2txt and docx2python put the pinyin into the name: kǎn莰村.
#
# It matters because rare characters stand in names: the town or village is counted under another name, or under none.
# Packages: python-docx 1.2.0, mammoth 1.13.0, docx2txt 0.9, docx2python 3.7.1 (PyPI), officeparser 7.8.0 (npm). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0 docx2txt==0.9 docx2python==3.7.1 lxml==6.1.3
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact officeparser@7.8.0
cat >try.mjs <<'JAVASCRIPT'
import officeparser from "officeparser";
process.stdout.write((await officeparser.parseOffice("ruby.docx")).toText().trim());
JAVASCRIPT
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import subprocess
import sys
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

guide = f"""<w:r {nsdecls("w")}><w:ruby>
<w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr>
<w:rt><w:r><w:t>kǎn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>莰</w:t></w:r></w:rubyBase></w:ruby></w:r>"""
document = docx.Document()
paragraph = document.add_paragraph("沿河的")
paragraph._p.append(parse_xml(guide.replace("\n", "")))
paragraph.add_run("村修路2公里。")
document.save("ruby.docx")

with open("ruby.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value.strip()
seen = {
    "python-docx": docx.Document("ruby.docx").paragraphs[0].text,
    "mammoth": by_mammoth,
    "officeparser": subprocess.run(["node", "try.mjs"], capture_output=True, check=True, encoding="utf-8").stdout,
    "docx2txt": docx2txt.process("ruby.docx").strip(),
    "docx2python": docx2python("ruby.docx").text.strip(),
}
print("  in:  沿河的莰村修路2公里。 with kǎn above 莰")
for name, text in seen.items():
    print(f"  {name} {'7.8.0' if name == 'officeparser' else version(name)}: {text}")
before = dict.fromkeys(("python-docx", "mammoth", "officeparser"), "沿河的村修路2公里。") | dict.fromkeys(
    ("docx2txt", "docx2python"), "沿河的kǎn莰村修路2公里。"
)
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
