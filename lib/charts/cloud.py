"""Draws a word cloud whose letters are outlines, sized in proportion to the numbers, on the axes of a figure."""

import io
import math
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from PIL import ImageFont
from wordcloud import WordCloud

from lib import drawing
from lib.drawing import TEXT, panels

FILLED = 0.4  # share of the area that the words' boxes take; the layout finds no room for much more
TEXTEST = TEXT * 0.3528  # millimetres
PIXELS = 8  # of the layout, in a millimetre


def draw(axes: Axes, weights: dict[str, float], wide_mm: float, high_mm: float, most: float) -> list[str]:
    """Draw the words where the wordcloud package puts them, and return those drawn.

    weights: word -> frequency; a word is as high as its frequency is large. Words that would be too small to read
    are left out, least frequent first. most: the frequency that gets the darkest shade.
    """
    axes.set_axis_off()
    if not weights:
        return []
    file = drawing.file_for("".join(weights))
    weights, highest = _readable(weights, wide_mm, high_mm)
    layout = WordCloud(
        font_path=_Font(file),
        width=round(wide_mm * PIXELS),
        height=round(high_mm * PIXELS),
        random_state=1,
        prefer_horizontal=1.0,
        max_font_size=round(highest * PIXELS),
        min_font_size=math.floor(TEXTEST * PIXELS),
        relative_scaling=1,
        margin=PIXELS,
        color_func=lambda *_, **__: "black",
    ).generate_from_frequencies(weights)
    axes.set(xlim=(0, layout.width), ylim=(layout.height, 0), aspect="equal")
    for (word, _), size, (row, column), _, _ in layout.layout_:
        _outline(axes, file, word, size, column, row, panels.WORD_SHADES(weights[word] / most))
    return [word for (word, _), *_ in layout.layout_]


def _readable(weights: dict[str, float], wide_mm: float, high_mm: float) -> tuple[dict[str, float], float]:
    """As many of the most frequent words as can all be read, and the height in millimetres of the first."""
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    for count in range(len(ranked), 0, -1):
        kept = dict(ranked[:count])
        highest = _highest(kept, wide_mm, high_mm)
        if highest * ranked[count - 1][1] / ranked[0][1] >= TEXTEST:
            break
    return kept, highest


def _highest(weights: dict[str, float], wide_mm: float, high_mm: float) -> float:
    """Millimetres of the most frequent word such that all words together fill their share of the area."""
    most = max(weights.values())
    area = sum(_length(word) * (weight / most) ** 2 for word, weight in weights.items())
    longest = max(_length(word) * weight / most for word, weight in weights.items())
    return max(
        TEXTEST, min(math.sqrt(FILLED * wide_mm * high_mm / area), 0.9 * wide_mm / longest, 0.4 * high_mm)
    )


def _length(word: str) -> float:
    """Length of a word in times its height: a Chinese character is square."""
    return drawing.label_size(word, TEXT)[0] / TEXTEST


def _outline(axes: Axes, file: Path, word: str, size: int, left: float, top: float, colour) -> None:
    """Draw a word so that its ink begins where the layout has it begin."""
    shown = drawing.drawable(word, file)
    x, y, _, _ = ImageFont.truetype(_Font(file), size).getbbox(shown)
    path = TextPath((0, 0), shown, size=size, prop=FontProperties(fname=str(file)))
    ink = path.get_extents()
    move = Affine2D().translate(-ink.x0, -ink.y1).scale(1, -1).translate(left + x, top + y)
    axes.add_patch(PathPatch(move.transform_path(path), facecolor=colour, edgecolor="none"))


class _Font:
    """A font with an ascent of 0.88 em, as a file that can be read again and again.

    wordcloud looks for room for a word's ink but draws the word one ascent below that place. Noto Sans SC has an
    ascent of 1.16 em and ink of 0.88 em, so that words would run into those below and off the lower edge.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> bytes:
        """Return the font with the low ascent that keeps the cloud together."""
        return _with_low_ascent(self.file)


@cache
def _with_low_ascent(file: Path) -> bytes:
    font, changed = TTFont(file, fontNumber=0, recalcTimestamp=False), io.BytesIO()
    font["hhea"].ascent = round(0.88 * font["head"].unitsPerEm)
    font.save(changed)
    return changed.getvalue()
