"""The way from a name that no indicator covers to a row of indicators.csv, for the notebook of indicators."""

import pandas as pd

from lib.rules import in_force

SHOWN = ["name", "reports", "rows", "families", "sentence", "report", "start", "end"]


def shown(
    candidates: pd.DataFrame, reports: pd.DataFrame, language: str = "zh", most: int = 20
) -> pd.DataFrame:
    """Return the names that most reports use and no indicator covers, each with a sentence and the report it is from.

    candidates, reports: the tables. most: rows at most.
    """
    called = reports.set_index("doc_id")[f"label_{language}"]
    rows = candidates.head(most)
    return rows.assign(report=rows["doc_id"].map(called))[SHOWN].reset_index(drop=True)


def draft(
    candidates: pd.DataFrame, names: list[str], definition: str, english: str, nature: str = "mixed"
) -> pd.DataFrame:
    """Return a row for dictionaries/indicators.csv of one's own reports, in which some names are one indicator.

    candidates: the table. names: of it, all of them wordings of the indicator; the first is what charts print.
    definition: an id in English letters. english: its name in English. nature: as the table's head explains. Raises
    ValueError for a name that is no candidate, and for a definition that another row has.
    """
    known = candidates.set_index("name")
    unknown = [name for name in names if name not in known.index]
    if unknown or not names:
        raise ValueError(
            f"{', '.join(unknown) or 'no name'}: not in candidates.csv; copy names from the table above"
        )
    rows = in_force().table("indicators")
    if definition in {row["definition"] for row in rows}:
        raise ValueError(
            f"indicators.csv has a row {definition!r}; take another id, or add the names to its wordings"
        )
    families = dict.fromkeys(family for name in names for family in known.loc[name, "families"].split("|"))
    cells = dict.fromkeys(rows[0], "") | {"definition": definition, "canonical": definition, "nature": nature}
    cells |= {"label_zh": names[0], "label_en": english, "wordings": "|".join(names), "source": "reports"}
    return pd.DataFrame([cells | {"units": "|".join(family for family in families if family != "none")}])


def example(candidates: pd.DataFrame) -> pd.DataFrame:
    """Return the row that draft() makes of the first candidate, to show the way; without any candidate an empty table.

    candidates: the table.
    """
    names = candidates["name"].head(1).to_list()
    return draft(candidates, names, "my_indicator", "My indicator") if names else pd.DataFrame()
