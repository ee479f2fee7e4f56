"""The wide panel: one row per place and year, one variable per definition, kind and aim, and why each empty cell is so."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from lib.rules import Rules
from lib.tables.panel.places import PLACE, place_columns, reports_of_years
from lib.tables.panel.variables import ERROR, MAIN, NOTE, Variable, over_years, variables

ROW = ["place_id", "year"]
# Columns of the report on the year that a row holds beside the place's own.
REPORT = ["doc_id", "document_type", "also_of_year", "population", "villages", "area_km2", "clean_characters"]
GROUP = ["canonical", "kind", "aim"]
NEEDED = ["place_id", "year", "definition", *MAIN, "value", "error", "missing", "cautions", "over_years"]
NOT_STATED, OTHER, NO_REPORT, DAMAGED = "not_stated", "other_definition", "no_report", "damaged"
SEVERAL = "several_years"
THEME = "att_"  # attention to a theme, per 1,000 characters of the whole text


def wide(
    rules: Rules,
    facts: pd.DataFrame,
    reports: pd.DataFrame,
    lost: Collection[tuple[str, str, str, str]] = (),
    attention: pd.DataFrame | None = None,
    own_names: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the wide panel: places by years, in order.

    Behind the columns of place and report stands for each variable X its value, X_e, half the width of what the printed
    digits leave open (results only), and X_note: of an empty cell a key of panel_missing.csv, of a value the keys of
    comparison_flags.csv that a reader must know, joined by "; ". A value that stands for no whole year of its place is
    left empty. A row is a year that a report reviews or plans, or that a usable fact is for.

    facts: the long panel. reports: the table. lost: as lost_figures gives it. attention: from attention(), of which the
    whole texts' rates come last; None for none. own_names: further columns of reports, of the user's own.
    """
    found = variables(rules, facts)
    rows = _rows(rules, facts, reports, own_names)
    planned = reports_of_years(reports, "plan_year").set_index(ROW)["doc_id"].to_dict()
    telling = {"target": planned}
    on_year = rows.set_index(ROW)["doc_id"].to_dict()
    groups = _by_indicator(facts)
    columns: dict[str, list] = {}
    keys = list(zip(rows["place_id"], rows["year"], strict=True))
    for one in found:
        cells = _cells(one, groups[one.canonical, one.kind, one.aim])
        who = telling.get(one.aim, on_year)
        told = [cells.get(key) or _empty(one, who.get(key, ""), lost) for key in keys]
        columns |= _three(one, told)
    made = pd.DataFrame(columns, index=rows.index)
    return pd.concat([rows, made, _attention(rows, attention)], axis=1)


def _rows(rules: Rules, facts: pd.DataFrame, reports: pd.DataFrame, own_names: Sequence[str]) -> pd.DataFrame:
    """Places and years, with the columns of the place and of the report on the year."""
    own = reports_of_years(reports)
    usable = facts.loc[(facts["missing"] == "") & ~over_years(facts), ROW]
    planned = reports.loc[reports["plan_year"].notna(), ["place_id", "plan_year"]].set_axis(ROW, axis=1)
    every = pd.concat([own[ROW], planned, usable]).drop_duplicates()
    every = every.astype({"year": "int64"}).sort_values(ROW, kind="stable")
    told = own[[*ROW, *REPORT, *own_names]].astype({"year": "int64"})
    rows = every.merge(place_columns(rules, reports), on="place_id", how="left").merge(
        told, on=ROW, how="left"
    )
    texts = [name for name in (*REPORT, *own_names) if not pd.api.types.is_numeric_dtype(told[name])]
    rows[texts] = rows[texts].fillna("").astype("str")
    rows.insert(len(PLACE) + 1, "has_report", (rows["doc_id"] != "").astype("int64"))
    order = [*PLACE[:2], "year", *PLACE[2:], "has_report", *REPORT, *own_names]
    return rows[order].reset_index(drop=True)


def _by_indicator(facts: pd.DataFrame) -> dict[tuple, list]:
    """The facts by (canonical, kind, aim), those of several years last, as plain rows: pandas would take seconds over thousands of cells."""
    rows = facts.assign(over_years=over_years(facts)).sort_values("over_years", kind="stable")
    rows = rows[list(dict.fromkeys([*GROUP, *NEEDED]))]
    groups: dict[tuple, list] = {}
    for row in rows.itertuples(index=False):
        groups.setdefault((row.canonical, row.kind, row.aim), []).append(row)
    return groups


def _cells(one: Variable, facts: list) -> dict[tuple, tuple]:
    """The variable's cell by place and year: (value, error, note); what other definitions leave of it is a note."""
    found: dict[tuple, tuple] = {}
    for row in facts:
        key = (row.place_id, row.year)
        if row.over_years:
            found.setdefault(key, (None, None, SEVERAL))
        elif (row.definition, row.measure, row.nature, row.unit) != (
            one.definition,
            one.measure,
            one.nature,
            one.unit,
        ):
            found.setdefault(key, (None, None, OTHER))
        else:
            found[key] = (None, None, row.missing) if row.missing else (row.value, row.error, row.cautions)
    return found


def _empty(one: Variable, doc_id: str, lost: Collection[tuple[str, str, str, str]]) -> tuple:
    """The cell of a variable that no fact is for. doc_id: the report that would tell it."""
    if not doc_id:
        return None, None, NO_REPORT
    damaged = (doc_id, one.definition, one.kind, one.aim) in lost
    return None, None, DAMAGED if damaged else NOT_STATED


def _three(one: Variable, told: Sequence[tuple]) -> Mapping[str, pd.Series]:
    values, errors, notes = zip(*told, strict=True)
    made = {one.name: pd.Series(values, dtype="float64")}
    if one.aim == "result":
        made[one.name + ERROR] = pd.Series(errors, dtype="float64")
    return made | {one.name + NOTE: pd.Series(notes, dtype="str")}


def _attention(rows: pd.DataFrame, attention: pd.DataFrame | None) -> pd.DataFrame:
    """One column per theme: hits per 1,000 characters of the report on the year."""
    if attention is None or attention.empty:
        return pd.DataFrame(index=rows.index)
    whole = attention[attention["role"] == "all"]
    rates = whole.pivot(index="doc_id", columns="theme", values="per_1000_characters")
    rates = rates[list(dict.fromkeys(whole["theme"]))]
    return rates.add_prefix(THEME).reindex(rows["doc_id"]).set_index(rows.index).rename_axis(None, axis=1)
