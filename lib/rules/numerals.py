"""The exact value of a written numeral: Arabic, full-width or Chinese, with or without a magnitude such as 万."""

import re
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
MAGNITUDES = ("万亿", "千亿", "百亿", "十亿", "亿", "千万", "百万", "十万", "万", "千", "百")

# No figure of a report has more digits; longer runs are codes or damage.
LONGEST = 15

_SEPARATORS = re.compile(r"[,，\s]")


def arabic_value(numeral: str) -> Decimal | None:
    """Return the value of `1,234.5`, `１２` or `3．5`; None for anything else or more than 15 digits."""
    plain = _SEPARATORS.sub("", numeral).replace("．", ".")
    if not 0 < len(plain) <= LONGEST or not plain.replace(".", "", 1).isdecimal():
        return None
    return Decimal(plain)


def chinese_value(numeral: str) -> Decimal | None:
    """Return the value of a Chinese numeral such as 一千二百, 两万三, 百 or 十五; None where it is none (一二三, 五一十).

    Longer than 15 characters is no numeral either. numeral: characters of 零〇一二两三…九十百千万亿 only. A digit right after 百, 千, 万 or 亿 at the end counts in
    the next lower rank (两万三 is 23000).
    """
    total = section = 0
    digit, rank = None, 1
    if not 0 < len(numeral) <= LONGEST:
        return None
    for character in numeral:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            if not digit:
                rank = 1
        elif character in TENS:
            rank = TENS[character]
            section += rank * (1 if digit is None else digit)
            digit = None
        elif character in GROUPS:
            group = GROUPS[character]
            section += digit or 0
            total = (total + section) * group if group > total else total + section * group
            total = total or group
            section, digit, rank = 0, None, group
        else:
            return None
    if digit is not None:
        section += digit * (rank // 10 if rank > 10 else 1)
    return Decimal(total + section)


def magnitude_value(magnitude: str) -> Decimal:
    """Return the factor of a magnitude: 1 for the empty string, 100000000 for 亿, 1000000000000 for 万亿."""
    factor = Decimal(1)
    for character in magnitude or "":
        factor *= GROUPS.get(character) or TENS[character]
    return factor


def as_number(value: Decimal) -> int | float:
    """Return a whole value as int, any other as float."""
    return int(value) if value == value.to_integral_value() else float(value)
