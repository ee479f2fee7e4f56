"""The tables of words that notebooks show, from the words table: counts, losses, common stock, variants."""

import pandas as pd

from lib import keywords
from lib.summaries import named


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


def formula_losses(words: pd.DataFrame) -> pd.DataFrame:
    """Return one row per word: its count in all reports, how many of these stand inside formulae, and what is left."""
    sums = words[~words["stop"]].groupby("word")[["count", "in_formula"]].sum().reset_index()
    sums["kept"] = sums["count"] - sums["in_formula"]
    return sums.sort_values(["in_formula", "word"], ascending=[False, True]).reset_index(drop=True)


def common_words(words: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the content words that occur in every report, with their least and greatest rate per 1,000 Han words."""
    found = (
        words[~words["stop"]]
        .groupby("word")
        .agg(
            reports=("doc_id", "nunique"),
            count=("count", "sum"),
            least=("per_1000", "min"),
            greatest=("per_1000", "max"),
        )
    )
    found = found[found["reports"] == len(reports)].reset_index()
    return found.sort_values(["count", "word"], ascending=[False, True]).reset_index(drop=True).round(1)


def merged_variants(words: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the words whose count changes when variants are merged: raw and merged counts side by side."""
    merged = keywords.merge_variants(words)
    changed = merged[merged["merged_from"] != ""][["doc_id", "word", "merged_from", "count"]]
    raw = words[["doc_id", "word", "count"]].rename(columns={"count": "count_raw"})
    table = changed.merge(raw, on=["doc_id", "word"], how="left").fillna({"count_raw": 0})
    table = table.rename(columns={"count": "count_merged"}).sort_values(["word", "doc_id"])
    return named(table[["doc_id", "word", "merged_from", "count_raw", "count_merged"]], reports, language)


def word_by_report(
    words: pd.DataFrame, word: str, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return one row per report: how often it uses a word (segmented), and per 1,000 Han words; 0 where it does not."""
    found = words[words["word"] == word][["doc_id", "count", "per_1000"]]
    table = reports[["doc_id"]].merge(found, on="doc_id", how="left").fillna({"count": 0, "per_1000": 0.0})
    return named(table, reports, language).round(2)
