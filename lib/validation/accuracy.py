"""How well the quantities agree with reference annotations: precision, recall and F1 with bootstrap intervals."""

import numpy as np
import pandas as pd

from lib import paths
from lib.corpus import corrections
from lib.metadata import named
from lib.structure import sentence_at
from lib.validation import scores
from lib.validation.annotations import folder, used
from lib.validation.pairing import ATTRIBUTES, PAIR_COLUMNS

DRAWS, SEED = 2000, 20
# measure: the columns of scores.pairs that count its hits, the annotated and the found ones
MEASURES = {"quantity": ("paired", "annotated", "found")}
MEASURES |= {
    name: (name, "annotated", "found")
    for name in ("span", *ATTRIBUTES, "name", "name_exact", "strict", "row", "row_exact")
}
MEASURES |= {"canonical": ("canonical", "canonical_annotated", "canonical_found")}
SCORES = ("precision", "recall", "f1")


def compared(quantities: pd.DataFrame, annotated: pd.DataFrame) -> pd.DataFrame:
    """Return one row per annotated and per spurious quantity of the reports in use, as scores.pairs says.

    quantities: the table, or one of baselines.readings(). annotated: as annotations.annotated() gives it.
    """
    return scores.pairs(quantities, folder(), paths.texts(), used(annotated))


