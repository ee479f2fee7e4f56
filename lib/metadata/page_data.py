"""What the web page said about the report (date of publication, address, publisher), from what cleaning set aside."""

import re

from lib.cleaning import CleanText
from lib.metadata.dates import find_dates
from lib.metadata.front_matter import Found, title_kinds
from lib.metadata.patterns import pattern
from lib.rules import Rules, compiled

PAGE_RULES = ("page_metadata", "page_chrome", "site_notice", "watermark")


NAME_ON_PAGE = r"[^\s:：|]{2,60}(?: [\u4e00-\u9fff][^\s:：|]*)*"
UNLABELLED = 8  # rank of a date that stands above the report without a label; 2022-03-11发布 says what it is
SAYS_PUBLISHED = 2
LONGEST_TITLE = 40


def read_page(rules: Rules, clean_text: CleanText) -> dict[str, Found]:
    """Return what the page said about the report (published_on, source_url, publisher, page_title): raw spans."""
    offers = []
    for piece, offset in page_pieces(clean_text):
        found = _labelled(rules, piece)
        if offset < len(clean_text.raw) / 2:  # below the report stand the dates of other pages
            found += _dates(rules, piece) + _titles(rules, piece)
        offers += [(rank, name, value, offset) for rank, name, value in found]
    page: dict[str, Found] = {}
    for _, name, value, offset in sorted(offers, key=lambda offer: offer[0]):
        page.setdefault(name, value._replace(start=value.start + offset, end=value.end + offset))
    if "page_title" in page:
        page["page_title"] = page["page_title"]._replace(rule="page_title")
    return page


def page_pieces(clean_text: CleanText) -> list[tuple[str, int]]:
    """Return the raw pieces that cleaning set aside as the page's own, with raw offsets; neighbours joined."""
    pieces: list[list[int]] = []
    for edit in clean_text.edits:
        if edit.rule not in PAGE_RULES or edit.replacement.strip():
            continue
        if pieces and not clean_text.raw[pieces[-1][1] : edit.start].strip():
            pieces[-1][1] = edit.end
        else:
            pieces.append([edit.start, edit.end])
    return [(clean_text.raw[start:end], start) for start, end in pieces]


def _titles(rules: Rules, piece: str) -> list[tuple[int, str, Found]]:
    """Lines that name a kind of document: a title that stands between breadcrumbs and date is set aside with them."""
    titles = []
    for line in re.finditer(r"[^\n]+", piece):
        shown = line.group().strip()
        if (
            len(shown) <= LONGEST_TITLE
            and not pattern(rules, "no_page_title").search(shown)
            and title_kinds(rules).search(shown)
        ):
            start = line.start() + line.group().index(shown)
            titles.append((UNLABELLED, "page_title", Found(shown, start, start + len(shown), "page_title")))
    return titles


def _dates(rules: Rules, piece: str) -> list[tuple[int, str, Found]]:
    dates = [date for date in find_dates(piece) if date.iso and not date.damaged]
    says = pattern(rules, "date_published")
    ranks = [SAYS_PUBLISHED if says.search(piece, d.end, d.end + 4) else UNLABELLED for d in dates]
    return [
        (rank, "published_on", Found(d.iso, d.start, d.end, "page_date")) for rank, d in zip(ranks, dates)
    ]


@compiled
def _labels(rules: Rules) -> tuple[tuple[re.Pattern, int, str, str], ...]:
    labels = []
    for row in rules.table("page_labels"):
        label = r"\s*".join(map(re.escape, row["label"]))
        pattern = rf"(?<![\u4e00-\u9fff]){label}\s*[:：][ \t\u3000\u00a0]*(?:\|[ \t]*)?(?P<value>[^\n]*)"
        labels.append((re.compile(pattern), int(row["rank"]), row["field"], row["label"]))
    return tuple(labels)


def _labelled(rules: Rules, piece: str) -> list[tuple[int, str, Found]]:
    found = []
    for labelled, rank, field, label in _labels(rules):
        for m in labelled.finditer(piece):
            if value := _value(m["value"], field):
                words, start, end = value
                at = m.start("value")
                found.append((rank, field, Found(words, at + start, at + end, label)))
    return found


def _value(words: str, field: str) -> tuple[str, int, int] | None:
    """The value behind a label, with its span: a date, an address, or the words up to the next label."""
    if field == "published_on":
        dates = [date for date in find_dates(words[:24]) if date.iso and not date.damaged]
        return (dates[0].iso, dates[0].start, dates[0].end) if dates else None
    patterns = {
        "source_url": r"https?://[^\s<>\"'，。]+",
        "publisher": NAME_ON_PAGE,
        "page_title": NAME_ON_PAGE,
    }
    m = re.match(patterns[field], words)
    if m and words[m.end() :].lstrip()[:1] in ("：", ":"):
        return None  # an empty cell: the next label stands in its place
    return (m.group(), m.start(), m.end()) if m and ("://" in m.group()) == (field == "source_url") else None
