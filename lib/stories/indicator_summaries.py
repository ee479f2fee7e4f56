"""The tables of notebook 02: what each town states, promises and counts, each with its sentence."""

import pandas as pd

from lib import audit, targets
from lib.comparison import targets_beside_results
from lib.metadata import named
from lib.rules import definition_name, in_force, indicator_name, label, label_or
from lib.stories.summaries import visible

STATED = ["doc_id", "indicator", "definition", "surface", "value", "unit", "growth", "share"]
STATED += ["period", "sentence", "start", "end"]
AUDITED = [
    "doc_id",
    "verdict",
    "reason",
    "check",
    "indicator",
    "surface",
    "stated",
    "relation",
    "computed",
    "note",
]
AUDITED += ["sentence", "order"]


def stated(
    quantities: pd.DataFrame, reports: pd.DataFrame, status: str = "actual", language: str = "zh"
) -> pd.DataFrame:
    """Return one row per level that a report states of an indicator, with growth and shares stated beside it.

    Only indicators of the whole town are listed. growth, share: per cent, from the row of the same report,
    indicator, definition and period; empty where the report states none.

    quantities, reports: the tables. status: "actual", "target" or "expected". language: of the labels.
    """
    rows = quantities[(quantities["canonical"] != "") & (quantities["status"] == status)]
    keys = ["doc_id", "canonical", "definition", "period"]
    rates = rows[rows["unit"] == "%"].drop_duplicates([*keys, "kind"])
    # 超出年初预算74.5% and 完成任务量的77.7% are both shares: the name says of what
    of_what = (" " + rates["indicator"]).where(rates["kind"] == "share", "")
    fallen = (rates["kind"] == "growth") & (rates["value"] < 0)  # 同比下降5%: the surface has no sign
    said = (rates["surface"] + of_what).where(~fallen, "−" + rates["surface"])
    rates = rates.assign(said=said).set_index([*keys, "kind"])["said"]
    levels = rows[rows["kind"] == "level"]
    for column, kind in (("growth", "growth"), ("share", "share")):
        wanted = levels[keys].assign(kind=kind).itertuples(index=False, name=None)
        levels = levels.assign(**{column: [rates.get(key, "") for key in wanted]})
    ids = [row["definition"] for row in in_force().table("indicators")]
    levels = levels.assign(
        surface=visible(levels["surface"]).str.replace("[␣⏎]", "", regex=True),
        indicator=[indicator_name(name, language) for name in levels["canonical"]],
        order=levels["definition"].map({name: number for number, name in enumerate(ids)}),
        definition=[definition_name(name, language) for name in levels["definition"]],
    ).sort_values(["order", "start"], kind="stable")
    return named(levels[STATED], reports, language)


