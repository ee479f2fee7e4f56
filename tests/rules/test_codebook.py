"""The codebook says what is there: page, dictionaries, columns, and the values that the code can write."""

import doctest
import re

from lib import corpus, paths, tables
from lib.cleaning import RULES
from lib.quantities import find_quantities, read_numerals
from lib.rules import codebook, dictionaries, in_force

COLUMNS = dictionaries.read_table(paths.DICTIONARIES / "columns.csv")
NAMES = [f"{row['table']}.{row['column']}" for row in COLUMNS]
LISTED = {
    (row["table"], row["column"]): set(row["values"].removeprefix("one of: ").split("; ")[0].split(", "))
    | ({""} if "; empty" in row["values"] else set())
    for row in COLUMNS
    if row["values"].startswith("one of: ")
}
FILES = [*sorted(paths.DICTIONARIES.glob("*.csv")), *sorted(paths.CASES.glob("*.csv"))]


def test_the_page_is_what_the_codebook_makes():
    on_disk = codebook.PAGE.read_bytes().decode("utf-8")
    assert on_disk == codebook.markdown(), "write the page anew: .venv/bin/python -m lib.rules.codebook"


def test_the_worked_example_is_true(monkeypatch):
    monkeypatch.chdir(paths.ROOT)
    failed, tried = doctest.testfile(str(codebook.PAGE), module_relative=False, encoding="utf-8")
    assert tried >= 3 and not failed


def test_the_rows_of_the_worked_example_are_in_the_tables(shipped):
    quantities, cleaning = shipped["quantities"], shipped["cleaning"]
    row = quantities[(quantities["doc_id"] == "xintai-2019") & (quantities["start"] == 694)].iloc[0]
    assert (row["end"], row["value"], row["unit"]) == (701, 13600, "平方米")
    assert (row["sentence_start"], row["sentence_end"]) == (579, 702)
    edit = cleaning[(cleaning["doc_id"] == "xintai-2019") & (cleaning["start"] == 699)].iloc[0]
    assert (edit["end"], edit["rule"], edit["replacement"]) == (700, "hard_wrap", "")


def test_every_dictionary_and_file_of_cases_has_its_row_on_the_page_with_its_job_in_both_languages():
    page = codebook.PAGE.read_text(encoding="utf-8")
    rows = dict(
        re.findall(r"^\| \[[\w.]+\]\(((?:dictionaries|cases)/[\w.]+)\) \| (.+) \|$", page, re.MULTILINE)
    )
    assert set(rows) == {f"{file.parent.name}/{file.name}" for file in FILES}
    for name, job in rows.items():
        assert len(job) > 30 and re.search("[\u4e00-\u9fff]", job), (
            f"{name} opens with no sentence of its job"
        )


def test_every_column_has_a_meaning_in_both_languages_and_a_number_its_unit():
    for name, row in zip(NAMES, COLUMNS):
        assert re.match("[A-Za-z0-9]", row["meaning"]) and row["meaning"].endswith("."), name
        assert re.search("[\u4e00-\u9fff]", row["meaning_zh"]) and row["meaning_zh"].endswith("。"), name
        assert row["type"] in tables.DTYPES and row["values"], name
        if row["type"] in ("whole", "number") and row["column"] not in ("level", "tf_idf"):
            assert row["unit"], name


def test_no_column_is_described_twice():
    assert len(NAMES) == len(set(NAMES))


def test_the_shipped_tables_hold_only_listed_values(shipped):
    for (table, column), listed in LISTED.items():
        if table in shipped:
            assert set(shipped[table][column].astype(str)) <= listed, f"{table}.{column}"


def test_every_cleaning_rule_is_listed_and_no_other():
    assert LISTED["cleaning", "rule"] == set(RULES)


def test_every_listed_reading_of_a_numeral_occurs_and_no_other():
    sentences = [row["sentence"] for row in dictionaries.read_table(paths.CASES / "quantities.csv")]
    sentences += [row["clean"] for row in dictionaries.read_table(paths.CASES / "cleaning.csv")]
    found = [(text, find_quantities(in_force(), text)) for text in sentences]
    for column in ("rule", "bound", "kind"):
        assert {getattr(q, column) for _, some in found for q in some} == LISTED["quantities", column]
    assert {kind for text, some in found for *_, kind in read_numerals(in_force(), text)[1]} == LISTED[
        "unread", "class"
    ]


def test_problems_of_files_are_listed(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "renamed.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "english.txt").write_text("No Chinese here.", encoding="utf-8")
    (tmp_path / "a.txt").write_text("政府工作报告", encoding="utf-8")
    (tmp_path / "b.txt").write_text("政府工作 报告", encoding="utf-8")
    _, aside = corpus.read_corpus(tmp_path)
    assert len(aside) == 6
    assert {note.problem for note in aside} <= LISTED["set_aside", "problem"]
