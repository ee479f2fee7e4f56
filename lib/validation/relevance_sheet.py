"""A sheet on which a coder says whether a match means what was looked for, and how often it does."""

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from lib.rules import read_table
from lib.tables import inert

KEYS = ["doc_id", "start", "end"]
ANSWER, REMARK = "relevant_yes_no", "remark"
YES_NO = {"y": True, "yes": True, "是": True, "1": True, "n": False, "no": False, "否": False, "0": False}


def coding_sheet(lines: pd.DataFrame, n: int = 40, seed: int = 20, by: str | None = None) -> pd.DataFrame:
    """Return a random sample of lines with empty columns for a coder: does the match mean what was looked for?

    The match stands in 【】 in its context. Lines come in the order of the text, so that neither the random draw nor
    the sorting of a concordance tells the coder anything.

    lines: from concordance() or of_hits(); width=60 gives a coder enough to read. n: how many lines, or all when
    there are fewer; with by, how many of each value of that column (theme, term). seed: where the random numbers
    begin. The draw does not depend on the order of the lines.
    """
    keys = KEYS + ([by] if by else [])
    pool = lines.sort_values(keys, kind="stable")
    groups = [group for _, group in pool.groupby(by)] if by else [pool]
    drawn = [group.sample(min(n, len(group)), random_state=seed) for group in groups]
    rows = pd.concat([*drawn, pool.head(0)]).sort_values(keys, kind="stable").reset_index(drop=True)
    context = rows["left"] + "【" + rows["match"] + "】" + rows["right"]
    rows = rows[keys].assign(context=context, **{ANSWER: "", REMARK: ""})
    rows.insert(0, "number", range(1, len(rows) + 1))
    return rows


def write_sheet(sheet: pd.DataFrame, path: Path) -> bool:
    """Write the sheet as CSV that Excel opens, and return whether it was written: a coder's entries are never lost.

    sheet: from coding_sheet(). path: where to; a file there in which an answer or remark is filled stays as it is.
    """
    if path.exists():
        kept = pd.DataFrame(read_table(path))
        if any(column in kept and (kept[column] != "").any() for column in (ANSWER, REMARK)):
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(inert(sheet).to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
    return True


def precision(sheet: pd.DataFrame | Path, by: str | None = None) -> pd.DataFrame:
    """Return how many of the coded matches mean what was looked for: n, yes, unanswered, precision, low, high.

    n counts the answers; precision is yes / n, low and high its Wilson interval at 95 per cent. With by, one row per
    value of that column (theme, term), in code-point order; else one row.

    sheet: a filled coding sheet, or its file as Excel saved it (UTF-8 or GBK). An answer is yes, y, 是, 1 or no, n, 否,
    0; an empty one is not counted. Raises ValueError for another answer or a missing column, naming it.
    """
    rows = pd.DataFrame(read_table(sheet)) if isinstance(sheet, Path) else sheet
    if lacking := [column for column in (ANSWER, by) if column and column not in rows]:
        raise ValueError(f"the sheet has no column {lacking[0]}; fill a copy of the coding sheet")
    answers = rows[ANSWER].fillna("").astype(str).str.strip().str.lower()
    if len(strange := answers[(answers != "") & ~answers.isin(list(YES_NO))]):
        raise ValueError(f"{ANSWER} has {strange.iloc[0]!r} in row {strange.index[0] + 1}; write yes or no")
    coded = pd.DataFrame({by or "all": rows[by] if by else "", "answer": answers})
    counted = [(value, *_tallied(group["answer"])) for value, group in coded.groupby(by or "all")]
    columns = [by or "all", "n", "yes", "unanswered", "precision", "low", "high"]
    table = pd.DataFrame(counted, columns=columns)
    return table if by else table.drop(columns="all")


def _tallied(answers: pd.Series) -> tuple[int, int, int, float, float, float]:
    given = [YES_NO[answer] for answer in answers if answer]
    n, yes = len(given), sum(given)
    return n, yes, len(answers) - n, yes / n if n else np.nan, *wilson(yes, n)


def wilson(yes: int, n: int) -> tuple[float, float]:
    """Return the 95 per cent score interval of a share (Wilson, 1927); not a number where nothing was counted.

    Unlike the normal interval it stays within 0 and 1, and has a width where all or none are right.
    yes: how many of n cases.
    """
    if not n:
        return np.nan, np.nan
    low, high = binomtest(yes, n).proportion_ci(method="wilson")
    return float(low), float(high)
