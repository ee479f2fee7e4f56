"""The dictionary of policy themes: its terms with their contexts, and the names of the themes."""

from collections.abc import Iterable
from typing import NamedTuple

from lib.rules import Rules, compiled


class Term(NamedTuple):
    """One term of themes.csv.

    excluded: each phrase in which it is not counted, after its place in the phrase. unless_near: words that, shortly
    before it in the same sentence, make it something else.
    """

    term: str
    theme: str
    en: str
    variant_of: str
    excluded: tuple[tuple[int, str], ...]
    unless_near: tuple[str, ...] = ()


def terms(rules: Rules) -> dict[str, Term]:
    """Return the terms in force by their own text, in the order of themes.csv. Raises ValueError as read_terms() does."""
    return _terms(rules)


def read_terms(rules: Rules, rows: Iterable[dict[str, str]]) -> dict[str, Term]:
    """Return the terms of some rows, by their own text and in their order.

    rows: with the columns of themes.csv; a theme may be given by its id or by its name in either language.
    Raises ValueError, naming the term, where one occurs twice, has no theme or fewer than two characters, is a variant
    of what is no term of its theme, or has an exclude phrase that does not contain it.
    """
    ids = _ids(rules)
    found: dict[str, Term] = {}
    for row in rows:
        term, theme = row["term"], ids.get(row["theme"], row["theme"])
        if term in found:
            raise ValueError(f"themes.csv: {term} stands there twice; give it one home")
        if len(term) < 2 or not theme:
            raise ValueError(
                f"themes.csv: the row of {term or theme!r} needs a theme and a term of two characters or more"
            )
        # a table made before the column was there lacks it
        near = tuple(filter(None, row.get("unless_near", "").split("|")))
        found[term] = Term(term, theme, row["en"], row["variant_of"], _excluded(term, row["exclude"]), near)
    _check_variants(found)
    return found


def themes(rules: Rules) -> list[str]:
    """Return the ids of the themes that have terms: those of theme_names.csv in its order, then a user's own."""
    used = dict.fromkeys(term.theme for term in terms(rules).values())
    known = [row["theme"] for row in rules.table("theme_names")]
    return [theme for theme in known if theme in used] + [theme for theme in used if theme not in known]


def own_themes(rules: Rules) -> list[str]:
    """Return the themes that stand in themes.csv and not in theme_names.csv: a user's own, or slips of the pen (农业类)."""
    known = {row["theme"] for row in rules.table("theme_names")}
    return [theme for theme in themes(rules) if theme not in known]


def theme_name(rules: Rules, theme: str, language: str = "zh") -> str:
    """Return a theme's name for tables and charts; a theme that theme_names.csv does not have is its own name.

    theme: its id. language: "zh" or "en". Raises ValueError for another language.
    """
    if language not in ("zh", "en"):
        raise ValueError(f"language is {language!r}; it must be 'zh' or 'en'")
    names = {row["theme"]: row[language] for row in rules.table("theme_names")}
    return names.get(theme) or theme


def names(rules: Rules, present: Iterable[str], language: str) -> dict[str, str]:
    """Return the names of the themes that are present, by id, in the order of themes(), others last."""
    present = set(present)
    known = [theme for theme in themes(rules) if theme in present]
    return {
        theme: theme_name(rules, theme, language) for theme in [*known, *sorted(present.difference(known))]
    }


@compiled
def _terms(rules: Rules) -> dict[str, Term]:
    return read_terms(rules, rules.table("themes"))


def _ids(rules: Rules) -> dict[str, str]:
    return {
        row[column]: row["theme"] for row in rules.table("theme_names") for column in ("en", "zh", "theme")
    }


def _excluded(term: str, phrases: str) -> tuple[tuple[int, str], ...]:
    found = []
    for phrase in filter(None, phrases.split("|")):
        if term not in phrase or phrase == term:
            raise ValueError(
                f"themes.csv: {phrase} cannot exclude {term}, since it is no longer phrase that contains it; "
                "write the phrases in which the term means something else, separated by |"
            )
        places = range(len(phrase) - len(term) + 1)
        found += [(place, phrase) for place in places if phrase.startswith(term, place)]
    return tuple(found)


def _check_variants(found: dict[str, Term]) -> None:
    for term in found.values():
        head = found.get(term.variant_of)
        if term.variant_of and (head is None or head.theme != term.theme):
            raise ValueError(
                f"themes.csv: {term.term} is called a variant of {term.variant_of}, which is no term of {term.theme}; "
                "leave variant_of empty or name a term of the same theme"
            )
