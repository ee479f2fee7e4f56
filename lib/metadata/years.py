"""Which year a report looks back on and which it plans for; the body decides, title and date only help."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from lib.metadata.dates import YEAR, YEAR_WORD, DateFound, find_years
from lib.metadata.patterns import pattern
from lib.rules import Rules, compiled, led, numerals

NAMED_IN_HEADING, OPENS_SECTION, DATE_SAYS, TITLE_SAYS, PUBLICATION_SAYS = 5, 3, 2, 1, 0.5
MOST_PER_CUE = 2
FIRST_OF_YEAR, FIRST_OF_HALF = 10, 6  # month from which a date is told of in the year itself
LEAST = 1  # a title alone is enough, a publication date alone is not
IN_HALF = 3  # weight of the year that opens a summary of half a year
OUTSIDE_BODY = ("date", "title", "published_on")
WITH_PLAN = ("government_work_report", "work_plan", "work_summary_and_plan")
COMPILED = ("other", "profile")  # descriptions may hold figures of several years
NOT_DATED = "encyclopaedia"  # compiled from sources of several years: what it says without a year is of none
# kinds whose bare year in a file's name is the one they tell of
TOLD = ("work_summary", "work_summary_and_plan", "profile", "encyclopaedia", "news")
OPENING = 120  # characters in which a summary of half a year says so
UNDATED = 8  # figures before the first year that a description names
REACH = 1500  # characters in which a report of several years tells where it has come
WITHIN = 600  # characters in which a text without a year tells that it was written within it
Vote = tuple[float, int, int, str]  # weight, start, end, rule
Votes = dict[int, list[Vote]]


@compiled
def _cues(rules: Rules) -> list[tuple[str, str, float, re.Pattern]]:
    year = rf"(?:{YEAR})\s*年"
    rows = rules.table("year_cues")
    return [
        (r["cue"], r["part"], float(r["weight"]), re.compile(led(r["pattern"].replace("YEAR", year))))
        for r in rows
    ]


def read_years(
    rules: Rules,
    text: str,
    front_end: int,
    sections: Sequence,
    title,
    date: DateFound | None,
    published,
    document_type: str,
) -> dict[str, tuple[str, int, int, str]]:
    """Return review_year and plan_year as (value, start, end, rule), as far as the text tells.

    Votes are counted for pairs of neighbouring years: headings with a year, paragraphs that open with one, set phrases
    (year_cues.csv), and, only to settle what is left, the date of delivery, the title and publication.

    text: clean text, whose first paragraph begins at front_end. sections: with start, end, level, heading, role.
    title, published: value, start, end, rule as read, or None. date: the date of the meeting.
    """
    if document_type == NOT_DATED:
        return {}
    opening = (title.value if title else "") + text[:OPENING]
    is_half = _is_said(rules, "half", opening) and not _is_said(rules, "next", text)
    review, plan = _votes(rules, text, front_end, sections, title, date, published, is_half)
    year = _weightiest(review, plan)
    if document_type == "profile" and (named := _named_by_title(rules, title)):
        return named
    if year is None and document_type in WITH_PLAN:
        year = _latest_told(rules, text, review)
    if document_type in COMPILED and year and _tells_of_several(rules, text, year, review[year]):
        return {}
    if document_type in COMPILED and year and _in_passing(rules, text, front_end, year, review[year]):
        return {}
    if year is None:
        return _when_published(rules, text, published, document_type)
    reviewed, planned = review.get(year, []), plan.get(year + 1, [])
    years = {}
    if document_type != "work_plan" or any(vote[3] not in OUTSIDE_BODY for vote in reviewed):
        years["review_year"] = _evident(year, reviewed, planned)
    if _has_plan(rules, text, sections, planned, document_type):
        years["plan_year"] = _evident(year if is_half else year + 1, planned, reviewed)
    return years


def _named_by_title(rules: Rules, title) -> dict[str, tuple[str, int, int, str]]:
    """The year in a description's title (某镇概况（2022年）), whatever years its figures name."""
    named = title_years(rules, title.value) if title else []
    at = [(TITLE_SAYS, title.start, title.end, "title")] if title else []
    return {"review_year": _evident(named[-1][1], at, [])} if named else {}


