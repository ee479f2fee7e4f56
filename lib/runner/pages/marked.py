"""One report's raw text as HTML: sentences, the quantities in them and the edits of cleaning, each at its offsets."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

import pandas as pd

from lib.runner.pages.frame import Markup, escaped


class Stretch(NamedTuple):
    """Raw characters [start, end) and what stands around them in the page: an opening tag without its id, and its name."""

    start: int
    end: int
    tag: str
    attributes: str
    inserted: str = ""  # what an edit put in the place of its characters


def marked_text(
    raw: str,
    sentences: pd.DataFrame,
    quantities: pd.DataFrame,
    edits: pd.DataFrame,
    headings: Collection[int],
    anchors: Iterable[int],
) -> Markup:
    """Return the raw text with every sentence, quantity and edit marked, and an anchor at every offset asked for.

    Each quantity is <a class="q" data-q=START>; without the <ins> of edits its text is raw[start:end]. What cleaning
    removed stands in <del>, what it put there in <ins>, so that one page shows the clean text and the raw one.

    raw: the text. sentences, quantities, edits: the report's rows of these tables (edits: cleaning). headings: where sections
    begin. anchors: raw offsets that must have an id.
    """
    layers = [
        _stretches(sentences, "span", lambda row: _sentence_attributes(row, headings)),
        _stretches(quantities, "a", _quantity_attributes),
        _stretches(edits, "del", lambda row: f' title="{escaped(row.rule)}"', inserted=True),
    ]
    wanted = {at for at in anchors if 0 <= at <= len(raw)}
    wanted |= {stretch.start for layer in layers[:2] for stretch in layer}
    cuts = {0, len(raw), *wanted}
    cuts |= {at for layer in layers for stretch in layer for at in (stretch.start, stretch.end)}
    return Markup("".join(_pieces(raw, sorted(cuts), layers, wanted)))


def _pieces(raw: str, cuts: list[int], layers: list[list[Stretch]], wanted: set[int]) -> Iterable[str]:
    """Tags and text from one cut to the next; what reaches over the end of what is around it is closed and opened again."""
    opened: list[tuple[Stretch, int]] = []  # with the layer of each
    waiting = [iter(layer) for layer in layers]
    current: list[Stretch | None] = [next(rows, None) for rows in waiting]
    for at, until in zip(cuts, [*cuts[1:], None]):
        for number, rows in enumerate(waiting):
            while current[number] is not None and current[number].end <= at:
                current[number] = next(rows, None)
        active = [
            (one, number)
            for number, one in enumerate(current)
            if one is not None and one.start <= at and until
        ]
        kept = _common(opened, active)
        yield from _closing(opened[kept:], at)
        yield from _opening(active[kept:], at, wanted)
        opened = active
        if until:
            yield escaped(raw[at:until])
    if len(raw) in wanted:
        yield f'<span id="{len(raw)}"></span>'


def _common(opened: list, active: list) -> int:
    same = 0
    while same < min(len(opened), len(active)) and opened[same] == active[same]:
        same += 1
    return same


def _closing(stretches: list[tuple[Stretch, int]], at: int) -> Iterable[str]:
    for stretch, _ in reversed(stretches):
        yield f"</{stretch.tag}>"
        if stretch.inserted and stretch.end == at:
            yield f"<ins>{escaped(stretch.inserted)}</ins>"


def _opening(stretches: list[tuple[Stretch, int]], at: int, wanted: set[int]) -> Iterable[str]:
    """The opening tags at a cut; the first bears the anchor, or an empty element: what an edit removed is not shown at first."""
    anchor = f' id="{at}"' if at in wanted else ""
    if anchor and all(stretch.tag == "del" for stretch, _ in stretches):
        yield f"<span{anchor}></span>"
        anchor = ""
    for stretch, _ in stretches:
        yield f"<{stretch.tag}{stretch.attributes}{anchor}>"
        anchor = ""


def _stretches(
    table: pd.DataFrame, tag: str, attributes: Callable[..., str], inserted: bool = False
) -> list[Stretch]:
    """The rows of a table in order, without those that begin before the one in front of them ends."""
    found: list[Stretch] = []
    for row in table.sort_values(["start", "end"], kind="stable").itertuples(index=False):
        start = max(row.start, found[-1].end) if found else row.start
        if start < row.end:
            put = row.replacement if inserted else ""
            found.append(Stretch(int(start), int(row.end), tag, attributes(row), put))
    return found


def _sentence_attributes(row, headings: Collection[int]) -> str:
    return ' class="s h"' if row.start in headings else ' class="s"'


def _quantity_attributes(row) -> str:
    known = " known" if row.canonical else ""
    return f' class="q {row.status} {row.scope}{known}" data-q="{row.start}" href="#l-{row.start}"'
