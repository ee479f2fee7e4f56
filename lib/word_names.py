"""Names of villages, towns, roads, firms and sites found in a text, from its endings and the words before them."""

import importlib.util
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import NamedTuple

from lib import dictionaries, paths

# Tags of jieba's dictionary for words that may be names: places, people, organisations, other proper names.
_PROPER = {"ns", "nr", "nrt", "nrfg", "nz", "nt"}
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_JOINS = re.compile("[至和与及的等]")
_NAMES = (None, "proper")  # what a word may be that opens a name
_NUMERALS = "一二三四五六七八九十百千"
_RARE = 1_000  # nouns rarer than this in jieba's dictionary may be names of places (阳谷, 赤壁)
_SHORT, _LONG = 4, 16  # characters before the ending


class Name(NamedTuple):
    """One name: its span in the text and what it names (village, town, county, road, river, firm, site)."""

    start: int
    end: int
    kind: str


class _Text(NamedTuple):
    """A text as the segmenter cut it."""

    text: str
    tokens: Sequence[str]
    starts: list[int]
    terms: frozenset[str]
    words: dict[str, str]  # jieba's dictionary: what each word is

    def what(self, word: str) -> str | None:
        """Return what a word is: term, or as in jieba's dictionary; None for a word that neither has."""
        return "term" if word in self.terms else self.words.get(word)

    def at(self, offset: int) -> int:
        """Return the index of the token that holds the character at an offset."""
        return bisect_right(self.starts, offset) - 1


class _Rules(NamedTuple):
    """name_words.csv, made ready: one expression for all endings, and what each means."""

    endings: re.Pattern[str]
    kinds: dict[str, tuple[str, str]]
    stops: dict[str, frozenset[str]]
    classes: frozenset[str]
    class_ends: tuple[str, ...]
    parts: re.Pattern[str]


def find_names(text: str, tokens: Sequence[str], terms: frozenset[str] = frozenset()) -> list[Name]:
    """Return the names of a text in order, none inside or across another.

    A name is an ending (村, 有限公司) with words before it that are no ordinary words of jieba's dictionary. Names of
    places come first, so that a firm's name ends where that of a village begins. What was found once is found
    wherever it stands before the same ending.

    text: clean text. tokens: how the segmenter cut it; joined, they are the text.
    terms: words that are terms, not names: a name that would cut one apart is none.
    """
    return _find(_read(text, tokens, terms))


def keep_names(text: str, tokens: Sequence[str], terms: frozenset[str] = frozenset()) -> list[str]:
    """Return the tokens with each name of the text as one of them; what a name leaves of a token it cuts is a token.

    Parameters as for find_names().
    """
    cut = _read(text, tokens, terms)
    merged: list[str] = []
    done = 0  # characters
    for name in _find(cut):
        merged += _between(cut, done, name.start)
        merged.append(text[name.start : name.end])
        done = name.end
    return merged + _between(cut, done, len(text))


def _read(text: str, tokens: Sequence[str], terms: frozenset[str]) -> _Text:
    starts = list(accumulate(map(len, tokens), initial=0))
    return _Text(text, tokens, starts, terms, _dictionary())


def _find(cut: _Text) -> list[Name]:
    text, rules = cut.text, _rules(paths.data())
    hits = [(match.start(), match.end(), *rules.kinds[match[0]]) for match in rules.endings.finditer(text)]
    found: dict[int, Name] = {}  # by end
    for start, end, kind, shape in hits:
        if shape == "short" and (begin := _short_start(cut, start, kind, rules)) is not None:
            found[end] = Name(begin, end, kind)
    _spread(text, hits, found)
    ends = {name.end for name in found.values()}
    stems = {text[name.start : name.end - 1] for name in found.values() if name.kind in ("town", "county")}
    for start, end, kind, shape in hits:
        if shape == "long" and (begin := _long_start(cut, start, kind, ends, stems, rules)) is not None:
            found[end] = Name(begin, end, kind)
    return _apart([name for name in found.values() if not _is_term(cut, name)])


def _between(cut: _Text, begin: int, end: int) -> list[str]:
    """Return the tokens from one offset to another, cut at both."""
    if begin == end:
        return []
    first, last = cut.at(begin), cut.at(end - 1)
    if first == last:
        return [cut.text[begin:end]]
    inner = cut.tokens[first + 1 : last]
    return [cut.text[begin : cut.starts[first + 1]], *inner, cut.text[cut.starts[last] : end]]


def _short_start(cut: _Text, ending: int, kind: str, rules: _Rules) -> int | None:
    """Return where the name before a short ending begins (高峰 in 在高峰村), None where it is no name."""
    i = cut.at(ending)
    if cut.starts[i] == ending:
        i -= 1
    elif cut.what(cut.tokens[i]) not in _NAMES:
        return None
    start = _short_back(cut, i, ending, rules)
    return start if _is_stem(cut, cut.text[start:ending], cut.text[ending], kind, rules) else None


