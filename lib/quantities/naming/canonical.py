"""Says which indicator a name is a wording of, and in which definition, by the table indicators.csv."""

import re
from typing import NamedTuple

from lib.quantities import Quantity
from lib.quantities.patterns import patterns
from lib.rules import Rules, compiled

LONGEST = 40  # characters; no wording of an indicator is longer

_BASE = re.compile("（[^（）]{2}前）$|年均(?:增长|递增|增幅|增速)$")
_QUOTES = re.compile("[“”\"'‘’「」\\s]")
# Words that leave an indicator what it is: any other word around it makes the name a subset of it or something else.
_NEUTRAL = (
    "(?:实现|完成|全年|预计|累计|共|共计|总计|达到|全面|力争|[全我][镇乡县市区]|辖区|境内|镇域|"
    "其中|年度|的|计划|可|为|将)*"
)
_TASK = re.compile(
    "(?:占|超出|超过|超额完成|提前完成|超|完成|为|达)?(?:全年|年度|年初|年|计划|目标|区定|县定|市定|既定|下达|序时|的|了)*"
    "(?:任务|目标|计划|预算|进度)+(?:量|数|任务)?(?:的)?比例$"
)


class Indicator(NamedTuple):
    """One row of indicators.csv, ready to compare; families: of the units that a level of it may have."""

    definition: str
    canonical: str
    wording: re.Pattern[str]
    families: frozenset[str]
    exclusions: re.Pattern[str] | None


def canonical_of(rules: Rules, name: str, quantity: Quantity) -> tuple[str, str]:
    """Return canonical id and definition id of a name, empty where it is no wording of an indicator as a whole.

    name: the name of a quantity; quantity: the quantity, whose unit must fit unless it is a rate of the indicator.
    """
    unit = patterns(rules).units.get(quantity.unit)
    # 财政一般预算收入198万: with a magnitude and no unit the name alone must fit
    amount = quantity.kind == "level" or (quantity.kind == "change" and quantity.unit != "个百分点")
    free = not amount or quantity.rule == "magnitude_only"
    family = "" if free else unit.family if unit else "none"
    return _matched(rules, name, family)


@compiled
def _matched(rules: Rules, name: str, family: str) -> tuple[str, str]:
    """Compare a name with every row, in order; an empty family fits each."""
    if len(name) > LONGEST:
        return "", ""
    bare = _TASK.sub("", _QUOTES.sub("", _BASE.sub("", name)))
    for row in _indicators(rules):
        fits = not family or family in row.families
        if fits and row.wording.fullmatch(bare) and not (row.exclusions and row.exclusions.search(bare)):
            return (row.canonical, row.definition) if row.canonical else ("", "")
    return "", ""


@compiled
def _indicators(rules: Rules) -> tuple[Indicator, ...]:
    """Compile indicators.csv once per corpus; raises ValueError, naming the row, for a pattern that is none."""
    found = []
    for row in rules.table("indicators"):
        try:
            wording = re.compile(f"{_NEUTRAL}(?:{row['pattern']})(?:户数|人数|总数|数|达到|目标|任务)?")
            exclusions = re.compile(row["exclusions"]) if row["exclusions"] else None
        except re.error as error:
            raise ValueError(
                f"indicators.csv, definition {row['definition']!r}: pattern or exclusions cannot be read ({error})"
            ) from error
        families = frozenset(row["units"].split("|"))
        found.append(Indicator(row["definition"], row["canonical"], wording, families, exclusions))
    return tuple(found)
