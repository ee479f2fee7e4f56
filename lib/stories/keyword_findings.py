"""What notebook 03 found, computed from its tables, so that it holds for any corpus."""

import pandas as pd
from IPython.display import Markdown

from lib import themes
from lib.rules import in_force
from lib.stories import keyword_summaries
from lib.stories.sentences import CLAUSES, FEW, SENTENCES, counted, joined, listed, plain, said, span
from lib.words import key_words, keyness

NAMED = 5  # reports that are told by name
COMMONEST = 4  # words
LEAST_BOTH = (
    3  # reports with review and plan, below which a shift from one to the other is that of single reports
)


def keywords(
    words: pd.DataFrame,
    table: pd.DataFrame,
    theme_table: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
) -> Markdown:
    """Return what the reports speak of, what sets them apart, and how far that carries.

    words, table, theme_table: the tables words, keyness and themes. reports: the reports table.
    """
    called = reports.set_index("doc_id")[f"label_{language}"]
    return listed(
        [
            _frequent(words, language),
            _key(words, table, reports, called, language) if len(reports) > 1 else "",
            _themes(theme_table, called, language),
            _shift(theme_table, called, language),
            keyness.note(len(reports), 1, language) if len(reports) < FEW else "",
        ]
    )


def _frequent(words: pd.DataFrame, language: str) -> str:
    content = words[~words["stop"]]
    kept = content[~content["formula"]]
    return said(
        "keywords.frequent",
        language,
        han=span(words.groupby("doc_id")["han_words"].first(), ",.0f", language),
        raw=counted(_commonest(content, content["count"]), language),
        kept=counted(_commonest(kept, kept["count"] - kept["in_formula"]), language),
    )


def _commonest(rows: pd.DataFrame, counts: pd.Series) -> pd.Series:
    """The commonest words of all reports together with their sums, ties by code point."""
    sums = counts.groupby(rows["word"]).sum().sort_index()
    return sums.sort_values(ascending=False, kind="stable").head(COMMONEST)


def _key(
    words: pd.DataFrame, table: pd.DataFrame, reports: pd.DataFrame, called: pd.Series, language: str
) -> str:
    own = words[~words["stop"] & ~words["formula"]]
    own = own[~keyness.own_names(in_force(), own, reports)]
    key = key_words(in_force(), table, reports)
    met = key[key["conditions_met"]]
    if met.empty:
        return said("keywords.none_key", language)
    best = met.sort_values(["g2", "word"], ascending=[False, True]).drop_duplicates("doc_id").head(NAMED)
    told = [
        said("keywords.key_word", language, report=called[doc_id], word=word, here=here, there=there)
        for doc_id, word, here, there in best[["doc_id", "word", "count", "other_count"]].itertuples(
            index=False
        )
    ]
    return said("keywords.key", language, n=len(met), pairs=len(own), named=joined(told, CLAUSES, language))


def _themes(table: pd.DataFrame, called: pd.Series, language: str) -> str:
    whole = table[table["role"] == "all"]
    if not whole["hits"].sum():
        return ""
    found = keyword_summaries.leading_themes(table)
    everywhere = whole.groupby("theme")["hits"].min().gt(0).sum()
    spoken = said("keywords.themes", language, everywhere=int(everywhere), themes=table["theme"].nunique())
    if found.empty or len(called) < 2:  # a report is no more than itself: each of its themes has an RCA of 1
        return spoken
    told = [
        said(
            "keywords.theme",
            language,
            report=called[row.doc_id],
            theme=themes.theme_name(in_force(), row.distinct, language),
            rca=float(row.distinct_rca),
            hits=row.distinct_hits,
        )
        for row in found.sort_values("distinct_rca", ascending=False, kind="stable").head(NAMED).itertuples()
    ]
    key = "keywords.dwelt_on" if len(found) <= NAMED else "keywords.dwelt_on_highest"
    least = keyword_summaries.LEAST_EXPECTED
    dwelt_on = said(key, language, n=NAMED, least=least, named=joined(told, CLAUSES, language))
    return joined([spoken, dwelt_on], SENTENCES, language)


def _shift(table: pd.DataFrame, called: pd.Series, language: str) -> str:
    parts = table[table["role"].isin(["review", "plan"])]
    parts = parts[parts.groupby("doc_id")["role"].transform("nunique") == 2]
    sums = parts.groupby(["role", "theme"])[["hits", "characters"]].sum()
    reports = parts["doc_id"].nunique()
    if reports < LEAST_BOTH or not sums["hits"].sum():
        return ""
    rate = (1000 * sums["hits"] / sums["characters"]).unstack("role")
    ends = _ends(sums)
    told = {side: themes.theme_name(in_force(), theme, language) for side, theme in ends.items()}
    told |= {f"{side}_from": float(rate["review"][theme]) for side, theme in ends.items()}
    told |= {f"{side}_to": float(rate["plan"][theme]) for side, theme in ends.items()}
    shift = said("keywords.shift", language, n=reports, **told)
    shift = joined([shift, _unless(parts, sums, ends, called, language)], SENTENCES, language)
    apart = table.loc[table["role"] == "government", "doc_id"].nunique()
    aside = said("keywords.government", language, n=apart, reports=table["doc_id"].nunique())
    return joined([shift, aside], SENTENCES, language) if apart else plain(shift)


def _ends(sums: pd.DataFrame) -> dict[str, str]:
    """The themes whose rate gains most and loses most from review to plan, the first of equals. sums: hits, characters."""
    rate = (1000 * sums["hits"] / sums["characters"]).unstack("role")
    change = (rate["plan"] - rate["review"]).sort_values(kind="stable")
    return {"up": change.index[-1], "down": change.index[0]}


def _unless(
    parts: pd.DataFrame, sums: pd.DataFrame, ends: dict[str, str], called: pd.Series, language: str
) -> str:
    """Which single reports a gain or a loss hangs on: without them another theme changes most. "" where on none."""
    others = {}
    for doc_id, own in parts.groupby("doc_id", sort=False):
        left = sums - own.set_index(["role", "theme"])[["hits", "characters"]].reindex(
            sums.index, fill_value=0
        )
        if (left["characters"] > 0).all():
            found = _ends(left)
            others |= {(side, doc_id): theme for side, theme in found.items() if theme != ends[side]}
    told = [
        said(
            f"keywords.without_{side}",
            language,
            report=called[doc_id],
            theme=themes.theme_name(in_force(), theme, language),
        )
        for (side, doc_id), theme in others.items()
    ]
    if not told:
        return ""
    return said("keywords.without", language, named=joined(told[:NAMED], CLAUSES, language))
