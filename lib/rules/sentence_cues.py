"""A sentence with its quantities masked: its clauses, and the cue words of a table found in it."""

import re
from bisect import bisect_right
from typing import NamedTuple

MASK = "#"
_STOP = re.compile(r"[，,；;：:。！？!?\n（）()]")
_STATEMENT_ENDS = "；;。！？!?\n"


class Cue(NamedTuple):
    """A cue word found at [start, end) of a sentence; row: its row of the table; effect: what that row says it does."""

    start: int
    end: int
    effect: str
    row: dict[str, str]


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

    def statement_end(self, clause: int) -> int:
        """Return where the statement that holds a clause ends: at the next semicolon or stop."""
        for later in range(clause + 1, len(self.starts)):
            if self.marks[later] in _STATEMENT_ENDS:
                return self.starts[later]
        return self.length

    def statement_start(self, clause: int) -> int:
        """Return where the statement that holds a clause begins."""
        while clause > 0 and self.marks[clause] not in _STATEMENT_ENDS:
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


class CueTable(NamedTuple):
    """A table of cue words, compiled: scan finds where some cue may stand, by_letter tells which rows begin so."""

    scan: re.Pattern[str]
    by_letter: dict[str, list[tuple[re.Pattern[str], dict[str, str]]]]


def find_cues(table: CueTable, sentence: str) -> list[Cue]:
    """Return the cues of a table found in a masked sentence, in order and not overlapping; the first row wins."""
    cues, at = [], 0
    while found := table.scan.search(sentence, at):
        start = found.start()
        at = start + 1
        for pattern, row in table.by_letter.get(sentence[start], table.by_letter[""]):
            match = pattern.match(sentence, start)
            if match:
                cues.append(Cue(start, match.end(), row["effect"], row))
                at = max(match.end(), at)
                break
    return cues


def compile_cues(rows: list[dict[str, str]], names: dict[str, str] | None = None) -> CueTable:
    """Return a table for find_cues from the rows of a dictionary.

    rows: dicts with cue, not_after, not_before and effect. A cue is a regular expression, where # is a quantity and …
    up to 12 characters of the same clause; not_after and not_before hold what must not stand right before and behind
    it, separated by |, where … is up to 6 characters. names: regular expressions for capital letters in cues.
    """
    cores = [_core(row["cue"], names or {}) for row in rows]
    full = [
        (re.compile(_not_after(row) + core + _not_before(row, names or {})), row)
        for core, row in zip(cores, rows)
    ]
    firsts = [_first_letters(core) for core in cores]
    letters = sorted(set().union(*(first or () for first in firsts)))
    by_letter = {
        letter: [pair for pair, first in zip(full, firsts) if first is None or letter in first]
        for letter in letters
    }
    by_letter[""] = [pair for pair, first in zip(full, firsts) if first is None]
    # Looking at the first letter before trying every cue makes the search ten times as fast.
    ahead = f"(?=[{re.escape(''.join(letters))}])" if letters and None not in firsts else ""
    return CueTable(re.compile(f"{ahead}(?:{'|'.join(cores) or '(?!)'})"), by_letter)


def _core(cue: str, names: dict[str, str]) -> str:
    cue = _plain_groups(cue).replace(MASK, MASK + "+").replace("…", "[^，,；;：:。！？#（）()]{0,12}?")
    for letter, form in names.items():
        cue = cue.replace(letter, form)
    return f"(?:{cue})"


def _not_after(row: dict[str, str]) -> str:
    return "".join(f"(?<!{re.escape(word)})" for word in row["not_after"].split("|") if word)


def _not_before(row: dict[str, str], names: dict[str, str]) -> str:
    words = _plain_groups(row["not_before"]).replace("…", "[^，,；;：:。！？#]{0,6}?")
    return f"(?!{words})" if words else ""


def _plain_groups(words: str) -> str:
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", words)


def _first_letters(form: str) -> set[str] | None:
    """Return the letters a match of a simple regular expression may begin with; None where any letter may."""
    letters: set[str] = set()
    for branch in _branches(form):
        first = _first_of_branch(branch)
        if first is None:
            return None
        letters |= first
    return letters


def _first_of_branch(branch: str) -> set[str] | None:
    letters: set[str] = set()
    while branch:
        if branch.startswith(("(?<", "(?=", "(?!")):
            branch = branch[_group_end(branch) :]
            continue
        if branch.startswith("(?:"):
            end = _group_end(branch)
            own = _first_letters(branch[3 : end - 1])
        elif branch[0] == "[":
            end = branch.index("]") + 1
            own = _members(branch[1 : end - 1])
        elif branch[0] in ".^$\\":
            return None
        else:
            end, own = 1, {branch[0]}
        if own is None:
            return None
        letters |= own
        if branch[end : end + 1] not in ("?", "*"):
            return letters
        branch = branch[end + 1 :]
    return None


def _members(inside: str) -> set[str] | None:
    if inside.startswith("^") or "\\" in inside:
        return None
    spans = re.findall("(.)-(.)", inside)
    return set(inside) | {chr(code) for low, high in spans for code in range(ord(low), ord(high) + 1)}


def _branches(form: str) -> list[str]:
    """Return the alternatives of a regular expression that stand in no bracket."""
    branches, depth, begin = [], 0, 0
    for i, letter in enumerate(form):
        depth += letter in "([" and form[i - 1 : i] != "\\"
        depth -= letter in ")]" and form[i - 1 : i] != "\\"
        if letter == "|" and depth == 0:
            branches.append(form[begin:i])
            begin = i + 1
    return [*branches, form[begin:]]


def _group_end(form: str) -> int:
    """Return where the bracket that opens a form closes, the closing sign included."""
    depth = 0
    for i, letter in enumerate(form):
        depth += letter in "([" and form[i - 1 : i] != "\\"
        depth -= letter in ")]" and form[i - 1 : i] != "\\"
        if depth == 0:
            return i + 1
    return len(form)
