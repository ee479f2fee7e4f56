"""Which words are key for a report: those it uses more than the other reports, and that say what it is about."""

import pandas as pd

from lib.rules import Rules
from lib.words import keyness


def key_words(
    rules: Rules,
    table: pd.DataFrame,
    reports: pd.DataFrame,
    own_names: bool = False,
    stop: bool = False,
    formulae: bool = False,
) -> pd.DataFrame:
    """Return the rows of the words key for each report, by report, the highest G² first, ties by code point.

    Key is a word whose G² is above 0 and the interval of whose Log Ratio lies above 0. Left out are stop words, the
    report's own place names, which are key by necessity, and genre formulae: 新突破 may be the strongest word of a report
    and still tell its style, not its subject.

    table: the keyness table. own_names, stop, formulae: True keeps these.
    """
    kept = table[(table["g2"] > 0) & (table["low"] > 0)]
    kept = kept[(stop | ~kept["stop"]) & (formulae | ~kept["formula"])]
    if not own_names:
        kept = kept[~keyness.own_names(rules, kept, reports)]
    return kept.sort_values(["doc_id", "g2", "word"], ascending=[True, False, True], kind="stable")
