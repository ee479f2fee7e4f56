"""Tables of the panel for readers: who is in it, facts with their evidence, choices, trends, targets kept, words, statistics."""

from functools import partial

import pandas as pd

from lib import charts, corpus, paths, tables
from lib.comparison import fullest_year, results, targets_beside_results
from lib.metadata import in_pinyin
from lib.rules import definition_name, in_force, label_or, series
from lib.tables import panel
from lib.themes import theme_name

FACTS = [
    "place",
    "year",
    "indicator",
    "aim",
    "value",
    "unit",
    "bound",
    "choice",
    "surface",
    "doc_id",
    "start",
    "sentence",
]

MOST_YEARS = 6  # columns of years in a printed table


def made(words=()) -> dict[str, pd.DataFrame]:
    """Return the panel's tables of the corpus in force, with the user's own columns. words: any strings to be counted."""
    own = corpus.own_columns(paths.data(), tables.load("reports"))
    return panel.of_tables(in_force(), tables.load, words, own)


def places_by_years(wide: pd.DataFrame, language: str = "zh", most: int = 40) -> pd.DataFrame:
    """Return one row per place with a column per year: how many variables have a value, "–" where no report is there.

    wide: the panel's table. most: places shown, the first ones.
    """
    names = [name for name in wide if f"{name}{panel.NOTE}" in wide]
    told = wide.assign(filled=wide[names].notna().sum(axis=1).astype("str") if names else "0")
    told["filled"] = told["filled"].where(told["has_report"] == 1, "–")
    made = told.pivot(index="place_id", columns="year", values="filled").fillna("")
    place = told.drop_duplicates("place_id").set_index("place_id")[f"place_{language}"]
    made.columns = [str(year) for year in made.columns]
    made.insert(0, "place", place)
    return made.head(most).reset_index(drop=True)


