"""Finds the passages that show a loss or a contradiction by themselves, by the rules of text_damage.csv."""

import re

from lib.cleaning import CleanText, raw_span
from lib.metadata.remarks import Remark, quote
from lib.rules import Rules, compiled, led

_PAGE = ("page_metadata", "page_chrome", "site_notice")


def find_damage(rules: Rules, clean_text: CleanText) -> list[Remark]:
    """Return a remark on every damaged passage; of one passage only the first rule that finds it speaks."""
    remarks: list[Remark] = []
    for rule, where, pattern in _patterns(rules):
        earlier = [(found.start, found.end) for found in remarks]
        if where == "edit":
            remarks += _mended(clean_text, rule, pattern)
            continue
        for found in _found(clean_text, rule, where, pattern):
            if not any(start <= found.end and found.start <= end for start, end in earlier):
                remarks.append(found)
    return remarks


@compiled
def _patterns(rules: Rules) -> list[tuple[str, str, re.Pattern[str]]]:
    return [
        (row["rule"], row["where"], re.compile(led(row["pattern"]))) for row in rules.table("text_damage")
    ]


def _found(clean_text: CleanText, rule: str, where: str, pattern: re.Pattern[str]) -> list[Remark]:
    """What one rule finds: in the clean text, or in the raw text inside or outside of what is the page's own."""
    found = []
    for match in pattern.finditer(clean_text.text if where == "clean" else clean_text.raw):
        span = raw_span(clean_text, *match.span()) if where == "clean" else match.span()
        if where == "clean" or _on_page(clean_text, span) == (where == "page"):
            words = match[0].strip() if where == "page" else quote(match.string, *match.span())
            found.append(Remark(rule, *span, {"passage": words}))
    return found


def _mended(clean_text: CleanText, rule: str, pattern: re.Pattern[str]) -> list[Remark]:
    """One remark on all edits of a rule of cleaning, at the first of them."""
    edits = [edit for edit in clean_text.edits if pattern.fullmatch(edit.rule)]
    return [Remark(rule, edits[0].start, edits[0].end, {"n": len(edits)})] if edits else []


def _on_page(clean_text: CleanText, span: tuple[int, int]) -> bool:
    """Whether a raw span lies in what cleaning set aside as the page's own."""
    return any(e.rule in _PAGE and e.start <= span[0] and span[1] <= e.end for e in clean_text.edits)
