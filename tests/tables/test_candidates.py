"""Candidates: what is ranked, in which order, and the way from a name to a row that is read."""

import pandas as pd
import pytest

from lib import paths, tables
from lib.rules import in_force
from lib.stories import indicator_candidates
from lib.tables.candidates import candidates


def quantities(*rows):
    """A quantities table of names, each in a sentence of its own."""
    cells = {
        "scope": "town",
        "unit": "吨",
        "kind": "level",
        "canonical": "",
        "sentence_start": 0,
        "sentence_end": 9,
    }
    told = [
        cells | {"start": n, "end": n + 3, "sentence": row["indicator"]} | row for n, row in enumerate(rows)
    ]
    return tables.frame("quantities", told)


def ranked(*rows):
    return candidates(in_force(), quantities(*rows))


def test_names_of_more_reports_come_first_then_those_of_more_rows():
    found = ranked(
        {"doc_id": "a", "indicator": "乙"},
        {"doc_id": "a", "indicator": "乙"},
        {"doc_id": "a", "indicator": "甲", "unit": "亩"},
        {"doc_id": "b", "indicator": "甲（提高前）"},
        {"doc_id": "b", "indicator": "丙"},
    )
    assert found[["name", "reports", "rows"]].values.tolist() == [["甲", 2, 2], ["乙", 1, 2], ["丙", 1, 1]]
    assert found["families"].to_list() == ["area|weight", "weight", "weight"]
    assert found[["doc_id", "start", "end"]].iloc[0].to_list() == ["a", 2, 5]


def test_what_has_an_id_or_no_name_or_is_of_a_part_is_no_candidate():
    found = ranked(
        {"doc_id": "a", "indicator": "税收", "canonical": "tax_revenue"},
        {"doc_id": "a", "indicator": ""},
        {"doc_id": "a", "indicator": "甲", "scope": "part"},
    )
    assert found.empty


def test_a_draft_is_a_row_that_is_read(tmp_path, monkeypatch):
    table = ranked({"doc_id": "a", "indicator": "魔芋产量"}, {"doc_id": "a", "indicator": "魔芋收获量"})
    row = indicator_candidates.draft(table, ["魔芋产量", "魔芋收获量"], "konjac_output", "Konjac", "flow")
    assert list(row.columns) == list(in_force().table("indicators")[0])
    (tmp_path / "dictionaries").mkdir()
    row.to_csv(tmp_path / "dictionaries" / "indicators.csv", index=False)
    monkeypatch.setattr(paths, "data", lambda: tmp_path)
    read = next(row for row in in_force().table("indicators") if row["definition"] == "konjac_output")
    assert (read["wordings"], read["units"], read["nature"]) == ("魔芋产量|魔芋收获量", "weight", "flow")


@pytest.mark.parametrize(
    ("names", "definition", "told"),
    [(["丁"], "new", "丁.*candidates"), ([], "new", "no name"), (["甲"], "tax_revenue_local", "another id")],
)
def test_what_cannot_be_a_row_is_said(names, definition, told):
    table = ranked({"doc_id": "a", "indicator": "甲"})
    with pytest.raises(ValueError, match=told):
        indicator_candidates.draft(table, names, definition, "English")


def test_the_notebook_shows_the_first_names_with_their_sentences():
    table = ranked(
        {"doc_id": "a", "indicator": "甲"},
        {"doc_id": "b", "indicator": "甲"},
        {"doc_id": "b", "indicator": "乙"},
    )
    reports = pd.DataFrame({"doc_id": ["a", "b"], "label_zh": ["甲镇", "乙镇"]})
    told = indicator_candidates.shown(table, reports, most=1)
    assert told["report"].to_list() == ["甲镇"]
    assert (
        isinstance(told, pd.DataFrame)
        and told["name"].to_list() == ["甲"]
        and told["sentence"].to_list() == ["甲"]
    )


def test_the_notebooks_example_is_the_first_name_and_nothing_where_there_is_none():
    table = ranked({"doc_id": "a", "indicator": "魔芋产量"})
    assert indicator_candidates.example(table)["wordings"].to_list() == ["魔芋产量"]
    assert indicator_candidates.example(table.head(0)).empty
