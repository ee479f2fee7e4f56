"""Restores the numbers that Word makes itself: 一、 （一） 1. before paragraphs of a numbered list."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lib.corpus.readers.word_styles import Styles, W, child, value

# The signs of Word's own ways of counting, which code puts together and no scholar changes.
DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
UNITS, LEGAL_UNITS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
ROMAN += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


class Level(NamedTuple):
    """One level of a numbered list: format, text with %1 for numbers, first number, and the level it restarts after."""

    form: str
    text: str
    start: int
    restart: int | None
    legal: bool


class Numbering:
    """The numbered lists of one document and how far each has been counted."""

    def __init__(self, root, styles: Styles) -> None:
        self.styles = styles
        self.abstract = {node.get(W + "abstractNumId"): node for node in _all(root, "abstractNum")}
        self.lists = {node.get(W + "numId"): node for node in _all(root, "num")}
        self.counts: dict[tuple[str, int], int] = {}
        self.levels: dict[str, dict[int, Level]] = {}
        self.overridden: set[tuple[str, int]] = set()

    def label(self, paragraph) -> str:
        """Return the number that stands before a paragraph, "" for none, and count it."""
        num, level = self._membership(paragraph)
        levels = self._levels(num) if num else {}
        if level not in levels:
            return ""
        family = self._family(num)
        self._count(family, num, level, levels)
        own = levels[level]
        if own.form in ("bullet", "none") and "%" not in own.text:
            return ""
        return re.sub(
            "%([1-9])", lambda match: self._number(family, levels, int(match[1]) - 1, own.legal), own.text
        )

    def _membership(self, paragraph) -> tuple[str, int]:
        """The list and level of a paragraph: its own, where it says nothing its style's."""
        properties = child(paragraph, "pPr")
        direct = child(properties, "numPr")
        style = value(child(properties, "pStyle")) or self.styles.default
        inherited = [child(each, "pPr", "numPr") for each in self.styles.chain(style)]
        given = [node for node in (direct, *inherited) if node is not None]
        num = next((number for node in given if (number := value(child(node, "numId")))), "")
        level = next((number for node in given if (number := value(child(node, "ilvl")))), "")
        if not level and num and direct is None:
            level = self._level_of_style(num, style)
        return ("" if num == "0" else num), int(level) if level.isascii() and level.isdigit() else 0

    def _level_of_style(self, num: str, style: str) -> str:
        for node in _all(self._definition(num), "lvl"):
            if value(child(node, "pStyle")) == style:
                return node.get(W + "ilvl", "0")
        return "0"

    def _definition(self, num: str):
        """The abstract list behind a list; one that names a style of lists is that style's."""
        node = self.abstract.get(value(child(self.lists.get(num), "abstractNumId")))
        linked = value(child(node, "numStyleLink"))
        if linked:
            other = value(child(self.styles.nodes.get(linked), "pPr", "numPr", "numId"))
            if other and other != num:
                return self.abstract.get(value(child(self.lists.get(other), "abstractNumId")))
        return node

    def _family(self, num: str) -> str:
        node = self._definition(num)
        return node.get(W + "abstractNumId", "") if node is not None else ""

    def _levels(self, num: str) -> dict[int, Level]:
        if num not in self.levels:
            nodes = {node.get(W + "ilvl"): node for node in _all(self._definition(num), "lvl")}
            for change in _all(self.lists.get(num), "lvlOverride"):
                if (other := child(change, "lvl")) is not None:
                    nodes[change.get(W + "ilvl")] = other
            self.levels[num] = {int(at): _level(node) for at, node in nodes.items() if at and at.isdigit()}
        return self.levels[num]

    def _count(self, family: str, num: str, level: int, levels: Mapping[int, Level]) -> None:
        """Go on counting at one level; lists of one family share a count unless a list says that it starts anew."""
        key = (family, level)
        for change in _all(self.lists.get(num), "lvlOverride"):
            start = value(child(change, "startOverride"))
            if (
                start.isdigit()
                and change.get(W + "ilvl") == str(level)
                and (num, level) not in self.overridden
            ):
                self.overridden.add((num, level))
                self.counts[key] = int(start) - 1
        self.counts[key] = self.counts.get(key, levels[level].start - 1) + 1
        for deeper, own in levels.items():
            if deeper > level and (own.restart is None or own.restart > level):
                self.counts.pop((family, deeper), None)

    def _number(self, family: str, levels: Mapping[int, Level], level: int, legal: bool) -> str:
        own = levels.get(level)
        if own is None:
            return ""
        return in_form(self.counts.get((family, level), own.start), "decimal" if legal else own.form)


def _all(node, name: str) -> list:
    return [] if node is None else node.findall(W + name)


def _level(node) -> Level:
    start, restart = value(child(node, "start")), value(child(node, "lvlRestart"))
    return Level(
        value(child(node, "numFmt")) or "decimal",
        value(child(node, "lvlText")),
        int(start) if start.isdigit() else 1,
        int(restart) if restart.isdigit() else None,
        child(node, "isLgl") is not None,
    )


def in_form(number: int, form: str) -> str:
    """Return a number as Word writes it in one of its formats (w:numFmt); a format not known here as digits."""
    return FORMS.get(form, str)(number)


def counting(number: int, digits: str = DIGITS, units: tuple = UNITS) -> str:
    """Return a number below 10,000 in Chinese: 12 is 十二, 105 is 一百〇五."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    text = ""
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        text += digits[digit] + units[place] if digit else digits[0]
    text = re.sub(f"{digits[0]}+", digits[0], text).rstrip(digits[0])
    return text[1:] if units is UNITS and 10 <= number < 20 else text


def _digit_by_digit(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for size, sign in ROMAN:
        text += sign * (number // size) if number < 4000 else ""
        number %= size
    return text or str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 1000 else str(number)


def _of(signs: str, first: int = 1) -> Callable[[int], str]:
    return lambda number: signs[number - first] if 0 <= number - first < len(signs) else str(number)


CIRCLED = "".join(map(chr, [0x24EA, *range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)]))
CHINESE = (
    "chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand japaneseCounting"
)
FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(CHINESE.split(), counting),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional"), lambda n: counting(n, LEGAL, LEGAL_UNITS)
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digit_by_digit),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _of(CIRCLED, 0)),
    "decimalEnclosedParen": _of("".join(map(chr, range(0x2474, 0x2488)))),
    "decimalEnclosedFullstop": _of("".join(map(chr, range(0x2488, 0x249C)))),
    "ideographEnclosedCircle": _of("".join(map(chr, range(0x3280, 0x328A)))),
    "decimalFullWidth": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "decimalZero": lambda n: f"{n:02}",
    "ideographTraditional": _of(STEMS),
    "ideographZodiac": _of(BRANCHES),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "none": lambda n: "",
}