def facts(long: pd.DataFrame, language: str = "zh", n: int = 12) -> pd.DataFrame:
    """Return n facts evenly spread over the long panel, each with its sentence and place in the raw text.

    long: the panel's table.
    """
    step = max(1, len(long) // max(1, n))
    return _shown(long.iloc[::step].head(n), language)


def told_by_several(long: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the facts that several reports state, or a report of another year, with the choice made and what others say."""
    own = long[(long["stated_by"] > 1) | (long["choice"] == "other_year")]
    return _shown(own, language, ["others_agree", "other_values"])


def _shown(rows: pd.DataFrame, language: str, more: list[str] | None = None) -> pd.DataFrame:
    kinds = rows["kind"].map(lambda kind: "" if kind == "level" else label_or(f"kind.{kind}", language, kind))
    told = rows.assign(
        place=rows[f"place_{language}"],
        indicator=[
            series(filter(None, (definition_name(name, language), kind)), language, "phrase")
            for name, kind in zip(rows["definition"], kinds, strict=True)
        ],
        aim=rows["aim"].map(lambda aim: label_or(f"panel.{aim}", language, aim)),
    )
    return told[[*FACTS[:-1], *(more or []), FACTS[-1]]].reset_index(drop=True)


def filled(described: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return for each variable how many cells hold a value, and how many are empty for which reason.

    described: from panel.described().
    """
    keys = [row["key"] for row in panel.missing_codes(in_force())]
    return described.rename(columns={language: "label"})[["column", "label", "values", *keys]]


def medians(long: pd.DataFrame, described: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return the numbers behind the trends: median of the places and n, by variable and year.

    long: the panel's table. described: from panel.described().
    """
    told = (
        charts.values_of(long).groupby(["variable", "year"])["value"].agg(["median", "count"]).reset_index()
    )
    wide = told.pivot(index="variable", columns="year", values=["median", "count"])
    flat = {f"{'n' if kind == 'count' else 'median'} {year}": wide[kind, year] for kind, year in wide.columns}
    made = pd.DataFrame(flat).rename_axis("column").reset_index()
    for name in (name for name in made if name.startswith("n ")):
        made[name] = made[name].fillna(0).astype("Int64")
    order = described[["column", language]].rename(columns={language: "label"})
    return order.merge(made, on="column", how="inner")


def kept(
    comparison: pd.DataFrame, targets: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return each target beside the result that the report on its year gives, and whether it was reached.

    reached: of a floor or a point, result ≥ target; of a ceiling, result ≤ target; empty where the two cannot be compared,
    which reason says, or the target is about right (左右) and missed by less than a tenth of itself.

    comparison, targets, reports: the tables.
    """
    found = targets_beside_results(in_force(), comparison, targets)
    found = found[found["relation"] == "same_year"]
    called = reports.drop_duplicates("place_id").set_index("place_id")
    place = called["town"].where(called["town"] != "", called.index.to_series())
    place = place.map(partial(in_pinyin, in_force())) if language == "en" else place
    rows = found.assign(
        place=found["place_id"].map(place),
        indicator=found["definition"].map(lambda name: definition_name(name, language)).astype("str"),
        reached=[_reached(row) for row in found.to_dict("records")],
        reason=found["reason" if language == "zh" else "reason_en"],
    )
    columns = [
        "place",
        "year",
        "indicator",
        "kind",
        "target",
        "modifier",
        "result",
        "unit",
        "reached",
        "reason",
    ]
    return rows[[*columns, "doc_id", "start", "result_doc_id", "result_start"]].reset_index(drop=True)


def _reached(row: dict) -> str:
    if not row["comparable"] or pd.isna(row["result"]) or not row["whole"]:
        return ""
    if row["modifier"] == "at_most":
        return "yes" if row["result"] <= row["target"] else "no"
    if row["result"] >= row["target"]:
        return "yes"
    near = row["modifier"] == "around" and row["target"] - row["result"] < abs(row["target"]) / 10
    return "" if near else "no"


def kept_by_indicator(kept: pd.DataFrame) -> pd.DataFrame:
    """Return one row per indicator and kind: targets, those judged, reached and missed, median of result ÷ target in %.

    kept: from kept(). The median is of judged levels only; growth is not divided by growth.
    """
    judged = kept["reached"] != ""
    percent = (kept["result"] / kept["target"].replace(0, float("nan")) * 100).where(
        judged & (kept["kind"] == "level")
    )
    told = kept.assign(
        judged=judged, yes=kept["reached"] == "yes", no=kept["reached"] == "no", percent=percent
    )
    groups = told.groupby(["indicator", "kind"], sort=True)
    found = groups.agg(
        targets=("judged", "size"),
        judged=("judged", "sum"),
        reached=("yes", "sum"),
        missed=("no", "sum"),
        percent=("percent", "median"),
    ).reset_index()
    order = found.sort_values(["targets", "indicator", "kind"], ascending=[False, True, True], kind="stable")
    return order.assign(percent=order["percent"].round(1)).reset_index(drop=True)


def targets_table(
    comparison: pd.DataFrame, targets: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return kept_by_indicator() for print, in words. comparison, targets, reports: the tables."""
    told = kept_by_indicator(kept(comparison, targets, reports, language))
    return told.assign(kind=[label_or(f"kind.{kind}", language, kind) for kind in told["kind"]])


def themes_table(attention: pd.DataFrame, language: str = "zh", role: str = "all") -> pd.DataFrame:
    """Return one row per theme with mean and standard deviation of hits per 1,000 characters, by year and of all years.

    attention: the panel's table. role: part of the report.
    """
    own = panel.pooled(attention[attention["role"] == role])
    order = list(dict.fromkeys(own["theme"]))
    told = pd.DataFrame({"theme": [theme_name(in_force(), name, language) for name in order]})
    told["observations"] = own.groupby("theme").size().reindex(order).to_numpy()
    whole = own.groupby("theme")["per_1000_characters"].agg(["mean", "std"]).reindex(order)
    told["mean"], told["sd"] = whole["mean"].round(2).to_numpy(), whole["std"].round(2).to_numpy()
    by_year = own.pivot_table(
        index="theme", columns="year", values="per_1000_characters", aggfunc="mean"
    ).reindex(order)
    for year in list(by_year)[-MOST_YEARS:]:
        told[str(year)] = by_year[year].round(2).to_numpy()
    return told


def word_counts(words: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Return how often the words stand in each report, beside the three denominators. words: the panel's table."""
    named = [name for name in words if name.startswith("w_")]
    shown = words.assign(place=words[f"place_{language}"]).rename(columns={"characters": "clean_characters"})
    return shown[["place", "year", *named, "clean_characters", "han_words", "sentences"]]


def descriptive(described: pd.DataFrame, language: str = "zh", least: int = 3) -> pd.DataFrame:
    """Return the descriptive statistics of a paper: per variable n, places, years, mean, sd, minimum, median, maximum.

    Amounts of money are in 万元 (English: thousand yuan), those per head in yuan. described: from panel.described(). least: values that a variable
    must have.
    """
    rows = described[described["values"] >= least]
    # names of units, as labels.csv has them
    factor, unit = (10_000, "万元") if language == "zh" else (1_000, "千元")
    money = (rows["unit"] == "元") & ~rows["column"].map(_per_head).astype("bool")
    by = money.map({True: factor, False: 1})
    years = rows["first_year"].astype("str") + "–" + rows["last_year"].astype("str")
    told = pd.DataFrame(
        {"variable": [panel.without_unit(row[language], row["unit"]) for row in rows.to_dict("records")]}
    )
    plain = rows["unit"].map(lambda name: label_or(f"unit.{name}", language, name))
    told["unit"] = plain.where(~money, label_or(f"unit.{unit}", language, unit)).to_numpy()
    told["observations"], told["places"], told["years"] = (
        rows["values"].to_numpy(),
        rows["places"].to_numpy(),
        years.to_numpy(),
    )
    for name in ("mean", "sd", "minimum", "median", "maximum"):
        told[name] = (rows[name] / by).round(2).to_numpy()
    return told


def _per_head(column: str) -> bool:
    """Whether a variable is an amount for one person already, or the change of one."""
    stems = panel.stems(in_force())
    heads = {
        stems[row["definition"]]
        for row in in_force().table("indicators")
        if row["nature"] in ("per_head", "rate")
    }
    return column.removeprefix("t_").removeprefix("i_").removesuffix("_c") in heads


def per_head(wide: pd.DataFrame, column: str, year: int, language: str = "zh") -> pd.DataFrame:
    """Return one variable of one year by place, divided by the population that reports.csv gives, the largest first.

    wide: the panel's table. column: a variable that is an amount.
    """
    own = wide[(wide["year"] == year) & wide[column].notna() & wide["population"].notna()]
    told = pd.DataFrame(
        {
            "place": own[f"place_{language}"],
            "value": own[column],
            "rank": own[column].rank(ascending=False).astype("Int64"),
            "population": own["population"],
            "per_head": own[column] / own["population"],
        }
    )
    told["rank_per_head"] = told["per_head"].rank(ascending=False).astype("Int64")
    return told.sort_values(["per_head", "place"], ascending=[False, True], kind="stable").reset_index(
        drop=True
    )


def ranked_variable(described: pd.DataFrame, unit: str = "元") -> str:
    """Return the result in a unit that most places and years have; "" for none. described: from panel.described()."""
    own = described[(described["unit"] == unit) & ~described["column"].str.startswith(("t_", "i_"))]
    own = own.sort_values(["values", "column"], ascending=[False, True], kind="stable")
    return own["column"].iloc[0] if len(own) else ""


def amount_variable(described: pd.DataFrame) -> str:
    """Return the amount of money of most values that is no amount per head already; "" for none.

    described: from panel.described().
    """
    natures = {row["definition"]: row["nature"] for row in in_force().table("indicators")}
    stems = panel.stems(in_force())
    amounts = {stems[name] for name, nature in natures.items() if nature in ("flow", "stock")}
    return ranked_variable(described[described["column"].isin(amounts)])


def ranked_year(comparison: pd.DataFrame) -> int | None:
    """Return the year that is ranked, the one of most comparable amounts; None where there is none. comparison: the table."""
    return fullest_year(results(comparison, ("level",)))
