"""Reads from the words around a quantity how it is bounded (约, 以上) and of which kind it is (growth, share, change)."""

import re

from lib.quantities.patterns import Patterns

CLAUSE = 40
_BREAK = re.compile("[，,。；;：:！？!?\\n（(]")
_SENTENCE_BREAK = re.compile("[。；;！？!?\\n]")
_GROWTH_AFTER = re.compile("的?(?:年均|平均)?(?:速度|增长|增速|增幅|涨幅|升幅)")
_PREDICATE_ENDS = re.compile("[，,。；;、）)！!\\n]|$|[0-9和及]")
_ADDED = re.compile("增[收产]了?[^增]{0,3}$")
# 增长6.4%（年度目标6%）: the goal of a growth is one
_GOAL = re.compile("[（(](?:全年|年度|年初|预期|计划)*(?:目标|计划|任务)值?(?:为|是)?")

FALLING = ("fall", "fallrate")


def clause_before(text: str, start: int) -> str:
    """Return what stands between the last punctuation mark and an offset, at most 40 characters."""
    window = text[max(0, start - CLAUSE) : start]
    breaks = [m.end() for m in _BREAK.finditer(window)]
    return window[breaks[-1] :] if breaks else window


def cue_before(text: str, start: int, tables: Patterns, bare: bool = False) -> tuple[str, str]:
    """Return the hedge right before an offset and its effect (about, above, below), or two empty strings.

    text: the text; start: where the numeral begins; tables: the tables in force; bare: whether the numeral is 百, 千,
    万 or 亿 alone, where 上 is a hedge too (上千人).
    """
    end = start
    while end and text[end - 1] in " \t\xa0\u3000":
        end -= 1
    tail = text[max(0, end - 5) : end]
    if bare and tail.endswith("上") and not tail.endswith("以上"):
        return "上", "above"
    for cue, effect, not_after in tables.bound_before.get(text[end - 1 : end], ()):
        if tail.endswith(cue):
            preceding = tail[-len(cue) - 1 : -len(cue)]
            return ("", "") if preceding and preceding in not_after else (cue, effect)
    return "", ""


def bound_of(cue: str, hedge: str, after: str, tables: Patterns) -> str:
    """Return exact, about, above or below; where two hedges contradict each other the quantity is about.

    cue: the effect of the hedge before the numeral; hedge: 余, 多 or 来 inside; after: 以上, 左右 … behind the unit.
    """
    effects = {cue} - {""}
    if hedge:
        effects.add("about" if hedge == "来" else "above")
    if after:
        effects.update(effect for word, effect in tables.bound_after.items() if after.endswith(word))
    if not effects:
        return "exact"
    return effects.pop() if len(effects) == 1 else "about"


def kind_of(
    text: str,
    start: int,
    end: int,
    unit: str,
    family: str,
    tables: Patterns,
    before: tuple[int, str, int] | None,
) -> tuple[str, int]:
    """Return the kind (level, growth, share, change) and the sign (-1 for a decrease).

    text, start, end: where the quantity stands; unit, family: its unit; tables: the tables in force; before: end, kind
    and sign of the percentage or points read last, which a list hands on (一产增长5%、二产12%).
    """
    if unit == "番":
        return "growth", 1
    start -= len(cue_before(text, start, tables)[0])
    verb = _verb_right_before(text, start, tables)
    if family == "percent":
        if before and before[1] == "growth" and _GOAL.fullmatch(text, before[0], start):
            return "growth", before[2]
        effect = verb or _short_verb(text, start, tables)
        return ("growth", _sign(effect)) if effect else _percent_kind(text, start, end, tables, before)
    if family == "points":
        return _points_kind(text, start, verb or _short_verb(text, start, tables), tables, before)
    if family == "multiple":
        return ("growth", _sign(verb)) if verb else ("level", 1)
    verb = verb or _verb_of_list(text, start, unit, tables)
    ends = _PREDICATE_ENDS.match(text, end) and not _ADDED.search(text, max(0, start - 8), start)
    return ("change", _sign(verb)) if verb and unit and ends else ("level", 1)


def _sign(effect: str) -> int:
    return -1 if effect in FALLING else 1


def last_cue(clause: str, tables: Patterns) -> tuple[str, bool]:
    """Return the effect of the last cue word in a clause, and whether 到 or 至 stands behind it."""
    effect, reached = "", False
    for cue in tables.clause.finditer(clause):
        word = cue[0]
        if cue.start() and clause[cue.start() - 1] in tables.not_after[word]:
            continue
        if tables.effects[word] == "to":
            reached = True
        else:
            effect, reached = tables.effects[word], False
    return effect, reached


def _points_kind(
    text: str, start: int, verb: str, tables: Patterns, before: tuple[int, str, int] | None
) -> tuple[str, int]:
    effect, reached = (verb, False) if verb else last_cue(clause_before(text, start), tables)
    if not effect and before and before[1] == "change" and text[before[0] : start] in ("、", "和", "及"):
        return "change", before[2]
    return ("share", 1) if reached and effect in ("rise", "fall") else ("change", _sign(effect))


def _percent_kind(
    text: str, start: int, end: int, tables: Patterns, before: tuple[int, str, int] | None
) -> tuple[str, int]:
    if _GROWTH_AFTER.match(text, end):
        return "growth", 1
    effect, reached = last_cue(clause_before(text, start), tables)
    if effect in ("rate", "fallrate"):
        return "growth", _sign(effect)
    if effect in ("rise", "fall"):
        return ("share", 1) if reached else ("growth", _sign(effect))
    if effect == "share" or before is None or before[1] != "growth":
        return "share", 1
    between = text[before[0] : start]
    if len(between) > CLAUSE or _SENTENCE_BREAK.search(between) or last_cue(between, tables)[0] == "share":
        return "share", 1
    return "growth", before[2]


def _verb_right_before(text: str, start: int, tables: Patterns) -> str:
    """Return rise or fall where such a verb stands right before an offset, 了 set aside (下降了5%)."""
    tail = text[max(0, start - 5) : start].rstrip(" \t\xa0\u3000").removesuffix("了")
    for length in (3, 2):
        effect = tables.effects.get(tail[-length:], "")
        if effect in ("rise", "fall"):
            return "" if tail.endswith(("同比", "环比")) else effect
    return ""


def _verb_of_list(text: str, start: int, unit: str, tables: Patterns) -> str:
    """Return rise or fall where such a verb stands before the other quantity of a pair in the same unit (增加13元和9元)."""
    window = max(0, start - CLAUSE)
    other = (
        re.search(f"(?:[0-9.]+[万亿]*{re.escape(unit)}(?:、|和|及))+$", text[window:start]) if unit else None
    )
    if not other or text.endswith(("低于", "高于"), 0, window + other.start()):
        return ""
    return _verb_right_before(text, window + other.start(), tables)


def _short_verb(text: str, start: int, tables: Patterns) -> str:
    """Return rise or fall for 降5%, 低0.7个百分点; before other units these are nouns (墙高3米)."""
    tail = text[max(0, start - 3) : start].rstrip(" \t\xa0\u3000").removesuffix("了")
    effect, not_after = tables.verbs.get(tail[-1:], ("", ""))
    return effect if effect and tail[-2:-1] not in not_after else ""
