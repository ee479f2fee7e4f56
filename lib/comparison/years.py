"""Follows one town over several years: series that break where two years' figures are not the same thing."""

import pandas as pd

from lib.comparison.reasons import in_words, vocabulary
from lib.rules import Rules, differences, verdicts

SERIES = ["place_id", "canonical", "kind", "aim"]
COLUMNS = [
    *SERIES,
    "definition",
    "measure",
    "span",
    "unit",
    "year",
    "value",
    "value_high",
    "bound",
    "status",
    "doc_id",
]
COLUMNS += [
    "segment",
    "break_reason",
    "break_reason_en",
    "standing",
    "cautions",
    "later_value",
    "later_doc_id",
]
COLUMNS += ["listed", "surface", "start", "end", "sentence"]


def years(rules: Rules, comparison: pd.DataFrame, place_id: str | None = None) -> pd.DataFrame:
    """Return one row per indicator, definition and year of a town: the figure, and the line it belongs to.

    segment: number of the line within an indicator's series; a line joins neighbouring years only, and only figures
    that the table comparison_flags.csv (column within) lets stand beside each other. A barred figure is on no line.
    break_reason: what a line's first figure differs in from the indicator's figure before. A year that two reports
    state is told by the report on that year; what a later one says of it is later_value.

    comparison: the table. place_id: one place, or None for all of them. Raises ValueError for a place without a figure.
    """
    cells = comparison[comparison["chosen"] & comparison["year"].notna()]
    if place_id is not None:
        cells = cells[cells["place_id"] == place_id]
        if cells.empty:
            known = ", ".join(sorted(comparison["place_id"].unique())[:10])
            raise ValueError(f"no report of {place_id} states an indicator; places here: {known}")
    shared = [column for column in differences(rules, within=True) if column != "aim"]
    cells = _told_once(cells, shared).sort_values([*SERIES, "year", *shared, "doc_id"], kind="stable")
    cells = cells.reset_index(drop=True)
    cells["barred"] = _barred(rules, cells)
    cells["segment"] = _segments(cells, shared)
    return _with_breaks(rules, cells, shared)[COLUMNS].rename(columns={"standing": "comparable"})


def stated_most_years(series: pd.DataFrame) -> list[str]:
    """Return the indicators stated for two years or more, those of most years first, ties by id.

    series: rows of years().
    """
    counts = series.groupby("canonical")["year"].nunique().sort_index()
    return list(counts[counts > 1].sort_values(ascending=False, kind="stable").index)


def reserve(rules: Rules, series: pd.DataFrame) -> pd.Series:
    """Return with which reserve each figure stands: open where it is on no line, caution where it has one, else solid.

    series: rows of years().
    """
    told = verdicts(rules, within=True)
    careful = series["cautions"].map(lambda keys: any(told.get(key) == "caution" for key in keys.split("; ")))
    stands = pd.Series("solid", series.index).mask(careful.astype(bool), "caution")
    return stands.mask(series["segment"].isna(), "open")


def _told_once(cells: pd.DataFrame, shared: list[str]) -> pd.DataFrame:
    """One figure per series, year and meaning: the report on the year, then the earliest; the last one beside it."""
    keys = [*SERIES, *shared, "year"]
    own = cells["review_year"] + (cells["aim"] == "aimed")
    late = (cells["year"] - own).abs().fillna(99)
    # a target stated and the one implied a year later: the stated one stands
    ordered = cells.assign(late=late, worked_out=cells["status"] == "implied")
    ordered = ordered.sort_values([*keys, "worked_out", "late", "review_year", "start"], kind="stable")
    first = ordered.drop_duplicates(keys)
    last = ordered.drop_duplicates(keys, keep="last")[[*keys, "value", "doc_id"]]
    told = first.merge(last, on=keys, suffixes=("", "_last"))
    again = told["doc_id_last"] != told["doc_id"]
    return told.assign(
        later_value=told["value_last"].where(again), later_doc_id=told["doc_id_last"].where(again, "")
    )


def _barred(rules: Rules, cells: pd.DataFrame) -> pd.Series:
    """The keys that keep a figure from being compared with those of the same town's other years."""
    told = verdicts(rules, within=True)
    flags = [column for column in cells.columns if column.startswith("flag_")]
    columns = [cells[flag].where(cells[flag].map(told) == "bars", "").to_list() for flag in flags]
    return pd.Series(
        ["; ".join(filter(None, keys)) for keys in zip(*columns, strict=True)], cells.index, dtype="str"
    )


def _segments(cells: pd.DataFrame, shared: list[str]) -> pd.Series:
    """Number the lines of each series: a new one where the meaning changes or a year is missing."""
    free = cells[cells["barred"] == ""].sort_values([*SERIES, *shared, "year"], kind="stable")
    before = free.groupby([*SERIES, *shared], sort=False)["year"].shift()
    begins = (before.isna() | (free["year"] - before > 1)).fillna(True)
    line = begins.cumsum()
    first = free.groupby(line)["year"].transform("min")
    # numbered by the year in which a line begins, so that a chart's first line is the oldest
    order = pd.DataFrame({"line": line, "first": first}).join(free[SERIES]).drop_duplicates("line")
    order = order.sort_values([*SERIES, "first", "line"], kind="stable")
    order["number"] = order.groupby(SERIES).cumcount() + 1
    numbers = line.map(order.set_index("line")["number"])
    return numbers.reindex(cells.index).astype("Int64")


def _with_breaks(rules: Rules, cells: pd.DataFrame, shared: list[str]) -> pd.DataFrame:
    """break_reason in both languages: why a figure is on no line, or does not continue the one before."""
    keys = {column: key for column, key in differences(rules, within=True).items() if column in shared}
    words = {"": vocabulary(rules, "zh"), "_en": vocabulary(rules, "en")}
    said: dict[str, list[str]] = {tail: [] for tail in words}
    own: dict[tuple, dict] = {}
    any_before: dict[tuple, list[dict]] = {}
    for row in cells.assign(reference=pd.NA).to_dict("records"):
        series = tuple(row[name] for name in SERIES)
        told = [key for key in row["barred"].split("; ") if key]
        before = _before(row, own.get((*series, row["definition"])), any_before.get(series, []))
        if not told and before and before["segment"] != row["segment"]:
            told = [key for column, key in keys.items() if row[column] != before[column]] or ["year_missing"]
        for tail, vocabulary_ in words.items():
            said[tail].append(in_words(told, row, before or {}, vocabulary_) if told else "")
        if not row["barred"]:
            own[(*series, row["definition"])] = row
            any_before.setdefault(series, []).append(row)
    standing = cells["barred"] == ""
    return cells.assign(break_reason=said[""], break_reason_en=said["_en"], standing=standing)


def _before(row: dict, same: dict | None, earlier: list[dict]) -> dict | None:
    """The figure that a reader would take for the one before: of its definition, else the last of an earlier year."""
    if same is not None:
        return same
    return next((other for other in reversed(earlier) if other["year"] < row["year"]), None)
