"""The tables that the notebook on comparison shows: reasons, pairs, sizes, shared wording, and where each town stands out."""

import pandas as pd

from lib import comparison as compared
from lib.comparison import leading, results
from lib.drawing import marks
from lib.likeness import similarity
from lib.metadata import in_pinyin, named
from lib.rules import in_force, label_or
from lib.stories.comparison_matrix import SIGNS, printed, scales, short_reason
from lib.words import key_words

LEAST_HITS = 5  # hits of a theme below which its RCA is a matter of one or two words
MOST_PAIRED = 40  # reports: pairs grow with their square
OF_THE_CELL = ["year", "period", "value", "unit", "doc_id", "start", "end", "sentence"]
SIDE_BY_SIDE = ["indicator", "definition", "report", "figure", "mark", "short_reason", "reason", *OF_THE_CELL]
CLASSES = ("comparable", "with_caution", "not_comparable")


def side_by_side(comparison: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return every result as a row for print: indicator, report, figure, verdict, reason, and where its sentence stands.

    mark: ● comparable, ◐ with a caution, ○ not. reason: in full, what bars it, else what is to be known of it; so that
    the table says of each row why it may or may not be set beside another.

    comparison: the table. reports: their order is kept within an indicator, the most stated indicator first.
    """
    cells = results(comparison)
    order = {name: number for number, name in enumerate(leading(comparison, least=1))}
    place = {doc_id: number for number, doc_id in enumerate(reports["doc_id"])}
    cells = cells.assign(by=cells["canonical"].map(order), place=cells["doc_id"].map(place))
    cells = cells.sort_values(
        ["by", "kind", "place", "start"], ascending=[True, False, True, True], kind="stable"
    )
    return pd.DataFrame(_rows(cells, reports, language), columns=SIDE_BY_SIDE)


def _rows(cells: pd.DataFrame, reports: pd.DataFrame, language: str) -> list[dict]:
    by, tail = scales(cells, language), "" if language == "zh" else "_en"
    called = reports.set_index("doc_id")[f"label_{language}"]
    return [
        {
            "indicator": marks.indicator_name(row.canonical, language),
            "definition": marks.definition_name(row.definition, language),
            "report": called.get(row.doc_id, row.doc_id),
            "figure": printed(row, by[row.canonical, row.unit], language),
            "mark": SIGNS[row.mark],
            "short_reason": short_reason(row, language),
            "reason": getattr(row, ("reason" if row.mark == "grey" else "caution") + tail),
        }
        | {name: getattr(row, name) for name in OF_THE_CELL}
        for row in cells.itertuples()
    ]


def reasons(comparison: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the figures of the headline indicators that are grey or hollow, each with its reason in full and its sentence.

    comparison, reports: the tables.
    """
    wanted = [marks.indicator_name(name, language) for name in leading(comparison, most=12)]
    rows = side_by_side(comparison, reports, language)
    rows = rows[rows["indicator"].isin(wanted) & (rows["mark"] != SIGNS["solid"])]
    columns = ["indicator", "report", "figure", "mark", "reason", "sentence", "start", "end"]
    return rows[columns].reset_index(drop=True)


def pair_counts(
    comparison: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
    any_year: bool = False,
    most: int = MOST_PAIRED,
) -> pd.DataFrame:
    """Return one row per headline indicator: of how many pairs of towns its levels can be compared, and why not.

    pairs = comparable + with_caution + not_comparable. reasons: what bars pairs or keeps them apart, with how many pairs
    each holds for, the commonest first; a pair may have several. Two years of one town are no pair.

    comparison, reports: the tables. any_year: whether figures of different years may be paired (then with a caution).
    most: reports paired at most, the first ones: pairs grow with the square of the reports.
    """
    wanted = leading(comparison, ("level",), most=12)
    own = comparison["doc_id"].isin(reports["doc_id"].head(most)) & comparison["canonical"].isin(wanted)
    pairs = compared.comparable_pairs(in_force(), comparison[own], any_year=any_year)
    place = reports.set_index("doc_id")["place_id"]
    pairs = pairs[pairs["doc_id_a"].map(place) != pairs["doc_id_b"].map(place)]
    pairs = pairs.assign(verdict="not_comparable")
    pairs.loc[pairs["comparable"], "verdict"] = "with_caution"
    pairs.loc[pairs["comparable"] & (pairs["cautions"] == ""), "verdict"] = "comparable"
    counts = pd.crosstab(pairs["canonical"], pairs["verdict"]).reindex(columns=CLASSES, fill_value=0)
    rows = [
        {"indicator": marks.indicator_name(name, language), "pairs": int(counts.loc[name].sum())}
        | {verdict: int(counts.loc[name, verdict]) for verdict in CLASSES}
        | {"reasons": _counted(pairs.loc[pairs["canonical"] == name, "reasons"], language)}
        for name in wanted
        if name in counts.index
    ]
    return pd.DataFrame(rows, columns=["indicator", "pairs", *CLASSES, "reasons"])


def _counted(keys: pd.Series, language: str) -> str:
    """Keys joined by "; " in many rows as words with how often each occurs, the commonest first."""
    counts = keys[keys != ""].str.split("; ").explode().value_counts().sort_index()
    counts = counts.sort_values(ascending=False, kind="stable")
    told = [f"{label_or(f'reason.{key}', language, key)} {n}" for key, n in counts.items()]
    return ("、" if language == "zh" else ", ").join(told)


def per_size(
    comparison: pd.DataFrame, reports: pd.DataFrame, by: str = "population", language: str = "zh"
) -> pd.DataFrame:
    """Return the results of reports whose size is given, divided by it, with their marks: a grey figure stays grey.

    comparison: the table. reports: with the column `by` as reports.csv gives it. by: population, villages or area_km2.
    Empty where no size is given. Raises ValueError for another `by`.
    """
    levels = results(comparison, ("level",))
    told = (
        compared.normalised(levels, reports, by)
        if len(levels)
        else levels.assign(size=pd.NA, value_per=pd.NA, unit_per="", per_reason="", per_reason_en="")
    )
    told = told[told["size"].notna()].sort_values(
        ["canonical", "value_per"], ascending=[True, False], kind="stable"
    )
    rows = told.assign(
        indicator=[marks.indicator_name(name, language) for name in told["canonical"]],
        mark=told["mark"].map(SIGNS),
        note=told["per_reason" if language == "zh" else "per_reason_en"],
    )
    rows = rows.assign(report=rows["doc_id"].map(reports.set_index("doc_id")[f"label_{language}"]))
    columns = [
        "indicator",
        "report",
        "mark",
        "value",
        "unit",
        "size",
        "value_per",
        "unit_per",
        "note",
        "start",
        "end",
    ]
    return rows[columns].reset_index(drop=True)


def followed(reports: pd.DataFrame) -> list[str]:
    """Return the towns with reports on two years or more, by place_id, those with most years first, ties by id."""
    years = reports.dropna(subset=["review_year"]).groupby("place_id")["review_year"].nunique().sort_index()
    return list(years[years > 1].sort_values(ascending=False, kind="stable").index)


def every_pair(alike: pd.DataFrame, words: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the similarity of every pair of some reports, as a heat map needs it.

    In a large corpus the table similarity holds only the nearest pairs; the cosines of a selection are then computed
    anew, with the selection as the corpus.

    alike: the table similarity. words: the table. reports: those to be shown.
    """
    own = alike[alike["doc_id_a"].isin(reports["doc_id"]) & alike["doc_id_b"].isin(reports["doc_id"])]
    counted = words[words["doc_id"].isin(reports["doc_id"])]
    n = counted["doc_id"].nunique()
    return own if len(own) == n * (n - 1) // 2 else similarity.similarity(counted)


def sharing_most(passages: pd.DataFrame, n: int = 1) -> list[tuple[str, str]]:
    """Return the n pairs of reports that share most Han characters in passages, most first, ties by id; [] for none."""
    sums = passages.groupby(["doc_id_a", "doc_id_b"])["characters"].sum().sort_index()
    return list(sums.sort_values(ascending=False, kind="stable").head(n).index)


def shared_passages(
    passages: pd.DataFrame, reports: pd.DataFrame, n: int = 20, language: str = "zh"
) -> pd.DataFrame:
    """Return the n longest shared passages with both reports and both spans (raw offsets).

    passages: the table. reports: for their names.
    """
    called = reports.set_index("doc_id")[f"label_{language}"]
    rows = passages.sort_values(
        ["characters", "doc_id_a", "start_a"], ascending=[False, True, True], kind="stable"
    ).head(n)
    rows = rows.assign(
        report_a=rows["doc_id_a"].map(called),
        report_b=rows["doc_id_b"].map(called),
        kind=[label_or(f"passage.{kind}", language, kind) for kind in rows["kind"]],
    )
    columns = [
        "report_a",
        "start_a",
        "end_a",
        "report_b",
        "start_b",
        "end_b",
        "characters",
        "kind",
        "documents",
        "text",
    ]
    return rows[columns].reset_index(drop=True)


def standing_elsewhere(shared: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: which part of its Han characters stands in other reports too, in %, and in which most.

    shared: the table. reports: for their names.
    """
    called = reports.set_index("doc_id")[f"label_{language}"]
    rows = shared.assign(
        share=100 * shared["share"],
        share_without_formulae=100 * shared["share_without_formulae"],
        share_in_nearest=100 * shared["share_in_nearest"],
        nearest=shared["nearest"].map(called).fillna(""),
    )
    columns = [
        "doc_id",
        "characters",
        "share",
        "share_without_formulae",
        "nearest",
        "share_in_nearest",
        "duplicate_of",
    ]
    return named(rows[columns], reports, language)


def dwelt_on(themes: pd.DataFrame, reports: pd.DataFrame, n: int = 3, language: str = "zh") -> pd.DataFrame:
    """Return, per report, the n themes of highest and of lowest RCA over the whole text, with RCA and hits.

    Above 1 a report gives a theme a larger share of its theme words than the reports do together. Themes with fewer than
    LEAST_HITS hits expected from the reports' common share are left out: their RCA hangs on one or two words.

    themes: the table.
    """
    whole = themes[(themes["role"] == "all") & themes["rca"].notna()]
    common = whole.groupby("theme")["hits"].transform("sum") / max(1, whole["hits"].sum())
    expected = whole.groupby("doc_id")["hits"].transform("sum") * common
    whole = whole[expected >= LEAST_HITS]
    names = {row["theme"]: row[language] for row in in_force().table("theme_names")}
    whole = whole.assign(
        said=[f"{names.get(row.theme, row.theme)} {row.rca:.1f} ({row.hits})" for row in whole.itertuples()]
    )
    ranked = whole.sort_values(["rca", "theme"], ascending=[False, True], kind="stable")
    most, least = ranked[ranked["rca"] > 1], ranked[ranked["rca"] < 1].iloc[::-1]
    table = reports[["doc_id"]].assign(
        dwells_on=_listed(most, reports, n, language),
        says_little_of=_listed(least, reports, n, language),
    )
    return named(table, reports, language)


def key_words_listed(
    key: pd.DataFrame, reports: pd.DataFrame, n: int = 8, language: str = "zh"
) -> pd.DataFrame:
    """Return, per report, the n words most key for it, with their counts there and in all others together.

    key: the table keyness.
    """
    own = key_words(in_force(), key, reports)
    counts = own["count"].astype("str") + ":" + own["other_count"].astype("str")
    table = reports[["doc_id"]].assign(
        words=_listed(own.assign(said=own["word"] + " " + counts), reports, n, language)
    )
    return named(table, reports, language)


def _listed(rows: pd.DataFrame, reports: pd.DataFrame, n: int, language: str) -> list[str]:
    """For each report, the first n of what the column said says, on one line."""
    between = "、" if language == "zh" else ", "
    said = rows.groupby("doc_id", sort=False).head(n).groupby("doc_id")["said"].agg(list).to_dict()
    return [between.join(said.get(doc_id, [])) for doc_id in reports["doc_id"]]


def called(reports: pd.DataFrame, a: str, b: str) -> dict[str, dict[str, str]]:
    """Return the names of two reports for a caption that asks for {a} and {b}, in both languages."""
    names = reports.set_index("doc_id")
    return {
        side: {language: names.at[doc_id, f"label_{language}"] for language in ("zh", "en")}
        for side, doc_id in (("a", a), ("b", b))
    }


def named_place(reports: pd.DataFrame) -> dict[str, str]:
    """Return the name of the place that these reports are all of, in both languages, for a caption that asks for {place}."""
    first = reports.iloc[0]
    found = [first[level] for level in ("town", "county", "city", "province") if first.get(level)]
    name = found[0] if found else str(first["place_id"])
    return {"zh": name, "en": in_pinyin(name) if found else name}
