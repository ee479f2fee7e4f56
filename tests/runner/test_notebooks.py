"""Notebooks: the same input gives the same bytes, a failing cell is named, and what is up to date is left alone."""

import base64
import io
import json
import re
import statistics
import sys
from types import SimpleNamespace

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from jupyter_client.kernelspec import KernelSpecManager
from PIL import Image

from lib import paths, tables
from lib.runner import notebooks, settling
from tests.runner import reruns

SLOW_PRINTING = """import sys, time, warnings
for number in range(4):
    print(number, flush=True)
    time.sleep(0.15)
    sys.stderr.write(f"note {number}\\n")
    sys.stderr.flush()
warnings.warn("look here")
print({name: len(name) for name in sorted({"镇", "乡", "街道"})})
"""
IMAGE = """from PIL import Image
Image.new("RGB", (3, 2), "red")
"""


def cell(source, kind="code", **more):
    """A cell as it stands in a notebook file."""
    outputs = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source} | outputs | more


def write(path, *cells):
    """Write a notebook file with these cells and return its path."""
    notebook = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A corpus of one's own with one table, and a workbook with two notebooks, none of them executed yet."""
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path / "结果"))
    monkeypatch.setattr(paths, "NOTEBOOK_SOURCES", tmp_path / "sources")
    (tmp_path / "我的 报告").mkdir()
    paths.remember_data(tmp_path / "我的 报告")
    paths.tables().mkdir()
    (paths.tables() / "reports.csv").write_text("doc_id\n某镇\n", encoding="utf-8", newline="\n")
    write(tmp_path / "sources" / "01_a.ipynb", cell("1 + 1"))
    write(tmp_path / "sources" / "02_b.ipynb", cell("2 + 2"))
    return SimpleNamespace(sources=tmp_path / "sources", said=[])


