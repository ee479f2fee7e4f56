"""How often readers found that a hit of the theme dictionary speaks of its theme: precision by theme and round."""

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from lib import paths
from lib.rules import answered, in_force, read_table
from lib.themes import theme_name, themes

VERDICTS = ("right", "wrong", "doubtful")
RANDOM = "random"
COUNTS = ["n", "right", "doubtful", "wrong"]
MEASURES = ["precision", "low", "high", "precision_lenient", "low_lenient", "high_lenient"]
COLUMNS = ["round", "theme", "name", *COUNTS, *MEASURES, "hits_read", "terms_read"]


def theme_precision(verdicts: pd.DataFrame | None = None, language: str = "zh") -> pd.DataFrame:
    """Return one row per round and theme: how many of the hits drawn at random readers judged right, with intervals.

    - n, right, doubtful, wrong: hits drawn at random and judged; only they estimate precision
    - precision: right / n, so that doubtful hits count as wrong; low, high: its 95 % interval by Wilson's score
      (Journal of the American Statistical Association 22, 1927, 209-212)
    - precision_lenient, low_lenient, high_lenient: the same of (right + doubtful) / n
    - hits_read, terms_read: all hits judged and the terms among them, also those read on top to see every term

    Ratios are NaN where no hit was drawn at random. Hits without a verdict are left out.

    verdicts: a sheet of validation_sheet() that is filled in, or several put together with a column round; right,
    doubtful and wrong may be written 对, 存疑, 错. By default the verdicts shipped in data/reviews/themes.csv, whose
    first lines say who read what and when.
    language: "zh" or "en", for the themes' names. Raises ValueError for a column that is missing or another verdict.
    """
    judged = _judged(shipped() if verdicts is None else verdicts)
    place = {theme: number for number, theme in enumerate(themes(in_force()))}
    groups = judged.groupby(["round", "theme"], sort=False)
    rows = [
        _row(number, theme, theme_name(in_force(), theme, language), hits) for (number, theme), hits in groups
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = table["theme"].map(place).fillna(len(place))
    return table.assign(order=order).sort_values(["round", "order", "theme"])[COLUMNS].reset_index(drop=True)


def shipped() -> pd.DataFrame:
    """Return the verdicts of data/reviews/themes.csv: round, draw, doc_id, theme, term, start, end, verdict, remark."""
    table = pd.DataFrame(read_table(paths.SHIPPED_DATA / "reviews" / "themes.csv"))
    return table.astype({"round": "int64", "start": "int64", "end": "int64"})


def _judged(verdicts: pd.DataFrame) -> pd.DataFrame:
    if lacking := [column for column in ("draw", "theme", "term", "verdict") if column not in verdicts]:
        raise ValueError(
            f"the sheet has no column {', '.join(lacking)}; keep the columns that validation_sheet() gives"
        )
    table = verdicts if "round" in verdicts else verdicts.assign(round=1)
    meant = {told: verdict for verdict in VERDICTS for told in answered(f"verdict.{verdict}")}
    said = table["verdict"].fillna("").astype(str).str.strip().str.lower()
    if unknown := sorted(set(said) - set(meant) - {""}):
        raise ValueError(f"verdict is {', '.join(unknown)}; write right, wrong or doubtful (对, 错, 存疑)")
    return table.assign(verdict=said.map(meant))[said != ""]


def _row(number: int, theme: str, name: str, hits: pd.DataFrame) -> list:
    drawn = hits.loc[hits["draw"] == RANDOM, "verdict"]
    right, doubtful, wrong = (int((drawn == verdict).sum()) for verdict in ("right", "doubtful", "wrong"))
    n = len(drawn)
    measures = [*_share(right, n), *_share(right + doubtful, n)]
    return [number, theme, name, n, right, doubtful, wrong, *measures, len(hits), hits["term"].nunique()]


def _share(count: int, n: int) -> tuple[float, float, float]:
    """A share with its 95 % interval by Wilson's score, which stays within 0 and 1 and has a width where all are right."""
    if not n:
        return np.nan, np.nan, np.nan
    return count / n, *binomtest(count, n).proportion_ci(method="wilson")
