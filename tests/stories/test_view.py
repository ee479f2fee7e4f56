"""Tables in notebooks: what a report writes is printed as it stands, numbers without dust, nothing as nothing."""

import numpy as np
import pandas as pd

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


def test_the_same_table_gives_the_same_bytes():
    table = pd.DataFrame({"x": [1.5], "word": ["甲" * 20]})
    assert view.show(table).data == view.show(table.copy()).data
