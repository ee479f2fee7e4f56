"""Notebook 04: lays the comparison out as a matrix of indicators by towns: every figure with its mark, every grey one with its reason."""

from html import escape

import pandas as pd
from IPython.display import HTML

from lib.comparison import leading, results
from lib.drawing import fit, marks
from lib.rules import definition_name, indicator_name, label, label_or, series
from lib.stories import view

MOST = 12  # reports side by side; more columns no page holds
MOST_ROWS = 40  # indicators one below the other, where none are named
SIGNS = {"solid": "●", "hollow": "◐", "grey": "○"}
BARE = "vertical-align:top;text-align:left;padding:3px 8px"
HEAD = f"{BARE};border-bottom:1px solid #000"
CELL = f"{BARE};border-bottom:1px solid #ccc"
GREYED = "color:#5e5e5e;background:#ececec"


def matrix(
    comparison: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
    indicators: list[str] | None = None,
    kinds: tuple[str, ...] = ("level", "growth"),
    most: int = MOST,
) -> HTML:
    """Return indicators by towns: each figure as a mark, an amount and the part of the year it covers, grey with its reason.

    ● comparable, ◐ comparable with a caution, ○ not comparable, greyed; an empty cell is silence. Below a hollow or grey
    figure stands in a few words why; the sentence in full is its tooltip. Where the towns define an indicator in several
    ways each figure says its definition. Shown are results of the year that each report
    reviews, and those whose year is not known.

    comparison: the table, or one of rejudged(), in_units() or per_month(). reports: the columns, of which the first
    `most` are shown. indicators: canonical ids; None takes those of two reports or more, the first MOST_ROWS, and says so. kinds: of level, growth, share, change.
    """
    shown = reports.head(most)
    cells = results(comparison, kinds)
    every = leading(comparison, kinds) if indicators is None else list(indicators)
    wanted, fewer = fit(every, MOST_ROWS, language, "note.indicators_shown")
    heads = [label("column.indicator", language), *shown[f"label_{language}"]]
    rows = [_row('th scope="col"', HEAD, [escape(head) for head in heads])]
    cells = cells[cells["doc_id"].isin(shown["doc_id"]) & cells["canonical"].isin(wanted)]
    by = scales(cells, language)
    for canonical in wanted:
        own = cells[cells["canonical"] == canonical]
        several = own["definition"].nunique() > 1
        told = {doc_id: _cell(figures, by, several, language) for doc_id, figures in own.groupby("doc_id")}
        name = escape(indicator_name(canonical, language))
        rows.append(_row("td", CELL, [name, *(told.get(doc_id, "") for doc_id in shown["doc_id"])]))
    table = f'<table style="border-collapse:collapse;font-size:90%;margin:0">{"".join(rows)}</table>'
    return HTML(view.in_box(table) + _key(len(shown), len(reports), fewer, language))


def printed(row, by: marks.Scale, language: str) -> str:
    """Return a figure as printed: a range or hedge, its unit, a sign where it is growth, the part of the year it covers.

    row: a cell of the comparison, by name. by: the scale of its indicator.
    """
    text = marks.amount(row.value, row.bound, by, row.value_high, with_unit=True)
    if row.kind in ("growth", "change") and row.value > 0:
        text = "+" + text
    return text + marks.in_brackets(list(filter(None, [marks.months(row._asdict(), language)])), language)


def scales(cells: pd.DataFrame, language: str) -> dict[tuple[str, str], marks.Scale]:
    """Return how the amounts of each indicator and unit are printed, so that a row of the matrix has one scale.

    cells: of the comparison.
    """
    groups = cells.groupby(["canonical", "unit"])
    return {(name, unit): marks.scale(list(own["value"]), unit, language) for (name, unit), own in groups}


def short_reason(row, language: str) -> str:
    """Return what bars a figure or is to be known of it, in a few words, all of it.

    row: a cell of the comparison, by name.
    """
    keys = row.cautions if row.mark == "hollow" else marks.why(row._asdict()) if row.mark == "grey" else ""
    named = (label_or(f"reason.{key}", language, key) for key in dict.fromkeys(keys.split("; ")) if key)
    return series(named, language)


def _cell(figures: pd.DataFrame, by: dict, defined: bool, language: str) -> str:
    """The figures of one town: levels before growth, each with its mark, definition if `defined`, and its reason if there is one."""
    tail = "" if language == "zh" else "_en"
    ordered = figures.sort_values(["kind", "start"], ascending=[False, True], kind="stable")
    said = []
    for row in ordered.itertuples():
        text = f"{SIGNS[row.mark]} {printed(row, by[row.canonical, row.unit], language)}"
        definition = definition_name(row.definition, language) if defined else ""
        why = series(filter(None, [definition, short_reason(row, language)]), language, "clause")
        below = f"<br><small>{escape(why)}</small>" if why else ""
        full = getattr(row, f"{'reason' if row.mark == 'grey' else 'caution'}{tail}")
        style = GREYED if row.mark == "grey" else ""
        said.append(f'<div style="{style}" title="{escape(full)}">{escape(text)}{below}</div>')
    return "".join(said)


def _row(tag: str, style: str, texts: list[str]) -> str:
    return "<tr>" + "".join(f'<{tag} style="{style}">{text}</{tag.split()[0]}>' for text in texts) + "</tr>"


def _key(shown: int, every: int, fewer: str, language: str) -> str:
    told = [f"{sign} {label(f'mark.{mark}', language)}" for mark, sign in SIGNS.items()]
    if shown < every:
        told.append(label("note.shown", language).format(shown=shown, all=every))
    told += [fewer] if fewer else []
    return f"<p><small>{escape('　'.join(told))}</small></p>"
