"""The alignment of two reports: both texts as strips of their parts, and bands between the passages that they share."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from lib import drawing
from lib.charts.similarity import pairs_named
from lib.drawing import BLACK, GREY, LINE, ROLE_STYLE, ROLES, fit, lettering, marks, spread, stretches
from lib.rules import label

LOWEST, PER_PASSAGE = 42.0, 8.0  # millimetres of the strips, and what each passage adds to them
STRIP = 6  # millimetres: width of a report's strip
FIRST = 12  # characters of a passage that are printed
# The same to the last digit, the same but for numbers, nearly the same: dark, hatched, light.
BANDS = {
    "same": {"facecolor": "#7A7A7A", "edgecolor": BLACK},
    "numbers": {"facecolor": "white", "edgecolor": BLACK, "hatch": "//////", "linestyle": (0, (2, 1))},
    "nearly": {"facecolor": "#DADADA", "edgecolor": "#9A9A9A"},
}


def passage_alignment(
    passages: pd.DataFrame,
    sections: pd.DataFrame,
    reports: pd.DataFrame,
    doc_id_a: str,
    doc_id_b: str,
    labelled: int = 8,
    language: str = "zh",
    width: str = drawing.DEFAULT_WIDTH,
) -> Figure:
    """Return two reports as upright strips from first to last section, with a band between each shared passage's places.

    Bands are dark where the wording is the same, hatched where only digits or Latin letters differ, light where it is
    nearly the same. The longest passages are named by their first characters with the length in Han characters. Both
    strips are of one height, whatever the length of the texts. figure.data: one row per passage with both spans (raw).

    passages: the table. sections: the table. reports: doc_id, label_zh, label_en. labelled: passages named at most.
    Raises ValueError where a report has no sections.
    """
    for doc_id in (doc_id_a, doc_id_b):
        if doc_id not in set(sections["doc_id"]):
            raise ValueError(f"{doc_id} has no sections, so its passages cannot be placed along its text")
    own = _pairs(passages, doc_id_a, doc_id_b)
    held = sections[sections["doc_id"].isin([doc_id_a, doc_id_b])]
    wide = drawing.width_mm(width)
    entries = _key(own, held, language)
    top = marks.key_height([text for _, text in entries], wide) + 2 * LINE
    high = min(drawing.max_height_mm(width) - top - 12, LOWEST + PER_PASSAGE * len(own), 110.0)
    texts = _texts(own, labelled, language)
    notes = [label("note.passage_length", language)] if texts else []
    notes.append(fit(own, len(texts), language, "note.passages_named")[1])
    figure, axes = marks.page(width, top + high + 1, notes)
    marks.key(axes, entries, wide)
    ends = _ends(wide, max(marks.wide_of(texts.values()) + 5, 12))
    _head(axes, marks.names(reports, language, 60), (doc_id_a, doc_id_b), ends, wide, top - LINE * 0.8)
    _strips_and_bands(axes, own, held, (doc_id_a, doc_id_b), ends, top, high, texts)
    if own.empty:
        middle = (ends[0] + STRIP + ends[1]) / 2, top + high / 2
        marks.say(axes, *middle, label("note.no_rows", language), "center", GREY)
    figure.data = pairs_named(own, reports)
    return figure


def _strips_and_bands(
    axes: Axes,
    own: pd.DataFrame,
    held: pd.DataFrame,
    doc_ids: tuple[str, str],
    ends: list[float],
    top: float,
    high: float,
    texts: dict[int, str],
) -> None:
    """Both strips, the bands between them and the names of the longest passages."""
    spans = [
        _strip(axes, held[held["doc_id"] == doc_id], own[f"start_{side}"], own[f"end_{side}"], x, top, high)
        for side, doc_id, x in zip("ab", doc_ids, ends)
    ]
    _bands(axes, own, ends, spans, top, high)
    _names(axes, own, texts, ends[0], spans[0], top, high)


def _key(own: pd.DataFrame, held: pd.DataFrame, language: str) -> list[tuple[dict, str]]:
    """The roles of the two reports' parts and the kinds of passages that occur."""
    roles = {*held["role"], *(["front"] if _in_front(own, held) else [])}
    entries = [({"patch": _face(role)}, label(f"role.{role}", language)) for role in ROLES if role in roles]
    bands = {kind: {"patch": style | {"linewidth": 0.5}} for kind, style in BANDS.items()}
    kinds = [kind for kind in bands if kind in set(own["kind"])]
    return entries + [(bands[kind], label(f"passage.{kind}", language)) for kind in kinds]


def _ends(wide: float, left: float) -> list[float]:
    """Where the two strips stand; `left` of the first is room for the names of passages."""
    narrow = min(wide - STRIP - 2, left + STRIP + 0.7 * wide)
    return [left, narrow if wide < 120 else min(wide - STRIP - 20, left + 90)]


def _head(
    axes: Axes, called: dict[str, str], doc_ids: tuple[str, str], ends: list[float], wide: float, y: float
) -> None:
    """Print the reports' names: the first up to its strip's right edge, the second from its strip or to the page's edge."""
    first, last = ends[0] + STRIP, wide - 1 if wide < 120 else ends[1] + 60
    names = [
        lettering.fitted(called.get(doc_id, doc_id), room)
        for doc_id, room in zip(doc_ids, (first - 1, last - first - 3))
    ]
    marks.say(axes, first, y, names[0], "right")
    marks.say(axes, *((last, y, names[1], "right") if wide < 120 else (ends[1], y, names[1], "left")))


