"""Writes the fonts of the charts anew: Noto Sans SC, reduced to the characters that Chinese reports and places are written with.

python data/fonts/make_fonts.py NOTO/package UNIHAN_OTHER_MAPPINGS [CHINA_DIVISION/package]; README.md says where these come from.
"""

import csv
import json
import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
PLACES = HERE.parent / "places"
WEIGHTS = {"NotoSansSC-Regular.ttf": "400Regular", "NotoSansSC-Bold.ttf": "700Bold"}
# Punctuation, signs, arrows, circled and bracketed numbers, units (㎡ ㎞ ℃), full-width forms.
SIGNS = (
    (0x20, 0x17F),
    (0x2000, 0x27BF),
    (0x3000, 0x303F),
    (0x3200, 0x33FF),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFFEF),
)


def wanted(mappings: Path, division: Path | None) -> set[int]:
    """Return the code points that the fonts should have.

    They are those that the fonts have now (GB 2312, the words of jieba's dictionary), SIGNS, the 8,105 characters of
    通用规范汉字表 (kTGH in Unihan), the names of data/places, and of villages where they are at hand.
    """
    points = set(TTFont(HERE / "NotoSansSC-Regular.ttf").getBestCmap())
    points |= {point for first, last in SIGNS for point in range(first, last + 1)}
    text = mappings.read_text(encoding="utf-8")
    points |= {int(point, 16) for point in re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", text, re.MULTILINE)}
    for table in sorted(PLACES.glob("*.csv")):
        with table.open(encoding="utf-8-sig", newline="") as file:
            points |= {ord(character) for row in csv.reader(file) for cell in row for character in cell}
    if division:
        villages = json.loads((division / "dist" / "villages.json").read_text(encoding="utf-8"))
        points |= {ord(character) for village in villages for character in village["name"]}
    return points


def write(source: Path, target: Path, points: set[int]) -> None:
    """Write a font with the glyphs of these code points alone, without hinting and layout tables."""
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "VORG"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font.save(target)
    print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    package, unihan, *division = map(Path, sys.argv[1:])
    characters = wanted(unihan, division[0] if division else None)
    for name, weight in WEIGHTS.items():
        write(next((package / weight).glob("*.ttf")), HERE / name, characters)
