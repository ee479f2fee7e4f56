"""Says of every two cells of an indicator whether they can be compared, and lists every reason why not."""

import numpy as np
import pandas as pd

from lib.comparison.flags import FLAGS, LEVELS
from lib.comparison.judging import LEVEL_KEY
from lib.comparison.reasons import in_words, vocabulary
from lib.rules import SHARED, Rules, differences, verdicts

_SIDES = ("_a", "_b")
_NEEDED = [
    "canonical",
    "kind",
    "doc_id",
    "label_zh",
    "label_en",
    "definition",
    "period",
    "year",
    *SHARED,
    *FLAGS,
]
_NEEDED += ["start", "end", "months", "bound", "bound_word", "document_type", "others", "taken", "passage"]
_NEEDED += ["review_year", "official_value", "level", "place_id", "surface"]
_NEEDED = list(dict.fromkeys(_NEEDED))
COLUMNS = [
    "canonical",
    "kind",
    "doc_id_a",
    "doc_id_b",
    "definition_a",
    "definition_b",
    "period_a",
    "period_b",
]
COLUMNS += [
    "comparable",
    "reasons",
    "cautions",
    "reason",
    "reason_en",
    "start_a",
    "end_a",
    "start_b",
    "end_b",
    "place_id_a",
    "place_id_b",
]


def comparable_pairs(
    rules: Rules,
    comparison: pd.DataFrame,
    kinds: tuple[str, ...] = ("level",),
    aim: str | None = "done",
    own_year: bool = True,
    any_year: bool = False,
    within: bool = False,
) -> pd.DataFrame:
    """Return one row per two cells of an indicator in two reports: comparable or not, and all reasons.

    reasons, cautions: keys of comparison_flags.csv, joined by "; ": what bars either cell, and what the two differ in.
    The number of rows grows with the square of the number of reports.

    comparison: the table. kinds: of level, growth, share, change. aim: "done" for results, "aimed" for targets, None for
    both and for results against targets. own_year: only figures for the year that the report reviews, or plans.
    any_year: whether a different year keeps two cells apart no more; two reports of one place are then held to the
    verdicts for years of one town. within: whether all pairs are held to those.
    """
    cells = comparison[comparison["chosen"] & comparison["kind"].isin(kinds)]
    if aim:
        cells = cells[cells["aim"] == aim]
    if own_year:
        own = cells["review_year"] + (cells["status"] == "target")
        cells = cells[(cells["year"] == own).fillna(False)]
    cells = cells[_NEEDED]
    order = {doc_id: number for number, doc_id in enumerate(dict.fromkeys(sorted(cells["doc_id"])))}
    pairs = cells.merge(cells, on=["canonical", "kind"], suffixes=_SIDES)
    pairs = pairs[pairs["doc_id_a"].map(order) < pairs["doc_id_b"].map(order)].reset_index(drop=True)
    one_place = (pairs["place_id_a"] == pairs["place_id_b"]) & any_year | within
    for name, told in (("reasons", _reasons), ("cautions", _cautions)):
        pairs[name] = np.where(
            one_place, told(rules, pairs, any_year, True), told(rules, pairs, any_year, False)
        )
    pairs["comparable"] = pairs["reasons"] == ""
    keys = ["canonical", "kind", "doc_id_a", "doc_id_b", "start_a", "start_b"]
    return _in_words(rules, pairs.sort_values(keys, kind="stable").reset_index(drop=True))[COLUMNS]


def _reasons(rules: Rules, pairs: pd.DataFrame, any_year: bool, within: bool) -> list[str]:
    """What bars one of the two, and what they differ in."""
    told = _of_either(rules, pairs, "bars", within)
    shared = dict(differences(rules, within))
    if not any_year and verdicts(rules, within)["year_differs"] == "differs":
        shared["year"] = "year_differs"
    columns = [told] + [
        np.where(_same(pairs[f"{column}_a"], pairs[f"{column}_b"]), "", key) for column, key in shared.items()
    ]
    if verdicts(rules, within)[LEVEL_KEY] == "differs":
        columns.append(np.where(_other_level(pairs) & (pairs["kind"] == "level"), LEVEL_KEY, ""))
    return ["; ".join(filter(None, keys)) for keys in zip(*columns, strict=True)]


def _cautions(rules: Rules, pairs: pd.DataFrame, any_year: bool, within: bool) -> list[str]:
    """What is to be known of either; where years may differ, that they do."""
    told = _of_either(rules, pairs, "caution", within)
    other = (
        ~_same(pairs["year_a"], pairs["year_b"])
        & any_year
        & (verdicts(rules, within)["year_differs"] != "note")
    )
    years = np.where(other, "year_differs", "")
    mixed = (
        _other_level(pairs)
        & (pairs["kind"] != "level")
        & (verdicts(rules, within)["level_mixed"] == "caution")
    )
    levels = np.where(mixed, "level_mixed", "")
    return ["; ".join(filter(None, keys)) for keys in zip(told, years, levels, strict=True)]


def _other_level(pairs: pd.DataFrame) -> np.ndarray:
    """Whether two reports are known to be of different levels of place."""
    known = pairs["level_a"].isin(LEVELS) & pairs["level_b"].isin(LEVELS)
    return (known & (pairs["level_a"] != pairs["level_b"])).to_numpy(dtype=bool)


def _same(first: pd.Series, second: pd.Series) -> np.ndarray:
    return (first == second).fillna(False).to_numpy(dtype=bool)


def _of_either(rules: Rules, pairs: pd.DataFrame, verdict: str, within: bool) -> list[str]:
    """The keys of one verdict that the flags of either cell hold."""
    keys = {key for key, told in verdicts(rules, within).items() if told == verdict}
    flags = [column for column in pairs.columns if column.startswith("flag_")]
    columns = [pairs[flag].where(pairs[flag].isin(keys), "").to_list() for flag in flags]
    return ["; ".join(dict.fromkeys(filter(None, told))) for told in zip(*columns, strict=True)]


def _in_words(rules: Rules, pairs: pd.DataFrame) -> pd.DataFrame:
    """reason and reason_en: what bars each cell, named by its report, and what the two differ in."""
    rows = pairs.to_dict("records")
    texts = {
        name: [_sentence(row, vocabulary_of, label) for row in rows]
        for name, vocabulary_of, label in (
            ("reason", vocabulary(rules, "zh"), "label_zh"),
            ("reason_en", vocabulary(rules, "en"), "label_en"),
        )
    }
    return pairs.assign(**texts)


def _sentence(row: dict, words, label: str) -> str:
    first, second = (
        {name.removesuffix(end): row[name] for name in row if name.endswith(end)} for end in _SIDES
    )
    told = [key for key in row["reasons"].split("; ") if key]
    said = []
    for side, other in ((first, second), (second, first)):
        held = {side[name] for name in side if name.startswith("flag_")}
        own = [key for key in told if key in held]
        if own:
            said.append(
                f"{side[label]}: " + in_words(own, side | {"canonical": row["canonical"]}, other, words)
            )
    common = [key for key in told if key.endswith("_differs")]
    if common:
        said.append(in_words(common, first, second, words))
    return "\n".join(said)
