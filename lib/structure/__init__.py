"""How a report is built: clean text to parts, sections and sentences, each with its role."""

from lib.structure.role_shares import role_shares
from lib.structure.sections import (
    Section,
    Sentence,
    find_sections,
    paragraphs,
    sentence_at,
    split_sentences,
)
