"""English glosses of Chinese terms, from the tables that know them: general words, themes and indicators."""

import re

from lib.rules.in_force import Rules, compiled, in_force

_NOTE = re.compile(r" \([^()]*\)$")  # Tax revenue (definition not stated): a caution, not part of the name


def gloss(term: str) -> str:
    """Return the English of a Chinese term, "" where no table has one.

    glosses.csv goes first, then the terms of themes.csv, the indicators' names, and last their wordings, of which the
    first that fits wins.
    """
    rules = in_force()
    names, wordings = _indicators(rules)
    own = _general(rules).get(term) or _themes(rules).get(term) or names.get(term)
    return own or next((english for wording, english in wordings if wording.fullmatch(term)), "")


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
def _indicators(rules: Rules) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    rows = [row for row in rules.table("indicators") if row["canonical"]]
    english = [_lower(_NOTE.sub("", row["label_en"])) for row in rows]
    names = {row["label_zh"]: name for row, name in reversed(list(zip(rows, english)))}
    return names, [(re.compile(row["pattern"]), name) for row, name in zip(rows, english)]


def _lower(name: str) -> str:
    """The name as it stands inside a sentence; abbreviations such as GDP keep their capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
