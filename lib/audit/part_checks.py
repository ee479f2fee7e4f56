"""Checks of parts: behind 其中 against their total, shares against part and whole, counts against the items listed."""

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import Any

from lib.audit.findings import Finding, name, pattern
from lib.rules import Rules
from lib.targets import NEAR, Placed, rounding, spread

_ASIDE = re.compile(r"[（(][^（）()]*[）)]|[“\"][^”\"]*[”\"]")


def parts(rules: Rules, masked: str, found: list[Placed]) -> Iterator[Finding]:
    """Yield the first part behind each 其中 against the total, and the sum of parts where it can be judged.

    The total is the last amount of the part's unit before 其中. A sum is held against it where the first parts give it, or
    where a list of them exceeds it; parts that leave something over say nothing.

    masked: the sentence with # for its quantities. found: these.
    """
    starts = [placed.at for placed in found]
    for cue in pattern(rules, "of_which").finditer(masked):
        at = bisect(starts, cue.start())
        before = [p for p in found[max(0, at - NEAR) : at] if p.row.kind == "level"]
        behind = [p for p in found[at : at + NEAR] if p.row.kind == "level"]
        stop = re.compile("[；;。]").search(masked, cue.end())
        behind = [p for p in behind if not stop or p.at < stop.start()]
        if not before or not behind or re.search("[，,；;。]", masked[cue.end() : behind[0].at]):
            continue
        if pattern(rules, "others").search(behind[0].before) or pattern(rules, "and_others").search(
            behind[0].behind
        ):
            continue
        total = _total(rules, masked[: cue.start()], before, behind[0].row)
        if total:
            yield from _against_total(rules, total, [p for p in behind if p.row.unit == total.row.unit])


def _total(rules: Rules, words: str, before: list[Placed], part: Any) -> Placed | None:
    """The amount that a part behind 其中 belongs to: of its unit and statement, ending in the same words if one does."""
    begin = max(words.rfind(sign) for sign in "；;。") + 1
    fit = [
        p
        for p in before[-4:]
        if p.at >= begin and p.row.unit == part.unit != "" and p.row.status == part.status
    ]
    fit = [
        p
        for p in fit
        if not pattern(rules, "threshold").match(p.behind) and not pattern(rules, "others").search(p.before)
    ]
    akin = [p for p in fit if name(p.row)[-2:] == name(part)[-2:] and name(p.row) != name(part)]
    last = [p for p in fit[-1:] if p.at >= before[-2:][0].at]
    return (akin or last or [None])[-1]


def _against_total(rules: Rules, total: Placed, found: list[Placed]) -> Iterator[Finding]:
    (low, high), first = spread(rules, total.row), found[0]
    within = spread(rules, first.row)[0] <= high * (1 + 1e-9)
    yield Finding(first.row, "part_within_total", first.row.value, total.row.value, within, total.row)
    sums = [0.0, 0.0, 0.0]
    found = list(takewhile(lambda part: not pattern(rules, "compared").search(part.before), found))
    if any(part.row.bound != "exact" for part in (total, *found)):
        return
    for number, part in enumerate(found, 1):
        sums = [a + b for a, b in zip(sums, (part.row.value, *spread(rules, part.row)))]
        if number > 1 and rounding.overlap((low, high), (sums[1], sums[2])):
            yield Finding(total.row, "parts_sum", total.row.value, sums[0], True, first.row)
            return
        if number > 1 and sums[1] > high and _one_list(found[:number]):
            yield Finding(total.row, "parts_sum", total.row.value, sums[0], False, first.row)
            return


def _one_list(parts: list[Placed]) -> bool:
    """Whether parts are the members of one list: no comma between them (A村10户、B村20户)."""
    between = [first.row.sentence[first.stop : second.at] for first, second in pairwise(parts)]
    return all("、" in words and not re.search("[，,；;。（(]", words) for words in between)


def shares(rules: Rules, found: list[Placed]) -> Iterator[Finding]:
    """Yield each share whose part and whole stand before it in the sentence (31人 of 171人, 集中供养率18%).

    The part is the amount right before 占, or the one that X率 names; the whole the nearest amount of its unit before it
    that is not smaller, and that the words behind 占 name, if they name one.

    found: the quantities of one sentence.
    """
    for i, share in enumerate(found):
        if share.row.kind != "share" or share.row.unit != "%":
            continue
        before = [p for p in found[max(0, i - NEAR) : i] if p.row.kind == "level" and p.row.unit]
        pair = _part_and_whole(rules, share, before)
        if pair:
            part, whole = (p.row for p in pair)
            (low, high), (least, most) = spread(rules, part), spread(rules, whole)
            given = (low / most * 100, high / max(least, 1e-9) * 100)
            agrees = rounding.overlap(spread(rules, share.row), given)
            yield Finding(share.row, "share", share.row.value, part.value / whole.value * 100, agrees, part)


