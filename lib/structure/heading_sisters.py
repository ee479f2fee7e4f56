"""Headings of one series that are built alike: where one lost its end, its sisters tell it."""

from collections import Counter

from lib.rules import Rules
from lib.structure import cues
from lib.structure.heading_words import LONGEST_RUN_IN, SENTENCE_END
from lib.structure.headings import Heading

MOST_SISTERS = 99
LONGEST_SURE = 30  # characters; a longer heading in front of a full stop may hold the beginning of its text


def with_ends_alike(rules: Rules, text: str, headings: list[Heading]) -> list[Heading]:
    """Return the headings with lost ends found from their sisters, the others of one series.

    Where one line holds heading and text without a stop between them, sisters that are built alike tell the end:
    they close with the same words (…上实现新突破) or have the same length.
    """
    numbered = [index for index, heading in enumerate(headings) if heading.number]
    series: dict[str, list[int]] = {}
    result = list(headings)
    for index in numbered:
        sisters = series.setdefault(headings[index].kind, [])
        if headings[index].number == 1:
            _end_alike(rules, text, result, sisters)
            sisters.clear()
        sisters.append(index)
    for sisters in series.values():
        _end_alike(rules, text, result, sisters)
    return result


def _end_alike(rules: Rules, text: str, headings: list[Heading], sisters: list[int]) -> None:
    """Cut the headings at the indexes `sisters` whose end is lost like those whose end is known."""
    lost = [index for index in sisters if not _ends_surely(text, headings[index])]
    if not 3 <= len(sisters) <= MOST_SISTERS or len(lost) < 2:
        return
    lines = {index: _line(text, headings[index]) for index in sisters}
    shared = _shared_close([headings[index].words[-3:] for index in sisters], list(lines.values()))
    length = _usual_length(
        [headings[i] for i in sisters if i not in lost or _before_body(rules, text, headings[i])]
    )
    for index in lost:
        cut = lines[index].find(shared) + len(shared) if shared and shared in lines[index] else 0
        if not shared and len(lines[index]) > length:
            cut = length
        if cut and not SENTENCE_END.search(lines[index][:cut]):
            start = headings[index].end - len(headings[index].words)
            headings[index] = headings[index]._replace(end=start + cut, words=lines[index][:cut])


def _line(text: str, heading: Heading) -> str:
    """Return the heading's words and what follows them on the line, cut at the longest heading."""
    start = heading.end - len(heading.words)
    return text[start : start + LONGEST_RUN_IN].split("\n")[0]


def _shared_close(closes: list[str], lines: list[str]) -> str:
    """Return the last three characters of one heading that two thirds of the lines hold, or ""."""
    times = {close: sum(close in line for line in lines) for close in sorted(set(closes))}
    close = max(times, key=lambda close: times[close])
    return close if times[close] * 3 >= len(lines) * 2 else ""


def _usual_length(known: list[Heading]) -> int:
    """Return the length that two thirds of the headings with a known end have, at least two; else 0."""
    lengths = Counter(len(heading.words) for heading in known)
    length, times = max(lengths.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    return length if times >= 2 and times * 3 >= len(known) * 2 else 0


def _ends_surely(text: str, heading: Heading) -> bool:
    return heading.whole or (
        text[heading.end : heading.end + 1] in tuple("。：: ！") and len(heading.words) <= LONGEST_SURE
    )


def _before_body(rules: Rules, text: str, heading: Heading) -> bool:
    return bool(cues.opening(rules, "body", text[heading.end : heading.end + 8]))
