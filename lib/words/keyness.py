"""Keyness: which words one report uses more than the others, or the plan more than the review, and how sure that is."""

import math
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from lib.rules import Rules, divisions
from lib.words import dispersion, keywords
from lib.words.keyness_notes import note, note_parts, smallest_p, smallest_paired_p

__all__ = ["note", "note_parts", "smallest_p", "smallest_paired_p"]
CRITICAL_G2 = 15.13  # p < 0.0001 with one degree of freedom
LEAST_EXPECTED = 1
MOST = 100  # rows of a report that are kept although they do not meet the conditions
PLACES = ("town", "county", "city", "province")
ONE_AGAINST_OTHERS = "report/others"
COUNTS = ["count", "per_1000", "other_count", "other_per_1000", "han_words", "other_han_words"]
STATISTICS = ["g2", "log_ratio", "low", "high", "expected", "conditions_met", "floor_met"]
FLAGS = ["stop", "formula", "variant_of", "merged_from"]
DISPERSION = ["dp_paragraphs", "dp_norm_paragraphs", "dp_reports", "dp_norm_reports"]
PART_DISPERSION = ["dp_reports", "dp_norm_reports", "other_dp_reports", "other_dp_norm_reports"]
COLUMNS = ["doc_id", "word", "contrast", *COUNTS, "documents", *DISPERSION, *STATISTICS, *FLAGS]
PART_COLUMNS = [
    *["doc_id", "word", "contrast", *COUNTS, "documents", "other_documents", "reports"],
    *[*PART_DISPERSION, *STATISTICS, *FLAGS],
]


def contrast(
    count: ArrayLike, size: ArrayLike, other_count: ArrayLike, other_size: ArrayLike
) -> pd.DataFrame:
    """Return g2, log_ratio, low, high, expected and conditions_met of words in one text against another.

    With a of c words in the one and b of d in the other, and the expected counts E1 = c (a + b) / (c + d) and
    E2 = d (a + b) / (c + d):

    - g2: 2 (a ln(a / E1) + b ln(b / E2)), a count of 0 adding nothing; negative where the other uses the word more.
      This is the formula of the UCREL log-likelihood wizard (Rayson & Garside 2000), over the two cells of the word;
      quanteda and Dunning (1993) add the two cells of all other words, which without corrections gives a little more
    - log_ratio: log2((a / c) / (b / d)), with 0.5 for a count of 0 (Hardie 2014): 1 means twice as often
    - low, high: its 95 % interval, log_ratio ± 1.96 √(1/a − 1/c + 1/b − 1/d) / ln 2, the asymptotic interval of a
      relative risk (the log method, Katz et al. 1978), with 0.5 for a count of 0, where it is rough. It takes the
      words of a text for independent of each other, which they are not, so that it is too narrow
    - expected: the smaller of E1 and E2
    - conditions_met: expected at least 1 and |g2| at least 15.13 (Rayson, Berridge & Francis 2004)

    NaN, and conditions not met, where one side has no words or neither has the word.
    count, size, other_count, other_size: whole numbers or arrays of them, sizes in words of any kind.
    """
    a, c, b, d = np.broadcast_arrays(
        *(np.atleast_1d(x).astype(float) for x in (count, size, other_count, other_size))
    )
    defined = (c > 0) & (d > 0) & (a + b > 0)
    a, c, b, d = (np.where(defined, x, np.nan) for x in (a, c, b, d))
    expected, other_expected = c * (a + b) / (c + d), d * (a + b) / (c + d)
    g2 = np.maximum(2 * (_times_log(a, expected) + _times_log(b, other_expected)), 0)
    g2 = g2 * np.sign(a * d - b * c)
    a, b = np.where(a == 0, 0.5, a), np.where(b == 0, 0.5, b)
    log_ratio = np.log2(a * d / (b * c))
    half = NormalDist().inv_cdf(0.975) * np.sqrt(1 / a - 1 / c + 1 / b - 1 / d) / math.log(2)
    least = np.minimum(expected, other_expected)
    met = (least >= LEAST_EXPECTED) & (np.abs(g2) >= CRITICAL_G2)
    columns = (g2, log_ratio, log_ratio - half, log_ratio + half, least, met)
    return pd.DataFrame(dict(zip(STATISTICS[:-1], columns)))


