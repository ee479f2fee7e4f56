"""What notebook 01 found, computed from its tables, so that it holds for any corpus."""

import pandas as pd
from IPython.display import Markdown

from lib.rules import document_type_name
from lib.stories.corpus_summaries import NOISE_RULES
from lib.stories.sentences import CLAUSES, counted, joined, listed, part_share, said, span
from lib.structure import role_shares
from lib.tables import commonest

UPLOADED = ("uploaded_later", "uploaded_after_plan")  # rules of remark_texts.csv
OF_THE_PAGE = "blank_document_number"  # a field of the web page: the report has lost nothing
ENDING = "ending_cut"
RESIDUE = "conversion_artifact"  # of a Word file (a bookmark), where the others are of pages


def corpus(
    reports: pd.DataFrame,
    set_aside: pd.DataFrame,
    cleaning: pd.DataFrame,
    sentences: pd.DataFrame,
    remarks: pd.DataFrame,
    language: str = "zh",
) -> Markdown:
    """Return what came in, what was removed and how the reports are built. Parameters: the tables of these names."""
    kinds = commonest(reports["document_type"]).rename(lambda kind: document_type_name(kind, language))
    return listed(
        [
            said(
                "corpus.came_in",
                language,
                reports=len(reports),
                years=span(reports["review_year"].dropna(), ".0f", language),
                aside=int((~set_aside["kept"]).sum()),
                kinds=counted(kinds, language),
            ),
            _cleaned(cleaning, reports, language),
            _built(sentences, reports, language),
            _remarked(remarks, sentences, reports, language),
        ]
    )


def _cleaned(cleaning: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    removed = cleaning[cleaning["rule"].isin(NOISE_RULES)]
    visible = removed["removed"].str.replace(r"\s", "", regex=True).str.len()
    residue = removed["rule"] == RESIDUE
    left = int(visible[residue].sum())
    return said(
        "corpus.cleaning",
        language,
        visible=int(visible[~residue].sum()),
        of=removed.loc[~residue, "doc_id"].nunique(),
        reports=len(reports),
        residue=said("corpus.residue", language, n=left) if left else "",
        lines=int((cleaning["rule"] == "hard_wrap").sum()),
    )


def _built(sentences: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    shares = role_shares(sentences).pivot(index="doc_id", columns="role", values="share") * 100
    shares = shares.reindex(reports["doc_id"])
    told = [
        said(f"corpus.{role}", language, share=part_share(shares[role], language))
        for role in ("review", "plan")
        if role in shares
    ]
    critical = int(shares["problems"].notna().sum()) if "problems" in shares else 0
    parts = joined(told, CLAUSES, language)
    return said("corpus.roles", language, shares=parts, critical=critical, reports=len(reports))


def _remarked(remarks: pd.DataFrame, sentences: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    lost = places_lost(remarks, sentences)
    uploaded = set(remarks.loc[remarks["rule"].isin(UPLOADED), "doc_id"])
    return said(
        "corpus.remarks",
        language,
        contradiction=int((remarks["kind"] == "contradiction").sum()),
        gap=int((lost == "gap").sum()),
        damage=int((lost == "damage").sum()),
        later=len(uploaded | _dated_later(reports)),
        uploaded=len(uploaded),
        reports=len(reports),
    )


def places_lost(remarks: pd.DataFrame, sentences: pd.DataFrame) -> pd.Series:
    """Return one value per place where a text has lost something: gap where a rule saw it, damage where a reader alone did.

    Remarks whose spans overlap are one place, such as a masked name that also hides the town; a cut ending and what a
    reader says of the last section are one too. An empty field of the web page is no loss of the report.

    remarks, sentences: the tables.
    """
    told = remarks[remarks["kind"].isin(["gap", "damage"]) & (remarks["rule"] != OF_THE_PAGE)]
    starts = told["start"].where(told["rule"] != ENDING, told["doc_id"].map(_last_sections(sentences)))
    told = told.assign(start=starts).sort_values(["doc_id", "start", "end"], kind="stable")
    places, reach = [], (None, -1.0)  # the report and the end of the place so far
    for row in told.itertuples():
        if pd.notna(row.start) and row.doc_id == reach[0] and row.start < reach[1]:
            places[-1] = "gap" if "gap" in (places[-1], row.kind) else "damage"
            reach = (row.doc_id, max(reach[1], row.end))
        else:
            places.append(row.kind)
            reach = (row.doc_id, row.end) if pd.notna(row.start) else (None, -1.0)
    return pd.Series(places, dtype="str")


def _last_sections(sentences: pd.DataFrame) -> pd.Series:
    """Where the last section of each report begins, by doc_id."""
    ordered = sentences.sort_values(["doc_id", "start"], kind="stable")
    last = ordered.groupby("doc_id")["section"].transform("last")
    return ordered[ordered["section"] == last].groupby("doc_id")["start"].min()


def _dated_later(reports: pd.DataFrame) -> set[str]:
    """The reports whose page has a later date; of two dates of unlike length only what both say counts."""
    if not {"published_on", "delivered_on"} <= set(reports):
        return set()
    dates = reports[["doc_id", "published_on", "delivered_on"]].fillna("").itertuples(index=False, name=None)
    return {doc_id for doc_id, page, own in dates if page and own and page[: len(own)] > own[: len(page)]}
