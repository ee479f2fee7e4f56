"""Makes the candidates for cells of the comparison: every figure of an indicator, and which stands for a report."""

from types import SimpleNamespace

import pandas as pd

from lib import targets
from lib.comparison import cues, units
from lib.comparison.measures import measures
from lib.comparison.natures import of_figures
from lib.quantities import canonical_of
from lib.rules import Rules
from lib.targets import rounding

KEY = ["doc_id", "canonical", "definition", "kind", "measure", "year", "aim", "scope"]
# A result stands before an estimate of it, a stated target before one worked out.
STATUSES = ("actual", "target", "expected", "implied")
GAP = "gap"  # the measure of a difference to another place, which is no change: 高于全市1.1个百分点
LISTED = 3  # indicators that one sentence states before it counts as the report's list of main figures
_RANGE = r"([0-9]{4})-([0-9][0-9])/([0-9]{4})-([0-9][0-9])"
# as lib/quantities/naming writes the level before a change into its name (提高前)
_BEFORE = "（[^（）]{2}前）"


def cells(rules: Rules, quantities: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return one row per figure of an indicator, in base units, with its facts; `chosen` marks the report's cell.

    Figures of a part (one firm, one village) whose name is that of an indicator are kept, never chosen. Of several
    figures of one KEY one of the year stands before one of several years, a result before an estimate, then the one that
    covers most of the year (of stocks: the latest), then the one in the list of main figures, then the one without a hedge, then the first. basis:
    as the words say, else the usual one of the definition; basis_said tells which.

    quantities, reports: the tables of these names.
    """
    rows = _candidates(rules, quantities)
    rows = pd.concat([rows, _implied(rules, quantities, rows)], ignore_index=True)
    rows = rows.merge(
        reports[["doc_id", "place_id", "level", "label_zh", "label_en", "review_year", "plan_year"]],
        on="doc_id",
    )
    rows["aim"] = aims(rows["status"])
    rows["nature"] = of_figures(rules, rows)
    rows = rows.join(cues.read_words(rules, rows)).join(_times(rows["period"]))
    rows["value_high"], _ = units.to_base(rules, rows["value_high"], rows["unit"])
    rows["value"], rows["unit"] = units.to_base(rules, rows["value"], rows["unit"])
    rows["measure"] = _measure(rules, rows)
    rows["basis_said"] = rows["basis"] != ""
    usual = rows["definition"].map(_usual_bases(rules)).fillna("")
    rows["basis"] = rows["basis"].mask(~rows["basis_said"] & (rows["kind"] == "growth"), usual)
    rows["listed"] = rows.groupby(["doc_id", "sentence_start"])["canonical"].transform("nunique") >= LISTED
    rows["span"] = _spans(rows)
    rows["base_period"] = _base_period(rows)
    return _chosen(rules, rows)


def aims(status: pd.Series) -> pd.Series:
    """Return done for results and estimates of them, aimed for targets."""
    return status.map({"actual": "done", "expected": "done"}).fillna("aimed")


def _usual_bases(rules: Rules) -> dict[str, str]:
    """The basis that growth of a definition has by convention where the words do not say it."""
    return {row["definition"]: row["usual_basis"] for row in rules.table("comparison_definitions")}


def _candidates(rules: Rules, quantities: pd.DataFrame) -> pd.DataFrame:
    """The rows of indicators: those of the place, and those of a part whose name would be an indicator's."""
    part = quantities[
        (quantities["scope"] == "part") & (quantities["indicator"] != "") & (quantities["kind"] != "change")
    ]
    names = part[["indicator", "unit", "kind", "rule"]].drop_duplicates()
    known = [
        canonical_of(rules, row.indicator, SimpleNamespace(unit=row.unit, kind=row.kind, rule=row.rule))
        for row in names.itertuples()
    ]
    names[["canonical", "definition"]] = pd.DataFrame(known, index=names.index, columns=["c", "d"])
    part = part.drop(columns=["canonical", "definition"]).merge(names[names["canonical"] != ""])
    town = quantities[(quantities["canonical"] != "") & (quantities["scope"] == "town")]
    rows = pd.concat([town, part[quantities.columns]])
    return rows.assign(stated_value=rows["value"], stated_unit=rows["unit"]).sort_values(
        ["doc_id", "start"], kind="stable"
    )


def _implied(rules: Rules, quantities: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The targets of the year reviewed that follow from amount and part reached; start and end are the amount's.

    They have two digits more than the amount.
    """
    shares = quantities[(quantities["kind"] == "share") & (quantities["unit"] == "%")]
    sentence = quantities.set_index(["doc_id", "sentence_start"]).index
    told = sentence.isin(shares.set_index(["doc_id", "sentence_start"]).index)
    found = targets.implied_targets(rules, quantities[told])
    found = found[found["canonical"] != ""][["doc_id", "start", "implied_target"]]
    if found.empty:
        return rows.head(0)
    made = rows.merge(found.drop_duplicates(["doc_id", "start"]), on=["doc_id", "start"])
    pairs = zip(made["implied_target"], made["surface"], strict=True)
    rounded = [targets.rounding.significant(value, surface) for value, surface in pairs]
    # 2.5亿元 by the end of October, 77.7% of the year's task: the task is the whole year's
    return made.assign(value=rounded, status="implied", period=made["period"].str[:4], bound="about").drop(
        columns="implied_target"
    )


def _times(period: pd.Series) -> pd.DataFrame:
    """year (the last one of the period), months covered, and first and last month, where the period names them."""
    years = period.str.findall(r"[0-9]{4}")
    told = period.str.extract(_RANGE).astype("float64")
    single = period.str.extract(r"^[0-9]{4}-([0-9][0-9])$")[0].astype("float64")
    whole = period.str.fullmatch(r"[0-9]{4}")
    several = period.str.fullmatch(r"[0-9]{4}/[0-9]{4}")
    span = (
        period.str[-4:].where(several).astype("float64") - period.str[:4].where(several).astype("float64") + 1
    ) * 12
    months = ((told[2] - told[0]) * 12 + told[3] - told[1] + 1).fillna(span)
    months = months.where(~whole, 12.0).where(single.isna(), 1.0)
    return (
        pd.DataFrame(
            {
                "year": pd.array(years.str[-1].to_list(), dtype="object"),
                "months": months,
                "from_month": told[1].fillna(single),
                "to_month": told[3].fillna(single),
            },
            index=period.index,
        )
        .astype({"year": "float64"})
        .astype({"year": "Int64"})
    )


def _spans(rows: pd.DataFrame) -> pd.Series:
    """What part of time a figure covers, without its year: year, 1-10 (months), 3 years, stock."""
    first, last = (rows[name].astype("Int64").astype("str") for name in ("from_month", "to_month"))
    years = (rows["months"] / 12).round().astype("Int64").astype("str")
    several, one, whole = rows["months"] > 12, rows["months"].notna(), rows["months"] == 12
    told = (
        pd.Series("", rows.index, dtype="str").mask(one, first + "-" + last).mask(several, years + " years")
    )
    return told.mask(whole, "year").mask(rows["nature"] == "stock", "stock")


def _measure(rules: Rules, rows: pd.DataFrame) -> pd.Series:
    """What a rate is of, beyond its indicator: the base of growth, what a share is a share of; empty for a level."""
    growth = rows["base"].where(rows["base"] != (rows["year"] - 1).astype("str"), "")
    words = measures(rules, rows).where(rows["kind"].isin(["share", "change"]), "")
    gap = (rows["kind"] == "change") & (rows["base"] == GAP)
    return words.where(rows["kind"] != "growth", growth).mask(gap, GAP)


def _base_period(rows: pd.DataFrame) -> pd.Series:
    """What growth is counted from: the year named, else the same months of the year before; empty for means."""
    before = rows["period"].str.replace(r"[0-9]{4}", lambda year: str(int(year[0]) - 1), regex=True)
    usual = before.where((rows["measure"] == "") & (rows["months"] <= 12), "")
    named = rows["measure"].where(rows["measure"].str.fullmatch(r"[0-9]{4}"), usual)
    return named.where(rows["kind"] == "growth", "")


def _chosen(rules: Rules, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the row of each key that stands for the report, and say what the others state."""
    before = rows["indicator"].str.contains(_BEFORE)
    rank = pd.DataFrame(
        {
            "before": before,
            "several_years": (rows["months"] > 12) & (rows["nature"] != "stock"),
            "status": rows["status"].map({name: n for n, name in enumerate(STATUSES)}),
            "cover": -rows["months"]
            .where(rows["nature"] != "stock")
            .where(rows["months"] <= 12, 0)
            .fillna(0),
            "late": -rows["to_month"].where(rows["nature"] == "stock").fillna(12),
            "listed": ~rows["listed"],
            "hedged": rows["bound"] != "exact",
            "start": rows["start"],
        }
    )
    order = rank.sort_values(list(rank.columns), kind="stable").index
    first = ~rows.loc[order].duplicated(KEY)
    rows["chosen"] = first.reindex(rows.index) & (rows["scope"] == "town") & ~before
    others = ~rows["chosen"] & (rows["scope"] == "town")
    rows["passed_over"] = (
        pd.Series("", rows.index, dtype="str").mask(others, "not_chosen").mask(before, "level_before")
    )
    return _with_rivals(rules, rows)


def _with_rivals(rules: Rules, rows: pd.DataFrame) -> pd.DataFrame:
    """others: surfaces of the same key, status and period that the chosen one cannot be; taken: the one chosen."""
    several = rows[rows.duplicated(KEY, keep=False)]
    best, others, taken = {}, {}, {}
    needed = [
        *KEY,
        "chosen",
        "passed_over",
        "status",
        "period",
        "surface",
        "value",
        "stated_value",
        "stated_unit",
        "bound",
    ]
    figures = list(several[needed].itertuples(name="Figure"))
    for figure in figures:
        if figure.chosen:
            best[tuple(figure)[1 : len(KEY) + 1]] = figure
    for figure in figures:
        one = best.get(tuple(figure)[1 : len(KEY) + 1])
        if one is None or one is figure:
            continue
        taken[figure.Index] = "".join(one.surface.split())
        same = (figure.period, figure.status) == (one.period, one.status)
        same = same and figure.passed_over != "level_before"
        if same and not _may_be_one(rules, one, figure):
            others.setdefault(one.Index, {})["".join(figure.surface.split())] = None
    said = {index: "、".join(surfaces) for index, surfaces in others.items()}
    return rows.assign(
        others=[said.get(index, "") for index in rows.index],
        taken=[taken.get(index, "") for index in rows.index],
    )


def _may_be_one(rules: Rules, first, second) -> bool:
    """Whether two figures can be one number printed twice: 突破200亿元 and 220亿元."""
    spreads = [
        rounding.interval(rules, row.stated_value, row.surface, row.stated_unit, row.bound)
        for row in (first, second)
    ]
    near = abs(first.value - second.value) <= 0.01 * max(abs(first.value), abs(second.value))
    return near or rounding.overlap(*spreads)
