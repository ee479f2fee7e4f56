"""Words by part: the words of the whole text dealt out to its parts, each part with its own denominator."""

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import cleaning, paths
from lib.rules import in_force
from lib.structure import find_sections, split_sentences
from lib.words import keywords, segmentation, word_parts
from lib.words.word_parts import pooled_parts
from tests.words.made import part_words

FOLDER = paths.SHIPPED_DATA / "raw"
REPORTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
SMALL = pd.DataFrame(
    [
        ("a", "preamble", "各位代表：现在，我代表镇人民政府报告工作。"),
        ("a", "review", "双招双引项目落户。"),
        ("a", "plan", "双招双引，招商引资，就业。"),
        ("a", "review", "招商引资到位。"),
        ("b", "review", "项目开工，就业增加。"),
    ],
    columns=["doc_id", "role", "sentence"],
)
PIECES = [
    "乡村振兴",
    "和",
    "双招双引",
    "人民政府",
    "我代表镇人民政府",
    "，",
    "：",
    " ",
    "12.5%",
    "项目",
    "二〇二二年",
]
pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)


@pytest.fixture(scope="module")
def five() -> dict[str, str]:
    return {
        doc_id: cleaning.clean(in_force(), (FOLDER / f"{doc_id}.txt").read_bytes().decode("utf-8-sig")).text
        for doc_id in REPORTS
    }


@pytest.fixture(scope="module")
def sentences(five) -> pd.DataFrame:
    rows = [
        (doc_id, sentence.role, text[sentence.start : sentence.end])
        for doc_id, text in five.items()
        for sentence in split_sentences(text, find_sections(in_force(), text))
    ]
    return pd.DataFrame(rows, columns=["doc_id", "role", "sentence"])


def row(table: pd.DataFrame, **wanted) -> pd.Series:
    for column, value in wanted.items():
        table = table[table[column] == value]
    (found,) = table.itertuples(index=False)
    return found


def test_the_parts_hold_the_words_of_the_whole_text(five, sentences):
    """Sentence by sentence and as a whole text, with all words of one character and all denominators."""
    table = part_words(in_force(), sentences, shortest=1)
    for doc_id, text in five.items():
        whole = keywords.count_words(in_force(), text)
        own = table[table["doc_id"] == doc_id]
        assert own.groupby("word")["count"].sum().to_dict() == dict(whole.words)
        inside = own.groupby("word")["in_formula"].sum()
        formulae = keywords.formula_words(in_force())
        expected = {w: n if w in formulae else whole.in_phrases[w] for w, n in whole.words.items()}
        assert inside.to_dict() == expected
        assert own.drop_duplicates("role")["han_words"].sum() == whole.han_words


def test_the_words_of_a_part_are_those_that_begin_in_it(five, sentences):
    """A second way to the plan of each report: the words of the whole text from the plan's sections."""
    table = part_words(in_force(), sentences)
    for doc_id, text in five.items():
        at, found, sizes = 0, Counter(), 0
        spans = [
            (s.start, s.end)
            for s in split_sentences(text, find_sections(in_force(), text))
            if s.role == "plan"
        ]
        for token in segmentation.tokens(in_force(), text):
            if segmentation.is_han_word(token) and any(start <= at < end for start, end in spans):
                found[token] += 1
                sizes += 1
            at += len(token)
        plan = table[(table["doc_id"] == doc_id) & (table["role"] == "plan")]
        assert dict(zip(plan["word"], plan["count"])) == {w: n for w, n in found.items() if len(w) > 1}
        assert set(plan["han_words"]) == {sizes}


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["review", "plan"]), pieces), min_size=1, max_size=6))
def test_laws_of_dealing_out(drawn):
    lines = [line for _, line in drawn]
    sentences = pd.DataFrame({"doc_id": "a", "role": [role for role, _ in drawn], "sentence": lines})
    table = part_words(in_force(), sentences, shortest=1)
    whole = keywords.count_words(in_force(), "\n".join(lines))
    assert table.groupby("word")["count"].sum().to_dict() == dict(whole.words)
    assert table.drop_duplicates("role")["han_words"].sum() == whole.han_words
    assert (table.groupby("role")["count"].sum() == table.groupby("role")["han_words"].first()).all()


