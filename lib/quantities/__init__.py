"""Numerals with units: clean text to spans and values, and the class of every numeral that is no quantity.

A new unit is a row of units.csv: patterns compiles it, units says which unit stands at a numeral. A numeral goes from
finding by readers to arabic_numerals, chinese_numerals or parts_of_a_whole; context says its bound and kind.
"""

from lib.quantities.finding import Quantity, find_quantities, read_numerals
from lib.quantities.naming import name_indicators
from lib.quantities.naming.canonical import canonical_of
from lib.quantities.standing import last_of_plan, read_circumstances, read_natures
