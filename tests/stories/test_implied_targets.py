"""Targets beside the implied ones of the year before, worked out by hand for one report."""

import pytest

from lib.stories import implied_targets, indicator_findings, summaries


def test_the_rounding_of_rate_and_amount_is_told(shipped):
    """2.5亿元 is 77.7% of the task: 2.5 / .7775 = 3.2154 and 2.5 / .7765 = 3.2196; with 2.45 and 2.55 they are 3.151 and 3.284.

    The target of 3.5亿元 is 3.45 to 3.55: 3.45 / 3.284 is 5.1 % more, 3.55 / 3.151 is 12.7 %.
    """
    found = implied_targets.beside_implied(
        shipped["quantities"], shipped["comparison"], shipped["reports"], "zh"
    )
    row = found[(found["indicator"] == "固定资产投资") & (found["target"] == "3.5亿元")].iloc[0]
    assert (row["reached"], row["implied_target"]) == ("2.5亿元", "3.218 亿元")
    assert row["rate"].startswith("77.7% ")
    assert (row["by_rate"], row["by_both"]) == ("3.2154–3.2196 亿元", "3.151–3.284 亿元")
    assert (round(row["change_percent"], 1), row["change_range"]) == (8.8, "5.1 – 12.7")


def test_how_far_targets_were_raised_is_told_in_the_opening(shipped):
    """5500万元 to 4720万元 / 1.745 is 103.3 % more; the output of 5亿元 is rounded so far that its rise is open."""
    quantities, reports = shipped["quantities"], shipped["reports"]
    profile = summaries.profile(reports, shipped["sentences"], shipped["sections"], quantities)
    told = indicator_findings.quantities(
        quantities, shipped["unread"], shipped["comparison"], profile, reports, "en"
    ).data
    (line,) = [line for line in told.split("\n") if "rate of completion" in line]
    assert "Sungang 2020, Fiscal revenue +103.3 %" in line and line.count("%") == 5
    assert "+9.1 % (with the rounding of the numbers, of 1 it is open whether it rises)" in line


def test_a_report_without_rates_of_completion_gives_no_rows(shipped):
    reports = shipped["reports"][shipped["reports"]["doc_id"] == "litai-2020"]
    own = shipped["quantities"][shipped["quantities"]["doc_id"] == "litai-2020"]
    assert implied_targets.beside_implied(own, shipped["comparison"], reports).empty


@pytest.mark.parametrize(
    "changed",
    [
        {"year": 2020},  # the task of the year reviewed itself
        {"year": 2022},
        {"flag_definition": "definition_mixed"},
        {"span": "1-6"},
        {"chosen": False},
    ],
)
def test_only_targets_of_the_next_year_that_nothing_bars_are_set_beside_it(shipped, changed):
    """Of the five pairs the one of the output (700300000 implied, 770000000 aimed at) goes with its target; then all do."""
    quantities, comparison, reports = (shipped[name] for name in ("quantities", "comparison", "reports"))
    aimed = (comparison["doc_id"] == "sungang-2020") & (comparison["status"] == "target")
    output = aimed & (comparison["value"] == 770_000_000)
    one = comparison.assign(**{name: comparison[name].mask(output, value) for name, value in changed.items()})
    found = implied_targets.beside_implied(quantities, one, reports)
    assert len(found) == 4 and "7.7亿元" not in set(found["target"])
    none = comparison.assign(**{name: comparison[name].mask(aimed, value) for name, value in changed.items()})
    assert implied_targets.beside_implied(quantities, none, reports).empty
