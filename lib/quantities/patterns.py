"""Turns the tables of units, set phrases and cue words into the patterns that numerals are read with."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from lib.quantities import forms, signs
from lib.rules import CueTable, Rules, compile_cues, compiled, cues, numerals
from lib.rules import patterns as asked_patterns

AFTER_CHINESE = ("yes", "one", "list", "hedged", "no")


class Unit(NamedTuple):
    """One row of units.csv: how it is written in the tables, and where its spelling means something else."""

    name: str
    family: str
    chinese: str
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    read_as: str
    factor: Decimal
    read_after: re.Pattern[str] | None


class Ending(NamedTuple):
    """Cues that count only where they end right before a numeral; last: the letters that one of them ends with."""

    expression: re.Pattern[str]
    effects: list[str]
    last: frozenset[str]


class Patterns(NamedTuple):
    """Everything the tables say, compiled."""

    start: re.Pattern[str]
    tokens: dict[str, re.Pattern[str]]
    single: re.Pattern[str]
    units: dict[str, Unit]
    phrases: dict[str, list[tuple[str, int, str]]]
    heads: tuple[str, ...]
    threshold: re.Pattern[str]
    hedges: dict[str, str]
    vague: Ending
    bound_before: Ending
    bound_after: CueTable
    change: Ending
    verb: Ending
    reach: re.Pattern[str]
    clause: CueTable
    effects: dict[str, str]
    words: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, re.Pattern[str]]

    def pattern(self, use: str) -> re.Pattern[str]:
        """Return the pattern of one use in quantity_patterns.csv; raises ValueError for a use that the table lacks."""
        return asked_patterns.of_use(self.asked, "quantity_patterns", use)


def patterns(rules: Rules) -> Patterns:
    """Return the compiled tables of the corpus in force (its own rows added to the shipped ones)."""
    return _compile(rules)


@compiled
def _compile(rules: Rules) -> Patterns:
    units = read_units(rules.table("units"))
    phrases = rules.table("set_phrases")
    rows = by_place(rules.table("quantity_cues"))
    unit, after = _any_of(units), _any_cue(rows["after"])
    found = forms.forms(rules, unit, after)
    return Patterns(
        start=re.compile(f"[{re.escape(''.join(forms.OPENINGS))}]"),
        tokens={letter: re.compile(form) for letter, form in forms.tokens(found).items()},
        single=re.compile(forms.amount(rules, unit, after)),
        units=units,
        phrases=_phrases_by_numeral(phrases),
        heads=tuple(row["phrase"] for row in phrases if row["class"] == "head"),
        threshold=re.compile(
            f"{signs.OF}?(?:{_any_of(row['phrase'] for row in phrases if row['class'] == 'threshold')})"
        ),
        hedges={row["cue"]: row["effect"] for place in ("inside", "vague") for row in rows[place]},
        vague=_ending(rows["vague"]),
        bound_before=_ending(rows["before"]),
        bound_after=compile_cues(rows["after"]),
        change=_ending(rows["change"]),
        verb=_ending(rows["verb"]),
        reach=re.compile(f"{_any_cue(rows['reach'])}$"),
        clause=compile_cues(rows["clause"]),
        effects={row["cue"]: row["effect"] for row in rows["clause"]},
        words={place: _words(rows[place]) for place in PLAIN_PLACES},
        asked=asked_patterns.in_table(rules, "quantity_patterns"),
    )


# Places of plain words, and all places of quantity_cues.csv, which explains them.
PLAIN_PLACES = (
    "no_count",
    "built",
    "ranked_among",
    "place_unit",
    "place_end",
    "dealt",
    "rank",
    "no_rank",
    "rank_behind",
    "grade",
    "class_above",
    "class_behind",
    "other_half",
    "range_start",
    "than",
    "compared",
)
PLACES = ("before", "inside", "vague", "after", "change", "verb", "reach", "clause", *PLAIN_PLACES)


def by_place(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Return the rows of quantity_cues.csv by their place, the longest cue first."""
    found: dict[str, list[dict[str, str]]] = {place: [] for place in PLACES}
    for row in sorted(rows, key=lambda row: -len(row["cue"])):
        if row["place"] not in found:
            raise ValueError(
                f"quantity_cues.csv, cue {row['cue']}: place is {row['place']!r}; write one of {', '.join(PLACES)}"
            )
        found[row["place"]].append(row)
    return found


