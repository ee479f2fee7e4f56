"""Checks of amounts in one sentence that another adds up or multiplies: 155个 and 199个 are 354人; 3 times 5000万元 is 1.5亿元."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lib.audit.findings import Finding, is_base, pattern
from lib.rules import Rules
from lib.targets import Placed, rounding, spread

_STOPS = "[；;。]"
_MOST_PARTS = 12
_TOLD_DIGITS = 3  # a sum of so many digits, end zeros apart, does not come out by chance
_LOOSE = 2.0  # a product whose highest value is more than twice its lowest tells nothing
_PER = ("per_person", "per_household", "per_area", "per_village")


def sums(rules: Rules, masked: str, found: list[Placed], told: set[int]) -> Iterator[Finding]:
    """Yield the totals whose parts stand right before or behind them in their sentence.

    Without a word for a total only a sum that comes out is given, of at least two parts, and of so many digits that
    chance is no explanation: that amounts do not add up says nothing where no one says that they should.

    masked: the sentence with # for its quantities. found: these. told: starts of totals that are checked already.
    """
    levels = [placed for placed in found if placed.row.kind == "level" and placed.row.unit]
    for i, total in enumerate(levels):
        if total.row.start in told or total.row.bound != "exact":
            continue
        finding = _of_items(rules, masked, levels, i) or _summed(rules, levels, i)
        if finding:
            yield finding


def _summed(rules: Rules, levels: list[Placed], i: int) -> Finding | None:
    total = levels[i]
    before = _run(rules, levels[:i][::-1], total)
    if not _leads_to(rules, before, total):
        before = []
    for run in (before, _run(rules, levels[i + 1 :], total)):
        added = _added(total.row, run)
        if added:
            value, parts = added
            first = min(parts, key=lambda part: part.at)
            return Finding(total.row, "amounts_sum", total.row.value, value, True, first.row)
    return _closed(rules, levels, i)


def _leads_to(rules: Rules, run: list[Placed], total: Placed) -> bool:
    """Whether amounts are said to make up the one behind them: a word for a total, or posts and the people in them."""
    posts = bool(run) and all(part.row.unit != total.row.unit for part in run[:2])
    return posts or bool(pattern(rules, "total", "[^#，,；;。]{0,2}$").search(total.before))


def _run(rules: Rules, others: list[Placed], total: Placed) -> list[Placed]:
    """The amounts next to a total that may be its parts: of its unit, status and statement, up to one that is none."""
    run = []
    for other in others[:_MOST_PARTS]:
        near, far = sorted((other, total), key=lambda placed: placed.at)
        if other.row.bound != "exact" or other.row.status != total.row.status:
            break
        if not _alike(rules, other.row, total.row) or other.row.value >= total.row.value:
            break
        if re.search("。", near.row.sentence[near.stop : far.at]) or is_base(other.row):
            break
        run.append(other)
    return run


def _alike(rules: Rules, part: Any, total: Any) -> bool:
    """Whether amounts can be added up to a total: one unit, or posts and the people who have them."""
    posts = pattern(rules, "posts", "$").search(part.indicator)
    return part.unit == total.unit or bool(posts and pattern(rules, "people_units").fullmatch(total.unit))


def _added(total: Any, run: list[Placed]) -> tuple[float, list[Placed]] | None:
    """The sum of the first amounts of a run that give the total, and these; None where none do."""
    digits = re.sub("[^0-9]", "", total.surface).strip("0")
    if len(digits) < _TOLD_DIGITS:
        return None
    added = 0.0
    for number, part in enumerate(run, 1):
        added += part.row.value
        if number > 1 and abs(added - total.value) <= 1e-9 * total.value:
            return added, run[:number]
    return None


def _closed(rules: Rules, levels: list[Placed], i: int) -> Finding | None:
    """A total that 合计 closes, below the largest of the amounts it follows, or not reached or passed by them all."""
    total = levels[i]
    if not pattern(rules, "total", "$").search(total.before):
        return None
    run = []
    for other in levels[:i][::-1]:
        between = other.row.sentence[other.stop : total.at]
        if re.search(_STOPS, between) or other.row.unit != total.row.unit:
            break
        run.append(other)
    plain = all(part.row.bound == "exact" and not is_base(part.row) for part in run)
    same = all(part.row.status == total.row.status for part in run)
    if len(run) < 2 or not plain or not same or not _one_list(rules, run[::-1]):
        return None
    (low, high), value = spread(rules, total.row), sum(part.row.value for part in run)
    least, most = (sum(spread(rules, part.row)[end] for part in run) for end in (0, 1))
    agrees = rounding.overlap((low, high), (least, most))
    reason = "parts_left_out" if most < low else "parts_may_overlap"
    return Finding(
        total.row, "amounts_sum", total.row.value, value, agrees, run[-1].row, "" if agrees else reason
    )


def _one_list(rules: Rules, parts: list[Placed]) -> bool:
    """Whether amounts stand in one list, with 、 or 和 between them."""
    between = [first.row.sentence[first.stop : second.at] for first, second in pairwise(parts)]
    return all(pattern(rules, "one_list").search(words) and len(words) < 30 for words in between)


def _of_items(rules: Rules, masked: str, levels: list[Placed], i: int) -> Finding | None:
    """A sum over things that are counted first and told one by one: 3家…投资#的甲；投资#的乙；投资#的丙，累计完成投资#."""
    total = levels[i]
    running, closing = pattern(rules, "running", "[^#，,；;。]{0,4}$"), pattern(rules, "total", "$")
    if not (running.search(total.before) or closing.search(total.before)):
        return None
    items = [placed for placed in levels[:i] if placed.row.unit == total.row.unit]
    counts = [p for p in levels[:i] if items and p.at < items[0].at and p.row.unit != total.row.unit]
    if len(items) < 2 or not any(count.row.value == len(items) for count in counts[-2:]):
        return None
    heads = {masked[max(0, item.at - 2) : item.at] for item in items}
    if len(heads) > 1 or any(item.row.bound != "exact" for item in items):
        return None
    low, high = (sum(spread(rules, item.row)[end] for item in items) for end in (0, 1))
    value = sum(item.row.value for item in items)
    agrees = rounding.overlap(spread(rules, total.row), (low, high))
    return Finding(
        total.row, "items_sum", total.row.value, value, agrees, items[0].row, "" if agrees else "over_years"
    )


