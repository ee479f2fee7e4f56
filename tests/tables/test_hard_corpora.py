"""Corpora at which a build has stopped, hung or gone stale: each is built, and what it lacks is told."""

import json
import os
import subprocess
import sys
import time

import pandas as pd
import pytest

from lib import paths, tables
from lib.rules import read_table
from lib.tables import store

HEAD = "{0}镇政府工作报告\n——2021年1月15日在{0}镇第十八届人民代表大会第一次会议上\n各位代表：现在，我代表镇人民政府，向大会报告工作，请予审议。\n"
REVIEW = "一、2020年工作回顾\n2020年，全镇完成生产总值12.5亿元，增长6.5%。新建道路12公里。\n"
PLAN = "二、2021年工作安排\n2021年，力争生产总值达到14亿元，增长8%以上。新增就业300人。\n"


@pytest.fixture(scope="module")
def top(tmp_path_factory):
    return tmp_path_factory.mktemp("corpora")  # one for all tests: the rules are compiled once for a folder


@pytest.fixture
def build(top, monkeypatch):
    """Return a function that writes texts by file name into an empty folder, builds the tables and returns the summary."""
    folder, out = top / "报告", top / "结果"
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    (out / "cache").mkdir(parents=True, exist_ok=True)
    (out / "cache" / paths.CORPUS_NOTE).write_text(json.dumps({"data": str(folder)}), encoding="utf-8")
    monkeypatch.setenv(paths.OUT_VARIABLE, str(out))

    def again(files):
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        return tables.build(say=lambda line: None)

    return again


def test_one_report_with_a_review_only_and_one_with_a_plan_only_can_be_compared(build):
    texts = {"甲镇.txt": HEAD.format("甲") + REVIEW, "乙镇.txt": HEAD.format("乙") + PLAN}
    assert build(texts)["reports"] == 2
    assert set(tables.load("sentences").query("role in ('review', 'plan')")["doc_id"]) == {"甲镇", "乙镇"}
    assert tables.load("keyness_parts").empty  # nothing has both parts


def test_dates_in_digits_of_any_width_or_script_stop_nothing(build):
    dates = "2006年２月６日，发布日期：202４-4-18。二０二０年１2月完成投资3亿元。٢٠٢٠年1月5日，二〇২১年完成5亿元。\n"
    assert build({"甲镇.txt": HEAD.format("甲") + dates + REVIEW})["reports"] == 1
    assert "12.5亿元" in set(tables.load("quantities")["surface"])


def test_a_file_that_was_empty_while_it_was_saved_is_read_by_the_next_run(build):
    whole = HEAD.format("甲") + REVIEW + PLAN
    assert build({"甲镇.txt": whole, "乙镇.txt": ""})["set_aside"] == 1
    assert not build({})["fresh"]
    again = build({"乙镇.txt": whole.replace("甲", "乙")})
    assert (again["fresh"], again["reports"], again["set_aside"]) == (True, 2, 0)


def test_a_build_that_was_cut_short_leaves_the_tables_of_the_one_before_or_none(build, monkeypatch):
    build({"甲镇.txt": HEAD.format("甲") + REVIEW})
    before = tables.load("quantities")
    written = store.write_whole

    def full(path, write):
        if path.name == stopped:
            raise OSError(28, "No space left on device")
        written(path, write)

    for stopped, loaded in (("reports.json", True), ("words.csv", False)):
        with monkeypatch.context() as disk:
            disk.setattr(store, "write_whole", full)
            with pytest.raises(OSError, match="No space"):
                build({"甲镇.txt": HEAD.format("甲") + PLAN})
        if loaded:
            pd.testing.assert_frame_equal(tables.load("quantities"), before)
        else:
            with pytest.raises(FileNotFoundError, match="not to its end"):
                tables.load("quantities")
    assert build({})["fresh"] and not tables.load("quantities").equals(before)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
@pytest.mark.parametrize("name", ["units.csv", "笔记.csv"])
def test_a_pipe_for_a_dictionary_is_named_and_not_waited_for(tmp_path, name):
    os.mkfifo(tmp_path / name)
    with pytest.raises(ValueError, match=f"{name}: it is not an ordinary file"):
        read_table(tmp_path / name)


@pytest.mark.skipif(os.name == "nt", reason="ends a process by a signal")
def test_workers_end_with_the_process_that_started_them():
    script = (
        "import time\nfrom concurrent.futures import ProcessPoolExecutor\nfrom lib.tables import workers\n"
        "pool = ProcessPoolExecutor(2, initializer=workers.end_with_parent)\n"
        "list(pool.map(time.sleep, [0.1, 0.1]))\nprint(*pool._processes, flush=True)\ntime.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=paths.ROOT, stdout=subprocess.PIPE, text=True
    )
    workers = {int(number) for number in parent.stdout.readline().split()}
    parent.kill()
    parent.wait()
    ends = time.monotonic() + 10
    while any(map(_is_alive, workers)) and time.monotonic() < ends:
        time.sleep(0.05)
    assert len(workers) == 2 and not any(map(_is_alive, workers))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
