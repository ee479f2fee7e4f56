"""Finds characters that stand for others: escapes, full-width digits, radicals, traditional script; and those lost."""

import html
import re
import unicodedata
from functools import lru_cache

from lib.cleaning.edits import Edit
from lib.rules import Rules, compiled, numerals, pattern

LOST = "□"  # the sign for a character that cannot be read any more
ESCAPE = re.compile(
    r"(?:\\r\\n|\\n|\\r|\\t)|&(?:[A-Za-z]{2,8}|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,5});|<U\+([0-9A-Fa-f]{4,5})>"
)
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+"
)
UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd]|\\?{2,}|\\?(?<=[。；！].)(?=[ \t\u3000]*(?:[\n\r]|\\Z))")
UNUSUAL = re.compile("[\u0530-\u1fff\u2e80-\u2fdf\ua4d0-\uabff\ue000-\uf8ff\U00010000-\U0010ffff]")
WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋]+|[．](?<=[0-9０-９].)(?=[0-9０-９])|[\uf900-\ufaff]+")
RADICAL = re.compile("[\u2e80-\u2fdf]")
LEAST_TRADITIONAL = 3  # different letters that only traditional script has
PRIVATE = re.compile("[\ue000-\uf8ff](?<=[0-9].)(?=[0-9])")
_OTHER_SCRIPTS = re.compile(r"(?![0-9０-９])\d")
LEAST_PLACES = 2  # of a private-use sign, before what stands around it tells what it means


@lru_cache(maxsize=1)
def _is_unusual(text: str) -> bool:
    """Say whether a text holds letters, digits or signs that hardly any report has, so that one look spares many."""
    return bool(UNUSUAL.search(text))


def escape_edits(text: str) -> list[Edit]:
    """Return the edits that turn escapes written out as text into the characters they stand for."""
    return [
        Edit(*match.span(), "escape", readable)
        for match in ESCAPE.finditer(text)
        if (readable := _unescaped(match)) != match.group()
    ]


def _unescaped(match: re.Match) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if not 0xD800 <= code <= 0xDFFF else ""
    if match.group().startswith("\\"):
        return "\t" if match.group() == "\\t" else "\n"
    return html.unescape(match.group())


def invisible_edits(text: str) -> list[Edit]:
    """Return the edits that take out characters without ink or width."""
    return [Edit(*match.span(), "invisible", "") for match in INVISIBLE.finditer(text)]


def private_use_edits(text: str) -> list[Edit]:
    """Return the edits that read private-use characters between digits where the report bears one reading out.

    In some files one stands for a point, a comma or the sign of a ratio, another in each: 12\\ue0103亿元 was 12.3亿元.
    """
    signs = sorted(set(PRIVATE.findall(text))) if _is_unusual(text) else []
    meanings = {sign: meaning for sign in signs if (meaning := _meaning(text, re.escape(sign)))}
    return [
        Edit(*match.span(), "private_use", meanings[match.group()])
        for match in (PRIVATE.finditer(text) if meanings else ())
        if match.group() in meanings
    ]


def _meaning(text: str, sign: str) -> str:
    """Return what a sign between digits means: shares that add up to 100, or the same kind of number everywhere."""
    ratios = re.findall(f"[0-9.]{{1,5}}(?:{sign}[0-9.]{{1,5}}){{2,4}}", text)
    if any(abs(sum(map(_number, re.split(sign, ratio))) - 100) <= 1 for ratio in ratios):
        return ":"
    places = len(re.findall(f"(?<=[0-9]){sign}(?=[0-9])", text))
    for meaning, form in (
        (".", rf"(?<![0-9.])[0-9]{{1,6}}{sign}[0-9]{{1,2}}(?=[%％‰\u4e00-\u9fff])"),
        (",", f"(?<![0-9.])[0-9]{{1,3}}{sign}[0-9]{{3}}(?![0-9])"),
    ):
        if places >= LEAST_PLACES and len(re.findall(form, text)) == places:
            return meaning
    return ""


def _number(written: str) -> float:
    return float(numerals.arabic_value(written) or 0)


def unreadable_edits(text: str) -> list[Edit]:
    """Return the edits that mark lost characters inside words and numbers as □ and drop them elsewhere.

    A private-use character between digits once was a point or a colon (14\\ue01062‰ was 14.62‰): dropping it would
    make a number of 1462, so it is marked. A run of ? is what is left of characters whose encoding was lost: three to
    a Chinese character, two to a space; one behind a stop at the end of a line is a lost blank.
    """
    edits = []
    for match in UNREADABLE.finditer(text):
        start, end = match.span()
        inside = start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()
        length = end - start
        if match.group() == "?":
            edits.append(Edit(start, end, "unreadable", ""))
        elif text[start] == "?":
            sign = LOST * (length // 3) if length % 3 == 0 else " "
            edits.append(Edit(start, end, "unreadable", sign if inside else " "))
        else:
            edits.append(Edit(start, end, "unreadable", LOST if inside else ""))
    return edits


def width_edits(text: str) -> list[Edit]:
    """Return the edits that make digits of any script ASCII, full-width letters and % half-width, and variants ordinary."""
    found = list(WIDE.finditer(text))
    if _is_unusual(text):
        found = sorted([*found, *_OTHER_SCRIPTS.finditer(text)], key=lambda match: match.start())
    edits = [(m.span(), numerals.in_ascii(unicodedata.normalize("NFKC", m.group()))) for m in found]
    return [Edit(*span, "width", plain) for span, plain in edits if plain != text[slice(*span)]]


def radical_edits(rules: Rules, text: str) -> list[Edit]:
    """Return the edits that write the character meant for a radical (⺠ 民); a text with both (⼯工业) keeps one."""
    found = list(RADICAL.finditer(text)) if _is_unusual(text) else []
    if not found:
        return []
    meant = _ideographs(rules)
    twins = [text.startswith(meant.get(m.group(), "\n"), m.end()) for m in found]
    doubled = 2 * sum(twins) > len(twins)
    return [
        Edit(*m.span(), "radical", "" if doubled and twin else meant[m.group()])
        for m, twin in zip(found, twins, strict=True)
        if m.group() in meant
    ]


@compiled
def _ideographs(rules: Rules) -> dict[str, str]:
    return {row["radical"]: row["ideograph"] for row in rules.table("radicals")}


def script_edits(rules: Rules, text: str) -> list[Edit]:
    """Return the edits that write a text of traditional script in simplified, letter by letter.

    What simplified script has too (乾 of 乾县, 著) stays as it is.
    """
    if len(set(pattern(rules, "traditional_letter").findall(text))) < LEAST_TRADITIONAL:
        return []
    simplified = _simplified(rules)
    return [Edit(i, i + 1, "script", simplified[c]) for i, c in enumerate(text) if c in simplified]


@compiled
def _simplified(rules: Rules) -> dict[str, str]:
    return {row["traditional"]: row["simplified"] for row in rules.table("traditional")}
