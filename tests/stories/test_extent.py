"""Captions say how much of what there is a chart shows: counts worked out by hand."""

import pandas as pd
from matplotlib.figure import Figure

from lib.stories import extent


def figure(**columns: list) -> Figure:
    """A figure whose data has these columns."""
    made = Figure()
    made.data = pd.DataFrame(columns)
    return made


def test_reports_are_those_that_have_a_mark():
    every = pd.DataFrame({"doc_id": ["a", "b", "c"]})
    assert extent.reports(figure(doc_id=["b", "b"]), every)["doc_id"].to_list() == ["b"]
    assert extent.reports(figure(doc_id=["a"], result_doc_id=["c"]), every)["doc_id"].to_list() == ["a", "c"]
    assert len(extent.reports(figure(doc_id=[]), every)) == 3  # an empty chart speaks of all of them


def test_themes_words_and_targets_are_counted():
    hits = pd.DataFrame({"theme": ["party", "rural", "rural", "digital"]})
    assert extent.themes(figure(theme=["party", "rural", "rural"]), hits) == {"shown": 2, "themes": 3}
    edges = pd.DataFrame({"source": ["甲", "甲", "丁"], "target": ["乙", "丙", "戊"]})
    assert extent.words(figure(source=["甲"], target=["乙"]), edges) == {"marked": 2, "linked": 5}
    assert extent.words(figure(), edges.head(0)) == {"marked": 0, "linked": 0}
    assert extent.targets(figure(source=["stated", "implied", "stated"])) == {"marks": 3, "implied": 1}


def test_indicators_of_the_map_are_those_that_some_report_states(shipped):
    cells, reports = shipped["comparison"], shipped["reports"]
    told = extent.indicators(figure(canonical=["population", "population"]), cells, reports)
    done = cells[cells["chosen"] & (cells["kind"].isin(["level", "growth"]) | (cells["nature"] == "rate"))]
    assert told == {"marked": 1, "all": done["canonical"].nunique()}
