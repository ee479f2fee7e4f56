"""What a report says about itself: places, years, meeting, speaker; what contradicts itself and what is missing.

reading puts it together: front_matter and page_data read what stands above; places, own_place and placing settle the place,
levels its level, years the years; conflicts and damage find what is wrong; siblings lets other reports of a folder speak.
"""

from lib.metadata import dates, names, own_place, remarks, siblings, year_parts
from lib.metadata.levels import LEVELS
from lib.metadata.names import in_pinyin, named
from lib.metadata.reading import FIELDS, PLACED, read_metadata
