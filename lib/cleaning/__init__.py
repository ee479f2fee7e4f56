"""Raw text to clean text, as a list of edits that keeps every offset.

text applies the rules in order: characters, page_noise and printed_pages, line_breaks, misprints; edits keeps the offsets.
"""

from lib.cleaning.edits import CleanText, Edit, clean_offset, edited, raw_span
from lib.cleaning.text import RULES, clean
