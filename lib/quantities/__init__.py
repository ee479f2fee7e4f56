"""Numerals with units: clean text to spans and values, and the class of every numeral that is no quantity."""

from lib.quantities.finding import Quantity, find_quantities, read_numerals
from lib.quantities.naming import name_indicators
from lib.quantities.naming.canonical import canonical_of
from lib.quantities.standing import read_circumstances, read_natures
