"""The words that shape the clause around a quantity, as tables that a phrase can be held against."""

from collections.abc import Iterator
from typing import NamedTuple

from lib.rules import Rules, compiled


class Words(NamedTuple):
    """One class of words; not_before: what may not follow a word for it to be that word.

    opening, ending: the length of the longest word that begins, or ends, with a character.
    """

    not_before: dict[str, tuple[str, ...]]
    opening: dict[str, int]
    ending: dict[str, int]

    def at_start(self, phrase: str, start: int = 0) -> str:
        """Return the longest word of the class that stands at `start` of a phrase, or an empty string."""
        for length in range(self.opening.get(phrase[start : start + 1], 0), 0, -1):
            word = phrase[start : start + length]
            barred = self.not_before.get(word)
            if barred is not None and not (barred and phrase.startswith(barred, start + length)):
                return word
        return ""

    def at_end(self, phrase: str) -> str:
        """Return the longest word of the class that ends a phrase, or an empty string."""
        for length in range(self.ending.get(phrase[-1:], 0), 0, -1):
            if phrase[-length:] in self.not_before:
                return phrase[-length:]
        return ""

    def places(self, phrase: str, start: int = 0, shortest: int = 1) -> Iterator[tuple[int, str]]:
        """Yield where words of the class stand in a phrase, and the word; from `start` on, without overlaps."""
        while start < len(phrase):
            word = self.at_start(phrase, start)
            if len(word) >= shortest:
                yield start, word
                start += len(word)
            else:
                start += 1

    def __contains__(self, phrase: object) -> bool:
        return phrase in self.not_before


class Vocabulary(NamedTuple):
    """The classes of clause_words.csv, which explains each of them."""

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


def vocabulary(rules: Rules) -> Vocabulary:
    """Return the word classes in force: the shipped table with the corpus's own rows."""
    return _read(rules)


@compiled
def _read(rules: Rules) -> Vocabulary:
    """Read the table once per corpus; raises ValueError for a class that nothing uses."""
    classes: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in Vocabulary._fields}
    for row in rules.table("clause_words"):
        barred = tuple(word for word in row["not_before"].split("|") if word)
        for name in row["classes"].split("|"):
            if name not in classes:
                raise ValueError(
                    f"clause_words.csv, word {row['word']!r}: there is no class {name!r}; "
                    f"the classes are {', '.join(Vocabulary._fields)}"
                )
            classes[name][row["word"]] = barred
    return Vocabulary(*(Words(words, _longest(words, 0), _longest(words, -1)) for words in classes.values()))


def _longest(words: dict[str, tuple[str, ...]], place: int) -> dict[str, int]:
    """Return the length of the longest word for each character at a place of the words (0 first, -1 last)."""
    lengths: dict[str, int] = {}
    for word in words:
        lengths[word[place]] = max(len(word), lengths.get(word[place], 0))
    return lengths
