"""Finds what printed pages leave in a text: page numbers, running titles, tables of contents, a text pasted twice."""

import re
from itertools import pairwise

from lib.cleaning.page_lines import Line, matched_rule
from lib.rules import Rules, pattern

CONTENTS_LINES = 60  # a table of contents stands near the top
# A copy of the text: at least so many long lines that stood there before, in the same order.
LONG_LINE, LEAST_LONG_LINES = 30, 3
RUNNING_TITLE_TIMES, RUNNING_TITLE_LENGTH = 3, 45


def page_numbers(lines: list[Line]) -> dict[int, str]:
    """Lines that are a bare number and count upwards with their neighbours, where at least three do so.

    A number out of the count stays: it may be the digits of a figure that a line break has cut off.
    """
    numbers = [(i, int(found[1])) for i, line in enumerate(lines) if (found := NUMBER.fullmatch(line.bare))]
    steps = [b - a in (1, 2) for (_, a), (_, b) in pairwise(numbers)]
    if len(numbers) < 3 or sum(steps) < 0.6 * len(steps):
        return {}
    counted = [a or b for a, b in zip([False, *steps], [*steps, False], strict=True)]
    return {i: "page_number" for (i, _), counts in zip(numbers, counted, strict=True) if counts}


NUMBER = re.compile(r"[-—－–―─·•]{0,2}([0-9]{1,3})[-—－–―─·•]{0,2}")


def running_titles(rules: Rules, lines: list[Line], numbered: dict[int, str]) -> dict[int, str]:
    """Lines that come back on page after page, next to the page number; a report's own title stays once."""
    beside: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        short = 4 <= len(line.bare) <= RUNNING_TITLE_LENGTH and not re.search(r"[。；;！!：:]$", line.bare)
        if i not in numbered and short and (i - 1 in numbered or i + 1 in numbered):
            beside.setdefault(line.bare, []).append(i)
    running = {bare for bare, found in beside.items() if len(found) >= RUNNING_TITLE_TIMES}
    every = [i for i, line in enumerate(lines) if line.bare in running]
    first_titles = {line.bare: i for i, line in reversed(list(enumerate(lines))) if line.bare in running}
    own = {i for bare, i in first_titles.items() if pattern(rules, "title_of_report").search(bare)}
    return {i: "page_chrome" for i in every if i not in own}


def contents(rules: Rules, lines: list[Line]) -> dict[int, str]:
    """The lines below 目录 that come back as headings, with or without the page they stand on."""
    heads = (
        i
        for i, line in enumerate(lines[:CONTENTS_LINES])
        if pattern(rules, "contents_line").fullmatch(line.bare)
    )
    first = next(heads, None)
    if first is None:
        return {}
    later = {line.bare: i for i, line in enumerate(lines)}
    last = first
    while last + 1 < len(lines) and later.get(_without_page(lines[last + 1].bare), 0) > last + 1:
        last += 1
    return {i: "page_chrome" for i in range(first, last + 1)}


def _without_page(bare: str) -> str:
    return re.sub(r"[.．·…‥—-]*[(（]?[0-9]{1,3}[)）]?$", "", bare) if len(bare) < 80 else bare


def copies(rules: Rules, lines: list[Line]) -> dict[int, str]:
    """Lines of a text that stands there a second time: a page kept twice by its crawler, a file pasted twice.

    A paragraph or two may be said again; a run of long lines in the order of the first time is a copy. Short lines
    that were there before go with the copy they stand in.
    """
    first_seen: dict[str, int] = {}
    earlier: list[int | None] = []
    for i, line in enumerate(lines):
        earlier.append(first_seen.get(line.bare))
        first_seen.setdefault(line.bare, i)
    found: dict[int, str] = {}
    run: list[int] = []
    for i, line in enumerate([*lines, None]):
        if line and (earlier[i] is not None or run and matched_rule(rules, line, "line")):
            run.append(i)
            continue
        repeated = [j for j in run if earlier[j] is not None]
        order = [earlier[j] for j in repeated if len(lines[j].bare) >= LONG_LINE]
        if sum(b > a for a, b in pairwise(order)) >= LEAST_LONG_LINES - 1:
            found |= {j: "conversion_artifact" for j in repeated}
        run = []
    return found


def page_breaks(lines: list[Line], going: dict[int, str]) -> list[tuple[int, int]]:
    """Return the pairs of lines (above, below) that a page number stands between.

    going: the lines that go, by their index in `lines`, each with its rule.
    """
    kept = [i for i in range(len(lines)) if i not in going]
    return [(a, b) for a, b in pairwise(kept) if any(going[i] == "page_number" for i in range(a + 1, b))]