def test_each_part_has_its_own_denominator():
    table = part_words(in_force(), SMALL)
    # review of a: 双招双引/项目/落户 and 招商引资/到位; plan: 双招双引/招商引资/就业
    review = row(table, doc_id="a", role="review", word="项目")
    assert (review.count, review.han_words, review.per_1000) == (1, 5, 200)
    assert row(table, doc_id="a", role="plan", word="就业").han_words == 3


def test_raw_and_merged_counts_stand_side_by_side():
    table = part_words(in_force(), SMALL)
    for word in ("双招双引", "招商引资"):
        found = row(table, doc_id="a", role="plan", word=word)
        assert (found.count, found.count_merged) == (1, 2)
        assert found.per_1000_merged == pytest.approx(1000 * 2 / 3)
    assert row(table, doc_id="a", role="plan", word="双招双引").variant_of == "招商引资"
    alone = row(table, doc_id="a", role="plan", word="就业")
    assert (alone.count, alone.count_merged) == (1, 1)


def test_formulae_are_counted_in_their_part():
    found = row(part_words(in_force(), SMALL), doc_id="a", role="preamble", word="人民政府")
    assert (found.count, found.in_formula, found.formula) == (1, 1, False)
    assert row(part_words(in_force(), SMALL), doc_id="a", role="preamble", word="各位代表").formula


def test_documents_are_counted_part_by_part():
    table = part_words(in_force(), SMALL)
    assert row(table, doc_id="a", role="review", word="项目").documents == 2
    assert row(table, doc_id="b", role="review", word="就业").documents == 1
    assert row(table, doc_id="a", role="plan", word="就业").documents == 1
    assert set(table["counted"]) == {"segmented_words"}


def test_all_reports_together(sentences):
    table = part_words(in_force(), sentences)
    pooled = pooled_parts(in_force(), table)
    assert list(pooled.columns) == word_parts.POOLED_COLUMNS
    assert not pooled.duplicated(["role", "word"]).any()
    sums = table.groupby(["role", "word"])[["count", "count_merged", "in_formula"]].sum()
    found = pooled.set_index(["role", "word"]).loc[sums.index]
    assert (found[["count", "in_formula"]] == sums[["count", "in_formula"]]).all(axis=None)
    sizes = table.groupby(["doc_id", "role"])["han_words"].first().groupby("role").sum()
    assert (pooled["han_words"] == pooled["role"].map(sizes)).all()
    assert (pooled["per_1000"] - 1000 * pooled["count"] / pooled["han_words"]).abs().max() < 1e-9
    documents = table.groupby(["role", "word"])["doc_id"].nunique()
    assert (found["documents"] == documents).all()
    # 招商引资 and its variants, added up by hand over the reports
    own = table[table["variant_of"].where(table["variant_of"] != "", table["word"]) == "招商引资"]
    expected = own.groupby("role")["count"].sum()
    canonical = pooled[pooled["word"] == "招商引资"].set_index("role")["count_merged"]
    assert canonical.to_dict() == expected[canonical.index].to_dict()


def test_rows_are_ranked_part_by_part(sentences):
    table = part_words(in_force(), sentences)
    parts = list(dict.fromkeys(table["doc_id"])), list(dict.fromkeys(table["role"]))
    ranks = [(parts[0].index(r.doc_id), parts[1].index(r.role), -r.count, r.word) for r in table.itertuples()]
    assert ranks == sorted(ranks)


def test_no_sentences_give_an_empty_table():
    table = part_words(in_force(), SMALL.head(0))
    assert table.empty and list(table.columns) == word_parts.COLUMNS
    assert pooled_parts(in_force(), table).empty
