"""What the comparison found, in a few sentences computed from its tables, so that they hold for any corpus."""

import math

import pandas as pd
from IPython.display import Markdown

from lib import comparison as compared
from lib.comparison import Ranking
from lib.likeness import similarity
from lib.rules import in_force, label, label_or
from lib.stories.comparison_matrix import SIGNS, headline, results
from lib.stories.comparison_summaries import MOST_PAIRED, followed, pair_counts

FEW = 30  # reports; below this a difference between towns is said to be a description
NAMED = 12  # reports that a sentence names, of those ranked the first; of those left out, else their reasons are counted
PER = {
    "population": "per head (人均)",
    "villages": "per village (村均)",
    "area_km2": "per square kilometre (地均)",
}


def comparison(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    passages: pd.DataFrame,
    alike: pd.DataFrame,
    themes: pd.DataFrame,
) -> Markdown:
    """Return what can be compared across the reports, what not and why, and what they share in wording.

    table: the comparison. passages, alike, themes: the tables passages, similarity, themes.
    """
    lines = [
        _figures(table, reports),
        _pairs(table, reports),
        _coverage(table, reports),
        _wording(passages, alike, themes, len(reports)),
    ]
    if 1 < len(reports) < FEW:
        lines.append(
            f"{_n(len(reports), 'report')} of {_n(reports['place_id'].nunique(), 'place')} on "
            f"{_n(reports['review_year'].nunique(), 'known year')} describe themselves; no difference between them is an estimate "
            "about towns."
        )
    return Markdown("\n".join(f"- {line}" for line in lines))


def _figures(table: pd.DataFrame, reports: pd.DataFrame) -> str:
    cells = results(table)
    cells = cells[cells["canonical"].isin(headline(table, reports))]
    if len(reports) == 1:
        return "There is one report only: there is no figure to set beside another."
    if cells.empty:
        return (
            "No indicator (指标) is stated by two of the reports: there is no figure to set beside another."
        )
    counts = cells["mark"].value_counts()
    told = {
        mark: f"{counts.get(mark, 0)} {SIGNS[mark]} {label(f'mark.{mark}', 'en')}"
        for mark in ("solid", "hollow", "grey")
    }
    why = _commonest(cells.loc[cells["mark"] == "grey", ["barred", "differs", "alone"]])
    grey = f"; the commonest reasons (缘由): {why}" if why else ""
    return f"Of **{_n(len(cells), 'figure')}** of indicators that several reports state, {', '.join(told.values())}{grey}."


def _pairs(table: pd.DataFrame, reports: pd.DataFrame) -> str:
    same, any_year = (
        pair_counts(table, reports, "en", any_year=mixed).sum(numeric_only=True) for mixed in (False, True)
    )
    if not same.get("pairs", 0):
        return "No two places give an amount of the same indicator for the year that each reviews, so there is no pair (成对) to compare."
    paired = min(MOST_PAIRED, len(reports))
    of = f" between the first {paired} reports" if paired < len(reports) else ""
    without = same["comparable"] + same["with_caution"]
    return (
        f"Of **{_n(int(same['pairs']), 'pair')}** of amounts of one indicator (成对比较){of}, **{int(without)}** can be set side by "
        f"side, {int(same['with_caution'])} of them with a caution only; where unlike years are accepted, "
        f"{int(any_year['comparable'] + any_year['with_caution'])}."
    )


def _coverage(table: pd.DataFrame, reports: pd.DataFrame) -> str:
    states = compared.coverage(table, reports)
    if states.empty:
        return "The reports state no indicator of the list (`data/dictionaries/indicators.csv`) for the whole place."
    stated = states[~states["state"].isin(["none", "target"])]
    reached = stated.groupby("canonical")["doc_id"].nunique()
    silent = (states["state"] == "none").mean()
    if len(reports) == 1:
        return f"The report states {_n(reached.size, 'indicator')}."
    return (
        f"{_n(states['canonical'].nunique(), 'indicator')} {'is' if states['canonical'].nunique() == 1 else 'are'} stated by some "
        f"report, {(reached == len(reports)).sum()} by every one, and {silent:.0%} of the map report × indicator is silence (未载): "
        "what a report leaves out is its first difference from the others."
    )


def _wording(passages: pd.DataFrame, alike: pd.DataFrame, themes: pd.DataFrame, n: int) -> str:
    if alike.empty:
        return "There is no second report whose wording could be compared."
    pairs = len(passages[["doc_id_a", "doc_id_b"]].drop_duplicates())
    every = len(alike) == n * (n - 1) // 2
    which = (
        "two reports" if every else "a report and those nearest to it"
    )  # of many reports no other pairs are kept
    rho = similarity.rank_correlation(similarity.words_and_themes(alike, themes))
    said = (
        f"; pairs alike in words are {_alike(rho)} alike in themes (Spearman {rho:.2f})"
        if math.isfinite(rho)
        else ""
    )
    return (
        f"In wording the reports share **{_n(len(passages), 'passage')}** (相同段落) between {_n(pairs, 'pair')}; the cosine of {which} "
        f"is {_span(alike['cosine'])}, without the genre's formulae (套话) {_span(alike['cosine_without_formulae'])}{said}."
    )


def _alike(rho: float) -> str:
    return "also" if rho >= 0.5 else "partly" if rho >= 0.2 else "hardly" if rho > -0.2 else "rather less"


