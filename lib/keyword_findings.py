"""What notebook 03 found, in a few sentences computed from its tables."""

import pandas as pd
from IPython.display import Markdown

from lib import findings, keyness, keyword_summaries, themes


def keywords(
    words: pd.DataFrame, table: pd.DataFrame, theme_table: pd.DataFrame, reports: pd.DataFrame
) -> Markdown:
    """Return what the reports speak of, what sets them apart, and how far that carries.

    words, table, theme_table: the tables words, keyness and themes. reports: the reports table.
    """
    han = words.groupby("doc_id")["han_words"].first()
    lines = [
        (
            f"The reports hold {findings.span(han, ',.0f')} Han words each (汉语词数, all words before stop words are removed: the "
            "one denominator of every word rate here)."
        ),
        _frequent(words),
        _key(table, reports),
        _themes(theme_table, reports),
        _shift(theme_table),
        keyness.note(len(reports), 1, "en") if len(reports) < findings.FEW else "",
    ]
    return findings.listed(filter(None, lines))


def _frequent(words: pd.DataFrame) -> str:
    content = words[~words["stop"]]
    kept = content[~content["formula"]]
    raw = findings.commonest(content.assign(kept=content["count"]))
    return (
        f"Counted as they stand, the commonest words are {raw}; without the genre's formulae (套话) they are "
        f"{findings.commonest(kept.assign(kept=kept['count'] - kept['in_formula']))}: the first list says what a report is, "
        "the second what it is about."
    )


def _key(table: pd.DataFrame, reports: pd.DataFrame) -> str:
    met = table[table["conditions_met"] & (table["g2"] > 0) & ~table["stop"]]
    met = met[~keyness.own_names(met, reports)]
    if met.empty:
        return "No word but place names meets the conditions of keyness (E ≥ 1 and G² ≥ 15.13)."
    called = reports.set_index("doc_id")["label_en"]
    best = met.sort_values(["g2", "word"], ascending=[False, True]).drop_duplicates("doc_id").head(5)
    named = "; ".join(
        f"{called[row.doc_id]}: {row.word} ({row.count_}:{row.other_count})" for row in _counted(best)
    )
    return (
        f"**{len(met)}** words beside place names are key to one report by G² ≥ 15.13 and E ≥ 1 (关键词). The strongest, with "
        f"their counts there and in all other reports: {named}."
    )


def _counted(rows: pd.DataFrame):
    return rows.rename(columns={"count": "count_"}).itertuples()


def _themes(table: pd.DataFrame, reports: pd.DataFrame) -> str:
    found = keyword_summaries.leading_themes(table)
    if found.empty:
        return ""
    called = reports.set_index("doc_id")["label_en"]
    said = [
        f"{called[row.doc_id]}: {themes.theme_name(row.distinct, 'en')} (RCA {row.distinct_rca:.1f})"
        for row in found.head(5).itertuples()
    ]
    everywhere = table[(table["role"] == "all")].groupby("theme")["hits"].min().gt(0).sum()
    return (
        f"{everywhere} of {table['theme'].nunique()} policy themes (政策主题) are spoken of in every report. Relative to the others "
        f"the reports dwell most on: {'; '.join(said)}."
    )


def _shift(table: pd.DataFrame) -> str:
    parts = table[table["role"].isin(["review", "plan"])]
    sums = parts.groupby(["role", "theme"])[["hits", "characters"]].sum()
    if set(sums.index.get_level_values("role")) != {"review", "plan"}:
        return ""
    rate = (1000 * sums["hits"] / sums["characters"]).unstack("role")
    change = (rate["plan"] - rate["review"]).sort_values(kind="stable")
    up, down = change.index[-1], change.index[0]
    return (
        f"From review to plan {themes.theme_name(up, 'en')} gains most ({rate['review'][up]:.1f} to {rate['plan'][up]:.1f} hits per 1,000 "
        f"characters, all reports together) and {themes.theme_name(down, 'en')} loses most ({rate['review'][down]:.1f} to {rate['plan'][down]:.1f})."
    )
