"""With which letters a match of a regular expression can begin, so that a search passes over all others."""

import re
from collections.abc import Iterator

ANY = ""  # stands for every letter that is not named

_PIECE = re.compile(
    r"\(\?(?:<?[=!]|.)|\[\^?\]?(?:\\.|[^\]])*\]|\\.|[*+?]\??|\{[0-9]+,?[0-9]*\}\??|\{,[0-9]+\}\??|.",
    re.DOTALL,
)
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
_RANGE = re.compile("(.)-(.)|(.)", re.DOTALL)
MOST_NAMED = 100  # letters of a range; one of more is taken for any letter


def openings(expression: str) -> set[str]:
    """Return the letters with which a match of an expression can begin, ANY among them where they cannot be told.

    expression: one that re compiles. Too many letters may be told, never too few: what looks ahead or behind is left out.
    """
    letters, may_be_empty = _alternatives(iter(_PIECE.findall(expression)))
    return letters | {ANY} if may_be_empty else letters


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
    if piece[0] == "\\":
        return {ANY if piece[1].isalnum() else piece[1]}, False
    return {ANY if piece == "." else piece}, False


def _members(inside: str) -> set[str]:
    """The letters of a class in square brackets."""
    if inside.startswith("^") or "\\" in inside:
        return {ANY}
    letters: set[str] = set()
    for first, last, one in _RANGE.findall(inside):
        if not one and ord(last) - ord(first) > MOST_NAMED:
            return {ANY}
        letters |= {one} if one else {chr(code) for code in range(ord(first), ord(last) + 1)}
    return letters
