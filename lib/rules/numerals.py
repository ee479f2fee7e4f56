"""How numerals are written, Arabic or Chinese, and the exact value of each: the one place that knows it."""

import math
import re
import unicodedata
from decimal import Decimal

# Digits and ranks are values that this module counts with, and no wordings: a table could only say them a second time.
ZEROS = "零〇○◯"
COUNTING = "一二三四五六七八九十"  # what list numbers, months and meetings are counted with
DIGITS = {c: i for i, c in enumerate(f"零{COUNTING[:9]}")} | dict.fromkeys(ZEROS, 0) | {"两": 2, "俩": 2}
ONE, TWO, *_, TEN = COUNTING
HUNDRED, THOUSAND = "百", "千"
TENS = {TEN: 10, HUNDRED: 100, THOUSAND: 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
RANKS = "".join((*TENS, *GROUPS))
POINT, HALF, SEVERAL = "点", "半", "几"
SHORT_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
MAGNITUDES = ("万亿", "千亿", "百亿", "十亿", "亿", "千万", "百万", "十万", "万", "千", "百")
CHINESE = "零〇一二两三四五六七八九十百千万亿廿卅卌"  # what a Chinese numeral in a sentence is made of

# No figure of a report has more digits; longer runs are codes or damage.
LONGEST = 15

_SEVERAL_RANKS = re.compile(f"{SEVERAL}(?=[{''.join(TENS)}])")
_THREE_OR_FIVE = "三五"  # the one pair of digits that says a range without following each other
_FIRST = "元"  # 元月, 元年
_SEPARATORS = re.compile(r"[,，\s]")
_HEAD = re.compile("([0-9０-９]+)([亿万千])")
_PAIR = re.compile(f"(?<![{COUNTING[:9]}])([{COUNTING[:8]}两])([两{COUNTING[1:9]}])(?![{COUNTING[:9]}零〇])")
# What stands for a zero in a year: 二Ｏ二二年 is typed with the letter as often as with 〇.
_LETTER_ZEROS = str.maketrans("ＯOo", "〇〇〇")
OTHER_DIGITS = re.compile(r"(?![0-9])\d")  # full-width, and those of other scripts


_FACTORS = {
    magnitude: Decimal(math.prod({**TENS, **GROUPS}[rank] for rank in magnitude))
    for magnitude in ("", "万万", "亿亿", "亿万", *MAGNITUDES)
}


def in_ascii(text: str) -> str:
    """Return a text with every decimal digit of any script or width as 0 to 9, one character for one."""
    return text if text.isascii() else OTHER_DIGITS.sub(lambda m: str(unicodedata.decimal(m[0])), text)


def arabic_value(numeral: str) -> Decimal | None:
    """Return the value of `1,234.5`, `１２` or `3．5`; None for anything else or more than 15 digits."""
    if numeral.isascii() and numeral.isdecimal() and len(numeral) <= LONGEST:
        return Decimal(numeral)
    plain = _SEPARATORS.sub("", numeral).replace("．", ".")
    if not 0 < len(plain) <= LONGEST or not plain.replace(".", "", 1).isdecimal():
        return None
    return Decimal(plain)


def amount(numeral: str, magnitude: str = "") -> Decimal | None:
    """Return the value of an Arabic numeral with its magnitude, also of one in several ranks; None where it is none.

    3万4000 is 34000, and 1亿2 with 千万 is 120000000: a magnitude belongs to the last rank.
    """
    if numeral.isascii():
        value = arabic_value(numeral)
        return value if value is None or not magnitude else value * magnitude_value(magnitude)
    total, at = Decimal(0), 0
    while head := _HEAD.match(numeral, at):
        total += Decimal(head[1]) * magnitude_value(head[2])
        at = head.end()
    if at == len(numeral) > 0:
        return total
    last = arabic_value(numeral[at:])
    return None if last is None else total + last * magnitude_value(magnitude)


def chinese_value(numeral: str) -> Decimal | None:
    """Return the value of a Chinese numeral such as 一千二百, 两万三, 廿五, 一点五 or 百; None where it is none (一二三, 五一十).

    Longer than 15 characters is no numeral either. A digit right after 百, 千, 万 or 亿 at the end counts in the next
    lower rank (两万三 is 23000).
    """
    whole, point, decimals = _long(numeral).partition(POINT)
    if point and not (decimals and all(c in DIGITS for c in decimals)):
        return None
    value = _whole_value(whole)
    if value is None or not point:
        return value
    return value + Decimal("0." + "".join(str(DIGITS[c]) for c in decimals))


def _long(numeral: str) -> str:
    return "".join(SHORT_TENS.get(c, c) for c in numeral)


def _whole_value(numeral: str) -> Decimal | None:
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


def chinese_range(numeral: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the lower and upper end of a Chinese numeral: 三四百 is 300 to 400, 三五千 3000 to 5000, 十七八 17 to 18, 十二 is 12 alone."""
    long = _long(numeral)
    for pair in _PAIR.finditer(long):
        a_plan = long.startswith(f"{TEN}{_THREE_OR_FIVE}")  # 十三五
        idiom = pair[0] == _THREE_OR_FIVE and not a_plan
        if DIGITS[pair[2]] - DIGITS[pair[1]] == 1 or idiom:
            low, high = (chinese_value(long[: pair.start()] + pair[i] + long[pair.end() :]) for i in (1, 2))
            return (low, high) if low is not None and high is not None else (None, None)
    return chinese_value(numeral), None


def without_several(numeral: str) -> str:
    """Return a Chinese numeral with 几 read as the least that it can be: 一百几十 as 一百一十, 十几万 as 十万."""
    return _SEVERAL_RANKS.sub(ONE, numeral).replace(SEVERAL, "")


def count(written: str) -> int | None:
    """Return the whole number that a year, month or list number is written with; None where it is none.

    Digits of any script (12, １２), a Chinese numeral (十二, 廿一), digits one by one (二〇二二, 二Ｏ二二) and 元 of 元月.
    """
    plain = in_ascii(re.sub(r"\s", "", written)).replace(_FIRST, ONE).translate(_LETTER_ZEROS)
    if not plain or plain.isascii() and not plain.isdecimal():
        return None
    if all(c in DIGITS or c.isdecimal() for c in plain):
        return int("".join(str(DIGITS.get(c, c)) for c in plain))
    value = chinese_value(plain)
    return None if value is None or value % 1 else int(value)


def magnitude_value(magnitude: str) -> Decimal:
    """Return the factor of a magnitude: 1 for the empty string, 100000000 for 亿, 1000000000000 for 万亿."""
    return _FACTORS[magnitude or ""]


def last_place(numeral: str) -> float:
    """Return what the last digit of a Chinese numeral is worth: 10000 in 二十八万, 0.1 in 四十二点二, 1 in 三百."""
    magnitude = re.findall(f"[{''.join(GROUPS)}]", numeral)
    decimals = re.search(f"{POINT}([{''.join(DIGITS)}]+)", numeral)
    worth = float(GROUPS[magnitude[-1]]) if magnitude else 1.0
    return worth * 10.0 ** -len(decimals[1] if decimals else "")


def as_number(value: Decimal) -> int | float:
    """Return a whole value as int, any other as float."""
    return int(value) if value == value.to_integral_value() else float(value)
