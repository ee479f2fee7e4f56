"""Charts of the panel: what fills its cells and why others are empty; how its variables and themes move over the years."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lib import drawing, themes
from lib.drawing import (
    BLACK,
    BLUE,
    GREY,
    HANZI,
    LINE,
    ORANGE,
    PALE,
    YELLOW,
    fit,
    lettering,
    marks,
    on_shelves,
)
from lib.rules import in_force, label
from lib.tables import panel

ROW = 4.6  # millimetres from bar to bar
LEAST_BAR = 30  # millimetres of a bar of all cells
PANEL, HIGH = 40, 18  # millimetres: the narrowest small multiple, and the height of its plot
BELOW = 1.6  # millimetres between the least value below zero and the years
EDGE = 5.0  # millimetres left and right of the first and last year
APART = 9.5  # millimetres from one printed year to the next
FEW = 3  # places, below which a median says nothing
MOST_LINES = 40  # places whose own lines are drawn; of more, quartiles tell
VALUE = {"facecolor": BLUE, "edgecolor": BLACK, "linewidth": 0.4}
WHY = {
    "not_stated": {"facecolor": "white", "edgecolor": BLACK, "linewidth": 0.4},
    "other_definition": {"facecolor": YELLOW, "edgecolor": BLACK, "linewidth": 0.4, "hatch": "...."},
    "part_of_year": {"facecolor": ORANGE, "edgecolor": BLACK, "linewidth": 0.4, "hatch": "////"},
    "several_years": {"facecolor": "white", "edgecolor": BLACK, "linewidth": 0.4, "hatch": "----"},
    "damaged": {"facecolor": BLACK, "edgecolor": BLACK, "linewidth": 0.4},
    "in_doubt": {"facecolor": "white", "edgecolor": BLACK, "linewidth": 0.4, "hatch": "xxxx"},
    "no_report": {"facecolor": PALE, "edgecolor": BLACK, "linewidth": 0.4},
}


def panel_cells(described: pd.DataFrame, language: str = "zh", width: str = drawing.DEFAULT_WIDTH) -> Figure:
    """Return one bar per variable: how many of its cells hold a value, and why the others are empty.

    The variables of most values come first; those that find no room on the page are counted below, and all stand in the
    data. described: from panel.described().
    """
    table = described.sort_values(["values", "column"], ascending=[False, True], kind="stable")
    wide = drawing.width_mm(width)
    shown = [key for key in WHY if len(table) and table[key].sum()]
    entries = [({"patch": VALUE}, label("panel.cells", language))]
    entries += [({"patch": WHY[key]}, label(f"panel.{key}", language)) for key in shown]
    top = marks.key_height([text for _, text in entries], wide)
    kept, note = fit(
        table, int((drawing.max_height_mm(width) - top - 10) // ROW), language, "note.variables_shown"
    )
    figure, axes = marks.page(width, top + max(1, len(kept)) * ROW + 1, [note])
    marks.key(axes, entries, wide)
    if kept.empty:
        marks.say(axes, 1, top + 2, label("note.no_rows", language), colour=GREY)
    names = [lettering.fitted(text, wide - LEAST_BAR - 12) for text in kept[language]]
    named = marks.wide_of(names) + 2
    for number, (name, row) in enumerate(zip(names, kept.to_dict("records"), strict=True)):
        middle = top + (number + 0.5) * ROW
        marks.say(axes, named - 1, middle, name, "right")
        _bar(axes, row, shown, (named, middle, wide - named - 9))
    figure.data = table.reset_index(drop=True)
    return figure


def _bar(axes: Axes, row: dict, shown: Sequence[str], box: tuple[float, float, float]) -> None:
    """One stacked bar with the number of values behind it."""
    x, middle, room = box
    parts = [("values", VALUE), *((key, WHY[key]) for key in shown)]
    step = room / max(1, sum(row[key] for key, _ in parts))
    for key, style in parts:
        if row[key]:
            end = x + row[key] * step
            axes.fill([x, end, end, x], [middle - 1.4, middle - 1.4, middle + 1.4, middle + 1.4], **style)
            x = end
    marks.say(axes, x + 1, middle, f"{row['values']:,}")


def panel_trends(
    long: pd.DataFrame,
    described: pd.DataFrame,
    variables: Sequence[str] | None = None,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return small multiples over the years: the median of all places, quartiles, every place as a thin line, n per year.

    Every panel is one variable: one definition in one unit, whole years only. Of more than MOST_LINES places no lines are
    drawn. Medians of years with other places in them are not joined by growth of any of them: n says how many there are,
    and below FEW no line joins them.

    long: from panel.facts(). described: from panel.described(), whose variables of most values are taken where none are
    named. variables: names of the wide panel.
    """
    every = values_of(long)
    table = panel.pooled(every)
    order = described.sort_values(["values", "column"], ascending=[False, True], kind="stable")
    wanted = list(variables) if variables is not None else _over_years(table, list(order["column"]))
    units = described.set_index("column")["unit"].to_dict()
    named = {
        row["column"]: panel.without_unit(row[language], row["unit"]) for row in described.to_dict("records")
    }
    left_out = _left_out(
        every, table, language
    )  # of the documents with values, not of those with what is drawn
    table = table[table["variable"].isin(wanted)]
    shown = [(name, named.get(name, name), units.get(name, "")) for name in wanted]
    return _multiples(table, shown, language, width, left_out)


