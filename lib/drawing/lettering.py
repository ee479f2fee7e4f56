"""What stands on labels: names on one line or several, words with their glosses, notes folded to the page."""

import unicodedata
from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from lib.drawing.placement import label_size
from lib.drawing.style import MILLIMETRES
from lib.rules import glosses

TEXT = 8  # points; nothing printed is smaller
HANZI = TEXT * 0.3528  # millimetres: the width of one Chinese character


def names(reports: pd.DataFrame, language: str, lines: int = 2, units: int = 18) -> list[str]:
    """Return what each report is called: its label in the language, else its doc_id, broken into lines."""
    column = f"label_{language}"
    called = reports[column] if column in reports else pd.Series([""] * len(reports), index=reports.index)
    called = (
        called.fillna("")
        .astype(str)
        .where(called.fillna("").astype(str).str.strip() != "", reports["doc_id"])
    )
    return [wrapped(name, units, lines) for name in called]


def wrapped(text: str, units: int, lines: int) -> str:
    """Return the text in at most `lines` lines of `units` half-widths (a Chinese character is two).

    A longer text loses its middle to …: a place's name tells itself from others by its end (…自治县沙河乡2021).
    """
    rows = _broken(text, units)
    kept = len(text)
    while len(rows) > lines and kept > 2:
        kept -= 1
        head = kept // 3
        rows = _broken(text[:head].rstrip() + "…" + text[len(text) - (kept - head) :].lstrip(), units)
    return "\n".join(rows)


def word_labels(words: Sequence[str], language: str, units: int) -> list[str]:
    """Return the words as labels of rows, at most `units` half-widths wide; a gloss that does not fit is left out."""
    labels = []
    for word in words:
        shown = glosses.with_gloss(word, language)
        fits = label_size(shown, TEXT)[0] <= units * HANZI / 2
        labels.append(shown if fits else wrapped(word, units, 1))
    return labels


def fitted(text: str, wide: float) -> str:
    """Return the text on one line of at most so many millimetres; a longer one loses its middle."""
    units = max(4, int(wide / HANZI * 2) + 4)
    while units > 4 and label_size(wrapped(text, units, 1), TEXT)[0] > wide:
        units -= 1
    return wrapped(text, units, 1)


def folded(note: str, figure: Figure) -> str:
    """Return a note broken into lines that fit the width of the figure."""
    units = int((figure.get_figwidth() * MILLIMETRES - 4) / HANZI * 2)
    return "\n".join(wrapped(line, units, 9) for line in note.split("\n") if line)


def _broken(text: str, units: int) -> list[str]:
    rows = [""]
    for piece in _pieces(text, units):
        if rows[-1] and _units(rows[-1] + piece.rstrip()) > units:
            rows.append("")
        rows[-1] += piece if rows[-1] else piece.lstrip()
    return [row.rstrip() for row in rows]


def _pieces(text: str, units: int) -> list[str]:
    """Words with the space behind them; Chinese breaks between any two characters, and so does too long a word."""
    pieces = []
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        joins = pieces and not wide and not pieces[-1].endswith(" ") and _units(pieces[-1][-1]) == 1
        if pieces and (character in "，。；：、！？）》”" or pieces[-1][-1] in "（《“"):
            pieces[-1] += character  # no line begins or ends with these
        elif joins and _units(pieces[-1]) < units:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _units(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
