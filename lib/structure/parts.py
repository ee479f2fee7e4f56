"""The parts of a report: which headings name them, what each part does, and parts that have no heading."""

import re
from bisect import bisect_left
from itertools import accumulate, pairwise

from lib.rules import Rules, pattern
from lib.structure import cues
from lib.structure.critique import owns_up
from lib.structure.frame import Part, passages
from lib.structure.headings import KINDS, Heading
from lib.structure.tense import looks_back, reads_as_review, reads_as_told

LONGEST_INTRODUCTION = 2000  # characters in front of a review's heading that still belong to the preamble
LONGEST_TITLE = 40  # characters of a line above the text
SHORTEST_PART = 150  # characters of text without a heading that count as a part of their own
EARLIEST_TURN = 0.15  # share of the text reported that must lie behind, where no problems are owned up to
LATEST_TURN = 2  # characters in front of the words with which a paragraph turns to another year
DEEPEST = 3  # levels that one kind of numbers may stand on
PART_ROLES = ("review", "plan", "either")


def find_parts(rules: Rules, text: str, headings: list[Heading], body: int, closing: int) -> list[Part]:
    """Return the parts of a report in order, those without a heading included.

    headings: of the report's body, which is text[body:closing].
    """
    named = named_parts(rules, text, headings, body, closing)
    first = named[0].start if named else closing
    introduced = bool(named) and title(rules, named[0]) == "review" and first - body < LONGEST_INTRODUCTION
    unnamed = closing > body and first - body >= SHORTEST_PART and not introduced
    parts = with_roles(rules, text, named, closing, unnamed)
    if unnamed:
        turns = turning_point(rules, text, body, first, [h for h in headings if h.start < first]) is not None
        told = "" if named else _role_of_title(rules, text[:body])
        reviews = turns or (told == "review" if told else reads_as_told(rules, text[body:first], bool(named)))
        parts.insert(0, _at_line(headings, body, "review" if reviews else "plan"))
    roles = [part.role for part in parts]
    if "review" in roles and ("plan" not in roles or unnamed):
        parts = with_plan(rules, text, parts, headings, closing)
    return parts


def _role_of_title(rules: Rules, above: str) -> str:
    """Return what the title of a text without parts says it is: review (情况, 总结), plan (工作目标), or "" for both or none."""
    lines = [line for line in above.split("\n") if len(line) <= LONGEST_TITLE]
    roles = [
        role for role in ("review", "plan") if any(cues.found(rules, "title", line, role) for line in lines)
    ]
    return roles[0] if len(roles) == 1 else ""


def _at_line(headings: list[Heading], at: int, role: str) -> Part:
    """Return the part that begins at `at`, with the words of the unnumbered line that stands there, if one does."""
    line = next((heading for heading in headings if heading.start == at and heading.kind == "short"), None)
    return Part(at, line.end, line.words, role) if line else Part(at, at, "", role)


def named_parts(rules: Rules, text: str, headings: list[Heading], body: int, closing: int) -> list[Heading]:
    """Return the headings that name the report's parts; empty where none does."""
    outermost = [heading for heading in headings if heading.kind == "part"]
    if outermost:
        return outermost
    lines = _naming_lines(rules, headings)
    for kind in ("han", "paren", "arabic"):
        series = outer_series(rules, [heading for heading in headings if heading.kind == kind], [])
        named = [h for group in series if any(title(rules, h) in PART_ROLES for h in group) for h in group]
        if _review_and_plan(rules, named) or (named and not lines):
            return sorted(named + _own_conduct(rules, lines, named), key=lambda heading: heading.start)
        if kind == "han" and lines:
            return _with_lines(rules, headings, lines)
    return lines or _parts_by_form(rules, text, headings, body, closing)


def _naming_lines(rules: Rules, headings: list[Heading]) -> list[Heading]:
    """Return the unnumbered lines that name parts.

    One about own conduct does so behind a numbered section or the plan's own heading; behind another unnumbered line
    it is a section like that one.
    """
    lines: list[Heading] = []
    before: Heading | None = None
    for heading in headings:
        if heading.kind == "short" and _names_part(rules, heading):
            own = title(rules, heading) == "government"
            plan = bool(lines) and lines[-1] is before and title(rules, before) == "plan"
            usual = bool(lines and pattern(rules, "own_conduct_in_full").search(heading.words))
            if not own or plan or usual or (before is not None and before.number > 0):
                lines.append(heading)
        before = heading
    return lines


def _review_and_plan(rules: Rules, named: list[Heading]) -> bool:
    roles = [title(rules, heading) for heading in named]
    return len(named) >= 2 and any(role in PART_ROLES for role in roles[1:])


def _own_conduct(rules: Rules, lines: list[Heading], named: list[Heading]) -> list[Heading]:
    """Return an unnumbered line on the government's own conduct behind the last numbered part."""
    behind = [line for line in lines if line.start > named[-1].start]
    return [line for line in behind if title(rules, line) == "government"] if len(behind) == 1 else []


