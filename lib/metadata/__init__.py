"""What a report says about itself: places, years, meeting, speaker; what contradicts itself and what is missing."""

from lib.metadata import dates, names, own_place, remarks, siblings, year_parts
from lib.metadata.levels import LEVELS
from lib.metadata.names import in_pinyin, named
from lib.metadata.reading import FIELDS, PLACED, read_metadata
