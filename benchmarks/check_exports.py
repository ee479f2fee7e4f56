"""Opens what was exported with the programs that papers are made with, and says what they find.

    .venv/bin/python benchmarks/check_exports.py [FOLDER] [--pictures DIR]

FOLDER: a folder of exports with its ledger figures.csv (figures/ unless told). DIR: where every Word, Excel and LaTeX
file is left as a picture, to be looked at. Needs pdffonts, pdftotext and pdftoppm (Debian: poppler-utils), soffice
(libreoffice-calc, libreoffice-writer) and xelatex (texlive-xetex, texlive-lang-chinese); what is missing is said. A table
full of traps (formulas, signs of TeX, long texts, numbers) is made and checked as well.
"""

import argparse
import csv
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from lib.exports.ledger import ledger

from lib import paths
from lib.exports.latex import latex
from lib.exports.printed import printed
from lib.exports.three_line import three_line
from lib.exports.workbook import workbook
from lib.tables.spreadsheets import csv_bytes

TOLERANCE = 0.1  # millimetres
MM = {"pt": 25.4 / 72, "px": 25.4}
HAN = re.compile(r"[\u4e00-\u9fff]")
TRAPS = ["=1+1", "+1+1", "-1+1", "@SUM(1,1)", "＝1+1", "\t=1+1", "\r=1+1", " =1+1", "-12", "'=1+1"]
TRAPS += ['=HYPERLINK("http://localhost","x")', '[x] 100% & #1_2 ~ ^ \\ {a} $5 <b> | "q"', "*x", "——一是甲"]


def run(*command: object, folder: Path | None = None) -> subprocess.CompletedProcess:
    """Return what a program did and said; it is not an error here when it fails."""
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        errors="replace",
    )


# --- figures ----------------------------------------------------------------------------------------------------


def check_figure(folder: Path, row: dict[str, str]) -> list[str]:
    """Return one line per thing found wrong in the files of one figure."""
    wrong = []
    for ending in row["formats"].split():
        file = folder / f"{row['figure']}.{ending}"
        if file.exists():
            wide = width(file)
            if abs(wide - float(row["width_mm"])) > TOLERANCE:
                wrong.append(f"{file.name}: {wide:.2f} mm wide, not {row['width_mm']}")
            wrong += check_pdf(file, row.get("language", "zh")) if file.suffix == ".pdf" else []
            wrong += check_tiff(file) if file.suffix == ".tiff" else []
    return wrong


def width(file: Path) -> float:
    """Return how wide a picture prints, in millimetres, as the file itself says."""
    if file.suffix == ".pdf":
        box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ", file.read_bytes())
        return float(box[1]) * MM["pt"]
    if file.suffix == ".svg":
        return (
            float(re.search(r'<svg[^>]* width="([\d.]+)pt"', file.read_text(encoding="utf-8"), re.DOTALL)[1])
            * MM["pt"]
        )
    with Image.open(file) as image:
        return image.size[0] / float(image.info["dpi"][0]) * MM["px"]


def check_pdf(file: Path, language: str) -> list[str]:
    """Fonts are embedded subsets of TrueType, and the Chinese of a figure labelled in Chinese can be selected."""
    lines = run("pdffonts", file).stdout.splitlines()[2:]
    wrong = [
        f"{file.name}: font not an embedded TrueType subset: {line}" for line in lines if not _embedded(line)
    ]
    if language == "zh" and not HAN.search(run("pdftotext", file, "-").stdout):
        wrong.append(f"{file.name}: no Chinese can be selected")
    return wrong


def _embedded(line: str) -> bool:
    return (
        "TrueType" in line
        and bool(re.match(r"[A-Z]{6}\+", line))
        and line.split()[-5:-2] == ["yes", "yes", "yes"]
    )


def check_tiff(file: Path) -> list[str]:
    """PLOS wants RGB with LZW compression and 300 to 600 dots per inch."""
    with Image.open(file) as image:
        found = (image.mode, image.info.get("compression"), round(float(image.info["dpi"][0])))
    return [] if found == ("RGB", "tiff_lzw", 600) else [f"{file.name}: {found}"]


# --- tables -----------------------------------------------------------------------------------------------------


def check_table(folder: Path, row: dict[str, str], pictures: Path) -> list[str]:
    """Return one line per thing found wrong in the files of one table, which are left as pictures."""
    wrong = []
    for ending in row["formats"].split():
        file = folder / f"{row['figure']}.{ending}"
        check = {".docx": check_office, ".xlsx": check_office, ".tex": check_latex, ".csv": check_csv}[
            file.suffix
        ]
        wrong += check(file, pictures) if file.exists() else [f"{file.name}: missing"]
    return wrong


def check_office(file: Path, pictures: Path) -> list[str]:
    """LibreOffice opens the file; its pages are left as pictures. In a workbook no cell has become a formula."""
    wrong = []
    if file.suffix == ".xlsx":
        from openpyxl import load_workbook

        cells = [cell for sheet in load_workbook(file) for line in sheet.iter_rows() for cell in line]
        wrong += [f"{file.name}: {cell.coordinate} is a formula" for cell in cells if cell.data_type == "f"]
    with tempfile.TemporaryDirectory() as place:
        run(
            "soffice",
            f"-env:UserInstallation=file://{place}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            place,
            file,
        )
        made = Path(place) / f"{file.stem}.pdf"
        if not made.exists():
            return [*wrong, f"{file.name}: LibreOffice did not open it"]
        _pictures(made, pictures / file.name.replace(".", "_"))
    return wrong


