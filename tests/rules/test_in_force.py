"""Two corpora in one process are read by their own rules: each gives what it gives when it is read alone."""

import pickle

import pytest

from lib import paths
from lib.cleaning import clean
from lib.corpus import Report
from lib.rules import dictionaries, own_tables
from lib.rules.in_force import Rules, compiled
from lib.tables.one_report import report_rows

TEXT = (
    "青石镇人民政府工作报告\n一、2022年工作回顾\n绿线网水印\n全镇种植玉米1200垧，完成造林30亩。\n"
    "二、2023年工作安排\n力争造林50亩。\n"
)


def own_rules(folder, **tables: str) -> Rules:
    """Rules of a corpus that brings the given dictionaries along."""
    (folder / "dictionaries").mkdir(parents=True)
    for name, content in tables.items():
        (folder / "dictionaries" / f"{name}.csv").write_text(content, encoding="utf-8")
    return Rules(folder)


def units_of(rules: Rules) -> list[str]:
    rows = report_rows(rules, Report("a", "a.txt", "", TEXT), {}).rows["quantities"]
    return [row["unit"] for row in rows]


def test_each_corpus_is_read_by_its_own_rules_in_turn(tmp_path):
    unit = (
        "unit,aliases,family,chinese,not_before,not_after,factor_to,ambiguous,note\n垧,,area,yes,,,15 亩,,\n"
    )
    shipped, own = Rules(paths.SHIPPED_DATA), own_rules(tmp_path / "own", units=unit)
    for _ in range(2):
        assert units_of(shipped) == ["亩", "亩"]
        assert units_of(own) == ["垧", "亩", "亩"]


def test_a_users_noise_is_cleaned_from_the_users_corpus_only(tmp_path):
    header = (paths.DICTIONARIES / "noise.csv").read_text(encoding="utf-8").splitlines()
    columns = next(line for line in header if not line.startswith("#")).split(",")
    row = {"rule": "watermark", "pattern": "绿线网水印", "where": "line"}
    table = ",".join(columns) + "\n" + ",".join(row.get(column, "") for column in columns) + "\n"
    shipped, own = Rules(paths.SHIPPED_DATA), own_rules(tmp_path / "own", noise=table)
    assert "绿线网水印" in clean(shipped, TEXT).text
    assert "绿线网水印" not in clean(own, TEXT).text
    assert "绿线网水印" in clean(shipped, TEXT).text


def test_results_are_kept_in_the_rules_and_nowhere_else():
    asked = []

    @compiled
    def worked_out(rules: Rules, word: str) -> str:
        asked.append(word)
        return word * 2

    one, other = Rules(paths.SHIPPED_DATA), Rules(paths.SHIPPED_DATA)
    assert [worked_out(one, "镇"), worked_out(one, "镇"), worked_out(other, "镇")] == ["镇镇"] * 3
    assert asked == ["镇", "镇"]


def test_rules_reach_another_process_by_the_folder_they_were_read_from(tmp_path):
    unit = (
        "unit,aliases,family,chinese,not_before,not_after,factor_to,ambiguous,note\n垧,,area,yes,,,15 亩,,\n"
    )
    own = own_rules(tmp_path, units=unit)
    assert pickle.loads(pickle.dumps(own)).table("units") == own.table("units")


def test_all_faults_of_a_dictionary_are_told_at_once_and_its_good_rows_are_in_force(tmp_path, monkeypatch):
    own = tmp_path / "data" / "dictionaries"
    own.mkdir(parents=True)
    rows = [
        "pattern,use",
        "甲镇工作通报,title",
        "(没有括回,title",
        "乙,title,多了,两格",
        "附注,aside",
        "[坏,aside",
    ]
    (own / "report_starts.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    monkeypatch.setattr(paths, "data", lambda: tmp_path / "data")
    (told,) = own_tables.check_own()
    assert all(f"line {line}" in told for line in (3, 4, 6)) and "line 2" not in told and "line 5" not in told
    added = [row["pattern"] for row in dictionaries.read("report_starts", tmp_path / "data")]
    assert {"甲镇工作通报", "附注"} <= set(added) and not {"(没有括回", "乙", "[坏"} & set(added)
    (own / "unit.csv").write_text("unit\n垧\n", encoding="utf-8")
    assert any("unit.csv" in line and "do you mean units?" in line for line in own_tables.check_own())
    (own / "units.csv").write_text("unit\n垧\n", encoding="utf-8")
    (own / "noise.csv").write_text("rule\nx\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"(?s)noise.csv has no column.*units.csv has no column"):
        own_tables.check_own()
