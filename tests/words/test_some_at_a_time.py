"""Tables of words made of some reports at a time are those made of all at once, however these are dealt out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import themes
from lib.rules import in_force
from lib.words import dispersion, keyness, keywords, word_parts
from tests.words.made import keyness_parts, over_paragraphs, part_words, word_table

WORDS = ["经济", "发展", "民生", "就业", "乡村振兴", "群众", "工作", "道路"]
texts = st.lists(
    st.tuples(*(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("、".join) for _ in "ab")),
    min_size=2,
    max_size=6,
)
cuts = st.integers(1, 3)


def sentences(told):
    rows = [
        {"doc_id": f"{number}", "role": role, "sentence": said}
        for number, own in enumerate(told)
        for role, said in zip(("review", "plan"), own, strict=True)
    ]
    return pd.DataFrame(rows)


def dealt(table, size):
    """The table in pieces of so many reports."""
    numbers = table["doc_id"].astype(int) // size
    return [piece.reset_index(drop=True) for _, piece in table.groupby(numbers)]


def tallied(columns):
    tally = dispersion.Tally()
    for words in columns:
        tally.add(words)
    return tally.counts()


def same(one, other):
    pd.testing.assert_frame_equal(
        one.reset_index(drop=True), other.reset_index(drop=True), check_dtype=False, rtol=1e-12
    )


@settings(max_examples=10)
@given(texts, cuts)
def test_weights_and_keyness(told, size):
    given_texts = {f"{number}": "\n".join(own) for number, own in enumerate(told)}
    words = word_table(in_force(), given_texts)
    pieces = dealt(words, size)
    documents = tallied(piece["word"] for piece in pieces)
    same(pd.concat(keywords.weighted(piece, documents, words["doc_id"].nunique()) for piece in pieces), words)
    reports, sizes = dispersion.over_chunks(lambda: pieces)
    same(reports.reset_index(), dispersion.over_reports(words))
    over = over_paragraphs(in_force(), given_texts)
    with_over = (piece.merge(over, on=["doc_id", "word"]) for piece in pieces)
    found = pd.concat(keyness.of_some(piece, reports, sizes) for piece in with_over)
    whole = keyness.keyness(in_force(), words).drop(columns=["dp_paragraphs", "dp_norm_paragraphs"])
    same(found[whole.columns], whole)


@settings(max_examples=10)
@given(texts, cuts)
def test_words_of_parts_and_their_keyness(told, size):
    parts = part_words(in_force(), sentences(told))
    pieces = dealt(parts.assign(documents=0), size)
    documents = {
        role: tallied(piece.loc[piece["role"] == role, "word"] for piece in pieces)
        for role in parts["role"].unique()
    }
    same(pd.concat(word_parts.with_documents(piece, documents) for piece in pieces), parts)
    roles = ("plan", "review")
    found = {
        role: dispersion.over_chunks(lambda role=role: [piece[piece["role"] == role] for piece in pieces])
        for role in roles
    }
    spread, sizes = ({role: found[role][at] for role in roles} for at in (0, 1))
    each = [keyness.parts_of_some(in_force(), piece, spread, sizes) for piece in pieces]
    same(
        pd.concat([keyness.parts_together(in_force(), spread, sizes), *each]),
        keyness_parts(in_force(), parts),
    )


@settings(max_examples=10)
@given(texts, cuts)
def test_attention_beside_that_of_all_reports(told, size):
    rows = sentences(told).assign(start=lambda table: range(len(table)))
    hits = rows.assign(theme=np.where(rows["sentence"].str.contains("民生"), "employment", "agriculture"))
    hits = hits.assign(term="民生", variant_of="", sentence_start=hits["start"])
    extents = themes.extents(in_force(), rows)
    whole = themes.attention(in_force(), hits, extents)
    pieces = dealt(whole.assign(rca=np.nan), size)
    together = pd.concat(map(themes.hits_together, pieces)).groupby(level=["role", "theme"]).sum()
    same(pd.concat(themes.compared(piece, together) for piece in pieces), whole)


def test_rows_are_kept_that_meet_the_conditions_or_come_first():
    g2 = [30.0, 16.0, 9.0, 3.0, -1.0, -20.0]
    table = pd.DataFrame(
        {"doc_id": "a", "word": WORDS[:6], "g2": g2, "conditions_met": [True] + [False] * 4 + [True]}
    )
    assert keyness.most_key(table, most=2)["g2"].to_list() == [30.0, 16.0, -20.0]
    assert keyness.most_key(table, least=True, most=2)["g2"].to_list() == [30.0, 16.0, -1.0, -20.0]
    assert len(keyness.most_key(table.assign(doc_id=""), most=2)) == 6


@pytest.mark.parametrize(
    "chunks", [[], [pd.DataFrame({"doc_id": [], "word": [], "count": [], "han_words": []})]]
)
def test_no_report_gives_no_words(chunks):
    reports, sizes = dispersion.over_chunks(lambda: chunks)
    assert reports.empty and sizes.empty