def check_csv(file: Path, pictures: Path) -> list[str]:
    """LibreOffice reads the CSV and writes it again: no text has been run as a formula, numbers are the same."""
    with tempfile.TemporaryDirectory() as place:
        run(
            "soffice",
            f"-env:UserInstallation=file://{place}/profile",
            "--headless",
            "--infilter=CSV:44,34,UTF8,1,,0,false,true,false,false,false,-1",
            "--convert-to",
            "xlsx",
            "--outdir",
            place,
            file,
        )
        made = Path(place) / f"{file.stem}.xlsx"
        if not made.exists():
            return [f"{file.name}: LibreOffice did not open it"]
        from openpyxl import load_workbook

        lines = [list(line) for line in load_workbook(made).active.iter_rows()]
    with file.open(encoding="utf-8-sig", newline="") as text:
        told = list(csv.reader(text))
    formulas = [
        f"{file.name}: {cell.coordinate} ran as a formula"
        for line in lines
        for cell in line
        if cell.data_type == "f"
    ]
    return formulas + (
        [f"{file.name}: {len(lines)} rows, not {len(told)}"] if len(lines) != len(told) else []
    )


def check_latex(file: Path, pictures: Path) -> list[str]:
    """XeLaTeX makes a page of the file with the preamble that its first lines name."""
    preamble = [
        line.removeprefix("%").strip()
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("%   ")
    ]
    with tempfile.TemporaryDirectory() as place:
        shutil.copy(file, place)
        paper = Path(place) / "paper.tex"
        paper.write_text("\n".join(preamble) + "\n", encoding="utf-8")
        run("xelatex", "-interaction=nonstopmode", "paper.tex", folder=Path(place))
        said = run("xelatex", "-interaction=nonstopmode", "paper.tex", folder=Path(place))
        log = said.stdout
        wrong = [
            f"{file.name}: {line}"
            for line in log.splitlines()
            if line.startswith(("!", "Missing character", "LaTeX Warning: Float too large"))
        ]
        if said.returncode or not (made := Path(place) / "paper.pdf").exists():
            return [*wrong, f"{file.name}: XeLaTeX ended with {said.returncode}"]
        _pictures(made, pictures / file.name.replace(".", "_"))
    wide = [float(found) for found in re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\)", log)]
    return wrong + (
        [f"{file.name}: {max(wide):.0f} pt too wide for the page"] if wide and max(wide) > 5 else []
    )


def _pictures(pdf: Path, stem: Path) -> None:
    stem.parent.mkdir(parents=True, exist_ok=True)
    run("pdftoppm", "-r", "80", "-png", pdf, stem)


def traps(folder: Path) -> dict[str, str]:
    """Write a table full of traps in every format, and return what a ledger's row would say of it."""
    table = pd.DataFrame(
        {"=cell": TRAPS, "n": range(len(TRAPS)), "share": [-12.5 + n / 8 for n in range(len(TRAPS))]}
    )
    table["sentence"] = (
        "全年完成地区生产总值12.5亿元，同比增长8.1%，其中乡村振兴项目36个，群众满意度明显提升。"
    )
    title, notes, heads = (
        "陷阱 100% & [x]",
        ["资料来源：自拟。", "=1+1"],
        {"n": {"zh": "频次（次）", "en": "n"}},
    )
    shown = printed(table, "zh", heads)
    made = {"csv": csv_bytes(table), "xlsx": workbook({"zh": (table, shown.heads, title, notes)})}
    made |= {"zh.docx": three_line(shown, title, notes), "zh.tex": latex(shown, title, notes, "traps.zh")}
    long = printed(pd.concat([table] * 4), "zh", heads)
    made |= {"long.docx": three_line(long, title, notes), "long.tex": latex(long, title, notes, "traps.long")}
    for ending, content in made.items():
        (folder / f"traps.{ending}").write_bytes(content)
    return {"figure": "traps", "kind": "table", "formats": " ".join(made)}


def main(arguments: list[str]) -> int:
    """Check a folder of exports, say what was found, and return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=paths.figures())
    parser.add_argument("--pictures", type=Path, default=Path(tempfile.gettempdir()) / "exports")
    options = parser.parse_args(arguments)
    missing = [
        tool for tool in ("pdffonts", "pdftotext", "pdftoppm", "soffice", "xelatex") if not shutil.which(tool)
    ]
    if missing:
        print(f"Not installed, so nothing can be checked: {', '.join(missing)}")
        return 2
    wrong = []
    with tempfile.TemporaryDirectory() as place:
        jobs = [(options.folder, row) for row in ledger(options.folder)] + [(Path(place), traps(Path(place)))]
        for folder, row in jobs:
            found = (
                check_table(folder, row, options.pictures)
                if row.get("kind") == "table"
                else check_figure(folder, row)
            )
            print(f"{'ok   ' if not found else 'WRONG'}  {row['figure']}: {row['formats']}")
            wrong += found
    print("\n".join(wrong) or "Nothing wrong.", f"\nPictures: {options.pictures}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
