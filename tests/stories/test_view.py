"""Tables in notebooks: what a report writes is printed as it stands, numbers without dust, nothing as nothing."""

import numpy as np
import pandas as pd

from lib import drawing
from lib.stories import view


def test_markup_of_a_report_is_text():
    table = pd.DataFrame({"<b>": ["<script>alert(1)</script> & 甲"], "n": [1]})
    shown = view.show(table).data
    assert "<script>" not in shown and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; 甲" in shown
    assert "<b>" not in shown and "&lt;b&gt;" in shown


def test_numbers_have_separators_and_no_dust_and_a_missing_one_is_empty():
    values = [2.3e9, 4.6541, 321750321.75, 0.3849925327368763, -1234.5, np.nan]
    table = pd.DataFrame({"x": values, "word": ["a", None, "c", "d", "e", "f"]})
    shown = view.show(table).data
    for text in (">2,300,000,000<", ">4.65<", ">321,750,000<", ">0.38<", ">−1,234.5<"):
        assert text in shown, text
    assert "nan" not in shown and "None" not in shown


def test_a_chinese_notebook_says_codes_and_heads_in_chinese_and_an_english_one_as_they_are():
    table = pd.DataFrame(
        {"scope": ["part", None], "actual": [3, 4], "target": [1, 1], "own": ["actual", "x"]}
    )
    usual = drawing.language()
    try:
        drawing.language("zh")
        shown = view.show(table).data
        assert "范围 scope" in shown and ">局部<" in shown and "已完成 actual" in shown
        assert (
            ">own<" in shown and ">actual<" in shown
        )  # a column that holds words of the user's own is left alone
        drawing.language("en")
        shown = view.show(table).data
        assert ">scope<" in shown and ">part<" in shown
    finally:
        drawing.language(usual)


def test_the_same_table_gives_the_same_bytes():
    table = pd.DataFrame({"x": [1.5], "word": ["甲" * 20]})
    assert view.show(table).data == view.show(table.copy()).data
