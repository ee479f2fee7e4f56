"""Finds what typing and printing did to figures and stops: doubled lines, blanks and stops inside numbers, points for stops."""

import re

from lib.cleaning.edits import Edit
from lib.rules import Rules, pattern

LEAST_LETTERS = 4  # different ones in a doubled line; a ruled line has one
_WHOLE_BEFORE = re.compile(r"[\u4e00-\u9fff][0-9]{1,4}$")
_APART = re.compile(r"[ \u00a0\u2009\u202f](?<=[0-9A-Z].)(?=[0-9A-Z])")
_POINT = re.compile(r"[.．](?<=[\u4e00-\u9fff%％”）].)(?=[ \u3000]*(?:[\u4e00-\u9fff“]|[\n\r]|\Z))|｡")
_CHUNK = re.compile("[^，,。；;：:！!？?、.．\n\r]*$")
_NEXT = re.compile("[^，,。；;：:！!？?、.．\n\r”]*")
LONGEST_MARK, SHORTEST_SENTENCE = 12, 3  # letters before a point that ends nothing; behind one that does
FARTHEST = 60  # characters looked at around it


def overprint_edits(text: str) -> list[Edit]:
    """Return the edits that undo lines whose every letter is printed twice (二二、、22002222年年)."""
    edits, start = [], 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare[::2] == bare[1::2] and len(set(bare)) >= LEAST_LETTERS:
            first = start + line.index(bare)
            edits += [Edit(at + 1, at + 2, "overprint", "") for at in range(first, first + len(bare), 2)]
        start += len(line) + 1
    return edits


def number_edits(rules: Rules, text: str) -> list[Edit]:
    """Return the edits that put figures together: a stop typed for a point, blanks between digits or letters."""
    edits = [
        Edit(*m.span(), "point", ".")
        for m in pattern(rules, "stop_in_number").finditer(text)
        if _WHOLE_BEFORE.search(text, max(0, m.start() - 5), m.start())
    ]
    apart = pattern(rules, "set_apart").finditer(text) if _APART.search(text) else ()
    edits += [
        Edit(at, at + 1, "stray_space", "")
        for match in apart
        for at in range(*match.span())
        if text[at].isspace()
    ]
    return sorted(edits)


def stop_edits(rules: Rules, text: str) -> list[Edit]:
    """Return the edits that write 。 for a point that ends a sentence (改厕200户.新修道路5.5公里).

    A point behind few letters without a number is that of a list mark (一.) or a name (阿不都.卡德尔), and one in
    quotation marks joins the halves of a slogan.
    """
    return [
        Edit(*match.span(), "stop", "。")
        for match in _POINT.finditer(text)
        if match.group() == "｡" or _ends_sentence(rules, text, match.start())
    ]


def _ends_sentence(rules: Rules, text: str, at: int) -> bool:
    start, end = max(text.rfind("\n", 0, at) + 1, at - FARTHEST), text.find("\n", at, at + FARTHEST)
    before, behind = text[start:at], text[at + 1 : end if end >= 0 else at + FARTHEST]
    chunk, following = _CHUNK.search(before).group(), _NEXT.match(behind).group()
    told = len(chunk) > LONGEST_MARK or any(c.isdecimal() for c in chunk)
    told = told or bool(pattern(rules, "item_behind_point").match(behind))
    whole = not behind.strip() or len(following) >= SHORTEST_SENTENCE
    prose = any(mark in before + behind for mark in "，。；,;")
    return told and whole and prose and before.rfind("“") <= before.rfind("”")
