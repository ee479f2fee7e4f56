"""Checks of change: growth and increases against two levels, rates of completion against amount and goal."""

import math
import re
from collections.abc import Iterator
from typing import Any

from lib.audit.findings import Finding, is_base, name, pattern
from lib.rules import Rules
from lib.targets import Placed, completions, placing, rounding, spread

PLANNED = ("plan", "government", "closing")
# What growth in a unit is in per cent, and back: 增长1.5倍 is 150 %, 翻一番 100 %.
_IN_PER_CENT = {
    "%": (lambda value: value, lambda rate: rate),
    "倍": (lambda value: value * 100, lambda rate: rate / 100),
    "番": (lambda value: (2**value - 1) * 100, lambda rate: math.log2(max(rate, -99.0) / 100 + 1)),
}
_AT_CURRENT_PRICES = (
    *("gdp", "gdp_per_capita", "industrial_value_added", "agricultural_output", "industrial_output"),
    *("primary_industry_value_added", "secondary_industry_value_added", "tertiary_value_added"),
)
# Each year's are others: 300 projects planned for 607亿元 do not grow from the 659亿元 that last year's took.
_NAMED_ANEW = ("key_project_investment", "key_projects", "livelihood_projects")


def _one_measure(first: Any, second: Any) -> bool:
    """Whether two rows measure the same thing: one id and definition, or where neither has an id, one name."""
    if first.canonical or second.canonical:
        return (first.canonical, first.definition) == (second.canonical, second.definition)
    return bool(name(first)) and name(first) == name(second) and first.scope == second.scope


def growth(rules: Rules, found: list[Placed], levels: dict[tuple, list]) -> Iterator[Finding]:
    """Yield each growth rate against the level it qualifies and the level that this grew from.

    found: the quantities of one sentence. levels: those of its report, as in `checking`.
    """
    for i, rate in enumerate(found):
        known = rate.row.kind == "growth" and rate.row.unit in _IN_PER_CENT
        level = _level_of(found, i) if known else None
        for base, middle, low, high, note in _bases(rules, found, i, level, levels) if level else ():
            years = _years(rules, rate, level.row, base, note)
            if low > 0 and years:
                yield _grown(rules, rate, level, base, (middle, low, high), note, years)


def _grown(
    rules: Rules, rate: Placed, level: Placed, base: Any, start: tuple, note: str, years: int
) -> Finding:
    middle, low, high = start
    bottom, top = spread(rules, level.row)
    to_per_cent, from_per_cent = _IN_PER_CENT[rate.row.unit]
    given = [_yearly(end, begin, years) for end, begin in ((max(0.0, bottom), high), (top, low))]
    stated = [to_per_cent(end) for end in spread(rules, rate.row)]
    computed = from_per_cent(_yearly(level.row.value, middle, years))
    agrees = rounding.overlap((stated[0], stated[1]), (given[0], given[1]))
    note = "; ".join([note, "yearly_mean"] if years > 1 else [note])
    reason = _other_basis(rules, rate, level)
    return Finding(rate.row, "growth", rate.row.value, computed, agrees, base, reason, note)


def _yearly(end: float, begin: float, years: int) -> float:
    """Growth in per cent, of a year where there are several."""
    return ((end / begin) ** (1 / years) - 1) * 100


def changes(rules: Rules, found: list[Placed], levels: dict[tuple, list]) -> Iterator[Finding]:
    """Yield each absolute change against two levels: 由570万元增加到840万元，增加270万元.

    found: the quantities of one sentence. levels: those of its report, as in `checking`.
    """
    for i, change in enumerate(found):
        level = _level_of(found, i) if change.row.kind == "change" else None
        if (
            not level
            or level.row.unit != change.row.unit
            or pattern(rules, "other_base").search(change.before)
        ):
            continue
        for base, middle, low, high, note in _bases(rules, found, i, level, levels):
            since = pattern(rules, "compared_year").search(change.before)
            if note == "base_from_change" or (since and since[1] != base.period[:4]):
                continue
            bottom, top = spread(rules, level.row)
            agrees = rounding.overlap(spread(rules, change.row), (bottom - high, top - low))
            computed = level.row.value - middle
            yield Finding(change.row, "change", change.row.value, computed, agrees, base, "", note)