def _with_lines(rules: Rules, headings: list[Heading], lines: list[Heading]) -> list[Heading]:
    """Return the unnumbered part headings with the numbered ones that stand beside them, not below."""
    numbered = [heading for heading in headings if heading.kind == "han"]
    series = outer_series(rules, numbered, [line.start for line in lines])
    beside = [h for group in series if group[0].number > 1 or group[0].start < lines[0].start for h in group]
    return sorted(
        lines + [h for h in beside if title(rules, h) in PART_ROLES], key=lambda heading: heading.start
    )


def _parts_by_form(
    rules: Rules, text: str, headings: list[Heading], body: int, closing: int
) -> list[Heading]:
    """Return the one series 一、二、… whose titles say nothing if it is the report's outermost order.

    Most of its headings have （一） below them, or it begins with the body and turns from what was done to what is
    to be done.
    """
    numbered = [heading for heading in headings if heading.kind in ("han", "paren")]
    outer = [heading for heading in numbered if heading.kind == "han"]
    single = [heading.number for heading in outer] == list(range(1, len(outer) + 1))
    if not single or not 2 <= len(outer) <= 6:
        return []
    above = sum(a.kind == "han" and b.kind == "paren" for a, b in pairwise(numbered))
    ends = [heading.start for heading in outer[1:]] + [closing]
    past = [reads_as_review(rules, text[heading.end : end]) for heading, end in zip(outer, ends)]
    turns = (
        outer[0].start - body < SHORTEST_PART
        and past[0]
        and not past[-1]
        and past == sorted(past, reverse=True)
    )
    return outer if above * 2 > len(outer) or turns else []


def title(rules: Rules, heading: Heading) -> str:
    """Return the role that a heading's words name (review, plan, either, government, problems), or ""."""
    return cues.last_role(rules, "title", heading.words)[0]


def _names_part(rules: Rules, heading: Heading) -> bool:
    """Tell whether an unnumbered line names a part: by a time at its head, usual words at its end, or own conduct."""
    role = title(rules, heading)
    if role == "government":
        return len(heading.words) <= 20
    usual = pattern(rules, "opens_part_title").match(heading.words)
    begins = usual or cues.opening(rules, "time", heading.words, 3)
    ends = cues.last_role(rules, "title", heading.words)[1] == len(heading.words)
    return role in PART_ROLES and bool(begins or ends)


def outer_series(rules: Rules, headings: list[Heading], breaks: list[int]) -> list[list[Heading]]:
    """Return the outermost series of consecutive numbers among headings of one kind.

    一、 may stand on two levels: where a part is followed by 一、 again, a series inside it begins, and it goes on
    until a number comes that continues the outer one and cannot continue the inner one, or names a part.
    breaks: positions at which every series ends.
    """
    outer: list[list[Heading]] = []
    stack: list[list[Heading]] = []
    ahead = iter(sorted(breaks))
    limit = next(ahead, None)
    for heading in headings:
        while limit is not None and heading.start > limit:
            stack, limit = [], next(ahead, None)
        depth = _continued(rules, stack, heading)
        if depth is None:
            inner = (
                0 < len(stack) < DEEPEST and heading.number == 1 and title(rules, stack[-1][-1]) in PART_ROLES
            )
            del stack[(len(stack) if inner else max(len(stack) - 1, 0)) :]
            if heading.number == 1 and stack and title(rules, heading) == "review":
                stack = []
            stack.append([])
            if len(stack) == 1:
                outer.append(stack[0])
            depth = len(stack) - 1
        del stack[depth + 1 :]
        stack[depth].append(heading)
    return outer


def _continued(rules: Rules, stack: list[list[Heading]], heading: Heading) -> int | None:
    """Return the depth of the series that a heading continues, or None: a part's title continues the outermost."""
    due = [depth for depth, series in enumerate(stack) if series[-1].number + 1 == heading.number]
    if not due and heading.number > 1:
        due = [depth for depth, series in enumerate(stack) if 1 < heading.number - series[-1].number <= 3]
    if not due:
        return None
    return due[0] if title(rules, heading) in (*PART_ROLES, "government") else due[-1]


def with_roles(
    rules: Rules, text: str, named: list[Heading], closing: int, unnamed: bool = False
) -> list[Part]:
    """Return the parts that headings name, with what each does.

    A report begins with its review, so the first of several parts is one if its title says nothing or its verbs
    contradict it (“十五”目标圆满实现). A title that could be either (2021年主要工作) is a review if a later title has
    a later year; like one that says nothing, it is a plan behind the first part, unless a later title says plan: then
    its verbs tell (一、社会救助… 四、残疾人工作… 五、2020年打算).
    unnamed: whether a part without a heading stands in front of these.
    """
    parts: list[Part] = []
    ends = [heading.start for heading in named[1:]] + [closing]
    years = [max(_years(heading.words), default=0) for heading in named]
    latest = list(accumulate(reversed(years), max))[::-1] + [0]
    for index, (heading, end) in enumerate(zip(named, ends)):
        role, first = title(rules, heading), index == 0 and len(named) > 1 and not unnamed
        if role == "either" and latest[index + 1] > years[index] > 0:
            role = "review"
        if first and (
            role not in ("review", "plan")
            or (role == "plan" and reads_as_review(rules, text[heading.end : end]))
        ):
            role = "review"
        elif role == "plan" and len(named) == 1 and looks_back(rules, text[heading.end : end]):
            role = "review"  # 一、奋发努力，“十五”目标圆满实现, of which no other part is at hand
        elif role in ("", "either"):
            planned = any(title(rules, later) == "plan" for later in named[index + 1 :])
            role = _unsaid(rules, text[heading.end : end], (index > 0 or unnamed) and not planned)
        parts.append(Part(heading.start, heading.end, heading.words, role))
    return parts


