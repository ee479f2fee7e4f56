"""Words by part: how often review, plan and the other parts of each report use each word, each with its own denominator."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from lib.rules import Rules
from lib.words import keywords, word_counts
from lib.words.word_counts import ReportWords

COUNTED = "segmented_words"  # what is counted: words as the segmenter cuts them, never substrings
COLUMNS = [
    "doc_id",
    "role",
    "word",
    "count",
    "count_merged",
    "in_formula",
    "han_words",
    "per_1000",
    "per_1000_merged",
    "documents",
    "counted",
    "stop",
    "formula",
    "variant_of",
]
POOLED_COLUMNS = [column for column in COLUMNS if column != "doc_id"]


def part_words_from(rules: Rules, counts: Iterable[ReportWords], shortest: int = 2) -> pd.DataFrame:
    """Return one row per report, role and Han word, the most frequent first, reports and roles as they come.

    The words are those of the whole text, dealt out to its parts.

    - count, in_formula: as in keywords.word_table_from(), of the sentences with this role
    - count_merged: count of the word's canonical term with all its variants (variants.csv) in the same part
    - han_words: the denominator: all Han words of the part, of any length, before stop words are removed
    - per_1000, per_1000_merged: 1000 * count / han_words, 1000 * count_merged / han_words
    - documents: reports of the table whose part of this role has the word
    - counted: what count counts: "segmented_words"
    - stop, formula, variant_of: as in keywords.word_table_from()

    counts: from word_counts.of_report() with sentences, one of each report. shortest: as for word_table_from().
    """
    table = word_counts.rows(rules, counts, word_counts.ROLE, shortest)
    return _measured(rules, table, ["doc_id", "role"])[COLUMNS]


def pooled_parts(rules: Rules, parts: pd.DataFrame) -> pd.DataFrame:
    """Return one row per role and word of all reports together, with columns and order as in part_words_from().

    han_words is the sum over all reports that have the part, whether or not they have the word.

    parts: from part_words_from().
    """
    sizes = parts.drop_duplicates(["doc_id", "role"]).groupby("role")["han_words"].sum()
    sums = parts.groupby(["role", "word"], sort=False)[["count", "in_formula"]].sum().reset_index()
    sums["han_words"] = sums["role"].map(sizes)
    documents = parts.groupby(["role", "word"])["doc_id"].nunique().rename("documents")
    table = _measured(rules, sums, ["role"]).drop(columns="documents")
    return table.join(documents, on=["role", "word"])[POOLED_COLUMNS]


def with_documents(parts: pd.DataFrame, documents: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return rows of part_words_from() as it gives them for a corpus that their reports are a part of.

    parts: of each report, its rows together. documents: by role, in the order in which roles first occur in the corpus,
    how many of its parts have each word, by word.
    """
    found = np.zeros(len(parts), dtype="int64")
    roles, words = parts["role"].to_numpy(), parts["word"]
    for role, counts in documents.items():
        own = roles == role
        found[own] = counts.reindex(words[own]).to_numpy()
    place = {role: number for number, role in enumerate(documents)}
    order = np.lexsort([parts["role"].map(place), pd.factorize(parts["doc_id"])[0]])
    return parts.assign(documents=found).iloc[order].reset_index(drop=True)


def _measured(rules: Rules, counts: pd.DataFrame, within: list[str]) -> pd.DataFrame:
    """Return the counts with rates, merged counts, document frequencies and flags, ranked."""
    table = keywords.flagged(rules, counts)
    merged = keywords.merged_counts(table, within).set_index([*within, "word"])["count"]
    canonical = table["variant_of"].where(table["variant_of"] != "", table["word"])
    keys = pd.MultiIndex.from_arrays([*(table[column] for column in within), canonical])
    table["count_merged"] = merged.reindex(keys).to_numpy(dtype="int64")
    table["per_1000"] = 1000 * table["count"] / table["han_words"]
    table["per_1000_merged"] = 1000 * table["count_merged"] / table["han_words"]
    table["documents"] = table.groupby(["role", "word"])["word"].transform("size")
    table["counted"] = COUNTED
    return keywords.ranked(table, "count", within)
