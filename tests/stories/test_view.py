"""Tables in notebooks: what a report writes is printed as it stands, numbers without dust, nothing as nothing."""

import re

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


def test_codes_truths_and_heads_of_years_stand_in_chinese():
    table = pd.DataFrame(
        {
            "families": ["money|people"],
            "used": [True],
            "median 2021": [2.0],
            "theme": ["agriculture"],
            "document_type": ["work_summary"],
            "rule": ["hard_wrap"],
        }
    )
    usual = drawing.language()
    try:
        drawing.language("zh")
        shown = view.show(table).data
        drawing.language("en")
        english = view.show(table).data
    finally:
        drawing.language(usual)
    for text in (">金额、人<", ">是<", ">中位数 median 2021<", ">工作总结<", ">硬换行<"):
        assert text in shown, text
    assert "agriculture" not in shown and ">agriculture<" in english and ">True<" in english


def test_the_same_table_gives_the_same_bytes():
    table = pd.DataFrame({"x": [1.5], "word": ["甲" * 20]})
    assert view.show(table).data == view.show(table.copy()).data


def test_a_sentence_stands_once_for_its_numbers_and_each_is_marked_in_it():
    sentence = "改厕<36>户，硬化6公里、16公里道路。"
    table = pd.DataFrame(
        {
            "report": ["甲", "甲", "乙"],
            "surface": ["36", "6公里", "6公里"],
            "sentence": [sentence, sentence, sentence],
        }
    )
    shown = view.show(table).data
    assert shown.count("硬化") == 2 and shown.count('rowspan="2"') == 1
    assert (
        "改厕&lt;<mark>36</mark>&gt;户，硬化<mark>6公里</mark>、16公里道路。" in shown
    )  # the 6 of 16公里 is another number


def test_empty_sentences_are_cells_of_their_own():
    shown = view.show(pd.DataFrame({"surface": ["1", "2"], "sentence": ["", ""]})).data
    assert shown.count("<td") == 4 and "rowspan" not in shown


def test_a_long_table_shows_its_first_rows_and_says_so():
    table = pd.DataFrame({"n": range(12)})
    usual = drawing.language()
    try:
        drawing.language("en")
        shown = view.show(table, most=10).data
    finally:
        drawing.language(usual)
    assert shown.count("<tr>") == 11 and "The first 10 of 12 rows are shown" in shown
    assert "rows are shown" not in view.show(table, most=12).data


def test_styles_stand_in_the_cells_since_an_untrusted_notebook_loses_style_sheets():
    shown = view.show(pd.DataFrame({"word": ["甲"], "x": [1.5]})).data
    assert "<style" not in shown
    assert re.search('<td style="[^"]*text-align:left[^"]*">甲<', shown)
    assert re.search('<td style="[^"]*text-align:right[^"]*">1.50<', shown)
    assert shown.count('scope="col"') == 2 and shown.count("left:0") == 2  # the first column stays in sight
