"""Makes the files that the tests of readers read: Word XML of one's own, so that every mark of a file is in sight."""

import io
import zipfile
from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """Return a run of text; properties: the inside of its w:rPr."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """Return a paragraph of runs and other marks; a piece without marks becomes a run."""
    runs = "".join(piece if piece.startswith("<") else run(piece) for piece in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def table(*rows: list[str]) -> str:
    """Return a table; a cell such as 2*投资 reaches over two columns."""
    text = ""
    for row in rows:
        cells = ""
        for cell in row:
            span, _, content = cell.rpartition("*")
            cells += f'<w:tc><w:tcPr><w:gridSpan w:val="{span or 1}"/></w:tcPr>{paragraph(content)}</w:tc>'
        text += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{text}</w:tbl>"


def word_file(body: str, **parts: str) -> bytes:
    """Return a .docx file with this XML as its body; parts: other parts' XML by name, such as numbering or header1."""
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for i, name in enumerate(parts)
    )
    main = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    files = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
    }
    return zipped(files)


def part(name: str, inside: str) -> str:
    """Return the XML of a part with its root, such as part("numbering", ...)."""
    return f"<w:{name} {NAMESPACES}>{inside}</w:{name}>"


def zipped(files: dict[str, str | bytes]) -> bytes:
    """Return a ZIP archive of some files."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stored.getvalue()


def numbering(*levels: tuple[str, str], num: str = "") -> str:
    """Return the numbering part of one list, number 1; levels: (format, text) such as ("chineseCounting", "%1、")."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    given = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + num
    return part("numbering", f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>{given}')


def numbered(level: int = 0, num: int = 1) -> str:
    """Return the property that puts a paragraph into a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
