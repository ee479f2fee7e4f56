"""Makes every table of the panel from the tables of a corpus."""

from collections.abc import Callable, Iterable

import pandas as pd

from lib.rules import Rules
from lib.tables.panel.attention import attention, count_words
from lib.tables.panel.facts import facts
from lib.tables.panel.lost import lost_figures
from lib.tables.panel.variables import ENDING, PREFIX, stems
from lib.tables.panel.wide import wide

PROVENANCE = ("file", "sha256", "source_site", "rights", "removal_contact", "override_reason")


def of_tables(
    rules: Rules,
    load: Callable[[str], pd.DataFrame],
    words: Iterable[str] = (),
    own: pd.DataFrame | None = None,
) -> dict[str, pd.DataFrame]:
    """Return the panel's tables by name: long, wide, attention, and words where some are named.

    load: takes the name of a table of the corpus and returns it. words: any strings to be counted. own: doc_id
    and the user's own columns of reports.csv, which the wide panel takes over for the report on the year.
    """
    reports, sentences = load("reports"), load("sentences")
    long = facts(rules, load("comparison"), reports)
    themes = attention(rules, load("themes"), reports)
    lost = lost_figures(rules, load("remarks"), sentences)
    own = None if own is None else apart(rules, own, reports)
    telling = reports if own is None else reports.merge(numbers_told(own), on="doc_id", how="left")
    made = {"long": long, "wide": wide(rules, long, telling, lost, themes, _named(own)), "attention": themes}
    if list(words):
        made["words"] = count_words(rules, words, sentences, reports, load("part_words"))
    return made


def apart(rules: Rules, own: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the user's own columns, those called as a column of the workbook's with _own behind their name."""
    taken = {
        f"{start}{stem}{end}"
        for stem in stems(rules).values()
        for start in PREFIX.values()
        for end in ENDING.values()
    }
    taken |= {row["column"] for row in rules.table("panel_columns")} | set(reports)
    return own.rename(columns={name: f"{name}_own" for name in own if name in taken and name != "doc_id"})


def numbers_told(own: pd.DataFrame) -> pd.DataFrame:
    """Return the user's own columns, those that hold nothing but numbers as numbers."""
    told = own.copy()
    for name in _named(own):
        filled = told[name].astype("str").str.strip().replace("", None)
        numbers = pd.to_numeric(filled.str.replace(",", ""), errors="coerce")
        told[name] = (
            numbers
            if numbers.notna().any() and numbers.notna().eq(filled.notna()).all()
            else filled.fillna("")
        )
    return told


def _named(own: pd.DataFrame | None) -> list[str]:
    return [] if own is None else [name for name in own if name not in ("doc_id", *PROVENANCE)]
