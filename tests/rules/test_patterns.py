"""The tables whose rows are asked for by name: each finds its example, and one that cannot be read is named."""

import re

import pytest

from lib.audit import findings
from lib.quantities.naming.words import vocabulary
from lib.rules import in_force, pattern, patterns

TABLES = ("text_patterns", "name_patterns", "quantity_patterns")
ROWS = [(table, row) for table in TABLES for row in in_force().table(table)]


@pytest.mark.parametrize(
    ("table", "row"), ROWS, ids=lambda told: told if isinstance(told, str) else told["use"]
)
def test_each_pattern_finds_its_example(table, row):
    assert pattern(in_force(), row["use"], table).search(row["example"])


@pytest.mark.parametrize("row", in_force().table("name_forms"), ids=lambda row: row["use"])
def test_each_form_writes_its_example(row):
    forms = re.sub(r"\\{\w+\\}", ".+", re.escape(row["form"])).split(r"\|")
    for form, example in zip(forms, row["example"].split("|"), strict=True):
        assert re.fullmatch(form, example)


def test_a_form_that_is_gone_is_named():
    with pytest.raises(ValueError, match='name_forms.csv has no row "lost"'):
        vocabulary(in_force()).form("lost")


def test_a_piece_stands_for_its_words_in_the_patterns_below_it(monkeypatch):
    rows = [{"use": "WHEN", "pattern": "今年|去年"}, {"use": "since", "pattern": "WHEN以来"}]
    rules = in_force()
    monkeypatch.setitem(rules.tables, "made_up_patterns", rows)
    found = pattern(rules, "since", "made_up_patterns")
    assert found.search("去年以来") and not found.search("以来")


WITH_PATTERN = [row for row in in_force().table("audit_words") if row["pattern"]]


@pytest.mark.parametrize("row", WITH_PATTERN, ids=lambda row: row["role"])
def test_each_pattern_of_the_audit_finds_its_example(row):
    assert findings.pattern(in_force(), row["role"]).search(row["example"])


def test_a_sign_stands_for_what_is_put_in():
    row = {"use": "year", "pattern": "YEAR年"}
    found = patterns.compiled_rows([row], {"YEAR": "20[0-9]{2}"})["year"]
    assert found.search("到2021年底") and not found.search("YEAR年")


def test_a_pattern_that_cannot_be_read_is_named():
    with pytest.raises(ValueError, match='"broken"'):
        patterns.compiled_rows([{"use": "broken", "pattern": "("}], {})


def test_a_row_that_is_gone_is_named():
    with pytest.raises(ValueError, match='text_patterns.csv has no row "lost"'):
        pattern(in_force(), "lost")
