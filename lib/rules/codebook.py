"""The codebook as a Markdown page: the prose of data/README.md, then what the rules' and tables' own files say."""

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from lib import paths
from lib.rules import dictionaries
from lib.rules.interface import word

PAGE = paths.SHIPPED_DATA / "README.md"
MARK = "<!-- From here on made by lib/rules/codebook.py: change the tables it reads, not this page. -->"
COLUMNS = ("column", "meaning", "meaning_zh", "type", "unit", "values")


def markdown() -> str:
    """Return data/README.md: what stands above its mark, and below it what the tables of rules and columns say.

    To write it anew, from the workbook's folder: .venv/bin/python -m lib.rules.codebook (Windows: .venv\\Scripts\\python).
    """
    prose = PAGE.read_text(encoding="utf-8").split(MARK)[0]
    pages = [f"## {_named('dictionaries')}", _files(paths.DICTIONARIES)]
    pages += [f"## {_named('cases')}", _files(paths.CASES), f"## {_named('tables')}"]
    heads = [_heading(column) for column in COLUMNS]
    rows = dictionaries.read_table(paths.DICTIONARIES / "columns.csv")
    for name, columns in groupby(rows, lambda row: row["table"]):
        cells = ([row[column] for column in COLUMNS] for row in columns)
        pages += [
            f"### {name}.csv",
            _table(heads, ([f"`{first}`", *rest] for first, *rest in cells)),
        ]
    return "\n\n".join([prose + MARK, *pages]) + "\n"


def _heading(column: str) -> str:
    """Return the heading of a column of the page: in both languages but where each language has a column of its own."""
    if column.startswith("meaning"):
        return word("codebook.meaning", "zh" if column.endswith("_zh") else "en")
    return _named(column)


def _named(what: str) -> str:
    return " ".join(word(f"codebook.{what}", language) for language in ("en", "zh"))


def purpose(path: Path) -> str:
    """Return what a table of rules is for: the first sentence of the explanation it opens with."""
    lines = path.read_text(encoding="utf-8").splitlines()
    told = " ".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))
    return re.split(r"(?<=[.。])\s", told, maxsplit=1)[0]


def _files(folder: Path) -> str:
    found = sorted(folder.glob("*.csv"))
    return _table(
        ["file", "what it is"],
        ([f"[{path.name}]({folder.name}/{path.name})", purpose(path)] for path in found),
    )


def _table(header: Iterable[str], rows: Iterable[list[str]]) -> str:
    head = list(header)
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    PAGE.write_text(markdown(), encoding="utf-8", newline="\n")
