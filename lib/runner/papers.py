"""Exports every figure and table for a paper at once: runs the notebooks for its width and language, leaving them as they are."""

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lib import paths
from lib.drawing import LANGUAGES, Paper, settings
from lib.exports import ledger
from lib.rules import meant, message
from lib.runner import notebooks


def export(
    width: str = settings.DEFAULT_WIDTH,
    languages: tuple[str, ...] = LANGUAGES,
    formats: tuple[str, ...] = settings.FIGURE_FORMATS + settings.TABLE_FORMATS,
    say: Callable[[str], None] = print,
    figure: str = "",
) -> list[str]:
    """Export what every notebook saves, drawn anew for a paper; returns one text per notebook that failed or drew a
    figure with words cut off at the edge.

    The files go to figures/<width>-<language>/ with a ledger of their own; the notebooks' files and the figures folder's
    own figures stay as they are. width: a name of figure_widths.csv. languages: of "zh", "en". formats: of pdf, svg, png,
    png600, tiff for figures and csv, xlsx, docx, tex for tables. say: takes one line of progress.
    figure: one figure or table alone, by its name in the ledger; only its notebook is run. Raises ValueError for unknown names, and where no notebook has been made that could draw.
    """
    papers = [Paper(width, language, tuple(formats)) for language in languages]
    told = [settings.variables(paper) for paper in papers]
    found = _making(figure) if figure else notebooks.executable()
    if not found:
        raise ValueError(message("run.no_notebooks", folder=paths.figures().parent))
    problems = []
    for paper, variables in zip(papers, told):
        with ThreadPoolExecutor(notebooks.WORKERS) as pool:
            problems += filter(
                None, pool.map(_run, found, [variables | {settings.FIGURE: figure}] * len(found))
            )
        folder = settings.folder(paper)
        say(message("run.paper", n=len(ledger(folder)), folder=folder))
    return problems


def _making(figure: str) -> list[Path]:
    """The notebook that makes a figure or table; raises ValueError, naming those there are, where none does."""
    rows = {row["figure"]: row["notebook"] for row in ledger(paths.figures())}
    if figure not in rows:
        near = meant(figure, rows)
        raise ValueError(message("run.no_figure", figure=figure, near=near, known=", ".join(rows) or "–"))
    return [path for path in notebooks.executable() if path.stem == Path(rows[figure]).stem]


def _run(path: Path, variables: dict[str, str]) -> str:
    """Run one notebook, whose file is not written; returns what went wrong, or ""."""
    try:
        executed = json.loads(notebooks.executed(path, variables))
    except notebooks.NotebookFailed as problem:
        return re.sub(r"\s+", " ", str(problem))
    outputs = [output for cell in executed["cells"] for output in cell.get("outputs", [])]
    said = "".join("".join(output["text"]) for output in outputs if output.get("name") == "stderr")
    return "\n".join(f"{path.name}: {line}" for line in re.findall(r"(?<!the )figure \S+: cut off .*", said))
