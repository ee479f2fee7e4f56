"""Natures: every case as a reader reads it, and what holds for any quantity."""

import pytest

from lib import paths
from lib.quantities import find_quantities, name_indicators, read_circumstances, read_natures
from lib.rules import dictionaries, in_force
from lib.structure import find_sections, split_sentences

CASES = dictionaries.read_table(paths.CASES / "natures.csv")
HEADING = "一、2020年工作回顾\n"


def natures_of(sentence):
    """Surface, kind and nature of the quantities of a sentence in a review of 2020."""
    rules, text = in_force(), HEADING + sentence
    sections = find_sections(rules, text)
    sentences = split_sentences(text, sections)
    quantities = find_quantities(rules, text)
    measured = name_indicators(rules, text, sections, sentences, quantities)
    standing = read_circumstances(rules, text, sections, sentences, quantities, 2020, 2021)
    found = read_natures(rules, text, quantities, measured, standing)
    return [(text[q.start : q.end], q.kind, nature) for q, nature in zip(quantities, found, strict=True)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"])
def test_an_amount_has_the_nature_that_a_reader_gives_it(case):
    found = {surface: nature for surface, _, nature in natures_of(case["sentence"])}
    assert found[case["surface"]] == case["nature"], found


def test_only_levels_have_a_nature():
    rows = natures_of("累计完成投资3.2亿元，增长8%，占任务的90%，比上年增加2000万元。")
    assert [(kind, bool(nature)) for _, kind, nature in rows] == [
        ("level", True),
        ("growth", False),
        ("share", False),
        ("change", False),
    ]


@pytest.mark.parametrize("row", in_force().table("nature_cues"), ids=lambda row: row["example"])
def test_effects_are_those_the_table_explains(row):
    assert row["effect"] in ("capacity", "cumulative", "counted_here", "stock", "flow", "none")
