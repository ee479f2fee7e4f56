"""Checks across one report: taxes and revenue, a share, part or amount per head of a whole told elsewhere, bounding pairs."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any

from lib.audit.findings import Finding, is_base, name, pattern, words
from lib.quantities import canonical_of
from lib.rules import Rules, compiled
from lib.targets import Placed, rounding, spread

_ADDS_UP = ("flow", "stock")  # natures of indicators of which a part cannot exceed the whole
_NEAR_ENOUGH = 0.05  # people at the end of a year and over it, in residence and registered, differ by so much without an error
_FAR = 2.0  # and by no more than so many times
_PER_HEAD = {
    "gdp_per_capita": "gdp"
}  # where the name of the whole is not that of the amount per head without 人均


def across(
    rules: Rules, own: list[tuple[str, list[Placed]]], levels: dict[tuple, list], township: bool
) -> Iterator[Finding]:
    """Yield what a report's sentences say of each other.

    own: the sentences of one report with their quantities. levels: its levels said of the whole place, by indicator,
    definition, unit and period. township: whether a township speaks, so that 全县 and 全市 are other places.
    """
    placed = list(chain.from_iterable(found for _, found in own))
    actual = [p for p in placed if p.row.kind == "level" and p.row.status == "actual"]
    yield from _tax(rules, levels)
    yield from _bounding(rules, levels)
    yield from _parts(rules, actual, levels)
    yield from _per_head(rules, placed)
    yield from _shares(rules, own, levels, township)


def _tax(rules: Rules, levels: dict[tuple, list]) -> Iterator[Finding]:
    """Taxes against revenue of the same sentence and period. Taxes collected in a town hold the centre's share, its budget
    revenue does not: more taxes than that cannot be judged; more than total revenue, which holds it too, disagrees."""
    taxes = [row for key, rows in levels.items() if key[0] == "tax_revenue" for row in rows]
    revenues = [row for key, rows in levels.items() if key[0] == "fiscal_revenue" for row in rows]
    for tax in taxes:
        for revenue in revenues:
            same = ("sentence_start", "period", "status", "unit")
            if any(getattr(tax, field) != getattr(revenue, field) for field in same):
                continue
            below = spread(rules, tax)[0] <= spread(rules, revenue)[1]
            reason = "" if revenue.definition == "total_fiscal_revenue" else "centre_share"
            yield Finding(tax, "tax_within_revenue", tax.value, revenue.value, below, revenue, reason)


def _bounding(rules: Rules, levels: dict[tuple, list]) -> Iterator[Finding]:
    """Pairs of indicators of audit_ratios.csv: what the whole allows at most, or at least, against the part."""
    told: dict[str, list] = {}
    for (canonical, *_), rows in levels.items():
        told.setdefault(canonical, []).extend(rows)
    for pair in rules.table("audit_ratios"):
        for part in told.get(pair["part"], ()):
            same = ("period", "status")
            wholes = [
                row
                for row in told.get(pair["whole"], ())
                if all(getattr(row, field) == getattr(part, field) for field in same)
            ]
            one = len({row.value for row in wholes}) == 1 and wholes[0].value > 0
            if one and part.nature == wholes[0].nature and _reach(part) == _reach(wholes[0]):
                yield from _bounded(rules, pair, part, wholes[0])


def _reach(row: Any) -> bool:
    """Whether an amount is of firms above the designated size alone: it is no part of one that is, nor the other way round."""
    return row.definition.startswith("above_scale")


def _bounded(rules: Rules, pair: dict[str, str], part: Any, whole: Any) -> Iterator[Finding]:
    (low, high), (least, most) = spread(rules, part), spread(rules, whole)
    # apart from each other one of the two may be a park's or a firm's
    apart = "" if part.sentence_start == whole.sentence_start else "other_extent"
    bound = {column: float(pair[column]) / 100 for column in _BOUNDS if pair[column]}
    for ends, reason in ((("least", "most"), apart), (("usual_least", "usual_most"), "unusual_ratio")):
        floor, ceiling = bound.get(ends[0]), bound.get(ends[1])
        if floor is not None and high < floor * least * (1 - 1e-9):
            yield Finding(part, "ratio_range", part.value, floor * whole.value, False, whole, reason)
            return
        if ceiling is not None and low > ceiling * most * (1 + 1e-9):
            yield Finding(part, "ratio_range", part.value, ceiling * whole.value, False, whole, reason)
            return
    limit = bound.get("most", bound.get("usual_most", bound.get("least", 0.0)))
    yield Finding(part, "ratio_range", part.value, limit * whole.value, True, whole)


_BOUNDS = ("least", "most", "usual_least", "usual_most")


def _parts(rules: Rules, actual: list[Placed], levels: dict[tuple, list]) -> Iterator[Finding]:
    """Wholes against what firms, projects or villages have of them elsewhere in the report.

    A part by itself above the whole disagrees, unless the two are defined differently, or it was added up over years;
    parts that exceed it only together may overlap.
    """
    parts: dict[tuple, list] = {}
    for placed in actual:
        key = _part_of(rules, placed.row)
        if key:
            parts.setdefault(key, []).append(placed)
    for (canonical, _, unit, period), rows in levels.items():
        wholes = [
            row for row in rows if row.status == "actual" and row.bound == "exact" and "/" not in period
        ]
        own = parts.get((canonical, unit, period), [])
        if own and len({row.value for row in wholes}) == 1:
            yield _held_against(rules, wholes[0], own)


def _part_of(rules: Rules, row: Any) -> tuple[str, str, str] | None:
    """Indicator, unit and period of the whole that a part belongs to: of a firm's revenue, or of money spent on projects."""
    invested = row.unit == "元" and re.search(words(rules, "invested") + "$", row.indicator)
    if invested and row.canonical in ("", "key_project_investment"):
        return "fixed_asset_investment", row.unit, row.period
    if row.scope != "part":
        return None
    canonical, definition = _measured(rules, row)
    adds_up = _natures(rules).get(definition) in _ADDS_UP
    return (canonical, row.unit, row.period) if canonical and adds_up and row.nature != "capacity" else None


