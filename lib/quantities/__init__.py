"""Numerals with units: clean text to spans and values, and the class of every numeral that is no quantity."""

from lib.quantities.finding import Quantity, find_quantities, find_unread

__all__ = ["Quantity", "find_quantities", "find_unread"]
