"""Numerals with units: clean text to spans and values, and the class of every numeral that is no quantity."""

from lib.quantities.finding import Quantity, find_quantities, find_unread
from lib.quantities.naming import name_indicators
from lib.quantities.naming.canonical import canonical_of
from lib.quantities.standing import read_circumstances

__all__ = [
    "Quantity",
    "canonical_of",
    "find_quantities",
    "find_unread",
    "name_indicators",
    "read_circumstances",
]
