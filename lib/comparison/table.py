"""Builds the comparison: indicator by town by year, each cell with its flags, its verdict and its reasons."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from lib.comparison.cells import cells
from lib.comparison.flags import FLAGS, flags, official
from lib.comparison.judging import judged, tiers
from lib.comparison.reasons import explained
from lib.comparison.units import in_units
from lib.rules import Rules

TOGETHER = 40_000  # figures that are judged at a time
# fmt: off
COLUMNS = [
    "canonical", "definition", "doc_id", "place_id", "level", "label_zh", "label_en", "kind", "measure", "base_period",
    "year", "status", "scope", "period", "months", "span", "nature", "value", "value_high", "unit", "bound",
    "bound_word", "basis", "indicator", "surface", *FLAGS, "chosen", "passed_over", "comparable", "mark", "peers",
    "barred", "differs", "alone", "cautions", "reason", "caution", "reason_en", "caution_en", "official_value",
    "passage", "others", "taken", "listed", "aim", "review_year", "document_type", "role", "start", "end", "sentence",
    "sentence_start", "sentence_end",
]
# fmt: on


def comparison(
    rules: Rules,
    quantities: pd.DataFrame | Iterable[pd.DataFrame],
    reports: pd.DataFrame,
    units: str | Iterable[str] = (),
    reference: Mapping[str, Mapping] | None = None,
    any_year: bool = False,
    official_values: pd.DataFrame | None = None,
    remarks: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the comparison: one row per figure of an indicator, by indicator, kind, year, status and place.

    Rows with `chosen` are the cells: one per report, indicator, definition, kind, year and aim; the other figures stay
    below with what they were passed over for. The columns are those of the codebook.

    quantities, reports: the tables; of a large corpus quantities comes some reports at a time. units: units wanted for amounts, such as "万元" or ["亿元", "公顷"]; else base units
    (元, 亩, 公里, 人). reference, any_year: as for judged. official_values: as for official. remarks: the table; None where nothing is remarked on the reports. Raises ValueError for a unit
    that is not known, or a reference that names no column.
    """
    if remarks is None:
        remarks = pd.DataFrame(columns=["doc_id", "rule", "kind", "start", "end"])
    chunks = [quantities] if isinstance(quantities, pd.DataFrame) else quantities
    figures = pd.concat([cells(rules, chunk, reports) for chunk in chunks], ignore_index=True)
    found = flags(rules, figures, reports, remarks).assign(official_value=float("nan"))
    if official_values is not None:
        found = official(found, official_values)
    return in_units(rules, rejudged(rules, found, reference, any_year), units)


def some_at_a_time(
    rules: Rules,
    quantities: Iterable[pd.DataFrame],
    reports: pd.DataFrame,
    remarks: pd.DataFrame,
    most: int = TOGETHER,
) -> Iterator[pd.DataFrame]:
    """Yield comparison() of a large corpus, some indicators at a time: cells of other indicators have no part in a verdict.

    quantities: of whole reports, some at a time. most: figures from which on they are judged. The rest as for comparison().
    """
    found = [flags(rules, cells(rules, chunk, reports), reports, remarks) for chunk in quantities]
    figures = pd.concat(found, ignore_index=True).assign(official_value=float("nan"))
    del found
    figures["tier"] = tiers(rules, figures)
    sizes = figures["canonical"].value_counts().sort_index()
    for _, own in sizes.groupby((sizes.cumsum() - sizes) // most):
        yield rejudged(rules, figures[figures["canonical"].isin(own.index)].reset_index(drop=True))


def rejudged(
    rules: Rules, found: pd.DataFrame, reference: Mapping[str, Mapping] | None = None, any_year: bool = False
) -> pd.DataFrame:
    """Return a comparison judged anew, after cells were left out, changed or brought to a rate.

    found: a comparison, or cells with flags. reference, any_year: as for judged.
    """
    told = explained(rules, *judged(rules, found, reference, any_year))
    order = ["canonical", "kind", "year", "aim", "passed_over", "doc_id", "start", "status"]
    return told.sort_values(order, kind="stable")[COLUMNS].reset_index(drop=True)
