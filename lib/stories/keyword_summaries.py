"""The tables of notebook 03: words and key words, words by part, attention by theme and how firm it is."""

import pandas as pd

from lib import themes
from lib.metadata import named
from lib.rules import in_force
from lib.validation import theme_precision
from lib.words import key_words, keywords, word_parts

LEAST_EXPECTED = 5  # hits of a theme in a report below which its RCA is a matter of one or two words
KEY_COLUMNS = ["word", "count", "per_1000", "other_count", "documents", "dp_paragraphs"]
KEY_COLUMNS += ["g2", "log_ratio", "low", "high", "conditions_met"]
PRECISION_COLUMNS = [
    "round",
    "name",
    "n",
    "judged_right",
    "doubtful",
    "wrong",
    "precision",
    "low",
    "high",
    "terms_read",
]


def key_words_measured(
    table: pd.DataFrame, reports: pd.DataFrame, n: int = 6, language: str = "zh", **kept: bool
) -> pd.DataFrame:
    """Return, per report, the n words most key for it, with their counts and measures.

    table: the keyness table. kept: own_names, stop or formulae as for words.key_words().
    """
    top = key_words(in_force(), table, reports, **kept).groupby("doc_id").head(n)
    return named(top[["doc_id", *KEY_COLUMNS]], reports, language).round(2)


def told_by_several(table: pd.DataFrame) -> pd.DataFrame:
    """Return rows of keyness_parts without stop words and, of all reports together, without words of one report only.

    table: the table keyness_parts; its rows of doc_id "" are those of all reports together.
    """
    alone = table[["documents", "other_documents"]].max(axis=1) < 2
    return table[~table["stop"] & ~(alone & (table["doc_id"] == "") & (table["reports"] > 1))]


def parts_side_by_side(parts: pd.DataFrame, n: int = 15) -> pd.DataFrame:
    """Return the n most frequent content words of review and plan in all reports: raw and merged counts, rates, reports.

    parts: the table part_words. Stop words and listed formula words are left out; each rate has the Han words of its own
    part as denominator.
    """
    parts = parts[parts["role"].isin(["review", "plan"])]
    pooled = word_parts.pooled_parts(in_force(), parts) if len(parts) else parts
    pooled = pooled[~pooled["stop"] & ~pooled["formula"]]
    columns = ["count", "count_merged", "per_1000", "documents"]
    wide = pooled.pivot(index="word", columns="role", values=columns)
    wide = wide.reindex(columns=[(column, role) for role in ("review", "plan") for column in columns])
    wide.columns = [f"{role}_{column}" for column, role in wide.columns]
    wide = wide.astype("float64").fillna(0).reset_index()
    wide = wide.assign(both=wide["review_count"] + wide["plan_count"])
    ranked = wide.sort_values(["both", "word"], ascending=[False, True], kind="stable")
    return ranked.head(n).drop(columns="both").round(2).reset_index(drop=True)


def attention(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    measure: str = "per_1000_characters",
    role: str = "all",
    language: str = "zh",
) -> pd.DataFrame:
    """Return reports by themes: one measure of attention in one part, each theme under its name.

    table: the table themes. measure: one of its columns, such as hits, per_1000_words, share or rca.
    """
    here = table[table["role"] == role]
    wide = here.pivot(index="doc_id", columns="theme", values=measure)
    wide = wide[[theme for theme in themes.themes(in_force()) if theme in wide]]
    wide.columns = [themes.theme_name(in_force(), theme, language) for theme in wide.columns]
    return named(wide.reset_index(), reports, language).round(2)


def precision(language: str = "zh") -> pd.DataFrame:
    """Return, per round of reading and theme, how many random hits readers found right, doubtful and wrong.

    precision: judged_right / n, a doubtful hit counted as wrong, with its 95 % Wilson interval (low, high). terms_read: terms of
    which some hit was read, random or not.
    """
    found = theme_precision(language=language).rename(columns={"right": "judged_right"})
    return found[PRECISION_COLUMNS].round(2)


def denominators(table: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return, per theme, Kendall's tau between the reports' orders by characters and by words, and by sentences.

    tau_words, tau_sentences: the other denominator. table: the table themes.
    """
    found = themes.other_denominators(table)
    found = found[found["denominator"] == "characters"]
    wide = found.pivot(index="theme", columns="other_denominator", values="kendall")
    wide = wide.reindex([theme for theme in themes.themes(in_force()) if theme in wide.index]).reset_index()
    wide = wide.rename(columns={name: f"tau_{name}" for name in wide if name != "theme"})
    return _with_names(wide, language).rename_axis(None, axis=1).round(2)


def term_weights(
    theme_hits: pd.DataFrame, table: pd.DataFrame, n: int = 12, language: str = "zh"
) -> pd.DataFrame:
    """Return the n terms that carry most of their theme, and what becomes of its order of reports without them.

    theme_hits, table: the tables theme_hits and themes.
    """
    found = themes.without_each_term(in_force(), theme_hits, table)
    ranked = found.sort_values(["share_of_theme", "term"], ascending=[False, True], kind="stable")
    shown = ranked.drop(columns=["reports", "report"]).head(n).round(2).reset_index(drop=True)
    return _with_names(shown, language)


def _with_names(table: pd.DataFrame, language: str) -> pd.DataFrame:
    return table.assign(theme=[themes.theme_name(in_force(), theme, language) for theme in table["theme"]])


def leading_themes(table: pd.DataFrame, role: str = "all") -> pd.DataFrame:
    """Return, per report, the theme with the highest RCA above 1 (as printed, 1.1) among those that carried() keeps.

    A report without any has no row: it dwells on nothing more than all together do.

    table: the table themes. Columns: doc_id, distinct, distinct_rca, distinct_hits (how many hits the RCA rests on); ties
    go to the earlier theme.
    """
    here = carried(table[table["role"] == role])
    here = here[here["rca"].round(1) > 1].reset_index(drop=True)
    best = here.loc[here.groupby("doc_id", sort=False)["rca"].idxmax()]
    named = {"theme": "distinct", "rca": "distinct_rca", "hits": "distinct_hits"}
    return best[["doc_id", *named]].rename(columns=named).reset_index(drop=True)


def carried(whole: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of which LEAST_EXPECTED hits or more were to be expected, so that an RCA says something.

    Expected are the report's hits of all themes times the theme's share of all reports' hits.

    whole: rows of the table themes, of one part of the text.
    """
    common = whole.groupby("theme")["hits"].transform("sum") / max(1, whole["hits"].sum())
    return whole[whole.groupby("doc_id")["hits"].transform("sum") * common >= LEAST_EXPECTED]


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
