"""Sentences of findings: templates of findings.csv in the reader's language, filled with numbers, names and words of the reports."""

import re
from collections.abc import Iterable

import pandas as pd
from IPython.display import Markdown

from lib import drawing, paths
from lib.rules import BETWEEN, Counted, Rules, compiled, in_force

FEW = 30  # reports; below this a difference between towns is said to be a description

_MARKUP = re.compile(r"([\\`*_~\[\]<>$#|])")


class Said(str):
    """Text that is Markdown already; every other text is escaped before it enters a sentence."""


class _Count(Counted):
    """A number that a template prints with separators also where it asks for no noun."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec or ",")


def plain(text: object) -> Said:
    """Return a text so that Markdown prints it as it stands: a report may write *, ~, $ or <."""
    return text if isinstance(text, Said) else Said(_MARKUP.sub(r"\\\1", str(text)))


def said(key: str, language: str, **values: object) -> Said:
    """Return the sentence `key` of findings.csv in "zh" or "en", filled in; raises ValueError where the table lacks it.

    values: numbers, printed as the template says, and texts, escaped unless they were said before.
    """
    row = _templates(in_force()).get(key)
    if row is None:
        raise ValueError(f'findings.csv has no row "{key}"; add one with its Chinese and English sentence')
    filling = {name: value if isinstance(value, float) else _filled(value) for name, value in values.items()}
    return Said(row[language].format(**filling))


def joined(texts: Iterable[str], between: str | dict[str, str], language: str = "zh") -> Said:
    """Return texts one behind the other. between: what stands between two of them, or that by language."""
    parting = between[language] if isinstance(between, dict) else between
    return Said(parting.join(plain(text) for text in texts if text))


def listed(texts: Iterable[str]) -> Markdown:
    """Return sentences as the list that a notebook opens with; empty ones are left out."""
    told = [f"- {plain(text)}" for text in texts if text]
    return Markdown("\n".join([*_of_which(), *told]))


def _of_which() -> list[str]:
    """A first line where not the whole corpus is told of, or one that was made up."""
    language = drawing.language()
    told = [said("of.made_up", language)] if paths.example() else []
    told += [said("of.selection", language, selection=paths.selection())] if paths.selection() else []
    return [f"- {text}" for text in told]


def span(values: pd.Series, form: str, language: str) -> Said:
    """Return the least and the greatest value, or the one that all have. form: how a number is printed, as for format()."""
    if not len(values):
        return said("span.none", language)
    least, greatest = format(values.min(), form), format(values.max(), form)
    return plain(least) if least == greatest else said("span", language, least=least, greatest=greatest)


def part_share(shares: pd.Series, language: str) -> Said:
    """Return how much of the text a part takes in the reports that have it, and in how many that is. shares: per cent, by report."""
    own = shares[shares > 0]
    told = span(own if len(own) else pd.Series([0.0]), ".0f", language)
    return said("span.share", language, span=told, n=len(own), reports=len(shares))


def counted(counts: pd.Series, language: str) -> Said:
    """Return names with their numbers, in order: 群众（60）、项目（56）. counts: numbers by name."""
    return joined((said("counted", language, name=name, n=n) for name, n in counts.items()), LIST, language)


LIST, CLAUSES = BETWEEN["list"], BETWEEN["clause"]
SENTENCES = {"zh": "", "en": " "}


def _filled(value: object):
    return plain(value) if isinstance(value, str) else _Count(value)


@compiled
def _templates(rules: Rules) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rules.table("findings")}