def _when_published(
    rules: Rules, text: str, published, document_type: str
) -> dict[str, tuple[str, int, int, str]]:
    """The year of publication: a description holds for the day it is put out, and 今年 in a newspaper is the paper's year."""
    told = document_type == "profile"
    told = told or document_type == "news" and bool(pattern(rules, "this_year").search(text))
    return {"review_year": (published.value[:4], 0, 0, "published_on")} if published and told else {}


def _votes(
    rules: Rules, text: str, front_end: int, sections, title, date, published, is_half: bool
) -> tuple[Votes, Votes]:
    """All votes for years as the one reviewed and as the one planned for; is_half: whether the text tells of half a year."""
    review: Votes = defaultdict(list)
    plan: Votes = defaultdict(list)
    _vote_by_sections(rules, text, front_end, sections, review, plan)
    _vote_by_cues(rules, text, front_end, review, plan)
    _vote_by_title_and_dates(rules, title, date, published, is_half, review, plan)
    if is_half:
        _vote_by_opening(rules, text, front_end, review)
    _vote_by_term(rules, text, sections, review)
    told = any(vote[3] != "published_on" for votes in review.values() for vote in votes)
    if published and not told and pattern(rules, "months_gone").search(text[: front_end + WITHIN]):
        review[int(published.value[:4])].append((LEAST, 0, 0, "published_on"))
    return review, plan


def _vote_by_opening(rules: Rules, text: str, front_end: int, review: Votes) -> None:
    """Vote for the year that opens a summary of half a year, whatever is said of it (2013年，是加快发展的关键一年)."""
    for start, end, year in _single_years(rules, text, front_end, front_end + OPENING)[:1]:
        own = year + bool(pattern(rules, "year_ends").match(text, end))
        review[own].append((IN_HALF, start, end, "half_year"))


def _tells_of_several(rules: Rules, text: str, year: int, votes: list[Vote]) -> bool:
    """Whether a description gives figures of much later years as well, or hardly more of its own year than of all others."""
    told = Counter(int(found["year"]) for found in pattern(rules, "figure_of_year").finditer(text))
    own = told.pop(year, 0)
    opened = sum(vote[0] for vote in votes) >= OPENS_SECTION  # 2020年，全镇… at the head of a paragraph
    return bool(told) and (max(told) > year + 1 or not opened and own < 2 * sum(told.values()))


def _latest_told(rules: Rules, text: str, review: Votes) -> int | None:
    """The latest year that a report of several years gives a level of, where nothing else names its year (2015年达到1469亿元, 到2016年底实现…)."""
    told = [(int(m["year"]), m.start("year")) for m in pattern(rules, "level_of_year").finditer(text[:REACH])]
    if not told:
        return None
    year, at = max(told)
    review[year].append((LEAST, at, at + 4, "level_of_year"))
    return year


def _in_passing(rules: Rules, text: str, front_end: int, year: int, votes: list[Vote]) -> bool:
    """Whether a description names its one year for one of many figures only, long after the first (全乡辖12个村，… 2006年外销鲜薯9000吨)."""
    outside = any(vote[3] in OUTSIDE_BODY for vote in votes)
    opened = sum(vote[0] for vote in votes) >= OPENS_SECTION
    first = text.find(f"{year}年", front_end)
    undated = len(pattern(rules, "dated_figure").findall(text, front_end, max(front_end, first)))
    return not outside and not opened and undated >= UNDATED


