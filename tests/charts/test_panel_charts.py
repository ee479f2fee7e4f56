"""The small multiples of the panel: which medians a line joins, worked out by hand."""

import pandas as pd

from lib import charts
from lib.drawing import BLUE

YEARS = {2019: "a", 2020: "b", 2021: "b", 2022: "bcd", 2023: "ace", 2024: "ac"}


def test_no_line_joins_medians_of_few_and_different_places():
    """2020–2021 rest on b alone, 2022–2023 on three places each; of the other pairs one year has fewer, and other, places."""
    rows = [(place, year) for year, places in YEARS.items() for place in places]
    attention = pd.DataFrame(rows, columns=["place_id", "year"]).assign(
        role="all", theme="party", per_1000_characters=2.0, hits=4, document_type="government_work_report"
    )
    for name in ("doc_id", "place_zh", "place_en"):
        attention[name] = attention["place_id"]
    (axes,) = charts.theme_trends(attention, language="en").axes
    thick = [line for line in axes.lines if line.get_color() == BLUE and line.get_linewidth() == 1.1]
    assert len(thick) == 2
    assert thick[0].get_xdata()[1] < thick[1].get_xdata()[0]
