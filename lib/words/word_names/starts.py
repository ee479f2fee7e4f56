"""Where a name before an ending begins: back to a stop, or to the first word that is no ordinary one."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lib.words.word_names.name_words import HAN, NUMERALS, NameWords

NAMES = (None, "proper")  # what a word may be that is, or opens, a name
_SHORT, _LONG = 4, 16  # characters before the ending


class Cut(NamedTuple):
    """A text as the segmenter cut it, where each token starts, what each word is, and the rules."""

    text: str
    tokens: Sequence[str]
    starts: list[int]
    terms: frozenset[str]
    what: Callable[[str], str | None]
    words: NameWords


def short_start(cut: Cut, ending: int, kind: str) -> int | None:
    """Return where the name before a short ending begins (高峰 in 在高峰村), None where it is no name.

    ending: offset of the ending. kind: what the ending names.
    """
    i = bisect_right(cut.starts, ending) - 1
    if cut.starts[i] == ending:
        i -= 1
    elif cut.what(cut.tokens[i]) not in NAMES:
        return None
    start = _short_back(cut, i, ending)
    if not 2 <= ending - start <= _SHORT:
        return None
    return start if _is_stem(cut, cut.text[start:ending], cut.text[ending], kind) else None


def _short_back(cut: Cut, i: int, ending: int) -> int:
    """Return how far back from token i the words go that may be a short name: to a stop or an ordinary word."""
    start, stops = ending, cut.words.stops["short"]
    while i >= 0 and ending - cut.starts[i] <= _SHORT + 1:
        piece = cut.text[cut.starts[i] : start]
        if piece in stops or not _is_han(cut, piece):
            break
        if len(piece) > 1:
            if cut.what(cut.tokens[i]) in NAMES or _is_rare_with_one(cut, i, stops):
                return _with_word(cut, i, start, ending)
            return start
        start -= 1
        i -= 1
    if ending - start == 1 and _is_part(cut, i):  # 、和庄村: nothing stands before 和 that it could join
        start -= 1
    return start


def _is_han(cut: Cut, word: str) -> bool:
    return cut.what(word) is not None or bool(HAN.fullmatch(word))


def _is_rare_with_one(cut: Cut, i: int, stops: frozenset[str]) -> bool:
    """Return whether a rare noun has a single character before it that goes with it (、黄小店村)."""
    return cut.what(cut.tokens[i]) == "rare" and i > 0 and _joins(cut, i - 1, stops)


def _with_word(cut: Cut, i: int, start: int, ending: int) -> int:
    """Return where a name begins whose first word is token i, or part of it, or the single character before it."""
    word, stops = cut.text[cut.starts[i] : start], cut.words.stops["short"]
    if cut.what(cut.tokens[i]) is None:  # guessed by the segmenter: 在李 of 在李灵村
        while len(word) > 1 and word[0] in stops and len(word) - 1 + ending - start > 1:
            word = word[1:]
    if start - len(word) == cut.starts[i] and i and _joins(cut, i - 1, stops):
        return cut.starts[i - 1]
    if word[0] in cut.words.signs["and"] and HAN.fullmatch(
        cut.text[start - len(word) - 1 : start - len(word)]
    ):
        return start
    return start - len(word)


def _is_stem(cut: Cut, stem: str, ending: str, kind: str) -> bool:
    """Return whether the words before an ending can be a name of this kind.

    ending: the first character of the ending.
    """
    what, words = cut.what(stem), cut.words
    if what not in NAMES or stem in words.classes or ending in stem or stem[0] == stem[2:3]:  # 治沟治河
        return False
    if kind == "county":  # jieba's dictionary has nearly all of them
        return what == "proper" and not words.parts.search(stem)
    return not stem.endswith(words.class_ends) and not words.parts.search(stem)


def _joins(cut: Cut, i: int, stops: frozenset[str]) -> bool:
    """Return whether a single character goes with the name behind it (黄 in 、黄小店村): nothing else claims it."""
    if len(cut.tokens[i]) > 1 or cut.tokens[i] in stops or not HAN.fullmatch(cut.tokens[i]):
        return False
    before = cut.tokens[i - 1] if i else ""
    if before in stops or not _is_han(cut, before):
        return True
    return len(before) > 1 and cut.what(before) in (None, "proper", "verb")


def _is_part(cut: Cut, i: int) -> bool:
    """Return whether 和 opens a name: behind punctuation or a preposition it joins nothing."""
    signs = cut.words.signs
    if i <= 0 or cut.tokens[i] not in signs["opening"]:
        return False
    return not HAN.fullmatch(cut.tokens[i - 1]) or cut.tokens[i - 1] in signs["preposition"]


def long_start(cut: Cut, ending: int, kind: str, ends: set[int], stems: set[str]) -> int | None:
    """Return where the name before a long ending begins: at the first word that is no ordinary one, back to a stop.

    ending, kind: as for short_start(). ends: where short names end. stems: names of towns and counties in the text.
    """
    i = bisect_right(cut.starts, ending) - 1
    if cut.starts[i] == ending:
        i -= 1
    limited = any(word in cut.text[ending : ending + 4] for word in cut.words.signs["limited"])
    start, first, stops = ending, None, cut.words.stops["limited" if limited else "long"]
    while i >= 0 and start not in ends and ending - cut.starts[i] <= _LONG:
        piece = cut.text[cut.starts[i] : start]
        what = cut.what(piece)
        if piece in stops or _stops(what, kind, first) or (what is None and not HAN.fullmatch(piece)):
            break
        rest = piece
        if what is None:  # guessed by the segmenter: 和稷 of 和稷山工业园
            if not cut.words.signs["join"].isdisjoint(piece[1:]):
                return None
            while rest and rest[0] in stops:
                rest = rest[1:]
        start -= len(rest)
        if what != "ordinary" or rest in stems:
            joined = first == start + len(rest)
            proper = what in NAMES or (limited and what == "rare") or rest in stems
            if (
                (proper and len(rest) > 1 and not _is_class(rest, cut.words))
                or (joined and len(rest) == 1 and (rest != piece or _joins(cut, i, stops)))
                or (joined and what == "rare" and piece[:2] not in stops and _is_free(cut, i, stops))
            ):
                first = start
        if rest != piece:
            break
        i -= 1
    if first is None or (limited and cut.what(cut.text[first:ending]) == "rare"):  # 水务有限公司: no name
        return None
    return _opened(cut, first)


def _is_free(cut: Cut, i: int, stops: frozenset[str]) -> bool:
    """Return whether a rare noun goes with the name behind it (的阳谷新新特种纸公司): nothing else claims it."""
    before = cut.tokens[i - 1] if i else ""
    return not _is_han(cut, before) or before in stops or cut.what(before) == "verb"


def _opened(cut: Cut, start: int) -> int | None:
    """Return the start of a name with the size or age before it (。大青沟旅游公司), None inside a number (二十国集团)."""
    text = cut.text
    before, first = text[start - 1 : start], text[start]
    if first in NUMERALS and before in NUMERALS and before:
        return None
    if before in cut.words.signs["size"] and not HAN.fullmatch(text[start - 2 : start - 1]):
        return start - 1
    return start


def _stops(word: str | None, kind: str, first: int | None) -> bool:
    """Return whether a word ends the way back: a verb may tell what a firm does, but not stand before its proper name.

    word: what it is. kind: of the name.
    """
    return word == "function" or (word == "verb" and (kind != "firm" or first is not None))


def _is_class(word: str, words: NameWords) -> bool:
    return word in words.classes or word[:2] in words.classes or word[-1] in words.signs["class_end"]
