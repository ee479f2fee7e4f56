"""Words of one report counted once: the tables made of them are those made of each text anew."""

import pickle
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from lib import cleaning, paths
from lib.rules import in_force
from lib.structure import Sentence, find_sections, split_sentences
from lib.words import dispersion, keywords, segmentation, word_counts, word_parts
from lib.words.word_counts import PARAGRAPH, ROLE, of_parts, of_report, sums
from tests.words.made import part_words

FOLDER = paths.SHIPPED_DATA / "raw"
PIECES = [
    "乡村振兴",
    "双招双引",
    "各位代表",
    "人民政府",
    "我代表镇人民政府",
    "，",
    "\n",
    " ",
    "12.5%",
    "项目",
    "高峰村",
]


@pytest.fixture(scope="module")
def five() -> dict[str, tuple[str, list[Sentence]]]:
    texts = {
        path.stem: cleaning.clean(in_force(), path.read_bytes().decode("utf-8-sig")).text
        for path in sorted(FOLDER.glob("*.txt"))
    }
    return {
        name: (text, split_sentences(text, find_sections(in_force(), text))) for name, text in texts.items()
    }


@pytest.fixture(scope="module")
def counted(five):
    return [of_report(in_force(), doc_id, text, sentences) for doc_id, (text, sentences) in five.items()]


def by_group(report, by) -> dict:
    found = sums(report, by)
    return {
        (int(group), report.words[word]): (int(count), int(inside))
        for word, group, count, inside in zip(found.words, found.groups, found.counts, found.inside)
    }


def test_a_small_report_by_hand():
    text = "双招双引项目\n我代表镇人民政府，项目，项目"
    report = of_parts(in_force(), "a", text, [0, 7], ["review", "plan"])
    assert report.roles == ["review", "plan"]
    assert by_group(report, None)[0, "项目"] == (3, 0)
    assert by_group(report, None)[0, "人民政府"] == (1, 1)
    assert by_group(report, ROLE)[0, "项目"] == (1, 0) and by_group(report, ROLE)[1, "项目"] == (2, 0)
    assert by_group(report, PARAGRAPH)[1, "项目"] == (2, 0)
    assert (1, "双招双引") not in by_group(report, PARAGRAPH)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.integers(0, 10))
def test_parts_and_paragraphs_add_up_to_the_words_of_the_text(text, cut):
    report = of_parts(in_force(), "a", text, [0, cut], ["review", "plan"])
    whole = keywords.count_words(in_force(), text)
    for by in (None, ROLE, PARAGRAPH):
        total, inside = Counter(), Counter()
        for (_, word), (count, within) in by_group(report, by).items():
            total[word] += count
            inside[word] += within
        assert total == whole.words and +inside == whole.in_phrases


def test_one_count_of_each_report_gives_the_table_of_parts(five, counted):
    """A second way: from the sentences alone, joined line by line."""
    rows = [(d, s.role, text[s.start : s.end]) for d, (text, found) in five.items() for s in found]
    sentences = pd.DataFrame(rows, columns=["doc_id", "role", "sentence"])
    assert_frame_equal(word_parts.part_words_from(in_force(), counted), part_words(in_force(), sentences))


def test_one_count_of_each_report_gives_the_words_table(five, counted):
    """A second way: each text's words in a Counter."""
    table = keywords.word_table_from(in_force(), counted)
    for doc_id, (text, _) in five.items():
        words = Counter(filter(segmentation.is_han_word, segmentation.words(in_force(), text)))
        own = table[table["doc_id"] == doc_id]
        assert dict(zip(own["word"], own["count"])) == {w: n for w, n in words.items() if len(w) > 1}
        assert set(own["han_words"]) == {words.total()}


def test_paragraphs_are_lines(five, counted):
    table = dispersion.paragraphs_from(counted).set_index(["doc_id", "word"])
    for doc_id, (text, _) in five.items():
        lines = [keywords.count_words(in_force(), line).words for line in text.split("\n")]
        assert table["paragraphs"][doc_id, "项目"] == sum("项目" in words for words in lines)


def test_counts_travel_between_processes_and_are_small(five, counted):
    sent = [pickle.dumps(report) for report in counted]
    assert_frame_equal(
        keywords.word_table_from(in_force(), map(pickle.loads, sent)),
        keywords.word_table_from(in_force(), counted),
    )
    for message, (text, _) in zip(sent, five.values()):
        assert len(message) < 4 * len(text.encode("utf-8"))


@pytest.mark.parametrize("text", ["", "2022\n%"])
def test_a_text_without_words_has_no_rows(text):
    report = of_report(in_force(), "a", text)
    assert report.words == [] and len(report.cells) == 0
    assert keywords.word_table_from(in_force(), [report]).empty
    assert word_parts.part_words_from(in_force(), [report]).empty
    assert dispersion.paragraphs_from([report]).empty


def test_what_stands_before_the_first_sentence_counts_with_it():
    report = of_parts(in_force(), "a", "项目\n就业", [3, 4], ["review", "plan"])
    assert by_group(report, ROLE)[0, "项目"] == (1, 0)
    assert word_counts.sums(report).counts.sum() == 2
