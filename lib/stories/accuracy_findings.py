"""What the comparison with hand-made annotations found, in a few sentences computed from its tables."""

import math

import pandas as pd
from IPython.display import Markdown

from lib import paths
from lib.validation import ATTRIBUTES, accuracy, used

FEW = 10  # reports; below this the findings say how coarse the intervals are
NONE = (
    "No report of this corpus is annotated, so there is nothing to measure here. `data/gold/GUIDE.md` says how to annotate "
    "your own."
)


def findings(pairs: pd.DataFrame, methods: pd.DataFrame, annotated: pd.DataFrame) -> Markdown:
    """Return what was measured, on what, and how far it carries, in sentences computed from the tables.

    pairs: as accuracy.compared() gives them. methods: as accuracy.by_method() gives them, the first way the workbook's own.
    """
    if not len(pairs):
        return Markdown(NONE + _set_aside(annotated))
    table = accuracy.by_measure(pairs).set_index("measure")
    reports = len(used(annotated))
    rest = (
        methods[(methods["measure"] == "strict")].iloc[1:].sort_values("f1", ascending=False, kind="stable")
    )
    lines = [
        _standing(reports, int(table.loc["quantity", "annotated"])),
        (
            f"Quantities are found with **F1 {_score(table, 'quantity')}**; counted only where value, unit, kind and status "
            f"are right too, with **F1 {_score(table, 'strict')}**, and an indicator's id with F1 {_score(table, 'canonical')}."
        ),
        f"{_columns_said(table)} {_weakest_report(pairs)}",
        (
            f"The best simple way ({rest['method'].iloc[0]}) reaches a strict F1 of {rest['f1'].iloc[0]:.1f} on the same texts; "
            "none of them says what is measured, for which period or scope."
        ),
        _caution(reports, table),
    ]
    return Markdown("\n".join(f"- {line}" for line in lines) + _set_aside(annotated))


def _standing(reports: int, quantities: int) -> str:
    what = f"**{reports} report{'s' * (reports != 1)}** with {quantities:,} annotated quantities (人工标注)"
    if paths.data() == paths.SHIPPED_DATA:
        return (
            f"This is a **development set** of {what}, each with one settled annotation: the rules were written with these texts in "
            "sight, so the figures say how well the rules fit them, not how well they read a new report."
        )
    return (
        f"This is a set of {what} of your own. It is a test on unseen texts (held-out 留出样本) only as long as no rule or "
        "dictionary was changed after looking at them."
    )


def _score(table: pd.DataFrame, measure: str) -> str:
    row = table.loc[measure]
    return f"{row['f1']:.1f} ({row['f1_low']:.1f}–{row['f1_high']:.1f})"


def _columns_said(table: pd.DataFrame) -> str:
    columns = table.loc[["span", *ATTRIBUTES, "name"]].sort_values("of_pairs", kind="stable")
    wrong = columns[columns["of_pairs"] < 100]
    if wrong.empty:
        return "Among the quantities found, every column is right."
    low = ", ".join(f"{name} ({share:.1f} %)" for name, share in wrong["of_pairs"].head(3).items())
    return f"Among the quantities found, the columns least often right are {low}."


def _weakest_report(pairs: pd.DataFrame) -> str:
    sums = pairs.groupby("doc_id")[["strict", "annotated", "found"]].sum()
    f1 = 200 * sums["strict"] / (sums["annotated"] + sums["found"])
    if len(f1) < 2:
        return ""
    return f"By report, the strict F1 lies between {f1.min():.1f} ({f1.idxmin()}) and {f1.max():.1f} ({f1.idxmax()})."


def _caution(reports: int, table: pd.DataFrame) -> str:
    paired = int(table.loc["quantity", "hits"])
    drawn = (
        f"{reports} reports can be drawn again in only {math.comb(2 * reports - 1, reports):,} different ways"
    )
    if reports == 1:
        drawn = "they come from the quantities of one report"
    coarse = f"The intervals are coarse: {drawn}, and other" if reports < FEW else "Other"
    return (
        f"{coarse} places and years are not among the texts. A column without any error gets an interval "
        f"of no width: with {paired} quantities that means few errors here, and nothing about other texts."
    )


def _set_aside(annotated: pd.DataFrame) -> str:
    left = annotated[~annotated["used"]]
    said = "; ".join(f"{row.doc_id}: {row.problem}" for row in left.itertuples())
    return f"\n\nAnnotations not used: {said}." if said else ""
