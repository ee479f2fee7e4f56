"""What the READMEs say can be done: commands that run.py takes, files that are there, examples that are read so."""

import csv
import re
import shlex

import pytest

import run
from lib import paths
from lib.quantities import find_quantities
from lib.rules import dictionaries, in_force

READMES = ("README.md", "README.zh-CN.md")
PAGES = [
    *READMES,
    "data/dictionaries/README.md",
    "data/dictionaries/README.zh-CN.md",
    "CHANGELOG.md",
    "data/README.md",
    "data/LICENSE.md",
]
COMMAND = re.compile(r"\b(?:python3?|py) run\.py\b([^`\n]*)")
LINK = re.compile(r"\]\(([^)#\s]+)\)")


def text_of(page):
    return (paths.ROOT / page).read_text(encoding="utf-8")


def commands(page):
    return {" ".join(found.split()) for found in COMMAND.findall(text_of(page))}


def examples(page, header):
    """The rows of the page's CSV example with this header."""
    blocks = re.findall(r"```csv\n(.*?)```", text_of(page), re.DOTALL)
    tables = [list(csv.DictReader(block.splitlines())) for block in blocks]
    return next(table for table in tables if list(table[0]) == header)


@pytest.mark.parametrize("page", READMES)
def test_run_takes_every_command_of_the_page(page):
    assert commands(page)
    for command in commands(page):
        try:
            _, unknown = run.read_options(shlex.split(command))
        except SystemExit:
            pytest.fail(f"run.py does not take: {command}")
        assert not unknown, f"run.py does not know {unknown} in: {command}"


@pytest.mark.parametrize("page", READMES)
def test_the_page_shows_every_command_of_run(page):
    shown = {run.read_options(shlex.split(command))[0].command for command in commands(page)}
    assert shown == set(run.USES)


def test_both_pages_show_the_same_commands():
    assert commands(READMES[0]) == commands(READMES[1])


@pytest.mark.parametrize("page", READMES)
def test_the_two_first_commands_lead(page):
    assert COMMAND.findall(text_of(page))[:2] == ["", " test"]


@pytest.mark.parametrize("page", PAGES)
def test_every_file_linked_is_there(page):
    folder = (paths.ROOT / page).parent
    links = [link for link in LINK.findall(text_of(page)) if "://" not in link]
    missing = [link for link in links if not (folder / link).exists()]
    assert not missing


def test_both_pages_link_to_the_same_files_and_have_the_same_chapters():
    first, second = (set(LINK.findall(text_of(page))) - set(READMES) for page in READMES)
    assert first == second
    assert len(re.findall("^## ", text_of(READMES[0]), re.MULTILINE)) == len(
        re.findall("^## ", text_of(READMES[1]), re.MULTILINE)
    )


@pytest.mark.parametrize("page", READMES)
def test_every_notebook_is_described(page):
    described = set(re.findall(r"\(notebooks/(\w+\.ipynb)\)", text_of(page)))
    assert described == {path.name for path in paths.NOTEBOOK_SOURCES.glob("*.ipynb")}


@pytest.mark.parametrize("page", READMES)
def test_the_example_of_a_unit_fits_the_dictionary_and_is_new_to_it(page):
    shipped = dictionaries.read_table(paths.DICTIONARIES / "units.csv")
    row = examples(page, list(shipped[0]))[0]
    assert row["family"] in {known["family"] for known in shipped}
    assert row["unit"] not in {known["unit"] for known in shipped}
    assert not find_quantities(in_force(), f"全镇种植玉米1200{row['unit']}。")


@pytest.mark.parametrize("page", READMES)
def test_the_example_of_a_case_is_read_as_it_says(page):
    shipped = dictionaries.read_table(paths.CASES / "quantities.csv")
    row = examples(page, list(shipped[0]))[0]
    found = find_quantities(in_force(), row["sentence"])
    assert len(found) == 1
    read = found[0]._asdict() | {"surface": row["sentence"][found[0].start : found[0].end]}
    assert {name: str(read[name]) for name in ("surface", "value", "unit", "bound", "kind")} == {
        name: row[name] for name in ("surface", "value", "unit", "bound", "kind")
    }


@pytest.mark.parametrize("page", [*PAGES, "LICENSE", "CITATION.cff"])
def test_pages_are_text_with_plain_line_ends(page):
    content = (paths.ROOT / page).read_bytes()
    assert b"\r" not in content and content.endswith(b"\n") and not content.endswith(b"\n\n")
    assert not re.search(rb"@[A-Z]{3,}@|TODO|FIXME", content)


def test_the_pages_name_only_functions_that_notebooks_have():
    from lib import charts, exports, tables

    for page in READMES:
        for module, name in re.findall(r"`(exports|tables|charts|figures)\.(\w+)\(", text_of(page)):
            assert module != "figures" and hasattr(
                {"exports": exports, "tables": tables, "charts": charts}[module], name
            )


@pytest.mark.parametrize("page", ["data/dictionaries/README.md", "data/dictionaries/README.zh-CN.md"])
def test_the_example_of_a_theme_word_is_read_and_new(page):
    shipped = dictionaries.read_table(paths.DICTIONARIES / "themes.csv")
    row = examples(page, list(shipped[0]))[0]
    known = {theme["theme"] for theme in dictionaries.read_table(paths.DICTIONARIES / "theme_names.csv")}
    assert row["theme"] in known and row["term"] not in {other["term"] for other in shipped}
    assert all(f"`{theme}`" in text_of(page) for theme in known)