def products(rules: Rules, found: list[Placed]) -> Iterator[Finding]:
    """Yield each total that an amount for one and a count give: 20户，每户补助5000元，共补助10万元.

    A product that does not come out is given only where a word for a total stands before the amount; it cannot be told
    then whether all that are counted are meant.

    found: the quantities of one sentence.
    """
    levels = [placed for placed in found if placed.row.kind == "level"]
    roles = [_per(rules, placed) for placed in levels] if len(levels) > 2 else []
    whole = [placed for placed, role in zip(levels, roles, strict=False) if not role]
    for each, role in zip(levels, roles, strict=False):
        if not role or each.row.value <= 0:
            continue
        unit, counted = each.row.unit.split("/")[0], pattern(rules, f"counted_{role}")
        alike = [p for p in whole if p.row.status == each.row.status]
        counts = [p for p in alike if counted.fullmatch(p.row.unit)]
        totals = [p for p in alike if p.row.unit == unit and p.row.value > each.row.value]
        if len(counts) == 1 and len(totals) == 1 and not counted.fullmatch(unit):
            yield from _product(rules, each, counts[0], totals[0])


def _per(rules: Rules, placed: Placed) -> str:
    """The role in audit_words.csv of the word that makes an amount one for each, or "" for an amount of all."""
    told = placed.before.split("#")[-1][-14:]
    for role in _PER:
        word = pattern(rules, role)
        if word.search(told) or word.match(placed.row.indicator):
            return role
    return ""


def _product(rules: Rules, each: Placed, count: Placed, total: Placed) -> Iterator[Finding]:
    (low, high), (least, most) = spread(rules, each.row), spread(rules, count.row)
    if high * most > _LOOSE * low * least:  # 人口8万人以上 fits any total
        return
    agrees = rounding.overlap(spread(rules, total.row), (low * least, high * most))
    if agrees or pattern(rules, "total", "[^#，,]{0,4}$").search(total.before):
        value = each.row.value * count.row.value
        yield Finding(
            total.row, "product", total.row.value, value, agrees, each.row, "" if agrees else "other_count"
        )
