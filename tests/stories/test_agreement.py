"""What two notebooks say of one cell is the same: targets and results, key words, verdicts, shares of text, counts."""

import numpy as np
import pandas as pd

from lib import charts, comparison, structure, targets
from lib.rules import in_force, indicator_name
from lib.stories import (
    comparison_findings,
    comparison_matrix,
    comparison_summaries,
    comparison_wording,
    corpus_findings,
    indicator_findings,
    indicator_summaries,
    keyword_findings,
    keyword_summaries,
    summaries,
)

SIGN = {"●": "solid", "◐": "hollow", "○": "grey"}


def test_targets_stand_beside_the_same_results_in_the_table_and_in_both_charts(shipped):
    cells, wanted, reports = shipped["comparison"], shipped["targets"], shipped["reports"]
    told = comparison.targets_beside_results(in_force(), cells, wanted)
    told = told[told["relation"] == "year_before"].set_index(["doc_id", "start"])
    shown = indicator_summaries.beside_actual(cells, wanted, reports)
    assert len(shown) == len(told) and shown["comparable"].to_list() == told["comparable"].to_list()
    drawn = charts.review_to_plan(cells, wanted, reports, width="elsevier-double").data
    for row in drawn.itertuples():
        pair = told.loc[(row.doc_id, row.target_start)]
        assert (pair["target"], pair["result"], pair["result_start"]) == (row.target, row.value, row.start)
        assert not row.whole or pair["comparable"], "a line drawn through that the table bars"
    held = charts.targets_and_results(cells, wanted, reports, width="elsevier-double").data
    pairs = {(found.target["doc_id"], found.target["start"]) for found in targets.beside(in_force(), cells)}
    assert set(zip(held["doc_id"], held["start"])) <= pairs


def test_the_key_words_of_all_notebooks_are_drawn_from_one_list(shipped):
    key, reports = shipped["keyness"], shipped["reports"]
    table = keyword_summaries.key_words_measured(key, reports, n=99)
    words = table.groupby("report")["word"].agg(list).to_dict()
    for row in comparison_wording.key_words_listed(key, reports, 8).itertuples():
        said = [entry.rsplit(" ", 1)[0] for entry in row.words.split("、") if entry]
        assert said == words.get(row.report, [])[: len(said)], row.report
    opening = keyword_findings.keywords(shipped["words"], key, shipped["themes"], reports).data
    named = [entry for own in words.values() for entry in own[:1] if f"：{entry}（" in opening]
    assert named


def test_a_figure_has_one_verdict_in_chart_matrix_table_and_counts(shipped):
    cells, reports = shipped["comparison"], shipped["reports"]
    of_cell = {
        (row.doc_id, row.start, row.canonical, row.kind): row.mark
        for row in cells[cells["chosen"]].itertuples()
    }
    table = comparison_summaries.side_by_side(cells, reports)
    names = {name: indicator_name(name, "zh") for name in cells["canonical"].unique()}
    by_name = {
        (doc_id, start, names[canonical]): mark for (doc_id, start, canonical, _), mark in of_cell.items()
    }
    for row in table.itertuples():
        assert by_name[row.doc_id, row.start, row.indicator] == SIGN[row.mark]
    drawn = charts.indicator_dots(cells, reports, width="elsevier-double").data
    for row in drawn[drawn["drawn"] != "target"].itertuples():
        mark = of_cell[row.doc_id, row.start, row.canonical, row.kind]
        assert {"solid": "solid", "caution": "hollow"}.get(row.drawn, mark) == mark
    led = comparison.leading(cells)
    shown = table[table["indicator"].isin([names[name] for name in led])]
    counts = shown["mark"].map(SIGN).value_counts()
    opening = comparison_findings.comparison(
        cells, reports, shipped["passages"], shipped["similarity"], shipped["themes"], "en"
    ).data
    assert f"Of **{len(shown)} figures** of the {len(led)} indicators" in opening
    for sign, mark in SIGN.items():
        assert f"{counts.get(mark, 0)} {sign} " in opening
    assert comparison_matrix.matrix(cells, reports).data.count("<div") >= len(shown)


def test_shares_of_text_are_the_same_in_profile_chart_and_findings(shipped):
    sentences, sections = shipped["sentences"], shipped["sections"]
    reports, quantities = shipped["reports"], shipped["quantities"]
    profile = summaries.profile(reports, sentences, sections, quantities).set_index("doc_id")
    parts = structure.role_shares(sentences)
    drawn = charts.composition(parts, reports).data
    for role in ("review", "plan", "problems"):
        shares = drawn[drawn["role"] == role].set_index("doc_id")["share"] * 100
        told = profile[f"{role}_share"].reindex(shares.index)
        assert np.allclose(shares, told, atol=0.05), role
    opening = corpus_findings.corpus(
        reports,
        shipped["set_aside"] if "set_aside" in shipped else pd.DataFrame({"kept": []}, dtype=bool),
        shipped["cleaning"],
        sentences,
        shipped["remarks"],
    ).data
    review = drawn[drawn["role"] == "review"]["share"] * 100
    assert f"工作回顾占全文 {review.min():.0f} 至 {review.max():.0f}%（5 篇报告中 5 篇有此部分）" in opening


def test_counts_of_quantities_are_the_same_in_findings_profile_and_charts(shipped):
    quantities, reports = shipped["quantities"], shipped["reports"]
    profile = summaries.profile(reports, shipped["sentences"], shipped["sections"], quantities)
    opening = indicator_findings.quantities(
        quantities, shipped["unread"], shipped["comparison"], profile, shipped["reports"], "en"
    ).data
    assert profile["quantities"].sum() == len(quantities)
    assert f"**{len(quantities):,} quantities**" in opening
    for by in ("unit", "kind"):
        assert charts.quantities_by_unit(quantities, by=by).data["count"].sum() == len(quantities)
    counts = indicator_summaries.quantity_counts(quantities, shipped["unread"], reports)
    assert len(counts) == len(reports)
