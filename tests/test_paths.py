"""Where a notebook's results are, whoever opens it."""

import sys

from lib import paths


def test_a_notebook_opened_without_run_py_finds_its_own_results_also_moved(tmp_path, monkeypatch):
    data, out = tmp_path / "报告", tmp_path / "结果"
    data.mkdir()
    monkeypatch.setenv(paths.OUT_VARIABLE, str(out))
    monkeypatch.setenv(paths.SELECT_VARIABLE, "year=2020")
    paths.remember_data(data)
    paths.note_beside_notebooks()
    chosen = paths.notebooks().relative_to(out)
    assert paths.options() == f'--out "{out}" --select "year=2020"'
    assert paths.chosen_in(paths.notebooks().parent) == (out, "year=2020")
    assert paths.chosen_in(out) == (out, "")
    monkeypatch.delenv(paths.OUT_VARIABLE)
    monkeypatch.delenv(paths.SELECT_VARIABLE)
    moved = out.rename(tmp_path / "移到别处")
    monkeypatch.chdir(moved / chosen)
    monkeypatch.delitem(
        sys.modules, "ipykernel", raising=False
    )  # a test before this one may have brought it in
    assert paths.data() == paths.SHIPPED_DATA and paths.selection() == ""  # a command is told by --out alone
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    assert (paths.out(), paths.data(), paths.selection()) == (moved, data, "year=2020")
    monkeypatch.setenv(paths.OUT_VARIABLE, "")
    assert paths.data() == paths.SHIPPED_DATA


def test_commands_are_told_by_the_name_that_was_typed(monkeypatch):
    monkeypatch.setenv(paths.STARTED_VARIABLE, "python3")
    assert paths.command("lab") == "python3 run.py lab"
