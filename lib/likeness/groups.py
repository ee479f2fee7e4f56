"""Puts reports that may share passages together, in groups small enough to be compared as a whole: for large corpora."""

from collections.abc import Iterable

import numpy as np

from lib.likeness.runs import han

GRAM = 12  # Han characters of the longest run that a passage of nearly the same wording must have
WINDOW = 8  # of so many grams in a row one is kept: a run of GRAM + WINDOW - 1 characters keeps one wherever it stands
NEAREST = 20  # pairs of a text that are looked at
_PARTS = 16
_BLOCK = 200  # texts whose pairs are held at a time
_BASE = np.uint64(0x9E3779B97F4A7C15)


def groups(texts: Iterable[str], many: int, most: int) -> list[np.ndarray]:
    """Return groups of the numbers of texts, ascending, of at most `most` texts each; texts alone are in none.

    Two texts may share a passage where they share wordings of GRAM Han characters that stand in at most `many` texts of
    the corpus. Of each text the NEAREST that share most with it are looked at; pairs that share most are put together
    first, as long as their groups are not too large. Wordings are
    sampled by winnowing (Schleimer, Wilkerson & Aiken 2003): every run of 19 characters that two texts share keeps one.

    texts: clean texts, one at a time.
    """
    found = [_sampled(text) for text in texts]
    pairs, shared = _pairs(*_shared(found, many), len(found))
    return _joined(pairs[np.lexsort((pairs[:, 1], pairs[:, 0], -shared))], len(found), most)


def _shared(found: list[np.ndarray], many: int) -> tuple[np.ndarray, np.ndarray]:
    """The texts that share each wording of two to `many` texts, one wording after the other, and how many these are.

    Most wordings stand in one text alone; so they are looked at a part at a time.
    """
    members, sizes = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    for part in range(_PARTS):
        own = [one[one % np.uint64(_PARTS) == part] for one in found]
        texts = np.repeat(np.arange(len(own), dtype=np.int32), [len(one) for one in own])
        wordings = np.concatenate([*own, np.zeros(0, np.uint64)])
        order = np.argsort(wordings, kind="stable")  # of one wording the texts stay in order
        size = np.unique(wordings, return_counts=True)[1]
        kept = (size > 1) & (size <= many)
        members.append(texts[order][np.repeat(kept, size)])
        sizes.append(size[kept])
    return np.concatenate(members), np.concatenate(sizes)


def _sampled(text: str) -> np.ndarray:
    """The numbers of the wordings of a text that are kept, each once."""
    points, _ = han(text)
    if len(points) < GRAM:
        return np.zeros(0, np.uint64)
    values = np.zeros(len(points) - GRAM + 1, np.uint64)
    for place in range(GRAM):  # what overflows is cut off: arithmetic modulo 2 ** 64
        values = values * _BASE + points[place : len(points) - GRAM + 1 + place].astype(np.uint64)
    values = (values ^ (values >> np.uint64(29))) * _BASE  # so that the least of a window is any of it
    width = min(WINDOW, len(values))
    least = np.lib.stride_tricks.sliding_window_view(values, width).min(axis=1)
    return np.unique(least)


def _pairs(members: np.ndarray, sizes: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of each of `count` texts and those that share most with it, and how many wordings these share."""
    first, size = np.repeat(np.cumsum(sizes) - sizes, sizes), np.repeat(sizes, sizes)
    by_text = np.argsort(members, kind="stable")
    own, first, size = members[by_text], first[by_text], size[by_text]
    found = [np.zeros((2, 0), np.int64)]
    for low in range(0, count, _BLOCK):
        block = slice(*np.searchsorted(own, (low, low + _BLOCK)))
        found.append(_nearest(own[block], first[block], size[block], members, count))
    numbers, told = np.concatenate(found, axis=1)
    pairs, at = np.unique(numbers, return_index=True)
    return np.stack(np.divmod(pairs, count), axis=1), told[at]


def _nearest(
    own: np.ndarray, first: np.ndarray, size: np.ndarray, members: np.ndarray, count: int
) -> np.ndarray:
    """Numbers of pairs, and how much they share: of some texts with the NEAREST of each, of equals the first.

    own: text of each wording; first, size: where in `members` those that have it stand.
    """
    at = np.repeat(first - np.concatenate([[0], np.cumsum(size)[:-1]]), size) + np.arange(size.sum())
    one, other = np.repeat(own, size).astype(np.int64), members[at].astype(np.int64)
    pairs, shared = np.unique((one * count + other)[one != other], return_counts=True)
    one, other = np.divmod(pairs, count)
    order = np.lexsort((other, -shared, one))
    one, other, shared = one[order], other[order], shared[order]
    near = np.arange(len(one)) - np.searchsorted(one, one) < NEAREST
    number = np.minimum(one, other) * count + np.maximum(one, other)
    return np.stack([number[near], shared[near]])


def _joined(pairs: np.ndarray, count: int, most: int) -> list[np.ndarray]:
    """The groups that pairs make, in their order, those that would become too large left as they are."""
    first, size = np.arange(count), np.ones(count, dtype=np.int64)

    def root(text: int) -> int:
        """Return the text that stands for the group of another."""
        while first[text] != text:
            first[text] = first[first[text]]
            text = first[text]
        return text

    for one, other in pairs.tolist():
        a, b = sorted((root(one), root(other)))
        if a != b and size[a] + size[b] <= most:
            first[b] = a
            size[a] += size[b]
    roots = np.array([root(text) for text in range(count)], dtype=np.int64)
    groups = [np.flatnonzero(roots == one) for one in np.unique(roots) if size[one] > 1]
    return _packed(groups, most)


def _packed(groups: list[np.ndarray], most: int) -> list[np.ndarray]:
    """Small groups put together: comparing a hundred texts takes hardly longer than comparing two."""
    packed, held = [], np.zeros(0, np.int64)
    for group in groups:
        if len(held) and len(held) + len(group) > most:
            packed.append(np.sort(held))
            held = group
        else:
            held = np.concatenate([held, group])
    return [*packed, np.sort(held)] if len(held) else packed
