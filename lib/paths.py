"""Where everything is, said once: the shipped corpus by default, or the one named by WORKBOOK_OUT."""

import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_DATA = ROOT / "data"
DICTIONARIES = SHIPPED_DATA / "dictionaries"
FONTS = SHIPPED_DATA / "fonts"
GOLD = SHIPPED_DATA / "gold"
CASES = SHIPPED_DATA / "cases"
NOTEBOOK_SOURCES = ROOT / "notebooks"

OUT_VARIABLE = "WORKBOOK_OUT"
CORPUS_NOTE = "corpus.json"


def out() -> Path | None:
    """Return the output folder of a corpus of one's own, or None for the shipped corpus."""
    named = os.environ.get(OUT_VARIABLE, "").strip()
    return Path(named).resolve() if named else None


def data() -> Path:
    """Return the folder that holds the corpus: report files (there or in raw/), reports.csv, corrections.csv."""
    folder = out()
    if folder is None:
        return SHIPPED_DATA
    note = folder / "cache" / CORPUS_NOTE
    if not note.exists():
        raise FileNotFoundError(
            f"{folder} holds no results yet. Make them with: python run.py --data FOLDER_OF_REPORTS --out {folder}"
        )
    return Path(json.loads(note.read_text(encoding="utf-8"))["data"])


def remember_data(folder: Path) -> None:
    """Write down, in the output folder, which corpus folder its results come from."""
    target = out()
    if target is None:
        return
    note = target / "cache" / CORPUS_NOTE
    note.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"data": str(folder.resolve())}, ensure_ascii=False) + "\n"
    note.write_text(text, encoding="utf-8", newline="\n")


def tables() -> Path:
    """Return the folder of the CSV tables."""
    return (out() or SHIPPED_DATA) / "tables"


def cache() -> Path:
    """Return the folder of files that can be made again: Parquet copies and stamps."""
    return (out() or SHIPPED_DATA) / "cache"


def panel() -> Path:
    """Return the folder of the panel: the corpus as a dataset for Stata, R and spreadsheets."""
    return (out() or SHIPPED_DATA) / "panel"


def texts() -> Path:
    """Return the folder of the raw texts that every offset points into, one <doc_id>.txt per report."""
    folder = out()
    return SHIPPED_DATA / "raw" if folder is None else folder / "texts"


def figures() -> Path:
    """Return the folder of the exported figures and their ledger figures.csv."""
    return (out() or ROOT) / "figures"


def notebooks() -> Path:
    """Return the folder in which notebooks are executed and kept."""
    folder = out()
    return NOTEBOOK_SOURCES if folder is None else folder / "notebooks"
