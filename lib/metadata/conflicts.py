"""What contradicts itself in a report and what is missing from it, as remarks on the passage that shows it."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lib.cleaning import CleanText, raw_span
from lib.metadata.damage import find_damage
from lib.metadata.dates import DateFound, find_years
from lib.metadata.patterns import pattern
from lib.metadata.places import Place
from lib.metadata.remarks import Remark, remark
from lib.rules import Rules

LATE = 120  # days between delivery and publication from which the difference is worth a remark


class Facts(NamedTuple):
    """What the other fields were read as, for comparison."""

    metadata: dict
    date: DateFound | None
    title_years: list[tuple[str, int]]
    meeting_gap: tuple[int, int] | None
    masked_speaker: tuple[int, int] | None
    front_end: int
    level: str
    places: list[Place]
    in_file: dict[str, str]  # names of the file's path, at levels where the text has others


def find_remarks(rules: Rules, clean_text: CleanText, sections: Sequence, facts: Facts) -> list[Remark]:
    """Return what contradicts itself in a report, what it visibly lost, and what is missing from it."""
    remarks = _title_against_body(clean_text, facts) + _date_against_body(clean_text, facts)
    remarks += _publication(facts) + _headings(rules, clean_text, sections, facts)
    remarks += _since(rules, clean_text, sections, facts) + _two_towns(clean_text, facts) + _file_name(facts)
    remarks += _lost_date(clean_text, facts) + _lost_meeting(rules, clean_text, facts)
    remarks += _hidden_names(rules, clean_text, facts) + find_damage(rules, clean_text)
    return remarks + _no_front(facts) + _no_end(rules, clean_text, sections, facts)


def _decided(**fields: object) -> str:
    """What a remark settles: `delivered_on=2023-04-16`, several joined by ; ."""
    return "; ".join(f"{name}={value}" for name, value in fields.items() if value)


def _title_against_body(clean_text: CleanText, facts: Facts) -> list[Remark]:
    review, plan, title = (facts.metadata[k] for k in ("review_year", "plan_year", "title"))
    if not review and not plan:
        return []
    wrong = []
    for part, year in facts.title_years:
        allowed = {"review": {review}, "plan": {plan}}.get(part, {review, plan})
        if allowed - {None} and year not in allowed:
            wrong.append(year)
    if not wrong:
        return []
    at = clean_text.text.find(title)
    span = raw_span(clean_text, at, at + len(title)) if at >= 0 else (None, None)
    told = {"passage": title, "years": wrong, "review": review, "plan": plan}
    return [Remark("title_year", *span, told, _decided(review_year=review, plan_year=plan))]


def _date_against_body(clean_text: CleanText, facts: Facts) -> list[Remark]:
    date, (review, plan) = facts.date, (facts.metadata["review_year"], facts.metadata["plan_year"])
    if not date or not date.candidates or not (review or plan):
        return []
    printed = date.iso or date.candidates[0]
    year, month = int(printed[:4]), int(printed[5:7])
    settled = facts.metadata["delivered_on"]
    told = {"passage": clean_text.text[date.start : date.end], "review": review, "plan": plan}
    if settled and settled[:4] != printed[:4]:
        told, decided = told | {"date": settled, "year": settled[:4]}, _decided(delivered_on=settled)
        return [remark(clean_text, "date_year_settled", date.start, date.end, decided, **told)]
    if year not in (review, plan) or (year == review and plan and month <= 6):
        decided = _decided(review_year=review, plan_year=plan, delivered_on=settled)
        return [remark(clean_text, "date_year", date.start, date.end, decided, **told)]
    return []


def _publication(facts: Facts) -> list[Remark]:
    published, delivered = facts.metadata["published_on"], facts.metadata["delivered_on"]
    review, plan = facts.metadata["review_year"], facts.metadata["plan_year"]
    if not published:
        return []
    if delivered:
        days = _days(published) - _days(delivered)
        if -31 * (len(delivered) == 7) <= days <= LATE:
            return []
        rule = "uploaded_later" if days > 0 else "published_before"
        told = {"published": published, "delivered": delivered}
        return [Remark(rule, fields=told, decided=_decided(delivered_on=delivered))]
    if (plan or review) and int(published[:4]) > (plan or review + 1):
        told = {"published": published, "review": review, "plan": plan}
        decided = _decided(review_year=review, plan_year=plan)
        return [Remark("uploaded_after_plan", fields=told, decided=decided)]
    return []


def _days(iso: str) -> int:
    year, month, *day = (int(part) for part in iso.split("-"))
    return year * 365 + month * 30 + (day[0] if day else 28)


def _headings(rules: Rules, clean_text: CleanText, sections: Sequence, facts: Facts) -> list[Remark]:
    """Headings of review and plan that name a year which is neither the one reviewed nor the one planned for."""
    review, plan = facts.metadata["review_year"], facts.metadata["plan_year"]
    remarks: dict[str, Remark] = {}
    for section in sections:
        heading = section.heading
        if (
            not (review and plan)
            or section.role not in ("review", "plan")
            or pattern(rules, "several_years").search(heading)
        ):
            continue
        years = [year for _, _, year in find_years(heading)]
        if years and not {review, plan} & set(years):
            name, right = ("review_year", review) if section.role == "review" else ("plan_year", plan)
            told = {"passage": heading, "year": years[0], "right": right}
            end = section.start + len(heading)
            found = remark(clean_text, "heading_year", section.start, end, _decided(**{name: right}), **told)
            remarks.setdefault(heading, found)
    return list(remarks.values())


def _since(rules: Rules, clean_text: CleanText, sections: Sequence, facts: Facts) -> list[Remark]:
    """2021年以来 opens one section of the review while the others say 2022年以来."""
    text, review = clean_text.text, facts.metadata["review_year"]
    openings, since = [], pattern(rules, "since_named_year")
    for section in sections:
        if section.role == "review":
            begin = text[section.start : min(section.end, section.start + 120)]
            for m in since.finditer(begin):
                if begin[: m.start()][-1:] in ("", "\n", "：", ":"):
                    openings.append((section.start + m.start(), m.group(), int(m[1])))
            if section.heading and (m := since.search(section.heading)):
                openings.append((section.start, m.group(), int(m[1])))
    counts = Counter(year for _, _, year in set(openings))
    if not review or counts[review] < 2:
        return []
    remarks = []
    for start, phrase, year in sorted(set(openings)):
        if year != review and counts[year] < counts[review]:
            told = {"review": review, "phrase": phrase}
            decided = _decided(review_year=review)
            remarks.append(remark(clean_text, "since_year", start, start + len(phrase), decided, **told))
    return remarks


def _two_towns(clean_text: CleanText, facts: Facts) -> list[Remark]:
    own = [p for p in facts.places if p.names.get("town") and p.rule in ("congress", "on_behalf", "speaker")]
    names = Counter(p.names["town"] for p in own)
    if len(names) < 2:
        return []
    other = next(p for p in own if p.names["town"] != facts.metadata["town"])
    told = {"names": sorted(names), "town": facts.metadata["town"]}
    decided = _decided(town=facts.metadata["town"])
    return [remark(clean_text, "two_towns", other.start, other.end, decided, **told)]


def _file_name(facts: Facts) -> list[Remark]:
    return [
        Remark(
            "file_name_place",
            fields={"name": name, "own": facts.metadata[level]},
            decided=_decided(**{level: facts.metadata[level]}),
        )
        for level, name in facts.in_file.items()
    ]


def _lost_date(clean_text: CleanText, facts: Facts) -> list[Remark]:
    date = facts.date
    if not date or not date.damaged:
        return []
    settled = facts.metadata["delivered_on"]
    rule = "date_read" if settled else "date_open" if date.candidates else "date_lost"
    told = {"date": settled, "candidates": date.candidates}
    return [remark(clean_text, rule, date.start, date.end, _decided(delivered_on=settled), **told)]


def _lost_meeting(rules: Rules, clean_text: CleanText, facts: Facts) -> list[Remark]:
    if not facts.meeting_gap:
        return []
    start, end = facts.meeting_gap
    rule = (
        "congress_number"
        if pattern(rules, "term_lost").search(clean_text.text, start, end)
        else "meeting_number"
    )
    return [remark(clean_text, rule, start, end)]


def _hidden_names(rules: Rules, clean_text: CleanText, facts: Facts) -> list[Remark]:
    text, remarks = clean_text.text, []
    if facts.masked_speaker:
        remarks.append(remark(clean_text, "speaker_hidden", *facts.masked_speaker))
    if facts.level == "town" and not facts.metadata["town"]:
        hidden = pattern(rules, "hidden_town").search(text)
        remarks.append(
            remark(clean_text, "town_hidden", *hidden.span()) if hidden else Remark("town_not_told")
        )
    return remarks


def _no_front(facts: Facts) -> list[Remark]:
    if facts.metadata["document_type"] != "government_work_report":
        return []
    shown = {"speaker": facts.masked_speaker, "congress": None, "delivered_on": facts.date}
    return [
        Remark(f"no_{field}") for field, damaged in shown.items() if not (facts.metadata[field] or damaged)
    ]


def _no_end(rules: Rules, clean_text: CleanText, sections: Sequence, facts: Facts) -> list[Remark]:
    text = re.sub(
        r"(?<=[。！？!?])[\s0-9—-]+$", "", clean_text.text.rstrip()
    )  # a page number may stand below
    last = text.rsplit("\n", 1)[-1]
    if len(last) > 40 and not re.search(r"[。！？!?”’）)…」》.；;\]A-Za-z0-9]$", last):
        return [remark(clean_text, "text_breaks_off", len(text) - 16, len(text), passage=last[-16:])]
    if facts.metadata["document_type"] != "government_work_report" or any(
        s.role == "closing" for s in sections
    ):
        return []
    for edit in clean_text.edits:
        if words := pattern(rules, "pay_wall").search(clean_text.raw, edit.start, edit.end):
            told = {"passage": words[0].strip()[:30]}
            return [Remark("ending_cut", edit.start, edit.end, told)]
    return []
