"""Reads from the words around a quantity how it is bounded (约, 以上) and of which kind it is (growth, share, change)."""

import re
from typing import NamedTuple

from lib.quantities import signs
from lib.quantities.patterns import Ending, Patterns
from lib.rules import find_cues, numerals

CLAUSE = 40
LONGEST_CUE = 16  # characters; 超 …任务 with its gap
_BREAK = re.compile("[，,。；;：:！？!?\\n（(]")
_SENTENCE_BREAK = re.compile("[。；;！？!?\\n]")

FALLING = ("fall", "fallrate")


class Told(NamedTuple):
    """Where a quantity ended, its kind, and its sign (-1 for a decrease)."""

    end: int
    kind: str
    sign: int


class Earlier(NamedTuple):
    """The percentage or points read last, and the quantity read last."""

    rate: Told | None = None
    any: Told | None = None


def clause_before(text: str, start: int) -> str:
    """Return what stands between the last punctuation mark and an offset, at most 40 characters."""
    window = text[max(0, start - CLAUSE) : start]
    breaks = [m.end() for m in _BREAK.finditer(window)]
    return window[breaks[-1] :] if breaks else window


def cue_before(text: str, start: int, tables: Patterns) -> tuple[str, str]:
    """Return the hedge right before an offset and its effect (about, above, below), or two empty strings."""
    found = _ending_at(tables.bound_before, text, start)
    return (found[0], found[1]) if found else ("", "")


def is_changed_by(text: str, start: int, tables: Patterns) -> bool:
    """Say whether a verb of rise or fall stands right before an offset (压缩一半)."""
    return bool(_verb_right_before(text, start, tables))


def vague_before(text: str, start: int, numeral: str, tables: Patterns) -> str:
    """Return 上, 数 or 几 where it makes a numeral vague: right before one that begins with a rank (上百), or inside (一百几十)."""
    if numerals.SEVERAL in numeral:
        return numerals.SEVERAL
    if numeral[0] not in numerals.RANKS:
        return ""
    found = _ending_at(tables.vague, text, start, "")
    return found[0] if found else ""


def _ending_at(cues: Ending, text: str, start: int, blanks: str = " \t\xa0\u3000") -> tuple[str, str] | None:
    """Return the cue that ends right before an offset, blanks set aside, and its effect."""
    end = start
    while end and text[end - 1] in blanks:
        end -= 1
    if not end or text[end - 1] not in cues.last:
        return None
    found = cues.expression.search(text, max(0, end - LONGEST_CUE), end)
    return (found[0], cues.effects[found.lastindex - 1]) if found else None


def bound_of(cue: str, hedge: str, after: str, tables: Patterns) -> str:
    """Return exact, about, above or below; where two hedges contradict each other the quantity is about.

    cue: the effect of the hedge before the numeral; hedge: 余, 多 or 来 inside; after: 以上, 左右 … behind the unit.
    """
    effects = {cue} - {""}
    if hedge:
        effects.add(tables.hedges[hedge])
    if after:
        effects.update(found.effect for found in find_cues(tables.bound_after, f"{after}。"))
    if not effects:
        return "exact"
    return effects.pop() if len(effects) == 1 else "about"


def change_before(text: str, start: int, tables: Patterns) -> tuple[str, str]:
    """Return the verb right before an offset that makes an amount a change, and rise or fall (增812元, 超出任务200万元)."""
    return _ending_at(tables.change, text, start) or ("", "")


def kind_of(
    text: str, start: int, end: int, unit: str, family: str, tables: Patterns, earlier: Earlier
) -> tuple[str, int]:
    """Return the kind (level, growth, share, change) and the sign (-1 for a decrease).

    text, start, end: where the quantity stands, a hedge before it left out; unit, family: its unit; tables: the tables
    in force; earlier: what was read before it, whose kind a list hands on (一产增长5%、二产12%).
    """
    if unit == signs.DOUBLINGS:
        return "growth", 1
    verb = _verb_right_before(text, start, tables)
    if family == "percent":
        told = earlier.rate
        goal = tables.pattern("goal_of_growth")
        if told and told.kind == "growth" and goal.fullmatch(text, told.end, start):
            return "growth", told.sign  # 增长6.4%（年度目标|6%）: the goal of a growth is one
        effect = verb or _short_verb(text, start, tables)
        return ("growth", _sign(effect)) if effect else _percent_kind(text, start, end, tables, earlier.rate)
    if family == "points":
        return _points_kind(text, start, verb or _short_verb(text, start, tables), tables, earlier.rate)
    if family == "multiple":
        told = earlier.any
        if not verb and told and told.kind == "growth" and _goes_on(text, told, start, tables):
            return "growth", told.sign  # 增长2.1倍、1.5倍
        return ("growth", _sign(verb)) if verb else ("share", 1)  # 是2015年的2倍 is a ratio
    if not unit and text[start:end].isascii() and (told := _rate_without_sign(text, start, tables)):
        return told
    verb = verb or change_before(text, start, tables)[1] or _verb_of_list(text, start, unit, tables)
    if not verb and tables.reach.search(text, max(0, start - LONGEST_CUE), start):
        verb = "rise"
    told = earlier.any
    if not verb and told and told.kind == "change" and _goes_on(text, told, start, tables):
        return "change", told.sign
    changes = verb and tables.pattern("change_ends_there").match(text, end)
    return ("change", _sign(verb)) if changes else ("level", 1)


