"""For which paper exports are made: named width, language and formats, told to the notebooks by environment variables."""

import os
from pathlib import Path
from typing import NamedTuple

from lib import paths
from lib.rules import in_force, meant, message

WIDTH, LANGUAGE, FORMATS = "WORKBOOK_WIDTH", "WORKBOOK_LANGUAGE", "WORKBOOK_FORMATS"
FIGURE = "WORKBOOK_FIGURE"
DEFAULT_WIDTH = "elsevier-single"
LANGUAGES = ("zh", "en")
FIGURE_FORMATS = ("pdf", "svg", "png", "png600", "tiff")
TABLE_FORMATS = ("csv", "xlsx", "docx", "tex")
_chosen = {"language": "zh"}


class Paper(NamedTuple):
    """What one paper wants: figures at a named width, labels in one language, files of these formats."""

    width: str
    language: str
    formats: tuple[str, ...] = FIGURE_FORMATS + TABLE_FORMATS


def paper() -> Paper | None:
    """Return the paper for which every figure and table is being exported, or None in an ordinary run."""
    width = os.environ.get(WIDTH, "").strip()
    if not width:
        return None
    formats = os.environ.get(FORMATS, "").replace(",", " ").split()
    wanted = Paper(width, os.environ.get(LANGUAGE, "").strip() or "zh")
    return wanted._replace(formats=tuple(formats)) if formats else wanted


def variables(wanted: Paper) -> dict[str, str]:
    """Return the environment variables that make notebooks export for this paper; raises ValueError for unknown names."""
    width(wanted.width)
    if wanted.language not in LANGUAGES:
        raise ValueError(f'language is "{wanted.language}"; it must be "zh" or "en"')
    known = FIGURE_FORMATS + TABLE_FORMATS
    if unknown := sorted(set(wanted.formats) - set(known)):
        raise ValueError(message("run.no_format", unknown=", ".join(unknown), known=", ".join(known)))
    return {WIDTH: wanted.width, LANGUAGE: wanted.language, FORMATS: " ".join(wanted.formats)}


def is_wanted(name: str) -> bool:
    """Return whether a figure or table is to be written: all are, unless one alone is exported for a paper."""
    alone = os.environ.get(FIGURE, "").strip() if paper() else ""
    return alone in ("", name)


def language(usual: str | None = None) -> str:
    """Return the language of a notebook's charts and tables: the paper's, else the one the notebook takes.

    usual: "zh" or "en", remembered until another one is given; the ledger names it. Raises ValueError for another word.
    """
    if usual is not None:
        if usual not in LANGUAGES:
            raise ValueError(f'language is "{usual}"; it must be "zh" or "en"')
        _chosen["language"] = usual
    wanted = paper()
    return wanted.language if wanted else _chosen["language"]


def folder(wanted: Paper | None = None) -> Path:
    """Return where exports go: figures/ in an ordinary run, figures/<width>-<language>/ for a paper.

    wanted: None takes the paper of this run, if there is one.
    """
    wanted = wanted or paper()
    return paths.figures() / f"{wanted.width}-{wanted.language}" if wanted else paths.figures()


def width(name: str) -> dict[str, str]:
    """Return the row of figure_widths.csv for a named width; in a run for a paper, that paper's counterpart of it.

    A figure that a notebook draws at "elsevier-double" is drawn at "nature-double" for a paper at "nature-single", and
    at the paper's own width where that journal has no width of this kind. Raises ValueError, listing the names, for a
    width that is not there.
    """
    widths = {row["name"]: row for row in in_force().table("figure_widths")}
    wanted = paper()
    if wanted and wanted.width in widths and name != DEFAULT_WIDTH:
        counterpart = f"{wanted.width.rpartition('-')[0]}-{name.rpartition('-')[2]}"
        name = counterpart if counterpart in widths else wanted.width
    elif wanted:
        name = wanted.width
    if name not in widths:
        near = meant(name, widths)
        raise ValueError(message("run.no_width", name=name, near=near, known=", ".join(widths)))
    return widths[name]
