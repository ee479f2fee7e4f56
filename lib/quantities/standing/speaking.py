"""The year in which a report is given: what 今年 and 去年 in it mean."""

from collections.abc import Sequence

from lib.quantities.standing.words import form, say
from lib.rules import Rules, pattern


def _tells_of_last_year(rules: Rules, text: str) -> bool:
    """Return whether a text calls the year it tells of 去年, and none 今年: an account written in the year behind it."""
    told = pattern(rules, "this_year_ahead", "quantity_patterns").sub("", text)
    if form(rules, "this_year").search(told):
        return False
    return bool(pattern(rules, "last_year_told", "quantity_patterns").search(text))


def year_of_speaking(
    rules: Rules, text: str, roles: Sequence[tuple[int, int, str]], review: int | None, plan: int | None
) -> int | None:
    """Return the year in which 今年 is said: the year reviewed if it is held before that year ends, else the one planned.

    text: the clean text. roles: (start, end, role) of its parts. review, plan: the years they cover.
    """
    held = pattern(rules, "meeting_held", "quantity_patterns").search(text)
    if held and review and int(held["year"]) == review + 1:
        return review + 1
    if not plan and review and _tells_of_last_year(rules, text):
        return review + 1
    if not plan or not review:
        return plan or review
    reviewed, planned = (
        2 * len(pattern(rules, use, "quantity_patterns").findall(text))
        for use in ("next_years_plan", "this_years_plan")
    )
    for start, end, role in roles:
        if role in ("review", "preamble"):
            reviewed += len(say(rules, "this_year", text, start, end))
        elif role == "plan":
            planned += len(say(rules, "this_year", text, start, end))
            planned -= 2 * len(say(rules, "next_year", text, start, end))
    return review if reviewed > planned else plan
