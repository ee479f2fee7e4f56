"""Where headings are: numbered, unnumbered on a line of their own, or run in before the text they head."""

import re
from typing import NamedTuple

from lib.rules import Rules, compiled, numerals, pattern
from lib.structure import cues
from lib.structure.heading_words import LONGEST_RUN_IN, SENTENCE_END, behind_title, heading_words

KINDS = ("part", "han", "paren", "ordinal", "arabic", "bracket", "item", "short")
LONGEST_UNNUMBERED = 40
SHORTEST_LED = 40  # characters behind a heading counted 一是, which otherwise only opens an item of a list
LONG_PARAGRAPH = 1200  # a paragraph this long has probably lost its line breaks
SENTENCE_START = re.compile(r"[。！？!?：:][”’」』）)]* ?")
HAN = re.compile(r"[\u4e00-\u9fff]")
LINE = re.compile(r"[^\n]+")


class Heading(NamedTuple):
    """A heading: where it starts (at its number), where its words end, its kind, number (0: none) and words."""

    start: int
    end: int
    kind: str
    number: int
    words: str
    whole: bool  # alone on its line


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return start and end of every line of text[start:end] that is not blank.

    text: clean text, one paragraph per line. A line that begins before `start` is given from there on.
    """
    lines = LINE.finditer(text, start, len(text) if end is None else end)
    return [line.span() for line in lines if not line[0].isspace()]


def find_headings(rules: Rules, text: str) -> list[Heading]:
    """Return everything in a clean text that has the form of a heading, in order of position.

    What each heads, and whether an unnumbered line is a heading at all, is for the structure to tell.
    """
    candidates = []
    for start, end in paragraphs(text):
        title = title_before_text(rules, text, start, end)
        at_start = numbered(rules, text, start, end) or title or unnumbered(rules, text, start, end)
        if at_start:
            candidates.append((at_start, "line"))
        if title and (first := numbered(rules, text, title.end + 1, end)):
            candidates.append((first, "line"))
        long = end - start > LONG_PARAGRAPH
        candidates += [(heading, "long" if long else "inside") for heading in inside(rules, text, start, end)]
        candidates += [
            (heading, "line") for heading in (titles_inside(rules, text, start, end) if long else [])
        ]
    return continuing(sorted(candidates))


def numbered(rules: Rules, text: str, start: int, end: int, place: str = "line") -> Heading | None:
    """Return the numbered heading that begins at `start` and ends before `end`, or None."""
    match = _markers(rules, place).match(text, start, min(end, start + 20))
    if not match:
        return None
    kind = match.lastgroup.split("_")[0]
    words, words_end, whole = heading_words(rules, text, match.end(), end)
    if kind == "item" and (
        whole or text[words_end : words_end + 1] not in "。：:" or end - words_end < SHORTEST_LED
    ):
        return None
    if not words or (kind in ("ordinal", "arabic", "bracket") and len(words) > LONGEST_RUN_IN):
        return None
    return Heading(start, words_end, kind, (numerals.count(match[match.lastgroup]) or 0), words, whole)


def unnumbered(rules: Rules, text: str, start: int, end: int) -> Heading | None:
    """Return the paragraph as an unnumbered heading if it is one short line without a sentence in it, or None."""
    line = text[start:end]
    words = line.rstrip("：:。 ")
    if not 4 <= len(words) <= LONGEST_UNNUMBERED or SENTENCE_END.search(words):
        return None
    if pattern(rules, "title_goes_on_below").match(text[:start].rstrip()[-1:]):
        return None
    if pattern(rules, "figure_sentence").search(line):
        return None
    if words.endswith(("，", ",", "、")) or pattern(rules, "no_heading").match(words):
        return None
    if (
        cues.found(rules, "not_title", words)
        or cues.found(rules, "notes", words)
        or not _han(words) >= max(4, len(words) // 2)
    ):
        return None
    if cues.found(rules, "title", words, "review") and cues.found(rules, "title", words, "plan"):
        return None  # 2020年工作总结和2021年工作计划 is the document's title
    return Heading(start, start + len(words), "short", 0, words, True)


def inside(rules: Rules, text: str, start: int, end: int) -> list[Heading]:
    """Return the numbered headings that stand behind a sentence's end inside one paragraph."""
    found = []
    for match in pattern(rules, "before_number").finditer(text, start, end):
        heading = numbered(rules, text, match.end(), end, "anywhere")
        if heading:
            found.append(heading._replace(whole=False))
    return found