def _years(rules: Rules, rate: Placed, level: Any, base: Any, note: str) -> int:
    """Years that a growth rate spans: 1 as a rule, those between two stated levels for 年均; 0 where it is not known."""
    since = pattern(rules, "compared_year").search(rate.before)
    if since and since[1] != base.period[:4]:  # 由2002年的8079元增长到11589元,…比2006年增长12%
        return 0
    if not pattern(rules, "yearly").search(rate.before):
        return 0 if note != "base_beside" and pattern(rules, "other_base").search(rate.before) else 1
    known = (
        note == "base_beside"
        and re.fullmatch(r"[0-9]{4}", level.period)
        and re.fullmatch(r"[0-9]{4}", base.period)
    )
    return max(0, int(level.period) - int(base.period)) if known else 0


def _level_of(found: list[Placed], i: int) -> Placed | None:
    """The level that a growth rate qualifies: the last one before it of its measure, period and status, no base."""
    rate = found[i].row
    for placed in found[max(0, i - placing.NEAR) : i][::-1]:
        row = placed.row
        if row.kind == "level" and _one_measure(row, rate) and not is_base(row):
            if re.search("[；;。]", row.sentence[placed.stop : found[i].at]):
                return None
            if (row.period, row.status) == (rate.period, rate.status) and row.value > 0:
                return placed
    return None


def _bases(
    rules: Rules, found: list[Placed], i: int, level: Placed, levels: dict[tuple, list]
) -> Iterator[tuple[Any, float, float, float, str]]:
    """The level that a growth rate starts from, its value and interval: stated by its side, as a change, or elsewhere."""
    row = level.row
    at = next(place for place in range(i)[::-1] if found[place] is level)
    for placed in found[max(0, at - 1) : i]:
        other = placed.row
        beside = other.kind == "level" and other.unit == row.unit and placed is not level
        if beside and _one_measure(other, row) and _started(other, row):
            yield other, other.value, *spread(rules, other), "base_beside"
            return
    for placed in found[at + 1 : i]:
        other = placed.row
        mean = pattern(rules, "mean").search(placed.before)  # 平均每年增加42亿元 is no year's increase
        if other.kind == "change" and other.unit == row.unit and _one_measure(other, row) and not mean:
            low, high = (
                spread(rules, row)[0] - spread(rules, other)[1],
                spread(rules, row)[1] - spread(rules, other)[0],
            )
            yield other, row.value - other.value, low, high, "base_from_change"
            return
    known = row.canonical and row.canonical not in _NAMED_ANEW and row.scope == "town"
    if known and re.fullmatch(r"[0-9]{4}", row.period):
        key = (row.canonical, row.definition, row.unit, str(int(row.period) - 1))
        earlier = [other for other in levels.get(key, []) if other.role not in PLANNED]
        # 由34.1亿元增加到81亿元 of the year before and 突破80亿元 are one year's revenue, told twice
        twice = any(rounding.overlap(spread(rules, other), spread(rules, row)) for other in earlier)
        if len({other.value for other in earlier}) == 1 and not twice:
            yield earlier[0], earlier[0].value, *spread(rules, earlier[0]), "base_elsewhere"


def _started(other: Any, row: Any) -> bool:
    """Whether a level beside another is what it grew from: 由570万元增加到…, or 2019年570万元 where 2020 is told."""
    year, earlier = re.fullmatch(r"([0-9]{4})(.*)", row.period), re.fullmatch(r"([0-9]{4})(.*)", other.period)
    a_year_before = bool(year and earlier) and int(earlier[1]) == int(year[1]) - 1
    return is_base(other) or a_year_before


def _other_basis(rules: Rules, rate: Placed, level: Placed) -> str:
    """Why growth may be told on another basis than levels: 可比 and 实际, or an indicator whose growth is at constant prices."""
    if pattern(rules, "comparable").search(rate.before):
        return "comparable_basis"
    by_name = pattern(rules, "constant_prices").search(name(level.row))
    return "constant_prices" if by_name or level.row.canonical in _AT_CURRENT_PRICES else ""


def completion(rules: Rules, found: list[Placed]) -> Iterator[Finding]:
    """Yield each rate of completion against the amount reached and the goal told with it.

    found: the quantities of one sentence.
    """
    for done in completions(rules, found):
        if done.goal and done.goal.row.value and done.goal.row.unit == done.actual.row.unit:
            (low, high), (least, most) = spread(rules, done.actual.row), spread(rules, done.goal.row)
            agrees = rounding.overlap((done.low, done.high), (low / most, high / max(least, 1e-9)))
            computed = done.actual.row.value / done.goal.row.value * 100
            yield Finding(done.rate.row, "completion", done.ratio * 100, computed, agrees, done.goal.row)
