"""Puts reports that may share passages together, in groups small enough to be compared as a whole: for large corpora."""

from collections.abc import Iterable

import numpy as np

from lib.likeness.runs import han

GRAM = 12  # Han characters of the longest run that a passage of nearly the same wording must have
WINDOW = 8  # of so many grams in a row one is kept: a run of GRAM + WINDOW - 1 characters keeps one wherever it stands
_BASE = np.uint64(0x9E3779B97F4A7C15)


def groups(texts: Iterable[str], many: int, most: int) -> list[np.ndarray]:
    """Return groups of the numbers of texts, ascending, of at most `most` texts each; texts alone are in none.

    Two texts may share a passage where they share wordings of GRAM Han characters that stand in at most `many` texts of
    the corpus. Pairs that share most are put together first, as long as their groups are not too large. Wordings are
    sampled by winnowing (Schleimer, Wilkerson & Aiken 2003): every run of 19 characters that two texts share keeps one.

    texts: clean texts, one at a time.
    """
    found = [_sampled(text) for text in texts]
    sizes = [len(own) for own in found]
    wordings = np.concatenate([*found, np.zeros(0, np.uint64)])
    del found
    pairs, shared = _pairs(wordings, np.repeat(np.arange(len(sizes)), sizes), many)
    return _joined(pairs[np.lexsort((pairs[:, 1], pairs[:, 0], -shared))], len(sizes), most)


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


def _pairs(wordings: np.ndarray, texts: np.ndarray, many: int) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of texts that share a wording of two to `many` texts, and how many such wordings they share."""
    order = np.lexsort((texts, wordings))
    wordings, texts = wordings[order], texts[order]
    starts = np.flatnonzero(np.concatenate([[True], wordings[1:] != wordings[:-1]])) if len(order) else order
    sizes = np.diff(np.append(starts, len(wordings)))
    count = int(texts.max(initial=0)) + 1
    numbers = [np.zeros(0, np.int64)]
    for size in range(2, many + 1):
        members = texts[starts[sizes == size][:, None] + np.arange(size)]
        a, b = np.triu_indices(size, 1)
        numbers.append((members[:, a].astype(np.int64) * count + members[:, b]).ravel())
    pairs, shared = np.unique(np.concatenate(numbers), return_counts=True)
    return np.stack(np.divmod(pairs, count), axis=1), shared


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
