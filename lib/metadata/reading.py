"""What a report says about itself: title, place, years, meeting, speaker, publication; each with its evidence."""

from collections.abc import Sequence

from lib.cleaning import CleanText, raw_span
from lib.metadata import file_names
from lib.metadata.conflicts import Facts, find_remarks
from lib.metadata.dates import DateFound
from lib.metadata.front_matter import (
    Found,
    front_matter_end,
    read_congress,
    read_delivery_date,
    read_document_type,
    read_press_date,
    read_speaker,
    read_title,
)
from lib.metadata.levels import own_level, read_level
from lib.metadata.own_place import TEXT, read_own_place
from lib.metadata.page_data import read_page
from lib.metadata.places import find_places, read_places
from lib.metadata.years import file_years, is_shared, read_years, title_years
from lib.rules import Rules

FIELDS = (
    "title",
    "town",
    "county",
    "city",
    "province",
    "document_type",
    "level",
    "review_year",
    "plan_year",
    "delivered_on",
    "congress",
    "speaker",
    "published_on",
    "source_url",
)
# What the division table and the file's path add to FIELDS.
PLACED = ("place_code", "county_code", "place_candidates", "place_source", "year_source")
ON_THE_PAGE = (
    "publisher",
    "page_title",
)  # rules whose spans are raw already: they read what cleaning set aside


def read_metadata(rules: Rules, clean_text: CleanText, sections: Sequence, file: str = "") -> dict:
    """Return what the report says about itself, by the names of FIELDS, with `remarks` and `evidence`.

    A field the text does not tell is None. review_year and plan_year (int) are those the body reports and plans for,
    whatever the title says. `remarks` is a list of Remark: what contradicts itself, is missing or was lost. `evidence`
    maps each field told to {"start", "end", "rule"} (raw offsets). What the text leaves open the file's path and the division table may tell; place_source and year_source say so, and such fields have no evidence.

    clean_text: the cleaned report. sections: its sections in order, as find_sections gives them. file: the path of its
    file within the corpus folder.
    """
    text, page = clean_text.text, read_page(rules, clean_text)
    front_end = front_matter_end(rules, text)
    title = read_title(rules, text, front_end) or page.get("page_title")
    places = find_places(rules, text, front_end, title, page.get("publisher"))
    date = read_delivery_date(rules, text, front_end)
    congress, meeting_gap = read_congress(rules, text, front_end)
    speaker, name_gap = read_speaker(rules, text, front_end)
    document_type = read_document_type(rules, title.value if title else "", text)
    level = read_level(rules, text, places)
    found = {"title": title, "congress": congress, "speaker": speaker, "level": level}
    spoken = own_level(rules, text, places)
    in_text = read_places(rules, places, text, spoken)
    own = read_own_place(rules, in_text, level, file)
    found |= {name: Found(*in_text[name]) for name in own.names() if own.names()[name].source == TEXT}
    press = None if "published_on" in page else read_press_date(rules, text, front_end)
    put_out = None if is_shared(rules, clean_text.raw) else page.get("published_on") or press
    years = read_years(rules, text, front_end, sections, title, date, put_out, document_type)
    found |= {name: Found(*value) for name, value in years.items()}
    found |= {"published_on": press} if press else {}
    found["delivered_on"] = _delivered_on(date, found.get("plan_year"), page.get("published_on"))
    found = {name: value for name, value in found.items() if value}

    metadata = _values(found, page, document_type) | own.fields(rules)
    metadata |= _years_of_file(rules, metadata, file)
    titled = title_years(rules, title.value if title else "")
    facts = Facts(metadata, date, titled, meeting_gap, name_gap, front_end, spoken, places, own.contradicted)
    metadata["evidence"] = _evidence(clean_text, found, page)
    metadata["remarks"] = find_remarks(rules, clean_text, sections, facts)
    return metadata


def _years_of_file(rules: Rules, metadata: dict, file: str) -> dict:
    """Years that the file's name tells where the text tells none, and where the years come from."""
    if metadata["review_year"] or metadata["plan_year"]:
        return {"year_source": TEXT}
    years = file_years(file_names.read_years(rules, file), metadata["document_type"])
    return years | {"year_source": file_names.FILE_NAME if years else None}


def _values(found: dict[str, Found], page: dict[str, Found], document_type: str) -> dict:
    told = {name: value.value for name, value in (page | found).items() if name in FIELDS}
    metadata = {name: told.get(name) for name in FIELDS} | {"document_type": document_type}
    for name in ("review_year", "plan_year"):
        metadata[name] = int(metadata[name]) if metadata[name] else None
    return metadata


def _evidence(clean_text: CleanText, found: dict[str, Found], page: dict[str, Found]) -> dict:
    evidence = {}
    for name, value in found.items():
        on_page = value.rule in ON_THE_PAGE
        start, end = (value.start, value.end) if on_page else raw_span(clean_text, value.start, value.end)
        evidence[name] = {"start": start, "end": end, "rule": value.rule}
    for name in ("published_on", "source_url", "publisher"):
        if name in page:
            evidence[name] = {"start": page[name].start, "end": page[name].end, "rule": page[name].rule}
    return evidence


def _delivered_on(date: DateFound | None, plan: Found | None, published: Found | None) -> Found | None:
    if not date:
        return None
    iso = settle_date(date, int(plan.value) if plan else None, published.value if published else None)
    rule = "damaged_date" if date.damaged else "date"
    return Found(iso, date.start, date.end, rule) if iso else None


def settle_date(date: DateFound, plan_year: int | None, published: str | None) -> str | None:
    """Return the date to go by; where characters are lost the year planned for, or publication, decides.

    A report of January to September is held in the year it plans for: 2022416 before a plan for 2023 is 2023-04-16.
    """
    if not date.damaged:
        return date.iso
    candidates = date.candidates
    if len(candidates) > 1 and published:
        candidates = (
            tuple(c for c in candidates if c[5:7] in (published[5:7], f"{int(published[5:7]) - 1:02}"))
            or candidates
        )
    if len(candidates) != 1:
        return None
    iso = candidates[0]
    year, month = int(iso[:4]), int(iso[5:7])
    if plan_year and year == plan_year - 1 and month <= 9:
        return f"{plan_year}{iso[4:]}"
    return iso
