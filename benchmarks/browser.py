"""Opens the workbook in a real browser as a user would: JupyterLab, every notebook by Run All, the explorer, the offline pages.

python benchmarks/browser.py [--language zh|en] [--shots FOLDER] [--only NOTEBOOK …]

Needs, in the Python that runs it, playwright and axe-playwright-python (pip install), and a Chromium (Debian: apt install chromium
fonts-noto-cjk); says which is missing. Works on a copy of the workbook in a temporary folder; the environment .venv must stand
(python run.py). Fails where JupyterLab does not open on the start page, a notebook has an error, lacks a chart or is saved otherwise
than it was, a tool of the explorer does not answer, or axe finds something serious.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOKEN, PORT = "browser-check", 8961
BASE = f"http://localhost:{PORT}"
SIZES = ((1366, 768), (1920, 1080))
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "__pycache__", "html", "lab", "elsevier-*", "nature-*")
FIGURES = 4  # pages of figures that axe looks at: all are made alike, and large tables take it long
RUN = {"zh": "运行", "en": "Run"}
# The explorer's fields and buttons as a reader finds them: search, description, correction, reason, and the buttons of the last two tools.
TOOLS = {
    "zh": ("词句", "描述", "改为", "理由（必填）", "写入更正表", "保存"),
    "en": ("Phrase", "Description", "Change it to", "Reason (needed)", "Write the correction", "Save"),
}


def needs() -> str:
    """Return what is missing and how it is got, or ""."""
    missing = []
    for module in ("playwright", "axe_playwright_python"):
        try:
            __import__(module)
        except ImportError:
            missing.append(f"pip install {module.replace('_', '-')}")
    if not chromium():
        missing.append("Chromium, as by: apt install chromium")
    if not (ROOT / ".venv").exists():
        missing.append("the workbook's environment: python run.py")
    return "\n".join(missing)


def chromium() -> str:
    """Return the path of a Chromium, or ""."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


@contextmanager
def copied(language: str) -> Iterator[Path]:
    """Give a copy of the workbook in one language, with reports beside it that are a user's own and results of them."""
    with tempfile.TemporaryDirectory(prefix="workbook 浏览器 ") as folder:
        book = Path(folder) / "book"
        shutil.copytree(ROOT, book, ignore=LEFT_BEHIND, symlinks=True)
        (book / ".venv").symlink_to((ROOT / ".venv").resolve())
        shutil.copytree(ROOT / "data" / "raw", Path(folder) / "reports")
        for more in ([], ["--data", Path(folder) / "reports", "--out", Path(folder) / "results"]):
            start(book, "run", "--language", language, *more).wait()
        start(book, "html", "--language", language).wait()
        yield book


def start(book: Path, *arguments: object) -> subprocess.Popen:
    """Start run.py of the copy in a process group of its own."""
    line = ["python3", "run.py", *map(str, arguments)]
    return subprocess.Popen(line, cwd=book, env=os.environ | {"JUPYTER_TOKEN": TOKEN}, start_new_session=True)


@contextmanager
def opened(book: Path, *arguments: object) -> Iterator[None]:
    """Keep JupyterLab open on PORT."""
    lab = start(book, "lab", "--no-browser", f"--port={PORT}", *arguments)
    try:
        wait(lambda: asked("/api/status"), "JupyterLab to answer")
        yield
    finally:
        os.killpg(lab.pid, signal.SIGINT)
        lab.wait(20)


def asked(path: str) -> object:
    """Return what JupyterLab's server answers, or None while it does not."""
    try:
        with urllib.request.urlopen(f"{BASE}{path}?token={TOKEN}", timeout=10) as answer:
            return json.load(answer)
    except OSError:
        return None


