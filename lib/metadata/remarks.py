"""A remark: what contradicts itself, is missing or was lost at one place of a report, by its rule, and in words."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lib.cleaning import CleanText, raw_span
from lib.rules import CLAUSE_ENDS, Rules, compiled, label, series

AROUND = 14  # characters of its clause that are quoted on either side of a passage


class Remark(NamedTuple):
    """A remark by its rule on the raw characters [start, end), both None where it is on the whole report.

    fields: what the rule's texts are filled with. decided: fields of the reports table that it settles, with their values.
    """

    rule: str
    start: int | None = None
    end: int | None = None
    fields: Mapping[str, object] = {}
    decided: str = ""


def remark(
    clean_text: CleanText, rule: str, start: int, end: int, decided: str = "", **fields: object
) -> Remark:
    """Return a remark on the clean characters [start, end), which it quotes with what stands around them."""
    quoted = {"passage": quote(clean_text.text, start, end)}
    return Remark(rule, *raw_span(clean_text, start, end), quoted | fields, decided)


def in_words(rules: Rules, found: Remark) -> dict[str, str]:
    """Return kind, text_zh and text_en of a remark, from remark_texts.csv, text_damage.csv or reading_rules.csv.

    Raises ValueError where neither table has its rule.
    """
    row = _texts(rules).get(found.rule)
    if row is None:
        raise ValueError(f'remark_texts.csv has no row "{found.rule}"; add one with its kind and its texts')
    texts = {
        f"text_{language}": row[f"text_{language}"].format_map(
            {name: _shown(value, language) for name, value in found.fields.items()}
        )
        for language in ("zh", "en")
    }
    return {"kind": row["kind"]} | texts


def quote(text: str, start: int, end: int, around: int = AROUND) -> str:
    """Return a passage with up to `around` characters on either side, within its clause and on one line."""
    left, right = start, end
    while left > 0 and start - left < around and text[left - 1] not in CLAUSE_ENDS:
        left -= 1
    while right < len(text) and right - end < around and text[right] not in CLAUSE_ENDS:
        right += 1
    return "".join(line.strip() for line in text[left:right].split("\n")).strip("、")


def of_reading(rules: Rules, raw: str, losses: Iterable[tuple]) -> list[Remark]:
    """Return remarks on what the reader of a file took out or changed, where reading_rules.csv asks for one.

    raw: the text read. losses: start, end, rule and values of each, as a report has them.
    """
    found = []
    for start, end, rule, values in losses:
        if rule in _texts(rules):
            place = (start, end) if end else (None, None)
            found.append(Remark(rule, *place, {"passage": raw[start:end]} | dict(values)))
    return found


@compiled
def _texts(rules: Rules) -> dict[str, dict[str, str]]:
    rows = [*rules.table("text_damage"), *rules.table("remark_texts")]
    read = [row | {"kind": "loss"} for row in rules.table("reading_rules") if row["remark"] == "yes"]
    return {row["rule"]: row for row in rows + read}


def _shown(value: object, language: str) -> str:
    if value is None:
        return label("remark.unknown", language)
    return series(map(str, value), language) if isinstance(value, list | tuple) else str(value)
