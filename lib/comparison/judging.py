"""Decides which cells of one indicator and year can be set side by side, which are barred, and what others differ in."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.comparison.cells import aims
from lib.comparison.flags import FLAGS, LEVELS
from lib.rules import SHARED, Rules, differences, verdicts

GROUP = ["canonical", "kind", "aim", "year"]
# Of levels a town's are set beside towns' and a county's beside counties'; rates may be of any places.
LEVEL_KEY = "level_differs"


def judged(
    rules: Rules, cells: pd.DataFrame, reference: Mapping[str, Mapping] | None = None, any_year: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the cells with comparable, mark, peers and the keys of what bars, differs and cautions, and the references.

    A cell is comparable when no flag bars it, when it agrees in all of SHARED with the reference of its indicator, kind
    and year (of amounts also its level of place), and when a cell of another place does so too. The reference is what
    most places share; of equals the one for whole years, then the one without cautions, then the first by its words; the
    second table has one row for each. mark: solid, hollow (comparable with a caution) or grey (not comparable). peers:
    other places that share all of it. differs: keys joined by "; ".

    cells: with flags, and their tiers() where they are but some of a corpus. reference: by canonical id, what the reference must say, such as {"fiscal_revenue":
    {"definition": "total_fiscal_revenue", "period": "2020"}}. any_year: whether cells of different years are compared.
    """
    keys = [*(GROUP[:3] if any_year else GROUP), "tier"]
    tier = cells["tier"] if "tier" in cells else tiers(rules, cells)
    found = cells.assign(aim=aims(cells["status"]), tier=tier)
    found["barred"], found["cautions"] = (
        _by_verdict(rules, found, "bars"),
        _by_verdict(rules, found, "caution"),
    )
    free = found["chosen"] & (found["barred"] == "")
    found["peers"] = _peers(found, free, keys)
    best = _references(found[free], keys, reference or {})
    found["reference"] = _matching(found, best, keys)
    found["differs"] = _differing(rules, found, best)
    found["cautions"] = _with_levels(rules, found, free, keys)
    if any_year:
        found["cautions"] = _with_years(found, best)
    agreeing = free & (found["differs"] == "")
    found["alone"] = np.where(agreeing & (found["peers"] == 0), "alone", "")
    found["comparable"] = agreeing & (found["peers"] > 0)
    hollow = found["comparable"] & (found["cautions"] != "")
    found["mark"] = np.select([hollow, found["comparable"]], ["hollow", "solid"], "grey")
    return found, best


def tiers(rules: Rules, cells: pd.DataFrame) -> pd.Series:
    """Return the level of place among whose amounts each cell is judged, empty for rates, which are judged together.

    A report whose level is not known is judged among the commonest level of the reports, the lowest of equals, with a
    caution of its own (flag_level).
    """
    apart = verdicts(rules)[LEVEL_KEY] == "differs"
    known = cells[cells["level"].isin(LEVELS)].drop_duplicates("doc_id")["level"].value_counts()
    commonest = max(LEVELS, key=lambda level: (known.get(level, 0), -LEVELS.index(level)))
    told = cells["level"].where(cells["level"].isin(LEVELS), commonest)
    return told.where((cells["kind"] == "level") & apart, "")


def _by_verdict(rules: Rules, cells: pd.DataFrame, verdict: str) -> pd.Series:
    """The keys of one verdict that a cell's flags hold, joined by "; "."""
    keys = {key for key, told in verdicts(rules).items() if told == verdict}
    columns = [cells[flag].where(cells[flag].isin(keys), "") for flag in FLAGS]
    return _joined(columns, cells.index)


def _joined(columns: list[pd.Series], index: pd.Index) -> pd.Series:
    told = zip(*(column.to_list() for column in columns), strict=True)
    return pd.Series(["; ".join(filter(None, keys)) for keys in told], index, dtype="str")


