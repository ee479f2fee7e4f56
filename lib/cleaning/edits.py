"""Edits on a text that keep every offset: apply, chain and walk back to the raw text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """The raw characters [start, end) are replaced by `replacement`, for the reason named by `rule`."""

    start: int
    end: int
    rule: str
    replacement: str


class CleanText(NamedTuple):
    """A raw text, its clean text, and the edits between them: sorted, disjoint, never empty in the raw text."""

    raw: str
    text: str
    edits: tuple[Edit, ...]
    clean_starts: tuple[int, ...]  # where each edit's replacement begins in the clean text


def edited(raw: str, edits: Sequence[Edit]) -> CleanText:
    """Return the clean text that `edits` make of `raw`.

    edits: sorted by start, disjoint, each with start < end.
    """
    pieces, starts, at, length = [], [], 0, 0
    for start, end, _, replacement in edits:
        pieces += (raw[at:start], replacement)
        length += start - at
        starts.append(length)
        length += len(replacement)
        at = end
    pieces.append(raw[at:])
    return CleanText(raw, "".join(pieces), tuple(edits), tuple(starts))


def raw_span(clean_text: CleanText, start: int, end: int) -> tuple[int, int]:
    """Return the raw offsets [start, end) of the clean characters [start, end); text removed inside is covered.

    start, end: clean offsets, 0-based, end exclusive. An empty span (start == end) gives an empty raw span.
    """
    _, _, edits, begins = (
        clean_text  # asked a thousand times a report, so nothing is called for it but bisect
    )
    first, at = start, bisect_right(begins, start) - 1
    if at >= 0:  # behind everything that was removed in front of the first character
        inside, (begun, ended, _, replacement) = start - begins[at], edits[at]
        first = begun if inside < len(replacement) else ended + inside - len(replacement)
    if end <= start:
        return first, first
    last, at = end, bisect_left(begins, end) - 1
    if at >= 0:  # in front of everything that was removed behind the last one
        inside, (_, ended, _, replacement) = end - begins[at], edits[at]
        last = ended if inside <= len(replacement) else ended + inside - len(replacement)
    return first, last


def clean_offset(clean_text: CleanText, raw_at: int) -> int:
    """Return where the raw offset `raw_at` stands in the clean text; inside an edit, where the edit begins."""
    i = bisect_right(clean_text.edits, raw_at, key=lambda edit: edit.start) - 1
    if i < 0:
        return raw_at
    edit, begins = clean_text.edits[i], clean_text.clean_starts[i]
    return begins if raw_at < edit.end else begins + len(edit.replacement) + raw_at - edit.end


def chained(first: Sequence[Edit], second: Iterable[Edit]) -> list[Edit]:
    """Return the edits on the raw text that do the same as `first` and then `second` on its result.

    first: edits on the raw text; second: edits on the text that `first` makes. A removal that `first` made inside
    a range of `second` keeps its own rule, so that each raw character stays named by the rule that took it away;
    a replacement inside such a range passes to the later rule.
    """
    result: list[Edit] = []
    i = shift = open_until = 0  # shift: raw minus middle offset behind first[:i]; open_until: see below
    for start, end, rule, replacement in second:
        while i < len(first) and first[i].start - shift + len(first[i].replacement) <= start:
            result.append(first[i])
            shift += _shrinkage(first[i])
            i += 1
        raw_start, raw_end, prefix, suffix, removed = start + shift, None, "", "", []
        if start < open_until:  # within a replacement that the edit before this one has cut short
            raw_start, raw_end, _, left = result.pop()
            prefix = left[: len(left) - (open_until - start)]
            suffix = left[len(left) - (open_until - end) :] if end < open_until else ""
            raw_end = raw_end if end <= open_until else None
        elif i < len(first) and first[i].start - shift < start:
            raw_start, prefix = first[i].start, first[i].replacement[: start - first[i].start + shift]
        while i < len(first) and first[i].start - shift < end:
            edit, middle = first[i], first[i].start - shift
            if middle + len(edit.replacement) > end:
                suffix, raw_end = edit.replacement[end - middle :], edit.end
                open_until = middle + len(edit.replacement)
            if not edit.replacement:
                removed.append(edit)
            shift += _shrinkage(edit)
            i += 1
        raw_end = end + shift if raw_end is None else raw_end
        result += _split_around(removed, raw_start, raw_end, rule, prefix + replacement + suffix)
    return result + list(first[i:])


def _shrinkage(edit: Edit) -> int:
    return edit.end - edit.start - len(edit.replacement)


def _split_around(removed: list[Edit], start: int, end: int, rule: str, replacement: str) -> list[Edit]:
    """One edit over [start, end), cut where an earlier removal stands; the replacement goes to the last piece."""
    pieces: list[Edit] = []
    for earlier in removed:
        if start < earlier.start:
            pieces.append(Edit(start, earlier.start, rule, ""))
        pieces.append(earlier)
        start = earlier.end
    return [*pieces, Edit(start, end, rule, replacement)]
