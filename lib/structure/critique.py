"""Passages in which a report owns up to problems: 我们也清醒地看到…不足."""

from bisect import bisect_right
from collections.abc import Sequence

from lib.rules import Rules
from lib.structure import cues
from lib.structure.frame import Part, passages
from lib.structure.headings import Heading

WANT = 3  # words of want that make a passage self-critical
CRITICAL = 300  # characters behind its opening in which they stand
LEAD_UP = (
    150  # characters in front of it that belong to the passage; behind more, it begins with its sentence
)
LEADING = 2000  # characters of a plan in which it may stand
READ = 3000  # characters of a passage that are looked through


def find_problems(
    rules: Rules, text: str, parts: Sequence[Part], headings: list[Heading], closing: int
) -> int | None:
    """Return where the passage begins in which a report owns up to problems; None if none, or if headings name it.

    It is looked for in the second half of each review, then in front of a plan's first section.
    """
    if any(
        heading.number and cues.last_role(rules, "title", heading.words)[0] == "problems"
        for heading in headings
    ):
        return None
    starts = [heading.start for heading in headings if heading.number]
    taken = {*starts, *(part.start for part in parts)}
    ends = [part.start for part in parts[1:]] + [closing]
    for part, end in zip(parts, ends):
        if part.role == "review":
            middle = (part.start + end) // 2
            line = text.rfind("\n", part.words_end, middle) + 1
            at = _critical_passage(rules, text, line or part.words_end, middle, end, taken)
            if at is not None:
                return at
    for part, end in zip(parts, ends):
        if part.role == "plan":
            first = starts[bisect_right(starts, part.start) :][:1]
            stop = min([end, part.words_end + LEADING, *first])
            return _critical_passage(rules, text, part.words_end, part.words_end, stop, taken)
    return None


def _critical_passage(
    rules: Rules, text: str, start: int, middle: int, end: int, taken: set[int]
) -> int | None:
    """Return where the first self-critical passage of text[start:end] begins that ends behind `middle`, or None."""
    for first, last in passages(text, start, end):
        if last <= middle or first in taken:
            continue
        at = first + owns_up(rules, text[first : last + CRITICAL], last - first)
        if at >= first:
            sentence = max(text.rfind(stop, first, at) for stop in "。！？!") + 1
            return first if sentence <= first or sentence - first <= LEAD_UP else sentence
    return None


def owns_up(rules: Rules, passage: str, length: int) -> int:
    """Return where in a passage problems are owned up to (我们也清醒地看到…不足), or -1 if nowhere.

    length: characters of the passage itself; what follows it is read along. Words of want must follow, and
    problems that were solved (解决了一批困难和问题) are none.
    """
    length = min(length, READ)
    solved = [match for match in cues.matches(rules, "passage", passage[:length], "none")]
    for match in cues.matches(rules, "passage", passage[:length], "problems"):
        inside = any(other.start() < match.end() and match.start() < other.end() for other in solved)
        if not inside and cues.count(rules, "lack", passage[match.end() : match.end() + CRITICAL]) >= WANT:
            return match.start()
    return -1
