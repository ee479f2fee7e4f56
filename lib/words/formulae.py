"""Genre formulae: the words and set phrases of formulae.csv, and where the phrases stand in a text."""

import re

from lib.rules import Rules, compiled


def formula_spans(rules: Rules, text: str) -> list[tuple[int, int]]:
    """Return start and end of every stretch made of set phrases of formulae.csv, found as substrings of the text.

    Phrases that overlap or touch make one stretch: 现在，我代表 and 我代表镇人民政府 share two words.
    """
    spans: list[tuple[int, int]] = []
    match = _phrases(rules).search(text)
    while match:
        start, end = match.span()
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
        # not from the end on: the next phrase may begin inside this one
        match = match.re.search(text, start + 1)
    return spans


def formula_words(rules: Rules) -> frozenset[str]:
    """Return the formulae that are single words of the segmenter."""
    return _formula_words(rules)


@compiled
def _formula_words(rules: Rules) -> frozenset[str]:
    return frozenset(row["formula"] for row in rules.table("formulae") if row["form"] == "word")


@compiled
def _phrases(rules: Rules) -> re.Pattern[str]:
    rows = [(row["formula"], row["form"]) for row in rules.table("formulae") if row["form"] != "word"]
    rows.sort(key=lambda row: (-len(row[0]), row[0]))  # of two phrases that begin alike, the longer
    return re.compile(alternatives(rows, "formulae"))


def alternatives(rows: list[tuple[str, str]], table: str) -> str:
    """Return one regular expression for texts and, where the second cell says "pattern", patterns.

    Raises ValueError, naming the table, for a pattern that is no regular expression.
    """
    for text, form in rows:
        try:
            re.compile(text if form == "pattern" else "")
        except re.error as error:
            raise ValueError(
                f"{table}.csv: {text!r} is no regular expression ({error}); mend it, or do not call it a pattern"
            ) from None
    return "|".join(text if form == "pattern" else re.escape(text) for text, form in rows if text) or r"(?!)"
