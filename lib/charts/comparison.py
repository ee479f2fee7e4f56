"""The dot plot of indicators across towns: ranked where comparable, below a rule and hollow where not, with the reasons."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib import comparison as compared
from lib import drawing
from lib.drawing import GREY, HANZI, LINE, PALE, fit, lettering, marks, rows_within
from lib.rules import definition_name, in_force, indicator_name, label, series

HEAD, GAP = 5.0, 3.0  # millimetres: a panel's title; between panels
LEAST = 18  # millimetres of a scale
NAMES = 0.44  # of a panel's width: the most that the names of reports may take
LINES = 3  # that one reason or definition may take at the right of its row
REACH = 2  # how far beyond the ranked figures a barred one may stretch their scale, as a multiple of it
COLUMNS = [
    "canonical",
    "definition",
    "doc_id",
    "kind",
    "year",
    "status",
    "period",
    "value",
    "value_high",
    "unit",
]
COLUMNS += ["bound", "drawn", "rank", "reason", "reason_en", "caution", "caution_en", "start", "end"]


class Panel(NamedTuple):
    """One indicator: its rows (ranked first), targets by report, definition and unit, the year ranked, and its texts."""

    canonical: str
    rows: pd.DataFrame
    targets: dict[tuple[str, str, str], dict]
    year: int | None
    texts: Sequence[list[str]] = ()  # what stands at the right of each row, once the layout is known


class Frame(NamedTuple):
    """What all panels share: millimetres of a panel, of its names and of its scale; names by doc_id; the language."""

    room: float
    named: float
    plot: float
    called: dict[str, str]
    language: str


def indicator_dots(
    comparison: pd.DataFrame,
    reports: pd.DataFrame,
    indicators: str | Sequence[str] | None = None,
    year: int | None = None,
    kind: str = "level",
    any_year: bool = False,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return one panel per indicator: towns in order of size where comparable, the others hollow below a thin rule.

    Filled dots are comparable, half-filled ones with a caution, hollow ones not comparable: the reason stands at the
    right in a few words, in full in figure.data, and before it the definition, unless open, where a panel holds several. A diamond is
    the report's target for the next year by the same definition and unit. The scale is that of the figures ranked; one not
    comparable that lies far beyond is an arrow at its end, so that it does not press the others together. A part of the year that a figure covers is printed beside it.

    comparison: the table. indicators: canonical ids; None takes those with two reports or more, the most stated first.
    year: the year ranked; None takes for each indicator the one with most comparable cells; figures of other years
    are hollow. kind: level, growth, share or change. any_year: whether years are mixed. What does not fit the page is
    left out, and the figure says so. Raises ValueError where no report states an indicator asked for.
    """
    asked = [indicators] if isinstance(indicators, str) else indicators
    wanted = list(asked) if asked is not None else compared.leading(comparison, (kind,))
    own = comparison[comparison["doc_id"].isin(reports["doc_id"])]
    shown = compared.ranked_and_others(in_force(), own, wanted, year, kind, any_year)
    panels_ = [_panel(name, one) for name, one in zip(wanted, shown)]
    wide = drawing.width_mm(width)
    columns = 2 if wide >= 150 and len(panels_) > 1 else 1
    room = (wide - 3 * (columns - 1) - 2) / columns
    top = marks.key_height([text for _, text in _key(panels_, language)], wide)
    frame = _frame(panels_, room, marks.names(reports, language, NAMES * room), language)
    page = drawing.max_height_mm(width) - top - 16
    panels_ = [panel._replace(texts=_texts(panel, frame)) for panel in panels_]
    placed, notes = _placed(panels_, columns, page, frame)
    notes += _silent(placed, reports, language)
    high = max([y + _height(panel) for panel, _, y in placed], default=LINE)
    figure, axes = marks.page(width, top + high, notes)
    marks.key(axes, _key(panels_, language), wide)
    if not placed:
        marks.say(axes, 1, top + 1, label("note.no_rows", language), colour=GREY)
    for panel, column, y in placed:
        _draw(axes, panel, 1 + column * (room + 3), top + y, frame)
    figure.data = _data([panel for panel, _, _ in placed], reports)
    return figure


def _panel(canonical: str, shown: compared.Shown) -> Panel:
    """What one panel shows, as lib.comparison decides it."""
    drawn = shown.cells["mark"].map({"hollow": "caution"}).fillna("solid")
    rows = shown.cells.assign(drawn=drawn.where(shown.cells["rank"].notna(), "open"))
    plan = shown.targets.assign(drawn="target", rank=pd.NA).to_dict("records")
    targets = {(row["doc_id"], row["definition"], row["unit"]): row for row in plan}
    return Panel(canonical, rows, targets, shown.year)


def _target(panel: Panel, row) -> dict | None:
    """The next year's target beside a figure, where definition and unit are the same."""
    return panel.targets.get((row.doc_id, row.definition, row.unit))


