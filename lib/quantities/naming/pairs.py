"""Tells the two amounts of one name apart where it is of two groups: of 城乡居民人均可支配收入达到34446元和13094元 the second is the farmers'."""

from lib.quantities import Quantity
from lib.quantities.naming.words import Vocabulary


def told_apart(text: str, quantities: list[Quantity], names: list[str], words: Vocabulary) -> list[str]:
    """Return the names of a sentence's quantities, of each two of one name that is of two groups the group's own.

    text: clean text; quantities and names: of one sentence, in its order. A third in the list, or words between the two, and
    nothing is told apart.
    """
    told = list(names)
    for first, name in enumerate(names):
        both = words.pattern("opens_with_town_and_country").match(name)
        if both and _is_pair(text, quantities, names, first, words):
            told[first : first + 2] = words.form_of_each("town_and_country", what=both[1])
    return told


def _is_pair(text: str, quantities: list[Quantity], names: list[str], first: int, words: Vocabulary) -> bool:
    second = first + 1
    return (
        _joined(text, quantities, names, first, words)
        and not _joined(text, quantities, names, first - 1, words)
        and not _joined(text, quantities, names, second, words)
    )


def _joined(text: str, quantities: list[Quantity], names: list[str], first: int, words: Vocabulary) -> bool:
    """Say whether a quantity and the next are of one name, kind and unit with nothing but a joining word between them."""
    if not 0 <= first < len(quantities) - 1 or names[first] != names[first + 1]:
        return False
    one, other = quantities[first], quantities[first + 1]
    between = text[one.end : other.start]
    return (one.kind, one.unit) == (other.kind, other.unit) and bool(
        words.pattern("joins_two").fullmatch(between)
    )
