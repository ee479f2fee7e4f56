"""Raises the flags of each cell: what a reader must know before setting it beside another."""

import re

import numpy as np
import pandas as pd

from lib.comparison.damage import damaged
from lib.comparison.natures import natures
from lib.metadata import LEVELS
from lib.rules import Rules

# fmt: off
FLAGS = [
    "flag_definition", "flag_nature", "flag_level", "flag_scope", "flag_status", "flag_period", "flag_year", "flag_dispute",
    "flag_basis", "flag_bound", "flag_unit", "flag_plausible", "flag_values", "flag_document", "flag_damage",
    "flag_source", "flag_rate",
]
# fmt: on


def flags(rules: Rules, cells: pd.DataFrame, reports: pd.DataFrame, remarks: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with one column per flag: the key of comparison_flags.csv that holds, or empty.

    `passage` is what a flag quotes: the damage near a figure, 今年以来, the reader's note.

    cells: as lib.comparison.cells gives them. reports, remarks: the tables.
    """
    own = cells.merge(_told(reports, remarks), on="doc_id", how="left").set_axis(cells.index)
    found = cells.assign(
        flag_definition=_definition(rules, cells),
        flag_nature=_nature(rules, cells),
        flag_level=_pick(cells, level_unknown=~cells["level"].isin(LEVELS)),
        flag_scope=_pick(cells, part_scope=cells["scope"] == "part"),
        flag_status=_status(cells),
        flag_period=_period(own),
        flag_year=_pick(cells, other_year=_other_year(cells)),
        flag_dispute=_pick(cells, year_disputed=own["disputed"]),
        flag_basis=_basis(cells),
        flag_bound=_bound(cells),
        flag_unit=_pick(cells, unit_missing=(cells["unit"] == "") & (cells["kind"] == "level")),
        flag_plausible=_pick(cells, implausible=_implausible(rules, cells)),
        flag_values=_values(cells),
        flag_document=_document(cells, own["document_type"]),
        flag_source="single_source",
        flag_rate="",
        document_type=own["document_type"],
    )
    return damaged(found, remarks)


def _pick(cells: pd.DataFrame, **conditions: pd.Series) -> np.ndarray:
    """For each cell the name of the first condition that holds, or empty."""
    held = [condition.to_numpy(dtype=bool, na_value=False) for condition in conditions.values()]
    return np.select(held, list(conditions), default="") if len(cells) else np.array([], dtype=str)


def _status(cells: pd.DataFrame) -> np.ndarray:
    return _pick(
        cells,
        expected=cells["status"] == "expected",
        implied_target=cells["status"] == "implied",
        target=cells["status"] == "target",
    )


def _basis(cells: pd.DataFrame) -> np.ndarray:
    """At which prices growth is: said by the report, taken from what is usual, or not known."""
    known = cells["basis"] != ""
    growth = cells["kind"] == "growth"
    return _pick(cells, basis_stated=cells["basis_said"] & known, basis_usual=known, basis_unknown=growth)


def _bound(cells: pd.DataFrame) -> np.ndarray:
    """Ranges and hedged figures; what an implied target was worked out from is hedged itself."""
    stated = cells["status"] != "implied"
    hedged = {bound: (cells["bound"] == bound) & stated for bound in ("about", "above", "below")}
    return _pick(cells, range=cells["value_high"].notna(), **hedged)


def _values(cells: pd.DataFrame) -> np.ndarray:
    """Other values of the same thing: the list of main figures decides of amounts, but of two rates nothing does."""
    several = cells["others"] != ""
    listed = several & cells["listed"] & (cells["kind"] != "growth")
    return _pick(cells, several_values_listed=listed, several_values=several)


def _document(cells: pd.DataFrame, kind: pd.Series) -> np.ndarray:
    return _pick(cells, template=kind == "template", other_document=kind != "government_work_report")


def _definition(rules: Rules, cells: pd.DataFrame) -> np.ndarray:
    """How clear the definition is; what is doubtful at one level of place is said of that and of unknown levels."""
    rows = rules.table("comparison_definitions")
    told = cells["definition"].map({row["definition"]: row["standing"] for row in rows}).fillna("")
    at = cells["definition"].map({row["definition"]: row["standing_at"] for row in rows}).fillna("")
    told = told.where((at == "") | (at == cells["level"]) | ~cells["level"].isin(LEVELS), "")
    return _pick(
        cells, **{f"definition_{name}": told == name for name in ("open", "mixed", "usual", "local")}
    )


def _nature(rules: Rules, cells: pd.DataFrame) -> np.ndarray:
    """Amounts that are a sum since earlier or what a plant is made for, and those of which the words do not tell."""
    mixed = cells["definition"].map(natures(rules)) == "mixed"
    amount = cells["kind"] == "level"
    return _pick(
        cells,
        nature_cumulative=amount & (cells["nature"] == "cumulative"),
        nature_capacity=amount & (cells["nature"] == "capacity"),
        nature_unknown=amount & mixed & (cells["nature"] == ""),
    )


def _implausible(rules: Rules, cells: pd.DataFrame) -> pd.Series:
    """Levels outside what the definition can be in any place, or above what it can be in a township."""
    rows = rules.table("comparison_definitions")

    def bound(column: str) -> pd.Series:
        """The limit of each cell's definition, missing where the table sets none."""
        known = {row["definition"]: float(row[column]) for row in rows if row[column]}
        return cells["definition"].map(known).astype("float64")

    unit = cells["definition"].map({row["definition"]: row["in_unit"] for row in rows})
    high = bound("high").where(cells["level"] != "town", bound("high_town").fillna(bound("high")))
    beyond = (cells["value"] < bound("low")) | (cells["value"] > high) | (cells["value_high"] > high)
    return beyond & (cells["kind"] == "level") & (cells["unit"] == unit)


def _period(own: pd.DataFrame) -> np.ndarray:
    """How the period is other than one whole year; whether the year was over is asked for results only."""
    flow, done = ~own["nature"].isin(["stock", "cumulative"]), own["status"] == "actual"
    whole = own["months"] == 12
    running = flow & done & whole & (own["year"] == own["review_year"])
    return _pick(
        own,
        period_unknown=own["year"].isna(),
        several_years=flow & (own["months"] > 12),
        so_far=running & (own["so_far"] != ""),
        year_not_over=running & own["early"],
        year_seems_open=running & own["doc_id"].isin(_cut_short(own)),
        stock_month=~flow & own["to_month"].notna(),
        part_of_year=own["months"] < 12,
    )


def _cut_short(own: pd.DataFrame) -> set[str]:
    """The undated reports whose results of the year end in one of its months: others of them hardly run to its end."""
    part = (own["from_month"] == 1) & (own["to_month"] < 12) & (own["status"] == "actual")
    return set(own["doc_id"][part & (own["year"] == own["review_year"]) & own["undated"]])


def _other_year(cells: pd.DataFrame) -> pd.Series:
    """Results of another year than the report's, and implied targets of one; what is planned may be for any year."""
    done = cells["status"].isin(["actual", "expected", "implied"])
    return done & cells["year"].notna() & (cells["year"] != cells["review_year"]).fillna(False)


def _told(reports: pd.DataFrame, remarks: pd.DataFrame) -> pd.DataFrame:
    """document_type of each report, whether it was written before its year ended, and whether it disputes its year."""
    year = reports["review_year"].astype("float64")
    two_years = set(remarks.loc[remarks["rule"] == "since_year", "doc_id"])
    delivered = reports["delivered_on"].str[:4].replace("", np.nan).astype("float64")
    return pd.DataFrame(
        {
            "doc_id": reports["doc_id"],
            "document_type": reports["document_type"],
            "early": delivered <= year,
            "undated": delivered.isna(),
            "disputed": [
                row.doc_id in two_years or _titled_otherwise(row.title, {row.review_year, row.plan_year})
                for row in reports.itertuples()
            ],
        }
    )


def _titled_otherwise(title: str, years: set) -> bool:
    """Whether the title names a year that the body neither reviews nor plans."""
    named = {int(year) for year in re.findall(r"(?<![0-9])(?:19|20)[0-9][0-9](?=\s*年)", title)}
    return bool(named - {year for year in years if not pd.isna(year)})


def official(cells: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with official_value, and flag_source saying whether the report agrees with it within 1 %.

    Held against it are results for a whole year, and stocks; growth only against the year before.

    values: official figures that the user supplies, with place_id, definition, kind, year, value and unit in the base
    unit of the comparison (元, 亩, 人); nothing is looked up anywhere else.
    """
    keys = ["place_id", "definition", "kind", "year", "unit"]
    named = values[[*keys, "value"]].rename(columns={"value": "official_value"}).drop_duplicates(keys)
    found = cells.drop(columns="official_value", errors="ignore").merge(named, on=keys, how="left")
    like = (found["aim"] == "done") & (found["measure"] == "") & found["span"].isin(["year", "stock"])
    found["official_value"] = found["official_value"].where(like & (found["scope"] == "town"))
    agrees = (found["value"] - found["official_value"]).abs() <= 0.01 * found["official_value"].abs()
    known = found["official_value"].notna()
    flag = np.select([known & agrees, known], ["official_agrees", "official_differs"], "single_source")
    return found.set_axis(cells.index).assign(flag_source=flag)
