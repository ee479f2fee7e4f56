"""Finds what stands on the page but is not the report: chrome, notices, metadata, watermarks, page numbers."""

import re
from functools import partial

from lib.cleaning.edits import Edit
from lib.cleaning.line_breaks import goes_on, joint
from lib.cleaning.page_lines import Line, matched_rule, patterns, reads_as_prose, text_lines
from lib.cleaning.printed_pages import contents, copies, page_breaks, page_numbers, running_titles
from lib.rules import Rules, pattern

# A head or a tail longer than this many lines is no page furniture but a text that was not understood.
HEAD_LINES, TAIL_LINES = 60, 200
CLOSERS = re.compile(r"[）)】\]》」』]{1,2}")
NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
LARGEST_SHARE_OF_OTHER_TEXTS, LONGEST_TEASER = 0.2, 150
SHORTEST_TITLE, LONGEST_TITLE = 6, 40
# Rules whose lines stand in a page's header; a page number or a watermark may stand anywhere.
PAGE_RULES = ("page_metadata", "page_chrome", "site_notice")


def inline_noise_edits(rules: Rules, text: str) -> list[Edit]:
    """Return the edits that take pieces of page noise out of lines; of two that overlap, the one that begins first."""
    found = [
        Edit(*m.span(), row.rule, "")
        for row in patterns(rules, "inline")
        if row.may_be_in(text)
        for m in row.regex.finditer(text)
        if m.group() and not (row.rule == "page_number" and _fills_its_line(text, *m.span()))
    ]
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _fills_its_line(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line; a line that is all page number is taken out as a line."""
    before, behind = (
        text[max(0, start - 40) : start].rstrip(" \t\u3000\xa0"),
        text[end : end + 40].lstrip(" \t\u3000\xa0"),
    )
    return (not before or before[-1] in "\n\r") and (not behind or behind[0] in "\n\r")


def noise_edits(rules: Rules, text: str) -> list[Edit]:
    """Return the edits that take lines of page noise out of `text`, each with the line breaks behind it."""
    lines = text_lines(text)
    going = _anywhere(rules, lines)
    going |= {i: rule for i, rule in page_numbers(lines).items() if i not in going}
    finders = (
        partial(_head, rules),
        partial(_tail, rules),
        _repeated,
        partial(contents, rules),
        partial(copies, rules),
    )
    for found in (
        *(find(lines) for find in finders),
        running_titles(rules, lines, _page_number_lines(going)),
    ):
        for index, rule in found.items():
            going.setdefault(index, rule)
    for i in sorted(going):
        while going[i] != "page_number" and i + 1 < len(lines) and CLOSERS.fullmatch(lines[i + 1].bare):
            going.setdefault(i + 1, going[i])  # （责任编辑：张三 and, on the next line, ）
            i += 1
    wraps = [
        Edit(
            lines[above].end, lines[above + 1].start, "hard_wrap", joint(lines[above].bare, lines[below].bare)
        )
        for above, below in page_breaks(lines, going)
        if goes_on(rules, lines[above].bare, lines[below].bare)
    ]
    return sorted([*_line_edits(text, lines, going), *wraps])


def _page_number_lines(going: dict[int, str]) -> dict[int, str]:
    return {i: rule for i, rule in going.items() if rule == "page_number"}


def _line_edits(text: str, lines: list[Line], going: dict[int, str]) -> list[Edit]:
    """One edit for each run of lines with the same rule, up to the next line's text: no blank line is left behind."""
    edits: list[Edit] = []
    for i in sorted(going):
        end = lines[i + 1].start if i + 1 < len(lines) else len(text)
        if edits and edits[-1].end == lines[i].start and edits[-1].rule == going[i]:
            edits[-1] = edits[-1]._replace(end=end)
        else:
            edits.append(Edit(lines[i].start, end, going[i], ""))
    return edits


def _anywhere(rules: Rules, lines: list[Line]) -> dict[int, str]:
    return {
        i: rule
        for i, line in enumerate(lines)
        if len(line.bare) < 220 and (rule := matched_rule(rules, line, "line"))
    }


def _repeated(lines: list[Line]) -> dict[int, str]:
    """Short lines with Latin letters that come back at least five times but for digits and letters: a site's slogan."""
    masked: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if 6 <= len(line.bare) <= 40 and re.search("[A-Za-z]", line.bare) and not reads_as_prose(line.bare):
            masked.setdefault(re.sub(r"[A-Za-z0-9]+", "#", line.bare), []).append(i)
    return {i: "watermark" for found in masked.values() if len(found) >= 5 for i in found}


def _head(rules: Rules, lines: list[Line]) -> dict[int, str]:
    """Page furniture above the report: every line above the last one that noise.csv knows, but not its front matter."""
    known: dict[int, str] = {}
    for i, line in enumerate(lines[:HEAD_LINES]):
        rule = matched_rule(rules, line, "head") or matched_rule(rules, line, "line")
        if rule is None and (
            pattern(rules, "page_salutation").match(line.bare) or _opens_the_report(line.bare)
        ):
            break
        if rule:
            known[i] = rule
    above = max((i for i, rule in known.items() if rule in PAGE_RULES), default=-1)
    end_of_head = next(
        (i for i, line in enumerate(lines) if pattern(rules, "page_salutation").match(line.bare)), above + 8
    )
    titles = [
        i
        for i, line in enumerate(lines[: end_of_head + 1])
        if pattern(rules, "page_title").match(line.bare) and i not in known
    ]
    own_title = titles[-1] if titles else _above_its_data(lines, known)
    for i in range(above):
        if i not in known and i != own_title and not _is_front_matter(rules, lines, i):
            known[i] = "page_metadata"
    return known


def _above_its_data(lines: list[Line], known: dict[int, str]) -> int:
    """The line above an article's date and source, where it is the first of the page and so its title; else -1."""
    first = min((i for i, rule in known.items() if rule == "page_metadata"), default=-1)
    return 0 if first == 1 and SHORTEST_TITLE <= len(lines[0].bare) <= LONGEST_TITLE else -1


def _is_front_matter(rules: Rules, lines: list[Line], i: int) -> bool:
    """Whether a line above the report says when, where and by whom it was given, or is its first heading."""
    bare = lines[i].bare
    if pattern(rules, "numbered_line").match(bare):
        return True
    if i and NAME.fullmatch(bare) and pattern(rules, "page_front").search(lines[i - 1].bare):
        return True
    return (
        bool(pattern(rules, "page_front").search(bare))
        and not pattern(rules, "page_title").match(bare)
        and not pattern(rules, "government_alone").search(bare)
    )


def _opens_the_report(bare: str) -> bool:
    return reads_as_prose(bare) and (len(bare) > 40 or bare.endswith(("。", "！", "!")))


def _tail(rules: Rules, lines: list[Line]) -> dict[int, str]:
    """Page furniture below the report: from the first line that noise.csv knows below the last paragraph."""
    last_prose = max((i for i, line in enumerate(lines) if _is_prose(rules, line)), default=-1)
    if last_prose < 0:
        return {}
    first = max(last_prose + 1, len(lines) - TAIL_LINES)
    known = (
        i
        for i in range(first, len(lines))
        if matched_rule(rules, lines[i], "tail")
        or (i > last_prose + 1 and matched_rule(rules, lines[i], "line"))
    )
    begin = min(_other_texts(rules, lines), next(known, len(lines)))
    return {
        j: matched_rule(rules, lines[j], "tail") or matched_rule(rules, lines[j], "line") or "page_chrome"
        for j in range(begin, len(lines))
    }


def _other_texts(rules: Rules, lines: list[Line]) -> int:
    """Where the page goes on to other texts: teasers of articles, short and without a report's headings."""
    begin, length = len(lines), 0
    whole = sum(len(line.bare) for line in lines)
    for i in range(len(lines) - 1, max(-1, len(lines) - TAIL_LINES), -1):
        bare = lines[i].bare
        length += len(bare)
        too_long = length > LARGEST_SHARE_OF_OTHER_TEXTS * whole or len(bare) > LONGEST_TEASER
        if (
            too_long
            or pattern(rules, "numbered_line").match(bare)
            or pattern(rules, "page_salutation").match(bare)
        ):
            break
        if pattern(rules, "other_texts").fullmatch(bare):
            begin = i
    return begin


def _is_prose(rules: Rules, line: Line) -> bool:
    return (reads_as_prose(line.bare) or line.bare.endswith("。")) and not (
        matched_rule(rules, line, "tail") or matched_rule(rules, line, "line")
    )
