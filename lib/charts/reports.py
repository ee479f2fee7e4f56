"""Charts of how reports are built and what was found in them: parts, removed text, quantities, one value a town."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from lib import drawing, tables
from lib.drawing import (
    BLACK,
    BLUE,
    GREY,
    HANZI,
    PALE,
    ROLES,
    TEXT,
    fit,
    in_percent,
    lettering,
    panels,
    stretches,
)
from lib.rules import label, label_or


def composition(
    parts: pd.DataFrame, reports: pd.DataFrame, language: str = "zh", width: str = drawing.DEFAULT_WIDTH
) -> Figure:
    """Return stacked bars: what share of each report's text stands in which part.

    parts: doc_id, role, characters (role_characters makes it). reports: doc_id, label_zh, label_en, in the order
    wanted; a report without rows in `parts` is shown as having none.
    """
    shown, note = fit(reports, panels.rows_per_page(width), language)
    at = _rows(shown)
    shares = parts[parts["doc_id"].isin(at)].copy()
    shares["share"] = shares["characters"] / shares.groupby("doc_id")["characters"].transform("sum")
    shares = shares[shares["share"] > 0]
    figure, axes = panels.strips(shown, language, width)
    least = 100 * 4.2 / (drawing.width_mm(width) - panels.NAMES)  # a number of two digits is 4 mm wide
    for doc_id, rows in shares.groupby("doc_id"):
        left = 0.0
        for role, share in sorted(
            zip(rows["role"], rows["share"] * 100), key=lambda part: ROLES.index(part[0])
        ):
            panels.strip(axes, at[doc_id], left, share, role)
            if share >= least:
                panels.number_inside(axes, at[doc_id], left, share, f"{share:.0f}", role)
            left += share
    panels.say_none(axes, at, set(shares["doc_id"]), language)
    axes.set_xlabel(label("axis.share_of_text", language))
    panels.role_legend(figure, set(shares["role"]), language)
    return panels.finished(figure, shares, reports, note)


def report_map(
    sections: pd.DataFrame, reports: pd.DataFrame, language: str = "zh", width: str = drawing.DEFAULT_WIDTH
) -> Figure:
    """Return one strip per report, from its first to its last section: parts, and a tick at each level-2 heading.

    sections: doc_id, start, end, level, role. reports: as for composition.
    """
    shown, note = fit(reports, panels.rows_per_page(width), language)
    at = _rows(shown)
    here = sections[sections["doc_id"].isin(at)]
    spans = in_percent(stretches(here), here)
    figure, axes = panels.strips(shown, language, width)
    for doc_id, start, end, role in spans[["doc_id", "from_percent", "to_percent", "role"]].itertuples(
        index=False
    ):
        panels.strip(axes, at[doc_id], start, end - start, role)
    here = in_percent(here, here)
    headings = here[here["level"].astype(int) == 2]
    if "heading" in here:  # a passage of problems may stand there without one
        headings = headings[headings["heading"] != ""]
    rows = headings["doc_id"].map(at).astype(float)
    axes.vlines(headings["from_percent"], rows - 0.46, rows - 0.3, color=BLACK, linewidth=0.8)
    panels.say_none(axes, at, set(spans["doc_id"]), language)
    axes.set_xlabel(label("axis.position", language))
    tick = Line2D([], [], color=BLACK, marker="|", linestyle="", label=label("note.heading", language))
    panels.role_legend(figure, set(spans["role"]), language, tick)
    columns = ["doc_id", "level", "role", "start", "end", "from_percent", "to_percent"]
    return panels.finished(figure, here[columns], reports, note)


def numbers_along_text(
    quantities: pd.DataFrame,
    sections: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return one strip per report with a line where each quantity stands; the plan part is grey; counts at right.

    quantities: doc_id, start, unit, role. sections: doc_id, start, end, role. A quantity outside all sections
    (in the title, say) is left out, and so are those of a report in which no sections were found.
    """
    shown, note = fit(reports, panels.rows_per_page(width), language)
    at = _rows(shown)
    here = sections[sections["doc_id"].isin(at)]
    figure, axes = panels.strips(shown, language, width)
    spans = in_percent(stretches(here), here)[["doc_id", "from_percent", "to_percent", "role"]]
    for doc_id, start, end, role in spans.itertuples(index=False):
        face = PALE if role == "plan" else "white"
        axes.barh(at[doc_id], end - start, left=start, height=0.6, color=face, edgecolor=GREY, linewidth=0.3)
    found = in_percent(quantities[quantities["doc_id"].isin(at)], here)
    found = found[found["from_percent"].between(0, 100)]
    rows = found["doc_id"].map(at).astype(float)
    axes.vlines(found["from_percent"], rows - 0.3, rows + 0.3, color=BLUE, linewidth=0.6)
    counts = found["doc_id"].value_counts()
    for doc_id in sorted(set(here["doc_id"])):
        text = label("note.total", language).format(n=counts.get(doc_id, 0))
        axes.text(101.5, at[doc_id], text, va="center", fontsize=TEXT)
    panels.say_none(axes, at, set(here["doc_id"]), language)
    axes.set_xlabel(label("axis.position", language))
    line = Line2D([], [], color=BLUE, marker="|", linestyle="", label=label("note.quantity", language))
    plan = Patch(facecolor=PALE, edgecolor=GREY, linewidth=0.3, label=label("role.plan", language))
    figure.legend(handles=[line, plan], loc="outside upper left", ncols=2)
    columns = [name for name in ("doc_id", "start", "end", "from_percent", "unit", "role") if name in found]
    return panels.finished(figure, found[columns], reports, note)


