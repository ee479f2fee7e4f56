"""English glosses of Chinese terms, from the tables that know them: general words, themes and indicators."""

import re

from lib.rules.in_force import Rules, compiled, in_force

_NOTE = re.compile(r" \([^()]*\)$")  # Tax revenue (definition not stated): a caution, not part of the name


def gloss(term: str) -> str:
    """Return the English of a Chinese term, "" where no table has one.

    glosses.csv goes first, then the terms of themes.csv, the indicators' names, and last their wordings.
    """
    rules = in_force()
    return next(
        (terms[term] for terms in (_general(rules), _themes(rules), _indicators(rules)) if term in terms), ""
    )


def with_gloss(term: str, language: str) -> str:
    """Return how a chart prints a term: itself, and in English its gloss below it."""
    english = gloss(term) if language == "en" else ""
    return f"{term}\n{english}" if english else term


@compiled
def _general(rules: Rules) -> dict[str, str]:
    return {row["term"]: row["en"] for row in rules.table("glosses")}


@compiled
def _themes(rules: Rules) -> dict[str, str]:
    return {row["term"]: row["en"] for row in rules.table("themes")}


@compiled
def _indicators(rules: Rules) -> dict[str, str]:
    """The names of indicators and their plain wordings; a name goes before a wording, an earlier row before a later."""
    rows = [(row, _lower(_NOTE.sub("", row["label_en"]))) for row in reversed(rules.table("indicators"))]
    wordings = {word: english for row, english in rows for word in row["wordings"].split("|")}
    return wordings | {row["label_zh"]: english for row, english in rows}


def _lower(name: str) -> str:
    """The name as it stands inside a sentence; abbreviations such as GDP keep their capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
