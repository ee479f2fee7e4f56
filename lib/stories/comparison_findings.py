"""What notebook 04 found, computed from its tables, so that it holds for any corpus."""

import math

import pandas as pd
from IPython.display import Markdown

from lib import comparison as compared
from lib.comparison import Ranking, leading, results, told_ranked
from lib.likeness import similarity
from lib.rules import in_force, indicator_name, label, label_or
from lib.stories.comparison_matrix import SIGNS
from lib.stories.comparison_summaries import MOST_PAIRED, followed, pair_counts
from lib.stories.sentences import CLAUSES, FEW, LIST, SENTENCES, Said, counted, joined, listed, said, span
from lib.tables import commonest

NAMED = 12  # reports that a sentence names, of those ranked the first; of those left out, else their reasons are counted
LEVELS = ("town", "county", "city", "province")
REASONS = ("barred", "differs", "alone")


def comparison(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    passages: pd.DataFrame,
    alike: pd.DataFrame,
    themes: pd.DataFrame,
    language: str = "zh",
) -> Markdown:
    """Return what can be compared across the reports, what not and why, and what they share in wording.

    table: the comparison. passages, alike, themes: the tables passages, similarity, themes.
    """
    return listed(
        [
            _figures(table, reports, language),
            _pairs(table, reports, language),
            _coverage(table, reports, language),
            _wording(passages, alike, themes, len(reports), language),
            _descriptive(reports, language) if 1 < len(reports) < FEW else "",
        ]
    )


def _descriptive(reports: pd.DataFrame, language: str) -> str:
    numbers = {"places": reports["place_id"].nunique(), "years": reports["review_year"].nunique()}
    return said("comparison.descriptive", language, reports=len(reports), **numbers)


