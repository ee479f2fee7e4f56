"""Every row of data/cases/hostile_files.csv: made, read beside a good report, and its outcome as the table says."""

import os
import time
from importlib import import_module
from pathlib import Path

import pytest

from lib import paths
from lib.corpus import read_corpus, readers
from lib.rules import Rules, read_table
from tests.corpus.hostile import MADE, PLACED, REPORT

RULES = Rules(paths.SHIPPED_DATA)
CASES = read_table(paths.CASES / "hostile_files.csv")
SECONDS = 20  # the slowest takes half a second; a machine may be busy


def put(folder: Path, case: dict[str, str]) -> None:
    """Make the file of a case."""
    if case["made"] in PLACED:
        if os.name == "nt":
            pytest.skip("Windows has no pipes in folders, and links need rights there")
        PLACED[case["made"]](folder / case["file"])
    else:
        (folder / case["file"]).write_bytes(MADE[case["made"]]())


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_outcome_is_the_tables(case, tmp_path, monkeypatch):
    folder = tmp_path / "报告"
    folder.mkdir()
    (folder / "好.txt").write_text(f"{REPORT}好。", encoding="utf-8")
    put(folder, case)
    monkeypatch.setattr(readers.office, "program", lambda: None)
    if case["limit"]:
        place, _, size = case["limit"].partition("=")
        module, _, name = place.rpartition(".")
        monkeypatch.setattr(import_module(f"lib.corpus.{module}"), name, int(size))
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    started = time.monotonic()
    reports, aside = read_corpus(folder, RULES)
    assert time.monotonic() - started < SECONDS
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before
    others = [report for report in reports if report.doc_id != "好"]
    assert len(reports) == len(others) + 1
    problems = [told for told in aside if not told.kept]
    outcome = {told.problem for told in problems} | ({"read"} if others and not problems else set())
    assert (outcome or {"none"}) & set(case["outcome"].split(",")), (others, aside)
    shown = [report.raw for report in others] + [told.message for told in problems]
    assert not (outcome and case["shows"]) or any(case["shows"] in text for text in shown), shown
    assert all(case["file"] in told.message for told in problems)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_all_of_them_in_one_folder_cost_each_itself_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(readers.office, "program", lambda: None)
    for number, case in enumerate(CASES):
        if case["made"] in MADE and not case["limit"]:
            (tmp_path / f"{number:02}").mkdir()
            put(tmp_path / f"{number:02}", case)
    (tmp_path / "好.txt").write_text(f"{REPORT}好。", encoding="utf-8")
    reports, aside = read_corpus(tmp_path, RULES)
    assert "好" in {report.doc_id for report in reports}
    told = {item.file.split("/")[0] for item in (*reports, *aside)}
    assert told == {path.name.split("/")[0] for path in tmp_path.iterdir()}


def test_there_are_sixty_of_them_and_each_recipe_is_used():
    assert len(CASES) >= 60 and len({case["case"] for case in CASES}) == len(CASES)
    assert {case["made"] for case in CASES} == {*MADE, *PLACED}