def _any_cue(rows: list[dict[str, str]]) -> str:
    return f"(?:{'|'.join(cues.expression(row) for row in rows) or '(?!)'})"


def _ending(rows: list[dict[str, str]]) -> Ending:
    """Return the cues of some rows; a pattern tells by its example how it ends."""
    ends = "|".join(f"{cues.expression(row)}()" for row in rows)
    words = [word for row in rows for word in (row["cue"] or row["example"]).split("|")]
    last = frozenset(word[-1] for word in words)
    return Ending(re.compile(f"(?:{ends or '(?!)'})$"), [row["effect"] for row in rows], last)


def _words(rows: list[dict[str, str]]) -> tuple[str, ...]:
    return tuple(word for row in rows for word in _cell(row, "cue"))


def read_units(rows: list[dict[str, str]]) -> dict[str, Unit]:
    """Return every spelling of every unit with its row; empty cells mean family other and chinese no.

    rows: the rows of units.csv. Raises ValueError for a spelling that two rows claim and for a word in the column
    `chinese` that the table does not explain.
    """
    units: dict[str, Unit] = {}
    for row in rows:
        chinese = row.get("chinese") or "no"
        if chinese not in AFTER_CHINESE:
            raise ValueError(
                f"units.csv, unit {row['unit']}: chinese is {chinese!r}; write one of {', '.join(AFTER_CHINESE)}"
            )
        unit = Unit(
            row["unit"],
            row.get("family") or "other",
            chinese,
            _cell(row, "not_before"),
            _cell(row, "not_after"),
            *_read_as(row),
        )
        for spelling in (row["unit"], *_cell(row, "aliases")):
            if spelling in units:
                raise ValueError(
                    f"units.csv: {spelling} stands in the rows of {units[spelling].name} and {row['unit']}; keep one"
                )
            units[spelling] = unit
    return units


def _read_as(row: dict[str, str]) -> tuple[str, Decimal, re.Pattern[str] | None]:
    """Return the unit that a unit is written as (成 as %), the factor, and what must stand before it in the clause."""
    factor, _, unit = row.get("read_as", "").partition(" ")
    after = row.get("read_after", "")
    return unit, Decimal(factor or 1), re.compile(cues.words(after)) if after else None


def _cell(row: dict[str, str], column: str) -> tuple[str, ...]:
    return tuple(part for part in row.get(column, "").split("|") if part)


def _any_of(words) -> str:
    """Return a pattern for the longest of some words, branched by first character so that a miss costs one look."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_first.setdefault(word[0], []).append(word[1:])
    branches = []
    for first, rests in by_first.items():
        tail = "|".join(re.escape(rest) for rest in rests)
        branches.append(re.escape(first) + (f"(?:{tail})" if len(rests) > 1 else tail))
    return f"(?:{'|'.join(branches)})" if branches else "(?!)"


def _phrases_by_numeral(rows: list[dict[str, str]]) -> dict[str, list[tuple[str, int, str]]]:
    """Return the set phrases and names by each numeral in them: phrase, the numeral's place in it, class."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for row in rows:
        if row["class"] in ("set_phrase", "name"):
            for numeral in re.finditer(f"[{numerals.CHINESE}]+|[0-9.]+", row["phrase"]):
                place = (row["phrase"], numeral.start(), row["class"])
                found.setdefault(numeral[0][0], []).append(place)
    return found
