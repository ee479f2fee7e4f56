"""Precision, recall, F1 and their intervals, on pairs whose scores are worked out by hand."""

import random

import numpy as np
import pandas as pd
import pytest

from lib import charts, drawing, paths, validation
from lib.stories import accuracy_findings
from lib.validation import accuracy, annotations
from lib.validation.pairing import PAIR_COLUMNS

TEXT = "一、工作回顾\n财政收入4720万元，增长8.6%；改厕120户。"
HEADER = "start,end,surface,value,unit,bound,kind,indicator,canonical,scope,status,period\n"
GOLD = HEADER + (
    "11,17,4720万元,47200000,元,exact,level,财政收入,fiscal_revenue,town,actual,2020\n"
    "20,24,8.6%,8.6,%,exact,growth,财政收入,fiscal_revenue,town,actual,2020\n"
    "27,31,120户,120,户,exact,level,改厕,,town,actual,2020\n"
)


def pairs(**reports: str) -> pd.DataFrame:
    """Pairs of reports written as letters: r right, w found but wrong in unit, m missed, s spurious."""
    kinds = {"r": (1, 1, 1, 1), "w": (1, 1, 1, 0), "m": (1, 0, 0, 0), "s": (0, 1, 0, 0)}
    rows = []
    for doc_id, letters in reports.items():
        for letter in letters:
            annotated, found, paired, unit = kinds[letter]
            facts = dict.fromkeys(PAIR_COLUMNS, paired) | {"annotated": annotated, "found": found}
            rows.append({"doc_id": doc_id} | facts | {"unit": unit, "strict": unit})
    return pd.DataFrame(rows, columns=["doc_id", "start", "text", *PAIR_COLUMNS])


def reports(*doc_ids: str) -> pd.DataFrame:
    return pd.DataFrame({"doc_id": doc_ids, "label_zh": doc_ids, "label_en": doc_ids})


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A corpus of one's own with the report `a`; returns its folder."""
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path / "结果"))
    (tmp_path / "报告").mkdir()
    paths.remember_data(tmp_path / "报告")
    paths.texts().mkdir()
    (paths.texts() / "a.txt").write_bytes(TEXT.encode())
    return tmp_path / "报告"


def annotate(folder, doc_id: str, content: str, encoding: str = "utf-8-sig") -> None:
    place = folder / "gold" / doc_id
    place.mkdir(parents=True)
    (place / "quantities.csv").write_bytes(content.encode(encoding))


def table(*rows: tuple) -> pd.DataFrame:
    columns = ["doc_id", "start", "end", "surface", "value", "unit", "kind", "status", "canonical"]
    return pd.DataFrame(rows, columns=columns)


# --- scores -----------------------------------------------------------------------------------------------------


def test_scores_are_those_worked_out_by_hand():
    scores = accuracy.by_measure(pairs(a="rrw", b="ms")).set_index("measure")
    # 4 annotated, 4 found, 3 of them pairs; 2 pairs have the right unit
    assert scores.loc["quantity", ["annotated", "found", "hits"]].to_list() == [4, 4, 3]
    assert scores.loc["quantity", ["precision", "recall", "f1"]].to_list() == [75, 75, 75]
    assert scores.loc["unit", ["hits", "precision", "recall", "f1"]].to_list() == [2, 50, 50, 50]
    assert scores.loc["unit", "of_pairs"] == pytest.approx(200 / 3)


def test_precision_and_recall_are_not_mixed_up():
    row = accuracy.by_measure(pairs(a="rrmmmm")).set_index("measure").loc["quantity"]
    assert (row["precision"], row["f1"]) == (100, 50) and row["recall"] == pytest.approx(100 / 3)


def test_each_report_is_scored_on_its_own_rows_in_the_order_of_the_reports():
    scores = accuracy.by_report(pairs(a="rm", b="rrrs"), reports("b", "a"))
    assert scores["report"].to_list() == ["b", "a"]
    assert scores["precision"].to_list() == [75, 100]
    assert scores["recall"].to_list() == [100, 50]


