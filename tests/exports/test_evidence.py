"""Evidence leads from a row of numbers to the sentences that were counted, all of them and no others."""

from collections import Counter

import pandas as pd
import pytest

from lib import paths
from lib.cleaning import clean, clean_offset, raw_span
from lib.exports.evidence import Span, of_pairs, of_parts, of_themes, of_words, spans
from lib.rules import in_force
from lib.structure import find_sections, split_sentences
from lib.words import keywords, segmentation
from lib.words.collocation import with_words
from lib.words.networks import cooccurrence
from tests.growth import grows_with_the_input
from tests.words.made import word_table

ALL = 10**6


@pytest.fixture(scope="module")
def five() -> tuple[dict, pd.DataFrame, pd.DataFrame]:
    """Clean texts, sentences with their words, and the words table of the shipped reports."""
    texts, rows = {}, []
    for path in sorted((paths.SHIPPED_DATA / "raw").glob("*.txt")):
        text = texts[path.stem] = clean(in_force(), path.read_bytes().decode("utf-8-sig"))
        for found in split_sentences(text.text, find_sections(in_force(), text.text)):
            sentence = text.text[found.start : found.end]
            rows.append((path.stem, *raw_span(text, found.start, found.end), found.role, sentence))
    sentences = pd.DataFrame(rows, columns=["doc_id", "start", "end", "role", "sentence"])
    words = word_table(in_force(), {doc_id: text.text for doc_id, text in texts.items()})
    return texts, with_words(in_force(), sentences), words


def written(*sentences: str, roles: str = "") -> pd.DataFrame:
    """Sentences of one report a, as they stand one behind the other."""
    rows, at = [], 0
    for number, text in enumerate(sentences):
        rows.append(("a", at, at + len(text), roles[number] if roles else "r", text))
        at += len(text)
    return pd.DataFrame(rows, columns=["doc_id", "start", "end", "role", "sentence"])


# --- laws, on the shipped reports -----------------------------------------------------------------------------------


def test_the_sentences_told_hold_every_occurrence_that_was_counted(five):
    _, sentences, words = five
    of_sentence = {(row.doc_id, row.start, row.end): row.words for row in sentences.itertuples()}
    merged = keywords.merge_variants(in_force(), words)
    data = of_words(keywords.top_words(merged, 40, drop_formula=False), sentences, most=ALL)
    assert len(data) == 200 and (data["merged_from"] != "").any()
    for row in data.to_dict("records"):
        parts = [part.split(" ")[0] for part in row["merged_from"].split("; ")] if row["merged_from"] else []
        places = [of_sentence[row["doc_id"], start, end] for _, start, end in spans(row["evidence"])]
        for found in places:
            assert set(found) & set(parts or [row["word"]])
        assert sum(found.count(word) for found in places for word in parts or [row["word"]]) == row["count"]


def test_every_span_lies_in_the_report_and_its_clean_text_has_the_word(five):
    texts, sentences, words = five
    for row in of_words(keywords.top_words(words, 10), sentences).to_dict("records"):
        text = texts[row["doc_id"]]
        for _, start, end in spans(row["evidence"]):
            assert 0 <= start < end <= len(text.raw)
            assert row["word"] in text.text[clean_offset(text, start) : clean_offset(text, end)]
        raw = [text.raw[start:end] for _, start, end in spans(row["evidence"])]
        assert raw
        # white space in a passage out of its report: a line break within a paragraph looks like one between two
        assert all(row["word"] in "".join(clean(in_force(), passage).text.split()) for passage in raw)


def test_the_edges_of_a_network_have_as_many_sentences_as_they_count(five):
    _, sentences, _ = five
    _, edges = cooccurrence(in_force(), sentences)
    data = of_pairs(edges, sentences, most=ALL)
    assert data["evidence"].map(spans).map(len).to_list() == edges["together"].to_list()


def test_the_parts_of_a_report_hold_all_its_sentences(five):
    _, sentences, _ = five
    data = of_parts(sentences[["doc_id", "role"]].drop_duplicates(), sentences)
    told = {(row.doc_id, row.role): spans(row.evidence) for row in data.itertuples()}
    for row in sentences.itertuples():
        assert sum(start <= row.start and row.end <= end for _, start, end in told[row.doc_id, row.role]) == 1


# --- words ----------------------------------------------------------------------------------------------------------


def test_a_word_is_found_as_a_word_and_each_sentence_told_once():
    sentences = written("问题，问题。", "就业。", "再就业问题。")
    assert segmentation.words(in_force(), "再就业问题")[0] == "再就业"
    data = of_words(pd.DataFrame({"doc_id": "a", "word": ["问题", "就业", "群众"]}), sentences)
    assert data["evidence"].to_list() == ["0-6 9-15", "6-9", ""]


def test_only_sentences_of_the_same_part_count_and_an_empty_cell_means_all():
    sentences = written("问题。", "问题。", "问题。", roles="xyx")
    sentences = pd.concat([sentences, sentences.assign(doc_id="b")], ignore_index=True)
    data = pd.DataFrame({"doc_id": ["a", "a", "", ""], "role": ["x", "", "y", ""], "word": "问题"})
    assert of_words(data, sentences)["evidence"].to_list() == [
        "0-3 6-9",
        "0-3 3-6 6-9",
        "a:3-6 b:3-6",
        "a:0-3 a:3-6 a:6-9 b:0-3 b:3-6 b:6-9",
    ]
    assert of_words(data[["word"]].head(1), sentences, most=2)["evidence"].to_list() == ["a:0-3 a:3-6 +4"]


