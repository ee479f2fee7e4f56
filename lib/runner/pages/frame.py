"""The frame of every page: its head, its navigation, one style and one script; and texts of reports written as text."""

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from lib.rules import word

LANG = {"zh": "zh-CN", "en": "en"}
# What no page can hold: control characters, and halves of characters that a damaged file left over.
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Markup(str):
    """A text that is HTML already; every other text is escaped before it enters a page."""


class Link(NamedTuple):
    """An entry of the navigation: where it leads, from the folder of all pages, and its words."""

    address: str
    words: str


def escaped(text: object) -> Markup:
    """Return a text so that a page shows it as it stands, be it <b>, & or a quotation mark; Markup stays as it is."""
    if isinstance(text, Markup):
        return text
    safe = html.escape(_UNSHOWN.sub("\ufffd", str(text)), quote=True)
    return Markup(safe.replace("\r", "&#13;"))  # a bare \r would be read as \n


def element(name: str, /, *content: object, **attributes: object) -> Markup:
    """Return an element with its content and attributes escaped.

    attributes: None leaves one out; class_ and data_role are written class and data-role.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{told}>" + ("" if name == "img" else f"{joined(content)}</{name}>"))


def joined(parts: Sequence[object], between: str = "") -> Markup:
    """Return parts one behind the other, escaped where they are text."""
    return Markup(escaped(between).join(escaped(part) for part in parts))


def report_address(doc_id: str, start: int | None = None) -> str:
    """Return where a report's page lies, from the folder of all pages, and the place in it."""
    return f"reports/{quote(doc_id, safe='')}.html" + ("" if start is None else f"#{start}")


def page(
    title: str,
    language: str,
    content: Sequence[object],
    links: Sequence[Link],
    depth: int = 1,
    facts: object = "",
) -> str:
    """Return a whole page that needs neither network nor another file.

    content: Markup. links: the navigation. depth: folders between this page and that of all pages. facts: Markup that
    stands in the head of the page. The page forbids itself every script but its own, and every address of the network.
    """
    script, style = _asset("page.js"), _asset("page.css")
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'"
    up = "../" * depth
    entries = [element("a", link.words, href=up + link.address) for link in links]
    head = [element("nav", joined(entries, " ")), element("h1", title), facts]
    return "".join(
        [
            f'<!DOCTYPE html>\n<html lang="{LANG[language]}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"{element('title', title)}\n<style>\n{style}</style>\n</head>\n<body>\n",
            element("a", word("page.skip", language), class_="skip", href="#text"),
            f"\n{element('header', *head)}\n",
            joined(content, "\n"),
            f"\n{element('footer', word('page.made', language))}\n<script>{script}</script>\n</body>\n</html>\n",
        ]
    )


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Markup:
    """Return a table with its heads kept in sight; numbers stand to the right."""
    head = element("tr", *(element("th", name, scope="col") for name in header))
    body = [row if isinstance(row, Markup) else element("tr", *map(cell, row)) for row in rows]
    whole = element("table", element("thead", head), element("tbody", joined(body, "\n")))
    return element("div", whole, class_="scroll", tabindex="0")


def counter(key: str, of: int, language: str) -> Markup:
    """Return the line that says how many of all entries the filters leave, which the page's script keeps up to date.

    key: of interface.csv, with {n} and {of}.
    """
    pattern = word(key, language, n="#", of=of)
    return element("p", word(key, language, n=f"{of:,}", of=of), data_count=pattern, role="status")


def cell(content: object) -> Markup:
    """Return a cell of a table; whole numbers with separators."""
    if isinstance(content, int) and not isinstance(content, bool):
        return element("td", f"{content:,}", class_="n")
    return element("td", content)


def _asset(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