def _goes_on(text: str, told: Told, start: int, tables: Patterns) -> bool:
    """Say whether nothing, or what joins a list, stands between a quantity and an offset behind it."""
    return told.end >= start or _joined(text, told, start, tables)


def _joined(text: str, told: Told, start: int, tables: Patterns) -> bool:
    return tables.pattern("joint").fullmatch(text, told.end, start) is not None


def _rate_without_sign(text: str, start: int, tables: Patterns) -> tuple[str, int] | None:
    """Return kind and sign of a rate whose % was lost (占年计划的58.2，同比增长17.8), None for what is no rate."""
    before = clause_before(text, start)
    if tables.pattern("rate_told").search(before):
        return "growth", _sign(last_cue(before, tables)[0])
    return ("share", 1) if tables.pattern("share_told").search(before) else None


def is_rate_told(text: str, start: int, tables: Patterns) -> bool:
    """Say whether the words before a numeral make it a rate, with or without a % behind it (同比下降15.8)."""
    return bool(tables.pattern("rate_told").search(clause_before(text, start)))


def _sign(effect: str) -> int:
    return -1 if effect in FALLING else 1


def last_cue(clause: str, tables: Patterns) -> tuple[str, bool]:
    """Return the effect of the last cue word in a clause, and whether 到 or 至 stands behind it."""
    effect, reached = "", False
    for cue in find_cues(tables.clause, clause):
        if cue.effect == "to":
            reached = True
        else:
            effect, reached = cue.effect, False
    return effect, reached


def _points_kind(text: str, start: int, verb: str, tables: Patterns, before: Told | None) -> tuple[str, int]:
    effect, reached = (verb, False) if verb else last_cue(clause_before(text, start), tables)
    if not effect and before and before.kind == "change" and _joined(text, before, start, tables):
        return "change", before.sign
    return ("share", 1) if reached and effect in ("rise", "fall") else ("change", _sign(effect))


def _percent_kind(text: str, start: int, end: int, tables: Patterns, before: Told | None) -> tuple[str, int]:
    if tables.pattern("growth_told_behind").match(text, end):
        return "growth", 1
    effect, reached = last_cue(clause_before(text, start), tables)
    if effect in ("rate", "fallrate"):
        return "growth", _sign(effect)
    if effect in ("rise", "fall"):
        return ("share", 1) if reached else ("growth", _sign(effect))
    if effect == "share" or before is None or before.kind != "growth":
        return "share", 1
    between = text[before.end : start]
    if len(between) > CLAUSE or _SENTENCE_BREAK.search(between) or last_cue(between, tables)[0] == "share":
        return "share", 1
    return "growth", before.sign


def _verb_right_before(text: str, start: int, tables: Patterns) -> str:
    """Return rise or fall where such a verb stands right before an offset, 了 set aside (下降了5%)."""
    tail = text[max(0, start - 5) : start].rstrip(" \t\xa0\u3000").removesuffix(signs.DONE)
    for length in (3, 2):
        effect = tables.effects.get(tail[-length:], "")
        if effect in ("rise", "fall"):
            return "" if tail.endswith(tables.words["compared"]) else effect
    return ""


def _verb_of_list(text: str, start: int, unit: str, tables: Patterns) -> str:
    """Return rise or fall where such a verb stands before the other quantity of a pair in the same unit (增加13元和9元)."""
    window = max(0, start - CLAUSE)
    groups, joint = "".join(numerals.GROUPS), tables.pattern("joint").pattern
    listed = f"(?:[0-9.]+[{groups}]*{re.escape(unit)}(?:{joint}))+$"
    other = re.search(listed, text[window:start]) if unit else None
    if not other or text.endswith(tables.words["than"], 0, window + other.start()):
        return ""
    return _verb_right_before(text, window + other.start(), tables)


def _short_verb(text: str, start: int, tables: Patterns) -> str:
    """Return rise or fall for 降5%, 低0.7个百分点; before other units these are nouns (墙高3米)."""
    end = start - (text[start - 1 : start] == signs.DONE)
    found = _ending_at(tables.verb, text, end)
    return found[1] if found else ""
