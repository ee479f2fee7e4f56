"""The tables that several notebooks show: how the reports measure up, what was saved, and texts on one line."""

import pandas as pd

from lib import drawing, exports
from lib.structure import role_shares

SHORT = 60  # characters of a passage that a table shows


def visible(texts: pd.Series) -> pd.Series:
    """Return texts on one line, line breaks shown as ⏎ and other odd spaces as ␣, cut to a readable length."""
    shown = texts.str.replace(r"\r\n|\r|\n", "⏎", regex=True).str.replace(r"[^\S\n]", "␣", regex=True)
    return shown.where(shown.str.len() <= SHORT, shown.str.slice(0, SHORT) + "…")


def profile(
    reports: pd.DataFrame, sentences: pd.DataFrame, sections: pd.DataFrame, quantities: pd.DataFrame
) -> pd.DataFrame:
    """Return one row per report with the measures that reports are set side by side by.

    characters: clean text without white space. sections: headings of level 2. sentence_length: characters per sentence.
    quantities_per_1000: per 1,000 characters. *_share: per cent of the text.
    """
    table = reports.set_index("doc_id")[["clean_characters", "sentences"]].rename(
        columns={"clean_characters": "characters"}
    )
    body = sentences[sentences["role"] != "front"]
    table["sentence_length"] = body.groupby("doc_id")["characters"].mean().astype(float)
    table["sections"] = (
        sections[(sections["level"] == 2) & (sections["heading"] != "")].groupby("doc_id").size()
    )
    table["quantities"] = quantities.groupby("doc_id").size()
    table = table.fillna({"sections": 0, "quantities": 0})
    table["quantities_per_1000"] = 1000 * table["quantities"] / table["characters"]
    shares = role_shares(sentences).pivot(index="doc_id", columns="role", values="share")
    for role in ("review", "problems", "plan"):
        table[f"{role}_share"] = (
            100 * shares[role].reindex(table.index).fillna(0.0) if role in shares else 0.0
        )
    return table.astype(float).reset_index()


def exported(notebook: str) -> pd.DataFrame:
    """Return the figures and tables (exhibit) that a notebook has saved: files, caption in its language and size in millimetres.

    Hashes of texts and dictionaries stand in the ledger figures/figures.csv and in each caption file.

    notebook: its name in the ledger.
    """
    caption = f"caption_{drawing.language()}"
    columns = ["figure", "cell", "data", caption, "width_mm", "height_mm", "formats"]
    rows = [row for row in exports.ledger() if row["notebook"] == notebook]
    return pd.DataFrame(rows, columns=columns).rename(columns={"figure": "exhibit", caption: "caption"})
