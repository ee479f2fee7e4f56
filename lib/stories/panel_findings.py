"""What notebook 06 finds: the panel in numbers, trends, targets kept, ranks per head; computed from the panel's tables."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from IPython.display import Markdown

from lib import charts, themes
from lib.drawing import marks
from lib.rules import in_force, label
from lib.stories import panel_summaries
from lib.stories.sentences import LIST, Said, counted, joined, listed, said, span
from lib.tables import commonest, panel

NAMED = 6  # places without the figure
CHANGED = 0.05  # hits per 1,000 characters, below which a median has not changed


def findings(
    made: Mapping[str, pd.DataFrame],
    comparison: pd.DataFrame,
    targets: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
) -> Markdown:
    """Return what the panel shows, in sentences.

    made: the panel's tables. comparison, targets, reports: the tables of the corpus.
    """
    long, wide = made["long"], made["wide"]
    told = panel.described(in_force(), wide, long)
    if told.empty:
        return listed([said("panel.nothing", language)])
    return listed(
        [
            said(
                "panel.size",
                language,
                places=wide["place_id"].nunique(),
                years=span(wide.loc[wide["has_report"] == 1, "year"], "d", language),
                reports=len(reports),
                facts=len(long),
                variables=len(told),
            ),
            _filled(wide, told, language),
            _several(long, language),
            _trend(long, told, language),
            _themes(made["attention"], language),
            _targets(panel_summaries.kept(comparison, targets, reports, language), language),
            _heads(wide, told, panel_summaries.ranked_year(comparison), language),
        ]
    )


def _filled(wide: pd.DataFrame, told: pd.DataFrame, language: str) -> Said:
    """Of the cells of results that half of the reports give: how many hold a value, and why the others do not."""
    own = wide[wide["has_report"] == 1]
    names = [
        name for name in told["column"] if f"{name}{panel.ERROR}" in wide and own[name].notna().mean() >= 0.5
    ]
    if not names or own.empty:
        return Said("")
    notes = own[[f"{name}{panel.NOTE}" for name in names]].where(own[names].isna().to_numpy()).stack()
    reasons = counted(commonest(notes).rename(lambda key: label(f"panel.{key}", language)), language)
    return said(
        "panel.filled",
        language,
        variables=len(names),
        filled=float(own[names].notna().to_numpy().mean()),
        reasons=reasons,
    )


def _several(long: pd.DataFrame, language: str) -> Said:
    own = long[long["stated_by"] > 1]
    differ = int((~own["others_agree"].fillna(True).astype(bool)).sum())
    return said("panel.several", language, n=len(own), differ=differ) if len(own) else Said("")


def _trend(long: pd.DataFrame, told: pd.DataFrame, language: str) -> Said:
    """The result of most values that is an amount: its medians over the places with the first and the last year."""
    column = panel_summaries.amount_variable(told) or told["column"].iloc[0]
    own = panel.pooled(charts.values_of(long))
    own = own[own["variable"] == column]
    years = sorted(own["year"].unique())
    if len(years) < 2:
        return Said("")
    row = told.set_index("column").loc[column]
    by = marks.scale(list(own["value"]), row["unit"], language)
    ends = own[own["year"].isin([years[0], years[-1]])].pivot(
        index="place_id", columns="year", values="value"
    )
    both = ends.dropna()
    if both.empty:
        return Said("")
    before, after = both[years[0]], both[years[-1]]
    return said(
        "panel.trend",
        language,
        variable=row[language],
        first=str(years[0]),
        last=str(years[-1]),
        before=marks.amount(before.median(), "exact", by, with_unit=True),
        after=marks.amount(after.median(), "exact", by, with_unit=True),
        both=len(both),
        one=len(ends) - len(both),
        up=int((both[years[-1]] > both[years[0]]).sum()),
    )


def _themes(attention: pd.DataFrame, language: str) -> Said:
    """The themes whose median changed most between the first and the last year, in places that have both."""
    own = panel.pooled(attention[attention["role"] == "all"])
    years = sorted(own["year"].unique())
    if len(years) < 2:
        return Said("")
    ends = own[own["year"].isin([years[0], years[-1]])]
    both = ends.groupby("place_id")["year"].transform("nunique") == 2
    if not both.any():
        return Said("")
    told = ends[both].pivot_table(
        index="theme", columns="year", values="per_1000_characters", aggfunc="median"
    )
    change = (told[years[-1]] - told[years[0]]).sort_index().sort_values(kind="stable")
    gains = change[change > CHANGED].tail(2).index[::-1]
    falls = change[change < -CHANGED].head(2).index
    parts = {
        name: _part(told.loc[names], years, language) for name, names in (("gains", gains), ("falls", falls))
    }
    if not all(parts.values()):
        return Said("")
    return said("panel.theme", language, first=str(years[0]), last=str(years[-1]), **parts)


def _part(told: pd.DataFrame, years: list, language: str) -> Said:
    named = (
        said(
            "panel.theme_part",
            language,
            theme=themes.theme_name(in_force(), row.Index, language),
            before=float(row[1]),
            after=float(row[2]),
        )
        for row in told[[years[0], years[-1]]].itertuples()
    )
    return joined(named, LIST, language)


def _targets(kept: pd.DataFrame, language: str) -> Said:
    if kept.empty:
        return said("panel.no_targets", language)
    counts = kept["reached"].value_counts()
    yes, no = int(counts.get("yes", 0)), int(counts.get("no", 0))
    return said(
        "panel.targets", language, held=len(kept), judged=yes + no, yes=yes, no=no, open=len(kept) - yes - no
    )


def _heads(wide: pd.DataFrame, told: pd.DataFrame, year: int | None, language: str) -> Said:
    """Who leads by total and per head, where population is given."""
    column = panel_summaries.amount_variable(told)
    if not column or year is None:
        return Said("")
    own = panel_summaries.per_head(wide, column, year, language)
    if len(own) < 2 or own["value"].min() <= 0:
        return Said("")
    here = wide[(wide["year"] == year) & (wide["has_report"] == 1)]
    silent = here[here[column].isna() | here["population"].isna()][f"place_{language}"]
    missing = joined(silent.head(NAMED), LIST, language) if len(silent) else ""
    return said(
        "panel.heads",
        language,
        n=len(own),
        missing=said("panel.heads_missing", language, named=missing) if missing else "",
        year=str(year),
        variable=told.set_index("column").at[column, language],
        first=own.loc[own["value"].idxmax(), "place"],
        head=own["place"].iloc[0],
        ratio=float(own["value"].max() / own["value"].min()),
        ratio_head=float(own["per_head"].max() / own["per_head"].min()),
    )


def read_back(folder: Path, wide: pd.DataFrame, language: str = "zh") -> Markdown:
    """Return a sentence saying that the folder's wide.dta, read back, holds every value and every kind of missing value.

    folder: where the panel was written. wide: the panel's table. Raises ValueError naming variable and row where it does not.
    """
    codes = {row["key"]: f".{row['code']}" for row in panel.missing_codes(in_force())}
    read = pd.read_stata(folder / "wide.dta", convert_missing=True, convert_categoricals=False)
    names = [name for name in wide if f"{name}{panel.NOTE}" in wide]
    values = missing = 0
    for name in names:
        pairs = zip(wide[name], wide[f"{name}{panel.NOTE}"], read[name], strict=True)
        for number, (value, note, back) in enumerate(pairs):
            wanted = codes[note] if pd.isna(value) else value
            if wanted != (str(back) if pd.isna(value) else back):
                raise ValueError(f"wide.dta, {name}, row {number}: {back} stands where {wanted} was written")
            missing, values = missing + pd.isna(value), values + (not pd.isna(value))
    told = said(
        "panel.read_back",
        language,
        file=Said("`wide.dta`"),
        rows=len(wide),
        variables=len(names),
        values=values,
        missing=missing,
    )
    return Markdown(told)
