"""What notebook 02 found, computed from its tables, so that it holds for any corpus."""

import pandas as pd
from IPython.display import Markdown

from lib.stories import implied_targets
from lib.stories.sentences import CLAUSES, LIST, SENTENCES, joined, listed, part_share, said, span

NAMED = 5  # reports whose targets are told one by one


def quantities(
    quantities: pd.DataFrame,
    unread: pd.DataFrame,
    comparison: pd.DataFrame,
    profile: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
) -> Markdown:
    """Return how many quantities the reports state, of what kind, and how new targets stand to those of the year before.

    quantities, unread, comparison, reports: the tables. profile: as summaries.profile() makes it.
    """
    spans = {
        name: span(profile[column], form, language)
        for name, column, form in (
            ("each", "quantities", ".0f"),
            ("rate", "quantities_per_1000", ".1f"),
        )
    }
    roles = quantities["role"].value_counts(normalize=True)
    parts = {role: float(roles.get(role, 0)) for role in ("review", "plan")}
    parts["share"] = part_share(profile["plan_share"], language)
    return listed(
        [
            said("quantities.stated", language, n=len(quantities), **spans),
            _units(quantities, language),
            said("quantities.roles", language, **parts),
            said(
                "quantities.unread", language, n=len(unread), unread=int((unread["class"] == "unread").sum())
            ),
            _indicators(quantities, language),
            _raised(implied_targets.changes(quantities, comparison, reports, language), language),
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


def _raised(changes: pd.DataFrame, language: str) -> str:
    """How far new targets lie above those of the year before that the reports imply; "" where none is implied."""
    told = []
    for report, own in list(changes.groupby("report", sort=False))[:NAMED]:
        named = [
            said("quantities.raised_one", language, indicator=row.indicator, change=float(row.change_percent))
            for row in own.itertuples()
        ]
        unsure = int(((own["change_low"] < 0) & (own["change_high"] > 0)).sum())
        open_ = said("quantities.raised_unsure", language, n=unsure) if unsure else ""
        told.append(
            said(
                "quantities.raised_report",
                language,
                report=report,
                named=joined([joined(named, LIST, language), open_], SENTENCES, language),
            )
        )
    return said("quantities.raised", language, told=joined(told, CLAUSES, language)) if told else ""
