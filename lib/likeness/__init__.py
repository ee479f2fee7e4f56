"""How alike reports are: shared passages, cosines of words, nearest reports."""

from lib.likeness import passages, similarity
from lib.likeness.passages import shared_passages

__all__ = ["passages", "shared_passages", "similarity"]