def _peers(cells: pd.DataFrame, free: pd.Series, keys: list[str]) -> pd.Series:
    """How many other places state the same thing of the same year."""
    shared = list(dict.fromkeys([*keys, *SHARED]))
    places = cells[free].groupby(shared, dropna=False)["place_id"].nunique().rename("peers").reset_index()
    told = cells[shared].merge(places, on=shared, how="left")["peers"].fillna(0).set_axis(cells.index)
    return (told - free).clip(lower=0).astype("Int64")


def _with_levels(rules: Rules, cells: pd.DataFrame, free: pd.Series, keys: list[str]) -> pd.Series:
    """The cautions, and for a cell with peers of another level, or with none whose level is known to be its own."""
    if verdicts(rules)["level_mixed"] != "caution":
        return cells["cautions"]
    shared = list(dict.fromkeys([*keys, *SHARED]))
    known = cells[free & cells["level"].isin(LEVELS)]
    levels = known.groupby(shared, dropna=False)["level"].nunique().rename("levels").reset_index()
    places = known.groupby([*shared, "level"], dropna=False)["place_id"].nunique().rename("own").reset_index()
    told = cells[[*shared, "level"]].merge(levels, on=shared, how="left")
    told = told.merge(places, on=[*shared, "level"], how="left").set_axis(cells.index)
    single = (told["own"] < 2) & (cells["peers"] > 0)
    mixed = free & ((told["levels"] > 1) | single)
    return _joined([cells["cautions"], pd.Series("", cells.index).mask(mixed, "level_mixed")], cells.index)


def _with_years(cells: pd.DataFrame, best: pd.DataFrame) -> pd.Series:
    """The cautions, and for a cell of another year than its reference, that it is one."""
    own = cells[cells["reference"].notna()]
    other = best["year"].iloc[own["reference"].astype("int")].set_axis(own.index)
    differs = own.index[(own["year"] != other).fillna(True)]
    years = pd.Series("", cells.index).mask(cells.index.isin(differs), "year_differs")
    return _joined([cells["cautions"], years], cells.index)


def _references(free: pd.DataFrame, keys: list[str], wanted: Mapping[str, Mapping]) -> pd.DataFrame:
    """One row per indicator, kind, aim, year and tier: what most places share there."""
    candidates = free
    for canonical, says in wanted.items():
        unknown = [name for name in says if name not in free.columns]
        if unknown:
            raise ValueError(
                f"the reference of {canonical} names {', '.join(unknown)}, which is no column of the comparison"
            )
        meant = np.logical_and.reduce([candidates[name] == value for name, value in says.items()])
        candidates = candidates[(candidates["canonical"] != canonical) | meant]
    ranked = candidates.assign(
        part=candidates["span"] != "year", doubtful=candidates["cautions"] != "", fewer=-candidates["peers"]
    ).sort_values(["fewer", "part", "doubtful", *SHARED], ascending=True, kind="stable")
    return ranked.drop_duplicates(keys)[list(dict.fromkeys([*keys, *SHARED, "year"]))]


def _matching(cells: pd.DataFrame, best: pd.DataFrame, keys: list[str]) -> pd.Series:
    """The row number in `best` of each cell's reference, or missing."""
    numbered = best[keys].assign(reference=range(len(best)))
    return cells[keys].merge(numbered, on=keys, how="left")["reference"].astype("Int64").set_axis(cells.index)


def _differing(rules: Rules, cells: pd.DataFrame, best: pd.DataFrame) -> pd.Series:
    """The keys of what a chosen cell does not share with its reference, joined by "; "."""
    own = cells[cells["chosen"] & cells["reference"].notna()]
    against = best.iloc[own["reference"].astype("int")].set_axis(own.index)
    keys = [
        pd.Series(np.where(own[column] == against[column], "", key), own.index)
        for column, key in differences(rules).items()
    ]
    return (
        _joined(keys, own.index).reindex(cells.index, fill_value="")
        if len(own)
        else pd.Series("", cells.index)
    )
