"""What a chart shows of what there is, for captions that say so: numbers by the names that captions.csv asks for."""

import pandas as pd
from matplotlib.figure import Figure

from lib import comparison as compared


def reports(figure: Figure, every: pd.DataFrame) -> pd.DataFrame:
    """Return the reports of which the chart has a mark; all where it has none. every: the reports table."""
    names = [name for name in ("doc_id", "result_doc_id") if name in figure.data]
    told = set().union(*(figure.data[name].dropna() for name in names))
    return every[every["doc_id"].isin(told)] if told else every


def indicators(figure: Figure, comparison: pd.DataFrame, every: pd.DataFrame) -> dict[str, int]:
    """Return how many indicators the coverage map shows (marked) and how many there are (all).

    comparison: the table. every: the reports that the map was made for.
    """
    own = comparison[comparison["doc_id"].isin(every["doc_id"])]
    return {
        "marked": figure.data["canonical"].nunique(),
        "all": compared.coverage(own, every)["canonical"].nunique(),
    }


def themes(figure: Figure, hits: pd.DataFrame) -> dict[str, int]:
    """Return how many themes the chart shows (shown) and how many have hits (themes). hits: the table theme_hits."""
    return {"shown": figure.data["theme"].nunique(), "themes": hits["theme"].nunique()}


def words(figure: Figure, edges: pd.DataFrame) -> dict[str, int]:
    """Return how many words the network shows (marked) and how many have lines (linked). edges: as cooccurrence() gives them."""
    ends = {"marked": figure.data, "linked": edges}
    return {
        name: len({*table["source"], *table["target"]}) if len(table) else 0 for name, table in ends.items()
    }


def targets(figure: Figure) -> dict[str, int]:
    """Return how many targets the chart shows (marks), and how many of them were worked out (implied)."""
    return {"marks": len(figure.data), "implied": int((figure.data["source"] == "implied").sum())}
