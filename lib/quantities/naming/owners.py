"""Finds whose quantities a stretch of a sentence gives: the one firm or project that is its subject."""

import re

from lib.quantities.naming.phrases import without_leads
from lib.quantities.naming.words import Vocabulary, remembered

FARTHEST = 24  # characters of a name
NEAR = 6  # characters behind a name


def owner_at(passage: str, words: Vocabulary) -> tuple[str, bool]:
    """Return the firm or project that is the subject where a passage ends, and whether its own clause still runs.

    passage: the sentence up to a quantity. A semicolon, or a clause about the whole place, ends what a subject owns. A
    subject owns later clauses if its own has a quantity (湘沅牧业|投资2800万元，…): else it was only mentioned.
    """
    owner = ""
    *earlier, last = re.split("[，,：:]", re.split("[；;。]", passage)[-1])
    for clause in earlier:
        if words.region.at_start(clause.strip()):
            owner = ""
        found = _subject(clause, words)
        titled = words.pattern("opens_with_titled").match(clause.strip())
        counts = found and words.pattern("count_or_phase").search(clause.replace(found, "", 1))
        owner = found if counts else owner
        owner = titled[1] if titled else owner
    found = _subject(last, words)
    return (found, True) if found else (owner, False)


def subject_of_clause(clause: str, words: Vocabulary) -> str:
    """Return what a clause without figures speaks of (水稻栽插|全面结束, 黑茶基地|从无到有), or an empty string."""
    bare = without_leads(clause.strip(), words)
    subject = words.pattern("opens_with_what_fares").match(bare)
    verb = words.verb.at_start(bare)
    several = words.pattern("listed_or_counted").search(clause)
    fits = subject and not several and (not verb or verb in words.nominal)
    return subject[1] if fits else ""


@remembered
def _subject(clause: str, words: Vocabulary) -> str:
    """Return the named firm or project that opens a clause and of which something is said."""
    bare = words.pattern("opens_with_worth").sub("", clause.strip())
    bare = words.pattern("opens_among_them").sub("", bare).strip()
    bare = without_leads(words.pattern("opens_with_arrival").sub("", bare), words)
    for at, kind in words.firm.places(bare[: FARTHEST + 4]):
        name, rest = bare[: at + len(kind)], bare[at + len(kind) :]
        if words.firm.at_start(rest):
            continue
        own = name[: -len(kind)]
        while common := words.common.at_start(own):
            own = own[len(common) :]
        one = not words.pattern("listed_or_counted").search(own)
        named = len(own) >= 2 and one and not words.verb.at_start(name)
        several = words.pattern("and_others").search(rest, 0, NEAR)  # 城北产业园二期等一批项目落地
        return name if named and not several and _acts(rest, words) else ""
    return ""


def _acts(rest: str, words: Vocabulary) -> bool:
    """Say whether what follows a name tells what it did or has."""
    classes = (words.verb, words.attribute, words.light, words.acts)
    rest = words.pattern("opens_with_when").sub("", rest)
    return any(kind.at_start(rest) for kind in classes)
