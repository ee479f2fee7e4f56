"""The rules of names made ready: name_words.csv, the verbs of clause_words.csv, and what each word of jieba's dictionary is."""

import importlib.util
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import NamedTuple

from lib.rules import Rules, compiled, numerals

# Tags of jieba's dictionary for words that may be names: places, people, organisations, other proper names.
_PROPER = {"ns", "nr", "nrt", "nrfg", "nz", "nt"}
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LINE = re.compile(f"^{HAN.pattern[:-1]}{{2,}} .*$", re.MULTILINE)
NUMERALS = f"{numerals.COUNTING}{numerals.HUNDRED}{numerals.THOUSAND}"
# roles of the rows that tell how a single sign or word stands by a name
SIGNS = ("join", "and", "opening", "preposition", "size", "limited", "class_end")
_RARE = 1_000  # nouns rarer than this in jieba's dictionary may be names of places (阳谷, 赤壁)


class NameWords(NamedTuple):
    """name_words.csv, made ready: one expression for all endings, what each means, what stands in no name, signs by role."""

    endings: re.Pattern[str]
    kinds: dict[str, tuple[str, str]]
    stops: dict[str, frozenset[str]]
    classes: frozenset[str]
    class_ends: tuple[str, ...]
    parts: re.Pattern[str]
    signs: dict[str, frozenset[str]]


def name_words(rules: Rules) -> NameWords:
    """Return name_words.csv, made ready, with the verbs among the words that stop a name."""
    return _name_words(rules)


@compiled
def _name_words(rules: Rules) -> NameWords:
    rows = rules.table("name_words")
    patterns = [(word, row) for row in rows if row["role"] == "ending" for word in row["words"].split("|")]
    patterns.sort(key=lambda item: (item[0][0], -len(item[0]), item[0]))
    classes = _words(rows, "class")
    return NameWords(
        re.compile("|".join(_same_first(*group) for group in groupby(patterns, lambda item: item[0][0]))),
        {word: (row["kind"], row["shape"]) for word, row in patterns},
        _stops(rules, rows),
        classes,
        tuple(sorted(word for word in classes if len(word) > 1)),
        re.compile("|".join(row["words"] for row in rows if row["role"] == "part")),
        {role: _words(rows, role) for role in SIGNS},
    )


def _words(rows: list[dict[str, str]], role: str, kind: str | None = None) -> frozenset[str]:
    found = (row["words"].split("|") for row in rows if row["role"] == role and kind in (None, row["kind"]))
    return frozenset(word for words in found for word in words)


def _stops(rules: Rules, rows: list[dict[str, str]]) -> dict[str, frozenset[str]]:
    """Return the words that stop a name, by shape; a name with 有限 (limited) may hold words that others may not."""
    either, long = _words(rows, "stop", "any") | verbs(rules), _words(rows, "stop", "long")
    return {"short": _words(rows, "stop", "short") | either, "long": long | either, "limited": long}


def _same_first(first: str, patterns: Iterable[tuple[str, dict[str, str]]]) -> str:
    """Return one expression for the endings with the same first character: searching tries each first character once."""
    return f"{first}(?:{'|'.join(_ending(*item) for item in patterns)})"


def _ending(word: str, row: dict[str, str]) -> str:
    after = f"(?<![{row['not_after']}]{word})" if row["not_after"] else ""
    before = f"(?!{row['not_before']})" if row["not_before"] else ""
    return word[1:] + after + before


def verbs(rules: Rules) -> frozenset[str]:
    """Return the longer words of clause_words.csv that are no part of a noun: verbs, adverbs, words of the whole area."""
    return _verbs(rules)


@compiled
def _verbs(rules: Rules) -> frozenset[str]:
    return frozenset(
        row["word"]
        for row in rules.table("clause_words")
        if len(row["word"]) > 1 and not {"nominal", "attribute", "bearer"} & set(row["classes"].split("|"))
    )


@cache
def what_is(terms: frozenset[str]) -> Callable[[str], str | None]:
    """Return a function that says what a word of two or more Han characters is: term, or as in jieba's dictionary
    proper, function, verb, rare or ordinary, or None for a word that neither has.

    terms: words that are terms whatever jieba's dictionary says.
    """
    own = frozenset(filter(HAN.fullmatch, terms))

    @lru_cache(1 << 16)  # most words come again, and looking far into the dictionary is slow
    def kind(word: str) -> str | None:
        """Return what one word is."""
        if word in own:
            return "term"
        known = _known(word)
        return _kind(word, *known) if known else None

    return kind


def _known(word: str) -> list[str]:
    """Frequency and tag of a word of two or more Han characters in jieba's dictionary; [] for others."""
    content, starts = _dictionary()
    head = f"{word} ".encode()
    place = bisect_left(starts, head, key=lambda start: content[start : start + len(head)])
    line = content[starts[place] : starts[place + 1]] if place < len(starts) - 1 else b""
    return line.decode().split()[1:] if line.startswith(head) else []


@cache
def _dictionary() -> tuple[bytes, array]:
    """The lines of jieba's dictionary in order, and where each begins: as a dict of words they would take 60 MB."""
    folder = Path(importlib.util.find_spec("jieba").origin).parent
    lines = [f"{line}\n".encode() for line in sorted(_LINE.findall((folder / "dict.txt").read_text("utf-8")))]
    return b"".join(lines), array("l", accumulate(map(len, lines), initial=0))


def _kind(word: str, frequency: str, tag: str) -> str:
    if tag == "n" and int(frequency) < _RARE:
        return "rare"
    if tag in _PROPER:
        return "proper"
    if tag[0] in "pcudrqt" or (tag == "m" and word[0] in f"{NUMERALS}几数两万亿"):
        return "function"
    return "verb" if tag[0] == "v" and tag != "vn" else "ordinary"
