"""Saves reports in twelve forms, reads each, and compares its quantities with those of the .txt, cell by cell.

python benchmarks/forms.py [FOLDER [COUNT]] [--show N] [--only FORM]   the five shipped reports, and the first COUNT .txt files of a folder (20)

.doc, .odt and one PDF need LibreOffice, another PDF Chromium (else typst or matplotlib draws it); a form that cannot be made is named. What is saved is
the clean text, a paragraph a line, so that every form holds the same words. At most 0.5% of the rows may differ.
"""

import argparse
import html
import io
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import pdf_files
from lib import paths
from lib.corpus import Report, load
from lib.corpus.items import Loaded
from lib.rules import Rules
from lib.tables.one_report import report_rows
from tests.corpus.made import numbered, numbering, paragraph, run, word_file, zipped

RULES = Rules(paths.SHIPPED_DATA)
CELLS = (
    "surface",
    "value",
    "value_high",
    "unit",
    "bound",
    "kind",
    "nature",
    "indicator",
    "canonical",
    "definition",
    "scope",
    "status",
)
CELLS += ("period", "role", "section")
LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
NUMBERS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
]
ALLOWED = 0.005
Texts = dict[str, str]
Files = dict[str, bytes]


def plain_words(text: str) -> bytes:
    """Return a .docx with a paragraph for each line."""
    return word_file("".join(paragraph(run(line)) for line in text.split("\n")))


def numbered_words(text: str) -> bytes:
    """Return a .docx in which Word itself writes 一、, （一） and 1. where a line begins with the next of these."""
    counts, body = [0, 0, 0], []
    for line in text.split("\n"):
        for level, written in enumerate((r"(.{1,3})、", r"（(.{1,3})）", r"([0-9]{1,2})\.(?![0-9])")):
            number = str(counts[level] + 1) if level == 2 else NUMBERS[counts[level] % 20]
            match = re.match(written, line)
            if match and match[1] == number and (level == 0 or counts[level - 1]):
                counts[level] += 1
                counts[level + 1 :] = [0] * (2 - level)
                body.append(paragraph(run(line[match.end() :]), properties=numbered(level)))
                break
        else:
            body.append(paragraph(run(line)))
    return word_file("".join(body), numbering=numbering(*LEVELS))


def revised_words(text: str) -> bytes:
    """Return a .docx with text put in and taken out by revisions, some within figures."""
    chance, body = random.Random(1), []
    for line in text.split("\n"):
        at, end = sorted(chance.randrange(len(line) + 1) for _ in range(2))
        mark = 'w:author="甲" w:date="2021-01-05T08:00:00Z"'
        gone = run(chance.choice(["8.5", "增长12%", "亿元", "一、"])).replace("w:t", "w:delText")
        put = f'<w:ins w:id="1" {mark}>{run(line[at:end])}</w:ins>'
        body.append(paragraph(run(line[:at]), f'<w:del w:id="2" {mark}>{gone}</w:del>', put, run(line[end:])))
    return word_file("".join(body))


