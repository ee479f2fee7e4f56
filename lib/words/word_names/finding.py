"""The names of a text: each ending asked once where its name begins, places before firms, and the tokens put together."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from lib.rules import Rules
from lib.words.word_names.name_words import name_words, what_is
from lib.words.word_names.starts import NAMES, Cut, long_start, short_start


class Name(NamedTuple):
    """One name: its span in the text and what it names (village, town, county, road, river, firm, site)."""

    start: int
    end: int
    kind: str


def find_names(
    rules: Rules, text: str, tokens: Sequence[str], terms: frozenset[str] = frozenset()
) -> list[Name]:
    """Return the names of a text in order, none inside or across another.

    A name is an ending (村, 有限公司) with words before it that are no ordinary words of jieba's dictionary. Names of
    places come first, so that a firm's name ends where that of a village begins. What was found once is found
    wherever it stands before the same ending.

    text: clean text. tokens: how the segmenter cut it; joined, they are the text.
    terms: words that are terms, not names: a name that would cut one apart is none.
    """
    return _find(_read(rules, text, tokens, terms))


def keep_names(
    rules: Rules, text: str, tokens: Sequence[str], terms: frozenset[str] = frozenset()
) -> list[str]:
    """Return the tokens with each name of the text as one of them; what a name leaves of a token it cuts is a token.

    Parameters as for find_names().
    """
    cut = _read(rules, text, tokens, terms)
    merged: list[str] = []
    done = 0  # characters
    for name in _find(cut):
        _add_between(merged, cut, done, name.start)
        merged.append(text[name.start : name.end])
        done = name.end
    _add_between(merged, cut, done, len(text))
    return merged


def _read(rules: Rules, text: str, tokens: Sequence[str], terms: frozenset[str]) -> Cut:
    starts = list(accumulate(map(len, tokens), initial=0))
    return Cut(text, tokens, starts, terms, what_is(terms), name_words(rules))


def _add_between(merged: list[str], cut: Cut, begin: int, end: int) -> None:
    """Add the tokens from one offset to another, cut at both."""
    first, last = bisect_left(cut.starts, begin), bisect_left(cut.starts, end)
    if first == last:  # no token starts between them
        return merged.extend([cut.text[begin:end]] if begin < end else [])
    if cut.starts[first] > begin:
        merged.append(cut.text[begin : cut.starts[first]])
    if cut.starts[last] == end:
        merged += cut.tokens[first:last]
    else:
        merged += cut.tokens[first : last - 1]
        merged.append(cut.text[cut.starts[last - 1] : end])


def _find(cut: Cut) -> list[Name]:
    text, meant = cut.text, cut.words.kinds
    hits = [(match.start(), match.end(), *meant[match[0]]) for match in cut.words.endings.finditer(text)]
    found: dict[int, Name] = {}  # by end
    for start, end, kind, shape in hits:
        if shape == "short" and (begin := short_start(cut, start, kind)) is not None:
            found[end] = Name(begin, end, kind)
    _spread(text, hits, found)
    ends = {name.end for name in found.values()}
    stems = {text[name.start : name.end - 1] for name in found.values() if name.kind in ("town", "county")}
    for start, end, kind, shape in hits:
        if shape == "long" and (begin := long_start(cut, start, kind, ends, stems)) is not None:
            found[end] = Name(begin, end, kind)
    return _apart([name for name in found.values() if not _is_term(cut, name)])


def _spread(text: str, hits: list[tuple[int, int, str, str]], found: dict[int, Name]) -> None:
    """Add the places where a name that was found stands again, in words that were cut in another way."""
    known = {text[name.start : name.end] for name in found.values()}
    lengths = sorted({len(name) for name in known}, reverse=True)
    for _, end, kind, shape in hits:
        if shape == "short" and end not in found:
            for length in lengths:
                if text[max(0, end - length) : end] in known:
                    found[end] = Name(end - length, end, kind)
                    break


def _is_term(cut: Cut, name: Name) -> bool:
    """Return whether a name is a term or an ordinary word, or would cut a term: the term, put there on purpose, stays."""
    if cut.what(cut.text[name.start : name.end]) not in NAMES:
        return True
    first, last = bisect_right(cut.starts, name.start) - 1, bisect_left(cut.starts, name.end)
    if cut.starts[first] != name.start and cut.tokens[first] in cut.terms:
        return True
    return cut.starts[last] != name.end and cut.tokens[last - 1] in cut.terms


def _apart(names: list[Name]) -> list[Name]:
    """Return the names in order; of two that overlap, the longer."""
    kept: list[Name] = []
    for name in sorted(names):
        if kept and name.start < kept[-1].end:
            if name.end - name.start > kept[-1].end - kept[-1].start:
                kept[-1] = name
        else:
            kept.append(name)
    return kept
