#!/usr/bin/env bash
# 1250吨 with a footnote, in an OpenDocument text, is 12501吨: the number of the note has become the last digit.
#
# A note stands in the middle of its sentence in an .odt file, with its mark and its text. odfpy's extractText and odfdo's inner_text write out both
# without a space or a sign: 粮食产量12501统计数。吨. odfdo's get_formatted_text and officeparser keep the figure as it was.
#
# It matters for reports and annexes kept by LibreOffice or WPS, where notes sit on figures: tenfold, and 1250 is not found any more.
# Packages: odfpy 1.4.1, odfdo 3.27.3 (PyPI), officeparser 7.8.0 (npm). Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check odfpy==1.4.1 odfdo==3.27.3
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-exact officeparser@7.8.0
cat >try.mjs <<'JAVASCRIPT'
import officeparser from "officeparser";
process.stdout.write((await officeparser.parseOffice("note.odt")).toText().trim());
JAVASCRIPT
PYTHONUTF8=1 env/bin/python - <<'PYTHON'
import subprocess
import sys
from importlib.metadata import version

import odfdo
from odf import teletype, text
from odf.opendocument import OpenDocumentText, load

document = OpenDocumentText()
paragraph = text.P(text="粮食产量1250")
note = text.Note(id="ftn1", noteclass="footnote")
body = text.NoteBody()
body.addElement(text.P(text="统计数。"))
note.addElement(text.NoteCitation(text="1"))
note.addElement(body)
paragraph.addElement(note)
paragraph.addText("吨。")
document.text.addElement(paragraph)
document.save("note.odt")

by_odfdo = odfdo.Document("note.odt")
seen = {
    "odfpy": teletype.extractText(load("note.odt").getElementsByType(text.P)[0]),
    "odfdo inner_text": by_odfdo.body.paragraphs[0].inner_text,
    "odfdo get_formatted_text": by_odfdo.get_formatted_text().split("\n")[0],
    "officeparser": subprocess.run(["node", "try.mjs"], capture_output=True, check=True, encoding="utf-8").stdout,
}
print("odfpy", version("odfpy"), "odfdo", version("odfdo"), "officeparser 7.8.0")
print("  in:  粮食产量1250吨。 with footnote 1 behind the figure: 统计数。")
for name, found in seen.items():
    print(f"  {name}: {found}")
before = {
    "odfpy": "粮食产量12501统计数。吨。",
    "odfdo inner_text": "粮食产量12501. 统计数。吨。",
    "odfdo get_formatted_text": "粮食产量1250[1]吨。",
    "officeparser": "粮食产量1250吨。",
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