def _part_and_whole(rules: Rules, share: Placed, before: list[Placed]) -> tuple[Placed, Placed] | None:
    of, rate = pattern(rules, "share_of").search(share.before), pattern(rules, "rate_of").search(share.before)
    part = before[-1] if of and before else None
    if of and part:
        subject = pattern(rules, "subject_said").sub("", share.before[: of.start()].split("#")[-1])
        wholes = [p for p in before[:-1] if _names_whole(rules, of["of"], p)]
        told = not subject or of["of"] and len(subject) > 1 and subject in name(part.row)
        part = part if told and part.row.status == share.row.status else None
    elif rate:
        part = next((p for p in before[::-1] if p.before.endswith(rate["what"])), None)
        wholes = [p for p in before if part and p.at < part.at]
    if not part:
        return None
    alike = (p for p in wholes[::-1] if p.row.unit == part.row.unit and p.row.value >= part.row.value)
    whole = next(alike, None)
    near = whole and not re.search("[；;。]", share.row.sentence[whole.stop : share.at])
    return (part, whole) if near and whole.row.value > 0 else None


def _names_whole(rules: Rules, words: str, whole: Placed) -> bool:
    """Whether the words behind 占 mean an amount: its name, a piece of it, or just all of them (占总数的).

    占全市 is all of them only where the amount itself is 全市's: in a township's report it is another place's.
    """
    bare = pattern(rules, "whole_place").sub("", words)
    told = len(bare) == len(words) or words[:2] in whole.before or pattern(rules, "own_town").match(words)
    return bool(
        told
        and (
            pattern(rules, "all_of_them").fullmatch(words)
            or not bare
            or len(bare) > 1
            and bare in name(whole.row)
        )
    )


def ranges(rules: Rules, found: list[Placed]) -> Iterator[Finding]:
    """Yield each share of a whole above 100 % and each fall by more than 100 %.

    found: the quantities of one sentence.
    """
    for placed in found:
        row = placed.row
        low, high = spread(rules, row)
        if row.unit != "%" or row.kind not in ("share", "growth"):
            continue
        if row.kind == "growth":
            if high < -100:
                yield Finding(row, "rate_range", row.value, -100, False)
            continue
        told = placed.before.split("#")[-1] + row.indicator
        if low <= 100 or pattern(rules, "no_part").search(told):
            continue
        if pattern(rules, "bounded").search(told) or pattern(rules, "share_of").search(placed.before):
            yield Finding(row, "rate_range", row.value, 100, False)
        elif pattern(rules, "of_a_plan").search(told):
            yield Finding(row, "rate_range", row.value, 100, False, reason="of_a_plan")


def lists(rules: Rules, masked: str, found: list[Placed], following: dict[tuple, str]) -> Iterator[Finding]:
    """Yield each count of things that a list of them follows, and how many the list has.

    Only lists whose members are all divided by 、 are counted, 和 or 及 before the last one or not; a list that 等 ends,
    and one whose members have counts of their own, is none.

    masked: the sentence with # for its quantities. found: these. following: by (doc_id, end of a sentence), the next one.
    """
    for placed in found:
        row = placed.row
        counted = not row.unit or pattern(rules, "listed_units").fullmatch(row.unit)
        if not counted or row.kind != "level" or row.bound != "exact" or row.value < 2 or row.value % 1:
            continue
        listed = _list_behind(rules, masked, placed, following.get((row.doc_id, row.sentence_end), ""))
        counts = _members(rules, listed)
        if counts:
            agrees = row.value in counts
            yield Finding(row, "listed_count", row.value, row.value if agrees else counts[0], agrees)


def _list_behind(rules: Rules, masked: str, placed: Placed, following: str) -> str:
    """The words of the list that a count opens: behind its colon, or in the sentence after its own."""
    behind = masked[placed.stop :]
    match = pattern(rules, "list").match(behind)
    if match:
        return behind[match.end() :].split("。")[0]
    after = pattern(rules, "list_sentence").match(following)
    if after and re.fullmatch("[^，,；;：:#]{0,40}。?", behind):
        return following[after.end() :].split("。")[0]
    return ""


def _members(rules: Rules, listed: str) -> tuple[int, ...]:
    """How many members a list has: one number, or two where 和 may join the last two or be part of a name."""
    bare = _ASIDE.sub("", listed).strip()
    if "、" not in bare or re.search("[，,：:；;#]", bare) or pattern(rules, "etc").search(bare):
        return ()
    members = [member for member in bare.split("、") if member]
    joined = pattern(rules, "joins_last").search(members[-1])
    return (len(members), len(members) + 1) if joined else (len(members),)
