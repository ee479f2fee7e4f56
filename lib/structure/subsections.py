"""What stands below a report's parts: numbered sections, unnumbered lines and run-in headings."""

import re
from collections import Counter

from lib.rules import Rules, pattern
from lib.structure import cues
from lib.structure.headings import KINDS, Heading, paragraphs

LONGEST_LEAD = 28  # characters of a run-in heading without a number
SHORTEST_LED = 40  # characters of a paragraph that has one
BLANK = "　" * SHORTEST_LED  # stands for the text behind a heading
BULLET = re.compile(r"[—－\-·●■◆▲★]* *")
LEAD = re.compile(r"[^。！？；：!?;:，,\n]{4,24}(?:[，,][^。！？；：!?;:，,\n]{3,14}){0,2}(?=[。：:])")

Row = tuple[int, int, str]


def second_level(
    rules: Rules, text: str, headings: list[Heading], start: int, end: int, stop: int
) -> list[Row]:
    """Return start, level and words of the sections of one part, text[start:end].

    headings: those inside the part. stop: where its passage of problems begins, or its end; behind it 一是 counts
    problems and is no heading. The outermost kind of numbers is level 2, the next one level 3; without numbers,
    unnumbered lines, and without those, headings run in at the head of the paragraphs.
    """
    items = [heading for heading in headings if heading.kind == "item" and heading.start < stop]
    numbered = [heading for heading in headings if heading.number and heading.kind != "item"]
    lines = [h for h in headings if h.kind == "short" and _heads_text(rules, text, h, end)]
    if lines and numbered and _restarts_under(numbered, lines):
        return _levels(lines, numbered)
    if len(numbered) >= 2:
        return _levels(*_outermost(numbered))
    if len(lines) >= 2:
        return _levels(lines, items)
    run_in = [Heading(at, at, "lead", 0, words, False) for at, words in leads(rules, text, start, stop)]
    single = [heading.number for heading in items] == list(range(1, len(items) + 1))
    if len(items) >= 2 and (not run_in or (single and len(items) > len(run_in))):
        return _levels(items, [])
    return _levels(run_in or numbered, items if run_in else [])


def _outermost(numbered: list[Heading]) -> tuple[list[Heading], list[Heading]]:
    """Return the headings of the outermost kind, and the others."""
    top = min((heading.kind for heading in numbered), key=KINDS.index)
    return [h for h in numbered if h.kind == top], [h for h in numbered if h.kind != top]


def _levels(outer: list[Heading], inner: list[Heading]) -> list[Row]:
    """Return the outer headings at level 2 and the outermost kind of the inner ones at level 3."""
    top = min((heading.kind for heading in inner), key=KINDS.index, default="")
    rows = [(heading.start, 2, heading.words) for heading in outer]
    return sorted(rows + [(heading.start, 3, heading.words) for heading in inner if heading.kind == top])


def _heads_text(rules: Rules, text: str, heading: Heading, end: int) -> bool:
    """Tell whether a line is followed by text or a numbered heading, not by another short line."""
    line_end = text.find("\n", heading.end, end)
    if line_end < 0:
        return False
    next_end = text.find("\n", line_end + 1, end)
    following = text[line_end + 1 : next_end if next_end >= 0 else end]
    return len(following) >= 40 or bool(pattern(rules, "first_item").match(following))


def _restarts_under(numbered: list[Heading], lines: list[Heading]) -> bool:
    """Tell whether the numbers begin anew under every one of several unnumbered lines."""
    top = min((heading.kind for heading in numbered), key=KINDS.index)
    firsts = [heading.start for heading in numbered if heading.kind == top and heading.number == 1]
    return len(firsts) >= 2 and len(lines) >= len(firsts) and lines[0].start < firsts[0]


def leads(rules: Rules, text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return start and words of the headings run in at the head of paragraphs of text[start:end], if they are a series.

    A paragraph whose first sentence is short and heads what follows has one: `民生建设更具质感。始终坚持…`. Where all
    have the same length, a neighbour that lost its full stop is cut there: `社会大局安定有序强化矛盾隐患排查`.
    """
    spans = [span for span in paragraphs(text, start, end) if text[span[0] - 1 : span[0]] in ("", "\n")]
    words = [_lead(rules, text, *span) for span in spans]
    found = [index for index, lead in enumerate(words) if lead]
    length = _usual_length(rules, text, spans, words, found)
    if len(found) < 2 or len(found) * (4 if length else 3) < len(spans):
        return []
    _drop_odd_ends(words, found)
    if length := length or _usual_length(rules, text, spans, words, found):
        _without_stop(rules, text, spans, words, length)
    return [(at, lead) for (at, _), lead in zip(spans, words) if lead]


def _usual_length(
    rules: Rules, text: str, spans: list[tuple[int, int]], words: list[str], found: list[int]
) -> int:
    """Return the one length that the run-in headings have, or 0; longer ones must seem to have lost their stop there."""
    lengths = Counter(len(words[index]) for index in found)
    length, times = max(lengths.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    others = [index for index in found if len(words[index]) != length]
    alike = all(
        len(words[index]) > length and _opens(rules, text, spans[index][0] + length) for index in others
    )
    return length if times >= 2 and alike else 0


def _opens(rules: Rules, text: str, at: int) -> bool:
    """Tell whether words with which sentences begin stand at `at`."""
    return bool(cues.opening(rules, "body", text[at : at + 8]))


def _lead(rules: Rules, text: str, start: int, end: int) -> str:
    match = LEAD.match(text, BULLET.match(text, start, end).end(), end)
    if not match or end - start < SHORTEST_LED or len(match[0]) > LONGEST_LEAD:
        return ""
    lead = match[0]
    if pattern(rules, "no_lead").match(lead) or cues.opening(rules, "time", lead, 1):
        return ""
    if cues.found(rules, "not_title", lead) or cues.found(rules, "salutation", lead):
        return ""
    return lead


def _drop_odd_ends(words: list[str], found: list[int]) -> None:
    """Clear the first and the last heading where all others are built alike and it is not.

    A saying opens the part (打铁还需自身硬。), or a sentence sums it up.
    """
    for end in (0, -1):
        clauses = [len(re.split("[，,]", words[index])) for index in found]
        sizes = [len(words[index]) for index in found]
        openings = [words[index][:2] for index in found]
        for measure in (clauses, sizes, openings):
            others = measure[1:] if end == 0 else measure[:-1]
            if len(found) >= 4 and len(set(others)) == 1 and measure[end] != others[0]:
                words[found.pop(end)] = ""
                break


def _without_stop(
    rules: Rules, text: str, spans: list[tuple[int, int]], words: list[str], length: int
) -> None:
    """Fill in, behind and between the headings of one length, those of paragraphs whose full stop was lost."""
    first = next(index for index, lead in enumerate(words) if lead)
    behind = range(first + 1, len(spans))
    for index, neighbour in [(index, index - 1) for index in behind] + [
        (index, index + 1) for index in behind[-2::-1]
    ]:
        start, end = spans[index]
        lead = text[start : start + length]
        lost = words[neighbour] and (not words[index] or len(words[index]) > length)
        if not lost or not re.fullmatch(r"[\u4e00-\u9fff]+", lead) or not _opens(rules, text, start + length):
            continue
        if end - start >= SHORTEST_LED and _lead(rules, lead + "。" + BLANK, 0, length + 1 + len(BLANK)):
            words[index] = lead
