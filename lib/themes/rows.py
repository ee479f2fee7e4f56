"""What one report adds to the table theme_hits: its hits with raw offsets, section, role and sentence."""

from lib.cleaning import CleanText, raw_span
from lib.rules import Rules
from lib.structure import Section, Sentence, sentence_at
from lib.themes.matching import Hit, find_hits


def hit_rows(rules: Rules, text: CleanText, sections: list[Section], sentences: list[Sentence]) -> list[dict]:
    """Return one row per theme hit in the order of the text; offsets are of the raw text, surface is the raw text there.

    A hit outside every sentence has an empty role, and no sentence.

    text: a cleaned report. sections, sentences: its sections and sentences, as the structure gives them.
    """
    places = [_place(text, sections, sentence) for sentence in sentences] + [{}]
    return [
        _span(text, hit)
        | {"term": hit.term, "theme": hit.theme, "variant_of": hit.variant_of}
        | places[sentence_at(sentences, hit.start)]  # at -1 the last, which is empty
        for hit in find_hits(rules, text.text)
    ]


def _span(text: CleanText, hit: Hit) -> dict:
    start, end = raw_span(text, hit.start, hit.end)
    return {"start": start, "end": end, "surface": text.raw[start:end]}


def _place(text: CleanText, sections: list[Section], sentence: Sentence) -> dict:
    start, end = raw_span(text, sentence.start, sentence.end)
    heading = sections[sentence.section].heading if sentence.section >= 0 else ""
    return {"role": sentence.role, "section": heading, "sentence_start": start, "sentence_end": end}