def by_measure(pairs: pd.DataFrame, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Return one row per measure: precision, recall and F1 in per cent, each with a 95 % interval.

    `quantity` asks only whether a quantity was found. Each column of the table (span, value … name) counts a quantity as a
    hit where it was found and this column is right, `strict` where value, unit, kind and status are, `row`
    where all columns are with a name that is alike (pairing.same_indicator), `row_exact` with the same name, `canonical` where id and value are, among the rows with an id. of_pairs: per cent of the quantities found whose column is right.

    Interval: percentile bootstrap in two levels (reports drawn with replacement, then quantities within each report
    drawn); A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application, 1997, section 3.8. Where nothing is
    wrong no resample is, and the lower limit is the exact one of the binomial; C. J. Clopper and E. S. Pearson,
    Biometrika 26, 1934, for n of n: 0.025 to the power 1/n.
    pairs: as compared() gives them. draws, seed: number of resamples, and where the random numbers begin.
    """
    sums = resampled_sums(pairs, draws, seed)
    rows = [{"measure": name} | _scored(pairs, sums, name) for name in MEASURES]
    return pd.DataFrame(rows if len(pairs) else [], columns=_columns("measure", "annotated", "found", "hits"))


def by_report(
    pairs: pd.DataFrame, reports: pd.DataFrame, measure: str = "quantity", language: str = "zh"
) -> pd.DataFrame:
    """Return one row per annotated report: its precision, recall and F1 in per cent with intervals over its quantities.

    pairs: as compared() gives them. measure: one of MEASURES. Within one report only its quantities are drawn again.
    """
    rows = [
        {"doc_id": doc_id} | _scored(own, resampled_sums(own), measure)
        for doc_id, own in pairs.groupby("doc_id")
    ]
    return named(
        pd.DataFrame(rows, columns=_columns("doc_id", "annotated", "found", "hits")), reports, language
    )


def by_method(
    found: dict[str, pd.DataFrame], annotated: pd.DataFrame, measures: tuple = ("quantity", "value", "strict")
) -> pd.DataFrame:
    """Return one row per way of finding quantities and measure, with scores and intervals as by_measure gives them.

    found: a table of quantities by the way's name. annotated: as annotations.annotated() gives it.
    """
    rows = []
    for method, quantities in found.items():
        pairs = compared(quantities, annotated)
        sums = resampled_sums(pairs)
        rows += [
            {"method": method, "measure": name} | _scored(pairs, sums, name)
            for name in measures
            if len(pairs)
        ]
    return pd.DataFrame(rows, columns=_columns("method", "measure", "annotated", "found", "hits"))


def resampled_sums(pairs: pd.DataFrame, draws: int = DRAWS, seed: int = SEED) -> np.ndarray:
    """Return the sums of PAIR_COLUMNS in each resample, as an array of draws × columns."""
    random = np.random.default_rng(seed)
    reports = [own[list(PAIR_COLUMNS)].to_numpy() for _, own in pairs.groupby("doc_id")]
    sums = np.zeros((draws, len(PAIR_COLUMNS)))
    if not reports:
        return sums
    drawn = random.multinomial(len(reports), [1 / len(reports)] * len(reports), size=draws)
    for rows, times in zip(reports, drawn.T, strict=True):
        resample = np.repeat(np.arange(draws), times)  # the resample that each copy of the report belongs to
        counts = random.multinomial(len(rows), [1 / len(rows)] * len(rows), size=len(resample))
        np.add.at(sums, resample, counts @ rows)
    return sums


def _scored(pairs: pd.DataFrame, sums: np.ndarray, measure: str) -> dict[str, float]:
    """Counts and scores of one measure, in per cent with the limits of their intervals."""
    columns = list(MEASURES[measure])
    hits, annotated, found = (int(pairs[column].sum()) for column in columns)
    resampled = [sums[:, PAIR_COLUMNS.index(column)] for column in columns]
    row = {"annotated": annotated, "found": found, "hits": hits}
    paired = int(pairs["paired"].sum()) if measure not in ("quantity", "canonical") else 0
    row["of_pairs"] = 100 * hits / paired if paired else None
    for name, value, values in zip(SCORES, _scores(hits, annotated, found), _scores(*resampled), strict=True):
        known = values[np.isfinite(values)]
        limits = np.percentile(known, [2.5, 97.5]) if len(known) else (np.nan, np.nan)
        limits = (100 * 0.025 ** (1 / hits), 100) if value == 100 else limits
        row |= {name: value, f"{name}_low": limits[0], f"{name}_high": limits[1]}
    return row


def _scores(hits, annotated, found) -> tuple:
    """Precision, recall and F1 in per cent, of numbers or of arrays; not a number where nothing could be right."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = (np.divide(hits, total) for total in (found, annotated, np.add(found, annotated) / 2))
        return tuple(100 * share for share in shares)


def _columns(*names: str) -> list[str]:
    return [*names, *(f"{name}{end}" for name in SCORES for end in ("", "_low", "_high")), "of_pairs"]


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of scores for reading: each score with its interval in one cell, as 97.1 (95.0–98.6) or 100.0 (≥ 98.9).

    table: as by_measure(), by_report() or by_method() give it. of_pairs is left out where it does not apply.
    """
    shown = table.drop(columns=[f"{name}_{end}" for name in SCORES for end in ("low", "high")])
    for name in SCORES:
        cells = zip(table[name], table[f"{name}_low"], table[f"{name}_high"], strict=True)
        shown[name] = [_readable(*cell) for cell in cells]
    return shown if table["of_pairs"].notna().any() else shown.drop(columns="of_pairs")


def _readable(value: float, low: float, high: float) -> str:
    if not np.isfinite(value):
        return "–"
    return f"{value:.1f} (≥ {low:.1f})" if value == 100 else f"{value:.1f} ({low:.1f}–{high:.1f})"


def misses(
    found: dict[str, pd.DataFrame], annotated: pd.DataFrame, reports: pd.DataFrame, language: str = "zh"
) -> pd.DataFrame:
    """Return every difference from the annotations with the sentence in which it stands.

    found: the tables quantities, sections, cleaning and sentences, by name. problem: missed, spurious, wrong (then field,
    gold and found say what), bad_offsets, noise_kept, body_lost. table: where it would be corrected. corrected: whether
    corrections.csv puts the cell right, so that it is wrong here and in no other notebook.
    """
    rows = scores.misses(found, folder(), paths.texts(), used(annotated))
    known = {
        (row["doc_id"], row["table"], row["start"], row["field"])
        for row in corrections.read_corrections(paths.data())
    }
    cells = rows[["doc_id", "table", "start", "field"]].astype({"start": "str"})
    rows["corrected"] = [cell in known for cell in cells.itertuples(index=False, name=None)]
    sentences = {doc_id: own for doc_id, own in found["sentences"].groupby("doc_id")}
    rows["sentence"] = [
        _sentence_at(sentences.get(row.doc_id), row.start) for row in rows.itertuples(index=False)
    ]
    return named(rows, reports, language)


def _sentence_at(sentences: pd.DataFrame | None, start: int) -> str:
    if sentences is None:
        return ""
    at = sentence_at(list(zip(sentences["start"], sentences["end"], strict=True)), start)
    return sentences["sentence"].iloc[at] if at >= 0 else ""


def miss_counts(differences: pd.DataFrame) -> pd.DataFrame:
    """Return how many differences there are of each kind, the commonest first. differences: as misses() gives them."""
    counts = differences.groupby(["table", "problem", "field"]).size().rename("n").reset_index()
    return counts.sort_values(["n", "table", "problem", "field"], ascending=[False, True, True, True])


def other_measures(found: dict[str, pd.DataFrame], annotated: pd.DataFrame) -> pd.DataFrame:
    """Return measure and per cent for headings and cleaning, over all annotated reports.

    found: the tables quantities, sections and cleaning, by name.
    """
    told = scores.score(found, folder(), paths.texts(), used(annotated)) if len(used(annotated)) else {}
    wanted = [name for name in told if name.startswith("section") or name in ("noise_removed", "body_lost")]
    return pd.DataFrame(
        {"measure": wanted, "per_cent": [100 * told[name] for name in wanted]},
        columns=["measure", "per_cent"],
    )
