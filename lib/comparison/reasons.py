"""Puts the keys of flags and differences into words, in Chinese and English, from comparison_flags.csv."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from lib.comparison.judging import LEVEL_KEY
from lib.rules import SHARED, Rules

_ENDS = {"zh": "；", "en": "; "}
_SPANS = {
    re.compile(r"([0-9]+)-([0-9]+)"): "comparison.months",
    re.compile(r"([0-9]+) years"): "comparison.years",
}
_COLUMN_OF = {key: column for column, key in SHARED.items()} | {LEVEL_KEY: "level"}
# fmt: off
_NEEDED = [
    "canonical", "definition", "kind", "measure", "nature", "year", "aim", "span", "unit", "basis", "months", "bound",
    "bound_word", "document_type", "others", "taken", "passage", "period", "review_year", "official_value", "level",
    "surface", "reference", "barred", "passed_over", "differs", "alone", "cautions",
]
# fmt: on
WHY_NOT = ("barred", "passed_over", "differs", "alone")


class Vocabulary(NamedTuple):
    """The words of one language: of flags, of why a definition is open, of definitions, documents and values."""

    language: str
    flags: Mapping[str, str]
    whys: Mapping[str, str]
    definitions: Mapping[str, str]
    documents: Mapping[str, str]
    values: Mapping[str, str]


def vocabulary(rules: Rules, language: str) -> Vocabulary:
    """Return the words of one language, "zh" or "en"."""
    tables = (
        ("comparison_flags", "key", language),
        ("comparison_definitions", "definition", f"why_{language}"),
        ("indicators", "definition", f"label_{language}"),
        ("document_types", "id", f"label_{language}"),
        ("labels", "key", language),
    )
    return Vocabulary(
        language,
        *({row[key]: row[words] for row in rules.table(table)} for table, key, words in tables),
    )


def explained(rules: Rules, cells: pd.DataFrame, best: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with reason and caution in Chinese and reason_en and caution_en in English.

    reason: all that keeps a cell from being compared; caution: all that is to be known of it otherwise. best: the
    references that the cells' column `reference` counts in.
    """
    others = best.to_dict("records")
    rows = cells[_NEEDED].to_dict("records")
    against = [{} if pd.isna(row["reference"]) else others[row["reference"]] for row in rows]
    texts = {}
    for tail, words in (("", vocabulary(rules, "zh")), ("_en", vocabulary(rules, "en"))):
        for name, columns in (("reason", WHY_NOT), ("caution", ("cautions",))):
            texts[name + tail] = [
                in_words(_keys(row, columns), row, other, words)
                for row, other in zip(rows, against, strict=True)
            ]
    return cells.assign(**{name: pd.Series(told, cells.index, dtype="str") for name, told in texts.items()})


def _keys(row: Mapping, columns: Iterable[str]) -> list[str]:
    return [key for column in columns if row[column] for key in row[column].split("; ")]


def in_words(keys: Iterable[str], row: Mapping, other: Mapping, words: Vocabulary) -> str:
    """Return the sentences of some keys for one cell, joined.

    keys: of comparison_flags.csv. row: the cell. other: the cell or reference it is held against. words: of vocabulary.
    """
    return _ENDS[words.language].join([_said(key, row, other, words) for key in keys])


def _said(key: str, row: Mapping, other: Mapping, words: Vocabulary) -> str:
    """The sentence of one key; most have nothing to be filled in."""
    wording = words.flags[key]
    if "{" not in wording and "}" not in wording:
        return wording
    fields = _fields(key, row, other, words).items()
    return wording.format_map({name: "?" if pd.isna(told) else told for name, told in fields})


def _fields(key: str, row: Mapping, other: Mapping, words: Vocabulary) -> dict:
    """What may be filled in where a wording has words in {}."""
    column = _COLUMN_OF.get(key)
    own, against = (_shown(side, column, words) if column else "" for side in (row, other))
    if key == "year_differs":
        own, against = row["year"], other["year"]
    if key == "official_differs":
        against = row["official_value"]
    return {
        "own": own,
        "before": other.get("year"),
        "other": against,
        "indicator": words.definitions.get(row["definition"], row["definition"]),
        "why": words.whys.get(row["definition"], ""),
        "months": row["months"] if pd.isna(row["months"]) else int(row["months"]),
        "bound": row["bound_word"] or _value(row["bound"], words),
        "basis": _value(row["basis"], words),
        "document": words.documents.get(row["document_type"], row["document_type"]),
        "values": other.get("taken") or row["others"] or row["taken"],
        "level": _value(row.get("level") or "?", words),
        **{name: row[name] for name in ("passage", "period", "year", "unit", "surface") if name in row},
        "report_year": row["review_year"],
    }


def _shown(side: Mapping, column: str, words: Vocabulary) -> str:
    """What a cell says of one thing that two cells must share, as a reader knows it."""
    told = str(side.get(column, "?"))
    if column == "definition":
        return words.definitions.get(told, told)
    if column == "measure" and not told:
        return words.values.get("comparison.previous", told)
    return _value(told, words)


def _value(told: str, words: Vocabulary) -> str:
    """A value of a column as a word: labels.csv has comparison.<value>; one without a row is printed as it is."""
    for pattern, key in _SPANS.items():
        if match := pattern.fullmatch(told):
            return words.values.get(key, told).format(first=match[1], last=match[match.re.groups])
    return words.values.get(f"comparison.{told}", told)
