"""Where a text's clauses and statements end, and a sentence with its quantities masked."""

import re
from bisect import bisect_right
from typing import NamedTuple

MASK = "#"
STATEMENT_ENDS = "；;。！？!?\n"
CLAUSE_ENDS = f"，,：:（）(){STATEMENT_ENDS}"
_STOP = re.compile(f"[{CLAUSE_ENDS}]")


class Clauses(NamedTuple):
    """Where the clauses of a sentence begin, which mark stands before each (none before the first), and its length."""

    starts: list[int]
    marks: list[str]
    length: int

    def at(self, position: int) -> int:
        """Return the number of the clause that holds a position."""
        return bisect_right(self.starts, position) - 1

    def end(self, clause: int) -> int:
        """Return where a clause ends, the mark behind it included."""
        return self.starts[clause + 1] if clause + 1 < len(self.starts) else self.length

    def words_end(self, clause: int) -> int:
        """Return where the words of a clause end, the mark behind it left out."""
        return self.end(clause) - (clause + 1 < len(self.starts))

    def statement_end(self, clause: int) -> int:
        """Return where the statement that holds a clause ends: at the next semicolon or stop."""
        for later in range(clause + 1, len(self.starts)):
            if self.marks[later] in STATEMENT_ENDS:
                return self.starts[later]
        return self.length

    def statement_start(self, clause: int) -> int:
        """Return where the statement that holds a clause begins."""
        while clause > 0 and self.marks[clause] not in STATEMENT_ENDS:
            clause -= 1
        return self.starts[clause]


def mask(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """Return text[start:end] with every quantity overwritten by # signs, so that a pattern can speak of one.

    spans: (start, end) of the quantities in it, offsets in text, sorted.
    """
    pieces, at = [], start
    for first, last in spans:
        pieces += [text[at:first], MASK * (last - first)]
        at = last
    pieces.append(text[at:end])
    return "".join(pieces)


def cut(sentence: str) -> Clauses:
    """Return the clauses of a masked sentence: they end at commas, colons, semicolons, stops and brackets."""
    starts, marks = [0], [""]
    for match in _STOP.finditer(sentence):
        starts.append(match.end())
        marks.append(match.group())
    return Clauses(starts, marks, len(sentence))
