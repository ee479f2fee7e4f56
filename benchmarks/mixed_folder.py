"""Makes a folder of 200 mixed files as a scholar collects them, reads it, and says what came in by which reader: python benchmarks/mixed_folder.py FOLDER OUT.

FOLDER: of .txt reports, the first 150 of which are saved in many forms. OUT: the folder to make. The broken and hostile files of
data/cases/hostile_files.csv lie between them. Every file must come to its end: read by the reader of its form, or set aside for the reason of the table.
"""

import sys
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import forms, pdf_files
from lib import paths
from lib.corpus import read_corpus
from lib.rules import Rules, read_table
from tests.corpus.hostile import MADE

ONE_EACH = {  # ending: makers of a file, taken in turns
    "txt": [str.encode, lambda text: text.encode("gb18030"), lambda text: text.encode("utf-16")],
    "docx": [forms.plain_words, forms.numbered_words, forms.revised_words],
    "pdf": [pdf_files.reportlab_pdf],
    "html": [lambda text: forms.page(text, "utf-8"), lambda text: forms.page(text, "gb2312")],
}
MIX = ("txt", "txt", "docx", "txt", "html", "pdf", "txt", "docx")
TURNED = {"doc": "doc:MS Word 97", "odt": "odt", "rtf": "rtf"}  # by LibreOffice, four of each
FILES = 200


def filled(texts: dict[str, str], out: Path) -> dict[str, str]:
    """Write the files and return for each path within the folder the reader or the problems that it should come to."""
    wanted: dict[str, str] = {}
    names = iter(texts)
    makers = {ending: cycle(ones) for ending, ones in ONE_EACH.items()}

    def put(path: str, content: bytes, outcome: str) -> None:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
        wanted[path] = outcome

    for ending, to in TURNED.items():
        some = {f"{name}.docx": pdf_files.word_document(texts[name]) for name in islice(names, 4)}
        for name, content in forms.office(some, to, ending).items():
            put(f"旧文件/{name}", content, ending)
    for number in range(2):
        rows = {name: texts[name] for name in islice(names, 8)}
        put(f"表{number}.xlsx", forms.sheet(rows)["reports.xlsx"], "xlsx")
        packed = {f"{name}.txt": texts[name].encode() for name in islice(names, 8)}
        put(f"包{number}.zip", forms.zipped(packed), "txt")
    cases = [
        case
        for case in read_table(paths.CASES / "hostile_files.csv")
        if case["made"] in MADE and not case["limit"]
    ]
    for number, case in enumerate(cases):
        put(f"杂/{number:02}/{case['file']}", MADE[case["made"]](), case["outcome"])
    for number, ending in zip(range(FILES - len(wanted)), cycle(MIX), strict=False):
        name = next(names)
        put(f"{2015 + number % 8}/{name}.{ending}", next(makers[ending])(texts[name]), ending)
    return wanted


def main(folder: str, out: str) -> int:
    """Make and read the folder, print what came in; returns 1 where a file came to another end than it should."""
    sources = sorted(Path(folder).glob("*.txt"))
    texts = {path.stem: path.read_bytes().decode("utf-8-sig", "replace") for path in sources}
    wanted = filled(texts, Path(out))
    reports, aside = read_corpus(Path(out), Rules(paths.SHIPPED_DATA))
    ends: dict[str, set[str]] = {path: set() for path in wanted}
    for item in [*reports, *(told for told in aside if not told.kept)]:
        path = next(path for path in wanted if item.file == path or item.file.startswith(f"{path}/"))
        ends[path].add(
            item.problem if hasattr(item, "problem") else item.reading.split("; ")[0].split(" ")[0]
        )
    readers = Counter(report.reading.split("; ")[0] for report in reports)
    print(
        f"{len(wanted)} files, {len(reports)} reports:",
        ", ".join(f"{name} {count}" for name, count in readers.most_common()),
    )
    print(
        "set aside:",
        ", ".join(
            f"{name} {n}"
            for name, n in Counter(told.problem for told in aside if not told.kept).most_common()
        ),
    )
    wrong = [
        (path, wanted[path], ends[path]) for path in wanted if not _right(wanted[path].split(","), ends[path])
    ]
    for path, outcome, end in wrong:
        print(f"{path}: {outcome} was wanted, {sorted(end) or 'nothing'} came")
    return int(bool(wrong))


def _right(wanted: list[str], ends: set[str]) -> bool:
    """Whether a file came to an end it should; read: by any reader."""
    if "read" in wanted and ends and not ends - {*forms_read(), "duplicate_content"}:
        return True
    return bool(ends) and ends <= {*wanted, "duplicate_content"} if "none" not in wanted else not ends


def forms_read() -> set[str]:
    """Return the names of readers."""
    return {"txt", "docx", "pdf", "html", "mht", "csv", "xlsx", "doc", "odt", "rtf", "dta", "parquet"}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
