"""Divides a file that holds several reports one behind the other, where it is sure where each begins."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from lib.corpus.extracted import Extracted, NotReadable
from lib.rules import Rules, compiled

LEAST = 1000  # characters, without white space, that each report has
TITLE_BEFORE = 400  # characters before an opening within which its title stands
LONGEST_TITLE = 60
ALIKE = 200  # characters behind the opening by which a text that was kept twice is known
LINE = re.compile(r"[^\n\r]+")


def divided(rules: Rules, found: Extracted) -> list[tuple[str, Extracted]]:
    """Return the reports of one text, each with the title above it; a text of one report as it is, without a title.

    Raises NotReadable, naming the places, where a text has the openings of several reports and it is not sure where each begins.
    """
    text = found.text
    starts = _by_openings(rules, text) or _by_titles(rules, text)
    if len(starts) < 2:
        return [("", found)]
    starts[0] = (0, starts[0][1])
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return [(title, _part(found, start, end)) for (start, title), end in zip(starts, ends, strict=True)]


@compiled
def _pattern(rules: Rules, use: str) -> re.Pattern:
    return re.compile("|".join(row["pattern"] for row in rules.table("report_starts") if row["use"] == use))


def _by_openings(rules: Rules, text: str) -> list[tuple[int, str]]:
    """Where the reports begin that a speaker opens, with their titles; one or none where the text has one opening."""
    openings = [match.start() for match in _pattern(rules, "opening").finditer(text)]
    own = [at for at, after in pairwise([*openings, len(text)]) if _size(text[at:after]) >= LEAST]
    if len(own) < 2 or _same(text, own):
        return []
    starts = [_title_above(rules, text, at, before) for before, at in pairwise([0, *own])]
    if None in starts[1:]:
        unsure = own[starts.index(None, 1)]
        raise NotReadable(
            "several_reports",
            f"it seems to hold {len(own)} reports, and it is not sure where the one begins that opens with "
            f"“{''.join(text[unsure : unsure + 30].split())}”; save each as a file of its own",
        )
    return [starts[0] or (0, ""), *starts[1:]]


def _same(text: str, own: list[int]) -> bool:
    """Whether all that follows the openings is one text kept several times, which cleaning takes out."""
    return len({"".join(text[at : at + 2 * ALIKE].split())[:ALIKE] for at in own}) == 1


def _title_above(rules: Rules, text: str, at: int, before: int) -> tuple[int, str] | None:
    """Start and words of the first title line above an opening, no farther off than titles stand."""
    low = max(before, at - TITLE_BEFORE)
    low = 0 if low == 0 else text.find("\n", low) + 1
    titles = [
        (low + match.start(), title)
        for match in LINE.finditer(text[low:at])
        if (title := _title(rules, match.group()))
    ]
    return titles[0] if titles else None


def _title(rules: Rules, line: str) -> str:
    """A line without its spaces where it names a report, else ""."""
    title = "".join(line.split())
    if len(title) > LONGEST_TITLE or _pattern(rules, "aside").search(title):
        return ""
    return title if _pattern(rules, "title").fullmatch(title) else ""


def _by_titles(rules: Rules, text: str) -> list[tuple[int, str]]:
    """Where the reports begin that have titles of one kind with place and year, each its own: summaries have no opening."""
    named = _pattern(rules, "year"), _pattern(rules, "place")
    titles = [
        (match.start(), title)
        for match in LINE.finditer(text)
        if (title := _title(rules, match.group())) and all(asked.search(title) for asked in named)
    ]
    sizes = [_size(text[at:after]) for (at, _), (after, _) in pairwise([*titles, (len(text), "")])]
    kinds = {title[-4:] for _, title in titles}
    different = len({title for _, title in titles}) == len(titles)
    return titles if len(kinds) == 1 and different and min(sizes, default=0) >= LEAST else []


def _size(text: str) -> int:
    return len(text) - sum(map(str.isspace, text))


def _part(found: Extracted, start: int, end: int) -> Extracted:
    """One report of a text; its pages keep their numbers, and what was lost without a place goes to the first."""
    first = bisect_left(found.losses, 1, key=lambda loss: loss.end)
    losses = [*(found.losses[:first] if not start else ()), *_within(found.losses[first:], start, end)]
    pages = tuple(max(0, page - start) for page in found.pages if page < end)
    return found._replace(text=found.text[start:end], pages=pages, losses=tuple(losses))


def _within(losses: tuple, start: int, end: int) -> Iterator:
    for loss in losses:
        if start <= loss.start < end:
            yield loss._replace(start=loss.start - start, end=min(loss.end, end) - start)
