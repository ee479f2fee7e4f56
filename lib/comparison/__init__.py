"""Sets the figures of several reports side by side, each with its evidence and every reason why not to compare.

cells gathers them, flags raises what must be known, judging bars or passes a cell by what comparison_flags.csv says of
its flags, ranking orders those that passed, years follows one town; leading says which indicators come first.
"""

from lib.comparison.beside_ranking import Shown, ranked_and_others
from lib.comparison.coverage import STATES, coverage, times_stated
from lib.comparison.flags import FLAGS
from lib.comparison.leading import fullest_year, leading, results
from lib.comparison.normalising import SIZES, normalised
from lib.comparison.pairs import comparable_pairs
from lib.comparison.promises import held_against, review_and_plan
from lib.comparison.ranking import Ranking, ranking, told_ranked
from lib.comparison.rates import per_month
from lib.comparison.table import COLUMNS, comparison, rejudged, some_at_a_time
from lib.comparison.units import in_units
from lib.comparison.word_changes import commonest_changes, words_new_and_gone
from lib.comparison.year_pairs import targets_beside_results
from lib.comparison.years import reserve, stated_most_years, years
