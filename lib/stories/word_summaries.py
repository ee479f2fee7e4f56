"""The tables of words that notebooks show, from the words table: counts, distinctive words, variants."""

import pandas as pd

from lib.metadata import named
from lib.rules import in_force
from lib.words import keywords


def distinctive(
    words: pd.DataFrame, reports: pd.DataFrame, n: int = 10, language: str = "zh"
) -> pd.DataFrame:
    """Return, per report, the n words with the highest tf-idf that some other report lacks, on one line with their counts.

    Stop words, genre formulae and words used once are left out, and so are words that every report uses: the smoothed
    idf of the words table leaves them some weight, but they tell no report from another.
    """
    reports_with = words.groupby("word")["doc_id"].transform("nunique")
    common = (reports_with == len(reports)) & (len(reports) > 1)
    left = words[~words["stop"] & ~words["formula"] & ~common & (words["count"] >= 2)]
    ranked = left.sort_values(["doc_id", "tf_idf", "word"], ascending=[True, False, True], kind="stable")
    top = ranked.groupby("doc_id").head(n)
    top = top.assign(shown=top["word"] + " " + top["count"].astype(str))
    return named(top.groupby("doc_id", as_index=False)["shown"].agg("、".join), reports, language)


def word_counts(words: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: Han words, different words, and the share of counted words inside formulae."""
    found = words.groupby("doc_id").agg(
        han_words=("han_words", "first"),
        different=("word", "nunique"),
        counted=("count", "sum"),
        inside=("in_formula", "sum"),
    )
    found["in_formulae"] = (found["inside"] / found["counted"]).map("{:.1%}".format)
    return named(found.drop(columns="inside").reset_index(), reports, language)


def merged_variants(words: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the words whose count changes when variants are merged: raw and merged counts side by side."""
    merged = keywords.merge_variants(in_force(), words)
    changed = merged[merged["merged_from"] != ""][["doc_id", "word", "merged_from", "count"]]
    raw = words[["doc_id", "word", "count"]].rename(columns={"count": "count_raw"})
    table = changed.merge(raw, on=["doc_id", "word"], how="left").fillna({"count_raw": 0})
    table = table.rename(columns={"count": "count_merged"}).sort_values(["word", "doc_id"])
    return named(table[["doc_id", "word", "merged_from", "count_raw", "count_merged"]], reports, language)