def _vote_by_term(rules: Rules, text: str, sections: Sequence, review: Votes) -> None:
    """Vote for the last year of the five-year plan that a review names in its heading (“十三五”工作总结), or in its first
    sentence where the heading tells of five years (十二五时期，是我镇取得显著成效的五年); not 十三五以来."""
    for section in sections:
        if section.level != 1 or section.role != "review":
            continue
        named = pattern(rules, "term").search(section.heading)
        begins = text.find(section.heading, section.start) + len(section.heading)
        told = None if named else pattern(rules, "term_told").match(text[begins : begins + OPENING].lstrip())
        if plan := named or told:
            year = 2005 + 5 * (numerals.count(plan[1]) - 10)
            weight = NAMED_IN_HEADING if named else OPENS_SECTION
            review[year].append((weight, section.start, section.start + len(section.heading), "term"))


def _weightiest(review: Votes, plan: Votes) -> int | None:
    """The year for which most speaks, as the one reviewed or the one before that planned for; the later of equals."""

    def weight(year: int) -> float:
        """How much speaks for a year as the one reviewed, or the next as the one planned for."""
        return sum(vote[0] for vote in [*review.get(year, []), *plan.get(year + 1, [])])

    candidates = set(review) | {year - 1 for year in plan}
    year = max(sorted(candidates, reverse=True), key=weight, default=None)
    return None if year is None or weight(year) < LEAST else year


def _has_plan(rules: Rules, text: str, sections: Sequence, planned: list[Vote], document_type: str) -> bool:
    """Whether the text plans ahead: a part or a phrase does, its kind does, or it speaks of 明年 or of 今年's tasks."""
    if document_type in WITH_PLAN or any(section.role == "plan" for section in sections):
        return True
    if any(vote[3] not in OUTSIDE_BODY for vote in planned) or _is_said(rules, "next", text):
        return True
    dated = document_type in ("speech", "news") or any(
        vote[3] in ("date", "published_on") for vote in planned
    )
    return dated and _is_said(rules, "this", text)


def _is_said(rules: Rules, part: str, text: str) -> bool:
    return any(own == part and phrase.search(text) for _, own, _, phrase in _cues(rules))


def _evident(year: int, own: list[Vote], other: list[Vote]) -> tuple[str, int, int, str]:
    """The year with its weightiest evidence, its own or else that of the year beside it."""
    shown = [vote for vote in own if vote[2]]
    beside = [vote for vote in other if vote[2]]
    _, start, end, rule = max(shown or beside or own or other, key=lambda vote: (vote[0], -vote[1]))
    return str(year), start, end, rule if shown else f"beside_{rule}"


def _vote_by_sections(
    rules: Rules, text: str, front_end: int, sections: Sequence, review: Votes, plan: Votes
) -> None:
    opened: set[str] = set()
    for section in sections:
        if section.role not in ("review", "plan"):
            continue
        votes = review if section.role == "review" else plan
        at = (
            text.find(section.heading, section.start, section.start + len(section.heading) + 12)
            if section.heading
            else -1
        )
        since = pattern(rules, "since_year").search(section.heading)
        titled = pattern(rules, "report_title").search(section.heading)
        if (
            at >= 0
            and not since
            and not titled
            and (named := find_years(text, at, at + len(section.heading)))
        ):
            start, end, year = _year_meant(rules, named, section)
            if sum(vote[3] == "heading" for vote in votes[year]) < MOST_PER_CUE:
                votes[year].append(
                    (NAMED_IN_HEADING if section.level == 1 else OPENS_SECTION, start, end, "heading")
                )
        if section.role not in opened:
            opened.add(section.role)
            begin = min(section.start, front_end) if section is sections[0] else section.start
            for m in re.finditer(r"(?:^|\n)", text[begin : min(section.end, section.start + 1500)]):
                at = begin + m.end()
                for start, end, year in _single_years(rules, text, at, min(at + 12, section.end))[:1]:
                    if not pattern(rules, "year_passing").match(text, end):
                        own = plan if pattern(rules, "year_ahead").match(text, end) else votes
                        own[year].append((OPENS_SECTION / (1 + len(own[year])), start, end, "paragraph"))


