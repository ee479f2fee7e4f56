"""Tables of words of a few texts, made as the tables of a corpus are: counted once, some reports at a time."""

from collections.abc import Mapping
from itertools import accumulate

import pandas as pd

from lib.rules import Rules
from lib.words import dispersion, keyness, keywords, word_counts, word_parts


def counted(rules: Rules, texts: Mapping[str, str]) -> list[word_counts.ReportWords]:
    return [word_counts.of_report(rules, doc_id, text) for doc_id, text in texts.items()]


def word_table(rules: Rules, texts: Mapping[str, str], shortest: int = 2) -> pd.DataFrame:
    return keywords.word_table_from(rules, counted(rules, texts), shortest)


def denominators(rules: Rules, texts: Mapping[str, str]) -> dict[str, int]:
    return {doc_id: keywords.count_words(rules, text).han_words for doc_id, text in texts.items()}


def over_paragraphs(rules: Rules, texts: Mapping[str, str]) -> pd.DataFrame:
    return dispersion.paragraphs_from(counted(rules, texts))


def part_words(rules: Rules, sentences: pd.DataFrame, shortest: int = 2) -> pd.DataFrame:
    """sentences: doc_id, role and sentence, in order; each is a line of its report's text."""
    reports = []
    for doc_id, own in sentences.groupby("doc_id", sort=False):
        lines = own["sentence"].to_list()
        starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
        roles = own["role"].to_list()
        reports.append(word_counts.of_parts(rules, doc_id, "\n".join(lines), starts, roles))
    return word_parts.part_words_from(rules, reports, shortest)


def keyness_parts(
    rules: Rules, parts: pd.DataFrame, role: str = "plan", other: str = "review"
) -> pd.DataFrame:
    """The rows of all reports together, then of each."""
    both = keyness.with_both(parts, (role, other))
    found = {
        name: dispersion.over_chunks(lambda name=name: [both[both["role"] == name]]) for name in (role, other)
    }
    spread, sizes = ({name: found[name][at] for name in found} for at in (0, 1))
    together = keyness.parts_together(rules, spread, sizes)
    return pd.concat([together, keyness.parts_of_some(rules, parts, spread, sizes)], ignore_index=True)