def _frame(panels_: list[Panel], room: float, called: dict[str, str], language: str) -> Frame:
    """The panels' common layout: names as wide as they are, texts at most half of the panel, the scale has the rest."""
    named = marks.wide_of(called[doc_id] for panel in panels_ for doc_id in panel.rows["doc_id"]) + 2
    frame = Frame(room, named, max(LEAST, 0.5 * room - named), called, language)
    texts = [line for panel in panels_ for own in _texts(panel, frame) for line in own]
    return frame._replace(plot=max(LEAST, room - named - marks.wide_of(texts) - 3))


def _scale(panel: Panel, language: str) -> marks.Scale | None:
    """How the amounts of a panel are printed; None where its rows differ in unit."""
    if panel.rows["unit"].nunique() != 1:
        return None
    return marks.scale(
        [*panel.rows["value"], *(target["value"] for target in panel.targets.values())],
        panel.rows["unit"].iloc[0],
        language,
    )


def _texts(panel: Panel, frame: Frame) -> list[list[str]]:
    """What stands at the right of each row: amount, period and target, and the reason, on one line or two."""
    room = frame.room - frame.named - frame.plot - 2
    by, found = _scale(panel, frame.language), []
    for row in panel.rows.itertuples():
        keys = row.cautions if row.drawn == "caution" else _why(row)
        reason = (
            marks.short_reasons(keys, frame.language, (LINES - 0.3) * room) if row.drawn != "solid" else ""
        )
        pieces = [*_figure(panel, row, by, frame.language), _own_definition(panel, row, frame), reason]
        found.append(_lines([piece for piece in pieces if piece], room))
    return found


def _lines(pieces: list[str], room: float) -> list[str]:
    """Pieces put together into as few lines as they fill; one that is too wide is broken into LINES, then loses its middle."""
    lines = pieces[:1]
    for piece in pieces[1:]:
        together = lines[-1] + "  " + piece
        lines = [*lines[:-1], together] if marks.wide_of([together]) <= room else [*lines, piece]
    return [part for line in lines for part in _broken(line, room)]


def _broken(line: str, room: float) -> list[str]:
    """A text on one line, or on up to LINES where it is wider than the room."""
    if marks.wide_of([line]) <= room:
        return [line]
    units = int(room / HANZI * 2) + 4
    while units > 8 and marks.wide_of(lettering.wrapped(line, units, LINES).split("\n")) > room:
        units -= 1
    return lettering.wrapped(line, units, LINES).split("\n")


def _figure(panel: Panel, row, by: marks.Scale | None, language: str) -> list[str]:
    """A figure as printed, with the part of the year it covers; and the next year's target."""
    own = by or marks.scale([row.value], row.unit, language)
    text = marks.amount(row.value, row.bound, own, row.value_high, by is None)
    if part := marks.months(row._asdict(), language):
        text += marks.in_brackets([part], language)
    target = _target(panel, row)
    if target is not None:
        return [text, "◇" + marks.amount(target["value"], target["bound"], own, target["value_high"])]
    return [text]


def _own_definition(panel: Panel, row, frame: Frame) -> str:
    """The definition of a figure that shares its scale with figures of others; "" where the reason calls it open."""
    if panel.rows["definition"].nunique() < 2 or "definition_open" in row.barred:
        return ""
    name = definition_name(row.definition, frame.language)
    return "" if name == indicator_name(row.canonical, frame.language) else name


def _why(row) -> str:
    """What keeps a cell out of the ranking; one that only cells of another year are like is of another year."""
    return marks.why(row._asdict()) or "year_differs"


def _height(panel: Panel) -> float:
    return HEAD + sum(_row_heights(panel.texts)) + GAP


def _row_heights(texts: list[list[str]]) -> list[float]:
    return [LINE * len(own) + (0.9 if len(own) > 1 else 0.3) for own in texts]


def _placed(panels_: list[Panel], columns: int, page: float, frame: Frame) -> tuple[list, list]:
    """Where each panel stands (column, millimetres from the top), and notes on what found no room."""
    filled, placed, notes = [0.0] * columns, [], []
    for panel in panels_:
        column = filled.index(min(filled))
        panel, note = _cut(panel, page, frame) if not filled[column] else (panel, "")
        high = _height(panel)
        if filled[column] + high > page:
            break
        placed.append((panel, column, filled[column]))
        notes += [note] if note else []
        filled[column] += high
    _, note = fit(panels_, len(placed), frame.language, "note.indicators_shown")
    return placed, [*notes, note]


def _cut(panel: Panel, page: float, frame: Frame) -> tuple[Panel, str]:
    """A panel with as many rows as a page holds, and the note on those left out."""
    heights = _row_heights(panel.texts)
    name = indicator_name(panel.canonical, frame.language)
    kept = rows_within(heights, page - HEAD - GAP)
    rows, note = fit(panel.rows, kept, frame.language, "note.rows_shown", name=name)
    if not note:
        return panel, ""
    cut = panel._replace(rows=rows)
    return cut._replace(texts=_texts(cut, frame)), note


