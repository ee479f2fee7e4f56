"""The characters of a PDF page: stood upright, watermarks across the page left out, and those drawn twice taken once."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

SLANT = math.radians(8)  # a scan that was put in askew, and no watermark
OVER = 0.3  # of a character's size: drawn again this near, it is the same character in bold


class Character(NamedTuple):
    """One character: its box, the point on the base line where it begins, its size, angle, and whether its meaning is lost."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    x: float
    y: float
    size: float
    angle: float = 0.0
    lost: bool = False


def upright(characters: Iterable[Character], quarters: int) -> tuple[list[Character], int]:
    """Return the characters that stand upright once the page is turned as it is shown, and how many do not.

    quarters: degrees by which the page is turned clockwise to be shown: 0, 90, 180 or 270.
    """
    kept, turned = [], 0
    for character in characters:
        angle = (character.angle - math.radians(quarters) + math.pi) % (2 * math.pi) - math.pi
        if abs(angle) > SLANT:
            turned += not character.text.isspace()
            continue
        kept.append(_turned(character, quarters) if quarters else character)
    return kept, turned


def _turned(character: Character, quarters: int) -> Character:
    turn = {90: lambda x, y: (y, -x), 180: lambda x, y: (-x, -y), 270: lambda x, y: (-y, x)}[quarters]
    corners = [
        turn(x, y) for x in (character.left, character.right) for y in (character.bottom, character.top)
    ]
    x, y = turn(character.x, character.y)
    xs, ys = zip(*corners, strict=True)
    return character._replace(left=min(xs), right=max(xs), bottom=min(ys), top=max(ys), x=x, y=y)


def undoubled(characters: Sequence[Character]) -> list[Character]:
    """Return the characters without those drawn a second time nearly on the first, as some programs make bold."""
    kept: list[Character] = []
    seen: dict[tuple[str, int, int], list[Character]] = {}
    for character in characters:
        step = max(character.size * OVER, 0.1)  # 11 in a narrow font is no 1 in bold
        step = min(step, max(0.1, (character.right - character.left) * OVER))
        column, row = int(character.x // step), int(character.y // step)
        near = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((character.text, column + dx, row + dy), ())
        )
        if not character.text.isspace() and any(_over(character, other, step) for other in near):
            continue
        seen.setdefault((character.text, column, row), []).append(character)
        kept.append(character)
    return kept


def _over(character: Character, other: Character, step: float) -> bool:
    return abs(character.x - other.x) < step and abs(character.y - other.y) < step
