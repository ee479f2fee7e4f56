"""Makes a corpus's tables from its other tables: targets, audit, keyness, themes, comparison, similarity."""

from collections.abc import Mapping

import pandas as pd

from lib import audit, keyness, passages, similarity, targets, themes, word_parts
from lib.cleaning import CleanText
from lib.comparison import comparison

PARTS = {"plan", "review"}


def derived(tables: Mapping[str, pd.DataFrame], texts: Mapping[str, CleanText]) -> dict[str, pd.DataFrame]:
    """Return the tables that are made from other tables, by name; their columns are still as their makers give them.

    tables: reports, sentences, quantities, theme_hits and words of one corpus. texts: its clean texts by doc_id, in the
    order of the reports.
    """
    quantities, reports, sentences = tables["quantities"], tables["reports"], tables["sentences"]
    return (
        {
            "targets": targets.targets(quantities, reports),
            "audit": audit.audit(quantities, sentences),
            "comparison": comparison(quantities, reports),
        }
        | _of_words(tables["words"], sentences, texts)
        | _of_themes(tables["theme_hits"], sentences)
        | _of_pairs(tables["words"], texts)
    )


def _of_words(
    words: pd.DataFrame, sentences: pd.DataFrame, texts: Mapping[str, CleanText]
) -> dict[str, pd.DataFrame]:
    parts = word_parts.part_words(sentences)
    found = {
        "part_words": parts,
        "keyness": keyness.keyness(words, {doc_id: clean.text for doc_id, clean in texts.items()}),
    }
    return found | {
        "keyness_parts": keyness.keyness_parts(parts)
        if PARTS <= set(parts["role"])
        else pd.DataFrame(columns=keyness.PART_COLUMNS)
    }


def _of_themes(theme_hits: pd.DataFrame, sentences: pd.DataFrame) -> dict[str, pd.DataFrame]:
    extents = themes.extents(sentences)
    return {
        "themes": themes.attention(theme_hits, extents),
        "terms": themes.term_table(theme_hits, extents),
    }


def _of_pairs(words: pd.DataFrame, texts: Mapping[str, CleanText]) -> dict[str, pd.DataFrame]:
    shared = passages.shared_passages(texts)
    return {
        "passages": shared.passages,
        "shared": shared.reports,
        "similarity": similarity.similarity(words, shared.pairs),
    }
