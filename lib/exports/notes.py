"""What stands beside a figure or table in a paper: caption, caveats and source note, in both languages."""

import re

from lib.rules import label


def check(kind: str, name: str, caption: dict[str, str]) -> None:
    """Raise ValueError for a name that no file can have everywhere, and for a caption that lacks a language."""
    if not re.fullmatch(r"\w[\w.-]*", name):
        raise ValueError(f'a {kind} cannot be called "{name}": use letters, digits, "-", "_" and "." only')
    for language in ("zh", "en"):
        if not caption.get(language, "").strip():
            raise ValueError(f'{kind} {name}: the caption has no "{language}" text')


def title(row: dict[str, str], language: str) -> str:
    """Return the caption of a ledger's row as a line of text without number."""
    return row[f"caption_{language}"]


def source(row: dict[str, str], language: str) -> str:
    """Return the source note: texts and rules by the start of their fingerprints, and where the numbers are."""
    key = "caption.source_table" if row["kind"] == "table" else "caption.source"
    return label(key, language).format(
        data=row["data"], inputs=row["inputs"][:12] or "–", dictionaries=row["dictionaries"][:12]
    )


def caveats(caption: dict[str, str], language: str) -> str:
    """Return what the caption's maker says about the data (`note_zh`, `note_en`), or ""."""
    return caption.get(f"note_{language}", "").strip()


def page(row: dict[str, str], caption: dict[str, str]) -> bytes:
    """Return the caption file, in Markdown: for each language caption, caveats if any, source note; the file's own first."""
    parts = [f"# {row['figure']}"]
    for language in ("en", "zh") if row["language"] == "en" else ("zh", "en"):
        parts.append(label(f"caption.{row['kind']}", language).format(caption=title(row, language)))
        parts += [note] if (note := caveats(caption, language)) else []
        parts.append(source(row, language))
    return ("\n\n".join(parts) + "\n").encode("utf-8")
