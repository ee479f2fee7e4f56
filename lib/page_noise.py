"""Finds what stands on the page but is not the report: chrome, notices, metadata, watermarks, page numbers."""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from lib import dictionaries
from lib.edits import Edit

# A head or a tail longer than this many lines is no page furniture but a text that was not understood.
HEAD_LINES, TAIL_LINES = 60, 200
SALUTATION = re.compile(r"^(?:各位|同志们|尊敬的).{0,30}[:：,，!！]?$")
TITLE = re.compile(r"^.{0,40}(?:报\s*告|工\s*作\s*总\s*结|总\s*结|计\s*划|要\s*点)(?:[（(].{1,20}[）)])?$")
FRONT_MATTER = re.compile(
    r"代表大会|会议上|^[—－–\-（(]*[\d〇○二][\d〇○一二三四五六七八九十]{3}\s*年.{0,12}日?[）)]?$"
    r"|(?:镇长|乡长|主任|市长|县长|区长|书记|省长|主席|州长|旗长|盟长|总理|专员).{0,4}[\u4e00-\u9fff\s]{2,8}$"
)
STOPS = "，,。；;"
# Rules whose lines stand in a page's header; a page number or a watermark may stand anywhere.
PAGE_RULES = ("page_metadata", "page_chrome", "site_notice")


class Line(NamedTuple):
    """One line that holds text: where its visible characters start and end, and these without white space."""

    start: int
    end: int
    bare: str


class Pattern(NamedTuple):
    """One row of noise.csv, compiled."""

    rule: str
    regex: re.Pattern


@cache
def _patterns(where: str) -> tuple[Pattern, ...]:
    rows = [row for row in dictionaries.read("noise") if row["where"] == where]
    return tuple(Pattern(row["rule"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


def text_lines(text: str) -> list[Line]:
    """Return the lines of `text` that hold more than white space, without the white space around them."""
    found = []
    for match in re.finditer(r"\S[^\n\r]*", text):
        visible = match.group().rstrip()
        found.append(Line(match.start(), match.start() + len(visible), re.sub(r"\s+", "", visible)))
    return found


def inline_noise_edits(text: str) -> list[Edit]:
    """Return the edits that take pieces of page noise out of lines; of two that overlap, the one that begins first."""
    found = [
        Edit(*m.span(), rule, "")
        for rule, regex in _patterns("inline")
        for m in regex.finditer(text)
        if m.group()
    ]
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def noise_edits(text: str) -> list[Edit]:
    """Return the edits that take lines of page noise out of `text`, each with the line breaks behind it."""
    lines = text_lines(text)
    rules: dict[int, str] = {}
    for found in (_anywhere(lines), _head(lines), _tail(lines), _page_numbers(lines), _repeated(lines)):
        for index, rule in found.items():
            rules.setdefault(index, rule)
    return _line_edits(text, lines, rules)


def _line_edits(text: str, lines: list[Line], rules: dict[int, str]) -> list[Edit]:
    """One edit for each run of lines with the same rule, up to the next line's text: no blank line is left behind."""
    edits: list[Edit] = []
    for i in sorted(rules):
        end = lines[i + 1].start if i + 1 < len(lines) else len(text)
        if edits and edits[-1].end == lines[i].start and edits[-1].rule == rules[i]:
            edits[-1] = edits[-1]._replace(end=end)
        else:
            edits.append(Edit(lines[i].start, end, rules[i], ""))
    return edits


def matched_rule(line: Line, where: str) -> str | None:
    """Return the rule of the first pattern of noise.csv for `where` that fits the whole line, or None."""
    if len(line.bare) > 400:
        return None
    return next((rule for rule, regex in _patterns(where) if regex.fullmatch(line.bare)), None)


def _anywhere(lines: list[Line]) -> dict[int, str]:
    return {
        i: rule
        for i, line in enumerate(lines)
        if len(line.bare) < 220 and (rule := matched_rule(line, "line"))
    }


def _page_numbers(lines: list[Line]) -> dict[int, str]:
    """Lines that are a bare number, where at least three of them count upwards through the text."""
    bare = [(i, int(line.bare)) for i, line in enumerate(lines) if re.fullmatch(r"[0-9]{1,3}", line.bare)]
    steps = [b - a for (_, a), (_, b) in pairwise(bare)]
    if len(bare) < 3 or sum(step in (1, 2) for step in steps) < 0.6 * len(steps):
        return {}
    return {i: "page_number" for i, _ in bare}


def _repeated(lines: list[Line]) -> dict[int, str]:
    """Short lines with Latin letters that come back at least five times but for digits and letters: a site's slogan."""
    masked: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if 6 <= len(line.bare) <= 40 and re.search("[A-Za-z]", line.bare) and not _reads_as_prose(line.bare):
            masked.setdefault(re.sub(r"[A-Za-z0-9]+", "#", line.bare), []).append(i)
    return {i: "watermark" for found in masked.values() if len(found) >= 5 for i in found}


def _head(lines: list[Line]) -> dict[int, str]:
    """Page furniture above the report: every line above the last one that noise.csv knows, but not its front matter."""
    known: dict[int, str] = {}
    for i, line in enumerate(lines[:HEAD_LINES]):
        rule = matched_rule(line, "head") or matched_rule(line, "line")
        if rule is None and (SALUTATION.match(line.bare) or _opens_the_report(line.bare)):
            break
        if rule:
            known[i] = rule
    above = max((i for i, rule in known.items() if rule in PAGE_RULES), default=-1)
    end_of_head = next((i for i, line in enumerate(lines) if SALUTATION.match(line.bare)), above + 8)
    titles = [
        i for i, line in enumerate(lines[: end_of_head + 1]) if TITLE.match(line.bare) and i not in known
    ]
    own_title = titles[-1] if titles else -1
    for i in range(above):
        front_matter = FRONT_MATTER.search(lines[i].bare) and not re.search("人民政府$", lines[i].bare)
        if i not in known and i != own_title and (TITLE.match(lines[i].bare) or not front_matter):
            known[i] = "page_metadata"
    return known


def _opens_the_report(bare: str) -> bool:
    return _reads_as_prose(bare) and (len(bare) > 40 or bare.endswith("。"))


def _tail(lines: list[Line]) -> dict[int, str]:
    """Page furniture below the report: from the first line that noise.csv knows below the last paragraph."""
    last_prose = max((i for i, line in enumerate(lines) if _is_prose(line)), default=-1)
    if last_prose < 0:
        return {}
    first = max(last_prose + 1, len(lines) - TAIL_LINES)
    for i in range(first, len(lines)):
        if matched_rule(lines[i], "tail") or (i > last_prose + 1 and matched_rule(lines[i], "line")):
            return {
                j: matched_rule(lines[j], "tail") or matched_rule(lines[j], "line") or "page_chrome"
                for j in range(i, len(lines))
            }
    return {}


def _is_prose(line: Line) -> bool:
    return (_reads_as_prose(line.bare) or line.bare.endswith("。")) and not (
        matched_rule(line, "tail") or matched_rule(line, "line")
    )


def _reads_as_prose(bare: str) -> bool:
    """Whether a line has a stop with at least 8 characters behind it or 12 in front of it."""
    first = next((i for i, c in enumerate(bare) if c in STOPS), None)
    if first is None:
        return False
    return len(bare) - first > 8 or max(bare.rfind(stop) for stop in STOPS) >= 12
