"""The cases of data/cases/audit.csv: passages whose numbers a reader has held against each other."""

import hashlib

import pandas as pd
import pytest

from lib import paths, tables
from lib.audit import audit
from lib.corpus import Report
from lib.rules import dictionaries, in_force, label
from lib.tables.one_report import report_rows

CASES = dictionaries.read_table(paths.CASES / "audit.csv")
OPENING = "甲镇人民政府工作报告\n一、2020年工作回顾\n"


def checked(passage: str) -> pd.DataFrame:
    raw = OPENING + passage + "\n二、2021年工作安排\n加强自身建设。\n"
    report = Report("甲镇-2020", "甲镇-2020.txt", hashlib.sha256(raw.encode()).hexdigest(), raw)
    rows = report_rows(in_force(), report, {"review_year": 2020, "plan_year": 2021}).rows
    quantities, sentences = (tables.frame(name, rows[name]) for name in ("quantities", "sentences"))
    found = audit(in_force(), quantities, sentences)
    return found.merge(quantities[["start", "surface"]], on="start", how="left")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['passage'][-24:]} {case['verdict']}")
def test_a_passage_is_judged_as_a_reader_judges_it(case):
    found = checked(case["passage"])
    told = [
        (row.check, row.surface, round(row.computed, 6), row.verdict, row.reason)
        for row in found.itertuples()
        if case["check"] in ("", row.check)
    ]
    expected = [
        (case["check"], case["surface"], float(case["computed"] or 0), case["verdict"], case["reason"])
    ]
    assert told == (expected if case["check"] else [])


def listed(column: str) -> set[str]:
    """The values that the codebook lists for a column of audit.csv."""
    rows = dictionaries.read_table(paths.DICTIONARIES / "columns.csv")
    told = next(row for row in rows if (row["table"], row["column"]) == ("audit", column))
    return set(told["values"].removeprefix("one of: ").split("; empty")[0].split(", "))


def test_every_new_check_and_every_verdict_and_reason_has_its_case():
    older = {"completion", "part_within_total", "parts_sum", "share", "listed_count"}  # in test_audit.py
    for column, without in (("check", older), ("verdict", set()), ("reason", set())):
        assert {case[column] for case in CASES if case[column]} == listed(column) - without


@pytest.mark.parametrize("column", ["check", "verdict", "reason"])
def test_every_value_is_explained_in_both_languages_and_has_its_label(column):
    rows = dictionaries.read_table(paths.DICTIONARIES / "columns.csv")
    told = next(row for row in rows if (row["table"], row["column"]) == ("audit", column))
    for value in listed(column):
        assert value in told["meaning"] and value in told["meaning_zh"]
        assert all(label(f"{column}.{value}", language) for language in ("zh", "en"))
