"""Partitions: few change with a corpus, what is kept is not read again, and no kill leaves anything that a later run takes."""

import json
import os
import signal
import subprocess
import sys
from functools import partial

import pandas as pd
import pytest

from lib import corpus, paths, tables
from lib.likeness import many, shared_some_at_a_time
from lib.tables import partitions, store, whole_corpus

TEXT = (
    "{0}镇政府工作报告\n各位代表：现在报告工作。\n一、2020年工作回顾\n2020年，全镇完成生产总值{1}.5亿元，增长6.5%。\n"
    "二、2021年工作安排\n2021年，力争生产总值达到{1}.9亿元。\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of three reports whose results go beside it."""
    place = tmp_path / "报告"
    place.mkdir()
    for number, name in enumerate("甲乙丙", 10):
        (place / f"{name}镇.txt").write_text(TEXT.format(name, number), encoding="utf-8")
    opened(monkeypatch, place, tmp_path / "结果")
    return place


def opened(monkeypatch, place, out):
    (out / "cache").mkdir(parents=True, exist_ok=True)
    (out / "cache" / paths.CORPUS_NOTE).write_text(json.dumps({"data": str(place)}), encoding="utf-8")
    monkeypatch.setenv(paths.OUT_VARIABLE, str(out))


def build() -> str:
    """Build the tables and return what was said of it."""
    lines = []
    tables.build(say=lines.append)
    return "\n".join(lines)


def written() -> dict[str, bytes]:
    """Everything that a build leaves for others, by its path."""
    out = paths.out()
    stamp = json.loads((out / "cache" / tables.STAMP).read_text(encoding="utf-8"))
    files = [out / "cache" / file for own in stamp["tables"].values() for file in own]
    files += [*out.glob("tables/*"), *out.glob("texts/*"), out / "cache" / tables.STAMP]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(files)}


def test_a_new_name_changes_the_partition_that_it_comes_into_and_no_other():
    names = [f"{number:05}" for number in range(5000)]
    before = {tuple(names[part.start : part.stop]) for part in partitions.cut(names)}
    assert sorted(name for part in before for name in part) == names
    assert all(len(part) <= partitions.MOST for part in before)
    assert 5000 / partitions.MOST < len(before) < 5000 / partitions.FEWEST
    for new in ("00000a", "02500a", "04999a"):
        more = sorted([*names, new])
        after = {tuple(more[part.start : part.stop]) for part in partitions.cut(more)}
        assert len(after - before) <= 3, (
            new
        )  # a partition that becomes too long moves the cuts up to the next name that cuts


@pytest.mark.parametrize("names", [[], ["a"], ["a", "b"]])
def test_every_name_is_in_one_partition(names):
    assert [name for part in partitions.cut(names) for name in names[part.start : part.stop]] == names


def test_only_what_has_changed_is_read_and_the_tables_are_those_of_a_first_run(folder, tmp_path, monkeypatch):
    build()
    (folder / "乙镇.txt").write_text(TEXT.format("乙", 77), encoding="utf-8")
    assert "1 reports read, 2 as they were" in build()
    (folder / "reports.csv").write_text("doc_id,plan_year\n丙镇,2023\n", encoding="utf-8")
    assert "1 reports read, 2 as they were" in build()
    (folder / "丁镇.txt").write_text(TEXT.format("丁", 5), encoding="utf-8")
    (folder / "甲镇.txt").unlink()
    assert "1 reports read, 2 as they were" in build()
    assert "up to date" in build()
    after = written()
    opened(monkeypatch, folder, tmp_path / "anew")
    assert "as they were" not in build()
    assert written() == after


SHARED = "坚持以{0}为引领，全力推进{0}高质量发展，持续改善人居环境和群众生产生活条件。"
ROADS = ("农业产业", "工业园区", "文化旅游", "商贸物流")


def numbered(number: int) -> str:
    """A report that shares a wording of its own with every fourth one."""
    return TEXT.format(f"第{number}", 10 + number) + SHARED.format(ROADS[number % 4]) * 2 + "\n"


