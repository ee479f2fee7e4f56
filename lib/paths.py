"""Where everything is, said once: the shipped corpus by default, or the one named by WORKBOOK_OUT, or a selection of it."""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_DATA = ROOT / "data"
DICTIONARIES = SHIPPED_DATA / "dictionaries"
FONTS = SHIPPED_DATA / "fonts"
GOLD = SHIPPED_DATA / "gold"
CASES = SHIPPED_DATA / "cases"
PROSE = SHIPPED_DATA / "prose"
NOTEBOOK_SOURCES = ROOT / "notebooks"

OUT_VARIABLE = "WORKBOOK_OUT"
SELECT_VARIABLE = "WORKBOOK_SELECT"
STARTED_VARIABLE = "WORKBOOK_STARTED"  # the name by which the user called Python; run.py sets it
CORPUS_NOTE = "corpus.json"
NOTEBOOK_NOTE = "results.json"
LONGEST_NAME = 60
_state = {"example": "", "whole": False}  # of this process: what a notebook opened


def command(rest: str = "") -> str:
    """Return the command line that starts run.py as the user has started it: python3 run.py tables."""
    return f"{os.environ.get(STARTED_VARIABLE) or 'python'} run.py {rest}".strip()


def out() -> Path | None:
    """Return the output folder of a corpus of one's own, or None for the shipped corpus.

    A notebook that another program than run.py opens (VS Code) finds it in the note beside it.
    """
    named = os.environ.get(OUT_VARIABLE)
    if named is None and (beside := _beside_notebook()):
        return (Path.cwd() / beside["out"]).resolve()
    return Path(named.strip()).resolve() if named and named.strip() else None


def _beside_notebook() -> dict:
    """What the note beside an open notebook says of its results; {} in all but a notebook's kernel."""
    if "ipykernel" not in sys.modules:
        return {}
    try:
        told = json.loads((Path.cwd() / NOTEBOOK_NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) and isinstance(told.get("out"), str) else {}


def note_beside_notebooks() -> None:
    """Write, beside the notebooks of a corpus of one's own, where its results are: a relative path, so that they may move."""
    if out() is None:
        return
    told = {"out": Path(os.path.relpath(out(), notebooks())).as_posix(), "select": selection_written()}
    notebooks().mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, ensure_ascii=False) + "\n"
    (notebooks() / NOTEBOOK_NOTE).write_text(text, encoding="utf-8", newline="\n")


def options() -> str:
    """Return the options with which run.py works on the results in force: --out "RESULTS" --select "year=2019", or ""."""
    told = {"out": out(), "select": selection() if out() else ""}
    return " ".join(f'--{name} "{value}"' for name, value in told.items() if value)


def chosen_in(folder: Path) -> tuple[Path, str]:
    """Return the results and the selection that a folder in RESULTS/selections is of; the folder itself and "" for any other."""
    try:
        told = json.loads((folder / "notebooks" / NOTEBOOK_NOTE).read_text(encoding="utf-8"))
        return (folder / "notebooks" / told["out"]).resolve() if told["select"] else folder, told["select"]
    except (OSError, ValueError, TypeError, KeyError):
        return folder, ""


def data() -> Path:
    """Return the folder that holds the corpus: report files (there or in raw/), reports.csv, corrections.csv."""
    return SHIPPED_DATA / example() if example() else _own_data()


def _own_data() -> Path:
    folder = out()
    if folder is None:
        return SHIPPED_DATA
    note = folder / "cache" / CORPUS_NOTE
    if not note.exists():
        raise FileNotFoundError(
            f"{folder} holds no results yet. Make them with: {command()} --data FOLDER_OF_REPORTS --out {folder}"
        )
    return Path(json.loads(note.read_text(encoding="utf-8"))["data"])


def open_example(name: str) -> bool:
    """Open a corpus that the workbook ships beside its five reports, unless the user's own one is open; says whether it is.

    name: its folder in data/, such as made_up_county; "" closes it again.
    """
    _state["example"] = name if name and _own_data() == SHIPPED_DATA else ""
    return bool(_state["example"])


def example() -> str:
    """Return the name of the shipped corpus that was opened beside the five reports, or ""."""
    return _state["example"]


def selection() -> str:
    """Return the selection of reports in force, as written: province=山东 year=2019-2021; "" for the whole corpus."""
    return "" if _state["whole"] else selection_written()


def selection_written() -> str:
    """Return the selection also where whole() has lifted it."""
    told = os.environ.get(SELECT_VARIABLE)
    if told is None and OUT_VARIABLE not in os.environ:
        told = str(_beside_notebook().get("select", ""))
    return " ".join((told or "").split())


def select(text: str) -> None:
    """Put a selection in force for this process and those it starts; "" is the whole corpus."""
    os.environ[SELECT_VARIABLE] = text


def selection_name() -> str:
    """Return the selection as a part of file and folder names: province-山东_year-2019-2021; "" for the whole corpus."""
    text = selection()
    name = re.sub(r"[^\w.-]+", "-", text.replace(" ", "_").replace("=", "-")).strip("-.")
    if len(name) > LONGEST_NAME:
        name = f"{name[:LONGEST_NAME]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return name


@contextmanager
def whole() -> Iterator[None]:
    """Lift the selection for a while: inside, all paths are those of the whole corpus."""
    before, _state["whole"] = _state["whole"], True
    try:
        yield
    finally:
        _state["whole"] = before


def _results(chosen: bool = True) -> Path:
    """Where a corpus's results are; chosen: of the selection in force."""
    folder = out() or SHIPPED_DATA
    folder = folder / "cache" / example() if example() else folder
    if not chosen or not selection():
        return folder
    inside = folder / "cache" if folder == SHIPPED_DATA else folder  # the shipped data stay as they are
    return inside / "selections" / selection_name()


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
    return _results() / "tables"


def cache() -> Path:
    """Return the folder of files that can be made again: Parquet copies and stamps."""
    return _results() / "cache"


def locks() -> Path:
    """Return the folder of the locks of all that write into one figures folder."""
    return (out() or SHIPPED_DATA) / "cache"


def panel() -> Path:
    """Return the folder of the panel: the corpus as a dataset for Stata, R and spreadsheets."""
    return _results() / "panel"


def html() -> Path:
    """Return the folder of the pages that need no Python to be read."""
    return _results() / "html"


def texts() -> Path:
    """Return the folder of the raw texts that every offset points into, one <doc_id>.txt per report."""
    return data() / "raw" if out() is None else _results(chosen=False) / "texts"


def figures() -> Path:
    """Return the folder of the exported figures and their ledger figures.csv."""
    if not selection():
        return (out() or ROOT) / "figures"
    return ROOT / "figures" / selection_name() if out() is None else _results() / "figures"


def notebooks() -> Path:
    """Return the folder in which notebooks are executed and kept."""
    folder = out()
    if folder is None:
        return NOTEBOOK_SOURCES
    return folder / "selections" / selection_name() / "notebooks" if selection() else folder / "notebooks"
