"""Sets a town's neighbouring years beside each other: nominal change, and last year's target with its result."""

import numpy as np
import pandas as pd

from lib.comparison.judging import differences, verdicts
from lib.comparison.reasons import Vocabulary, in_words, vocabulary
from lib.comparison.years import SERIES, years
from lib.rules import Rules

DECIMALS = 6  # 6.6 − 6.5 is 0.1, not 0.09999999999999964
JUMP = 3
APART = 8  # percentage points between nominal and stated growth that prices alone seldom explain
# fmt: off
CHANGES = [
    "place_id", "canonical", "definition", "span", "unit", "year", "value_before", "value", "change_percent",
    "stated_growth", "basis", "jump", "disagrees", "bound_before", "bound", "doc_id_before", "start_before",
    "end_before", "doc_id", "start", "end",
]
MET = [
    "place_id", "canonical", "kind", "year", "definition", "unit", "period", "target", "result", "difference",
    "reached_percent", "comparable", "reason", "reason_en", "caution", "caution_en", "doc_id", "start", "end",
    "result_definition", "result_period", "result_bound", "result_doc_id", "result_start", "result_end",
]
# fmt: on


def nominal_changes(rules: Rules, comparison: pd.DataFrame, place_id: str | None = None) -> pd.DataFrame:
    """Return the nominal change of each level between neighbouring years on one line of its series.

    change_percent = value ÷ value of the year before − 1, in %. It is no official growth: levels are at current prices,
    official growth is often at constant prices or on this year's list of firms; stated_growth is what the report itself
    gives for the same definition and year, empty where it gives none. basis: always "nominal". jump: whether one figure
    is more than JUMP times the other, which is more often a misread figure than a change: read both sentences.
    disagrees: whether change_percent and stated_growth are more than APART percentage points apart: the base was
    revised, or one of the three figures is another thing.

    comparison: the table. place_id: one place, or None for all.
    """
    series = years(rules, comparison, place_id)
    rates = series[(series["kind"] == "growth") & (series["aim"] == "done") & (series["measure"] == "")]
    stated = rates.drop_duplicates(["place_id", "definition", "span", "year"])
    levels = series[(series["kind"] == "level") & (series["aim"] == "done") & series["segment"].notna()]
    before = levels[[*SERIES, "segment", "year", "value", "bound", "doc_id", "start", "end"]].assign(
        year=levels["year"] + 1
    )
    found = levels.merge(before, on=[*SERIES, "segment", "year"], suffixes=("", "_before"))
    found = found.merge(
        stated[["place_id", "definition", "span", "year", "value"]].rename(
            columns={"value": "stated_growth"}
        ),
        on=["place_id", "definition", "span", "year"],
        how="left",
    )
    found["change_percent"] = (found["value"] / found["value_before"].replace(0, np.nan) - 1) * 100
    found["basis"] = "nominal"
    ratio = found[["value", "value_before"]].abs()
    found["jump"] = ratio.max(axis=1) > JUMP * ratio.min(axis=1)
    found["disagrees"] = (found["change_percent"] - found["stated_growth"]).abs().round(DECIMALS) > APART
    return found[CHANGES].reset_index(drop=True)


def targets_met(
    rules: Rules, comparison: pd.DataFrame, targets: pd.DataFrame, place_id: str | None = None
) -> pd.DataFrame:
    """Return each target that one report sets for a year beside the result that the report on that year gives.

    The two are held against each other only with the same definition, unit, period and measure; reason says what
    differs. Another basis of growth is a caution (a plan names it seldom). difference = result − target, in the unit (of
    rates: percentage points); reached_percent = result ÷ target in %, for levels. modifier is the target's (at_least,
    around …). Only targets that a report states are here: those worked out from a part reached are cells of the
    comparison, of status implied.

    comparison, targets: the tables. place_id: one place, or None for all.
    """
    cells = comparison[comparison["chosen"] & comparison["kind"].isin(["level", "growth"])]
    if place_id is not None:
        cells = cells[cells["place_id"] == place_id]
    aimed = cells[(cells["aim"] == "aimed") & (cells["status"] == "target") & cells["year"].notna()]
    aimed = aimed[(aimed["year"] > aimed["review_year"]).fillna(False)]
    done = cells[(cells["aim"] == "done") & (cells["year"] == cells["review_year"]).fillna(False)]
    results: dict[tuple, list[dict]] = {}
    for row in done.to_dict("records"):
        results.setdefault(_key(row), []).append(row)
    reported = set(zip(comparison["place_id"], comparison["review_year"], strict=True))
    rows = [
        _held_against(rules, row, results.get(_key(row), []))
        for row in aimed.to_dict("records")
        if (row["place_id"], row["year"]) in reported
    ]
    offsets = dict.fromkeys(["start", "end", "result_start", "result_end"], "Int64")
    found = pd.DataFrame(rows, columns=MET).astype(offsets)
    wording = targets[["doc_id", "start", "modifier", "wording"]].drop_duplicates(["doc_id", "start"])
    keys = ["place_id", "canonical", "kind", "year", "doc_id", "start"]
    return (
        found.merge(wording, on=["doc_id", "start"], how="left")
        .sort_values(keys, kind="stable")
        .reset_index(drop=True)
    )


def _key(row: dict) -> tuple:
    return row["place_id"], row["canonical"], row["kind"], row["year"]


def _held_against(rules: Rules, target: dict, results: list[dict]) -> dict:
    """A target with the result most like it, and what the two differ in."""
    shared = {
        column: key
        for column, key in differences(rules, within=True).items()
        if column not in ("aim", "basis")
    }
    best = min(results, key=lambda row: sum(row[c] != target[c] for c in shared), default=None)
    keys = ["no_result"] if best is None else [key for c, key in shared.items() if best[c] != target[c]]
    sides = [target] if best is None else [target, best]
    barring = [_holding(rules, side, "bars") for side in sides]
    cautions = [_holding(rules, side, "caution") for side in sides]
    if best is not None and best["basis"] != target["basis"]:
        cautions[0] = [*cautions[0], "basis_differs"]
    told = target | {"target": target["value"], "comparable": not keys and not any(barring)}
    for language, tail in (("zh", ""), ("en", "_en")):
        words = vocabulary(rules, language)
        differing = [in_words(keys, target, best or {}, words)] if keys else []
        told["reason" + tail] = _joined(differing + _said(sides, barring, words), language)
        told["caution" + tail] = _joined(_said(sides, cautions, words, best or {}), language)
    if best is None:
        return told
    told |= {
        f"result_{name}": best[name] for name in ("definition", "period", "bound", "doc_id", "start", "end")
    }
    told["result"] = best["value"]
    if told["comparable"]:
        told["difference"] = round(best["value"] - target["value"], DECIMALS)
        if target["kind"] == "level" and target["value"]:
            told["reached_percent"] = best["value"] / target["value"] * 100
    return told


def _holding(rules: Rules, cell: dict, verdict: str) -> list[str]:
    """The keys of one verdict, for two years of one town, that a cell's flags hold."""
    told = verdicts(rules, within=True)
    return [cell[name] for name in cell if name.startswith("flag_") and told.get(cell[name]) == verdict]


def _said(
    sides: list[dict], keys: list[list[str]], words: Vocabulary, other: dict | None = None
) -> list[str]:
    return [in_words(own, side, other or {}, words) for side, own in zip(sides, keys, strict=True) if own]


def _joined(said: list[str], language: str) -> str:
    """Sentences without repetition: target and result often share a caution."""
    return ("；" if language == "zh" else "; ").join(dict.fromkeys(said))
