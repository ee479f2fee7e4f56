"""The page of one notebook: what it tells and shows, with the navigation of the other pages."""

import json
from pathlib import Path

from lib.rules import word
from lib.runner.pages.frame import Link, Markup, element, page


def notebook_page(path: Path, command: str, links: list[Link], language: str) -> str:
    """Return the page of a notebook as its file stands. command: what executes notebooks.

    Charts are in the page; formulae are left as they are written, since drawing them takes the network.
    """
    notebook = json.loads(path.read_text(encoding="utf-8"))
    has_outputs = any(cell.get("outputs") for cell in notebook["cells"])
    is_live = bool(notebook["metadata"].get("workbook", {}).get("live"))
    told = word(
        "page.live" if is_live else "page.no_outputs",
        language,
        command=f"{command} lab" if is_live else command,
    )
    note = "" if has_outputs else element("p", told)
    main = element("main", note, element("div", _body(notebook), class_="notebook"), id="text", class_="wide")
    return page(path.stem, language, [main], links)


def _body(notebook: dict) -> Markup:
    import nbformat  # slow to import, and wanted by this page alone
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(nbformat.reads(json.dumps(notebook), as_version=4))
    return Markup(body)