def _short_back(cut: _Text, i: int, ending: int, rules: _Rules) -> int:
    """Return how far back from token i the words go that may be a short name: to a stop or an ordinary word."""
    start, stops = ending, rules.stops["short"]
    while i >= 0 and ending - cut.starts[i] <= _SHORT + 1:
        piece = cut.text[cut.starts[i] : start]
        if not _HAN.fullmatch(piece) or piece in stops:
            break
        if len(piece) > 1:
            if cut.what(cut.tokens[i]) in _NAMES or _is_rare_with_one(cut, i, stops):
                return _with_word(cut, i, start, ending, rules)
            return start
        start -= 1
        i -= 1
    if ending - start == 1 and _is_part(cut, i):  # 、和庄村: nothing stands before 和 that it could join
        start -= 1
    return start


def _is_rare_with_one(cut: _Text, i: int, stops: frozenset[str]) -> bool:
    """Return whether a rare noun has a single character before it that goes with it (、黄小店村)."""
    return cut.words.get(cut.tokens[i]) == "rare" and i > 0 and _joins(cut, i - 1, stops)


def _with_word(cut: _Text, i: int, start: int, ending: int, rules: _Rules) -> int:
    """Return where a name begins whose first word is token i, or part of it, or the single character before it."""
    word, stops = cut.text[cut.starts[i] : start], rules.stops["short"]
    if cut.tokens[i] not in cut.words:  # guessed by the segmenter: 在李 of 在李灵村
        while len(word) > 1 and word[0] in stops and len(word) - 1 + ending - start > 1:
            word = word[1:]
    if start - len(word) == cut.starts[i] and i and _joins(cut, i - 1, stops):
        return cut.starts[i - 1]
    if word[0] in "和与及" and _HAN.fullmatch(cut.text[start - len(word) - 1 : start - len(word)]):
        return start
    return start - len(word)


def _is_stem(cut: _Text, stem: str, ending: str, kind: str, rules: _Rules) -> bool:
    """Return whether the words before an ending can be a name of this kind.

    ending: the first character of the ending.
    """
    if not 2 <= len(stem) <= _SHORT or stem in rules.classes or stem in cut.terms:
        return False
    if ending in stem or rules.parts.search(stem) or stem[0] == stem[2:3]:  # 治沟治河
        return False
    if kind == "county":  # jieba's dictionary has nearly all of them
        return cut.words.get(stem) == "proper"
    return cut.what(stem) in _NAMES and not stem.endswith(rules.class_ends)


def _joins(cut: _Text, i: int, stops: frozenset[str]) -> bool:
    """Return whether a single character goes with the name behind it (黄 in 、黄小店村): nothing else claims it."""
    if len(cut.tokens[i]) > 1 or cut.tokens[i] in stops or not _HAN.fullmatch(cut.tokens[i]):
        return False
    before = cut.tokens[i - 1] if i else ""
    if not _HAN.fullmatch(before) or before in stops:
        return True
    return (
        len(before) > 1 and before not in cut.terms and cut.words.get(before, "proper") in ("proper", "verb")
    )


def _is_part(cut: _Text, i: int) -> bool:
    """Return whether 和 opens a name: behind punctuation or a preposition it joins nothing."""
    return (
        i > 0
        and cut.tokens[i] == "和"
        and (not _HAN.fullmatch(cut.tokens[i - 1]) or cut.tokens[i - 1] in "以在到由从")
    )


def _long_start(
    cut: _Text, ending: int, kind: str, ends: set[int], stems: set[str], rules: _Rules
) -> int | None:
    """Return where the name before a long ending begins: at the first word that is no ordinary one, back to a stop."""
    i = cut.at(ending)
    if cut.starts[i] == ending:
        i -= 1
    limited = "有限" in cut.text[ending : ending + 4]
    start, first, stops = ending, None, rules.stops["limited" if limited else "long"]
    while i >= 0 and start not in ends and ending - cut.starts[i] <= _LONG:
        piece = cut.text[cut.starts[i] : start]
        what = cut.what(piece)
        if piece in stops or not _HAN.fullmatch(piece) or _stops(what, kind, first):
            break
        rest = piece
        if what is None:  # guessed by the segmenter: 和稷 of 和稷山工业园
            if _JOINS.search(piece, 1):
                return None
            while rest and rest[0] in stops:
                rest = rest[1:]
        start -= len(rest)
        joined = len(rest) == 1 and first == start + 1 and (rest != piece or _joins(cut, i, stops))
        proper = what in _NAMES or (limited and what == "rare") or rest in stems
        if (
            joined
            or (proper and len(rest) > 1 and not _is_class(rest, rules))
            or (what == "rare" and first == start + len(piece) and _is_free(cut, i, stops))
        ):
            first = start
        if rest != piece:
            break
        i -= 1
    return first if first is None else _opened(cut.text, first)