def office(files: Files, to: str, keep: str) -> Files:
    """Return files saved by LibreOffice in another form, all in one go."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        settings = f"-env:UserInstallation={Path(folder, 'settings').as_uri()}"
        command = ["soffice", "--headless", settings, "--convert-to", to, "--outdir", f"{folder}/out"]
        sources = [str(Path(folder, name)) for name in files]
        subprocess.run([*command, *sources], capture_output=True, timeout=900, check=True)
        return {path.name: path.read_bytes() for path in sorted(Path(folder, "out").glob(f"*.{keep}"))}


def words(make: Callable[[str], bytes]) -> Callable[[Texts], Files]:
    """Return a maker of one .docx a report."""
    return lambda texts: {f"{name}.docx": make(text) for name, text in texts.items()}


def each(ending: str, make: Callable[[str], bytes]) -> Callable[[Texts], Files]:
    """Return a maker of one file a report."""
    return lambda texts: {f"{name}.{ending}": make(text) for name, text in texts.items()}


def third_pdf(text: str) -> bytes:
    """A PDF by Chromium, else typst, else matplotlib."""
    if shutil.which("chromium"):
        return pdf_files.chromium(page(text, "utf-8").decode(), "--no-pdf-header-footer")
    return (pdf_files.by_typst if pdf_files._is_there("typst") else pdf_files.by_matplotlib)(text)


def page(text: str, declared: str) -> bytes:
    """Return a web page with menus around the report."""
    body = "".join(f"<p>　　{html.escape(line)}</p>" for line in text.split("\n"))
    menu = "<ul>" + "".join(f"<li><a href=/{at}>栏目{at}</a></li>" for at in range(9)) + "</ul>"
    head = f'<html><head><meta charset="{declared}"><title>政府工作报告</title></head>'
    made = f"{head}<body><div class=nav>{menu}</div><div class=content>{body}</div><div>版权所有 某县人民政府</div></body></html>"
    return made.encode("gb18030" if declared == "gb2312" else declared)


def sheet(texts: Texts) -> Files:
    """Return one Excel file with a report a row."""
    import pandas as pd

    stored = io.BytesIO()
    rows = [{"编号": name, "正文": text} for name, text in texts.items() if len(text) < 32_000]
    pd.DataFrame(rows).to_excel(stored, index=False)
    return {"reports.xlsx": stored.getvalue()}


FORMS: dict[str, Callable[[Texts], Files]] = {
    "txt, UTF-8": each("txt", str.encode),
    "txt, GBK": each("txt", lambda text: text.encode("gb18030")),
    "docx": words(plain_words),
    "docx, numbered": words(numbered_words),
    "docx, revised": words(revised_words),
    "doc": lambda texts: office(words(pdf_files.word_document)(texts), "doc:MS Word 97", "doc"),
    "odt": lambda texts: office(words(pdf_files.word_document)(texts), "odt", "odt"),
    "pdf, LibreOffice": lambda texts: office(words(pdf_files.word_document)(texts), "pdf", "pdf"),
    "pdf, reportlab": each("pdf", pdf_files.reportlab_pdf),
    "pdf, a third maker": each("pdf", third_pdf),
    "html, utf-8": each("html", lambda text: page(text, "utf-8")),
    "html, gb2312": each("html", lambda text: page(text, "gb2312")),
    "xlsx, a row each": sheet,
    "zip": lambda texts: {"reports.zip": zipped(each("txt", str.encode)(texts))},
}


def rows_of(text: str, pages: tuple[int, ...] = ()) -> list[dict]:
    """Return the quantities of a text."""
    return report_rows(RULES, Report("x", "x", "", text, pages=pages), {}).rows["quantities"]


def read(files: Files) -> dict[str, Loaded]:
    """Return what is read from some files, by the report's name."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
            for item in load(RULES, Path(folder, name), name):
                if isinstance(item, Loaded):
                    found[Path(item.file).stem] = item
                else:
                    print(f"    {item.message}")
    return found


def differences(wanted: list[dict], found: list[dict]) -> list[str]:
    """Return a text for each row that one of two tables lacks, and for each that has another cell."""
    keys = [["".join(row["surface"].split()) for row in rows] for rows in (wanted, found)]
    told = []
    for kind, i, j, k, m in SequenceMatcher(None, *keys, False).get_opcodes():
        if kind == "equal":
            pairs = zip(wanted[i:j], found[k:m], strict=True)
            told += [line for one, other in pairs if (line := _cells(one, other))]
        else:
            told += [f"lacks {row['surface']!r} in {row.get('sentence', '')[:60]!r}" for row in wanted[i:j]]
            told += [f"has {row['surface']!r} in {row.get('sentence', '')[:60]!r}" for row in found[k:m]]
    return told


def _cells(one: dict, other: dict) -> str:
    unlike = [name for name in CELLS if _cell(one.get(name)) != _cell(other.get(name))]
    shown = "; ".join(f"{name} {one.get(name)!r} → {other.get(name)!r}" for name in unlike)
    return f"{one['surface']!r}: {shown}" if unlike else ""


def _cell(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value


def main() -> int:
    """Print a line for each form and the differences; returns 1 where a form has too many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?")
    parser.add_argument("count", nargs="?", type=int, default=20)
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("--only", default="", help="part of a form's name")
    options = parser.parse_args()
    raws = dict(pdf_files.REPORTS)
    for path in sorted(Path(options.folder).glob("*.txt"))[: options.count] if options.folder else ():
        raws[path.stem] = path.read_bytes().decode("utf-8-sig", "replace")
    texts = {f"r{at:02}": "\n".join(pdf_files.lines_of(raw)) for at, raw in enumerate(raws.values())}
    wanted = {name: rows_of(text) for name, text in texts.items()}
    failed = False
    for form, make in ((form, make) for form, make in FORMS.items() if options.only in form):
        try:
            found = read(make(texts))
        except (OSError, ImportError, subprocess.SubprocessError) as error:
            print(f"{form:20} not made: {type(error).__name__} {error}")
            continue
        found = {name.split(" ")[0]: item for name, item in found.items()}
        told = [
            line
            for name in texts
            if name in found
            for line in differences(wanted[name], rows_of(found[name].raw, found[name].pages))
        ]
        rows = sum(len(wanted[name]) for name in texts if name in found)
        failed |= len(told) > ALLOWED * rows
        print(
            f"{form:20} {len(found)} of {len(texts)} reports, {rows} rows, {len(told)} differ ({len(told) / max(1, rows):.2%})",
            flush=True,
        )
        for line in told[: options.show]:
            print(f"    {line}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
