"""What a scholar should look at once tables are built: corrections in force, what they left behind, reports kept apart."""

from collections.abc import Iterable, Mapping

import pandas as pd

from lib.rules import in_force, message
from lib.themes import own_themes

OF_NAMES = ("indicator", "canonical", "definition")
NAMED = 5  # texts that are named in a line
DEPENDENT = ("growth", "change")  # kinds that have the name of the amount before them


def notices(
    reports: pd.DataFrame, quantities: pd.DataFrame, corrections: Iterable[Mapping[str, str]]
) -> list[str]:
    """Return a line for each thing to look at, in the language spoken.

    reports, quantities: the tables. corrections: rows of read_corrections().
    """
    known = [row for row in corrections if row["doc_id"] in set(reports["doc_id"])]
    told = [message("notice.corrections", n=len(known))] if known else []
    told += [message("notice.left_behind", **row) for row in left_behind(quantities, known)]
    told += told_apart(reports)
    unlike = list(reports.loc[reports["document_type"] == "no_report", "doc_id"])
    names = ", ".join(unlike[:NAMED]) + " …" * (len(unlike) > NAMED)
    told += [message("notice.no_report", n=len(unlike), names=names)] if unlike else []
    known = ", ".join(f"{row['theme']} {row['zh']}" for row in in_force().table("theme_names"))
    return told + [message("notice.theme", theme=theme, known=known) for theme in own_themes(in_force())]


def told_apart(reports: pd.DataFrame) -> list[str]:
    """Return a line for each town whose reports are kept apart; of more than a few, one line with the first names.

    reports: as kept_apart() takes them. Of 2,000 reports without counties a thousand towns would scroll all else away.
    """
    apart = kept_apart(reports)
    if len(apart) <= NAMED:
        return [message("notice.apart", town=town, n=n) for town, n in apart.items()]
    names = ", ".join([*list(apart)[:NAMED], "…"])
    return [message("notice.apart_many", n=len(apart), names=names)]


def kept_apart(reports: pd.DataFrame) -> dict[str, int]:
    """Return the towns of which several reports tell no county, and so are of several places, with their number.

    reports: with town and county, and place_id, without which each report is taken for a place of its own.
    """
    bare = reports[(reports["town"].fillna("") != "") & (reports["county"].fillna("") == "")]
    place = "place_id" if "place_id" in bare else "doc_id"  # a sheet to fill in has no places yet
    counts = bare.groupby("town", sort=True)[place].nunique()
    return {town: int(n) for town, n in counts.items() if n > 1}


def left_behind(
    quantities: pd.DataFrame, corrections: Iterable[Mapping[str, str]]
) -> list[dict[str, object]]:
    """Return the growth that still has the name which a correction has taken from the amount in its sentence.

    Each has doc_id, start, surface, field, value. quantities: the table, corrected.
    """
    made = [row for row in corrections if row["table"] == "quantities" and row["field"] in OF_NAMES]
    done = {(row["doc_id"], row["start"], row["field"]) for row in made}
    found = []
    for row in made:
        own = quantities[quantities["doc_id"] == row["doc_id"]]
        sentence = own.loc[own["start"].astype(str) == row["start"], "sentence_start"]
        beside = own[own["sentence_start"].isin(sentence.dropna()) & own["kind"].isin(DEPENDENT)]
        beside = beside[(beside[row["field"]].fillna("") == row["expected"]) & (row["expected"] != "")]
        for other in beside.itertuples(index=False):
            if (row["doc_id"], str(other.start), row["field"]) not in done:
                told = {name: getattr(other, name) for name in ("doc_id", "start", "surface")}
                found.append(told | {"field": row["field"], "value": row["expected"]})
    return found
