"""The year in which a report is given: what 今年 and 去年 in it mean."""

import re
from collections.abc import Sequence

_LAST_YEAR_TOLD = re.compile("(?:^|[。；;，,\n])去年(?![同上底末]|的|相比|以来)")
_THIS_YEAR_AHEAD = re.compile("(?:预计|力争|确保|争取|计划)今年|今年(?:将|要|计划|拟|内|底|预计|力争)")
_THIS_YEARS_PLAN = re.compile(
    "(?:^|[。；\n])今年(?!以来)[^。；\n]{0,20}(?:总体要求|工作思路|目标[是任]|预期目标|将继续|力争)"
)
_NEXT_YEARS_PLAN = re.compile("明年[^。；\n]{0,20}(?:目标|任务|计划|打算|力争|预期)")
# 2011年2月18日，某乡第十三届人民代表大会第五次会议在…召开: an account of the meeting, written in its year
_HELD = re.compile(
    "((?:19|20)[0-9]{2})年1?[0-9]月[1-3]?[0-9]日[^。；\n]{0,40}(?:会议|大会|人代会)[^。；\n]{0,20}(?:召开|举行|开幕)"
)


def _tells_of_last_year(text: str) -> bool:
    """Return whether a text calls the year it tells of 去年, and none 今年: an account written in the year behind it."""
    return "今年" not in _THIS_YEAR_AHEAD.sub("", text) and bool(_LAST_YEAR_TOLD.search(text))


def year_of_speaking(text: str, roles: Sequence[tuple[int, int, str]], review: int | None, plan: int | None):
    """Return the year in which 今年 is said: the year reviewed if it is held before that year ends, else the one planned.

    text: the clean text. roles: (start, end, role) of its parts. review, plan: the years they cover.
    """
    held = _HELD.search(text)
    if held and review and int(held[1]) == review + 1:
        return review + 1
    if not plan and review and _tells_of_last_year(text):
        return review + 1
    if not plan or not review:
        return plan or review
    reviewed, planned = 2 * len(_NEXT_YEARS_PLAN.findall(text)), 2 * len(_THIS_YEARS_PLAN.findall(text))
    for start, end, role in roles:
        if role in ("review", "preamble"):
            reviewed += text.count("今年", start, end)
        elif role == "plan":
            planned += text.count("今年", start, end) - 2 * text.count("明年", start, end)
    return review if reviewed > planned else plan
