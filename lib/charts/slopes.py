"""Charts of what was planned: slopes from a year's result to the next year's target, and targets against what came of them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib import comparison as compared
from lib import drawing
from lib.drawing import BLACK, BLUE, GREY, LINE, PALE, fit, lettering, marks, on_shelves, panels, spread
from lib.rules import in_force, indicator_name, label, series

HEAD, GAP = 5.0, 3.5  # millimetres: a panel's title; between panels
LEAST = 14  # millimetres of a slope
ROW = 2 * LINE + 1  # millimetres of a row of two lines


def review_to_plan(
    comparison: pd.DataFrame,
    targets: pd.DataFrame,
    reports: pd.DataFrame,
    indicators: str | Sequence[str] | None = None,
    kind: str = "level",
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return slopes from the result of a year to the target for the next, one panel per indicator, one line per report.

    A line is broken and its left end hollow where the result covers a part of the year only, which is printed. ≥ and ≈
    before a target are the report's own 以上 and 左右. Scales begin at zero and differ by panel.

    comparison, targets: the tables. indicators: canonical ids; None takes all that some report states both ways.
    kind: level or growth. What does not fit the page is left out, and the figure says so.
    """
    table = compared.review_and_plan(in_force(), comparison, targets)
    table = table[(table["kind"] == kind) & table["doc_id"].isin(reports["doc_id"])]
    wanted = _wanted(comparison, table, indicators, kind)
    wide = drawing.width_mm(width)
    called = marks.names(reports, language, min(40, 0.28 * wide))
    sides = [marks.wide_of(texts) for texts in zip(*_ends(table, called, language))] or [0.0, 0.0]
    across = max(1, min(len(wanted), int((wide - 2) // (sum(sides) + LEAST + 12))))
    room = (wide - 2) / across - 3
    entries = _slope_key(table, language)
    top = marks.key_height([text for _, text in entries], wide)
    page = drawing.max_height_mm(width) - top - 12
    placed = on_shelves(wanted, _heights(table, wanted, page), across, page + GAP)
    notes = [
        fit(wanted, len(placed), language, "note.indicators_shown")[1],
        label("note.slope_scales", language),
    ]
    figure, axes = marks.page(width, top + max([at.top + at.high for at in placed], default=LINE), notes)
    marks.key(axes, entries, wide)
    if table.empty:
        marks.say(axes, 1, top + 1, label("note.no_rows", language), colour=GREY)
    boxes = [(1 + at.column * (room + 3), top + at.top, room, at.high - HEAD - GAP) for at in placed]
    panels_ = [(table[table["canonical"] == at.item], at.item, box) for at, box in zip(placed, boxes)]
    drawn = [_slopes(axes, own, name, box, sides, called, language) for own, name, box in panels_]
    figure.data = panels.with_names(pd.concat(drawn) if drawn else table.head(0), reports)
    return figure


def _wanted(
    comparison: pd.DataFrame, table: pd.DataFrame, indicators: str | Sequence[str] | None, kind: str
) -> list[str]:
    """The indicators asked for, or else those that some report states both ways, the leading ones first."""
    if indicators is not None:
        return [indicators] if isinstance(indicators, str) else list(indicators)
    stated = set(table["canonical"])
    return [name for name in compared.leading(comparison, (kind,), least=1) if name in stated]


def _heights(table: pd.DataFrame, wanted: list[str], page: float) -> list[float]:
    """Millimetres of each indicator's panel: a line for each report, as far as one page goes."""
    rows = [
        min(count, (page - HEAD) // LINE)
        for count in table["canonical"].value_counts().reindex(wanted, fill_value=0)
    ]
    return [HEAD + max(2.2, count) * LINE + GAP for count in rows]


def _ends(table: pd.DataFrame, called: dict[str, str], language: str) -> list[tuple[str, str]]:
    """What stands at both ends of each line."""
    found = []
    for _, own in table.groupby("canonical", sort=False):
        by = _scale(own, language)
        for row in own.itertuples():
            part = marks.in_brackets(list(filter(None, [marks.months(row._asdict(), language)])), language)
            left = marks.amount(row.value, row.bound, by, row.value_high) + part
            right = marks.amount(row.target, row.modifier, by, row.target_high)
            found.append((left, f"{right}  {called[row.doc_id]}"))
    return found


def _scale(own: pd.DataFrame, language: str) -> marks.Scale:
    return marks.scale([*own["value"], *own["target"]], own["unit"].iloc[0] if len(own) else "", language)


def _slopes(
    axes: Axes, own: pd.DataFrame, name: str, box: tuple, sides: list[float], called: dict, language: str
) -> pd.DataFrame:
    """Draw one panel, and return the rows drawn: those of the largest values where there is no room for all."""
    x, y, room, high = box
    kept = max(2, int(high // LINE))
    if own["unit"].nunique() > 1:  # 户 and 人 share no scale: the unit of most reports stays
        own = own[own["unit"] == own["unit"].mode().iloc[0]]
    cut = label("note.largest", language).format(n=kept) if len(own) > kept else ""
    own = own.sort_values("target", ascending=False, kind="stable").head(kept)
    told = marks.in_brackets(list(filter(None, [_scale(own, language).unit, cut])), language)
    head = lettering.fitted(indicator_name(name, language), room - marks.wide_of([told])) + told
    marks.say(axes, x, y + 1.5, head)
    if len(own):
        left, right = x + sides[0] + 3.5, x + min(room - sides[1] - 3.5, sides[0] + 3.5 + 45)
        _lines(axes, own, (left, right, y + HEAD, high), _ends(own, called, language))
    return own


def _lines(axes: Axes, own: pd.DataFrame, box: tuple, texts: list[tuple[str, str]]) -> None:
    """Draw a line for each row from left to right, and what stands at its ends, spread where two ends are too near."""
    left, right, y, high = box
    ends = own[["value", "target"]].to_numpy(dtype=float)
    low, top = min(0.0, ends.min()), max(0.0, ends.max())
    heights = y + LINE / 2 + (top - ends) / ((top - low) or 1) * (high - LINE)
    for row, (from_, to) in zip(own.itertuples(), heights):
        line = "-" if row.whole else (0, (3, 1.4))
        axes.plot([left, right], [from_, to], color=BLUE, linestyle=line, linewidth=1.0, marker="", zorder=2)
        marks.mark(axes, left, from_, "solid" if row.whole else "open")
        marks.mark(axes, right, to, "target")
    for side, at, sign, ha in ((0, left, -1, "right"), (1, right, 1, "left")):
        spaced = spread(heights[:, side], LINE, y + LINE / 2, y + high - LINE / 2)
        for place, wanted, pair in zip(spaced, heights[:, side], texts):
            if abs(place - wanted) > 0.4:
                marks.hair(axes, [at + sign * 1.0, at + sign * 2.6], [wanted, place])
            marks.say(axes, at + sign * 2.9, place, pair[side], ha)


def _slope_key(table: pd.DataFrame, language: str) -> list[tuple[dict, str]]:
    entries = [(marks.STYLE["solid"], "note.slope_whole")] if table["whole"].any() else []
    entries += [(marks.STYLE["open"], "note.slope_part")] if (~table["whole"].astype(bool)).any() else []
    entries += [(marks.STYLE["target"], "note.mark_target")] if len(table) else []
    return [(style, label(text, language)) for style, text in entries]


def targets_and_results(
    comparison: pd.DataFrame,
    targets: pd.DataFrame,
    reports: pd.DataFrame,
    place_id: str | None = None,
    kind: str = "level",
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return each target as a diamond and what came of it as a dot: in % of the target, or in per cent for growth.

    The dot is hollow where the result covers another period than the target, which is printed. Targets are those of the
    report before, and those that the amount and the part of the task reached let work out (marked as implied).

    comparison, targets: the tables. place_id: one place, or None for all. kind: level or growth.
    """
    table = compared.held_against(in_force(), comparison, targets, place_id)
    table = table[(table["kind"] == kind) & table["result_doc_id"].isin(reports["doc_id"])].reset_index(
        drop=True
    )
    wide = drawing.width_mm(width)
    columns = 2 if wide >= 150 and len(table) > 6 else 1
    room = (wide - 2 - 3 * (columns - 1)) / columns
    entries = _result_key(table, language)
    top = marks.key_height([text for _, text in entries], wide)
    kept = columns * int((drawing.max_height_mm(width) - top - 14) // ROW)
    notes = [label(f"axis.reached_{kind}", language)] if len(table) else []
    table, note = fit(table, kept, language, "note.targets_shown")
    down = -(-len(table) // columns)
    figure, axes = marks.page(width, top + max(1, down) * ROW, [*notes, note])
    marks.key(axes, entries, wide)
    if table.empty:
        marks.say(axes, 1, top + 2, label("note.no_rows", language), colour=GREY)
    else:
        _results(axes, table, reports, (room, top, down), language)
    figure.data = panels.with_names(
        table.drop(columns="reached_percent", errors="ignore"), reports, "result_doc_id"
    )
    return figure


def _result_key(table: pd.DataFrame, language: str) -> list[tuple[dict, str]]:
    comparable = table["comparable"].astype(bool)
    entries = [(marks.STYLE["target"], "note.its_target")]
    entries += [(marks.STYLE["solid"], "note.its_result")] if comparable.any() else []
    entries += [(marks.STYLE["open"], "note.result_part")] if (~comparable).any() else []
    return [(style, label(text, language)) for style, text in entries]


def _results(axes: Axes, table: pd.DataFrame, reports: pd.DataFrame, box: tuple, language: str) -> None:
    """Draw a row for each target: its two names, the scale with both marks, and what is printed at the right."""
    room, top, down = box
    called = marks.names(reports, language, 0.3 * room)
    heads = [lettering.fitted(indicator_name(name, language), 0.3 * room) for name in table["canonical"]]
    towns = [called[doc_id] for doc_id in table["result_doc_id"]]
    named = max(marks.wide_of(heads), marks.wide_of(towns)) + 2
    texts = [_result_texts(row, 0.5 * room, language) for row in table.itertuples()]
    plot = max(LEAST, room - named - marks.wide_of(text for own in texts for text in own) - 4)
    level = table["kind"].iloc[0] == "level"
    marked = table["percent"] if level else table["result"]
    aims = np.full(len(table), 100.0) if level else table["target"].to_numpy(dtype=float)
    scale = min([0.0, *marked, *aims]), max([1.0, *marked, *aims])
    for number, (result, aim, comparable) in enumerate(zip(marked, aims, table["comparable"])):
        column, line = divmod(number, down)
        x, y = 1 + column * (room + 3) + named, top + line * ROW
        marks.say(axes, x - 1, y + LINE / 2, heads[number], "right")
        marks.say(axes, x - 1, y + 1.5 * LINE, towns[number], "right", marks.DARK_GREY)
        _aim_and_result(axes, (x + 1.5, y, plot - 3), scale, aim, result, "solid" if comparable else "open")
        for place, (text, colour) in enumerate(zip(texts[number], (BLACK, marks.DARK_GREY))):
            marks.say(axes, x + plot + 1, y + LINE * (place + 0.5), text, colour=colour)


def _aim_and_result(
    axes: Axes, box: tuple, scale: tuple[float, float], aim: float, result: float, mark: str
) -> None:
    """Draw one row's scale, and on it the target and the result with a line between them."""
    (x, y, room), (low, high) = box, scale
    step, middle = room / (high - low), y + LINE
    zero = x - low * room / (high - low)
    marks.hair(axes, [zero, zero], [y, y + ROW], linewidth=0.5)
    marks.hair(axes, [zero + low * step, zero + high * step], [middle] * 2, color=PALE, linewidth=0.6)
    axes.plot([zero + aim * step, zero + result * step], [middle] * 2, color=BLACK, linewidth=0.7, marker="")
    marks.mark(axes, zero + aim * step, middle, "target")
    marks.mark(axes, zero + result * step, middle, mark)


def _result_texts(row, room: float, language: str) -> list[str]:
    """Result and target as printed, and below them the part reached, the period and whether the target is implied."""
    by = marks.scale([row.result, row.target], row.unit, language)
    first = marks.number(row.result / by.factor) + " / " + marks.amount(row.target, row.modifier or "", by)
    first += by.unit if by.unit == "%" or language == "zh" else f" {by.unit}"
    said = (
        [_percent(row.percent)]
        if row.kind == "level"
        else [label("note.points", language).format(n=_points(row))]
    )
    if not row.comparable:
        part = marks.part_of_time(str(row.result_period), language)
        said.append(part or label("note.not_held", language))
    if row.source == "implied":
        said.append(label("note.implied", language))
    second = series(said, language, "phrase")
    return [lettering.fitted(first, room), lettering.fitted(second, room)]


def _percent(value: float) -> str:
    return f"{value:,.0f}%" if value >= 1000 else f"{value:.1f}%"


def _points(row) -> str:
    return f"{row.result - row.target:+.1f}".replace("-", "−")
