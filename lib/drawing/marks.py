"""The pieces of charts laid out in millimetres: a page, a key, marks of comparability, amounts in words, short reasons."""

import math
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib.drawing import lettering
from lib.drawing.lettering import HANZI, TEXT
from lib.drawing.panels import GREY
from lib.drawing.placement import label_size
from lib.drawing.sheets import sheet
from lib.drawing.style import BLACK, BLUE, width_mm
from lib.rules import label, label_or, series

LINE = 3.5  # millimetres from line to line of text
DARK_GREY = "#5E5E5E"  # text of second rank: still read with ease
# How a figure is drawn: comparable, comparable with a caution, not comparable, that and off the scale, a target.
STYLE = {
    "solid": {"marker": "o", "markerfacecolor": BLUE},
    "caution": {
        "marker": "o",
        "fillstyle": "left",
        "markerfacecolor": BLUE,
        "markerfacecoloralt": "white",
    },
    "open": {"marker": "o", "markerfacecolor": "white"},
    "beyond": {"marker": ">", "markerfacecolor": "white"},
    "target": {
        "marker": "D",
        "markerfacecolor": "white",
        "markeredgecolor": BLACK,
        "markersize": 3.6,
    },
}
SIGNS = {"about": "≈", "above": "≥", "below": "≤", "around": "≈", "at_least": "≥", "at_most": "≤"}
_GLOSS = re.compile(r" \([^)]*\)$")
_MONTHS = re.compile(r"[0-9]{4}-([0-9][0-9])/[0-9]{4}-([0-9][0-9])")
_YEARS = re.compile(r"([0-9]{4})/([0-9]{4})")


class Scale(NamedTuple):
    """How amounts of one panel are printed: divided by `factor`, in `unit` (as printed)."""

    factor: float
    unit: str


def page(width: str, high: float, notes: Iterable[str] = ()) -> tuple[Figure, Axes]:
    """Return a figure and axes of its whole width whose unit is the millimetre, y downwards, above folded notes.

    high: millimetres without the notes.
    """
    wide = width_mm(width)
    folded = [lettering.wrapped(note, int((wide - 4) / HANZI * 2), 9) for note in notes if note]
    lines = "\n".join(folded).count("\n") + 1 if folded else 0
    below = lines * LINE + 1.5 if lines else 0.5
    figure = sheet(width, high + below)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, below / (high + below), 1, high / (high + below)))
    axes.set(xlim=(0, wide), ylim=(high, 0))
    axes.set_axis_off()
    if folded:
        figure.supxlabel("\n".join(folded), y=1 / (high + below), va="bottom", fontsize=TEXT)
    return figure, axes


def say(axes: Axes, x: float, y: float, text: str, ha: str = "left", colour: str = BLACK, **style) -> None:
    """Print one line of text whose middle is at y."""
    style = {"va": "center_baseline", "fontsize": TEXT, "linespacing": 1.1} | style
    axes.text(x, y, text, ha=ha, color=colour, **style)


def wide_of(labels: Iterable[str]) -> float:
    """Return the millimetres of the widest text."""
    return max((_wide(text) for text in labels), default=0.0)


@lru_cache(20_000)
def _wide(text: str) -> float:
    return label_size(text, TEXT)[0]


def mark(axes: Axes, x: float, y: float, kind: str, **more) -> None:
    """Draw one mark of STYLE."""
    style = {"markeredgecolor": BLUE, "markeredgewidth": 0.9, "markersize": 4.2, "linestyle": ""}
    axes.plot([x], [y], **(style | STYLE[kind] | {"zorder": 3} | more))


def key(axes: Axes, entries: Sequence[tuple[Mapping, str]], wide: float, y: float = 2.2) -> float:
    """Draw a key line by line from the left, and return the millimetres it takes; styles are those of axes.plot."""
    x, top = 1.0, y
    for style, text in entries:
        room = 5.0 + wide_of([text]) + 4
        if x > 1.0 and x + room > wide:
            x, y = 1.0, y + LINE + 0.3
        line = style.get("linestyle", "") not in ("", "none")
        xs = [x, x + 3.6] if line else [x + 1.5]
        if "patch" in style:
            axes.fill([x, x + 3.4, x + 3.4, x], [y - 1, y - 1, y + 1, y + 1], **style["patch"])
        else:
            base = {"markeredgecolor": BLUE, "markeredgewidth": 0.9, "markersize": 4.2, "linestyle": ""}
            axes.plot(xs, [y] * len(xs), **(base | dict(style)))
        say(axes, x + 4.6, y, text)
        x += room
    return y - top + LINE + 1.6 if entries else 0.0


def key_height(labels: Sequence[str], wide: float) -> float:
    """Return the millimetres that key() will take."""
    x, lines = 1.0, 1
    for text in labels:
        room = 5.0 + wide_of([text]) + 4
        if x > 1.0 and x + room > wide:
            x, lines = 1.0, lines + 1
        x += room
    return (lines - 1) * (LINE + 0.3) + LINE + 1.6 if labels else 0.0


