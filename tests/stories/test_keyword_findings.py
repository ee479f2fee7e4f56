"""The findings of notebook 03 say what was counted, and nothing that a corpus cannot show."""

import pandas as pd

from lib import charts
from lib.exports.evidence import of_themes, spans
from lib.exports.exhibits import with_evidence
from lib.rules import in_force
from lib.stories.keyword_findings import keywords
from lib.stories.keyword_summaries import parts_side_by_side
from lib.themes import themes as themes_in_force
from lib.words.keyness import keyness
from tests.words.made import keyness_parts, part_words, word_table

THEME = ["doc_id", "role", "theme", "hits", "characters", "per_1000_characters", "rca"]


def themes(*rows: tuple) -> pd.DataFrame:
    """Rows of the table themes: doc_id, role, theme, hits, of 1,000 characters."""
    return pd.DataFrame([(*row, 1000, float(row[3]), 1.0) for row in rows], columns=THEME)


def said(texts: dict[str, str], theme_rows: pd.DataFrame) -> str:
    words = word_table(in_force(), texts)
    reports = pd.DataFrame({"doc_id": list(texts), "label_en": [name.upper() for name in texts]})
    reports = reports.assign(town="", county="", city="", province="")
    return keywords(words, keyness(in_force(), words), theme_rows, reports, "en").data


def test_of_one_report_nothing_is_said_relative_to_others():
    told = said({"a": "企业企业项目。"}, themes(("a", "all", "party", 2)))
    assert "There is one report only" in told and "RCA" not in told and "conditions of keyness" not in told


def test_the_words_that_were_looked_at_are_counted_without_stop_words():
    told = said(
        {"a": "企业，" * 30 + "和项目", "b": "项目，" * 30 + "和企业"}, themes(("a", "all", "party", 2))
    )
    # each of the two words is in both reports; each is key to the one that has it 30 times
    assert "**2** of 4 pairs" in told and "A: 企业 (30:1)" in told and "B: 项目 (30:1)" in told


def test_gains_and_losses_are_those_of_reports_with_both_parts():
    """Three reports with 1 and 5 hits of 1,000 characters in the review, 4 and 2 in the plan; b's review stands aside."""
    both = [
        *[("review", "party", 1), ("plan", "party", 4)],
        *[("review", "rural", 5), ("plan", "rural", 2)],
    ]
    rows = themes(
        *[(doc, *row) for doc in "acd" for row in both],
        *[("b", "review", "party", 90), ("b", "review", "rural", 0)],
    )
    texts = {"a": "企业", "b": "项目", "c": "工程", "d": "产业"}
    told = said(texts, rows)
    assert "(1.0 to 4.0 hits" in told and "(5.0 to 2.0)" in told and "as a part of its own" not in told
    assert "the 3 reports with both parts together" in told
    apart = pd.concat([rows, themes(("b", "government", "party", 3))])
    assert "1 of 4 reports have 政府自身建设 as a part of its own" in said(texts, apart)
    for fewer in (rows.assign(hits=0), rows[rows["role"] == "review"], rows[rows["doc_id"] != "d"]):
        assert "From review to plan" not in said(texts, fewer)


def test_of_many_reports_the_highest_are_named_and_how_many_that_are():
    rows = themes(*[(f"r{n}", "all", "party", n + 8) for n in range(7)]).assign(rca=[1, 9, 2, 8, 3, 7, 4])
    told = said({f"r{n}": "企业项目" for n in range(7)}, rows)
    assert "the 5 highest" in told and "R1: Party building (RCA 9.0, 9 hits); R3" in told and "R0" not in told


def test_a_theme_of_few_expected_hits_is_not_what_a_report_dwells_on():
    """Of 200 hits 6 are of digital: a, with half of all hits, is expected to have 3 of them and has 6."""
    rows = [("a", "all", "digital", 6), ("a", "all", "party", 54), ("a", "all", "rural", 40)]
    rows += [("b", "all", "digital", 0), ("b", "all", "party", 46), ("b", "all", "rural", 54)]
    table = themes(*rows).assign(rca=[2.0, 1.08, 0.85, 0.0, 0.92, 1.15])
    told = said({"a": "企业", "b": "项目"}, table)
    assert "A: Party building (RCA 1.1, 54 hits)" in told and "RCA 2.0" not in told
    assert "fewer than 5 expected hits left out" in told


