"""Executes notebooks so that the same input gives the same bytes, and only those that are not up to date."""

import asyncio
import csv
import hashlib
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from lib import paths
from lib.corpus import content_hash
from lib.rules import message
from lib.runner import prose
from lib.runner.settling import KERNELSPEC, settle

WORKERS = 2
STAMPS = "notebooks.json"


class NotebookFailed(Exception):
    """A notebook could not be executed to its end; the text names notebook, cell and error."""


def update(say: Callable[[str], None] = print, language: str = "") -> list[str]:
    """Execute the corpus's notebooks that are not up to date; returns one text per notebook that failed.

    For a corpus of one's own, the workbook's notebooks are first copied to its notebooks folder.
    say: takes one line of progress. language: of text, tables and charts, "zh" or "en"; "" leaves them as they are.
    """
    with _only_one_run(say):
        if paths.out():
            copy_sources(say, language)
        elif language:
            _put_in_language(language)
        found = executable()
        inputs = inputs_fingerprint()
        stale = stale_ones(inputs)
        if not stale:
            say(message("told.notebooks_current", n=len(found)))
            return []
        say(message("told.notebooks", n=len(found) - len(stale), stale=len(stale)))
        return execute(stale, say, inputs)


def executable() -> list[Path]:
    """Return the corpus's notebooks that are executed and kept with their outputs: all but those of live tools."""
    return [path for path in sorted(paths.notebooks().glob("*.ipynb")) if not is_live(path)]


def is_live(path: Path) -> bool:
    """Return whether a notebook is made of live tools: it is kept without outputs, and used in JupyterLab only."""
    return bool(read(path).get("metadata", {}).get("workbook", {}).get("live"))


def stale_ones(inputs: str | None = None) -> list[Path]:
    """Return the notebooks that are to be executed again. inputs: what inputs_fingerprint() returns, when it is known."""
    inputs, stamps = inputs or inputs_fingerprint(), _read_stamps()
    return [path for path in executable() if not is_current(path, inputs, stamps)]


def execute(
    notebooks: Iterable[Path], say: Callable[[str], None] = print, inputs: str | None = None
) -> list[str]:
    """Execute notebooks in place, two at a time; returns one text per notebook that failed.

    A notebook in which a cell fails keeps its file as it was, and the others go on. A file changes only when its
    bytes do. inputs: what inputs_fingerprint() returns, when it is known.
    """
    inputs = inputs or inputs_fingerprint()
    problems, running = [], set()
    with ThreadPoolExecutor(WORKERS) as pool:
        jobs = {path: pool.submit(executed, path, running=running) for path in notebooks}
        try:
            for path, job in jobs.items():
                try:
                    _write_if_changed(path, job.result())
                except NotebookFailed as problem:
                    problems.append(str(problem))
                    say("  " + message("told.failed", name=path.name))
                    continue
                _put_stamp(path.name, _stamp(path, inputs))
                say("  " + message("told.executed", name=path.name))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _stop(running)
            raise
    return problems


def executed(path: Path, variables: dict[str, str] | None = None, running: set | None = None) -> str:
    """Return the text of a notebook's file after its cells have run from the first to the last.

    variables: further environment variables for its kernel. running: holds the kernel while it runs.
    Raises NotebookFailed.
    """
    import nbformat

    notebook = nbformat.reads(json.dumps(_cleared(read(path))), as_version=4)
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:  # zmq wants this loop on Windows
        runner.run(_run_cells(notebook, path, _kernel_variables() | (variables or {}), running))
    settle(notebook)
    return nbformat.writes(notebook, version=4) + "\n"