def titles_inside(rules: Rules, text: str, start: int, end: int) -> list[Heading]:
    """Return the unnumbered titles of parts behind a sentence's end: `。2021年工作计划：（一）…`, `。2022年工作回顾2022年，…`."""
    starts = [match.end() for match in SENTENCE_START.finditer(text, start, end)]
    return [title for at in starts if (title := title_before_text(rules, text, at, end))]


def title_before_text(rules: Rules, text: str, start: int, end: int) -> Heading | None:
    """Return the title of a part that stands in front of text on the same line, or None.

    It begins with a time, and a number or words that open a sentence follow: `2021年工作计划：（一）…`.
    """
    line = text[start : min(end, start + LONGEST_UNNUMBERED)]
    if not cues.opening(rules, "time", line, 1):
        return None
    role, cut = cues.last_role(rules, "title", re.split("[，。！？；：,!?;: ]", line)[0])
    if line[cut : cut + 1] in tuple("：: ") and cut:
        follows = line[cut + 1 :]
        opens = pattern(rules, "first_number").match(follows) or cues.opening(rules, "body", follows)
        cut = cut if opens else 0
    else:
        cut = behind_title(rules, line)
    if not cut or role not in ("review", "plan", "either") or cues.found(rules, "not_title", line[:cut]):
        return None
    return Heading(start, start + cut, "short", 0, line[:cut], True)


def continuing(candidates: list[tuple[Heading, str]]) -> list[Heading]:
    """Return the candidates that are headings: all at a paragraph's start, others only where a series needs them.

    candidates: (heading, "line" at a paragraph's start, "long" or "inside" within a paragraph). In a very long
    paragraph, which has lost its line breaks, the number that is due counts; in any other only one that the
    headings on lines of their own leave out.
    """
    kept, last = [], dict.fromkeys(KINDS, 0)
    for (heading, place), (next_on_line, next_any) in zip(candidates, _following(candidates)):
        kind, number = heading.kind, heading.number
        due = number > 0 and number == last[kind] + 1
        first = number == 1 and next_any == 2
        if place == "long" and not (due or first):
            continue
        if place == "inside" and not (due and number > 1 and next_on_line == number + 1):
            continue
        kept.append(heading)
        last[kind] = number
        for lower in KINDS[KINDS.index(kind) + 1 :]:
            last[lower] = 0
    return kept


def _following(candidates: list[tuple[Heading, str]]) -> list[tuple[int, int]]:
    """Return for every candidate the number of the next of its kind on a line of its own, and anywhere."""
    next_on_line, next_any = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
    numbers = []
    for heading, place in reversed(candidates):
        numbers.append((next_on_line[heading.kind], next_any[heading.kind]))
        next_any[heading.kind] = heading.number
        if place == "line":
            next_on_line[heading.kind] = heading.number
    return numbers[::-1]


def _han(words: str) -> int:
    return len(HAN.findall(words))


@compiled
def _markers(rules: Rules, place: str) -> re.Pattern:
    """Return the pattern of heading markers; the group that matched is named for its kind."""
    rows = rules.table("headings")
    forms = []
    for index, row in enumerate(rows):
        if place == "line" or row["place"] == place:
            number = f"(?P<{row['kind']}_{index}>[{numerals.COUNTING}]{{1,3}})"
            digits = f"(?P<{row['kind']}_{index}>[0-9]{{1,2}})"
            form = re.escape(row["form"]).replace("N", number).replace("D", digits)
            forms.append(form + (r"(?![0-9])" if "D" in row["form"] else f"(?!、|[{numerals.COUNTING}]、)"))
    return re.compile("|".join(forms))
