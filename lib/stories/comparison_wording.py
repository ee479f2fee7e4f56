"""The tables of notebook 04 on wording: how alike the reports are, what they share, and where each stands out."""

import pandas as pd

from lib.likeness import similarity
from lib.metadata import named
from lib.rules import in_force, label_or, series
from lib.stories.keyword_summaries import carried
from lib.words import key_words

HAN = {"characters": "han_characters"}  # a table that is shown tells which characters it counts


def every_pair(alike: pd.DataFrame, words: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the similarity of every pair of some reports, as a heat map needs it.

    In a large corpus the table similarity holds only the nearest pairs; the cosines of a selection are then computed
    anew, with the selection as the corpus.

    alike: the table similarity. words: the table. reports: those to be shown.
    """
    own = alike[alike["doc_id_a"].isin(reports["doc_id"]) & alike["doc_id_b"].isin(reports["doc_id"])]
    counted = words[words["doc_id"].isin(reports["doc_id"])]
    n = counted["doc_id"].nunique()
    return own if len(own) == n * (n - 1) // 2 else similarity.similarity(counted)


def sharing_most(passages: pd.DataFrame, n: int = 1) -> list[tuple[str, str]]:
    """Return the n pairs of reports that share most Han characters in passages, most first, ties by id; [] for none."""
    sums = passages.groupby(["doc_id_a", "doc_id_b"])["characters"].sum().sort_index()
    return list(sums.sort_values(ascending=False, kind="stable").head(n).index)


def shared_passages(
    passages: pd.DataFrame, reports: pd.DataFrame, n: int = 20, language: str = "zh"
) -> pd.DataFrame:
    """Return the n longest shared passages with both reports and both spans (raw offsets).

    passages: the table. reports: for their names.
    """
    called = reports.set_index("doc_id")[f"label_{language}"]
    rows = passages.sort_values(
        ["characters", "doc_id_a", "start_a"], ascending=[False, True, True], kind="stable"
    ).head(n)
    rows = rows.assign(
        report_a=rows["doc_id_a"].map(called),
        report_b=rows["doc_id_b"].map(called),
        kind=[label_or(f"passage.{kind}", language, kind) for kind in rows["kind"]],
    )
    columns = [
        "report_a",
        "start_a",
        "end_a",
        "report_b",
        "start_b",
        "end_b",
        "characters",
        "kind",
        "documents",
        "text",
    ]
    return rows[columns].rename(columns=HAN).reset_index(drop=True)


def standing_elsewhere(shared: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: which part of its Han characters stands in other reports too, in %, and in which most.

    shared: the table. reports: for their names.
    """
    called = reports.set_index("doc_id")[f"label_{language}"]
    rows = shared.assign(
        share=100 * shared["share"],
        share_without_formulae=100 * shared["share_without_formulae"],
        share_in_nearest=100 * shared["share_in_nearest"],
        nearest=shared["nearest"].map(called).fillna(""),
    )
    columns = [
        "doc_id",
        "characters",
        "share",
        "share_without_formulae",
        "nearest",
        "share_in_nearest",
        "duplicate_of",
    ]
    return named(rows[columns].rename(columns=HAN), reports, language)


def dwelt_on(themes: pd.DataFrame, reports: pd.DataFrame, n: int = 3, language: str = "zh") -> pd.DataFrame:
    """Return, per report, the n themes of highest and of lowest RCA over the whole text, with RCA and hits.

    Above 1 a report gives a theme a larger share of its theme words than the reports do together. Themes with fewer than
    keyword_summaries.LEAST_EXPECTED hits expected from the reports' common share are left out: their RCA hangs on one or two words.

    themes: the table.
    """
    whole = carried(themes[(themes["role"] == "all") & themes["rca"].notna()])
    names = {row["theme"]: row[language] for row in in_force().table("theme_names")}
    whole = whole.assign(
        said=[f"{names.get(row.theme, row.theme)} {row.rca:.1f} ({row.hits})" for row in whole.itertuples()]
    )
    ranked = whole.sort_values(["rca", "theme"], ascending=[False, True], kind="stable")
    most, least = ranked[ranked["rca"] > 1], ranked[ranked["rca"] < 1].iloc[::-1]
    table = reports[["doc_id"]].assign(
        dwells_on=_listed(most, reports, n, language),
        says_little_of=_listed(least, reports, n, language),
    )
    return named(table, reports, language)


def key_words_listed(
    key: pd.DataFrame, reports: pd.DataFrame, n: int = 8, language: str = "zh"
) -> pd.DataFrame:
    """Return, per report, the n words most key for it, with their counts there and in all others together.

    key: the table keyness.
    """
    own = key_words(in_force(), key, reports)
    counts = own["count"].astype("str") + ":" + own["other_count"].astype("str")
    table = reports[["doc_id"]].assign(
        words=_listed(own.assign(said=own["word"] + " " + counts), reports, n, language)
    )
    return named(table, reports, language)


def _listed(rows: pd.DataFrame, reports: pd.DataFrame, n: int, language: str) -> list[str]:
    """For each report, the first n of what the column said says, on one line."""
    said = rows.groupby("doc_id", sort=False).head(n).groupby("doc_id")["said"].agg(list).to_dict()
    return [series(said.get(doc_id, []), language) for doc_id in reports["doc_id"]]


def called(reports: pd.DataFrame, a: str, b: str) -> dict[str, dict[str, str]]:
    """Return the names of two reports for a caption that asks for {a} and {b}, in both languages."""
    names = reports.set_index("doc_id")
    return {
        side: {language: names.at[doc_id, f"label_{language}"] for language in ("zh", "en")}
        for side, doc_id in (("a", a), ("b", b))
    }
