"""Runs of the same Han characters in two reports, found in a suffix array of all reports in time linear in the text."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from pydivsufsort import divsufsort, kasai

_HAN = ((0x3007, 0x3008), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
_END = 0x323B0
MARGIN = (
    64  # separators before the first and behind the last report, so that looking sideways needs no bounds
)


class Joined(NamedTuple):
    """The Han characters of all reports in one array, and the suffixes of that array in order."""

    codes: np.ndarray  # one number per character, 0 between reports
    report: np.ndarray  # which report it stands in, -1 between reports
    offset: np.ndarray  # where it stands in that report's text
    starts: np.ndarray  # where each report begins
    ends: np.ndarray  # where each report ends, exclusive
    suffixes: np.ndarray  # where each suffix begins, suffixes sorted by their characters
    common: np.ndarray  # common[i]: how many characters suffixes i and i + 1 share before a report ends


class Runs(NamedTuple):
    """Pairs of places with the same characters, none longer: positions in Joined.codes, a before b."""

    a: np.ndarray
    b: np.ndarray
    length: np.ndarray
    rank: np.ndarray  # place in Joined.suffixes of one of the two
    wide: np.ndarray  # whether the run stands in more than `many` places


def join(texts: Sequence[str]) -> Joined:
    """Return the Han characters of some texts as one array with its suffix array.

    Everything else (punctuation, white space, numerals in digits, Latin letters) is passed over, so that a run goes on
    across it. The suffix array is libdivsufsort's, the lengths shared by neighbours are Kasai's.

    texts: clean texts.
    """
    codes, report, offset, starts, ends = _laid_out(texts)
    suffixes = divsufsort(codes)
    # one side's room is enough: a separator agrees only with a separator, so both then end at the same character
    room = np.zeros(len(codes), np.int32)  # characters left until the report ends
    for start, end in zip(starts, ends):
        room[start:end] = np.arange(end - start, 0, -1)
    common = kasai(codes, suffixes)[:-1]
    np.minimum(common, room[suffixes[:-1]], out=common)
    return Joined(codes, report, offset, starts, ends, suffixes, common)


def _laid_out(texts: Sequence[str]) -> tuple[np.ndarray, ...]:
    """The first five of Joined: the Han characters of all reports, and where each stands."""
    parts, offsets = zip(*map(han, texts)) if texts else ((), ())
    gap = np.zeros(1, np.uint32)
    pieces = [np.zeros(MARGIN - 1, np.uint32)]
    for part in parts:
        pieces += (gap, part)
    points = np.concatenate([*pieces, np.zeros(MARGIN, np.uint32)])
    sizes = np.array([len(part) for part in parts], dtype=np.int64)
    starts = MARGIN + np.concatenate([[0], np.cumsum(sizes[:-1] + 1)]) if len(sizes) else sizes
    report, offset = np.full((2, len(points)), -1, np.int32)
    for number, (start, size) in enumerate(zip(starts, sizes)):
        report[start : start + size] = number
        offset[start : start + size] = offsets[number]
    return _dense(points), report, offset, starts, starts + sizes


def han(text: str) -> tuple[np.ndarray, np.ndarray]:
    """The code points of a text's Han characters, and where they stand."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    where = np.flatnonzero(np.logical_or.reduce([(points >= low) & (points < end) for low, end in _HAN]))
    return points[where], where.astype(np.int32)


def _dense(points: np.ndarray) -> np.ndarray:
    """Code points as small numbers in the same order: two bytes each sort twice as fast as four."""
    present = np.zeros(_END, bool)
    present[points] = True
    present[0] = True
    number = np.cumsum(present) - 1
    return number.astype(np.uint16 if number[-1] < 2**16 else np.uint32)[points]


def maximal_runs(joined: Joined, shortest: int, many: int) -> Runs:
    """Return the runs of at least `shortest` characters that two reports share and that go no further on either side.

    Each suffix is compared with the next `many` in order, which are those that share most with it. So every pair of
    places is found whose run stands in at most `many` places of the corpus, and of runs that stand in more, the
    nearest pairs: time and memory are at most `many` times the length of the text.
    """
    found = [np.zeros((3, 0), np.int32)]
    first = np.flatnonzero(joined.common >= shortest).astype(np.int32)
    length = joined.common[first]
    for distance in range(1, many + 1):
        a, b = joined.suffixes[first], joined.suffixes[first + distance]
        before = joined.codes[a - 1]
        keep = (before != joined.codes[b - 1]) | (before == 0)
        keep &= joined.report[a] != joined.report[b]
        found.append(np.stack([first[keep], first[keep] + np.int32(distance), length[keep]]))
        inside = first + distance < len(joined.common)
        first, length = first[inside], length[inside]
        length = np.minimum(length, joined.common[first + distance])
        first, length = first[length >= shortest], length[length >= shortest]
    low, high, length = np.concatenate(found, axis=1)
    places = 1 + high - low + _reach(joined.common, low - 1, length, -1, many)
    places += _reach(joined.common, high, length, 1, many)
    ends = np.sort(np.stack([joined.suffixes[low], joined.suffixes[high]]), axis=0)
    return Runs(ends[0], ends[1], length, low, places > many)