def test_pairs_of_the_shipped_annotations_sum_to_what_the_score_says():
    gold = [
        pd.read_csv(path, dtype=str, keep_default_na=False).assign(doc_id=path.parent.name)
        for path in sorted(paths.GOLD.glob("*/quantities.csv"))
    ]
    quantities = pd.concat(gold, ignore_index=True).iloc[3:]  # three missed,
    quantities.loc[10:12, "unit"] = "?"  # three wrong,
    extra = quantities.iloc[[40]].assign(start="0", end="1", surface="x")  # and one that is not at its place
    empty = {name: pd.DataFrame(columns=["doc_id"]) for name in ("sections", "cleaning")}
    found = pd.concat([quantities, extra])
    told = validation.score({"quantities": found} | empty, paths.GOLD, paths.SHIPPED_DATA / "raw")
    scores = accuracy.by_measure(validation.pairs(found, paths.GOLD, paths.SHIPPED_DATA / "raw"), draws=10)
    scores = scores.set_index("measure")
    for name in ("precision", "recall", "f1"):
        assert scores.loc["quantity", name] == pytest.approx(100 * told[name])
    assert scores.loc["strict", "f1"] == pytest.approx(100 * told["strict_f1"])
    assert scores.loc["canonical", "f1"] == pytest.approx(100 * told["canonical_f1"])
    for name in ("span", "value", "unit", "bound", "kind", "scope", "status", "period", "name"):
        assert scores.loc[name, "of_pairs"] == pytest.approx(100 * told[name])
    assert told["recall"] < 1 and told["unit"] < 1


def test_names_that_are_alike_and_the_same_are_told_apart_and_ids_nobody_was_asked_for_are_counted(own):
    annotate(own, "a", GOLD)
    annotated = annotations.annotated(reports("a"))
    cells = ["exact", "town", "2020"]
    rows = [
        ("a", 11, 17, "4720万元", 47200000.0, "元", "level", "actual", "fiscal_revenue", "财政收入", *cells),
        ("a", 20, 24, "8.6%", 8.6, "%", "growth", "actual", "fiscal_revenue", "地方财政收入", *cells),
        ("a", 27, 31, "120户", 120.0, "户", "level", "actual", "an_id_of_no_guide", "改厕", *cells),
    ]
    found = pd.DataFrame(rows, columns=[*table().columns, "indicator", "bound", "scope", "period"])
    scores = accuracy.by_measure(pairs_of := accuracy.compared(found, annotated)).set_index("measure")
    # the second name holds the annotated one and is less than twice as long: alike, and not the same
    assert scores.loc[["name", "name_exact", "row", "row_exact"], "hits"].to_list() == [3, 2, 3, 2]
    assert scores.loc["canonical", ["annotated", "found", "hits"]].to_list() == [2, 2, 2]
    methods = accuracy.by_method({"workbook": found, "other": found}, annotated)
    said = accuracy_findings.findings(pairs_of, methods, annotated, reports("a"), "en").data
    assert "Of 3 ids read, 1 are of indicators" in said and "**66.7 %** of the annotated rows" in said
    assert "66.7 % are the same and 100.0 % alike" in said


# --- intervals --------------------------------------------------------------------------------------------------


def test_intervals_are_those_of_a_bootstrap_written_out_as_loops():
    letters = {"a": "rrrrrrrrrm", "b": "rrrmmwss", "c": "rrwwmmmmmmmm"}
    row = accuracy.by_measure(pairs(**letters), draws=4000).set_index("measure").loc["strict"]
    chance = random.Random(1)
    values = []
    for _ in range(4000):
        drawn = [
            chance.choice(own)
            for own in (chance.choice(list(letters.values())) for _ in letters)
            for _ in own
        ]
        hits, annotated, found = (sum(map(drawn.count, kinds)) for kinds in ("r", "rwm", "rws"))
        values.append(200 * hits / (annotated + found))
    low, high = np.percentile(values, [2.5, 97.5])
    assert row["f1_low"] == pytest.approx(low, abs=2.5)
    assert row["f1_high"] == pytest.approx(high, abs=2.5)


