"""The words of a sentence that name a time, and how far each of them reaches."""

from typing import NamedTuple

from lib.quantities.standing import words
from lib.rules import Clauses, Cue, CueTable, Rules, compile_cues, compiled, find_cues, pattern

NEAR_HEAD = 3  # characters in front of a time that still opens its clause


class Reaching(NamedTuple):
    """A time cue, and where the words end for which it names the time."""

    cue: Cue
    end: int


def find_period_cues(rules: Rules, sentence: str) -> list[Cue]:
    """Return the time cues of a masked sentence, in order."""
    may_name_one = pattern(rules, "may_name_a_time", "quantity_patterns")
    return find_cues(_table(rules), sentence) if may_name_one.search(sentence) else []


@compiled
def _table(rules: Rules) -> CueTable:
    return compile_cues(rules.table("period_cues"), words.names(rules))


def reaching_cues(rules: Rules, sentence: str, clauses: Clauses) -> list[Reaching]:
    """Return the cues of a masked sentence that name a time, each with the end of its reach, in order."""
    found = find_period_cues(rules, sentence)
    return [Reaching(cue, _end(rules, sentence, cue, clauses)) for cue in found if cue.effect != "none"]


def _end(rules: Rules, sentence: str, cue: Cue, clauses: Clauses) -> int:
    """Return where the reach of a cue ends; inside brackets it ends with them."""
    index, reach = clauses.at(cue.start), cue.row["reach"]
    if reach == "next":
        return cue.end + 1
    if cue.effect == "base":
        turn = words.say(rules, "turn", sentence, cue.end, clauses.end(index))
        return turn[0].start() if turn else clauses.end(index)
    bracket = _bracket_end(clauses, index, len(sentence))
    if reach == "until" and bracket == len(sentence) and cue.start:  # 今后五年…，到2026年…；
        ahead = any(other.effect == "ahead" for other in find_period_cues(rules, sentence[: cue.start]))
        return clauses.statement_end(index) if ahead else bracket
    if reach in ("sentence", "until"):
        return bracket
    if bracket < len(sentence):
        return clauses.end(index)
    if reach == "head" and words.form(rules, "front").fullmatch(sentence, 0, cue.start):
        return len(sentence)
    if reach == "head" and cue.start - clauses.starts[index] <= NEAR_HEAD:
        return clauses.statement_end(index)
    alone = clauses.end(index) - 1 <= cue.end
    return clauses.end(index + 1) if alone and index + 1 < len(clauses.starts) else clauses.end(index)


def _bracket_end(clauses: Clauses, index: int, length: int) -> int:
    """Return where the bracket that holds a clause closes, or the sentence's end if none holds it."""
    opening = [i for i in range(index + 1) if clauses.marks[i] and clauses.marks[i] in "（()）"]
    if not opening or clauses.marks[opening[-1]] in "）)":
        return length
    closing = (clauses.starts[i] for i in range(index + 1, len(clauses.starts)) if clauses.marks[i] in "）)")
    return next(closing, length)
