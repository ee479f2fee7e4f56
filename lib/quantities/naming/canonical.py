"""Says which indicator a name is a wording of, and in which definition, by the table indicators.csv."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lib.quantities import Quantity
from lib.quantities.patterns import patterns
from lib.rules import Rules, compiled

LONGEST = 40  # characters; no wording of an indicator is longer

_BASE = re.compile("（[^（）]{2}前）$")
_MARKS = re.compile("[“”\"'‘’「」\\s]")
_BRACKETS = str.maketrans("()", "（）")


class Indicator(NamedTuple):
    """One row of indicators.csv, ready to compare; families: of the units that a level of it may have."""

    definition: str
    canonical: str
    families: frozenset[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    exclusions: tuple[str, ...]


class Wordings(NamedTuple):
    """All wordings: plain ones with the numbers of their rows, their lengths, and those that need a pattern."""

    rows: tuple[Indicator, ...]
    plain: dict[str, list[int]]
    lengths: tuple[int, ...]
    patterns: tuple[tuple[re.Pattern[str], int], ...]


def canonical_of(rules: Rules, name: str, quantity: Quantity) -> tuple[str, str]:
    """Return canonical id and definition id of a name, empty where it is no wording of an indicator as a whole.

    name: the name of a quantity; quantity: the quantity, whose unit must fit unless it is a rate of the indicator.
    """
    unit = patterns(rules).units.get(quantity.unit)
    # 财政一般预算收入198万: with a magnitude and no unit the name alone must fit
    amount = quantity.kind == "level" or (quantity.kind == "change" and quantity.unit != "个百分点")
    free = not amount or quantity.rule == "magnitude_only"
    return _matched(rules, name, "" if free else unit.family if unit else "none")


def plain_wordings(rules: Rules) -> tuple[str, ...]:
    """Return every plain wording of indicators.csv as it stands there, longest first: what reports call indicators."""
    cells = (row["wordings"].split("|") for row in rules.table("indicators"))
    words = {word for cell in cells for word in cell if word and "…" not in word}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@compiled
def _matched(rules: Rules, name: str, family: str) -> tuple[str, str]:
    """The ids of the longest wording that fits, the first row's of several; an empty family fits each unit."""
    if len(name) > LONGEST:
        return "", ""
    plain = _plain_name(rules, _BASE.sub("", name))
    known = _wordings(rules)
    fitting = [
        (start - end, number)
        for start, end, number in _found(known, plain)
        if _fits(known.rows[number], plain, start, end, family)
    ]
    row = known.rows[min(fitting)[1]] if fitting else None
    return (row.canonical, row.definition) if row else ("", "")


def _found(known: Wordings, name: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and row of every wording that stands in a name."""
    for start in range(len(name)):
        for length in known.lengths:
            for number in known.plain.get(name[start : start + length], ()):
                if start + length <= len(name):
                    yield start, start + length, number
    for pattern, number in known.patterns:
        for found in pattern.finditer(name):
            yield *found.span(), number


def _fits(row: Indicator, name: str, start: int, end: int, family: str) -> bool:
    """Whether unit and all that stands around a wording leave it the indicator of a row."""
    return (
        (not family or family in row.families)
        and bool(row.before.fullmatch(name, 0, start) and row.behind.fullmatch(name, end))
        and not any(word in name for word in row.exclusions)
    )


def _plain_name(rules: Rules, name: str) -> str:
    """A name without quotes and blanks, with the usual word for each that neutral_words.csv replaces."""
    replaced, usual = _replacements(rules)
    return replaced.sub(lambda found: usual.get(found[0], ""), _MARKS.sub("", name.translate(_BRACKETS)))


@compiled
def _replacements(rules: Rules) -> tuple[re.Pattern[str], dict[str, str]]:
    rows = [row for row in rules.table("neutral_words") if row["place"] == "anywhere"]
    usual = {word: row["instead"] for row in rows for word in _cell(row["words"])}
    return re.compile(_any_of(usual)), usual


@compiled
def _wordings(rules: Rules) -> Wordings:
    """Compile indicators.csv once per corpus; raises ValueError, naming the row, for a pattern that is none."""
    rows, plain, gapped = [], {}, []
    for number, row in enumerate(rules.table("indicators")):
        rows.append(_indicator(rules, row))
        words = [_plain_name(rules, word) for word in _cell(row["wordings"])]
        for word in dict.fromkeys(words):
            if "…" in word:
                gapped.append((re.compile(_form(word)), number))
            else:
                plain.setdefault(word, []).append(number)
        if row["pattern"]:
            gapped.append((_pattern(row), number))
    lengths = tuple(sorted({len(word) for word in plain}))
    return Wordings(tuple(rows), plain, lengths, tuple(gapped))


def _indicator(rules: Rules, row: dict[str, str]) -> Indicator:
    around = [_plain_name(rules, word) for word in _cell(row["around"])]
    before, behind = (re.compile(f"{_any_of([*around, *_neutral(rules, place)])}*") for place in ("before", "behind"))
    families = frozenset(row["units"].split("|"))
    return Indicator(row["definition"], row["canonical"], families, before, behind, _cell(row["exclusions"]))


def _pattern(row: dict[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(row["pattern"])
    except re.error as error:
        raise ValueError(
            f"indicators.csv, definition {row['definition']!r}: pattern cannot be read ({error})"
        ) from error


@compiled
def _neutral(rules: Rules, place: str) -> tuple[str, ...]:
    rows = rules.table("neutral_words")
    return tuple(word for row in rows if row["place"] in (place, "around") for word in _cell(row["words"]))


def _cell(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)


def _any_of(words: Iterable[str]) -> str:
    forms = (_form(word) for word in sorted({word for word in words if word}, key=lambda word: (-len(word), word)))
    return f"(?:{'|'.join(forms) or '(?!)'})"


def _form(word: str) -> str:
    return ".{0,12}?".join(re.escape(part) for part in word.split("…"))
