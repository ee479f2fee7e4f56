"""The panel of the made-up county against its table of true values, cell by cell, with every flag where a trap was set."""

import csv
import importlib.util

import pandas as pd
import pytest

from lib import corpus, paths, tables
from lib.corpus import corrections
from lib.rules import divisions, in_force
from lib.tables import panel

COUNTY = paths.SHIPPED_DATA / "made_up_county"
LEVEL = {
    "general_public_budget_revenue": "gene_public_budget_reve",
    "fixed_asset_investment_unspecified": "fixed_asset_inve_unsp",
    "above_scale_industrial_output": "above_scale_indu_output",
    "rural_disposable_income": "rural_disposable_income",
    "road_built": "road_built",
    "toilets_renovated": "toilets_renovated",
    "new_urban_jobs": "new_urban_jobs",
}
# What a trap leaves of the variable itself, and the variable that gets the printed figure instead.
NOTES = {
    "silent": "not_stated",
    "firm_only": "not_stated",
    "village_only": "not_stated",
    "other_definition": "other_definition",
    "part_of_year": "part_of_year",
    "digits_lost": "damaged",
    "two_values": "in_doubt",
    "misprint": "in_doubt",
}
OTHER = {
    "general_public_budget_revenue": "fiscal_revenue_unsp",
    "fixed_asset_investment_unspecified": "tot_soci_fixe_asse_inve",
    "above_scale_industrial_output": "industrial_output_unsp",
}
# Cautions of comparison_flags.csv that a trap's value must carry.
CAUTIONS = {
    "lower_bound": "above",
    "about": "about",
    "more_than": "above",
    "expected": "expected",
    "told_later": "other_year",
}


def truth(name):
    """The rows of one of the county's tables."""
    lines = (COUNTY / "truth" / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="module")
def county():
    """The county's panel, its tables, and the ids of its towns."""
    reports, aside = corpus.read_corpus(COUNTY)
    overrides, notes = corrections.read_overrides(COUNTY, reports)
    assert len(reports) == 24 and not aside and not notes
    built = tables.corpus_tables(reports, overrides)
    return panel.of_tables(in_force(), built.__getitem__), {
        row["town"]: row["id"] for row in truth("towns.csv")
    }


def expected_cells(towns):
    """Every cell of the wide panel that the true values tell: (place, year, variable) to a number or a note."""
    cells = {}
    for row in truth("values.csv"):
        name, value = LEVEL[row["indicator"]], float(row["value"])
        key = (towns[row["town"]], int(row["year"]))
        if row["aim"] == "target":
            cells[*key, f"t_{name}{'_g' * (row['kind'] == 'growth')}"] = value
            continue
        trap = row["trap"]
        cells[*key, name] = NOTES.get(trap, value)
        if row["growth"]:
            cells[*key, f"{name}_g"] = float(row["growth"])
        if trap == "other_definition":
            cells[*key, OTHER[row["indicator"]]] = value
        if trap == "rate_of_task":
            cells[*key, f"i_{name}"] = round(value / 0.8, 2)  # 占年度任务的80%
            cells[*key, f"{name}_s"] = 80.0
    return cells


def shown(row, name):
    """The value of a cell, or its note."""
    return row[f"{name}_note"] if pd.isna(row[name]) else row[name]


def test_every_true_value_and_every_trap_is_in_its_cell(county):
    made, towns = county
    wide = made["wide"].set_index(["place_id", "year"])
    wrong = []
    for (place, year, name), wanted in expected_cells(towns).items():
        found = shown(wide.loc[(place, year)], name)
        same = (
            found == wanted
            if isinstance(wanted, str)
            else isinstance(found, float) and found == pytest.approx(wanted, rel=1e-9)
        )
        wrong += [] if same else [(place, year, name, wanted, found)]
    assert not wrong
    assert len(expected_cells(towns)) > 300


def test_no_cell_holds_a_value_that_the_truth_has_not(county):
    made, towns = county
    wide, wanted = made["wide"], expected_cells(towns)
    names = [name for name in wide if f"{name}_note" in wide]
    told = {
        (row["place_id"], row["year"], name)
        for row in wide.to_dict("records")
        for name in names
        if not pd.isna(row[name])
    }
    true = {key for key, value in wanted.items() if isinstance(value, float)}
    assert told == true


def test_what_is_not_there_is_told_apart(county):
    """Variables that a report leaves out: another definition of theirs is stated, or nothing is, or there is no report."""
    made, towns = county
    wide, wanted = made["wide"].set_index(["place_id", "year"]), expected_cells(towns)
    for place, year in wide.index:
        for name in ("t_gene_public_budget_reve_g", "gene_public_budget_reve", "road_built"):
            if (place, year, name) in wanted:
                continue
            assert wide.loc[(place, year), f"{name}_note"] == "no_report", (place, year, name)
        other = shown(wide.loc[(place, year)], "fiscal_revenue_unsp")
        if year <= 2023 and not isinstance(other, float):
            silent = shown(wide.loc[(place, year)], "gene_public_budget_reve") in ("not_stated", "damaged")
            assert other == ("not_stated" if silent else "other_definition")


def test_every_trap_has_its_flag(county):
    made, towns = county
    long = made["long"].set_index(["place_id", "year", "definition", "kind", "aim"])
    seen = set()
    for row in truth("values.csv"):
        flag = CAUTIONS.get(row["trap"])
        if flag:
            fact = long.loc[(towns[row["town"]], int(row["year"]), row["indicator"], "level", "result")]
            assert flag in fact["cautions"].split("; "), (row, fact["cautions"])
            seen.add(row["trap"])
    assert seen == set(CAUTIONS)


def test_a_figure_told_a_year_later_says_by_which_report(county):
    made, towns = county
    (row,) = (row for row in truth("values.csv") if row["trap"] == "told_later")
    long = made["long"]
    own = long[(long["place_id"] == towns[row["town"]]) & (long["year"] == 2022) & (long["aim"] == "result")]
    fact = own[own["definition"] == row["indicator"]].iloc[0]
    assert (fact["doc_id"], fact["choice"]) == ("dizhou-2023", "other_year")


def test_a_figure_that_the_next_report_restates_is_the_report_s_own_and_the_other_is_told(county):
    made, towns = county
    (row,) = (row for row in truth("values.csv") if row["trap"] == "restated")
    facts = made["long"].set_index(["place_id", "year", "definition", "kind", "aim"])
    fact = facts.loc[(towns[row["town"]], int(row["year"]), row["indicator"], "level", "result")]
    assert (fact["value"], fact["choice"]) == (float(row["value"]), "own_report_of_several")
    assert fact["other_values"].startswith(f"songyun-{int(row['year']) + 1} ") and not fact["others_agree"]
    assert (~made["long"]["others_agree"].fillna(True).astype(bool)).sum() == 1


def test_the_reports_are_what_the_table_of_true_values_gives():
    spec = importlib.util.spec_from_file_location("make_county", COUNTY / "truth" / "make_county.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    for doc_id, text in made.reports().items():
        assert (COUNTY / "raw" / f"{doc_id}.txt").read_text(encoding="utf-8") == text


def test_every_page_says_that_it_is_made_up_and_no_place_has_its_name():
    known = {
        line.split(",")[1]
        for line in divisions.PLACES.read_text(encoding="utf-8").splitlines()
        if "," in line
    }
    for row in truth("towns.csv"):
        assert row["town"] not in known
    assert "澄野县" not in known
    for path in sorted((COUNTY / "raw").glob("*.txt")):
        assert "本文系虚构" in path.read_text(encoding="utf-8")
