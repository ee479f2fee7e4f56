"""Targets beside those of the year before that a report implies, with the rounding that they carry."""

from typing import Any

import pandas as pd

from lib import targets
from lib.comparison import FLAGS
from lib.metadata import named
from lib.rules import in_force, indicator_name, label, verdicts
from lib.stories.summaries import visible
from lib.targets import rounding, spread

KEYS = ["doc_id", "canonical", "definition", "unit"]
SHOWN = ["doc_id", "indicator", "reached", "rate", "implied_target", "by_rate", "by_both", "target"]
SHOWN += ["change_percent", "change_range", "start", "end"]
# names of units, as labels.csv has them
LARGEST = (("亿元", 1e8), ("万元", 1e4))


def beside_implied(
    quantities: pd.DataFrame, comparison: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return each target beside the one of the year before that the report implies: amount reached ÷ rate of completion.

    Only targets of the very next year are set beside it, of what comparison_flags.csv does not bar within one town, both
    for a whole year or of a stock. implied_target: with two digits more than the amount. by_rate: the interval that the
    rounding of the rate leaves open, the amount taken as printed; by_both: of rate and amount. change_percent: target ÷
    implied − 1; change_range: its lowest and highest value over the rounding of all three numbers. start, end: the target's.

    quantities, comparison, reports: the tables. language: of the labels.
    """
    told = changes(quantities, comparison, reports, language)
    return told.drop(columns=["change_low", "change_high"])


def changes(
    quantities: pd.DataFrame, comparison: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return beside_implied() with the ends of change_range as numbers: change_low, change_high. Parameters: as there."""
    implied = targets.implied_targets(in_force(), quantities)
    implied = implied.merge(_usable(comparison, "implied"), on=["doc_id", "start"]).rename(
        columns={"start": "reached_start"}
    )
    implied = implied[
        [*KEYS, "year", "implied_target", "low", "high", "actual", "reached_start", "rate_start"]
    ]
    aimed = quantities[(quantities["status"] == "target") & (quantities["kind"] == "level")]
    aimed = aimed.merge(_usable(comparison, "target"), on=["doc_id", "start"])
    pairs = aimed.merge(implied.assign(year=implied["year"] + 1), on=[*KEYS, "year"])
    at = {(row.doc_id, row.start): row for row in quantities.itertuples()}
    rows = [_row(row, at, language) for row in pairs.itertuples()]
    return named(pd.DataFrame(rows, columns=[*SHOWN, "change_low", "change_high"]), reports, language)


def _usable(comparison: pd.DataFrame, status: str) -> pd.DataFrame:
    """Where (doc_id, start) the reports' own amounts of a status stand that nothing bars within one town, and their years."""
    barring = [key for key, told in verdicts(in_force(), within=True).items() if told == "bars"]
    barred = comparison[FLAGS].isin(barring).any(axis=1)
    whole = comparison["span"].isin(["year", "stock"]) & comparison["chosen"]
    own = comparison[~barred & whole & (comparison["status"] == status) & (comparison["kind"] == "level")]
    return own[["doc_id", "start", "year"]]


def _row(target: Any, at: dict, language: str) -> dict:
    rules = in_force()
    reached, rate = at[target.doc_id, target.reached_start], at[target.doc_id, target.rate_start]
    by_rate = [end * target.actual / reached.value for end in _over_rate(target, reached)]
    low, high = spread(rules, target)
    change = [(end / other - 1) * 100 for end, other in ((low, target.high), (high, target.low))]
    amount = rounding.significant(target.implied_target, reached.surface)
    return {
        "doc_id": target.doc_id,
        "indicator": indicator_name(target.canonical, language),
        "reached": visible(pd.Series([reached.surface])).iloc[0],
        "rate": f"{rate.surface} {rate.indicator}".strip(),  # 超出年初预算74.5% is no rate of completion
        "implied_target": _money([amount], target.unit, language),
        "by_rate": _money(by_rate, target.unit, language, 5),
        "by_both": _money([target.low, target.high], target.unit, language, 4),
        "target": visible(pd.Series([target.surface])).iloc[0],
        "change_percent": (target.value / target.implied_target - 1) * 100,
        "change_range": f"{change[0]:.1f} – {change[1]:.1f}",
        "start": target.start,
        "end": target.end,
        "change_low": change[0],
        "change_high": change[1],
    }


def _over_rate(target: Any, reached: Any) -> tuple[float, float]:
    """Lowest and highest implied target where the amount reached is taken as printed, so that only the rate is rounded."""
    low, high = spread(in_force(), reached)
    return target.low * reached.value / low, target.high * reached.value / high


def _money(values: list[float], unit: str, language: str, digits: int = 15) -> str:
    """An amount or an interval in the largest unit that fits: 3.2154–3.2196 亿元."""
    name, size = next(((n, s) for n, s in LARGEST if unit == "元" and values[0] >= s), (unit, 1))
    said = "–".join(f"{value / size:.{digits}g}" for value in values)
    return f"{said} {label(f'unit.{name}', language) if size > 1 else name}"
