"""What a printed number may stand for: the interval that its digits, magnitude and hedge leave open."""

import math
import re
from typing import Any

from lib.rules import Rules, compiled, numerals, pattern

_COUNTS = (
    "people",
    "households",
    "places",
    "projects",
    "goods",
    "livestock",
    "plants",
    "events",
    "other",
    "age",
    "time",
)
_DIGITS = re.compile(r"[0-9][0-9,，]*(?:\.([0-9]+))?")


def interval(
    rules: Rules, value: float, surface: str, unit: str, bound: str = "exact", value_high: float | None = None
) -> tuple[float, float]:
    """Return the lowest and highest true value that could have been printed like this.

    With s the worth of the last printed digit (4,720万: 10,000; 47.5%: 0.1): value ± s/2 for an exact number, but no width
    for a whole count without magnitude (171人, 三个). A hedged number is as coarse as its last digit that is not zero, but
    by no more than a tenth of it or ten times s, whichever is larger: C (10余: 10; 60余万: 10万; 近1000: 100). 余, 超过 give
    value … value + C, 不足 value − C … value, 约 value ± C; 以上 and 以内 leave their side open. A range: from end to end.

    value: magnitude multiplied out, a decrease negative. surface: as printed. unit: of the quantities table. bound: exact,
    about, above or below. value_high: upper end of a range, or None.
    """
    if value_high is not None and not math.isnan(value_high):
        return min(value, value_high), max(value, value_high)
    step, coarse = _steps(value, re.sub(r"\s", "", surface))
    if bound == "exact":
        half = 0.0 if step == 1 and float(value).is_integer() and _counted(rules, unit) else step / 2
        return value - half, value + half
    upward = (bound == "above") == (value >= 0)
    if bound == "about":
        return value - coarse, value + coarse
    if pattern(rules, "open_bound").search(surface):
        coarse = math.inf
    return (value, value + coarse) if upward else (value - coarse, value)


def spread(rules: Rules, row: Any) -> tuple[float, float]:
    """Return the interval of a row of the quantities table."""
    return interval(rules, row.value, row.surface, row.unit, row.bound, row.value_high)


def significant(value: float, surface: str) -> float:
    """Return a number worked out from a printed one, with two digits more than that has: 321750321.75 of 2.5亿元 is 321800000.

    That is enough for a stated rate to come out again: 2.5亿元 is 77.7% of 3.218亿元. A surface without digits has three.
    """
    printed = re.search(r"[0-9][0-9,，.]*", re.sub(r"\s", "", surface))
    digits = max(2, len(re.sub("[,，.]", "", printed[0]).lstrip("0"))) if printed else 3
    return float(f"{value:.{digits + 2}g}")


def overlap(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Return whether two intervals share a value, up to the error of floating-point arithmetic."""
    slack = 1e-9 * max(abs(end) for end in (*first, *second, 0.0) if math.isfinite(end))
    return first[0] <= second[1] + slack and second[0] <= first[1] + slack


def _steps(value: float, surface: str) -> tuple[float, float]:
    """The worth s of the last printed digit, 1 where none is printed, and the coarseness C of a hedged number."""
    printed = _DIGITS.search(surface)
    if not printed:
        step = numerals.last_place(surface)
        return step, max(step, 10.0 ** math.floor(math.log10(abs(value))) if value else 1.0)
    digits = re.sub("[,，]", "", printed[0])
    number = float(digits)
    magnitude = abs(value) / number if number else 1.0
    step = magnitude * 10.0 ** -len(printed[1] or "")
    whole = digits.replace(".", "")
    last = step * 10.0 ** (len(whole) - len(whole.rstrip("0")) if number else 0)
    return step, min(last, max(abs(value) / 10, 10 * step))


def _counted(rules: Rules, unit: str) -> bool:
    """Whether a unit counts things one by one, so that a whole number of them is not rounded."""
    return _families(rules).get(unit, "other") in _COUNTS


@compiled
def _families(rules: Rules) -> dict[str, str]:
    return {row["unit"]: row["family"] for row in rules.table("units")}
