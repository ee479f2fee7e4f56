"""Sets each target beside the results that it is held against, with what is said of the two in words."""

import pandas as pd

from lib.comparison.reasons import Vocabulary, in_words, vocabulary
from lib.rules import Rules, series
from lib.targets import IMPLIED, UNFINISHED, Beside, beside

DECIMALS = 6  # 6.6 − 6.5 is 0.1, not 0.09999999999999964
# fmt: off
BESIDE = [
    "relation", "place_id", "canonical", "kind", "year", "definition", "unit", "measure", "period", "span", "target",
    "target_high", "result", "difference", "reached_percent", "comparable", "whole", "keys", "reason", "reason_en",
    "caution", "caution_en", "doc_id", "start", "end", "result_definition", "result_year", "result_period",
    "result_span", "result_value_high", "result_bound", "result_doc_id", "result_start", "result_end",
]
RESULT = ("definition", "year", "period", "span", "value_high", "bound", "doc_id", "start", "end")
# Types of columns that may be empty throughout: no target has a result yet.
TYPES = dict.fromkeys(["start", "end", "result_start", "result_end"], "Int64")
TYPES |= {f"result_{name}": "str" for name in ("definition", "period", "span", "bound", "doc_id")}
# fmt: on


def targets_beside_results(
    rules: Rules, comparison: pd.DataFrame, targets: pd.DataFrame, place_id: str | None = None
) -> pd.DataFrame:
    """Return each target of a level or growth beside every result it is held against; lib.targets decides about them.

    relation: year_before (what the same report gives as reached in the year it reviews), same_year (what the report on
    the target's year gives), implied (the amount that the target was worked out from). comparable is false where
    something keeps the two apart, and reason says what; keys names it, by comparison_flags.csv. Another basis of growth
    is a caution (a plan names it seldom). difference = result − target, in the unit (of rates: percentage points);
    reached_percent = result ÷ target in %, for levels. whole: whether both are for a whole year that is known to be over,
    or are stocks. modifier, wording: the target's (at_least, around …), empty where it is implied.

    comparison, targets: the tables. place_id: one place, or None for all.
    """
    cells = comparison if place_id is None else comparison[comparison["place_id"] == place_id]
    rows = [_row(rules, pair) for pair in beside(rules, cells)]
    found = pd.DataFrame(rows, columns=BESIDE).astype(TYPES)
    wording = targets[["doc_id", "start", "modifier", "wording"]].drop_duplicates(["doc_id", "start"])
    keys = ["place_id", "canonical", "kind", "year", "doc_id", "start", "relation"]
    found = found.merge(wording, on=["doc_id", "start"], how="left").sort_values(keys, kind="stable")
    stated = found["relation"] != IMPLIED
    found["modifier"] = found["modifier"].where(stated, "").fillna("")
    return found.reset_index(drop=True)


def _row(rules: Rules, pair: Beside) -> dict:
    """A target beside a result, with what is said of the two in words."""
    target, result = pair.target, pair.result
    sides = [target] if result is None else [target, result]
    told = dict(target) | {"relation": pair.relation, "comparable": pair.comparable, "whole": _whole(pair)}
    told |= {"target": target["value"], "target_high": target["value_high"]}
    told["keys"] = "; ".join([*pair.keys, *(key for keys in pair.barred for key in keys)])
    for language, tail in (("zh", ""), ("en", "_en")):
        words = vocabulary(rules, language)
        differing = [in_words(pair.keys, target, result or {}, words)] if pair.keys else []
        told["reason" + tail] = _joined(differing + _said(sides, pair.barred, words), language)
        told["caution" + tail] = _joined(_said(sides, pair.cautions, words, result or {}), language)
    if result is None:
        return told
    told |= {f"result_{name}": result[name] for name in RESULT} | {"result": result["value"]}
    if pair.comparable:
        told["difference"] = round(result["value"] - target["value"], DECIMALS)
        if target["kind"] == "level" and target["value"]:
            told["reached_percent"] = result["value"] / target["value"] * 100
    return told


def _whole(pair: Beside) -> bool:
    """Whether both sides are for a whole year that is known to be over, or are stocks."""
    sides = [pair.target, pair.result or pair.target]
    unfinished = pair.result is None or pair.result["flag_period"] in UNFINISHED
    return all(side["span"] in ("year", "stock") for side in sides) and not unfinished


def _said(
    sides: list[dict], keys: list[list[str]], words: Vocabulary, other: dict | None = None
) -> list[str]:
    return [in_words(own, side, other or {}, words) for side, own in zip(sides, keys, strict=True) if own]


def _joined(said: list[str], language: str) -> str:
    """Sentences without repetition: target and result often share a caution."""
    return series(dict.fromkeys(said), language, "clause")
