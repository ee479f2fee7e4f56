"""The codebook of a panel: every column of every table, what it says, and how its values are spread."""

from collections.abc import Mapping

import pandas as pd

from lib.rules import Rules
from lib.tables.panel.attention import words_of
from lib.tables.panel.facts import missing_codes
from lib.tables.panel.variables import ERROR, NOTE, Variable, labels, variables
from lib.tables.panel.wide import THEME
from lib.themes import theme_name

ENDINGS = (ERROR, NOTE)
SPREAD = ["values", "places", "first_year", "last_year", "mean", "sd", "minimum", "median", "maximum"]
FIELDS = [
    "table",
    "column",
    "zh",
    "en",
    "unit",
    "definition",
    "kind",
    "aim",
    "measure",
    "nature",
    "caution_zh",
    "caution_en",
]


def fields(
    rules: Rules, panel: Mapping[str, pd.DataFrame], words: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return one row per column of the panel's tables: what it is called and says in both languages, and its unit.

    panel: from of_tables(). words: those counted, by column.
    """
    fixed = {(row["table"], row["column"]): row for row in rules.table("panel_columns")}
    wide = {one.name: one for one in variables(rules, panel["long"])}
    rows = []
    for table, frame in panel.items():
        for column in frame:
            row = fixed.get((table, column)) or fixed.get(("", column))
            told = dict(row) if row else _variable(rules, wide, words or {}, column)
            rows.append(told | {"table": table, "column": column})
    return pd.DataFrame(rows, columns=FIELDS).astype("str").fillna("")


def _variable(rules: Rules, wide: Mapping[str, Variable], words: Mapping[str, str], column: str) -> dict:
    """What is said of a column that is one corpus's: a variable, a companion of one, a theme, a word."""
    if column in words:
        return {"zh": f"“{words[column]}”的出现次数", "en": f"occurrences of “{words[column]}”"}
    if column.startswith(THEME):
        theme = column.removeprefix(THEME)
        return {
            "zh": f"每千字“{theme_name(rules, theme, 'zh')}”命中次数",
            "en": f"{theme_name(rules, theme, 'en')}: hits per 1,000 characters",
        }
    for ending in ENDINGS:
        bare = column.removesuffix(ending)
        if column.endswith(ending) and bare in wide:
            base = labels(rules, wide[bare])
            row = next(row for row in rules.table("panel_columns") if row["column"] == ending)
            return {language: f"{base[language]}{row[language]}" for language in ("zh", "en")}
    if column not in wide:
        return {"zh": f"reports.csv 的“{column}”列", "en": f"column {column} of reports.csv"}
    one = wide[column]
    return labels(rules, one) | one._asdict() | _cautions(rules, one)


def _cautions(rules: Rules, one: Variable) -> dict[str, str]:
    """What comparison_definitions.csv and indicators.csv say against comparing the indicator."""
    told = {"caution_zh": [], "caution_en": []}
    rows = [("comparison_definitions", "why"), ("indicators", "caution")]
    for table, start in rows:
        for row in rules.table(table):
            if row["definition"] == one.definition:
                for language in ("zh", "en"):
                    told[f"caution_{language}"] += [row[f"{start}_{language}"]] * bool(
                        row[f"{start}_{language}"]
                    )
    return {"caution_zh": "；".join(told["caution_zh"]), "caution_en": "; ".join(told["caution_en"])}


def described(rules: Rules, wide: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return one row per variable of the wide panel: how many values, places and years, their spread, and what is missing.

    mean, sd (of a sample), minimum, median and maximum are of the values of all places and years together. One column per
    key of panel_missing.csv counts the empty cells.

    wide, facts: the panel's tables.
    """
    rows = []
    keys = [row["key"] for row in missing_codes(rules)]
    for one in variables(rules, facts):
        own = wide[wide[one.name].notna()]
        values = own[one.name]
        years = own["year"]
        spread = [
            len(own),
            own["place_id"].nunique(),
            *((years.min(), years.max()) if len(own) else (None, None)),
        ]
        spread += [values.mean(), values.std(), values.min(), values.median(), values.max()]
        empty = wide.loc[wide[one.name].isna(), one.name + NOTE].value_counts()
        told = labels(rules, one)
        rows.append(
            [one.name, told["zh"], told["en"], one.unit, *spread, *(int(empty.get(key, 0)) for key in keys)]
        )
    found = pd.DataFrame(rows, columns=["column", "zh", "en", "unit", *SPREAD, *keys])
    return found.astype(dict.fromkeys(["first_year", "last_year"], "Int64"))


def word_names(words) -> dict[str, str]:
    """Return the words by the name of their column in the panel's table words."""
    return words_of(words)
