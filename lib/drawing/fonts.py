"""Which font draws which character: the scholar's own, the shipped one, one found on the machine, or a marked box for none."""

import warnings
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

from lib import paths
from lib.rules import in_force

FONT_FILE = paths.FONTS / "NotoSansSC-Regular.ttf"
BOLD_FONT_FILE = paths.FONTS / "NotoSansSC-Bold.ttf"
SHIPPED, LATIN = "Noto Sans SC", "DejaVu Sans"
BOX = "⊠"  # stands for a character that no font has; the shipped font or DejaVu Sans draws it
_told: set[str] = set()
_last: list[tuple[tuple[str, Path], ...]] = []  # the scholar's fonts as the last figure begun found them


def families() -> list[str]:
    """Return the names of the fonts that draw every chart, the first that has a character first."""
    _add_shipped()
    _last[:] = [_own()]
    return [*(name for name, _ in _last[0]), SHIPPED, LATIN]


def main_file() -> Path:
    """Return the file of the first of the families: the one by which the room that words take is measured."""
    own = _last[0] if _last else _own()  # asked for every label: the table is not looked up each time
    return next((file for _, file in own), FONT_FILE)


def characters() -> frozenset[str]:
    """Return every character that the shipped Chinese font or a scholar's own can draw."""
    return frozenset().union(_charmap(FONT_FILE), *(_charmap(file) for _, file in _own()))


def file_for(text: str) -> Path:
    """Return the file of the main font where that draws all of a text, else of the shipped one: for words as outlines."""
    return main_file() if set(text) <= _charmap(main_file()) else FONT_FILE


def drawable(text: str, file: Path) -> str:
    """Return a text with a box for each character that a font lacks."""
    lacking = set(text) - _charmap(file)
    return text.translate(dict.fromkeys(map(ord, lacking), BOX)) if lacking else text


def complete(figure: Figure, where: str) -> None:
    """Let another font of the machine draw what the main fonts lack in a figure's texts, and a box what none has.

    Each such character is named in one warning, once in a run. where: how the warning names the figure.
    """
    known = characters() | _charmap(_latin_file()) | set("\n")
    axes = [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]
    labels = {axis: axis.get_ticklabels() for axis in axes}  # a tick has no text before it is asked for
    shown = [text for text in figure.findobj(Text) if set(text.get_text()) - known]
    lacking = frozenset().union(*(text.get_text() for text in shown)) - known
    if not lacking:
        return
    others, nowhere = _others(in_force().data, _named("other"), lacking)
    boxes = dict.fromkeys(map(ord, nowhere), BOX)
    for text in shown:
        text.set_family([*families(), *others])
        text.set_text(text.get_text().translate(boxes))
    for axis, ticks in labels.items():
        if boxes and set("".join(tick.get_text() for tick in ticks)) & {BOX}:
            axis.set_ticks(
                axis.get_ticklocs(), [tick.get_text() for tick in ticks]
            )  # else it writes them anew
    tell(nowhere, where)


def tell(nowhere: Iterable[str], where: str) -> None:
    """Warn of characters that no font has, each once in a run."""
    new = sorted(set(nowhere) - _told)
    _told.update(new)
    if new:
        named = ", ".join(f"“{character}” (U+{ord(character):04X})" for character in new)
        warnings.warn(
            f"{where}: no font of this machine has {named}; {BOX} stands there. Install a font that has it, or name "
            "one in dictionaries/figure_fonts.csv",
            stacklevel=4,
        )


@cache
def _add_shipped() -> None:
    for file in (FONT_FILE, BOLD_FONT_FILE):
        if not file.exists():
            raise FileNotFoundError(
                f"the font {file.name} is missing from {file.parent}; restore the data/fonts folder"
            )
        font_manager.fontManager.addfont(file)


def _named(use: str) -> tuple[str, ...]:
    return tuple(row["font"] for row in in_force().table("figure_fonts") if row["use"] == use)


def _own() -> tuple[tuple[str, Path], ...]:
    """Name and file of each main font that the scholar's table names and the machine has."""
    return _found(in_force().data, _named("main"))


@cache
def _found(data: Path, fonts: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
    found = []
    for font in fonts:
        file = data / font if (data / font).is_file() else _installed().get(font)
        if file and _charmap(file):
            font_manager.fontManager.addfont(file)
            found.append((font_manager.FontProperties(fname=str(file)).get_name(), file))
        else:
            warnings.warn(
                f"figure_fonts.csv: {font} is no font on this machine, nor a TrueType file in {data}; the others draw",
                stacklevel=6,
            )
    return tuple(found)


@cache
def _others(
    data: Path, preferred: tuple[str, ...], lacking: frozenset[str]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """The names of fonts that together draw the most of these characters, those preferred first, and what none draws."""
    installed = _installed()
    files = [data / font if (data / font).is_file() else installed.get(font) for font in preferred]
    files += [file for _, file in sorted(installed.items())]
    names = []
    for file in dict.fromkeys(filter(None, files)):
        if not lacking:
            break
        if has := lacking & _charmap(file):
            font_manager.fontManager.addfont(file)
            names.append(font_manager.FontProperties(fname=str(file)).get_name())
            lacking -= has
    return tuple(names), lacking


@cache
def _installed() -> dict[str, Path]:
    """The fonts of this machine by name, as they are now; the list that matplotlib keeps may be older."""
    found: dict[str, Path] = {}
    for file in sorted(font_manager.findSystemFonts()):
        try:
            found.setdefault(font_manager.get_font(file).family_name, Path(file))
        except (OSError, RuntimeError, UnicodeDecodeError):  # a damaged file, or a kind that is not read
            continue
    return found


@cache
def _charmap(file: Path) -> frozenset[str]:
    """What a font draws; nothing where its outlines are not TrueType's, the kind that a PDF of figures can hold."""
    try:
        with TTFont(file, fontNumber=0, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ())) if "glyf" in font else frozenset()
    except (OSError, TTLibError, KeyError, AssertionError):
        return frozenset()


@cache
def _latin_file() -> Path:
    return Path(font_manager.findfont(LATIN))