def _measured(rules: Rules, row: Any) -> tuple[str, str]:
    """The indicator and definition that a part's name words, apart from whose it is: 规上企业年营业收入."""
    plain = name(row)
    found = canonical_of(rules, plain, row)
    return found if found[0] else canonical_of(rules, re.sub(words(rules, "year"), "", plain), row)


@compiled
def _natures(rules: Rules) -> dict[str, str]:
    return {row["definition"]: row["nature"] for row in rules.table("indicators")}


def _held_against(rules: Rules, whole: Any, parts: list) -> Finding:
    most = spread(rules, whole)[1] * (1 + 1e-9)
    above = [part for part in parts if spread(rules, part.row)[0] > most]
    computed = sum(part.row.value for part in parts)
    together = sum(spread(rules, part.row)[0] for part in parts) > most
    agrees = not above and not together
    reason = "" if above else "parts_may_overlap"
    if any(_over_years(rules, part) for part in above):
        reason = "over_years"
    elif any(_defined_otherwise(rules, part.row, whole) for part in above):
        reason = "definition_differs"
    return Finding(whole, "parts_elsewhere", whole.value, computed, agrees, parts[0].row, reason)


def _over_years(rules: Rules, part: Placed) -> bool:
    """Whether a part was added up since a year not told: 累计实施技改项目944项，完成投资1184亿元."""
    told = re.split("[；;。]", part.row.sentence[: part.at])[-1]
    return part.row.nature == "cumulative" or bool(re.search(words(rules, "since"), told))


def _defined_otherwise(rules: Rules, part: Any, whole: Any) -> bool:
    canonical, definition = _measured(rules, part)
    return canonical == whole.canonical and definition != whole.definition


