"""Holds a report's numbers against each other: what it states beside what its own other numbers give."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from lib.audit import part_checks
from lib.audit.part_checks import Finding, name
from lib.rules import Rules
from lib.targets import Placed, completions, placing, rounding, spread

COLUMNS = [
    "doc_id",
    "start",
    "end",
    "check",
    "stated",
    "computed",
    "agrees",
    "other_start",
    "other_end",
    "note",
]

PLANNED = ("plan", "government", "closing")
_BASE = "前）"
_OTHER_BASE = re.compile(
    r"平均|累计|翻|净增|环比|(?<!人)均(?!为)|[比较](?!上年|去年|上一年|前一年|同期|[0-9]{4}年)[^#]*$"
)
_SINCE = re.compile(r"[比较]([0-9]{4})年")
_YEARLY = re.compile("年均|平均每年")
_REAL = re.compile("实际|可比|同口径|扣除|不变价|同比口径|剔除")
_AT_CURRENT_PRICES = ("gdp", "industrial_value_added", "agricultural_output", "industrial_output")


def audit(rules: Rules, quantities: pd.DataFrame, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per comparison that a report's own numbers allow, whether they agree or not.

    Checks: growth = stated growth against two levels, or a level and its absolute change; completion = amount, rate and
    goal where all three are told; part_within_total, parts_sum = parts behind 其中; share = a share against its part and
    whole; tax_within_revenue; listed_count = a count against the items listed behind it.

    Two numbers agree when the intervals that their printed digits leave open (lib.rounding) have a value in common: the
    computed one runs from its lowest to its highest value over those of its sources. For growth from b to a:
    [(a_low / b_high − 1) · 100, (a_high / b_low − 1) · 100].

    quantities: the quantities table. sentences: the table of this name; with it, a list in the sentence after the count
    is found too (规划建设9个养殖场。即：…).
    """
    following = _following(sentences)
    rows = []
    for _, own in placing.reports(quantities):
        levels = _levels(own)
        for masked, found in own:
            for finding in _in_sentence(rules, masked, found, levels, following):
                rows.append(_as_row(finding))
        rows += [_as_row(finding) for finding in _tax(rules, levels)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.drop_duplicates().sort_values(["doc_id", "start", "check"], kind="stable", ignore_index=True)


def _in_sentence(
    rules: Rules, masked: str, found: list[Placed], levels: dict, following: dict
) -> Iterator[Finding]:
    yield from _growth(rules, found, levels)
    yield from _completion(rules, found)
    yield from part_checks.parts(rules, masked, found)
    yield from part_checks.shares(rules, found)
    yield from part_checks.lists(masked, found, following)


def _as_row(finding: Finding) -> dict:
    row, other = finding.row, finding.other
    return {"doc_id": row.doc_id, "start": row.start, "end": row.end} | {
        "check": finding.check,
        "stated": finding.stated,
        "computed": finding.computed,
        "agrees": bool(finding.agrees),
        "other_start": None if other is None else other.start,
        "other_end": None if other is None else other.end,
        "note": finding.note,
    }


def _levels(own: list[tuple[str, list[Placed]]]) -> dict[tuple, list]:
    """The levels of one report said of the whole place, by indicator, definition, unit, period and whether planned."""
    levels: dict[tuple, list] = {}
    for _, found in own:
        for placed in found:
            row = placed.row
            if row.kind == "level" and row.canonical and row.scope == "town":
                key = (row.canonical, row.definition, row.unit, row.period)
                levels.setdefault(key, []).append(row)
    return levels


def _one_measure(first: Any, second: Any) -> bool:
    """Whether two rows measure the same thing: one id and definition, or where neither has an id, one name."""
    if first.canonical or second.canonical:
        return (first.canonical, first.definition) == (second.canonical, second.definition)
    return bool(name(first)) and name(first) == name(second) and first.scope == second.scope


def _growth(rules: Rules, found: list[Placed], levels: dict[tuple, list]) -> Iterator[Finding]:
    for i, rate in enumerate(found):
        level = _level_of(found, i) if rate.row.kind == "growth" and rate.row.unit == "%" else None
        for base, middle, low, high, note in _bases(rules, found, i, level, levels) if level else ():
            years = _years(rate, level.row, base, note)
            if low > 0 and years:
                bottom, top = max(0.0, spread(rules, level.row)[0]), spread(rules, level.row)[1]
                given = [
                    ((end / start) ** (1 / years) - 1) * 100 for end, start in ((bottom, high), (top, low))
                ]
                computed = ((level.row.value / middle) ** (1 / years) - 1) * 100
                agrees = rounding.overlap(spread(rules, rate.row), (given[0], given[1]))
                notes = _notes(rate, level, note, years)
                yield Finding(rate.row, "growth", rate.row.value, computed, agrees, base, notes)


def _years(rate: Placed, level: Any, base: Any, note: str) -> int:
    """Years that a growth rate spans: 1 as a rule, those between two stated levels for 年均; 0 where it is not known."""
    since = _SINCE.search(rate.before)
    if since and since[1] != base.period[:4]:  # 由2002年的8079元增长到11589元,…比2006年增长12%
        return 0
    if not _YEARLY.search(rate.before):
        return 0 if note != "base_beside" and _OTHER_BASE.search(rate.before) else 1
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
        if row.kind == "level" and _one_measure(row, rate) and not row.indicator.endswith(_BASE):
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
        if beside and _one_measure(other, row) and _is_base(other, row):
            yield other, other.value, *spread(rules, other), "base_beside"
            return
    for placed in found[at + 1 : i]:
        other = placed.row
        if other.kind == "change" and other.unit == row.unit and _one_measure(other, row):
            low, high = (
                spread(rules, row)[0] - spread(rules, other)[1],
                spread(rules, row)[1] - spread(rules, other)[0],
            )
            yield other, row.value - other.value, low, high, "base_from_change"
            return
    if re.fullmatch(r"[0-9]{4}", row.period) and row.canonical and row.scope == "town":
        key = (row.canonical, row.definition, row.unit, str(int(row.period) - 1))
        earlier = [other for other in levels.get(key, []) if other.role not in PLANNED]
        if len({other.value for other in earlier}) == 1:
            yield earlier[0], earlier[0].value, *spread(rules, earlier[0]), "base_elsewhere"


def _is_base(other: Any, row: Any) -> bool:
    """Whether a level beside another is what it grew from: 由570万元增加到…, or 2019年570万元 where 2020 is told."""
    year, earlier = re.fullmatch(r"([0-9]{4})(.*)", row.period), re.fullmatch(r"([0-9]{4})(.*)", other.period)
    a_year_before = bool(year and earlier) and int(earlier[1]) == int(year[1]) - 1
    return other.indicator.endswith(_BASE) or a_year_before


def _notes(rate: Placed, level: Placed, note: str, years: int) -> str:
    """The note, and a warning where growth is told on another basis than levels: constant prices, one list of firms."""
    notes = [note]
    if years > 1:
        notes.append("yearly_mean")
    if level.row.canonical in _AT_CURRENT_PRICES or re.search("生产总值|增加值|总产值", name(level.row)):
        notes.append("constant_prices")
    if _REAL.search(rate.before):
        notes.append("comparable_basis")
    return "; ".join(notes)


def _completion(rules: Rules, found: list[Placed]) -> Iterator[Finding]:
    for done in completions(rules, found):
        if done.goal and done.goal.row.value and done.goal.row.unit == done.actual.row.unit:
            (low, high), (least, most) = spread(rules, done.actual.row), spread(rules, done.goal.row)
            agrees = rounding.overlap((done.low, done.high), (low / most, high / max(least, 1e-9)))
            computed = done.actual.row.value / done.goal.row.value * 100
            yield Finding(done.rate.row, "completion", done.ratio * 100, computed, agrees, done.goal.row)


def _tax(rules: Rules, levels: dict[tuple, list]) -> Iterator[Finding]:
    """Taxes against revenue of the same sentence and period. Taxes collected in a town hold the centre's share, its budget revenue
    does not: more taxes than that is expected and noted; more than total revenue, which holds it too, disagrees."""
    taxes = [row for key, rows in levels.items() if key[0] == "tax_revenue" for row in rows]
    revenues = [row for key, rows in levels.items() if key[0] == "fiscal_revenue" for row in rows]
    for tax in taxes:
        for revenue in revenues:
            same = ("sentence_start", "period", "status", "unit")
            if any(getattr(tax, field) != getattr(revenue, field) for field in same):
                continue
            below = spread(rules, tax)[0] <= spread(rules, revenue)[1]
            note = "" if below or revenue.definition == "total_fiscal_revenue" else "centre_share"
            yield Finding(
                tax, "tax_within_revenue", tax.value, revenue.value, below or bool(note), revenue, note
            )


def _following(sentences: pd.DataFrame | None) -> dict[tuple, str]:
    """The sentence that follows each sentence of a report, by doc_id and where the first one ends."""
    if sentences is None:
        return {}
    told = sentences.sort_values(["doc_id", "start"], kind="stable")
    places = list(zip(told["doc_id"], told["end"], told["sentence"], strict=True))
    return {(doc_id, end): text for (doc_id, end, _), (later, _, text) in pairwise(places) if doc_id == later}
