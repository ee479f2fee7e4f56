"""Finds what typing and printing did to figures and stops: doubled lines, blanks and stops inside numbers, points for stops."""

import re

from lib.cleaning.edits import Edit

LEAST_LETTERS = 4  # different ones in a doubled line; a ruled line has one
# 完成投资12。5亿元
_STOP_IN_NUMBER = re.compile("[。·・](?<=[0-9].)(?=[0-9]{1,2} ?(?:[万亿%％‰倍]|个百分点|平?方?公里))")
_BLANK = "[ \u00a0\u2009\u202f]"
_WHOLE_BEFORE = re.compile("[\u4e00-\u9fff][0-9]{1,4}$")
# 人均收入10 860元, 2 0 2 2 年, G D P; 5 9亿元 has lost its point and stays torn.
_SET_APART = re.compile(
    f"(?<=[\u4e00-\u9fff])[1-9][0-9]{{0,2}}(?:{_BLANK}[0-9]{{3}})+(?![0-9.,])(?!{_BLANK}?[万亿千百])(?={_BLANK}?[\u4e00-\u9fff])"
    f"|(?<![0-9A-Za-z.,])(?<![0-9]{_BLANK})[0-9](?:{_BLANK}[0-9]){{3,}}+(?![0-9.,])(?={_BLANK}?[\u4e00-\u9fff])"
    f"|(?<![A-Za-z])(?<![A-Z]{_BLANK})[A-Z](?:{_BLANK}[A-Z]){{2,}}+(?![A-Za-z])"
)
_APART = re.compile(f"{_BLANK}(?<=[0-9A-Z].)(?=[0-9A-Z])")
_POINT = re.compile("[.．](?<=[\u4e00-\u9fff%％”）].)(?=[ \u3000]*(?:[\u4e00-\u9fff“]|[\n\r]|\\Z))|｡")
_CHUNK = re.compile("[^，,。；;：:！!？?、.．\n\r]*$")
_NEXT = re.compile("[^，,。；;：:！!？?、.．\n\r”]*")
_ITEM = re.compile("[一二三四五六七八九十]{1,3}是")  # 准备烘烤工作.五是
LONGEST_MARK, SHORTEST_SENTENCE = 12, 3  # letters before a point that ends nothing; behind one that does
FARTHEST = 60  # characters looked at around it


def overprint_edits(text: str) -> list[Edit]:
    """Return the edits that undo lines whose every letter is printed twice (二二、、22002222年年)."""
    edits, start = [], 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare[::2] == bare[1::2] and len(set(bare)) >= LEAST_LETTERS:
            first = start + line.index(bare)
            edits += [Edit(at + 1, at + 2, "overprint", "") for at in range(first, first + len(bare), 2)]
        start += len(line) + 1
    return edits


def number_edits(text: str) -> list[Edit]:
    """Return the edits that put figures together: a stop typed for a point, blanks between digits or letters."""
    edits = [
        Edit(*m.span(), "point", ".")
        for m in _STOP_IN_NUMBER.finditer(text)
        if _WHOLE_BEFORE.search(text, max(0, m.start() - 5), m.start())
    ]
    apart = _SET_APART.finditer(text) if _APART.search(text) else ()
    edits += [
        Edit(at, at + 1, "stray_space", "")
        for match in apart
        for at in range(*match.span())
        if text[at].isspace()
    ]
    return sorted(edits)


def stop_edits(text: str) -> list[Edit]:
    """Return the edits that write 。 for a point that ends a sentence (改厕200户.新修道路5.5公里).

    A point behind few letters without a number is that of a list mark (一.) or a name (阿不都.卡德尔), and one in
    quotation marks joins the halves of a slogan.
    """
    return [
        Edit(*match.span(), "stop", "。")
        for match in _POINT.finditer(text)
        if match.group() == "｡" or _ends_sentence(text, match.start())
    ]


def _ends_sentence(text: str, at: int) -> bool:
    start, end = max(text.rfind("\n", 0, at) + 1, at - FARTHEST), text.find("\n", at, at + FARTHEST)
    before, behind = text[start:at], text[at + 1 : end if end >= 0 else at + FARTHEST]
    chunk, following = _CHUNK.search(before).group(), _NEXT.match(behind).group()
    told = len(chunk) > LONGEST_MARK or any(c.isdecimal() for c in chunk) or bool(_ITEM.match(behind))
    whole = not behind.strip() or len(following) >= SHORTEST_SENTENCE
    prose = any(mark in before + behind for mark in "，。；,;")
    return told and whole and prose and before.rfind("“") <= before.rfind("”")