def rankings(
    table: pd.DataFrame, reports: pd.DataFrame, n: int = 3, any_year: bool = False, language: str = "zh"
) -> Markdown:
    """Return, for the n most stated indicators, who is ranked by size, the largest first, and who is left out and why.

    table: the comparison. reports: all of them; those that give the amount for other years only, and those that do not
    give it, are counted. any_year: whether figures of different years are ranked together.
    """
    said = []
    for canonical in headline(table, reports, ("level",), most=n):
        found = compared.ranking(in_force(), table, canonical, any_year=any_year, language=language)
        names = found.ranked[f"label_{language}"]
        order = (" > " if language == "en" else "＞").join(
            [*names.head(NAMED), *["…"] * (len(names) > NAMED)]
        )
        told = [
            _sentence(found, canonical, any_year, language),
            _not_in_it(found, table, canonical, reports, language),
        ]
        between = " " if language == "en" else ""
        said.append(between.join(filter(None, told)) + (f" **{order}**" if len(found.ranked) > 1 else ""))
    return Markdown("\n".join(f"- {line}" for line in said) or label("note.no_rows", language))


def _not_in_it(
    found: Ranking, table: pd.DataFrame, canonical: str, reports: pd.DataFrame, language: str
) -> str:
    """How many reports give the amount for other years only, and how many do not give it."""
    spoken = {*found.ranked["doc_id"], *found.left_out["doc_id"]}
    own = table[
        (table["canonical"] == canonical)
        & (table["kind"] == "level")
        & (table["aim"] == "done")
        & table["chosen"]
    ]
    other = set(own["doc_id"]) - spoken
    silent = set(reports["doc_id"]) - spoken - other
    return label("note.ranking_others", language).format(other=len(other), silent=len(silent))


def _sentence(found: Ranking, canonical: str, any_year: bool, language: str) -> str:
    """The ranking's sentence; where it would name very many reports, the reasons with how many reports each holds for."""
    left = found.left_out.drop_duplicates("doc_id")
    if len(left) <= NAMED:
        return found.sentence
    years = [*found.ranked["year"].dropna(), *left["year"].dropna()]
    said = label("comparison.ranked_any_year" if any_year else "comparison.ranked", language).format(
        indicator=label_or(f"canonical.{canonical}", language, canonical),
        year=int(years[0]) if years else "?",
        n=len(found.ranked),
    )
    why = _commonest(left[["barred", "differs", "alone"]], 6, (language,))
    between = " " if language == "en" else ""
    return said + between + label("comparison.left_out", language).format(n=len(left), reasons=why)


def sizes(reports: pd.DataFrame) -> Markdown:
    """Return for how many reports reports.csv gives population, villages and area, which no rule guesses from a text."""
    told = [
        f"{PER[name]}: the user's `reports.csv` gives `{name}` for {int(reports[name].notna().sum())} of {_n(len(reports), 'report')}"
        for name in compared.SIZES
    ]
    return Markdown("\n".join(f"- {line}" for line in told))


def years(reports: pd.DataFrame) -> Markdown:
    """Return which towns have reports on several years, or that none has and what would be shown then."""
    towns = followed(reports)
    if not towns:
        return Markdown(
            "No town has reports on two years here, so nothing is drawn. With several years of one town in the folder, this section "
            "shows its indicators over the years and its new and vanished words; section 4 sets last year's targets beside results."
            + _same_name(reports)
        )
    named = ", ".join(towns[:6]) + (f" and {len(towns) - 6} more" if len(towns) > 6 else "")
    return Markdown(
        f"{_n(len(towns), 'town')} with reports on two years or more: {named}. The first is shown below."
        + _same_name(reports)
    )


def _same_name(reports: pd.DataFrame) -> str:
    """Which reports name one place but are taken for different ones, since a text does not say where the place lies."""
    level = [column for column in ("town", "county", "city", "province") if column in reports]
    names = reports[level].fillna("").replace("", pd.NA).bfill(axis=1).iloc[:, 0].fillna("")
    groups = reports.assign(name=names)[names != ""].groupby("name", sort=True)
    alike = [f"{name} ({', '.join(own['doc_id'])})" for name, own in groups if own["place_id"].nunique() > 1]
    if not alike:
        return ""
    return (
        f"\n\n**One name, different places?** {'; '.join(alike[:NAMED])}: if they are one place, give all of them the same `place_id`, "
        "or the county, city and province, in `reports.csv`."
    )


def _commonest(keys: pd.DataFrame, n: int = 3, languages: tuple[str, ...] = ("en", "zh")) -> str:
    """The n commonest keys of comparison_flags.csv in some columns, in a few words, with how often each holds."""
    told = pd.concat([keys[column] for column in keys])
    counts = told[told != ""].str.split("; ").explode().value_counts().sort_index()
    counts = counts.sort_values(ascending=False, kind="stable").head(n)
    said = {key: " ".join(label_or(f"reason.{key}", name, key) for name in languages) for key in counts.index}
    return ("、" if languages == ("zh",) else ", ").join(
        f"{said[key]} ({counts[key]})" for key in counts.index
    )


def _span(values: pd.Series) -> str:
    least, most = f"{values.min():.2f}", f"{values.max():.2f}"
    return least if least == most else f"{least} to {most}"


def _n(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
