"""Notebooks in two languages: every text has its Chinese, one command turns all of it, and what a user wrote stays."""

import copy
import re

import pytest

from lib import paths
from lib.runner import notebooks, prose

SHIPPED = sorted(paths.NOTEBOOK_SOURCES.glob("*.ipynb"))
HAN = re.compile(r"[\u4e00-\u9fff]")


def text_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]


def sources(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"]]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_text_of_a_notebook_has_its_chinese_and_no_chinese_text_is_left_over(path):
    cells = {cell["id"]: cell for cell in text_cells(notebooks.read(path))}
    told = prose.texts(path.stem, "zh")
    assert sorted(told) == sorted(cells)
    for id_, text in told.items():
        assert HAN.search(text)
        written = "".join(cells[id_]["metadata"].get(prose.KEPT, {}).get("text", cells[id_]["source"]))
        assert re.findall("^#+ ", text, re.MULTILINE) == re.findall("^#+ ", written, re.MULTILINE)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_notebook_goes_into_each_language_and_back(path):
    shipped = notebooks.read(path)
    one, other = ("zh", "en") if prose.language_of(shipped) == "en" else ("en", "zh")
    first = prose.in_language(copy.deepcopy(shipped), path.stem, other)
    second = prose.in_language(copy.deepcopy(first), path.stem, one)
    third = prose.in_language(copy.deepcopy(second), path.stem, other)
    assert prose.language_of(first) == other and prose.language_of(second) == one
    assert sources(third) == sources(first) != sources(second)


def test_headings_and_code_are_of_one_language(tmp_path):
    notebook = notebooks.read(paths.NOTEBOOK_SOURCES / "02_indicators.ipynb")
    chinese = prose.in_language(notebook, "02_indicators", "zh")
    heads = [line for text in sources(chinese) for line in text.splitlines() if line.startswith("## ")]
    assert heads[0] == "## 主要发现" and not any(re.search("[a-z]{3}", head) for head in heads)
    assert any('exports.language("zh")' in text for text in sources(chinese))


def test_a_text_that_a_user_rewrote_stays():
    notebook = notebooks.read(paths.NOTEBOOK_SOURCES / "01_corpus.ipynb")
    prose.in_language(notebook, "01_corpus", "zh")
    cell = text_cells(notebook)[1]
    cell["source"] = ["## My own findings"]
    assert sources(prose.in_language(notebook, "01_corpus", "en"))[1] == "## My own findings"
    assert "Township governments" in sources(notebook)[0]
