"""Shares out the words of a sentence among its quantities, so that each has the words it may take its name from."""

from typing import NamedTuple

from lib.quantities import Quantity
from lib.quantities.naming.bearers import needs_bearer
from lib.quantities.naming.clauses import Setting
from lib.quantities.naming.phrases import Before, Behind, read_before, read_behind, without_links
from lib.quantities.naming.words import OF, Vocabulary

# Units that are themselves what is counted, with the word a name ends in.
HOUSEHOLD, PERSON = "户", "人"
COUNTED = {HOUSEHOLD: "户数", PERSON: "人数", "名": "人数", "位": "人数", "户次": "户次", "人次": "人次"}
YUAN = "元"


class Item(NamedTuple):
    """One quantity with the words that are its own: those claimed by its neighbours are gone.

    before, behind: what its words say; raw_behind: the words behind the unit as they stand; handed: those of them that
    name the next quantity. joined: nothing stands between it and the quantity before; listed: a list sign does.
    """

    quantity: Quantity
    setting: Setting
    before: Before
    behind: Behind
    raw_behind: str
    handed: str
    joined: bool
    listed: bool

    def same_clause(self, other: "Item | None") -> bool:
        """Say whether another quantity stands in the same clause."""
        return other is not None and other.setting.clause == self.setting.clause


def items_of(quantities: list[Quantity], settings: list[Setting], words: Vocabulary) -> list[Item]:
    """Return the quantities of a sentence with the words each may take its name from."""
    found: list[Item] = []
    left = ""
    for i, (quantity, setting) in enumerate(zip(quantities, settings, strict=True)):
        left = setting.before if setting.place == 0 else left
        between = setting.before if setting.place else "，"
        before = read_before(left, words)
        own, left = setting.behind, ""
        if i + 1 < len(settings) and settings[i + 1].place:
            own, left = _divide(before, quantity, setting.behind, words)
        joined = setting.place > 0 and bool(words.pattern("nothing_but_joined").fullmatch(between.strip()))
        listed = setting.place > 0 and bool(words.pattern("list_sign").search(between))
        behind = read_behind(own, words)
        found.append(Item(quantity, setting, before, behind, setting.behind, left, joined, listed))
    return found


def _divide(before: Before, quantity: Quantity, between: str, words: Vocabulary) -> tuple[str, str]:
    """Share out the words between two quantities of a clause: what the first counts, what names the second."""
    if opened := words.pattern("list_opens").match(between):
        return "", between[opened.end() :]
    if between.startswith(OF):  # 总投资3亿元的重点项目16个: the noun names both
        return between, between[1:]
    if quantity.unit == YUAN and words.verb.at_start(between):  # 投资5亿元|改造公路124公里
        return "", between
    waits = before.core == before.final or bool(before.final) and before.final not in words.nominal
    waits = waits or "、" in before.core  # 甲、乙、丙3条道路: the noun is still to come
    first = words.pattern("list_sign").search(between)
    if first and (waits or first[0] == "、"):
        *_, last = words.pattern("list_sign").finditer(between)
        return between[: first.start()], between[last.end() :]
    if not waits:
        return "", between
    noun = read_behind(between, words, any_verb=True).noun
    if not noun or needs_bearer(without_links(between, words), words):
        return "", between
    told = words.pattern("rate_last").sub("", noun)
    done = words.milestone.at_end(told)  # 12个|重点项目|开工10个
    noun = told.removesuffix(done) if done and len(noun) > len(done) + 2 else noun
    attribute = words.attribute.at_end(noun)
    noun = noun.removesuffix(attribute) or noun if len(attribute) > 1 else noun
    end = between.find(noun) + len(noun)
    return between[:end], between[end:]
