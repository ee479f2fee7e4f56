"""Sets right the stretches of a GBK text whose bytes are off by one: where a byte was lost or is too many, pairs are cut wrongly up to the next
ASCII character, and 经济发展 becomes 镁梅⒄."""

import re

LOST = "\ufffd"
LEAST = 4  # characters of a stretch
FARTHEST = 5  # characters between where a stretch begins and where it looks wrong


def _common() -> str:
    """The 3,755 characters of everyday use in GB 2312, whose first bytes are B0 to D7, and the usual signs."""
    pairs = (bytes((first, last)) for first in range(0xB0, 0xD8) for last in range(0xA1, 0xFF))
    level_one = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    return (
        level_one
        + "，。、；：？！“”‘’（）《》〈〉【】—…·％～－〔〕〇"
        + "".join(map(chr, range(0xFF01, 0xFF5F)))
    )


COMMON = frozenset(_common())
_CLASS = re.escape(_common())
# Three characters or more that are rarely used, with few others between them: in a report that is decoded rightly next to never.
_ODD = re.compile(rf"(?:[^\x00-\x7f\s{_CLASS}][{_CLASS}]{{0,3}}){{2,}}[^\x00-\x7f\s{_CLASS}]")
_PAIRS = re.compile("[^\x00-\x7f\\s\ufffd\U00010000-\U0010ffff\ud800-\udfff]{1,3000}")
# Counted in reports, no wordings: characters by which a text decoded rightly is known.
FREQUENT = frozenset("的和建工展大一加全力市化新民政人中生作年增改制要城成地重推行在高有保社以发经济产业")


def realigned(text: str) -> str:
    """Return a text decoded from GBK with the stretches set right that are off by one byte; the halves at their ends are U+FFFD.

    A stretch counts as off where its bytes, read from the second one on, give characters of everyday use throughout.
    """
    found, at = [], 0
    while odd := _ODD.search(text, at):
        stretch = _best(text, odd.start(), max(at, odd.start() - FARTHEST))
        start, end, meant = stretch or (odd.end(), odd.end(), "")
        found += (text[at:start], LOST + meant + LOST if meant else "")
        at = end
    return "".join((*found, text[at:])) if found else text


def _best(text: str, odd: int, least: int) -> tuple[int, int, str] | None:
    """The longest stretch from about `odd` on that reads well one byte further on: its span, and what it means."""
    pairs = _PAIRS.match(text, odd)
    end = pairs.end() if pairs else odd
    meanings = ((first, _shifted(text[first:end])) for first in range(least, odd + 1))
    first, meant = max(meanings, key=lambda meaning: len(meaning[1]))
    stretch = text[first : first + len(meant) + 1]
    rare = sum(character not in COMMON for character in stretch)
    if len(meant) < LEAST or rare * 3 < len(stretch) or not FREQUENT & set(meant):
        return None
    return first, first + len(stretch), meant


def _shifted(stretch: str) -> str:
    """What a stretch means when it is read from its second byte on, as far as that is everyday text."""
    stored = stretch.encode("gb18030")
    if len(stored) != 2 * len(stretch):
        return ""
    meant = stored[1:-1].decode("gb18030", "replace")
    return next((meant[:at] for at, character in enumerate(meant) if character not in COMMON), meant)
