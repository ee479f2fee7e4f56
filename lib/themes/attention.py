"""How much a report speaks of each theme: hits per 1,000 characters, words or sentences, share, and RCA."""

import numpy as np
import pandas as pd

from lib.rules import Rules
from lib.themes.dictionary import themes
from lib.words import segmentation

ALL = "all"
LEFT_OUT = ("front", "")  # titles and what the page prints above the text are no attention
# the rate that goes with each denominator
RATES = {
    "characters": "per_1000_characters",
    "words": "per_1000_words",
    "sentences": "per_100_sentences",
}
KEYS = ["doc_id", "role"]
EXTENT = ["characters", "han_words", "sentences"]
COLUMNS = [*KEYS, "theme", "hits", "sentences_with_hits", *EXTENT, *RATES.values(), "share", "rca"]
TERM_COLUMNS = [*KEYS, "theme", "term", "variant_of", "hits", "share_of_theme", "per_1000_characters"]


def attention(rules: Rules, theme_hits: pd.DataFrame, extent: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report, role and theme, also where a theme is not spoken of at all.

    The role "all" is the whole text without its front matter; the others are the roles that the report has.

    - hits: substring hits of the theme's terms, nested terms once; sentences_with_hits: sentences that have one or more
    - characters: of the clean text in that role, signs and digits too, white space not
    - han_words: its segmented Han words of any length, before stop words are removed
    - per_1000_characters, per_1000_words: 1000 * hits / characters, 1000 * hits / han_words
    - per_100_sentences: 100 * sentences_with_hits / sentences, the share of sentences that speak of the theme
    - share: hits / hits of all themes in that report and role; NaN where there are none; sums to 1 otherwise
    - rca: share / (the theme's hits in all reports of the table / all hits in them), by role: Balassa's index of
      revealed comparative advantage (Manchester School 33, 1965, 99-123); above 1 the report dwells on the theme more
      than the reports do together; NaN where no report speaks of the theme or the report of none

    theme_hits: the table of some reports. extent: what extents() says of them. Raises ValueError for another table.
    """
    if lacking := [column for column in EXTENT if column not in extent]:
        raise ValueError(
            f"extent has no column {', '.join(lacking)}; make it from the table sentences with extents()"
        )
    hits = _with_all(theme_hits)
    counts = hits.groupby([*KEYS, "theme"], sort=False).agg(
        hits=("start", "size"), sentences_with_hits=("sentence_start", "nunique")
    )
    known = [*themes(rules), *sorted(set(hits["theme"]) - set(themes(rules)))]
    table = extent.merge(pd.DataFrame({"theme": known}), how="cross")
    table = table.merge(counts, how="left", left_on=[*KEYS, "theme"], right_index=True)
    table = table.fillna({"hits": 0, "sentences_with_hits": 0})
    table = table.astype({"hits": "int64", "sentences_with_hits": "int64"})
    table["per_1000_characters"] = _ratio(1000 * table["hits"], table["characters"])
    table["per_1000_words"] = _ratio(1000 * table["hits"], table["han_words"])
    table["per_100_sentences"] = _ratio(100 * table["sentences_with_hits"], table["sentences"])
    table["share"] = _ratio(table["hits"], table.groupby(KEYS)["hits"].transform("sum"))
    return compared(table, hits_together(table))[COLUMNS]


def hits_together(table: pd.DataFrame) -> pd.Series:
    """Return the hits of all reports of a table from attention(), by role and theme; of several tables these add up."""
    return table.groupby(["role", "theme"], sort=False)["hits"].sum()


def compared(table: pd.DataFrame, together: pd.Series) -> pd.DataFrame:
    """Return a table from attention() with rca against a corpus that its reports are a part of.

    together: hits_together() of the corpus.
    """
    of_role = together.groupby("role", sort=False).sum()
    of_theme = together.reindex(pd.MultiIndex.from_frame(table[["role", "theme"]])).set_axis(table.index)
    return table.assign(rca=_ratio(table["share"], _ratio(of_theme, table["role"].map(of_role))))


def term_table(rules: Rules, theme_hits: pd.DataFrame, extent: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report, role and term that occurs there, themes in order, their most frequent terms first.

    share_of_theme: the term's hits / the theme's hits in that report and role. The rest as attention() has it.

    theme_hits: the table of some reports. extent: what extents() says of them.
    """
    by = [*KEYS, "theme", "term", "variant_of"]
    counts = _with_all(theme_hits).groupby(by, sort=False).size().rename("hits").reset_index()
    table = counts.merge(extent.assign(order=range(len(extent)))[[*KEYS, "characters", "order"]], on=KEYS)
    table["share_of_theme"] = table["hits"] / table.groupby([*KEYS, "theme"])["hits"].transform("sum")
    table["per_1000_characters"] = _ratio(1000 * table["hits"], table["characters"])
    place = {theme: number for number, theme in enumerate(themes(rules))}
    table = table.assign(place=table["theme"].map(place).fillna(len(place)), less=-table["hits"])
    return table.sort_values(["order", "place", "theme", "less", "term"])[TERM_COLUMNS].reset_index(drop=True)


def extents(rules: Rules, sentences: pd.DataFrame, han_words: pd.Series | None = None) -> pd.DataFrame:
    """Return characters, Han words and sentences of each report and role, and of the report without its front matter.

    sentences: the table. Reports stand in its order, "all" before the roles, and these in the order of the text.
    han_words: Han words by doc_id and role where they are counted already, as in the table part_words; else each part is
    cut by itself, and a name found elsewhere in the report may fall into two words.
    """
    told = sentences[~sentences["role"].isin(LEFT_OUT)]
    rows = []
    for (doc_id, role), said in told.groupby(KEYS, sort=False)["sentence"]:
        text = "\n".join(said)
        if han_words is None:
            words = segmentation.count_han_words(segmentation.tokens(rules, text)).total()
        else:
            words = int(han_words.get((doc_id, role), 0))
        rows.append((doc_id, role, len("".join(text.split())), words, len(said)))
    table = pd.DataFrame(rows, columns=[*KEYS, *EXTENT])
    whole = table.groupby("doc_id", sort=False)[EXTENT].sum().reset_index().assign(role=ALL)
    table = pd.concat([whole, table])[[*KEYS, *EXTENT]]
    reports, _ = pd.factorize(table["doc_id"])
    return table.iloc[np.argsort(reports, kind="stable")].reset_index(drop=True)


def rate(denominator: str) -> str:
    """Return the column of the rate by "characters", "words" or "sentences". Raises ValueError for another."""
    if denominator not in RATES:
        raise ValueError(f"denominator is {denominator!r}; it must be one of {', '.join(RATES)}")
    return RATES[denominator]


def _with_all(theme_hits: pd.DataFrame) -> pd.DataFrame:
    told = theme_hits[~theme_hits["role"].isin(LEFT_OUT)]
    return pd.concat([told.assign(role=ALL), told])


def _ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    """part / whole, NaN where whole is 0."""
    whole = whole.astype("float64")
    return part.astype("float64") / whole.where(whole != 0)
