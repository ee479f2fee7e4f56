"""The frame of a report: its salutation, where its body begins, its last paragraphs and the notes behind them."""

import re
from typing import NamedTuple

from lib.rules import Rules, pattern
from lib.structure import cues
from lib.structure.headings import Heading, paragraphs

HEAD = 3000  # characters in which the salutation of a report is looked for
LONG_PARAGRAPH = 1200
TAIL = 8  # paragraphs from the end in which the closing is looked for
LONGEST_CLOSING = 1000  # characters
SHORTEST_ADDRESS = 12  # characters of 各位代表！ on a line of its own
SHORT, ADDED = 150, 300  # characters of a paragraph in front of the last, of one that sounds like it
SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*[”’」』）)]*")


class Part(NamedTuple):
    """A part of a report; words is empty where it has no heading, words_end is where its text begins."""

    start: int
    words_end: int
    words: str
    role: str


def salutation(rules: Rules, text: str) -> int:
    """Return where the salutation begins (各位代表：), or else the sentence 现在，我代表…报告工作; -1 without either."""
    head = text[:HEAD]
    for match in cues.matches(rules, "salutation", head):
        if not pattern(rules, "addressed_line").match(head[match.end() :]):
            continue
        if not _nothing_said(head[: match.start()]):
            break
        line = head.rfind("\n", 0, match.start()) + 1
        return line if match.start() - line <= 6 else match.start()
    for start, end in passages(head):
        if pattern(rules, "presents").search(text[start : min(end, start + 60)]) and _nothing_said(
            head[:start]
        ):
            return start
    return -1


def _nothing_said(before: str) -> bool:
    """Tell whether only titles, dates and names stand here: no more than two short sentences."""
    return len(re.findall("[。！？；]", before)) <= 2


def body_start(rules: Rules, text: str, opening: int, headings: list[Heading]) -> int:
    """Return where the report's body begins: behind the sentences that present it, or with the first text or heading.

    opening: the salutation's position, -1 where there is none.
    """
    if opening < 0:
        return _first_text(rules, text, headings)
    at = opening
    for match in SENTENCE.finditer(text, opening, min(len(text), opening + HEAD)):
        sentence = match[0].strip()
        if not sentence:
            continue
        heading_here = any(h.start == match.start() and h.number for h in headings[:40])
        greeting = cues.found(rules, "salutation", sentence[:12]) and len(sentence) <= 30
        if heading_here or not (greeting or cues.found(rules, "formula", sentence)):
            salute = re.match(r"[^，。！\n]{2,12}[：:]", sentence) if at == opening else None
            return match.start() + (
                salute.end() if salute and not cues.found(rules, "formula", sentence) else 0
            )
        at = match.end()
    return at


def _first_text(rules: Rules, text: str, headings: list[Heading]) -> int:
    """Return the first paragraph that is text (a long one with a sentence's end), or the numbered heading before it."""
    for start, end in paragraphs(text):
        if end - start >= 50 and re.search("[，,。；]", text[start:end]):
            at = start
            break
    else:
        at = 0
    before = [
        heading.start for heading in headings if heading.start < at and not _stands_above(rules, heading)
    ]
    while before and text.count("\n", before[-1], at) <= 2:
        at = before.pop()
    return at


def _stands_above(rules: Rules, heading: Heading) -> bool:
    """Tell whether a line stands above the text: its first line is its title unless it opens with a time; one with a date."""
    if heading.number or pattern(rules, "full_date").search(heading.words):
        return not heading.number
    titled = pattern(rules, "document_title").search(heading.words) or not cues.opening(
        rules, "time", heading.words, 1
    )
    return heading.start == 0 and bool(titled)


def notes_start(rules: Rules, text: str) -> int:
    """Return where an appendix of terms (名词解释) begins behind the report, or the text's length."""
    for start, end in paragraphs(text):
        if (
            start > len(text) // 3
            and end - start <= 30
            and cues.found(rules, "notes", text[start:end].rstrip("：: 0123456789"))
        ):
            return start
    return len(text)


def closing_start(rules: Rules, text: str, body: int, end: int) -> int:
    """Return where the closing words begin: the last 各位代表 … 努力奋斗, with what leads up to them; `end` if none.

    body, end: the report's body in the text. Looked for in the text's second half: in the last paragraphs, and, since notes without
    a heading may follow, before them where the closing is unmistakable.
    """
    spans = passages(text, body, end)
    for index in range(len(spans) - 1, -1, -1):
        late = index >= len(spans) - TAIL
        # 过去的2015年…交出了一份满意的答卷 opens an excerpt of seven paragraphs
        if index < len(spans) - 1 and spans[index][0] - body < (end - body) / 2:
            break
        if _closes(rules, text, spans, index, late):
            return _address_before(rules, text, spans, index)
    return end


def _closes(rules: Rules, text: str, spans: list[tuple[int, int]], index: int, late: bool) -> bool:
    """Tell whether a passage is the closing: addressed, or about to end, with words that close a report."""
    start, stop = spans[index]
    words, before = text[start:stop], text[slice(*spans[index - 1])] if index else ""
    addressed = _addressed(rules, words) or (_addressed(rules, before) and len(before) <= SHORTEST_ADDRESS)
    cue = cues.found(rules, "close", words)
    if late and index == len(spans) - 1 and addressed and not cue:
        return (
            len(words) <= LONGEST_CLOSING
            and not pattern(rules, "thanks").search(words)
            and not cues.found(rules, "passage", words)
        )
    return bool(cue and (addressed or (late and cues.found(rules, "close", words[-40:]))))


def _address_before(rules: Rules, text: str, spans: list[tuple[int, int]], index: int) -> int:
    """Return where the closing that holds passage `index` begins: with the address 各位代表 next before it.

    Paragraphs in front of it that are addressed as well (各位代表！… 各位代表！…) belong to it.
    """
    start, end = spans[index]
    addressed = _addressed(rules, text[start : start + 20])
    for first, stop in reversed(spans[max(0, index - TAIL) : index]):
        here = _addressed(rules, text[first : first + 20])
        long = stop - first > (ADDED if cues.found(rules, "close", text[first:stop]) else SHORT)
        if addressed and long:
            break
        if end - first > LONGEST_CLOSING or (addressed and not here):
            break
        if here:
            start, addressed = first, True
    return start


def _addressed(rules: Rules, words: str) -> bool:
    return bool(pattern(rules, "addressed").match(words))


def passages(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the paragraphs of text[start:end]; one so long that it lost its line breaks, sentence by sentence."""
    spans = []
    for first, last in paragraphs(text, start, end):
        if last - first <= LONG_PARAGRAPH:
            spans.append((first, last))
        else:
            spans += [match.span() for match in SENTENCE.finditer(text, first, last) if match[0].strip()]
    return spans
