"""Keywords: how often each town uses each word, per 1,000 words and weighted by how few reports share it (tf-idf)."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import partial
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib.rules import Rules, compiled
from lib.words import segmentation, word_counts
from lib.words.formulae import alternatives, formula_spans, formula_words
from lib.words.weights import tf_idf
from lib.words.word_counts import ReportWords

COLUMNS = [
    "doc_id",
    "word",
    "count",
    "in_formula",
    "han_words",
    "per_1000",
    "tf_idf",
    "stop",
    "formula",
    "variant_of",
]


class Counted(NamedTuple):
    """The words of one report: how often each occurs, how often inside set phrases, and how many words there are."""

    words: Counter[str]
    in_phrases: Counter[str]
    han_words: int


def word_table_from(rules: Rules, counts: Iterable[ReportWords], shortest: int = 2) -> pd.DataFrame:
    """Return one row per report and Han word, the most frequent first, ties by code point, reports as given.

    All counts are of segmented words, not of substrings: 就业 inside the word 再就业 is not counted as 就业.

    - count: occurrences in the report
    - in_formula: how many of these belong to a genre formula, as a listed word or inside a listed phrase
    - han_words: the one denominator: all Han words of the report, of any length, before stop words are removed
    - per_1000: 1000 * count / han_words
    - tf_idf: the weight of weights.tf_idf() over all words of the table
    - stop, formula: whether the word is in stop_words.csv, formulae.csv; variant_of: its word in variants.csv, or ""

    counts: from word_counts.of_report(), one of each report. shortest: the least number of characters of a word; it
    changes tf_idf's vocabulary but not the denominator.
    """
    return _measured(rules, word_counts.rows(rules, counts, shortest=shortest))[COLUMNS]


def count_words(rules: Rules, text: str) -> Counted:
    """Return the Han words of one text, of any length, as segmented words."""
    tokens = segmentation.tokens(rules, text)
    words = segmentation.count_han_words(tokens)
    return Counted(words, _han_words_inside(formula_spans(rules, text), tokens), words.total())


def merge_variants(rules: Rules, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the counts of variants added to those of their canonical word (双招双引 to 招商引资).

    Rates and tf-idf are computed again from the merged counts. The column merged_from keeps the raw counts, such as
    "双招双引 4; 招商引资 1"; it is empty where nothing was merged. Merging what variants.csv marks as debatable is a
    choice to be stated: its column caution says what it hides.

    table: from word_table_from(); it is not changed.
    """
    sums = merged_counts(table, ["doc_id"])
    return _measured(rules, sums)[[*COLUMNS, "merged_from"]]


def merged_counts(table: pd.DataFrame, within: list[str]) -> pd.DataFrame:
    """Return the counts of each canonical word with its variants: within, word, count, in_formula, han_words, merged_from.

    table: from word_table_from() or word_parts.part_words_from(). within: the columns that name what is counted in, such as
    ["doc_id"] or ["doc_id", "role"].
    """
    by = [*within, "word"]
    variant = table["variant_of"] != ""
    renamed = table.assign(
        word=table["variant_of"].where(variant, table["word"]),
        merged_from=table["word"] + " " + table["count"].astype(str),
    )
    sums = renamed.groupby(by, sort=False).agg({"count": "sum", "in_formula": "sum", "han_words": "first"})
    with_variant = renamed.loc[variant, by].drop_duplicates()
    parts = renamed.merge(with_variant, on=by)
    sums["merged_from"] = parts.groupby(by)["merged_from"].agg("; ".join).reindex(sums.index).fillna("")
    return sums.reset_index()


def top_words(
    table: pd.DataFrame, n: int = 20, drop_stop: bool = True, drop_formula: bool = True
) -> pd.DataFrame:
    """Return the n most frequent words of each report (segmented words), ties by code point.

    kept is the count that ranks them and kept_per_1000 its rate: with drop_formula the occurrences inside genre
    formulae are left out, and so are words that are formulae themselves. The denominator stays all Han words.

    table: from word_table_from() or merge_variants().
    """
    left = table[~(drop_stop & table["stop"]) & ~(drop_formula & table["formula"])]
    kept = left["count"] - left["in_formula"] if drop_formula else left["count"]
    left = left.assign(kept=kept, kept_per_1000=1000 * kept / left["han_words"])
    top = ranked(left[left["kept"] > 0], "kept", ["doc_id"])
    return top.groupby("doc_id", sort=False).head(n).reset_index(drop=True)