def keyness(
    rules: Rules,
    words: pd.DataFrame,
    merged: bool = False,
    drop_stop: bool = False,
    drop_formula: bool = False,
    absent: bool = False,
) -> pd.DataFrame:
    """Return one row per report and word: the report against all other reports together, the most key words first.

    All counts are of segmented words of two or more characters; the denominators han_words and other_han_words are all
    Han words, of any length, before stop words are left out. Beside the statistics of contrast():

    - contrast: "report/others"; count, per_1000: in the report; other_count, other_per_1000: in all others together
    - documents: reports that have the word, this one included
    - dp_paragraphs, dp_norm_paragraphs: NaN; of_some() has them, of a words table with these columns
    - dp_reports, dp_norm_reports: dispersion over the reports of the corpus, the same in every row of a word
    - floor_met: whether the report has the word at least 5 times; below, its dispersion says nothing
    - merged_from: the raw counts that count adds up, "" where nothing was merged

    The words table has no counts of 0, so what a report never says has no row; see absent.

    words: from keywords.word_table_from(), such as the words table. merged: count variants as their canonical word. drop_stop: leave out stop words. drop_formula: leave out what stands
    inside genre formulae, on both sides: counts are then count − in_formula; the denominators stay.
    absent: give rows of count 0 for what only other reports say, which takes reports × words rows: for few reports.
    """
    sizes = words.groupby("doc_id", sort=False)["han_words"].first().astype("int64")
    table = _kept(keywords.merge_variants(rules, words) if merged else words, drop_stop, drop_formula)
    reports = dispersion.over_reports(table, sizes).set_index("word")
    table = _with_absent(table, sizes.index) if absent else table
    table = _with_statistics(_against_others(table, reports, sizes))
    return _ordered(table.assign(dp_paragraphs=np.nan, dp_norm_paragraphs=np.nan))[COLUMNS]


