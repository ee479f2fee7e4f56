"""What notebook 02 found, computed from its tables, so that it holds for any corpus."""

import pandas as pd
from IPython.display import Markdown

from lib.stories.sentences import LIST, joined, listed, said, span


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
