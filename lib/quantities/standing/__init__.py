"""The circumstances of quantities: of the whole area or a part, done or planned, and for which time."""

from lib.quantities.standing.reading import Circumstance, read_circumstances
