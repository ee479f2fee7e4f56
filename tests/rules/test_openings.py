"""With which letters a match can begin: by hand, and on every match of every row of the cue tables in its own example."""

import re

import pytest

from lib.rules.openings import ANY, led, openings
from tests.rules.test_cues import EXAMPLES, NAMES, cues


@pytest.mark.parametrize(
    ("expression", "letters"),
    [
        ("预计|有望", "预有"),
        ("(?:全年|年内)?可达", "全年可"),
        ("(?:争取){0,2}(?:力争)+建", "争力"),
        ("(?<!不)(?<=很)可(?!能)", "可"),
        (r"\(开\)|\.", "(."),
        ("[1-3一]{1,2}月", "123一"),
        ("[-到]", "-到"),
        (r"[ \u3000-\u3001\x41]|\u4e00", " \u3000\u3001A一"),
        ("{x", "{"),
        ("^建$", "建"),
        ("(?:甲?|乙)丙", "甲乙丙"),
    ],
)
def test_letters_that_can_open_a_match_are_told(expression, letters):
    assert openings(expression) == set(letters)


@pytest.mark.parametrize(
    "expression",
    ["", "建?", "建|", ".建", "[^建]", r"\w建", r"[\u4e00-\u9fff]建", "[一-龥]", "(?i:a)", "(?P<x>a)"],
)
def test_where_they_cannot_be_told_any_letter_can(expression):
    assert ANY in openings(expression)


@pytest.mark.parametrize("row", EXAMPLES)
def test_every_cue_begins_with_a_letter_that_is_told(row):
    form = cues.expression(row, NAMES)
    told = openings(form)
    assert told and all(ANY in told or match[0][0] in told for match in re.finditer(form, row["example"]))


def test_an_expression_that_looks_ahead_for_its_letters_finds_the_same():
    form = r"(?<!不)(?:可|[能会])(?P<verb>建|修)|^第"
    found = [
        [match.span() for match in re.finditer(each, "第一可建，不可建，会修")] for each in (form, led(form))
    ]
    assert found[0] == found[1] == [(0, 1), (2, 4), (9, 11)]
    assert led(".建") == ".建"