def is_stop_word(rules: Rules, word: str) -> bool:
    """Return whether the word is in stop_words.csv, by itself or by one of its patterns."""
    return bool(_stop_words(rules).fullmatch(word))


@compiled
def _stop_words(rules: Rules) -> re.Pattern[str]:
    return re.compile(
        alternatives([(row["word"], row["match"]) for row in rules.table("stop_words")], "stop_words")
    )


def variants(rules: Rules) -> dict[str, str]:
    """Return the canonical word by variant. Raises ValueError for a canonical word that is itself a variant."""
    return _variants(rules)


@compiled
def _variants(rules: Rules) -> dict[str, str]:
    canonical = {row["variant"]: row["canonical"] for row in rules.table("variants")}
    for variant, word in canonical.items():
        if word in canonical:
            raise ValueError(
                f"variants.csv: {variant} counts as {word}, which itself counts as {canonical[word]}; "
                f"write {canonical[word]} as the canonical word of both"
            )
    return canonical


def _han_words_inside(spans: list[tuple[int, int]], tokens: list[str]) -> Counter[str]:
    """Return how often each Han word lies wholly inside one of the spans."""
    if not spans:
        return Counter()
    starts = list(accumulate(map(len, tokens), initial=0))
    inside = (tokens[bisect_left(starts, start) : bisect_right(starts, end) - 1] for start, end in spans)
    return segmentation.count_han_words(chain.from_iterable(inside))


def weighted(counts: pd.DataFrame, documents: pd.Series | None = None, reports: int = 0) -> pd.DataFrame:
    """Return the table with tf_idf worked out over all its reports, or over a corpus that they are a part of.

    counts: doc_id, word and count of some reports, with any other columns. documents: how many reports of the corpus have
    each word, by word; reports: how many reports with words it has.
    """
    words, names = pd.factorize(counts["word"])
    own, doc_ids = pd.factorize(counts["doc_id"])
    of_corpus = None if documents is None else documents.reindex(names).to_numpy()
    number = len(doc_ids) if documents is None else reports
    return counts.assign(tf_idf=tf_idf(own, words, counts["count"].to_numpy(dtype=float), number, of_corpus))


def _measured(rules: Rules, counts: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with rates, tf-idf and flags, ranked."""
    table = weighted(counts.assign(per_1000=1000 * counts["count"] / counts["han_words"]))
    return ranked(flagged(rules, table), "count", ["doc_id"])


def flagged(rules: Rules, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the columns stop, formula and variant_of of its column word; see word_table_from()."""
    words, word_names = pd.factorize(table["word"])
    word_names = word_names.tolist()  # much faster to go through than an array of strings
    canonical, formulae = variants(rules), formula_words(rules)

    def of_each_word(function):
        """What the function says of each row's word, asked once for each distinct word."""
        return np.array([function(word) for word in word_names] or [], dtype=object)[words]

    return table.assign(
        stop=of_each_word(partial(is_stop_word, rules)).astype(bool),
        formula=of_each_word(formulae.__contains__).astype(bool),
        variant_of=of_each_word(lambda word: canonical.get(word, "")),
    )


def ranked(table: pd.DataFrame, by: str, within: list[str]) -> pd.DataFrame:
    """Return the rows group by group as they come, the highest value first, ties by the word's code points.

    by: a column of numbers; rows without a number come last. within: the columns that name a group.
    """
    groups = [pd.factorize(table[column])[0] for column in within]
    words, names = pd.factorize(table["word"])
    names = names.tolist()
    place = np.empty(len(names), dtype=int)
    place[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    order = np.lexsort((place[words], -table[by].to_numpy(dtype=float), *reversed(groups)))
    return table.iloc[order].reset_index(drop=True)
