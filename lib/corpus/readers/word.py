"""Reads Word's .docx from its XML: what a reader of the accepted document sees, and what was left out of it, said."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lib.corpus.extracted import (
    RAISED,
    Extracted,
    Line,
    Loss,
    NotReadable,
    Piece,
    assembled,
    plain,
    raised,
    stripped,
)
from lib.corpus.packages import damaged, elements, opened, part, relations, tree
from lib.corpus.readers.numbering import Numbering
from lib.corpus.readers.tables import Cell, table_lines
from lib.corpus.readers.word_styles import Styles, W, child, is_on, value
from lib.rules import Rules, compiled

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
KIND = "docx"
UNSEEN = {
    W + name
    for name in [
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "instrText",
        "delInstrText",
        "rt",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
    ]
}
SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
DELETED, INSERTED = {W + "del", W + "moveFrom"}, {W + "ins", W + "moveTo"}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
SAID_APART = {"header": "headers", "footer": "headers", "aFChunk": "embedded_document"}
MOST_SAID = 200  # characters of a header that a remark repeats


class Document(NamedTuple):
    """What reading one paragraph needs of the rest of the file; counts, notes and boxes are filled on the way."""

    rules: Rules
    styles: Styles
    numbering: Numbering
    notes: list[tuple[str, str]]  # (part, id) of each note, in the order of their marks
    counts: dict[str, int]


def read(rules: Rules, content: bytes) -> Extracted:
    """Return the text of a .docx file: a line per paragraph and table row, notes and their marks apart below.

    Insertions are in; deletions, text moved away and hidden text are out, each named as a loss in its place. Numbers that
    Word makes itself are written out; headers, footers, comments and pictures are said.

    content: the file's bytes. Raises NotReadable for a file that Word could not open either, and for one without text.
    """
    archive = opened(content, KIND)
    main = next(
        (path for kind, path in relations(archive, "", KIND) if kind == "officeDocument"), "word/document.xml"
    )
    body = part(archive, main, KIND)
    if not body:
        raise damaged(KIND, "it has no text part")
    parts = dict(relations(archive, main, KIND))
    styles = Styles(_tree(archive, parts.get("styles")))
    document = Document(rules, styles, Numbering(_tree(archive, parts.get("numbering")), styles), [], {})
    lines = list(_body_lines(document, body))
    lines += _note_lines(document, archive, parts)
    found = assembled(lines, KIND, _overall(document, archive, main))
    if not found.text.strip():
        raise NotReadable(
            "empty", "it holds no text (perhaps pictures of pages); type or recognise the text first"
        )
    return found


def _tree(archive, name: str | None):
    return tree(part(archive, name, KIND), KIND) if name else None


def _body_lines(document: Document, content: bytes) -> Iterator[Line]:
    """The lines of the body, each block forgotten once it is read: a hostile file has millions."""
    above = ""
    held: Line = []
    for element in elements(content, KIND):
        parent = element.getparent()
        if parent is None or parent.tag != W + "body":
            continue
        for line in _block(document, element, above):
            line = held + line
            held = []
            if element.tag == W + "p" and _mark_deleted(element):
                held = line
                continue
            above = plain(line) or above
            yield line
        element.clear()
        while element.getprevious() is not None:
            del parent[0]
    if held:
        yield held


def _mark_deleted(paragraph) -> bool:
    """Whether the end of a paragraph was deleted, so that it goes on in the next one."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _block(document: Document, element, above: str = "") -> list[Line]:
    """The lines of a paragraph, a table, or what holds these, in reading order; text boxes below their paragraph."""
    if element.tag == W + "p":
        return _paragraph(document, element)
    if element.tag == W + "tbl":
        document.counts["tables"] = document.counts.get("tables", 0) + 1
        return table_lines(document.rules, list(_rows(document, element)), above)
    if element.tag in UNSEEN or element.tag in DELETED or _is_placeholder(element):
        return []
    lines: list[Line] = []
    for inner in element:
        lines += _block(document, inner, plain(lines[-1]) if lines else above)
    return lines