def test_a_report_that_dwells_on_nothing_more_than_all_is_not_named():
    """a and c have their highest RCA at 1.0 and 0.6; of b's 1.04, printed 1.0, nothing is said either, of d's 1.06 it is."""
    rows = themes(*[(doc, "all", theme, 20) for doc in "abcd" for theme in ("party", "rural")])
    texts = dict.fromkeys("abcd", "企业项目")
    told = said(texts, rows.assign(rca=[1.0, 1.0, 1.04, 0.96, 0.6, 0.5, 0.94, 1.06]))
    assert (
        "(RCA, themes of fewer than 5 expected hits left out): D: Rural revitalisation (RCA 1.1, 20" in told
    )
    assert "A: " not in told.split("left out): ")[1] and "C: " not in told.split("left out): ")[1]
    assert "dwell on" not in said(texts, rows)


def test_a_gain_that_hangs_on_one_report_is_said_to():
    """By 1,000 characters farming gains 9, 1 and 0 and schools 2, 4 and 4: together 10 and 10 but for the tenth hit of a."""
    rows = [("a", "plan", "agriculture", 10), ("a", "plan", "services", 2), ("b", "plan", "agriculture", 1)]
    rows += [("b", "plan", "services", 4), ("c", "plan", "agriculture", 0), ("c", "plan", "services", 4)]
    rows += [(doc, "review", theme, 0) for doc in "abc" for theme in ("agriculture", "services")]
    rows += [(doc, role, "party", 9 * (role == "review")) for doc in "abc" for role in ("review", "plan")]
    texts = {"a": "企业", "b": "项目", "c": "工程"}
    told = said(texts, themes(*rows))
    assert "Agriculture gains most (0.0 to 3.7" in told and "Party building loses most" in told
    assert (
        told.count("without A, ") == 1
        and "without B" not in told
        and "loses most." not in told.split("hangs")[1]
    )
    firm = said(texts, themes(*[(*row[:3], row[3] * (row[2] != "services")) for row in rows]))
    assert "hangs on" not in firm


def test_a_corpus_without_review_and_plan_has_no_words_by_part():
    sentences = pd.DataFrame({"doc_id": ["a"], "role": ["preamble"], "sentence": ["企业项目。"]})
    assert parts_side_by_side(part_words(in_force(), sentences)).empty


def test_the_chart_of_parts_says_what_so_many_reports_can_show():
    lines = [("a", "review", "企业"), ("a", "plan", "项目项目")]
    table = keyness_parts(
        in_force(), part_words(in_force(), pd.DataFrame(lines, columns=["doc_id", "role", "sentence"]))
    )
    figure = charts.keyness(table, pd.DataFrame({"doc_id": ["a"], "label_en": ["A"]}), language="en")
    assert "p = 0.5" in figure.get_supxlabel().replace("\n", " ")


def test_a_chart_of_the_commonest_themes_says_how_many_there_are():
    ids = list(themes_in_force(in_force()))[:10]
    hits = pd.DataFrame({"doc_id": "a", "start": range(10), "theme": ids, "role": "review"})
    sections = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [20], "role": ["review"]})
    drawn = [
        charts.dispersion(
            hits[hits["theme"].isin(kept)], sections, pd.DataFrame({"doc_id": ["a"]}), by="theme"
        )
        for kept in (ids, ids[:8])
    ]
    assert ["主题" in figure.get_supxlabel() for figure in drawn] == [True, False]
    assert "仅显示前 8 个主题，共 10 个" in drawn[0].get_supxlabel()


def test_the_role_all_leads_to_all_hits_but_those_of_the_title():
    hits = pd.DataFrame(
        [("a", 0, 2, "x", "front"), ("a", 3, 5, "x", "review"), ("a", 6, 8, "x", "plan")],
        columns=["doc_id", "start", "end", "theme", "role"],
    )
    data = pd.DataFrame({"doc_id": "a", "role": ["all", "plan", "front"], "theme": "x"})
    assert of_themes(data, hits)["evidence"].to_list() == ["3-5 6-8", "6-8", "0-2"]
    assert of_themes(data[["doc_id", "theme"]].head(1), hits)["evidence"].to_list() == ["3-5 6-8"]


def test_the_evidence_of_two_parts_compared_is_in_these_parts(monkeypatch):
    lines = [("a", "preamble"), ("a", "review"), ("a", "plan"), ("b", "review")]
    sentences = pd.DataFrame(lines, columns=["doc_id", "role"])
    sentences = sentences.assign(start=range(0, 40, 10), end=range(9, 49, 10), sentence="企业项目。")
    monkeypatch.setattr("lib.tables.load", lambda name: sentences)
    found = with_evidence(keyness_parts(in_force(), part_words(in_force(), sentences)))
    pooled = found[(found["doc_id"] == "") & (found["word"] == "企业")].iloc[0]
    assert [(span.doc_id, span.start) for span in spans(pooled["evidence"])] == [("a", 10), ("a", 20)]
    assert pooled["count"] + pooled["other_count"] == 2