def headline(quantities: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the indicators that at least two reports state, one column per report, as printed and with the period.

    Figures done and expected (预计) for the review year are shown. A period that is not the whole review year stands in brackets: such a cell must not be set beside a year's. Where the
    reports' words define an indicator differently, each cell says its definition. The sentences are in stated().
    """
    done = [
        stated(quantities, reports, status, language).assign(status=status)
        for status in ("actual", "expected")
    ]
    rows = pd.concat(done)
    called = reports[f"label_{language}"].to_list()
    years = dict(zip(called, reports["review_year"].astype("str"), strict=True))
    rows = rows[rows["period"].str[:4] == rows["report"].map(years)]
    whole = rows["period"] == rows["report"].map(years)
    if rows.empty:
        return pd.DataFrame(columns=["indicator", *called])
    grown = rows["growth"].map(lambda rate: _grown(rate, language))
    told = "；" + rows["definition"] if language == "zh" else "; " + rows["definition"]
    mixed = rows.groupby("indicator")["definition"].transform("nunique") > 1
    hoped = rows["surface"].map(lambda amount: label("stated.expected", language).format(amount=amount))
    cells = (
        rows["surface"].where(rows["status"] == "actual", hoped)
        + grown
        + ("（" + rows["period"] + "）").where(~whole, "")
        + told.where(mixed, "")
    )
    table = (
        rows.assign(cell=cells).groupby(["indicator", "report"], sort=False)["cell"].agg("\n".join).unstack()
    )
    table = table.reindex(columns=called).fillna("")
    shared = (table != "").sum(axis=1) >= min(2, len(called))
    return table[shared].reset_index().rename_axis(None, axis=1)


def _grown(rate: str, language: str) -> str:
    """A stated growth or fall as words: 增长5%, 下降5%."""
    if not rate:
        return ""
    key = "stated.fallen" if rate.startswith("−") else "stated.grown"
    return label(key, language).format(rate=rate.removeprefix("−"))


def circumstances(quantities: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: quantities by status and by scope, and how many have a canonical indicator."""
    status = pd.crosstab(quantities["doc_id"], quantities["status"])
    scope = pd.crosstab(quantities["doc_id"], quantities["scope"])
    known = quantities[quantities["canonical"] != ""].groupby("doc_id").size().rename("with_indicator_id")
    table = reports[["doc_id"]].merge(status.join(scope).join(known).reset_index(), on="doc_id", how="left")
    counts = table.columns.drop("doc_id")
    return named(table.assign(**table[counts].fillna(0).astype(int)), reports, language)


def promised(wanted: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the targets that a report sets for an indicator of the whole town, with their wording and sentence.

    wanted: the targets table.
    """
    rows = wanted[wanted["canonical"] != ""]
    rows = rows.assign(indicator=[indicator_name(name, language) for name in rows["canonical"]])
    columns = "doc_id indicator value unit kind modifier wording wording_word year implied_last_target sentence start end"
    return named(rows[columns.split()], reports, language)


def beside_actual(
    comparison: pd.DataFrame, wanted: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return each target beside what the same report says was done, with the reason where the two do not compare.

    change_percent: target ÷ result − 1 in %, of amounts that can be held against each other.

    comparison, wanted: the tables comparison and targets.
    """
    rows = targets_beside_results(in_force(), comparison, wanted)
    rows = rows[rows["relation"] == "year_before"]
    change = (rows["target"] / rows["result"].replace(0, float("nan")) - 1) * 100
    rows = rows.assign(
        indicator=[indicator_name(name, language) for name in rows["canonical"]],
        change_percent=change.where(rows["comparable"] & (rows["kind"] == "level")),
        reason=rows["reason" if language == "zh" else "reason_en"],
    )
    columns = "doc_id indicator kind unit year target result result_period change_percent comparable reason"
    return named(rows[columns.split()], reports, language)


def not_promised(quantities: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the usual targets by report: ● the plan sets one, ○ only the review states the indicator, empty: neither."""
    absent = targets.absent_targets(in_force(), quantities, reports)
    label = absent.drop_duplicates("canonical").set_index("canonical")[f"label_{language}"]
    signs = {(row.doc_id, row.canonical): "○" if row.actual_stated else "" for row in absent.itertuples()}
    table = pd.DataFrame(
        [
            {"doc_id": doc_id} | {label[name]: signs.get((doc_id, name), "●") for name in label.index}
            for doc_id in reports["doc_id"]
        ]
    )
    return named(table, reports, language)


def audited(
    checks: pd.DataFrame, quantities: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return the audit with the verdict in words and the sentence; disagreements first, then what cannot be told.

    relation: how the number stated must stand to the computed one for the two to agree: = (the same but for rounding),
    = Σ (their sum), ≤ (at most: a part, a bound), ≥, ≥ Σ (at least the parts that are told).

    checks: the audit table.
    """
    about = quantities.drop_duplicates(["doc_id", "start"])[
        ["doc_id", "start", "indicator", "surface", "sentence"]
    ]
    rows = checks.merge(about, on=["doc_id", "start"], how="left")
    order = rows["verdict"].map({audit.DISAGREES: 0, audit.CANNOT_BE_TOLD: 1, audit.AGREES: 2})
    rows = rows.assign(order=order).sort_values(["order", "doc_id", "start"], kind="stable")
    rows = rows.assign(
        surface=visible(rows["surface"]),
        relation=[_relation(row) for row in rows.itertuples()],
        verdict=[label_or(f"verdict.{verdict}", language, verdict) for verdict in rows["verdict"]],
        check=[label_or(f"check.{check}", language, check) for check in rows["check"]],
        reason=[label_or(f"reason.{reason}", language, reason) for reason in rows["reason"]],
    )
    shown = named(rows[AUDITED], reports, language).sort_values("order", kind="stable")
    return shown.drop(columns="order").reset_index(drop=True)


def _relation(row) -> str:
    """How the stated number must stand to the computed one; of a bound, the side is told by whether the two agree."""
    known = label_or(f"relation.{row.check}", "zh", "")
    if known:
        return known
    return "≤" if (row.stated <= row.computed) == (row.verdict == audit.AGREES) else "≥"


def quantity_counts(
    quantities: pd.DataFrame, unread: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return one row per report: quantities found, by kind, and numerals that are none, by class."""
    kinds = pd.crosstab(quantities["doc_id"], quantities["kind"])
    classes = pd.crosstab(unread["doc_id"], unread["class"]).add_prefix("not: ")
    table = reports[["doc_id"]].merge(
        quantities.groupby("doc_id").size().rename("quantities"), on="doc_id", how="left"
    )
    table = table.merge(kinds, on="doc_id", how="left").merge(classes, on="doc_id", how="left")
    counts = table.columns.drop("doc_id")
    return named(table.assign(**table[counts].fillna(0).astype(int)), reports, language)


def evidence(
    quantities: pd.DataFrame,
    reports: pd.DataFrame,
    unit: str | None = None,
    largest: int = 3,
    language: str = "zh",
) -> pd.DataFrame:
    """Return, per report, its quantities of a unit with the largest values: what it measures, of whom (scope), section, sentence.

    unit: such as "元", "%", "亩"; every unit by default. largest: how many per report.
    """
    rows = quantities if unit is None else quantities[quantities["unit"] == unit]
    rows = (
        rows.sort_values(["value", "start"], ascending=[False, True], kind="stable")
        .groupby("doc_id")
        .head(largest)
    )
    columns = [
        "doc_id",
        "surface",
        "value",
        "unit",
        "indicator",
        "scope",
        "bound",
        "kind",
        "role",
        "section",
        "sentence",
        "start",
        "end",
    ]
    return named(rows.assign(surface=visible(rows["surface"]))[columns], reports, language)


def sampled(table: pd.DataFrame, by: str, n: int = 2, seed: int = 20) -> pd.DataFrame:
    """Return up to `n` rows of each value of the column `by`, drawn at random with a fixed seed, in table order."""
    drawn = table.sample(frac=1, random_state=seed).groupby(by, sort=True).head(n)
    return drawn.sort_values([by, "doc_id", "start"]).reset_index(drop=True)


def bounds(quantities: pd.DataFrame, reports: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return one row per report: how many quantities are exact, about, above, below, and an example of a hedged one."""
    counts = pd.crosstab(quantities["doc_id"], quantities["bound"])
    hedged = (
        quantities[quantities["bound"] != "exact"]
        .groupby("doc_id")["surface"]
        .agg(lambda s: "、".join(s.head(4)))
    )
    return named(counts.join(hedged.rename("examples")).reset_index(), reports, language)