def _pairs(passages: pd.DataFrame, doc_id_a: str, doc_id_b: str) -> pd.DataFrame:
    """The passages of the two reports, a first, whichever way round the table has them."""
    one = passages[(passages["doc_id_a"] == doc_id_a) & (passages["doc_id_b"] == doc_id_b)]
    other = passages[(passages["doc_id_a"] == doc_id_b) & (passages["doc_id_b"] == doc_id_a)]
    sides = {
        f"{name}_{side}": f"{name}_{back}"
        for name in ("doc_id", "start", "end")
        for side, back in ("ab", "ba")
    }
    both = pd.concat([part for part in (one, other.rename(columns=sides)) if len(part)] or [one])
    return both[list(passages.columns)].sort_values(["start_a", "start_b"], kind="stable", ignore_index=True)


def _in_front(own: pd.DataFrame, sections: pd.DataFrame) -> bool:
    """Whether a passage begins before the first section of its report."""
    first = sections.groupby("doc_id")["start"].min().to_dict()
    return any(
        start < first[doc_id]
        for side in "ab"
        for doc_id, start in zip(own[f"doc_id_{side}"], own[f"start_{side}"])
    )


def _face(role: str) -> dict:
    face, hatch, _ = ROLE_STYLE[role]
    return {"facecolor": face, "hatch": hatch, "edgecolor": BLACK, "linewidth": 0.4}


def _strip(
    axes: Axes, sections: pd.DataFrame, starts: pd.Series, ends: pd.Series, x: float, top: float, high: float
) -> tuple[int, int]:
    """Draw one report and return its first and last offset: those of its sections, or of passages outside them."""
    first = int(min([sections["start"].min(), *starts]))
    last = int(max([sections["end"].max(), *ends]))
    step = high / max(1, last - first)
    parts = stretches(sections)
    begins = (parts["role"] != parts["role"].shift()).cumsum()
    joined = parts.groupby(begins).agg({"start": "first", "end": "last", "role": "first"})
    if first < sections["start"].min():  # a passage in the front matter, which no section holds
        front = {"start": first, "end": sections["start"].min(), "role": "front"}
        joined = pd.concat([pd.DataFrame([front]), joined])
    for row in joined.itertuples():
        corner = (x, top + (row.start - first) * step)
        axes.add_patch(Rectangle(corner, STRIP, (row.end - row.start) * step, **_face(row.role)))
    return first, last


def _bands(axes: Axes, own: pd.DataFrame, ends: list[float], spans: list, top: float, high: float) -> None:
    """Bands at least a third of a millimetre wide, the longest first, so that short ones lie on top."""
    for row in own.sort_values("characters", ascending=False, kind="stable").itertuples():
        sides = ((row.start_a, row.end_a), (row.start_b, row.end_b))
        (a0, a1), (b0, b1) = (_heights(side, span, top, high) for side, span in zip(sides, spans))
        corners = [(ends[0] + STRIP, a0), (ends[1], b0), (ends[1], b1), (ends[0] + STRIP, a1)]
        axes.add_patch(Polygon(corners, closed=True, linewidth=0.5, zorder=2, **BANDS[row.kind]))
        frame = {"facecolor": "none", "edgecolor": BLACK, "linewidth": 0.9, "zorder": 3}
        axes.add_patch(Rectangle((ends[0], a0), STRIP, a1 - a0, **frame))
        axes.add_patch(Rectangle((ends[1], b0), STRIP, b1 - b0, **frame))


def _heights(side: tuple[int, int], span: tuple[int, int], top: float, high: float) -> tuple[float, float]:
    """Where a passage begins and ends on its strip, at least a third of a millimetre apart."""
    first, last = span
    upper, lower = (top + (offset - first) / max(1, last - first) * high for offset in side)
    return upper, max(lower, upper + 0.35)


def _texts(own: pd.DataFrame, labelled: int, language: str) -> dict[int, str]:
    """The first characters of the longest passages, with their length, by row."""
    longest = own.sort_values(["characters", "start_a"], ascending=[False, True], kind="stable").head(
        labelled
    )
    found = {}
    for row in longest.itertuples():
        text = " ".join(str(row.text).split())
        shown = text[:FIRST] + ("…" if len(text) > FIRST else "")
        found[row.Index] = label("note.passage", language).format(text=shown, n=row.characters)
    return found


def _names(
    axes: Axes, own: pd.DataFrame, texts: dict[int, str], x: float, span: tuple, top: float, high: float
) -> None:
    """The labels at the left of the first strip, each with a hair to its passage."""
    if not texts:
        return
    first, last = span
    rows = own.loc[list(texts)]
    at = (top + ((rows["start_a"] + rows["end_a"]) / 2 - first) / max(1, last - first) * high).to_numpy()
    for place, wanted, text in zip(
        spread(at, LINE, top + LINE / 2, top + high - LINE / 2), at, texts.values()
    ):
        marks.hair(axes, [x - 3, x - 0.2], [place, wanted])
        marks.say(axes, x - 3.4, place, text, "right")