def read(path: Path) -> dict:
    """Return a notebook file as nested dicts, in which every cell has an id of its own.

    Raises NotebookFailed when the file is no notebook of format 4.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as problem:
        raise NotebookFailed(f"{path.name} cannot be read as a notebook: {problem}") from None
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise NotebookFailed(f"{path.name} is no notebook of format 4; open and save it in JupyterLab once.")
    notebook["nbformat_minor"] = max(5, notebook.get("nbformat_minor", 5))
    taken = set()
    for number, cell in enumerate(notebook["cells"], start=1):
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", str(cell.get("id", ""))) or cell["id"] in taken:
            cell["id"] = f"cell-{number:03d}"
        taken.add(cell["id"])
    return notebook


def is_current(path: Path, inputs: str, stamps: dict) -> bool:
    """Return whether a notebook's file and figures are as its last execution left them, from the same inputs.

    inputs: what inputs_fingerprint() returns. stamps: what earlier executions noted, by file name.
    """
    stamp = stamps.get(path.name, {})
    return stamp.get("inputs") == inputs and stamp | _stamp(path, inputs) == stamp


def inputs_fingerprint() -> str:
    """Return a SHA-256 over what every notebook's results come from: tables, data and rules, lib, locked packages."""
    data, own = paths.SHIPPED_DATA, paths.data()
    made = {paths.SHIPPED_DATA / name for name in ("tables", "panel", "cache", "html")}
    files = {path.relative_to(paths.ROOT).as_posix(): path for path in (paths.ROOT / "lib").rglob("*.py")}
    files |= {"lock": paths.ROOT / "requirements.txt"}
    files |= _files(data, "data", lambda path: not made & set(path.parents))
    files |= _files(paths.tables(), "tables")
    if own != data:
        files |= {f"own/{path.name}": path for path in own.glob("*.csv")}
        for folder in ("dictionaries", "gold", "coding"):
            files |= _files(own / folder, f"own/{folder}")
    digest = hashlib.sha256(f"Python {sys.version_info[0]}.{sys.version_info[1]}".encode())
    for name in sorted(files):
        digest.update(f"{name}\0{content_hash(files[name])}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def copy_sources(say: Callable[[str], None] = print, language: str = "") -> None:
    """Copy the workbook's notebooks, without outputs, to the corpus's notebooks folder.

    A copy that was edited there is kept, and said so; one that was not follows the workbook's.
    language: of the copies, "zh" or "en"; "" keeps that of a copy, and the workbook's where there is none.
    """
    stamps = _read_stamps()
    for source in sorted(paths.NOTEBOOK_SOURCES.glob("*.ipynb")):
        target = paths.notebooks() / source.name
        new, old = _cleared(read(source)), read(target) if target.exists() else None
        if wanted := language or (prose.language_of(old) if old else ""):
            prose.in_language(new, source.stem, wanted)
        code = _sources_sha256(new)
        if old:
            there = _sources_sha256(old)
            if there == code:
                continue
            if there != stamps.get(target.name, {}).get("copied"):
                say(message("told.edited", file=target))
                continue
        _write_if_changed(target, json.dumps(new, indent=1, ensure_ascii=False) + "\n")
        _put_stamp(target.name, {"copied": code})
    paths.note_beside_notebooks()


def _put_in_language(language: str) -> None:
    for path in sorted(paths.notebooks().glob("*.ipynb")):
        notebook = read(path)
        before = _sources_sha256(notebook)
        if _sources_sha256(prose.in_language(notebook, path.stem, language)) != before:
            _write_if_changed(path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")


def _files(folder: Path, label: str, wanted: Callable[[Path], bool] = bool) -> dict[str, Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and wanted(path))
    return {f"{label}/{path.relative_to(folder).as_posix()}": path for path in found}


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _sources_sha256(notebook: dict) -> str:
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _cleared(notebook: dict) -> dict:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return notebook


async def _run_cells(notebook, path: Path, variables: dict[str, str], running: set | None) -> None:
    from jupyter_client import AsyncKernelManager
    from jupyter_client.kernelspec import KernelSpecManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    # No folder to look in: "python3" is then this Python, whatever kernel of that name the user has installed.
    specs = KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True)
    kernel = AsyncKernelManager(kernel_name=KERNELSPEC["name"], kernel_spec_manager=specs)
    running = set() if running is None else running
    running.add(kernel)
    at = {}
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=None,
        startup_timeout=180,
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--log-level=ERROR"],  # else it warns on the console about its own connection
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=lambda cell, cell_index: at.update(cell=cell, number=cell_index + 1),
    )
    try:
        await client.async_execute(env=variables, cleanup_kc=True)
    except CellExecutionError as problem:
        raise NotebookFailed(f"{_place(path, at)}:\n    {problem.ename}: {problem.evalue}") from None
    except RuntimeError as problem:  # the kernel did not start, or died
        raise NotebookFailed(f"{_place(path, at)}:\n    Python stopped there: {problem}") from None
    finally:
        running.discard(kernel)


def _place(path: Path, at: dict) -> str:
    if not at:
        return path.name
    first = next(iter(at["cell"].source.strip().splitlines()), "")
    return f"{path.name}, cell {at['number']} (“{first}”)"


def _kernel_variables() -> dict[str, str]:
    unset = {"PYTHONIOENCODING", "MPLBACKEND"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    # Warnings name the file they come from; for a cell that would be a temporary one with the process's number.
    return kept | {"PYTHONUTF8": "1", "IPYKERNEL_CELL_NAME": "cell"}


def _stop(kernels: set) -> None:
    for kernel in list(kernels):
        if kernel.provisioner and kernel.provisioner.process:
            kernel.provisioner.process.kill()


@contextmanager
def _only_one_run(say: Callable[[str], None]) -> Iterator[None]:
    from filelock import FileLock, Timeout

    paths.cache().mkdir(parents=True, exist_ok=True)
    lock = FileLock(paths.cache() / "notebooks.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(message("told.waiting"))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _read_stamps() -> dict:
    try:
        stamps = json.loads((paths.cache() / STAMPS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def _put_stamp(name: str, stamp: dict) -> None:
    stamps = _read_stamps()
    stamps[name] = stamps.get(name, {}) | stamp
    _write_if_changed(paths.cache() / STAMPS, json.dumps(stamps, indent=1, sort_keys=True) + "\n")


def _stamp(path: Path, inputs: str) -> dict:
    figures = {file.name: _sha256(file) if file.exists() else "" for file in _figure_files(path.stem)}
    return {"inputs": inputs, "file": _notebook_sha256(path), "figures": figures}


def _notebook_sha256(path: Path) -> str:
    """Of a notebook's file but for Python's version, which JupyterLab writes into it when it saves."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["metadata"]["language_info"].pop("version", None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _sha256(path)
    return hashlib.sha256(json.dumps(notebook).encode("utf-8", "surrogatepass")).hexdigest()


def _figure_files(notebook: str) -> list[Path]:
    """The files of the figures that the ledger says this notebook made."""
    ledger = paths.figures() / "figures.csv"
    if not ledger.exists():
        return []
    names = []
    for row in csv.DictReader(io.StringIO(ledger.read_text(encoding="utf-8-sig"), newline="")):
        if Path(row["notebook"]).stem == notebook:
            names += [f"{row['figure']}.{kind}" for kind in [*row["formats"].split(), "caption.md"]]
            names.append(row["data"])
    return [paths.figures() / name for name in sorted(names)]


def _write_if_changed(path: Path, text: str) -> None:
    content = text.encode("utf-8")
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    os.replace(part, path)
