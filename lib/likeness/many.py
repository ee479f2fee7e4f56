"""Shared passages of more reports than can be compared as a whole: group by group, each of reports likely to share some."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from lib.cleaning import CleanText
from lib.likeness.groups import groups
from lib.likeness.passages import MANY, PAIRS, PASSAGES, REPORTS, Shared, shared_passages
from lib.likeness.runs import han
from lib.rules import Rules

# Reports up to which all are compared with all, and that a group holds at most: memory grows with their text.
TOGETHER = 600
GROUP = (
    200  # reports of a group where there are more than TOGETHER: a changed report costs the work of one group
)
ORDERED = 1_000  # reports whose passages are put in order at a time
Texts = Callable[[Sequence[str]], Iterable[tuple[str, CleanText]]]
Keep = Callable[[Sequence[str], Callable[[], Shared]], Shared]


def shared_of(
    rules: Rules,
    doc_ids: Sequence[str],
    texts: Texts,
    together: int = TOGETHER,
    group: int = GROUP,
    keep: Keep | None = None,
) -> Shared:
    """Return shared_passages() of a corpus of any size; of more than `together` reports, within groups of `group` at most.

    Groups are those of likeness.groups. Of 353 reports of 2003 to 2025 in groups of at most 200 it found both duplicates,
    90% of the 40 pairs that share a twentieth or more, and 57% of the 23,802 that share any passage. A passage between two
    reports of different groups is not found; documents, and what is a set phrase of more than 20 places, are counted
    within a group.

    doc_ids: in the order of the corpus. texts: gives the clean texts of some of them, in this order. keep: gives what is
    known of a group of these ids already, else what `make` returns.
    """
    passages, reports, pairs = shared_some_at_a_time(rules, doc_ids, texts, together, group, keep)
    tables = list(passages)
    held = [own for own in tables if len(own)]  # an empty one among them would turn every text into an object
    return Shared(pd.concat(held or tables[:1], ignore_index=True), reports, pairs)


def shared_some_at_a_time(
    rules: Rules,
    doc_ids: Sequence[str],
    texts: Texts,
    together: int = TOGETHER,
    group: int = GROUP,
    keep: Keep | None = None,
) -> tuple[Iterator[pd.DataFrame], pd.DataFrame, pd.DataFrame]:
    """Return the tables of shared_of(), its passages as rows of some reports at a time: of 10,000 these are a gigabyte.

    Parameters as for shared_of().
    """
    if len(doc_ids) <= together:
        found = shared_passages(rules, dict(texts(doc_ids)))
        return iter([found.passages]), found.reports, found.pairs
    keep, sizes = keep or _held(), []
    members = [
        [doc_ids[number] for number in numbers]
        for numbers in groups(_measured(texts(doc_ids), sizes), MANY, group)
    ]

    def shared(ids: Sequence[str]) -> Shared:
        """Return what the reports of one group share."""
        return keep(ids, lambda: shared_passages(rules, dict(texts(ids))))

    told = [shared(ids)[1:] for ids in members]
    place = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    reports = pd.concat([_alone(doc_ids, sizes), *(own for own, _ in told)], ignore_index=True)
    reports = reports.drop_duplicates("doc_id", keep="last")
    reports = reports.iloc[np.argsort(reports["doc_id"].map(place).to_numpy(), kind="stable")]
    pairs = _ordered([own for _, own in told], place, PAIRS, [])
    return _passages(members, shared, place), reports.reset_index(drop=True), pairs


def _held() -> Keep:
    """A keep that holds what was made."""
    known: dict[tuple[str, ...], Shared] = {}

    def keep(ids: Sequence[str], make: Callable[[], Shared]) -> Shared:
        """Return what these reports share."""
        if tuple(ids) not in known:
            known[tuple(ids)] = make()
        return known[tuple(ids)]

    return keep


def _passages(
    members: Sequence[Sequence[str]], shared: Callable[[Sequence[str]], Shared], place: dict[str, int]
) -> Iterator[pd.DataFrame]:
    """The passages of all groups in the order of the corpus, those of some reports at a time; a report is in one group."""
    doc_ids = list(place)
    for start in range(0, len(doc_ids), ORDERED):
        some = set(doc_ids[start : start + ORDERED])
        tables = (shared(ids).passages for ids in members if not some.isdisjoint(ids))
        rows = [table[table["doc_id_a"].isin(some)] for table in tables]
        yield _ordered(rows, place, PASSAGES, ["start_a", "start_b"])


def _measured(texts: Iterable[tuple[str, CleanText]], sizes: list[int]) -> Iterator[str]:
    for _, text in texts:
        sizes.append(len(han(text.text)[0]))
        yield text.text


def _alone(doc_ids: Sequence[str], sizes: Sequence[int]) -> pd.DataFrame:
    """The rows of reports that share nothing."""
    nothing = {"shared": 0, "share": 0.0, "own_wording_shared": 0, "share_without_formulae": 0.0}
    nothing |= {"nearest": "", "share_in_nearest": 0.0, "duplicate_of": ""}
    return pd.DataFrame({"doc_id": doc_ids, "characters": sizes} | nothing)[list(REPORTS)]


def _ordered(
    tables: Sequence[pd.DataFrame], place: dict[str, int], columns: Sequence[str], further: list[str]
) -> pd.DataFrame:
    """Tables of pairs as one, in the order of the corpus."""
    held = [own for own in tables if len(own)]  # an empty one among them would turn every text into an object
    table = pd.concat(held, ignore_index=True) if held else pd.DataFrame(columns=list(columns))
    keys = [table[name].map(place) for name in ("doc_id_a", "doc_id_b")]
    order = np.lexsort([*(table[name] for name in reversed(further)), *reversed(keys)])
    return table.iloc[order].reset_index(drop=True)
