"""The figures of which a notebook shows one for each town or pair of reports there is, or none: drawn, saved and displayed."""

import pandas as pd
from IPython.display import display

from lib import charts, exports
from lib import comparison as compared
from lib.stories.comparison_summaries import followed, named_place
from lib.stories.comparison_wording import called, sharing_most

WIDE = "elsevier-double"


def town_over_years(
    cells: pd.DataFrame, reports: pd.DataFrame, notebook: str, language: str = "zh", n: int = 1
) -> None:
    """Show the indicators over the years of the n towns with reports on most years, saved as <number>_years; or nothing.

    cells: the comparison. reports: the table. notebook: such as 04_comparison, whose number the figure gets.
    """
    for place in followed(reports)[:n]:
        own = reports[reports["place_id"] == place]
        drawn = charts.year_panels(cells, reports, place, language=language, width=WIDE)
        name = f"{notebook[:2]}_years"
        display(exports.figure(drawn, name, own, notebook, place=named_place(own)))


def words_over_years(
    words: pd.DataFrame, reports: pd.DataFrame, notebook: str, language: str = "zh", n: int = 1
) -> None:
    """Show the words that are new and gone in the reports of these towns, saved as <number>_new_words; or nothing.

    words: the table. Otherwise as town_over_years().
    """
    for place in followed(reports)[:n]:
        own = reports[reports["place_id"] == place]
        changed = compared.words_new_and_gone(words, reports, place)
        drawn = charts.new_and_gone_words(changed, reports, language=language)
        name = f"{notebook[:2]}_new_words"
        display(exports.figure(drawn, name, own, notebook, place=named_place(own)))


def passages_aligned(
    passages: pd.DataFrame,
    sections: pd.DataFrame,
    reports: pd.DataFrame,
    notebook: str,
    language: str = "zh",
    n: int = 1,
) -> None:
    """Show where the n pairs of reports that share most have their passages, saved as <number>_alignment; or nothing.

    passages, sections, reports: the tables.
    """
    for a, b in sharing_most(passages, n):
        both = reports[reports["doc_id"].isin([a, b])]
        drawn = charts.passage_alignment(passages, sections, reports, a, b, language=language)
        name = f"{notebook[:2]}_alignment"
        display(exports.figure(drawn, name, both, notebook, **called(reports, a, b)))
