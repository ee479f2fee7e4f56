"""Notebook 05: what the comparison with reference annotations found, computed from its tables, so that it holds for any corpus."""

import math

import pandas as pd
from IPython.display import Markdown

from lib import paths
from lib.rules import label, label_or
from lib.stories.sentences import CLAUSES, LIST, SENTENCES, joined, listed, plain, said
from lib.validation import ATTRIBUTES, accuracy, used

FEW = 10  # reports; below this the findings say how coarse the intervals are


def findings(
    pairs: pd.DataFrame,
    methods: pd.DataFrame,
    annotated: pd.DataFrame,
    named: pd.DataFrame,
    language: str = "zh",
) -> Markdown:
    """Return what was measured, on what, and how far it carries, in sentences computed from the tables.

    pairs: as accuracy.compared() gives them. methods: as accuracy.by_method() gives them, the first way the workbook's own.
    named: the reports, for what they are called.
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
            _scored(table, int(pairs["canonical_unasked"].sum()), language),
            joined([_columns(table, language), _by_report(pairs, named, language)], SENTENCES, language),
            _simple(methods, language),
            _limits(reports, table, language),
            _not_used(annotated, language),
        ]
    )


def standing() -> dict[str, str]:
    """Return in both languages what kind of test the annotations are, for a caption that asks for {standing}."""
    key = "note.own_annotations" if paths.data() != paths.SHIPPED_DATA else "note.development"
    return {language: label(key, language) for language in ("zh", "en")}


def _scored(table: pd.DataFrame, unasked: int, language: str) -> str:
    """The scores of finding, of reading and of ids; how many rows are right with a name alike, and with the same name."""
    scores = {
        name: said(
            "validation.score_all" if table.loc[name, "f1"] == 100 else "validation.score",
            language,
            **{
                end: float(table.loc[name, column])
                for end, column in (("f1", "f1"), ("low", "f1_low"), ("high", "f1_high"))
            },
        )
        for name in ("quantity", "strict", "canonical")
    }
    shares = {name: float(table.loc[name, "recall"]) for name in ("row", "row_exact", "name", "name_exact")}
    scored = int(table.loc["canonical", "found"])
    ids = said("validation.unasked", language, unasked=unasked, ids=scored + unasked) if unasked else ""
    told = [said("validation.found", language, **scores), ids, said("validation.rows", language, **shares)]
    return joined(told, SENTENCES, language)


def _columns(table: pd.DataFrame, language: str) -> str:
    columns = table.loc[["span", *ATTRIBUTES, "name_exact"]].sort_values("of_pairs", kind="stable")
    wrong = columns[columns["of_pairs"] < 100]
    if wrong.empty:
        return said("validation.all_right", language)
    told = [
        said("validation.column", language, name=label_or(f"score.{name}", language, name), share=share)
        for name, share in wrong["of_pairs"].head(3).items()
    ]
    return said("validation.low", language, columns=joined(told, LIST, language))


def _by_report(pairs: pd.DataFrame, named: pd.DataFrame, language: str) -> str:
    sums = pairs.groupby("doc_id")[["strict", "annotated", "found"]].sum()
    f1 = 200 * sums["strict"] / (sums["annotated"] + sums["found"])
    if len(f1) < 2:
        return ""
    called = named.set_index("doc_id")[f"label_{language}"]
    ends = {"least_report": called[f1.idxmin()], "most_report": called[f1.idxmax()]}
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
