"""Passages of nearly the same wording: runs strung together and grown across small differences."""

from typing import NamedTuple

import numpy as np

from lib.likeness.runs import Joined, Runs, names

GAP = 6  # Han characters, the most that two wordings may differ by between two pieces: a name, an office, a year
PIECE = 6  # the fewest that must then be the same again; and always twice as many as differ
GAPS = sorted(
    ((a, b) for a in range(GAP + 1) for b in range(GAP + 1) if a or b), key=lambda g: (sum(g), max(g), g)
)


class Grown(NamedTuple):
    """Passages of two reports as positions in Joined.codes, ends exclusive."""

    start_a: np.ndarray
    end_a: np.ndarray
    start_b: np.ndarray
    end_b: np.ndarray
    matched: np.ndarray  # characters that are the same
    pieces: np.ndarray  # runs that it is made of
    core: np.ndarray  # index of the longest run it was grown from


def strung(joined: Joined, runs: Runs) -> Grown:
    """Return the runs with those joined that follow each other in both reports at most GAP characters apart."""
    pair = np.stack([joined.report[runs.a], joined.report[runs.b]])
    order = np.lexsort((runs.b, runs.a, pair[1], pair[0]))
    a, b, length, pair = runs.a[order], runs.b[order], runs.length[order], pair[:, order]
    gaps = np.stack([a[1:] - a[:-1] - length[:-1], b[1:] - b[:-1] - length[:-1]])
    linked = (gaps <= GAP).all(0) & (gaps >= -PIECE).all(0) & (pair[:, 1:] == pair[:, :-1]).all(0)
    # where an inserted word begins like what follows it, both runs claim the same few characters
    overlap = np.where(linked, np.maximum(0, -gaps.min(0, initial=GAP)), 0)
    opens = np.concatenate([[True], ~linked])[: len(a)]
    first = np.flatnonzero(opens)
    last = np.concatenate([first[1:] - 1, [len(a) - 1]])[: len(first)]
    matched = length - np.concatenate([[0], overlap])[: len(a)]
    chain = np.cumsum(opens) - 1
    longest = np.lexsort((np.arange(len(a)), -length, chain))[first]
    return Grown(
        a[first],
        a[last] + length[last],
        b[first],
        b[last] + length[last],
        np.bincount(chain, matched, len(first)).astype(np.int64),
        last - first + 1,
        order[longest],
    )


def grown(joined: Joined, passages: Grown) -> Grown:
    """Return the passages continued on both sides as long as, at most GAP characters on, they agree again.

    They must agree on at least PIECE characters, and on twice as many as differ; the smallest difference is taken.
    """
    named = names(joined, PIECE)
    end_a, end_b, matched, pieces = _continued(joined, named, passages.end_a, passages.end_b, 1)
    start_a, start_b, more, before = _continued(joined, named, passages.start_a, passages.start_b, -1)
    return Grown(
        start_a,
        end_a,
        start_b,
        end_b,
        passages.matched + matched + more,
        passages.pieces + pieces + before,
        passages.core,
    )


def _continued(joined, named, edge_a, edge_b, step: int) -> tuple[np.ndarray, ...]:
    """The edges moved outwards (step 1: ends, -1: starts), with the characters and pieces won."""
    edge_a, edge_b = edge_a.astype(np.int64), edge_b.astype(np.int64)
    matched, pieces = np.zeros((2, len(edge_a)), np.int64)
    active = np.arange(len(edge_a))
    while len(active):
        waiting, moved = active, [active[:0]]
        for gap_a, gap_b in GAPS:
            a, b = edge_a[waiting] + step * gap_a, edge_b[waiting] + step * gap_b
            inside = _no_border(joined, edge_a[waiting], a, step)
            inside &= _no_border(joined, edge_b[waiting], b, step)
            hits = np.flatnonzero(inside & _same(named, a, b, step))
            length = _agreement(joined.codes, named, a[hits], b[hits], step)
            hits, length = (part[length >= 2 * max(gap_a, gap_b)] for part in (hits, length))
            who = waiting[hits]
            edge_a[who], edge_b[who] = a[hits] + step * length, b[hits] + step * length
            matched[who] += length
            pieces[who] += 1
            moved.append(who)
            waiting = np.delete(waiting, hits)
        active = np.concatenate(moved)
    return edge_a, edge_b, matched, pieces


def _same(named: np.ndarray, a: np.ndarray, b: np.ndarray, step: int) -> np.ndarray:
    """Whether the PIECE characters outwards of two edges are the same."""
    return named[a] == named[b] if step > 0 else named[a - PIECE] == named[b - PIECE]


def _no_border(joined: Joined, edge: np.ndarray, further: np.ndarray, step: int) -> np.ndarray:
    """Whether what lies outwards of two positions is of the same report."""
    return joined.report[edge - (step > 0)] == joined.report[further - (step < 0)]


def _agreement(codes: np.ndarray, named: np.ndarray, a: np.ndarray, b: np.ndarray, step: int) -> np.ndarray:
    """How many characters outwards of two edges are the same, at least PIECE."""
    length = np.full(len(a), PIECE)
    for stride, same in ((PIECE, lambda a, b: _same(named, a, b, step)), (1, _one_same(codes, step))):
        active = np.arange(len(a))
        while len(active):
            at_a, at_b = a[active] + step * length[active], b[active] + step * length[active]
            active = active[same(at_a, at_b)]
            length[active] += stride
    return length


def _one_same(codes: np.ndarray, step: int):
    shift = 0 if step > 0 else -1
    return lambda a, b: (codes[a + shift] == codes[b + shift]) & (codes[a + shift] != 0)


def without_contained(joined: Joined, passages: Grown) -> Grown:
    """Return the passages that do not lie, in both reports, within another of the same two; in order of their places."""
    spans = np.stack([joined.report[passages.start_a], joined.report[passages.start_b], *passages[:4]])
    order = np.lexsort((passages.core, -spans[5], spans[4], -spans[3], spans[2], spans[1], spans[0]))
    keep, pair, around = [], None, []
    for index, (report_a, report_b, start_a, end_a, start_b, end_b) in zip(order, spans[:, order].T.tolist()):
        if pair != (report_a, report_b):
            pair, around = (report_a, report_b), []
        around = [span for span in around if span[0] > start_a]
        if not any(end_a <= end and start <= start_b and end_b <= last for end, start, last in around):
            around.append((end_a, start_b, end_b))
            keep.append(index)
    return Grown(*(part[np.array(keep, dtype=np.int64)] for part in passages))
