"""How firm a finding on themes is: without one term, by other denominators, without its weightiest terms."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import scipy

from lib.rules import Rules
from lib.themes.attention import ALL, LEFT_OUT, RATES, rate
from lib.themes.dictionary import themes

AGREEMENT = ["reports", "kendall", "spearman", "largest_rank_change", "report"]
TERM_COLUMNS = ["theme", "term", "hits", "share_of_theme", "carries", *AGREEMENT]


def without_each_term(rules: Rules, theme_hits: pd.DataFrame, attention: pd.DataFrame) -> pd.DataFrame:
    """Return, for each term that occurs, what becomes of its theme's order of reports without it; the weightiest first.

    - hits, share_of_theme: the hits in all reports of the term and of the longer terms of its theme that contain it
      (跨境电商 goes with 电商), and what part of the theme's hits they are
    - carries: whether another report (or none alone) comes first without the term
    - the rest: how the reports' order by hits per 1,000 characters with and without the term agrees, as rank_agreement()
      has it

    A term that is a variant is left out by itself; a longer term left out alone does not bring back the shorter ones in it.

    theme_hits: the table. attention: the table themes; its role "all" is read.
    """
    whole = attention[attention["role"] == ALL]
    told = theme_hits[~theme_hits["role"].isin(LEFT_OUT)]
    counts = _with_longer(told.groupby(["theme", "term", "doc_id"]).size().rename("hits").reset_index())
    counts = counts.set_index(["theme", "term", "doc_id"])["hits"].unstack(fill_value=0)
    spoken = set(counts.index.get_level_values("theme"))
    by_theme = [(theme, here) for theme, here in _by_theme(whole) if theme in spoken]
    rows = [row for theme, here in by_theme for row in _without_terms(theme, here, counts.loc[theme])]
    table = pd.DataFrame(rows, columns=TERM_COLUMNS)
    place = {theme: number for number, theme in enumerate(themes(rules))}
    table = table.assign(place=table["theme"].map(place), less=-table["hits"])
    return table.sort_values(["place", "theme", "less", "term"])[TERM_COLUMNS].reset_index(drop=True)


def other_denominators(attention: pd.DataFrame, role: str = ALL) -> pd.DataFrame:
    """Return, for each theme and pair of denominators, how the order of reports agrees, as rank_agreement() has it.

    attention: the table themes. role: the part of the text.
    """
    told = attention[attention["role"] == role]
    names = list(RATES)
    pairs = [(first, second) for i, first in enumerate(names) for second in names[i + 1 :]]
    rows = [
        [theme, first, second, *rank_agreement(here[rate(first)], here[rate(second)])]
        for theme, here in _by_theme(told)
        for first, second in pairs
    ]
    return pd.DataFrame(rows, columns=["theme", "denominator", "other_denominator", *AGREEMENT])


def rank_agreement(first: pd.Series, second: pd.Series) -> tuple[int, float, float, float, str]:
    """Return number of reports, Kendall's tau-b, Spearman's rho, the largest change of a rank and the report that has it.

    NaN where an order cannot be told, as of one report or of equal values; rates that differ by less than 1e-12 are equal.
    Descriptive: with n reports the least p value that tau can reach is 2 / n!, and a dictionary is no random sample.

    first, second: values by report.
    """
    pair = pd.DataFrame({"first": first, "second": second})
    return _agreement(pair["first"].to_numpy(float), pair["second"].to_numpy(float), pair.index)


def _agreement(first: np.ndarray, second: np.ndarray, reports: pd.Index) -> tuple:
    known = ~(np.isnan(first) | np.isnan(second))
    first, second = first[known].round(12), second[known].round(12)
    if len(first) < 2:
        return len(first), np.nan, np.nan, np.nan, ""
    ranks = scipy.stats.rankdata(-first), scipy.stats.rankdata(-second)
    change = np.abs(ranks[1] - ranks[0])
    moved = str(reports[known][change.argmax()]) if change.max() > 0 else ""
    kendall = scipy.stats.kendalltau(first, second).statistic
    return len(first), float(kendall), _correlation(*ranks), float(change.max()), moved


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Pearson's r; of ranks it is Spearman's rho."""
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return np.nan
    return float(np.corrcoef(first, second)[0, 1])


def _without_terms(theme: str, here: pd.DataFrame, counts: pd.DataFrame) -> Iterator[list]:
    """One row per term of a theme that these reports have; here: its attention, counts: its terms by report."""
    counts = counts.reindex(columns=here.index, fill_value=0)
    counts = counts[counts.sum(axis="columns") > 0]
    hits, characters, before = (
        here[column].to_numpy(float) for column in ("hits", "characters", "per_1000_characters")
    )
    for term, own in zip(counts.index, counts.to_numpy()):
        with np.errstate(invalid="ignore"):  # a report without text has no rate
            after = 1000 * (hits - own) / characters
        firsts = [values == np.nanmax(values) for values in (before, after)]
        carries = bool((firsts[0] != firsts[1]).any())
        share = own.sum() / hits.sum()
        yield [theme, term, int(own.sum()), share, carries, *_agreement(before, after, here.index)]


def _by_theme(told: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(theme, here.set_index("doc_id")) for theme, here in told.groupby("theme", sort=False)]


def _with_longer(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts of theme, term and doc_id to which the hits of the theme's longer terms that contain the term are added."""
    known = counts[["theme", "term"]].drop_duplicates()
    pairs = [
        (theme, term, longer)
        for theme, own in known.groupby("theme")["term"]
        for term in own
        for longer in own
        if term in longer
    ]
    pairs = pd.DataFrame(pairs, columns=["theme", "term", "longer"])
    told = pairs.merge(counts.rename(columns={"term": "longer"}), on=["theme", "longer"])
    return told.groupby(["theme", "term", "doc_id"])["hits"].sum().reset_index()


def without_weightiest(theme_hits: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return, per report and theme, its rate with all terms and the least that leaving one term out makes of it.

    Columns: doc_id, theme, hits, per_1000_characters, term (the one with most hits, those of the longer terms that contain
    it among them, ties by its own hits, then by code point; "" where there are none), term_hits, without (hits per 1,000
    characters without all of these). Leaving a term out can only lower a rate.

    theme_hits: doc_id, theme, term, role, start. table: the table themes; its role "all" is read.
    """
    told = theme_hits[~theme_hits["role"].isin(LEFT_OUT)]
    counts = told.groupby(["doc_id", "theme", "term"]).size().rename("hits").reset_index()
    both = _with_longer(counts).rename(columns={"hits": "term_hits"})
    both = both.merge(counts.rename(columns={"hits": "own"}), how="left").fillna({"own": 0})
    order = both.sort_values(["term_hits", "own", "term"], ascending=[False, False, True], kind="stable")
    most = order.drop_duplicates(["doc_id", "theme"]).drop(columns="own")
    whole = table.loc[table["role"] == ALL, ["doc_id", "theme", "hits", "per_1000_characters", "characters"]]
    both = whole.merge(most, on=["doc_id", "theme"], how="left").fillna({"term": "", "term_hits": 0})
    both["term_hits"] = both["term_hits"].astype(int)
    both["without"] = 1000 * (both["hits"] - both["term_hits"]) / both["characters"]
    return both.drop(columns="characters")
