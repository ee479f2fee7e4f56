"""Makes a corpus's tables from its other tables: targets, audit, keyness, themes, comparison, similarity."""

from collections.abc import Mapping, Sequence

import pandas as pd

from lib import audit, targets, themes
from lib.cleaning import CleanText
from lib.comparison import comparison
from lib.likeness import passages, similarity
from lib.rules import Rules
from lib.tables.candidates import candidates
from lib.words import ReportWords, keyness, word_parts

PARTS = {"plan", "review"}
CODES = ("place_code", "county_code")


def derived(
    rules: Rules,
    tables: Mapping[str, pd.DataFrame],
    texts: Mapping[str, CleanText],
    counts: Sequence[ReportWords],
) -> dict[str, pd.DataFrame]:
    """Return the tables that are made from other tables, by name; their columns are still as their makers give them.

    tables: reports, remarks, sentences, quantities, theme_hits and words of one corpus. texts: its clean texts by doc_id, in the
    order of the reports. counts: their words, from word_counts.of_report(), in the same order.
    """
    quantities, reports, sentences = tables["quantities"], tables["reports"], tables["sentences"]
    words = _of_words(rules, tables["words"], counts)
    return (
        {
            "targets": targets.targets(rules, quantities, reports, sentences),
            "audit": audit.audit(rules, quantities, sentences),
            "candidates": candidates(rules, quantities),
            "comparison": _with_codes(
                comparison(rules, quantities, reports, remarks=tables["remarks"]), reports
            ),
        }
        | words
        | _of_themes(rules, tables["theme_hits"], sentences, words["part_words"])
        | _of_pairs(rules, tables["words"], texts)
    )


def _with_codes(rows: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Rows of reports with the codes of their places, by which they can be merged with yearbooks."""
    codes = reports[["doc_id", *CODES]]
    return rows.drop(columns=list(CODES), errors="ignore").merge(codes, on="doc_id", how="left")


def _of_words(rules: Rules, words: pd.DataFrame, counts: Sequence[ReportWords]) -> dict[str, pd.DataFrame]:
    parts = word_parts.part_words_from(rules, counts)
    both = PARTS <= set(parts["role"])
    return {
        "part_words": parts,
        "keyness": keyness.keyness(rules, words, counts),
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
