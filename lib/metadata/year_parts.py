"""Parts of a year as words name them (上半年, 前三季度, 1—9月), and the part that a report looks back on."""

import re
from collections.abc import Sequence

from lib.rules import CueTable, Rules, compile_cues, compiled, find_cues

PRESENTED = 400  # characters in which the sentence stands that presents a report
_SINCE_JANUARY = re.compile("(?:(?<![0-9])1|一|元)月?份?[-－—–~～至到](1[0-2]|[2-9])月")
# What names a document or a part that looks back: 2021年上半年工作总结; 现将上半年工作情况汇报如下.
_LOOKS_BACK = re.compile("(?:经济和社会发展|[^，。；、和及与]){0,16}?(?:总结|小结|情况|汇报|报告|回顾)")


@compiled
def _table(rules: Rules) -> CueTable:
    return compile_cues(rules.table("year_parts"))


def find_year_parts(rules: Rules, words: str) -> list[tuple[int, int, int]]:
    """Return (end in the words, first month, last month) of each part of a year named in `words`, in order."""
    named = [
        (cue.end, int(cue.row["first_month"]), int(cue.row["last_month"]))
        for cue in find_cues(_table(rules), words)
    ]
    counted = [(match.end(), 1, int(match[1])) for match in _SINCE_JANUARY.finditer(words)]
    return sorted(named + counted)


def part_reported(rules: Rules, text: str, sections: Sequence) -> tuple[int, int] | None:
    """Return the first and last month of the part of a year that a report looks back on; None where it is a whole year or more.

    Its title tells, the heading of its review, or the sentence that presents it.

    text: clean text. sections: with start, heading, level and role, in order.
    """
    body = sections[0].start if sections else 0
    headings = [s.heading for s in sections if s.level == 1 and s.role == "review"]
    above = [line for line in text[: min(body, PRESENTED)].split("\n") if not line.endswith("。")]
    for words in (*above, *headings, *_presenting(text[:PRESENTED])):
        for end, first, last in find_year_parts(rules, words):
            if _LOOKS_BACK.match(words, end) and last < 12:
                return first, last
    return None


def _presenting(text: str) -> list[str]:
    """Return the sentences that present the report: 现将上半年工作情况汇报如下; 会议听取了上半年工作情况的报告."""
    return [words for words in re.split("[。\n]", text) if "现将" in words or "听取" in words]
