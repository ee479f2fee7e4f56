"""Reads from a figure's sentence what decides its comparison: hedge, basis and base of growth, a year not yet over."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from lib.quantities import last_of_plan
from lib.rules import Rules, compiled, cues, pattern, sentence_cues
from lib.targets import Placed, placing

BASES = ("constant_prices", "comparable_basis", "natural_basis")
_BRACKET = re.compile(r"[（(][^）)]{0,15}")


class Words(NamedTuple):
    """What stands by one figure: hedge (近, 余), basis and base of growth, so_far (今年以来); at: its place there."""

    bound_word: str = ""
    basis: str = ""
    base: str = ""
    so_far: str = ""
    at: int = -1


def read_words(rules: Rules, rows: pd.DataFrame) -> pd.DataFrame:
    """Return bound_word, basis, base, so_far and at for each row of the quantities table, by its index.

    base: "mean", "chain", "gap" or the year named, where growth is not against the year before. at: characters of the clean
    sentence before the figure, −1 where it stands in none.
    """
    numbered = rows.assign(row_number=range(len(rows)))
    found = {
        placed.row.row_number: _words(rules, placed)
        for _, group in placing.sentences(numbered)
        for placed in group
    }
    told = [found.get(number, Words()) for number in range(len(rows))]
    return pd.DataFrame(told, columns=Words._fields, index=rows.index)


def _words(rules: Rules, placed: Placed) -> Words:
    """The words by one figure; only growth and change have a basis and a base."""
    ahead = placed.row.sentence[: placed.at]
    near = _near(rules, placed, ahead)
    grows = placed.row.kind in ("growth", "change")
    cues = _cues(rules)
    basis = next((name for name in BASES if grows and _first(cues[name], near, ahead)), "")
    return Words(
        _hedge(rules, placed, ahead) if placed.row.bound != "exact" else "",
        basis,
        _base(near, ahead, cues) if grows else "",
        _first(cues["so_far"], near, ahead),
        placed.at,
    )


def _near(rules: Rules, placed: Placed, ahead: str) -> str:
    """The words of a figure's clause, those of the clause before where it holds no number, and a bracket behind it."""
    starts = sentence_cues.cut(ahead).starts
    clause, before = ahead[starts[-1] :], ahead[starts[-2] : starts[-1]] if len(starts) > 1 else ""
    if re.search(r"[0-9]", pattern(rules, "year_written").sub("", before)):
        before = ""
    bracket = _BRACKET.match(placed.row.sentence, placed.stop)
    return before + clause + "#" + (bracket[0] if bracket else "")


def _base(near: str, ahead: str, cues: dict) -> str:
    """mean, chain, gap (to another place) or the year that is counted from; empty for none or the year before."""
    if _first(cues["gap"], near, ahead):
        return "gap"
    if _first(cues["mean"], near, ahead):
        return "mean"
    if _first(cues["chain"], near, ahead):
        return "chain"
    if _first(cues["previous"], near, ahead):
        return ""
    return _first(cues["earlier"], near, ahead)


def _first(rows: list, near: str, ahead: str) -> str:
    """The last passage that one of the patterns finds, its first group where it has one, or the last year of its five-year plan."""
    for cue, place in rows:
        found = list(cue.finditer(near if place == "near" else ahead))
        if found and "number" in cue.groupindex:
            return str(last_of_plan(found[-1]))
        if found:
            return (cue.groups and found[-1][1]) or found[-1][0]
    return ""


def _hedge(rules: Rules, placed: Placed, ahead: str) -> str:
    """The words that make a figure approximate: before it, in it and behind it (近5万余份 gives 近…余)."""
    before, behind = _hedges(rules)
    surface = placed.row.sentence[placed.at : placed.stop]
    words = [match[0] for match in (before.search(ahead[-8:]),) if match]
    words += pattern(rules, "hedge_in_number").findall(surface)
    words += [match[0] for match in (behind.match(placed.row.sentence, placed.stop),) if match]
    return "…".join(dict.fromkeys(words))


@compiled
def _cues(rules: Rules) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """The patterns of comparison_cues.csv by effect, with where each is looked for."""
    rows: dict[str, list] = {}
    for row in rules.table("comparison_cues"):
        rows.setdefault(row["effect"], []).append((re.compile(row["pattern"]), row["place"]))
    return rows


@compiled
def _hedges(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The hedges of quantity_cues.csv that stand right before a number, and right behind its unit."""
    before, after = ("|".join(_bounding(rules, place)) for place in ("before", "after"))
    return re.compile(f"(?:{before}){pattern(rules, 'hedge_reaches').pattern}"), re.compile(after)


def _bounding(rules: Rules, place: str) -> Iterator[Any]:
    rows = [row for row in rules.table("quantity_cues") if row["place"] == place]
    return (cues.expression(row) for row in sorted(rows, key=lambda row: -len(row["cue"])))
