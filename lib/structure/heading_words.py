"""Where a heading's words end on its line, also if the full stop or line break behind them was lost."""

import re

from lib.rules import Rules, pattern
from lib.structure import cues

LONGEST = 60  # characters of a heading on a line of its own
LONGEST_RUN_IN = 45  # characters of a heading with its text behind it on the same line
LONGEST_UNENDED = 30  # characters kept where nothing tells the end
SHORTEST = 6  # characters of a heading in front of words that open a sentence
SENTENCE_END = re.compile(r"[。！？!?；;]|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")
COMMA = re.compile("[，,]")
SPACE = re.compile(r"(?<=[\u4e00-\u9fff”]) ")
SPACE_OR_COLON = re.compile(r"(?<=[\u4e00-\u9fff”])[ ：:]")


def heading_words(rules: Rules, text: str, start: int, end: int) -> tuple[str, int, bool]:
    """Return a numbered heading's words, where they end, and whether they fill their line.

    start: behind the number. end: of the paragraph.
    """
    while start < end and text[start] == " ":
        start += 1
    line = text[start : min(end, start + 2 * LONGEST)]
    stop = SENTENCE_END.search(line)
    if start + len(line) == end and len(line) <= LONGEST and (not stop or stop.end() == len(line)):
        words = line.rstrip("。：:；;，, ")
        cut = behind_title(rules, words)
        return words[: cut or len(words)], start + (cut or len(words)), not cut
    if stop and (stop.start() <= LONGEST_RUN_IN or _one_heading(line[: stop.start()])):
        sentence = line[: stop.start()]
        cut = (
            behind_title(rules, sentence)
            or _behind_space(sentence)
            or _before_opener(rules, sentence)
            or stop.start()
        )
    else:
        cut = unfinished(rules, line[:LONGEST])
    words = line[:cut].rstrip("：:，, ")
    return words, start + len(words), False


def _one_heading(sentence: str) -> bool:
    """Tell whether a long sentence may still be a heading: it has no more than two commas."""
    return len(sentence) <= LONGEST and len(COMMA.findall(sentence)) <= 2


def unfinished(rules: Rules, line: str) -> int:
    """Return where a heading ends whose full stop or line break was lost: `2011年工作回顾2011年是…`.

    line: the heading's words and what follows. The end is a space or colon, the end of a part's usual title,
    or a word with which sentences begin; else the first comma.
    """
    gap = SPACE_OR_COLON.search(line, 4)
    if gap and gap.start() <= LONGEST_RUN_IN:
        return gap.start()
    goes_on = pattern(rules, "heading_goes_on")
    ends = [
        start
        for start in map(re.Match.start, cues.matches(rules, "body", line))
        if start >= SHORTEST and not goes_on.match(line, start - 1)
    ]
    role, title_end = cues.last_role(rules, "title", line[: ends[0] if ends else LONGEST_RUN_IN])
    if role in ("review", "plan", "either") and not pattern(rules, "title_goes_on").match(line, title_end):
        ends.append(title_end)
    if ends:
        return min(ends)
    comma = COMMA.search(line, SHORTEST)
    return comma.start() if comma else LONGEST_UNENDED


def behind_title(rules: Rules, sentence: str) -> int:
    """Return where a part's title ends if a time or we begins a sentence right behind it: `工作回顾2011年是…`; else 0."""
    for start in map(re.Match.start, cues.matches(rules, "body", sentence)):
        role, end = cues.last_role(rules, "title", sentence[:start])
        if start >= SHORTEST and end == start and role in ("review", "plan", "either"):
            return start
    return 0


def _behind_space(sentence: str) -> int:
    """Return where a space cuts heading from text in a sentence that goes on for long behind it; else 0."""
    gap = SPACE.search(sentence, 4)
    return gap.start() if gap and len(sentence) - gap.start() > 20 else 0


def _before_opener(rules: Rules, sentence: str) -> int:
    """Return where words begin that open a sentence and never stand inside a heading (一是, 2021年以来); else 0."""
    for match in cues.matches(rules, "body", sentence, "sure"):
        start = match.start()
        if start >= SHORTEST and not pattern(rules, "heading_goes_on").match(sentence, start - 1):
            return start
    return 0
