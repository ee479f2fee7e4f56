"""What the quantities of a report measure: the name in the report's words, canonical id and definition."""

from lib.quantities.naming.reading import Measured, name_indicators
