"""A notebook's text in the reader's language: its own as it was written, or that of data/prose, cell by cell."""

import re

from lib import paths

CELL = re.compile(r"^<!-- (\S+) -->\n", re.MULTILINE)
CHOICE = re.compile(r'(?<=exports\.language\(")(?:zh|en)(?="\))')
KEPT = (
    "workbook"  # in a cell's metadata: the text as it was written, while another language stands in its place
)


def in_language(notebook: dict, name: str, language: str) -> dict:
    """Return a notebook with its text, and the choice of language in its code, in "zh" or "en"; changes it in place.

    Text that data/prose has not in that language stays as it was written, and a cell that a user has rewritten as it is.

    notebook: as read from its file. name: its file's, without .ipynb.
    """
    told = {one: texts(name, one) for one in ("zh", "en")}
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell["source"] = CHOICE.sub(language, source).splitlines(keepends=True)
            continue
        written = cell["metadata"].get(KEPT, {}).get("text", source)
        if source not in (written, *(one.get(cell["id"]) for one in told.values())):
            continue
        text = told[language].get(cell["id"], written)
        cell["source"] = text.splitlines(keepends=True)
        cell["metadata"].pop(KEPT, None)
        if text != written:
            cell["metadata"][KEPT] = {"text": written}
    return notebook


def language_of(notebook: dict) -> str:
    """Return the language that a notebook's code chooses, "zh" or "en"; "" where none does."""
    code = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    return next((found.group() for source in code if (found := CHOICE.search(source))), "")


def texts(name: str, language: str) -> dict[str, str]:
    """Return what data/prose tells in a language for the cells of a notebook, by cell id; {} where it has none."""
    path = paths.PROSE / f"{name}.{language}.md"
    if not path.exists():
        return {}
    pieces = CELL.split(path.read_text(encoding="utf-8"))
    return {cell: text.strip("\n") for cell, text in zip(pieces[1::2], pieces[2::2])}
