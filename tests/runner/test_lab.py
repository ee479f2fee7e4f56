"""Opening JupyterLab: on the start page, on a port that is free, with an address for a machine without a browser, in few lines."""

import json
import socket

import pytest

from lib.runner import environment, lab, notebooks


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Prepares JupyterLab with some arguments; returns its arguments and the lines said."""
    monkeypatch.setattr(lab.paths, "cache", lambda: tmp_path)
    monkeypatch.setattr(environment, "quiet_kernels", lambda: None)
    monkeypatch.setattr(notebooks, "stale_ones", list)
    monkeypatch.setattr(lab, "has_browser", lambda: True)
    monkeypatch.setattr(lab, "_is_root", lambda: False)
    monkeypatch.setattr(lab, "is_free", lambda port: True)
    monkeypatch.setenv("JUPYTER_TOKEN", "")
    monkeypatch.delenv("JUPYTER_TOKEN")
    monkeypatch.setenv(lab.COMMAND, "")

    def prepare(*rest, language="en"):
        said = []
        return lab.prepare(rest, language, said.append), said

    return prepare


def test_lab_opens_on_the_start_page_and_says_three_lines(told, monkeypatch):
    arguments, said = told()
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start.ipynb" in arguments
    assert len(said) == 3 and "in your browser" in said[0] and "Ctrl-C" in said[2]
    token = lab.os.environ["JUPYTER_TOKEN"]
    assert said[1].endswith(f"http://localhost:8888/lab/tree/notebooks/00_start.ipynb?token={token}")
    assert len(token) >= 32 and not any(token in argument for argument in arguments)


def test_notebooks_to_be_executed_again_are_counted(told, monkeypatch):
    monkeypatch.setattr(notebooks, "stale_ones", lambda: ["a", "b"])
    assert "Notebooks to be executed again: 2" in told()[1][-3]
    assert "有 2 本笔记本需要重新运行" in told(language="zh")[1][0]


def test_the_line_that_executes_them_again_names_the_results_and_their_selection(told, tmp_path, monkeypatch):
    monkeypatch.setattr(notebooks, "stale_ones", lambda: ["a"])
    monkeypatch.setenv(lab.paths.OUT_VARIABLE, str(tmp_path))
    lab.paths.remember_data(tmp_path)
    assert f'run.py --out "{tmp_path}")' in told()[1][-3]
    monkeypatch.setenv(lab.paths.SELECT_VARIABLE, "year=2019")
    arguments, said = told()
    assert f'run.py --out "{tmp_path}" --select "year=2019")' in said[-3]
    assert f"--ServerApp.root_dir={tmp_path}/selections/year-2019" in arguments


def test_a_busy_port_is_told_and_the_next_one_taken(told, monkeypatch):
    monkeypatch.setattr(lab, "is_free", lambda port: port > 8889)
    arguments, said = told()
    assert "--ServerApp.port=8890" in arguments
    assert said[0].startswith("Port 8888 is taken")
    monkeypatch.setattr(lab, "is_free", lambda port: False)
    with pytest.raises(lab.LabProblem, match="8888 to 8937 are all taken"):
        told()


def test_a_port_with_a_listener_is_not_free():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not lab.is_free(taken.getsockname()[1])


@pytest.mark.parametrize("named", [["--port=9001"], ["--port", "9001"], ["--ServerApp.port=9001"]])
def test_what_the_user_names_is_not_given_twice(told, named):
    arguments, said = told(*named)
    assert [argument for argument in arguments if "port=" in argument or argument == "--port"] == named[:1]
    assert "localhost:9001/" in said[1]


def test_without_a_browser_or_display_the_way_from_another_computer_is_told(told, monkeypatch):
    monkeypatch.setattr(lab, "has_browser", lambda: False)
    arguments, said = told()
    assert "--no-browser" in arguments and "ssh -L 8888:localhost:8888" in said[1]
    assert not any("in your browser" in line for line in said)
    assert len(told("--no-browser")[1]) == 3


def test_a_linux_without_display_has_no_browser(monkeypatch):
    monkeypatch.setattr(lab.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not lab.has_browser()


def test_root_is_let_in_with_a_word_of_caution(told, monkeypatch):
    monkeypatch.setattr(lab, "_is_root", lambda: True)
    arguments, said = told()
    assert "--allow-root" in arguments and said[0].startswith("Caution")


def test_the_first_layout_shows_the_table_of_contents_and_a_changed_one_is_kept(told, tmp_path):
    told()
    (layout,) = (tmp_path / "lab").iterdir()
    left = json.loads(layout.read_text(encoding="utf-8"))["data"]["layout-restorer:data"]["left"]
    assert left["current"] == "@jupyterlab/toc:plugin" and not left["collapsed"]
    layout.write_text("{}", encoding="utf-8")
    told()
    assert layout.read_text(encoding="utf-8") == "{}"


def test_notebooks_of_the_other_language_are_told_with_the_command_that_turns_them(tmp_path, monkeypatch):
    monkeypatch.setattr(lab.paths, "notebooks", lambda: tmp_path)
    cell = {"cell_type": "code", "metadata": {}, "source": 'exports.language("zh")', "outputs": []}
    told = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / lab.START).write_text(json.dumps(told), encoding="utf-8")
    said = []
    lab.tell_other_language("zh", said.append)
    assert said == []
    lab.tell_other_language("en", said.append)
    assert "run.py --language en" in said[0]