def scale(values: Sequence[float], unit: str, language: str) -> Scale:
    """Return how amounts of one unit are printed: 元 in what most of them reach of 万元 and 亿元 (English: thousand and
    million yuan), others as they are.
    """
    base, _, per = str(unit).partition("/")
    tail = {"zh": f"/{per}", "en": " " + label_or(f"per.{per}", "en", f"/ {per}")}[language] if per else ""
    # names of units, as labels.csv has them
    steps = {"zh": ((1e8, "亿元"), (1e4, "万元")), "en": ((1e6, "百万元"), (1e3, "千元"))}[language]
    known = [abs(value) for value in values if value and math.isfinite(value)]
    if base == "元" and known:
        for factor, name in steps:
            if statistics.median_low(known) >= factor:
                return Scale(factor, label(f"unit.{name}", language) + tail)
    named = _GLOSS.sub("", label_or(f"unit.{base}", language, base))  # items (个), mu (1/15 ha)
    return Scale(1.0, named + tail)


def number(value: float) -> str:
    """Return a number as printed: whole ones in full, others to five figures."""
    if not math.isfinite(value):
        return "–"
    if abs(value - round(value)) < 1e-11 * max(1, abs(value)):
        return f"{round(value):,}".replace("-", "−")
    places = 4 - math.floor(math.log10(abs(value)))
    shown = f"{round(value, places):,.{max(0, places)}f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown).replace("-", "−")


def amount(value: float, bound: str, by: Scale, high: float = math.nan, with_unit: bool = False) -> str:
    """Return a figure as printed: its sign (≥, ≈), the number on the scale, a range with both ends."""
    text = number(value / by.factor)
    if high is not None and not pd.isna(high):
        text += "–" + number(high / by.factor)
    elif bound in SIGNS:
        text = SIGNS[bound] + text
    if not with_unit or not by.unit:
        return text
    return text + by.unit if by.unit == "%" or not by.unit.isascii() else f"{text} {by.unit}"


def in_brackets(parts: Sequence[str], language: str) -> str:
    """Return what stands in brackets behind a name, or nothing."""
    if not parts:
        return ""
    return f"（{'，'.join(parts)}）" if language == "zh" else f" ({', '.join(parts)})"


def months(row: Mapping, language: str) -> str:
    """Return what part of time a figure covers in a few characters, empty for a whole year and for stocks."""
    span = str(row.get("span", ""))
    if span in ("", "year", "stock", "per month"):
        return ""
    if span.endswith(" years"):
        return label("span.years", language).format(n=span.split(" ", 1)[0])
    first, _, last = span.partition("-")
    one = label("span.months", language).format(first=first, last=last)
    return one if first != last else label("span.month", language).format(month=first)


def part_of_time(period: str, language: str) -> str:
    """Return what months() says, from a period such as 2020-01/2020-10 or 2016/2020; empty for one year."""
    if found := _MONTHS.fullmatch(period):
        return months({"span": f"{int(found[1])}-{int(found[2])}"}, language)
    if found := _YEARS.fullmatch(period):
        return months({"span": f"{int(found[2]) - int(found[1]) + 1} years"}, language)
    return ""


def short_reasons(keys: str, language: str, room: float) -> str:
    """Return the keys of comparison_flags.csv, joined by "; ", as a few words: the first, and how many more there are."""
    names = list(dict.fromkeys(filter(None, keys.split("; "))))
    if not names:
        return ""
    said = [label_or(f"reason.{name}", language, name) for name in names]
    for kept in range(len(said), 0, -1):
        rest = f" +{len(said) - kept}" if kept < len(said) else ""
        told = series(said[:kept], language) + rest
        if wide_of([told]) <= room:
            return told
    return lettering.fitted(said[0], room)


def why(row: Mapping) -> str:
    """Return the keys of what keeps a cell of the comparison from being compared, most telling first."""
    return "; ".join(filter(None, (row[name] for name in ("barred", "differs", "alone", "passed_over"))))


def names(reports: pd.DataFrame, language: str, room: float) -> dict[str, str]:
    """Return what each report is called, by doc_id, on one line of at most `room` millimetres."""
    called = lettering.names(reports, language, 1, 60)
    return {doc_id: lettering.fitted(name, room) for doc_id, name in zip(reports["doc_id"], called)}


def across(span: tuple[int, int], left: float, wide: float) -> dict[int, float]:
    """Return where each year from the first to the last stands, spread over `wide` millimetres from `left` on."""
    years = range(span[0], span[1] + 1)
    return {year: left + (year - span[0]) / max(1, len(years) - 1) * wide for year in years}


def hair(axes: Axes, xs: Sequence[float], ys: Sequence[float], **style) -> None:
    """Draw a thin grey line."""
    style = {"color": GREY, "linewidth": 0.4, "marker": "", "zorder": 0} | style
    axes.plot(xs, ys, **style)
