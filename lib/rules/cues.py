"""The one context syntax of the cue tables: their rows compiled, and found in a text.

data/dictionaries/README.md teaches it.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from lib.rules.openings import ANY, openings, seen
from lib.rules.sentence_cues import CLAUSE_ENDS, MASK

GAP = 12  # characters that … stands for at most
_IN_GAP = f"[^{CLAUSE_ENDS}{MASK}]"
_SIGNS = {"…": f"{_IN_GAP}{{0,{GAP}}}?", MASK: f"{MASK}+"}
_PIECE = re.compile(r"\[(?:\\.|[^\]])*\]|\\.|.", re.DOTALL)

Row = Mapping[str, str]


class Cue(NamedTuple):
    """A cue found at [start, end) of a text; row: its row of the table; effect: that row's cell of this name."""

    start: int
    end: int
    effect: str
    row: Row


class CueTable(NamedTuple):
    """A cue table compiled to one expression; rows: of each group that closes an alternative, the row it stands for."""

    expression: re.Pattern[str]
    rows: list[Row]


def compile_cues(rows: list[dict[str, str]], names: Mapping[str, str] | None = None) -> CueTable:
    """Return a table for find_cues.

    rows: of a dictionary, with cue or pattern, and whichever of before, not_before, after and not_after it has. names:
    regular expressions of the capital letters that the table explains, such as Y for a year. Raises ValueError, naming
    the row, for one that cannot be read.
    """
    forms = [(form, row) for row in rows for form in _forms(row, names or {})]
    # The empty group that closes an alternative tells its row; one that opened it would cost half the speed.
    alternatives = [(f"{form}()", openings(form)) for form, _ in forms]
    runs = groupby(alternatives, key=lambda alternative: ANY in alternative[1])
    expression = "|".join(_joined(list(run), anywhere) for anywhere, run in runs)
    return CueTable(re.compile(expression or "(?!)"), [row for _, row in forms])


def _joined(alternatives: list[tuple[str, set[str]]], anywhere: bool) -> str:
    """One expression of some, each with the letters that open it: where none of these stands, a table is passed over at once."""
    if anywhere or all(
        form[0] in letters for form, letters in alternatives
    ):  # re looks for plain letters itself
        return "|".join(form for form, _ in alternatives)
    told = (form if form[0] in letters else seen(letters) + form for form, letters in alternatives)
    return f"{seen(set().union(*(letters for _, letters in alternatives)))}(?:{'|'.join(told)})"


def find_cues(table: CueTable, text: str, start: int = 0, end: int | None = None) -> list[Cue]:
    """Return the cues of a table found in a text, in order and not overlapping; of those at one place the first row's.

    text: a sentence with its quantities masked, or any other text; start, end: the piece of it that is searched.
    """
    found = table.expression.finditer(text, start, len(text) if end is None else end)
    matches = [(match, table.rows[match.lastindex - 1]) for match in found]
    return [Cue(match.start(), match.end(), row.get("effect", ""), row) for match, row in matches]


def expression(row: Row, names: Mapping[str, str] | None = None) -> str:
    """Return the regular expression of one row, without groups, for a table whose rows are placed in a larger one."""
    return f"(?:{'|'.join(_forms(row, names or {}))})"


def words(cell: str) -> str:
    """Return the regular expression, without groups, of plain words separated by |, in which … is a gap."""
    return f"(?:{'|'.join(_plain(word, {}) for word in _listed(cell))})"


def _forms(row: Row, names: Mapping[str, str]) -> Iterator[str]:
    """The expressions of a row's alternatives, each with its context."""
    ahead = _ahead(row)
    try:
        for head, rest in _cores(row, names):
            form = head + _behind(row, head) + rest + ahead
            re.compile(form)
            yield form
    except re.error as error:
        cue = row.get("pattern") or row["cue"]
        raise ValueError(
            f'the cue "{cue}" cannot be read: {error}; see data/dictionaries/README.md'
        ) from error


def _cores(row: Row, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The alternatives of a cue, its first letter apart: an expression that opens with a letter is passed over fast."""
    if row.get("pattern") or "pattern" not in row:
        yield "", f"(?:{_regular(row.get('pattern') or row['cue'], names)})"
        return
    for letter, same in groupby(_listed(row["cue"]), key=lambda word: word[0]):
        words = list(same)
        plain = letter not in names and letter not in _SIGNS
        head = re.escape(letter) if plain else ""
        yield head, f"(?:{'|'.join(_plain(word[plain:], names) for word in words)})"


def _ahead(row: Row) -> str:
    """What must and must not follow."""
    must, never = _listed(row.get("before", "")), _listed(row.get("not_before", ""))
    if never and "pattern" not in row:  # a table that is not yet written in the plain syntax
        return f"(?!{_regular(row['not_before'], {})})"
    asked = f"(?={'|'.join(_plain(word, {}) for word in must)})" if must else ""
    return asked + (f"(?!{'|'.join(_plain(word, {}) for word in never)})" if never else "")


def _behind(row: Row, head: str) -> str:
    """What must and must not stand before; head: the expression of the letter that has been read already."""
    must = [form for word in _listed(row.get("after", "")) for form in _lengths(word)]
    asked = "|".join(f"(?<={form}{head})" for form in must)
    never = (form for word in _listed(row.get("not_after", "")) for form in _lengths(word))
    return (f"(?:{asked})" if asked else "") + "".join(f"(?<!{form}{head})" for form in never)


def _lengths(word: str) -> Iterator[str]:
    """Expressions for a word before the cue, one for each length of its gap: what looks back must have one length."""
    for length in range(GAP + 1 if "…" in word else 1):
        yield "".join(f"{_IN_GAP}{{{length}}}" if letter == "…" else re.escape(letter) for letter in word)


def _listed(cell: str) -> list[str]:
    return [word for word in cell.split("|") if word]


def _plain(word: str, names: Mapping[str, str]) -> str:
    return "".join(names.get(letter) or _SIGNS.get(letter) or re.escape(letter) for letter in word)


def _regular(pattern: str, names: Mapping[str, str]) -> str:
    """A regular expression with the table's signs outside square brackets, and without groups of its own."""
    bare = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    pieces = (match[0] for match in _PIECE.finditer(bare))
    return "".join(names.get(piece) or _SIGNS.get(piece) or piece for piece in pieces)