def _per_head(rules: Rules, placed: list[Placed]) -> Iterator[Finding]:
    """Amounts per head times the people against the whole amount, all three of one year, wherever they stand."""
    rows = [
        p.row for p in placed if p.row.kind == "level" and p.row.scope == "town" and p.row.status == "actual"
    ]
    people = [row for row in rows if row.canonical == "population"]
    for each in (row for row in rows if not is_base(row)):
        whole = _whole_of_head(rules, each, rows)
        counted = [row for row in people if row.period[:4] == each.period[:4]]
        if whole is None or len({row.value for row in counted}) != 1:
            continue
        (low, high), (least, most) = spread(rules, each), spread(rules, counted[0])
        ends = spread(rules, whole)
        value = each.value * counted[0].value
        agrees = rounding.overlap(ends, (low * least * (1 - _NEAR_ENOUGH), high * most * (1 + _NEAR_ENOUGH)))
        far = not 1 / _FAR < value / whole.value < _FAR if whole.value > 0 else True
        reason = "" if agrees or far else "other_count"
        yield Finding(each, "per_head", each.value, whole.value / counted[0].value, agrees, whole, reason)


def _whole_of_head(rules: Rules, each: Any, rows: list) -> Any:
    """The amount of which another is that for one head: of its name without 人均, unit and year."""
    role = re.match(words(rules, "per_person"), each.indicator)
    if not role and each.canonical not in _PER_HEAD:
        return None
    bare = each.indicator[role.end() :] if role else ""
    fit = [
        row
        for row in rows
        if (row.unit, row.period[:4]) == (each.unit, each.period[:4])
        and row.value > each.value
        and (bare and name(row) == bare or row.canonical and row.canonical == _PER_HEAD.get(each.canonical))
    ]
    return fit[0] if len({row.value for row in fit}) == 1 else None


def _shares(rules: Rules, own: list, levels: dict[tuple, list], township: bool) -> Iterator[Finding]:
    """Shares of an indicator whose amount stands elsewhere in the report: 民生支出342.5亿元，占一般公共预算支出71.2%."""
    larger = words(rules, "larger_place" if township else "largest_place")
    for _, found in own:
        for part, share in pairwise(found):
            of = (
                pattern(rules, "share_of").search(share.before)
                if share.row.kind == "share" and share.row.unit == "%"
                else None
            )
            between = part.row.sentence[part.stop : share.at]
            if (
                not of
                or part.row.kind != "level"
                or len(between) > 24
                or pattern(rules, "told_apart").search(between)
            ):
                continue
            if re.match(larger, of["of"]):  # 占全省上市公司的58.3%
                continue
            whole = _whole_told(rules, of["of"], part.row, levels)
            if whole is not None and _is_part(share, of):
                yield _share_against(rules, part.row, share.row, whole)


def _is_part(share: Placed, of: re.Match) -> bool:
    """Whether it is the amount before a share that has it: nothing but 占 and what it is of stands between the two."""
    return not share.before[: of.start()].split("#")[-1].strip("，,、（( ")


def _whole_told(rules: Rules, of: str, part: Any, levels: dict[tuple, list]) -> Any:
    canonical, definition = canonical_of(rules, of, part)
    fit = levels.get((canonical, definition, part.unit, part.period), []) if canonical else []
    fit = [row for row in fit if row.status == part.status and row.start != part.start]
    return fit[0] if len({row.value for row in fit}) == 1 and fit[0].value >= part.value > 0 else None


def _share_against(rules: Rules, part: Any, share: Any, whole: Any) -> Finding:
    (low, high), (least, most) = spread(rules, part), spread(rules, whole)
    given = (low / most * 100, high / max(least, 1e-9) * 100)
    agrees = rounding.overlap(spread(rules, share), given)
    return Finding(share, "share_of_whole", share.value, part.value / whole.value * 100, agrees, whole)
