"""Brings values to one unit of their family, by the factors of units.csv and comparison_units.csv."""

from collections.abc import Iterable
from fractions import Fraction

import pandas as pd

from lib.rules import Rules, compiled, numerals, pattern

MONTHLY = "/月"


def to_base(rules: Rules, values: pd.Series, units: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return values and units in the base unit of each: 公顷 as 亩, 名 as 人; a unit without a factor stays.

    values: numbers. units: the unit of each, without magnitude.
    """
    known = _factors(rules)
    steps = {unit: known.get(unit, (Fraction(1), unit)) for unit in units.unique()}
    return _scaled(values, units, {unit: factor for unit, (factor, _) in steps.items()}), units.map(
        {unit: base for unit, (_, base) in steps.items()}
    )


def in_units(rules: Rules, table: pd.DataFrame, units: str | Iterable[str]) -> pd.DataFrame:
    """Return the table with value and value_high in the units asked for.

    Rows of another kind of unit and incomes per head stay; amounts per month stay per month. Factors are exact: 14318万元
    is 143180000 元 and 14318 万元, in whichever unit they stood before.

    table: one with value, value_high and unit. units: one unit or several, with magnitude where wanted: "万元", ["亿元",
    "公顷"]. Raises ValueError for a unit that has no base here.
    """
    wanted = [units] if isinstance(units, str) else list(units)
    found = table.copy()
    for unit in wanted:
        factor, base = _read(rules, unit)
        steps = _steps_to(rules, base, found["unit"])
        rows = found["unit"].isin(list(steps)) & (found.get("nature") != "per_head")
        for column in ("value", "value_high"):
            found.loc[rows, column] = _scaled(
                found.loc[rows, column],
                found.loc[rows, "unit"],
                {own: step / factor for own, step in steps.items()},
            )
        month = found["unit"].str.endswith(MONTHLY)
        found.loc[rows, "unit"] = (pd.Series(unit, found.index) + month.map({True: MONTHLY, False: ""}))[rows]
    return found


def is_money(rules: Rules, unit: str) -> bool:
    """Return whether a unit, with its magnitude or without, is one of money: 元, 万元, 亿元."""
    try:
        return _read(rules, unit)[1] in _money(rules)
    except ValueError:  # a unit without a row in units.csv
        return False


@compiled
def _money(rules: Rules) -> set[str]:
    return {row["unit"] for row in rules.table("units") if row["family"] == "money"}


def _steps_to(rules: Rules, base: str, units: pd.Series) -> dict[str, Fraction]:
    """How many base units one of each unit of a table is, for those that have this base."""
    found = {}
    for unit in units[units != ""].unique():
        try:
            factor, own = _read(rules, unit.removesuffix(MONTHLY))
        except ValueError:  # a unit without a row in units.csv has no base
            continue
        if own == base:
            found[unit] = factor
    return found


def _scaled(values: pd.Series, units: pd.Series, factors: dict[str, Fraction]) -> pd.Series:
    """Values times the factor of their unit, multiplied before divided, so that whole results are whole."""
    above = units.map({unit: float(factor.numerator) for unit, factor in factors.items()}).astype("float64")
    below = units.map({unit: float(factor.denominator) for unit, factor in factors.items()}).astype("float64")
    return values.astype("float64") * above / below


def _read(rules: Rules, unit: str) -> tuple[Fraction, str]:
    """A unit with magnitude as its factor and base unit: 万元 is 10000 元, 公顷 15 亩."""
    known = _factors(rules)
    named = {row["unit"] for row in rules.table("units")}
    match = pattern(rules, "unit_with_magnitude").fullmatch(unit)
    for magnitude, bare in (("", unit), (match[1], match[2])) if match else ():
        if bare in named:
            factor, base = known.get(bare, (Fraction(1), bare))
            return factor * int(numerals.magnitude_value(magnitude)), base
    raise ValueError(
        f"{unit!r} is no unit of units.csv; ask for one such as 万元, 亿元, 亩, 公顷, or add a row to the table"
    )


@compiled
def _factors(rules: Rules) -> dict[str, tuple[Fraction, str]]:
    """Each unit that has a factor, with it and the base unit at the end of the chain (平方公里 to 亩)."""
    steps = {row["unit"]: row["factor_to"].split(" ", 1) for row in rules.table("units") if row["factor_to"]}
    steps |= {row["unit"]: [row["factor"], row["base"]] for row in rules.table("comparison_units")}
    found = {}
    for unit in steps:
        factor, base, seen = Fraction(1), unit, set()
        while base in steps and base not in seen:
            seen.add(base)
            step, base = steps[base]
            factor *= Fraction(step)
        found[unit] = (factor, base)
    return found
