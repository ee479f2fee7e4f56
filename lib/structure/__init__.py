"""How a report is built: clean text to parts, sections and sentences, each with its role.

sections puts it together: headings finds them, frame where the body begins and ends, parts what each part does, critique
the problems owned up to, subsections what stands below.
"""

from lib.structure.role_shares import role_shares
from lib.structure.sections import (
    Section,
    Sentence,
    find_sections,
    paragraphs,
    sentence_at,
    split_sentences,
)
