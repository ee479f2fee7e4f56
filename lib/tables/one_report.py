"""What one report adds to each table: its rows, with offsets in the raw text and the sentence as evidence."""

from bisect import bisect_right
from typing import NamedTuple

from lib.cleaning import CleanText, clean, clean_offset, raw_span
from lib.corpus import Report, corrections
from lib.metadata import FIELDS, PLACED, own_place, read_metadata
from lib.metadata import names as report_names
from lib.metadata import remarks as report_remarks
from lib.quantities import Quantity, name_indicators, read_circumstances, read_natures, read_numerals
from lib.rules import Rules
from lib.structure import Section, Sentence, find_sections, sentence_at, split_sentences
from lib.themes import hit_rows
from lib.words import ReportWords, word_counts

# The kinds of remarks that the reports table counts, with its columns.
LEAST_FIGURES = 5
NO_REPORT = "no_report"  # of document_types.csv and remark_texts.csv
UNTOLD = {
    "review_year": None,
    "plan_year": None,
    "year_source": None,
}  # what a date tells, which is of no report
COUNTED = {"contradiction": "contradictions", "gap": "gaps", "damage": "damage", "loss": "losses"}


class Read(NamedTuple):
    """What one report gives: its rows by table, its clean text, and its words counted."""

    rows: dict[str, list[dict]]
    text: CleanText
    words: ReportWords


def report_rows(rules: Rules, report: Report, override: dict) -> Read:
    """Return the rows that one report adds to each table, its clean text, and its words for the tables of words.

    report: one report. override: what the user knows better of it, as read_overrides gives it.
    """
    text = clean(rules, report.raw)
    sections = find_sections(rules, text.text)
    sentences = split_sentences(text.text, sections)
    metadata = read_metadata(rules, text, sections, report.file)
    known = metadata | override
    found = metadata["remarks"] + report_remarks.of_reading(rules, report.raw, report.losses)
    quantities, unread = read_numerals(rules, text.text)
    said = _sentence_rows(text, sections, sentences)
    measured = _quantity_rows(
        rules, text, quantities, sections, sentences, said, known["review_year"], known["plan_year"]
    )
    if "document_type" not in override and is_no_report(metadata, said, measured):
        metadata |= {"document_type": NO_REPORT} | UNTOLD
        found = [*found, report_remarks.Remark(NO_REPORT)]
    noted = _remark_rows(rules, text, sentences, found, override.get("remarks", []))
    parts = {
        "reports": [_report_row(rules, report, text, sentences, metadata, override, noted)],
        "remarks": noted,
        "cleaning": _cleaning_rows(text),
        "sections": _section_rows(text, sections),
        "sentences": said,
        "quantities": measured,
        "unread": _unread_rows(text, unread, sentences, said),
        "theme_hits": hit_rows(rules, text, sections, sentences),
    }
    for row in parts["quantities"]:
        row["page"] = bisect_right(report.pages, row["start"]) or None
    rows = {name: [{"doc_id": report.doc_id} | row for row in found] for name, found in parts.items()}
    return Read(rows, text, word_counts.of_report(rules, report.doc_id, text.text, sentences))


def is_no_report(metadata: dict, sentences: list[dict], quantities: list[dict]) -> bool:
    """Return whether a text has nothing of a report: no title, not both a review and a plan, no indicator, few figures.

    metadata: as its text tells it. sentences, quantities: its rows. The notice of a meeting is one such text.
    """
    both = {"review", "plan"} <= {row["role"] for row in sentences}
    indicators = any(row.get("canonical") for row in quantities)
    tells = indicators or len(quantities) >= LEAST_FIGURES  # an account of a township's year is no notice
    return metadata["document_type"] == "other" and not metadata["title"] and not both and not tells


def _report_row(
    rules: Rules,
    report: Report,
    text: CleanText,
    sentences: list[Sentence],
    metadata: dict,
    override: dict,
    noted: list[dict],
) -> dict:
    """The report's metadata: what its text says, and where the user's reports.csv says otherwise, that."""
    known = {
        name: override[name] for name in (*FIELDS, "place_id", "label_zh", "label_en") if name in override
    }
    row = {name: metadata.get(name) for name in (*FIELDS, *PLACED)} | known
    row |= own_place.overridden(rules, metadata, known | _of_sheet(override))
    hidden = any(found.rule in ("town_hidden", "town_not_told") for found in metadata["remarks"])
    return row | {
        "town_hidden": hidden and not row.get("town"),
        "document_type": override.get("document_type") or metadata["document_type"],
        "file": report.file,
        "sha256": report.sha256,
        "place_id": report_names.place_id(row, report.doc_id),
        "source_url": row.get("source_url") or override.get("source_url"),
        "reading": report.reading,
        "characters": len(report.raw),
        "clean_characters": len("".join(text.text.split())),
        "sentences": sum(sentence.role != "front" for sentence in sentences),
        "overridden": "; ".join(sorted(name for name, value in known.items() if value != metadata.get(name))),
        **{name: override.get(name) for name in corrections.SIZES},
        **{count: sum(remark["kind"] == kind for remark in noted) for kind, count in COUNTED.items()},
    }