def test_merged_words_have_the_sentences_of_all_their_variants():
    sentences = written("双招双引。", "招商引资。", "招商。")
    merged = ["招商引资 1; 双招双引 1", "", "双招双引 1 / 招商 1"]
    data = pd.DataFrame({"doc_id": "a", "word": "招商引资", "merged_from": merged})
    assert of_words(data, sentences)["evidence"].to_list() == ["0-5 5-10", "5-10", "0-5 10-13"]


def test_what_stands_in_genre_formulae_only_is_left_out_where_it_was_not_counted():
    sentences = written("现在，我代表镇人民政府报告。", "镇人民政府办实事，我代表镇人民政府。", "人民群众。")
    counted = [keywords.count_words(in_force(), text) for text in sentences["sentence"]]
    inside = [(found.words["人民政府"], found.in_phrases["人民政府"]) for found in counted]
    word = "人民政府" if inside[0] == (1, 1) else "镇人民政府"
    totals = [(found.words[word], found.in_phrases[word]) for found in counted]
    assert totals[0] == (1, 1) and totals[1][0] > totals[1][1]
    data = pd.DataFrame({"doc_id": "a", "word": word, "count": [3, 3], "kept": [1, 3]})
    second = f"{sentences['start'][1]}-{sentences['end'][1]}"
    assert of_words(data, sentences)["evidence"].to_list() == [second, f"0-14 {second}"]
    plain = data[["doc_id", "word"]]
    assert of_words(plain, sentences)["evidence"].to_list() == [f"0-14 {second}"] * 2


def test_of_many_sentences_the_first_are_told_and_how_many_more_there_are():
    data = of_words(pd.DataFrame({"doc_id": ["a"], "word": ["问题"]}), written(*["问题。"] * 60))
    cell = data["evidence"][0]
    assert cell.startswith("0-3 3-6 ") and cell.endswith(" 147-150 +10")
    assert len(spans(cell)) == 50


def test_an_empty_table_keeps_its_columns():
    data = pd.DataFrame({"doc_id": [], "word": [], "count": []}, dtype="str")
    assert list(of_words(data, written("问题。"))) == ["doc_id", "word", "count", "evidence"]
    assert of_words(pd.DataFrame({"doc_id": ["a"], "word": ["问题"]}), written())["evidence"].to_list() == [
        ""
    ]


def test_the_time_grows_with_the_text():
    def work(copies: int):
        one = written(*["乡村振兴和产业发展的问题。", "群众满意。"] * 20)
        own = [one.assign(doc_id=f"r{number}") for number in range(copies)]
        sentences = with_words(in_force(), pd.concat(own, ignore_index=True))
        data = pd.DataFrame(
            [(f"r{n}", w) for n in range(copies) for w in ("问题", "群众")], columns=["doc_id", "word"]
        )
        return lambda: of_words(data, sentences)

    assert grows_with_the_input(work, 40, 320)


# --- pairs, themes, parts -------------------------------------------------------------------------------------------


def test_a_pair_has_the_sentences_that_both_words_share():
    sentences = written("问题整改群众企业项目。", "项目问题。", "项目。")
    data = pd.DataFrame({"source": "问题", "target": ["整改", "项目"]})
    assert of_pairs(data, sentences)["evidence"].to_list() == ["a:0-11", "a:0-11 a:11-16"]


def test_a_theme_has_its_hits():
    hits = pd.DataFrame(
        [("a", 0, 2, "x", "r"), ("a", 3, 5, "x", "s"), ("a", 4, 6, "y", "s"), ("b", 1, 2, "x", "r")],
        columns=["doc_id", "start", "end", "theme", "role"],
    )
    data = pd.DataFrame({"doc_id": ["a", "a", "b", "b"], "theme": ["x", "y", "x", "y"]})
    assert of_themes(data, hits)["evidence"].to_list() == ["0-2 3-5", "4-6", "1-2", ""]
    by_part = data.head(2).assign(role="s")
    assert of_themes(by_part, hits)["evidence"].to_list() == ["3-5", "4-6"]
    assert of_themes(data[["theme"]].head(1), hits)["evidence"].to_list() == ["a:0-2 a:3-5 b:1-2"]
    assert of_themes(pd.DataFrame({"doc_id": [""]}), hits)["evidence"].to_list() == [
        "a:0-2 a:3-5 a:4-6 b:1-2"
    ]
    with pytest.raises(ValueError, match="no column doc_id, role, theme or term"):
        of_themes(pd.DataFrame({"share": [1.0]}), hits)


def test_a_part_that_another_interrupts_has_two_stretches():
    sentences = written("一。", "二。", "三。", "四。", roles="xxyx")
    data = pd.DataFrame({"doc_id": "a", "role": ["x", "y", "z"]})
    assert of_parts(data, sentences)["evidence"].to_list() == ["0-4 6-8", "4-6", ""]


# --- and back -------------------------------------------------------------------------------------------------------


def test_spans_are_read_with_names_that_have_spaces_and_hyphens():
    assert spans("12-30 41-50 +7") == [Span("", 12, 30), Span("", 41, 50)]
    assert spans("某 镇-2:12-30 b:1-2 +3") == [Span("某 镇-2", 12, 30), Span("b", 1, 2)]
    assert spans("2020-1:3-4 2020-1:5-6") == [Span("2020-1", 3, 4), Span("2020-1", 5, 6)]
    assert spans("") == []


def test_counts_of_words_are_counts_of_the_shipped_words_table(five):
    """The sentences' words, added up, are the words table: nothing is lost where a sentence ends."""
    _, sentences, words = five
    for doc_id, own in words.groupby("doc_id"):
        counted = Counter(
            word for found in sentences[sentences["doc_id"] == doc_id]["words"] for word in found
        )
        assert {word: counted[word] for word in own["word"]} == dict(zip(own["word"], own["count"]))
