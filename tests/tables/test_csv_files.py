"""A table written as CSV reads back cell by cell, whatever stands in it, by Python's reader and by pandas'."""

import csv
import io
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.tables import as_csv, exact_cell

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
texts = cells | st.sampled_from(
    ['a"b', "甲,乙", "一\r\n二", "=1+1", "'=1", "", "36660000000", "1.50", "\r", '"']
)
numbers = st.floats(allow_infinity=False, width=64) | st.sampled_from(
    [36660000000.0, 0.1 + 0.2, 1e-7, -0.0, 5e15]
)
rows = st.lists(
    st.tuples(texts, numbers, st.booleans(), st.none() | st.integers(-(2**53), 2**53)), max_size=6
)


def table_of(rows: list[tuple]) -> pd.DataFrame:
    words, numbers, truths, wholes = zip(*rows, strict=True) if rows else ([], [], [], [])
    columns = {"text": pd.array(words, dtype="str"), "number": pd.array(numbers, dtype="float64")}
    columns |= {"truth": pd.array(truths, dtype="bool"), "whole": pd.array(wholes, dtype="Int64")}
    return pd.DataFrame(columns)


@given(rows)
def test_every_cell_reads_back(rows):
    content = as_csv(table_of(rows)).decode("utf-8-sig")
    head, *read = csv.reader(io.StringIO(content, newline=""))
    assert head == ["text", "number", "truth", "whole"]
    for (text, number, truth, whole), row in zip(rows, read, strict=True):
        assert [exact_cell(row[0]), row[2]] == [text, str(truth)]
        assert row[3] == ("" if whole is None else str(whole))
        if math.isnan(number):
            assert row[1] == ""
        else:
            assert float(row[1]) == pytest.approx(number, abs=1e-10, rel=1e-12)


def test_pandas_reads_the_same(tmp_path):
    table = table_of([("一\r\n二,三", 1.5, True, 3), ('他说"好"', 36660000000.0, False, None)])
    read = pd.read_csv(io.BytesIO(as_csv(table)), encoding="utf-8-sig", dtype="str", keep_default_na=False)
    assert read.to_numpy().tolist() == [
        ["一\r\n二,三", "1.5", "True", "3"],
        ['他说"好"', "36660000000", "False", ""],
    ]


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (36660000000.0, "36660000000"),
        (0.1 + 0.2, "0.3"),
        (63323399999.99999, "63323399999.99999"),
        (-12.0, "-12"),
    ],
)
def test_numbers_are_printed_as_people_write_them(number, printed):
    assert as_csv(pd.DataFrame({"a": [number], "b": ["x"]})).decode("utf-8-sig") == f"a,b\n{printed},x\n"
