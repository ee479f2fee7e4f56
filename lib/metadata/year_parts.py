"""Parts of a year as words name them (上半年, 前三季度, 1—9月), and the part that a report looks back on."""

import re
from collections.abc import Sequence

from lib.metadata.patterns import pattern
from lib.rules import CueTable, Rules, compile_cues, compiled, find_cues

PRESENTED = 400  # characters in which the sentence stands that presents a report


@compiled
def _table(rules: Rules) -> CueTable:
    return compile_cues(rules.table("year_parts"))


def find_year_parts(rules: Rules, words: str) -> list[tuple[int, int, int]]:
    """Return (end in the words, first month, last month) of each part of a year named in `words`, in order."""
    named = [
        (cue.end, int(cue.row["first_month"]), int(cue.row["last_month"]))
        for cue in find_cues(_table(rules), words)
    ]
    counted = [(match.end(), 1, int(match[1])) for match in pattern(rules, "since_january").finditer(words)]
    return sorted(named + counted)


def part_reported(rules: Rules, text: str, sections: Sequence) -> tuple[int, int] | None:
    """Return the first and last month of the part of a year that a report looks back on; None where it is a whole year or more.

    Its title tells, the heading of its review, or the sentence that presents it.

    text: clean text. sections: with start, heading, level and role, in order.
    """
    body = sections[0].start if sections else 0
    headings = [s.heading for s in sections if s.level == 1 and s.role == "review"]
    above = [line for line in text[: min(body, PRESENTED)].split("\n") if not line.endswith("。")]
    for words in (*above, *headings, *_presenting(rules, text[:PRESENTED])):
        for end, first, last in find_year_parts(rules, words):
            if pattern(rules, "looks_back").match(words, end) and last < 12:
                return first, last
    return None


def _presenting(rules: Rules, text: str) -> list[str]:
    """Return the sentences that present the report: 现将上半年工作情况汇报如下; 会议听取了上半年工作情况的报告."""
    return [words for words in re.split("[。\n]", text) if pattern(rules, "presents").search(words)]
