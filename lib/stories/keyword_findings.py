"""What notebook 03 found, in a few sentences computed from its tables."""

import pandas as pd
from IPython.display import Markdown

from lib import themes
from lib.rules import in_force
from lib.stories import findings, keyword_summaries
from lib.words import keyness

NAMED = 5  # reports that are told by name


def keywords(
    words: pd.DataFrame, table: pd.DataFrame, theme_table: pd.DataFrame, reports: pd.DataFrame
) -> Markdown:
    """Return what the reports speak of, what sets them apart, and how far that carries.

    words, table, theme_table: the tables words, keyness and themes. reports: the reports table.
    """
    lines = [
        _frequent(words),
        _key(table, reports) if len(reports) > 1 else "",
        _themes(theme_table, reports),
        _shift(theme_table),
        keyness.note(len(reports), 1, "en") if len(reports) < findings.FEW else "",
    ]
    return findings.listed(filter(None, lines))


def _frequent(words: pd.DataFrame) -> str:
    han = words.groupby("doc_id")["han_words"].first()
    content = words[~words["stop"]]
    kept = content[~content["formula"]]
    raw = findings.commonest(content.assign(kept=content["count"]))
    return (
        f"The reports hold {findings.span(han, ',.0f')} Han words each (汉语词数, the denominator of every rate of whole reports). "
        f"Without stop words, the commonest segmented words are {raw}; without the genre's formulae (套话) they are "
        f"{findings.commonest(kept.assign(kept=kept['count'] - kept['in_formula']))}: the first list says what a report is, "
        "the second what it is about."
    )


def _key(table: pd.DataFrame, reports: pd.DataFrame) -> str:
    own = table[(table["count"] > 0) & ~table["stop"]]
    own = own[~keyness.own_names(in_force(), own, reports)]
    met = own[own["conditions_met"] & (own["g2"] > 0)]
    if met.empty:
        return (
            "No word meets the conditions of keyness (E ≥ 1 and G² ≥ 15.13), stop words and the reports' own place names "
            "left out."
        )
    called = reports.set_index("doc_id")["label_en"]
    best = met.sort_values(["g2", "word"], ascending=[False, True]).drop_duplicates("doc_id").head(NAMED)
    named = "; ".join(
        f"{called[row.doc_id]}: {row.word} ({row.count_}:{row.other_count})" for row in _counted(best)
    )
    return (
        f"**{len(met)}** of {len(own):,} pairs of a word and a report that has it are key by G² ≥ 15.13 and E ≥ 1 (关键词), stop words "
        "and the reports' own place names left out. The strongest of a report, with its counts there and in all other reports: "
        f"{named}."
    )


def _counted(rows: pd.DataFrame):
    return rows.rename(columns={"count": "count_"}).itertuples()


def _themes(table: pd.DataFrame, reports: pd.DataFrame) -> str:
    found = keyword_summaries.leading_themes(table)
    if found.empty:
        return ""
    called = reports.set_index("doc_id")["label_en"]
    said = [
        f"{called[row.doc_id]}: {themes.theme_name(in_force(), row.distinct, 'en')} (RCA {row.distinct_rca:.1f}, {row.distinct_hits} hits)"
        for row in found.sort_values("distinct_rca", ascending=False, kind="stable").head(NAMED).itertuples()
    ]
    everywhere = table[(table["role"] == "all")].groupby("theme")["hits"].min().gt(0).sum()
    spoken = (
        f"{everywhere} of {table['theme'].nunique()} policy themes (政策主题) are spoken of in every report."
    )
    if len(reports) < 2:  # a report is no more than itself: each of its themes has an RCA of 1
        return spoken
    only = "" if len(found) <= NAMED else f", the {NAMED} highest"
    return f"{spoken} What reports dwell on more than all of them together (RCA{only}): {'; '.join(said)}."


def _shift(table: pd.DataFrame) -> str:
    parts = table[table["role"].isin(["review", "plan"])]
    parts = parts[parts.groupby("doc_id")["role"].transform("nunique") == 2]
    sums = parts.groupby(["role", "theme"])[["hits", "characters"]].sum()
    if not sums["hits"].sum():
        return ""
    rate = (1000 * sums["hits"] / sums["characters"]).unstack("role")
    change = (rate["plan"] - rate["review"]).sort_values(kind="stable")
    up, down = change.index[-1], change.index[0]
    apart = table.loc[table["role"] == "government", "doc_id"].nunique()
    aside = (
        f" {apart} of {table['doc_id'].nunique()} reports have 政府自身建设 as a part of its own, the others inside the plan: Party "
        "building and reform compare badly."
    )
    return (
        f"From review to plan {themes.theme_name(in_force(), up, 'en')} gains most ({rate['review'][up]:.1f} to {rate['plan'][up]:.1f} hits per 1,000 "
        f"characters, all reports with both parts together) and {themes.theme_name(in_force(), down, 'en')} loses most ({rate['review'][down]:.1f} to {rate['plan'][down]:.1f})."
    ) + (aside if apart else "")
