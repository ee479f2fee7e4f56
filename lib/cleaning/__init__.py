"""Raw text to clean text, as a list of edits that keeps every offset."""

from lib.cleaning.edits import CleanText, Edit, clean_offset, edited, raw_span
from lib.cleaning.text import RULES, clean
