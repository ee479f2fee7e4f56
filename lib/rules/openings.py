"""With which letters a match of a regular expression can begin, so that a search passes over all others."""

import re
from collections.abc import Iterator

ANY = ""  # stands for every letter that is not named
MOST_NAMED = 100  # letters of a range; one of more is taken for any letter

_LETTER = r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\."
_PIECE = re.compile(
    rf"\(\?(?:<?[=!]|.)|\[\^?\]?(?:\\.|[^\]])*\]|{_LETTER}|[*+?]\??|\{{[0-9]+,?[0-9]*\}}\??|\{{,[0-9]+\}}\??|.",
    re.DOTALL,
)
_MEMBER = re.compile(f"({_LETTER}|.)(?:-({_LETTER}|.))?", re.DOTALL)
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")


def openings(expression: str) -> set[str]:
    """Return the letters with which a match of an expression can begin, ANY among them where they cannot be told.

    expression: one that re compiles. Too many letters may be told, never too few: what looks ahead or behind is left out.
    """
    letters, may_be_empty = _alternatives(iter(_PIECE.findall(expression)))
    return letters | {ANY} if may_be_empty else letters


def led(expression: str) -> str:
    """Return an expression of the same matches that looks for a letter which can open one before it looks around."""
    letters = openings(expression)
    return expression if ANY in letters else f"{seen(letters)}(?:{expression})"


def seen(letters: set[str]) -> str:
    """Return the expression that sees one of some letters ahead."""
    return f"(?=[{re.escape(''.join(sorted(letters)))}])"


def _alternatives(pieces: Iterator[str]) -> tuple[set[str], bool]:
    """The letters that can open what stands up to the closing bracket, and whether it may be empty."""
    letters: set[str] = set()
    empty, first, was_first = False, True, True  # first: whether the next piece can open the alternative
    for piece in pieces:
        if piece == ")":
            break
        if piece == "|":
            empty, first = empty or first, True
        elif piece[0] in "*?" or piece.startswith(("{0", "{,")):
            first = was_first
        elif piece[0] != "+" and (piece[0] != "{" or piece == "{"):
            was_first = first
            own, none = _opened(piece, pieces)
            letters |= own if first else set()
            first = first and none
    return letters, empty or first


def _opened(piece: str, pieces: Iterator[str]) -> tuple[set[str], bool]:
    """The letters that open one piece, the rest of a group taken from the pieces behind, and whether it may be empty."""
    if piece[0] == "(":
        own, none = _alternatives(pieces)
        if piece in _LOOKS:
            return set(), True
        return (own, none) if piece in ("(", "(?:") else ({ANY}, none)
    if piece in ("^", "$"):
        return set(), True
    if piece[0] == "[":
        return _members(piece[1:-1]), False
    return {ANY if piece == "." else _letter(piece)}, False


def _members(inside: str) -> set[str]:
    """The letters of a class in square brackets."""
    if inside.startswith("^"):
        return {ANY}
    letters: set[str] = set()
    for first, last in _MEMBER.findall(inside):
        begins, ends = _letter(first), _letter(last or first)
        if ANY in (begins, ends) or ord(ends) - ord(begins) > MOST_NAMED:
            return {ANY}
        letters.update(map(chr, range(ord(begins), ord(ends) + 1)))
    return letters


def _letter(piece: str) -> str:
    """The letter that one piece stands for; ANY for an escape that stands for a class or a control character."""
    if piece[0] != "\\":
        return piece
    if len(piece) > 2:
        return piece.encode().decode("unicode_escape")
    return ANY if piece[1].isalnum() else piece[1]