def _year_meant(rules: Rules, named: list[tuple[int, int, int]], section) -> tuple[int, int, int]:
    """1993年工作的回顾和1994年的基本方针 as a review is about 1993; 2016年至2020年工作回顾 about its last year."""
    is_span = pattern(rules, "span_of_years").search(section.heading)
    return named[-1] if is_span or section.role == "plan" else named[0]


def _single_years(rules: Rules, text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Years that are not the end of a span such as 2016-2020年 or 2016年至2020年."""
    found = find_years(text, start, min(end, len(text)))
    return [y for y in found if not _ends_span(rules, text, y[0])]


def _ends_span(rules: Rules, text: str, at: int) -> bool:
    """Whether the year at an offset is the end of a span."""
    return pattern(rules, "span_before").search(text[max(0, at - 2) : at]) is not None


def _vote_by_cues(rules: Rules, text: str, front_end: int, review: Votes, plan: Votes) -> None:
    for cue, part, weight, phrase in _cues(rules):
        if part not in ("review", "plan"):
            continue
        votes = review if part == "review" else plan
        counted: dict[int, int] = defaultdict(int)
        for m in phrase.finditer(text, front_end):
            named = YEAR_WORD.search(text, m.start(), m.end())
            if not named or _ends_span(rules, text, m.start()):
                continue
            year = numerals.count(named["year"])
            counted[year] += 1
            if counted[year] <= MOST_PER_CUE:
                votes[year].append((weight, named.start(), named.end(), cue))


def _vote_by_title_and_dates(
    rules: Rules, title, date: DateFound | None, published, is_half: bool, review: Votes, plan: Votes
) -> None:
    """Vote by title and dates; a date before October is of the year planned for, unless it is that of a summary of half a year."""
    dated = []
    if date and date.iso and not date.damaged:
        dated.append((date.iso, (DATE_SAYS, date.start, date.end, "date")))
    if published:
        dated.append(
            (published.value, (PUBLICATION_SAYS, 0, 0, "published_on"))
        )  # its span is not in the clean text
    for iso, vote in dated:
        first = FIRST_OF_HALF if is_half and vote[3] == "date" else FIRST_OF_YEAR
        votes = review if int(iso[5:7]) >= first else plan
        votes[int(iso[:4])].append(vote)
    span = (title.start, title.end) if title and title.rule != "page_title" else (0, 0)
    for part, year in title_years(rules, title.value if title else ""):
        (review if part == "review" else plan)[year].append((TITLE_SAYS, *span, "title"))


def is_shared(rules: Rules, raw: str) -> bool:
    """Return whether a page offers the text as a sample or a document of whoever put it there: its date is the upload's."""
    return _is_said(rules, "shared", raw)


def file_years(named: list[tuple[str, int]], document_type: str) -> dict[str, int]:
    """Return review_year and plan_year that the years in a file's name stand for, as file_names.read_years gives them.

    A bare year is the one in which a government report is given, so the one it plans for; of a summary, an account or a
    description it is the year told of.
    """
    years: dict[str, int] = {}
    for part, year in named:
        part = part or ("review" if document_type in TOLD else "plan")
        years.setdefault(f"{part}_year", year)
    if "review_year" not in years and "plan_year" in years and document_type != "work_plan":
        years["review_year"] = years["plan_year"] - 1
    return years


def title_years(rules: Rules, title: str) -> list[tuple[str, int]]:
    """Return (part, year) for each year in a title: review (2020年工作总结), plan (2021年工作计划), or empty (2021年政府工作报告)."""
    bare = re.sub(r"\s", "", title)
    found = []
    for m in pattern(rules, "title_year").finditer(bare):
        rest = pattern(rules, "title_parts").split(m["rest"])[0]
        is_review = pattern(rules, "title_reviews").search(rest)
        is_plan = pattern(rules, "title_plans").search(rest)
        part = "review" if is_review else "plan" if is_plan else ""
        found.append((part, numerals.count(m["year"])))
    return found