def of_some(words: pd.DataFrame, reports: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """Return keyness() of some of a corpus's reports against all its others.

    words: their rows of the words table, with the columns of dispersion.paragraphs_from(). reports, sizes: what
    dispersion.over_chunks() says of the whole corpus.
    """
    table = _against_others(_kept(words, False, False), reports, sizes)
    return _ordered(_with_statistics(table))[COLUMNS]


def most_key(table: pd.DataFrame, least: bool = False, most: int = MOST) -> pd.DataFrame:
    """Return the rows that a table of many reports keeps: those that meet the conditions, and the `most` highest G² of each report.

    table: from keyness(), of_some() or parts_of_some(). least: whether the `most` lowest are kept as well. Rows of all reports
    together (doc_id "") are kept.
    """
    place = table.groupby("doc_id", sort=False).cumcount()
    kept = table["conditions_met"].to_numpy(dtype=bool) | (place < most) | (table["doc_id"] == "")
    if least:
        kept |= table.groupby("doc_id", sort=False).cumcount(ascending=False) < most
    return table[kept].reset_index(drop=True)


def _against_others(table: pd.DataFrame, reports: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """The table with what all other reports have of each word; reports: counts and dispersion over reports, by word."""
    of_word = reports.loc[table["word"]]
    table["han_words"] = _looked_up(table["doc_id"], sizes)
    table["other_count"] = of_word["count"].to_numpy() - table["count"]
    table["other_han_words"] = sizes.sum() - table["han_words"]
    for column in ("documents", "dp_reports", "dp_norm_reports"):
        table[column] = of_word[column].to_numpy()
    return table.assign(contrast=ONE_AGAINST_OTHERS, floor_met=table["count"] >= dispersion.FLOOR)


def parts_of_some(
    rules: Rules, parts: pd.DataFrame, spread: dict[str, pd.DataFrame], sizes: dict[str, pd.Series]
) -> pd.DataFrame:
    """Return one row per report and word: one part against another, of those of some reports that have both.

    All counts are of segmented words of two or more characters; the denominators han_words and other_han_words are all
    Han words of the part. Beside the statistics of contrast():

    - contrast: such as "plan/review"; count, per_1000: in the first part; other_count, other_per_1000: in the other
    - documents, other_documents: reports whose part has the word, of `reports` compared
    - dp_reports, dp_norm_reports: dispersion over the first parts of these reports; other_dp_reports,
      other_dp_norm_reports: over the others
    - floor_met: whether the part that has the word more often has it at least 5 times

    parts: their rows of the table part_words. spread, sizes: by role, the one that is compared first, what
    dispersion.over_chunks() says of those reports of the corpus that have both.
    """
    parts = with_both(parts, tuple(sizes))
    counts = _kept(parts, False, False)
    sides = {name: counts[counts["role"] == name] for name in sizes}
    return _of_parts(rules, _each(sides, sizes), spread, sizes)


def parts_together(
    rules: Rules, spread: dict[str, pd.DataFrame], sizes: dict[str, pd.Series]
) -> pd.DataFrame:
    """Return the rows of parts_of_some() of all reports together (doc_id ""), as if they were one."""
    return _of_parts(rules, _together(spread, sizes), spread, sizes)


def with_both(parts: pd.DataFrame, roles: tuple[str, str]) -> pd.DataFrame:
    """Return the rows of two parts, of the reports that have both."""
    parts = parts[parts["role"].isin(roles)]
    return parts[parts.groupby("doc_id")["role"].transform("nunique") == 2]


def _of_parts(
    rules: Rules, table: pd.DataFrame, spread: dict[str, pd.DataFrame], sizes: dict[str, pd.Series]
) -> pd.DataFrame:
    """The counts of two parts side by side, measured; spread: over_reports() of each part by word."""
    role, other = sizes
    table = table.assign(contrast=f"{role}/{other}", reports=len(sizes[role]))
    table["floor_met"] = table[["count", "other_count"]].max(axis=1) >= dispersion.FLOOR
    for prefix, name in (("", role), ("other_", other)):
        table = table.join(spread[name].drop(columns="count").add_prefix(prefix), on="word")
        table[f"{prefix}documents"] = table[f"{prefix}documents"].fillna(0).astype("int64")
    return _ordered(keywords.flagged(rules, _with_statistics(table)))[PART_COLUMNS]


def _each(sides: dict[str, pd.DataFrame], sizes: dict[str, pd.Series]) -> pd.DataFrame:
    """The counts of both sides with their denominators, of each report."""
    each = _side_by_side(*sides.values())
    size, other_size = sizes.values()
    each["han_words"] = _looked_up(each["doc_id"], size)
    each["other_han_words"] = _looked_up(each["doc_id"], other_size)
    return each


def _together(spread: dict[str, pd.DataFrame], sizes: dict[str, pd.Series]) -> pd.DataFrame:
    """The counts of both sides with their denominators, of all reports together, which have no doc_id."""
    one, other = (found["count"] for found in spread.values())
    summed = pd.DataFrame({"count": one, "other_count": other}).fillna(0).astype("int64")
    size, other_size = (int(own.sum()) for own in sizes.values())
    summed = summed.rename_axis("word").reset_index()
    return summed.assign(doc_id="", han_words=size, other_han_words=other_size, merged_from="")


def own_names(rules: Rules, table: pd.DataFrame, reports: pd.DataFrame) -> pd.Series:
    """Return, for each row, whether its word is a place name of its own report, with or without the level (龙泉, 龙泉镇).

    Every town's own name is key by necessity; leaving it out of a list of keywords is a choice to be stated.

    table: doc_id and word. reports: doc_id, town, county, city, province, such as the reports table.
    """
    ends, names = divisions.name_ends(rules), set()
    for report in reports[["doc_id", *PLACES]].itertuples(index=False):
        for name in filter(None, report[1:]):
            end = next((end for end in ends if name.endswith(end) and len(name) > len(end) + 1), "")
            names |= {(report.doc_id, name), (report.doc_id, name.removesuffix(end))}
    return pd.Series(
        [pair in names for pair in zip(table["doc_id"], table["word"])], index=table.index, dtype=bool
    )


def _times_log(count: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return count ln(count / expected), 0 for a count of 0."""
    return count * np.log(np.where(count == 0, 1, count / expected))


def _kept(table: pd.DataFrame, drop_stop: bool, drop_formula: bool) -> pd.DataFrame:
    """Return the counts that are wanted, with merged_from; words of which nothing is left have no row."""
    count = table["count"].astype("int64")
    if drop_formula:
        count = count - table["in_formula"].astype("int64")
    table = table.assign(count=count, merged_from=table.get("merged_from", ""))
    return table[(table["count"] > 0) & ~(drop_stop & table["stop"])].reset_index(drop=True)


def _with_absent(table: pd.DataFrame, reports: pd.Index) -> pd.DataFrame:
    """Return the table with a row of count 0 for each word that a report lacks and another one has."""
    flags = table.drop_duplicates("word").set_index("word")[FLAGS[:-1]]
    grid = pd.MultiIndex.from_product([reports, flags.index], names=["doc_id", "word"])
    full = table.set_index(["doc_id", "word"])[["count", "merged_from"]].reindex(grid).reset_index()
    full = full.fillna({"count": 0, "merged_from": ""}).astype({"count": "int64"})
    return full.join(flags, on="word")


def _side_by_side(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Return doc_id, word, count, other_count and merged_from of the words that either part of a report has."""
    by = ["doc_id", "word"]
    one, other = (side.set_index(by)[["count", "merged_from"]] for side in (one, other))
    table = one.join(other.add_prefix("other_"), how="outer")
    table = table.fillna({"count": 0, "other_count": 0, "merged_from": "", "other_merged_from": ""})
    both = table["merged_from"] + " / " + table["other_merged_from"]
    table["merged_from"] = both.where(both != " / ", "")
    return table.astype({"count": "int64", "other_count": "int64"}).reset_index()


def _looked_up(keys: pd.Series, values: pd.Series) -> np.ndarray:
    """Return the value, a whole number, of each key: Series.map, but reading each different key once."""
    codes, names = pd.factorize(keys)
    return values.loc[names].to_numpy(dtype="int64")[codes]


def _with_statistics(table: pd.DataFrame) -> pd.DataFrame:
    sides = [table[column].to_numpy() for column in ("count", "han_words", "other_count", "other_han_words")]
    found = contrast(*sides).set_index(table.index)
    with np.errstate(invalid="ignore"):
        rates = {"per_1000": 1000 * sides[0] / sides[1], "other_per_1000": 1000 * sides[2] / sides[3]}
    return pd.concat([table.assign(**rates), found], axis=1)


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    return keywords.ranked(table, "g2", ["doc_id"])