def _paragraph(document: Document, paragraph) -> list[Line]:
    style = value(child(paragraph, "pPr", "pStyle"))
    boxes: list[Line] = []
    pieces = list(_inline(document, paragraph, style, boxes))
    gone = not plain(pieces).strip() and _mark_deleted(paragraph)
    label = "" if gone else document.numbering.label(paragraph)  # an empty paragraph of a list is counted too
    if label and plain(pieces).strip():  # 1. before 2.5亿元 would read as 1.2.5
        gap = "\t" if plain(pieces).lstrip()[:1].isdigit() and label[-1] in ".．0123456789" else ""
        pieces = [Piece(label + gap, "number_restored"), *pieces]
    return [pieces, *boxes]


def _rows(document: Document, table) -> Iterator[list[Cell]]:
    for row in _own(table, "tr"):
        if child(row, "trPr", "del") is None:
            yield [
                _cell(document, cell) for cell in _own(row, "tc") if child(cell, "tcPr", "cellDel") is None
            ]


def _own(element, name: str) -> Iterator:
    """The rows of a table or cells of a row, also those inside content controls, but none of a table inside it."""
    for inner in element:
        if inner.tag == W + name:
            yield inner
        elif inner.tag not in UNSEEN and inner.tag not in (W + "tbl", W + "tc", W + "p"):
            yield from _own(inner, name)


def _cell(document: Document, cell) -> Cell:
    pieces: Line = []
    for line in (line for inner in cell for line in _block(document, inner)):
        if plain(line).strip() or any(piece.rule for piece in line):
            pieces += [*([Piece(" ")] if pieces else []), *stripped(line)]
    span = value(child(cell, "tcPr", "gridSpan"))
    return Cell(pieces, int(span) if span.isascii() and span.isdigit() and span != "0" else 1)


def _is_placeholder(element) -> bool:
    """Whether a content control still shows the prompt of its form (单击此处输入文字)."""
    return element.tag == W + "sdt" and is_on(child(element, "sdtPr", "showingPlcHdr"))


def _inline(document: Document, element, style: str, boxes: list[Line]) -> Iterator[Piece]:
    """The text inside a paragraph; boxes: takes the lines of text boxes that are anchored in it."""
    for inner in element:
        tag = inner.tag
        if tag == W + "r":
            yield from _run(document, inner, style, boxes)
        elif tag in DELETED:
            yield Piece("", "deleted", (("removed", _deleted(inner)),))
        elif tag in INSERTED:
            text = plain(_inline(document, inner, style, boxes))
            if text:
                yield Piece(text, "inserted")
        elif tag == M + "f":
            yield from _inline(document, inner.find(M + "num"), style, boxes)
            yield Piece("/")
            yield from _inline(document, inner.find(M + "den"), style, boxes)
        elif tag == M + "r":
            yield Piece("".join(inner.itertext(M + "t")))
        elif tag not in UNSEEN and not _is_placeholder(inner):
            yield from _inline(document, inner, style, boxes)


def _deleted(element) -> str:
    return "".join(node.text or "" for node in element.iter(W + "delText", W + "t"))


def _run(document: Document, run, style: str, boxes: list[Line]) -> Iterator[Piece]:
    text = "".join(_signs(document, run, style, boxes))
    if not text:
        return
    if is_on(document.styles.of_run(run, "vanish", style)):
        yield Piece("", "hidden", (("removed", text),))
    else:
        yield raised(text) if _is_raised(document, run) else Piece(text)


def _is_raised(document: Document, run) -> bool:
    position = value(document.styles.of_run(run, "position"))
    raised_by_hand = position.isdigit() and int(position) >= 4  # half points
    return raised_by_hand or value(document.styles.of_run(run, "vertAlign")) == "superscript"


def _signs(document: Document, run, style: str, boxes: list[Line]) -> Iterator[str]:
    """The characters of one run, in order."""
    for inner in run:
        name = inner.tag.rpartition("}")[2]
        if inner.tag == W + "t":
            yield _shown(document, run, inner.text or "")
        elif inner.tag in SIGNS:
            yield SIGNS[inner.tag]
        elif inner.tag == W + "sym":
            yield symbol(document.rules, value(inner, "font"), value(inner, "char"))
        elif name in NOTES:
            document.notes.append((NOTES[name], value(inner, "id")))
            if not is_on_custom(inner):
                yield str(len(document.notes)).translate(RAISED)
        elif inner.tag in (MC + "AlternateContent", W + "drawing", W + "pict", W + "object"):
            _box(document, inner, boxes)
        elif inner.tag not in UNSEEN:
            yield (
                plain(_inline(document, inner, style, boxes))
                if name != "ruby"
                else _ruby(document, inner, style)
            )


