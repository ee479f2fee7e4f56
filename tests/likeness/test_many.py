"""Passages of a large corpus are looked for in groups: what is put together, and that nothing within a group is lost."""

import random

import numpy as np
import pandas as pd
import pytest

from lib.cleaning import clean
from lib.likeness import shared_of
from lib.likeness.groups import groups
from lib.likeness.passages import shared_passages
from lib.likeness.similarity import _highest
from lib.rules import in_force

SHARED = "全面实施乡村振兴战略推进农业农村现代化建设取得新的明显成效"  # 28 Han characters


def text(seed: int, length: int = 300) -> str:
    """Han characters drawn at random: two such texts share no run."""
    draw = random.Random(seed)
    return "".join(chr(draw.randrange(0x4E00, 0x9000)) for _ in range(length))


@pytest.mark.parametrize("length", [19, 24, 28])
@pytest.mark.parametrize("place", [0, 7, 100, 300])
def test_texts_that_share_a_run_are_put_together_wherever_it_stands(length, place):
    one, other = text(1), text(2)
    found = groups([one[:place] + SHARED[:length] + one[place:], text(3), other + SHARED[:length]], 20, 100)
    assert [group.tolist() for group in found] == [[0, 2]]


def test_a_wording_of_more_texts_than_asked_for_brings_none_together():
    assert groups([text(number) + SHARED for number in range(5)], 4, 100) == []
    assert len(groups([text(number) + SHARED for number in range(5)], 5, 100)) == 1


def test_those_that_share_most_come_together_and_no_group_is_too_large():
    texts = [text(1), text(2), text(1)[:60] + text(2)[100:], text(4)]
    (first,) = groups(texts, 20, 2)
    assert first.tolist() == [1, 2]
    assert all(len(group) <= 3 for group in groups([text(1)] * 10, 20, 3))


def test_nothing_is_a_group_of_nothing():
    assert groups([], 20, 10) == [] and groups(["", "甲"], 20, 10) == []


@pytest.fixture(scope="module")
def cleaned():
    pieces = [text(5, 40), text(6, 60), SHARED]
    raws = [pieces[number % 3] + text(number) for number in range(10, 16)] + [text(99)]
    return {f"{number}": clean(in_force(), raw + "。") for number, raw in enumerate(raws)}


def test_groups_give_the_tables_of_the_whole_corpus(cleaned):
    def some(ids):
        return [(doc_id, cleaned[doc_id]) for doc_id in ids]

    whole = shared_passages(in_force(), cleaned)
    assert len(whole.passages) == 3
    for together in (2, 4):
        found = shared_of(in_force(), list(cleaned), some, together)
        for name in ("passages", "reports", "pairs"):
            one, other = getattr(found, name), getattr(whole, name)
            pd.testing.assert_frame_equal(one, other, check_dtype=False)


def test_the_highest_of_each_row_are_those_of_a_stable_sort():

    draw = np.random.default_rng(3)
    cells = draw.integers(0, 6, (40, 30)) / 10  # many ties
    rows, columns = _highest(cells, 7)
    expected = np.argsort(-cells, axis=1, kind="stable")[:, :7]
    assert rows.tolist() == np.repeat(np.arange(40), 7).tolist()
    assert columns.reshape(40, 7).tolist() == expected.tolist()