def _of_sheet(override: dict) -> dict:
    """Which cells a sheet tells, as overridden() takes it."""
    return {corrections.OF_SHEET: override.get(corrections.OF_SHEET, ())}


def _remark_rows(
    rules: Rules,
    text: CleanText,
    sentences: list[Sentence],
    found: list[report_remarks.Remark],
    read: list[dict],
) -> list[dict]:
    """What rules and a reader remark, in the order of the text, with the place in the sentence where it stands in one."""
    rows = list(read)
    for remark in found:
        told = {"rule": remark.rule, "start": remark.start, "end": remark.end, "decided": remark.decided}
        rows.append(
            told | {"passage": remark.fields.get("passage", "")} | report_remarks.in_words(rules, remark)
        )
    rows.sort(key=lambda row: (row["start"] is not None, row["start"] or 0))
    return [row | _place_of(text, sentences, row["start"], row["end"]) for row in rows]


def _place_of(text: CleanText, sentences: list[Sentence], start: int | None, end: int | None) -> dict:
    """Where the sentence in which a raw span begins begins itself, and the span's own place in it."""
    if start is None or end is None:
        return {}
    first, last = clean_offset(text, start), clean_offset(text, end)
    sentence = _sentence(first, sentences)
    if not sentence:
        return {}
    row = {"sentence_start": raw_span(text, sentence.start, sentence.end)[0]}
    return row | {
        "sentence_at": first - sentence.start,
        "sentence_stop": min(max(first, last), sentence.end) - sentence.start,
    }


def _cleaning_rows(text: CleanText) -> list[dict]:
    return [
        {
            "start": edit.start,
            "end": edit.end,
            "rule": edit.rule,
            "removed": text.raw[edit.start : edit.end],
            "replacement": edit.replacement,
        }
        for edit in text.edits
    ]


def _section_rows(text: CleanText, sections: list[Section]) -> list[dict]:
    rows = []
    for section in sections:
        start, end = raw_span(text, section.start, section.end)
        own = {"level": section.level, "heading": section.heading, "role": section.role}
        rows.append({"start": start, "end": end, "characters": section.end - section.start, **own})
    return rows


def _sentence_rows(text: CleanText, sections: list[Section], sentences: list[Sentence]) -> list[dict]:
    return [
        {
            **dict(zip(("start", "end"), raw_span(text, sentence.start, sentence.end), strict=True)),
            "section": sections[sentence.section].heading if sentence.section >= 0 else "",
            "role": sentence.role,
            "characters": sentence.end - sentence.start,
            "sentence": text.text[sentence.start : sentence.end],
        }
        for sentence in sentences
    ]


def _quantity_rows(
    rules: Rules,
    text: CleanText,
    quantities: list[Quantity],
    sections: list[Section],
    sentences: list[Sentence],
    said: list[dict],
    review_year: int | None,
    plan_year: int | None,
) -> list[dict]:
    """One row per quantity: what, how much, when, how sure, and where it stands; said: the rows of the sentences."""
    measured = name_indicators(rules, text.text, sections, sentences, quantities)
    circumstances = read_circumstances(
        rules, text.text, sections, sentences, quantities, review_year, plan_year
    )
    natures = read_natures(rules, text.text, quantities, measured, circumstances)
    rows = []
    for quantity, measure, circumstance, nature in zip(
        quantities, measured, circumstances, natures, strict=True
    ):
        row = quantity._asdict() | _raw(text, quantity.start, quantity.end)
        row |= {"indicator": measure.indicator, "scope": circumstance.scope}
        row |= {"status": circumstance.status, "period": circumstance.period, "nature": nature}
        row |= {"indicator_rule": measure.rule, "circumstance_rule": circumstance.rule}
        if (
            circumstance.scope == "town"
        ):  # an id stands for the whole place's indicator, never for one project's
            row |= {"canonical": measure.canonical, "definition": measure.definition}
        if (at := sentence_at(sentences, quantity.start)) >= 0:
            row |= _place_in(sentences[at], said[at], quantity)
        rows.append(row)
    return rows


def _place_in(sentence: Sentence, row: dict, quantity: Quantity) -> dict:
    """What a quantity's row tells of its sentence; row: the sentence's own."""
    return {
        "role": row["role"],
        "section": row["section"],
        "sentence": row["sentence"],
        "sentence_start": row["start"],
        "sentence_end": row["end"],
        "sentence_at": quantity.start - sentence.start,
        "sentence_stop": min(quantity.end, sentence.end) - sentence.start,
    }


def _raw(text: CleanText, first: int, last: int) -> dict:
    """The place of the clean characters [first, last) in the raw text, and what stands there."""
    start, end = raw_span(text, first, last)
    return {"start": start, "end": end, "surface": text.raw[start:end]}


def _unread_rows(
    text: CleanText, unread: list[tuple[int, int, str]], sentences: list[Sentence], said: list[dict]
) -> list[dict]:
    rows = []
    for first, last, kind in unread:
        at = sentence_at(sentences, first)
        sentence = said[at]["sentence"] if at >= 0 else ""
        rows.append(_raw(text, first, last) | {"class": kind, "sentence": sentence})
    return rows


def _sentence(offset: int, sentences: list[Sentence]) -> Sentence | None:
    at = sentence_at(sentences, offset)
    return sentences[at] if at >= 0 else None