@pytest.fixture
def pretended(monkeypatch):
    """Notebooks are not really executed: each gets one output, and its name is put in the list returned."""
    done = []

    def executed(path, variables=None, running=None):
        done.append(path.name)
        notebook = notebooks.read(path)
        notebook["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "4"}]
        return json.dumps(notebook)

    monkeypatch.setattr(notebooks, "executed", executed)
    return done


def run(corpus, pretended):
    """Bring the corpus's notebooks up to date; returns the names of those that were executed."""
    pretended.clear()
    corpus.said.clear()
    assert notebooks.update(corpus.said.append) == []
    return sorted(pretended)


# --- executed for real ------------------------------------------------------------------------------------------


def test_two_executions_give_the_same_bytes_on_this_very_python(tmp_path, monkeypatch):
    foreign = tmp_path / "jupyter" / "kernels" / "python3"
    foreign.mkdir(parents=True)
    spec = {"argv": ["no-such-program"], "display_name": "other", "language": "python"}
    (foreign / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    assert KernelSpecManager().get_kernel_spec("python3").argv == ["no-such-program"]

    source = write(
        tmp_path / "某 镇.ipynb",
        cell("# 标题", "markdown"),
        cell(SLOW_PRINTING),
        cell(IMAGE, metadata={"execution": {"iopub.execute_input": "2020-01-01T00:00:00Z"}}),
        cell("import sys; sys.executable"),
        cell("print(object()); object()"),
        cell("", id="empty"),
    )
    first = notebooks.executed(source, {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"})
    second = notebooks.executed(source, {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C"})
    assert first == second

    cells = json.loads(first)["cells"]
    nbformat.validate(json.loads(first))
    assert [cell["id"] for cell in cells] == [
        "cell-001",
        "cell-002",
        "cell-003",
        "cell-004",
        "cell-005",
        "empty",
    ]
    printed, noted = cells[1]["outputs"]
    assert "".join(printed["text"]) == "0\n1\n2\n3\n{'乡': 1, '街道': 2, '镇': 1}\n"
    assert "".join(noted["text"]).startswith(
        "note 0\nnote 1\nnote 2\nnote 3\ncell:7: UserWarning: look here\n"
    )
    assert Image.open(io.BytesIO(base64.b64decode(cells[2]["outputs"][0]["data"]["image/png"]))).size == (
        3,
        2,
    )
    assert cells[2]["metadata"] == {}
    assert "".join(cells[3]["outputs"][0]["data"]["text/plain"]) == repr(sys.executable)
    printed, returned = cells[4]["outputs"]
    assert printed["text"] == ["<object object>\n"]
    assert returned["data"]["text/plain"] == ["<object>"]
    assert "version" not in json.loads(first)["metadata"]["language_info"]
    assert first.endswith("}\n")
    assert "标题" in first


def test_a_failing_cell_is_named_and_the_other_notebooks_go_on(corpus):
    bad = write(
        corpus.sources / "bad.ipynb", cell("x = 1"), cell("share = x / 0\nshare"), cell("print('after')")
    )
    good = write(corpus.sources / "good.ipynb", cell("6 * 7"))
    before = bad.read_bytes()
    (problem,) = notebooks.execute([bad, good], corpus.said.append)
    assert "bad.ipynb, cell 2 (“share = x / 0”)" in problem
    assert "ZeroDivisionError: division by zero" in problem
    assert bad.read_bytes() == before
    assert json.loads(good.read_bytes())["cells"][0]["outputs"][0]["data"]["text/plain"] == ["42"]


def test_a_rerun_is_compared_with_the_file(corpus):
    path = write(
        corpus.sources / "c.ipynb",
        cell("import os; print(2 + 2)"),
        cell("from lib import paths; paths.out()"),
    )
    path.write_text(notebooks.executed(path), encoding="utf-8", newline="\n")
    path.write_text(
        path.read_text(encoding="utf-8").replace('"4\\n"', '"5\\n"'), encoding="utf-8", newline="\n"
    )
    first, second = reruns.rerun_differences(path)
    assert first.startswith("c.ipynb, cell 1: stream stdout from character 0 on: “5")
    assert "c.ipynb, cell 2: text/plain" in second  # a rerun works in a folder of its own


# --- what is up to date -----------------------------------------------------------------------------------------


def test_a_second_run_executes_nothing_and_says_so(corpus, pretended):
    assert run(corpus, pretended) == ["01_a.ipynb", "02_b.ipynb"]
    assert run(corpus, pretended) == []
    assert corpus.said == ["Notebooks: all 2 up to date."]


def test_a_notebook_changed_by_hand_is_executed_again(corpus, pretended):
    run(corpus, pretended)
    changed = paths.notebooks() / "01_a.ipynb"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace('"4"', '"5"'), encoding="utf-8", newline="\n"
    )
    assert run(corpus, pretended) == ["01_a.ipynb"]
    assert '"4"' in changed.read_text(encoding="utf-8")


def test_another_table_or_rule_makes_every_notebook_stale(corpus, pretended):
    run(corpus, pretended)
    (paths.tables() / "reports.csv").write_text("doc_id\n某乡\n", encoding="utf-8", newline="\n")
    assert len(run(corpus, pretended)) == 2
    (paths.data() / "dictionaries").mkdir()
    (paths.data() / "dictionaries" / "units.csv").write_text("unit\n亩\n", encoding="utf-8", newline="\n")
    assert len(run(corpus, pretended)) == 2
    (paths.cache() / "other.json").write_text("{}", encoding="utf-8")
    assert run(corpus, pretended) == []


def test_a_figure_that_is_missing_or_changed_is_made_again_by_its_notebook(corpus, pretended):
    ledger = "figure,notebook,data,formats\nlengths,02_b,lengths.csv,pdf png\n"
    paths.figures().mkdir()
    (paths.figures() / "figures.csv").write_text(ledger, encoding="utf-8-sig", newline="\n")
    for name in ("lengths.pdf", "lengths.png", "lengths.csv", "lengths.caption.md", "other.png"):
        (paths.figures() / name).write_bytes(b"1")
    run(corpus, pretended)
    (paths.figures() / "other.png").unlink()
    assert run(corpus, pretended) == []
    (paths.figures() / "lengths.png").unlink()
    assert run(corpus, pretended) == ["02_b.ipynb"]
    (paths.figures() / "lengths.csv").write_bytes(b"2")
    assert run(corpus, pretended) == ["02_b.ipynb"]


def test_copies_carry_no_outputs_of_the_shipped_corpus(corpus):
    write(
        corpus.sources / "01_a.ipynb",
        cell("1", outputs=[{"output_type": "stream", "name": "stdout", "text": "x"}]),
    )
    notebooks.copy_sources(corpus.said.append)
    (copied,) = notebooks.read(paths.notebooks() / "01_a.ipynb")["cells"]
    assert (copied["source"], copied["outputs"]) == ("1", [])


def test_an_edited_copy_is_kept_and_an_untouched_one_follows_the_workbook(corpus, pretended):
    run(corpus, pretended)
    write(paths.notebooks() / "01_a.ipynb", cell("my own"))
    write(corpus.sources / "01_a.ipynb", cell("new"))
    write(corpus.sources / "02_b.ipynb", cell("new"))
    run(corpus, pretended)
    assert "01_a.ipynb was edited and is kept" in corpus.said[0]
    assert notebooks.read(paths.notebooks() / "01_a.ipynb")["cells"][0]["source"] == "my own"
    assert notebooks.read(paths.notebooks() / "02_b.ipynb")["cells"][0]["source"] == "new"


def test_copies_take_the_language_asked_for_and_keep_it(corpus, pretended):
    write(corpus.sources / "01_a.ipynb", cell('LANGUAGE = exports.language("zh")'))

    def code():
        return "".join(notebooks.read(paths.notebooks() / "01_a.ipynb")["cells"][0]["source"])

    notebooks.update(corpus.said.append)
    assert '"zh"' in code()
    notebooks.update(corpus.said.append, "en")
    assert '"en"' in code()
    notebooks.update(corpus.said.append)
    assert '"en"' in code() and not any("was edited" in line for line in corpus.said)


def test_a_notebook_that_jupyterlab_saved_is_not_executed_again(corpus, pretended):
    told = notebooks.read(corpus.sources / "01_a.ipynb")
    told["metadata"]["language_info"] = {"name": "python"}
    (corpus.sources / "01_a.ipynb").write_text(json.dumps(told), encoding="utf-8")
    run(corpus, pretended)
    path = paths.notebooks() / "01_a.ipynb"
    saved = notebooks.read(path)
    saved["metadata"]["language_info"]["version"] = "3.12.1"
    path.write_text(json.dumps(saved, indent=1), encoding="utf-8")
    assert run(corpus, pretended) == []
    saved["cells"][0]["outputs"] = []
    path.write_text(json.dumps(saved, indent=1), encoding="utf-8")
    assert run(corpus, pretended) == ["01_a.ipynb"]


def test_live_tools_are_copied_but_never_executed(corpus, pretended):
    live = notebooks.read(write(corpus.sources / "07_c.ipynb", cell("1")))
    live["metadata"]["workbook"] = {"live": True}
    (corpus.sources / "07_c.ipynb").write_text(json.dumps(live), encoding="utf-8")
    assert run(corpus, pretended) == ["01_a.ipynb", "02_b.ipynb"]
    assert (paths.notebooks() / "07_c.ipynb").exists() and run(corpus, pretended) == []


# --- reading and settling ---------------------------------------------------------------------------------------


def test_cell_ids_are_kept_when_well_formed_and_else_named_by_position(tmp_path):
    cells = [cell("", id="a-1"), cell(""), cell("", id="a-1"), cell("", id="not good"), cell("", id="x" * 65)]
    read = notebooks.read(write(tmp_path / "a.ipynb", *cells))
    assert [cell["id"] for cell in read["cells"]] == ["a-1", "cell-002", "cell-003", "cell-004", "cell-005"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"nbformat": 3, "worksheets": []}'])
def test_a_file_that_is_no_notebook_is_named(tmp_path, content):
    path = tmp_path / "01_a.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(notebooks.NotebookFailed, match=r"01_a\.ipynb"):
        notebooks.read(path)


CHUNKS = st.lists(
    st.tuples(st.sampled_from(["stdout", "stderr"]), st.text(min_size=1, max_size=5)), max_size=8
)


@given(CHUNKS, st.randoms())
def test_how_printed_text_was_cut_up_does_not_show(chunks, random):
    """Any cut and any interleaving of the same two streams settles to the same outputs."""
    by_stream = {name: [text for stream, text in chunks if stream == name] for name in ("stdout", "stderr")}
    waiting = {name: list("".join(texts)) for name, texts in by_stream.items() if texts}
    letters = []
    while waiting:
        name = random.choice(sorted(waiting))
        letters.append((name, waiting[name].pop(0)))
        waiting = {stream: left for stream, left in waiting.items() if left}
    settled = settle(chunks)
    assert settled == settle(letters)
    assert dict(settled) == {name: "".join(texts) for name, texts in by_stream.items() if texts}


def settle(chunks):
    """The streams of one cell after settling, as (name, text)."""
    outputs = [nbformat.v4.new_output("stream", name=name, text=text) for name, text in chunks]
    return [(output.name, output.text) for output in settling.joined_streams(outputs)]


def test_printed_text_stays_on_its_side_of_an_image():
    new = nbformat.v4.new_output
    outputs = [new("stream", text="a"), new("display_data", {"text/plain": "image"}), new("stream", text="b")]
    assert [output.output_type for output in settling.joined_streams(outputs)] == [
        "stream",
        "display_data",
        "stream",
    ]


# --- comparing two executions -----------------------------------------------------------------------------------


def png(colour, size=(4, 3), **options):
    """The base64 of a PNG of one colour."""
    drawn = io.BytesIO()
    Image.new("RGB", size, colour).save(drawn, "PNG", **options)
    return base64.b64encode(drawn.getvalue()).decode()


def shown(**data):
    """A notebook with one cell that shows this data."""
    kinds = {kind.replace("_", "/"): content for kind, content in data.items()}
    return {"cells": [cell("", outputs=[{"output_type": "display_data", "data": kinds, "metadata": {}}])]}


def test_images_are_compared_by_pixels_and_text_by_characters():
    small, large = png("red", compress_level=9), png("red", compress_level=0)
    assert small != large
    assert reruns.differences(shown(image_png=small), shown(image_png=large), "a") == []
    assert reruns.differences(shown(text_plain=["a\n", "b"]), shown(text_plain="a\nb"), "a") == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            shown(image_png=png("red")),
            shown(image_png=png("#fe0000")),
            "image/png differs in 12 of 12 pixels",
        ),
        (
            shown(image_png=png("red")),
            shown(image_png=png("red", (5, 3))),
            "is 4 × 3 pixels in the file, 5 × 3 now",
        ),
        (
            shown(text_plain="甲乙"),
            shown(text_plain="甲丙"),
            "from character 1 on: “乙” in the file, “丙” now",
        ),
        (shown(text_plain="甲"), shown(text_plain="甲乙"), "from character 1 on"),
        (shown(text_plain="1"), shown(text_plain="1", text_html="1"), "text/plain in the file"),
        (shown(text_plain="1"), {"cells": [cell("")]}, "1 outputs in the file, 0 now"),
    ],
)
def test_a_difference_is_told_with_its_cell(before, after, words):
    (difference,) = reruns.differences(before, after, "01.ipynb")
    assert difference.startswith("01.ipynb, cell 1: ")
    assert words in difference


SHIPPED = sorted(paths.ROOT.glob("notebooks/*.ipynb"))
KEPT = [path for path in SHIPPED if not notebooks.is_live(path)]  # committed with their outputs


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_committed_notebook_gives_the_same_outputs_when_it_is_run_again(path, monkeypatch):
    monkeypatch.delenv(paths.OUT_VARIABLE, raising=False)
    tables.build(say=lambda line: None)
    assert reruns.rerun_differences(path) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_notebook_tells_a_story_and_defines_nothing(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    is_story = path in KEPT and path.stem != "00_start"
    assert 25 <= len(cells) <= 45 if is_story else len(cells) <= 15
    assert statistics.median(len(source.splitlines()) for source in code) <= 5
    own = [re.sub(r"from [\w.]+ import (?:\([^)]*\)|.*)\n", "", source) for source in code]
    assert max(len(source.strip().splitlines()) for source in own) <= 8
    assert not any(
        re.search(r"^\s*(?:def|class|lambda|for|while)\b|\bassert\b", source, re.MULTILINE) for source in code
    )
    executed = [bool(cell.get("execution_count")) for cell in cells if cell["cell_type"] == "code"]
    assert all(executed) if path in KEPT else not any(executed)
    assert not any(output["output_type"] == "error" for cell in cells for output in cell.get("outputs", []))


def shown_by_the_notebooks(folder, monkeypatch, out) -> str:
    """Everything that the notebooks show of a folder of reports, their cells run one after the other in this process."""
    monkeypatch.setenv(paths.OUT_VARIABLE, str(out))
    paths.remember_data(folder)
    tables.build(say=lambda line: None)
    shell, told = InteractiveShell(), []
    for path in sorted(paths.ROOT.glob("notebooks/*.ipynb")):
        shell.reset()
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                with capture_output() as captured:
                    shell.run_cell(cell.source).raise_error()
                told += [captured.stdout, *(str(output.data) for output in captured.outputs)]
    return "".join(told)


def test_every_notebook_runs_on_a_report_without_numbers_or_parts(tmp_path, monkeypatch):
    folder = tmp_path / "语料"
    folder.mkdir()
    (folder / "a.txt").write_text("各位代表：\n我们努力工作，团结奋斗，不断前进。", encoding="utf-8")
    (folder / "reports.csv").write_text("doc_id,county\na,某县,一格太多\n", encoding="utf-8")
    assert shown_by_the_notebooks(folder, monkeypatch, tmp_path / "out")


def test_every_notebook_runs_where_no_report_has_both_review_and_plan_and_shows_markup_as_it_stands(
    tmp_path, monkeypatch
):
    folder = tmp_path / "语料"
    folder.mkdir()
    review = "各位代表：\n一、2020年工作回顾\n全年<script>alert(1)</script>完成财政收入1000万元，增长5%。建设$5$公里~10~公里*道路*。"
    plan = "各位代表：\n一、2021年工作安排\n力争完成财政收入1200万元，建设道路5公里，$a$与$b$两项。"
    (folder / "甲镇.txt").write_text(review * 2, encoding="utf-8")
    (folder / "乙镇.txt").write_text(plan * 2, encoding="utf-8")
    header, rows = "doc_id,label_zh,label_en\n", "甲镇,$甲$镇$,Jia $5$\n乙镇,乙镇$_$,Yi $x_$\n"
    (folder / "reports.csv").write_text(header + rows, encoding="utf-8")
    told = shown_by_the_notebooks(folder, monkeypatch, tmp_path / "out")
    assert "<script>" not in told and "nan" not in re.findall(r"<td[^>]*>\s*(nan|NaN|<NA>)\s*<", told)
