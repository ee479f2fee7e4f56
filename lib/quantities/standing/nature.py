"""Says what kind of amount a quantity is: of a period, at a date, summed up since earlier, or what a plant is made for."""

import re
from collections.abc import Sequence

from lib.quantities import Quantity
from lib.quantities.naming import Measured
from lib.quantities.standing.reading import Circumstance
from lib.rules import CLAUSE_ENDS, STATEMENT_ENDS, CueTable, Rules, compile_cues, compiled, find_cues

# Nature of an amount by the usual nature of its indicator: a figure of the year, in all or for one person, is of a period.
USUAL = {"flow": "flow", "annual": "flow", "per_head": "flow", "stock": "stock"}
LONGEST = 120  # characters before a quantity in which its cues are looked for
_CLAUSE, _STATEMENT = (re.compile(f"[{ends}]") for ends in (CLAUSE_ENDS, STATEMENT_ENDS))


def read_natures(
    rules: Rules,
    text: str,
    quantities: Sequence[Quantity],
    measured: Sequence[Measured],
    circumstances: Sequence[Circumstance],
) -> list[str]:
    """Return the nature of every quantity: flow, stock, cumulative, capacity, or empty where the words do not tell.

    text: clean text. quantities: found in it; measured, circumstances: of each, what it measures and where it stands.
    """
    natures = []
    for quantity, measure, circumstance in zip(quantities, measured, circumstances, strict=True):
        before = text[max(0, quantity.start - LONGEST) : quantity.start]
        natures.append(nature(rules, quantity, measure, circumstance, before))
    return natures


def nature(
    rules: Rules, quantity: Quantity, measure: Measured, circumstance: Circumstance, before: str
) -> str:
    """Return the nature of one quantity; before: the text that leads up to it."""
    if quantity.kind != "level" or "/" in quantity.unit:  # 人次/天, 元/亩: a rate, not an amount
        return ""
    said = _effects(rules, _CLAUSE.split(before)[-1])
    named = _effects(rules, measure.indicator)
    if "capacity" in (*said, *named):
        return "capacity"
    since_now = "counted_here" in (*said, *named) or _opened_by_its_period(rules, before)
    if "cumulative" in (*said, *named) and not since_now and "/" not in circumstance.period:
        return "cumulative"
    usual = USUAL.get(_usual(rules).get(measure.definition, ""))
    last = [effect for effect in (*named, *said) if effect in ("stock", "flow", "none")][-1:]
    return usual or ("" if last in ([], ["none"]) else last[0])


def _opened_by_its_period(rules: Rules, before: str) -> bool:
    """Whether the statement counts from the period told: 全年…，累计发放21万元, not 全年…，年末市场主体1250户，累计脱贫2651户."""
    told = _effects(rules, _STATEMENT.split(before)[-1])
    frames = [effect for effect in told if effect in ("counted_here", "stock")]
    return frames[-1:] == ["counted_here"]


def _effects(rules: Rules, words: str) -> list[str]:
    """What the cues in some words say, in their order."""
    return [cue.effect for cue in find_cues(_cues(rules), words)]


@compiled
def _cues(rules: Rules) -> CueTable:
    return compile_cues(rules.table("nature_cues"))


@compiled
def _usual(rules: Rules) -> dict[str, str]:
    return {row["definition"]: row["nature"] for row in rules.table("indicators")}