def removed(
    cleaning: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return a table of numbers shaded by size: the raw characters that each cleaning rule took out of each report, less those put in their place.

    cleaning: doc_id, start, end, rule, replacement. Rules or reports, whichever are more, run down the page; rules that
    find no room as columns are summed as one.
    """
    shown, note = fit(reports, panels.rows_per_page(width) - 8, language)
    edits = cleaning[cleaning["doc_id"].isin(shown["doc_id"])]
    lost = edits["end"] - edits["start"] - edits["replacement"].fillna("").str.len()
    data = edits.assign(characters=lost, edits=1).groupby(["doc_id", "rule"], as_index=False)
    data = data[["characters", "edits"]].sum()
    table = data.pivot(index="rule", columns="doc_id", values="characters")
    table = table.reindex(columns=shown["doc_id"]).fillna(0).astype(int)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    figure = _removed_table(table, shown, language, width)
    figure.supxlabel(label("axis.removed_characters", language), fontsize=8)
    return panels.finished(figure, data, reports, note)


def dot_plot(
    table: pd.DataFrame,
    value: str,
    reports: pd.DataFrame,
    group: str | None = None,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
    decimals: int = 1,
) -> Figure:
    """Return ranked dots with their values printed, one row per report; one panel per value of `group`.

    table: doc_id, the column `value`, and the column `group` where given. Rows rank by their sum over the panels;
    a missing value is printed as such and ranks last. The axis is called measure.<value> in labels.csv.
    """
    titles = (
        [None]
        if group is None
        else sorted(
            dict.fromkeys(table[group]), key=lambda name: ROLES.index(name) if name in ROLES else len(ROLES)
        )
    )
    titles = titles or [None]  # no report has any of the groups
    totals = reports["doc_id"].map(table.groupby("doc_id")[value].sum(min_count=1))
    ranked = reports.loc[totals.sort_values(ascending=False, na_position="last", kind="stable").index]
    down, _ = panels.bands(len(titles), width)
    shown, note = fit(ranked, panels.rows_per_page(width, down), language)
    figure, all_axes = panels.grid(len(titles), len(shown), width)
    for axes, title in zip(all_axes, titles):
        rows = table if title is None else table[table[group] == title]
        values = shown["doc_id"].map(rows.set_index("doc_id")[value])
        panels.dots(axes, values.to_numpy(dtype=float), language, decimals)
        if title is not None:
            axes.set_title(label_or(f"{group}.{title}", language, str(title)), loc="left")
    furthest = max(axes.get_xlim()[1] for axes in all_axes[: len(titles)])
    for axes in all_axes[: len(titles)]:  # one scale: the panels are there to be compared
        axes.set_xlim(axes.get_xlim()[0] * furthest / axes.get_xlim()[1], furthest)
    _name_rows(all_axes[0], shown, language, width, down)
    figure.supxlabel(label_or(f"measure.{value}", language, value), fontsize=8)
    columns = ["doc_id", *([group] if group else []), value]
    return panels.finished(figure, table.loc[table["doc_id"].isin(shown["doc_id"]), columns], reports, note)


def profile(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    measures: Sequence[str] | None = None,
    language: str = "zh",
    width: str = "elsevier-double",
) -> Figure:
    """Return towns side by side: one panel per measure, one row per report, each value printed at its dot.

    table: doc_id and one numeric column per measure; measures: which columns, all numeric ones by default. A
    panel is called measure.<column> in labels.csv.
    """
    measures = list(measures or table.select_dtypes("number").columns)
    down, across = panels.bands(len(measures), width)
    shown, note = fit(reports, panels.rows_per_page(width, down), language)
    rows = shown[["doc_id"]].merge(table[["doc_id", *measures]], on="doc_id", how="left")
    figure, all_axes = panels.grid(len(measures), len(shown), width)
    room = int((drawing.width_mm(width) - panels.NAMES) / across / HANZI * 2) - 2
    for axes, measure in zip(all_axes, measures):
        values = rows[measure].to_numpy(dtype=float)
        panels.dots(axes, values, language, _decimals(values))
        axes.set_title(
            lettering.wrapped(label_or(f"measure.{measure}", language, measure), room, 2), loc="left"
        )
    _name_rows(all_axes[0], shown, language, width, down)
    return panels.finished(figure, rows, reports, note)


def quantities_by_unit(
    quantities: pd.DataFrame,
    by: str = "unit",
    n: int = 12,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return stacked bars: how many quantities of the `n` commonest units stand in which part; the rest is summed.

    quantities: one row per quantity with role and the column `by` ("unit", or another such as "kind").
    """
    counted = quantities[[by, "role"]].assign(**{by: quantities[by].fillna("").astype(str)})
    counted["role"] = counted["role"].fillna("front").replace("", "front")
    ranked = tables.commonest(counted[by]).index
    kept = list(ranked[:n]) + (["others"] if len(ranked) > n else [])
    counted[by] = counted[by].where(counted[by].isin(ranked[:n]), "others")
    table = counted.groupby([by, "role"]).size().unstack(fill_value=0).reindex(kept)
    figure = drawing.sheet(width, len(kept) * 4.6 + 24)
    axes = figure.add_subplot()
    panels.stacked(axes, table[[role for role in ROLES if role in table]])
    axes.set_yticks(range(len(kept)), [label_or(f"{by}.{name}", language, name) for name in kept])
    axes.set_xlabel(label("axis.quantities", language))
    panels.role_legend(figure, set(table.columns), language)
    figure.data = table.reset_index().melt(by, var_name="role", value_name="count").query("count > 0")
    return figure


def _rows(reports: pd.DataFrame) -> dict[str, int]:
    return {doc_id: row for row, doc_id in enumerate(reports["doc_id"])}


def _name_rows(axes: Axes, reports: pd.DataFrame, language: str, width: str, down: int) -> None:
    lines = 2 if panels.row_height(len(reports), width, down) > 5.4 else 1
    axes.set_yticks(range(len(reports)), lettering.names(reports, language, lines))


def _decimals(values: np.ndarray) -> int:
    known = values[np.isfinite(values)]
    return 0 if (known == known.round()).all() else 1 if np.abs(known).max() >= 1 else 2


def _removed_table(table: pd.DataFrame, reports: pd.DataFrame, language: str, width: str) -> Figure:
    """Rules down the page and reports across when the reports find room as columns, else the other way round."""
    cell = 3 + 1.35 * len(
        f"{table.to_numpy().max(initial=0):,}"
    )  # millimetres, by the digits of the largest number
    room = int((drawing.width_mm(width) - panels.NAMES - 4) // max(cell, 9))
    if len(reports) > room and len(table) > room:
        table = pd.concat([table.iloc[: room - 1], table.iloc[room - 1 :].sum().to_frame("others").T])
    rules = [label_or(f"rule.{rule}", language, str(rule)) for rule in table.index]
    units = int((drawing.width_mm(width) - panels.NAMES - 4) / max(len(reports), 1) / HANZI * 2) - 2
    names = lettering.names(reports, language, 1, 99)
    whole = language == "zh" or all(len(word) <= units for name in names for word in name.split())
    across = len(reports) <= room and whole  # no word of a name is broken
    numbers = table.to_numpy() if across else table.to_numpy().T
    head = 20 if across else 32  # millimetres for the names of the columns and the words below
    height = min(5.0, (drawing.max_height_mm(width) - head) / max(len(numbers), 1))
    figure = drawing.sheet(width, max(len(numbers), 1) * height + head)
    axes = figure.add_subplot()
    if across:
        panels.number_table(axes, numbers, rules, lettering.names(reports, language, 3, units))
    else:
        panels.number_table(axes, numbers, lettering.names(reports, language, 1), rules)
        axes.tick_params(axis="x", labelrotation=90)
    return figure
