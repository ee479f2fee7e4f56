"""Charts of what was planned: slopes from a year's result to the next year's target, and targets against what came of them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib import comparison as compared
from lib import drawing
from lib.drawing import BLACK, BLUE, GREY, LINE, PALE, fit, lettering, marks, rows_within, spread
from lib.rules import in_force, label

HEAD, GAP = 5.0, 3.5  # millimetres: a panel's title; between panels
LEAST = 14  # millimetres of a slope
ROW = 2 * LINE + 1  # millimetres of a row of two lines
KEYS = ["doc_id", "canonical", "definition", "kind", "unit"]
TARGET = ["target_year", "target", "target_high", "modifier", "target_start", "target_end"]
SEVERAL = " years"  # ends the span of a sum over several years


def review_and_plan(comparison: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Return each result of the year under review that the same report sets a target beside for the next year.

    They are those that lib.targets holds against each other, and those of which the result covers a part of the year only.
    whole: whether both cover a whole year that is known to be over, or are stocks. modifier: the target's. start, end: raw
    offsets of the result; target_start, target_end: of the target.

    comparison, targets: the tables.
    """
    found = compared.targets_beside_results(in_force(), comparison, targets)
    alike = found["comparable"] | (found["keys"] == "period_differs")
    found = found[(found["relation"] == "year_before") & alike & ~_of_several_years(found)]
    names = {"start": "target_start", "end": "target_end", "year": "target_year"}
    results = ("year", "period", "span", "value_high", "bound", "start", "end")
    names |= {f"result_{name}": name for name in results} | {"result": "value"}
    found = found.drop(columns=["period", "span"]).rename(columns=names).astype({"year": "Int64"})
    return found[
        [*KEYS, "value", "value_high", "bound", "year", "period", "span", "whole", "start", "end", *TARGET]
    ]


