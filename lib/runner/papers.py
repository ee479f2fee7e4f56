"""Exports every figure and table for a paper at once: runs the notebooks for its width and language, leaving them as they are."""

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lib.drawing import LANGUAGES, Paper, settings
from lib.exports import ledger
from lib.runner import notebooks


def export(
    width: str = settings.DEFAULT_WIDTH,
    languages: tuple[str, ...] = LANGUAGES,
    formats: tuple[str, ...] = settings.FIGURE_FORMATS + settings.TABLE_FORMATS,
    say: Callable[[str], None] = print,
) -> list[str]:
    """Export what every notebook saves, drawn anew for a paper; returns one text per notebook that failed or drew a
    figure with words cut off at the edge.

    The files go to figures/<width>-<language>/ with a ledger of their own; the notebooks' files and the figures folder's
    own figures stay as they are. width: a name of figure_widths.csv. languages: of "zh", "en". formats: of pdf, svg, png,
    png600, tiff for figures and csv, xlsx, docx, tex for tables. say: takes one line of progress.
    Raises ValueError for unknown names.
    """
    papers = [Paper(width, language, tuple(formats)) for language in languages]
    told = [settings.variables(paper) for paper in papers]
    found = notebooks.executable()
    problems = []
    for paper, variables in zip(papers, told):
        with ThreadPoolExecutor(notebooks.WORKERS) as pool:
            problems += filter(None, pool.map(_run, found, [variables] * len(found)))
        folder = settings.folder(paper)
        say(f"Paper: {len(ledger(folder))} figures and tables in {folder}")
    return problems


def _run(path: Path, variables: dict[str, str]) -> str:
    """Run one notebook, whose file is not written; returns what went wrong, or ""."""
    try:
        executed = json.loads(notebooks.executed(path, variables))
    except notebooks.NotebookFailed as problem:
        return re.sub(r"\s+", " ", str(problem))
    outputs = [output for cell in executed["cells"] for output in cell.get("outputs", [])]
    said = "".join("".join(output["text"]) for output in outputs if output.get("name") == "stderr")
    return "\n".join(f"{path.name}: {line}" for line in re.findall(r"(?<!the )figure \S+: cut off .*", said))
