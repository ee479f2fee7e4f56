"""What one report adds to the table theme_hits: its hits with raw offsets, section, role and sentence."""

from lib.cleaning import CleanText, raw_span
from lib.rules import Rules
from lib.structure import Section, Sentence
from lib.themes.matching import find_hits


def hit_rows(rules: Rules, text: CleanText, sections: list[Section], sentences: list[Sentence]) -> list[dict]:
    """Return one row per theme hit in the order of the text; offsets are of the raw text, surface is the raw text there.

    A hit outside every sentence has an empty role, and no sentence.

    text: a cleaned report. sections, sentences: its sections and sentences, as the structure gives them.
    """
    rows, i = [], 0
    for hit in find_hits(rules, text.text):
        while i < len(sentences) and sentences[i].end <= hit.start:
            i += 1
        start, end = raw_span(text, hit.start, hit.end)
        row = {"start": start, "end": end, "surface": text.raw[start:end]}
        row |= {"term": hit.term, "theme": hit.theme, "variant_of": hit.variant_of}
        if i < len(sentences) and sentences[i].start <= hit.start:
            row |= _place(text, sections, sentences[i])
        rows.append(row)
    return rows


def _place(text: CleanText, sections: list[Section], sentence: Sentence) -> dict:
    start, end = raw_span(text, sentence.start, sentence.end)
    heading = sections[sentence.section].heading if sentence.section >= 0 else ""
    return {"role": sentence.role, "section": heading, "sentence_start": start, "sentence_end": end}