def _reach(common: np.ndarray, at: np.ndarray, length: np.ndarray, step: int, most: int) -> np.ndarray:
    """How many suffixes further on also share `length` characters, counted up to `most`."""
    reached = np.zeros(len(at), np.int32)
    active = np.arange(len(at))
    for distance in range(most):
        place = at[active] + step * distance
        inside = (place >= 0) & (place < len(common))
        active, place = active[inside], place[inside]
        active = active[common[place] >= length[active]]
        reached[active] += 1
    return reached


def distinct(joined: Joined, runs: Runs) -> np.ndarray:
    """Return the index of one run of each wording, the one that stands first."""
    order = np.lexsort((runs.b, runs.a))
    spans = zip(order.tolist(), runs.a[order].tolist(), (runs.a + runs.length)[order].tolist(), strict=True)
    first: dict[bytes, int] = {}
    for index, start, end in spans:
        first.setdefault(joined.codes[start:end].tobytes(), index)
    return np.array(sorted(first.values()), dtype=np.int64)


def places(joined: Joined, rank: int, length: int) -> np.ndarray:
    """Return every position, in order, of the wording that suffix number `rank` begins with, `length` characters long."""
    low = high = int(rank)
    while low > 0 and joined.common[low - 1] >= length:
        low -= 1
    while high < len(joined.common) and joined.common[high] >= length:
        high += 1
    return np.sort(joined.suffixes[low : high + 1])


def documents_of(joined: Joined, rank: np.ndarray, length: np.ndarray, many: int) -> np.ndarray:
    """Return in how many reports each wording stands: the first `length` characters of suffix number `rank`.

    many: places that a wording has at most.
    """
    reports = [joined.report[joined.suffixes[rank]]]
    for step in (-1, 1):
        held = np.ones(len(rank), bool)
        for distance in range(many):
            # common[i] is what suffixes i and i + 1 share
            at = rank + step * distance - (step < 0)
            held = held & (at >= 0) & (at < len(joined.common))
            held[held] = joined.common[at[held]] >= length[held]
            found = np.full(len(rank), -1, np.int32)
            found[held] = joined.report[joined.suffixes[at[held] + (step > 0)]]
            reports.append(found)
    told = np.sort(np.stack(reports), axis=0)
    return (told[0] >= 0) + ((told[1:] != told[:-1]) & (told[1:] >= 0)).sum(axis=0)


def names(joined: Joined, length: int) -> np.ndarray:
    """Return a number for the `length` characters from each position on: equal where these are the same in a report."""
    group = np.concatenate([np.zeros(1, np.int32), np.cumsum(joined.common < length, dtype=np.int32)])
    named = np.empty(len(group), np.int32)
    named[joined.suffixes] = group
    return named


def standing_elsewhere(joined: Joined, shortest: int, many: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which characters stand in a run of `shortest` that another report has too, and which in one of many places.

    Both are exact and of the length of Joined.codes. many: the number of places above which a run is a set phrase.
    """
    linked = np.concatenate([[False], joined.common >= shortest, [False]])
    first, last = np.flatnonzero(linked[1:] != linked[:-1]).reshape(-1, 2).T  # suffixes of one wording
    size = last - first + 1
    group = np.cumsum(size) - size
    places = joined.suffixes[np.repeat(first - group, size) + np.arange(size.sum())]
    report = joined.report[places]
    shared = np.minimum.reduceat(report, group) < np.maximum.reduceat(report, group)
    marks = []
    for mark in (shared, shared & (size > many)):
        begins = np.zeros(len(joined.codes), bool)
        begins[places] = np.repeat(mark, size)
        marks.append(_covered(begins, shortest))
    return marks[0], marks[1]


def _covered(begins: np.ndarray, length: int) -> np.ndarray:
    """Whether each position lies in one of the stretches of `length` that begin at the marked positions."""
    change = begins.astype(np.int32)
    change[length:] -= begins[:-length]
    return np.cumsum(change, out=change) > 0