def _unsaid(rules: Rules, passage: str, behind: bool) -> str:
    """Return the role of a part whose title does not tell: plan behind another part, else as its verbs tell."""
    return "plan" if behind or not reads_as_review(rules, passage) else "review"


def _years(words: str) -> list[int]:
    return [int(year) for year in re.findall(r"(?:19|20)[0-9][0-9]", words)]


def with_plan(
    rules: Rules, text: str, parts: list[Part], headings: list[Heading], closing: int
) -> list[Part]:
    """Return the parts with the plan whose heading is missing or says nothing, if the text turns to the coming year."""
    last = [index for index, part in enumerate(parts) if part.role == "review"][-1]
    end = parts[last + 1].start if last + 1 < len(parts) else closing
    start = parts[last].words_end
    inside = [heading for heading in headings if start < heading.start < end]
    turn = turning_point(rules, text, start, end, inside)
    if turn is None:
        return parts
    lines = [heading for heading in inside if heading.kind == "short"]
    for line in reversed(lines):
        if line.start < turn and not text[line.end : turn].strip("：: \n"):
            return parts[: last + 1] + [Part(line.start, line.end, line.words, "plan")] + parts[last + 1 :]
    return parts[: last + 1] + [_at_line(lines, turn, "plan")] + parts[last + 1 :]


def turning_point(rules: Rules, text: str, start: int, end: int, headings: list[Heading]) -> int | None:
    """Return where text[start:end] turns from the year reported to the year planned, or None.

    That is a paragraph that begins with a later time (2020年，我镇将…; 下一步), in front of headings that begin to
    count anew: the first of them behind the passage of problems, if there is one. Without such a paragraph, an
    unnumbered line before the count begins anew, or what follows the problems there.
    """
    said = [(found.start(), end) for found in pattern(rules, "turns_within").finditer(text, start, end)]
    spans = sorted([span for span in passages(text, start, end) if span[0] > start] + said)
    year = min(_years(text[start : start + 600]), default=0)
    counted = _outermost_numbers(headings)
    starts = [heading.start for heading in counted]
    turns = [
        at
        for at, stop in spans
        if _turns(rules, text[at : min(stop, at + 80)], year) and _counts_anew(counted, starts, at)
    ]
    critical = [at for at, stop in spans if owns_up(rules, text[at : stop + 300], stop - at) >= 0]
    behind = [at for at in turns if critical and at > critical[-1]]
    plain = {at for at, _ in said}
    late = [at for at in turns if at in plain or at - start > (end - start) * EARLIEST_TURN]
    return next(iter(behind or late), None) or _before_new_count(spans, critical, counted, headings)


def _outermost_numbers(headings: list[Heading]) -> list[Heading]:
    numbered = [heading for heading in headings if heading.number]
    top = min((heading.kind for heading in numbered), key=KINDS.index, default="")
    return [heading for heading in numbered if heading.kind == top]


def _before_new_count(
    spans: list[tuple[int, int]], critical: list[int], counted: list[Heading], headings: list[Heading]
) -> int | None:
    """Return the line or the end of the problems in front of the place where headings count anew, or None."""
    anew = [(a.start, b.start) for a, b in pairwise(counted) if b.number == 1 and a.number > 1]
    for before, at in anew[-1:]:
        lines = [
            heading.start for heading in headings if heading.kind == "short" and before < heading.start < at
        ]
        behind = [start for start, _ in spans if critical and critical[-1] < start <= at]
        if lines:
            return lines[0]
        if behind and critical[-1] > before:
            return behind[0]
    return None


def _counts_anew(counted: list[Heading], starts: list[int], at: int) -> bool:
    following = bisect_left(starts, at)
    return following == len(counted) or counted[following].number == 1


def _turns(rules: Rules, words: str, year: int) -> bool:
    """Tell whether a paragraph that begins with these words turns to a time after `year`."""
    words = pattern(rules, "before_turn").sub("", words)
    cue = cues.opening(rules, "turn", words, LATEST_TURN)
    if not cue:
        return False
    stated = _years(cue[0])
    if stated:
        return stated[0] > year > 0
    return not pattern(rules, "no_turn").match(cue[0])
