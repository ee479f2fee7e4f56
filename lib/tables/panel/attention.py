"""The panel of attention: place by year by theme by part, and the counts of any words a scholar names."""

import re
from collections.abc import Iterable

import pandas as pd

from lib.rules import Rules
from lib.tables.panel.places import place_columns, reports_of_years
from lib.tables.panel.variables import shortened, unused
from lib.themes import LEFT_OUT

LONGEST = 24
DENOMINATORS = ["characters", "han_words", "sentences"]


def attention(rules: Rules, themes: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return attention by place, year, part of the report and theme, of the report that stands for the year.

    hits: of the theme's terms. per_1000_characters, per_1000_words, per_100_sentences: by three denominators. share: of
    all hits of the part. role: part of the report, all = the whole text without its front matter.

    themes, reports: the tables.
    """
    own = reports_of_years(reports)[["place_id", "year", "doc_id", "document_type", "also_of_year"]]
    found = place_columns(rules, reports).merge(own, on="place_id").merge(themes, on="doc_id")
    order = {name: n for n, name in enumerate(dict.fromkeys(themes["theme"]))}
    roles = {name: n for n, name in enumerate(dict.fromkeys(themes["role"]))}
    found = found.assign(a=found["role"].map(roles), b=found["theme"].map(order))
    return (
        found.sort_values(["place_id", "year", "a", "b"], kind="stable")
        .drop(columns=["a", "b"])
        .reset_index(drop=True)
    )


def count_words(
    rules: Rules,
    words: Iterable[str],
    sentences: pd.DataFrame,
    reports: pd.DataFrame,
    part_words: pd.DataFrame,
) -> pd.DataFrame:
    """Return, for each place and year, how often each of some words stands in the report, and three denominators.

    A word is counted wherever its characters stand, also inside longer words (产业 in 产业链), in the text without front
    matter. The counts are columns w_…, the words in pinyin; words_of() tells which is which. characters: of the
    sentences. han_words: Han words before stop words. sentences: their number.

    words: any strings. sentences, reports, part_words: the tables.
    """
    told = sentences[~sentences["role"].isin(LEFT_OUT)]
    by_report = told.groupby("doc_id", sort=False)
    counts = pd.DataFrame({"characters": by_report["characters"].sum(), "sentences": by_report.size()})
    parts = part_words[~part_words["role"].isin(LEFT_OUT)].drop_duplicates(["doc_id", "role"])
    counts["han_words"] = parts.groupby("doc_id")["han_words"].sum()
    counts = counts[DENOMINATORS].fillna(0).astype("int64")
    for name, word in words_of(words).items():
        hits = told["sentence"].str.count(re.escape(word))
        counts[name] = hits.groupby(told["doc_id"]).sum().reindex(counts.index).fillna(0).astype("int64")
    own = reports_of_years(reports)[["place_id", "year", "doc_id", "document_type"]]
    found = (
        place_columns(rules, reports)
        .merge(own, on="place_id")
        .merge(counts, left_on="doc_id", right_index=True)
    )
    return found.sort_values(["place_id", "year"], kind="stable").reset_index(drop=True)


def words_of(words: Iterable[str]) -> dict[str, str]:
    """Return the words by the name of their column; a word named twice is counted once."""
    named: dict[str, str] = {}
    for word in dict.fromkeys(word.strip() for word in words):
        if word:
            named[unused(f"w_{shortened(word, LONGEST)}", named, LONGEST + 4)] = word
    return named
