"""Which found quantity is which annotated one, and what agrees in the two."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from lib import paths
from lib.rules import read_table

ATTRIBUTES = ("value", "unit", "bound", "kind", "scope", "status", "period")
STRICT = ("value", "unit", "kind", "status")
PAIR_COLUMNS = ("annotated", "found", "paired", "span", *ATTRIBUTES, "name", "name_exact", "row", "strict")
PAIR_COLUMNS += ("row_exact", "canonical", "canonical_annotated", "canonical_found", "canonical_unasked")
QUOTES = str.maketrans("", "", "“”\"'‘’「」")
# the scorer's own: a change of rules must not change what it is measured with
COUNTING_WORD = re.compile(r"(?:[户人个家件条处项村台次]?数量?|人次)$")

Row = dict[str, str]


def pair_rows(gold: list[Row], found: list[Row]) -> Iterator[dict]:
    """Yield one dict per annotated, and per spurious quantity of one report: start, text, and PAIR_COLUMNS as 0 or 1.

    gold: the annotated rows. found: the rows found, their surface at its place (see `in_place`).
    """
    pairs = pair(gold, found)
    spurious = [row for index, row in enumerate(found) if index not in set(pairs.values())]
    matches = [(row, found[pairs[index]] if index in pairs else None) for index, row in enumerate(gold)]
    for one, other in [*matches, *((None, row) for row in spurious)]:
        told = one or other
        agrees = agreement(one, other) if one and other else {}
        facts = agrees | {
            "annotated": bool(one),
            "found": bool(other),
            "paired": bool(one and other),
            "canonical_annotated": bool(one and one["canonical"]),
            "canonical_found": bool(other and other.get("canonical", "").strip()),
            "canonical_unasked": bool(other and other.get("unasked")),
        }
        yield {"start": number(told, "start"), "text": told["surface"]} | {
            name: int(facts.get(name, False)) for name in PAIR_COLUMNS
        }


def in_place(stated: list[Row], raw: str, gold: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows whose surface is the raw text at their place, and the others.

    An id that is neither in the guide of annotation nor in the annotations is taken out, and kept as `unasked`: nobody
    was asked for it, so that no annotation could say whether it is right.
    """
    asked = _guide_ids() | {row["canonical"] for row in gold}
    found, bad = [], []
    for row in stated:
        name = row.get("canonical", "").strip()
        known = row | ({"canonical": name} if name in asked else {"canonical": "", "unasked": name})
        (found if raw[slice(*span(row))] == row["surface"] else bad).append(known)
    return found, bad


def pair(gold: list[Row], found: list[Row]) -> dict[int, int]:
    """Return one-to-one pairs {index in gold: index in found}, the largest overlaps first, then the nearest starts."""
    candidates = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            (start, end), (start_found, end_found) = span(one), span(other)
            shared = min(end, end_found) - max(start, start_found)
            if shared > 0:
                candidates.append((-shared, abs(start - start_found), i, j))
    pairs: dict[int, int] = {}
    used = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def agreement(gold: Row, found: Row) -> dict[str, bool]:
    """Return what agrees in one pair of quantities: the attributes, span, name (as same_indicator, and exactly), canonical,
    strict (STRICT together), row (all of ATTRIBUTES, canonical and name) and row_exact (the same with name_exact).
    """
    agrees = {name: _same(gold, found, name) for name in ATTRIBUTES}
    agrees["span"] = span(gold) == span(found)
    agrees["name"] = same_indicator(gold.get("indicator", ""), found.get("indicator", ""))
    agrees["name_exact"] = _bare(gold.get("indicator", "")) == _bare(found.get("indicator", ""))
    cells = all(_same(gold, found, name) for name in (*ATTRIBUTES, "canonical"))
    agrees |= {"row": agrees["name"] and cells, "row_exact": agrees["name_exact"] and cells}
    agrees["strict"] = all(agrees[name] for name in STRICT)
    agrees["canonical"] = bool(gold["canonical"]) and _same(gold, found, "canonical") and agrees["value"]
    return agrees


def _same(gold: Row, found: Row, attribute: str) -> bool:
    one, other = gold.get(attribute, "").strip(), found.get(attribute, "").strip()
    if attribute != "value":
        return one == other
    try:
        one, other = float(one), float(other)
    except ValueError:
        return False
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other), 1.0)


def same_indicator(one: str, other: str) -> bool:
    """Return whether two wordings name the same indicator: 低保户数 and 低保户, 规上工业利润 and 规模以上工业利润.

    They do where, without quotes, white space and a final counting word, they are equal, or one holds the other and
    is at most twice as long, or the Dice coefficient of their sets of character pairs is at least 0.5.
    """
    one, other = _bare(one), _bare(other)
    if not one or not other:
        return one == other
    short, long = sorted((one, other), key=len)
    if short in long and len(long) <= 2 * len(short):
        return True
    pairs, others = _character_pairs(one), _character_pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) >= 0.5


def _bare(name: str) -> str:
    closed = closed_up(name).translate(QUOTES)
    return COUNTING_WORD.sub("", closed) or closed


def _character_pairs(text: str) -> set[str]:
    return {first + second for first, second in pairwise(text)} or {text}


def closed_up(text: str) -> str:
    """Return a text in half-width forms and without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def span(row: Row) -> tuple[int, int]:
    """Return where a row begins and ends, in raw characters."""
    return number(row, "start"), number(row, "end")


def number(row: Row, column: str) -> int:
    """Return a cell as a whole number; a spreadsheet may have written 12 as 12.0."""
    return int(float(row[column]))


@cache
def _guide_ids() -> frozenset[str]:
    """The ids that annotations are asked for; the rules know more, which no annotation could confirm."""
    return frozenset(row["canonical"] for row in read_table(paths.GOLD / "ids.csv"))