def _of_several_years(found: pd.DataFrame) -> pd.Series:
    """Whether a result is the sum of several years, which no target of one year is set beside."""
    return found["result_span"].fillna("").str.endswith(SEVERAL)


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
    table = review_and_plan(comparison, targets)
    table = table[(table["kind"] == kind) & table["doc_id"].isin(reports["doc_id"])]
    asked = [indicators] if isinstance(indicators, str) else indicators
    stated = compared.leading(comparison, (kind,), least=1)
    wanted = (
        list(asked) if asked is not None else [name for name in stated if name in set(table["canonical"])]
    )
    wide, called = (
        drawing.width_mm(width),
        marks.names(reports, language, min(40, 0.28 * drawing.width_mm(width))),
    )
    sides = [marks.wide_of(texts) for texts in zip(*_ends(table, called, language))] or [0.0, 0.0]
    across = max(1, min(len(wanted), int((wide - 2) // (sum(sides) + LEAST + 12))))
    room = (wide - 2) / across - 3
    entries = _slope_key(table, language)
    top = marks.key_height([text for _, text in entries], wide)
    page = drawing.max_height_mm(width) - top - 12
    groups = [wanted[start : start + across] for start in range(0, len(wanted), across)]
    counts = table["canonical"].value_counts()
    tall = [max(counts.get(name, 0) for name in group) for group in groups]
    highs = [HEAD + max(2.2, min(rows, (page - HEAD) // LINE)) * LINE + GAP for rows in tall]
    kept = rows_within(highs, page + GAP)
    placed = [
        (name, column, sum(highs[:row]), sum(highs[: row + 1]))
        for row, group in enumerate(groups[:kept])
        for column, name in enumerate(group)
    ]
    _, note = fit(wanted, len(placed), language, "note.indicators_shown")
    notes = [note, label("note.slope_scales", language)]
    figure, axes = marks.page(width, top + max([end for *_, end in placed], default=LINE), notes)
    marks.key(axes, entries, wide)
    if table.empty:
        marks.say(axes, 1, top + 1, label("note.no_rows", language), colour=GREY)
    drawn = []
    for name, column, y, end in placed:
        own = table[table["canonical"] == name]
        left = 1 + column * (room + 3)
        drawn.append(
            _slopes(axes, own, name, (left, top + y, room, end - y - HEAD - GAP), sides, called, language)
        )
    data = pd.concat(drawn) if drawn else table.head(0)
    figure.data = _named(data, reports)
    return figure


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
    cut = len(own) > kept
    own = own.sort_values("target", ascending=False, kind="stable").head(kept)
    by = _scale(own, language)
    inside = [by.unit] if by.unit else []
    if cut:
        inside.append(label("note.largest", language).format(n=kept))
    told = marks.in_brackets(inside, language)
    marks.say(
        axes,
        x,
        y + 1.5,
        lettering.fitted(marks.indicator_name(name, language), room - marks.wide_of([told])) + told,
    )
    if own.empty:
        return own
    ends = own[["value", "target"]].to_numpy(dtype=float)
    low, top = min(0.0, ends.min()), max(0.0, ends.max())
    heights = y + HEAD + LINE / 2 + (top - ends) / ((top - low) or 1) * (high - LINE)
    left, right = x + sides[0] + 3.5, x + min(room - sides[1] - 3.5, sides[0] + 3.5 + 45)
    texts = _ends(own, called, language)
    for row, (from_, to) in zip(own.itertuples(), heights):
        line = "-" if row.whole else (0, (3, 1.4))
        axes.plot([left, right], [from_, to], color=BLUE, linestyle=line, linewidth=1.0, marker="", zorder=2)
        marks.mark(axes, left, from_, "solid" if row.whole else "open")
        marks.mark(axes, right, to, "target")
    lowest, furthest = y + HEAD + LINE / 2, y + HEAD + high - LINE / 2
    for side, at, sign, ha in ((0, left, -1, "right"), (1, right, 1, "left")):
        for place, wanted, pair in zip(
            spread(heights[:, side], LINE, lowest, furthest), heights[:, side], texts
        ):
            if abs(place - wanted) > 0.4:
                marks.hair(axes, [at + sign * 1.0, at + sign * 2.6], [wanted, place])
            marks.say(axes, at + sign * 2.9, place, pair[side], ha)
    return own


def _slope_key(table: pd.DataFrame, language: str) -> list[tuple[dict, str]]:
    entries = [(marks.STYLE["solid"], "note.slope_whole")] if table["whole"].any() else []
    entries += [(marks.STYLE["open"], "note.slope_part")] if (~table["whole"].astype(bool)).any() else []
    entries += [(marks.STYLE["target"], "note.mark_target")] if len(table) else []
    return [(style, label(text, language)) for style, text in entries]


def held_against(
    comparison: pd.DataFrame, targets: pd.DataFrame, place_id: str | None = None
) -> pd.DataFrame:
    """Return targets beside the results of the same year: from the report before, or implied by the report itself.

    source: "before" for the target that the report before set, "implied" for one worked out from the amount and the part
    of the task reached, which needs one report only. percent = result ÷ target × 100, for levels of the same unit and
    definition; it is of a part of the year where the result is. comparable is false, and reason says why, where target
    and result are of different periods. start, end: the target's raw offsets in doc_id; result_start, result_end in
    result_doc_id.

    comparison, targets: the tables. place_id: one place, or None for all.
    """
    found = compared.targets_beside_results(in_force(), comparison, targets, place_id)
    of_its_year = found["relation"].isin(["same_year", "implied"]) & found["result"].notna()
    alike = (found["definition"] == found["result_definition"]) & ~found["keys"].str.contains("unit_differs")
    found = found[of_its_year & alike & ~_of_several_years(found)].copy()
    implied = found["relation"] == "implied"
    found["source"] = np.where(implied, "implied", "before")
    found["comparable"] = found["comparable"].where(~implied, found["result_span"].isin(["year", "stock"]))
    level = found["kind"] == "level"
    found["percent"] = (found["result"] / found["target"].replace(0, np.nan) * 100).where(level)
    keys = ["place_id", "canonical", "year", "kind", "source", "doc_id", "start"]
    return found.sort_values(keys, kind="stable").reset_index(drop=True)


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
    table = held_against(comparison, targets, place_id)
    table = table[(table["kind"] == kind) & table["result_doc_id"].isin(reports["doc_id"])].reset_index(
        drop=True
    )
    wide = drawing.width_mm(width)
    columns = 2 if wide >= 150 and len(table) > 6 else 1
    room = (wide - 2 - 3 * (columns - 1)) / columns
    entries = [(marks.STYLE["target"], label("note.its_target", language))]
    if table["comparable"].astype(bool).any():
        entries.append((marks.STYLE["solid"], label("note.its_result", language)))
    if (~table["comparable"].astype(bool)).any():
        entries.append((marks.STYLE["open"], label("note.result_part", language)))
    top = marks.key_height([text for _, text in entries], wide)
    kept = columns * int((drawing.max_height_mm(width) - top - 14) // ROW)
    notes = [label(f"axis.reached_{kind}", language)] if len(table) else []
    table, note = fit(table, kept, language, "note.targets_shown")
    notes.append(note)
    down = -(-len(table) // columns)
    figure, axes = marks.page(width, top + max(1, down) * ROW, notes)
    marks.key(axes, entries, wide)
    if table.empty:
        marks.say(axes, 1, top + 2, label("note.no_rows", language), colour=GREY)
    else:
        _results(axes, table, reports, (room, top, down), language)
    figure.data = _named(
        table.drop(columns=[c for c in table if c == "reached_percent"]), reports, "result_doc_id"
    )
    return figure


def _results(axes: Axes, table: pd.DataFrame, reports: pd.DataFrame, box: tuple, language: str) -> None:
    room, top, down = box
    called = marks.names(reports, language, 0.3 * room)
    heads = [
        lettering.fitted(marks.indicator_name(name, language), 0.3 * room) for name in table["canonical"]
    ]
    named = max(marks.wide_of(heads), marks.wide_of(called[doc_id] for doc_id in table["result_doc_id"])) + 2
    texts = [_result_texts(row, 0.5 * room, language) for row in table.itertuples()]
    plot = max(LEAST, room - named - marks.wide_of(text for own in texts for text in own) - 4)
    marked = table["percent"] if table["kind"].iloc[0] == "level" else table["result"]
    aims = (
        np.full(len(table), 100.0)
        if table["kind"].iloc[0] == "level"
        else table["target"].to_numpy(dtype=float)
    )
    low, high = min([0.0, *marked, *aims]), max([1.0, *marked, *aims])
    for number, (row, result, aim, head, own) in enumerate(
        zip(table.itertuples(), marked, aims, heads, texts)
    ):
        column, line = divmod(number, down)
        x, y = 1 + column * (room + 3), top + line * ROW
        zero, step = x + named + 1.5 - low * (plot - 3) / (high - low), (plot - 3) / (high - low)
        marks.say(axes, x + named - 1, y + LINE / 2, head, "right")
        marks.say(axes, x + named - 1, y + 1.5 * LINE, called[row.result_doc_id], "right", marks.DARK_GREY)
        middle = y + LINE
        marks.hair(axes, [zero, zero], [y, y + ROW], linewidth=0.5)
        marks.hair(axes, [zero + low * step, zero + high * step], [middle] * 2, color=PALE, linewidth=0.6)
        axes.plot(
            [zero + aim * step, zero + result * step], [middle] * 2, color=BLACK, linewidth=0.7, marker=""
        )
        marks.mark(axes, zero + aim * step, middle, "target")
        marks.mark(axes, zero + result * step, middle, "solid" if row.comparable else "open")
        for place, text in enumerate(own):
            marks.say(
                axes,
                x + named + plot + 1,
                y + LINE * (place + 0.5),
                text,
                colour=(BLACK, marks.DARK_GREY)[place],
            )


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
    second = ("，" if language == "zh" else ", ").join(said)
    return [lettering.fitted(first, room), lettering.fitted(second, room)]


def _percent(value: float) -> str:
    return f"{value:,.0f}%" if value >= 1000 else f"{value:.1f}%"


def _points(row) -> str:
    return f"{row.result - row.target:+.1f}".replace("-", "−")


def _named(table: pd.DataFrame, reports: pd.DataFrame, by: str = "doc_id") -> pd.DataFrame:
    named = [column for column in ("doc_id", "label_zh", "label_en") if column in reports]
    names = reports[named].drop_duplicates("doc_id").rename(columns={"doc_id": by})
    return table.merge(names, on=by, how="left").reset_index(drop=True)
