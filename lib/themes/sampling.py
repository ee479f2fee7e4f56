"""A sheet on which readers judge whether the hits of the theme dictionary speak of their theme."""

from collections.abc import Callable

import numpy as np
import pandas as pd

KEYS = ["doc_id", "start", "end"]
COLUMNS = ["draw", *KEYS, "theme", "term", "role", "left", "match", "right", "verdict", "remark"]
RANDOM, BY_TERM = "random", "term"


def validation_sheet(
    theme_hits: pd.DataFrame,
    n: int = 40,
    seed: int = 20,
    per_term: int = 0,
    reach: int = 30,
    *,
    raw_text: Callable[[str], str],
) -> pd.DataFrame:
    """Return a sample of theme hits with their context and two empty columns for a reader, theme by theme.

    Rows with draw "random" are a simple random sample of n hits of each theme (all, where there are fewer): the share
    of them judged right estimates the theme's precision. Rows with draw "term" come on top, so that every term is read
    at least per_term times, in different reports as long as there are; they are not random and must stay out of that
    estimate. A theme's rows stand in random order, so that a reader may stop at any point.

    theme_hits: the table. seed: where the random numbers begin. reach: characters of context on either side, white
    space left out. raw_text: gives the raw text of a doc_id.
    """
    hits = theme_hits.sort_values(KEYS).reset_index(drop=True)
    order = pd.Series(np.random.default_rng(seed).permutation(len(hits)), index=hits.index)
    shuffled = hits.loc[order.sort_values().index]
    drawn = shuffled.groupby("theme", sort=False).head(n).assign(draw=RANDOM)
    rows = pd.concat([drawn, _missing(shuffled, drawn, per_term).assign(draw=BY_TERM)])
    rows = rows.sort_values(["theme", "draw"], kind="stable").reset_index(drop=True)
    texts = {doc_id: raw_text(doc_id) for doc_id in sorted(set(rows["doc_id"]))}
    context = [_context(texts[row.doc_id], row.start, row.end, reach) for row in rows.itertuples(index=False)]
    rows[["left", "match", "right"]] = pd.DataFrame(context, columns=["left", "match", "right"])
    return rows.assign(verdict="", remark="")[COLUMNS]


def _missing(shuffled: pd.DataFrame, drawn: pd.DataFrame, per_term: int) -> pd.DataFrame:
    """Hits not drawn yet that bring every term to per_term, those of reports in which it was not read yet first."""
    left = shuffled.drop(drawn.index)
    seen = set(zip(drawn["term"], drawn["doc_id"]))
    known = pd.Series(
        [pair in seen for pair in zip(left["term"], left["doc_id"])], index=left.index, dtype=bool
    )
    again = left.duplicated(["term", "doc_id"]) | known
    left = left.loc[again.sort_values(kind="stable").index]
    reports = drawn.groupby("term")["doc_id"].nunique()
    lacking = per_term - left["term"].map(reports).astype("float64").fillna(0)
    return left[left.groupby("term").cumcount() < lacking]


def _context(raw: str, start: int, end: int, reach: int) -> tuple[str, str, str]:
    """Both sides and the hit itself, without white space; more is cut off than shown, since white space may be long."""
    left, right = raw[max(0, start - 4 * reach) : start], raw[end : end + 4 * reach]
    return _closed_up(left)[-reach:], _closed_up(raw[start:end]), _closed_up(right)[:reach]


def _closed_up(text: str) -> str:
    return "".join(text.split())
