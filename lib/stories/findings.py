"""What notebooks 01 and 02 found, computed from their tables, so that it holds for any corpus."""

import pandas as pd
from IPython.display import Markdown

from lib.rules import in_force
from lib.stories import summaries
from lib.stories.sentences import CLAUSES, LIST, counted, joined, listed, said, span

UPLOADED = ("uploaded_later", "uploaded_after_plan")  # rules of remark_texts.csv
FEW = 30  # reports; below this a difference between towns is said to be a description


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
    removed = cleaning[cleaning["rule"].isin(summaries.NOISE_RULES)]
    return said(
        "corpus.cleaning",
        language,
        visible=int(removed["removed"].str.replace(r"\s", "", regex=True).str.len().sum()),
        of=removed["doc_id"].nunique(),
        reports=len(reports),
        lines=int((cleaning["rule"] == "hard_wrap").sum()),
    )


def _built(sentences: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    shares = summaries.role_shares(sentences).pivot(index="doc_id", columns="role", values="share") * 100
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


def quantities(
    quantities: pd.DataFrame, unread: pd.DataFrame, profile: pd.DataFrame, language: str = "zh"
) -> Markdown:
    """Return how many quantities the reports state and of what kind. profile: as summaries.profile() makes it."""
    spans = {
        name: span(profile[column], form, language)
        for name, column, form in (
            ("each", "quantities", ".0f"),
            ("rate", "quantities_per_1000", ".1f"),
            ("share", "plan_share", ".0f"),
        )
    }
    roles = quantities["role"].value_counts(normalize=True)
    parts = {role: float(roles.get(role, 0)) for role in ("review", "plan")}
    return listed(
        [
            said("quantities.stated", language, n=len(quantities), **spans),
            _units(quantities, language),
            said("quantities.roles", language, **parts, **spans),
            said(
                "quantities.unread", language, n=len(unread), unread=int((unread["class"] == "unread").sum())
            ),
            _indicators(quantities, language),
        ]
    )


def _units(quantities: pd.DataFrame, language: str) -> str:
    shares = quantities["unit"].replace("", said("quantities.no_unit", language)).value_counts(normalize=True)
    told = [
        said("quantities.unit", language, unit=unit, share=share) for unit, share in shares.head(3).items()
    ]
    rates = float((quantities["kind"] != "level").mean()) if len(quantities) else 0.0
    return said("quantities.units", language, units=joined(told, LIST, language), rates=rates)


def _indicators(quantities: pd.DataFrame, language: str) -> str:
    known = quantities[quantities["canonical"] != ""]
    return said(
        "quantities.indicators",
        language,
        n=len(known),
        indicators=known["canonical"].nunique(),
        undefined=int(known["definition"].str.endswith("_unspecified").sum()),
        part=int((quantities["scope"] == "part").sum()),
    )


def _counts(values: pd.Series) -> pd.Series:
    """How often each value occurs, the commonest first, ties by code point."""
    return values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