def wait(told, what: str, seconds: int = 180) -> None:
    """Wait until `told` returns something true. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not told():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.4)


def is_idle(name: str) -> bool:
    """Return whether the kernel of a notebook has nothing to do and the page is connected with it."""
    own = [one["kernel"] for one in asked("/api/sessions") or [] if one["path"].endswith(name)]
    return bool(own) and own[0]["execution_state"] == "idle" and own[0]["connections"] > 0


def run_all(page, name: str, language: str) -> None:
    """Open a notebook and run all its cells by the menu."""
    page.goto(f"{BASE}/lab/tree/notebooks/{name}?token={TOKEN}&reset")
    wait(lambda: is_idle(name), f"the kernel of {name}")
    page.wait_for_timeout(1500)
    page.click(f"text=/^{RUN[language]}$/")
    page.click('[data-command="runmenu:run-all"]')
    page.wait_for_timeout(2500)
    wait(lambda: is_idle(name), f"{name} to end")
    page.wait_for_timeout(1500)


# --- what is checked ---------------------------------------------------------------------------------------------


def opens_on_start(page, shots: Path) -> list[str]:
    """Return what is wrong with the first page that JupyterLab shows."""
    page.goto(f"{BASE}/lab?token={TOKEN}")
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook", timeout=60_000)
    page.wait_for_timeout(3000)
    for wide, high in SIZES:
        page.set_viewport_size({"width": wide, "height": high})
        page.wait_for_timeout(700)
        page.screenshot(path=shots / f"start_{wide}.png")
    problems = [] if "00_start" in page.title() else [f"JupyterLab opens on {page.title()}"]
    return problems + ([] if page.is_visible(".jp-TableOfContents") else ["no table of contents"])


def runs(page, book: Path, name: str, language: str, shots: Path) -> list[str]:
    """Return what is wrong with a notebook run by the menu and saved."""
    path, began = book / "notebooks" / name, time.monotonic()
    before = path.read_bytes()
    run_all(page, name, language)
    page.keyboard.press("Control+s")
    page.wait_for_timeout(2000)
    page.screenshot(path=shots / f"{path.stem}.png")
    print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    old, new = json.loads(before), json.loads(path.read_bytes())
    problems = [f"{name}: {told['ename']} {told['evalue']}" for told in outputs(new, "error")]
    if len(pictures(new)) != len(pictures(old)):
        problems.append(f"{name}: {len(pictures(new))} charts, {len(pictures(old))} as committed")
    new["metadata"]["language_info"].pop(
        "version", None
    )  # Python's, which JupyterLab writes and a run does not mind
    return problems + ([] if new == old else [f"{name}: saved with another content"])


def outputs(notebook: dict, kind: str = "") -> list[dict]:
    """Return the outputs of all cells, or those of one kind."""
    every = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return [output for output in every if kind in ("", output["output_type"])]


def pictures(notebook: dict) -> list[dict]:
    """Return the outputs that are charts."""
    return [output for output in outputs(notebook) if "image/png" in output.get("data", {})]


def explores(page, book: Path, language: str, shots: Path) -> list[str]:
    """Return what is wrong with the explorer: a search, a figure by description, a correction, a figure saved."""
    phrase, description, corrected, reason, write, save = TOOLS[language]
    run_all(page, "07_explore.ipynb", language)
    page.wait_for_timeout(2000)
    fill(page, phrase, "乡村振兴")
    page.screenshot(path=shots / "explore_search.png")
    fill(page, description, "李台镇 2020 财政收入")
    page.screenshot(path=shots / "explore_find.png")
    problems = [] if "840.54万元" in page.locator(".jp-OutputArea mark").all_inner_texts() else ["not found"]
    fill(page, corrected, "8405500")
    fill(page, reason, "browser check")
    page.click(f'button:has-text("{write}")')
    page.click(f'button:text-is("{save}")')
    page.wait_for_timeout(9000)
    page.screenshot(path=shots / "explore_saved.png")
    made = [book.parent / "reports" / "corrections.csv"]
    made += [book.parent / f"results/figures/elsevier-single-{language}/07_fiscal_revenue.pdf"]
    return problems + [f"the explorer did not write {path.name}" for path in made if not path.exists()]


def fill(page, field: str, text: str) -> None:
    """Type into a field of the explorer and press Enter."""
    box = page.locator(f'.jp-OutputArea .widget-text:has(label:text-is("{field}")) input').first
    box.fill(text)
    box.press("Enter")
    page.wait_for_timeout(3000)


def accessible(page, folder: Path) -> list[str]:
    """Return what axe finds serious or critical on the offline pages, and pages wider than the window."""
    import axe_playwright_python

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    problems = []
    figures = sorted((folder / "figures").glob("*.html"))
    for path in sorted(set(folder.rglob("*.html")) - set(figures[FIGURES:])):
        page.goto(path.as_uri())
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        problems += [
            f"{path.name}: {one['id']} ({one['impact']}) {one['nodes'][0]['html'][:90]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            problems.append(f"{path.name}: wider than the window")
    return problems


def check(language: str, only: list[str], shots: Path) -> list[str]:
    """Return everything that is wrong."""
    from playwright.sync_api import sync_playwright

    shots.mkdir(parents=True, exist_ok=True)
    with copied(language) as book, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        problems = accessible(page, book / "data" / "html")
        with opened(book, "--language", language):
            problems += opens_on_start(page, shots)
            for path in sorted((book / "notebooks").glob("0[0-6]_*.ipynb")):
                if not only or path.stem in only:
                    problems += runs(page, book, path.name, language, shots)
        with opened(book, "--language", language, "--out", book.parent / "results"):
            problems += explores(page, book, language, shots)
        browser.close()
    return problems


def main() -> int:
    """Check, say what is wrong, and return an exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--shots", type=Path, default=Path(tempfile.gettempdir()) / "workbook-shots")
    parser.add_argument("--only", nargs="*", default=[])
    told = parser.parse_args()
    if missing := needs():
        print(f"The browser check needs:\n{missing}")
        return 2
    problems = check(told.language, told.only, told.shots / told.language)
    print(*problems or ["The browser check found nothing wrong."], f"Screenshots: {told.shots}", sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
