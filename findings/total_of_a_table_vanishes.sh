#!/usr/bin/env bash
# The last row of a table in a Word file, 合计 200, has no figure: its sum was made by Word, and two readers leave it out.
#
# A sum by Word's own formula (=SUM(ABOVE)) is a field, and a field may be written in two ways. In the short one, w:fldSimple, the result stands
# inside the field; python-docx and mammoth pass over it with the result in it, docx2txt, docx2python and officeparser read it.
# The long way, with w:fldChar, is read by all of them, so whether a total is there depends on how the program wrote it.
#
# It matters because the totals of annexes are just what is made by a formula; the cell looks like one that was left empty.
# Packages: python-docx 1.2.0, mammoth 1.13.0, docx2txt 0.9, docx2python 3.7.1 (PyPI), officeparser 7.8.0 (npm). Tried 2026-11-30.
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
process.stdout.write((await officeparser.parseOffice(process.argv[2])).toText().trim());
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

FORMULA = " =SUM(ABOVE) "


def put_in_field(run, short):
    if short:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), FORMULA)
        run.addprevious(field)
        field.append(run)
        return
    for kind in ("begin", "instrText", "separate"):
        part = OxmlElement("w:r")
        part.append(OxmlElement("w:instrText" if kind == "instrText" else "w:fldChar"))
        if kind == "instrText":
            part[0].text = FORMULA
        else:
            part[0].set(qn("w:fldCharType"), kind)
        run.addprevious(part)
    end = OxmlElement("w:r")
    end.append(OxmlElement("w:fldChar"))
    end[0].set(qn("w:fldCharType"), "end")
    run.addnext(end)


def made(path, short):
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row, (name, value) in enumerate((("甲村", "120"), ("乙村", "80"), ("合计", "200"))):
        table.cell(row, 0).text = name
        run = table.cell(row, 1).paragraphs[0].add_run(value)._r
        if name == "合计":
            put_in_field(run, short)
    document.save(path)
    with open(path, "rb") as file:
        by_mammoth = mammoth.extract_raw_text(file).value
    by_officeparser = subprocess.run(["node", "try.mjs", path], capture_output=True, check=True, encoding="utf-8")
    return {
        "python-docx": "".join(cell.text for cell in docx.Document(path).tables[0]._cells),
        "mammoth": "".join(by_mammoth.split()),
        "docx2txt": "".join(docx2txt.process(path).split()),
        "docx2python": "".join(docx2python(path).text.split()),
        "officeparser": "".join(by_officeparser.stdout.split()),
    }


seen = {"short": made("short.docx", True), "long": made("long.docx", False)}
for way, texts in seen.items():
    print(f"  in:  甲村 120 乙村 80 合计 200, the sum as a field in the {way} way")
    for name, text in texts.items():
        print(f"  {name} {'7.8.0' if name == 'officeparser' else version(name)}: {text}")
whole, without = "甲村120乙村80合计200", "甲村120乙村80合计"
before = {way: dict.fromkeys(seen["long"], whole) for way in ("short", "long")}
before["short"] |= {"python-docx": without, "mammoth": without}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