def _is_free(cut: _Text, i: int, stops: frozenset[str]) -> bool:
    """Return whether a rare noun goes with the name behind it (的阳谷新新特种纸公司): nothing else claims it."""
    before = cut.tokens[i - 1] if i else ""
    return not _HAN.fullmatch(before) or before in stops or cut.what(before) == "verb"


def _opened(text: str, start: int) -> int | None:
    """Return the start of a name with the size or age before it (。大青沟旅游公司), None inside a number (二十国集团)."""
    before, first = text[start - 1 : start], text[start]
    if first in _NUMERALS and before in _NUMERALS and before:
        return None
    if before and before in "大小新老" and not _HAN.fullmatch(text[start - 2 : start - 1]):
        return start - 1
    return start


def _stops(word: str | None, kind: str, first: int | None) -> bool:
    """Return whether a word ends the way back: a verb may tell what a firm does, but not stand before its proper name.

    word: what it is. kind: of the name.
    """
    return word == "function" or (word == "verb" and (kind != "firm" or first is not None))


def _is_class(word: str, rules: _Rules) -> bool:
    return word in rules.classes or word[:2] in rules.classes or word[-1] in "性式化型类级"


def _spread(text: str, hits: list, found: dict[int, Name]) -> None:
    """Add the places where a name that was found stands again, in words that were cut in another way."""
    known = {text[name.start : name.end] for name in found.values()}
    lengths = sorted({len(name) for name in known}, reverse=True)
    for _, end, kind, shape in hits:
        if shape == "short" and end not in found:
            for length in lengths:
                if text[max(0, end - length) : end] in known:
                    found[end] = Name(end - length, end, kind)
                    break


def _is_term(cut: _Text, name: Name) -> bool:
    """Return whether a name is a term or an ordinary word, or would cut a term: the term, put there on purpose, stays."""
    if cut.what(cut.text[name.start : name.end]) not in _NAMES:
        return True
    first, last = cut.at(name.start), cut.at(name.end - 1)
    if cut.starts[first] != name.start and cut.tokens[first] in cut.terms:
        return True
    return cut.starts[last + 1] != name.end and cut.tokens[last] in cut.terms


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


@cache
def _dictionary() -> dict[str, str]:
    """Return what each word of two or more characters of jieba's dictionary is: proper, function, verb, rare or ordinary."""
    folder = Path(importlib.util.find_spec("jieba").origin).parent
    kinds: dict[str, str] = {}
    for line in (folder / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        if len(word) > 1:
            kinds[word] = "rare" if tag == "n" and int(frequency) < _RARE else _kind(word, tag)
    return kinds


def _kind(word: str, tag: str) -> str:
    if tag in _PROPER:
        return "proper"
    if tag[0] in "pcudrqt" or (tag == "m" and word[0] in _NUMERALS + "几数两万亿"):
        return "function"
    return "verb" if tag[0] == "v" and tag != "vn" else "ordinary"


@cache
def _rules(corpus: Path) -> _Rules:
    rows = dictionaries.read("name_words")
    kinds, patterns = {}, []
    for row in rows:
        if row["role"] == "ending":
            kinds |= {word: (row["kind"], row["shape"]) for word in row["words"].split("|")}
            patterns += [(word, row) for word in row["words"].split("|")]
    patterns.sort(key=lambda item: (item[0][0], -len(item[0]), item[0]))
    stops = {
        kind: frozenset(
            word
            for row in rows
            if (row["role"], row["kind"]) == ("stop", kind)
            for word in row["words"].split("|")
        )
        for kind in ("short", "long", "any")
    }
    either = stops.pop("any") | verbs()
    stops = {shape: words | either for shape, words in stops.items()} | {"limited": stops["long"]}
    classes = frozenset(word for row in rows if row["role"] == "class" for word in row["words"].split("|"))
    parts = re.compile("|".join(row["words"] for row in rows if row["role"] == "part"))
    return _Rules(
        re.compile("|".join(_same_first(*group) for group in groupby(patterns, lambda item: item[0][0]))),
        kinds,
        stops,
        classes,
        tuple(sorted(w for w in classes if len(w) > 1)),
        parts,
    )


def verbs() -> frozenset[str]:
    """Return the longer words of clause_words.csv that are no part of a noun: verbs, adverbs, words of the whole area."""
    return _verbs(paths.data())


@cache
def _verbs(corpus: Path) -> frozenset[str]:
    return frozenset(
        row["word"]
        for row in dictionaries.read("clause_words")
        if len(row["word"]) > 1 and not {"nominal", "attribute", "bearer"} & set(row["classes"].split("|"))
    )


def _same_first(first: str, patterns: Iterable[tuple[str, dict[str, str]]]) -> str:
    """Return one expression for the endings with the same first character: searching tries each first character once."""
    return f"{first}(?:{'|'.join(_ending(*item) for item in patterns)})"


def _ending(word: str, row: dict[str, str]) -> str:
    after = f"(?<![{row['not_after']}]{word})" if row["not_after"] else ""
    before = f"(?!{row['not_before']})" if row["not_before"] else ""
    return word[1:] + after + before