def _left_out(every: pd.DataFrame, pooled: pd.DataFrame, language: str) -> str:
    """How many documents of other kinds are not in the medians."""
    n = every["doc_id"].nunique() - pooled["doc_id"].nunique()
    return label("note.other_documents", language).format(n=n) if n else ""


def theme_trends(
    attention: pd.DataFrame, role: str = "all", language: str = "zh", width: str = drawing.DEFAULT_WIDTH
) -> Figure:
    """Return small multiples over the years: hits per 1,000 characters of each theme, drawn as in panel_trends().

    attention: from panel.attention(). role: part of the report.
    """
    whole = attention[attention["role"] == role]
    own = panel.pooled(whole)
    table = own.rename(columns={"theme": "variable", "per_1000_characters": "value"})
    columns = ["place_id", "place_zh", "place_en", "year", "doc_id", "variable", "value", "hits"]
    wanted = [
        (name, themes.theme_name(in_force(), name, language), "") for name in dict.fromkeys(table["variable"])
    ]
    # the data say theme, as the evidence does
    figure = _multiples(table[columns], wanted, language, width, _left_out(whole, own, language))
    figure.data = figure.data.rename(columns={"variable": "theme", "value": "per_1000_characters"}).assign(
        role=role
    )
    return figure


def values_of(long: pd.DataFrame) -> pd.DataFrame:
    """Return the results of the long panel that stand in a cell of the wide one, with their variable and the way back.

    long: from panel.facts().
    """
    rows = []
    for one in panel.variables(in_force(), long):
        if one.aim == "result":
            own = long[(long["missing"] == "") & ~long["several_years"] & (long["aim"] == "result")]
            for column in ("definition", "kind", "measure", "nature", "unit"):
                own = own[own[column] == getattr(one, column)]
            rows.append(own.assign(variable=one.name))
    columns = [
        "place_id",
        "place_zh",
        "place_en",
        "year",
        "variable",
        "value",
        "unit",
        "bound",
        "document_type",
        "doc_id",
        "start",
        "end",
    ]
    found = pd.concat(rows) if rows else long.head(0).assign(variable="")
    return found[columns].reset_index(drop=True)


def _over_years(table: pd.DataFrame, order: Sequence[str]) -> list[str]:
    """The variables that FEW places have in two years or more, in the order given; those of fewer where there are none."""
    counts = table.groupby(["variable", "year"])["place_id"].nunique()
    for least in (FEW, 1):
        years = counts[counts >= least].groupby("variable").size()
        if wanted := [name for name in order if years.get(name, 0) > 1]:
            return wanted
    return []


