"""Reads saved web pages: the text between the page's title and the end of its prose, tables as tables, menus left out."""

import email
import email.policy
import re
from itertools import accumulate

from lxml import etree, html

from lib.corpus.decoding import damage, decoded, detect_encoding
from lib.corpus.extracted import Extracted, Loss, NotReadable, Piece, assembled, plain
from lib.corpus.readers.web_blocks import Block, blocks
from lib.rules import Rules

# An element that holds the report leaves out little of the page's prose (a notice at its foot), and less than half of its text.
SPARED, SPARED_CHARACTERS, LEAST_HELD = 0.01, 100, 0.6
LEAST_PROSE = 20  # characters
MOST_LINES_ABOVE = 15  # between a page's title and its text: date, source, size of type
PROSE = re.compile("[，。；]")
SENTENCE = re.compile("[。！？；][”’」』）)]*$")
TITLE_ENDS = re.compile(r"[_|\-—–－﹣・·\s]+")
HEADINGS = {"h1", "h2", "h3"}


def read(rules: Rules, content: bytes) -> Extracted:
    """Return the text of a saved web page (.html, .htm).

    The declared encoding is not trusted, since pages that declare gb2312 hold GBK. Kept is all from the page's heading to the
    end of the element that holds its prose, and prose right behind it; lines that are links alone are left out.

    content: the file's bytes. Raises NotReadable for a page without text and one in Big5.
    """
    encoding = detect_encoding(content)
    if encoding == "big5":
        raise NotReadable(
            "garbled", "it is written in Big5 (traditional Chinese); save the page's text as .txt in UTF-8"
        )
    return read_text(rules, decoded(content, encoding), "html")


def read_archive(rules: Rules, content: bytes) -> Extracted:
    """Return the text of a page saved as one file (.mht): of the longest of its HTML parts.

    content: the file's bytes. Raises NotReadable where there is none.
    """
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    pages = [
        part.get_payload(decode=True) or b""
        for part in message.walk()
        if part.get_content_type() == "text/html"
    ]
    if not any(pages):
        raise NotReadable(
            "broken_mht",
            "it holds no web page, or a damaged one; open the page in a browser and save it as .html",
        )
    return read(rules, max(pages, key=len))._replace(reader="mht")


def read_text(rules: Rules, source: str, reader: str) -> Extracted:
    """Return the text of a page's source; source: HTML, decoded."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    source = source.replace("\0", "\ufffd")
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise NotReadable(
            "empty", "it is a web page without text; save the page again, with its text in sight"
        ) from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise NotReadable(
            "broken_html",
            "its elements are nested without end; open it in a browser and save its text as .txt",
        )
    found, extents = blocks(rules, root)
    first, last = _extent(found, extents, _title(root))
    kept = [block for block in found[first : last + 1] if not _is_menu(block)]
    lines = [block.pieces for block in kept]
    lines = [*_missing_title(kept, _title(root)), *lines]
    left_out = len(found) - len(kept)
    extracted = assembled(lines, reader, [Loss(0, 0, "menus", (("count", left_out),))] if left_out else [])
    if not extracted.text.strip():
        raise NotReadable(
            "empty", "it is a web page without text (its text may come from elsewhere); save the text as .txt"
        )
    return extracted._replace(losses=extracted.losses + damage(extracted.text))


def _title(root) -> str:
    """The page's own title as the first part of what the browser's tab says."""
    title = root.find(".//title")
    text = " ".join("".join(title.itertext()).split()) if title is not None else ""
    return next((piece for piece in TITLE_ENDS.split(text) if len(piece) > 5), "")


def _extent(found: list[Block], extents: list[range], title: str) -> tuple[int, int]:
    """The numbers of the first and last block of the report."""
    if not found:
        return 0, -1
    inside = _holding_prose(found, extents)
    first, last = inside.start, inside.stop - 1
    above = range(first - 1, max(-1, first - MOST_LINES_ABOVE - 1), -1)
    heads = [
        i
        for i in above
        if found[i].tag in HEADINGS or title and plain(found[i].pieces).strip().startswith(title)
    ]
    first = min(heads, default=first)
    while first and _goes_with_it(found[first - 1]):
        first -= 1
    while last + 1 < len(found) and _goes_with_it(found[last + 1]):
        last += 1
    return first, last


def _goes_with_it(block: Block) -> bool:
    return not block.links and (block.tag == "tr" or bool(SENTENCE.search(plain(block.pieces))))


def _holding_prose(found: list[Block], extents: list[range]) -> range:
    """The blocks inside the innermost element that leaves out next to nothing but menus, heads and feet."""
    prose, all_text = ([0, *accumulate(map(weight, found))] for weight in (_prose, _not_links))
    spared = min(max(SPARED * prose[-1], SPARED_CHARACTERS), 0.1 * prose[-1])
    holding = [
        extent
        for extent in extents
        if extent
        and prose[extent.stop] - prose[extent.start] >= prose[-1] - spared
        and all_text[extent.stop] - all_text[extent.start] >= LEAST_HELD * all_text[-1]
    ]
    return min(holding, key=len, default=range(len(found)))


def _not_links(block: Block) -> int:
    return len(plain(block.pieces)) - block.links


def _prose(block: Block) -> int:
    """How many characters of a block are no links, where it is a sentence or a row of a table."""
    length = _not_links(block)
    is_prose = length >= LEAST_PROSE and PROSE.search(plain(block.pieces))
    return length if is_prose or block.tag == "tr" else 0


def _is_menu(block: Block) -> bool:
    """Whether a block is links and nothing else, and no sentence either."""
    text = plain(block.pieces).strip()
    return block.links >= 0.8 * max(1, len(text)) and not SENTENCE.search(text) and block.tag not in HEADINGS


def _missing_title(kept: list[Block], title: str) -> list[list[Piece]]:
    """The browser's title as a line of its own, where the page does not show it above its text."""
    shown = "".join(plain(block.pieces) for block in kept[:MOST_LINES_ABOVE])
    if not title or title in re.sub(r"\s", "", shown) or any(block.tag in HEADINGS for block in kept[:3]):
        return []
    return [[Piece(title, "page_title")]]
