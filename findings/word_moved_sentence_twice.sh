#!/usr/bin/env bash
# A sentence that was moved while changes were tracked stands in the report twice, or not at all.
#
# With 修订 (track changes) on, Word keeps a moved sentence at its old place as w:moveFrom and at its new one as w:moveTo. What was deleted has
# an element of its own for its text, what was moved away has not, and docx2txt, docx2python and officeparser, which leave out
# deletions, read both places: 引进企业3家 twice. python-docx reads neither. mammoth reads the sentence once, where it stands now.
#
# It matters because drafts go round with changes tracked: the same three enterprises are summed to six, or to none.
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
process.stdout.write((await officeparser.parseOffice("moved.docx")).toText().trim());
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
number = iter(range(1, 9))


def element(tag, **attributes):
    made = OxmlElement(tag)
    for key, value in {"id": str(next(number)), "author": "办公室", "date": "2021-01-05T09:00:00Z", **attributes}.items():
        made.set(qn(f"w:{key}"), value)
    return made


for text, change in (("引进企业3家。", "moveFrom"), ("新建水库1座。", None), ("引进企业3家。", "moveTo")):
    run = paragraph.add_run(text)._r
    if change:
        start, end = element(f"w:{change}RangeStart", name="move1"), OxmlElement(f"w:{change}RangeEnd")
        end.set(qn("w:id"), start.get(qn("w:id")))
        moved = element(f"w:{change}")
        run.addprevious(start)
        run.addprevious(moved)
        moved.append(run)
        moved.addnext(end)
document.save("moved.docx")

with open("moved.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value.strip()
seen = {
    "docx2txt": docx2txt.process("moved.docx").strip(),
    "docx2python": docx2python("moved.docx").text.strip(),
    "officeparser": subprocess.run(["node", "try.mjs"], capture_output=True, check=True, encoding="utf-8").stdout,
    "python-docx": docx.Document("moved.docx").paragraphs[0].text,
    "mammoth": by_mammoth,
}
print("  in:  引进企业3家。 moved from before to behind 新建水库1座。")
for name, text in seen.items():
    print(f"  {name} {'7.8.0' if name == 'officeparser' else version(name)}: {text}")
twice = "引进企业3家。新建水库1座。引进企业3家。"
before = dict.fromkeys(("docx2txt", "docx2python", "officeparser"), twice) | {
    "python-docx": "新建水库1座。",
    "mammoth": "新建水库1座。引进企业3家。",
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