def _draw(axes: Axes, panel: Panel, x: float, y: float, frame: Frame) -> None:
    marks.say(axes, x, y + 1.5, _title(panel, frame))
    low, high = ends = _ends(panel)
    step = (frame.plot - 3) / (high - low)
    zero = x + frame.named + 1.5 - low * step
    y += HEAD
    top, ruled = y, False
    for row, own, tall in zip(panel.rows.itertuples(), panel.texts, _row_heights(panel.texts)):
        if row.drawn == "open" and not ruled and y > top:
            marks.hair(axes, [x, x + frame.room], [y, y], linewidth=0.5)
        ruled = ruled or row.drawn == "open"
        middle = y + LINE / 2 + 0.1
        marks.say(axes, x + frame.named - 2, middle, frame.called[row.doc_id], "right")
        at = zero + min(max(row.value, low), high) * step
        marks.hair(axes, [zero, at], [middle] * 2, color=PALE, linewidth=0.8)
        target = _target(panel, row)
        if target is not None and low <= target["value"] <= high:
            marks.mark(axes, zero + target["value"] * step, middle, "target")
        marks.mark(axes, at, middle, "beyond" if _beyond(row, ends) else row.drawn)
        for number, text in enumerate(own):
            colour = marks.DARK_GREY if number else "black"
            marks.say(axes, x + frame.named + frame.plot + 1, middle + number * LINE, text, colour=colour)
        y += tall
    marks.hair(axes, [zero, zero], [top, y], linewidth=0.5)


def _ends(panel: Panel) -> tuple[float, float]:
    """Both ends of a panel's scale: zero and the furthest mark of a figure ranked, or of others that are of its size.

    A barred income of 15,600万元 left the seven incomes of 2万元 that could be compared on the line of zero.
    """
    every, ranked = _values(panel, panel.rows), _values(panel, panel.rows[panel.rows["drawn"] != "open"])
    limit = REACH * max(map(abs, ranked))
    values = [value for value in every if abs(value) <= limit] if limit else every
    low, high = min(values), max(values)
    return low, high if high > low else low + 1


def _values(panel: Panel, rows: pd.DataFrame) -> list[float]:
    """Zero, the figures of some rows and the targets beside them."""
    beside = [_target(panel, row) for row in rows.itertuples()]
    return [0.0, *rows["value"], *(target["value"] for target in beside if target is not None)]


def _beyond(row, ends: tuple[float, float]) -> bool:
    """Whether a figure lies off its panel's scale; one ranked never does."""
    return not ends[0] <= row.value <= ends[1]


def _title(panel: Panel, frame: Frame) -> str:
    by = _scale(panel, frame.language)
    inside = [by.unit] if by and by.unit else []
    if panel.year:
        inside.append(label("note.ranked_year", frame.language).format(year=panel.year))
    told = marks.in_brackets(inside, frame.language)
    name = indicator_name(panel.canonical, frame.language)
    return lettering.fitted(name, frame.room - marks.wide_of([told])) + told


def _key(panels_: list[Panel], language: str) -> list[tuple[dict, str]]:
    """The marks that occur, with what they mean."""
    drawn = {kind for panel in panels_ for kind in panel.rows["drawn"]}
    if any(_target(panel, row) is not None for panel in panels_ for row in panel.rows.itertuples()):
        drawn.add("target")
    if any(_beyond(row, _ends(panel)) for panel in panels_ for row in panel.rows.itertuples()):
        drawn.add("beyond")
    return [
        (marks.STYLE[kind], label(f"note.mark_{kind}", language)) for kind in marks.STYLE if kind in drawn
    ]


def _silent(placed: list, reports: pd.DataFrame, language: str) -> list[str]:
    """For one indicator, who does not state it."""
    if len(placed) != 1:
        return []
    panel = placed[0][0]
    missing = reports[~reports["doc_id"].isin(panel.rows["doc_id"])]
    if missing.empty or len(reports) == len(missing):
        return []
    if len(missing) > 8:
        return [label("note.not_stated_many", language).format(n=len(missing))]
    called = marks.names(missing, language, 80)
    return [label("note.not_stated", language).format(names=series(called.values(), language))]


def _data(panels_: list[Panel], reports: pd.DataFrame) -> pd.DataFrame:
    """One row per mark: the dots, then the diamonds beside them."""
    parts = []
    for panel in panels_:
        beside = [target for row in panel.rows.itertuples() if (target := _target(panel, row)) is not None]
        parts += [panel.rows, pd.DataFrame(beside, columns=COLUMNS)]
    kept = [part[COLUMNS].astype(object) for part in parts if len(part)]
    table = pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=COLUMNS)
    named = [column for column in ("doc_id", "label_zh", "label_en") if column in reports]
    return table.merge(reports[named].drop_duplicates("doc_id"), on="doc_id", how="left").infer_objects()
