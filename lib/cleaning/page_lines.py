"""The lines of a page as the cleaning rules see them, and the patterns of noise.csv that fit them."""

import re
from typing import NamedTuple

from lib.rules import Rules, compiled, led

STOPS = "，,。；;"
LONGEST_NOISE_LINE = 400


class Line(NamedTuple):
    """One line that holds text: where its visible characters start and end, and these without white space."""

    start: int
    end: int
    bare: str


class Pattern(NamedTuple):
    """One row of noise.csv, compiled."""

    rule: str
    regex: re.Pattern
    needs: tuple[str, ...]

    def may_be_in(self, text: str) -> bool:
        """Say whether a text holds one of the words without which the pattern finds nothing."""
        return not self.needs or any(word in text for word in self.needs)


@compiled
def patterns(rules: Rules, where: str) -> tuple[Pattern, ...]:
    """Return the patterns of noise.csv for one value of its column `where`."""
    rows = [row for row in rules.table("noise") if row["where"] == where]
    return tuple(
        Pattern(
            row["rule"],
            re.compile(led(row["pattern"]), re.IGNORECASE),
            tuple(word for word in row.get("needs", "").split("|") if word),
        )
        for row in rows
    )


@compiled
def _at_once(rules: Rules, where: str) -> tuple[re.Pattern, tuple[Pattern, ...]]:
    """One pattern that fits whatever those for `where` fit that have no groups, and those that have: a group means its own."""
    rows = patterns(rules, where)
    bare = [row.regex.pattern for row in rows if not row.regex.groups]
    try:
        joined = re.compile("|".join(f"(?:{pattern})" for pattern in bare) or "(?!)", re.IGNORECASE)
    except re.error:  # such as one with flags of its own, which must stand first
        return re.compile("(?!)"), rows
    return joined, tuple(row for row in rows if row.regex.groups)


def text_lines(text: str) -> list[Line]:
    """Return the lines of `text` that hold more than white space, without the white space around them."""
    found = []
    for match in re.finditer(r"\S[^\n\r]*", text):
        visible = match.group().rstrip()
        found.append(Line(match.start(), match.start() + len(visible), re.sub(r"\s+", "", visible)))
    return found


def matched_rule(rules: Rules, line: Line, where: str) -> str | None:
    """Return the rule of the first pattern of noise.csv for `where` that fits the whole line, or None."""
    if len(line.bare) > LONGEST_NOISE_LINE:
        return None
    joined, rows = _at_once(rules, where)  # most lines are none of these, and one look tells it
    if joined.fullmatch(line.bare):
        rows = patterns(rules, where)
    return next((row.rule for row in rows if row.regex.fullmatch(line.bare)), None)


def reads_as_prose(bare: str) -> bool:
    """Whether a line has a stop with at least 8 characters behind it or 12 in front of it."""
    first = next((i for i, c in enumerate(bare) if c in STOPS), None)
    if first is None:
        return False
    return len(bare) - first > 8 or max(bare.rfind(stop) for stop in STOPS) >= 12
