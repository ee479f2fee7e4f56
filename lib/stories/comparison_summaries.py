"""The tables of notebook 04 on figures: what can be set side by side, what not, and why."""

import pandas as pd

from lib import comparison as compared
from lib.comparison import leading, results
from lib.metadata import in_pinyin, named
from lib.rules import (
    definition_name,
    document_type_name,
    in_force,
    indicator_name,
    label,
    label_or,
    pattern,
    series,
)
from lib.stories.comparison_matrix import SIGNS, printed, scales, short_reason
from lib.tables import commonest

MOST_PAIRED = 40  # reports: pairs grow with their square
OF_THE_CELL = ["year", "period", "value", "unit", "doc_id", "start", "end", "sentence"]
SIDE_BY_SIDE = ["indicator", "definition", "report", "figure", "mark", "short_reason", "reason", *OF_THE_CELL]
CLASSES = ("comparable", "with_caution", "not_comparable")
KINDS = ("contradiction", "gap", "damage")  # of remarks that set a report apart


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
            "indicator": indicator_name(row.canonical, language),
            "definition": definition_name(row.definition, language),
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

    Headline indicators are those of which two reports or more give a result.

    comparison, reports: the tables.
    """
    wanted = [indicator_name(name, language) for name in leading(comparison)]
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
    wanted = leading(comparison, ("level",))
    own = comparison["doc_id"].isin(reports["doc_id"].head(most)) & comparison["canonical"].isin(wanted)
    pairs = compared.comparable_pairs(in_force(), comparison[own], any_year=any_year)
    place = reports.set_index("doc_id")["place_id"]
    pairs = pairs[pairs["doc_id_a"].map(place) != pairs["doc_id_b"].map(place)]
    pairs = pairs.assign(verdict="not_comparable")
    pairs.loc[pairs["comparable"], "verdict"] = "with_caution"
    pairs.loc[pairs["comparable"] & (pairs["cautions"] == ""), "verdict"] = "comparable"
    counts = pd.crosstab(pairs["canonical"], pairs["verdict"]).reindex(columns=CLASSES, fill_value=0)
    rows = [
        {"indicator": indicator_name(name, language), "pairs": int(counts.loc[name].sum())}
        | {verdict: int(counts.loc[name, verdict]) for verdict in CLASSES}
        | {"reasons": _counted(pairs.loc[pairs["canonical"] == name, "reasons"], language)}
        for name in wanted
        if name in counts.index
    ]
    return pd.DataFrame(rows, columns=["indicator", "pairs", *CLASSES, "reasons"])


def _counted(keys: pd.Series, language: str) -> str:
    """Keys joined by "; " in many rows as words with how often each occurs, the commonest first."""
    counts = commonest(keys[keys != ""].str.split("; ").explode())
    told = [f"{label_or(f'reason.{key}', language, key)} {n}" for key, n in counts.items()]
    return series(told, language)


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
        indicator=[indicator_name(name, language) for name in told["canonical"]],
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


def named_place(reports: pd.DataFrame) -> dict[str, str]:
    """Return the name of the place that these reports are all of, in both languages, for a caption that asks for {place}."""
    first = reports.iloc[0]
    found = [first[level] for level in ("town", "county", "city", "province") if first.get(level)]
    name = found[0] if found else str(first["place_id"])
    return {"zh": name, "en": in_pinyin(in_force(), name) if found else name}


def cautions(reports: pd.DataFrame, remarks: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per reason why a report must not simply be set beside the others.

    Reasons: another document type or review year than most of the reports, a report delivered before its year was over,
    a town that is not named, contradictions, gaps, damage known to a reader.

    reports, remarks: the tables.
    """
    own, other = (f"text_{name}" for name in (language, "en" if language == "zh" else "zh"))
    texts = remarks.assign(detail=remarks[own].where(remarks[own] != "", remarks[other]))
    told = texts.groupby(["doc_id", "kind"])["detail"].agg(" ".join)
    rows = [
        (doc_id, kind, told[doc_id, kind] if kind in KINDS else detail)
        for doc_id, apart in _apart(reports, remarks, language).items()
        for kind, detail in (apart | dict.fromkeys(KINDS, "")).items()
        if kind not in KINDS or (doc_id, kind) in told.index
    ]
    table = pd.DataFrame(rows, columns=["doc_id", "caution", "detail"])
    names = [label(f"caution.{kind}", language) for kind in table["caution"]]
    return named(table.assign(caution=names), reports, language)


def _apart(reports: pd.DataFrame, remarks: pd.DataFrame, language: str) -> dict[str, dict[str, str]]:
    """What sets each report apart from most others: a reason and its words, by doc_id."""
    usual_type, usual_year = (_usual(reports[column]) for column in ("document_type", "review_year"))
    years = ", ".join(map(str, sorted(reports["review_year"].dropna().unique())))
    hidden = set(remarks.loc[remarks["rule"].isin(["town_hidden", "town_not_told"]), "doc_id"])
    found = {}
    for row in reports.itertuples():
        own = found[row.doc_id] = {}
        if row.document_type != usual_type:
            own["document_type"] = document_type_name(row.document_type, language)
        if pd.isna(row.review_year):
            own["review_year"] = label("caution.year_unknown", language)
        elif row.review_year != usual_year:
            own["review_year"] = label("caution.years", language).format(year=row.review_year, years=years)
        if row.delivered_on[:4] == str(row.review_year):
            own["early"] = label("caution.delivered", language).format(day=row.delivered_on)
        if row.doc_id in hidden:
            own["town"] = label("caution.town_hidden", language)
    return found


def _usual(values: pd.Series):
    """The value that more than half of the reports share, or None: without it every report stands apart."""
    counts = values.value_counts()
    return counts.index[0] if len(counts) and 2 * counts.iloc[0] > len(values) else None


def periods_cut_short(sentences: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the sentences of the review whose figures stop before the end of the year (截至10月底, 1-10月), with offsets."""
    told = pattern(in_force(), "cut_short").pattern
    found = sentences[(sentences["role"] == "review") & sentences["sentence"].str.contains(told)]
    found = found.assign(period=found["sentence"].str.extract(f"({told})", expand=False))
    return named(found[["doc_id", "period", "section", "sentence", "start", "end"]], reports, language)


def density_by_role(
    quantities: pd.DataFrame, sentences: pd.DataFrame, roles: tuple = ("review", "plan")
) -> pd.DataFrame:
    """Return doc_id, role, quantities, characters, per_1000_characters for the parts `roles` that a report has."""
    characters = sentences.groupby(["doc_id", "role"])["characters"].sum()
    counts = quantities.groupby(["doc_id", "role"]).size().reindex(characters.index, fill_value=0)
    table = pd.DataFrame({"quantities": counts, "characters": characters}).reset_index()
    table = table[table["role"].isin(roles)].reset_index(drop=True)
    return table.assign(per_1000_characters=(1000 * table["quantities"] / table["characters"]).astype(float))
