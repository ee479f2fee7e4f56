"""Brings amounts over unlike parts of a year to a mean per month, on demand and labelled as such."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.comparison.table import rejudged
from lib.comparison.units import MONTHLY, is_money
from lib.rules import Rules


def per_month(
    rules: Rules,
    comparison: pd.DataFrame,
    reference: Mapping[str, Mapping] | None = None,
    any_year: bool = False,
) -> pd.DataFrame:
    """Return the comparison with amounts of money that flow per month: value ÷ months covered, unit 万元/月.

    Nothing is annualised: a rate to the end of October is the mean of ten months, not adjusted for season, and every
    such cell carries this caution with its period. Figures whose months are not known (a report written before the year
    ended), of several years, per head, stocks, growth and shares stay as they are, and so does what bars them. So do things
    that are counted: 2 villages and 20 households of a year are not 0.17 and 1.67 a month.

    comparison: the table. reference, any_year: as for judged.
    """
    known = ~comparison["flag_period"].isin(["year_not_over", "year_seems_open", "so_far", "period_unknown"])
    rated = (
        (comparison["nature"] == "flow")
        & (comparison["kind"] == "level")
        & comparison["months"].between(1, 12)
        & comparison["unit"].isin(unit for unit in comparison["unit"].unique() if is_money(rules, unit))
        & known
    )
    months = comparison["months"].where(rated, 1.0)
    return rejudged(
        rules,
        comparison.assign(
            value=comparison["value"] / months,
            value_high=comparison["value_high"] / months,
            unit=comparison["unit"].where(~rated, comparison["unit"] + MONTHLY),
            span=comparison["span"].where(~rated, "per month"),
            flag_rate=np.where(rated, "per_month", comparison["flag_rate"]),
        ),
        reference,
        any_year,
    )
