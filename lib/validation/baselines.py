"""Simple ways to find quantities, to set the workbook's figures beside: two plain patterns and a word tagger."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pandas as pd

from lib import tables

# A rival keeps its own wordings in its script: rules that are changed must not change what they are held against.
# The units that data/gold/GUIDE.md lists, each followed by the other spellings that it gives.
UNITS = {
    "元": "元",
    "%": "%％",
    "个百分点": ("个百分点",),
    "亩": "亩",
    "平方米": ("平方米", "㎡", "平方", "平"),
    "公里": ("公里", "km", "千米"),
    "米": "米",
    "吨": "吨",
    "公斤": ("公斤",),
    "人次": ("人次",),
    "场次": ("场次",),
    "台次": ("台次",),
} | {unit: unit for unit in "斤户人个家处项件套条座栋盏株棵只羽头名支"}
SPELLINGS = {spelling: unit for unit, spellings in UNITS.items() for spelling in spellings}
MAGNITUDES = {"": 1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九十")} | {"两": 2}
NUMERAL = re.compile(rf"([0-9]+(?:\.[0-9]+)?|[{''.join(HAN_DIGITS)}])[余多]?([百千万亿]?)[余多]?")
WRITTEN = re.compile(
    r"([0-9]+(?:\.[0-9]+)?)[余多]?([百千万亿]??)[余多]?("
    + "|".join(sorted(map(re.escape, SPELLINGS), key=len, reverse=True))
    + r")(?:以上|左右|以内)?"
)
GROWTH = re.compile(r"(?:增长|增幅|提高|增加|下降|减少)[^，,。；;]{0,4}$")

Found = tuple[int, int, float, str]  # start, end, value, unit
COLUMNS = ["doc_id", "start", "end", "surface", "value", "unit", "kind", "status"]


def readings(doc_ids: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return what each simple way finds in some reports: by its name, a table with the columns COLUMNS.

    plain_regex looks for an Arabic numeral and a unit of the annotation guide in the raw text; closed_up_regex does the
    same after white space and line breaks are closed up; posseg tags words with jieba and takes each run of numerals with
    the measure word behind it. kind is growth after a word such as 增长, else share for %, else level; status is actual.

    doc_ids: reports of the corpus in force.
    """
    texts = {doc_id: tables.raw_text(doc_id) for doc_id in doc_ids}
    ways: dict[str, Callable] = {
        "plain_regex": plain_regex,
        "closed_up_regex": closed_up_regex,
        "posseg": posseg,
    }
    return {name: _table(find, texts) for name, find in ways.items()}


def plain_regex(raw: str) -> Iterator[Found]:
    """Yield each Arabic numeral with a unit of the guide right behind it."""
    for match in WRITTEN.finditer(raw):
        number, magnitude, spelling = match.groups()
        yield *match.span(), float(number) * MAGNITUDES[magnitude], SPELLINGS[spelling]


def closed_up_regex(raw: str) -> Iterator[Found]:
    """Yield what plain_regex finds once white space and line breaks are taken out."""
    return _closed_up(raw, plain_regex)


def posseg(raw: str) -> Iterator[Found]:
    """Yield each run of words that jieba tags as numerals (m), with the measure word (q) or unit behind it."""
    return _closed_up(raw, _tagged)


def _tagged(text: str) -> Iterator[Found]:
    start = end = 0  # of the run of numerals at hand
    at = 0
    for word, tag in [*_tagger().cut(text), ("", "end")]:
        if tag.startswith("m"):
            start, end = (start if end == at and end > start else at), at + len(word)
        elif end == at and end > start:
            unit = word if tag.startswith("q") or word in SPELLINGS else ""
            yield _read(text, start, end, unit)
            start = end = 0
        at += len(word)


def _read(text: str, start: int, end: int, unit: str) -> Found:
    """A run of numerals with its value; jieba often leaves the unit in the run (4720, 万元)."""
    match = NUMERAL.match(text, start, end)
    if not match:
        return start, end + len(unit), float("nan"), unit
    number, magnitude = match.groups()
    value = HAN_DIGITS[number] if number in HAN_DIGITS else float(number)
    spelling = text[match.end() : end] + unit
    return start, end + len(unit), value * MAGNITUDES[magnitude], SPELLINGS.get(spelling, spelling)


def _closed_up(raw: str, find: Callable[[str], Iterator[Found]]) -> Iterator[Found]:
    """What `find` finds in the text without white space, at its place in the raw text."""
    places = [place for place, character in enumerate(raw) if not character.isspace()]
    for start, end, value, unit in find("".join(raw[place] for place in places)):
        yield places[start], places[end - 1] + 1, value, unit


def _table(find: Callable[[str], Iterator[Found]], texts: dict[str, str]) -> pd.DataFrame:
    rows = [
        (doc_id, start, end, raw[start:end], value, unit, _kind(raw[:start], unit), "actual")
        for doc_id, raw in texts.items()
        for start, end, value, unit in find(raw)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _kind(before: str, unit: str) -> str:
    if unit != "%":
        return "level"
    return "growth" if GROWTH.search("".join(before[-20:].split())) else "share"


@cache
def _tagger():
    """A tagger over jieba's own dictionary, read directly: jieba would leave a cache file in the temporary folder."""
    with warnings.catch_warnings():  # jieba's source has escape sequences that newer Pythons warn about
        warnings.simplefilter("ignore")
        import jieba.posseg
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return jieba.posseg.POSTokenizer(tokenizer)
