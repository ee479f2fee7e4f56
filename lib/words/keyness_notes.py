"""What so few reports can show of keyness: the least p that a test could reach, and the sentence that says so."""

import math

from lib.rules import label


def smallest_p(reports: int, group: int = 1) -> float:
    """Return the smallest p that a test with the report as its unit can reach: 1 / C(reports, group).

    There are C(reports, group) ways to choose which reports form the group, and under the null hypothesis the one at
    hand is any of them: with five reports, one against four cannot get below 0.2, nor two against three below 0.1.

    reports: number of reports. group: how many of them are set against the rest.
    Raises ValueError unless both groups have a report.
    """
    if not 0 < group < reports:
        raise ValueError(f"{group} of {reports} reports leave nothing to compare; both groups need a report")
    return 1 / math.comb(reports, group)


def smallest_paired_p(reports: int) -> float:
    """Return the smallest p that a test of plan against review with the report as its unit can reach: 1 / 2 ** reports.

    Each report is its own pair, and under the null hypothesis either part may have the higher rate (sign test, in the
    direction expected beforehand; without one it is twice this). Raises ValueError for less than one report.
    """
    if reports < 1:
        raise ValueError("no report has both parts; there is nothing to compare")
    return 1 / 2**reports


def note(reports: int, group: int = 1, language: str = "zh") -> str:
    """Return the sentence that belongs under every table and chart of keyness(): what so many reports can show.

    reports, group: as for smallest_p(). language: "zh" or "en".
    """
    if not 0 < group < reports:
        return label("note.keyness_one_report", language)
    p = smallest_p(reports, group)
    key = "note.keyness_descriptive" if p > 0.05 else "note.keyness_ranking"
    return label(key, language).format(n=reports, ways=f"{math.comb(reports, group):,}", p=f"{p:.2g}")


def note_parts(reports: int, language: str = "zh") -> str:
    """Return the sentence that belongs under every table and chart of keyness_parts().

    reports: number of reports that have both parts, its column `reports`. language: "zh" or "en".
    """
    p = f"{smallest_paired_p(reports):.2g}"
    return label("note.keyness_parts", language).format(n=reports, p=p)
