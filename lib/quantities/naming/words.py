"""The words that shape the clause around a quantity, as tables that a phrase can be held against."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from lib.rules import Rules, compiled, patterns

# Particles whose grammar is code: what owns stands before 的, what is done before 了, and examples before 等.
OF, DONE, AND_SO_ON = "的", "了", "等"


class Words(NamedTuple):
    """One class of words; barred: what may not follow a word for it to be that word.

    opening, ending: the words that begin, or end, with a letter, the longest first. anywhere: finds those of at least so
    many characters in a phrase; each is made when it is first asked for, as few classes are.
    """

    barred: dict[str, tuple[str, ...]]
    opening: dict[str, list[str]]
    ending: dict[str, list[str]]
    anywhere: dict[int, re.Pattern[str]]

    def at_start(self, phrase: str, start: int = 0) -> str:
        """Return the longest word of the class that stands at `start` of a phrase, or an empty string."""
        for word in self.opening.get(phrase[start : start + 1], ()):
            if phrase.startswith(word, start):
                barred = self.barred[word]
                if not barred or not phrase.startswith(barred, start + len(word)):
                    return word
        return ""

    def at_end(self, phrase: str) -> str:
        """Return the longest word of the class that ends a phrase, or an empty string."""
        for word in self.ending.get(phrase[-1:], ()):
            if phrase.endswith(word):
                return word
        return ""

    def places(self, phrase: str, shortest: int = 1) -> Iterator[tuple[int, str]]:
        """Yield where words of the class stand in a phrase, and the word: at each place the longest, without overlaps.

        shortest: characters of a word that counts, 1 or 2.
        """
        if shortest not in self.anywhere:
            self.anywhere[shortest] = _anywhere(self, shortest)
        return ((found.start(), found[0]) for found in self.anywhere[shortest].finditer(phrase))

    def __contains__(self, phrase: object) -> bool:
        return phrase in self.barred


class Vocabulary(NamedTuple):
    """The classes of clause_words.csv, which explains each of them, the patterns of name_patterns.csv and the forms of name_forms.csv; one object for one corpus."""

    link: Words
    lead: Words
    region: Words
    light: Words
    verb: Words
    nominal: Words
    ender: Words
    rate_lead: Words
    bearer: Words
    attribute: Words
    generic: Words
    reach: Words
    making: Words
    herd: Words
    clipped: Words
    sowing: Words
    sized: Words
    tending: Words
    own_rate: Words
    bare_rate: Words
    firm: Words
    common: Words
    change: Words
    governs: Words
    benefit: Words
    giving: Words
    grant: Words
    building: Words
    built: Words
    spent_on: Words
    thing: Words
    goes_on: Words
    acts: Words
    quarter: Words
    bare: Words
    milestone: Words
    manner: Words
    moves: Words
    division: Words
    basis: Words
    part: Words
    aim: Words
    alone: Words
    own_village: Words
    village_group: Words
    output: Words
    raising: Words
    leads_to: Words
    village: Words
    patterns: Mapping[str, re.Pattern[str]]
    forms: Mapping[str, tuple[str, ...]]

    def pattern(self, use: str) -> re.Pattern[str]:
        """Return the pattern of one use in name_patterns.csv; raises ValueError for a use that the table lacks."""
        return self.patterns.get(use) or patterns.of_use(self.patterns, "name_patterns", use)

    def form(self, use: str, **told: str) -> str:
        """Return the words of one use in name_forms.csv, filled in; raises ValueError for a use that the table lacks."""
        return self.form_of_each(use, **told)[0]

    def form_of_each(self, use: str, **told: str) -> list[str]:
        """Return the names of several quantities, in their order, as one row of name_forms.csv has them."""
        if use not in self.forms:
            raise ValueError(f'name_forms.csv has no row "{use}"; copy the shipped one into your table')
        return [form.format(**told) for form in self.forms[use]]

    def __hash__(self) -> int:
        """Return what tells one object from another, so that @remembered can keep what is read with it."""
        return id(self)


# Reports say the same in the same words: half of the phrases of a report have been read before, and more of a corpus.
remembered = lru_cache(maxsize=1 << 13)


def vocabulary(rules: Rules) -> Vocabulary:
    """Return the word classes in force: the shipped table with the corpus's own rows."""
    return _read(rules)


@compiled
def _read(rules: Rules) -> Vocabulary:
    """Read the table once per corpus; raises ValueError for a class that nothing uses."""
    classes: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in Vocabulary._fields[:-2]}
    for row in rules.table("clause_words"):
        barred = tuple(word for word in row["not_before"].split("|") if word)
        for name in row["classes"].split("|"):
            if name not in classes:
                raise ValueError(
                    f"clause_words.csv, word {row['word']!r}: there is no class {name!r}; "
                    f"the classes are {', '.join(classes)}"
                )
            classes[name][row["word"]] = barred
    forms = {row["use"]: tuple(row["form"].split("|")) for row in rules.table("name_forms")}
    return Vocabulary(*map(_words, classes.values()), patterns.in_table(rules, "name_patterns"), forms)


def _words(barred: dict[str, tuple[str, ...]]) -> Words:
    """Return one class; barred: of each word, what may not follow it."""
    opening: dict[str, list[str]] = {}
    ending: dict[str, list[str]] = {}
    for word in sorted(barred, key=len, reverse=True):
        opening.setdefault(word[0], []).append(word)
        ending.setdefault(word[-1], []).append(word)
    return Words(barred, opening, ending, {})


def _anywhere(words: Words, shortest: int) -> re.Pattern[str]:
    """Return the expression of the words of at least so many characters, branched by their first letter."""
    branches = []
    for letter, opened in words.opening.items():
        tails = [_form(word[1:], words.barred[word]) for word in opened if len(word) >= shortest]
        if tails:
            branches.append(f"{re.escape(letter)}(?:{'|'.join(tails)})")
    return re.compile("|".join(branches) or "(?!)")


def _form(word: str, barred: tuple[str, ...]) -> str:
    return re.escape(word) + (f"(?!{'|'.join(map(re.escape, barred))})" if barred else "")
