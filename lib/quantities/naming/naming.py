"""What is known while a sentence's quantities are named: the names so far, the project it is about, what comes next."""

from typing import NamedTuple

from lib.quantities.naming.items import Item
from lib.quantities.naming.words import Vocabulary

FARTHEST = 300  # characters; a project named farther away is not what an amount belongs to
MONEY = frozenset({"元", "美元", "港元", "欧元", "日元"})
SIZES = frozenset({"元", "亩", "平方米", "美元", "公顷"})


class Named(NamedTuple):
    """A name and the rule that found it; verb, noun and unit: what later quantities of the sentence may take over.

    clause: number of the clause in which an amount or count stands.
    """

    name: str
    rule: str
    verb: str = ""
    noun: str = ""
    unit: str = ""
    clause: int = -1


class Passage(NamedTuple):
    """A sentence of a text, the project that the sentences before it introduce, and the last amount named there."""

    text: str
    start: int
    end: int
    topic: str
    earlier: str


class Context(NamedTuple):
    """What the name of one quantity may draw on; found: names of the sentence so far; subjects: what growth may qualify."""

    passage: Passage
    words: Vocabulary
    found: list[Named]
    subjects: list[str]
    following: Item | None

    @property
    def last(self) -> Named | None:
        """The quantity named last in the sentence."""
        return self.found[-1] if self.found else None

    @property
    def last_amount(self) -> Named | None:
        """The amount or count named last, with rates of it passed over."""
        return next((past for past in reversed(self.found[-3:]) if past.clause >= 0), None)

    def before(self, item: Item) -> str:
        """Return the sentence up to a numeral, or the end of it."""
        start = max(self.passage.start, item.quantity.start - FARTHEST)
        return self.passage.text[start : item.quantity.start]

    def behind(self, item: Item) -> str:
        """Return the sentence from a unit on, or the beginning of that."""
        end = min(self.passage.end, item.quantity.end + FARTHEST)
        return self.passage.text[item.quantity.end : end]

    def handed_verb(self, item: Item) -> str:
        """Return the verb of an enumeration that shares it (发展温室大棚20个、塑料大棚2500个)."""
        if not (item.setting.place and self.last and (item.listed or not item.before.first)):
            return ""
        if item.listed and self.words.nominal.at_end(
            item.before.core[2:]
        ):  # 新植核桃3000亩、低效林改造|5000亩
            return ""
        return "" if self.last.verb in self.words.light else self.last.verb
