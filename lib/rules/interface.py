"""The words of the commands, the reading pages, the start page and the explorer, in Chinese and English."""

import difflib
import os
from collections.abc import Iterable
from functools import cache

from lib import paths
from lib.rules import dictionaries
from lib.rules.in_force import Rules, compiled, in_force
from lib.rules.labels import LANGUAGES

LANGUAGE_VARIABLE = "WORKBOOK_SPEAKS"  # in which language the commands speak; run.py sets it


def spoken() -> str:
    """Return the language in which the commands speak, "zh" or "en"."""
    told = os.environ.get(LANGUAGE_VARIABLE, "")
    return told if told in LANGUAGES else "en"


def message(key: str, **values: object) -> str:
    """Return what a command says for `key` in the language spoken; also where no corpus is open yet.

    values: by the names in {}. Raises KeyError where the shipped interface.csv has no such key.
    """
    told = _shipped()[key][spoken()]
    return told.format(**values) if values else told


def answered(key: str) -> tuple[str, ...]:
    """Return the words, of both languages, that a reader may write on a sheet for `key` (verdict.right: right, 对, 正确, 是)."""
    return tuple(told for language in LANGUAGES for told in word(key, language).split("|"))


@cache
def _shipped() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in dictionaries.read_table(paths.DICTIONARIES / "interface.csv")}


def meant(told: str, known: Iterable[str]) -> str:
    """Return a question for the known name that is nearest to what was told, in the language spoken; "" where none is near."""
    near = nearest(told, known)
    between = " " if spoken() == "en" else ""
    return between + message("run.meant", near=near) if near else ""


def nearest(told: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest to what was told, or ""."""
    return next(iter(difflib.get_close_matches(told, list(known), n=1, cutoff=0.65)), "")


def word(key: str, language: str, **values: object) -> str:
    """Return the words of interface.csv for `key`, in "zh" or "en", with what stands in {} filled in.

    values: by the names in {}; numbers are printed as the words say. Raises ValueError where the table has no such key or
    the language is neither.
    """
    if language not in LANGUAGES:
        raise ValueError(f'language is "{language}"; it must be "zh" or "en"')
    row = _words(in_force()).get(key)
    if row is None:
        raise ValueError(f'interface.csv has no row "{key}"; add one with its Chinese and English words')
    return row[language].format(**values) if values else row[language]


def word_or(key: str, language: str, fallback: str) -> str:
    """Return the words for `key`, or `fallback` where data bring a name that interface.csv does not know."""
    return word(key, language) if key in _words(in_force()) else fallback


@compiled
def _words(rules: Rules) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in rules.table("interface")}
