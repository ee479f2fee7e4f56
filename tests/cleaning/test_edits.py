"""Edits keep every offset, also when they are chained."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lib.cleaning.edits import Edit, chained, clean_offset, edited, raw_span


@st.composite
def edits_on(draw, text):
    """Draw disjoint edits on `text`."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(a, b, draw(st.sampled_from("pq")), draw(st.text("ab", max_size=3))) for a, b in spans]


@st.composite
def texts_with_edits(draw):
    """Draw a text, edits on it, and edits on their result."""
    text = draw(st.text("0123456789", max_size=40))
    first = draw(edits_on(text))
    return text, first, draw(edits_on(edited(text, first).text))


@given(texts_with_edits())
def test_chained_edits_do_the_same_as_one_after_the_other(case):
    text, first, second = case
    both = chained(first, second)
    assert edited(text, both).text == edited(edited(text, first).text, second).text
    assert all(a.end <= b.start for a, b in pairwise(both))
    assert all(edit.start < edit.end for edit in both)


@given(texts_with_edits())
def test_kept_characters_map_to_themselves(case):
    text, edits, _ = case
    result = edited(text, edits)
    for raw_at in range(len(text)):
        if not any(edit.start <= raw_at < edit.end for edit in edits):
            clean_at = clean_offset(result, raw_at)
            assert result.text[clean_at] == text[raw_at]
            assert raw_span(result, clean_at, clean_at + 1) == (raw_at, raw_at + 1)


def test_a_removal_keeps_its_own_rule_when_a_later_edit_covers_it():
    # 增长 [1] 5% : the mark goes first, then the two spaces around it
    first = [Edit(3, 6, "note_mark", "")]
    second = [Edit(2, 4, "stray_space", "")]
    assert chained(first, second) == [
        Edit(2, 3, "stray_space", ""),
        Edit(3, 6, "note_mark", ""),
        Edit(6, 7, "stray_space", ""),
    ]


def test_a_span_over_removed_text_covers_it_in_the_raw_text():
    result = edited("23\n亿元", [Edit(2, 3, "hard_wrap", "")])
    assert result.text == "23亿元"
    assert raw_span(result, 0, 4) == (0, 5)
    assert raw_span(result, 2, 4) == (3, 5)
    assert raw_span(result, 0, 2) == (0, 2)
