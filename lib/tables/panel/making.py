"""Makes every table of the panel from the tables of a corpus."""

from collections.abc import Callable, Iterable

import pandas as pd

from lib.rules import Rules
from lib.tables.panel.attention import attention, count_words
from lib.tables.panel.facts import facts
from lib.tables.panel.lost import lost_figures
from lib.tables.panel.wide import wide


def of_tables(
    rules: Rules, load: Callable[[str], pd.DataFrame], words: Iterable[str] = ()
) -> dict[str, pd.DataFrame]:
    """Return the panel's tables by name: long, wide, attention, and words where some are named.

    load: takes the name of a table of the corpus and returns it. words: any strings to be counted.
    """
    reports, sentences = load("reports"), load("sentences")
    long = facts(rules, load("comparison"), reports)
    themes = attention(load("themes"), reports)
    lost = lost_figures(rules, load("remarks"), sentences)
    made = {"long": long, "wide": wide(rules, long, reports, lost, themes), "attention": themes}
    if list(words):
        made["words"] = count_words(words, sentences, reports, load("part_words"))
    return made