def _multiples(
    table: pd.DataFrame, wanted: Sequence[tuple[str, str, str]], language: str, width: str, more: str
) -> Figure:
    """Draw a panel per variable. wanted: name, what it is called, unit. table: variable, place_id, year, value."""
    wide = drawing.width_mm(width)
    across = max(1, min(len(wanted), int((wide - 2) // PANEL)))
    room = (wide - 2) / across - 3
    heads = [lettering.wrapped(text, int(room / HANZI * 2), 2).split("\n") for _, text, _ in wanted]
    heights = [2 * LINE + HIGH + 2 * LINE + 4] * len(wanted)
    placed = on_shelves(
        list(zip(wanted, heads, strict=True)), heights, across, drawing.max_height_mm(width) - 16
    )
    _, note = fit(list(wanted), len(placed), language, "note.variables_shown")
    drawn = label("note.panel_lines", language) if placed else ""
    figure, axes = marks.page(
        width, max([at.top + at.high for at in placed], default=LINE), [drawn, more, note]
    )
    if not placed:
        marks.say(axes, 1, 2, label("note.no_years", language), colour=GREY)
    span = (int(table["year"].min()), int(table["year"].max())) if len(table) else (0, 1)
    for at in placed:
        (name, _, unit), lines = at.item
        x = 1 + at.column * (room + 3)
        for number, text in enumerate(lines):
            marks.say(axes, x, at.top + 1.5 + number * LINE, text)
        box = (x, at.top + 2 * LINE + 1, room, HIGH)
        own = table[table["variable"] == name]
        by = marks.scale(list(own["value"]), unit, language) if unit else marks.Scale(1.0, "")
        _plot(axes, own, box, span, by)
    figure.data = table.reset_index(drop=True)
    return figure


def _plot(axes: Axes, own: pd.DataFrame, box: tuple, span: tuple[int, int], by: marks.Scale) -> None:
    """One small multiple: a scale, lines of places, quartiles, medians with the last printed, years and n below."""
    if own.empty:
        return
    x, y, room, high = box
    low, most = min(0.0, own["value"].min()), max(0.0, own["value"].max())
    ticks = {tick * by.factor: marks.number(tick) for tick in _ticks(low / by.factor, most / by.factor)}
    left = max(EDGE, marks.wide_of(ticks.values()) + 2)
    at_year = marks.across(span, x + left, room - left - EDGE)
    below = BELOW if low < 0 else 0.0  # lines below zero end above the years
    rise = (high - LINE - 2 - below) / ((most - low) or 1)

    def up(value: float) -> float:
        """Where a value stands, in millimetres."""
        return y + high - below - (value - low) * rise

    marks.hair(axes, [x, x + room], [up(0)] * 2, linewidth=0.5)
    for value, text in ticks.items():
        marks.hair(axes, [x + left - 1, x + room], [up(value)] * 2, color=PALE, linewidth=0.4, zorder=0)
        marks.say(axes, x + left - 1.6, up(value), text, "right", colour=GREY)
    _places(axes, own, at_year, up)
    told = own.groupby("year")["value"].describe()
    _medians(axes, told, joined_years(own), at_year, up)
    _below(axes, told, at_year, y + high, by)


def _places(axes: Axes, own: pd.DataFrame, at_year: dict[int, float], up: Callable) -> None:
    """A thin line for each place, unless there are so many that none can be followed."""
    if own["place_id"].nunique() > MOST_LINES:
        return
    for _, line in own.sort_values("year").groupby("place_id"):
        along, values = line["year"].map(at_year), line["value"].map(up)
        axes.plot(along, values, color=GREY, linewidth=0.4, marker="")


def joined_years(own: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the neighbouring years whose medians a line may join: those of FEW places or more, or of the same places.

    own: rows of one variable, with place_id and year.
    """
    places = own.groupby("year")["place_id"].agg(frozenset).sort_index()
    return [
        (one, other)
        for one, other in pairwise(places.index)
        if places[one] == places[other] or min(len(places[one]), len(places[other])) >= FEW
    ]


def _medians(
    axes: Axes, told: pd.DataFrame, lines: list[tuple[int, int]], at_year: dict[int, float], up: Callable
) -> None:
    """A mark for each median and a bar from quartile to quartile; lines between the years that may be joined."""
    for ends in lines:
        axes.plot(
            [at_year[year] for year in ends],
            [up(told.at[year, "50%"]) for year in ends],
            color=BLUE,
            linewidth=1.1,
            marker="",
        )
    along = told.index.map(at_year)
    for at, (_, row) in zip(along, told.iterrows()):
        marks.hair(axes, [at] * 2, [up(row["25%"]), up(row["75%"])], color=BLUE, linewidth=1.6, zorder=2)
        marks.mark(axes, at, up(row["50%"]), "solid", markersize=3.6)


def _ticks(low: float, most: float) -> list[float]:
    """One or two round values of a scale beside zero."""
    found = MaxNLocator(nbins=2, steps=[1, 2, 2.5, 5, 10]).tick_values(low, most)
    return [float(tick) for tick in found if low <= tick <= most and tick != 0]


def _below(axes: Axes, told: pd.DataFrame, at_year: dict, bottom: float, by: marks.Scale) -> None:
    """Print years and n below the plot, as many as find room, and the first and last median above their marks."""
    years = list(told.index)
    shown: list = []
    for year in reversed(years):
        if not shown or at_year[shown[-1]] - at_year[year] >= APART:
            shown.append(year)
    for year in shown:
        marks.say(axes, at_year[year], bottom + 2, str(year), "center")
        marks.say(
            axes, at_year[year], bottom + 2 + LINE, f"n={int(told.at[year, 'count'])}", "center", colour=GREY
        )
    last = told["50%"].iloc[-1]
    text = marks.amount(last, "exact", by, with_unit=True) if by.unit else f"{last:.2f}"
    marks.say(axes, at_year[years[-1]] + EDGE - 1, bottom - HIGH + 1.5, text, "right")
