"""Makes a corpus's tables from the rows of its reports: weights, keyness, themes, comparison, passages, similarity."""

import json
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from lib import themes
from lib.cleaning import CleanText
from lib.comparison import comparison
from lib.likeness import passages, similarity
from lib.metadata import names as report_names
from lib.metadata import siblings
from lib.rules import Rules
from lib.tables.candidates import candidates
from lib.words import keyness, keywords, word_parts

PARTS = {"plan", "review"}
CODES = ("place_code", "county_code")


def reports_table(rules: Rules, told: Sequence[str]) -> list[dict]:
    """Return the rows of the reports table: what each report says of itself, settled by the others, with labels.

    told: one JSON text per report, in order, as reading.tables_of() gives them.
    """
    rows = siblings.settle(rules, [json.loads(row) for row in told])
    labels = report_names.labels(rows, [row["doc_id"] for row in rows])
    for row, names in zip(rows, labels, strict=True):
        row["label_zh"], row["label_en"] = names
    return rows


def weighted(words: pd.DataFrame) -> pd.DataFrame:
    """Return the words of all reports with their tf-idf."""
    return keywords.weighted(words)


def derived(
    rules: Rules,
    rows: Callable[[str], pd.DataFrame],
    paragraphs: pd.DataFrame,
    texts: Mapping[str, CleanText],
) -> dict[str, pd.DataFrame]:
    """Return the tables that are made from those of all reports, by name; their columns are as their makers give them.

    rows: gives a table by its name: reports, remarks, sentences, quantities, theme_hits, words, part_words. paragraphs:
    dispersion.over_paragraphs() of the reports. texts: their clean texts by doc_id, in order.
    """
    quantities, reports = rows("quantities"), rows("reports")
    found = comparison(rules, quantities, reports, remarks=rows("remarks"))
    made = {"candidates": candidates(rules, quantities), "comparison": _with_codes(found, reports)}
    del quantities, found
    words = _of_words(rules, rows("words"), rows("part_words"), paragraphs)
    made |= words | _of_themes(rules, rows("theme_hits"), rows("sentences"), words["part_words"])
    return made | _of_pairs(rules, rows("words"), texts)


def _with_codes(rows: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Rows of reports with the codes of their places, by which they can be merged with yearbooks."""
    codes = reports[["doc_id", *CODES]]
    return rows.drop(columns=list(CODES), errors="ignore").merge(codes, on="doc_id", how="left")


def _of_words(
    rules: Rules, words: pd.DataFrame, parts: pd.DataFrame, paragraphs: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    parts = word_parts.with_documents(parts)
    both = PARTS <= set(parts["role"])
    return {
        "part_words": parts,
        "keyness": keyness.keyness(rules, words, paragraphs),
        "keyness_parts": keyness.keyness_parts(rules, parts)
        if both
        else pd.DataFrame(columns=keyness.PART_COLUMNS),
    }


def _of_themes(
    rules: Rules, theme_hits: pd.DataFrame, sentences: pd.DataFrame, parts: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    han_words = parts.drop_duplicates(["doc_id", "role"]).set_index(["doc_id", "role"])["han_words"]
    extents = themes.extents(rules, sentences, han_words)
    return {
        "themes": themes.attention(rules, theme_hits, extents),
        "terms": themes.term_table(rules, theme_hits, extents),
    }


def _of_pairs(rules: Rules, words: pd.DataFrame, texts: Mapping[str, CleanText]) -> dict[str, pd.DataFrame]:
    shared = passages.shared_passages(rules, texts)
    return {
        "passages": shared.passages,
        "shared": shared.reports,
        "similarity": similarity.similarity(words, shared.pairs),
    }
