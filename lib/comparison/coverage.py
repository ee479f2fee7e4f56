"""Shows what is reported at all: towns by indicators, from comparable figures to silence."""

import pandas as pd

STATES = ("comparable", "caution", "alone", "not_comparable", "target", "none")


def coverage(
    comparison: pd.DataFrame, reports: pd.DataFrame, kinds: tuple[str, ...] = ("level", "growth")
) -> pd.DataFrame:
    """Return one row per report and indicator that some report states or aims at, with the best that the report states of it.

    state: comparable; caution = comparable with a caution; alone = a result that nothing bars, which no other town
    states in the same way for that year; not_comparable = a result that is barred or differs; target = only a target;
    none = the report does not state it. cells: figures behind it; start, end: of the one that gives the state, missing
    where there is none.

    comparison: the table. reports: all reports, also those without a figure. kinds: which figures count as stating it. A
    share of the year's task is none of them unless asked for; of an indicator that is a rate (满意度) a share is its value.
    """
    rate = (comparison["kind"] == "share") & (comparison["nature"] == "rate")
    cells = comparison[comparison["chosen"] & (comparison["kind"].isin(kinds) | rate)]
    indicators = sorted(set(cells["canonical"]))
    state = pd.Series("not_comparable", cells.index, dtype="str")
    state = state.mask(cells["comparable"], "comparable").mask(cells["mark"] == "hollow", "caution")
    state = state.mask(cells["alone"] != "", "alone")
    state = state.mask(cells["aim"] == "aimed", "target")
    order = state.map({name: number for number, name in enumerate(STATES)})
    keys = ["doc_id", "canonical"]
    told = cells.assign(state=state, order=order, late=(cells["year"] != cells["review_year"]).fillna(True))
    told = told.sort_values([*keys, "order", "late", "start"], kind="stable")
    best = told.drop_duplicates(keys).set_index(keys)[
        ["state", "definition", "year", "reason", "reason_en", "start", "end"]
    ]
    best["cells"] = cells.groupby(keys).size()
    every = pd.MultiIndex.from_product([reports["doc_id"], indicators], names=keys)
    found = best.reindex(every)
    found["state"] = found["state"].fillna("none")
    found["cells"] = found["cells"].fillna(0).astype("Int64")
    texts = ["definition", "reason", "reason_en"]
    found[texts] = found[texts].fillna("")
    return found.reset_index()


def times_stated(table: pd.DataFrame) -> pd.Series:
    """Return by indicator how many reports state a figure of it, the most first, ties by id; a target alone is none.

    table: from coverage().
    """
    counts = table[~table["state"].isin(["none", "target"])].groupby("canonical")["doc_id"].count()
    return counts.reindex(sorted(set(table["canonical"])), fill_value=0).sort_values(
        ascending=False, kind="stable"
    )
