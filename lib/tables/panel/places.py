"""Who and when a row of the panel is about: the place's names and codes, and which report tells of its year."""

import pandas as pd

from lib import paths
from lib.metadata import names
from lib.rules import Rules

NAMES = ["province", "city", "county", "town"]
CODES = ["place_code", "county_code"]
REPORTS = "government_work_report"
NO_REPORT = "no_report"
PLACE = ["place_number", "place_id", *CODES, *NAMES, "place_zh", "place_en", "level"]


def place_columns(rules: Rules, reports: pd.DataFrame) -> pd.DataFrame:
    """Return one row per place: a running number, its key, codes, names and level, as its earliest reports tell them.

    reports: the table.
    """
    ordered = reports.sort_values(["place_id", "review_year", "doc_id"], kind="stable")
    told = ordered[["place_id", *CODES, *NAMES, "level"]].replace("", pd.NA)
    found = told.groupby("place_id", sort=True).first().fillna("").reset_index()
    found["place_number"] = range(1, len(found) + 1)
    deepest = found[list(reversed(NAMES))].replace("", pd.NA).bfill(axis=1).iloc[:, 0]
    found["place_zh"] = deepest.fillna(found["place_id"])
    found["place_en"] = [names.in_pinyin(rules, name) for name in found["place_zh"]]
    return found[PLACE]


def pooled(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that enter medians and means of places: those of government work reports.

    A summary or plan is another kind of text; its rows enter where a selection names document_type, or where there are
    no others. table: with document_type.
    """
    own = table[table["document_type"] == REPORTS]
    chosen = "document_type" in paths.selection() or "type=" in paths.selection()
    return table if chosen or own.empty else own


def reports_of_years(reports: pd.DataFrame, year: str = "review_year") -> pd.DataFrame:
    """Return one report per place and year: a government work report before other documents, then the longest.

    reports: the table. year: review_year, or plan_year for who plans a year. A column year is added; also_of_year tells
    the other reports of the same place and year, joined by "; ". What looks like no report stands for no year.
    """
    known = reports[reports[year].notna() & (reports["document_type"] != NO_REPORT)]
    ranked = known.assign(
        year=known[year],
        other=known["document_type"] != REPORTS,
        long=-known["clean_characters"],
    ).sort_values(["place_id", "year", "other", "long", "doc_id"], kind="stable")
    first = ranked.drop_duplicates(["place_id", "year"]).drop(columns=["other", "long"])
    rest = (
        ranked[ranked.duplicated(["place_id", "year"])].groupby(["place_id", "year"])["doc_id"].agg("; ".join)
    )
    also = first.set_index(["place_id", "year"]).index.map(rest.to_dict())
    return first.assign(also_of_year=pd.Series(also, first.index, dtype="object").fillna("").astype("str"))
