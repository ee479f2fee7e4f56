"""Charts of one town over several years: small multiples of its indicators, and words that are new or gone."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib import comparison as compared
from lib import drawing
from lib.drawing import (
    BLUE,
    GREY,
    HANZI,
    LINE,
    MARKERS,
    PALE,
    TEXT,
    fit,
    label_size,
    lettering,
    marks,
    on_shelves,
    panels,
)
from lib.rules import definition_name, in_force, indicator_name, label

PANEL, HIGH = 43, 19  # millimetres: the narrowest panel, and the height of its plot
SHOWN_DEFINITIONS = 3
EDGE = 4.0  # millimetres left and right of the first and last year


def year_panels(
    comparison: pd.DataFrame,
    reports: pd.DataFrame,
    place_id: str,
    indicators: Sequence[str] | None = None,
    kind: str = "level",
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return small multiples over the years of one town: a panel per indicator, lines between comparable figures only.

    Filled marks stand without reserve, half-filled ones with a caution, hollow ones are not comparable with other years.
    Where an indicator is stated by several definitions each has its own form of mark, named in the panel. Values are
    printed where they find room, the last and the first before others. Scales begin at zero and differ by panel.

    comparison: the table. place_id: the town. indicators: canonical ids; None takes those stated for two years or more,
    the most years first. kind: level or growth. What does not fit the page is left out, and the figure says so.
    """
    table, wanted = _shown(comparison, place_id, indicators, kind)
    wide = drawing.width_mm(width)
    across = max(1, min(len(wanted), int((wide - 2) // PANEL)))
    room = (wide - 2) / across - 3
    shown = [name for name in marks.STYLE if name in set(table["drawn"])]
    entries = [(marks.STYLE[name], label(f"note.year_{name}", language)) for name in shown]
    top = marks.key_height([text for _, text in entries], wide)
    heads = [_head(table[table["canonical"] == name], language, room) for name in wanted]
    heights = [len(lines) * LINE + HIGH + LINE + 4 for lines in heads]
    page = drawing.max_height_mm(width) - top - 10
    placed = on_shelves(list(zip(wanted, heads)), heights, across, page)
    _, note = fit(wanted, len(placed), language, "note.indicators_shown")
    high = max([at.top + at.high for at in placed], default=LINE)
    notes = [label("note.year_scales", language) if placed else "", note]
    figure, axes = marks.page(width, top + high, notes)
    marks.key(axes, entries, wide)
    if not placed:
        marks.say(axes, 1, top + 1, label("note.no_rows", language), colour=GREY)
    span = (table["year"].min(), table["year"].max()) if len(table) else (0, 1)
    for at in placed:
        (name, lines), x = at.item, 1 + at.column * (room + 3)
        box = (x, top + at.top, room, at.high - LINE - 4)
        _panel(axes, table[table["canonical"] == name], lines, box, span, language)
    data = table[table["canonical"].isin([at.item[0] for at in placed])].drop(columns="sentence")
    return panels.finished(figure, data, reports)


def _shown(
    comparison: pd.DataFrame, place_id: str, indicators: Sequence[str] | None, kind: str
) -> tuple[pd.DataFrame, list[str]]:
    """The figures of the town's results, with the mark of each (drawn), and the indicators in their order."""
    table = compared.years(in_force(), comparison[~comparison["span"].str.endswith(" years")], place_id)
    table = table[(table["kind"] == kind) & (table["aim"] == "done")]
    wanted = list(indicators) if indicators is not None else compared.stated_most_years(table)
    table = table[table["canonical"].isin(wanted)]
    return table.assign(drawn=compared.reserve(in_force(), table)), wanted


def _definitions(rows: pd.DataFrame) -> list[str]:
    """The definitions by how often they stand, ties by name; only so many as have a form of their own."""
    return sorted(rows["definition"].unique(), key=lambda name: (-(rows["definition"] == name).sum(), name))


def _scale(rows: pd.DataFrame, language: str) -> marks.Scale:
    unit = rows["unit"].mode().iloc[0] if len(rows) else ""
    return marks.scale(rows.loc[rows["unit"] == unit, "value"], unit, language)


def _head(rows: pd.DataFrame, language: str, room: float) -> list[str]:
    """The lines above a plot: indicator and unit, and the definitions where there are several."""
    name = indicator_name(rows["canonical"].iloc[0], language) if len(rows) else ""
    by = _scale(rows, language)
    told = marks.in_brackets([by.unit] if by.unit else [], language)
    first = name + told
    lines = [first] if marks.wide_of([first]) <= room else [lettering.fitted(name, room), by.unit]
    defined = _definitions(rows)
    if len(defined) > 1:
        named = [definition_name(name, language) for name in defined[:SHOWN_DEFINITIONS]]
        lines += [lettering.fitted(name, room - 4) for name in named]
    return lines


def _panel(
    axes: Axes, rows: pd.DataFrame, lines_above: list[str], box: tuple, span: tuple, language: str
) -> None:
    """Draw one indicator over the years of the span, each definition by its form of mark, lines where figures compare."""
    x, y, room, high = box
    rows = rows[rows["unit"] == rows["unit"].mode().iloc[0]] if len(rows) else rows
    defined = _definitions(rows)
    _say_head(axes, lines_above, min(len(defined), SHOWN_DEFINITIONS) if len(defined) > 1 else 0, x, y)
    if rows.empty:
        return
    below = y + len(lines_above) * LINE
    top, bottom = below + LINE + 1.5, y + high - 1
    low, most = min(0.0, rows["value"].min()), max(0.0, rows["value"].max())
    step = (bottom - top) / ((most - low) or 1)
    xs = marks.across(span, x + EDGE, room - 2 * EDGE)
    marks.hair(axes, [x + 1, x + room - 1], [bottom + low * step] * 2, linewidth=0.5)
    at = {row.Index: (xs[row.year], bottom - (row.value - low) * step) for row in rows.itertuples()}
    lines = _lines(axes, rows, at)
    forms = dict(zip(defined, (*MARKERS, *["X"] * len(defined))))
    for row in rows.itertuples():
        marks.mark(axes, *at[row.Index], row.drawn, marker=forms[row.definition], markersize=3.6)
    _values(axes, rows, at, lines, (x, below, x + room, y + high + 0.3), _scale(rows, language))
    for year in _ticks(span, room - 2 * EDGE):
        marks.say(axes, xs[year], y + high + 1.6, str(year), "center")


def _say_head(axes: Axes, lines: list[str], definitions: int, x: float, y: float) -> None:
    """Print the lines above a plot; the last ones name definitions, each with its form of mark."""
    for number, text in enumerate(lines):
        form, at = number - (len(lines) - definitions), y + 1.5 + number * LINE
        if form >= 0:
            marks.mark(axes, x + 1.2, at, "solid", marker=MARKERS[form], markersize=3.6)
        marks.say(axes, x + (3.4 if form >= 0 else 0), at, text)


def _lines(axes: Axes, rows: pd.DataFrame, at: dict) -> list[tuple]:
    """Draw a line through the figures of each segment, and return its stretches from mark to mark."""
    stretches = []
    for _, line in rows[rows["segment"].notna()].groupby(["definition", "segment"]):
        points = [at[index] for index in line.sort_values("year").index]
        axes.plot(*zip(*points), color=BLUE, linewidth=0.9, marker="", zorder=2)
        stretches += list(pairwise(points))
    return stretches


def _values(
    axes: Axes,
    rows: pd.DataFrame,
    at: dict,
    lines: list,
    room: tuple[float, float, float, float],
    by: marks.Scale,
) -> None:
    """Print values above or below their marks: the last, the first, the largest, then the others; what finds no room stays away."""
    ordered = rows.sort_values("year", kind="stable")
    order = [ordered.index[-1], ordered.index[0], ordered["value"].idxmax(), *ordered.index[::-1]]
    taken = [(x - 1, y - 1, x + 1, y + 1) for x, y in at.values()] + _along(lines)
    for index in dict.fromkeys(order):
        text = marks.amount(rows.at[index, "value"], rows.at[index, "bound"], by)
        wide, tall = label_size(text, TEXT)
        x, y = at[index]
        left = min(max(x - wide / 2, room[0]), room[2] - wide)
        for top in (y - 1.2 - tall, y + 1.2):
            box = (left - 0.3, top, left + wide + 0.3, top + tall)
            inside = box[1] >= room[1] and box[3] <= room[3]
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                marks.say(axes, left, top + tall / 2, text)
                break


def _along(lines: list) -> list[tuple]:
    """Small boxes along lines, to keep numbers off them."""
    boxes = []
    for (x0, y0), (x1, y1) in lines:
        for part in range(11):
            x, y = x0 + (x1 - x0) * part / 10, y0 + (y1 - y0) * part / 10
            boxes.append((x - 0.3, y - 0.3, x + 0.3, y + 0.3))
    return boxes


def _meet(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _ticks(span: tuple[int, int], room: float) -> list[int]:
    """The years named below a panel: both ends, and between them as many evenly spaced ones as have room."""
    first, last = int(span[0]), int(span[1])
    most = max(1, int(room // 8.5))
    steps = [step for step in range(1, last - first + 1) if (last - first) % step == 0]
    step = next((step for step in steps if (last - first) / step <= most), max(1, last - first))
    return list(range(first, last + 1, step))


def new_and_gone_words(
    table: pd.DataFrame,
    reports: pd.DataFrame,
    year: int | None = None,
    n: int = 15,
    with_formulae: bool = False,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return two ranked lists beside each other: the commonest words new in a town's report, and those gone since the last.

    table: from comparison.words_new_and_gone(). year: the later year; None takes the last. n: words in each list, fewer
    where a page holds no more. Stop words are left out, and set phrases of the genre unless with_formulae.
    """
    row = 7.2 if language == "en" else LINE + 0.2
    n = max(1, min(n, int((drawing.max_height_mm(width) - 16) // row)))
    year, lists = compared.commonest_changes(table, year, n, with_formulae)
    wide = drawing.width_mm(width)
    room = (wide - 5) / 2
    rows = max(1, *(len(own) for own in lists.values()))
    figure, axes = marks.page(width, 6 + rows * row, [label("note.word_counts", language)])
    most = max([1, *(count for own in lists.values() for count in own["count"])])
    for number, (change, own) in enumerate(lists.items()):
        x = 1 + number * (room + 3)
        before = own["year_before"].iloc[0] if len(own) else ""
        title = label(f"note.words_{change}", language).format(year=year, before=before)
        marks.say(axes, x, 1.8, lettering.fitted(title, room))
        _list(axes, own, (x, 6, room, row), most, language)
    return panels.finished(figure, pd.concat(lists.values(), ignore_index=True), reports)


def _list(axes: Axes, own: pd.DataFrame, box: tuple, most: int, language: str) -> None:
    x, y, room, row = box
    if own.empty:
        marks.say(axes, x, y + row / 2, label("note.no_rows", language), colour=GREY)
        return
    names = lettering.word_labels(own["word"], language, max(12, int((room - 16) / HANZI * 2)))
    named = marks.wide_of(names) + 1.5
    step = (room - named - 7) / most
    for number, (name, count) in enumerate(zip(names, own["count"])):
        middle = y + (number + 0.5) * row
        marks.say(axes, x + named - 1, middle, name, "right", va="center", linespacing=1.0)
        marks.hair(axes, [x + named, x + named + count * step], [middle] * 2, color=PALE, linewidth=0.8)
        marks.mark(axes, x + named + count * step, middle, "solid", markersize=3.4)
        marks.say(axes, x + named + count * step + 1.6, middle, f"{count}")