def _figures(table: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    cells = results(table)
    cells = cells[cells["canonical"].isin(leading(table))]
    if len(reports) == 1:
        return said("comparison.one_report", language)
    if cells.empty:
        return said("comparison.no_figure", language)
    counts = cells["mark"].value_counts()
    marks = [
        said(
            "comparison.mark",
            language,
            n=counts.get(mark, 0),
            sign=sign,
            mark=label(f"mark.{mark}", language),
        )
        for mark, sign in SIGNS.items()
    ]
    why = _commonest(cells.loc[cells["mark"] == "grey", list(REASONS)], 3, language)
    key = "comparison.figures_why" if why else "comparison.figures"
    return said(
        key,
        language,
        n=len(cells),
        indicators=cells["canonical"].nunique(),
        marks=joined(marks, LIST, language),
        why=why,
    )


def _pairs(table: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    same, mixed = (
        pair_counts(table, reports, language, any_year=any_year).sum(numeric_only=True)
        for any_year in (False, True)
    )
    if not same.get("pairs", 0):
        return said("comparison.no_pair", language)
    first = min(MOST_PAIRED, len(reports))
    return said(
        "comparison.pairs_first" if first < len(reports) else "comparison.pairs",
        language,
        n=int(same["pairs"]),
        first=first,
        clear=_clear(int(same["comparable"]), int(same["with_caution"]), language),
        mixed=int(mixed["comparable"] + mixed["with_caution"]),
    )


def _clear(free: int, caution: int, language: str) -> str:
    if not free + caution:
        return said("comparison.clear_none", language)
    return said("comparison.clear", language, clear=free + caution, caution=caution)


def _coverage(table: pd.DataFrame, reports: pd.DataFrame, language: str) -> str:
    states = compared.coverage(table, reports)
    if states.empty:
        return said("comparison.no_indicator", language)
    stated = states[~states["state"].isin(["none", "target"])]
    reached = stated.groupby("canonical")["doc_id"].nunique()
    if len(reports) == 1:
        return said("comparison.states", language, n=reached.size)
    silent = float((states["state"] == "none").mean())
    every = int((reached == len(reports)).sum())
    numbers = {"n": reached.size, "aimed": states["canonical"].nunique() - reached.size, "every": every}
    return said("comparison.coverage", language, silent=silent, **numbers)


def _wording(passages: pd.DataFrame, alike: pd.DataFrame, themes: pd.DataFrame, n: int, language: str) -> str:
    if alike.empty:
        return said("comparison.no_second", language)
    every = len(alike) == n * (n - 1) // 2  # of many reports no pairs but the nearest are kept
    wording = said(
        "comparison.wording",
        language,
        n=len(passages),
        pairs=len(passages[["doc_id_a", "doc_id_b"]].drop_duplicates()),
        which=said("comparison.any_two" if every else "comparison.nearest", language),
        cosine=span(alike["cosine"], ".2f", language),
        bare=span(alike["cosine_without_formulae"], ".2f", language),
    )
    both = similarity.words_and_themes(alike, themes)
    rho = similarity.rank_correlation(both)
    if not math.isfinite(rho):
        return wording
    degree = "also" if rho >= 0.5 else "partly" if rho >= 0.2 else "hardly" if rho > -0.2 else "less"
    likeness = said(
        f"comparison.alike_{degree}",
        language,
        rho=float(rho),
        pairs=int(both["theme_similarity"].notna().sum()),
    )
    return joined([wording, likeness], SENTENCES, language)


def rankings(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    n: int = 3,
    any_year: bool = False,
    language: str = "zh",
    year: int | None = None,
) -> Markdown:
    """Return, for the n most stated indicators, who is ranked by size, the largest first, and who is left out and why.

    table: the comparison. reports: all of them; those that give the amount for other years only, and those that do not
    give it, are counted. any_year: whether figures of different years are ranked together. year: the one ranked; None
    takes for each indicator the one with most comparable cells.
    """
    told = []
    for canonical in leading(table, ("level",), most=n):
        found = compared.ranking(in_force(), table, canonical, year, any_year=any_year, language=language)
        names = found.ranked[f"label_{language}"]
        order = joined([*names.head(NAMED), *["…"] * (len(names) > NAMED)], Said(" > "))
        sentences = [
            _ranked(found, canonical, any_year, language),
            _not_in_it(found, table, canonical, reports, language),
            Said(f"**{order}**") if len(found.ranked) > 1 else "",
        ]
        told.append(joined(sentences, Said(" ")))
    return listed(told or [label("note.no_rows", language)])


def _not_in_it(
    found: Ranking, table: pd.DataFrame, canonical: str, reports: pd.DataFrame, language: str
) -> str:
    """How many reports give the amount for other years only, and how many do not give it."""
    spoken = {*found.ranked["doc_id"], *found.left_out["doc_id"]}
    cells = table[table["chosen"] & (table["aim"] == "done") & (table["kind"] == "level")]
    other = set(cells.loc[cells["canonical"] == canonical, "doc_id"]) - spoken
    silent = set(reports["doc_id"]) - spoken - other
    return label("note.ranking_others", language).format(other=len(other), silent=len(silent))


def _ranked(found: Ranking, canonical: str, any_year: bool, language: str) -> str:
    """The ranking's sentence; where it would name very many reports, the reasons with how many reports each holds for."""
    left = found.left_out.drop_duplicates("doc_id")
    if len(left) <= NAMED:
        return found.sentence
    years = [*found.ranked["year"].dropna(), *left["year"].dropna()]
    year = None if any_year else int(years[0]) if years else "?"
    indicator = indicator_name(canonical, language)
    ranked = told_ranked(found.ranked, indicator, year, language)
    why = _commonest(left[list(REASONS)], 6, language)
    left_out = label("comparison.left_out", language).format(n=len(left), reasons=why)
    return joined([ranked, Said(left_out)], SENTENCES, language)


def sizes(reports: pd.DataFrame, language: str = "zh") -> Markdown:
    """Return for how many reports reports.csv gives population, villages and area, which no rule guesses from a text."""
    return listed(
        said(
            "comparison.sizes",
            language,
            per=said(f"comparison.per_{name}", language),
            column=Said(name),
            given=int(reports[name].notna().sum()),
            reports=len(reports),
        )
        for name in compared.SIZES
    )


def years(reports: pd.DataFrame, language: str = "zh") -> Markdown:
    """Return which towns have reports on several years, or that none has and what would be shown then."""
    towns = followed(reports)
    told = said("comparison.no_years", language)
    if towns:
        more = [said("comparison.more", language, n=len(towns) - 6)] if len(towns) > 6 else []
        named = joined([*towns[:6], *more], LIST, language)
        told = said("comparison.years", language, n=len(towns), towns=named)
    return Markdown(joined([told, _same_name(reports, language)], Said("\n\n")))


def _same_name(reports: pd.DataFrame, language: str) -> str:
    """Which reports name one place but are taken for different ones, since a text does not say where the place lies."""
    levels = [column for column in LEVELS if column in reports]
    names = reports[levels].fillna("").replace("", pd.NA).bfill(axis=1).iloc[:, 0].fillna("")
    groups = reports.assign(name=names)[names != ""].groupby("name", sort=True)
    alike = [
        said("comparison.name", language, name=name, reports=joined(own["doc_id"], LIST, language))
        for name, own in groups
        if own["place_id"].nunique() > 1
    ]
    return (
        said("comparison.same_name", language, names=joined(alike[:NAMED], CLAUSES, language))
        if alike
        else ""
    )


def _commonest(keys: pd.DataFrame, n: int, language: str) -> Said:
    """The n commonest keys of comparison_flags.csv in some columns, in a few words, with how often each holds."""
    told = pd.concat([keys[column] for column in keys])
    counts = commonest(told[told != ""].str.split("; ").explode()).head(n)
    return counted(counts.rename(lambda key: label_or(f"reason.{key}", language, key)), language)
