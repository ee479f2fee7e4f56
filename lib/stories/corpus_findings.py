"""What notebook 01 found, computed from its tables, so that it holds for any corpus."""

import pandas as pd
from IPython.display import Markdown

from lib.rules import in_force
from lib.stories.corpus_summaries import NOISE_RULES
from lib.stories.sentences import CLAUSES, counted, joined, listed, said, span
from lib.structure import role_shares

UPLOADED = ("uploaded_later", "uploaded_after_plan")  # rules of remark_texts.csv


def corpus(
    reports: pd.DataFrame,
    set_aside: pd.DataFrame,
    cleaning: pd.DataFrame,
    sentences: pd.DataFrame,
    remarks: pd.DataFrame,
    language: str = "zh",
) -> Markdown:
    """Return what came in, what was removed and how the reports are built. Parameters: the tables of these names."""
    names = {row["id"]: row[f"label_{language}"] for row in in_force().table("document_types")}
    kinds = _counts(reports["document_type"]).rename(lambda kind: names.get(kind, kind))
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
            _remarked(remarks, reports, language),
        ]
    )


def _cleaned(cleaning: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    removed = cleaning[cleaning["rule"].isin(NOISE_RULES)]
    return said(
        "corpus.cleaning",
        language,
        visible=int(removed["removed"].str.replace(r"\s", "", regex=True).str.len().sum()),
        of=removed["doc_id"].nunique(),
        reports=len(reports),
        lines=int((cleaning["rule"] == "hard_wrap").sum()),
    )


def _built(sentences: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    shares = role_shares(sentences).pivot(index="doc_id", columns="role", values="share") * 100
    shares = shares.reindex(reports["doc_id"])
    told = [
        said(f"corpus.{role}", language, span=span(shares[role].dropna(), ".0f", language))
        for role in ("review", "plan")
        if role in shares
    ]
    critical = int(shares["problems"].notna().sum()) if "problems" in shares else 0
    parts = joined(told, CLAUSES, language)
    return said("corpus.roles", language, shares=parts, critical=critical, reports=len(reports))


def _remarked(remarks: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    of_kind = remarks["kind"].value_counts()
    kinds = {kind: of_kind.get(kind, 0) for kind in ("contradiction", "gap", "damage")}
    later = int(remarks["rule"].isin(UPLOADED).sum())
    return said("corpus.remarks", language, later=later, reports=len(reports), **kinds)


def _counts(values: pd.Series) -> pd.Series:
    """How often each value occurs, the commonest first, ties by code point."""
    return values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
