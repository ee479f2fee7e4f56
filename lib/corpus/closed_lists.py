"""What a corrected cell may hold where its column has a closed list: an id, or the words that the pages show for it."""

import unicodedata
from collections.abc import Iterable

from lib.rules import Rules, compiled

COMPLETE = "one of: "  # opens a complete list in columns.csv
GROUPS = ("status", "scope", "kind", "bound", "nature", "role")  # of interface.csv and labels.csv
OF_INDICATORS = {"canonical": "canonical", "definition": "definition", "implied_canonical": "canonical"}
MOST = 24  # ids that a message lists; of more it names the table


def settled(rules: Rules, correction: dict[str, str]) -> dict[str, str]:
    """Return a correction with ids where it gives the words that pages and charts print: 已完成 or done becomes actual.

    correction: a row of corrections.csv. Raises ValueError, with what may stand there, where `corrected` is neither; an
    `expected` that is neither is left for the table to refuse.
    """
    table, field = correction["table"], correction["field"]
    ids = allowed(rules, table, field)
    if not ids:
        return correction
    named = names(rules, field, ids)
    expected, corrected = (_key(correction[cell]) for cell in ("expected", "corrected"))
    empty = {""} if corrected == "" and may_be_empty(rules, table, field) else set()
    known = named.get(corrected, empty)
    if len(known) != 1:
        raise ValueError(f"corrected {correction['corrected']!r} {_why(rules, field, ids, known)}")
    (new,) = known
    before = named.get(expected, set())
    return correction | {
        "corrected": new,
        "expected": next(iter(before)) if len(before) == 1 else correction["expected"],
    }


@compiled
def allowed(rules: Rules, table: str, field: str) -> tuple[str, ...]:
    """Return the ids that a column may hold, in the order of their table; none where any text may stand."""
    if field in OF_INDICATORS:
        return tuple(dict.fromkeys(row[OF_INDICATORS[field]] for row in rules.table("indicators")))
    told = _values(rules, table, field)
    return tuple(told.removeprefix(COMPLETE).split("; ")[0].split(", ")) if told.startswith(COMPLETE) else ()


def may_be_empty(rules: Rules, table: str, field: str) -> bool:
    """Return whether columns.csv says that a cell of the column may be empty."""
    return "empty" in _values(rules, table, field)


def _values(rules: Rules, table: str, field: str) -> str:
    rows = (row for row in rules.table("columns") if (row["table"], row["column"]) == (table, field))
    return next((row["values"] for row in rows), "")


@compiled
def names(rules: Rules, field: str, ids: tuple[str, ...]) -> dict[str, set[str]]:
    """Return which ids each way of writing may stand for: the id itself and its Chinese and English words."""
    found: dict[str, set[str]] = {}
    for own, words in _words(rules, field, ids):
        if own in ids:
            for name in words:
                found.setdefault(_key(name), set()).add(own)
    return found | {_key(own): {own} for own in ids}


def shown(rules: Rules, table: str, field: str, language: str) -> list[str]:
    """Return the words that pages show in "zh" or "en" for the ids of a column; none where the list is too long to tell."""
    ids = allowed(rules, table, field)
    told = dict.fromkeys(ids, "")
    for own, (zh, en) in _words(rules, field, ids):
        if not told.get(own):
            told[own] = zh if language == "zh" else en
    return [words or own for own, words in told.items()] if len(ids) <= MOST else []


def _words(rules: Rules, field: str, ids: Iterable[str]) -> Iterable[tuple[str, tuple[str, str]]]:
    """Ids with the words that are printed for them."""
    if field in OF_INDICATORS:
        column = OF_INDICATORS[field]
        yield from (
            (row[column], (row["label_zh"], row["label_en"]))
            for row in rules.table("indicators")
            if row[column] == row["definition"] or column == "definition"
        )
    starts = {"canonical": "canonical", "implied_canonical": "canonical"} | {name: name for name in GROUPS}
    keys = {f"{starts[field]}.{own}": own for own in ids} if field in starts else {}
    for table in ("interface", "labels"):
        yield from (
            (keys[row["key"]], (row["zh"], row["en"])) for row in rules.table(table) if row["key"] in keys
        )


def _why(rules: Rules, field: str, ids: tuple[str, ...], known: set[str]) -> str:
    if len(known) > 1:
        return f"may be {' or '.join(sorted(known))}: write the id"
    if len(ids) > MOST:
        return (
            f"is no {field}: write an id of indicators.csv, such as {ids[0]}, or its name as charts print it"
        )
    shown: dict[str, str] = {}
    for own, (zh, _) in _words(rules, field, ids):
        shown.setdefault(own, zh)
    told = [f"{own} {shown.get(own, '')}".strip() for own in ids]
    return f"may not stand in {field}; it holds one of: {', '.join(told)}"


def _key(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
