"""How a report is built: its parts and the sections below them, with what each does, and its sentences."""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from lib.rules import Rules
from lib.structure import cues
from lib.structure.critique import find_problems
from lib.structure.frame import Part, body_start, closing_start, notes_start, salutation
from lib.structure.heading_sisters import with_ends_alike
from lib.structure.headings import Heading, find_headings, paragraphs
from lib.structure.parts import find_parts
from lib.structure.subsections import second_level

STOPS = "。！？!?"
CLOSERS = "”’」』）)》】〉\"'"
PAIRS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》"}
# What opens a quotation or a bracket, and stops with all that closes behind them.
MARK = re.compile(f"[{re.escape(''.join(PAIRS))}]|[{STOPS}][{re.escape(STOPS + CLOSERS)}]*")
CLAUSE_STOPS = "；;，,、"
LONGEST_SENTENCE = 2000  # characters
LONGEST_QUOTE = 60  # characters; in a longer quotation sentences are told apart


class Section(NamedTuple):
    """A part (level 1) or section (2, 3) of a clean text: from its heading to the next of its level or above."""

    start: int
    end: int
    level: int
    heading: str
    role: str


class Sentence(NamedTuple):
    """A sentence of a clean text; section: index of the innermost section, -1 in front of the first one."""

    start: int
    end: int
    section: int
    role: str


def find_sections(rules: Rules, text: str) -> list[Section]:
    """Return the parts and sections of a report, sorted by position.

    text: clean text, one paragraph per line. Role is one of preamble, review, problems, plan, government, closing;
    a section has its part's role, except passages of problems. Parts and passages without a heading have an empty
    one and start at their first character. An appendix of terms behind the report (名词解释) is a part of its own
    with role closing and a heading: it is no part of what the report says.
    """
    opening = salutation(rules, text)
    notes = notes_start(rules, text)
    headings = with_ends_alike(rules, text, find_headings(rules, text))
    body = body_start(rules, text, opening, headings)
    closing = closing_start(rules, text, body, notes)
    headings = [heading for heading in headings if body <= heading.start < closing]
    parts = find_parts(rules, text, headings, body, closing)
    rows = [(part.start, 1, part.words, part.role) for part in parts]
    if 0 <= opening < (parts[0].start if parts else closing):
        rows.append((opening, 1, "", "preamble"))
    if closing < notes:
        rows.append((closing, 1, "", "closing"))
    if notes < len(text):
        rows.append((notes, 1, text[notes:].split("\n", 1)[0].rstrip("：: "), "closing"))
    rows += sections_below(rules, text, parts, headings, closing)
    return with_ends(sorted(rows), len(text))


def sections_below(
    rules: Rules, text: str, parts: list[Part], headings: list[Heading], closing: int
) -> list[tuple[int, int, str, str]]:
    """Return start, level, heading and role of everything below the parts, with the passage of problems."""
    problems = find_problems(rules, text, parts, headings, closing)
    rows = [] if problems is None else [(problems, 2, "", "problems")]
    ends = [part.start for part in parts[1:]] + [closing]
    starts = [heading.start for heading in headings]
    for part, end in zip(parts, ends):
        inside = headings[bisect_right(starts, part.start) : bisect_right(starts, end - 1)]
        stop = problems if problems is not None and part.start < problems < end else end
        for start, level, words in second_level(rules, text, inside, part.words_end, end, stop):
            critical = level == 2 and cues.last_role(rules, "title", words)[0] == "problems"
            rows.append((start, level, words, "problems" if critical else part.role))
    return rows


def with_ends(rows: list[tuple[int, int, str, str]], length: int) -> list[Section]:
    """Return the rows as sections, each ending where the next of its level or above begins."""
    sections: list[Section] = []
    open_at = {1: length, 2: length, 3: length}
    for start, level, words, role in reversed(rows):
        end = min(open_at[above] for above in range(1, level + 1))
        sections.append(Section(start, end, level, words, role))
        open_at[level] = start
    return sections[::-1]


def split_sentences(text: str, sections: list[Section]) -> list[Sentence]:
    """Return the sentences of a clean text, in order; together they hold every character that is not a space.

    A sentence ends at 。！？ and their ASCII forms, at a line's end and where a section begins. Closing quotes and
    brackets stay with it; inside a quotation of up to 60 characters it does not end.
    """
    starts = [section.start for section in sections]
    found = []
    for start, end in paragraphs(text):
        inner = starts[bisect_right(starts, start) : bisect_right(starts, end - 1)]
        edges = [start, *inner, end]
        for left, right in pairwise(edges):
            for first, last in sentence_spans(text, left, right):
                index = bisect_right(starts, first) - 1
                found.append(Sentence(first, last, index, sections[index].role if index >= 0 else "front"))
    return found


def sentence_at(spans: Sequence[tuple], offset: int) -> int:
    """Return the index of the sentence that holds an offset, -1 where none does.

    spans: sentences, or other tuples that begin with start and end, in order and not overlapping. offset: of the same
    text as theirs.
    """
    index = bisect_right(spans, (offset, math.inf)) - 1
    return index if index >= 0 and offset < spans[index][1] else -1


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences in text[start:end], without the spaces around them."""
    spans, begin, closer_at = [], start, -1
    for mark in MARK.finditer(text, start, end):
        at = mark.start()
        if mark[0] in PAIRS:
            if at > closer_at:
                closer_at = text.find(PAIRS[mark[0]], at + 1, min(end, at + 1 + LONGEST_QUOTE))
            continue
        at = mark.end()
        if at > closer_at and not (at < end and text[at - 1] in CLOSERS and text[at] in "，、；：,的和"):
            spans.append((begin, at))
            begin = at
    spans.append((begin, end))
    pieces = [piece for span in spans for piece in _pieces(text, *span)]
    return [trimmed for piece in pieces if (trimmed := _trim(text, *piece))]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence longer than any that people write, cut at its clauses: tables repeat the sentence with every quantity."""
    pieces = []
    while end - start > LONGEST_SENTENCE:
        cut = (
            max(
                text.rfind(stop, start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
                for stop in CLAUSE_STOPS
            )
            + 1
        )
        cut = cut or start + LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    return (left, left + len(words.strip())) if words.strip() else None
