"""Says which indicator a name is a wording of, and in which definition, by the table indicators.csv."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lib.quantities import Quantity
from lib.quantities.patterns import patterns
from lib.rules import Rules, compiled, cues, pattern

LONGEST = 40  # characters; no wording of an indicator is longer
POINTS = "个百分点"
PLACES = ("before", "behind")  # of a wording, where neutral words may stand

_MARKS = re.compile("[“”\"'‘’「」\\s]")
_BRACKETS = str.maketrans("()", "（）")


class Indicator(NamedTuple):
    """One row of indicators.csv, ready to compare; families: of the units that a level of it may have.

    around: the words that may stand around its wordings, beside the neutral ones.
    """

    definition: str
    canonical: str
    families: frozenset[str]
    around: tuple[str, ...]
    exclusions: tuple[str, ...]


class Wordings(NamedTuple):
    """All wordings: plain ones with the numbers of their rows, their lengths by first letter, and those that need a pattern."""

    rows: tuple[Indicator, ...]
    plain: dict[str, list[int]]
    lengths: dict[str, set[int]]
    patterns: tuple[tuple[re.Pattern[str], int], ...]


def canonical_of(rules: Rules, name: str, quantity: Quantity) -> tuple[str, str]:
    """Return canonical id and definition id of a name, empty where it is no wording of an indicator as a whole.

    name: the name of a quantity; quantity: the quantity, whose unit must fit unless it is a rate of the indicator.
    """
    unit = patterns(rules).units.get(quantity.unit.split("/")[0])  # 元/月 is money
    # 财政一般预算收入198万: with a magnitude and no unit the name alone must fit
    amount = quantity.kind == "level" or (quantity.kind == "change" and quantity.unit != POINTS)
    free = not amount or quantity.rule == "magnitude_only"
    if quantity.kind == "share":  # 规模以上工业增加值|占生产总值比例
        name = pattern(rules, "share_of_whole", "name_patterns").sub("", name) or name
    return _matched(rules, name, "" if free else unit.family if unit else "none")


@compiled
def _matched(rules: Rules, name: str, family: str) -> tuple[str, str]:
    """The ids of the longest wording that fits, the first row's of several; an empty family fits each unit."""
    if len(name) > LONGEST:
        return "", ""
    plain = _plain_name(rules, pattern(rules, "base_last", "name_patterns").sub("", name))
    known = _wordings(rules)
    fitting = [
        (start - end, number)
        for start, end, number in _found(known, plain)
        if _fits(rules, known.rows[number], plain, start, end, family)
    ]
    row = known.rows[min(fitting)[1]] if fitting else None
    return (row.canonical, row.definition) if row else ("", "")


def _found(known: Wordings, name: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and row of every wording that stands in a name."""
    for start in range(len(name)):
        for length in known.lengths.get(name[start], ()):
            for number in known.plain.get(name[start : start + length], ()):
                if start + length <= len(name):
                    yield start, start + length, number
    for wording, number in known.patterns:
        for found in wording.finditer(name):
            yield *found.span(), number


def _fits(rules: Rules, row: Indicator, name: str, start: int, end: int, family: str) -> bool:
    """Whether unit and all that stands around a wording leave it the indicator of a row."""
    if family and family not in row.families or any(word in name for word in row.exclusions):
        return False
    before, behind = (_neutral_words(rules, row.around, place) for place in PLACES)
    return bool(before.fullmatch(name, 0, start) and behind.fullmatch(name, end))


def _plain_name(rules: Rules, name: str) -> str:
    """A name without quotes and blanks, with the usual word for each that neutral_words.csv replaces."""
    replaced, usual = _replacements(rules)
    return replaced.sub(lambda found: usual.get(found[0], ""), _MARKS.sub("", name.translate(_BRACKETS)))


@compiled
def _replacements(rules: Rules) -> tuple[re.Pattern[str], dict[str, str]]:
    rows = [row for row in rules.table("neutral_words") if row["place"] == "anywhere"]
    usual = {word: row["instead"] for row in rows for word in _listed(row["words"])}
    longest_first = sorted(usual, key=lambda word: (-len(word), word))
    return re.compile(cues.words("|".join(longest_first))), usual


@compiled
def _wordings(rules: Rules) -> Wordings:
    """Compile indicators.csv once per corpus; raises ValueError, naming the row, for a pattern that is none."""
    rows, plain, lengths, patterned = [], {}, {}, []
    for number, row in enumerate(rules.table("indicators")):
        rows.append(_indicator(rules, row))
        for word in dict.fromkeys(_plain_name(rules, word) for word in _listed(row["wordings"])):
            if "…" in word:
                patterned.append((re.compile(cues.words(word)), number))
            else:
                plain.setdefault(word, []).append(number)
                lengths.setdefault(word[0], set()).add(len(word))
        if row["pattern"]:
            patterned.append((_pattern(row), number))
    return Wordings(tuple(rows), plain, lengths, tuple(patterned))


def _indicator(rules: Rules, row: dict[str, str]) -> Indicator:
    own = tuple(_plain_name(rules, word) for word in _listed(row["around"]))
    families = frozenset(_listed(row["units"]))
    return Indicator(row["definition"], row["canonical"], families, own, _listed(row["exclusions"]))


def _pattern(row: dict[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(cues.expression({"pattern": row["pattern"]}))
    except ValueError as error:
        raise ValueError(f"indicators.csv, definition {row['definition']!r}: {error}") from error


@compiled
def _neutral_words(rules: Rules, own: tuple[str, ...], place: str) -> re.Pattern[str]:
    """The expression of neutral words, and of an indicator's own, in any number; made for those that occur."""
    rows = [row for row in rules.table("neutral_words") if row["place"] in (place, "around")]
    words = [*own, *(word for row in rows for word in _listed(row["words"]))]
    return re.compile(cues.words("|".join(words)) + "*")


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)
