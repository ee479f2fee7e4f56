"""Writes the offline pages of the corpus in force, and takes away those whose report, figure or notebook is gone."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

import pandas as pd

from lib import exports, paths, tables
from lib.exports import evidence
from lib.rules import message, word
from lib.runner import environment
from lib.runner.pages.frame import Link, report_address
from lib.runner.pages.listing import corpus_page, figure_address, figure_page, figures_page
from lib.runner.pages.reading import navigation, reading_page
from lib.runner.pages.stories import notebook_page

OF_REPORT = ("sentences", "quantities", "cleaning", "sections", "remarks")
FOLDERS = ("reports", "figures", "notebooks")


def folder() -> Path:
    """Return the folder of the pages: OUT/html, or data/html for the shipped corpus."""
    return paths.html()


def write_pages(language: str = "zh", say: Callable[[str], None] = print) -> Path:
    """Write every page and return the one to open first.

    The pages hold what tables, figures and notebooks hold now; figures and notebooks are not made here. language: of the
    pages' own words, "zh" or "en". say: takes one line of progress.
    """
    found = {name: tables.load(name) for name in ("reports", "set_aside", "targets", *OF_REPORT)}
    figures = {row["figure"]: (row, _data(row)) for row in exports.ledger()}
    written = {folder() / "index.html": _corpus(found, language)}
    _put(written)
    written |= _figures(figures, set(found["reports"]["doc_id"]), language) | _notebooks(language)
    _put(written)
    say(message("told.pages", figures=len(figures), notebooks=len(_sources())))
    wanted = _evidence(figures)
    for path, text in _reports(found, wanted, language, say):
        _put({path: text})
        written[path] = ""
    _clear(set(written))
    return folder() / "index.html"


def _put(pages: Mapping[Path, str]) -> None:
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _clear(written: set[Path]) -> None:
    for name in FOLDERS:
        for old in sorted((folder() / name).glob("*.html")):
            if old not in written:
                old.unlink()


def _home(language: str) -> list[Link]:
    names = (("index.html", "page.corpus"), ("figures/index.html", "page.figures"))
    home = [Link(address, word(key, language)) for address, key in names]
    return home + [Link(f"notebooks/{quote(path.stem)}.html", path.stem) for path in _sources()]


def _sources() -> list[Path]:
    return sorted(paths.notebooks().glob("*.ipynb"))


def _corpus(found: Mapping[str, pd.DataFrame], language: str) -> str:
    quantities = found["quantities"]
    counts = {
        "quantities": quantities.groupby("doc_id").size(),
        "indicators": quantities[quantities["definition"] != ""].groupby("doc_id")["definition"].nunique(),
        "targets": found["targets"].groupby("doc_id").size(),
        "remarks": found["remarks"].groupby("doc_id").size(),
    }
    return corpus_page(found["reports"], counts, found["set_aside"], _home(language), language)


def _reports(
    found: Mapping[str, pd.DataFrame],
    wanted: Mapping[str, set[int]],
    language: str,
    say: Callable[[str], None],
) -> Iterable[tuple[Path, str]]:
    """The page of each report with its path."""
    reports = found["reports"]
    rows = {name: dict(iter(found[name].groupby("doc_id"))) for name in OF_REPORT}
    for number, (_, report) in enumerate(reports.iterrows()):
        doc_id = report["doc_id"]
        own = {name: rows[name].get(doc_id, found[name].head(0)) for name in OF_REPORT}
        links = _home(language) + navigation(reports, number, language)
        text = reading_page(report, tables.raw_text(doc_id), own, wanted.get(doc_id, set()), links, language)
        yield _path(report_address(doc_id)), text
        if number % 100 == 99:
            say("  " + message("told.page_reports", n=number + 1, of=len(reports)))


def _figures(figures: Mapping[str, tuple[dict, list]], known: set[str], language: str) -> dict[Path, str]:
    links, command = _home(language), environment.command()
    entries = [entry for entry, _ in figures.values()]
    pages = {folder() / "figures" / "index.html": figures_page(entries, command, links, language)}
    for name, (entry, rows) in figures.items():
        image = paths.figures() / f"{name}.png"
        shown = image if image.exists() else None
        pages[_path(figure_address(name))] = figure_page(entry, shown, rows, known, links, language)
    return pages


def _notebooks(language: str) -> dict[Path, str]:
    links, command = _home(language), environment.command()
    return {
        folder() / "notebooks" / f"{path.stem}.html": notebook_page(path, command, links, language)
        for path in _sources()
    }


def _path(address: str) -> Path:
    return folder() / unquote(address)


def _data(entry: Mapping[str, str]) -> list[dict]:
    """The rows of a figure's data file, their cells as text; none where the file is gone."""
    file = paths.figures() / entry["data"]
    return tables.spreadsheets.read_exact(file).to_dict("records") if entry["data"] and file.exists() else []


def _evidence(figures: Mapping[str, tuple[dict, list]]) -> dict[str, set[int]]:
    """Where the marks of figures come from: raw offsets by doc_id."""
    starts: dict[str, set[int]] = {}
    for _, rows in figures.values():
        for span in (span for row in rows for span in evidence.of_row(row)):
            starts.setdefault(span.doc_id, set()).add(span.start)
    return starts