def test_many_partitions_and_groups_added_to_changed_and_cut_give_the_tables_of_a_first_run(
    tmp_path, monkeypatch
):
    """Of 16 reports in several partitions and groups; what a group of unchanged reports shares is not looked for again."""
    monkeypatch.setattr(partitions, "FEWEST", 2)
    monkeypatch.setattr(partitions, "USUAL", 5)
    few = partial(shared_some_at_a_time, together=5, group=4)
    monkeypatch.setattr(whole_corpus, "shared_some_at_a_time", few)
    monkeypatch.setattr(many, "ORDERED", 5)
    place, first = tmp_path / "报告", tmp_path / "结果"
    place.mkdir()
    for number in range(16):
        (place / f"{number:02}.txt").write_text(numbered(number), encoding="utf-8")
    opened(monkeypatch, place, first)
    build()
    groups = {path.name for path in (first / "cache" / "groups").iterdir()}
    assert len(groups) > 2 and len(list((first / "cache" / "partitions").iterdir())) > 2
    (place / "03.txt").write_text(numbered(3).replace("6.5%", "7.5%"), encoding="utf-8")
    (place / "16.txt").write_text(numbered(16), encoding="utf-8")
    (place / "09.txt").unlink()
    assert "2 reports read, 14 as they were" in build()
    assert len(tables.load("passages")) > 4 and tables.load("words")["tf_idf"].gt(0).all()
    assert groups & {path.name for path in (first / "cache" / "groups").iterdir()}
    after = written()
    opened(monkeypatch, place, tmp_path / "anew")
    build()
    assert written() == after


HEADER = "doc_id,table,start,field,expected,corrected,reason\n"


def test_a_table_is_the_same_file_of_however_many_pieces_it_was_put_together(tmp_path):
    told = pd.DataFrame({"sentence": [f"第{number}句，{'全镇完成产值' * 40}。" for number in range(6000)]})
    store.write_parquet(tmp_path / "one", told)
    pieces = [told[start : start + 700] for start in range(0, 6000, 700)]
    store.write_parquet(tmp_path / "many", pd.concat(pieces))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "many").read_bytes()


def test_key_words_kept_as_counts_are_those_made_in_memory(folder):
    """keyness.csv is not on the disk: its rows are made as they are read, of counts that stand beside the partitions."""
    build()
    made = tables.corpus_tables(corpus.read_corpus(folder)[0])
    for name in ("keyness", "keyness_parts"):
        assert len(made[name]) and tables.load(name).equals(made[name]), name
        own = tables.load(name, {"乙镇"})
        assert set(own["doc_id"]) == {"乙镇"} and len(own) == (made[name]["doc_id"] == "乙镇").sum()


def test_a_correction_of_the_words_reaches_the_keywords_and_leaves_those_of_parts(folder):
    build()
    before, parts = tables.load("keyness"), tables.load("keyness_parts")
    own = tables.load("words", {"乙镇"})
    word, count = own.sort_values("count")[["word", "count"]].iloc[
        -1
    ]  # the one word that stands there so often
    (folder / "corrections.csv").write_text(
        f"{HEADER}乙镇,words,,count,{count},{count + 5},a test\n", encoding="utf-8"
    )
    build()
    after = tables.load("keyness").set_index(["doc_id", "word"])
    assert after.loc[("乙镇", word), "count"] == count + 5
    others = before.set_index(["doc_id", "word"]).loc[("甲镇", word), "other_count"]
    assert after.loc[("甲镇", word), "other_count"] == others + 5
    assert tables.load("keyness_parts").equals(parts)


def test_a_correction_of_a_report_that_is_not_there_is_named(folder):
    (folder / "corrections.csv").write_text(HEADER + "戊镇,quantities,3,value,1,2,a test\n", encoding="utf-8")
    with pytest.raises(ValueError, match="戊镇, start 3: there is no such row"):
        build()


KILLED = """
import os, signal, sys
from lib import tables
from lib.tables import store
left, on_disk = [int(sys.argv[1])], store._to_disk
def last(path):
    on_disk(path)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
store._to_disk = last
tables.build(say=lambda line: None)
"""


@pytest.mark.skipif(os.name == "nt", reason="ends a process by a signal")
def test_killed_at_any_file_the_next_run_ends_with_the_same_bytes(folder, tmp_path, monkeypatch):
    """Killed when it had written, and not yet named, a table of the corpus, and a CSV."""
    texts = [TEXT.format("乙", 11), TEXT.format("乙", 99)]
    expected = []
    for text in texts:
        (folder / "乙镇.txt").write_text(text, encoding="utf-8")
        build()
        expected.append(written())
    opened(monkeypatch, folder, tmp_path / "disturbed")
    build()  # of the second text; from here on each run is killed on its way to the other one
    for killed_at, wanted, ends_with in ((30, 0, 1), (55, 0, 0)):
        (folder / "乙镇.txt").write_text(texts[wanted], encoding="utf-8")
        run = subprocess.run([sys.executable, "-c", KILLED, str(killed_at)], cwd=paths.ROOT, check=False)
        assert run.returncode == -signal.SIGKILL
        (folder / "乙镇.txt").write_text(texts[ends_with], encoding="utf-8")
        build()
        assert written() == expected[ends_with], killed_at