def test_intervals_hold_their_score_and_are_the_same_again():
    first, again = (accuracy.by_measure(pairs(a="rrrwm", b="rrrrs", c="rwm")) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    for name in ("precision", "recall", "f1"):
        assert (first[f"{name}_low"] <= first[name]).all() and (first[name] <= first[f"{name}_high"]).all()


def test_reports_that_differ_widen_the_interval_beyond_that_of_their_rows():
    apart = accuracy.by_measure(pairs(a="r" * 40, b="m" * 20 + "s" * 20)).set_index("measure")
    alike = accuracy.by_measure(pairs(a="rm" * 15 + "rs" * 5, b="rm" * 5 + "rs" * 15)).set_index("measure")
    width = [
        scores.loc["quantity", "f1_high"] - scores.loc["quantity", "f1_low"] for scores in (apart, alike)
    ]
    assert (
        width[0] == 100
    )  # both draws the good report, or both the bad one, in a quarter of all resamples each
    assert width[1] < 40


def test_a_report_without_any_quantity_is_no_error():
    scores = accuracy.by_measure(pairs(a="mm")).set_index("measure")
    assert np.isnan(scores.loc["quantity", "precision"]) and scores.loc["quantity", "recall"] == 0


# --- annotations of one's own -----------------------------------------------------------------------------------


def test_own_annotations_are_found_and_used(own):
    annotate(own, "a", GOLD)
    annotated = annotations.annotated(reports("a"))
    assert annotated.values.tolist() == [["a", 3, True, ""]]
    right = ("a", 11, 17, "4720万元", 47200000.0, "元", "level", "actual", "fiscal_revenue")
    wrong = ("a", 20, 24, "8.6%", 86.0, "%", "growth", "actual", "")
    found = accuracy.compared(table(right, wrong), annotated)
    scores = accuracy.by_measure(found).set_index("measure")
    assert scores.loc["quantity", ["annotated", "found", "hits"]].to_list() == [3, 2, 2]
    assert scores.loc["value", "hits"] == 1 and scores.loc["canonical", "hits"] == 1
    methods = accuracy.by_method({"workbook": table(right, wrong), "other": table(right)}, annotated)
    said = accuracy_findings.findings(found, methods, annotated, reports("a"), "en").data
    assert "of your own" in said and "development set" not in said
    assert "F1 80.0" in said  # 2 of 3 annotated, 2 of 2 found


@pytest.mark.parametrize(
    ("doc_id", "content", "encoding", "told"),
    [
        ("b", GOLD, "utf-8", "no report of this name"),
        ("a", GOLD.replace("bound,", "", 1), "utf-8", "no column bound"),
        ("a", GOLD.replace("27,31", "26,30"), "utf-8", "line 4: .*'120户'"),
        ("a", GOLD.replace("27,31", "27,"), "utf-8", "line 4"),
        ("a", GOLD, "gb18030", "save it as CSV UTF-8"),
        ("a", "", "utf-8", "cannot be read"),
    ],
)
def test_an_annotation_that_does_not_fit_is_named_and_left_out(own, doc_id, content, encoding, told):
    annotate(own, doc_id, content, encoding)
    annotated = annotations.annotated(reports("a"))
    assert annotations.used(annotated) == []
    assert pd.Series(annotated["problem"]).str.contains(told).all()
    found = accuracy.compared(table(), annotated)
    assert (
        "Annotations not used"
        in accuracy_findings.findings(
            found, accuracy.by_method({}, annotated), annotated, reports("a"), "en"
        ).data
    )


def test_differences_are_told_with_their_sentence(own):
    annotate(own, "a", GOLD)
    sentences = pd.DataFrame([("a", 7, 32, "整句。")], columns=["doc_id", "start", "end", "sentence"])
    empty = {name: pd.DataFrame(columns=["doc_id"]) for name in ("sections", "cleaning")}
    found = {"quantities": table(("a", 27, 31, "120户", 12.0, "户", "level", "actual", ""))} | empty
    annotated = annotations.annotated(reports("a"))
    told = accuracy.misses(found | {"sentences": sentences}, annotated, reports("a"))
    assert told["problem"].to_list()[:2] == ["missed", "missed"] and set(told["sentence"]) == {"整句。"}
    counts = accuracy.miss_counts(told).set_index(["problem", "field"])["n"]
    assert counts["missed", ""] == 2 and counts["wrong", "value"] == 1
    # headings and noise are not annotated here, so nothing is lost or found there
    assert set(told["table"]) == {"quantities"}


def test_without_annotations_every_table_is_empty_and_the_findings_say_so(own):
    annotated = annotations.annotated(reports("a"))
    found = accuracy.compared(table(("a", 27, 31, "120户", 120.0, "户", "level", "actual", "")), annotated)
    methods = accuracy.by_method({"workbook": table()}, annotated)
    measures = accuracy.by_measure(found)
    empty = {name: pd.DataFrame(columns=["doc_id"]) for name in ("sections", "cleaning", "sentences")}
    differences = accuracy.misses({"quantities": table()} | empty, annotated, reports("a"))
    for rows in (annotated, found, methods, measures, differences, accuracy.miss_counts(differences)):
        assert rows.empty and len(rows.columns)
    assert accuracy.by_report(found, reports("a")).empty
    assert accuracy.other_measures({"quantities": table()} | empty, annotated).empty
    assert accuracy.readable(measures).empty
    assert (
        "No report of this corpus is annotated"
        in accuracy_findings.findings(found, methods, annotated, reports("a"), "en").data
    )
    assert drawing.screen_png(charts.accuracy(measures, methods))


# --- reading ----------------------------------------------------------------------------------------------------


def test_a_score_stands_in_one_cell_with_its_interval():
    row = accuracy.readable(accuracy.by_measure(pairs(a="rrrr", b="rrrr"))).iloc[0]
    # 8 of 8: the chance of that is a fortieth where 63.1 of 100 are right
    assert row["f1"] == "100.0 (≥ 63.1)" and "f1_low" not in row
    some = accuracy.readable(accuracy.by_measure(pairs(a="rrrw", b="rrrr"))).set_index("measure")
    assert some.at["unit", "f1"].startswith("87.5 (") and "≥" not in some.at["unit", "f1"]


def test_the_findings_of_the_shipped_corpus_call_it_a_development_set(monkeypatch):
    monkeypatch.delenv(paths.OUT_VARIABLE, raising=False)
    annotated = annotations.annotated(
        reports(*[path.parent.name for path in paths.GOLD.glob("*/quantities.csv")])
    )
    found = pairs(**{doc_id: "rrw" for doc_id in annotations.used(annotated)})
    named = reports(*annotations.used(annotated))
    scores = accuracy.by_measure(found)
    methods = pd.concat([scores.assign(method=name) for name in ("workbook", "plain_regex")])
    said = accuracy_findings.findings(found, methods, annotated, named, "en").data
    assert "development set" in said and "in only 126 different ways" in said  # 9 over 5


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_chart_shows_the_numbers_it_saves(language):
    scores = accuracy.by_measure(pairs(a="rrw", b="rms"))
    methods = pd.concat(
        [
            scores[scores["measure"].isin(["quantity", "value", "strict"])].assign(method=name)
            for name in ("workbook", "posseg")
        ]
    )
    figure = charts.accuracy(scores, methods, language)
    upper, lower = figure.axes
    (dots,) = [line.get_xdata() for line in upper.lines]
    assert list(dots) == scores["f1"].to_list() and len(lower.lines) == 3
    assert len(figure.data) == len(scores) + len(methods)
    assert drawing.screen_png(figure)
