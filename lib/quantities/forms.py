"""The forms that a numeral takes in a text, as numeral_forms.csv lists them: each a named piece of one regular expression."""

from typing import NamedTuple

from lib.rules import Rules, numerals, patterns

# The characters that a form may open with; the first of a form's sample tells which of these it belongs to.
OPENINGS = (
    "0123456789０１２３４５６７８９",
    f"{numerals.CHINESE}{numerals.HALF}",
    '“"‘《(（[〔xX×＊*○□◯●?？',
)


class Form(NamedTuple):
    """A form by its name, as a regular expression, with a sample that it finds whole."""

    name: str
    expression: str
    sample: str


def forms(rules: Rules, unit: str, after: str) -> list[Form]:
    """Return the forms in the order in which they are tried; neighbours of one name are alternatives.

    unit, after: regular expressions for the units, and for what bounds a quantity behind its unit (以上).
    """
    pieces = _pieces(rules, unit, after)
    rows = [row for row in rules.table("numeral_forms") if row["use"] not in pieces]
    return [Form(row["use"], patterns.filled(row["pattern"], pieces), row["sample"]) for row in rows]


def amount(rules: Rules, unit: str, after: str) -> str:
    """Return the regular expression of an Arabic numeral with hedge, magnitude and unit, and of no range."""
    return _pieces(rules, unit, after)["AMOUNT"]


def _pieces(rules: Rules, unit: str, after: str) -> dict[str, str]:
    given = {"HAN": f"[{numerals.CHINESE}]", "UNIT": unit, "AFTER": after}
    return patterns.pieces(rules.table("numeral_forms"), given)


def tokens(found: list[Form]) -> dict[str, str]:
    """Return for every character that opens a form one regular expression of the forms that open so.

    The last group that matched is the name of the form.
    """
    expressions = {}
    for opening in OPENINGS:
        alternatives: dict[str, list[str]] = {}
        for form in found:
            if form.sample[:1] in opening:
                alternatives.setdefault(form.name, []).append(form.expression)
        expression = "|".join(f"(?P<{name}>{'|'.join(pieces)})" for name, pieces in alternatives.items())
        expressions |= dict.fromkeys(opening, expression)
    return expressions
