"""What a report says about itself: places, years, meeting, speaker; what contradicts itself and what is missing."""

from lib.metadata.reading import FIELDS, read_metadata

__all__ = ["FIELDS", "read_metadata"]
