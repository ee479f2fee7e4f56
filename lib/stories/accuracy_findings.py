"""Notebook 05: what the comparison with reference annotations found, computed from its tables, so that it holds for any corpus."""

import math

import pandas as pd
from IPython.display import Markdown

from lib import paths
from lib.rules import label_or
from lib.stories.sentences import CLAUSES, LIST, SENTENCES, joined, listed, plain, said
from lib.validation import ATTRIBUTES, accuracy, used

FEW = 10  # reports; below this the findings say how coarse the intervals are


def findings(
    pairs: pd.DataFrame, methods: pd.DataFrame, annotated: pd.DataFrame, language: str = "zh"
) -> Markdown:
    """Return what was measured, on what, and how far it carries, in sentences computed from the tables.

    pairs: as accuracy.compared() gives them. methods: as accuracy.by_method() gives them, the first way the workbook's own.
    """
    if not len(pairs):
        return listed([said("validation.none", language), _not_used(annotated, language)])
    table = accuracy.by_measure(pairs).set_index("measure")
    reports = len(used(annotated))
    own = paths.data() != paths.SHIPPED_DATA
    standing = "validation.own" if own else "validation.development"
    return listed(
        [
            said(standing, language, reports=reports, n=int(table.loc["quantity", "annotated"])),
            _scored(table, language),
            joined([_columns(table, language), _by_report(pairs, language)], SENTENCES, language),
            _simple(methods, language),
            _limits(reports, table, language),
            _not_used(annotated, language),
        ]
    )


def _scored(table: pd.DataFrame, language: str) -> str:
    scores = {
        name: said(
            "validation.score",
            language,
            **{
                end: float(table.loc[name, column])
                for end, column in (("f1", "f1"), ("low", "f1_low"), ("high", "f1_high"))
            },
        )
        for name in ("quantity", "strict", "canonical")
    }
    return said("validation.found", language, row=float(table.loc["row", "recall"]), **scores)


def _columns(table: pd.DataFrame, language: str) -> str:
    columns = table.loc[["span", *ATTRIBUTES, "name"]].sort_values("of_pairs", kind="stable")
    wrong = columns[columns["of_pairs"] < 100]
    if wrong.empty:
        return said("validation.all_right", language)
    told = [
        said("validation.column", language, name=label_or(f"score.{name}", language, name), share=share)
        for name, share in wrong["of_pairs"].head(3).items()
    ]
    return said("validation.low", language, columns=joined(told, LIST, language))


def _by_report(pairs: pd.DataFrame, language: str) -> str:
    sums = pairs.groupby("doc_id")[["strict", "annotated", "found"]].sum()
    f1 = 200 * sums["strict"] / (sums["annotated"] + sums["found"])
    if len(f1) < 2:
        return ""
    ends = {"least_report": f1.idxmin(), "most_report": f1.idxmax()}
    return said("validation.by_report", language, least=float(f1.min()), most=float(f1.max()), **ends)


def _simple(methods: pd.DataFrame, language: str) -> str:
    others = methods[methods["measure"] == "strict"].iloc[1:]
    best = others.sort_values("f1", ascending=False, kind="stable").iloc[0]
    name = label_or(f"method.{best['method']}", language, best["method"])
    return said("validation.simple", language, method=name, f1=float(best["f1"]))


def _limits(reports: int, table: pd.DataFrame, language: str) -> str:
    coarse = ""
    if reports == 1:
        coarse = said("validation.coarse_one", language)
    elif reports < FEW:
        ways = math.comb(2 * reports - 1, reports)
        coarse = said("validation.coarse", language, reports=reports, ways=ways)
    limits = said("validation.limits", language, n=int(table.loc["quantity", "hits"]))
    return joined([coarse, limits], SENTENCES, language)


def _not_used(annotated: pd.DataFrame, language: str) -> str:
    left = annotated[~annotated["used"]]
    told = [plain(f"{row.doc_id}: {row.problem}") for row in left.itertuples()]
    return said("validation.not_used", language, said=joined(told, CLAUSES, language)) if told else ""