def is_on_custom(reference) -> bool:
    """Return whether a note's mark is typed behind its reference rather than counted."""
    return value(reference, "customMarkFollows").lower() in {"1", "true", "on"}


def _ruby(document: Document, ruby, style: str) -> str:
    """The characters under a phonetic guide, without the guide."""
    base = child(ruby, "rubyBase")
    return plain(_inline(document, base, style, [])) if base is not None else ""


def _shown(document: Document, run, text: str) -> str:
    """Text in a symbol font shows its signs, whether stored as such (³) or in the private-use area."""
    font = value(child(run, "rPr", "rFonts"), "ascii")
    known = _symbols(document.rules)
    if not any("\uf020" <= sign <= "\uf0ff" for sign in text) and not any(key[0] == font for key in known):
        return text
    return "".join(known.get((font, f"{ord(sign) & 0xFF:02X}"), sign) if ord(sign) < 256 or "\uf020" <= sign <= "\uf0ff" else sign for sign in text)  # fmt: skip


@compiled
def _symbols(rules: Rules) -> dict[tuple[str, str], str]:
    return {(row["font"], row["code"]): row["text"] for row in rules.table("word_symbols")}


def symbol(rules: Rules, font: str, code: str) -> str:
    """Return the character of a sign from Word's symbol table; of an unknown sign its private-use character.

    font: such as Symbol. code: hexadecimal; F000 to F0FF are places in the font, any other is a character.
    """
    try:
        number = int(code, 16)
        character = chr(number) if not 0xD800 <= number <= 0xDFFF else "\ufffd"
    except ValueError:
        return "\ufffd"
    if number < 0x100 or 0xF000 <= number <= 0xF0FF:
        return _symbols(rules).get((font, f"{number & 0xFF:02X}"), character)
    return character


def _box(document: Document, element, boxes: list[Line]) -> None:
    """Put the lines of a text box, once, behind its paragraph; a drawing without text is counted as a picture."""
    if element.tag == MC + "AlternateContent":  # the same box twice, for newer and older programs
        element = next(iter(element), element)
    contents = [
        node
        for node in element.iter(W + "txbxContent")
        if next(node.iterancestors(W + "txbxContent"), None) is None
    ]
    for content in contents:
        found = [line for inner in content for line in _block(document, inner)]
        boxes += [[Piece(plain(line), "text_box")] for line in found if plain(line).strip()]
    if not contents and any(True for _ in element.iter("{*}blip", VML + "imagedata")):
        document.counts["pictures"] = document.counts.get("pictures", 0) + 1


def _note_lines(document: Document, archive, parts: dict[str, str]) -> list[Line]:
    """Footnotes and endnotes below the report, each behind its mark."""
    if not document.notes:
        return []
    known = {}
    for name in sorted({name for name, _ in document.notes}):
        root = _tree(archive, parts.get(name))
        for note in root if root is not None else ():
            known[name, note.get(W + "id", "")] = note
    lines: list[Line] = [[], [Piece("注释", "notes_apart", (("count", len(document.notes)),))]]
    for number, key in enumerate(list(document.notes), 1):
        found = [line for inner in known.get(key, ()) for line in _block(document, inner)]
        text = " ".join(filter(None, (plain(line).strip() for line in found)))
        lines.append([Piece(str(number).translate(RAISED) + re.sub("^[⁰¹²³⁴-⁹\\s]+", "", text))])
    return lines


def _overall(document: Document, archive, main: str) -> Iterator[Loss]:
    """What is said about the file as a whole: tables, pictures, headers, comments."""
    for rule, count in sorted(document.counts.items()):
        yield Loss(0, 0, rule, (("count", count),))
    for kind, name in relations(archive, main, KIND):
        root = _tree(archive, name) if kind in ("header", "footer", "comments") else None
        text = "" if root is None else " ".join("".join(root.itertext(W + "t")).split())
        if kind == "comments" and root is not None and len(root):
            yield Loss(0, 0, "comments", (("count", len(root)), ("removed", text[:MOST_SAID])))
        elif kind in SAID_APART and (text or kind == "aFChunk"):
            yield Loss(0, 0, SAID_APART[kind], (("removed", text[:MOST_SAID]),))
