"""With which letters a match can begin: by hand, and on every match of every row of the cue tables in its own example."""

import re

import pytest

from lib.rules.openings import ANY, openings
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
