"""The circumstances of quantities: of the whole area or a part, done or planned, for which time, and what kind of amount."""

from lib.quantities.standing.nature import read_natures
from lib.quantities.standing.reading import Circumstance, read_circumstances
from lib.quantities.standing.terms import last_of_plan
